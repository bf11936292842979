"""What a consumer without the ontology needs of it: names of event types and statuses, and which is a kind of which."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import RdfFormat, Triple, parse

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import RDF, SKOS

_KEPT = (RDF.type, SKOS.prefLabel, SKOS.broader, SKOS.inScheme)


@cache
def _vocabulary() -> tuple[Triple, ...]:
    quads = parse(ontology_text("event-types.ttl"), format=RdfFormat.TURTLE)
    found = [q.triple for q in quads if q.predicate in _KEPT]
    concepts = {x.subject for x in found if x.predicate == SKOS.inScheme}
    return tuple(x for x in found if x.subject in concepts)


def vocabulary() -> Iterator[Triple]:
    """Class, preferred label, scheme and broader concept of every event type and status."""
    yield from _vocabulary()
