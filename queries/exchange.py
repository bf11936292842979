"""Rows in the forms of other programs: SPARQL Query Results XML (W3C 2013), and RDF.

As RDF, rows are written in the W3C's vocabulary for result sets (`rs:`, "SPARQL test case structure"), which Jena and
rdflib read back into rows. It keeps every row, column, joined cell and the order, so paging is as right as in JSON. The
statements about the things in a row are at each thing's own address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from newsgraph.ontology.terms import XSD
from newsgraph.store.base import Row, Term

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
# what XML 1.0 (section 2.2) cannot hold, in no way of writing
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_rows(variables: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> Iterator[str]:
    """SPARQL Query Results XML Format. Characters that XML cannot hold become U+FFFD."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
    yield "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    yield "</head><results>\n"
    for row in rows:
        cells = (
            f"<binding name={quoteattr(name)}>{_xml(term)}</binding>"
            for name, term in zip(variables, row, strict=True)
            if term is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results></sparql>\n"


def _xml(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return "<triple>" + "".join(f"<{n}>{_xml(t)}</{n}>" for n, t in parts) + "</triple>"
    mark = ""
    if term.language:
        mark = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype != XSD.string:
        mark = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{mark}>{_text(term.value)}</literal>"


def _text(value: str) -> str:
    # a bare carriage return would be read back as a line feed (XML 1.0, section 2.11)
    return escape(_NO_XML.sub("\ufffd", value), {"\r": "&#13;"})


def turtle_rows(variables: Sequence[str], rows: Iterator[Row] | Sequence[Row], first: int = 1) -> Iterator[str]:
    """Turtle in the vocabulary of result sets. first: the number of the first row in the whole answer."""
    yield f"@prefix rs: <{RS}> .\n\n[] a rs:ResultSet"
    for name in variables:
        yield f" ;\n  rs:resultVariable {Literal(name)}"
    for number, row in enumerate(rows, first):
        cells = "".join(
            f" ;\n    rs:binding [ rs:variable {Literal(name)} ; rs:value {_turtle(term)} ]"
            for name, term in zip(variables, row, strict=True)
            if term is not None
        )
        yield f" ;\n  rs:solution [ rs:index {number}{cells} ]"
    yield " .\n"


def _turtle(term: Term) -> str:
    return f"<<( {term.subject} {term.predicate} {term.object} )>>" if isinstance(term, Triple) else str(term)
