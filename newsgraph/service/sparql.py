"""`/sparql`: the SPARQL 1.1 Protocol. Queries here; an update is handed on to `updates.py`."""

from __future__ import annotations

import hashlib

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.service.description import description
from newsgraph.service.errors import problem
from newsgraph.service.federation import asks_others
from newsgraph.service.negotiation import chosen
from newsgraph.service.protocol import Asked, asked
from newsgraph.service.served import Served
from newsgraph.service.streaming import Streamed, while_connected
from newsgraph.service.updates import run_update
from newsgraph.store.asking import Question
from newsgraph.store.forms import GRAPHS, Caps

_METHODS = "GET, HEAD, POST, OPTIONS"
TRUNCATED = "Newsgraph-Truncated"  # a header: what cut the answer short, and at how many
EXPOSED = f"ETag, Retry-After, {TRUNCATED}"


async def sparql(request: Request) -> Response:
    """Answer a query by GET or POST, or describe the service."""
    served: Served = request.app.state.served
    if request.method == "OPTIONS":
        return _options()
    it = await asked(request, served.limits.request)
    if it.update is not None:
        if request.method != "POST":
            return problem(request, 400, "an update is sent by POST")
        return await run_update(request, it)
    if it.query is None:
        if request.method == "POST":
            return problem(request, 400, "there is no query", cure="send it as the parameter query")
        return _describe(request, served, it)
    return await _answer(request, served, it, it.query)


async def _answer(request: Request, served: Served, it: Asked, text: str) -> Response:
    limits = served.limits
    if it.rows is None and it.graph is None:
        return problem(request, 406, "no form that the request accepts is among those of SPARQL results or RDF")
    question = Question(
        text,
        it.rows[0].name if it.rows else None,
        it.graph[0].name if it.graph else None,
        Caps(limits.rows, limits.bytes),
        served.base,
        it.default_graphs,
        it.named_graphs,
        asks_others(text, limits.services),
    )
    tag = _tag(served, question)
    if tag and tag in known_tags(request):
        return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})
    try:
        answered = await while_connected(request, served.ask(question, seconds=it.seconds))
    except ClientDisconnect:
        return Response(status_code=499)  # nobody reads it
    head = answered.head
    kind = {f.name: k for f, k in filter(None, (it.rows, it.graph))}[head.form]
    headers = {"Vary": "Accept", "Access-Control-Expose-Headers": EXPOSED}
    if head.cut:
        headers[TRUNCATED] = f"{head.cut.by};limit={head.cut.limit}"
    if tag and head.lasting:
        headers |= {"ETag": tag, "Cache-Control": "no-cache"}
    else:
        headers["Cache-Control"] = "no-store"
    if answered.rest is None:
        return Response(answered.body, 200, headers, kind)
    if request.method == "HEAD":
        answered.rest.close()
        head_only = Response(None, 200, headers, kind)
        del head_only.headers["content-length"]  # not known, and not 0
        return head_only
    return Streamed(answered, headers, kind)


def _tag(served: Served, question: Question) -> str | None:
    """The ETag of an answer: weak, since the order of rows may differ. None where the graph's state is not known."""
    pool = served.pool
    if pool is None:
        return None
    named = repr((pool.snapshot().name, question.parts())).encode("utf-8", "surrogatepass")
    return f'W/"{hashlib.sha256(named).hexdigest()[:24]}"'


def known_tags(request: Request) -> list[str]:
    """The entity tags of If-None-Match."""
    return [t.strip() for t in request.headers.get("if-none-match", "").split(",")]


def _describe(request: Request, served: Served, it: Asked) -> Response:
    html = chosen(request.headers.get("accept"), ("text/turtle", "text/html", *(k for f in GRAPHS for k in f.types)))
    if html == "text/html" and "format" not in request.query_params:
        return RedirectResponse(served.site.links.to("sparql.html"), 303, {"Vary": "Accept"})
    if it.graph is None:
        return problem(request, 406, "a service description is RDF: accept text/turtle or another of its forms")
    body = description(served, it.graph[0], str(request.url.replace(query="", fragment="")))
    return Response(body, 200, {"Vary": "Accept"}, it.graph[1])


def _options() -> Response:
    return Response(
        status_code=204,
        headers={
            "Allow": _METHODS,
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
            "Access-Control-Expose-Headers": EXPOSED,
            "Access-Control-Max-Age": "86400",
        },
    )


_ALL = ["GET", "HEAD", "POST", "OPTIONS"]
ROUTES: list[BaseRoute] = [Route("/sparql", sparql, methods=_ALL), Route("/sparql/", sparql, methods=_ALL)]
