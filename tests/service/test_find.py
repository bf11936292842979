"""Search, names as one types, and the overview over HTTP."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogue_project import catalogue_project, put
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from newsgraph.project import Project
from newsgraph.service import Served, make_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    project = catalogue_project(tmp_path_factory.mktemp("find") / "project")
    with TestClient(make_app(Served(project))) as found:
        yield found
    project.close()


def test_search_as_data(client) -> None:
    body = client.get("/search.json", params={"q": "opne university china"}).json()
    assert body["results"][0]["label"] == "Open University of China"
    assert body["results"][0]["page"] == "/organisation/ouc.html"
    assert body["results"][0]["class"] == "Organisation"
    assert client.get("/search", params={"q": "ouc"}, headers={"Accept": "application/json"}).json()["total"] >= 1


def test_search_pages_follow_each_other(client) -> None:
    walked, address = [], "/search.json?limit=4"
    while address:
        answer = client.get(address)
        walked += [r["iri"] for r in answer.json()["results"]]
        link = answer.headers.get("link", "")
        address = link[1 : link.index(">")] if link else ""
    assert len(walked) == len(set(walked)) == client.get("/search.json").json()["total"]


def test_facets_are_links_that_combine(client) -> None:
    tree = HTMLParser(client.get("/search", headers=HTML).text)
    first = next(a for a in tree.css(".facets a") if "class=Event" in a.attributes["href"])
    count = int(first.css(".num")[0].text().replace(",", ""))
    one = HTMLParser(client.get("/search" + first.attributes["href"], headers=HTML).text)
    assert one.css_first("#found").text().startswith(f"{count} results")
    assert {k.text() for k in one.css(".hit .kind")} == {"Event"}
    types = next(a for a in one.css(".facets a") if "type=" in a.attributes["href"])
    both = types.attributes["href"]
    assert "class=Event" in both
    two = HTMLParser(client.get("/search" + both, headers=HTML).text)
    assert len(two.css(".hit")) == int(types.css(".num")[0].text())
    assert len(two.css(".picked a")) == 2


@pytest.mark.parametrize(
    "params",
    [
        {"q": "x" * 10_000}, {"q": '"><script>alert(1)</script>'}, {"q": "\x00"}, {"class": "<b>"},
        {"place": "javascript:alert(1)"},
        {"q": "国家开放大学"}, {"q": "(((("}, {"year": "9" * 500}, {"q": " "},
        {"type": "Training", "year": "2024", "q": "a"},
    ],
)  # fmt: skip
def test_odd_questions_are_answered_and_escaped(client, params) -> None:
    page = client.get("/search", params=params, headers=HTML)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<b></span>" not in page.text
    assert client.get("/search.json", params=params).status_code == 200
    assert client.get("/names.json", params={"q": params.get("q", "")}).status_code == 200


def test_names_as_one_types(client) -> None:
    found = client.get("/names.json", params={"q": "open univ", "type": "organisation"}).json()["names"]
    assert found[0]["value"] == "Open University of China"
    assert {n["kind"] for n in found} == {"Organisation"}
    assert client.get("/names.json?type=nonsense").status_code == 400
    assert len(client.get("/names.json?limit=3").json()["names"]) == 3
    # what a name offers as its value is understood by every query
    for kind in ("organisation", "person", "location", "programme", "event", "item", "agent", "entity", "node"):
        for name in client.get("/names.json", params={"type": kind, "limit": 50}).json()["names"]:
            parameter = {"organisation": "organisation-tree", "person": "posts-of-person"}.get(kind)
            if parameter:
                field = {"organisation": "org", "person": "person"}[kind]
                assert client.get(f"/queries/{parameter}.json", params={field: name["value"]}).status_code == 200, name


def test_the_overview_links_to_what_it_tells(client) -> None:
    page = client.get("/", headers=HTML)
    tree = HTMLParser(page.text)
    assert page.status_code == 200
    tiles = {t.css_first(".kind").text(): int(t.css_first("b").text().replace(",", "")) for t in tree.css(".tile")}
    assert tiles["News items"] == 9
    for link in {a.attributes["href"] for a in tree.css("main a")}:
        assert client.get(link, headers=HTML).status_code == 200, link
    months = {r.css_first("th").text(): int(r.css_first("td").text()) for r in tree.css(".as-table tbody tr")}
    assert months
    columns = [a.attributes["aria-label"] for a in tree.css("svg a")]
    assert columns == [f"{name}: {n} events" for name, n in months.items()]


def test_an_empty_graph_has_its_pages(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", create=True)
    (tmp_path / "none.trig").write_text("", encoding="utf-8")
    put(project, tmp_path / "none.trig")
    with TestClient(make_app(Served(project))) as client:
        assert "The graph is empty" in client.get("/", headers=HTML).text
        assert client.get("/search", headers=HTML).status_code == 200
        assert client.get("/search.json?q=a").json()["total"] == 0
        assert "No rows" in client.get("/queries/events", headers=HTML).text
        assert client.get("/queries/events.csv").text.startswith("event,eventLabel")
    project.close()


def test_a_new_graph_is_found_without_a_restart(tmp_path: Path) -> None:
    project = catalogue_project(tmp_path / "project")
    with TestClient(make_app(Served(project))) as client:
        assert client.get("/search.json?q=Zanzibar").json()["total"] == 0
        trig = tmp_path / "more.trig"
        item = "https://example.org/newsgraph/item/zz"
        trig.write_text(
            f"<{item}> {{ <https://example.org/newsgraph/location/zanzibar> a <https://w3id.org/newsgraph#Location> ; "
            f'<http://www.w3.org/2000/01/rdf-schema#label> "Zanzibar" ; '
            f"<https://w3id.org/newsgraph#mentionedIn> <{item}> . }}",
            encoding="utf-8",
        )
        put(project, trig)
        until = time.monotonic() + 10
        while not client.get("/search.json?q=Zanzibar").json()["total"]:
            assert time.monotonic() < until
        assert client.get("/search.json").json()["total"] == 1
    project.close()
