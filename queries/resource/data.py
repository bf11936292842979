"""The triples that describe one thing, as data: what is said of it, what points at it, on which words that rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from newsgraph.ontology.entailed import entailed
from newsgraph.ontology.terms import PREFIXES
from newsgraph.queries.resource.facts import rows
from newsgraph.store.base import GraphStore
from newsgraph.store.formats import write

# ending of a file's name → name of the format (store/formats), in the order in which a client that takes all is served
ENDINGS = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml"}

LARGE = 5_000  # triples: an institution that thousands of items tell of

_PREFIXES = "".join(f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items()) + "\n"
_SELECT = _PREFIXES + "SELECT DISTINCT ?s ?p ?o WHERE {"

_BOTH_WAYS = _SELECT + " { $node ?p ?o . BIND($node AS ?s) } UNION { ?s ?p $node . BIND($node AS ?o) } }"
_NAMES = """
  ?s ?p ?o . FILTER(?p IN (rdf:type, rdfs:label, skos:prefLabel, dcterms:issued, dcterms:source))"""
_NEIGHBOURS = (
    _SELECT
    + f"""
  {{ $node ?to ?s . FILTER(isIRI(?s)) }}
  UNION {{ ?s ?from $node . FILTER(?from NOT IN (ng:mentionOf, ng:subject, ng:value, ng:inItem)) }}{_NAMES}
}}"""
)
# the evidence of what is said of it, its mentions, and the sentences that these stand in
_WORDS = (
    _SELECT
    + """
  { ?s ng:subject $node ; ?p ?o }
  UNION { ?s ng:mentionOf $node ; ?p ?o }
  UNION { ?v ng:subject $node ; ng:inSentence ?s . ?s ?p ?o }
  UNION { ?m ng:mentionOf $node ; ng:inSentence ?s . ?s ?p ?o }
}"""
)
# a news item's own: hash IRIs resolve to its document, so all that is named there is told there
_ITEM_WORDS = _SELECT + " ?s ng:inItem $node ; ?p ?o }"
_ITEM_NEIGHBOURS = (
    _SELECT
    + f"""
  {{ $node ?to ?s . FILTER(isIRI(?s)) }} UNION {{ ?s ng:mentionedIn $node }} UNION {{ ?s ng:nearCopyOf $node }}{_NAMES}
}}"""
)


def description(store: GraphStore, iri: str) -> set[Triple]:
    """What the graph says of a thing, and what follows from that; empty for an IRI of which it says nothing.

    All triples that the thing is in; of its neighbours the classes and labels; its evidence and mentions with their
    sentences, of a news item all of them; superclasses and superproperties (ontology/entailed.py). Of a thing in more
    than LARGE triples the neighbours, evidence and mentions are told by their IRIs alone, which resolve themselves.
    Three round trips.
    """
    node = NamedNode(iri)
    found = set(_triples(store, _BOTH_WAYS, node))
    if not found:
        return found
    if len(found) > LARGE:
        return set(entailed(found))
    is_item = any(t.predicate.value == PREFIXES["ng"] + "inItem" and t.object == node for t in found)
    for text in (_ITEM_WORDS, _ITEM_NEIGHBOURS) if is_item else (_WORDS, _NEIGHBOURS):
        found.update(_triples(store, text, node))
    return set(entailed(found))


def _triples(store: GraphStore, text: str, node: NamedNode) -> Iterator[Triple]:
    for s, p, o in rows(store, text, {"node": node}):
        if isinstance(s, NamedNode) and isinstance(p, NamedNode) and o is not None:
            yield Triple(s, p, o)


def data(triples: Iterable[Triple], ending: str, *, base: str) -> bytes:
    """The triples in the format of a file's ending, the same bytes for the same triples. Raises KeyError for others."""
    out = BytesIO()
    default = DefaultGraph()
    write((Quad(t.subject, t.predicate, t.object, default) for t in triples), ENDINGS[ending], out, base=base)
    return out.getvalue()
