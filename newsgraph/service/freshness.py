"""Whether a client's copy is still good (RFC 9110, sections 8.8 and 13.1)."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from starlette.requests import Request

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def is_fresh(request: Request, etag: str, modified: float | None = None) -> bool:
    """Whether a GET or HEAD may be answered 304: If-None-Match counts, If-Modified-Since only without it.

    etag: in its quotation marks. modified: seconds since 1970.
    """
    asked = request.headers.get("if-none-match")
    if asked is not None:
        return asked.strip() == "*" or etag in _TAG.findall(asked)
    since = request.headers.get("if-modified-since")
    if since is None or modified is None:
        return False
    try:
        return int(modified) <= parsedate_to_datetime(since).timestamp()
    except (TypeError, ValueError, OverflowError):
        return False
