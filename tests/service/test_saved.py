"""Saved queries over HTTP: the same rows as `queries.run`, pages that fit together, hostile values, own files."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from catalogue_project import cases, catalogue_project, put
from openapi_spec_validator import validate
from rdflib.plugins.sparql.results.rdfresults import RDFResultParser
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from newsgraph.project import Project
from newsgraph.queries import Table, catalogue, run
from newsgraph.queries.table import plain
from newsgraph.service import Limits, Served, make_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = catalogue_project(tmp_path_factory.mktemp("saved") / "project")
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(make_app(Served(project))) as found:
        yield found


def expected(project: Project, name: str, arguments: dict[str, str]) -> Table:
    with project.store() as store:
        return run(store, catalogue()[name], arguments, base=project.base)


def texts(table: Table) -> list[list[str]]:
    return [["" if term is None else plain(term) for term in row] for row in table]


def of_json(body: dict) -> list[list[str]]:
    return [
        [row[name]["value"] if name in row else "" for name in body["head"]["vars"]]
        for row in body["results"]["bindings"]
    ]


CASES = cases()


@pytest.mark.parametrize("name, arguments", CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_page_json_and_csv_give_the_rows_of_the_query(client, project, name, arguments) -> None:
    table = expected(project, name, arguments)
    rows = texts(table)
    assert of_json(client.get(f"/queries/{name}.json", params=arguments).json()) == rows
    answer = client.get(f"/queries/{name}.csv", params=arguments)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(answer.content.decode(), newline="")))[1:] == rows
    page = client.get(f"/queries/{name}", params=arguments, headers=HTML)
    assert page.status_code == 200
    tree = HTMLParser(page.text)
    shown = [[" ".join(td.text().split()) for td in tr.css("td")] for tr in tree.css("#rows tbody tr")]
    at = [i for i, v in enumerate(table.variables) if v + "Label" not in table.variables]
    assert len(shown) == len(rows)
    for column, i in enumerate(at):
        wanted = [" ".join(row[i].split()) for row in rows]
        if any(text.startswith(("http:", "https:")) for text in wanted):  # an IRI is shown short: what it ends in
            wanted, cells = [re.split("[/#]", t)[-1] for t in wanted], [re.split("[/#:]", r[column])[-1] for r in shown]
        else:
            cells = [row[column] for row in shown]
        assert cells == wanted, table.variables[i]


def test_every_query_of_the_catalogue_is_in_these_cases() -> None:
    assert {name for name, _ in CASES} == set(catalogue())


def test_xml_tsv_and_turtle_give_the_same_rows(client, project) -> None:
    table = expected(project, "events", {})
    rows = texts(table)
    tree = ElementTree.fromstring(client.get("/queries/events.xml").content)
    ns = {"s": "http://www.w3.org/2005/sparql-results#"}
    found = []
    for result in tree.findall(".//s:result", ns):
        bound = {b.attrib["name"]: b[0].text or "" for b in result}
        found.append([bound.get(v, "") for v in table.variables])
    assert found == rows
    tsv = client.get("/queries/events.tsv").text.splitlines()
    assert len(tsv) == len(rows) + 1
    graph = rdflib.Graph().parse(data=client.get("/queries/events.ttl").text, format="turtle")
    read = RDFResultParser().parse(graph)
    assert read.type == "SELECT"
    assert sorted(str(v) for v in read.vars) == sorted(table.variables)
    assert sorted([str(b.get(rdflib.Variable(v), "")) for v in table.variables] for b in read.bindings) == sorted(rows)
    rs = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    by_index = {}
    for solution in graph.objects(None, rs.solution):
        cells = {
            str(graph.value(b, rs.variable)): str(graph.value(b, rs.value)) for b in graph.objects(solution, rs.binding)
        }
        by_index[int(graph.value(solution, rs["index"]))] = [cells.get(v, "") for v in table.variables]
    assert [by_index[i] for i in sorted(by_index)] == rows
    assert sorted(by_index) == list(range(1, len(rows) + 1))


def links(answer) -> dict[str, str]:
    return {rel: url for url, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers.get("link", ""))}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("name", ["events", "organisations", "items"])
def test_pages_put_together_are_the_whole(client, name, size) -> None:
    whole = client.get(f"/queries/{name}.json").json()["results"]["bindings"]
    walked, address, seen = [], f"/queries/{name}.json?limit={size}", set()
    while address:
        assert address not in seen
        seen.add(address)
        answer = client.get(address)
        assert answer.headers["x-total-count"] == str(len(whole))
        rows = answer.json()["results"]["bindings"]
        assert len(rows) <= size
        walked += rows
        last = address
        address = links(answer).get("next")
    assert walked == whole
    if size < len(whole):
        back, address = [], last
        while address:
            answer = client.get(address)
            back = answer.json()["results"]["bindings"] + back
            address = links(answer).get("prev")
        assert back == whole
        assert client.get(links(client.get(last))["last"]).json() == client.get(last).json()


def test_offset_behind_the_end_is_empty_and_leads_back(client) -> None:
    answer = client.get("/queries/events.json?limit=2&offset=5000")
    assert answer.json()["results"]["bindings"] == []
    assert "next" not in links(answer)
    assert client.get(links(answer)["prev"]).json()["results"]["bindings"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=x", "offset=-3", "limit=1e3", "limit=٣", "limit=99999999999999999999"]
)
def test_wrong_paging_is_told(client, query) -> None:
    answer = client.get(f"/queries/events.json?{query}", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "whole number" in answer.json()["detail"]


def test_a_changed_graph_between_pages_is_told(tmp_path: Path) -> None:
    project = catalogue_project(tmp_path / "project")
    with TestClient(make_app(Served(project))) as client:
        first = client.get("/queries/events.json?limit=2")
        follow = links(first)["next"]
        put(project, Path(__file__).parent.parent / "catalogue" / "graph.trig")
        # what was read is kept for a while: the page of the old state fits to the one before
        assert client.get(follow).status_code == 200
        client.app.state.library._answers._tasks.clear()
        gone = client.get(follow, headers={"Accept": "application/json"})
        assert gone.status_code == 410
        assert "begin anew: /queries/events.json?limit=2" in gone.json()["cure"]
        page = client.get(follow.replace(".json", ""), headers=HTML)
        assert page.status_code == 200
        assert "The graph has changed since the page before" in page.text
        assert client.get("/queries/events.json").headers["etag"] != first.headers["etag"]
    project.close()


def test_etag_answers_not_modified(client) -> None:
    first = client.get("/queries/donations.csv")
    again = client.get("/queries/donations.csv", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/queries/donations.json").headers["etag"] != first.headers["etag"]


def test_caps_of_rows_and_bytes_are_marked(project) -> None:
    with TestClient(make_app(Served(project, limits=Limits(rows=3)))) as client:
        answer = client.get("/queries/events.json")
        assert answer.headers["newsgraph-truncated"] == "rows;limit=3"
        assert answer.json()["truncated"] == {"by": "rows", "limit": 3}
        assert "has more rows than this service gives" in client.get("/queries/events", headers=HTML).text
    with TestClient(make_app(Served(project, limits=Limits(bytes=1500)))) as client:
        whole = expected(project, "events", {})
        walked, address = 0, "/queries/events.csv"
        while address:
            answer = client.get(address)
            assert len(answer.content) <= 1500
            walked += len(list(csv.reader(io.StringIO(answer.text)))) - 1
            address = links(answer).get("next")
        assert walked == len(whole)


HOSTILE = [
    '"><script>alert(1)</script>', "' OR 1=1", '" } DELETE WHERE { ?s ?p ?o } #', "<http://x> . } #", "\x00", "%00",
    "../../etc/passwd", "{{7*7}}", "‮evil", "a" * 10_000, "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\\", "\n\r\t", "💣" * 50, "$org", "?org", "javascript:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_change_nothing_and_are_escaped(client, project, value) -> None:
    for name, parameter in (
        ("events", "org"), ("events", "from"), ("events", "type"), ("search", "text"),
        ("most-reported-events", "least"),
        ("event-details", "event"), ("events", "background"), ("events", value[:50] or "x"), ("events", "version"),
    ):  # fmt: skip
        page = client.get(f"/queries/{name}", params={parameter: value}, headers=HTML)
        assert page.status_code in (200, 400), (name, parameter)
        assert "<script>alert" not in page.text
        assert "Traceback" not in page.text
        tree = HTMLParser(page.text)
        assert not [a for a in tree.css("a") if (a.attributes.get("href") or "").lower().startswith("javascript:")]
        data = client.get(f"/queries/{name}.json", params={parameter: value})
        assert data.status_code in (200, 400, 410)
    assert len(client.get("/queries/events.json").json()["results"]["bindings"]) == len(expected(project, "events", {}))


def test_a_parameter_that_is_given_twice_is_refused(client) -> None:
    assert client.get("/queries/events.json?type=Meeting&type=Visit").status_code == 400
    assert client.get("/queries/events.json?type=Meeting&type=Meeting").status_code == 200


def test_an_unknown_name_gives_the_form_back_with_candidates(client) -> None:
    page = client.get("/queries/events-of-organisation", params={"org": "Open Univresity"}, headers=HTML)
    assert page.status_code == 400
    tree = HTMLParser(page.text)
    assert tree.css_first("#f-org").attributes["value"] == "Open Univresity"
    assert tree.css_first("#f-org").attributes["aria-invalid"] == "true"
    choices = tree.css(".candidates a")
    assert choices
    followed = client.get("/queries/events-of-organisation" + choices[0].attributes["href"], headers=HTML)
    assert followed.status_code == 200
    assert HTMLParser(followed.text).css_first("#answer") is not None


def test_a_needed_parameter_that_is_missing_is_no_error_until_asked(client) -> None:
    page = client.get("/queries/events-of-organisation", headers=HTML)
    assert page.status_code == 200
    assert "Try the example" in page.text
    asked = client.get("/queries/events-of-organisation?org=", headers=HTML)
    assert asked.status_code == 400
    assert client.get("/queries/events-of-organisation.json").status_code == 400


def test_forms_have_labels_and_typed_fields(client) -> None:
    tree = HTMLParser(client.get("/queries/events", headers=HTML).text)
    assert tree.css_first("#f-org").attributes["data-names"] == "organisation"
    assert {o.attributes["value"] for o in tree.css("#f-type option")} >= {"", "Training", "Visit"}
    assert [o.attributes["value"] for o in tree.css("#f-background option")] == ["true", "false"]
    labels = {label.attributes["for"] for label in tree.css("form#query-form label")}
    assert labels == {f.attributes["id"] for f in tree.css("#query-form input, #query-form select")}


def test_own_queries_appear_and_broken_ones_are_told_without_a_restart(tmp_path: Path) -> None:
    project = catalogue_project(tmp_path / "project")
    good = "#: title: All items\n#: question: Which items are there?\nSELECT ?item WHERE { ?item a ng:NewsItem }\n"
    with TestClient(make_app(Served(project))) as client:
        assert client.get("/queries/mine.json").status_code == 404
        (project.own_queries / "mine.rq").write_text(good, encoding="utf-8")
        (project.own_queries / "bad.rq").write_text("#: title: <b>Bad\nSELECT", encoding="utf-8")
        (project.own_queries / "events.rq").write_text(good, encoding="utf-8")
        (project.own_queries / "Not A Name.rq").write_bytes(b"\xff\xfe")
        rows = client.get("/queries/mine.json").json()["results"]["bindings"]
        assert [r["item"]["value"] for r in rows] == sorted(r["item"]["value"] for r in rows)
        listing = client.get("/queries/", headers=HTML)
        tree = HTMLParser(listing.text)
        assert "Which items are there?" in listing.text
        assert {b.text() for b in tree.css(".notice.error b")} == {"bad.rq", "events.rq", "Not A Name.rq"}
        assert client.get("/queries/bad", headers=HTML).status_code == 500
        assert client.get("/queries/events.json").status_code == 200
        (project.own_queries / "mine.rq").write_text(good.replace("items", "news items now"), encoding="utf-8")
        assert "Which news items now are there?" in client.get("/queries/", headers=HTML).text
        (project.own_queries / "mine.rq").unlink()
        assert client.get("/queries/mine.json").status_code == 404
        validate(client.get("/openapi.json").json())
    project.close()


def test_the_list_as_data_and_unknown_names(client) -> None:
    found = client.get("/queries/", headers={"Accept": "application/json"}).json()["queries"]
    assert {q["name"] for q in found} == set(catalogue())
    missing = client.get("/queries/event", headers={"Accept": "application/json"})
    assert missing.status_code == 404
    assert "events" in missing.json()["cure"]
    assert client.get("/queries/events.pdf").status_code == 404
    assert client.get("/queries", follow_redirects=False).headers["location"] == "/queries/"
    assert client.post("/queries/events").status_code == 405


def test_one_address_gives_each_form_by_accept(client) -> None:
    for accept, kind in (
        ("text/html", "text/html"), ("text/csv", "text/csv"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"), ("text/turtle", "text/turtle"), ("*/*", "text/html"),
    ):  # fmt: skip
        answer = client.get("/queries/donations", headers={"Accept": accept})
        assert answer.headers["content-type"].split(";")[0] == kind
        assert answer.headers["vary"] == "Accept"


def test_the_text_with_parameters_runs_elsewhere(client, project) -> None:
    page = client.get("/queries/events", params={"type": "Meeting", "from": "2024"}, headers=HTML)
    text = HTMLParser(page.text).css_first("#sparql-text").text()
    assert "$" not in text
    with project.store() as store:
        found = {row[0].value for row in store.query(text)}
    assert found == {row[0].value for row in expected(project, "events", {"type": "Meeting", "from": "2024"})}


def test_openapi_is_valid_and_its_examples_are_answered(client) -> None:
    document = client.get("/openapi.json").json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    paths = {p for p in document["paths"] if p.endswith(".{format}")}
    assert paths == {f"/queries/{name}.{{format}}" for name in catalogue()}
    for path in sorted(paths):
        given = {p["name"]: p["example"] for p in document["paths"][path]["get"]["parameters"] if p.get("required")}
        values = {k: json.dumps(v) if isinstance(v, bool) else str(v) for k, v in given.items()}
        answer = client.get(path.format(format="json"), params=values)
        # an example names things of the sample corpus, which this graph need not have
        assert answer.status_code == 200 or "there is no" in answer.text, path


def test_a_site_below_a_path(project) -> None:
    with TestClient(make_app(Served(project, root="/news/"))) as client:
        answer = client.get("/queries/events.json?limit=1")
        assert links(answer)["next"].startswith("/news/queries/events.json?")
        assert 'action="/news/queries/events"' in client.get("/queries/events", headers=HTML).text
        assert client.get("/openapi.json").json()["servers"] == [{"url": "/news"}]
