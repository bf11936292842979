"""Confidence in the graph: evidence and mentions have their item's, nodes the surest item's."""

from __future__ import annotations

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.mapping import build_graph
from newsgraph.ingest.model import EntityReading, EventReading, MentionReading, NewsItem, Reading, RoleReading, Span
from newsgraph.ingest.resolution import Authorities
from newsgraph.ontology.terms import NG

BASE = "https://news.example/"


def _told(id_: str, event: float, role: float | None) -> tuple[NewsItem, Reading]:
    text = "On 3 May 2024 the Harbour Trust held a regatta."
    item = NewsItem(id=id_, text=text)
    whole = Span(start=0, end=len(text))
    name = MentionReading(span=Span(start=18, end=31), sentence=whole)
    trigger = MentionReading(span=Span(start=32, end=46), sentence=whole, form="trigger")
    return item, Reading(
        item=id_,
        entities=(EntityReading(id="o1", type="Organisation", name="Harbour Trust", mentions=(name,), confidence=0.9),),
        events=(
            EventReading(
                id="e1",
                type="Competition",
                label="Regatta",
                mentions=(trigger,),
                roles=(RoleReading(role="organiser", entity="o1", evidence=whole, confidence=role),),
                confidence=event,
            ),
        ),
    )


def test_nodes_have_the_surest_items_confidence_and_evidence_its_own() -> None:
    told = [_told("a", 0.7, 0.625), _told("b", 0.8, None)]
    quads = list(
        build_graph(lambda: iter(told), authorities=Authorities.load([]), gazetteer=Gazetteer.open(), base=BASE)
    )
    said = {(q.subject.value, q.object.value) for q in quads if q.predicate == NG.confidence}
    trust = f"{BASE}organisation/harbour-trust"
    assert (trust, "0.9") in said
    # two undated regattas of two items stay two events: each has its own item's confidence
    events = {q.subject.value for q in quads if q.object == NG.Event}
    assert sorted(o for s, o in said if s in events) == ["0.7", "0.8"]
    evidence = {s: o for s, o in said if "#v" in s}
    assert list(evidence.values()) == ["0.625"]  # item b's role has none, so its evidence says none
    [node] = evidence
    assert {q.object.value for q in quads if q.subject.value == node and q.predicate == NG.property} == {
        NG.organiser.value
    }
