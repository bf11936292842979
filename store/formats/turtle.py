"""Turtle and TriG, grouped by subject and sorted, so that a small change of the graph is a small change of the file.

RDF 1.1 Turtle and RDF 1.1 TriG (W3C Recommendations, 2014). Same prefixes in every file, IRIs below the base written
relative to it, one property a line, one object a line where there are several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ontology.terms import PREFIXES, RDF, XSD
from newsgraph.store.formats.names import prefixed, relative, usable_base

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+")
_BARE = {XSD.integer: _INTEGER, XSD.decimal: _DECIMAL, XSD.double: _DOUBLE, XSD.boolean: re.compile("true|false")}

# control characters, and what changes or hides text in an editor: line separators, direction marks, the BOM
_UNSAFE = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
_SHORT = re.compile(rf'["\\\n\t]|{_UNSAFE}')
_LONG = re.compile(rf'\\|"(?="|\Z)|{_UNSAFE}')
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(quads: Iterable[Quad], out: BinaryIO, *, base: str, graphs: bool = False) -> None:
    """Write quads that come in document order. graphs: TriG, with a block for each named graph."""
    names = Names(base)
    out.write(names.header().encode())
    for graph, content in groupby(quads, key=lambda q: q.graph_name):
        block = graphs and isinstance(graph, NamedNode)
        if isinstance(graph, NamedNode) and block:
            out.write(f"\n{names.iri(graph.value)} {{\n".encode())
        indent = "  " if block else ""
        for n, (subject, statements) in enumerate(groupby(content, key=lambda q: q.subject)):
            start = "" if block and n == 0 else "\n"
            out.write((start + _node(names, names.term(subject), statements, indent)).encode())
        if block:
            out.write(b"}\n")


def _node(names: Names, subject: str, statements: Iterable[Quad], indent: str) -> str:
    lines = []
    for predicate, quads in groupby(statements, key=lambda q: q.predicate):
        verb = "a" if predicate == RDF.type else names.term(predicate)
        objects = [names.term(q.object) for q in quads]
        if len(objects) == 1:
            lines.append(f"{verb} {objects[0]}")
        else:
            lines.append(f"{verb}\n" + ",\n".join(f"{indent}    {o}" for o in objects))
    between = f" ;\n{indent}  "
    first = f"{subject} {lines[0]}" if "\n" not in lines[0] else f"{subject}\n{indent}  {lines[0]}"
    # the full stop has its own line, so that a property more or less is a line more or less
    return indent + between.join([first, *lines[1:]]) + f" ;\n{indent}.\n"


class Names:
    """How terms are written below one base."""

    def __init__(self, base: str) -> None:
        self.base = base

    def header(self) -> str:
        first = f"@base <{self.base}> .\n" if usable_base(self.base) else ""
        return first + "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(PREFIXES.items()))

    def iri(self, iri: str) -> str:
        short = relative(iri, self.base)
        if short is not None:
            return f"<{short}>"
        return prefixed(iri) or f"<{iri}>"

    def term(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        return str(term)

    def _literal(self, literal: Literal) -> str:
        text = literal.value
        bare = _BARE.get(literal.datatype)
        if bare is not None and bare.fullmatch(text):
            return text
        quoted = quote(text)
        if literal.language is not None:
            return quoted + str(literal)[len(str(Literal(text))) :]  # the tag, and the direction if there is one
        if literal.datatype == XSD.string:
            return quoted
        return f"{quoted}^^{self.iri(literal.datatype.value)}"


def quote(text: str) -> str:
    """A Turtle string: in three quotation marks with its line breaks where it has several lines, else in one."""
    if "\n" in text:
        return f'"""{_LONG.sub(_escape, text)}"""'
    return f'"{_SHORT.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _NAMED.get(character) or f"\\u{ord(character):04X}"
