"""CSV and TSV with a header (RFC 4180): any of four delimiters, line breaks within quotes, the usual column names."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources.columns import COLUMNS, PREFERENCE
from newsgraph.ingest.sources.intake import Draft, Intake
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.stream import Line, Source, lines
from newsgraph.ontology.errors import UnreadableSource

DELIMITERS = ",\t;|"
_WANTED = "the first line must name the columns: text, and any of id, url, title, published, language"


class _TooLong(ValueError):
    """A quote was opened and not closed within the size of an item."""


class _Feed:
    """Lines for `csv.reader`, with what the record under way has used, so that a broken record can be given back."""

    def __init__(self, source: Iterator[Line], limit: int) -> None:
        self._source = source
        self._back: deque[Line] = deque()
        self._limit = limit
        self._size = 0
        self.used: list[Line] = []

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self._size > self._limit:
            raise _TooLong
        line = self._back.popleft() if self._back else next(self._source)
        self.used.append(line)
        self._size += len(line.text)
        return "\n" if line.fault else line.text  # what is left of a faulty line may open a quote and close none

    def begin(self) -> None:
        """A new record begins."""
        self.used = []
        self._size = 0

    def give_back(self) -> Line:
        """Go on after the first line of the record under way; that line is returned."""
        first = self.used[0]
        self._back.extendleft(reversed(self.used[1:]))
        self.begin()
        return first


def read_table(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """Items of a table. Raises `UnreadableSource` where the first line does not name the columns."""
    # A setting of the whole process, only ever raised: a field may be as long as an item.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * options.max_item_chars + 10_000))
    feed = _Feed(lines(source, options), 2 * options.max_item_chars + 10_000)
    delimiter, fields, width = _header(feed)
    with Intake(source.name, options, source.url) as intake:
        while True:
            feed.begin()
            try:
                row = next(csv.reader(feed, delimiter=delimiter, strict=True))
            except StopIteration:
                return
            except (csv.Error, _TooLong) as error:
                if not feed.used:
                    return
                whole = "".join(line.text for line in feed.used)
                line = feed.give_back()
                why = (
                    "a quote is not closed"
                    if isinstance(error, _TooLong) or "end of data" in str(error)
                    else str(error)
                )
                yield intake.reject(line.number, f"broken record: {why}", "double quotes within a quoted cell", whole)
                continue
            yield from _record(intake, row, feed.used, fields, width)


def _record(
    intake: Intake, row: list[str], used: list[Line], fields: dict[str, int], width: int
) -> Iterator[NewsItem | Rejected]:
    first = used[0].number
    if fault := next((line for line in used if line.fault), None):
        yield intake.reject(fault.number, fault.fault or "", fault.cure, fault.text)
        return
    if not any(cell.strip() for cell in row):
        return  # a blank line, or a row of empty cells that a spreadsheet left
    raw = "".join(line.text for line in used)
    if len(row) != width:
        why = f"wrong columns: {len(row)} cells, the header has {width}"
        yield intake.reject(first, why, "put quotes around cells that contain the delimiter", raw)
        return
    values = {name: row[at] for name, at in fields.items()}
    yield intake.item(Draft(line=first, raw=raw, text=values.pop("text"), **values))


def _header(feed: _Feed) -> tuple[str, dict[str, int], int]:
    """The delimiter whose reading of the first line gives most known columns; where each field is; how many cells."""
    line = next((line for line in iter(feed) if line.strip("\ufeff \t\r\n,;|")), None)
    if line is None:
        raise UnreadableSource("empty: no header and no rows", cure=_WANTED)
    first = feed.used[-1]
    if first.fault:
        raise UnreadableSource(first.fault, line=first.number, cure=first.cure)
    best: tuple[str, dict[str, int], int] = (",", {}, 0)
    for delimiter in DELIMITERS:
        try:
            cells = next(csv.reader([line.lstrip("\ufeff").rstrip("\r\n")], delimiter=delimiter), [])
        except csv.Error:
            continue
        fields = known_columns(cells)
        if (len(fields), len(cells)) > (len(best[1]), best[2]):
            best = (delimiter, fields, len(cells))
    if "text" not in best[1]:
        names = ", ".join(repr(cell.strip()[:40]) for cell in next(csv.reader([line], delimiter=best[0]), [])[:12])
        raise UnreadableSource(f"wrong columns: none of {names} is a text", line=first.number, cure=_WANTED)
    return best


def known_columns(cells: list[str]) -> dict[str, int]:
    """Which of our fields stands in which column."""
    names = [re.sub(r"[\W_]+", "", cell).lower() for cell in cells]
    fields: dict[str, int] = {}
    for name in (*PREFERENCE, *names):
        if name in names and (field := COLUMNS.get(name)) and field not in fields:
            fields[field] = names.index(name)
    return fields
