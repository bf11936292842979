"""Answers in the forms that people and programs read: terminal table, CSV, TSV, JSON, Turtle.

CSV and TSV follow "SPARQL 1.1 Query Results CSV and TSV Formats" (W3C 2013), JSON follows "SPARQL 1.1 Query Results
JSON Format" (W3C 2013). Turtle is for CONSTRUCT and DESCRIBE, sorted, so that the same answer gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Screen
from rich.text import Text

from newsgraph.ontology.errors import QueryError
from newsgraph.ontology.terms import PREFIXES, XSD
from newsgraph.queries.exchange import turtle_rows, xml_rows
from newsgraph.queries.table import Table, count_line, plain
from newsgraph.store.base import Answer, Row, Rows, Term, Triples, Truth
from newsgraph.store.results import json_term

FORMATS: tuple[str, ...] = ("table", "csv", "tsv", "json", "turtle")

_FORMULA = re.compile(r"[=+\-@\t\r]")
WIDEST_WORD = 16  # a column is not made narrower than its longest word, up to this, where there is room
GAP = 2  # characters between columns
_TRIPLE = ("subject", "predicate", "object")


def render(
    answer: Table | Answer,
    format: str,
    out: BinaryIO,
    *,
    iris: bool = False,
    safe_spreadsheet: bool = False,
    width: int | None = None,
) -> None:
    """Write an answer, UTF-8.

    iris: show IRIs in the table format where a name stands beside them, too.
    safe_spreadsheet: put an apostrophe before CSV cells that a spreadsheet would take for a formula (the cells are then
        no longer what the specification says).
    width: of the table format, in characters; None for the terminal's, or 100 where there is none.
    Raises QueryError where the answer has no such form (rows as Turtle, yes or no as CSV).
    """
    if format not in FORMATS:
        raise QueryError(f"there is no format {format!r}", cure="one of " + ", ".join(FORMATS))
    if isinstance(answer, Truth):
        return _truth(answer, format, out)
    if isinstance(answer, Triples):
        if format in ("turtle", "table"):
            return _turtle(answer, out)
        answer = Rows(_TRIPLE, ((t.subject, t.predicate, t.object) for t in answer.triples))
    if format == "turtle":
        raise QueryError("rows cannot be written as Turtle", cure="use CONSTRUCT or DESCRIBE, or the format csv")
    if format == "table":
        return _table(answer if isinstance(answer, Table) else Table.of(answer), out, iris, width)
    writer = {"csv": _csv, "tsv": _tsv, "json": _json}[format]
    for text in writer(answer.variables, iter(answer.rows), safe_spreadsheet):
        out.write(text.encode("utf-8"))
    return None


ROW_FORMS: tuple[str, ...] = ("json", "csv", "tsv", "xml", "ttl")


def rows_text(variables: tuple[str, ...], rows: Sequence[Row], form: str, *, first: int = 1) -> Iterator[str]:
    """Rows in one of ROW_FORMS, in pieces; first: the number of the first one in the whole answer (ttl says it)."""
    if form == "ttl":
        return turtle_rows(variables, rows, first)
    if form == "xml":
        return xml_rows(variables, rows)
    return {"csv": _csv, "tsv": _tsv, "json": _json}[form](variables, iter(rows), False)


def _truth(answer: Truth, format: str, out: BinaryIO) -> None:
    word = "true" if answer.value else "false"
    if format == "json":
        out.write(b'{"head": {}, "boolean": %s}\n' % word.encode())
    elif format == "table":
        out.write(b"yes\n" if answer.value else b"no\n")
    else:
        raise QueryError(f"yes or no cannot be written as {format}", cure="use the format json or table")


def _turtle(answer: Triples, out: BinaryIO) -> None:
    triples = sorted({(str(t.subject), str(t.predicate), str(t.object)): t for t in answer.triples}.items())
    used = {t.predicate.value for _, t in triples} | {
        n.value for _, t in triples for n in t if isinstance(n, NamedNode)
    }
    prefixes = {p: iri for p, iri in PREFIXES.items() if any(v.startswith(iri) for v in used)}
    serialize((t for _, t in triples), out, format=RdfFormat.TURTLE, prefixes=prefixes)


def _csv(variables: tuple[str, ...], rows: Iterator[Row], safe: bool) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")

    def line(cells: list[str]) -> str:
        if cells == [""]:  # the csv module writes "" here; the specification's empty cell is nothing
            return "\r\n"
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()

    yield line(list(variables))
    for row in rows:
        cells = ["" if term is None else plain(term) for term in row]
        yield line([f"'{text}" if safe and _FORMULA.match(text) else text for text in cells])


def _tsv(variables: tuple[str, ...], rows: Iterator[Row], safe: bool) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in variables) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else _turtle_term(term) for term in row) + "\n"


def _turtle_term(term: Term) -> str:
    if isinstance(term, Literal) and term.datatype == XSD.integer and re.fullmatch(r"[+-]?\d+", term.value, re.ASCII):
        return term.value
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _json(variables: tuple[str, ...], rows: Iterator[Row], safe: bool) -> Iterator[str]:
    yield '{"head": {"vars": ' + json.dumps(list(variables), ensure_ascii=False) + '}, "results": {"bindings": ['
    comma = "\n"
    for row in rows:
        binding = {name: json_term(term) for name, term in zip(variables, row, strict=True) if term is not None}
        yield comma + json.dumps(binding, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}}\n"


def _table(table: Table, out: BinaryIO, iris: bool, width: int | None) -> None:
    text = io.StringIO()
    terminal = out.isatty()
    console = Console(
        file=text,
        width=width or shutil.get_terminal_size((100, 24)).columns,
        force_terminal=terminal,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )
    if table.title:
        console.print(Text(table.title, style="bold"))
    if table.rows:
        headings, rows = table.readable(iris=iris)
        screen = _screen(headings, rows, console.width)
        for row in rows:
            screen.add_row(*(Text(value) for value in row))
        console.print(screen)
    console.print(Text(count_line(len(table.rows)), style="dim"))
    lines = (line.rstrip() for line in text.getvalue().splitlines()) if not terminal else text.getvalue().splitlines()
    out.write(("\n".join(lines) + "\n").encode("utf-8"))


def _screen(headings: list[str], rows: list[list[str]], width: int) -> Screen:
    """The columns, as wide as their longest word where that fits. One of dates is never broken."""
    columns = [[row[i] for row in rows] for i in range(len(headings))]
    dates = [all(re.fullmatch(r"(\d{4}(-\d\d){0,2})?", text) for text in cells) for cells in columns]
    texts = [[heading, *cells] for heading, cells in zip(headings, columns, strict=True)]
    words = [max((cell_len(w) for text in cells for w in text.split()), default=1) for cells in texts]
    room = width - GAP * len(headings)
    limit = next((n for n in range(WIDEST_WORD, 1, -1) if sum(_narrowest(words, dates, n)) <= room), 1)
    natural = sum(max(map(cell_len, cells)) for cells in texts)
    # where texts go over several lines, an empty line keeps the rows apart
    screen = Screen(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), leading=int(natural > room))
    for heading, cells, day, least in zip(headings, columns, dates, _narrowest(words, dates, limit), strict=True):
        numbers = not day and all(re.fullmatch(r"(-?\d+(\.\d+)?)?", text) for text in cells)
        screen.add_column(
            Text(heading), justify="right" if numbers else "left", overflow="fold", no_wrap=day, min_width=least
        )
    return screen


def _narrowest(words: list[int], dates: list[bool], limit: int) -> list[int]:
    """The least widths of columns whose longest words are so long: at most `limit`, but whole dates."""
    return [word if day else min(word, limit) for word, day in zip(words, dates, strict=True)]
