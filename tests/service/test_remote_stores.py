"""The service with its graph on a real SPARQL server: every saved query through HTTP, the same rows as embedded."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from service_process import TOKEN, serving

from newsgraph.project import Project
from newsgraph.queries import catalogue
from newsgraph.queries.run import bind_arguments
from newsgraph.store.base import DEFAULT_BASE
from newsgraph.store.binding import bind

ROOT = Path(__file__).resolve().parents[1]
GRAPH = ROOT / "catalogue" / "graph.trig"
spec = importlib.util.spec_from_file_location("store_servers", ROOT / "store" / "store_servers.py")
assert spec
assert spec.loader
store_servers = importlib.util.module_from_spec(spec)
sys.modules.setdefault("store_servers", store_servers)
spec.loader.exec_module(store_servers)
BEARER = {"authorization": f"Bearer {TOKEN}"}


def fill(folder: Path, **settings: str) -> Path:
    """A project whose graph is the hand-written one of the catalogue's tests."""
    reference = NamedNode(DEFAULT_BASE + "graph/reference")
    quads = [
        q if isinstance(q.graph_name, NamedNode) else Quad(q.subject, q.predicate, q.object, reference)
        for q in parse(path=GRAPH, format=RdfFormat.TRIG)
    ]
    project = Project(folder, create=True, given=settings)
    with contextlib.closing(project):
        project.rebuild(force=True)  # its record says that the graph is up to date, so nothing makes it anew
        with project.store(write=True) as store:
            store.replace(quads)
        made = (project.readings.state("graph") or "").rpartition(" ")[0]
        project.readings.set_state("graph", f"{made} {project._generation()}")
    return folder


@pytest.fixture(scope="module")
def here(there: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    # one for each server: the last test changes both
    folder = fill(tmp_path_factory.mktemp("here") / "p")
    with serving(folder, "--allow-updates") as at, httpx.Client(base_url=at, timeout=60) as client:
        yield client


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)])
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("there")
    with contextlib.ExitStack() as stack:
        if request.param == "virtuoso":
            if shutil.which("virtuoso-t") is None:
                pytest.skip("virtuoso-t is not installed")
            (folder / "server").mkdir()
            store = stack.enter_context(store_servers.virtuoso(folder / "server"))
            user, password = "dba", store_servers.VIRTUOSO_PASSWORD
        else:
            if store_servers.oxigraph_binary() is None:
                pytest.skip("the oxigraph command is not installed")
            store, user, password = stack.enter_context(store_servers.oxigraph()), "", ""
        fill(folder / "p", store=store, store_user=user, store_password=password)
        env = {"NEWSGRAPH_STORE_PASSWORD": password} if password else {}
        # --store as on the command line, though the project's settings know it
        at = stack.enter_context(serving(folder / "p", "--allow-updates", "--store", store, env=env))
        yield stack.enter_context(httpx.Client(base_url=at, timeout=60))


def asked(client: httpx.Client, text: str) -> str:
    reply = client.post("/sparql", data={"query": text}, headers={"accept": "text/csv"})
    assert reply.status_code == 200, reply.text
    return reply.text


def test_every_saved_query_gives_the_same_rows(here: httpx.Client, there: httpx.Client, tmp_path: Path) -> None:
    """By its text at /sparql, and by its name at /queries/NAME.csv."""
    filled = 0
    twin = Project(fill(tmp_path / "twin"), read_only=True)
    with contextlib.closing(twin), twin.store() as store:
        for name, query in catalogue().items():
            arguments = {p.name: p.example for p in query.parameters if p.example}
            bound = bind(query.text, bind_arguments(store, query, arguments, base=DEFAULT_BASE)).text
            expected = asked(here, bound)
            assert asked(there, bound) == expected, name
            filled += expected.count("\n") > 1
            one, other = (c.get(f"/queries/{name}.csv", params=arguments) for c in (here, there))
            assert (other.status_code, other.text) == (200, one.text), name
    assert filled > 24


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?e a ng:Event }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT DISTINCT ?g { GRAPH ?g { ?s a ng:Event } } ORDER BY ?g",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?nothing { ?nothing a <urn:none> }",
    ],
)
def test_free_queries(here: httpx.Client, there: httpx.Client, query: str) -> None:
    for form in ("json", "xml") if query.startswith("ASK") else ("json", "csv", "tsv", "xml"):
        one, other = (c.get("/sparql", params={"query": query, "format": form}) for c in (here, there))
        assert one.status_code == other.status_code == 200
        assert one.headers["content-type"] == other.headers["content-type"]
        assert one.json() == other.json() if form == "json" else one.text == other.text


def test_graphs_and_descriptions(here: httpx.Client, there: httpx.Client) -> None:
    lines = [c.get("/graphs?default", headers={"accept": "application/n-triples"}).text for c in (here, there)]
    assert sorted(lines[0].splitlines()) == sorted(lines[1].splitlines())
    query = "CONSTRUCT { ?e rdfs:label ?l } WHERE { ?e a ng:Event ; rdfs:label ?l }"
    found = [c.get("/sparql", params={"query": query, "format": "nt"}).text.splitlines() for c in (here, there)]
    assert sorted(found[0]) == sorted(found[1])
    assert len(found[0]) > 5


@pytest.mark.parametrize("page", ["/", "/queries/", "/search?q=university", "/data.html", "/.well-known/void"])
def test_pages(here: httpx.Client, there: httpx.Client, page: str) -> None:
    one, other = (c.get(page, headers={"accept": "text/html, */*;q=0.1"}, follow_redirects=True) for c in (here, there))
    assert one.status_code == other.status_code == 200
    if page in ("/queries/", "/search?q=university"):
        assert one.text == other.text


def test_pages_of_things(here: httpx.Client, there: httpx.Client) -> None:
    things = asked(here, "SELECT ?e { ?e a ng:Event } ORDER BY ?e LIMIT 3").split()[1:]
    assert len(things) == 3
    for iri in things:
        rest = iri.removeprefix(DEFAULT_BASE)
        one, other = (c.get(f"/{rest}.html") for c in (here, there))
        assert one.status_code == other.status_code == 200
        assert one.text == other.text
        lines = [sorted(c.get(f"/{rest}.nt").text.splitlines()) for c in (here, there)]
        assert lines[0] == lines[1]


def test_updates_mean_the_same(here: httpx.Client, there: httpx.Client) -> None:
    texts = (
        "INSERT DATA { <organisation/new> a ng:Organisation ; rdfs:label 'New \"one\"'@en }",
        "DELETE { ?e ng:status ?s } INSERT { GRAPH <graph/notes> { ?e rdfs:comment 'x' } } WHERE { ?e ng:status ?s }",
    )
    for text in texts:
        told = [c.post("/sparql", data={"update": text}, headers=BEARER) for c in (here, there)]
        assert [t.status_code for t in told] == [200, 200], told[1].text
        assert told[0].text == told[1].text
        assert not told[0].text.startswith("0 ")
    for query in (
        "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?s = <https://example.org/newsgraph/organisation/new>) } ORDER BY ?p ?o",
        "SELECT ?e { GRAPH <https://example.org/newsgraph/graph/notes> { ?e ?p ?o } } ORDER BY ?e",
        "SELECT (COUNT(*) AS ?n) { ?s ng:status ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    ):
        assert asked(there, query) == asked(here, query)
    foreign = there.post("/sparql", data={"update": "INSERT DATA { GRAPH <urn:g> { <a> <b> 1 } }"}, headers=BEARER)
    assert foreign.status_code == 400
    assert "below https://example.org/newsgraph/" in foreign.text
    turtle = {**BEARER, "content-type": "text/turtle"}
    for client in (here, there):
        assert client.put("/graphs/mine", content="<> <urn:p> 1 .", headers=turtle).status_code == 201
        assert client.get("/graphs/mine", headers={"accept": "application/n-triples"}).text.count("\n") == 1
        assert client.delete("/graphs/mine", headers=BEARER).status_code == 200
        assert client.get("/graphs/mine").status_code == 404
