"""The service beside an ingest in another process, and on a folder that it cannot write to."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from corpus import write
from service_process import serving

from newsgraph.project import Project

STATE = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?item) AS ?items) WHERE {
  { ?s ?p ?o } UNION { ?item a ng:NewsItem }
}"""


def ingest(project: Path, news: Path) -> None:
    command = [sys.executable, "-m", "newsgraph", "--quiet", "ingest", str(news), "--project", str(project)]
    subprocess.run(command, check=True, env={**os.environ, "NEWSGRAPH_WORKERS": "1"})


def state(client: httpx.Client) -> tuple[str, ...]:
    reply = client.get("/sparql", params={"query": STATE, "format": "csv"})
    assert reply.status_code == 200, reply.text
    return tuple(reply.text.split()[1].split(","))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    ingest(folder / "p", write(folder / "first.jsonl", list(range(4))))
    return folder / "p"


def test_each_answer_is_one_of_the_whole_states(project: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, ...]] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def asking(address: str) -> None:
        try:
            with httpx.Client(base_url=address, timeout=60) as client:
                while not done.is_set():
                    seen.append(state(client))
        except BaseException as e:
            failed.append(e)

    with serving(project) as address, httpx.Client(base_url=address, timeout=60) as client:
        whole = [state(client)]
        threads = [threading.Thread(target=asking, args=(address,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for n in range(3):
                ingest(project, write(tmp_path / f"{n}.jsonl", list(range(4 + 3 * n, 7 + 3 * n))))
                whole.append(state(client))  # the very next request sees what was ingested
        finally:
            done.set()
            for thread in threads:
                thread.join()
    assert failed == []
    assert [int(items) for _, items in whole] == [4, 7, 10, 13]
    assert set(seen) == set(whole)
    assert len(seen) > 20


@pytest.fixture
def unwritable(project: Path, tmp_path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """A copy of the project that cannot be written to, and the command that keeps even root from it."""
    copy = tmp_path / "p"
    shutil.copytree(project, copy)
    everything = [copy, *copy.rglob("*")]
    for path in everything:
        path.chmod(path.stat().st_mode & ~0o222)
    wrap: tuple[str, ...] = ()
    if os.access(copy, os.W_OK):  # root may do everything, unless that is taken away
        if shutil.which("setpriv") is None:
            pytest.skip("root can write everywhere, and there is no setpriv to keep it from that")
        less = "-dac_override,-dac_read_search,-fowner"
        wrap = ("setpriv", f"--bounding-set={less}", f"--inh-caps={less}")
        if subprocess.run([*wrap, "true"], check=False, capture_output=True).returncode:
            pytest.skip("setpriv may not take rights away here")
    yield copy, wrap
    for path in everything:
        path.chmod(path.stat().st_mode | 0o200)


def test_a_folder_that_cannot_be_written_to_is_served(unwritable: tuple[Path, tuple[str, ...]]) -> None:
    folder, wrap = unwritable
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    touched = subprocess.run([*wrap, "touch", str(folder / "x")], check=False, capture_output=True)
    assert touched.returncode != 0  # the test's own premise
    with serving(folder, wrap=wrap) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert int(state(client)[1]) >= 4
        for page in ("/", "/graphs?default", "/sparql"):
            assert client.get(page).status_code == 200, page
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before
    command = [*wrap, sys.executable, "-m", "newsgraph", "serve", "--project", str(folder), "--allow-updates"]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1
    assert "cannot be written to" in refused.stderr


def test_many_threads_read_while_one_writes(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", list(range(3)))
    ingest(tmp_path / "p", news)
    writer, reader = Project(tmp_path / "p"), Project(tmp_path / "p", read_only=True)
    counted: list[int] = []
    failed: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(200):
                pairs = list(reader.readings.items())
                assert len(pairs) in (2, 3)
                counted.append(writer.readings.count())
        except BaseException as e:
            failed.append(e)

    threads = [threading.Thread(target=read) for _ in range(4)]
    kept = writer.readings.item("n0001")
    assert kept is not None
    for thread in threads:
        thread.start()
    for _ in itertools.takewhile(lambda _: any(t.is_alive() for t in threads), itertools.count()):
        writer.readings.remove(["n0001"])
        writer.readings.save([kept])
    for thread in threads:
        thread.join()
    assert failed == []
    assert set(counted) <= {2, 3}
    reader.close()
    writer.close()
    # closed by its writer, the file is read without a log beside it, and seen to change when it is written to again
    assert not (tmp_path / "p" / "readings.sqlite-wal").exists()
    reader = Project(tmp_path / "p", read_only=True)
    assert reader.readings.count() == 3
    with sqlite3.connect(tmp_path / "p" / "readings.sqlite") as db:
        db.execute("INSERT OR REPLACE INTO state VALUES ('x', ?)", (json.dumps(1),))
    db.close()
    assert reader.readings.state("x") == "1"
    reader.close()
