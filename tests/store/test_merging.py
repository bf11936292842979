"""Updates of a dataset whose default graph is merged: what SPARQL says, and the view stays a view."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from newsgraph.ontology.errors import QueryError
from newsgraph.store.journal import Update
from newsgraph.store.merging import Changes, MergedDataset, read_update

BASE = "https://example.org/n/"
OWN, RUNS = NamedNode(BASE + "graph/updates"), NamedNode(BASE + "graph/runs")
A, B, P = (NamedNode(BASE + x) for x in ("a", "b", "p"))
G, H = NamedNode(BASE + "g"), NamedNode(BASE + "h")
ONE, TWO = (Quad(A, P, Literal(x), DefaultGraph()) for x in ("1", "2"))


def quad(value: str, graph: NamedNode) -> Quad:
    return Quad(A, P, Literal(value), graph)


def dataset(*quads: Quad) -> MergedDataset:
    found = MergedDataset(Store(), BASE)
    found.store.extend(quads)
    found.store.extend(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads if q.graph_name != RUNS)
    return found


def run(it: MergedDataset, text: str, **given: tuple[str, ...]) -> Changes:
    return it.apply(Update("update", text, **given))  # type: ignore[arg-type]


def named(it: MergedDataset) -> set[Quad]:
    return {q for q in it.store if q.graph_name != DefaultGraph()}


def assert_view(it: MergedDataset) -> None:
    """The merged graph holds every triple of the graphs but the runs', and nothing else."""
    merged = {q.triple for q in it.store.quads_for_pattern(None, None, None, DefaultGraph())}
    assert merged == {q.triple for q in named(it) if q.graph_name != RUNS}


def test_a_new_triple_of_the_merged_graph_goes_into_the_graph_of_updates() -> None:
    it = dataset(quad("1", G))
    assert run(it, "INSERT DATA { <a> <p> '1', '2' }") == Changes(inserted=1)
    assert named(it) == {quad("1", G), quad("2", OWN)}
    assert_view(it)


def test_what_is_taken_out_of_the_merged_graph_leaves_every_graph_but_the_log() -> None:
    it = dataset(quad("1", G), quad("1", H), quad("2", H), quad("1", RUNS))
    assert run(it, "DELETE DATA { <a> <p> '1' }") == Changes(deleted=2)
    assert named(it) == {quad("2", H), quad("1", RUNS)}
    assert_view(it)


def test_what_leaves_one_graph_stays_merged_while_another_tells_it() -> None:
    it = dataset(quad("1", G), quad("1", H))
    run(it, "DELETE DATA { GRAPH <g> { <a> <p> '1' } }")
    assert ONE in it.store
    run(it, "DELETE WHERE { GRAPH <h> { ?s ?p ?o } }")
    assert list(it.store) == []


def test_the_log_is_outside() -> None:
    it = dataset()
    run(it, "INSERT DATA { GRAPH <graph/runs> { <a> <p> '1' } }")
    assert ONE not in it.store
    run(it, "INSERT DATA { GRAPH <g> { <a> <p> '1' } } ; DELETE DATA { GRAPH <graph/runs> { <a> <p> '1' } }")
    assert ONE in it.store
    assert_view(it)


def test_deletions_come_before_insertions_and_both_see_the_state_before() -> None:
    it = dataset(quad("1", G), quad("2", G))
    text = "DELETE { ?s <p> ?o } INSERT { GRAPH <h> { ?s <p> ?o ; <was> ?o } } WHERE { ?s <p> ?o FILTER(?o = '1') }"
    assert run(it, text) == Changes(inserted=2, deleted=1)
    assert named(it) == {quad("2", G), quad("1", H), Quad(A, NamedNode(BASE + "was"), Literal("1"), H)}
    assert_view(it)


def test_a_blank_node_of_a_template_is_made_once_in_all_its_graphs() -> None:
    it = dataset(quad("1", G))
    run(it, "INSERT { GRAPH <g> { ?s <n> _:x } GRAPH <h> { _:x <v> [ <w> (1) ] } } WHERE { ?s <p> '1' }")
    (row,) = it.store.query("SELECT ?o { ?s <n> ?x . GRAPH <h> { ?x <v> [ <w> [ rdf:first ?o ] ] } }".replace(
        "rdf:first", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>"), base_iri=BASE)  # fmt: skip
    assert row[0].value == "1"
    assert_view(it)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("WITH <g> DELETE { ?s <p> ?o } INSERT { ?s <p> '9' } WHERE { ?s <p> ?o }", {("9", G), ("2", H)}),
        ("WITH <g> DELETE { GRAPH <h> { ?s <p> '2' } } WHERE { ?s <p> '1' }", {("1", G)}),
        ("DELETE { GRAPH ?g { ?s <p> ?o } } USING NAMED <h> WHERE { GRAPH ?g { ?s <p> ?o } }", {("1", G)}),
        ("DELETE { ?s <p> ?o } USING <h> WHERE { ?s <p> ?o }", {("1", G)}),
        ("DELETE WHERE { GRAPH ?g { ?s <p> '1' } . ?s <p> '2' }", set()),
        ("CLEAR GRAPH <g>", {("2", H)}),
        ("DROP DEFAULT", set()),
        ("DROP NAMED", set()),
        ("CLEAR ALL", set()),
        ("MOVE <g> TO <h>", {("1", H)}),
        ("COPY GRAPH <g> TO GRAPH <h>", {("1", G), ("1", H)}),
        ("ADD <g> TO <h>", {("1", G), ("1", H), ("2", H)}),
        ("ADD DEFAULT TO <g>", {("1", G), ("2", G), ("2", H)}),
        ("MOVE <g> TO <g>", {("1", G), ("2", H)}),
        ("CREATE GRAPH <new>", {("1", G), ("2", H)}),
        ("CLEAR SILENT GRAPH <none> ; CREATE SILENT GRAPH <g>", {("1", G), ("2", H)}),
        ("INSERT {} WHERE { ?s ?p ?o }", {("1", G), ("2", H)}),
        ("PREFIX e: <g> PREFIX : <h#> DELETE DATA { GRAPH e: { <a> <p> '1' } } ; PREFIX e: <h> CLEAR GRAPH e:", set()),
        ("DELETE { GRAPH ?g { ?s <p> 'x' } } WHERE { ?s <p> ?g }", {("1", G), ("2", H)}),  # ?g is no graph
        ("INSERT DATA { GRAPH <g> { <a> <p> 'GRAPH <h> { } ; }' } } # ; CLEAR ALL", {
            ("1", G), ("2", H), ("GRAPH <h> { } ; }", G)}),
    ],
)  # fmt: skip
def test_operations(text: str, left: set[tuple[str, NamedNode]]) -> None:
    it = dataset(quad("1", G), quad("2", H))
    run(it, text)
    assert named(it) == {quad(value, graph) for value, graph in left}
    assert_view(it)


def test_the_protocols_dataset_is_what_where_asks() -> None:
    it = dataset(quad("1", G), quad("2", H))
    text = "INSERT { GRAPH <k> { ?s <d> ?o } } WHERE { ?s <p> ?o }"
    run(it, text, using=(H.value,))
    assert {q.object.value for q in it.store.quads_for_pattern(None, None, None, NamedNode(BASE + "k"))} == {"2"}  # type: ignore[union-attr]
    for clash in ("WITH <g> " + text, text.replace("WHERE", "USING <g> WHERE")):
        with pytest.raises(QueryError, match="using-graph-uri"):
            run(it, clash, using=(H.value,))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("CLEAR GRAPH <none>", None, "does not exist"),
        ("CREATE GRAPH <g>", None, "is there already"),
        ("INSERT DATA { <a> <b> }", 1, "not valid"),
        ("INSERT DATA { <a> <b> 1 } ;\n\nCLEAR XYZ", 3, "expected ALL"),
        ("PREFIX x: <urn:x>\nINSERT DATA { y:a x:b 1 }", 2, "prefix y:"),
        ("INSERT DATA { ?a <b> 1 }", 1, "not valid"),
        ("CLEAR ALL ;; CLEAR ALL", 1, "between two semicolons"),
        ("INSERT DATA { GRAPH <urn:newsgraph:mark:x> { <a> <b> 1 } }", None, "cannot be kept"),
    ],
)
def test_what_cannot_be_run_is_told(text: str, line: int | None, said: str) -> None:
    with pytest.raises(QueryError) as told:
        run(dataset(quad("1", G)), text)
    assert told.value.line == line
    assert said in str(told.value)


def test_reading_an_update_runs_nothing() -> None:
    # if the second operation ran on what the first inserts, this would take longer than anybody waits
    data = " ".join(f"<a> <b> {n} ." for n in range(500))
    text = f"INSERT DATA {{ {data} }} ; INSERT {{ ?a <c> ?f }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"
    assert len(read_update(text, BASE)) == 2


def test_graphs_of_others_are_refused_where_only_our_own_are_kept() -> None:
    it = MergedDataset(Store(), BASE, below=True)
    with pytest.raises(QueryError, match="below"):
        run(it, "INSERT DATA { GRAPH <urn:other> { <a> <b> 1 } }")


GRAPHS = st.sampled_from(["", "GRAPH <g>", "GRAPH <h>", "GRAPH <graph/runs>"])
VALUES = st.sampled_from(["1", "2", "3"])


@st.composite
def operation(draw: st.DrawFn) -> str:
    def block() -> str:
        graph, value = draw(GRAPHS), draw(VALUES)
        return f"{graph} {{ <a> <p> '{value}' }}" if graph else f"<a> <p> '{value}' ."

    kind = draw(st.sampled_from(["INSERT DATA", "DELETE DATA", "modify", "manage"]))
    if kind == "modify":
        return f"DELETE {{ {block()} }} INSERT {{ {block()} {block()} }} WHERE {{ {block()} }}"
    if kind == "manage":
        verb = draw(st.sampled_from(["ADD", "COPY", "MOVE"]))
        one, other = (draw(st.sampled_from(["DEFAULT", "<g>", "<h>"])) for _ in range(2))
        return f"{verb} SILENT {one} TO {other}"
    return f"{kind} {{ {block()} {block()} }}"


@settings(max_examples=150, deadline=None)
@given(st.lists(operation(), min_size=1, max_size=6))
def test_whatever_is_done_the_merged_graph_is_the_view(texts: list[str]) -> None:
    it = dataset(quad("1", G), quad("2", H))
    for text in texts:
        before = named(it)
        changes = run(it, text)
        assert_view(it)
        assert len(named(it)) - len(before) == changes.inserted - changes.deleted
