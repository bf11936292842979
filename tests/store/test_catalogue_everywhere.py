"""Every saved query gives the same table on every backend."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from newsgraph.queries import SavedQuery, catalogue, run
from newsgraph.store.base import DEFAULT_BASE, GraphStore
from newsgraph.store.embedded import EmbeddedStore

GRAPH = Path(__file__).parent.parent / "catalogue" / "graph.trig"


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    """The hand-written graph; what is in its default graph belongs to the reference graph."""
    reference = NamedNode(DEFAULT_BASE + "graph/reference")
    found = parse(path=GRAPH, format=RdfFormat.TRIG)
    return [
        q if isinstance(q.graph_name, NamedNode) else Quad(q.subject, q.predicate, q.object, reference) for q in found
    ]


def table(store: GraphStore, query: SavedQuery) -> tuple[list[str], list[tuple[str, ...]]]:
    arguments = {p.name: p.example for p in query.parameters if p.example}
    answer = run(store, query, arguments, base=DEFAULT_BASE)
    return list(answer.variables), [tuple(map(str, row)) for row in answer.rows]


def test_saved_queries_give_the_same_tables(any_store: GraphStore, quads: list[Quad], tmp_path: Path) -> None:
    any_store.replace(quads)
    filled = 0
    with EmbeddedStore(tmp_path / "twin") as twin:
        twin.replace(quads)
        for name, query in catalogue().items():
            expected = table(twin, query)
            assert table(any_store, query) == expected, name
            filled += bool(expected[1])
    assert filled > 24
