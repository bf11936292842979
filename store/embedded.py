"""The embedded store: Oxigraph on disk, one folder, many readers beside one writer.

Measured by benchmarks/bench_store.py: chunks of 50,000 quads through `bulk_extend` take 93 MB for 150,000 quads and
125 MB for 2 million (chunks of 100,000: 15 % less processor time, 213 MB; one `bulk_load`: 260 MB for 300,000, more
than twice that with the merged copies). `replace` runs at 0.3 to 0.45 of the quads a second of `bulk_load` without the
merged graph; with it, it is as fast at 300,000 quads and slower at 60,000.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from newsgraph.ontology.errors import QueryError, StoreError
from newsgraph.store.applying import Failed, Replay, apply_in_child
from newsgraph.store.base import Answer, Rows, Term, Triples, Truth, is_runs
from newsgraph.store.binding import Bound, bind
from newsgraph.store.child import query_in_child
from newsgraph.store.generations import Generations, ReadLease, Writing
from newsgraph.store.journal import Update
from newsgraph.store.merging import Changes
from newsgraph.store.sparql import check_query, check_update

CHUNK = 50_000  # quads a bulk step, merged copies included
# chunks after which the store is opened anew: what RocksDB keeps of each file it wrote is given back by closing it
REOPEN = 20
_DEFAULT_GRAPH = DefaultGraph()
T = TypeVar("T")


class _Snapshot:
    """One generation, open for reading. Answers hold it, so that it stays as long as they are read."""

    def __init__(self, lease: ReadLease | None) -> None:
        self.lease = lease
        try:
            self.store = Store.read_only(str(lease.folder)) if lease else Store()
        except OSError as e:
            cure = "rebuild the graph from the readings"
            raise StoreError(f"the graph is damaged: {e}", source=str(lease and lease.folder), cure=cure) from e

    def guard(self, items: Iterable[T]) -> Iterator[T]:
        """The items, read while this snapshot is held; what Oxigraph reports on the way is a StoreError."""
        try:
            yield from items
        except (OSError, RuntimeError, ValueError) as e:
            raise StoreError(f"the graph cannot be read: {e}", source=str(self.lease and self.lease.folder)) from e


class EmbeddedStore:
    """A graph store in a folder. Each query sees the newest whole dataset; one that is being read keeps its own.

    timeout: seconds a query may take, None for no limit. With a limit a query runs in a process of its own (about
        0.1 s more), since Oxigraph cannot be interrupted.
    read_only: refuse `replace` and `update`.
    allow_service: let queries ask other servers (SERVICE) and updates load from them (LOAD).
    """

    def __init__(
        self,
        where: str | Path,
        *,
        timeout: float | None = None,
        read_only: bool = False,
        allow_service: bool = False,
    ) -> None:
        self.path = Path(where)
        if self.path.exists() and not self.path.is_dir():
            raise StoreError("not a folder", source=str(where), cure="give a folder or an http(s) address")
        self._books = Generations(self.path)
        self._timeout = timeout
        self._read_only = read_only
        self._allow_service = allow_service
        self._snapshot: _Snapshot | None = None
        self._fixed = False
        self._opening = threading.Lock()

    @classmethod
    def at(cls, lease: ReadLease | None) -> EmbeddedStore:
        """One generation, whatever comes after it; for reading."""
        it = cls(lease.folder.parent if lease else "", read_only=True)
        it._snapshot, it._fixed = _Snapshot(lease), True
        return it

    def query(self, text: str, *, bindings: Mapping[str, Term] = {}, timeout: float | None = None) -> Answer:
        """See GraphStore. The time counts only while this waits for the answer, not while the caller reads it."""
        bound = bind(text, bindings)
        check_query(text, list(bound.tokens), allow_service=self._allow_service)
        snapshot = self._current()
        seconds = timeout if timeout is not None else self._timeout
        if seconds is not None:
            return query_in_child(bound, snapshot.lease, seconds)
        return _answer(snapshot, bound)

    def update(self, text: str) -> None:
        """See GraphStore. Readers see all of the update or nothing."""
        bound = bind(text)
        check_update(text, list(bound.tokens), allow_service=self._allow_service)
        with self._writer() as writing:
            writing.copy_current()
            store = self._open_for_writing(writing.folder)
            try:
                store.update(bound.text)
                store.flush()
            except SyntaxError as e:
                raise bound.error(str(e)) from e
            except (OSError, RuntimeError) as e:
                raise StoreError(f"the update failed: {e}", source=str(self.path)) from e
            finally:
                del store  # closes RocksDB before the generation is committed or removed
            writing.commit()
            self.close()  # our own hold on the old generation

    def apply(
        self, update: Update, *, base: str, seconds: float | None, keep: Callable[[Changes], None], below: bool = False
    ) -> Changes:
        """Run an update that keeps the merged graph what it is (merging.py); readers see all of it or nothing.

        seconds: what it may take. keep: called when it has been run and before it counts; what it raises undoes all.
        below: refuse graphs that are not below the base. Raises QueryError, StoreTimeout, StoreBusy, StoreError.
        """
        with self._writer() as writing:
            writing.copy_current()
            try:
                (changes,) = apply_in_child(writing.folder, [update], base=base, below=below, seconds=seconds)
            except Failed as e:
                raise e.error from None
            keep(changes)
            writing.commit()
            self.close()  # our own hold on the old generation
        return changes

    def replace(
        self, quads: Iterable[Quad], *, unmerged: Collection[NamedNode] = (), replay: Replay | None = None
    ) -> int:
        """See GraphStore. Killed at any moment, the old dataset is there whole.

        unmerged: graphs that are kept out of the merged default graph, besides `…/graph/runs`.
        replay: updates that are run on the new dataset before it counts.
        """
        given = 0

        def counted() -> Iterator[Quad]:
            nonlocal given
            skip: dict[object, bool] = dict.fromkeys(unmerged, True)
            for quad in quads:
                given += 1
                graph = quad.graph_name
                if graph not in skip:
                    if graph == _DEFAULT_GRAPH:
                        raise StoreError(f"a quad is in no named graph: {quad}", source=str(self.path))
                    skip[graph] = is_runs(graph)
                yield quad
                if not skip[graph]:
                    yield Quad(quad.subject, quad.predicate, quad.object, _DEFAULT_GRAPH)

        with self._writer() as writing:
            store = self._open_for_writing(writing.folder)
            try:
                stream = counted()
                chunks = 0
                while chunk := list(islice(stream, CHUNK)):
                    store.bulk_extend(chunk)
                    chunks += 1
                    if chunks % REOPEN == 0:
                        store.flush()
                        del store
                        store = self._open_for_writing(writing.folder)
                store.flush()
                store.optimize()
            except OSError as e:
                cure = "is the disk full? The old graph is untouched"
                raise StoreError(f"the graph could not be written: {e}", source=str(self.path), cure=cure) from e
            finally:
                del store
            if replay is not None:
                replay.run(writing.folder)
            writing.commit()
            self.close()  # our own hold on the old generation
        return given

    def quads(self, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
        """See GraphStore. In the order of Oxigraph's indexes."""
        snapshot = self._current()
        graphs = [graph] if graph is not None else list(snapshot.store.named_graphs())
        for one in graphs:
            yield from snapshot.guard(snapshot.store.quads_for_pattern(None, None, None, one))

    def graph_names(self) -> Iterator[NamedNode]:
        snapshot = self._current()
        for name in snapshot.guard(snapshot.store.named_graphs()):
            if isinstance(name, NamedNode):
                yield name

    def count(self) -> int:
        snapshot = self._current()
        (row,) = snapshot.store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")  # type: ignore[misc]
        return int(row[0].value)

    def close(self) -> None:
        """Let go of the folder. The store opens again when it is asked again."""
        with self._opening:
            self._snapshot = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _current(self) -> _Snapshot:
        """The newest generation, opened once and kept until another one counts."""
        with self._opening:
            held = self._snapshot
            if held is not None and self._fixed:
                return held
            name = self._books.current()
            if held is None or (held.lease.folder.name if held.lease else None) != name:
                self._snapshot = None  # lets go of the old one first, unless an answer still reads it
                held = self._snapshot = _Snapshot(self._books.lease())
            return held

    def _writer(self) -> AbstractContextManager[Writing]:
        if self._read_only:
            raise StoreError("opened for reading only", source=str(self.path), cure="open it for writing")
        return self._books.writer()

    def _open_for_writing(self, folder: Path) -> Store:
        try:
            return Store(str(folder))
        except OSError as e:
            raise StoreError(f"cannot be opened for writing: {e}", source=str(self.path)) from e


def _answer(snapshot: _Snapshot, bound: Bound) -> Answer:
    try:
        result = snapshot.store.query(bound.text)
    except SyntaxError as e:
        raise bound.error(str(e)) from e
    except (OSError, RuntimeError, ValueError) as e:
        raise QueryError(f"the query cannot be run: {e}") from e
    match result:
        case QueryBoolean():
            return Truth(bool(result))
        case QueryTriples():
            return Triples(snapshot.guard(result))
        case QuerySolutions():
            return Rows(tuple(v.value for v in result.variables), snapshot.guard(map(tuple, result)))
        case _:  # pragma: no cover - pyoxigraph has three kinds of answers
            raise TypeError(type(result).__name__)
