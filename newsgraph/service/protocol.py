"""What a request of the SPARQL 1.1 Protocol says (W3C Recommendation 2013, section 2.1), and in which form it wants its
answer."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from newsgraph.ontology.errors import ParameterError
from newsgraph.service.negotiation import chosen
from newsgraph.store.forms import GRAPHS, ROWS, Form

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
# other names of forms that clients know from other servers
_ALIASES = {
    "srj": "json",
    "srx": "xml",
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdfxml": "rdf",
    "rdf+xml": "rdf",
    "nquads": "nq",
    "n-quads": "nq",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a request. query, update: None where it has none.

    rows, graph: the form for the answer to SELECT and ASK, and to CONSTRUCT and DESCRIBE, with the media type that the
    client knows it by; None where it takes none of them. seconds: the time-out that the client asks for.
    """

    query: str | None
    update: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    using_graphs: tuple[str, ...]
    using_named_graphs: tuple[str, ...]
    rows: tuple[Form, str] | None
    graph: tuple[Form, str] | None
    seconds: float | None


async def asked(request: Request, most: int) -> Asked:
    """Read a request. most: bytes that its body, or the query in its address, may have.

    Raises HTTPException with 400, 413 or 415.
    """
    pairs = _pairs(request.scope["query_string"], "the address", most)
    direct: tuple[str, str] | None = None
    if request.method == "POST":
        kind, charset = _content_type(request)
        body = await limited_body(request, most)
        if kind == FORM:
            pairs += _pairs(body, "the form", most)
        elif kind in (QUERY, UPDATE):
            if charset not in ("", "utf-8", "utf8", "us-ascii"):
                raise HTTPException(415, f"a text in {charset[:40]}: send UTF-8")
            direct = (kind, _text(body, "the body"))
        else:
            raise HTTPException(415, f"{kind or 'a body without Content-Type'}: send {FORM}, {QUERY} or {UPDATE}")
    query, update = _only(pairs, "query"), _only(pairs, "update")
    if direct:
        if query is not None or update is not None:
            raise HTTPException(400, "a query or update stands both in the body and among the parameters")
        query, update = (direct[1], None) if direct[0] == QUERY else (None, direct[1])
    if query is not None and update is not None:
        raise HTTPException(400, "both a query and an update: send one of them")
    rows, graph = forms(_only(pairs, "format"), request.headers.get("accept"))

    def many(name: str) -> tuple[str, ...]:
        return tuple(v for k, v in pairs if k == name)

    return Asked(
        query,
        update,
        many("default-graph-uri"),
        many("named-graph-uri"),
        many("using-graph-uri"),
        many("using-named-graph-uri"),
        rows,
        graph,
        _seconds(_only(pairs, "timeout")),
    )


async def limited_body(request: Request, most: int) -> bytes:
    """The body of a request. Raises HTTPException 413 for one of more than so many bytes, before all of it has come."""
    too_large = HTTPException(413, f"the request has more than {most} bytes")
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > most:
        raise too_large
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_large
        parts.append(part)
    return b"".join(parts)


@lru_cache(maxsize=256)  # clients send few different ones
def forms(name: str | None, accept: str | None) -> tuple[tuple[Form, str] | None, tuple[Form, str] | None]:
    """The forms for rows and for graphs, by `?format=` or else by an Accept header. Raises HTTPException 400."""
    if name is None:
        return _accepted(ROWS, accept), _accepted(GRAPHS, accept)
    name = name.strip().lower().replace(" ", "+")  # a plus sign that was not escaped
    name = _ALIASES.get(name, name)
    found = [
        next(
            ((f, name if name in f.types else f.content_type) for f in some if name == f.name or name in f.types), None
        )
        for some in (ROWS, GRAPHS)
    ]
    if not any(found):
        known = ", ".join(f.name for f in (*ROWS, *GRAPHS))
        raise HTTPException(400, f"there is no format {name[:40]!r}: one of {known}")
    if name == "json":  # whatever the query gives, as JSON
        found[1] = _named(GRAPHS, "jsonld")
    if name == "xml":
        found[1] = _named(GRAPHS, "rdf")
    return found[0], found[1]


def _named(some: Iterable[Form], name: str) -> tuple[Form, str] | None:
    return next(((f, name if name in f.types else f.content_type) for f in some if name in (f.name, *f.types)), None)


def _accepted(some: Iterable[Form], accept: str | None) -> tuple[Form, str] | None:
    offered = {kind: form for form in reversed(list(some)) for kind in reversed(form.types)}
    order = [kind for form in some for kind in form.types]
    kind = chosen(accept, order)
    return None if kind is None else (offered[kind], kind)


def _content_type(request: Request) -> tuple[str, str]:
    kind, *parameters = (p.strip().lower() for p in request.headers.get("content-type", "").split(";"))
    charset = next((p[8:].strip('"') for p in parameters if p.startswith("charset=")), "")
    return kind, charset


def _pairs(encoded: bytes, where: str, most: int) -> list[tuple[str, str]]:
    if len(encoded) > most:
        raise HTTPException(414 if where == "the address" else 413, f"{where} has more than {most} bytes")
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as e:  # UnicodeDecodeError is one
        raise HTTPException(400, f"{where} is not UTF-8, or has more than 1000 parts") from e


def _text(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as e:
        raise HTTPException(400, f"{where} is not UTF-8") from e


def _only(pairs: list[tuple[str, str]], name: str) -> str | None:
    values = [v for k, v in pairs if k == name]
    if len(values) > 1:
        raise HTTPException(400, f"{name} is given {len(values)} times: give it once")
    return values[0] if values else None


def _seconds(value: str | None) -> float | None:
    if value is None or not value.strip():
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not seconds > 0 or math.isinf(seconds):
        raise ParameterError(f"timeout: {value[:40]!r} is no number of seconds", cure="for example timeout=10")
    return seconds
