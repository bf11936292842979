"""The ontology is complete, free of known defects, and nothing wrong follows from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import FOAF, GEO, ORG, OWL, PROV, RDFS, SDO, SKOS, TIME

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import CLASSES, NG, NG_BASE, PREFIXES
from newsgraph.ontology.validate import validate

HERE = Path(__file__).parent
QUERIES = sorted((HERE / "verify").glob("*.rq"))
# RDFLib carries the terms of these; of those that it lacks, the terms used, by their specifications
KNOWN = (FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME)
OTHERS = {
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "Event Actor Place eventType hasActor hasPlace subEventOf "
    "hasBeginTimeStamp hasEndTimeStamp hasLatestBeginTimeStamp",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "SpatialThing lat long",
    "http://purl.org/dc/terms/": "title description created modified license",
    "http://www.w3.org/2001/XMLSchema#": "date",
}
CONTRADICTION = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")  # how owlrl reports one
OWN = (NG_BASE, "https://w3id.org/newsgraph", "https://opensource.org/")


def triples(*names: str) -> list[Triple]:
    return [q.triple for name in names for q in parse(ontology_text(name), format=RdfFormat.TURTLE)]


def messages(turtle: str) -> list[tuple[str, str | None]]:
    """The part before the colon of what the ontology's own shapes say of the ontology with something added."""
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
    added = [q.triple for q in parse(prefixes + turtle, format=RdfFormat.TURTLE)]
    found = validate(triples("newsgraph.ttl", "event-types.ttl") + added, ontology_text("ontology-shapes.ttl"))
    return [(v.message.split(":")[0], v.path) for v in found]


def test_the_ontology_conforms_to_its_own_shapes() -> None:
    assert messages("") == []


def test_its_shapes_find_what_is_missing_in_a_term_a_concept_and_a_header() -> None:
    assert sorted(
        messages(
            "ng:flies a owl:ObjectProperty ; rdfs:isDefinedBy <https://w3id.org/newsgraph> ; rdfs:label 'flies' .\n"
            "ng:Odd a skos:Concept . <https://example.org/o> a owl:Ontology .\n"
            "ng:Sits a owl:ObjectProperty ; rdfs:isDefinedBy <https://w3id.org/newsgraph> ; rdfs:label 'sits'@en ;"
            "  skos:definition 'Who sits.'@en ; skos:example 'x'@en ; rdfs:domain ng:Event . ng:chair a owl:Class ."
        ),
        key=str,
    ) == sorted(
        [
            ("The term has no English label, or several", "rdfs:label"),
            ("The term has no English definition, or it is no sentence", "skos:definition"),
            ("The term has no example", "skos:example"),
            ("The property does not say what it describes", "rdfs:domain"),
            ("The term is not said to be defined by the ontology alone", "rdfs:isDefinedBy"),  # ng:Odd
            ("The concept's preferred label is missing or not its label", "skos:prefLabel"),
            ("The concept is not in exactly one scheme", "skos:inScheme"),
            ("The concept hangs in the air", "skos:broader|skos:topConceptOf"),
            ("The property begins with a capital", None),
            ("The term is not said to be defined by the ontology alone", "rdfs:isDefinedBy"),  # ng:chair
            ("The class or concept begins with a small letter", None),
            ("The ontology has no English title", "dcterms:title"),
            ("The ontology has no English description", "dcterms:description"),
            ("The ontology does not say when it was made", "dcterms:created"),
            ("The ontology does not say when it was changed", "dcterms:modified"),
            ("The ontology does not name its makers", "dcterms:creator"),
            ("The ontology does not name its publisher", "dcterms:publisher"),
            ("The ontology has no licence, or several", "dcterms:license"),
            ("The ontology has no version IRI, or several", "owl:versionIRI"),
            ("The ontology has no version number", "owl:versionInfo"),
            ('The ontology\'s preferred prefix is not "ng"', "<http://purl.org/vocab/vann/preferredNamespacePrefix>"),
            (
                "The ontology's namespace is not the one of its terms",
                "<http://purl.org/vocab/vann/preferredNamespaceUri>",
            ),
        ],
        key=str,
    )


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_no_defect_that_a_query_looks_for(path: Path) -> None:
    store = Store()
    for triple in triples("newsgraph.ttl", "event-types.ttl", "alignment.ttl"):
        store.add(Quad(triple.subject, triple.predicate, triple.object))
    assert list(store.query(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_the_query_finds_the_defect_of_its_sample(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sample = re.search(r"^# Sample: (.+)$", text, re.M)
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
    assert sample, "every query carries a sample that shows the defect"
    store = Store()
    store.load(prefixes + sample[1], format=RdfFormat.TURTLE)
    assert len(list(store.query(text))) >= 1


def test_the_alignment_names_only_terms_that_exist() -> None:
    unknown = []
    for t in triples("alignment.ttl"):
        for term in (t.subject, t.predicate, t.object):
            if not isinstance(term, NamedNode) or term.value.startswith(OWN):
                continue
            iri = URIRef(term.value)
            listed = any(term.value in {base + n for n in names.split()} for base, names in OTHERS.items())
            if not listed and not any(term.value.startswith(str(ns)) and iri in ns for ns in KNOWN):
                unknown.append(term.value)
    assert unknown == []


@pytest.mark.parametrize("files", [("newsgraph.ttl",), ("newsgraph.ttl", "alignment.ttl")], ids=["alone", "aligned"])
def test_reasoning_adds_no_wrong_class(files: tuple[str, ...]) -> None:
    """OWL RL over the valid sample: a node gets no newsgraph class but its own and Agent, and nothing contradicts."""
    graph = Graph()
    for name in files:
        graph.parse(data=ontology_text(name), format="turtle")
    data = Graph()
    for q in parse((HERE / "valid.trig").read_bytes(), format=RdfFormat.TRIG):
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode):
            data.add((URIRef(q.subject.value), URIRef(q.predicate.value), URIRef(q.object.value)))
    graph += data
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    own = {URIRef(c.value) for c in CLASSES}
    agent = URIRef(NG.Agent.value)
    for node in {s for s, _ in data.subject_objects(RDF.type)}:
        told = set(data.objects(node, RDF.type))
        expected = told | ({agent} if told & {URIRef(NG.Organisation.value), URIRef(NG.Person.value)} else set())
        assert set(graph.objects(node, RDF.type)) & own == expected, node
    assert list(graph.subjects(RDF.type, CONTRADICTION)) == []
    visit = URIRef("https://example.org/newsgraph/event/visit")
    assert (visit, URIRef(NG.involves.value), URIRef("https://example.org/newsgraph/person/ana-ruiz")) in graph


def test_reasoning_finds_a_node_of_two_classes_that_exclude_each_other() -> None:
    graph = Graph().parse(data=ontology_text("newsgraph.ttl"), format="turtle")
    thing = URIRef("https://example.org/thing")
    graph.add((thing, URIRef(NG.holds.value), thing))  # its domain is Person, its range Post
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    assert list(graph.subjects(RDF.type, CONTRADICTION)) != []
