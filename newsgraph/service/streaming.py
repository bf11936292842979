"""Answers that are sent while they are found, and queries that end when their client has gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from newsgraph.ontology.errors import NewsgraphError
from newsgraph.service.answered import Answered

log = logging.getLogger("newsgraph")
T = TypeVar("T")


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What the work gives; cancelled, with ClientDisconnect, once the client has gone. The body was read before."""
    ours = asyncio.current_task()
    assert ours is not None
    left = False

    async def watch() -> None:
        nonlocal left
        await _gone(request.receive)
        left = True
        ours.cancel()

    watching = asyncio.ensure_future(watch())
    try:
        return await work
    except asyncio.CancelledError:
        if not left:
            raise
        ours.uncancel()
        raise ClientDisconnect from None
    finally:
        watching.cancel()


class Streamed(Response):
    """An answer in pieces. Where it cannot be brought to its end the connection is broken off, so that the client does
    not take it for whole (RFC 9112, section 8)."""

    def __init__(self, answered: Answered, headers: Mapping[str, str], media_type: str) -> None:
        super().__init__(None, 200, headers, media_type)
        del self.headers["content-length"]
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        gone = asyncio.ensure_future(_gone(receive))
        sending = asyncio.ensure_future(self._send(send))
        try:
            await asyncio.wait({gone, sending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            sending.cancel()
            await asyncio.gather(gone, sending, return_exceptions=True)

    async def _send(self, send: Send) -> None:
        pieces = self._answered.pieces()
        try:
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except NewsgraphError as e:
            log.warning("an answer was broken off: %s", e)
        finally:
            await pieces.aclose()
