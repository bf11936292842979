"""A small graph and a server of its own process for the tests of /sparql and its limits."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ontology.terms import NG, PREFIXES
from newsgraph.project import Project
from newsgraph.store.embedded import EmbeddedStore

BASE = "https://example.org/newsgraph/"
EVENTS = 300
TYPE, LABEL = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["rdfs"] + "label")

_SERVER = """
import json, sys
from pathlib import Path
from newsgraph.project import Project
from newsgraph.service import Limits, Served, serve
given = json.loads(sys.argv[2])
given["services"] = frozenset(given.get("services", ()))
project = Project(Path(sys.argv[1]), given=json.loads(sys.argv[3]))
serve(Served(project, limits=Limits(**given)), host="127.0.0.1", port=0, ready=lambda a: print(a, flush=True))
"""


def odd(n: int) -> str:
    return f'A "quoted, {n}\r\n</result>' + "},{"


def quads(events: int = EVENTS) -> Iterator[Quad]:
    """Events in three items; every third label is one that has to be escaped somewhere."""
    for n in range(events):
        item, event = NamedNode(f"{BASE}item/n{n % 3}"), NamedNode(f"{BASE}event/e{n}")
        yield Quad(event, TYPE, NG.Event, item)
        yield Quad(event, LABEL, Literal([f"Event {n}", odd(n), "Übung"][n % 3]), item)
        yield Quad(event, NG.mentionedIn, item, item)


def make_project(folder: Path, events: int = EVENTS) -> Path:
    Project(folder, create=True).close()
    with EmbeddedStore(folder / "graph") as store:
        store.replace(quads(events))
    return folder


@dataclass(frozen=True)
class Server:
    root: str
    pid: int

    @property
    def sparql(self) -> str:
        return self.root + "sparql"

    def workers(self) -> set[int]:
        """The ids of its query processes that are alive."""
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(parent) == self.pid and state != "Z" and b"query_main" in (folder / "cmdline").read_bytes():
                    found.add(int(folder.name))
        return found


def priority(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process used; 0 for one that is no more."""
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def running(folder: Path, settings: dict[str, object] | None = None, **limits: object) -> Iterator[Server]:
    command = [sys.executable, "-c", _SERVER, str(folder), json.dumps(limits), json.dumps(settings or {})]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(process.stdout.readline().strip(), process.pid)
        finally:
            process.terminate()
            process.wait(20)
