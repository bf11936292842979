"""Does the service keep up with the bare server? `python benchmarks/bench_service.py [--quick] [--project DIR]`.

64 clients ask saved queries, each the next as soon as it has its answer, for 30 s
  bare      of `oxigraph serve-read-only`, on a copy of the project's graph,
  service   of `newsgraph serve`, which keeps no answers (--cache 0),
  cached    of `newsgraph serve` as it comes.
The texts are the same to the byte: every query of the catalogue with its parameters bound, those that stand for things
to several things of the graph. Each server is asked each text once before, and both must give as many rows. Reported:
errors (there must be none), answers a second and their ratio to the bare server's in the same run, p50 and p99 of the
time for one, the server's processor time for one and the ratio of the bare server's to it, which other work on the
machine disturbs less. The clients are one more process on the same machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import uvloop
from synthetic_readings import synthetic_readings

from newsgraph.ontology.errors import NewsgraphError
from newsgraph.project import Project
from newsgraph.queries import catalogue
from newsgraph.queries.parameters import NODE_TYPES
from newsgraph.queries.run import bind_arguments
from newsgraph.store.base import GraphStore, Rows
from newsgraph.store.binding import bind

HEADS = ("answers/s", "ratio", "p50 ms", "p99 ms", "cpu ms", "cpu ratio", "errors")
VARIANTS = 4  # of a query with a parameter that stands for a thing
CLASSES = {
    "organisation": "ng:Organisation", "agent": "ng:Organisation", "person": "ng:Person", "location": "ng:Location",
    "programme": "ng:Programme", "entity": "ng:Organisation", "event": "ng:Event", "item": "ng:NewsItem",
    "node": "ng:Event",
}  # fmt: skip


def texts(project: Project) -> dict[str, str]:
    """Bound SPARQL by the query's name and variant."""
    found: dict[str, str] = {}
    with project.store() as store:
        things = {kind: known_things(store, of) for kind, of in CLASSES.items()}
        for query in catalogue().values():
            for variant in range(VARIANTS):
                arguments = {}
                for p in (p for p in query.parameters if p.required):
                    some = things.get(p.type) if p.type in NODE_TYPES else None
                    arguments[p.name] = some[variant % len(some)] if some else p.example or ""
                with contextlib.suppress(NewsgraphError):  # an example that is not in this graph
                    terms = bind_arguments(store, query, arguments, base=project.base)
                    text = bind(query.text, terms).text
                    if text not in found.values():
                        found[f"{query.name}/{variant}"] = text
    return found


def known_things(store: GraphStore, kind: str) -> list[str]:
    """The things of a class that most is said of."""
    answer = store.query(
        f"SELECT ?x {{ ?x a {kind} ; ?p ?o ; ng:mentionedIn ?i }} GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 4"
        if kind != "ng:NewsItem"
        else f"SELECT ?x {{ ?x a {kind} }} ORDER BY ?x LIMIT 4"
    )
    assert isinstance(answer, Rows)
    return [row[0].value for row in answer]  # type: ignore[union-attr]


# servers ---------------------------------------------------------------------------------------------------------
def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def processor_seconds(process: psutil.Process) -> float:
    """Of a process and all that it started."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(one.cpu_times()[:2])
    return total


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[psutil.Process]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} ended with {process.returncode}")
            time.sleep(0.1)
        time.sleep(1)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


# clients ---------------------------------------------------------------------------------------------------------
@dataclass
class Run:
    name: str
    seconds: float
    times: list[float]
    errors: list[str]
    rows: dict[str, int]
    used: float  # seconds of processor time of the server

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time for an answer."""
        return 1000 * self.used / len(self.times)

    def quantile(self, part: float) -> float:
        """Milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(int(part * len(ordered)), len(ordered) - 1)]


class Connection:
    """HTTP/1.1 kept alive, as little of it as a client needs, so that the clients take little of the machine."""

    def __init__(self, port: int, path: str) -> None:
        self.port = port
        self.head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n"
            "Content-Type: application/sparql-query\r\nContent-Length: "
        ).encode()
        self.reader: asyncio.StreamReader | None = None

    async def ask(self, body: bytes) -> tuple[int, bytes]:
        if self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
        self.writer.write(self.head + str(len(body)).encode() + b"\r\n\r\n" + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        if length := re.search(rb"(?i)\r\ncontent-length: *(\d+)", head):
            return status, await self.reader.readexactly(int(length[1]))
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append((await self.reader.readexactly(size + 2))[:-2])
        await self.reader.readline()
        return status, b"".join(parts)


async def clients(
    name: str, port: int, path: str, asked: dict[str, bytes], count: int, seconds: float, server: psutil.Process
) -> Run:
    first = Connection(port, path)
    rows, errors, times = {}, [], []
    for key, body in asked.items():
        status, answer = await first.ask(body)
        if status != 200:
            errors.append(f"{key}: {status} {answer[:100]!r}")
            continue
        document = json.loads(answer)
        rows[key] = len(document["results"]["bindings"]) if "results" in document else int(document["boolean"])
    bodies = list(asked.values())
    end = time.monotonic() + seconds

    async def client(n: int) -> None:
        connection = Connection(port, path)
        order = random.Random(n).sample(bodies, len(bodies))
        while True:
            for body in order:
                began = time.monotonic()
                if began >= end:
                    return
                try:
                    status, answer = await connection.ask(body)
                except (OSError, asyncio.IncompleteReadError) as e:
                    errors.append(type(e).__name__)
                    connection = Connection(port, path)
                    continue
                times.append(time.monotonic() - began)
                if status != 200:
                    errors.append(f"{status} {answer[:100]!r}")

    began, used = time.monotonic(), processor_seconds(server)
    await asyncio.gather(*(client(n) for n in range(count)))
    return Run(name, time.monotonic() - began, times, errors, rows, processor_seconds(server) - used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, help="the graph [default: one of made-up readings]")
    parser.add_argument("--items", type=int, default=1000, help="made-up readings [default: 1000]")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--quick", action="store_true", help="5 s each")
    parser.add_argument("--json", type=Path, help="write the results here, too")
    given = parser.parse_args()
    seconds = 5.0 if given.quick else given.seconds
    oxigraph = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    if oxigraph is None:
        raise SystemExit("the oxigraph command is not there: make dev")
    with tempfile.TemporaryDirectory() as folder:
        where = given.project or make_project(Path(folder) / "made.project", given.items)
        runs = compare(where, oxigraph, Path(folder) / "copy", given.clients, seconds)
    if given.json:
        results = [
            {"name": r.name, "rate": r.rate, "ratio": r.rate / runs[0].rate, "p50": r.quantile(0.5),
             "p99": r.quantile(0.99), "cost": r.cost, "errors": len(r.errors)} for r in runs
        ]  # fmt: skip
        given.json.write_text(json.dumps(results, indent=1) + "\n")
    if any(r.errors for r in runs):
        raise SystemExit(1)


def make_project(folder: Path, items: int) -> Path:
    project = Project(folder, create=True)
    project.readings.save(synthetic_readings(items))
    project.rebuild()
    project.close()
    return folder


def compare(where: Path, oxigraph: str, copy: Path, count: int, seconds: float) -> list[Run]:
    """The same questions to each server in turn; prints a line each."""
    project = Project(where)
    project.refresh()
    asked = {key: text.encode() for key, text in texts(project).items()}
    current = where / "graph" / (where / "graph" / "CURRENT").read_text().strip()
    with project.store() as store:
        quads = store.count()
    project.close()
    print(f"{quads} quads, {len(asked)} texts, {count} clients, {seconds:g} s each, {os.cpu_count()} cores")
    serve = [sys.executable, "-m", "newsgraph", "--quiet", "serve", "--project", str(where)]
    shutil.copytree(current, copy)
    ports = [free_port() for _ in range(3)]
    servers = {
        "bare": ([oxigraph, "serve-read-only", "-l", str(copy), "-b", f"127.0.0.1:{ports[0]}"], "/query"),
        "service": ([*serve, "--port", str(ports[1]), "--cache", "0"], "/sparql"),
        "cached": ([*serve, "--port", str(ports[2])], "/sparql"),
    }
    runs: list[Run] = []
    print(f"{'':8}" + "".join(f"{h:>11}" for h in HEADS))
    for port, (name, (command, path)) in zip(ports, servers.items(), strict=True):
        with running(command, port) as server, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            run = runner.run(clients(name, port, path, asked, count, seconds, server))
        runs.append(run)
        cells = (
            f"{run.rate:.0f}", f"{run.rate / runs[0].rate:.2f}", f"{run.quantile(0.5):.1f}",
            f"{run.quantile(0.99):.1f}", f"{run.cost:.2f}", f"{runs[0].cost / run.cost:.2f}", str(len(run.errors)),
        )  # fmt: skip
        print(f"{name:8}" + "".join(f"{c:>11}" for c in cells))
        for error in sorted(set(run.errors))[:5]:
            print(f"   {error}")
        for key in asked:
            if run.rows.get(key) != runs[0].rows.get(key):
                print(f"   {key}: {run.rows.get(key)} rows, the bare server {runs[0].rows.get(key)}")
    return runs


if __name__ == "__main__":
    main()
