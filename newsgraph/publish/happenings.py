"""The events of a graph as flat records, in bulk: what a calendar, a feed or a sitemap tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from newsgraph.ontology.terms import local_name
from newsgraph.queries.table import plain
from newsgraph.store.base import GraphStore, Rows

_EVENTS = """
SELECT ?event ?name ?rank WHERE {
  ?event a ng:Event .
  { ?event skos:prefLabel ?name . BIND(0 AS ?rank) } UNION { ?event rdfs:label ?name . BIND(1 AS ?rank) }
  FILTER NOT EXISTS { ?event ng:background ?explains }
}
"""
_VALUES = "SELECT ?event ?value WHERE {{ ?event a ng:Event ; ng:{name} ?value }}"
_NAMED = """
SELECT ?event ?value ?name ?rank WHERE {{
  ?event a ng:Event ; ng:{name} ?value .
  {{ ?value skos:prefLabel ?name . BIND(0 AS ?rank) }} UNION {{ ?value rdfs:label ?name . BIND(1 AS ?rank) }}
}}
"""
_ISSUED = "SELECT ?event ?value WHERE { ?event a ng:Event ; ng:mentionedIn ?item . ?item dcterms:issued ?value }"
_SENTENCES = """
SELECT ?event ?value WHERE {
  ?event a ng:Event . ?mention ng:mentionOf ?event ; ng:inSentence ?sentence .
  ?sentence ng:part "text" ; ng:text ?value
}
"""


@dataclass(slots=True)
class Happening:
    """One event. Dates are as told: "2024-07-14", "2024-07", "2024"; the finest, then the earliest one of several.

    other_starts: further days that items tell for its beginning, where they contradict each other. issued: the days on
    which items that tell of it were published, sorted. sentence: one that tells of it, the first of them by its words.
    """

    iri: str
    label: str
    types: list[str] = field(default_factory=list)
    start: str = ""
    end: str = ""
    other_starts: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    organisers: list[str] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)
    sentence: str = ""


def happenings(store: GraphStore) -> list[Happening]:
    """All events but those that are told only to explain another one, by IRI."""
    names: dict[str, tuple[int, str]] = {}
    for iri, name, rank in _rows(store, _EVENTS):
        names[iri] = min(names.get(iri, (int(rank), name)), (int(rank), name))
    events = {iri: Happening(iri, name) for iri, (_, name) in sorted(names.items())}

    def values(query: str) -> Iterator[tuple[Happening, list[str]]]:
        grouped: dict[str, set[str]] = defaultdict(set)
        for event, value in _rows(store, query):
            grouped[event].add(value)
        return ((events[iri], sorted(grouped[iri])) for iri in grouped if iri in events)

    for event, found in values(_VALUES.format(name="startDate")):
        event.start, event.other_starts = _chosen(found)
    for event, found in values(_VALUES.format(name="endDate")):
        event.end = max(found)
    for event, found in values(_VALUES.format(name="eventType")):
        event.types = [local_name(NamedNode(v)) for v in found]
    for event, found in values(_VALUES.format(name="status")):
        event.status = [local_name(NamedNode(v)) for v in found]
    for event, found in values(_ISSUED):
        event.issued = sorted({moment[:10] for moment in found})
    for event, found in values(_SENTENCES):
        event.sentence = found[0]
    for iri, words in _named(store, "location"):
        if iri in events:
            events[iri].places = words
    for iri, words in _named(store, "organiser"):
        if iri in events:
            events[iri].organisers = words
    return list(events.values())


def _named(store: GraphStore, property: str) -> Iterator[tuple[str, list[str]]]:
    """An event and the names of what stands in its property, each thing by its best name."""
    named: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for event, node, name, rank in _rows(store, _NAMED.format(name=property)):
        named[event][node] = min(named[event].get(node, (int(rank), name)), (int(rank), name))
    return ((event, sorted(name for _, name in nodes.values())) for event, nodes in named.items())


def _chosen(dates: list[str]) -> tuple[str, list[str]]:
    """The date to show, and those that contradict it: "2024-07" and "2024-07-14" do not."""
    finest = [d for d in dates if not any(o != d and o.startswith(d + "-") for o in dates)]
    return finest[0], finest[1:]


def _rows(store: GraphStore, text: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(text)
    assert isinstance(answer, Rows)
    for row in answer.rows:
        if None not in row:
            yield tuple(plain(t) for t in row if t is not None)
