"""The graph is a function of the readings and the authority files: any order, any batching, again, after accidents."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import item, write
from pyoxigraph import Quad

import newsgraph
from newsgraph.ontology.errors import ProjectError, SettingsError

NG = "https://w3id.org/newsgraph#"


def quads(folder: Path) -> set[Quad]:
    """The stored graph but for the log of runs. No blank nodes are used: equal sets are isomorphic graphs."""
    with newsgraph.open(folder, create=False) as kg:
        assert not kg.project.is_stale()
        store = kg.project.store()
        try:
            found = {q for q in store.quads() if not str(q.graph_name).endswith("graph/runs>")}
        finally:
            store.close()
    return found


Ingest = Callable[..., Path]


@pytest.fixture
def ingest(tmp_path: Path) -> Ingest:
    """Ingest groups of item numbers, one call each, into a project of that name."""

    def run(name: str, *groups: list[int], **changed: str) -> Path:
        folder = tmp_path / name
        with newsgraph.open(folder) as kg:
            for n, numbers in enumerate(groups):
                kg.ingest(write(tmp_path / f"{name}-{n}.jsonl", numbers, **changed))
        return folder

    return run


def test_any_order_any_batching_same_graph(ingest: Ingest) -> None:
    numbers = list(range(20))
    shuffled = random.Random(4).sample(numbers, len(numbers))
    whole = quads(ingest("whole", numbers))
    assert len({q.subject for q in whole if q.predicate.value == NG + "eventType"}) >= 12
    assert quads(ingest("shuffled", shuffled)) == whole
    assert quads(ingest("parts", shuffled[:3], shuffled[3:11], shuffled[11:])) == whole


def test_again_changes_nothing(ingest: Ingest, tmp_path: Path) -> None:
    folder = ingest("one", [1, 2, 3])
    before = quads(folder)
    with newsgraph.open(folder) as kg:
        report = kg.ingest(write(tmp_path / "again.jsonl", [1, 2, 3]))
        assert (report.new, report.changed, report.unchanged, report.quads) == (0, 0, 3, None)
        report = kg.ingest(tmp_path / "again.jsonl", again=True)
        assert (report.new, report.changed) == (0, 3)
    assert quads(folder) == before


def test_changed_item_replaces_its_old_version(ingest: Ingest, tmp_path: Path) -> None:
    new_text = "The Museum of Glass opened an exhibition of lamps in Murano on 3 May 2024."
    folder = ingest("changed", [1, 2, 3])
    with newsgraph.open(folder) as kg:
        report = kg.ingest(write(tmp_path / "changed.jsonl", [2], n0002=new_text))
        assert (report.new, report.changed) == (0, 1)
    assert quads(folder) == quads(ingest("direct", [1, 2, 3], n0002=new_text))


def test_removed_item_leaves_no_trace(ingest: Ingest) -> None:
    folder = ingest("more", [1, 2, 3, 4])
    with newsgraph.open(folder) as kg:
        assert kg.remove("n0004") == 1
        with pytest.raises(ProjectError, match="no item 'n0004'"):
            kg.remove("n0004")
    assert quads(folder) == quads(ingest("less", [1, 2, 3]))


def test_authority_file_changes_the_graph_and_survives(ingest: Ingest) -> None:
    folder = ingest("authority", [1, 6])
    authority = folder / "authority" / "mine.ttl"
    plain = quads(folder)
    authority.write_text(
        """@prefix ng: <https://w3id.org/newsgraph#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://example.org/id/leeds> a ng:Organisation ; skos:prefLabel "University of Leeds"@en ."""
    )
    with newsgraph.open(folder) as kg:
        ask = 'ASK { <https://example.org/id/leeds> skos:prefLabel "University of Leeds"@en ; ng:mentionedIn ?item }'
        assert kg.sparql(f"PREFIX ng: <{NG}> {ask}") is True
    authority.unlink()
    with newsgraph.open(folder) as kg:
        kg.project.rebuild()
    assert quads(folder) == plain


def test_items_of_two_files_with_one_id_are_told(ingest: Ingest, tmp_path: Path) -> None:
    folder = ingest("clash", [1])
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "n0001", "text": "A choir sang in Ghent on 2 May 2021."}))
    with newsgraph.open(folder) as kg:
        report = kg.ingest(other)
    assert report.replaced == [("n0001", str(tmp_path / "clash-0.jsonl"), str(other))]


def test_items_of_two_files_of_one_run_with_one_id_are_told(tmp_path: Path) -> None:
    for name, town in (("a", "Hull"), ("b", "Ghent")):
        text = f"A choir sang in {town} on 2 May 2021."
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": "1", "text": text}))
    with newsgraph.open(tmp_path / "p") as kg:
        report = kg.ingest(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert (report.new, report.changed) == (1, 1)
    assert report.replaced == [("1", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"))]


@pytest.mark.parametrize("base", ["https://data.example.org/a/", "urn:example:news:"])
def test_other_bases_keep_the_log_apart(base: str, tmp_path: Path) -> None:
    with newsgraph.open(tmp_path / "p", base=base) as kg:
        kg.ingest(write(tmp_path / "news.jsonl", [0, 1]))
        assert kg.sparql("ASK { ?x a prov:Activity ; prov:startedAtTime ?t }") is False
        lines = kg.export(tmp_path / "g.nq").read_text(encoding="utf-8")
        assert f"<{base}graph/" not in lines
        assert f"<{base}item/n0000>" in lines
    with newsgraph.open(tmp_path / "p", base="https://other.example/") as kg:
        assert kg.project.base == "https://other.example/"  # given by hand for this call; the file keeps its own
    with newsgraph.open(tmp_path / "p") as kg:
        assert kg.project.base == base


def test_a_graph_newer_than_the_readings_is_noticed(ingest: Ingest, tmp_path: Path) -> None:
    folder = ingest("older", [1])
    kept = (folder / "readings.sqlite").read_bytes()
    with newsgraph.open(folder) as kg:
        kg.ingest(write(tmp_path / "more.jsonl", [2]))
    for tail in ("-wal", "-shm"):
        (folder / f"readings.sqlite{tail}").unlink(missing_ok=True)
    (folder / "readings.sqlite").write_bytes(kept)  # as after a power cut, or from a backup
    with newsgraph.open(folder) as kg:
        assert kg.project.is_stale()
        assert kg.sparql("SELECT (COUNT(?i) AS ?n) { ?i a ng:NewsItem }").records() == [{"n": 1}]


def test_what_was_allowed_for_one_run_is_not_written_down(tmp_path: Path) -> None:
    newsgraph.open(tmp_path / "p", allow_private=True, workers=1, store_password="secret").close()
    assert (tmp_path / "p" / "newsgraph.toml").read_text().splitlines()[1:] == [
        'base = "https://example.org/newsgraph/"'
    ]


def test_a_failed_export_leaves_the_old_file(ingest: Ingest, tmp_path: Path) -> None:
    out = tmp_path / "keep.ttl"
    out.write_text("precious")
    with newsgraph.open(ingest("export", [1])) as kg, pytest.raises(newsgraph.NewsgraphError, match="no format 'ttl'"):
        kg.export(out, format="ttl")
    assert out.read_text() == "precious"
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []


def test_rejects_are_kept_and_retried(tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    source.write_text(json.dumps(item(1)) + "\n{broken\n" + json.dumps(item(2)) + "\n")
    with newsgraph.open(tmp_path / "project") as kg:
        report = kg.ingest(source)
        assert (report.new, len(report.rejected)) == (2, 1)
        (kept,) = kg.rejected()
        assert (kept.source, kept.line) == (str(source), 2)
        assert kept.cure
        kg.ingest(source)
        assert kg.rejected() == [kept]
        source.write_text(json.dumps(item(1)) + "\n" + json.dumps(item(3)) + "\n")
        from newsgraph.ingest.sources import ReadOptions

        report = kg.project.retry(options=ReadOptions())
        assert (report.new, report.unchanged, kg.rejected()) == (1, 1, [])


def test_a_second_writer_is_told_who_writes(ingest: Ingest) -> None:
    folder = ingest("locked", [1])
    told = pytest.raises(ProjectError, match=f"pid {os.getpid()}")
    with newsgraph.open(folder) as one, newsgraph.open(folder) as two, one.project.writing(), told:
        two.remove("n0001")


def test_a_folder_with_other_files_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(ProjectError, match="holds other files"):
        newsgraph.open(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_wrong_settings_name_file_and_cure(ingest: Ingest) -> None:
    folder = ingest("settings", [1])
    (folder / "newsgraph.toml").write_text("bass = 1\n")
    with pytest.raises(SettingsError, match=r"newsgraph\.toml.*bass.*the settings are: base"):
        newsgraph.open(folder)


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_repairs(tmp_path: Path, ingest: Ingest) -> None:
    numbers = list(range(300))
    source = write(tmp_path / "news.jsonl", numbers)
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "newsgraph", "-q", "ingest", str(source), "--project", str(folder)]
    chance = random.Random(11)
    counts = []
    # at given numbers of kept items, then while the graph is being made, at moments of chance
    for threshold in (1, 100, 220, 300, 300, 300):
        process = subprocess.Popen([*command, "--workers", "1"])
        while process.poll() is None and _kept(folder) < threshold:
            time.sleep(0.005)
        if threshold == 300:
            time.sleep(chance.uniform(0, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        counts.append(_kept(folder))
    assert counts == sorted(counts)
    assert counts[0] < 300
    subprocess.run([*command, "--workers", "1"], check=True)
    assert quads(folder) == quads(ingest("undisturbed", numbers))


def _kept(folder: Path) -> int:
    try:
        with sqlite3.connect(f"{(folder / 'readings.sqlite').as_uri()}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM item").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
