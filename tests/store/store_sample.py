"""A made-up dataset in the terms of docs/architecture.md: items that share organisations and places."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ontology.terms import DCTERMS, NG, OWL, PROV, RDF, RDFS, SKOS, WGS84, XSD
from newsgraph.store.base import DEFAULT_BASE

ORGANISATIONS = ("Open University of China", "Gansu Branch", "Linxia Open University", "Northern Reading Society")
PLACES = ("Butuo County", "Jishishan County", "Ulanqab", "Xi'an")
ROLES = (NG.organiser, NG.supporter, NG.participant)


def slug(name: str) -> str:
    return name.lower().replace("'", "").replace(" ", "-")


def typed(value: str, kind: NamedNode) -> Literal:
    return Literal(value, datatype=kind)


def item_quads(n: int, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """One item's graph: two organisations, a place, an event with roles, sentences, mentions, evidence."""
    item = NamedNode(f"{base}item/n{n}")
    event = NamedNode(f"{base}event/2024-{n % 12 + 1:02d}-03-meeting-{n}")
    first, second = ORGANISATIONS[n % 4], ORGANISATIONS[(n * 3 + 1) % 4]
    place = PLACES[n % len(PLACES)]
    node = {name: NamedNode(f"{base}organisation/{slug(name)}") for name in (first, second)}
    spot = NamedNode(f"{base}location/{slug(place)}")

    def q(s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> Quad:
        return Quad(s, p, o, item)

    yield q(item, RDF.type, NG.NewsItem)
    yield q(item, RDFS.label, Literal(f"Item “{n}”"))
    yield q(item, DCTERMS.identifier, Literal(f"n{n}"))
    yield q(item, DCTERMS.issued, typed(f"2024-{n % 12 + 1:02d}-05", XSD.date))
    yield q(item, DCTERMS.source, NamedNode(f"https://news.example/{n}?a=1&b=(2)"))
    for name, org in node.items():
        yield q(org, RDF.type, NG.Organisation)
        yield q(org, RDFS.label, Literal(name))
        yield q(org, NG.mentionedIn, item)
    yield q(spot, RDF.type, NG.Location)
    yield q(spot, RDFS.label, Literal(place))
    yield q(spot, NG.mentionedIn, item)
    yield q(event, RDF.type, NG.Event)
    yield q(event, RDFS.label, Literal(f"Meeting {n} in {place}"))
    yield q(event, NG.mentionedIn, item)
    yield q(event, NG.eventType, NG.Meeting)
    yield q(event, NG.startDate, typed(f"2024-{n % 12 + 1:02d}-03", XSD.date))
    yield q(event, NG.location, spot)
    yield q(event, NG.background, typed("false", XSD.boolean))
    yield q(event, NG.purpose, Literal(f'to "meet"\nagain, {n} times \\ é 中国'))
    for number, org in enumerate(node.values()):
        role = ROLES[(n + number) % 3]
        yield q(event, role, org)
        yield q(event, NG.involves, org)
        sentence, mention, evidence = (NamedNode(f"{item.value}#{c}{number + 1}") for c in "smv")
        yield q(sentence, RDF.type, NG.Sentence)
        yield q(sentence, NG.inItem, item)
        yield q(sentence, NG.text, Literal(f"Sentence {number} of item {n}."))
        yield q(sentence, NG.startOffset, Literal(number * 100))
        yield q(mention, RDF.type, NG.Mention)
        yield q(mention, NG.mentionOf, org)
        yield q(mention, NG.inItem, item)
        yield q(mention, NG.inSentence, sentence)
        yield q(mention, NG.confidence, typed("0.9", XSD.decimal))
        yield q(evidence, RDF.type, NG.Evidence)
        yield q(evidence, NG.subject, event)
        yield q(evidence, NG.property, role)
        yield q(evidence, NG.value, org)
        yield q(evidence, NG.inItem, item)


def reference_quads(base: str = DEFAULT_BASE) -> Iterator[Quad]:
    graph = NamedNode(base + "graph/reference")
    for number, name in enumerate(ORGANISATIONS):
        org = NamedNode(f"{base}organisation/{slug(name)}")
        yield Quad(org, SKOS.prefLabel, Literal(name, language="en"), graph)
        if number:
            yield Quad(org, NG.partOf, NamedNode(f"{base}organisation/{slug(ORGANISATIONS[number - 1])}"), graph)
    for number, place in enumerate(PLACES):
        spot = NamedNode(f"{base}location/{slug(place)}")
        yield Quad(spot, NG.geonamesId, Literal(str(1000 + number)), graph)
        yield Quad(spot, OWL.sameAs, NamedNode(f"https://sws.geonames.org/{1000 + number}/"), graph)
        yield Quad(spot, WGS84.lat, typed(f"{30 + number}.25", XSD.decimal), graph)


def runs_quads(base: str = DEFAULT_BASE) -> Iterator[Quad]:
    graph, run = NamedNode(base + "graph/runs"), NamedNode(base + "run/1")
    yield Quad(run, RDF.type, PROV.Activity, graph)
    yield Quad(run, PROV.startedAtTime, typed("2024-07-16T08:00:00Z", XSD.dateTime), graph)


def dataset(items: int, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    for n in range(items):
        yield from item_quads(n, base)
    yield from reference_quads(base)
    yield from runs_quads(base)
