"""The process that answers queries one after another (its other end: query_process.py).

It holds one generation of the embedded store open, read-only; which one, each message says, and whoever sends it keeps
that generation on disk. Nothing here can be interrupted: it is ended from outside.

Guards, since the texts are anybody's: a limit on memory; no socket can be opened (a seccomp filter), so that SERVICE
reaches nothing however it is written; the kernel ends this process before others where memory is short.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import platform
import resource
import signal
import socket
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from itertools import islice
from typing import Any, BinaryIO

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from newsgraph.ontology.errors import NewsgraphError, QueryError, StoreError, StoreExhausted
from newsgraph.store.asking import Question, ask, prefixes_for, prepare
from newsgraph.store.base import Term
from newsgraph.store.binding import bind
from newsgraph.store.forms import Cut, write_answer
from newsgraph.store.frames import DATA, END, ERROR, FRAME, HEAD, READY, ROWS, SPENT, Head
from newsgraph.store.sparql import check_query

FIRST = 1 << 18  # bytes of an answer up to which it is sent as a whole, its length and truncation known beforehand
PIECE = 1 << 16
BATCH = 1000  # rows


class Sender:
    """Frames to the parent, several at once."""

    def __init__(self, pipe: socket.socket) -> None:
        self._pipe = pipe
        self._out = bytearray()

    def add(self, kind: int, body: bytes) -> None:
        self._out += FRAME.pack(len(body), kind)
        self._out += body
        if len(self._out) > PIECE:
            self.flush()

    def pickled(self, kind: int, body: Any) -> None:
        self.add(kind, pickle.dumps(body, protocol=pickle.HIGHEST_PROTOCOL))

    def end(self) -> None:
        """The answer is whole. With it goes how much processor time this process has used so far."""
        self.add(END, SPENT.pack(time.process_time()))

    def flush(self) -> None:
        self._pipe.sendall(self._out)
        self._out.clear()


class Answering:
    """The bytes of one answer: whole where they are few, else in pieces while they are found."""

    def __init__(self, sender: Sender, form: str, lasting: bool) -> None:
        self._sender = sender
        self._form, self._lasting = form, lasting
        self._parts: list[bytes] = []
        self._size = 0
        self._begun = False

    def write(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)
        if self._size > (PIECE if self._begun else FIRST):
            self._begin(None, whole=False)

    def finish(self, cut: Cut | None) -> None:
        self._begin(cut, whole=True)
        self._sender.end()
        self._sender.flush()

    def spooled(self, file: BinaryIO, cut: Cut | None) -> None:
        """An answer that was written to a file first."""
        self._size = file.tell()
        self._begin(cut, whole=self._size <= FIRST)
        file.seek(0)
        while piece := file.read(PIECE):
            self._sender.add(DATA, piece)
        self._sender.end()
        self._sender.flush()

    def _begin(self, cut: Cut | None, *, whole: bool) -> None:
        if not self._begun:
            self._begun = True
            self._sender.pickled(HEAD, Head(self._form, cut, whole, self._lasting))
        if self._parts:
            self._sender.add(DATA, b"".join(self._parts))
            self._sender.flush() if not whole else None
        self._parts, self._size = [], 0


class Worker:
    def __init__(self, pipe: socket.socket) -> None:
        self._pipe = pipe.makefile("rb")
        self._sender = Sender(pipe)
        self._folder: str | None = ""
        self._store = Store()

    def run(self) -> None:
        self._sender.add(READY, b"")
        self._sender.flush()
        while head := self._pipe.read(FRAME.size):
            size, _ = FRAME.unpack(head)
            what, folder, *rest = pickle.loads(self._pipe.read(size))  # noqa: S301 - from our own parent
            try:
                self._open(folder)
                if what == "ask":
                    self._ask(*rest)
                elif what == "rows":
                    self._rows(*rest)
            except NewsgraphError as e:
                self._fail(e)
            except MemoryError:
                self._fail(StoreExhausted("the query needs more memory than it may have", cure="ask for less"))
            except (OSError, RuntimeError, ValueError) as e:
                if isinstance(e, (BrokenPipeError, ConnectionResetError)):
                    return
                self._fail(StoreError(f"the graph cannot be read: {e}", source=folder))

    def _fail(self, error: NewsgraphError) -> None:
        self._sender.pickled(ERROR, error)
        self._sender.flush()

    def _open(self, folder: str | None) -> None:
        if folder != self._folder:
            self._store = Store()
            self._folder = ""
            self._store = Store.read_only(folder) if folder else Store()
            self._folder = folder

    def _ask(self, question: Question) -> None:
        prepared = prepare(question)
        form = prepared.form
        found = ask(self._store, question, prepared)
        answering = Answering(self._sender, form.name, prepared.lasting)
        if form.room or isinstance(found, QueryBoolean):
            answering.finish(write_answer(found, form, question.caps, answering.write, prefixes_for(form)))
            return
        with tempfile.SpooledTemporaryFile(max_size=1 << 20) as file:
            cut = write_answer(found, form, question.caps, file.write, prefixes_for(form))
            answering.spooled(file, cut)  # type: ignore[arg-type]

    def _rows(self, text: str, bindings: Mapping[str, Term]) -> None:
        bound = bind(text, bindings)
        check_query(text, list(bound.tokens), allow_service=False)
        try:
            found = self._store.query(bound.text)
        except SyntaxError as e:
            raise bound.error(str(e)) from e
        except (OSError, RuntimeError, ValueError) as e:
            raise QueryError(f"the query cannot be run: {e}") from e
        if isinstance(found, QueryBoolean):
            self._sender.pickled(HEAD, bool(found))
        elif isinstance(found, QuerySolutions):
            self._sender.pickled(HEAD, tuple(v.value for v in found.variables))
            while batch := list(map(tuple, islice(found, BATCH))):
                self._sender.pickled(ROWS, batch)
        else:
            self._sender.pickled(HEAD, None)
            while triples := list(islice(found, BATCH)):
                self._sender.pickled(ROWS, triples)
        self._sender.end()
        self._sender.flush()


def seal() -> bool:
    """Let this process open no socket from now on; whether that could be done.

    A seccomp filter (Linux): the system call `socket` gives EACCES. No permission is needed for it.
    """
    number = {"x86_64": 41, "aarch64": 198, "arm64": 198}.get(platform.machine())
    if number is None or not sys.platform.startswith("linux"):
        return False

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    refuse, allow = 0x00050000 | 13, 0x7FFF0000  # SECCOMP_RET_ERRNO with EACCES, SECCOMP_RET_ALLOW
    code = b"".join(
        struct.pack("HBBI", *line)
        # load the call's number; is it socket's? refuse; allow
        for line in ((0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, refuse), (0x06, 0, 0, allow))
    )
    room = ctypes.create_string_buffer(code, len(code))
    program = Program(4, ctypes.cast(room, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, filtered = 38, 22, 2
    asked = libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(set_seccomp, filtered, ctypes.byref(program), 0, 0)
    return int(asked) == 0


def _end_with_parent() -> None:
    os.read(0, 1)  # nothing comes: it returns when the parent closes the pipe, or is no more
    os._exit(0)


def main() -> None:
    descriptor, memory, sealed = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "sealed"
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        with contextlib.suppress(ValueError, OSError):  # a lower limit was set already
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("500")
    if sealed and not seal():
        print("newsgraph: the query processes cannot be shut off from the network here", file=sys.stderr)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the parent wants nothing more
        Worker(socket.socket(fileno=descriptor)).run()


if __name__ == "__main__":
    main()
    os._exit(0)  # not through the interpreter's end, where the waiting thread would be in the way
