"""The embedded store: whole datasets, readers beside a writer, time limits, and kill -9."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from store_sample import dataset, item_quads, runs_quads

from newsgraph.ontology.errors import QueryError, StoreError, StoreTimeout
from newsgraph.store.base import DEFAULT_BASE, Rows, Triples, Truth, open_store
from newsgraph.store.embedded import EmbeddedStore

P = NamedNode("http://e/p")


def numbered(version: int, size: int) -> list[Quad]:
    """A dataset whose every quad tells its version."""
    return [
        Quad(NamedNode(f"http://e/s{n}"), P, Literal(version), NamedNode(f"{DEFAULT_BASE}item/{n % 5}"))
        for n in range(size)
    ]


def versions(store: EmbeddedStore) -> dict[str, int]:
    answer = store.query("SELECT ?v (COUNT(*) AS ?n) { ?s <http://e/p> ?v } GROUP BY ?v")
    assert isinstance(answer, Rows)
    return {v.value: int(n.value) for v, n in answer}


def test_replace_keeps_the_graphs_and_merges_all_but_the_runs(embedded: EmbeddedStore) -> None:
    given = list(dataset(6))
    assert embedded.replace(iter(given)) == len(given)
    assert set(embedded.quads()) == set(given)
    assert embedded.count() == len(set(given))
    assert {g.value for g in embedded.graph_names()} == {q.graph_name.value for q in given}
    runs = set(runs_quads())
    merged = list(embedded.quads(DefaultGraph()))
    assert len(merged) == len(set(merged))
    assert {(q.subject, q.predicate, q.object) for q in merged} == {
        (q.subject, q.predicate, q.object) for q in given if q not in runs
    }
    # the type of an organisation that several items tell is there once
    (count,) = embedded.query("SELECT (COUNT(*) AS ?n) { ?o a ng:Organisation }")
    assert count == (Literal(4),)


def test_further_graphs_can_be_kept_out_of_the_merged_graph(embedded: EmbeddedStore) -> None:
    embedded.replace(item_quads(1), unmerged={NamedNode(DEFAULT_BASE + "item/n1")})
    assert list(embedded.quads(DefaultGraph())) == []
    assert embedded.count() == len(set(item_quads(1)))


def test_an_empty_folder_is_an_empty_graph_and_is_not_made_by_reading(tmp_path: Path) -> None:
    with open_store(tmp_path / "none") as store:
        assert store.count() == 0
        assert list(store.quads()) == []
        assert store.query("ASK { ?s ?p ?o }") == Truth(False)
        assert store.query("ASK { ?s ?p ?o }", timeout=20) == Truth(False)
    assert not (tmp_path / "none").exists()


def test_answers_have_their_shapes(embedded: EmbeddedStore) -> None:
    embedded.replace(dataset(2))
    for timeout in (None, 30):
        rows = embedded.query("SELECT ?l ?no { ?e a ng:Event ; rdfs:label ?l } ORDER BY ?l", timeout=timeout)
        assert isinstance(rows, Rows)
        assert rows.variables == ("l", "no")
        labels = ["Meeting 0 in Butuo County", "Meeting 1 in Jishishan County"]
        assert list(rows) == [(Literal(label), None) for label in labels]
        triples = embedded.query("CONSTRUCT { ?e rdfs:label ?l } { ?e a ng:Event ; rdfs:label ?l }", timeout=timeout)
        assert isinstance(triples, Triples)
        assert {t.object.value for t in triples} == set(labels)
        assert embedded.query("ASK { ?e a ng:Event }", timeout=timeout) == Truth(True)


def test_bindings_choose(embedded: EmbeddedStore) -> None:
    embedded.replace(dataset(4))
    text = 'SELECT ?l { ?e a ng:Event ; rdfs:label ?l ; ng:startDate ?d FILTER($from = "" || ?d >= $from) } ORDER BY ?l'
    date = Literal("2024-03-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    assert len(list(embedded.query(text, bindings={"from": Literal("")}))) == 4
    assert list(embedded.query(text, bindings={"from": date})) == [
        (Literal("Meeting 2 in Ulanqab"),), (Literal("Meeting 3 in Xi'an"),)
    ]  # fmt: skip


def test_the_parsers_words_come_with_line_and_column(embedded: EmbeddedStore) -> None:
    for timeout in (None, 30):
        with pytest.raises(QueryError) as caught:
            embedded.query("SELECT ?x {\n ?x foo:bar ?y }", timeout=timeout)
        assert caught.value.line == 2
        assert "the prefix foo: is not declared" in str(caught.value)


def test_a_query_can_be_ended(embedded: EmbeddedStore) -> None:
    embedded.replace(numbered(1, 3000))
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
    began = time.monotonic()
    with pytest.raises(StoreTimeout, match=r"longer than 0\.5 s"):
        list(embedded.query(heavy, timeout=0.5))
    assert time.monotonic() - began < 5
    # an answer that is begun and left ends its process too
    answer = embedded.query("SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y }", timeout=30)
    assert isinstance(answer, Rows)
    next(answer.rows)
    answer.rows.close()  # type: ignore[attr-defined]
    assert not [c for c in psutil.Process().children() if any("child_main" in word for word in c.cmdline())]


def test_the_process_of_a_query_ends_with_the_one_that_asked(embedded: EmbeddedStore) -> None:
    embedded.replace(numbered(1, 3000))
    code = """if True:
        import sys
        from newsgraph.store.embedded import EmbeddedStore
        heavy = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
        list(EmbeddedStore(sys.argv[1]).query(heavy, timeout=60))"""
    asker = psutil.Popen([sys.executable, "-c", code, str(embedded.path)])
    end = time.monotonic() + 20
    while not (children := asker.children()) and time.monotonic() < end:
        time.sleep(0.02)
    assert len(children) == 1
    time.sleep(0.3)
    assert children[0].is_running()
    asker.kill()
    asker.wait()
    assert psutil.wait_procs(children, timeout=5)[1] == []


def test_readers_see_whole_datasets_while_a_writer_writes(embedded: EmbeddedStore) -> None:
    embedded.replace(numbered(0, 2000))
    seen: list[dict[str, int]] = []
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            with EmbeddedStore(embedded.path, read_only=True) as reader:
                while not done.is_set():
                    seen.append(versions(reader))
        except BaseException as e:
            failures.append(e)
            raise

    readers = [threading.Thread(target=read) for _ in range(2)]
    for r in readers:
        r.start()
    for version in range(1, 6):
        embedded.replace(numbered(version, 2000))
    done.set()
    for r in readers:
        r.join()
    assert not failures
    assert all(len(v) == 1 and set(v.values()) == {2000} for v in seen)
    assert versions(embedded) == {"5": 2000}


def test_an_answer_that_is_being_read_keeps_its_dataset_and_old_ones_go(embedded: EmbeddedStore) -> None:
    embedded.replace(numbered(1, 50))
    answer = embedded.query("SELECT ?v { ?s <http://e/p> ?v }")
    assert isinstance(answer, Rows)
    next(answer.rows)
    embedded.replace(numbered(2, 50))
    embedded.replace(numbered(3, 50))
    assert sorted(p.name for p in embedded.path.glob("gen-??????")) == ["gen-000001", "gen-000003"]
    assert [v.value for (v,) in answer] == ["1"] * 49
    del answer
    embedded.replace(numbered(4, 50))
    assert sorted(p.name for p in embedded.path.iterdir()) == ["CURRENT", "WRITER", "gen-000004", "gen-000004.lock"]


def test_an_update_is_a_new_generation(embedded: EmbeddedStore) -> None:
    embedded.replace(numbered(1, 10))
    embedded.update("DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }")
    assert versions(embedded) == {"2": 10}
    with pytest.raises(QueryError, match="line 1"):
        embedded.update("INSERT DATA { <http://e/a> }")
    assert versions(embedded) == {"2": 10}
    assert len(list(embedded.path.glob("gen-??????"))) == 1


def test_a_source_that_fails_leaves_the_old_dataset(embedded: EmbeddedStore) -> None:
    embedded.replace(numbered(1, 10))

    def failing() -> Iterator[Quad]:
        yield from numbered(2, 10)
        raise RuntimeError("mapping failed")

    with pytest.raises(RuntimeError, match="mapping failed"):
        embedded.replace(failing())
    assert versions(embedded) == {"1": 10}
    assert [p.name for p in embedded.path.glob("gen-??????")] == ["gen-000001"]
    assert embedded.replace(numbered(3, 10)) == 10


def test_only_named_graphs_are_taken(embedded: EmbeddedStore) -> None:
    with pytest.raises(StoreError, match="in no named graph"):
        embedded.replace([Quad(NamedNode("http://e/s"), P, Literal(1))])
    assert embedded.count() == 0


def test_who_opens_for_reading_does_not_write(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g", read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        store.replace([])


def test_damage_is_told(embedded: EmbeddedStore, tmp_path: Path) -> None:
    embedded.replace(numbered(1, 10))
    (embedded.path / "CURRENT").write_text("../../etc\n")
    with pytest.raises(StoreError, match="does not name a generation"):
        embedded.count()
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="not a folder"):
        open_store(tmp_path / "file")


_WRITER = """
    import sys, time
    sys.path.insert(0, sys.argv[2])
    from newsgraph.store.embedded import EmbeddedStore
    from pyoxigraph import *
    def quads():
        for n in range(int(sys.argv[3])):
            yield Quad(NamedNode(f"http://e/s{n}"), NamedNode("http://e/p"), Literal(2),
                       NamedNode(f"https://example.org/newsgraph/item/{n % 5}"))
            if n == 0:
                print("begun", flush=True)
                time.sleep(float(sys.argv[4]))
    EmbeddedStore(sys.argv[1]).replace(quads())
    print("done", flush=True)
"""


def _writer(path: Path, size: int, pause: float = 0) -> subprocess.Popen[bytes]:
    code = textwrap.dedent(_WRITER)
    command = [sys.executable, "-c", code, str(path), str(Path(__file__).parent), str(size), str(pause)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def test_killed_at_any_moment_the_dataset_is_whole_and_the_next_run_cleans_up(embedded: EmbeddedStore) -> None:
    embedded.replace(numbered(1, 3000))
    writer = _writer(embedded.path, 3000, pause=30)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    assert versions(embedded) == {"1": 3000}
    assert len(list(embedded.path.glob("gen-??????"))) == 2  # what the killed one left
    moments = random.Random(7)
    for _ in range(8):
        writer = _writer(embedded.path, 3000)
        time.sleep(moments.uniform(0, 0.15))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert versions(embedded) in ({"1": 3000}, {"2": 3000})
    embedded.replace(numbered(3, 3000))
    assert versions(embedded) == {"3": 3000}
    assert len(list(embedded.path.glob("gen-??????"))) == 1
    assert len(list(embedded.path.glob("*.lock"))) == 1


def test_a_second_writer_is_told_who_writes(embedded: EmbeddedStore) -> None:
    writer = _writer(embedded.path, 10, pause=30)
    try:
        with pytest.raises(StoreError, match=f"process {writer.pid} is writing"):
            embedded.replace(numbered(1, 10))
        assert embedded.count() == 0
    finally:
        writer.kill()
        writer.communicate()
    assert embedded.replace(numbered(1, 10)) == 10
