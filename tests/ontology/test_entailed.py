"""What is written out for consumers without a reasoner. Expected triples are read off ontology and alignment."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from newsgraph.ontology.entailed import entailed, entailed_quads
from newsgraph.ontology.terms import NG, XSD

PREFIXES = """@prefix ng: <https://w3id.org/newsgraph#> . @prefix schema: <https://schema.org/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix : <https://x.example/> .
"""


def triples(text: str) -> set[Triple]:
    return {q.triple for q in parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE)}


def test_a_class_brings_all_classes_above_it() -> None:
    assert set(entailed(triples(":p a ng:Person ."))) == triples(
        ":p a ng:Person, ng:Agent, schema:Person, foaf:Person, foaf:Agent, prov:Person, prov:Agent, sem:Actor ."
    )


def test_a_role_brings_what_it_is_a_kind_of() -> None:
    assert set(entailed(triples(":e ng:organiser :o ."))) == triples(
        ":e ng:organiser :o; ng:involves :o; schema:organizer :o; sem:hasActor :o; prov:wasAssociatedWith :o ."
    )


def test_what_is_only_near_is_not_claimed() -> None:
    # alignment.ttl: schema.org's sponsors pay, ours may guide; its attendees attend, our participants may only sign
    out = set(entailed(triples(":e ng:supporter :o; ng:participant :p; ng:programme :q .")))
    assert not [t for t in out if t.predicate.value.startswith("https://schema.org/")]


def test_mentions_are_turned_round() -> None:
    assert triples(":i schema:mentions :e .") <= set(entailed(triples(":e ng:mentionedIn :i .")))


def test_schema_org_gets_names_dates_and_status() -> None:
    given = """:e rdfs:label "Fair" ;
               ng:startDate "2024-07"^^xsd:gYearMonth ; ng:status ng:Cancelled .
               :i dcterms:title "The fair" ; dcterms:issued "2024-07-02"^^xsd:date ;
               dcterms:source <https://n.example/1> .
               :l ng:geonamesId "1815577" ."""
    wanted = """:e schema:name "Fair" ;
                schema:startDate "2024-07"^^xsd:gYearMonth ;
                schema:eventStatus schema:EventCancelled .
                :i schema:headline "The fair" ; schema:datePublished "2024-07-02"^^xsd:date ;
                schema:url <https://n.example/1> .
                :l schema:identifier "geonames:1815577" ."""
    assert triples(wanted) <= set(entailed(triples(given)))


def test_quads_stay_in_their_graph() -> None:
    graph = NamedNode("https://x.example/item/1")
    quad = Quad(NamedNode("https://x.example/e"), NG.startDate, Literal("2024", datatype=XSD.gYear), graph)
    out = list(entailed_quads([quad]))
    assert len(out) == 3
    assert {q.graph_name for q in out} == {graph}
