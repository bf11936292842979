"""What schema.org's consumers expect of an Event, Organization, Person, Place and NewsArticle holds of what we publish.

The shapes below say it from schema.org's own pages of these types (version 29): expected values of each property, and
the properties that search engines ask for. The graph is the one that the saved queries are tested on.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyshacl import validate
from rdflib import Graph

from newsgraph.ontology.entailed import entailed

GRAPH = Path(__file__).resolve().parent.parent / "catalogue" / "graph.trig"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass schema:Event ; sh:property
  [ sh:path schema:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
  [ sh:path schema:startDate ; sh:pattern "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" ] ,
  [ sh:path schema:endDate ; sh:pattern "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" ] ,
  [ sh:path schema:location ; sh:class schema:Place ] ,
  [ sh:path schema:organizer ; sh:or ( [ sh:class schema:Organization ] [ sh:class schema:Person ] ) ] ,
  [ sh:path schema:performer ; sh:or ( [ sh:class schema:Organization ] [ sh:class schema:Person ] ) ] ,
  [ sh:path schema:superEvent ; sh:class schema:Event ] ,
  [ sh:path schema:eventStatus ;
    sh:in ( schema:EventScheduled schema:EventPostponed schema:EventRescheduled schema:EventCancelled ) ] .
[] a sh:NodeShape ; sh:targetClass schema:Organization ; sh:property
  [ sh:path schema:name ; sh:minCount 1 ] , [ sh:path schema:parentOrganization ; sh:class schema:Organization ] ,
  [ sh:path schema:location ; sh:class schema:Place ] .
[] a sh:NodeShape ; sh:targetClass schema:Person ; sh:property [ sh:path schema:name ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass schema:Place ; sh:property
  [ sh:path schema:name ; sh:minCount 1 ] , [ sh:path schema:containedInPlace ; sh:class schema:Place ] ,
  [ sh:path schema:latitude ; sh:maxCount 1 ; sh:datatype xsd:decimal ] ,
  [ sh:path schema:longitude ; sh:maxCount 1 ; sh:datatype xsd:decimal ] .
[] a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:property
  [ sh:path schema:name ; sh:minCount 1 ] , [ sh:path schema:url ; sh:nodeKind sh:IRI ] ,
  [ sh:path schema:headline ; sh:maxCount 1 ] ,
  [ sh:path schema:datePublished ; sh:pattern "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T.*)?)?)?$" ] .
"""


@pytest.fixture(scope="module")
def published() -> set[Triple]:
    quads: list[Quad] = list(parse(GRAPH.read_bytes(), format=RdfFormat.TRIG))
    return set(entailed(q.triple for q in quads))


def conforms(triples: set[Triple]) -> tuple[bool, str]:
    data = Graph().parse(data="\n".join(f"{t} ." for t in triples), format="nt")
    ok, _, report = validate(data, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    return ok, report


def schema(name: str) -> NamedNode:
    return NamedNode(f"https://schema.org/{name}")


def test_what_is_published_meets_schema_orgs_expectations(published: set[Triple]) -> None:
    used = {t.predicate.value.removeprefix("https://schema.org/") for t in published}
    wanted = {"name", "startDate", "location", "organizer", "parentOrganization", "containedInPlace", "headline"}
    assert wanted <= used  # else the shapes below would hold of nothing
    ok, report = conforms(published)
    assert ok, report


@pytest.mark.parametrize("name", ["organizer", "location", "superEvent"])
def test_the_shapes_find_a_value_of_the_wrong_kind(published: set[Triple], name: str) -> None:
    event = next(t.subject for t in published if t.predicate == schema("startDate"))
    assert not conforms(published | {Triple(event, schema(name), Literal("words"))})[0]
