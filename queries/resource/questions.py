"""The questions of a resource page: five in all, each from one thing or a list of things outwards.

`{nodes}` and `{sentences}` stand for IRIs that came out of the store, written by pyoxigraph, whose NamedNode refuses
every character that could end an IRI reference (SPARQL has no other way to bind a list).
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from newsgraph.ontology.terms import PREFIXES, ROLE_PROPERTIES

ROLES = tuple(r.value.rpartition("#")[2] for r in ROLE_PROPERTIES)
_ROLES = " ".join(f"ng:{r}" for r in ROLES)
_PREFIXES = "".join(f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items()) + "\n"
LIMIT_QUOTES = 60  # sentences of the newest items that speak of a thing
LIMIT_PARTNERS = 60  # asked for: units of the thing are left out afterwards
LIMIT_ITEMS = 60  # of the newest

# which of several IRIs the graph tells of, and what took the place of one that is gone
KNOWN = (
    _PREFIXES
    + """SELECT DISTINCT ?x ?class ?new WHERE {
  VALUES ?x { {nodes} }
  { ?x rdf:type ?class } UNION { ?x skos:prefLabel ?name } UNION { ?x rdfs:label ?name }
  UNION { ?new dcterms:replaces ?x }
}"""
)

# 1. ?p ?o: what is said of it, of the items that tell of it only the newest; ?n: how many items (?p unbound)
OUT = (
    _PREFIXES
    + f"""SELECT ?p ?o ?n WHERE {{
  {{ $node ?p ?o . FILTER(?p != ng:mentionedIn) }}
  UNION {{
    {{ SELECT ?o ?issued WHERE {{ $node ng:mentionedIn ?o . OPTIONAL {{ ?o dcterms:issued ?issued }} }}
      ORDER BY DESC(STR(?issued)) ?o LIMIT {LIMIT_ITEMS} }}
    BIND(ng:mentionedIn AS ?p)
  }}
  UNION {{ SELECT (COUNT(DISTINCT ?item) AS ?n) WHERE {{ $node ng:mentionedIn ?item }} }}
}}"""
)

# 2. ?p ?s ?via ?start: what points at it. Events also by a unit of the organisation or a place within the place (?via)
_IN = """
  {
    VALUES ?p { PROPERTIES }
    ?s ?p $node .
    OPTIONAL { ?s ng:startDate ?start }
  }"""
_LINKS = """ng:subEventOf ng:partOf ng:within ng:locatedIn ng:holds ng:organisation ng:programme ng:location
      ng:possiblySameAs ng:concerns ng:decides ng:nearCopyOf owl:sameAs owl:differentFrom prov:wasGeneratedBy
      ng:eventType ng:status skos:broader"""
_UNITS = f"""
  UNION {{
    ?via ng:partOf+ $node .
    VALUES ?p {{ {_ROLES} }}
    ?s ?p ?via .
    OPTIONAL {{ ?s ng:startDate ?start }}
  }}"""
_POSTS_AT = """
  UNION { ?via ng:organisation $node . ?s ng:holds ?via . BIND(ng:holds AS ?p) }"""
_WITHIN = """
  UNION {
    ?via ng:within+ $node .
    ?s ng:location ?via .
    BIND(ng:location AS ?p)
    OPTIONAL { ?s ng:startDate ?start }
  }"""
_PARTNERS = """
  UNION {
    { SELECT ?s (COUNT(DISTINCT ?event) AS ?via)
      WHERE { ?event ng:involves $node ; ng:involves ?s . FILTER(?s != $node) }
      GROUP BY ?s ORDER BY DESC(COUNT(DISTINCT ?event)) ?s LIMIT PARTNERS }
    BIND(ng:involves AS ?p)
  }""".replace("PARTNERS", str(LIMIT_PARTNERS))
_TOLD_IN = """
  UNION { ?s ng:mentionedIn $node . BIND(ng:mentionedIn AS ?p) OPTIONAL { ?s ng:startDate ?start } }"""


def incoming(cls: str) -> str:
    """The second question, for a thing of a class."""
    properties = f"{_LINKS} {_ROLES}" if cls in ("Organisation", "Person") else _LINKS
    more = {
        "Organisation": _UNITS + _POSTS_AT + _PARTNERS,
        "Person": _PARTNERS,
        "Location": _WITHIN,
        "NewsItem": _TOLD_IN,
    }
    body = _IN.replace("PROPERTIES", properties) + more.get(cls, "")
    return _PREFIXES + f"SELECT ?p ?s ?via ?start WHERE {{{body}\n}}"


# 3. ?sentence ?item ?subject ?p ?value ?sure ?v ?issued: the sentences that say what the graph says of it, and
# the newest that speak of it (?p unbound)
_SAYS = """
  {
    ?v ng:subject $node ; ng:property ?p ; ng:value ?value ; ng:inItem ?item ; ng:inSentence ?sentence .
    OPTIONAL { ?v ng:confidence ?sure }
    BIND($node AS ?subject)
  }"""
_SAYS_POSTS = """
  UNION {
    $node ng:holds ?subject .
    ?v ng:subject ?subject ; ng:property ?p ; ng:value ?value ; ng:inItem ?item ; ng:inSentence ?sentence .
    OPTIONAL { ?v ng:confidence ?sure }
  }"""
_SAYS_OF_IT = """
  UNION {
    VALUES ?p { PROPERTIES }
    ?v ng:value $node ; ng:property ?p ; ng:subject ?subject ; ng:inItem ?item ; ng:inSentence ?sentence .
    OPTIONAL { ?v ng:confidence ?sure }
    BIND($node AS ?value)
  }"""
_SPEAKS = """
  UNION {
    SELECT ?sentence ?item ?issued WHERE {
      ?m ng:mentionOf $node ; ng:inSentence ?sentence ; ng:inItem ?item .
      OPTIONAL { ?item dcterms:issued ?issued }
    } ORDER BY DESC(STR(?issued)) ?item ?sentence LIMIT LIMITED
  }""".replace("LIMITED", str(LIMIT_QUOTES))
# what makes up a news item: its sentences, mentions and evidence (?kind is the class)
_ITEM = """
  { ?sentence ng:inItem $node ; rdf:type ng:Sentence . BIND($node AS ?item) }
  UNION {
    ?v ng:inItem $node ; rdf:type ng:Evidence ; ng:inSentence ?sentence ; ng:subject ?subject ; ng:property ?p ;
       ng:value ?value .
    OPTIONAL { ?v ng:confidence ?sure }
    BIND($node AS ?item)
  }"""


def quotes(cls: str) -> str:
    """The third question, for a thing of a class."""
    if cls == "NewsItem":
        body = _ITEM
    else:
        told = {
            "Organisation": "ng:partOf",
            "Location": "ng:within ng:locatedIn",
            "Post": "ng:holds",
            "Event": "ng:subEventOf",
        }
        body = _SAYS + (_SAYS_POSTS if cls == "Person" else "")
        body += _SAYS_OF_IT.replace("PROPERTIES", told[cls]) if cls in told else ""
        body += _SPEAKS
    return _PREFIXES + f"SELECT ?sentence ?item ?subject ?p ?value ?sure ?v ?issued WHERE {{{body}\n}}"


# 4. ?n ?p ?o ?in: of the things around it, what a line in a list needs; of sentences and items, their words and dates;
# and all mentions in the sentences (?in bound)
_WANTED = f"""rdf:type, rdfs:label, skos:prefLabel, ng:startDate, ng:endDate, ng:notLaterThan, ng:eventType, ng:status,
    ng:location, ng:background, ng:confidence, ng:title, ng:organisation, ng:former, ng:ground, ng:concerns, ng:text,
    ng:part, ng:startOffset, ng:endOffset, ng:inItem, ng:within, ng:partOf,
    dcterms:title, dcterms:issued, dcterms:source, ng:verdict,
    {", ".join(f"ng:{r}" for r in ROLES)}"""
AROUND = (
    _PREFIXES
    + f"""SELECT ?n ?p ?o ?in WHERE {{
  {{ VALUES ?n {{ {{nodes}} }} ?n ?p ?o . FILTER(?p IN ({_WANTED})) }}
  UNION {{
    VALUES ?in {{ {{sentences}} }}
    ?n ng:inSentence ?in ; ng:mentionOf ?of ; ?p ?o .
    FILTER(?p IN (ng:mentionOf, ng:startOffset, ng:endOffset))
  }}
}}"""
)

# 5. ?n ?p ?o: names and classes of what the fourth brought in, and dates and addresses of items
NAMES = (
    _PREFIXES
    + """SELECT ?n ?p ?o WHERE {
  VALUES ?n { {nodes} }
  ?n ?p ?o .
  FILTER(?p IN (rdf:type, rdfs:label, skos:prefLabel, dcterms:title, dcterms:issued, dcterms:source, ng:text, ng:part,
    ng:startOffset, ng:endOffset, ng:inItem))
}"""
)


def among(text: str, nodes: Iterable[NamedNode], sentences: Iterable[NamedNode] = ()) -> str:
    """The question, asked of these things."""
    return text.replace("{nodes}", " ".join(map(str, nodes))).replace("{sentences}", " ".join(map(str, sentences)))
