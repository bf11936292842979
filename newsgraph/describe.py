"""Everything that the graph knows of one thing: facts by property, what points at it, sentences that tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.terms import NG_BASE, PREFIXES
from newsgraph.store.base import GraphStore, Rows, Term

# told by the head of the page, by the lists below it, or of use to machines only
_NOT_FACTS = {f"{NG_BASE}{t}" for t in ("mentionedIn", "involves", "acronym")} | {
    PREFIXES["rdf"] + "type",
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["skos"] + "altLabel",
}


@dataclass(frozen=True)
class Value:
    """A value with the label to show and the IRI behind it, where it is a thing."""

    label: str
    iri: str | None = None


@dataclass(frozen=True)
class Quote:
    """A sentence of an item that tells of the thing."""

    text: str
    item: str
    item_label: str


@dataclass
class Description:
    iri: str
    label: str
    classes: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    facts: dict[str, list[Value]] = field(default_factory=dict)
    inverse: dict[str, list[Value]] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)


def describe(store: GraphStore, node: NamedNode) -> Description:
    """Collect what is known of `node`; empty lists for a node that the graph does not know."""
    it = Description(iri=node.value, label=label_of(store, node))
    names: set[str] = set()
    for p, o, name in _rows(store, "SELECT ?p ?o ?l WHERE { $node ?p ?o . OPTIONAL { ?o rdfs:label ?l } }", node):
        prop, text = _text(p), _text(o)
        if prop == PREFIXES["rdf"] + "type":
            it.classes.append(short(text))
        elif prop in (PREFIXES["skos"] + "altLabel", PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel"):
            names.add(text)
        elif prop not in _NOT_FACTS:
            _add(it.facts, short(prop), o, name)
    it.classes = sorted(set(it.classes))
    it.other_names = sorted(names - {it.label})
    helpers = "ng:Mention ng:Evidence ng:Sentence ng:NewsItem ng:Doubt"
    for s, p, name in _rows(
        store,
        f"""SELECT ?s ?p ?l WHERE {{ ?s ?p $node . OPTIONAL {{ ?s rdfs:label ?l }}
            FILTER(?p != ng:involves) FILTER NOT EXISTS {{ ?s a ?c . VALUES ?c {{ {helpers} }} }} }}""",
        node,
    ):
        _add(it.inverse, short(_text(p)), s, name)
    quotes = _rows(
        store,
        """SELECT DISTINCT ?text ?item ?l WHERE {
             ?m ng:mentionOf $node ; ng:inSentence ?s . ?s ng:text ?text ; ng:inItem ?item .
             OPTIONAL { ?item rdfs:label ?l } }""",
        node,
    )
    it.quotes = sorted(
        {Quote(_text(t), _text(i), _text(name) if name is not None else _text(i)) for t, i, name in quotes},
        key=lambda q: (q.item, q.text),
    )
    for values in (*it.facts.values(), *it.inverse.values()):
        values.sort(key=lambda v: (v.label.casefold(), v.iri or ""))
    return it


def label_of(store: GraphStore, node: NamedNode) -> str:
    """The preferred label, else the first other one, else the end of the IRI."""
    rows = _rows(
        store,
        """SELECT ?rank ?l WHERE { { $node skos:prefLabel ?l . BIND(1 AS ?rank) } UNION
             { $node rdfs:label ?l . BIND(2 AS ?rank) } }""",
        node,
    )
    found = sorted((_text(rank), _text(name)) for rank, name in rows)
    return found[0][1] if found else node.value.rstrip("/#").rsplit("/", 1)[-1]


def short(iri: str) -> str:
    """An IRI as prefixed name, without the prefix where it is ours."""
    if iri.startswith(NG_BASE):
        return iri[len(NG_BASE) :]
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def _add(into: dict[str, list[Value]], prop: str, thing: Term | None, name: Term | None) -> None:
    is_iri = isinstance(thing, NamedNode)
    text = _text(thing)
    value = Value(_text(name) if name is not None else short(text) if is_iri else text, text if is_iri else None)
    values = into.setdefault(prop, [])
    # a node with labels of several items comes in several rows: the first label stands for it
    same = [v for v in values if v.iri == value.iri] if is_iri else [v for v in values if v == value]
    if not same:
        values.append(value)
    elif is_iri and value.label < same[0].label:
        values[values.index(same[0])] = value


def _rows(store: GraphStore, text: str, node: NamedNode) -> list[tuple[Term | None, ...]]:
    prefixes = "".join(f"PREFIX {k}: <{PREFIXES[k]}>\n" for k in ("ng", "rdfs", "skos"))
    answer = store.query(prefixes + text, bindings={"node": node})
    assert isinstance(answer, Rows)
    return list(answer.rows)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
