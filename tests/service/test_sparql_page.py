"""The SPARQL page without a browser: what it brings along, and examples that run as they stand."""

from __future__ import annotations

import json
import re

import pytest
from drawn_sample import BASE, drawn_project
from starlette.testclient import TestClient

from newsgraph.ontology.terms import EVENT_TYPES, PREFIXES, ROLE_PROPERTIES
from newsgraph.queries import catalogue, free
from newsgraph.queries.catalogue import parse_query
from newsgraph.service import Served, make_app
from newsgraph.service.sparql_page import filled
from newsgraph.service.vocabulary import shortened, vocabulary
from newsgraph.store.base import Rows
from newsgraph.viz.pages import assets


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = drawn_project(tmp_path_factory.mktemp("drawn") / "project")
    own = "#: title: Mine\n#: question: What is <mine>?\n#: parameter org: organisation, required\n"
    own += "#:   description: Which.\n#:   example: Open University of China\n"
    own += "SELECT ?unit WHERE { ?unit ng:partOf $org }\n"
    (project.own_queries / "mine.rq").write_text(own, encoding="utf-8")
    yield project
    project.close()


@pytest.fixture(scope="module")
def client(project):
    with TestClient(make_app(Served(project))) as client:
        yield client


def test_the_page_brings_prefixes_terms_and_the_catalogue(client):
    answer = client.get("/sparql.html")
    assert answer.status_code == 200
    data = json.loads(re.search(r'id="sparql-data">(.*?)</script>', answer.text, re.DOTALL)[1])
    assert data["prefixes"] == PREFIXES
    assert data["endpoint"] == "/sparql"
    names = [q["name"] for group in data["groups"] for q in group["queries"]]
    assert sorted(names) == sorted([*catalogue(), "mine"])
    assert data["groups"][-1]["name"] == "Own queries"
    assert "What is <mine>?" not in answer.text  # escaped inside the script


def test_every_term_of_ours_has_a_meaning():
    terms = {d["term"]: d for d in vocabulary()}
    for term in (*EVENT_TYPES, *ROLE_PROPERTIES):
        assert terms[shortened(term)]["note"], term
    assert terms["ng:Training"]["kind"] == "event type"
    assert terms["ng:Held"]["kind"] == "status"
    assert terms["ng:Event"]["kind"] == "class"
    assert terms["rdfs:label"]["kind"] == "property"


def test_every_example_runs_as_it_stands(project):
    with project.store() as store:
        for query in catalogue().values():
            answer = free(store, filled(store, query, project.base))
            assert isinstance(answer, Rows), query.name
            list(answer)


def test_an_example_has_values_for_its_parameters(client):
    text = client.get("/sparql.html/example/mine").text
    assert text.startswith("# Mine: What is <mine>?\n#   org = <https://example.org/newsgraph/organisation/open-univ")
    assert f"?unit ng:partOf <{BASE}organisation/open-university-of-china> }}" in text
    assert "PREFIX ng: <https://w3id.org/newsgraph#>\n" in text
    rows = client.get("/sparql", params={"query": text}, headers={"Accept": "application/sparql-results+json"}).json()
    assert [b["unit"]["value"] for b in rows["results"]["bindings"]] == ["https://authority.example/ouc-press"]


def test_filters_of_parameters_left_out_are_left_out_with_them(project):
    header = (
        "#: title: T\n#: question: Q?\n#: parameter from: date, optional\n#:   description: D.\n#:   example: 2024\n"
    )
    body = 'SELECT ?e WHERE {\n  ?e ng:startDate ?d .\n  FILTER(STR($from) = "" || STR(?d) >= STR($from))\n}\n'
    kept = '  FILTER(STR($from) = "" || ?d = 1) FILTER(?d = 2)\n'
    with project.store() as store:
        short = filled(store, parse_query(header + body, name="t", source="t", own=True), project.base)
        whole = filled(
            store, parse_query(header + body.replace("}\n", kept + "}\n"), name="t", source="t", own=True), project.base
        )
    assert "FILTER" not in short
    assert "#   not asked for: from\n" in short
    assert 'FILTER(STR("") = "" || ?d = 1) FILTER(?d = 2)' in whole  # not one filter: it stays as it is


def test_an_example_about_what_the_graph_does_not_know_takes_what_it_tells_most_of(project):
    header = "#: title: T\n#: question: Q?\n#: parameter at: location, required\n"
    header += "#:   description: D.\n#:   example: Atlantis\n"
    query = parse_query(header + "SELECT ?e WHERE { ?e ng:location $at }\n", name="t", source="t", own=True)
    with project.store() as store:
        assert re.search(rf"ng:location <{BASE}location/[a-z-]+>", filled(store, query, project.base))


def test_no_such_example(client):
    answer = client.get("/sparql.html/example/donation", headers={"Accept": "application/problem+json"})
    assert answer.status_code in (400, 404)
    assert "donations" in answer.json()["cure"]


def test_licences_of_what_is_bundled_come_along():
    folder = assets().folder
    told = (folder / "LICENCES.txt").read_text(encoding="utf-8")
    package = json.loads((folder.parent / "package.json").read_text(encoding="utf-8"))
    for name in set(package["dependencies"]) - {"esbuild"}:  # the bundler is not in the bundles
        assert re.search(rf"^{re.escape(name)} \d", told, re.MULTILINE), name
    assert "Mike Bostock" in told
    assert "Permission is hereby granted" in told
