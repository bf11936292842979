"""Every thing at its address: pages, data, negotiation, caches, and names that would like to be something else."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import webpages
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse
from starlette.testclient import TestClient

from newsgraph.project import Project
from newsgraph.service import Served, make_app
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.remote import RemoteStore

HERE = Path(__file__).resolve().parent
BASE = "https://example.org/newsgraph/"
GRAPHS = (HERE.parent / "catalogue" / "graph.trig", HERE / "odd_graph.trig")
FORMATS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


def project_of(folder: Path, *texts: str) -> Project:
    project = Project(folder, create=True)
    with EmbeddedStore(folder / "graph") as store:
        store.replace(q for t in texts for q in parse(t.encode(), format=RdfFormat.TRIG))
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    texts = [g.read_text(encoding="utf-8") for g in GRAPHS]
    return project_of(tmp_path_factory.mktemp("resources") / "project", *texts)


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(make_app(Served(project)), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def subjects(project: Project) -> list[str]:
    with project.store() as store:
        found = {q.subject.value for q in store.quads(DefaultGraph()) if isinstance(q.subject, NamedNode)}
    return sorted(s for s in found if s.startswith(BASE))


def embedded(page: str) -> Any:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def test_every_iri_below_the_base_leads_to_a_page_and_to_data(client: TestClient, subjects: list[str]) -> None:
    documents: dict[str, set[str]] = {}
    for iri in subjects:
        document, _, fragment = iri.removeprefix(BASE).partition("#")
        documents.setdefault(document, set()).add(fragment)
    del documents["item/a.ttl"]  # named like a document of another thing: see below
    assert len(documents) > 50
    for document, fragments in documents.items():
        seen = client.get("/" + document, headers={"Accept": "text/html,*/*;q=0.1"})
        assert (seen.status_code, seen.headers["vary"]) == (303, "Accept"), document
        page = client.get(seen.headers["location"])
        assert page.status_code == 200, document
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        for fragment in fragments - {""}:
            assert page.text.count(f'id="{fragment}"') == 1, (document, fragment)
        wanted = {NamedNode(BASE + document + (f"#{f}" if f else "")) for f in fragments}
        for ending, (media, fmt) in FORMATS.items():
            asked = client.get("/" + document, headers={"Accept": media})
            assert asked.status_code == 303
            assert asked.headers["location"].endswith("." + ending)
            told = client.get(asked.headers["location"])
            assert told.headers["content-type"].startswith(media)
            assert wanted <= {q.subject for q in parse(told.content, format=fmt)}, (document, ending)


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, "html"),
        ("*/*", "html"),
        ("text/turtle", "ttl"),
        ("text/html;q=0.5, application/ld+json", "jsonld"),
        ("application/rdf+xml, text/turtle;q=0.9", "rdf"),
        ("application/json", "jsonld"),
        ("text/*;q=0.1, application/n-triples", "nt"),
    ],
)
def test_negotiation(client: TestClient, accept: str | None, ending: str) -> None:
    headers = {} if accept is None else {"Accept": accept}
    assert client.get("/event/training", headers=headers).headers["location"] == f"/event/training.{ending}"


def test_what_cannot_be_given_is_not_acceptable(client: TestClient) -> None:
    seen = client.get("/event/training", headers={"Accept": "image/png"})
    assert seen.status_code == 406
    assert "text/turtle" in seen.text


@pytest.mark.parametrize(
    ("address", "iri"),
    [
        ("/item/a.ttl.ttl", "item/a.ttl"),
        ("/item/a.ttl", "item/a"),  # the document of a thing comes before a thing named like one
        ("/item/b.html.ttl", "item/b.html"),
        ("/item/%252E%252E.ttl", "item/%2E%2E"),
        ("/item/..%252F..%252Fetc%252Fpasswd.ttl", "item/..%2F..%2Fetc%2Fpasswd"),
        ("/item/tag%3Ax%2C1.ttl", "item/tag%3Ax%2C1"),
        ("/item/tag:x,1.ttl", "item/tag%3Ax%2C1"),
        ("/item/%E6%96%B0%E9%97%BB.ttl", "item/%E6%96%B0%E9%97%BB"),
        ("/item/caf%C3%A9.ttl", "item/café"),
    ],
)
def test_odd_addresses(client: TestClient, address: str, iri: str) -> None:
    seen = client.get(address)
    assert seen.status_code == 200
    first = seen.headers["link"].partition(">")[0]
    assert first.removeprefix("<" + BASE) in (iri, iri.replace("é", "%C3%A9"))


def test_a_thing_named_like_a_document(client: TestClient) -> None:
    assert client.get("/item/b.html").headers["location"] == "/item/b.html.html"
    assert client.get("/item/a.html").status_code == 200


def test_steps_upwards_and_endless_addresses_find_nothing(client: TestClient) -> None:
    for address in (
        "/item/..%2f..%2f..%2fetc%2fpasswd.html",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/" + "x" * 9000,
        "/item/%00",
        "/%ff",
    ):
        assert client.get(address).status_code in (404, 200)
    assert client.get("/item/" + "x" * 300 + ".html").status_code == 404


def test_unknown_things_are_404_with_the_nearest_names(client: TestClient) -> None:
    page = client.get("/organisation/jishishan-scool.html", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert 'href="/organisation/jishishan-school.html"' in page.text
    text = client.get("/organisation/nowhere", headers={"Accept": "text/turtle"})
    assert text.status_code == 404
    assert "<html" not in text.text


def test_what_took_a_place_is_where_the_old_address_leads(client: TestClient) -> None:
    for ending in ("", ".html", ".ttl"):
        seen = client.get("/organisation/old-name" + ending)
        assert seen.status_code == 301
        assert seen.headers["location"] == "/organisation/new-name" + ending


def test_things_elsewhere_have_pages_here(client: TestClient) -> None:
    address = "/elsewhere/https/elsewhere.example/people%23li%20song"
    assert f'href="{address}.html"' in client.get("/event/evil.html").text
    page = client.get(address + ".html")
    assert page.status_code == 200
    assert "李松" in page.text
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page.text)  # told as text, never a link
    turtle = client.get(address + ".ttl")
    assert NamedNode("https://elsewhere.example/people#li%20song") in {
        q.subject for q in parse(turtle.content, format=RdfFormat.TURTLE)
    }
    assert client.get("/elsewhere/https/evil.example/").status_code == 404


def test_caches_may_ask_whether_a_copy_is_good(client: TestClient) -> None:
    for address in ("/event/training.html", "/event/training.ttl", "/ontology.html", "/ontology.ttl"):
        seen = client.get(address)
        etag = seen.headers["etag"]
        for given in (etag, f'"x", W/{etag}', "*"):
            again = client.get(address, headers={"If-None-Match": given})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == etag
        assert client.get(address, headers={"If-None-Match": '"x"'}).status_code == 200
    seen = client.get("/event/training.html")
    assert (
        client.get("/event/training.html", headers={"If-Modified-Since": seen.headers["last-modified"]}).status_code
        == 304
    )
    old = {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}
    assert client.get("/event/training.html", headers=old).status_code == 200
    assert client.get("/event/training.html", headers={"If-Modified-Since": "nonsense"}).status_code == 200


def test_head_and_other_methods(client: TestClient) -> None:
    whole, head = client.get("/event/training.ttl"), client.head("/event/training.ttl")
    assert head.status_code == 200
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.content == b""
    assert client.post("/event/training").status_code == 405


def test_link_headers_name_the_thing_and_its_other_forms(client: TestClient) -> None:
    link = client.get("/event/training.html").headers["link"]
    assert f'<{BASE}event/training>; rel="describes"' in link
    assert '</event/training.ttl>; rel="alternate"; type="text/turtle"' in link
    page = client.get("/event/training.html").text
    assert f'<link rel="canonical" href="{BASE}event/training.html">' in page
    assert '<link rel="alternate" type="application/ld+json" href="/event/training.jsonld"' in page


def test_the_same_pages_from_a_remote_server(client: TestClient, tmp_path: Path) -> None:
    sys.path.insert(0, str(HERE.parent / "store"))
    import store_servers

    if store_servers.oxigraph_binary() is None:
        pytest.skip("the oxigraph command is not installed")
    addresses = ("/organisation/ouc.html", "/event/training.ttl", "/organisation/evil.html", "/item/n1.jsonld")
    with store_servers.oxigraph() as endpoint:
        with RemoteStore(endpoint) as store:
            store.replace(q for g in GRAPHS for q in parse(g.read_bytes(), format=RdfFormat.TRIG))
        served = Served(Project(tmp_path / "project", create=True, given={"store": endpoint}))
        with TestClient(make_app(served), follow_redirects=False) as remote:
            for address in addresses:
                seen = remote.get(address)
                assert seen.content == client.get(address).content, address
                assert remote.get(address, headers={"If-None-Match": seen.headers["etag"]}).status_code == 304
            assert remote.get("/organisation/old-name").headers["location"] == "/organisation/new-name"


def test_below_a_path(project: Project) -> None:
    with TestClient(make_app(Served(project, root="/news/")), follow_redirects=False) as client:
        assert client.get("/event/training").headers["location"] == "/news/event/training.html"
        assert 'href="/news/organisation/ouc.html"' in client.get("/event/training.html").text


def test_schema_org_says_what_the_news_says(client: TestClient) -> None:
    event = embedded(client.get("/event/gift.html").text)
    assert event["@id"] == BASE + "event/gift"
    assert (event["@type"], event["name"]) == ("Event", "Donation to Jishishan School")
    assert event["startDate"] == "2024-09"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["name"] == "Jishishan County"
    assert event["subjectOf"]["headline"] == "Gift to Jishishan"
    assert "organizer" not in event  # a donor is none, nor is a host
    training = embedded(client.get("/event/training.html").text)
    assert training["@type"] == ["Event", "EducationEvent"]
    assert training["startDate"] == ["2024-07-14", "2024-07-15"]  # the two items differ
    assert training["organizer"]["name"] == "Open University of China"
    assert embedded(client.get("/event/evil.html").text)["eventStatus"] == "https://schema.org/EventCancelled"
    ouc = embedded(client.get("/organisation/ouc.html").text)
    assert (ouc["@type"], ouc["alternateName"]) == ("Organization", "OUC")
    units = {u["name"] for u in ouc["subOrganization"]}
    assert "Education Foundation of the Open University of China" in units
    place = embedded(client.get("/location/butuo.html").text)
    assert (place["@type"], place["containedInPlace"]["name"]) == ("Place", "Liangshan Prefecture")
    article = embedded(client.get("/item/n1.html").text)
    assert (article["@type"], article["datePublished"]) == ("NewsArticle", "2024-07-16")
    assert article["url"] == "https://news.example.org/1"
    assert "url" not in embedded(client.get("/item/odd.html").text)


def test_pages_tell_what_happened_in_words(client: TestClient) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", client.get("/event/gift.html").text))
    assert "Given by Education Foundation of the Open University of China to Jishishan School." in text
    assert "September 2024" in text
    decided = re.sub(r"<[^>]+>", "", client.get("/decision/different-1.html").text)
    assert "Beijing and Xichang are different. Decided by Mary Jones." in decided
    doubt = re.sub(r"<[^>]+>", "", client.get("/doubt/d1.html").text)
    assert "Jishishan School and School for the Disabled may be one and the same" in doubt
    training = client.get("/event/training.html").text
    assert "The news differs about the date." in training
    assert "14 July 2024 or 15 July 2024" in training
    assert "<mark>launched a training</mark>" in training


def test_the_ontology_at_its_address(client: TestClient) -> None:
    assert client.get("/ontology", headers={"Accept": "text/turtle"}).headers["location"] == "/ontology.ttl"
    assert client.get("/ontology", headers={"Accept": "text/html"}).headers["location"] == "/ontology.html"
    page = client.get("/ontology.html").text
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))  # a term's name is a place of its own, whatever else the page has
    for term in ("Event", "theme", "startDate", "Training", "Seminar", "Held", "EventTypes", "property", "value"):
        assert page.count(f'id="{term}"') == 1, term
    counts = set()
    for ending, (media, fmt) in FORMATS.items():
        told = client.get(f"/ontology.{ending}")
        assert told.headers["content-type"].startswith(media)
        quads = list(parse(told.content, format=fmt))
        counts.add(len(set(quads)))
        assert NamedNode("https://w3id.org/newsgraph#Training") in {q.subject for q in quads}
        assert told.content == client.get(f"/ontology.{ending}").content
    assert len(counts) == 1
    assert client.get("/ontology/context.jsonld").json()["@context"]
    assert b"sh:NodeShape" in client.get("/ontology/shapes.ttl").content
    assert client.get("/ontology/nothing.ttl").status_code == 404
    assert client.get("/ontology.doc").status_code == 404


class TestInChromium:
    """What only a browser shows."""

    pytestmark = webpages.MARKS
    PAGES = (
        "event/training.html",
        "event/evil.html",
        "organisation/ouc.html",
        "organisation/evil.html",
        "item/odd.html",
        "location/liangshan.html",
        "elsewhere/https/elsewhere.example/people%23li%20song.html",
        "organisation/img-src-x.html",
        "ontology.html",
    )

    def test_nothing_runs_nothing_is_fetched_elsewhere_and_everyone_can_read_it(self, project: Project) -> None:
        with webpages.serving(make_app(Served(project))) as address, webpages.chromium() as browser:
            for n, name in enumerate(self.PAGES):
                width, scheme = ((1280, "light"), (390, "dark"))[n % 2]
                opened = webpages.Opened(browser, address + name, width=width, color_scheme=scheme)
                assert opened.page.evaluate("window.hit") is None, name
                assert opened.page.query_selector("iframe, img, main script") is None, name
                assert opened.strangers(address) == [], name
                assert opened.overflow() <= 0, name
                assert webpages.serious_violations(opened.page) == [], name
                opened.close()

    def test_the_picture_is_made_of_links_that_the_keyboard_reaches(self, project: Project) -> None:
        with webpages.serving(make_app(Served(project))) as address, webpages.chromium() as browser:
            page = webpages.Opened(browser, address + "event/training.html").page
            link = page.locator("svg a", has_text="Open University of China").first
            link.focus()
            page.keyboard.press("Enter")
            page.wait_for_url("**/organisation/ouc.html")
            assert page.locator("h1").inner_text() == "Open University of China"
