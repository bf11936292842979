"""The ASGI application: which address answers what. A handler's module lists its own `ROUTES`."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Callable

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from newsgraph.ontology.errors import NewsgraphError
from newsgraph.service import (
    data,
    explore,
    find,
    graphs,
    home,
    library,
    ontology,
    openapi,
    resources,
    saved,
    sparql,
    sparql_page,
)
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
        *graphs.ROUTES,
        *data.ROUTES,
        *sparql_page.ROUTES,
        *saved.ROUTES,
        *find.ROUTES,
        *explore.ROUTES,
        *openapi.ROUTES,
        Mount("/assets", StaticFiles(directory=assets().folder)),
        *ontology.ROUTES,
        *resources.ROUTES,
    ]


def make_app(served: Served) -> Starlette:
    """The application for a served project; it closes `served` when it ends."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        served.start()
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
    app.state.explorer = explore.Explorers()
    return app


def serve(served: Served, *, host: str, port: int, ready: Callable[[str], None] = lambda _: None) -> None:
    """Answer until interrupted. port: 0 for any that is free. ready: told the address once clients can connect.

    Raises NewsgraphError where the address cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(1024)
        except OSError as e:
            cure = {
                errno.EADDRINUSE: f"another program uses it (this one, in another window?): try --port {port + 1}",
                errno.EACCES: "ports below 1024 need more rights: take --port 8000",
            }.get(e.errno or 0, "give --host an address of this machine, or 0.0.0.0 for all of them")
            raise NewsgraphError(f"port {port} of {host} cannot be used: {e.strerror or e}", cure=cure) from e
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}{served.site.links.root}")
        config = uvicorn.Config(
            make_app(served),
            log_level="warning",
            server_header=False,
            access_log=False,
            backlog=1024,
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(config).run(sockets=[listening])
