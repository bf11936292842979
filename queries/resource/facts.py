"""Rows of the store, kept by node and property, and read as words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.terms import NG_BASE, PREFIXES, XSD
from newsgraph.queries.resource.records import Item, Ref
from newsgraph.store.base import GraphStore, Row, Rows, Term

# the class that decides how a thing is shown, first that fits
MAIN = (
    "Event",
    "Organisation",
    "Person",
    "Location",
    "Programme",
    "NewsItem",
    "Post",
    "Decision",
    "Doubt",
    "Sentence",
    "Mention",
    "Evidence",
    "Agent",
    "Concept",
)
LABEL, PREF = PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel"
TYPE = PREFIXES["rdf"] + "type"
_CONCEPTS = PREFIXES["skos"] + "Concept"


def rows(store: GraphStore, text: str, bindings: Mapping[str, Term] = {}) -> Iterator[Row]:
    """The rows of a SELECT."""
    answer = store.query(text, bindings=bindings)
    assert isinstance(answer, Rows)
    return iter(answer)


def local(iri: str) -> str:
    """A term of ours by its local name, others whole."""
    return iri[len(NG_BASE) :] if iri.startswith(NG_BASE) else iri


def text_of(term: Term | None) -> str:
    return term.value if isinstance(term, (Literal, NamedNode)) else ""


def named(terms: Iterable[Term | None]) -> list[NamedNode]:
    """The IRIs among terms, each once, sorted."""
    return sorted({t for t in terms if isinstance(t, NamedNode)}, key=lambda t: t.value)


class Facts:
    """Node → property (local name of ours, or IRI) → values, in no order that counts."""

    def __init__(self) -> None:
        # the values as keys, in the order in which they came: an organisation is mentioned in thousands of items
        self.of: dict[str, dict[str, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))

    def add(self, node: Term | None, prop: Term | None, value: Term | None) -> None:
        if isinstance(node, NamedNode) and isinstance(prop, NamedNode) and value is not None:
            self.of[node.value][local(prop.value)][value] = None

    def values(self, iri: str, prop: str) -> Iterable[Term]:
        return self.of[iri][prop] if iri in self.of and prop in self.of[iri] else ()

    def texts(self, iri: str, prop: str) -> tuple[str, ...]:
        """Values as words, sorted."""
        return tuple(sorted({text_of(v) for v in self.values(iri, prop)}))

    def first(self, iri: str, prop: str) -> str | None:
        return next(iter(self.texts(iri, prop)), None)

    def integer(self, iri: str, prop: str) -> int:
        found = self.first(iri, prop)
        return int(found) if found is not None and found.lstrip("+-").isdecimal() else 0

    def number(self, iri: str, prop: str) -> float | None:
        return max((n for t in self.texts(iri, prop) if (n := decimal(t)) is not None), default=None)

    def names(self, iri: str, prop: str) -> tuple[str, ...]:
        """Values that are terms of ours, by local name, sorted."""
        return tuple(sorted(local(t) for t in self.texts(iri, prop)))

    def classes(self, iri: str) -> tuple[str, ...]:
        found = {local(t) for t in self.texts(iri, TYPE)}
        return tuple(sorted("Concept" if c == _CONCEPTS else c for c in found))

    def cls(self, iri: str) -> str:
        classes = self.classes(iri)
        return next((c for c in MAIN if c in classes), "")

    def label(self, iri: str) -> str:
        """The preferred label, an English one first, else a label, else words of the IRI."""
        for prop in (PREF, LABEL):
            found = [v for v in self.values(iri, prop) if isinstance(v, Literal) and v.value.strip()]
            if found:
                return min(found, key=lambda v: (v.language not in ("en", None), v.language is None, v.value)).value
        return words(iri)

    def ref(self, iri: str) -> Ref:
        return Ref(iri, self.label(iri), self.cls(iri))

    def refs(self, iri: str, prop: str) -> tuple[Ref, ...]:
        """The things that a property leads to, by label."""
        found = [self.ref(v.value) for v in self.values(iri, prop) if isinstance(v, NamedNode)]
        return tuple(sorted(found, key=lambda r: (r.label.casefold(), r.iri)))

    def item(self, iri: str) -> Item:
        title = self.first(iri, PREFIXES["dcterms"] + "title") or self.label(iri)
        date = self.first(iri, PREFIXES["dcterms"] + "issued")
        return Item(iri, title, date, self.first(iri, PREFIXES["dcterms"] + "source"))


def decimal(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def datatype(literal: Literal) -> str:
    """Local name of an XSD datatype; "" for plain text and others."""
    prefix = XSD.string.value.removesuffix("string")
    name = literal.datatype.value
    return name.removeprefix(prefix) if name.startswith(prefix) and name != XSD.string.value else ""


def words(iri: str) -> str:
    """The readable end of an IRI that has no label."""
    end = iri.rstrip("/#").rpartition("#")[2] if "#" in iri.rstrip("/#") else iri.rstrip("/#").rpartition("/")[2]
    return end or iri
