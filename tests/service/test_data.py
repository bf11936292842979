"""The graph as data for others, over HTTP: descriptions, dumps, calendar, feed, sitemap, and the page about them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
import webpages
from icalendar import Calendar
from lxml import etree
from publish_graph import BASE, GRAPH, PREFIXES
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from starlette.testclient import TestClient

from newsgraph.project import Project
from newsgraph.service import Served, make_app
from newsgraph.store.embedded import EmbeddedStore

VOID = "http://rdfs.org/ns/void#"
FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("data") / "p"
    made = Project(folder, create=True, given={"base": BASE})
    fill(folder, GRAPH)
    yield made
    made.close()


def fill(folder: Path, text: str) -> None:
    graph = NamedNode(BASE + "item/1")
    parsed = parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE)
    with EmbeddedStore(folder / "graph") as store:
        store.replace(Quad(q.subject, q.predicate, q.object, graph) for q in parsed)


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(make_app(Served(project)), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("ending", FORMS)
def test_the_description_comes_in_four_forms_by_accept_and_by_ending(client: TestClient, ending: str) -> None:
    media, form = FORMS[ending]
    by_accept = client.get("/.well-known/void", headers={"Accept": media})
    by_ending = client.get(f"/dataset.{ending}", headers={"Accept": "text/html"})
    for answer in (by_accept, by_ending):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media)
        facts = {(q.predicate.value, q.object) for q in parse(answer.content, format=form)}
        assert (VOID + "sparqlEndpoint", NamedNode("http://testserver/sparql")) in facts
        assert (VOID + "exampleResource", NamedNode(BASE + "organisation/lib")) in facts
    assert "Accept" in by_accept.headers["vary"]


def test_what_no_form_fits_is_told(client: TestClient) -> None:
    assert client.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406


def test_dumps_hold_the_graph_and_what_follows(client: TestClient) -> None:
    answer = client.get("/dumps/graph.ttl.gz")
    assert answer.headers["content-type"] == "application/gzip"
    found = {q.triple for q in parse(gzip.decompress(answer.content), format=RdfFormat.TURTLE)}
    named = {(t.predicate.value, t.object) for t in found if t.subject == NamedNode(BASE + "event/fair")}
    assert ("https://schema.org/organizer", NamedNode(BASE + "organisation/lib")) in named
    assert client.get("/dumps/graph.doc").status_code == 404
    assert client.get("/dumps/..%2f..%2fnewsgraph.toml").status_code == 404


def test_calendar_feed_and_sitemap(client: TestClient) -> None:
    events = Calendar.from_ical(client.get("/events.ics").content).walk("VEVENT")
    assert {str(e["uid"]) for e in events} == {BASE + "event/fair", BASE + "event/off"}
    feed = etree.fromstring(client.get("/feed.atom").content)
    links = [e.find("{*}link").get("href") for e in feed.findall("{*}entry")]  # type: ignore[union-attr]
    assert links[1] == "http://testserver/event/fair.html"
    pages = [e.text for e in etree.fromstring(client.get("/sitemap.xml").content).iter("{*}loc")]
    assert len(pages) == 9  # eight things and the overview
    for page in pages:
        assert client.get(str(page)).status_code == 200, page


@pytest.mark.parametrize(
    "path", ["/.well-known/void", "/dumps/graph.nq.gz", "/events.ics", "/feed.atom", "/sitemap.xml"]
)
def test_a_client_that_has_it_is_told_so_until_the_graph_changes(path: str, tmp_path: Path) -> None:
    project = Project(tmp_path / "p", create=True, given={"base": BASE})
    fill(project.path, GRAPH)
    with TestClient(make_app(Served(project))) as client:
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        since = client.get(path, headers={"If-Modified-Since": first.headers["last-modified"]})
        assert since.status_code == 304
        fill(project.path, GRAPH.replace("Book fair", "Great book fair"))
        changed = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert changed.status_code == 200
        assert changed.headers["etag"] != first.headers["etag"]
    project.close()


def test_the_merged_graph_is_not_changed_by_what_is_derived(project: Project, client: TestClient) -> None:
    client.get("/dumps/graph.jsonld.gz")
    with project.store() as store:
        assert not [q for q in store.quads(DefaultGraph()) if q.predicate.value.startswith("https://schema.org/")]


@pytest.mark.browser
@pytest.mark.skipif(not webpages.CHROMIUM.exists(), reason="needs Chromium at /usr/bin/chromium")
@pytest.mark.parametrize("options", [{"width": 1280}, {"width": 390, "color_scheme": "dark"}], ids=["wide", "phone"])
def test_the_page_about_the_data_is_sound(project: Project, options: dict[str, object]) -> None:
    with webpages.serving(make_app(Served(project))) as address, webpages.chromium() as browser:
        opened = webpages.Opened(browser, address + "data.html", **options)  # type: ignore[arg-type]
        assert webpages.serious_violations(opened.page) == []
        assert opened.overflow() <= 0
        assert opened.complaints == []
        assert opened.strangers(address) == []
        assert "16 July 2024 to 20 July 2024" in (opened.page.text_content("main") or "")
        opened.close()
