"""RDF/XML through pyoxigraph's own writer, which is given the triples in order. No graphs, no relative IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pyoxigraph import Literal, Quad, RdfFormat, Triple, serialize

from newsgraph.ontology.errors import StoreError
from newsgraph.ontology.terms import PREFIXES

# what XML 1.0 has no way to say (section 2.2), not even as a character reference
_UNSAYABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# a property is an element, so the end of its IRI must be an XML name
_NAMED = re.compile(r".*[^\w.-][^\W\d][\w.-]*|.*[/#:][^\W\d][\w.-]*")


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write quads as triples. Raises StoreError for a property or a character that RDF/XML cannot carry."""
    prefixes = {p: iri for p, iri in sorted(PREFIXES.items()) if p != "rdf"}
    serialize(_checked(quads), out, RdfFormat.RDF_XML, prefixes=prefixes)


def _checked(quads: Iterable[Quad]) -> Iterator[Triple]:
    cure = "export as Turtle or JSON-LD"
    for quad in quads:
        value = quad.object
        if isinstance(value, Literal) and (match := _UNSAYABLE.search(value.value)):
            raise StoreError(
                f"RDF/XML has no way to write U+{ord(match[0]):04X}, which is in {quad.predicate} of {quad.subject}",
                cure=cure,
            )
        if not _NAMED.fullmatch(quad.predicate.value):
            raise StoreError(f"RDF/XML cannot write the property {quad.predicate}", cure=cure)
        yield Triple(quad.subject, quad.predicate, quad.object)
