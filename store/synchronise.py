"""Bring a remote server's graphs to a given state: only what differs is sent, and a broken run is seen and repaired.

What the server holds is written down in the graph `<base>graph/sync`: a digest for each graph, and a state. The order:
1. state "writing"; the digests of the graphs that will change are taken away,
2. graphs that are no more are dropped, graphs that differ are sent,
3. the merged graph is made anew by the server itself from its graphs,
4. the new digests and the state "complete".
A run that ends in between leaves "writing": the next one trusts the digests that are left (their graphs were not
touched), sends the rest, and makes the merged graph in any case. A graph that does not have as many triples as were
sent is sent again.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from newsgraph.ontology.errors import StoreError, StoreRefused
from newsgraph.store.base import RUNS_SUFFIX, Truth

if TYPE_CHECKING:
    from newsgraph.store.remote import RemoteStore

DIGEST = NamedNode("urn:newsgraph:digest")
STATE = NamedNode("urn:newsgraph:state")
MESSAGE = 2_000_000  # bytes a message, about
SPOOL = 50_000  # quads a bulk step
BATCH = 500  # graphs named in one update


@dataclass(frozen=True, slots=True)
class _Known:
    """What the server says of itself: digest and number of triples by graph, and whether the last run ended well."""

    digests: dict[str, str]
    counts: dict[str, int]
    complete: bool


class Synchronisation:
    """One `replace` of a remote store."""

    def __init__(self, remote: RemoteStore, unmerged: Collection[NamedNode]) -> None:
        self.remote = remote
        self.unmerged = [NamedNode(remote.base + RUNS_SUFFIX), *unmerged]
        self.transactional = remote.at.flavour in ("oxigraph", "fuseki")

    def run(self, quads: Iterable[Quad], *, force: bool) -> int:
        """Returns how many quads were given."""
        with tempfile.TemporaryDirectory(prefix="newsgraph-") as folder:
            spool = Store(folder)
            given = self._spool(spool, quads)
            known = self._known()
            names = sorted(n.value for n in spool.named_graphs() if isinstance(n, NamedNode))
            changed: dict[str, str] = {}
            for name in names:
                lines = _lines(spool, name)
                digest = hashlib.sha256("".join(lines).encode()).hexdigest()
                if force or known.digests.get(name) != digest or known.counts.get(name) != len(lines):
                    changed[name] = digest
            gone = sorted((known.counts.keys() | known.digests.keys()) - set(names))
            if changed or gone or not known.complete:
                self._begin([*changed, *gone])
                self._drop(gone if not self.transactional else [*gone, *(n for n in changed if n in known.counts)])
                self._send(spool, changed)
                self._merge()
                self._end(changed)
            del spool
        return given

    def _spool(self, spool: Store, quads: Iterable[Quad]) -> int:
        given = 0
        stream = iter(quads)
        while chunk := list(islice(stream, SPOOL)):
            for graph in {q.graph_name for q in chunk}:
                if not (isinstance(graph, NamedNode) and graph.value.startswith(self.remote.base)):
                    cure = "use the base that the graph was made with"
                    raise StoreError(f"the graph {graph} is not below {self.remote.base}", cure=cure)
            spool.bulk_extend(chunk)
            given += len(chunk)
        return given

    def _known(self) -> _Known:
        remote, sync = self.remote, self.remote.sync
        digests, complete = {}, False
        for s, p, o in remote.all_rows(f"SELECT ?s ?p ?o {{ GRAPH {sync} {{ ?s ?p ?o }} }}", "?s ?p ?o"):
            if p == DIGEST and isinstance(s, NamedNode) and isinstance(o, Literal):
                digests[s.value] = o.value
            elif p == STATE:
                complete = o == Literal("complete")
        counts = {
            g.value: int(n.value)
            for g, n in remote.all_rows("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", "?g")
            if isinstance(g, NamedNode) and isinstance(n, Literal)
        }
        if not digests and not complete and remote.merged is None:
            taken = remote.query("ASK { ?s ?p ?o }")
            if isinstance(taken, Truth) and taken.value and not self._begun():
                cure = "give newsgraph a dataset of its own, or empty the default graph"
                raise StoreRefused("the default graph holds other data", source=remote.at.query, cure=cure)
        return _Known(digests, counts, complete)

    def _begun(self) -> bool:
        answer = self.remote.query(f"ASK {{ GRAPH {self.remote.sync} {{ ?s {STATE} ?o }} }}")
        return isinstance(answer, Truth) and answer.value

    def _begin(self, touched: list[str]) -> None:
        self._state("writing")
        sync = self.remote.sync
        for names in _batches(touched):
            values = " ".join(f"<{n}>" for n in names)
            self.remote.send_update(
                f"DELETE {{ GRAPH {sync} {{ ?g {DIGEST} ?d }} }} "
                f"WHERE {{ GRAPH {sync} {{ ?g {DIGEST} ?d }} VALUES ?g {{ {values} }} }}"
            )

    def _state(self, state: str) -> None:
        sync = self.remote.sync
        self.remote.send_update(f"DELETE WHERE {{ GRAPH {sync} {{ {sync} {STATE} ?o }} }}")
        self.remote.send_update(f'INSERT DATA {{ GRAPH {sync} {{ {sync} {STATE} "{state}" }} }}')

    def _drop(self, names: list[str]) -> None:
        for batch in _batches(names):
            self.remote.send_update("; ".join(f"CLEAR SILENT GRAPH <{n}>" for n in batch))

    def _send(self, spool: Store, changed: Collection[str]) -> None:
        """Quads in bulk where the server takes them (the old graphs are dropped then), else graph by graph."""
        transport = self.remote.transport
        if self.remote.at.gsp is not None and self.transactional:
            quads = (f"{line[:-3]} <{n}> .\n" for n in changed for line in _lines(spool, n))
            for message in _messages(quads):
                transport.graph("POST", "", message.encode(), "application/n-quads")
            return
        for name in changed:
            lines = _lines(spool, name)
            if self.remote.at.gsp is not None:
                for n, message in enumerate(_messages(lines)):  # N-Triples is Turtle, which every server takes
                    transport.graph("POST" if n else "PUT", name, message.encode())
            else:
                self.remote.send_update(f"CLEAR SILENT GRAPH <{name}>")
                for message in _messages(lines, 200_000):
                    self.remote.send_update(f"INSERT DATA {{ GRAPH <{name}> {{ {message} }} }}")

    def _merge(self) -> None:
        remote = self.remote
        outside = ", ".join(str(g) for g in (*self.unmerged, remote.sync, remote.merged) if g)
        into = f"GRAPH {remote.merged} {{ ?s ?p ?o }}" if remote.merged else "?s ?p ?o"
        clear = f"CLEAR SILENT GRAPH {remote.merged}" if remote.merged else "CLEAR DEFAULT"
        own = f"STRSTARTS(STR(?g), {Literal(remote.base)}) && ?g NOT IN ({outside})"
        remote.send_update(f"{clear}; INSERT {{ {into} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({own}) }}")

    def _end(self, changed: dict[str, str]) -> None:
        sync = self.remote.sync
        for names in _batches(list(changed)):
            triples = " ".join(f'<{n}> {DIGEST} "{changed[n]}" .' for n in names)
            self.remote.send_update(f"INSERT DATA {{ GRAPH {sync} {{ {triples} }} }}")
        self._state("complete")


def _lines(spool: Store, name: str) -> list[str]:
    found = spool.quads_for_pattern(None, None, None, NamedNode(name))
    return sorted(f"{Triple(q.subject, q.predicate, q.object)} .\n" for q in found)


def _batches(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), BATCH):
        yield names[start : start + BATCH]


def _messages(lines: Iterable[str], size: int = MESSAGE) -> Iterator[str]:
    """Lines in messages of about `size` bytes, each ended at a line."""
    held: list[str] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length >= size:
            yield "".join(held)
            held, length = [], 0
    if held:
        yield "".join(held)
