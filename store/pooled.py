"""A graph store over the query processes, for code that is not asynchronous: run it in a thread, not in the loop's."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from pyoxigraph import DefaultGraph, NamedNode, Quad

from newsgraph.ontology.errors import StoreError
from newsgraph.store.base import Answer, Rows, Term, Triples, Truth
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.frames import END, HEAD, ROWS
from newsgraph.store.pool import QueryPool, Snapshot
from newsgraph.store.query_process import Frame, Reply


class PooledStore:
    """One state of the graph, for reading. loop: the pool's; snapshot: the state."""

    def __init__(self, pool: QueryPool, loop: asyncio.AbstractEventLoop, snapshot: Snapshot) -> None:
        self._pool = pool
        self._loop = loop
        self._snapshot = snapshot

    def query(self, text: str, *, bindings: Mapping[str, Term] = {}, timeout: float | None = None) -> Answer:
        """See GraphStore. timeout: None for the pool's own limit, which is never exceeded."""
        seconds = min(timeout, self._pool.seconds) if timeout is not None else None
        reply, frames = self._wait(self._begin(text, bindings, seconds))
        kind, body = frames[0]
        assert kind == HEAD
        head = pickle.loads(body)  # noqa: S301 - written by our own child
        if isinstance(head, bool):
            return Truth(head)
        items = self._items(reply, frames[1:])
        return Triples(items) if head is None else Rows(head, items)

    async def _begin(self, text: str, bindings: Mapping[str, Term], seconds: float | None) -> tuple[Reply, list[Frame]]:
        reply = await self._pool.rows(text, bindings, seconds=seconds, snapshot=self._snapshot)
        try:
            return reply, await reply.take()
        except BaseException:
            reply.close()
            raise

    def _items(self, reply: Reply, frames: list[Frame]) -> Iterator[Any]:
        try:
            while True:
                for kind, body in frames:
                    if kind == END:
                        return
                    assert kind == ROWS
                    yield from pickle.loads(body)  # noqa: S301 - written by our own child
                frames = self._wait(reply.take())
        finally:
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(reply.close)

    def _wait(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def quads(self, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
        """See GraphStore. Read in this process: it goes along an index, and takes no longer than its answer is long."""
        yield from self._whole().quads(graph)

    def graph_names(self) -> Iterator[NamedNode]:
        yield from self._whole().graph_names()

    def count(self) -> int:
        return self._whole().count()

    def _whole(self) -> EmbeddedStore:
        return EmbeddedStore.at(self._snapshot.lease)

    def update(self, text: str) -> None:
        raise self._read_only()

    def replace(self, quads: Iterable[Quad]) -> int:
        raise self._read_only()

    def _read_only(self) -> StoreError:
        return StoreError("opened for reading only", source=self._snapshot.folder, cure="open the project's store")

    def close(self) -> None:
        """Nothing to do: the processes are the pool's."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
