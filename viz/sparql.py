"""The questions that `network()` asks the merged default graph.

`{nodes}` stands for a list of IRIs that came out of the store. They are written by pyoxigraph, whose NamedNode refuses
every character that could end an IRI reference, so that no text of the news can become syntax. SPARQL has no other way
to bind a list.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from newsgraph.ontology.terms import NG_BASE
from newsgraph.viz.records import CLASSES, RELATIONS, ROLES

_PREFIXES = f"""PREFIX ng: <{NG_BASE}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>
"""

_KINDS = ", ".join(f"ng:{kind}" for kind in (*ROLES, *RELATIONS, "involves"))
_DETAILS = """rdfs:label, skos:prefLabel, skos:altLabel, ng:acronym, ng:kind, ng:eventType, ng:startDate, ng:endDate,
    ng:timeText, ng:status, ng:background, ng:theme, ng:purpose, ng:celebrates, ng:confidence,
    wgs84:lat, wgs84:long"""

# ?n ?class ?items — every node with the number of items that tell of it
NODES = (
    _PREFIXES
    + f"""SELECT ?n ?class (COUNT(DISTINCT ?item) AS ?items) WHERE {{
  VALUES ?class {{ {" ".join(f"ng:{c}" for c in CLASSES)} }}
  ?n a ?class .
  OPTIONAL {{ ?n ng:mentionedIn ?item }}
}} GROUP BY ?n ?class"""
)

# the same for given nodes
NODES_AMONG = NODES.replace("?n a ?class .", "VALUES ?n { {nodes} } ?n a ?class .")

# ?s ?kind ?o
LINKS = _PREFIXES + f"SELECT ?s ?kind ?o WHERE {{ ?s ?kind ?o FILTER(?kind IN ({_KINDS})) }}"
LINKS_FROM = LINKS.replace("?s ?kind ?o FILTER", "VALUES ?s { {nodes} } ?s ?kind ?o FILTER")
LINKS_TO = LINKS.replace("?s ?kind ?o FILTER", "VALUES ?o { {nodes} } ?s ?kind ?o FILTER")

# ?s ?o ?title ?former — posts; ?o is unbound where no organisation is named
POSTS = (
    _PREFIXES
    + """SELECT DISTINCT ?s ?o ?title ?former WHERE {
  ?s ng:holds ?post . ?post ng:title ?title .
  OPTIONAL { ?post ng:organisation ?o }
  OPTIONAL { ?post ng:former ?former }
}"""
)
POSTS_OF = POSTS.replace("WHERE {", "WHERE { VALUES ?s { {nodes} }")
POSTS_AT = POSTS.replace("WHERE {", "WHERE { VALUES ?o { {nodes} } ?post ng:organisation ?o .").replace(
    "  OPTIONAL { ?post ng:organisation ?o }\n", ""
)

# ?n ?property ?value
DETAILS = (
    _PREFIXES
    + "SELECT ?n ?property ?value WHERE { VALUES ?n { {nodes} } ?n ?property ?value "
    + f"FILTER(?property IN ({_DETAILS})) }}"
)

# ?s ?kind ?o ?sure — the confidence of the surest evidence of an edge
CONFIDENCES = (
    _PREFIXES
    + """SELECT ?s ?kind ?o (MAX(?c) AS ?sure) WHERE {
  VALUES ?s { {nodes} }
  ?evidence ng:subject ?s ; ng:property ?kind ; ng:value ?o ; ng:confidence ?c .
} GROUP BY ?s ?kind ?o"""
)

# ?n ?item ?date
ITEMS_OF = (
    _PREFIXES
    + """SELECT ?n ?item ?date WHERE {
  VALUES ?n { {nodes} } ?n ng:mentionedIn ?item . OPTIONAL { ?item dcterms:issued ?date }
}"""
)

# ?item ?title ?url ?date
ITEMS = (
    _PREFIXES
    + """SELECT ?item ?title ?label ?url ?date WHERE {
  VALUES ?item { {nodes} }
  OPTIONAL { ?item dcterms:title ?title }
  OPTIONAL { ?item rdfs:label ?label }
  OPTIONAL { ?item dcterms:source ?url }
  OPTIONAL { ?item dcterms:issued ?date }
}"""
)

# ?n ?item ?words ?start ?sentence — mentions of ?n in ?item, for given pairs
MENTIONS = (
    _PREFIXES
    + """SELECT ?n ?item ?words ?start ?part ?sentence WHERE {
  VALUES (?n ?item) { {pairs} }
  ?mention ng:mentionOf ?n ; ng:inItem ?item ; ng:quote ?words .
  OPTIONAL { ?mention ng:startOffset ?start }
  OPTIONAL { ?mention ng:part ?part }
  OPTIONAL { ?mention ng:inSentence/ng:text ?sentence }
}"""
)


def among(text: str, nodes: Iterable[NamedNode]) -> str:
    """The question, asked of these nodes."""
    return text.replace("{nodes}", " ".join(map(str, nodes)))


def among_pairs(text: str, pairs: Iterable[tuple[NamedNode, NamedNode]]) -> str:
    """The question, asked of these pairs."""
    return text.replace("{pairs}", " ".join(f"({a} {b})" for a, b in pairs))
