"""A query in a process of its own, so that it can be ended: Oxigraph has no time-out.

The child (child_main.py) opens the generation read-only and sends pickled messages back: a head, batches, an end.
Both ends are this program, the pipe is private to them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsgraph.ontology.errors import QueryError, StoreError, StoreTimeout
from newsgraph.store.base import Answer, Rows, Triples, Truth
from newsgraph.store.binding import Bound
from newsgraph.store.generations import ReadLease

_MAIN = Path(__file__).with_name("child_main.py")
_HEAD = struct.Struct("!I")


class _Child:
    """The running query. `seconds` is spent only while waiting for a message, not while the caller reads rows."""

    def __init__(self, bound: Bound, lease: ReadLease | None, seconds: float) -> None:
        self.bound = bound
        self.lease = lease  # keeps the generation on disk while the child reads it
        self.allowed = self.left = seconds
        # -P: this folder's modules must not shadow others in the child
        self.process = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-P", str(_MAIN)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=True
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.pipe = self.process.stdout
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.pipe, selectors.EVENT_READ)
        request = pickle.dumps((str(lease.folder) if lease else None, bound.text))
        try:
            self.process.stdin.write(_HEAD.pack(len(request)) + request)
            self.process.stdin.flush()  # and left open: the child ends when it closes, however this process ends
        except BrokenPipeError:  # it died at its start: reading says so
            pass

    def _read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            began = time.monotonic()
            ready = self.selector.select(max(self.left, 0))
            self.left -= time.monotonic() - began
            if not ready:
                cure = "ask for less, or allow more time"
                raise StoreTimeout(f"the query took longer than {self.allowed:g} s and was ended", cure=cure)
            part = os.read(self.pipe.fileno(), min(size, 1 << 20))
            if not part:
                code = self.process.wait()
                killed = "the query may need more memory than there is" if code == -9 else None
                raise StoreError(f"the process of the query ended early (exit {code})", cure=killed)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def message(self) -> tuple[str, Any]:
        (size,) = _HEAD.unpack(self._read(_HEAD.size))
        kind, body = pickle.loads(self._read(size))  # noqa: S301 - written by our own child
        if kind == "syntax":
            raise self.bound.error(body)
        if kind == "query":
            raise QueryError(f"the query cannot be run: {body}")
        if kind == "store":
            raise StoreError(f"the graph cannot be read: {body}")
        return kind, body

    def batches(self) -> Iterator[Any]:
        """What the child sends, one by one; ends the child when the caller stops reading."""
        try:
            while (message := self.message())[0] == "batch":
                yield from message[1]
        finally:
            self.end()

    def end(self) -> None:
        assert self.process.stdin is not None
        self.selector.close()
        self.pipe.close()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def query_in_child(bound: Bound, lease: ReadLease | None, seconds: float) -> Answer:
    """Run a bound query for at most so many seconds. Raises StoreTimeout, here or while rows are read."""
    child = _Child(bound, lease, seconds)
    try:
        kind, body = child.message()
    except BaseException:
        child.end()
        raise
    if kind == "truth":
        child.end()
        return Truth(body)
    if kind == "triples":
        return Triples(child.batches())
    return Rows(body, child.batches())
