"""JSON-LD 1.1, compacted by the shipped context, which is written into the file so that it works offline.

A flat `@graph`: one object a node, on one line a property. A value that the context's coercion does not fit is written
as a value object, which no coercion touches (JSON-LD 1.1 API, section 5.3.2, expansion of value objects).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from newsgraph.ontology.errors import StoreError
from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import PREFIXES, RDF, XSD
from newsgraph.store.formats.names import prefixed, relative, usable_base

_INTEGER = re.compile(r"-?[1-9][0-9]{0,14}|0")  # canonical, and exact in every JSON reader


@dataclass(frozen=True, slots=True)
class Entry:
    """What the context says of a property: the key to use, how strings are read, whether values are always a list."""

    key: str
    coercion: str | None  # "@id", "@vocab", or the IRI of a datatype
    listed: bool


@dataclass(frozen=True, slots=True)
class Context:
    document: dict[str, Any]
    properties: dict[str, Entry]
    words: dict[str, str]  # IRI → term, for types and `@vocab` values


@cache
def shipped_context() -> Context:
    """The context of `ontology/context.jsonld`, read for writing. Definitions with other containers are not used."""
    document = json.loads(ontology_text("context.jsonld"))["@context"]

    def full(name: str) -> str:
        prefix, colon, local = name.partition(":")
        return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name

    properties: dict[str, Entry] = {}
    words: dict[str, str] = {}
    for term, said in document.items():
        definition = {"@id": said} if isinstance(said, str) else said
        if term.startswith("@") or not isinstance(definition, dict) or term in PREFIXES:
            continue
        iri = full(str(definition.get("@id", "")))
        if iri.startswith("@") or definition.keys() - {"@id", "@type", "@container"}:
            continue
        words.setdefault(iri, term)
        container = definition.get("@container")
        if container in (None, "@set"):
            coercion = definition.get("@type")
            properties.setdefault(iri, Entry(term, full(coercion) if coercion else None, container == "@set"))
    return Context(document, properties, words)


def write(quads: Iterable[Quad], out: BinaryIO, *, base: str) -> None:
    """Write quads that come in document order, as triples."""
    compactor = _Compactor(shipped_context(), base)
    head = {**({"@base": base} if usable_base(base) else {}), **compactor.context.document}
    text = json.dumps(head, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    out.write(f'{{\n  "@context": {text},\n  "@graph": ['.encode())
    for n, (subject, statements) in enumerate(groupby(quads, key=lambda q: q.subject)):
        body = json.dumps(compactor.node(subject, statements), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        out.write((",\n    " if n else "\n    ").encode() + body.encode())
    out.write(b"\n  ]\n}\n")


class _Compactor:
    def __init__(self, context: Context, base: str) -> None:
        self.context = context
        self.base = base

    def node(self, subject: object, statements: Iterable[Quad]) -> dict[str, Any]:
        result: dict[str, Any] = {"@id": self._id(subject)}
        for predicate, quads in groupby(statements, key=lambda q: q.predicate):
            objects = [q.object for q in quads]
            if predicate == RDF.type and all(isinstance(o, NamedNode) for o in objects):
                types = [self._word(o.value) for o in objects]  # type: ignore[union-attr]
                result["@type"] = types[0] if len(types) == 1 else types
                continue
            entry = self.context.properties.get(predicate.value)
            if entry is None:
                entry = Entry(self._absolute(predicate.value), None, False)
            values = [self._value(o, entry) for o in objects]
            result[entry.key] = values if entry.listed or len(values) > 1 else values[0]
        return result

    def _id(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return relative(term.value, self.base) or self._absolute(term.value)
        return str(term)

    def _word(self, iri: str) -> str:
        return self.context.words.get(iri) or self._absolute(iri)

    def _absolute(self, iri: str) -> str:
        short = prefixed(iri)
        scheme, _, rest = iri.partition(":")
        if short is None and scheme in self.context.document and not rest.startswith("//"):
            # `schema:x` as a whole IRI would be read as a shortened one
            raise StoreError(f"JSON-LD cannot tell <{iri}> from a short form of {scheme}:", cure="export as Turtle")
        return short or iri

    def _value(self, term: object, entry: Entry) -> Any:
        if isinstance(term, (NamedNode, BlankNode)):
            if entry.coercion == "@vocab" and isinstance(term, NamedNode):
                return self._word(term.value)
            return self._id(term) if entry.coercion == "@id" else {"@id": self._id(term)}
        if not isinstance(term, Literal):
            return {"@value": str(term)}
        if term.language is not None:
            return {"@value": term.value, "@language": term.language}
        return self._typed(term, entry)

    def _typed(self, literal: Literal, entry: Entry) -> Any:
        text, datatype = literal.value, literal.datatype.value
        if entry.coercion is None:
            if literal.datatype == XSD.string:
                return text
            if literal.datatype == XSD.boolean and text in ("true", "false"):
                return text == "true"
            if literal.datatype == XSD.integer and _INTEGER.fullmatch(text):
                return int(text)
        elif entry.coercion == datatype:
            return text
        if literal.datatype == XSD.string:
            return {"@value": text}
        return {"@value": text, "@type": self._absolute(datatype)}
