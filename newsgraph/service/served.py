"""What all handlers share: the project, its graph, and the limits of what one request may cost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from starlette.concurrency import run_in_threadpool

from newsgraph.limits import Limits
from newsgraph.ontology.errors import StoreBusy
from newsgraph.service.answered import AnswerCache, Answered
from newsgraph.service.elsewhere import Elsewhere
from newsgraph.viz.pages import Links, Site

if TYPE_CHECKING:
    from newsgraph.project import Project
    from newsgraph.store.asking import Question
    from newsgraph.store.base import GraphStore
    from newsgraph.store.pool import QueryPool

T = TypeVar("T")


class Served:
    """A project that is served. root: the path below which the service answers, "/" or "/news/".

    token: what an update must bear (`Authorization: Bearer …`); None: no updates.
    """

    def __init__(
        self,
        project: Project,
        *,
        limits: Limits | None = None,
        root: str = "/",
        token: str | None = None,
        title: str = "",
    ) -> None:
        self.project = project
        self.limits = limits or Limits()
        self.token = token
        self.elsewhere = Elsewhere(project.base)
        self.site = Site(title or project.settings.title, Links(project.base, root, self.elsewhere))
        self.cache = AnswerCache(self.limits.cache)
        self._pool: QueryPool | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._remote_asked = 0

    @property
    def base(self) -> str:
        return self.project.base

    @property
    def pool(self) -> QueryPool | None:
        """The query processes of this event loop, started at the first call; None where a server keeps the graph."""
        if self.project.settings.store:
            return None
        loop = asyncio.get_running_loop()
        if self._pool is None or self._loop is not loop:
            from newsgraph.store.pool import QueryPool

            if self._pool is not None:
                self._pool.abandon()
            it = self.limits
            folder = self.project.path / "graph"
            self._pool = QueryPool(folder, seconds=it.seconds, workers=it.workers, memory=it.memory, queue=it.queue)
            self._loop = loop
            self._pool.start()
        return self._pool

    async def read(self, work: Callable[[GraphStore], T]) -> T:
        """Run a function that asks the graph, off the event loop; it sees one state of the graph, the newest whole one.

        Raises what the store raises: QueryError, StoreTimeout (after `limits.seconds`), StoreBusy, StoreError.
        """
        pool = self.pool
        if pool is not None:
            from newsgraph.store.pooled import PooledStore

            snapshot = pool.snapshot()
            state = snapshot.name
            opened: Callable[[], GraphStore] = partial(PooledStore, pool, asyncio.get_running_loop(), snapshot)
        else:
            state, opened = self.version(), self._remote

        def run() -> T:
            with opened() as store:
                self.elsewhere.refresh(store, state)
                return work(store)

        return await run_in_threadpool(run)

    async def ask(self, question: Question, *, seconds: float | None = None) -> Answered:
        """Answer a question of the SPARQL Protocol. seconds: less than the limit, if wanted.

        Raises what the store raises. Cancelled, the query is ended.
        """
        seconds = min(seconds or self.limits.seconds, self.limits.seconds)
        pool = self.pool
        if pool is None:
            return await self._ask_remote(question, seconds)
        snapshot = pool.snapshot()
        key = (snapshot.name, question)
        if known := self.cache.get(key):
            return known
        reply = await pool.ask(question, seconds=seconds, snapshot=snapshot)
        answered = await Answered.of(reply)
        if answered.rest is None and answered.head.lasting:
            self.cache.put(key, answered)
        return answered

    async def _ask_remote(self, question: Question, seconds: float) -> Answered:
        from newsgraph.store.remote import RemoteStore
        from newsgraph.store.remote_asking import ask_remote

        def run() -> Answered:
            with self._remote() as store:
                assert isinstance(store, RemoteStore)
                head, body = ask_remote(store, question, seconds=seconds)
                return Answered(head, body)

        if self._remote_asked >= self.limits.workers + self.limits.queue:
            raise StoreBusy("too many queries are running or waiting", cure=f"try again in {StoreBusy.after} seconds")
        self._remote_asked += 1
        try:
            return await run_in_threadpool(run)
        finally:
            self._remote_asked -= 1

    def _remote(self) -> GraphStore:
        return self.project.store(timeout=self.limits.seconds)

    def version(self) -> str:
        """Names the state of the graph; another after each ingest. For ETags and caches."""
        return self.project.graph_version()

    def modified(self) -> float | None:
        """When the graph that is there now was made, in seconds since 1970; None for a remote one."""
        current = self.project.path / "graph" / "CURRENT"
        return current.stat().st_mtime if not self.project.settings.store and current.exists() else None

    def start(self) -> None:
        """Have the query processes ready before the first request comes; in the event loop."""
        assert self.pool is not None or self.project.settings.store

    async def close(self) -> None:
        """Let go of everything."""
        if self._pool is not None and self._loop is asyncio.get_running_loop():
            await self._pool.close()
            self._pool = None
