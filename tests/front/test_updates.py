"""Updates of a project: kept, run again in each rebuild, taken back; what cannot be run any more waits."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import write

from newsgraph.ingest.sources import ReadOptions
from newsgraph.ontology.errors import ProjectError, QueryError, StoreBusy, StoreError, StoreTimeout
from newsgraph.project import Project
from newsgraph.store.generations import Generations
from newsgraph.store.journal import Update
from newsgraph.store.merging import Changes
from newsgraph.updating import accept, take_back


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    it = Project(tmp_path / "p", create=True)
    it.ingest([str(write(tmp_path / "news.jsonl", [0, 1, 2]))], options=ReadOptions())
    yield it
    it.close()


def update(project: Project, text: str, seconds: float | None = None) -> Changes:
    return accept(project, Update("update", text), seconds=seconds)


def count(project: Project, pattern: str) -> int:
    with project.store() as store:
        (row,) = store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")  # type: ignore[misc]
        return int(row[0].value)  # type: ignore[union-attr]


MINE = "?s rdfs:label 'Mine'"
INSERT = "INSERT DATA { <organisation/mine> a ng:Organisation ; rdfs:label 'Mine' }"


def test_an_update_outlasts_an_ingest_and_applies_to_its_news(project: Project, tmp_path: Path) -> None:
    events = count(project, "?e a ng:Event ; ng:status ?s")
    assert events >= 3
    assert update(project, INSERT) == Changes(inserted=2)
    assert update(project, "DELETE WHERE { ?e ng:status ?s }").deleted >= events
    assert not project.is_stale()
    project.ingest([str(write(tmp_path / "more.jsonl", [5, 6]))], options=ReadOptions())
    assert project.readings.count() == 5
    assert count(project, MINE) == 1
    assert count(project, "?e ng:status ?s") == 0
    assert count(project, "?e a ng:Event") > events


def test_the_same_readings_and_updates_give_the_same_graph(project: Project) -> None:
    update(project, INSERT)
    accept(project, Update("post", "_:a <urn:p> _:b .\n", project.base + "notes"))
    with project.store() as store:
        before = set(store.quads())
    project.rebuild(force=True)
    with project.store() as store:
        assert set(store.quads()) == before


def test_taking_back(project: Project) -> None:
    update(project, INSERT)
    update(project, "DELETE WHERE { ?s ?p ?o }")
    assert count(project, "?s ?p ?o") == 0
    assert [u.id for u in project.journal.entries()] == [1, 2]
    assert take_back(project, [2]) == 1
    assert count(project, MINE) == 1
    assert count(project, "?e a ng:Event") >= 3
    with pytest.raises(ProjectError, match="no update 2"):
        take_back(project, [2])
    update(project, INSERT.replace("Mine", "Yours"))
    assert [u.id for u in project.journal.entries()] == [1, 3]  # a number is never given twice
    assert take_back(project, None) == 2
    assert count(project, MINE) == 0
    assert not project.is_stale()


def test_what_cannot_be_run_any_more_waits_and_stops_nothing(project: Project, tmp_path: Path) -> None:
    item = project.base + "item/n0001"
    update(project, f"CLEAR GRAPH <{item}>")
    update(project, INSERT)
    project.remove(["n0001"])
    assert list(project.idle_updates()) == [1]
    assert "does not exist" in project.idle_updates()[1]
    assert count(project, MINE) == 1
    assert not project.is_stale()
    project.ingest([str(write(tmp_path / "again.jsonl", [1]))], options=ReadOptions())
    assert project.idle_updates() == {}
    assert count(project, f"GRAPH <{item}> {{ ?s ?p ?o }}") == 0


def test_an_update_is_done_whole_or_not_at_all(project: Project) -> None:
    with project.store() as store:
        before = store.count()
    with pytest.raises(QueryError):
        update(project, INSERT + " ; CLEAR GRAPH <nothing>")
    with project.store() as store:
        assert store.count() == before
    assert project.journal.entries() == []
    assert not project.is_stale()


def test_a_reckless_update_is_ended(project: Project) -> None:
    began = time.monotonic()
    with pytest.raises(StoreTimeout):
        update(project, "INSERT { ?a <x> ?l } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", seconds=1)
    assert time.monotonic() - began < 10
    assert project.journal.entries() == []
    assert update(project, INSERT).inserted == 2


def test_what_fetches_is_refused(project: Project) -> None:
    for text in (
        "LOAD <http://127.0.0.1:9/x>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ):
        with pytest.raises(QueryError, match="fetches"):
            update(project, text)


def test_while_the_graph_is_being_made_an_update_waits_and_then_gives_up(project: Project) -> None:
    with Generations(project.path / "graph").writer(), pytest.raises(StoreBusy):
        accept(project, Update("update", INSERT), wait=0.3)
    assert update(project, INSERT).inserted == 2


def test_while_another_process_reads_news_an_update_need_not_wait(project: Project) -> None:
    # an ingest holds the project's lock all the time, the graph's only while it makes one
    with project.writing():
        assert update(project, INSERT).inserted == 2
    assert count(project, MINE) == 1


def test_an_update_that_was_kept_but_not_seen_is_made_up_for(project: Project) -> None:
    # killed between the journal and the graph
    project.journal.add(Update("update", INSERT), "2026-01-01T00:00:00+00:00")
    assert project.is_stale()
    assert project.refresh()
    assert count(project, MINE) == 1


def test_a_project_for_reading_only_is_not_changed(project: Project) -> None:
    reader = Project(project.path, read_only=True)
    try:
        with pytest.raises(ProjectError, match="reading only"):
            update(reader, INSERT)
        with pytest.raises(ProjectError, match="reading only"):
            reader.rebuild(force=True)
        with reader.store() as store, pytest.raises(StoreError, match="reading only"):
            store.update("CLEAR ALL")
        assert not reader.refresh()
        update(project, INSERT)
        assert count(reader, MINE) == 1
        assert not reader.is_stale()
    finally:
        reader.close()


def test_the_command_lists_shows_and_takes_back(project: Project) -> None:
    update(project, INSERT)
    accept(project, Update("put", "<urn:a> <urn:p> <urn:b> .\n", "urn:g"))

    def run(*options: str) -> str:
        command = [sys.executable, "-m", "newsgraph", "updates", "--project", str(project.path), *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    first, second = run().splitlines()
    assert first.split()[0] == "1"
    assert first.endswith(INSERT[:71] + "…")
    assert second.split()[0] == "2"
    assert second.endswith("PUT urn:g (1 statements)")
    assert run("--show", "1").splitlines()[1] == INSERT
    assert run("--undo", "1") == "1 taken back, 1 left\n"
    assert count(project, MINE) == 0
    assert run("--clear") == "1 taken back, 0 left\n"
    assert count(project, "<urn:a> ?p ?o") == 0
