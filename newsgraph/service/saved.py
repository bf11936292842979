"""Saved queries over HTTP: the list, a page each with a form and its result, and the same as data.

`/queries/` · `/queries/NAME` (page or data, by Accept) · `/queries/NAME.json|.csv|.tsv|.xml|.ttl` · `/queries/NAME.rq`.
All by GET, so that every answer has an address.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.ontology.errors import NewsgraphError, ParameterError, QueryError
from newsgraph.queries.catalogue import GROUPS, OWN_GROUP, SavedQuery, find
from newsgraph.queries.parameters import NODE_TYPES
from newsgraph.queries.run import bind_each
from newsgraph.queries.shelf import Shelved
from newsgraph.service.errors import problem, status_of
from newsgraph.service.forms import Candidate, candidates, fields
from newsgraph.service.library import Library, Result, library
from newsgraph.service.negotiation import chosen
from newsgraph.service.paging import CONTROLS, TYPES, Page, Window, page, written
from newsgraph.store.base import Term
from newsgraph.store.binding import bind
from newsgraph.viz.pages import render
from newsgraph.viz.pages.rows import Grid, grid

ON_A_PAGE = 100  # rows that a page for people shows

_FORMS = ("text/html", *TYPES.values(), "application/json")
_DATA = {"Access-Control-Expose-Headers": "Link, ETag, X-Total-Count, Newsgraph-Truncated", "Cache-Control": "no-cache"}


def groups(shelved: Shelved) -> list[tuple[str, list[SavedQuery]]]:
    """The queries by group, in the catalogue's order, own groups last."""
    found: dict[str, list[SavedQuery]] = {name: [] for name in GROUPS}
    for query in shelved.queries.values():
        found.setdefault(query.group, []).append(query)
    order = [*GROUPS, *sorted(g for g in found if g not in GROUPS and g != OWN_GROUP), OWN_GROUP]
    return [(name, found[name]) for name in order if found.get(name)]


async def listing(request: Request) -> Response:
    """The catalogue."""
    shelf = library(request)
    served = shelf.served
    shelved = await run_in_threadpool(shelf.shelf.now)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if chosen(request.headers.get("accept"), ("text/html", "application/json")) == "application/json":
        found = [_described(query, served.site.links.to("queries/")) for query in shelved.queries.values()]
        return JSONResponse({"queries": found}, headers=headers)
    by_group, broken = groups(shelved), list(shelved.broken.items())
    text = render("queries.html", served.site, here="queries/", groups=by_group, broken=broken, live=served.site.live)
    return HTMLResponse(text, headers=headers)


def _described(query: SavedQuery, root: str) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "question": query.question,
        "group": query.group,
        "note": query.description,
        "parameters": [
            {
                "name": p.name,
                "type": p.type,
                "required": p.required,
                "default": p.default,
                "description": p.description,
                "example": p.example,
            }
            for p in query.parameters
        ],
        "page": f"{root}{query.name}",
        "data": {ending: f"{root}{query.name}.{ending}" for ending in TYPES},
    }


async def one(request: Request) -> Response:
    """A query's page, or its data where the client likes that better."""
    shelf = library(request)
    query = await _query(request, shelf)
    if isinstance(query, Response):
        return query
    wanted = chosen(request.headers.get("accept"), _FORMS) or "text/html"
    if wanted != "text/html":
        ending = next((e for e, t in TYPES.items() if t == wanted), "json")
        answer = await _data(request, shelf, query, ending)
    else:
        answer = await _page(request, shelf, query)
    answer.headers["Vary"] = "Accept"
    return answer


async def with_ending(request: Request) -> Response:
    """A query in the form that the address's ending names."""
    shelf = library(request)
    query = await _query(request, shelf)
    if isinstance(query, Response):
        return query
    ending = request.path_params["ending"]
    if ending == "html":
        return await _page(request, shelf, query)
    if ending == "rq":
        return Response(query.text, media_type="application/sparql-query", headers=_DATA)
    if ending not in TYPES:
        return problem(request, 404, f"there is no form .{ending}", cure="one of " + ", ".join(f".{e}" for e in TYPES))
    return await _data(request, shelf, query, ending)


async def _query(request: Request, shelf: Library) -> SavedQuery | Response:
    """The query that the address names, or the answer that there is none, or that its file is broken."""
    shelved = await run_in_threadpool(shelf.shelf.now)
    name = request.path_params["name"]
    if name not in shelved.queries and (e := shelved.broken.get(f"{name}.rq")):
        return problem(request, 500, f"{name}.rq cannot be used: {e.why}", cure=e.cure, line=e.line)
    try:
        return find(shelved.queries, name)
    except QueryError as e:
        listing = shelf.served.site.links.to("queries/")
        return problem(request, 404, e.why, cure=(e.cure or "").replace("`newsgraph query` lists", f"{listing} lists"))


def _arguments(request: Request) -> dict[str, str]:
    """The parameters in the address. Raises ParameterError for one that is given twice with different values."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if given.setdefault(name, value) != value:
            raise ParameterError(f"{name} is given twice", cure="leave one")
    return given


async def _data(request: Request, shelf: Library, query: SavedQuery, ending: str) -> Response:
    given = _arguments(request)
    window = Window.of(given)
    arguments = {k: v for k, v in given.items() if k not in CONTROLS}
    limits = shelf.served.limits
    result = await shelf.result(query, arguments, window.version)
    if window.version not in ("", result.version):
        again = urlencode({**arguments, **({"limit": str(window.limit)} if window.limit else {})})
        path = _address(shelf, query, f".{ending}", again)
        return problem(request, 410, "the graph has changed since the page before", cure=f"begin anew: {path}")
    tag = f'"{_digest(result.version, query.text, ending, str(request.query_params))}"'
    headers = {**_DATA, "ETag": tag, "X-Total-Count": str(len(result.table))}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body, rows = await run_in_threadpool(written, result, window, ending, most=limits.rows, largest=limits.bytes)
    if result.table.cut:
        headers["Newsgraph-Truncated"] = f"rows;limit={limits.rows}"
        if ending == "json":
            body = body.rstrip()[:-1] + b', "truncated": {"by": "rows", "limit": %d}}\n' % limits.rows
        elif ending in ("xml", "ttl"):
            text = f"cut short at this service's limit of {limits.rows} rows"
            body += f"<!-- {text} -->\n".encode() if ending == "xml" else f"# {text}\n".encode()
    links = page(result, window, arguments, rows).links
    made = [f'<{_address(shelf, query, "." + ending, text)}>; rel="{rel}"' for rel, text in links.items()]
    made.append(f'<{_address(shelf, query, "", urlencode(arguments))}>; rel="alternate"; type="text/html"')
    headers["Link"] = ", ".join(made)
    headers["Content-Disposition"] = f'inline; filename="{query.name}.{ending}"'
    charset = "; charset=utf-8" if TYPES[ending].startswith("text/") else ""
    return Response(body, headers={**headers, "Content-Type": TYPES[ending] + charset})


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _address(shelf: Library, query: SavedQuery, ending: str, text: str) -> str:
    return shelf.served.site.links.to(f"queries/{query.name}{ending}") + (f"?{text}" if text else "")


async def _page(request: Request, shelf: Library, query: SavedQuery) -> Response:
    values: dict[str, object] = {
        "result": None,
        "grid": None,
        "page": None,
        "error": None,
        "changed": False,
        "slow": 0.0,
    }
    status, given, arguments = 200, {}, {}
    slips: dict[str, ParameterError] = {}
    terms: dict[str, Term] = {}
    try:
        given = _arguments(request)
        arguments = {k: v for k, v in given.items() if k not in CONTROLS}
        terms, slips = await shelf.served.read(lambda store: bind_each(store, query, arguments, base=shelf.served.base))
        unasked = not arguments and any(p.required for p in query.parameters)
        if unasked:
            slips = {}
        elif slips:
            status = 400
        else:
            status = await _answer(shelf, query, given, arguments, values)
    except NewsgraphError as e:
        status, values["error"] = status_of(e), e
    named = await _candidates(shelf, query, arguments, slips)
    shown = {k: v for k, v in arguments.items() if v.strip()}
    text = render(
        "query.html",
        shelf.served.site,
        here="queries/",
        query=query,
        fields=fields(query, arguments, slips, named),
        text=_text(query, terms),
        given=shown,
        asked=urlencode(shown),
        example=urlencode({p.name: p.example for p in query.parameters if p.required}),
        linked=lambda name, value: "?" + urlencode({**shown, name: value}),
        encoded=lambda text: quote(text, safe=""),
        forms=tuple(TYPES),
        origin=str(request.base_url).rstrip("/") if not request.scope.get("root_path") else "",
        heading=HTTPStatus(status).phrase if status != 200 else "",
        **values,
    )
    return HTMLResponse(text, status, headers={"Cache-Control": "no-cache"})


async def _answer(
    shelf: Library, query: SavedQuery, given: dict[str, str], arguments: dict[str, str], values: dict[str, object]
) -> int:
    window = Window.of(given, default=ON_A_PAGE)
    window = Window(min(window.limit or ON_A_PAGE, 1000), window.offset, window.version)
    result: Result = await shelf.result(query, arguments, window.version)
    assert window.limit is not None
    rows = result.table.rows[window.offset : window.offset + window.limit]
    made: Grid = await run_in_threadpool(grid, result.table, rows, shelf.served.site.links)
    shown: Page = page(result, window, arguments, len(rows))
    values.update(
        result=result, grid=made, page=shown, slow=result.seconds, changed=window.version not in ("", result.version)
    )
    return 200


async def _candidates(
    shelf: Library, query: SavedQuery, arguments: dict[str, str], slips: dict[str, ParameterError]
) -> dict[str, list[Candidate]]:
    wrong = [
        p for p in query.parameters if p.name in slips and p.type in NODE_TYPES and arguments.get(p.name, "").strip()
    ]
    if not wrong:
        return {}
    index = await shelf.index()
    links = shelf.served.site.links
    return {p.name: await run_in_threadpool(candidates, index, p, arguments[p.name], links) for p in wrong}


def _text(query: SavedQuery, terms: dict[str, Term]) -> str:
    """The SPARQL text with the parameters in their places, as it can be pasted elsewhere; without them if some lack."""
    try:
        return bind(query.body, terms).text
    except QueryError:
        return query.body


async def to_listing(request: Request) -> Response:
    """`/queries` without a slash."""
    return RedirectResponse(library(request).served.site.links.to("queries/"), 308)


ROUTES: list[BaseRoute] = [
    Route("/queries", to_listing),
    Route("/queries/", listing),
    Route("/queries/{name}.{ending}", with_ending),
    Route("/queries/{name}", one),
]
