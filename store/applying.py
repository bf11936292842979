"""Running updates in a process of its own, on a generation that does not count yet.

So an update can be ended when it takes too long, and whatever happens to it leaves the graph that is there whole.
`Replay` runs a journal again on a graph that was made anew: what fails is left out and told.
"""

from __future__ import annotations

import json
import pickle
import selectors
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from newsgraph.ontology.errors import NewsgraphError, QueryError, StoreError, StoreTimeout
from newsgraph.store.generations import copy_database
from newsgraph.store.journal import Journal, Update
from newsgraph.store.merging import Changes, MergedDataset

BEFORE = ".before"  # behind a generation's name: as it was before its journal was run


class Failed(Exception):
    """An update that could not be run: which of those given, and why."""

    def __init__(self, index: int, error: NewsgraphError) -> None:
        self.index = index
        self.error = error
        super().__init__(str(error))


def apply_in_child(
    folder: Path, updates: Sequence[Update], *, base: str, below: bool, seconds: float | None
) -> list[Changes]:
    """Run updates, in order, on the database in a folder; each may take so many seconds. Raises Failed."""
    command = [sys.executable, "-P", "-m", "newsgraph.store.apply_main"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own module
    assert child.stdin is not None
    assert child.stdout is not None
    done: list[Changes] = []
    try:
        try:
            child.stdin.write(pickle.dumps((str(folder), base, below, list(updates))))
            child.stdin.close()
        except BrokenPipeError:  # it died at its start: reading says so
            pass
        lines = _Lines(child.stdout)
        lines.next(None)  # it has begun
        for index in range(len(updates)):
            line = lines.next(seconds)
            if line is None:
                cure = "change less at a time, or allow more time"
                raise Failed(index, StoreTimeout(f"the update took longer than {seconds:g} s and was ended", cure=cure))
            if not line:
                cure = "it may need more memory than there is"
                raise Failed(index, StoreError(f"the process of the update ended early ({child.wait()})", cure=cure))
            told = json.loads(line)
            if "why" in told:
                raise Failed(index, QueryError(told["why"], line=told["line"], cure=told["cure"]))
            done.append(Changes(**told))
        if lines.next(None) != b"end\n" or child.wait() != 0:
            raise StoreError("the updates could not be written", cure="is the disk full? The old graph is untouched")
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    return done


class _Lines:
    def __init__(self, pipe: IO[bytes]) -> None:
        self.pipe = pipe
        self.held = b""
        self.selector = selectors.DefaultSelector()
        self.selector.register(pipe, selectors.EVENT_READ)

    def next(self, seconds: float | None) -> bytes | None:
        """The next line, b"" at the end, None where it does not come in time."""
        end = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self.held:
            if not self.selector.select(None if end is None else max(end - time.monotonic(), 0)):
                return None
            part = self.pipe.read1(1 << 16)  # type: ignore[attr-defined]
            if not part:
                return b""
            self.held += part
        line, _, self.held = self.held.partition(b"\n")
        return line + b"\n"


@dataclass(slots=True)
class Replay:
    """A journal to be run on each new graph. After `run`: state names the journal that was run, idle tells by number
    why an update could not be; below: the graph's server keeps graphs below the base only."""

    journal: Journal
    base: str
    seconds: float | None = None
    below: bool = False
    state: str = ""
    idle: dict[int, str] = field(default_factory=dict)

    def run(self, folder: Path) -> None:
        """Run all that can be run on the database in a folder, which nobody has open."""
        self.state, self.idle = self.journal.state(), {}
        left = self.journal.entries()
        if not left:
            return
        before = folder.with_name(folder.name + BEFORE)
        copy_database(folder, before)
        try:
            while left:
                try:
                    apply_in_child(folder, left, base=self.base, below=self.below, seconds=self.seconds)
                    left = []
                except Failed as e:
                    self.idle[left[e.index].id] = str(e.error)
                    del left[e.index]
                    shutil.rmtree(folder)
                    copy_database(before, folder)
        finally:
            shutil.rmtree(before, ignore_errors=True)


def run_all(dataset: MergedDataset, updates: Sequence[Update], out: IO[str]) -> None:
    """The child's side: a line for each update, what it changed or why it could not be run; then "end"."""
    for update in updates:
        try:
            changes = dataset.apply(update)
        except NewsgraphError as e:
            print(json.dumps({"why": e.why, "line": e.line, "cure": e.cure}), file=out, flush=True)
            return
        print(json.dumps({"inserted": changes.inserted, "deleted": changes.deleted}), file=out, flush=True)
    dataset.store.flush()
    print("end", file=out, flush=True)
