"""Query processes on the newest generation of an embedded store, so that a query's time can be limited.

Oxigraph cannot be interrupted: a query that takes too long is ended with its process, which frees the core at once. A
spare process stands ready, so that others hardly wait for a new one. There are more processes than cores; a query that
runs for longer than SLOW gets a low priority and leaves its place among the `workers` to another, as long as no
more than `workers` such are about. So a few heavy queries share what the light ones leave.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsgraph.ontology.errors import StoreBusy, StoreError
from newsgraph.store.asking import Question
from newsgraph.store.base import Term
from newsgraph.store.generations import Generations, ReadLease
from newsgraph.store.query_process import QueryProcess, Reply

log = logging.getLogger("newsgraph")

SLOW = 1.0  # seconds of processor time
FAILED_STARTS = 3  # in a row, then whoever waits is told


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation; on disk as long as somebody holds this. name: "none" where there is no graph yet."""

    name: str
    lease: ReadLease | None

    @property
    def folder(self) -> str | None:
        return str(self.lease.folder) if self.lease else None


class QueryPool:
    """The query processes of one graph folder, used from one event loop.

    seconds: that a query may take. workers: queries at once. memory: bytes of address space a process, 0 for no limit.
    queue: queries that may wait; more are refused with StoreBusy, as are those that waited for longer than `patience`
    seconds.
    """

    def __init__(
        self,
        folder: Path,
        *,
        seconds: float,
        workers: int,
        memory: int = 0,
        queue: int = 256,
        patience: float = 60.0,
    ) -> None:
        self.seconds = seconds
        self.workers = max(workers, 1)
        self.memory = memory
        self.queue = queue
        self.patience = patience
        self._books = Generations(folder)
        self._snapshot: Snapshot | None = None
        self._current = folder / "CURRENT"
        self._mark = (0, 0)  # of the file CURRENT when the snapshot was made
        self._idle: list[QueryProcess] = []
        self._busy: set[QueryProcess] = set()
        self._waiting: deque[asyncio.Future[QueryProcess]] = deque()
        self._starts: set[asyncio.Task[None]] = set()
        self._failed = 0
        self._closed = False

    # what others use
    def start(self) -> None:
        """Have the processes ready before the first query comes. Needs a running event loop."""
        self._fill()

    def snapshot(self) -> Snapshot:
        """The newest generation. Raises StoreError."""
        try:
            stat = os.stat(self._current)
            mark = (stat.st_ino, stat.st_mtime_ns)  # another file after each change: it is replaced, never written to
        except OSError:
            mark = (0, 0)
        held = self._snapshot
        if held is None or mark != self._mark:
            self._mark = mark
            lease = self._books.lease()
            held = self._snapshot = Snapshot(lease.folder.name if lease else "none", lease)
            for process in self._idle:  # so that they let go of the old one
                process.open(held.folder)
        return held

    async def ask(self, question: Question, *, seconds: float | None = None, snapshot: Snapshot | None = None) -> Reply:
        """Run a question of the SPARQL Protocol: a Head, then bytes."""
        if question.services:
            return await self._ask_outside(question, seconds)
        return await self._run("ask", snapshot, seconds, question)

    async def rows(
        self, text: str, bindings: Mapping[str, Term], *, seconds: float | None = None, snapshot: Snapshot | None = None
    ) -> Reply:
        """Run a query with parameters: its variables (None for triples, a bool for ASK), then batches of rows."""
        return await self._run("rows", snapshot, seconds, text, dict(bindings))

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        for task in self._starts:
            task.cancel()
        await asyncio.gather(*self._starts, return_exceptions=True)
        for waiter in self._waiting:
            waiter.cancel()
        for process in (*self._idle, *self._busy):
            process.end()
        self._idle.clear()
        self._snapshot = None

    def abandon(self) -> None:
        """End all processes where the event loop is gone already."""
        self._closed = True
        for process in (*self._idle, *self._busy):
            process.process.kill()
            process.process.wait()
        self._idle.clear()
        self._busy.clear()
        self._snapshot = None

    @property
    def processes(self) -> list[int]:
        """The process ids, idle ones first."""
        return [p.process.pid for p in (*self._idle, *self._busy) if not p.dead]

    # how it goes
    async def _run(self, what: str, snapshot: Snapshot | None, seconds: float | None, *rest: Any) -> Reply:
        held = snapshot or self.snapshot()
        process = await self._acquire()
        return self._converse(process, (what, held.folder, *rest), held, seconds)

    def _watch(self, process: QueryProcess, begun: float) -> None:
        """Lower a query that is slow by processor time: waiting for others does not make it heavy."""
        if process in self._busy and not process.dead:
            used = process.used() - begun
            if used >= 0.9 * SLOW:
                self._slow(process)
            else:
                process.watch = asyncio.get_running_loop().call_later(SLOW - used, self._watch, process, begun)

    def _converse(
        self, process: QueryProcess, message: tuple[Any, ...], held: Snapshot, seconds: float | None
    ) -> Reply:
        process.watch = asyncio.get_running_loop().call_later(SLOW, self._watch, process, process.spent)

        def done() -> None:
            assert held is not None  # kept until here: the generation stays on disk while it is read
            if process.watch:
                process.watch.cancel()
            self._release(process)

        return process.converse(message, seconds=seconds or self.seconds, done=done)

    async def _ask_outside(self, question: Question, seconds: float | None) -> Reply:
        """A query that may ask other servers: in a process of its own, the only kind that can open a connection."""
        if len(self._busy) >= 3 * self.workers:
            raise self._too_many()
        held = self.snapshot()
        process = await QueryProcess.start(memory=self.memory, sealed=False)
        process.lower()
        self._busy.add(process)
        return self._converse(process, ("ask", held.folder, question), held, seconds)

    async def _acquire(self) -> QueryProcess:
        if self._closed:
            raise StoreError("the service ends")
        if len(self._waiting) >= self.queue:
            raise self._too_many()
        waiter: asyncio.Future[QueryProcess] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        self._dispatch()
        self._fill()
        try:
            return waiter.result() if waiter.done() else await asyncio.wait_for(waiter, self.patience)
        except TimeoutError:
            raise self._too_many() from None
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self._release(waiter.result())
            raise

    def _too_many(self) -> StoreBusy:
        return StoreBusy("too many queries are running or waiting", cure=f"try again in {StoreBusy.after} seconds")

    def _fast(self) -> int:
        """How many of the `workers` places are taken: slow queries take none, up to as many as there are places."""
        slow = sum(p.slow for p in self._busy)
        return len(self._busy) - min(slow, self.workers)

    def _dispatch(self) -> None:
        while self._waiting and self._idle and self._fast() < self.workers:
            waiter = self._waiting.popleft()
            if waiter.done():  # given up
                continue
            process = self._idle.pop()
            self._busy.add(process)
            waiter.set_result(process)

    def _slow(self, process: QueryProcess) -> None:
        process.lower()
        self._fill()
        self._dispatch()

    def _release(self, process: QueryProcess) -> None:
        self._busy.discard(process)
        if process.dead or process.slow or self._closed:
            process.end()
        else:
            self._idle.append(process)
            if self._snapshot and process.folder != self._snapshot.folder and not self._waiting:
                process.open(self._snapshot.folder)
        self._fill()
        self._dispatch()

    def _fill(self) -> None:
        """Start processes until one more than could be given out is there or on its way."""
        self._idle = [p for p in self._idle if not p.dead]
        wanted = max(self.workers - self._fast(), 0) + 1 - len(self._idle) - len(self._starts)
        for _ in range(0 if self._closed else wanted):
            task = asyncio.get_running_loop().create_task(self._start())
            self._starts.add(task)

    async def _start(self) -> None:
        task = asyncio.current_task()
        try:
            process = await QueryProcess.start(memory=self.memory)
            self._failed = 0
        except StoreError as e:
            log.warning("%s", e)
            self._failed += 1
            if self._failed >= FAILED_STARTS:
                while self._waiting:
                    if not (waiter := self._waiting.popleft()).done():
                        waiter.set_exception(e)
                self._failed = 0
                return
            await asyncio.sleep(0.2)
            return
        finally:
            if task:
                self._starts.discard(task)
            if self._failed and self._waiting:
                self._fill()
        with contextlib.suppress(StoreError):
            process.open(self.snapshot().folder)  # opened before the first query comes
        self._idle.insert(0, process)
        self._dispatch()
