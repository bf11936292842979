"""The graph is a function of the set of readings: no order of items, and no batching on the way, changes a triple."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))  # synthetic_readings

from synthetic_readings import synthetic_readings

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.mapping import build_graph
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.resolution import Authorities, Decision, Decisions, Reference
from newsgraph.store.readings import ReadingStore

Pair = tuple[NewsItem, Reading]
BASE = "https://example.org/kg/"
TAKEN_OUT = Decision(
    verdict="different",
    things=(Reference(iri=BASE + "organisation/open-university-of-china"), Reference(item="e3-0", name="x0")),
)


@cache
def readings() -> tuple[Pair, ...]:
    """Items of which many tell of one event, and copies of some of them on other pages."""
    items = list(synthetic_readings(120))
    copies = [
        (
            NewsItem(id=f"copy-{i.id}", text=i.text + " Photograph: the press office.", published="2024-01-01"),
            Reading(item=f"copy-{i.id}", entities=r.entities, events=r.events, relations=r.relations, posts=r.posts),
        )
        for i, r in items[:20]
    ]
    return (*items, *copies)


def graph(pairs: list[Pair], gazetteer: Gazetteer) -> frozenset[ox.Quad]:
    found = build_graph(
        lambda: iter(pairs),
        authorities=Authorities(),
        gazetteer=gazetteer,
        base=BASE,
        decisions=Decisions([TAKEN_OUT]),
    )
    return frozenset(found)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(140)))
def test_any_order_gives_the_same_graph(order: list[int], gazetteer: Gazetteer) -> None:
    pairs = readings()
    assert graph([pairs[n] for n in order], gazetteer) == graph(list(pairs), gazetteer)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(140)), batch=st.integers(1, 60))
def test_any_batching_gives_the_same_graph(
    order: list[int], batch: int, gazetteer: Gazetteer, tmp_path_factory: object
) -> None:
    pairs = readings()
    path = tmp_path_factory.mktemp("readings") / "readings.sqlite"  # type: ignore[attr-defined]
    store = ReadingStore(path)
    for start in range(0, len(order), batch):
        store.save([pairs[n] for n in order[start : start + batch]])
    stored = list(store.items())
    store.close()
    assert graph(stored, gazetteer) == graph(list(pairs), gazetteer)


def test_the_sample_has_what_order_could_spoil(gazetteer: Gazetteer) -> None:
    found = graph(list(readings()), gazetteer)
    ng = "https://w3id.org/newsgraph#"
    predicates = [q.predicate.value.removeprefix(ng) for q in found]
    assert predicates.count("nearCopyOf") >= 20
    assert predicates.count("possiblySameAs") >= 5
    events = {q.subject for q in found if q.object == ox.NamedNode(ng + "Event")}
    assert 30 <= len(events) < len(readings()) - 20
