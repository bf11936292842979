"""The address side of a remote store: which services a server has where, and what its errors mean."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from newsgraph.ontology.errors import NewsgraphError, QueryError, StoreError, StoreRefused, StoreTimeout

Flavour = Literal["oxigraph", "virtuoso", "fuseki", "other"]
Auth = Literal["basic", "digest"]

RETRIED = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL 1.1 server. update, gsp: None where there is none. The addresses carry no user names."""

    query: str
    update: str | None
    gsp: str | None  # Graph Store Protocol (W3C Recommendation, 2013)
    flavour: Flavour
    user: str | None
    password: str | None
    auth: Auth
    token: str | None

    @property
    def graph_key(self) -> str:
        """How a graph is named to the Graph Store Protocol's service."""
        return "graph-uri" if self.flavour == "virtuoso" else "graph"


def endpoint(
    address: str,
    *,
    update: str | None = None,
    gsp: str | None = None,
    user: str | None = None,
    password: str | None = None,
    auth: Auth | None = None,
    token: str | None = None,
) -> Endpoint:
    """Work out the services from one address.

    `http://host:7878` or `…/query` is Oxigraph (`/query /update /store`), `…/sparql` Virtuoso (`/sparql /sparql-auth
    /sparql-graph-crud-auth`), `…/NAME`, `…/NAME/query`, `…/NAME/sparql` Fuseki (`/NAME/query /NAME/update /NAME/data`);
    of any other address only the query service is known. `update` and `gsp` override; "" says that there is none.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError("not an http(s) address", source=_bare(address))
    user, password = user or parts.username, password or parts.password
    host = parts.netloc.rpartition("@")[2]
    root = urlunsplit((parts.scheme, host, "", "", ""))
    path = parts.path.rstrip("/")
    steps = [s for s in path.split("/") if s]
    flavour: Flavour = "other"
    known: tuple[str, str | None, str | None] = (root + path, None, None)
    if path in ("", "/query"):
        flavour, known = "oxigraph", (f"{root}/query", f"{root}/update", f"{root}/store")
    elif path == "/sparql":
        flavour, known = "virtuoso", (f"{root}/sparql", f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth")
    elif len(steps) == 1 or (len(steps) == 2 and steps[1] in ("query", "sparql")):
        dataset = f"{root}/{steps[0]}"
        flavour, known = "fuseki", (f"{dataset}/query", f"{dataset}/update", f"{dataset}/data")
    query = known[0] if not parts.query else urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    return Endpoint(
        query=query,
        update=known[1] if update is None else update or None,
        gsp=known[2] if gsp is None else gsp or None,
        flavour=flavour,
        user=user or None,
        password=password or None,
        auth=auth or ("digest" if flavour == "virtuoso" else "basic"),
        token=token or None,
    )


def _bare(address: str) -> str:
    return re.sub(r"//[^/@]*@", "//", address)


_MARKUP = re.compile(r"(?is)<(script|style|head)\b.*?</\1>|<[^>]*>")
_TIMED_OUT = re.compile(r"(?i)timed? ?out|S1T00|exceeds the limit")
_DENIED = re.compile(r"(?i)SR186|RDF0[234]|permission|not authori[sz]ed|denied|read-only")


def first_words(body: bytes, content_type: str) -> str:
    """The first line of what a server says, without markup, at most 200 characters."""
    text = body[:20_000].decode("utf-8", "replace")
    if "html" in content_type or text.lstrip()[:1] == "<":
        text = html.unescape(_MARKUP.sub("\n", text))
    line = next((one.strip() for one in text.splitlines() if one.strip()), "")
    line = "".join(c for c in line if c.isprintable())
    return line[:199] + "…" if len(line) > 200 else line


def refusal(address: str, status: int, content_type: str, body: bytes, location: str | None = None) -> NewsgraphError:
    """The error for an HTTP answer that is no success (a query's 400 is told better by the caller)."""
    said = first_words(body, content_type)
    tail = f": {said}" if said else ""
    if status == 401:
        why = f"wants (other) credentials{tail}"
        return StoreRefused(why, source=address, cure="check the user and password, or the token")
    if "transitive start not given" in said:
        cure = "Virtuoso wants one end of a property path bound by the patterns around it"
        return QueryError(f"the server cannot run this path{tail}", source=address, cure=cure)
    if status == 403 or (status >= 400 and _DENIED.search(said)):
        cure = "give a user who may, or another endpoint"
        return StoreRefused(f"does not allow this (HTTP {status}){tail}", source=address, cure=cure)
    if status in (405, 501):
        cure = "is this the right service of the server, and may it be written to?"
        return StoreRefused(f"does not know this operation (HTTP {status}){tail}", source=address, cure=cure)
    if status in (408, 504) or _TIMED_OUT.search(said):
        return StoreTimeout(f"the server gave up (HTTP {status}){tail}", source=address, cure="ask for less")
    if 300 <= status < 400:
        to = f" to {_bare(location)}" if location else ""
        return StoreError(f"sends elsewhere{to} (HTTP {status})", source=address, cure="give that address")
    if status == 404:
        cure = "check the address of the service (Oxigraph /query, Virtuoso /sparql, Fuseki /NAME/query)"
        return StoreError(f"there is no such address on the server{tail}", source=address, cure=cure)
    if status == 413:
        return StoreError(f"the server takes no message of this size{tail}", source=address, cure="raise its limit")
    cure = "try again later" if status in RETRIED else "see the server's log"
    return StoreError(f"the server failed (HTTP {status}){tail}", source=address, cure=cure)
