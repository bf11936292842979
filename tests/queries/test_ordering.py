"""The total order of pages: each column is a key once."""

from __future__ import annotations

import pytest

from newsgraph.queries.ordering import ordered


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("SELECT ?a ?b { ?a ?p ?b }", "} ORDER BY ?a ?b"),
        ("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?b", "ORDER BY ?b ?a"),
        ("SELECT ?a { ?a ?p ?b } ORDER BY ?a", "ORDER BY ?a"),
        ("SELECT ?a ?b { ?a ?p ?b } ORDER BY DESC(?b) LIMIT 3", "ORDER BY DESC(?b)  ?a LIMIT 3"),
        ("SELECT ?a ?b { ?a ?p ?b } ORDER BY STR(?b)", "ORDER BY STR(?b) ?a ?b"),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b } GROUP BY ?a ORDER BY DESC(?n) ?a", "ORDER BY DESC(?n) ?a"),
        ("SELECT ?a { { SELECT ?a { ?a ?p ?b } ORDER BY ?a LIMIT 2 } }", "} ORDER BY ?a"),
    ],
)
def test_each_column_is_a_key_once(text: str, end: str) -> None:
    assert ordered(text).rstrip().endswith(end)
