"""The SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendation, 2013) at `/graphs`.

A graph is named by `?graph=IRI`, by `?default` (the merged graph) or by its own address below `/graphs/`, which stands
for the IRI of the same path below the project's base, as the addresses of pages do. Reading is open; changing is behind
the token, and is kept in the journal like any update.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urljoin

from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.service.access import require_token
from newsgraph.service.negotiation import chosen
from newsgraph.service.protocol import limited_body
from newsgraph.service.served import Served
from newsgraph.service.streaming import Streamed, while_connected
from newsgraph.service.updates import change, told
from newsgraph.store.asking import Question
from newsgraph.store.base import GraphStore, Truth
from newsgraph.store.forms import GRAPHS, Caps
from newsgraph.store.journal import Kind, Update

PLACE = "graphs"
_WRITTEN = {kind: form for form in GRAPHS if form.name in ("ttl", "nt", "jsonld", "rdf") for kind in form.types}
_READ = {
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "text/n3": RdfFormat.N3,
}
_MULTIPART = "multipart/form-data"
_MANY = 2**40  # triples: the bytes of an answer are what limits it
_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]


@dataclass(frozen=True, slots=True)
class _Graph:
    """What a request is about. iri: None is the merged graph; fresh: a new one, which has no address yet."""

    iri: str | None
    fresh: bool = False


async def graphs(request: Request) -> Response:
    """Answer one request of the protocol."""
    if request.method == "OPTIONS":
        methods = ", ".join(_METHODS)
        allow = {"Allow": methods, "Access-Control-Allow-Methods": methods}
        return Response(
            status_code=204, headers={**allow, "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type"}
        )
    if request.method not in ("GET", "HEAD"):
        require_token(request)
    graph = _graph(request)
    if request.method in ("GET", "HEAD"):
        return await _get(request, graph)
    if request.method == "DELETE":
        if graph.iri is not None and not await _exists(request, graph.iri):
            raise _absent(graph.iri)
        return PlainTextResponse(told(await change(request, Update("delete", "", graph.iri))))
    body = await _body(request, graph)
    kind: Kind = "put" if request.method == "PUT" else "post"
    new = graph.fresh or not await _exists(request, graph.iri)
    changes = await change(request, Update(kind, body, graph.iri))
    if new:
        headers = {"Location": _address(request, graph.iri)} if graph.iri is not None else {}
        return PlainTextResponse(told(changes), 201, headers)
    return Response(status_code=204) if kind == "put" else PlainTextResponse(told(changes))


# which graph -----------------------------------------------------------------------------------------------------
def _graph(request: Request) -> _Graph:
    """The graph that a request names (sections 4.1 and 4.2 of the protocol). Raises HTTPException 400."""
    served: Served = request.app.state.served
    pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    named = [v for k, v in pairs if k == "graph"]
    default = [v for k, v in pairs if k == "default"]
    rest = request.path_params.get("rest", "")
    if len(named) + len(default) + bool(rest) > 1:
        raise HTTPException(400, "one graph a request: ?graph=IRI or ?default, or an address below /graphs/ alone")
    if default:
        return _Graph(None)
    if named:
        return _Graph(_iri(served.base, urljoin(_own(request), named[0]), _own(request)))
    if rest:
        return _Graph(_iri(served.base, f"{served.base}{PLACE}/{quote(rest, safe=_SAFE)}"))
    if request.method == "POST":  # section 5.5: the service gives the new graph its name
        return _Graph(f"{served.base}{PLACE}/{secrets.token_hex(8)}", fresh=True)
    raise HTTPException(400, "which graph? Give ?graph=IRI, or ?default for the merged graph")


_SAFE = "/:@!$&'()*+,;=-._~%"


def _own(request: Request) -> str:
    served: Served = request.app.state.served
    return f"{request.url.scheme}://{request.url.netloc}{served.site.links.root}"


def _iri(base: str, given: str, own: str | None = None) -> str:
    """The IRI as it is kept: an address of this service stands for the IRI of the same path below the base."""
    iri = base + given.removeprefix(own) if own is not None and given.startswith(own) else given
    try:
        NamedNode(iri)
    except ValueError as e:
        raise HTTPException(400, f"{given[:80]!r} is no IRI of a graph") from e
    if iri == base or ":" not in iri:
        raise HTTPException(400, f"{given[:80]!r} is no IRI of a graph")
    return iri


def _address(request: Request, iri: str) -> str:
    """Where a graph is found from now on."""
    base = request.app.state.served.base
    if iri.startswith(f"{base}{PLACE}/"):
        return _own(request) + iri.removeprefix(base)
    return f"{_own(request)}{PLACE}?graph={quote(iri, safe='')}"


async def _exists(request: Request, iri: str | None) -> bool:
    served: Served = request.app.state.served
    pattern = "?s ?p ?o" if iri is None else f"GRAPH <{iri}> {{ ?s ?p ?o }}"

    def ask(store: GraphStore) -> bool:
        answer = store.query(f"ASK {{ {pattern} }}")
        return isinstance(answer, Truth) and answer.value

    return await served.read(ask)


def _absent(iri: str) -> HTTPException:
    return HTTPException(404, f"there is no graph {iri}")


# what is in it ---------------------------------------------------------------------------------------------------
async def _get(request: Request, graph: _Graph) -> Response:
    served: Served = request.app.state.served
    kind = chosen(request.headers.get("accept"), list(_WRITTEN))
    if kind is None:
        raise HTTPException(406, f"a graph is written as one of {', '.join(_WRITTEN)}")
    if graph.iri is not None and not await _exists(request, graph.iri):
        raise _absent(graph.iri)
    etag = f'"{served.version()}-{_WRITTEN[kind].name}"'
    headers = {"ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache"}
    content_type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        # not through the arguments: it would set a length of nought
        return _Headless(headers={**headers, "Content-Type": content_type})
    where = "?s ?p ?o" if graph.iri is None else f"GRAPH <{graph.iri}> {{ ?s ?p ?o }}"
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}"
    form = _WRITTEN[kind]
    # what is sent as it is found may be as long as the time allows
    caps = Caps(_MANY, _MANY if form.room else served.limits.bytes)
    question = Question(text, None, form.name, caps, served.base, (), ())
    answered = await while_connected(request, served.ask(question))
    if answered.head.cut:
        why = f"the graph is larger than the {served.limits.bytes} bytes that this form may have"
        raise HTTPException(406, f"{why}: ask for text/turtle, or take a dump (/data.html)")
    if answered.rest is None:
        return Response(answered.body, 200, {**headers, "Content-Type": content_type})
    return Streamed(answered, headers, content_type)


class _Headless(Response):
    """The head of an answer whose body is not made."""

    def init_headers(self, headers: dict[str, str] | None = None) -> None:  # type: ignore[override]
        super().init_headers(headers)
        del self.headers["content-length"]


async def _body(request: Request, graph: _Graph) -> str:
    """The RDF that a request brings, as N-Triples. Raises HTTPException: 400 broken, 413 too large, 415 no RDF."""
    served: Served = request.app.state.served
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HTTPException(415, "send the graph as it is, without Content-Encoding")
    content = await limited_body(request, served.limits.upload)
    kind = _media(request.headers.get("content-type", ""))
    base = graph.iri or served.base
    if kind != _MULTIPART:
        return await run_in_threadpool(_ntriples, content, kind, base)

    async def stream() -> AsyncIterator[bytes]:
        yield content

    try:
        form = await MultiPartParser(request.headers, stream(), max_files=100, max_fields=0).parse()  # type: ignore[arg-type]
    except MultiPartException as e:
        raise HTTPException(400, f"broken multipart/form-data: {e.message}") from e
    texts = []
    try:
        for _, part in form.multi_items():
            if isinstance(part, UploadFile):
                media = _media(part.content_type or "")
                texts.append(await run_in_threadpool(_ntriples, await part.read(), media, base))
    finally:
        await form.close()
    return "".join(texts)


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _ntriples(content: bytes, kind: str, base: str) -> str:
    form = _READ.get(kind)
    if form is None:
        raise HTTPException(415, f"{kind or 'a body without Content-Type'} is no RDF graph: send {', '.join(_READ)}")
    try:
        # new names for blank nodes: those of two uploads are not the same, and each rebuild has them alike
        found = parse(content, format=form, base_iri=base, rename_blank_nodes=True)
        lines = [f"{q.triple} .\n" for q in found]
    except (SyntaxError, ValueError) as e:
        raise HTTPException(400, f"broken {kind}: {str(e)[:300]}") from e
    return "".join(lines)


ROUTES: list[BaseRoute] = [
    Route(f"/{PLACE}", graphs, methods=_METHODS),
    Route(f"/{PLACE}/", graphs, methods=_METHODS),
    Route(f"/{PLACE}/{{rest:path}}", graphs, methods=_METHODS),
]
