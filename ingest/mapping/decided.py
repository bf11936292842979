"""The user's decisions as data: what was decided of which nodes, by whom, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from pyoxigraph import Literal, NamedNode, Triple

from newsgraph.ingest.mapping import terms as t
from newsgraph.ingest.resolution import Decision, Resolution
from newsgraph.ingest.resolution.naming import digest
from newsgraph.ontology.terms import DCTERMS, NG, OWL, RDF, RDFS, SKOS


def decision_triples(resolution: Resolution) -> Iterator[Triple]:
    """A node for each decision, and what follows: `owl:differentFrom`, and `owl:sameAs` to IRIs no longer used.

    A decision that nothing is known of at present is told too: what it is about may come with later news.
    """
    for decision in resolution.decisions.all:
        yield from _decision(decision, resolution)


def decision_iri(base: str, decision: Decision) -> NamedNode:
    """The IRI of a decision; it follows from what is decided, not from where it is written down."""
    told = "\x1f".join([decision.verdict, *sorted(str(x) for x in decision.things)])
    return NamedNode(f"{base}decision/{decision.verdict}-{digest(told)}")


def _decision(decision: Decision, resolution: Resolution) -> Iterator[Triple]:
    node = decision_iri(resolution.base, decision)
    now = {x: resolution.decided[x] for x in decision.things if x in resolution.decided}
    about = sorted(set(now.values()))
    yield Triple(node, RDF.type, NG.Decision)
    yield Triple(node, RDFS.label, Literal(t.label(f"{decision.verdict}: {' / '.join(map(str, decision.things))}")))
    yield Triple(node, NG.verdict, Literal(decision.verdict))
    for iri in about:
        yield Triple(node, NG.decides, NamedNode(iri))
    if decision.note and (note := t.label(decision.note)):
        yield Triple(node, SKOS.note, Literal(note))
    if decision.by and (by := t.label(decision.by)):
        yield Triple(node, NG.decidedBy, Literal(by))
    if decision.date and (date := t.issued_literal(decision.date)) is not None:
        yield Triple(node, DCTERMS.created, date)
    if decision.verdict == "different":
        for a, b in permutations(about, 2):
            yield Triple(NamedNode(a), OWL.differentFrom, NamedNode(b))
        return
    for reference, iri in now.items():
        if reference.iri and reference.iri != iri and reference.iri not in resolution.nodes:
            yield Triple(NamedNode(iri), OWL.sameAs, NamedNode(reference.iri))
