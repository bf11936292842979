"""The ASGI application: which address answers what. A handler's module lists its own `ROUTES`."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from newsgraph.ontology.errors import NewsgraphError
from newsgraph.service import data, find, home, library, ontology, resources, saved, sparql, sparql_page
from newsgraph.service.errors import on_http_error, on_newsgraph_error
from newsgraph.service.headers import Headers
from newsgraph.service.served import Served
from newsgraph.viz.pages import assets


async def alive(request: Request) -> Response:
    """For whoever watches the process."""
    return PlainTextResponse("ok\n")


def _routes() -> list[BaseRoute]:
    # the order counts: what ends in a pattern for everything (pages of things) stands last
    return [
        *home.ROUTES,
        Route("/-/alive", alive),
        *sparql.ROUTES,
        *data.ROUTES,
        *sparql_page.ROUTES,
        *saved.ROUTES,
        *find.ROUTES,
        Mount("/assets", StaticFiles(directory=assets().folder)),
        *ontology.ROUTES,
        *resources.ROUTES,
    ]


def make_app(served: Served) -> Starlette:
    """The application for a served project; it closes `served` when it ends."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await served.close()

    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Headers)],
        exception_handlers={NewsgraphError: on_newsgraph_error, HTTPException: on_http_error},
        lifespan=lifespan,
    )
    app.state.served = served
    app.state.library = library.Library(served)
    return app


def serve(served: Served, *, host: str, port: int) -> None:
    """Answer until interrupted."""
    uvicorn.run(make_app(served), host=host, port=port, log_level="warning", server_header=False, access_log=False)
