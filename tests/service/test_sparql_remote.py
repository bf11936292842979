"""/sparql over a graph that another server keeps: forms, dataset, limits and refusals as over the embedded one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from endpoint_sample import BASE, EVENTS, Server, make_project, odd, quads, running
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

sys.path.insert(0, str(Path(__file__).parent.parent / "store"))
import store_servers

from newsgraph.store.remote import RemoteStore


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if store_servers.oxigraph_binary() is None:
        pytest.skip("the oxigraph command is not installed")
    folder = tmp_path_factory.mktemp("remote")
    with store_servers.oxigraph() as address:
        with RemoteStore(address, base=BASE) as store:
            store.replace(quads())
        project = make_project(folder / "p", 1)
        with running(project, {"store": address}, seconds=4.0, rows=50, bytes=100_000) as it:
            yield it


def ask(server: Server, query: str, accept: str = "application/sparql-results+json", **more: str) -> httpx.Response:
    return httpx.post(server.sparql, data={"query": query, **more}, headers={"Accept": accept}, timeout=30)


def test_rows_in_every_form(server: Server) -> None:
    query = "SELECT ?e ?name { ?e a ng:Event ; rdfs:label ?name } ORDER BY ?e LIMIT 3"
    for form in (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.TSV):
        reply = ask(server, query, form.media_type)
        names = [s["name"].value for s in parse_query_results(reply.content, format=form)]
        assert names == ["Event 0", odd(1), odd(10)]
    assert ask(server, query, "text/csv").text.startswith(f"e,name\r\n{BASE}event/e0,Event 0\r\n")


def test_graphs_yes_and_datasets(server: Server) -> None:
    reply = ask(server, "CONSTRUCT { ?e a ng:Event } WHERE { ?e a ng:Event } LIMIT 7", "application/n-triples")
    assert len(list(parse(reply.content, format=RdfFormat.N_TRIPLES))) == 7
    assert ask(server, "ASK { ?e a ng:Event }").json()["boolean"] is True
    count = "SELECT (COUNT(*) AS ?n) { ?e a ng:Event }"
    rows = ask(server, count, **{"default-graph-uri": f"{BASE}item/n1"}).json()["results"]["bindings"]
    assert rows[0]["n"]["value"] == str(EVENTS // 3)


def test_limits(server: Server) -> None:
    for query in (
        "SELECT ?a ?b { ?a ?b ?c }",
        "SELECT ?a ?b { ?a ?b ?c } # behind",
        "SELECT ?a { ?a ?b ?c } LIMIT 1000",
    ):
        reply = ask(server, query)
        assert len(reply.json()["results"]["bindings"]) == 50
        assert reply.json()["truncated"] == {"by": "rows", "limit": 50}
        assert reply.headers["newsgraph-truncated"] == "rows;limit=50"
    fewer = ask(server, "SELECT ?a { ?a ?b ?c } LIMIT 50 VALUES ?b { rdf:type }").json()
    assert len(fewer["results"]["bindings"]) == 50
    assert "truncated" not in fewer
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    assert ask(server, endless, timeout="1").status_code == 504


def test_refusals(server: Server) -> None:
    assert ask(server, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }").status_code == 400
    assert ask(server, "SELECT ?a { ?a ?b ?c", "application/json").status_code == 400
    assert ask(server, "ASK {}", "image/png").status_code == 406
    assert "etag" not in ask(server, "ASK {}").headers  # the server's graph may change without our knowledge
