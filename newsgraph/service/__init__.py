"""The HTTP service: SPARQL, saved queries, pages about every thing, search. `make_app(served)` gives the ASGI app."""

from __future__ import annotations

from newsgraph.limits import Limits
from newsgraph.service.app import make_app, serve
from newsgraph.service.served import Served

__all__ = ["Limits", "Served", "make_app", "serve"]
