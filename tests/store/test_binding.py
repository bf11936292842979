"""Binding of parameters and the checks on a query's text, without any store."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from newsgraph.ontology.errors import QueryError
from newsgraph.store.binding import bind, parameters
from newsgraph.store.sparql import check_query, check_update, operation, tokens

ORG = NamedNode("https://example.org/newsgraph/organisation/x")


def test_a_parameter_is_replaced_only_where_it_is_a_token() -> None:
    text = """SELECT ?a { # $org in a comment
      ?a <http://e/$org> $org ; <http://e/q> "$org", '$org', '''a '$org' ''', "\\"$org" .
      FILTER(?a != $org) VALUES ?b { $org } }"""
    bound = bind(text, {"org": ORG}).text
    assert bound.count(str(ORG)) == 3
    assert bound.count("$org") == 6
    assert parameters(text) == ("org",)


@pytest.mark.parametrize(
    "hostile",
    [
        '" } ; DROP ALL #',
        '") || true || ("',
        "\\",
        '\\" . ?s ?p ?o . "',
        "line\nbreak\r\ttab",
        "'''\"\"\"",
        "\\u0022 } #",
        "\x00\x07\x1f",
        "$other ?x",
        "SERVICE <http://evil/> {",
    ],
)
def test_a_literal_stays_one_literal_however_hostile(hostile: str) -> None:
    (row,) = Store().query(bind("SELECT ?x { BIND(STR($v) AS ?x) }", {"v": Literal(hostile)}).text)
    assert row["x"] == Literal(hostile)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([None, "en", "zh-hans"]))
def test_any_text_comes_back_as_it_was_bound(text: str, language: str | None) -> None:
    value = Literal(text, language=language) if language else Literal(text)
    (row,) = Store().query(bind("SELECT ?x { VALUES ?x { $v } }", {"v": value}).text)
    assert row["x"] == value


def test_an_unset_parameter_is_the_empty_string_and_is_bound() -> None:
    text = 'ASK { FILTER(BOUND($from) && ($from = "" || ?never >= $from)) }'
    assert bool(Store().query(bind(text, {"from": Literal("")}).text))


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("SELECT ?x {\n  ?x a $kind }", 2, 8, "the parameter $kind has no value"),
        ("SELECT $org { ?x ?y $org }", 1, 8, "cannot be a column"),
        ("SELECT ?a (1 AS $org) { }", 1, 17, "cannot be a column or be assigned to"),
        ("SELECT ?org { ?org ?y $org }", 1, 23, "$org and ?org are one name"),
        ("ASK { ?x ?y 'open }", 1, 13, "a string that is not closed"),
        ("ASK { FILTER(?a<$org&&?c>?d) }", 1, 16, "<$org&&?c> is an IRI (put a space behind < to compare)"),
        ("ASK { \\u0053ERVICE <http://e/> {} }", 1, 7, "an escape outside a string"),
    ],
)
def test_what_cannot_be_bound_is_told_with_its_place(text: str, line: int, column: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        bind(text, {"org": ORG})
    assert f"line {line}, column {column}: " in str(caught.value)
    assert says in str(caught.value)


def test_a_parameter_may_be_counted_and_compared_in_the_columns() -> None:
    assert "(?a + " in bind("SELECT (?a + $n AS ?b) { VALUES ?a { 1 } }", {"n": Literal(2)}).text


def test_blank_nodes_are_refused() -> None:
    with pytest.raises(QueryError, match="is a blank node"):
        bind("ASK { ?x ?y $b }", {"b": BlankNode()})


def test_known_prefixes_need_no_declaration_and_declared_ones_win() -> None:
    assert bind("ASK { ?x a ng:Event }").text.startswith("PREFIX ng: <https://w3id.org/newsgraph#> ASK")
    own = "PREFIX ng: <http://other/> ASK { ?x a ng:Event }"
    assert bind(own).text == own


@pytest.mark.parametrize(
    ("text", "bindings", "line", "column", "says"),
    [
        ("SELECT * {\n ?s ng:x $long ; ng:y ?z .\n ?s foo:bar ?o }", {"long": ORG}, 3, 12, "foo: is not declared"),
        ("SELECT * {\n GRAPH $long { ?s ng:x ?o } }", {"long": Literal("")}, 2, 8, "of $long, cannot stand here"),
        ("SELECT * {\n ?s ng:x $long ;\n ng:y ?z FILTER(?z <) }", {"long": ORG}, 3, 10, "read from 'FILTER' on"),
        ("SELECT * { ?s ng:x $long ", {"long": ORG}, 1, 26, "1 { but 0 }"),
    ],
)  # fmt: skip
def test_the_parser_is_quoted_in_the_authors_lines(
    text: str, bindings: dict[str, NamedNode | Literal], line: int, column: int, says: str
) -> None:
    bound = bind(text, bindings)
    with pytest.raises(SyntaxError) as raw:
        Store().query(bound.text)
    told = str(bound.error(str(raw.value)))
    assert f"line {line}, column {column}: " in told
    assert says in told


def test_operation_is_found_behind_the_prologue() -> None:
    assert operation(tokens("BASE <http://e/> PREFIX a: <b:> # SELECT\n construct where { ?s ?p ?o }")) == "CONSTRUCT"
    assert operation(tokens("")) == ""


def test_service_and_load_are_refused_unless_allowed() -> None:
    text = "SELECT * { ?s <http://SERVICE> 'SERVICE' . { Service SILENT <http://e/> { ?a ?b ?c } } }"
    with pytest.raises(QueryError, match="column 46: SERVICE fetches from another server"):
        check_query(text, tokens(text), allow_service=False)
    assert check_query(text, tokens(text), allow_service=True) == "SELECT"
    harmless = "SELECT ?service { ?service a <x:SERVICE>, service:x # SERVICE\n }"
    assert check_query(harmless, tokens(harmless), allow_service=False) == "SELECT"
    with pytest.raises(QueryError, match="LOAD fetches from another server"):
        check_update("LOAD <http://e/>", tokens("LOAD <http://e/>"), allow_service=False)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?v { <http://e/> } FILTER(1<2)SERVICE?v#>\n{ ?s ?p ?o } }",
        "PREFIX a: <x:> SELECT * { VALUES ?v { <http://e/> } FILTER(1<a:b)SERVICE?v#>\n{ ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)BIND(1 AS ?x)#\rSERVICE<http://e/>{ ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)service<http://e/>{ ?s ?p ?o } FILTER(2>1) }",
        "SELECT * { ?a <x:'> ?b . SERVICE<http://e/'>{ ?s ?p ?o } }",
    ],
)
def test_service_cannot_be_hidden(text: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE fetches|SERVICE\?v#> is an IRI"):
        check_query(text, tokens(text), allow_service=False)


def test_addresses_with_the_word_are_no_service() -> None:
    text = "SELECT * { ?s ?p <http://e/service?a=1#(x)>, <http://e/(a)/service?x> }"
    assert check_query(text, tokens(text), allow_service=False) == "SELECT"


def test_updates_and_queries_are_kept_apart() -> None:
    with pytest.raises(QueryError, match="DELETE changes the graph"):
        check_query("DELETE WHERE { ?s ?p ?o }", tokens("DELETE WHERE { ?s ?p ?o }"), allow_service=False)
    with pytest.raises(QueryError, match="ASK is a question"):
        check_update("ASK {}", tokens("ASK {}"), allow_service=False)
