"""Search by name over HTTP: `/search` (page, or data by Accept), `/search.json`, and `/names.json` for who types."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.ontology.errors import ParameterError
from newsgraph.ontology.terms import local_name
from newsgraph.queries.names import Entry
from newsgraph.queries.parameters import NODE_TYPES
from newsgraph.queries.search import FACETS, Found
from newsgraph.queries.words import LONGEST_QUERY
from newsgraph.service.forms import candidate, detail, spoken
from newsgraph.service.library import library
from newsgraph.service.negotiation import chosen
from newsgraph.service.paging import Window
from newsgraph.viz.looks import PLURALS, SINGULARS
from newsgraph.viz.pages import Links, render

ON_A_PAGE = 20
MOST = 1000  # results of one request for data
SUGGESTED = 10


async def search_page(request: Request) -> Response:
    """Search for people, unless a program asks."""
    if chosen(request.headers.get("accept"), ("text/html", "application/json")) == "application/json":
        answer = await search_data(request)
        answer.headers["Vary"] = "Accept"
        return answer
    shelf = library(request)
    links = shelf.served.site.links
    given = dict(request.query_params)
    text = given.get("q", "")[:LONGEST_QUERY]
    picked = _picked(given, links)
    window = Window.of(given, default=ON_A_PAGE)
    limit = min(window.limit or ON_A_PAGE, 100)
    index = await shelf.index()
    found = await run_in_threadpool(index.search, text, picked, offset=window.offset, limit=limit)
    asked = {k: v for k, v in {"q": text, **{f: given.get(f, "") for f in FACETS}}.items() if v}
    page = render(
        "search.html",
        shelf.served.site,
        here="search",
        q=text,
        found=found,
        size=len(index),
        picked=[(f, _short(f, v, links), _label(f, v, found)) for f, v in picked.items()],
        facets=[(f, found.facets[f]) for f in FACETS if found.facets.get(f)],
        first=window.offset + 1,
        last=window.offset + len(found.entries),
        prev=_at(asked, max(0, window.offset - limit)) if window.offset else None,
        next=_at(asked, window.offset + limit) if window.offset + len(found.entries) < found.total else None,
        to=lambda facet, value: "?" + urlencode(_with(asked, facet, _short(facet, value, links))),
        without=lambda facet: "?" + urlencode(_with(asked, facet, "")),
        plurals=PLURALS,
        singulars=SINGULARS,
        spoken=spoken,
        asked=asked,
        detail=detail,
    )
    return HTMLResponse(page, headers={"Vary": "Accept", "Cache-Control": "no-cache"})


def _picked(given: Mapping[str, str], links: Links) -> dict[str, str]:
    picked = {f: given[f].strip()[:500] for f in FACETS if given.get(f, "").strip()}
    if (place := picked.get("place")) and not place.startswith(("http:", "https:", "urn:")):
        picked["place"] = links.base + place
    return picked


def _short(facet: str, value: str, links: Links) -> str:
    return value.removeprefix(links.base) if facet == "place" else value


def _label(facet: str, value: str, found: Found) -> str:
    label = next((v.label for v in found.facets.get(facet, ()) if v.value == value), value)
    return PLURALS.get(label, label) if facet == "class" else spoken(label) if facet == "type" else label


def _with(asked: Mapping[str, str], facet: str, value: str) -> dict[str, str]:
    changed = {**asked, facet: value}
    return {k: v for k, v in changed.items() if v}


def _at(asked: Mapping[str, str], offset: int) -> str:
    return "?" + urlencode({**asked, **({"offset": str(offset)} if offset else {})})


async def search_data(request: Request) -> Response:
    """Search for programs."""
    shelf = library(request)
    links = shelf.served.site.links
    given = dict(request.query_params)
    window = Window.of(given, default=ON_A_PAGE)
    limit = min(window.limit or ON_A_PAGE, MOST)
    index = await shelf.index()
    text = given.get("q", "")[:LONGEST_QUERY]
    found = await run_in_threadpool(index.search, text, _picked(given, links), offset=window.offset, limit=limit)
    body = {
        "query": text,
        "total": found.total,
        "offset": window.offset,
        "limit": limit,
        "loosened": found.loosened,
        "results": [_record(e, links) for e in found.entries],
        "facets": {
            f: [{"value": v.value, "label": v.label, "count": v.count} for v in values]
            for f, values in found.facets.items()
        },
    }
    headers = {"Cache-Control": "no-cache"}
    if window.offset + len(found.entries) < found.total:
        rest = {k: v for k, v in given.items() if k in ("q", *FACETS)}
        more = urlencode({**rest, "limit": str(limit), "offset": str(window.offset + limit)})
        headers["Link"] = f'<{links.to("search.json")}?{more}>; rel="next"'
    return JSONResponse(body, headers=headers)


def _record(e: Entry, links: Links) -> dict[str, object]:
    record: dict[str, object] = {
        "iri": e.iri,
        "class": e.cls,
        "label": e.label,
        "names": list(e.names[1:]),
        "kind": e.kind,
        "types": list(e.types),
        "start": e.start,
        "end": e.end,
        "status": e.status,
        "places": list(e.places),
        "items": e.items,
        "page": links.page(e.iri),
    }
    return {k: v for k, v in record.items() if v not in ("", [], None)}


async def names(request: Request) -> Response:
    """Names that begin like, or nearly like, what somebody types. type: one of the parameters' types (`NODE_TYPES`)."""
    shelf = library(request)
    links = shelf.served.site.links
    given = dict(request.query_params)
    kind = given.get("type") or "node"
    if kind not in NODE_TYPES:
        raise ParameterError("there is no such type of thing", cure="one of " + ", ".join(NODE_TYPES))
    limit = min(Window.of(given, default=SUGGESTED).limit or SUGGESTED, 50)
    classes = [local_name(c) for c in NODE_TYPES[kind]]
    index = await shelf.index()

    def work() -> list[dict[str, str]]:
        entries = index.complete(given.get("q", "")[:LONGEST_QUERY], classes, limit)
        found = [(e, candidate(index, e, classes, links)) for e in entries]
        return [
            {
                "value": c.value,
                "label": c.label,
                "class": SINGULARS.get(c.cls, c.cls),
                "kind": c.cls,
                "detail": c.detail,
                "page": links.page(e.iri) or "",
            }
            for e, c in found
        ]

    return JSONResponse({"names": await run_in_threadpool(work)}, headers={"Cache-Control": "no-cache"})


ROUTES: list[BaseRoute] = [
    Route("/search", search_page),
    Route("/search.json", search_data),
    Route("/names.json", names),
]
