"""Errors as answers: a page for people, JSON (RFC 9457 problem details) or a line of text for programs."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from newsgraph.ontology.errors import (
    NewsgraphError,
    NotAcceptable,
    ParameterError,
    QueryError,
    StoreBusy,
    StoreRefused,
    StoreTimeout,
)
from newsgraph.service.negotiation import chosen
from newsgraph.viz.pages import render

_FORMS = (
    "text/plain",
    "text/html",
    "application/problem+json",
    "application/json",
)  # a program that asks for anything: text


def problem(request: Request, status: int, why: str, *, cure: str | None = None, line: int | None = None) -> Response:
    """The answer for an error, in the form that the client likes best."""
    headers = {"Vary": "Accept", "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
    heading = HTTPStatus(status).phrase
    form = chosen(request.headers.get("accept"), _FORMS) or "text/plain"
    if form == "text/html":
        site = request.app.state.served.site
        page = render("error.html", site, status=status, heading=heading, why=why, cure=cure)
        return Response(page, status, headers, "text/html")
    if form == "text/plain":
        where = f"line {line}: " if line else ""
        return PlainTextResponse(f"{where}{why}\n" + (f"cure: {cure}\n" if cure else ""), status, headers)
    body = {"title": heading, "status": status, "detail": why, "cure": cure, "line": line}
    return JSONResponse({k: v for k, v in body.items() if v is not None}, status, headers, form)


def status_of(error: NewsgraphError) -> int:
    """The status code for what went wrong."""
    if isinstance(error, StoreTimeout):
        return 504
    if isinstance(error, StoreBusy):
        return 503
    if isinstance(error, StoreRefused):
        return 403
    if isinstance(error, NotAcceptable):
        return 406
    if isinstance(error, (QueryError, ParameterError)):
        return 400
    return 500


async def on_newsgraph_error(request: Request, error: Exception) -> Response:
    """What newsgraph itself raises, told with its cure."""
    assert isinstance(error, NewsgraphError)
    answer = problem(request, status_of(error), error.why, cure=error.cure, line=error.line)
    if isinstance(error, StoreBusy):
        answer.headers["Retry-After"] = str(error.after)
    return answer


async def on_http_error(request: Request, error: Exception) -> Response:
    """What the framework raises: no such page, no such method."""
    assert isinstance(error, HTTPException)
    answer = problem(request, error.status_code, error.detail)
    answer.headers.update(error.headers or {})
    return answer
