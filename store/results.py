"""SPARQL 1.1 Query Results JSON (W3C Recommendation, 2013) to pyoxigraph terms, with what servers make of it.

Virtuoso 7 says `typed-literal` (a draft of 2007), writes booleans as 0 and 1, and answers ASK with a table
(without a row for false).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from newsgraph.ontology.errors import StoreError
from newsgraph.ontology.terms import XSD
from newsgraph.store.base import Row, Rows, Term, Truth


def parse_results(body: bytes, *, source: str) -> Rows | Truth:
    """Rows or Truth from a whole JSON answer. Raises StoreError where it is none."""
    try:
        document = json.loads(body)
        if "boolean" in document:
            return Truth(bool(document["boolean"]))
        variables = tuple(document["head"]["vars"])
        bindings = document["results"]["bindings"]
        if variables == ("__ASK_RETVAL",):
            return Truth(any(b["__ASK_RETVAL"]["value"] == "1" for b in bindings))
        rows = [tuple(_term(b[v]) if v in b else None for v in variables) for b in bindings]
    except (ValueError, KeyError, TypeError, IndexError) as e:
        why = f"answered with broken JSON results ({type(e).__name__}: {str(e)[:80]})"
        raise StoreError(why, source=source, cure="the answer may have been cut on its way: try again") from e
    return Rows(variables, _iterate(rows))


def to_json(answer: Rows | Truth) -> bytes:
    """The JSON answer for rows, or for yes or no."""
    if isinstance(answer, Truth):
        return json.dumps({"head": {}, "boolean": answer.value}).encode()
    bindings = [
        {name: json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return json.dumps({"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}).encode()


def json_term(term: Term) -> dict[str, object]:
    """A term as SPARQL 1.1 Query Results JSON has it; a triple as SPARQL 1.2 does."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: json_term(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype != XSD.string:
        found["datatype"] = term.datatype.value
    return found


def _iterate(rows: list[Row]) -> Iterator[Row]:
    yield from rows


def _term(value: dict[str, Any]) -> Term:
    text = value["value"]
    match value["type"]:
        case "uri":
            return NamedNode(text)
        case "literal" | "typed-literal":
            if language := value.get("xml:lang"):
                return Literal(text, language=language)
            datatype = value.get("datatype")
            if datatype == XSD.boolean.value:
                text = {"1": "true", "0": "false"}.get(text, text)
            return Literal(text, datatype=NamedNode(datatype)) if datatype else Literal(text)
        case "bnode":
            return BlankNode(text)
        case "triple":
            subject, predicate, object_ = (_term(text[k]) for k in ("subject", "predicate", "object"))
            return Triple(subject, predicate, object_)  # type: ignore[arg-type]
        case other:
            raise ValueError(f"unknown kind of term {other!r}")
