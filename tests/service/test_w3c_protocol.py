"""The W3C's HTTP tests: SPARQL 1.1 Protocol, Graph Store HTTP Protocol, Service Description, on a real server."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from service_process import TOKEN, empty_project, serving
from w3c_suite import MANIFESTS, VARIABLE, Case, Step, address, cases, fill, find_suite, run_case

SUITE = find_suite()
MISSING = f"w3c/rdf-tests is neither beside the checkout nor named by {VARIABLE} (tools/fetch_w3c.py fetches it)"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def found() -> list[object]:
    if SUITE is None:
        return [pytest.param(None, marks=pytest.mark.skip(reason=MISSING))]
    listed = [(m, c) for m in MANIFESTS if (SUITE / m).exists() for c in cases(SUITE / m)]
    return [pytest.param(c, id=c.name) for _, c in listed]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    project = empty_project(tmp_path_factory.mktemp("w3c") / "p")
    with serving(project, "--allow-updates") as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.mark.parametrize("case", found())
def test_case(case: Case, client: httpx.Client) -> None:
    fill(case, client, TOKEN)
    assert case.steps
    assert run_case(case, client, TOKEN, address) == []


@pytest.mark.skipif(SUITE is None, reason=MISSING)
def test_all_cases_of_the_manifests_are_here() -> None:
    assert SUITE is not None
    counts = {m: len(list(cases(SUITE / m))) for m in MANIFESTS if (SUITE / m).exists()}
    assert counts["protocol/manifest.ttl"] == 34
    assert all(counts.values())


# Service Description: its manifest names three tests and tells in words what they want (section 2 and 3 of the
# Recommendation); they are written out here
@pytest.fixture(scope="module")
def description(client: httpx.Client) -> tuple[str, Graph]:
    reply = client.get("/sparql", headers={"accept": "text/turtle"})
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/turtle")
    return str(reply.url), Graph().parse(data=reply.text, format="turtle", publicID=str(reply.url))


def test_service_description_returns_rdf(description: tuple[str, Graph]) -> None:
    assert len(description[1]) > 5


def test_service_description_has_the_endpoint(description: tuple[str, Graph]) -> None:
    address, graph = description
    assert (None, SD.endpoint, URIRef(address)) in graph


def test_service_description_conforms_to_the_schema(description: tuple[str, Graph]) -> None:
    _, graph = description
    (service,) = graph.subjects(RDF.type, SD.Service)
    known = {"endpoint", "supportedLanguage", "feature", "defaultEntailmentRegime", "extensionFunction", "resultFormat"}
    known |= {"inputFormat", "defaultDataset", "availableGraphs", "languageExtension", "propertyFeature"}
    used = {str(p).removeprefix(str(SD)) for p in graph.predicates(service) if str(p).startswith(str(SD))}
    assert used <= known | {"extensionAggregate", "defaultSupportedEntailmentProfile"}
    assert {"endpoint", "supportedLanguage", "resultFormat"} <= used
    languages = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
    assert set(graph.objects(service, SD.supportedLanguage)) <= languages
    for dataset in graph.objects(service, SD.defaultDataset):
        assert (dataset, RDF.type, SD.Dataset) in graph
        for default in graph.objects(dataset, SD.defaultGraph):
            assert (default, RDF.type, SD.Graph) in graph


# the runner itself: an answer that is wrong is found out
def step(**given: object) -> Step:
    plain = {"method": "GET", "path": "/sparql/", "headers": (), "body": b"", "statuses": ("StatusCode2xx",)}
    rest = {"boolean": None, "form": None, "location": None, "answer_headers": (), "answer_body": None}
    return Step(**{**plain, **rest, **given})  # type: ignore[arg-type]


ASK = "/sparql/?query=ASK%20%7B%7D"
WRONG = [
    (step(path=ASK, statuses=("StatusCode4xx",)), "status 200"),
    (step(path=ASK, boolean=False), "the answer is True"),
    (step(path=ASK, form="RDF"), "is no RDF format"),
    (step(path="/gsp?default", statuses=("OK",), answer_body="<a:a> <a:b> <a:c> ."), "another graph"),
    (step(path="/gsp?default", location="$L$"), "no Location"),
    (step(path="/gsp?default", answer_headers=(("content-type", "text/turtle; charset=utf-16"),)), "expected"),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG, ids=[said for _, said in WRONG])
def test_the_runner_finds_wrong_answers(wrong: Step, said: str, client: httpx.Client) -> None:
    client.post("/sparql", data={"update": "DROP ALL"}, headers={"authorization": f"Bearer {TOKEN}"})
    (told,) = run_case(Case("", "", (wrong,)), client, TOKEN, address)
    assert said in told
