"""One query process, as its parent sees it: started, asked, waited for with a limit of time, ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import Any, cast

from newsgraph.ontology.errors import NewsgraphError, QueryError, StoreError, StoreExhausted, StoreTimeout
from newsgraph.store.frames import END, ERROR, FRAME, READY, SPENT

AHEAD = 1 << 20  # bytes that are read before somebody takes them; then the process has to wait
START = 30.0  # seconds until a new process must be ready
STALL = 60.0  # seconds that a client may take nothing while the process waits for it
PATIENCE = 10  # times the limit of a query's time that a process may wait for its client altogether
LOWERED = 10  # the priority (niceness) of slow queries: about a tenth of the share of others, and not nothing

_TICKS = os.sysconf("SC_CLK_TCK")

Frame = tuple[int, bytes]


class QueryProcess(asyncio.Protocol):
    """A process that runs one query at a time."""

    def __init__(self, process: subprocess.Popen[bytes], memory: int) -> None:
        self.process = process
        self.memory = memory
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.slow = False
        self.dead = False
        self.spent = 0.0  # seconds of processor time, as it said at the end of its last answer
        self.watch: asyncio.TimerHandle | None = None  # the pool's look at how heavy its query is
        self.folder: str | None = None  # what it has open
        self._buffer = bytearray()
        self._reply: Reply | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def start(cls, *, memory: int, sealed: bool = True) -> QueryProcess:
        """Start a process and wait until it can be asked. Raises StoreError where it cannot be started."""
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        # -P: what stands in the present folder must not shadow a module
        command = [sys.executable, "-P", "-m", "newsgraph.store.query_main"]
        command += [str(theirs.fileno()), str(memory), "sealed" if sealed else "open"]

        def spawn() -> subprocess.Popen[bytes]:
            with theirs:
                return subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[theirs.fileno()])  # noqa: S603

        try:
            process = await loop.run_in_executor(None, spawn)
        except OSError as e:
            ours.close()
            raise StoreError(f"no process for queries can be started: {e}") from e
        it = cls(process, memory)
        await loop.create_connection(lambda: it, sock=ours)
        try:
            await asyncio.wait_for(it.ready, START)
        except TimeoutError as e:
            it.end()
            raise StoreError(f"a process for queries was not ready within {START:g} s") from e
        except BaseException:
            it.end()
            raise
        return it

    def send(self, message: tuple[Any, ...]) -> None:
        assert self._transport is not None
        body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        self._transport.write(FRAME.pack(len(body), 0) + body)

    def open(self, folder: str | None) -> None:
        """Have a generation open before it is asked for."""
        if not self.dead and folder != self.folder:
            self.folder = folder
            self.send(("open", folder))

    def converse(self, message: tuple[Any, ...], *, seconds: float, done: Callable[[], None]) -> Reply:
        """Send a query. done: called once when this process is free again, or ended."""
        self.folder = message[1]
        self._reply = Reply(self, seconds, done)
        self.send(message)
        return self._reply

    def lower(self) -> None:
        """Let others go first from now on. It cannot be raised again: such a process is not used for another query."""
        self.slow = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, LOWERED)

    def used(self) -> float:
        """Seconds of processor time that it has used; by the wall's clock where the system does not tell."""
        try:
            with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
                parts = file.read().rpartition(")")[2].split()
            return (int(parts[11]) + int(parts[12])) / _TICKS
        except (OSError, ValueError, IndexError):
            return time.monotonic()

    def end(self) -> None:
        """End it now."""
        if self.dead:
            return
        self.dead = True
        if self._transport is not None:
            self._transport.abort()
        self.process.kill()
        assert self.process.stdin is not None
        self.process.stdin.close()
        # a killed process is gone in a moment; one in the middle of a page fault takes a little longer
        asyncio.get_running_loop().run_in_executor(None, self.process.wait)

    def pause(self, paused: bool) -> None:
        if self._transport is not None and not self._transport.is_closing():
            if paused:
                self._transport.pause_reading()
            else:
                self._transport.resume_reading()

    # asyncio.Protocol
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer
        buffer += data
        at = 0
        while len(buffer) - at >= FRAME.size:
            size, kind = FRAME.unpack_from(buffer, at)
            if len(buffer) - at - FRAME.size < size:
                break
            body = bytes(buffer[at + FRAME.size : at + FRAME.size + size])
            at += FRAME.size + size
            if kind == READY:
                if not self.ready.done():
                    self.ready.set_result(None)
            elif self._reply is not None:
                self._reply.arrived((kind, body))
        if at:
            del buffer[:at]

    def connection_lost(self, exc: Exception | None) -> None:
        if self.dead:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(0.2)
        error = _death(self.process.returncode, self.memory)
        self.end()
        if not self.ready.done():
            self.ready.set_exception(error)
        if self._reply is not None:
            self._reply.fail(error)


class Reply:
    """What comes back from one query. Take frames until END, or `close`."""

    def __init__(self, process: QueryProcess, seconds: float, done: Callable[[], None]) -> None:
        self._process = process
        self._frames: deque[Frame] = deque()
        self._size = 0
        self._error: NewsgraphError | None = None
        self._ended = False
        self._done: Callable[[], None] | None = done
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[None] | None = None
        self.seconds = seconds
        self._left, self._waits_left = seconds, seconds * PATIENCE
        self._since = time.monotonic()
        self._paused = False
        self._timer = self._loop.call_later(seconds, self._too_slow)

    async def take(self) -> list[Frame]:
        """The frames that are there, at least one. Raises what the process reports, StoreTimeout, StoreExhausted."""
        while not self._frames:
            if self._error:
                raise self._error
            if self._ended:
                return []
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        frames = list(self._frames)
        self._frames.clear()
        self._size = 0
        if self._paused:
            self._pause(False)
        return frames

    def close(self) -> None:
        """Nobody wants the rest: a query that still runs is ended with its process."""
        if not self._ended:
            self.fail(StoreError("the query was given up"))

    # called by the process
    def arrived(self, frame: Frame) -> None:
        if self._ended:
            return
        kind, body = frame
        if kind == ERROR:
            self._error = pickle.loads(body)  # noqa: S301 - written by our own child
        else:
            self._frames.append(frame)
            self._size += len(body)
        if kind == END:
            (self._process.spent,) = SPENT.unpack(body)
        if kind in (END, ERROR):
            self._finish()
        elif self._size > AHEAD and not self._paused:
            self._pause(True)
        self._wake()

    def fail(self, error: NewsgraphError) -> None:
        """End the query and its process."""
        if self._ended:
            return
        self._error = error
        self._frames.clear()  # what came is not the whole answer
        self._process.end()
        self._finish()
        self._wake()

    def _finish(self) -> None:
        self._ended = True
        self._timer.cancel()
        if self._paused:
            self._paused = False
            self._process.pause(False)
        if done := self._done:
            self._done = None
            done()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _pause(self, paused: bool) -> None:
        """While nobody takes what came, the query's time stands still, and the client's runs."""
        now = time.monotonic()
        spent, self._since = now - self._since, now
        if self._ended or paused == self._paused:
            return
        self._paused = paused
        self._process.pause(paused)
        self._timer.cancel()
        if paused:
            self._left -= spent
            self._timer = self._loop.call_later(min(STALL, max(self._waits_left, 0)), self._nobody_reads)
        else:
            self._waits_left -= spent
            self._timer = self._loop.call_later(max(self._left, 0), self._too_slow)

    def _too_slow(self) -> None:
        cure = "ask for less, or allow more time"
        self.fail(StoreTimeout(f"the query took longer than {self.seconds:g} s and was ended", cure=cure))

    def _nobody_reads(self) -> None:
        self.fail(StoreTimeout("the answer was read too slowly and was ended", cure="ask for less at once"))


def _death(code: int | None, memory: int) -> NewsgraphError:
    if code == -signal.SIGSEGV:
        return QueryError("the query is nested too deeply to be run", cure="write it flatter")
    why = f"the query needs more memory than it may have ({memory >> 20} MiB)" if memory else "the query's process died"
    return StoreExhausted(why, cure="ask for less: fewer rows to sort or group, a LIMIT")
