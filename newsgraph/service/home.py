"""The first page: what the institution does, at a glance."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.service.library import library
from newsgraph.viz.pages.home import home_text


async def home(request: Request) -> Response:
    """The overview."""
    shelf = library(request)
    overview = await shelf.overview()
    return HTMLResponse(home_text(shelf.served.site, overview), headers={"Cache-Control": "no-cache"})


ROUTES: list[BaseRoute] = [Route("/", home)]
