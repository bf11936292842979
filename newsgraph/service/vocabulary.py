"""The terms that the SPARQL page completes: ours with definitions, and the others that the graph has."""

from __future__ import annotations

from functools import cache
from typing import TypedDict

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import DCTERMS, NG, OWL, PREFIXES, PROV, RDF, RDFS, SKOS, WGS84


class Described(TypedDict):
    """term: with its prefix. kind: class, property, event type, status. note: what it means, in a sentence."""

    term: str
    kind: str
    label: str
    note: str


_KINDS = (
    (OWL.Class, "class"),
    (OWL.ObjectProperty, "property"),
    (OWL.DatatypeProperty, "property"),
)
_SCHEMES = ((NG.EventTypes, "event type"), (NG.EventStatuses, "status"))

# what the graph has of other vocabularies (docs/architecture.md, "Terms")
_OTHERS: tuple[tuple[NamedNode, str, str], ...] = (
    (RDF.type, "property", "What sort of thing it is; written a"),
    (RDFS.label, "property", "A name: every node but mentions, sentences and evidence has one"),
    (SKOS.prefLabel, "property", "The chosen name of an entity"),
    (SKOS.altLabel, "property", "Another name of an entity"),
    (SKOS.broader, "property", "From a type of event to the wider one"),
    (SKOS.note, "property", "Why a decision was made"),
    (OWL.sameAs, "property", "The same thing under another IRI, such as GeoNames'"),
    (OWL.differentFrom, "property", "Another thing, by decision of the user"),
    (SKOS.closeMatch, "property", "Nearly the same under another IRI"),
    (DCTERMS.identifier, "property", "A news item's identifier"),
    (DCTERMS.title, "property", "A news item's headline"),
    (DCTERMS.issued, "property", "The day a news item was published"),
    (DCTERMS.source, "property", "A news item's web address"),
    (DCTERMS.language, "property", "A news item's language"),
    (DCTERMS.created, "property", "When a decision was made"),
    (DCTERMS.replaces, "property", "A former IRI of a node that a decision merged"),
    (WGS84.lat, "property", "A place's latitude in degrees"),
    (WGS84.long, "property", "A place's longitude in degrees"),
    (PROV.wasGeneratedBy, "property", "The extraction that read a news item"),
    (SKOS.Concept, "class", "An event type or a status"),
)


@cache
def vocabulary() -> tuple[Described, ...]:
    """All terms, ours first, each kind by name."""
    store = Store()
    for name in ("newsgraph.ttl", "event-types.ttl"):
        store.load(ontology_text(name).encode(), format=RdfFormat.TURTLE)
    ours: list[Described] = []
    for of, values in ((RDF.type, _KINDS), (SKOS.inScheme, _SCHEMES)):
        for value, word in values:
            nodes = (q.subject for q in store.quads_for_pattern(None, of, value))
            # an unnamed class is a part of another's definition
            ours += [_described(store, node, word) for node in nodes if isinstance(node, NamedNode)]
    found = {d["term"]: d for d in ours if d["term"].startswith("ng:")}
    others = [Described(term=shortened(t), kind=k, label="", note=note) for t, k, note in _OTHERS]
    return (*sorted(found.values(), key=lambda d: (d["kind"], d["term"].casefold())), *others)


def shortened(term: NamedNode) -> str:
    """An IRI with its prefix, where one is known."""
    return next((f"{p}:{term.value[len(n) :]}" for p, n in PREFIXES.items() if term.value.startswith(n)), term.value)


def _described(store: Store, node: NamedNode, kind: str) -> Described:
    return Described(
        term=shortened(node),
        kind=kind,
        label=_text(store, node, RDFS.label),
        note=_text(store, node, SKOS.definition),
    )


def _text(store: Store, node: NamedNode, of: NamedNode) -> str:
    found = (q.object for q in store.quads_for_pattern(node, of, None))
    return next((o.value for o in found if isinstance(o, Literal)), "")
