"""The update operation of the SPARQL 1.1 Protocol (W3C Recommendation 2013, section 2.2)."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from newsgraph.project import Busy
from newsgraph.service.access import require_token
from newsgraph.service.errors import problem
from newsgraph.service.protocol import Asked
from newsgraph.service.served import Served
from newsgraph.store.journal import Update
from newsgraph.store.merging import Changes

T = TypeVar("T")
# one at a time in this process; the files of the project see to other processes
_TURN = asyncio.Semaphore(1)


async def change(request: Request, update: Update) -> Changes:
    """Run an update of the graph and keep it. Raises what `updating.accept` raises, HTTPException 503 while another
    process writes."""
    from newsgraph.updating import accept

    served: Served = request.app.state.served
    async with _TURN:
        try:
            return await run_in_threadpool(accept, served.project, update, seconds=served.limits.seconds)
        except Busy as e:
            raise HTTPException(503, e.why, {"Retry-After": "5"}) from e


def told(changes: Changes) -> str:
    """What came of it, as a line of text."""
    return f"{changes.inserted} statements inserted, {changes.deleted} deleted\n"


async def run_update(request: Request, asked: Asked) -> Response:
    """Answer an update: 200 with a line of text."""
    require_token(request)
    assert asked.update is not None
    if asked.default_graphs or asked.named_graphs:
        why = "default-graph-uri and named-graph-uri are a query's"
        return problem(request, 400, why, cure="an update has using-graph-uri and using-named-graph-uri")
    using, named = _iris(asked.using_graphs), _iris(asked.using_named_graphs)
    changes = await change(request, Update("update", asked.update, using=using, using_named=named))
    return PlainTextResponse(told(changes), headers={"Cache-Control": "no-store"})


def _iris(values: tuple[str, ...]) -> tuple[str, ...]:
    """IRIs as they are given, each checked: they are written into the text of the update."""
    for value in values:
        try:
            NamedNode(value)
        except ValueError as e:
            raise HTTPException(400, f"{value[:80]!r} is no IRI of a graph") from e
    return values
