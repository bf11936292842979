"""The explorer in the service: its page, its data, and positions that stay."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogue_project import catalogue_project

from newsgraph.exploring import LAYOUT
from newsgraph.project import Project
from newsgraph.service import Served, make_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = catalogue_project(tmp_path_factory.mktemp("explore") / "project")
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(make_app(Served(project, root="/"))) as found:
        yield found


def test_the_page_names_its_data_and_is_in_the_navigation(client) -> None:
    page = client.get("/explore")
    assert page.status_code == 200
    assert 'data-core="/explore/graph.json"' in page.text
    assert '<a href="/explore" aria-current="page">' in page.text
    assert "unsafe-eval" not in page.headers["Content-Security-Policy"]


def test_the_data_holds_the_whole_graph_and_is_not_sent_twice(client, project) -> None:
    graph = client.get("/explore/graph.json")
    details = client.get("/explore/details.json").json()
    labels = graph.json()["nodes"]["label"]
    assert "Open University of China" in labels
    assert len(details["iri"]) == len(labels)
    assert details["iri"][labels.index("Open University of China")] == "organisation/ouc"
    again = client.get("/explore/graph.json", headers={"If-None-Match": graph.headers["ETag"]})
    assert again.status_code == 304
    assert (Path(project.path) / LAYOUT).is_file()
    plain = client.get("/explore/graph.json", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.json() == graph.json()


def test_other_parts_are_not_there(client) -> None:
    assert client.get("/explore/secrets.json").status_code == 404
