"""Pages of a saved query's answer, and the answer as data.

A page is a stretch of one whole, totally ordered answer (`queries/ordering.py`), so no row is lost or told twice. The
links to other pages name the state of the graph; when the graph has changed and the old answer is no longer kept, such
a link is answered with 410 Gone and the address to begin anew, never with rows that do not fit to those read before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from newsgraph.ontology.errors import ParameterError
from newsgraph.queries.output import rows_text
from newsgraph.service.library import Result

TYPES = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "ttl": "text/turtle",
}
CONTROLS = ("limit", "offset", "version")


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows are asked for. limit: None for all. version: the state of the graph that earlier pages showed."""

    limit: int | None
    offset: int
    version: str

    @classmethod
    def of(cls, given: Mapping[str, str], *, default: int | None = None) -> Window:
        """From an address. Raises ParameterError."""
        limit = _whole(given, "limit", 1)
        return cls(default if limit is None else limit, _whole(given, "offset", 0) or 0, given.get("version", ""))


def _whole(given: Mapping[str, str], name: str, least: int) -> int | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) < least:
        raise ParameterError(f"{name} is not a whole number from {least}", cure=f"for example {name}={max(least, 100)}")
    return int(text)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of an answer: rows `first` to `last` (from 1; last < first where there are none) of `total`."""

    first: int
    last: int
    total: int
    links: dict[str, str]  # rel → query string


def page(result: Result, window: Window, arguments: Mapping[str, str], rows: int) -> Page:
    """Describe the page that begins at the window's offset and has so many rows."""
    total, offset = len(result.table), window.offset
    step = window.limit or max(rows, 1)

    def link(at: int) -> str:
        pairs = {**arguments, "limit": str(step), "offset": str(at), "version": result.version}
        return urlencode(pairs)

    links = {}
    if offset > 0 or offset + rows < total:
        links["first"] = link(0)
        if offset > 0:
            links["prev"] = link(max(0, min(offset, total) - step))
        if offset + rows < total and rows:
            links["next"] = link(offset + rows)
        links["last"] = link(offset % step + (total - 1 - offset % step) // step * step if total > offset % step else 0)
    return Page(offset + 1, offset + rows, total, links)


def written(result: Result, window: Window, form: str, *, most: int, largest: int) -> tuple[bytes, int]:
    """The rows of a window in a form, and how many they are: fewer than asked for, at least one, where their text
    would be longer than `largest` bytes.
    """
    table = result.table
    stretch = table.rows[window.offset : window.offset + min(window.limit or most, most)]
    while True:
        text = "".join(rows_text(table.variables, stretch, form, first=window.offset + 1)).encode("utf-8", "replace")
        if len(text) <= largest or len(stretch) <= 1:
            return text, len(stretch)
        stretch = stretch[: max(1, int(len(stretch) * largest / len(text) * 0.9))]
