"""The reference graph: what is known of entities beyond any one item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from newsgraph.ingest.gazetteer import Place, fold
from newsgraph.ingest.mapping import terms as t
from newsgraph.ingest.mapping.decided import decision_triples
from newsgraph.ingest.mapping.vocabulary import vocabulary
from newsgraph.ingest.resolution import Resolution, Subject
from newsgraph.ingest.resolution.naming import digest
from newsgraph.ingest.resolution.nodes import Node, Reason
from newsgraph.ontology.terms import DCTERMS, NG, NG_BASE, OWL, RDF, RDFS, SKOS, WGS84

GEONAMES = "https://sws.geonames.org/"


def reference_graph(resolution: Resolution, surest: Mapping[str, float] | None = None) -> Iterator[Quad]:
    """Preferred and other labels, GeoNames and authority data of all nodes, each triple once.

    surest: by IRI of an event or entity, the highest confidence that any item has in it.
    """
    graph = NamedNode(f"{resolution.base}graph/reference")
    seen: set[Triple] = set()
    for triple in chain(_triples(resolution), decision_triples(resolution), _confidences(surest or {})):
        if triple not in seen:
            seen.add(triple)
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _confidences(surest: Mapping[str, float]) -> Iterator[Triple]:
    for iri in sorted(surest):
        yield Triple(NamedNode(iri), NG.confidence, t.confidence(surest[iri]))


def _triples(resolution: Resolution) -> Iterator[Triple]:
    yield from vocabulary()
    areas: dict[int, Place] = {}
    for iri in sorted(resolution.nodes):
        node = resolution.nodes[iri]
        yield from _node(node)
        if node.place is not None:
            own = node.authority.triples if node.authority is not None else ()
            stated = any(x.predicate in (NG.geonamesId, WGS84.lat, WGS84.long) for x in own)
            yield from _place(NamedNode(iri), node.place, resolution, stated=stated)
            areas.update((a.geonames_id, a) for a in _around(node.place, resolution))
    for number in sorted(areas):
        yield from _area(areas[number], resolution)
    for a, b, reason in resolution.possibly_same:
        yield from _doubt(a, b, reason, resolution.base)
    for copy, first in sorted(resolution.copies.items()):
        yield Triple(t.item_iri(resolution.base, copy), NG.nearCopyOf, t.item_iri(resolution.base, first))
    for old, new in sorted(resolution.replaced.items()):
        for iri in new:
            yield Triple(NamedNode(iri), DCTERMS.replaces, NamedNode(old))
    for subject in resolution.authority_closure():
        yield from _authority(subject)


def _doubt(a: str, b: str, reason: Reason, base: str) -> Iterator[Triple]:
    """That two nodes may be one, and why."""
    one, other = NamedNode(a), NamedNode(b)
    yield Triple(one, NG.possiblySameAs, other)
    node = NamedNode(f"{base}doubt/{digest(f'{a} {b} {reason.kind} {reason.words}')}")
    yield Triple(node, RDF.type, NG.Doubt)
    yield Triple(node, RDFS.label, Literal(t.label(reason.words)))
    yield Triple(node, NG.concerns, one)
    yield Triple(node, NG.concerns, other)
    yield Triple(node, NG.ground, Literal(reason.kind))


def _node(node: Node) -> Iterator[Triple]:
    iri = NamedNode(node.iri)
    yield Triple(iri, RDF.type, NamedNode(NG_BASE + node.type))
    preferred = t.label(node.label()) or node.iri
    if node.authority is None:  # else its own triples say it, with their language
        yield Triple(iri, SKOS.prefLabel, Literal(preferred))
    known = {preferred} | ({t.label(x) for x in node.authority.labels} if node.authority else set())
    for name in sorted({t.label(n) for n in node.other_names()} - known - {""}):
        yield Triple(iri, SKOS.altLabel, Literal(name))


def _place(iri: NamedNode, place: Place, resolution: Resolution, *, stated: bool = False) -> Iterator[Triple]:
    """GeoNames' data of a place. stated: the authority file tells its identifier or point, so only what contains it."""
    around = _around(place, resolution)
    if around:
        up = NamedNode(resolution.place_iri(around[0]))
        if up != iri:
            yield Triple(iri, NG.within, up)
    if stated:
        return
    yield Triple(iri, NG.geonamesId, Literal(str(place.geonames_id)))
    same = NamedNode(f"{GEONAMES}{place.geonames_id}/")
    # a county is near the town that it is governed from, not the same
    yield Triple(iri, SKOS.closeMatch if place.kind.endswith(" seat") else OWL.sameAs, same)
    if place.area_id is not None:  # the area that the city governs
        yield Triple(iri, SKOS.closeMatch, NamedNode(f"{GEONAMES}{place.area_id}/"))
    if place.lat is not None and place.lon is not None:
        yield Triple(iri, WGS84.lat, t.decimal(place.lat))
        yield Triple(iri, WGS84.long, t.decimal(place.lon))


def _around(place: Place, resolution: Resolution) -> list[Place]:
    """The areas that contain a place, innermost first, without those that only repeat it.

    A city's division often bears the city's name (Leeds in Leeds, Lisbon in Lisboa): to a reader the same place twice.
    It is left out unless an item names it. A country stays: Luxembourg is in Luxembourg.
    """
    own = fold(place.name)
    return [
        a
        for a in place.ancestors
        if not a.ancestors or a.geonames_id in resolution.places or own not in {fold(n) for n in (a.name, *a.names)}
    ]


def _area(place: Place, resolution: Resolution) -> Iterator[Triple]:
    """An area that contains a place of the news, named by an item or not."""
    iri = resolution.place_iri(place)
    node = NamedNode(iri)
    if iri not in resolution.nodes:
        yield Triple(node, RDF.type, NG.Location)
        yield Triple(node, RDFS.label, Literal(place.name))
        yield Triple(node, SKOS.prefLabel, Literal(place.name))
    yield Triple(node, NG.kind, Literal(place.kind))
    yield from _place(node, place, resolution)


def _authority(subject: Subject) -> Iterator[Triple]:
    yield Triple(NamedNode(subject.iri), RDFS.label, Literal(t.label(subject.label)))
    for triple in subject.triples:
        if not isinstance(triple.object, BlankNode):
            yield triple
