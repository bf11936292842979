"""The ontology at its address: `/ontology` leads to its page `/ontology.html` or its data `/ontology.ttl` and so on."""

from __future__ import annotations

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.service.errors import problem
from newsgraph.service.freshness import is_fresh
from newsgraph.service.negotiation import chosen
from newsgraph.service.served import Served
from newsgraph.viz.pages.ontology import PARTS, ontology_data, ontology_page, ontology_part
from newsgraph.viz.pages.resource import FORMS

_MEDIA = {"html": "text/html", **{ending: media for ending, _, media in FORMS}}


async def ontology(request: Request) -> Response:
    """303: a term is no document, and neither is what all of them are in."""
    served: Served = request.app.state.served
    media = chosen(request.headers.get("accept"), tuple(_MEDIA.values()))
    if media is None:
        return problem(request, 406, "there is no such form of it", cure=f"ask for one of {', '.join(_MEDIA.values())}")
    ending = next(e for e, m in _MEDIA.items() if m == media)
    return RedirectResponse(served.site.links.to(f"ontology.{ending}"), 303, {"Vary": "Accept"})


async def document(request: Request) -> Response:
    """The ontology's page or data."""
    served: Served = request.app.state.served
    ending = request.path_params["ending"]
    if ending not in _MEDIA:
        raise HTTPException(404)
    if ending == "html":
        body = (await run_in_threadpool(ontology_page, served.site)).encode()
    else:
        body = await run_in_threadpool(ontology_data, ending)
    others = [(e, m) for e, m in _MEDIA.items() if e != ending]
    link = ", ".join(f'<{served.site.links.to("ontology." + e)}>; rel="alternate"; type="{m}"' for e, m in others)
    return _answer(request, body, _MEDIA[ending], {"Link": link, "Access-Control-Expose-Headers": "Link, ETag"})


async def part(request: Request) -> Response:
    """The alignment, the event types, the shapes, the JSON-LD context: as they are shipped."""
    name = request.path_params["name"]
    if name not in PARTS:
        raise HTTPException(404)
    media = "application/ld+json" if name.endswith(".jsonld") else "text/turtle"
    return _answer(request, ontology_part(name), media, {})


def _answer(request: Request, body: bytes, media: str, headers: dict[str, str]) -> Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers |= {"ETag": etag, "Cache-Control": "no-cache"}
    if is_fresh(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)


ROUTES: list[BaseRoute] = [
    Route("/ontology", ontology),
    Route("/ontology.{ending}", document),
    Route("/ontology/{name}", part),
]
