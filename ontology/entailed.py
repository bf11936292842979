"""What follows from a graph's triples, written out for consumers that do not reason.

Two parts. What the ontology and its alignment entail by RDFS (rdfs9 and rdfs7 of "RDF 1.1 Semantics", W3C 2014, and
inverse properties): superclasses and superproperties, ours and of schema.org, SEM, PROV, ORG, FOAF, GeoSPARQL, WGS84.
And what schema.org expects of an Event, Organization, Person, Place or NewsArticle and ours say in other words: names,
dates, status, coordinates. Each triple stands for itself, so that a graph of any size can stream through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import DCTERMS, NG, OWL, RDF, RDFS, SKOS, WGS84, XSD

Thing: TypeAlias = NamedNode | BlankNode | Triple
SCHEMA_ORG = "https://schema.org/"


def _schema(name: str) -> NamedNode:
    return NamedNode(SCHEMA_ORG + name)


# Our property → schema.org's where the value is taken as it is. Beyond what RDFS entails: schema.org's dates are told
# to the day (alignment.ttl), yet a month or a year in ISO 8601 is what its consumers read best.
_SAME_VALUE: dict[NamedNode, NamedNode] = {
    RDFS.label: _schema("name"),
    SKOS.altLabel: _schema("alternateName"),
    NG.startDate: _schema("startDate"),
    NG.endDate: _schema("endDate"),
    DCTERMS.title: _schema("headline"),
    DCTERMS.issued: _schema("datePublished"),
    DCTERMS.language: _schema("inLanguage"),
    DCTERMS.source: _schema("url"),
    WGS84.lat: _schema("latitude"),
    WGS84.long: _schema("longitude"),
    NG.theme: _schema("about"),
}
# Of a supporter schema.org's sponsor, of a participant its attendee is the nearest, but not what ours mean: left out.
_STATUS: dict[NamedNode, NamedNode] = {
    NG.Scheduled: _schema("EventScheduled"),
    NG.Held: _schema("EventScheduled"),  # "taking place or has taken place as scheduled"
    NG.Postponed: _schema("EventPostponed"),
    NG.Cancelled: _schema("EventCancelled"),
}


@dataclass(frozen=True, slots=True)
class _Rules:
    """All superclasses of a class, all superproperties of a property, and the properties that are one turned round."""

    classes: dict[NamedNode, tuple[NamedNode, ...]]
    properties: dict[NamedNode, tuple[NamedNode, ...]]
    inverses: dict[NamedNode, tuple[NamedNode, ...]]


def entailed(triples: Iterable[Triple]) -> Iterator[Triple]:
    """The triples, each followed by what it entails; the same triple may come more than once."""
    rules = _rules()
    for triple in triples:
        yield triple
        yield from _from(triple, rules)


def entailed_quads(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same for quads; what follows from a triple is in the triple's graph."""
    rules = _rules()
    for quad in quads:
        yield quad
        for t in _from(Triple(quad.subject, quad.predicate, quad.object), rules):
            yield Quad(t.subject, t.predicate, t.object, quad.graph_name)


def _from(triple: Triple, rules: _Rules) -> Iterator[Triple]:
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    if predicate == RDF.type:
        if isinstance(value, NamedNode):
            for above in rules.classes.get(value, ()):
                yield Triple(subject, RDF.type, above)
        return
    for above in rules.properties.get(predicate, ()):
        yield Triple(subject, above, value)
    if isinstance(value, (NamedNode, BlankNode)):
        for turned in rules.inverses.get(predicate, ()):
            yield Triple(value, turned, subject)
    if predicate == NG.status and isinstance(value, NamedNode) and value in _STATUS:
        yield Triple(subject, _schema("eventStatus"), _STATUS[value])
    elif (same := _SAME_VALUE.get(predicate)) is not None:
        yield Triple(subject, same, value)
    elif predicate == NG.geonamesId and isinstance(value, Literal):
        yield Triple(subject, _schema("identifier"), Literal(f"geonames:{value.value}", datatype=XSD.string))


@cache
def _rules() -> _Rules:
    below: dict[NamedNode, dict[NamedNode, set[NamedNode]]] = {RDFS.subClassOf: {}, RDFS.subPropertyOf: {}}
    turned: dict[Thing, NamedNode] = {}
    through: list[tuple[NamedNode, BlankNode]] = []
    inverse_of = NamedNode("http://www.w3.org/2002/07/owl#inverseOf")
    for name in ("newsgraph.ttl", "alignment.ttl"):
        for q in parse(ontology_text(name).encode(), format=RdfFormat.TURTLE):
            s, p, o = q.subject, q.predicate, q.object
            if p == inverse_of and isinstance(o, NamedNode):
                turned[s] = o
            elif p in below and isinstance(s, NamedNode) and isinstance(o, NamedNode):
                below[p].setdefault(s, set()).add(o)
            elif p == RDFS.subPropertyOf and isinstance(s, NamedNode) and isinstance(o, BlankNode):
                through.append((s, o))
    inverses: dict[NamedNode, tuple[NamedNode, ...]] = {}
    for own, node in through:
        inverses[own] = (*inverses.get(own, ()), turned[node])
    return _Rules(_closed(below[RDFS.subClassOf]), _closed(below[RDFS.subPropertyOf]), inverses)


def _closed(below: dict[NamedNode, set[NamedNode]]) -> dict[NamedNode, tuple[NamedNode, ...]]:
    """The transitive closure; sorted, so that the same graph gives the same stream."""
    closed: dict[NamedNode, tuple[NamedNode, ...]] = {}
    for start in below:
        found: set[NamedNode] = set()
        todo = [start]
        while todo:
            for above in below.get(todo.pop(), ()):
                if above not in found and above not in (OWL.Class,):
                    found.add(above)
                    todo.append(above)
        closed[start] = tuple(sorted(found - {start}, key=lambda n: n.value))
    return closed
