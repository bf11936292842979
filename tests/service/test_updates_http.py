"""Updates and graphs over HTTP: who may, what is answered, what is refused."""

from __future__ import annotations

import base64
import concurrent.futures
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from service_process import TOKEN, empty_project, serving

BEARER = {"authorization": f"Bearer {TOKEN}"}
BASE = "https://example.org/newsgraph/"
TURTLE = {**BEARER, "content-type": "text/turtle"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_project(tmp_path_factory.mktemp("updates") / "p")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[httpx.Client]:
    with serving(folder, "--allow-updates", "--timeout", "3") as at, httpx.Client(base_url=at, timeout=60) as client:
        yield client


@pytest.fixture
def client(server: httpx.Client) -> httpx.Client:
    server.post("/sparql", data={"update": "DROP ALL"}, headers=BEARER).raise_for_status()
    return server


def update(client: httpx.Client, text: str, **headers: str) -> httpx.Response:
    return client.post("/sparql", data={"update": text}, headers=headers or BEARER)


def ask(client: httpx.Client, pattern: str) -> bool:
    return bool(client.post("/sparql", data={"query": f"ASK {{ {pattern} }}"}).json()["boolean"])


INSERT = "INSERT DATA { <a> <p> 1 }"
BASIC = base64.b64encode(f"anyone:{TOKEN}".encode()).decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"x": "y"}, 401),
        ({"authorization": "Bearer"}, 401),
        ({"authorization": f"Bearer {TOKEN}x"}, 401),
        ({"authorization": f"Bearer {TOKEN[:-1]}"}, 401),
        ({"authorization": "Basic !!!"}, 401),
        ({"authorization": f"Basic {base64.b64encode(TOKEN.encode()).decode()}"}, 401),
        ({"authorization": f"bearer {TOKEN}"}, 200),
        ({"authorization": f"Basic {BASIC}"}, 200),
        ({"authorization": f"Basic {BASIC}", "origin": "https://evil.example"}, 403),
        ({"authorization": f"Bearer {TOKEN}", "origin": "https://tool.example"}, 200),
    ],
)
def test_only_the_token_lets_anyone_change_anything(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    reply = update(client, INSERT, **headers)
    assert reply.status_code == status
    assert ask(client, "<https://example.org/newsgraph/a> ?p 1") is (status == 200)
    assert ("www-authenticate" in reply.headers) is (status == 401)
    assert TOKEN not in reply.text
    put = client.put(
        "/graphs?graph=urn:g", content="<urn:a> <urn:b> 1 .", headers={"content-type": "text/turtle", **headers}
    )
    assert put.status_code == {200: 201}.get(status, status)


def test_an_update_is_seen_by_the_next_query_and_tells_what_it_did(client: httpx.Client) -> None:
    tag = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).headers.get("etag")
    reply = update(client, "INSERT DATA { <a> rdfs:label 'A' ; <p> [ <q> 1 ] }")
    assert (reply.status_code, reply.text) == (200, "3 statements inserted, 0 deleted\n")
    after = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}, headers={"if-none-match": tag or ""})
    assert after.json()["boolean"] is True


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"data": {"update": "INSERT DATA {\n <a> }"}}, 400, "line 2"),
        ({"data": {"update": "SELECT * {}"}}, 400, "question"),
        ({"data": {"query": INSERT}}, 400, "INSERT changes the graph"),
        ({"data": {"update": "LOAD <http://127.0.0.1:1/>"}}, 400, "another server"),
        ({"data": {"update": INSERT, "default-graph-uri": "urn:g"}}, 400, "a query's"),
        ({"data": {"update": INSERT, "using-graph-uri": "urn:g> { } }"}}, 400, "no IRI"),
        ({"data": {"update": "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "using-graph-uri": "urn:g"}}, 400,
         "so does the update"),
        ({"data": {"update": f"INSERT DATA {{ <a> <p> '{'x' * 2**20}' }}"}}, 413, "bytes"),
        ({"content": INSERT.encode(), "headers": {"content-type": "text/plain"}}, 415, "send"),
        ({"data": {"update": "INSERT { <a> <x> ?a } WHERE { VALUES ?a {" + " 1" * 90 + "} VALUES ?b {" + " 1" * 90
                   + "} VALUES ?c {" + " 1" * 90 + "} VALUES ?d {" + " 1" * 90 + "} VALUES ?e {" + " 1" * 90
                   + "} FILTER(?a + ?b + ?c + ?d + ?e = 0) }"}}, 504, "longer than 3 s"),
    ],
)  # fmt: skip
def test_what_is_refused(client: httpx.Client, given: dict[str, dict[str, str]], status: int, said: str) -> None:
    update(client, INSERT)
    reply = client.post("/sparql", **{**given, "headers": {**BEARER, **given.get("headers", {})}})  # type: ignore[arg-type]
    assert reply.status_code == status, reply.text
    assert said in reply.text
    assert ask(client, f"<{BASE}a> ?p 1")


def test_graphs_are_written_in_the_form_that_is_asked_for(client: httpx.Client) -> None:
    sent = '<urn:s> <urn:p> "Ä" ; <rel> [ <urn:q> 1 ] .'
    made = client.put("/graphs", params={"graph": "urn:one"}, content=sent.encode(), headers=TURTLE)
    assert made.status_code == 201
    assert made.headers["location"] == f"{client.base_url}/graphs?graph=urn%3Aone"
    for accept, begins in (
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/csv", "application/rdf+xml"),
        ("*/*", "text/turtle; charset=utf-8"),
    ):
        got = client.get(made.headers["location"], headers={"accept": accept})
        assert (got.status_code, got.headers["content-type"]) == (200, begins)
        assert "Ä" in got.text or "\\u00" in got.text
        again = client.get(made.headers["location"], headers={"accept": accept, "if-none-match": got.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(made.headers["location"], headers={"accept": "text/csv"}).status_code == 406
    head = client.head(made.headers["location"])
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", "text/turtle; charset=utf-8")
    assert client.get("/graphs?default", headers={"accept": "application/n-triples"}).text.count("\n") == 3


def test_putting_posting_and_deleting(client: httpx.Client) -> None:
    at = "/graphs/notes/one"
    assert client.get(at).status_code == 404
    assert client.delete(at, headers=BEARER).status_code == 404
    assert client.post(at, content="<> <urn:p> <x> .", headers=TURTLE).status_code == 201
    assert ask(client, f"GRAPH <{BASE}graphs/notes/one> {{ <{BASE}graphs/notes/one> <urn:p> <{BASE}graphs/notes/x> }}")
    assert client.post(at, content="<> <urn:q> 2 .", headers=TURTLE).status_code == 200
    assert client.put(at, content="<> <urn:q> 3 .", headers=TURTLE).status_code == 204
    lines = client.get(f"/graphs?graph={client.base_url}{at}", headers={"accept": "application/n-triples"}).text
    assert lines.splitlines() == [f'<{BASE}graphs/notes/one> <urn:q> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .']
    assert client.delete(at, headers=BEARER).status_code == 200
    assert not ask(client, "?s ?p ?o")
    new = client.post("/graphs", content="<> <urn:q> 3 .", headers=TURTLE)
    assert new.status_code == 201
    assert client.get(new.headers["location"]).status_code == 200


def test_the_default_graph_is_the_merged_one(client: httpx.Client) -> None:
    client.put("/graphs?graph=urn:g", content="<urn:a> <urn:b> 1 .", headers=TURTLE)
    client.post("/graphs?default", content="<urn:a> <urn:b> 1, 2 .", headers=TURTLE).raise_for_status()
    assert ask(client, "GRAPH <urn:g> { <urn:a> <urn:b> 1 }")
    assert ask(
        client,
        f"GRAPH <{BASE}graph/updates> {{ ?s ?p 2 }} FILTER NOT EXISTS {{ GRAPH <{BASE}graph/updates> {{ ?s ?p 1 }} }}",
    )
    assert client.put("/graphs?default", content="<urn:a> <urn:b> 3 .", headers=TURTLE).status_code == 204
    assert client.get("/graphs?graph=urn:g").status_code == 404
    assert client.get("/graphs?default", headers={"accept": "application/n-triples"}).text.count("\n") == 1


@pytest.mark.parametrize(
    ("method", "address", "headers", "content", "status"),
    [
        ("GET", "/graphs", {}, b"", 400),
        ("GET", "/graphs?graph=urn:a&graph=urn:b", {}, b"", 400),
        ("GET", "/graphs?default&graph=urn:a", {}, b"", 400),
        ("GET", "/graphs?graph=%3Cx%3E", {}, b"", 400),
        ("GET", "/graphs?graph=urn:a%3E%20%7B%7D", {}, b"", 400),
        ("PUT", "/graphs?graph=urn:a", {"content-type": "text/turtle"}, b"<urn:a> <urn:b> .", 400),
        ("PUT", "/graphs?graph=urn:a", {"content-type": "text/turtle"}, b"<urn:a> <urn:b> '\xff' .", 400),
        ("PUT", "/graphs?graph=urn:a", {"content-type": "text/csv"}, b"a,b", 415),
        ("PUT", "/graphs?graph=urn:a", {"content-type": "application/trig"}, b"", 415),
        ("PUT", "/graphs?graph=urn:a", {}, b"<urn:a> <urn:b> 1 .", 415),
        ("PUT", "/graphs?graph=urn:a", {"content-type": "text/turtle", "content-encoding": "gzip"}, b"x", 415),
        ("PUT", "/graphs?graph=urn:a", {"content-type": "text/turtle"}, b"#" * (16 * 2**20 + 1), 413),
        ("PUT", "/graphs?graph=urn:a", {"content-type": "application/ld+json"},
         b'{"@context": "http://127.0.0.1:1/c", "@id": "urn:a", "x": 1}', 400),
        ("POST", "/graphs?graph=urn:a", {"content-type": "multipart/form-data; boundary=x"}, b"--y", 400),
        ("PATCH", "/graphs?graph=urn:a", {}, b"", 405),
    ],
)  # fmt: skip
def test_graph_requests_that_are_refused(
    client: httpx.Client, method: str, address: str, headers: dict[str, str], content: bytes, status: int
) -> None:
    reply = client.request(method, address, headers={**BEARER, **headers}, content=content)
    assert reply.status_code == status, reply.text
    assert not ask(client, "?s ?p ?o")


def test_many_at_once_are_all_kept(client: httpx.Client, folder: Path) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        texts = [f"INSERT DATA {{ <urn:s{n}> <urn:p> {n} }}" for n in range(12)]
        assert [r.status_code for r in pool.map(lambda t: update(client, t), texts)] == [200] * 12
    found = client.post("/sparql", data={"query": "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }"}).json()
    assert found["results"]["bindings"][0]["n"]["value"] == "12"


def test_updates_are_off_unless_allowed(folder: Path) -> None:
    with serving(folder) as at, httpx.Client(base_url=at, timeout=60) as client:
        assert update(client, INSERT).status_code == 403
        assert client.put("/graphs?graph=urn:a", content="", headers=TURTLE).status_code == 403
        assert client.get("/graphs?default").status_code == 200


@pytest.mark.parametrize(("token", "said"), [("", "need a token"), ("short", "16 or more"), ("a" * 20 + "ä", "ASCII")])
def test_a_token_must_be_worth_the_name(folder: Path, tmp_path: Path, token: str, said: str) -> None:
    (tmp_path / "token").write_text(token + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "newsgraph", "serve", "--project", str(folder), "--allow-updates"]
    done = subprocess.run(
        [*command, "--token-file", str(tmp_path / "token")], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert said in done.stderr
