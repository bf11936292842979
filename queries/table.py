"""The answer to a query as a table: RDF terms in rows, with readable, Python, pandas and notebook views."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from newsgraph.ontology.errors import QueryError
from newsgraph.ontology.terms import PREFIXES, XSD
from newsgraph.store.base import Row, Rows, Term

if TYPE_CHECKING:
    import pandas

LABEL = "Label"  # the column `orgLabel` holds the name of what stands in `org`
JOINER = "; "
NOTEBOOK_ROWS = 200

_INTEGERS = frozenset(
    "http://www.w3.org/2001/XMLSchema#" + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)
_FLOATS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("decimal", "double", "float"))
# control characters, and the marks that turn the direction of writing: they could repaint a terminal or hide text
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of pyoxigraph terms, None where a cell is empty. `title` stands above it where it is shown.

    cut: there are more rows than were to be read.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    cut: bool = False

    @classmethod
    def of(cls, answer: Rows, *, title: str = "") -> Table:
        """Read a whole answer. Errors of the store come up here."""
        return cls(answer.variables, tuple(answer.rows), title)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def records(self) -> list[dict[str, object]]:
        """A dict a row: str for IRIs, texts and dates, int, float, bool, and None for an empty cell."""
        return [dict(zip(self.variables, map(python_value, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame of the records. Raises QueryError where pandas is not installed."""
        try:
            import pandas
        except ImportError as e:
            raise QueryError("pandas is not installed", cure="pip install 'newsgraph[pandas]'") from e
        return pandas.DataFrame(self.records(), columns=list(self.variables))

    def readable(self, *, iris: bool = False) -> tuple[list[str], list[list[str]]]:
        """Headings and cells for people: names instead of IRIs where both are there, unless `iris`."""
        shown = [
            (i, _heading(name, self.variables, iris))
            for i, name in enumerate(self.variables)
            if iris or name + LABEL not in self.variables
        ]
        return [heading for _, heading in shown], [[cell(row[i]) for i, _ in shown] for row in self.rows]

    def _repr_html_(self) -> str:
        """The table in a notebook: at most 200 rows, every text escaped."""
        headings, rows = self.readable()
        caption = f"<caption>{html.escape(self.title)}</caption>" if self.title else ""
        head = "".join(f"<th>{html.escape(h)}</th>" for h in headings)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in rows[:NOTEBOOK_ROWS]
        )
        foot = f"<p>{html.escape(count_line(len(self.rows), NOTEBOOK_ROWS))}</p>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}"


def count_line(rows: int, shown: int | None = None) -> str:
    """How many rows there are, in words."""
    if rows == 0:
        return "no rows"
    line = "1 row" if rows == 1 else f"{rows:,} rows"
    return f"{line}, the first {shown:,} shown" if shown is not None and rows > shown else line


def join_rows(variables: Sequence[str], rows: Iterable[Row], columns: Sequence[str]) -> Iterator[Row]:
    """Make one row of rows that differ in `columns` alone; their values, sorted, are put together with "; ".

    The rows keep the order of their first appearance. An empty joined cell is None.
    """
    at = [variables.index(name) for name in columns]
    keys: dict[tuple[Term | None, ...], list[set[str]]] = {}
    for row in rows:
        key = tuple(None if i in at else term for i, term in enumerate(row))
        values = keys.setdefault(key, [set() for _ in at])
        for found, i in zip(values, at, strict=True):
            term = row[i]
            if term is not None and (text := plain(term)):
                found.add(text)
    for key, values in keys.items():
        cells = list(key)
        for found, i in zip(values, at, strict=True):
            cells[i] = Literal(JOINER.join(sorted(found, key=lambda v: (v.casefold(), v)))) if found else None
        yield tuple(cells)


def plain(term: Term) -> str:
    """The IRI, the lexical form, or `_:id`, as SPARQL 1.1 CSV results write a term."""
    if isinstance(term, (NamedNode, Literal)):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return f"<< {term.subject} {term.predicate} {term.object} >>"


def python_value(term: Term | None) -> object:
    """A cell as a Python value; a literal that breaks its datatype's rules stays a str."""
    if term is None or isinstance(term, Triple) or not isinstance(term, Literal):
        return None if term is None else plain(term)
    kind, text = term.datatype.value, term.value
    try:
        if kind in _INTEGERS:
            return int(text)
        if kind in _FLOATS:
            return float(text)
    except ValueError:
        return text
    if term.datatype == XSD.boolean and text in ("true", "1", "false", "0"):
        return text in ("true", "1")
    return text


def cell(term: Term | None) -> str:
    """A cell for the eyes: terms of known vocabularies by prefix, control characters made visible, one line."""
    if term is None:
        return ""
    text = plain(term)
    if isinstance(term, NamedNode):
        text = next((f"{p}:{text[len(n) :]}" for p, n in PREFIXES.items() if text.startswith(n)), text)
    return _UNPRINTABLE.sub("\ufffd", re.sub(r"\s+", " ", text).strip())


def _heading(name: str, variables: Sequence[str], iris: bool) -> str:
    if name.endswith(LABEL) and name[: -len(LABEL)] in variables:
        name = name[: -len(LABEL)] + (" name" if iris else "")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
