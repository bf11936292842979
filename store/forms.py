"""The forms that answers are written in, and writing them with limits and an explicit mark where one was reached.

Rows are written by Oxigraph's own serialisers; what they write is cut at the border of a row, so that a cut answer is
a whole document still. The mark: JSON has a member `truncated` beside `results`; XML, RDF/XML, Turtle, TriG, N-Triples
and N-Quads have a comment at the end; CSV, TSV and JSON-LD have no room for one, so whoever sends these waits for the
end and says it in a header (`Form.room` tells which).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, serialize

Sink: TypeAlias = Callable[[bytes], object]

_SCAN = 1 << 16  # bytes that are looked through for rows at once


@dataclass(frozen=True, slots=True)
class Form:
    """A serialisation. name: as in `?format=`. types: its media types, the registered one first.

    graph: of triples, not of rows. room: a mark of truncation fits in.
    """

    name: str
    types: tuple[str, ...]
    graph: bool
    room: bool
    written: QueryResultsFormat | RdfFormat

    @property
    def content_type(self) -> str:
        return self.types[0]


_R, _G = QueryResultsFormat, RdfFormat
ROWS: Final = (
    Form("json", ("application/sparql-results+json", "application/json"), False, True, _R.JSON),
    Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), False, True, _R.XML),
    Form("csv", ("text/csv",), False, False, _R.CSV),
    Form("tsv", ("text/tab-separated-values",), False, False, _R.TSV),
)
GRAPHS: Final = (
    Form("ttl", ("text/turtle", "application/x-turtle"), True, True, _G.TURTLE),
    Form("nt", ("application/n-triples", "text/plain"), True, True, _G.N_TRIPLES),
    Form("jsonld", ("application/ld+json", "application/json"), True, False, _G.JSON_LD),
    Form("rdf", ("application/rdf+xml", "application/xml", "text/xml"), True, True, _G.RDF_XML),
    Form("trig", ("application/trig",), True, True, _G.TRIG),
    Form("nq", ("application/n-quads",), True, True, _G.N_QUADS),
)
BY_NAME: Final[Mapping[str, Form]] = {f.name: f for f in (*ROWS, *GRAPHS)}


@dataclass(frozen=True, slots=True)
class Caps:
    """What an answer may have: rows (or triples) and bytes."""

    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Which limit cut an answer short: "rows", "triples" or "bytes"."""

    by: str
    limit: int

    @property
    def text(self) -> str:
        return f"cut short at this service's limit of {self.limit} {self.by}"


def write_answer(
    answer: QueryBoolean | QuerySolutions | Iterable[Triple],
    form: Form,
    caps: Caps,
    sink: Sink,
    prefixes: Mapping[str, str] | None = None,
) -> Cut | None:
    """Write an answer, UTF-8, as it is found; returns what cut it short.

    prefixes: for the graph formats that know some. Raises what Oxigraph raises while it goes on with the query.
    """
    if isinstance(answer, QueryBoolean):
        assert isinstance(form.written, QueryResultsFormat)
        sink(answer.serialize(format=form.written) or b"")
        return None
    if isinstance(answer, QuerySolutions):
        return _write_rows(answer, form, caps, sink)
    assert isinstance(form.written, RdfFormat)
    counted = _Counted(answer, caps)
    serialize(counted, output=counted.out(sink), format=form.written, prefixes=dict(prefixes or {}))  # type: ignore[arg-type]
    if counted.cut and form.room:
        xml = form.written == RdfFormat.RDF_XML
        sink(f"<!-- {counted.cut.text} -->\n".encode() if xml else f"# {counted.cut.text}\n".encode())
    return counted.cut


class _Counted:
    """Triples up to the limits."""

    def __init__(self, triples: Iterable[Triple], caps: Caps) -> None:
        self._triples = triples
        self._caps = caps
        self._written = 0
        self.cut: Cut | None = None

    def out(self, sink: Sink) -> _Out:
        def write(data: bytes) -> None:
            self._written += len(data)
            sink(data)

        return _Out(write)

    def __iter__(self) -> Iterator[Triple]:
        for n, triple in enumerate(self._triples):
            if n >= self._caps.rows:
                self.cut = Cut("triples", self._caps.rows)
            elif self._written >= self._caps.bytes:
                self.cut = Cut("bytes", self._caps.bytes)
            if self.cut:
                return
            yield triple


class _Out:
    """What pyoxigraph takes for a binary file."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def write(self, data: bytes) -> int:
        self._write(data)
        return len(data)

    def flush(self) -> None:
        pass


# rows ------------------------------------------------------------------------------------------------------------
# Where one row ends and another follows; in group "end", since strings are matched too, to be passed over. What is
# searched begins at a row's border; a string that is not closed yet runs to the end.
_ENDS: Final = {
    "json": re.compile(rb'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|(?P<end>\}),\{', re.DOTALL),
    "xml": re.compile(rb"(?P<end></result>)<result>"),  # a text has no bare <
    "csv": re.compile(rb'"[^"]*(?:"|\Z)|(?P<end>\r\n)(?=.)', re.DOTALL),
    "tsv": re.compile(rb"(?P<end>\n)(?=.)", re.DOTALL),  # a text has no bare line end
}
# as above without empty rows: a quotation mark within a string is escaped, and behind a string's end is , or } or ]
_QUICK_JSON: Final = re.compile(rb'(?P<end>\}),\{"(?=[^,}\]])')


def _write_rows(answer: QuerySolutions, form: Form, caps: Caps, sink: Sink) -> Cut | None:
    assert isinstance(form.written, QueryResultsFormat)
    rows = _Rows(form.name, caps, sink)
    try:
        answer.serialize(_Out(rows.write), format=form.written)  # type: ignore[arg-type]
        rows.finish()
    except _Enough:
        pass
    if rows.cut is None:
        return None
    if form.name == "json":
        mark = json.dumps({"by": rows.cut.by, "limit": rows.cut.limit})
        sink(b']},"truncated":%s}' % mark.encode())
    elif form.name == "xml":
        sink(f"</results></sparql>\n<!-- {rows.cut.text} -->\n".encode())
    return rows.cut


class _Enough(Exception):
    """Ends Oxigraph's serialiser."""


class _Rows:
    """Passes on whole rows up to the limits.

    A row's end counts only once another row begins, so an answer that has exactly the allowed number is not cut.
    """

    def __init__(self, name: str, caps: Caps, sink: Sink) -> None:
        self._ends = _ENDS[name]
        self._quick = name == "json"
        self._caps = caps
        self._sink = sink
        self._parts: list[bytes] = []
        self._size = 0  # of the parts
        self._scanned = 0  # bytes of the parts that hold no row's end
        self._passed = 0
        self._rows = -1 if name in ("csv", "tsv") else 0  # their first line is the head
        self.cut: Cut | None = None

    def write(self, data: bytes) -> None:
        if self.cut:  # Oxigraph hands over what it has buffered when it is ended
            return
        self._parts.append(data)
        self._size += len(data)
        # a row that is long is looked at again only once it has doubled
        if self._size - self._scanned >= max(_SCAN, self._scanned):
            self._scan()

    def finish(self) -> None:
        """The answer is whole: pass on the rest."""
        self._scan()
        if self._passed + self._size > self._caps.bytes:
            self._stop("bytes", self._caps.bytes)
        self._sink(b"".join(self._parts))

    def _scan(self) -> None:
        data = b"".join(self._parts)
        ends = _QUICK_JSON if self._quick and b"{}" not in data else self._ends
        good = 0
        for match in ends.finditer(data):
            if (end := match.end("end")) < 0:
                continue
            if self._passed + end > self._caps.bytes:
                self._pass(data[:good])
                self._stop("bytes", self._caps.bytes)
            good = end
            self._rows += 1
            if self._rows >= self._caps.rows:
                self._pass(data[:good])
                self._stop("rows", self._caps.rows)
        self._pass(data[:good])
        rest = data[good:]
        self._parts, self._size, self._scanned = [rest], len(rest), len(rest)
        if self._passed + self._size > self._caps.bytes + _SCAN:  # one endless row
            self._stop("bytes", self._caps.bytes)

    def _pass(self, data: bytes) -> None:
        if data:
            self._passed += len(data)
            self._sink(data)

    def _stop(self, by: str, limit: int) -> None:
        self.cut = Cut(by, limit)
        raise _Enough
