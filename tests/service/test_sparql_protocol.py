"""/sparql by the SPARQL 1.1 Protocol: requests of all kinds, forms of answers, status codes, caching."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from endpoint_sample import BASE, EVENTS, Server, make_project, odd, quads, running
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.forms import GRAPHS, ROWS

SELECT = "SELECT ?e ?name { ?e a ng:Event ; rdfs:label ?name } ORDER BY ?e LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?e rdfs:label ?name } WHERE { ?e a ng:Event ; rdfs:label ?name }"
ROWS_FORMS = [f for f in ROWS if f.written != QueryResultsFormat.CSV]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = make_project(tmp_path_factory.mktemp("protocol") / "p")
    with running(folder, request=20_000, rows=100_000) as it:
        yield it


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.root, timeout=20) as it:
        yield it


def get(client: httpx.Client, query: str, accept: str | None = None, **parameters: str) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", params={"query": query, **parameters}, headers=headers)


def test_get_and_both_posts_give_the_same(client: httpx.Client) -> None:
    direct = client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=UTF-8"})
    answers = [get(client, SELECT), client.post("/sparql", data={"query": SELECT}), direct]
    assert {a.status_code for a in answers} == {200}
    assert {a.headers["content-type"] for a in answers} == {"application/sparql-results+json"}
    assert len({a.content for a in answers}) == 1
    rows = answers[0].json()["results"]["bindings"]
    assert [r["name"]["value"] for r in rows] == [
        "Event 0",
        odd(1),
        'A "quoted, 10\r\n</result>},{',
    ]


@pytest.mark.parametrize("form", ROWS, ids=lambda f: f.name)
@pytest.mark.parametrize("by", ["accept", "format"])
def test_rows_in_every_form(client: httpx.Client, form, by: str) -> None:
    reply = get(client, SELECT, form.content_type) if by == "accept" else get(client, SELECT, format=form.name)
    assert reply.headers["content-type"].split(";")[0] == form.content_type
    if form.name == "csv":
        head, *rows = csv.reader(io.StringIO(reply.text, newline=""))
        assert head == ["e", "name"]
        assert rows[1] == [f"{BASE}event/e1", odd(1)]
    else:
        found = [s["name"].value for s in parse_query_results(reply.content, format=form.written)]
        assert found[1] == odd(1)
        assert len(found) == 3


@pytest.mark.parametrize("form", GRAPHS, ids=lambda f: f.name)
def test_graphs_in_every_form(client: httpx.Client, form) -> None:
    for reply in (get(client, CONSTRUCT, form.content_type), get(client, CONSTRUCT, format=form.name)):
        assert reply.headers["content-type"].split(";")[0] == form.content_type
        assert len(list(parse(reply.content, format=form.written))) == EVENTS


def test_yes_and_no(client: httpx.Client) -> None:
    assert get(client, "ASK { ?e a ng:Event }").json()["boolean"] is True
    no = get(client, "ASK { ?e a ng:Person }", "application/sparql-results+xml")
    assert b"<boolean>false</boolean>" in no.content


def test_dollar_is_a_variable_and_names_are_relative_to_the_base(client: httpx.Client) -> None:
    rows = get(client, "SELECT $x { <event/e2> rdfs:label $x }").json()["results"]["bindings"]
    assert rows == [{"x": {"type": "literal", "value": "Übung"}}]


@pytest.mark.parametrize("where", ["address", "form", "direct"])
def test_dataset_of_the_request_outranks_the_querys(client: httpx.Client, where: str) -> None:
    graphs = [f"{BASE}item/n0", f"{BASE}item/n1"]
    text = f"SELECT (COUNT(*) AS ?n) FROM <{BASE}item/n2> {{ ?e a ng:Event }}"
    dataset = {"default-graph-uri": graphs}
    if where == "address":
        reply = client.get("/sparql", params={"query": text, **dataset})
    elif where == "form":
        reply = client.post("/sparql", data={"query": text, **dataset})
    else:
        headers = {"Content-Type": "application/sparql-query"}
        reply = client.post("/sparql", params=dataset, content=text, headers=headers)
    assert reply.json()["results"]["bindings"][0]["n"]["value"] == str(2 * EVENTS // 3)


def test_named_graphs_of_the_request(client: httpx.Client) -> None:
    text = "SELECT DISTINCT ?g { GRAPH ?g { ?e a ng:Event } }"
    all_three = get(client, text).json()["results"]["bindings"]
    assert len(all_three) == 3
    one = get(client, text, **{"named-graph-uri": f"{BASE}item/n1"}).json()["results"]["bindings"]
    assert [r["g"]["value"] for r in one] == [f"{BASE}item/n1"]
    # an address that is not in the dataset is never fetched
    assert get(client, text, **{"named-graph-uri": "http://127.0.0.1:9/x"}).json()["results"]["bindings"] == []


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda c: c.get("/sparql", params=[("query", "ASK {}"), ("query", "ASK {}")]), 400),
        (lambda c: c.get("/sparql?query=ASK%20%7B%7D%ff"), 400),
        (lambda c: c.post("/sparql", data={"quary": "ASK {}"}), 400),
        (lambda c: c.post("/sparql", content=b"\xff", headers={"Content-Type": "application/sparql-query"}), 400),
        (lambda c: c.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"}), 415),
        (lambda c: c.post("/sparql", content="ASK {}"), 415),
        (lambda c: c.put("/sparql", params={"query": "ASK {}"}), 405),
        (lambda c: c.get("/sparql", params={"query": "SELECT"}), 400),
        (lambda c: c.get("/sparql", params={"query": "ASK {}", "format": "docx"}), 400),
        (lambda c: c.get("/sparql", params={"query": "ASK {}", "timeout": "-1"}), 400),
        (lambda c: c.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"}), 406),
        (lambda c: c.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "text/turtle"}), 406),
        (lambda c: c.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": "text/csv"}), 406),
        (lambda c: c.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "no iri"}), 400),
        (lambda c: c.get("/sparql", params={"query": "DELETE WHERE { ?s ?p ?o }"}), 400),
        (lambda c: c.post("/sparql", data={"query": "ASK {} #" + "x" * 20_000}), 413),
        (lambda c: c.get("/sparql", params={"query": "ASK {} #" + "x" * 20_000}), 414),
    ],
)
def test_status_of_requests_that_are_wrong(client: httpx.Client, send, status: int) -> None:
    reply = send(client)
    assert reply.status_code == status, reply.text
    assert "Traceback" not in reply.text


def test_a_syntax_error_tells_the_line(client: httpx.Client) -> None:
    reply = get(
        client,
        "SELECT ?e\nWHERE { ?e a ng:Event ;\n  rdfs:labl }",
        "application/sparql-results+json, application/problem+json",
    )
    assert reply.status_code == 400
    assert reply.json()["line"] == 3


def test_no_query_describes_the_service(client: httpx.Client) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for form in GRAPHS:
        reply = client.get("/sparql", headers={"Accept": form.content_type})
        found = {(q.predicate.value, getattr(q.object, "value", "")) for q in parse(reply.content, format=form.written)}
        assert (sd + "endpoint", str(client.base_url) + "sparql") in found
        assert (sd + "supportedLanguage", sd + "SPARQL11Query") in found
    page = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status_code, page.headers["location"]) == (303, "/sparql.html")


def test_head_and_options(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": SELECT})
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(get(client, SELECT).content)
    options = client.options(
        "/sparql", headers={"Origin": "https://x.example", "Access-Control-Request-Method": "POST"}
    )
    assert options.status_code == 204
    assert options.headers["access-control-allow-origin"] == "*"
    assert "POST" in options.headers["access-control-allow-methods"]


def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client) -> None:
    first = get(client, SELECT)
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(client, SELECT, "text/csv").headers["etag"] != first.headers["etag"]
    for text in ("SELECT (NOW() AS ?t) {}", "SELECT (rAnD() AS ?t) {}", "SELECT (STRUUID() AS ?t) {}"):
        one, two = get(client, text), get(client, text)
        assert "etag" not in one.headers
        assert one.content != two.content


def test_a_new_generation_is_seen_at_once_and_has_another_tag(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "p", 3)
    count = "SELECT (COUNT(*) AS ?n) { ?e a ng:Event }"
    with running(folder) as server, httpx.Client(base_url=server.root) as client:
        before = get(client, count)
        assert before.json()["results"]["bindings"][0]["n"]["value"] == "3"
        tag = before.headers["etag"]
        with EmbeddedStore(folder / "graph") as store:
            store.replace(quads(5))
        after = client.get("/sparql", params={"query": count}, headers={"If-None-Match": tag})
        assert after.status_code == 200
        assert after.json()["results"]["bindings"][0]["n"]["value"] == "5"


def test_large_answers_stream_and_are_whole(client: httpx.Client) -> None:
    text = f"SELECT ?a ?b {{ ?a a ng:Event . ?b a ng:Event }} LIMIT {EVENTS * 200}"
    with client.stream("GET", "/sparql", params={"query": text}) as reply:
        assert reply.headers["transfer-encoding"] == "chunked"
        body = b"".join(reply.iter_bytes())
    assert len(json.loads(body)["results"]["bindings"]) == EVENTS * 200
    table = get(client, text, "text/csv")
    assert table.content.count(b"\r\n") == EVENTS * 200 + 1


def test_turtle_is_written_with_prefixes(client: httpx.Client) -> None:
    assert "rdfs:label" in get(client, CONSTRUCT, "text/turtle").text
    assert GRAPHS[0].written == RdfFormat.TURTLE
