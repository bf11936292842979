"""Reads the W3C's manifests of HTTP tests (w3c/rdf-tests, sparql/sparql11) and runs their cases against a service.

A case is a list of requests, each with what is expected of the answer. How a manifest is read where it leaves room:
- `/sparql/` and `/gsp` stand for our `/sparql` and `/graphs` (the manifests say so).
- Of several `mf:expectedStatus` any one will do; a class such as StatusCode4xx takes every code of it. So for a case
  that expects 2xx or 3xx a redirect would do; none of our answers is one.
- Every case begins with the data that it declares (`ut:graphData`) and nothing else.
- The URIs of the data are the labels of `ut:graphData`.
- A body with `cnt:characterEncoding "UTF-16"` is sent in UTF-16 with a byte order mark.
- A request without a content-type header is sent without one.
- `$LOCATION$` stands for the last answer's Location header, as it came.
- A body of an answer is compared as a graph (isomorphism), parsed by the media type that the answer really has; the
  expected content-type must agree in its media type and, where it has a charset, in that.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
from rdflib import Graph, Literal, Namespace
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDFS
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
VARIABLE = "W3C_RDF_TESTS"
MANIFESTS = (
    "protocol/manifest.ttl",
    "graph-store-protocol/manifest-direct.ttl",
    "graph-store-protocol/manifest-indirect.ttl",
)
_CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
_TABULAR = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
_BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
_RDF = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}


@dataclass(frozen=True, slots=True)
class Step:
    """One request and what is expected of its answer."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: tuple[str, ...]
    boolean: bool | None
    form: str | None
    location: str | None
    answer_headers: tuple[tuple[str, str], ...]
    answer_body: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of a manifest. data: files by the URI of their graph."""

    name: str
    title: str
    steps: tuple[Step, ...]
    data: dict[str, Path] = field(default_factory=dict)


def find_suite() -> Path | None:
    """The folder `sparql/sparql11` of w3c/rdf-tests: named by W3C_RDF_TESTS, or beside the checkout."""
    beside = Path(__file__).resolve().parents[2].parent
    named = os.environ.get(VARIABLE)
    places = [Path(named)] if named else [beside / "rdf-tests", beside / "shared" / "rdf-tests"]
    for place in places:
        for folder in (place, place / "sparql" / "sparql11", place / "sparql11"):
            if (folder / "protocol" / "manifest.ttl").exists():
                return folder
    return None


def cases(manifest: Path) -> Iterator[Case]:
    """The cases of a manifest, in its order."""
    graph = Graph().parse(manifest, format="turtle")
    for head in graph.objects(None, MF.entries):
        for entry in Collection(graph, head):
            yield _case(graph, entry, manifest.parent)


def _case(graph: Graph, entry: Node, folder: Path) -> Case:
    data = {}
    for one in graph.objects(entry, UT.graphData):
        file = str(graph.value(one, UT.graph)).rpartition("/")[2]
        data[str(graph.value(one, RDFS.label))] = folder / file
    requests = graph.value(graph.value(entry, MF.action), HT.requests)
    steps = tuple(_step(graph, request) for request in Collection(graph, requests)) if requests else ()
    return Case(str(entry).rpartition("#")[2], str(graph.value(entry, MF.name)), steps, data)


def _step(graph: Graph, request: Node) -> Step:
    answer = graph.value(request, HT.resp)
    encoding, text = _content(graph, request)
    boolean, form = graph.value(answer, MF.expectedBoolean), graph.value(answer, MF.expectedFormat)
    location = graph.value(answer, MF.expectedLocation)
    return Step(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=_headers(graph, request),
        body=(text or "").encode(encoding),
        statuses=tuple(str(s).rpartition("#")[2] for s in graph.objects(answer, MF.expectedStatus)),
        boolean=bool(boolean.toPython()) if isinstance(boolean, Literal) else None,
        form=str(form) if form is not None else None,
        location=str(location) if location is not None else None,
        answer_headers=_headers(graph, answer),
        answer_body=_content(graph, answer)[1],
    )


def _content(graph: Graph, of: Node | None) -> tuple[str, str | None]:
    body = graph.value(of, HT.body)
    if body is None:
        return "UTF-8", None
    return str(graph.value(body, CNT.characterEncoding)), str(graph.value(body, CNT.chars))


def _headers(graph: Graph, of: Node | None) -> tuple[tuple[str, str], ...]:
    head = graph.value(of, HT.headers)
    if head is None:
        return ()
    return tuple(
        (str(graph.value(h, HT.fieldName)), str(graph.value(h, HT.fieldValue))) for h in Collection(graph, head)
    )


def address(path: str) -> str:
    """Our address for one of a manifest's."""
    return re.sub(r"^/gsp\b", "/graphs", re.sub(r"^/sparql/", "/sparql", path))


def fill(case: Case, client: httpx.Client, token: str) -> None:
    """Make the data that a case declares all that is there."""
    bearer = {"authorization": f"Bearer {token}"}
    client.post("/sparql", data={"update": "DROP ALL"}, headers=bearer).raise_for_status()
    for uri, file in case.data.items():
        headers = {**bearer, "content-type": "application/n-triples"}
        client.put("/graphs", params={"graph": uri}, content=file.read_bytes(), headers=headers).raise_for_status()


def run_case(
    case: Case, client: httpx.Client, token: str, address: Callable[[str], str] = lambda path: path
) -> list[str]:
    """What is wrong with the answers; nothing is wrong where the list is empty. address: from a manifest's path."""
    wrong: list[str] = []
    location = ""
    for number, step in enumerate(case.steps, 1):
        headers = dict(step.headers) | {"authorization": f"Bearer {token}"}
        path = address(step.path.replace("$LOCATION$", quote(location, safe="")))
        request = client.build_request(step.method, path, headers=headers, content=step.body or None)
        if "content-type" not in {k.lower() for k in headers} and "content-type" in request.headers:
            del request.headers["content-type"]
        reply = client.send(request)
        wrong += [f"request {number} ({step.method} {path[:60]}): {w}" for w in _check(step, reply)]
        location = reply.headers.get("location", location)
    return wrong


def _check(step: Step, reply: httpx.Response) -> Iterator[str]:
    if not any(_fits(status, reply.status_code) for status in step.statuses):
        yield f"status {reply.status_code}, expected {', '.join(step.statuses)}: {reply.text[:200]}"
        return
    media = reply.headers.get("content-type", "").partition(";")[0].strip()
    known = {"boolean": _BOOLEAN, "tabular": _TABULAR, "RDF": _RDF}
    if step.form is not None and media not in known[step.form]:
        yield f"{media} is no {step.form} format"
    if step.boolean is not None:
        said = json.loads(reply.content)["boolean"] if "json" in media else b">true<" in reply.content
        if said is not step.boolean:
            yield f"the answer is {said}, expected {step.boolean}"
    if step.location is not None and "location" not in reply.headers:
        yield "there is no Location header"
    for name, value in step.answer_headers:
        if _parts(reply.headers.get(name, "")) != _parts(value):
            yield f"{name}: {reply.headers.get(name)!r}, expected {value!r}"
    if step.answer_body is not None:
        base = str(reply.request.url)
        expected = Graph().parse(data=step.answer_body, format="turtle", publicID=base)
        if not isomorphic(Graph().parse(data=reply.text, format=media, publicID=base), expected):
            yield f"another graph: {reply.text[:300]}"


def _fits(expected: str, status: int) -> bool:
    if expected.startswith("StatusCode"):
        return expected[len("StatusCode")] == str(status)[0]
    return _CODES[expected] == status


def _parts(value: str) -> list[str]:
    return [part.strip().lower() for part in value.split(";")]
