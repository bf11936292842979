"""The explorer: `/explore` (its page), `/explore/graph.json` and `/explore/details.json` (what it reads)."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.exploring import explore
from newsgraph.service.freshness import is_fresh
from newsgraph.service.served import Served
from newsgraph.viz.pages import render

PARTS = ("graph", "details")


@dataclass(frozen=True, slots=True)
class _Made:
    """Both parts of a state of the graph, compressed."""

    version: str
    parts: dict[str, bytes]


class Explorers:
    """The document of the graph's present state; made once, by the first who asks."""

    def __init__(self) -> None:
        self._made: _Made | None = None
        self._lock = asyncio.Lock()

    async def made(self, served: Served) -> _Made:
        version = served.version()
        async with self._lock:
            if self._made is None or self._made.version != version:
                document = await served.read(lambda store: explore(served.project, store, title=served.site.title))
                values = {"graph": document.core, "details": document.details}
                self._made = _Made(version, await run_in_threadpool(_packed, values))
            return self._made


def _packed(values: dict[str, dict[str, object]]) -> dict[str, bytes]:
    return {
        name: gzip.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 5, mtime=0)
        for name, value in values.items()
    }


async def page(request: Request) -> Response:
    """The page; its script asks for the graph."""
    served: Served = request.app.state.served
    return HTMLResponse(render("explore.html", served.site, here="explore"), headers={"Cache-Control": "no-cache"})


async def part(request: Request) -> Response:
    """A part of the explorer's document."""
    served: Served = request.app.state.served
    name = request.path_params["name"]
    if name not in PARTS:
        raise HTTPException(404)
    made = await request.app.state.explorer.made(served)
    headers = {"ETag": f'"{made.version}-{name}"', "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    body = made.parts[name]
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = await run_in_threadpool(gzip.decompress, body)
    return Response(body, headers=headers, media_type="application/json")


ROUTES: list[BaseRoute] = [
    Route("/explore", page),
    Route("/explore/{name}.json", part),
]
