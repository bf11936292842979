"""The ontology's page, for people, and its files: read from what the ontology room ships, so they cannot differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import DCTERMS, NG, NG_BASE, ONTOLOGY_IRI, OWL, PREFIXES, RDF, RDFS, SKOS
from newsgraph.viz.pages.templates import Site, render

_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = PREFIXES["schema"]
_ONTOLOGY = ("newsgraph.ttl", "event-types.ttl")  # what a term of ours resolves to
# published name below `ontology/` → shipped file
PARTS = {
    "alignment.ttl": "alignment.ttl",
    "event-types.ttl": "event-types.ttl",
    "shapes.ttl": "shapes.ttl",
    "context.jsonld": "context.jsonld",
}
_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
_DATA_PREFIXES = {
    k: v for k, v in PREFIXES.items() if k in ("ng", "rdf", "rdfs", "owl", "xsd", "skos", "dcterms", "schema")
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term on the page. kind: "class", "object property", "data property", "annotation property" or "concept".

    aligned: (how, IRI) of terms of other vocabularies. rules: what the shapes ask of a class, in their own words.
    """

    iri: str
    name: str
    label: str
    kind: str
    definition: str = ""
    notes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    aligned: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    narrower: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    title: str
    description: str
    version: str
    modified: str
    license: str
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    schemes: tuple[Term, ...]


@dataclass(slots=True)
class _Triples:
    """Subject → property → objects, in the order of the files."""

    of: dict[object, dict[str, list[object]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    @classmethod
    def read(cls, *names: str) -> _Triples:
        it = cls()
        for name in names:
            for q in parse(ontology_text(name), format=RdfFormat.TURTLE):
                it.of[q.subject][q.predicate.value].append(q.object)
        return it

    def values(self, node: object, prop: str) -> list[object]:
        return self.of[node][prop] if node in self.of and prop in self.of[node] else []

    def texts(self, node: object, prop: NamedNode | str) -> tuple[str, ...]:
        found = self.values(node, prop if isinstance(prop, str) else prop.value)
        return tuple(v.value for v in found if isinstance(v, (Literal, NamedNode)))

    def first(self, node: object, prop: NamedNode | str) -> str:
        return next(iter(self.texts(node, prop)), "")

    def items(self, node: object) -> Iterator[object]:
        """Of an RDF list."""
        while node != RDF.nil and (first := self.values(node, PREFIXES["rdf"] + "first")):
            yield first[0]
            (node,) = self.values(node, PREFIXES["rdf"] + "rest")

    def classes(self, node: object, prop: NamedNode) -> tuple[str, ...]:
        """Class IRIs, those of a union one by one."""
        found: list[str] = []
        for v in self.values(node, prop.value):
            union = self.values(v, PREFIXES["owl"] + "unionOf") if isinstance(v, BlankNode) else []
            members = [m for u in union for m in self.items(u)] if union else [v]
            found += [m.value for m in members if isinstance(m, NamedNode)]
        return tuple(found)


@cache
def read_ontology() -> Ontology:
    """The shipped ontology as records."""
    t = _Triples.read(*_ONTOLOGY)
    aligned, shapes = _Triples.read("alignment.ttl"), _Triples.read("shapes.ttl")
    rules = _rules(shapes)
    kinds = {
        OWL.Class.value: "class",
        OWL.ObjectProperty.value: "object property",
        OWL.DatatypeProperty.value: "data property",
        PREFIXES["owl"] + "AnnotationProperty": "annotation property",
    }
    terms = []
    for node in list(t.of):
        types = t.texts(node, RDF.type)
        kind = next((kinds[x] for x in types if x in kinds), None)
        if kind and isinstance(node, NamedNode) and node.value.startswith(NG_BASE):
            terms.append(_term(t, aligned, node, kind, rules))
    schemes = tuple(_scheme(t, aligned, NamedNode(NG_BASE + s)) for s in ("EventTypes", "EventStatuses"))
    me = NamedNode(ONTOLOGY_IRI)
    return Ontology(
        t.first(me, DCTERMS.title),
        t.first(me, PREFIXES["dcterms"] + "description"),
        t.first(me, PREFIXES["owl"] + "versionInfo"),
        t.first(me, PREFIXES["dcterms"] + "modified"),
        t.first(me, PREFIXES["dcterms"] + "license"),
        tuple(x for x in terms if x.kind == "class"),
        tuple(x for x in terms if x.kind != "class"),
        schemes,
    )


def _term(t: _Triples, aligned: _Triples, node: NamedNode, kind: str, rules: dict[str, tuple[str, ...]]) -> Term:
    traits = {"TransitiveProperty": "transitive", "SymmetricProperty": "symmetric", "FunctionalProperty": "functional"}
    above = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
    return Term(
        node.value,
        node.value.removeprefix(NG_BASE),
        t.first(node, RDFS.label),
        kind,
        t.first(node, PREFIXES["skos"] + "definition"),
        t.texts(node, PREFIXES["skos"] + "scopeNote"),
        t.texts(node, PREFIXES["skos"] + "example"),
        t.texts(node, above),
        (*t.classes(node, RDFS.domain), *t.texts(node, _SCHEMA + "domainIncludes")),
        (*t.classes(node, RDFS.range), *t.texts(node, _SCHEMA + "rangeIncludes")),
        tuple(w for k, w in traits.items() if PREFIXES["owl"] + k in t.texts(node, RDF.type)),
        aligned=_aligned(aligned, node, above),
        rules=rules.get(node.value, ()),
    )


def _aligned(aligned: _Triples, node: NamedNode, above: NamedNode) -> tuple[tuple[str, str], ...]:
    how = {
        above.value: "is a" if above == RDFS.subClassOf else "is also",
        **{f"{PREFIXES['skos']}{k}Match": f"{k} match" for k in ("exact", "close", "broad", "narrow", "related")},
        PREFIXES["rdfs"] + "seeAlso": "near",
    }
    return tuple((word, iri) for prop, word in how.items() for iri in aligned.texts(node, prop))


def _scheme(t: _Triples, aligned: _Triples, scheme: NamedNode) -> Term:
    """A SKOS scheme with its concepts as a tree."""

    def concept(node: NamedNode) -> Term:
        below = [n for n in t.of if isinstance(n, NamedNode) and node.value in t.texts(n, SKOS.broader)]
        return _concept(t, aligned, node, tuple(concept(n) for n in sorted(below, key=lambda n: n.value)))

    inside = [n for n in t.of if isinstance(n, NamedNode) and scheme.value in t.texts(n, SKOS.inScheme)]
    top = [n for n in inside if not t.texts(n, SKOS.broader)]
    return _concept(t, aligned, scheme, tuple(concept(n) for n in sorted(top, key=lambda n: n.value)))


def _concept(t: _Triples, aligned: _Triples, node: NamedNode, narrower: tuple[Term, ...]) -> Term:
    return Term(
        node.value,
        node.value.removeprefix(NG_BASE),
        t.first(node, SKOS.prefLabel) or t.first(node, RDFS.label),
        "concept",
        t.first(node, PREFIXES["skos"] + "definition"),
        t.texts(node, PREFIXES["skos"] + "scopeNote"),
        t.texts(node, PREFIXES["skos"] + "example"),
        others=t.texts(node, SKOS.altLabel),
        aligned=_aligned(aligned, node, RDFS.subClassOf),
        narrower=narrower,
    )


def _rules(shapes: _Triples) -> dict[str, tuple[str, ...]]:
    """Class → the messages of its shapes, which say what is wrong and how it is cured."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in list(shapes.of):
        for target in (*shapes.texts(node, _SH + "targetClass"), *shapes.texts(node, _SH + "targetNode")):
            parts = [*shapes.values(node, _SH + "property"), *shapes.values(node, _SH + "sparql"), node]
            found[target] += [m for p in parts for m in shapes.texts(p, _SH + "message")]
    return {k: tuple(dict.fromkeys(v)) for k, v in found.items()}


def ontology_page(site: Site) -> str:
    """The HTML text of the ontology's page. Anchors are the local names, so that `…newsgraph#Event` finds its place."""
    ontology = read_ontology()
    forms = [(name, site.links.to(f"ontology.{e}")) for e, name in _NAMES.items()]
    parts = [(name, site.links.to(f"ontology/{name}")) for name in PARTS]
    return render(
        "ontology.html", site, here="ontology.html", o=ontology, iri=ONTOLOGY_IRI, forms=forms, parts=parts, short=short
    )


_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


def short(iri: str) -> str:
    """An IRI with a prefix, where one is known."""
    known = {
        **PREFIXES,
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "org": "http://www.w3.org/ns/org#",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "time": "http://www.w3.org/2006/time#",
    }
    fits = [(len(space), f"{prefix}:{iri[len(space) :]}") for prefix, space in known.items() if iri.startswith(space)]
    return max(fits)[1] if fits else iri


@cache
def ontology_data(ending: str) -> bytes:
    """The ontology with its event types by an ending; the same bytes always. Raises KeyError for others."""
    names: dict[BlankNode, BlankNode] = {}

    def stable(term: object) -> object:
        if isinstance(term, BlankNode):
            return names.setdefault(term, BlankNode(f"b{len(names) + 1}"))
        return term

    quads = [q for name in _ONTOLOGY for q in parse(ontology_text(name), format=RdfFormat.TURTLE)]
    triples = [Triple(stable(q.subject), q.predicate, stable(q.object)) for q in quads]  # type: ignore[arg-type]
    fmt = _FORMATS[ending]
    prefixes = None if fmt == RdfFormat.N_TRIPLES else _DATA_PREFIXES
    body = serialize(triples, format=fmt, prefixes=prefixes)
    assert body is not None
    return body


def ontology_part(name: str) -> bytes:
    """A shipped file by the name under which it is published. Raises KeyError for an unknown one."""
    return ontology_text(PARTS[name]).encode()


__all__ = ["NG", "PARTS", "Ontology", "Term", "ontology_data", "ontology_page", "ontology_part", "read_ontology"]
