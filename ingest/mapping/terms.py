"""RDF terms from words of the news: whatever the text holds, what comes out can be written in every format."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.terms import XSD

# lone surrogates, and what XML 1.0 cannot write (section 2.2, Char), so that RDF/XML can be written too
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
TRUE = Literal("true", datatype=XSD.boolean)


def writable(text: str) -> str:
    """Replace each character that cannot be written by U+FFFD, one for one, so that offsets stay right."""
    return _UNWRITABLE.sub("\ufffd", text)


def string(text: str) -> Literal:
    return Literal(writable(text))


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """A label: one line, no white space at its ends; may be empty."""
    return " ".join(writable(text).split())


@lru_cache(maxsize=4096)
def integer(n: int) -> Literal:
    return Literal(str(n), datatype=XSD.integer)


def decimal(x: float, digits: int = 5) -> Literal:
    """An xsd:decimal with at least one digit after the point, never in exponent form."""
    text = f"{x:.{digits}f}".rstrip("0")
    return Literal(text + "0" if text.endswith(".") else text, datatype=XSD.decimal)


@lru_cache(maxsize=2048)
def confidence(x: float) -> Literal:
    """A probability to three digits."""
    return decimal(min(1.0, max(0.0, x)), 3)


@lru_cache(maxsize=8192)
def date_literal(value: str) -> Literal | None:
    """A date as precise as it is told (`2024`, `2024-07`, `2024-07-14`); None if there is no such date."""
    datatype = _DATES.get(len(value))
    if datatype is None:
        return None
    try:
        date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return None
    return Literal(value, datatype=datatype) if value.isascii() else None


def issued_literal(value: str) -> Literal | None:
    """An item's date of issue, which may have a time; None if it is none."""
    plain = date_literal(value)
    if plain is not None:
        return plain
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return Literal(when.isoformat(), datatype=XSD.dateTime)


def language_literal(tag: str) -> Literal | None:
    """A BCP 47 tag as a string; None if it is not formed like one."""
    return Literal(tag) if _LANGUAGE.fullmatch(tag) else None


def address(url: str) -> NamedNode | None:
    """An item's address as an IRI, what is not allowed in one percent-encoded; None if it is no absolute address."""
    text = url.strip()
    if not _ADDRESS.match(text):
        return None
    text = _STRAY_PERCENT.sub("%25", _NOT_IN_IRIS.sub(_percent, text))
    try:
        return NamedNode(text)
    except ValueError:  # "http://[", a port of letters …
        return None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{b:02X}" for b in match.group().encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1024)
def item_iri(base: str, id: str) -> NamedNode:
    """The IRI of a news item, which also names its graph: `<base>item/ID`, the id percent-encoded."""
    encoded = quote(id.encode("utf-8", "surrogatepass"), safe="-_.~")
    if not encoded.strip("."):  # "." and ".." would be taken for steps in a path
        encoded = encoded.replace(".", "%2E")
    return NamedNode(f"{base}item/{encoded}")
