"""A folder of generations: how a whole dataset is swapped in one step, however the process ends.

    <dir>/CURRENT            the name of the generation that counts, replaced by rename
    <dir>/gen-000007/        a RocksDB database of Oxigraph
    <dir>/gen-000007.lock    readers hold a shared flock on it; who removes the generation wants it alone
    <dir>/WRITER             who writes holds an exclusive flock on it (its text, the process id, is for the message)

A generation is written under a new name, flushed, and only then named in CURRENT. A process killed before that leaves a
folder that nothing names: the next writer removes it. A generation in use is never written to.
flock is bound to the open file, so two stores of one process exclude each other like two processes, and the kernel
lets go of it when a process dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from newsgraph.ontology.errors import StoreBusy, StoreError

_NAME = re.compile(r"gen-\d{6,}")


class ReadLease:
    """A generation that stays on disk as long as this is open."""

    def __init__(self, folder: Path, descriptor: int) -> None:
        self.folder = folder
        self._descriptor = descriptor

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:  # answers that are still being read hold the lease; the last one lets go
        self.close()


class Generations:
    """The folder's books. Cheap to make; touches nothing until asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = str(folder / "CURRENT")

    def current(self) -> str | None:
        """The name of the generation that counts, None in a new folder. Raises StoreError where CURRENT is damaged."""
        try:
            with open(self._current, encoding="ascii") as file:  # asked before each query: no Path made anew
                name = file.read().strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as e:
            raise StoreError(f"cannot read CURRENT: {e}", source=str(self.folder)) from e
        if not _NAME.fullmatch(name):
            cure = "rebuild the graph from the readings"
            raise StoreError("CURRENT does not name a generation", source=str(self.folder), cure=cure)
        return name

    def lease(self) -> ReadLease | None:
        """Hold the current generation. None where there is none yet."""
        for _ in range(50):
            name = self.current()
            if name is None:
                return None
            with contextlib.suppress(FileNotFoundError, BlockingIOError):
                descriptor = os.open(self.folder / f"{name}.lock", os.O_RDONLY | os.O_CLOEXEC)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(descriptor)
                    raise
                # between reading CURRENT and the lock a writer may have removed it
                if os.fstat(descriptor).st_nlink and (self.folder / name).is_dir():
                    return ReadLease(self.folder / name, descriptor)
                os.close(descriptor)
            time.sleep(0.02)
        cure = "rebuild the graph from the readings"
        raise StoreError(f"the generation {name} that CURRENT names is not there", source=str(self.folder), cure=cure)

    @contextlib.contextmanager
    def writer(self) -> Iterator[Writing]:
        """Be the only writer. Raises StoreError that names the process that writes already."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder / "WRITER", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as e:
            raise StoreError(f"cannot be written to: {e.strerror}", source=str(self.folder)) from e
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
                raise StoreBusy(
                    f"process {holder} is writing to this graph", source=str(self.folder), cure="wait until it is done"
                ) from None
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
            try:
                with Writing(self) as writing:
                    yield writing
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)  # a process forked meanwhile may hold a copy of the descriptor
        finally:
            os.close(descriptor)

    def sweep(self) -> None:
        """Remove every generation that neither counts nor is read. Only under the writer's lock."""
        current = self.current()
        for left in self.folder.glob("gen-*.before"):  # of a replay that was killed
            shutil.rmtree(left, ignore_errors=True)
        names = {m[0] for p in self.folder.iterdir() if (m := _NAME.match(p.name))}
        for name in sorted(names - {current}):
            lock = self.folder / f"{name}.lock"
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(self.folder / name, ignore_errors=True)
                lock.unlink(missing_ok=True)
            except BlockingIOError:
                continue  # somebody reads it; a later writer removes it
            finally:
                os.close(descriptor)


def copy_database(source: Path, target: Path) -> None:
    """Copy a RocksDB database that nobody writes to; it never changes an .sst file, so those are hard links."""
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == ".sst":
            try:
                os.link(file, target / file.name)
                continue
            except OSError:  # a file system without hard links
                pass
        if file.is_file() and file.name != "LOCK":
            shutil.copy2(file, target / file.name)


class Writing:
    """One new generation in the making. Leaving the `with` without `commit` throws it away."""

    def __init__(self, books: Generations) -> None:
        self._books = books
        books.sweep()
        numbers = [int(m[0][4:]) for p in books.folder.iterdir() if (m := _NAME.match(p.name))]
        self.name = f"gen-{max(numbers, default=0) + 1:06d}"
        self.folder = books.folder / self.name
        self.committed = False

    def copy_current(self) -> None:
        """Start from the current generation."""
        name = self._books.current()
        if name is None:
            return
        copy_database(self._books.folder / name, self.folder)

    def commit(self) -> None:
        """Let this generation count from now on. Everything in it must be flushed and closed."""
        root = self._books.folder
        (root / f"{self.name}.lock").touch()
        _sync(self.folder)
        draft = root / "CURRENT.new"
        with draft.open("w", encoding="ascii") as file:
            file.write(self.name + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(root / "CURRENT")
        _sync(root)
        self.committed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.committed:
            shutil.rmtree(self.folder, ignore_errors=True)
        self._books.sweep()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
