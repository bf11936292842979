"""Who may change the graph: whoever bears the token. Everything else is open."""

from __future__ import annotations

import base64
import binascii
import hmac
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from newsgraph.service.served import Served

_CHALLENGE = 'Bearer realm="newsgraph updates"'
_OFF = "updates are not allowed here (newsgraph serve --allow-updates allows them)"


def require_token(request: Request) -> None:
    """Let a request pass that bears the token, as `Authorization: Bearer TOKEN` or as the password of Basic.

    Raises HTTPException: 403 where nobody may change anything, 401 without the token or with another one.
    """
    served: Served = request.app.state.served
    if served.token is None:
        raise HTTPException(403, _OFF)
    scheme, _, credentials = request.headers.get("authorization", "").strip().partition(" ")
    given: bytes | None = None
    if scheme.lower() == "bearer":
        given = credentials.strip().encode()
    elif scheme.lower() == "basic":
        _refuse_foreign_page(request)
        try:
            given = base64.b64decode(credentials.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            given = None
    if given is None:
        raise HTTPException(401, "a change needs the token", {"WWW-Authenticate": _CHALLENGE})
    if not hmac.compare_digest(given, served.token.encode()):  # takes as long whatever is wrong with it
        raise HTTPException(401, "this is not the token", {"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'})


def _refuse_foreign_page(request: Request) -> None:
    """A browser sends Basic credentials that it knows with whatever form a foreign page makes it send."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise HTTPException(403, "a page of another site may not change anything here with Basic credentials")
