"""An answer as a table for people: names that link to pages, numbers to the right, dates that do not break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from newsgraph.queries.table import LABEL, Table, cell
from newsgraph.store.base import Row, Term
from newsgraph.viz.pages.links import Links

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and where a click on it leads; "" for nowhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; kind: "number", "date", "name" or "text"."""

    heading: str
    kind: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that is ready to be shown."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def grid(table: Table, rows: Sequence[Row], links: Links) -> Grid:
    """Some rows of a table."""
    shown = [i for i, name in enumerate(table.variables) if name + LABEL not in table.variables]
    about = {
        i: table.variables.index(name[: -len(LABEL)])
        for i, name in enumerate(table.variables)
        if name.endswith(LABEL) and name[: -len(LABEL)] in table.variables
    }
    made = tuple(tuple(_cell(row, i, about.get(i), links) for i in shown) for row in rows)
    columns = tuple(
        Column(_heading(table.variables[i], i in about), _kind(i in about, [row[at].text for row in made]))
        for at, i in enumerate(shown)
    )
    return Grid(columns, made)


def _cell(row: Row, at: int, about: int | None, links: Links) -> Cell:
    term = row[at]
    node: Term | None = row[about] if about is not None else term
    href = (links.href(node.value) or "") if isinstance(node, NamedNode) else ""
    text = cell(term)
    if about is None and isinstance(term, NamedNode) and (rest := links.rest(term.value)):
        text = rest
    return Cell(text or (cell(node) if node is not None else ""), href)


def _kind(name: bool, texts: list[str]) -> str:
    given = [t for t in texts if t]
    if name or not given:
        return "name" if name else "text"
    if all(_DATE.fullmatch(t) for t in given):
        return "date"
    return "number" if all(_NUMBER.fullmatch(t) for t in given) else "text"


def _heading(name: str, label: bool) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[: -len(LABEL)] if label else name).lower()
    return words[:1].upper() + words[1:]
