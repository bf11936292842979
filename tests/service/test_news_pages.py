"""From news to a page: two invented items are read, and their pages must tell what a reader of the items knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from newsgraph.ingest.sources import ReadOptions
from newsgraph.project import Project
from newsgraph.queries.resource import read_thing
from newsgraph.service import Served, make_app
from newsgraph.viz.pages import Links, Site
from newsgraph.viz.pages.resource import resource_page

BASE = "https://example.org/newsgraph/"
NEWS = [
    {
        "id": "w1",
        "title": "Workshop on Tidal Farming",
        "url": "https://news.example/w1",
        "published": "2025-03-14",
        "text": "Ashmere University held a workshop on tidal farming in Leeds from 10 to 12 March 2025. "
        "Ana Reis, dean of the Faculty of Science of Ashmere University, gave a speech at the workshop.",
    },
    {
        "id": "w2",
        "title": "Lecture Called Off",
        "published": "2025-05-02",
        "text": "Ashmere University has cancelled the lecture on river law planned for 6 May 2025 in Porto.",
    },
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("news")
    (folder / "news.jsonl").write_text("".join(json.dumps(n) + "\n" for n in NEWS), encoding="utf-8")
    project = Project(folder / "project", create=True)
    project.ingest([str(folder / "news.jsonl")], options=ReadOptions())
    return project


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(make_app(Served(project)), follow_redirects=False) as client:
        yield client


def embedded(page: str) -> Any:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def event_of(client: TestClient, item: str) -> tuple[str, Any]:
    """The page of the one event that an item tells of, and its JSON-LD."""
    article = embedded(client.get(f"/item/{item}.html").text)
    page = client.get("/" + article["about"]["@id"].removeprefix(BASE) + ".html").text
    return page, embedded(page)


def test_a_workshop(client: TestClient) -> None:
    page, event = event_of(client, "w1")
    assert (event["startDate"], event["endDate"]) == ("2025-03-10", "2025-03-12")
    assert event["location"]["name"] == "Leeds"
    assert event["organizer"]["name"] == "Ashmere University"
    assert event["performer"]["name"] == "Ana Reis"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["subjectOf"] == {
        "@type": "NewsArticle",
        "@id": BASE + "item/w1",
        "headline": "Workshop on Tidal Farming",
        "datePublished": "2025-03-14",
        "url": "https://news.example/w1",
    }
    assert "10–12 March 2025" in page
    assert re.search(r"Organised by <a [^>]*>Ashmere University</a>\.", page)
    assert 'href="https://news.example/w1"' in page


def test_what_was_called_off(client: TestClient) -> None:
    page, event = event_of(client, "w2")
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert event["startDate"] == "2025-05-06"
    assert "cancelled" in page


def test_a_person_and_a_place(client: TestClient) -> None:
    person = embedded(client.get("/person/ana-reis.html").text)
    assert (person["name"], person["jobTitle"]) == ("Ana Reis", "dean")
    assert person["worksFor"]["name"] == "Faculty of Science"
    place = embedded(client.get("/location/leeds.html").text)
    assert place["@type"] == "Place"
    assert float(place["geo"]["latitude"]) == pytest.approx(53.8, abs=0.1)
    assert "https://sws.geonames.org/2644688/" in place["sameAs"]


def test_the_same_page_as_a_file_of_a_site(project: Project) -> None:
    with project.store() as store:
        thing = read_thing(store, BASE + "organisation/ashmere-university")
    assert thing is not None
    page = resource_page(thing, Site("News", Links(BASE, "../"), live=False))
    assert "search?" not in page
    assert not re.search(r'(?:href|src)="/', page)
    assert 'href="../location/leeds.html"' in page
    assert f'<link rel="canonical" href="{BASE}organisation/ashmere-university.html">' in page


def test_an_authority_file_gives_other_peoples_iris(tmp_path: Path, project: Project) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps(NEWS[0]) + "\n", encoding="utf-8")
    named = Project(tmp_path / "project", create=True)
    (tmp_path / "project" / "authority" / "ashmere.ttl").write_text(
        "@prefix ng: <https://w3id.org/newsgraph#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://id.example/ashmere> a ng:Organisation ; skos:prefLabel "Ashmere University" .\n',
        encoding="utf-8",
    )
    named.ingest([str(news)], options=ReadOptions())
    with TestClient(make_app(Served(named)), follow_redirects=False) as client:
        _, event = event_of(client, "w1")
        assert event["organizer"]["@id"] == "https://id.example/ashmere"
        page = client.get("/elsewhere/https/id.example/ashmere.html")
        assert page.status_code == 200
        assert "Ashmere University" in page.text
