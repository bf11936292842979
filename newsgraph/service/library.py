"""What saved queries, search and the overview keep between requests: answers and indexes, for one state of the graph.

Two requests for the same thing share one piece of work. A graph on a remote server may change without our knowing, so
what was read there is kept for REMOTE seconds only.
"""

from __future__ import annotations

import asyncio
import datetime
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from newsgraph.ontology.errors import StoreError
from newsgraph.queries.catalogue import SavedQuery
from newsgraph.queries.names import read_names
from newsgraph.queries.overview import Overview, read_overview
from newsgraph.queries.run import run
from newsgraph.queries.search import NameIndex
from newsgraph.queries.shelf import Shelf
from newsgraph.queries.table import Table
from newsgraph.service.served import Served
from newsgraph.store.base import GraphStore

REMOTE = 30.0  # seconds
ANSWERS = 64  # answers that are kept
CELLS = 2_000_000  # of all answers that are kept; about 250 MB
PATIENCE = 1.0  # seconds that a search waits for the index of a new graph before it asks the one before
TRIES = 3  # to read one state of a graph that changes meanwhile

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by key, made once, the least recently wanted dropped first. weight: what a value counts."""

    def __init__(self, most: int, weight: Callable[[T], int] = lambda value: 0, heaviest: int = 0) -> None:
        self.most, self.weight, self.heaviest = most, weight, heaviest
        self._tasks: OrderedDict[Hashable, asyncio.Task[T]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """The value; made by the first who asks. An error goes to all who wait, and is not kept."""
        task = self._tasks.get(key)
        if task is None:
            task = asyncio.ensure_future(_run(make))
            self._tasks[key] = task
            task.add_done_callback(lambda t: self._ended(key, t))
        self._tasks.move_to_end(key)
        return await asyncio.shield(task)  # whoever goes away leaves the work to the others that wait for it

    def peek(self, key: Hashable) -> T | None:
        """The value if it is there."""
        task = self._tasks.get(key)
        return task.result() if task and task.done() and not task.cancelled() and not task.exception() else None

    def _ended(self, key: Hashable, task: asyncio.Task[T]) -> None:
        if not _failed(task):
            self._drop(key)
        elif self._tasks.get(key) is task:
            del self._tasks[key]

    def _drop(self, latest: Hashable) -> None:
        done = {k: self.weight(t.result()) for k, t in self._tasks.items() if t.done() and not _failed(t)}
        total = sum(done.values())
        for key in list(self._tasks):
            if len(self._tasks) <= self.most and total <= self.heaviest:
                break
            if key in done and key != latest:
                total -= done[key]
                del self._tasks[key]
        if done.get(latest, 0) > self.heaviest:  # too heavy to be kept at all
            self._tasks.pop(latest, None)


async def _run(make: Callable[[], Awaitable[T]]) -> T:
    return await make()


def _failed(task: asyncio.Task[Any]) -> bool:
    return task.cancelled() or task.exception() is not None


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer to a saved query, and of which state of the graph."""

    table: Table
    version: str
    seconds: float


class Library:
    """Of one served project."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.shelf = Shelf(served.project.own_queries)
        self._answers: Kept[Result] = Kept(ANSWERS, lambda r: len(r.table) * max(1, len(r.table.variables)), CELLS)
        self._indexes: Kept[NameIndex] = Kept(1)
        self._overviews: Kept[Overview] = Kept(1)
        self._index: NameIndex | None = None  # the last that was asked

    def state(self) -> str:
        """The graph's version, and for a remote one the time too."""
        remote = f" {int(time.monotonic() / REMOTE)}" if self.served.project.settings.store else ""
        return self.served.version() + remote

    async def result(self, query: SavedQuery, arguments: Mapping[str, str], version: str = "") -> Result:
        """The answer on the present graph; or on the state `version`, as long as that answer is kept.

        Raises what `queries.run` raises.
        """
        given = tuple(sorted((k, v) for k, v in arguments.items() if v.strip()))
        day = datetime.datetime.now(tz=datetime.UTC).date()
        key = (query.name, query.text, given, day)
        if version and version != self.served.version() and (old := self._answers.peek((version, *key))):
            return old
        return await self._answers.get((self.state(), *key), lambda: self._ask(query, arguments))

    async def _ask(self, query: SavedQuery, arguments: Mapping[str, str]) -> Result:
        most = self.served.limits.rows

        def work(store: GraphStore) -> Table:
            return run(store, query, arguments, base=self.served.base, most=most, total_order=True)

        began = time.monotonic()
        table, version = await self._of_one_state(work)
        return Result(table, version, time.monotonic() - began)

    async def index(self) -> NameIndex:
        """The index for searches by name: of the present graph, or of the one before while a large one is made."""
        task = asyncio.ensure_future(self._present_index())
        if self._index is not None:
            done, _ = await asyncio.wait({task}, timeout=PATIENCE)
            if not done:
                task.add_done_callback(_failed)  # whoever asks next hears of an error
                return self._index
        self._index = await task
        return self._index

    async def _present_index(self) -> NameIndex:
        async def make() -> NameIndex:
            names, _ = await self._of_one_state(read_names)
            return await run_in_threadpool(NameIndex, names)

        return await self._indexes.get(self.state(), make)

    async def overview(self) -> Overview:
        """What the first page shows."""
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        index = await self._present_index()

        async def make() -> Overview:
            made, _ = await self._of_one_state(lambda store: read_overview(store, index.entries, today=today))
            return made

        return await self._overviews.get((self.state(), today), make)

    async def _of_one_state(self, work: Callable[[GraphStore], T]) -> tuple[T, str]:
        """Read, and name the state that was read: where the graph changed meanwhile, read again."""
        for _ in range(TRIES):
            before = self.served.version()
            found = await self.served.read(work)
            if self.served.version() == before:
                return found, before
        raise StoreError("the graph changes all the time", cure="ask again in a moment")


def library(request: Request) -> Library:
    """The application's."""
    found = getattr(request.app.state, "library", None)
    if found is None:
        found = request.app.state.library = Library(request.app.state.served)
    assert isinstance(found, Library)
    return found
