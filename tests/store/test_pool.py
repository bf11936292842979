"""The query processes as a graph store for synchronous code, and their books."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ontology.errors import QueryError, StoreError, StoreTimeout
from newsgraph.store.base import GraphStore, Rows, Triples, Truth
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.pool import QueryPool
from newsgraph.store.pooled import PooledStore

G, P = NamedNode("https://example.org/newsgraph/item/a"), NamedNode("https://example.org/p")
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?q ?r ?s }"


def fill(folder: Path, count: int) -> None:
    with EmbeddedStore(folder) as store:
        store.replace(Quad(NamedNode(f"https://example.org/s{n}"), P, Literal(n), G) for n in range(count))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "graph", 100)
    return tmp_path / "graph"


def within(folder: Path, work: Callable[[GraphStore], None], **options: float) -> None:
    """Run work with a pooled store, in a thread, as the service does."""

    async def main() -> None:
        pool = QueryPool(folder, seconds=options.get("seconds", 10.0), workers=1)
        pool.start()
        try:
            loop = asyncio.get_running_loop()
            await asyncio.to_thread(work, PooledStore(pool, loop, pool.snapshot()))
        finally:
            await pool.close()

    asyncio.run(main())


def test_answers_of_all_kinds_are_those_of_the_embedded_store(folder: Path) -> None:
    queries = {
        "SELECT ?s ?v { ?s ?p ?v FILTER(?v > $least) } ORDER BY ?v": {"least": Literal(95)},
        "SELECT ?s ?v ?w { ?s ?p ?v . ?t ?p ?w }": {},  # more than one batch
        "ASK { ?s ?p 3 }": {},
        "CONSTRUCT { ?s $p ?v } WHERE { ?s $p ?v }": {"p": P},
    }

    def work(store: GraphStore) -> None:
        with EmbeddedStore(folder) as embedded:
            for text, bindings in queries.items():
                got, expected = (s.query(text, bindings=bindings) for s in (store, embedded))
                assert type(got) is type(expected)
                if isinstance(got, Truth):
                    assert got == expected
                elif isinstance(got, Rows) and isinstance(expected, Rows):
                    assert got.variables == expected.variables
                    assert sorted(map(str, got)) == sorted(map(str, expected))
                elif isinstance(got, Triples) and isinstance(expected, Triples):
                    assert set(got) == set(expected)
            assert list(store.graph_names()) == list(embedded.graph_names())
            assert set(store.quads()) == set(embedded.quads())
            assert store.count() == 100

    within(folder, work)


def test_time_out_and_wrong_queries(folder: Path) -> None:
    def work(store: GraphStore) -> None:
        began = time.monotonic()
        with pytest.raises(StoreTimeout, match=r"longer than 0\.5 s"):
            store.query(f"SELECT (COUNT(*) AS ?n) {CROSS}", timeout=0.5)
        assert time.monotonic() - began < 3
        with pytest.raises(StoreTimeout):
            list(store.query(f"SELECT DISTINCT ?a {CROSS}", timeout=0.5))  # type: ignore[arg-type]
        with pytest.raises(QueryError) as error:
            store.query("SELECT ?s\n{ ?s ?p }")
        assert error.value.line == 2
        with pytest.raises(QueryError, match="SERVICE"):
            store.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
        with pytest.raises(StoreError, match="reading only"):
            store.update("DELETE WHERE { ?s ?p ?o }")
        assert bool(store.query("ASK { ?s ?p 3 }"))

    within(folder, work)


def test_one_state_of_the_graph_for_all_queries_of_a_request(folder: Path) -> None:
    def work(store: GraphStore) -> None:
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?v }"
        assert next(iter(store.query(count)))[0] == Literal(100)  # type: ignore[index]
        fill(folder, 5)
        fill(folder, 6)
        assert next(iter(store.query(count)))[0] == Literal(100)  # type: ignore[index]

    within(folder, work)

    def afterwards(store: GraphStore) -> None:
        assert store.count() == 6

    within(folder, afterwards)
    fill(folder, 7)
    assert len([p for p in folder.iterdir() if p.is_dir()]) == 1  # nothing old is held


def test_an_answer_that_is_not_read_to_its_end_ends_its_query(folder: Path) -> None:
    def work(store: GraphStore) -> None:
        answer = store.query(f"SELECT * {CROSS}")
        assert isinstance(answer, Rows)
        next(answer.rows)
        answer.rows.close()  # type: ignore[attr-defined]
        assert bool(store.query("ASK { ?s ?p 3 }"))

    within(folder, work)


def test_no_graph_yet(tmp_path: Path) -> None:
    def work(store: GraphStore) -> None:
        assert list(store.query("SELECT * { ?s ?p ?o }")) == []  # type: ignore[arg-type]

    within(tmp_path / "graph", work)
