"""Every saved query obeys a least confidence: an event below it, and a role below it, is in no row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ontology.terms import NG, XSD
from newsgraph.queries import SavedQuery, catalogue, run
from newsgraph.store.base import Rows
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.sure import sure_quads


@pytest.fixture(scope="module")
def doubtful(
    store: EmbeddedStore, base: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[EmbeddedStore, EmbeddedStore]]:
    """The graph of the catalogue with a conference that is 0.4 sure, and what is left of it at 0.5."""
    reference, conference = NamedNode(f"{base}graph/reference"), NamedNode(f"{base}event/conference")
    unsure = Quad(conference, NG.confidence, Literal("0.4", datatype=XSD.decimal), reference)
    folder = tmp_path_factory.mktemp("doubtful")
    with EmbeddedStore(folder / "whole") as whole, EmbeddedStore(folder / "sure") as sure:
        whole.replace([*store.quads(), unsure])
        sure.replace(sure_quads(whole, 0.5))
        yield whole, sure


def names_it(store: EmbeddedStore, query: SavedQuery, base: str) -> bool:
    needed = {p.name: p.example for p in query.parameters if p.required}
    if needed.get("event"):
        return False  # asks of one event by name
    table = run(store, query, needed, base=base)
    words = {str(cell.value) for row in table for cell in row if isinstance(cell, NamedNode | Literal)}
    return f"{base}event/conference" in words or "Conference on open learning" in words


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda q: q.name)
def test_what_is_not_sure_enough_is_in_no_row(
    doubtful: tuple[EmbeddedStore, EmbeddedStore], query: SavedQuery, base: str
) -> None:
    assert not names_it(doubtful[1], query, base)


def test_the_queries_would_name_it(doubtful: tuple[EmbeddedStore, EmbeddedStore], base: str) -> None:
    found = {q.name for q in catalogue().values() if names_it(doubtful[0], q, base)}
    assert {"events", "events-of-organisation", "events-by-type"} & found == {"events", "events-of-organisation"}
    assert len(found) >= 8


def test_counts_are_of_what_is_left(doubtful: tuple[EmbeddedStore, EmbeddedStore]) -> None:
    def count(store: EmbeddedStore) -> int:
        answer = store.query("SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e a ng:Event }")
        assert isinstance(answer, Rows)
        ((n,),) = answer.rows
        assert isinstance(n, Literal)
        return int(n.value)

    assert count(doubtful[1]) == count(doubtful[0]) - 1
