"""`/sparql`: the SPARQL 1.1 Protocol. Queries here; an update is handed on to `updates`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.service.description import description
from newsgraph.service.errors import problem
from newsgraph.service.negotiation import chosen
from newsgraph.service.protocol import Asked, asked
from newsgraph.service.served import Served
from newsgraph.store.asking import Question
from newsgraph.store.forms import GRAPHS, Caps

_METHODS = "GET, HEAD, POST, OPTIONS"
TRUNCATED = "Newsgraph-Truncated"  # a header: what cut the answer short, and at how many


async def sparql(request: Request) -> Response:
    """Answer a query by GET or POST, or describe the service."""
    served: Served = request.app.state.served
    if request.method == "OPTIONS":
        return _options()
    it = await asked(request, served.limits.request)
    if it.update is not None:
        if request.method != "POST":
            return problem(request, 400, "an update is sent by POST")
        return problem(request, 403, "updates are not allowed here")
    if it.query is None:
        if request.method == "POST":
            return problem(request, 400, "there is no query", cure="send it as the parameter query")
        return _describe(request, served, it)
    return await _answer(request, served, it, it.query)


async def _answer(request: Request, served: Served, it: Asked, text: str) -> Response:
    limits = served.limits
    question = Question(
        text,
        it.rows[0].name if it.rows else None,
        it.graph[0].name if it.graph else None,
        Caps(limits.rows, limits.bytes),
        served.base,
        it.default_graphs,
        it.named_graphs,
    )
    if it.rows is None and it.graph is None:
        return problem(request, 406, "no form that the request accepts is among those of SPARQL results or RDF")
    head, body = await served.ask(question)
    kinds = dict(filter(None, (it.rows, it.graph)))
    kind = {f.name: k for f, k in kinds.items()}[head.form]
    headers = {"Vary": "Accept"}
    if head.cut:
        headers[TRUNCATED] = f"{head.cut.by};limit={head.cut.limit}"
    return Response(body, 200, headers, media_type=kind)


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
            "Access-Control-Expose-Headers": f"ETag, Retry-After, {TRUNCATED}",
            "Access-Control-Max-Age": "86400",
        },
    )


ROUTES: list[BaseRoute] = [Route("/sparql", sparql, methods=["GET", "HEAD", "POST", "OPTIONS"])]
