"""A graph store behind SPARQL 1.1: any server with a query service; for writing also with an update service.

What is newsgraph's on the server: the named graphs whose IRI begins with the base, and the merged graph. That is the
default graph where the server has one that can be written to (Oxigraph, Fuseki), else (Virtuoso, whose default graph is
the union of all) the named graph `<base>graph/merged`, which each query then names as its default graph. `GRAPH ?g`
ranges over newsgraph's graphs as in the embedded store: a filter is put behind each such group.

`replace` is not atomic over HTTP; store/synchronise.py says in which order it goes and how a broken run is repaired.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from newsgraph.ontology.errors import NewsgraphError, QueryError, StoreError, StoreRefused
from newsgraph.store.base import DEFAULT_BASE, Answer, Rows, Term, Triples, Truth
from newsgraph.store.binding import Bound, bind
from newsgraph.store.endpoint import Auth, endpoint, first_words
from newsgraph.store.graphs import confine, named_graphs
from newsgraph.store.results import parse_results
from newsgraph.store.sparql import check_query, check_update
from newsgraph.store.synchronise import Synchronisation
from newsgraph.store.transport import BadRequest, Reply, Transport

PAGE = 5_000  # rows a page where a server cuts long answers (Virtuoso by default at 10,000)


class RemoteStore:
    """A SPARQL endpoint.

    address: see `endpoint()` for the services worked out from it; update, gsp: where they are elsewhere ("" for none).
    base: below which newsgraph's graphs lie. auth: "basic" or "digest" (default: digest for Virtuoso's addresses).
    token: a bearer token. timeout: seconds a query may take; write_timeout: seconds an update or a graph sent may take.
    retries: how often a request is repeated when the server is away for the moment.
    """

    def __init__(
        self,
        address: str,
        *,
        base: str = DEFAULT_BASE,
        update: str | None = None,
        gsp: str | None = None,
        user: str | None = None,
        password: str | None = None,
        auth: Auth | None = None,
        token: str | None = None,
        timeout: float | None = None,
        write_timeout: float | None = None,
        retries: int = 3,
        allow_service: bool = False,
    ) -> None:
        self.at = endpoint(address, update=update, gsp=gsp, user=user, password=password, auth=auth, token=token)
        self.base = base
        self.merged = NamedNode(base + "graph/merged") if self.at.flavour == "virtuoso" else None
        self.sync = NamedNode(base + "graph/sync")
        self._allow_service = allow_service
        self.transport = Transport(
            self.at, seconds=timeout or 120, write_seconds=write_timeout or 900, retries=max(retries, 0)
        )

    def query(self, text: str, *, bindings: Mapping[str, Term] = {}, timeout: float | None = None) -> Answer:
        """See GraphStore. The whole answer is read before this returns."""
        bound = bind(text, bindings)
        operation = check_query(text, list(bound.tokens), allow_service=self._allow_service)
        graphs = operation in ("CONSTRUCT", "DESCRIBE")
        reply = self.asked(bound, graphs=graphs, seconds=timeout)
        return self._triples(reply) if graphs else self.results_of(reply, operation)

    def asked(
        self,
        bound: Bound,
        *,
        graphs: bool,
        seconds: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        most: int | None = None,
    ) -> Reply:
        """The server's answer to a bound query, as it comes. graphs: CONSTRUCT or DESCRIBE. most: bytes it may have.

        default_graphs, named_graphs: the query's dataset instead of its own.
        """
        sent, default, named = self._in_dataset(bound)
        if default_graphs or named_graphs:
            default, named = list(default_graphs), list(named_graphs)
        try:
            return self.transport.sparql(
                sent, graphs=graphs, seconds=seconds, default_graphs=default, named=named, most=most
            )
        except BadRequest as e:
            raise self._told_by_parser(bound, e) from e

    def update(self, text: str) -> None:
        """See GraphStore. Sent once: a lost connection may leave open whether it was done."""
        bound = bind(text)
        check_update(text, list(bound.tokens), allow_service=self._allow_service)
        self.send_update(bound.text, again=False)

    def send_update(self, text: str, *, again: bool = True) -> None:
        """An update of newsgraph's own, as it stands. again: it may run twice."""
        if self.at.update is None:
            raise StoreRefused("no update service is known", source=self.at.query, cure="give its address (`update`)")
        try:
            self.transport.sparql(text, update=True, again=again)
        except BadRequest as e:
            raise QueryError(e.why, source=e.source) from e

    def replace(self, quads: Iterable[Quad], *, unmerged: Collection[NamedNode] = (), force: bool = False) -> int:
        """See GraphStore; only graphs that differ are sent. force: send all, whatever the server seems to have."""
        return Synchronisation(self, unmerged).run(quads, force=force)

    def quads(self, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
        """See GraphStore. One graph at a time is fetched, to a temporary file if it is large."""
        if graph is None:
            for one in list(self.graph_names()):
                yield from self.quads(one)
            return
        name = self.merged if isinstance(graph, DefaultGraph) else graph
        where = "?s ?p ?o" if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{ ?s ?p ?o }}"
        if self.at.gsp is None or self.merged is not None:
            # Virtuoso cuts the Graph Store Protocol's answers without a word: ask for as many as there are
            for s, p, o in self.all_rows(f"SELECT ?s ?p ?o {{ {where} }}", "?s ?p ?o"):
                yield Quad(s, p, o, graph)  # type: ignore[arg-type]
            return
        with tempfile.SpooledTemporaryFile(max_size=1 << 24) as file:
            kind = self.transport.download(name.value if name else None, file)
            file.seek(0)
            try:
                for quad in parse(file, format=self._format(kind)):
                    yield Quad(quad.subject, quad.predicate, quad.object, graph)
            except SyntaxError as e:
                raise StoreError(f"answered with broken RDF: {e}", source=self.at.gsp) from e

    def graph_names(self) -> Iterator[NamedNode]:
        for (name,) in self.all_rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "?g"):
            if isinstance(name, NamedNode):
                yield name

    def count(self) -> int:
        answer = self.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(answer, Rows)
        return int(next(answer.rows)[0].value)  # type: ignore[union-attr]

    def all_rows(self, select: str, order: str) -> Iterator[tuple[Term | None, ...]]:
        """Every row of a SELECT without parameters, page by page where the server is known to cut answers."""
        if self.at.flavour in ("oxigraph", "fuseki"):
            yield from self._rows(select)
            return
        offset = 0
        while True:
            # the order in a subquery: Virtuoso refuses to sort past its limit otherwise
            rows = list(self._rows(f"SELECT * {{ {{ {select} ORDER BY {order} }} }} LIMIT {PAGE} OFFSET {offset}"))
            yield from rows
            if len(rows) < PAGE:
                return
            offset += PAGE

    def close(self) -> None:
        self.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _rows(self, text: str) -> Iterator[tuple[Term | None, ...]]:
        answer = self.query(text)
        assert isinstance(answer, Rows)
        return answer.rows

    def results_of(self, reply: Reply, operation: str) -> Rows | Truth:
        """Rows or yes or no. Raises StoreError for an answer of another kind, or one that the server cut."""
        if "json" not in reply.content_type:
            raise self._not_results(reply)
        answer = parse_results(reply.body, source=self.at.query)
        if "x-sparql-maxrows" in reply.headers:
            raise self._cut(reply)
        if isinstance(answer, Truth) != (operation == "ASK"):
            raise StoreError(f"the answer does not fit {operation}", source=self.at.query)
        return answer

    def _triples(self, reply: Reply) -> Triples:
        kind = self.format_of(reply)
        try:
            found = [Triple(q.subject, q.predicate, q.object) for q in parse(reply.body, format=kind)]
        except SyntaxError as e:
            raise StoreError(f"answered with broken RDF: {e}", source=self.at.query) from e
        if self.at.flavour == "virtuoso" and len(found) >= 1000:
            self._refuse_cut(len(found))
        return Triples(iter(found))

    def _refuse_cut(self, count: int) -> None:
        """Virtuoso cuts CONSTRUCT without a word, but a SELECT with one: see whether one as long would be cut."""
        probe = f"SELECT ?s {{ ?s ?p ?o . ?a ?b ?c }} LIMIT {count + 1}"
        reply = self.transport.sparql(probe, default_graphs=[self.merged.value] if self.merged else ())
        if "x-sparql-maxrows" in reply.headers:
            raise self._cut(reply)

    def _cut(self, reply: Reply) -> StoreError:
        most = reply.headers["x-sparql-maxrows"]
        cure = "add a LIMIT, or raise ResultSetMaxRows on the server"
        return StoreError(f"the server cut the answer at {most} rows", source=self.at.query, cure=cure)

    def format_of(self, reply: Reply) -> RdfFormat:
        """The format of an answer that is a graph. Raises StoreError where it is none."""
        return self._format(reply.content_type.partition(";")[0].strip(), reply)

    def _format(self, media_type: str, reply: Reply | None = None) -> RdfFormat:
        found = RdfFormat.from_media_type(media_type)
        if found is None:
            raise self._not_results(reply or Reply(b"", media_type, {}))
        return found

    def _not_results(self, reply: Reply) -> NewsgraphError:
        kind = reply.content_type.partition(";")[0].strip() or "an unknown format"
        said = first_words(reply.body, reply.content_type)
        why = f"answered with {kind}, which is no SPARQL result" + (f": {said}" if said else "")
        return StoreError(why, source=self.at.query, cure="is this the address of the SPARQL service itself?")

    def _in_dataset(self, bound: Bound) -> tuple[str, list[str], list[str]]:
        """The text to send, and the default and named graphs to name with it."""
        text = confine(bound.text, base=self.base, hidden=[g for g in (self.sync, self.merged) if g])
        if self.merged is None or any(t.keyword == "FROM" for t in bound.tokens):
            return text, [], []
        text, named = named_graphs(text)
        return text, [self.merged.value], named

    def _told_by_parser(self, bound: Bound, refused: BadRequest) -> NewsgraphError:
        """Our own parser says where a query is wrong; what only the server minds is told in the server's words."""
        try:
            Store().query(bound.text)
        except SyntaxError as e:
            return bound.error(str(e))
        except (OSError, RuntimeError, ValueError):
            pass
        why = refused.why.replace("the server failed", "the server refuses the query")
        return QueryError(why, source=refused.source)
