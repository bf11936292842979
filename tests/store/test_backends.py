"""The same questions to every backend must give the same rows."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode
from store_sample import dataset

from newsgraph.ontology.errors import QueryError
from newsgraph.store.base import DEFAULT_BASE, GraphStore, Rows, Triples, Truth
from newsgraph.store.embedded import EmbeddedStore

XSD = "http://www.w3.org/2001/XMLSchema#"
OUC = NamedNode(DEFAULT_BASE + "organisation/open-university-of-china")
BUTUO = NamedNode(DEFAULT_BASE + "location/butuo-county")
EMPTY = Literal("")

QUESTIONS = {
    "events of an organisation with its units, in a period": (
        """SELECT ?e ?label ?d WHERE {
             ?o ng:partOf* $org . ?e ng:involves ?o ; rdfs:label ?label ; ng:startDate ?d .
             FILTER($from = "" || ?d >= $from) FILTER($to = "" || ?d <= $to)
           } ORDER BY ?d ?e ?label""",
        {"org": OUC, "from": Literal("2024-05-01", datatype=NamedNode(XSD + "date")), "to": EMPTY},
    ),
    "who works with whom": (
        """SELECT ?a ?b (COUNT(DISTINCT ?e) AS ?n) { ?e ng:involves ?a , ?b FILTER(STR(?a) < STR(?b)) }
           GROUP BY ?a ?b ORDER BY DESC(?n) ?a ?b""",
        {},
    ),
    "events by month": (
        "SELECT ?m (COUNT(?e) AS ?n) { ?e a ng:Event ; ng:startDate ?d BIND(MONTH(?d) AS ?m) } GROUP BY ?m ORDER BY ?m",
        {},
    ),
    "events at a place": ("SELECT ?e { ?e ng:location $place } ORDER BY ?e", {"place": BUTUO}),
    "which items tell it": (
        "SELECT ?item ?e { GRAPH ?item { ?e a ng:Event ; ng:involves $org } } ORDER BY ?item ?e",
        {"org": OUC},
    ),
    "what one item tells": (
        "SELECT ?e ?l { GRAPH $item { ?e a ng:Event } ?e rdfs:label ?l }",
        {"item": NamedNode(DEFAULT_BASE + "item/n2")},
    ),
    "what the other items tell of an item's event's organisations": (
        """PREFIX it: <https://example.org/newsgraph/item/>
           SELECT DISTINCT ?other { GRAPH it:n2 { ?e ng:involves ?o } GRAPH ?other { ?x ng:involves ?o } }
           ORDER BY ?other""",
        {},
    ),
    "quads by graph": ("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g", {}),
    "evidence in its item": (
        """SELECT ?v ?item { GRAPH ?item { ?v a ng:Evidence ; ng:property $role ; ng:value $org } } ORDER BY ?v""",
        {"org": OUC, "role": NamedNode("https://w3id.org/newsgraph#organiser")},
    ),
    "values of every kind": (
        """SELECT ?p ?o { { $event ?p ?o } UNION { $place ?p ?o } } ORDER BY ?p STR(?o)""",
        {"event": NamedNode(DEFAULT_BASE + "event/2024-01-03-meeting-0"), "place": BUTUO},
    ),
    "an unbound column": (
        "SELECT ?o ?w { ?o a ng:Organisation OPTIONAL { ?o ng:partOf ?w } } ORDER BY ?o ?w",
        {},
    ),
    "a literal that must be escaped": (
        "SELECT ?e { ?e ng:purpose $words }",
        {"words": Literal('to "meet"\nagain, 3 times \\ é 中国')},
    ),
    "VALUES": ("SELECT ?o ?l { VALUES ?o { $org } ?o rdfs:label ?l }", {"org": OUC}),
    "an empty answer": ("SELECT ?e { ?e ng:theme ?t }", {}),
}


@pytest.fixture
def twins(any_store: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> tuple[GraphStore, EmbeddedStore]:
    other = EmbeddedStore(tmp_path_factory.mktemp("twin"))
    quads = list(dataset(15))
    assert any_store.replace(quads) == len(quads)
    other.replace(quads)
    return any_store, other


def test_every_backend_gives_the_same_answers(twins: tuple[GraphStore, EmbeddedStore]) -> None:
    store, other = twins
    for name, (text, bindings) in QUESTIONS.items():
        got, expected = store.query(text, bindings=bindings), other.query(text, bindings=bindings)
        assert isinstance(got, Rows)
        assert isinstance(expected, Rows)
        rows = list(got)
        assert got.variables == expected.variables, name
        assert rows == list(expected), name
        assert bool(rows) == (name != "an empty answer"), name


def test_truth_triples_and_contents_are_the_same(twins: tuple[GraphStore, EmbeddedStore]) -> None:
    store, other = twins
    assert store.query("ASK { ?e ng:organiser $org }", bindings={"org": OUC}) == Truth(True)
    assert store.query("ASK { ?e ng:theme ?t }") == Truth(False)
    construct = "CONSTRUCT { ?o rdfs:label ?l } { ?o a ng:Organisation ; rdfs:label ?l }"
    answers = [s.query(construct) for s in twins]
    assert all(isinstance(a, Triples) for a in answers)
    labels = [{t.object.value for t in a} for a in answers]
    assert labels[0] == labels[1] == {
        "Open University of China", "Gansu Branch", "Linxia Open University", "Northern Reading Society"
    }  # fmt: skip
    assert store.count() == other.count()
    assert set(store.graph_names()) == set(other.graph_names())
    assert set(store.quads()) == set(other.quads())
    assert set(store.quads(DefaultGraph())) == set(other.quads(DefaultGraph()))
    item = NamedNode(DEFAULT_BASE + "item/n3")
    assert set(store.quads(item)) == set(other.quads(item))
    assert list(store.quads(NamedNode(DEFAULT_BASE + "item/none"))) == []


def test_errors_in_a_query_are_told_alike(twins: tuple[GraphStore, EmbeddedStore]) -> None:
    for text in (
        "SELECT ?x {\n ?x foo:bar ?y }",
        "SELECT ?x {\n ?x a ng:Event ",
        "SELECT ?x { ?x a $kind }",
        "CLEAR ALL",
    ):
        told = []
        for store in twins:
            with pytest.raises(QueryError) as caught:
                store.query(text)
            told.append(str(caught.value))
        assert told[0] == told[1]


def test_replace_leaves_nothing_of_the_old_dataset(twins: tuple[GraphStore, EmbeddedStore]) -> None:
    store, other = twins
    smaller = [q for q in dataset(15) if not q.graph_name.value.endswith(("/n3", "/n4"))][:-1]
    for one in twins:
        one.replace(smaller)
    assert set(store.quads()) == set(smaller)
    assert set(store.quads(DefaultGraph())) == set(other.quads(DefaultGraph()))
    store.replace([])
    assert store.count() == 0
    assert list(store.quads(DefaultGraph())) == []
