"""The service described as OpenAPI 3.1, made of the catalogue: `/openapi.json`.

One path a saved query, `/queries/NAME.{format}`, with its parameters as they are declared in its header, so that a
program that generates clients gives a typed function a question.
"""

from __future__ import annotations

import re
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph import __version__
from newsgraph.ontology.terms import local_name
from newsgraph.queries.catalogue import SavedQuery
from newsgraph.queries.names import CLASSES
from newsgraph.queries.parameters import NODE_TYPES, TERM_TYPES, Parameter
from newsgraph.queries.shelf import Shelved
from newsgraph.service.library import library
from newsgraph.service.paging import TYPES
from newsgraph.viz.pages import Site

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_ERRORS = {
    "400": "A parameter is missing, unknown, of the wrong type, or a name that no or several things bear.",
    "404": "There is no such query or form.",
    "410": "The graph has changed since the page that the link came from; begin anew.",
    "503": "The service has too much to do; ask again in a moment.",
    "504": "The query took longer than the service allows.",
}


def description(shelved: Shelved, site: Site) -> Schema:
    """The whole document."""
    paths: Schema = {"/queries/": _catalogue_path()}
    for query in shelved.queries.values():
        paths[f"/queries/{query.name}.{{format}}"] = {"get": _query(query)}
    paths |= {"/search.json": {"get": _search()}, "/names.json": {"get": _names()}, "/sparql": {"get": _sparql()}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.title,
            "version": __version__,
            "summary": "Questions to a graph of what an institution's news tells",
            "description": "Each saved query is an address whose parameters are bound, never pasted into a text.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": site.links.root.rstrip("/") or "/"}],
        "tags": [{"name": g} for g in sorted({q.group for q in shelved.queries.values()} | {"Finding", "SPARQL"})],
        "paths": paths,
        "components": _components(),
    }


def _query(query: SavedQuery) -> Schema:
    operation = re.sub(r"-(.)", lambda m: m[1].upper(), f"ask-{query.name}")
    content = {"application/sparql-results+json": {"schema": {"$ref": "#/components/schemas/Rows"}}}
    content |= {media: {"schema": _TEXT} for media in TYPES.values() if media not in content}
    shared = [{"$ref": f"#/components/parameters/{name}"} for name in ("format", "limit", "offset", "version")]
    columns = "".join(f"\n- `{name}`: {text}" for name, text in query.columns.items())
    return {
        "operationId": operation,
        "tags": [query.group],
        "summary": query.title,
        "description": query.question + (f" {query.description}" if query.description else "") + columns,
        "parameters": [*(_parameter(p) for p in query.parameters), *shared],
        "responses": {
            "200": {
                "description": "The rows, in a fixed order.",
                "headers": {n: {"$ref": f"#/components/headers/{n}"} for n in ("ETag", "Link", "X-Total-Count")},
                "content": content,
            },
            "304": {"description": "Not changed since the answer whose ETag was sent in If-None-Match."},
            **_errors(*_ERRORS),
        },
    }


def _parameter(p: Parameter) -> Schema:
    found: Schema = {
        "name": p.name,
        "in": "query",
        "required": p.required,
        "description": p.description,
        "schema": _schema(p),
        "example": _example(p),
    }
    if p.type in NODE_TYPES:
        kinds = ", ".join(local_name(c) for c in NODE_TYPES[p.type])
        found["description"] += f" A name, an acronym, an IRI or the end of an IRI; of the class {kinds}."
    return found


def _schema(p: Parameter) -> Schema:
    schema: Schema = dict(_TEXT)
    if p.type in TERM_TYPES:
        schema["enum"] = sorted(local_name(t) for t in TERM_TYPES[p.type])
    elif p.type == "date":
        schema["pattern"] = r"^(\d{4}(-\d\d(-\d\d)?)?|today)$"
    elif p.type == "year":
        schema["pattern"] = r"^\d{4}$"
    elif p.type in ("integer", "boolean"):
        schema = {"type": p.type}
    if p.default is not None:
        schema["default"] = _value(p, p.default)
    return schema


def _value(p: Parameter, text: str) -> object:
    if p.type == "integer" and re.fullmatch(r"[+-]?\d{1,15}", text, re.ASCII):
        return int(text)
    if p.type == "boolean":
        return text.casefold() in ("true", "yes", "1")
    return text


def _example(p: Parameter) -> object:
    if p.type in TERM_TYPES:  # as in the enumeration, however it is written in the header
        return next(
            (n for n in (local_name(t) for t in TERM_TYPES[p.type]) if n.casefold() == p.example.casefold()), p.example
        )
    return _value(p, p.example)


def _errors(*codes: str) -> Schema:
    return {code: {"$ref": f"#/components/responses/E{code}"} for code in codes}


def _answer(text: str, schema: Schema) -> Schema:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _catalogue_path() -> Schema:
    queries = {"type": "array", "items": {"type": "object", "required": ["name", "title", "question", "parameters"]}}
    return {
        "get": {
            "operationId": "listQueries",
            "tags": ["Finding"],
            "summary": "The saved queries",
            "responses": {
                "200": _answer("The catalogue.", {"type": "object", "properties": {"queries": queries}}),
            },
        }
    }


def _given(name: str, text: str, schema: Schema, example: object = None) -> Schema:
    found: Schema = {"name": name, "in": "query", "description": text, "schema": schema}
    return found | ({"example": example} if example is not None else {})


def _search() -> Schema:
    return {
        "operationId": "findThings",
        "tags": ["Finding"],
        "summary": "Things by name, with slips forgiven",
        "parameters": [
            _given(
                "q", "Words of a name; without them everything is listed.", {"type": "string", "maxLength": 200}, "OUC"
            ),
            _given("class", "Only things of a class.", {"type": "string", "enum": list(CLASSES)}),
            _given("type", "Only what has to do with events of a type.", _TEXT, "Training"),
            _given("year", "Only what has to do with events of a year.", {"type": "string", "pattern": r"^\d{4}$"}),
            _given("place", "Only what has to do with events at a place: its IRI, or the end of it.", _TEXT),
            {"$ref": "#/components/parameters/limit"},
            {"$ref": "#/components/parameters/offset"},
        ],
        "responses": {
            "200": _answer("One page of the hits, best first.", {"$ref": "#/components/schemas/Found"}),
            **_errors("400"),
        },
    }


def _names() -> Schema:
    return {
        "operationId": "completeNames",
        "tags": ["Finding"],
        "summary": "Names as one types, for a field that completes them",
        "parameters": [
            _given("q", "What is typed so far.", {"type": "string", "maxLength": 200}, "open univ"),
            _given(
                "type", "What the thing must be.", {"type": "string", "enum": sorted(NODE_TYPES), "default": "node"}
            ),
            _given("limit", "How many names.", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}),
        ],
        "responses": {
            "200": _answer(
                "Names; `value` is what a parameter of that type takes.",
                {"type": "object", "properties": {"names": {"type": "array", "items": {"type": "object"}}}},
            ),
            **_errors("400"),
        },
    }


def _sparql() -> Schema:
    return {
        "operationId": "sparql",
        "tags": ["SPARQL"],
        "summary": "Free SPARQL (SPARQL 1.1 Protocol; POST works too)",
        "parameters": [
            {**_given("query", "The query.", _TEXT, "ASK { ?s ?p ?o }"), "required": True},
            _given("default-graph-uri", "The graphs to ask.", {"type": "array", "items": _TEXT}),
            _given("named-graph-uri", "The graphs that GRAPH may name.", {"type": "array", "items": _TEXT}),
        ],
        "responses": {
            "200": {
                "description": "Rows or a graph, in the form that the header Accept asks for.",
                "content": {
                    "application/sparql-results+json": {"schema": {"$ref": "#/components/schemas/Rows"}},
                    "text/turtle": {"schema": _TEXT},
                },
            },
            **_errors("400", "503", "504"),
        },
    }


def _components() -> Schema:
    whole = {"type": "integer", "minimum": 0}
    return {
        "parameters": {
            "format": {
                "name": "format",
                "in": "path",
                "required": True,
                "description": "ttl: the rows in the W3C's vocabulary for result sets.",
                "schema": {"type": "string", "enum": list(TYPES)},
                "example": "json",
            },
            "limit": _given("limit", "Rows of a page; all where it is left out.", {"type": "integer", "minimum": 1}),
            "offset": _given("offset", "Rows before the page.", whole),
            "version": _given(
                "version", "The state of the graph that earlier pages showed; links to pages say it.", _TEXT
            ),
        },
        "headers": {
            "ETag": {"description": "Names this answer.", "schema": _TEXT},
            "Link": {"description": "first, prev, next and last page (RFC 8288).", "schema": _TEXT},
            "X-Total-Count": {"description": "Rows of the whole answer.", "schema": whole},
        },
        "responses": {
            f"E{code}": {
                "description": text,
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            for code, text in _ERRORS.items()
        },
        "schemas": _schemas(),
    }


def _schemas() -> Schema:
    texts = {"type": "array", "items": _TEXT}
    term = {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"type": "string", "enum": ["uri", "literal", "bnode", "triple"]},
            "value": {},
            "datatype": _TEXT,
            "xml:lang": _TEXT,
        },
    }
    rows = {"type": "array", "items": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Term"}}}
    thing = ("iri", "class", "label", "kind", "start", "end", "status", "page")
    return {
        "Term": term,
        "Rows": {
            "type": "object",
            "description": "SPARQL 1.1 Query Results JSON Format",
            "required": ["head", "results"],
            "properties": {
                "head": {"type": "object", "properties": {"vars": texts}},
                "results": {"type": "object", "required": ["bindings"], "properties": {"bindings": rows}},
                "truncated": {"type": "object", "description": "There where the service's limit cut the answer short."},
            },
        },
        "Found": {
            "type": "object",
            "required": ["total", "results", "facets"],
            "properties": {
                "total": {"type": "integer"},
                "loosened": {"type": "boolean", "description": "No name has all words; these have some."},
                "results": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                "facets": {"type": "object"},
            },
        },
        "Thing": {
            "type": "object",
            "required": ["iri", "class", "label"],
            "properties": {
                **dict.fromkeys(thing, _TEXT),
                "names": texts,
                "types": texts,
                "places": texts,
                "items": {"type": "integer"},
            },
        },
        "Problem": {
            "type": "object",
            "description": "RFC 9457",
            "properties": {
                "title": _TEXT,
                "status": {"type": "integer"},
                "detail": _TEXT,
                "cure": _TEXT,
                "line": {"type": "integer"},
            },
        },
    }


async def openapi(request: Request) -> Response:
    """The description of this service as it is now."""
    shelf = library(request)
    shelved = await run_in_threadpool(shelf.shelf.now)
    return JSONResponse(
        description(shelved, shelf.served.site),
        headers={"Cache-Control": "no-cache"},
        media_type="application/vnd.oai.openapi+json;version=3.1" if _wants_own_type(request) else "application/json",
    )


def _wants_own_type(request: Request) -> bool:
    return "application/vnd.oai.openapi+json" in request.headers.get("accept", "")


ROUTES: list[BaseRoute] = [Route("/openapi.json", openapi)]
