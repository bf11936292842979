"""From a name that a person types to the node of the graph that it stands for.

Names are compared without regard to capitals, width, quotation marks, punctuation, a leading "the" and accents' way of
writing (Unicode NFKC). A name that stands for several nodes is never decided by chance: the candidates are listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.errors import ParameterError
from newsgraph.ontology.terms import PREFIXES, local_name
from newsgraph.queries.parameters import NODE_TYPES, nearest, shown
from newsgraph.store.base import GraphStore, Rows, Term, Truth

LISTED = 10  # candidates in a message

# Each class is asked for by itself: a variable class would make the store walk through every mention and sentence.
_NAMES = """
SELECT DISTINCT ?node ?name ?rank
WHERE {
  ?node a $class .
  { ?node skos:prefLabel ?name . BIND(0 AS ?rank) }
  UNION { ?node rdfs:label ?name . BIND(1 AS ?rank) }
  UNION { ?node skos:altLabel ?name . BIND(2 AS ?rank) }
  UNION { ?node ng:acronym ?name . BIND(2 AS ?rank) }
  UNION { ?node dcterms:identifier ?name . BIND(2 AS ?rank) }
  FILTER(STR($word) = "" || CONTAINS(LCASE(STR(?name)), STR($word)))
}
"""
_LABELS = """
SELECT ?name ?rank
WHERE {
  { $node skos:prefLabel ?name . BIND(0 AS ?rank) }
  UNION { $node rdfs:label ?name . BIND(1 AS ?rank) }
}
"""
_CLASSES = "SELECT DISTINCT ?class WHERE { $node a ?class }"
_IS_TOLD = "ASK { $node ng:mentionedIn ?item }"
_IS_THERE = "ASK { $node ?property ?value }"


class Name(NamedTuple):
    """A name of a node; rank 0 for a preferred label, 1 for a label, 2 for any other name."""

    node: str
    kind: str  # "Organisation", "Event" …
    name: str
    rank: int


def look_up(store: GraphStore, name: str, *, base: str, type: str = "node") -> NamedNode:
    """The node for a label, an acronym, an item's identifier, a CURIE, an IRI, or the end of an IRI below `base`.

    type: one of `parameters.NODE_TYPES`; what the node must be.
    Raises ParameterError: unknown (with the most similar names), of another class, or ambiguous (with the candidates).
    """
    classes = NODE_TYPES[type]
    asked = name.strip()
    for iri in _iris(asked, base):
        if (found := _known(store, iri, classes, type)) is not None:
            return found
    key = folded(asked)
    if not key:
        raise ParameterError(f"{shown(name)} is not a name", cure=f"give the name or the IRI of {_a(type)}")
    matches = _best_names(n for n in _names(store, classes, key) if folded(n.name) == key)
    everything: list[Name] = []
    if not matches:  # a name may be written so that the store's LCASE leaves it apart ("Straße", full width)
        everything = list(_names(store, classes, ""))
        matches = _best_names(n for n in everything if folded(n.name) == key)
    if len(matches) > 1:  # headlines are often worded like the event that they tell of: an item gives way
        matches = {iri: n for iri, n in matches.items() if n.kind != "NewsItem"} or matches
    if len(matches) > 1:  # the city that news tells of, not the county of the same name that the gazetteer puts it in
        matches = {iri: n for iri, n in matches.items() if _is_told(store, iri)} or matches
    if len(matches) == 1:
        return NamedNode(next(iter(matches)))
    if matches:
        listed = [_described(store, m) for m in list(matches.values())[:LISTED]]
        more = len(matches) - LISTED
        tail = f" and {more} more" if more > 0 else ""
        raise ParameterError(
            f"{shown(asked)} stands for {len(matches)} things: {'; '.join(listed)}{tail}", cure="give the IRI of one"
        )
    raise _unknown(store, asked, key, everything, type)


def _is_told(store: GraphStore, iri: str) -> bool:
    answer = store.query(_IS_TOLD, bindings={"node": NamedNode(iri)})
    return isinstance(answer, Truth) and answer.value


def folded(name: str) -> str:
    """The form in which names are compared."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = re.sub(r"[’'‘`]s\b", "s", text)
    text = re.sub(r"[^\w\s]|_", " ", text)
    return re.sub(r"^the\s+(?=\S)", "", " ".join(text.split()))


def _iris(asked: str, base: str) -> Iterator[NamedNode]:
    """What the words may be as an IRI, most literal first. Text that is no IRI gives none."""
    bare = asked[1:-1] if asked.startswith("<") and asked.endswith(">") else asked
    candidates = []
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", bare):
        prefix, _, rest = bare.partition(":")
        candidates += [PREFIXES[prefix] + rest] if prefix in PREFIXES else [bare]
    elif re.fullmatch(r"[^\s:]+", bare):
        candidates += [base + bare] + ([] if "/" in bare else [base + "event/" + bare, base + "item/" + bare])
    for text in candidates:
        if not re.search(r'[\x00-\x20<>"{}|^`\\]', text):
            try:
                yield NamedNode(text)
            except ValueError:
                continue


def _known(store: GraphStore, iri: NamedNode, classes: Sequence[NamedNode], type: str) -> NamedNode | None:
    """The IRI if the graph knows it. An IRI of another class is an error, an unknown one is None."""
    found = {row[0].value for row in _rows(store, _CLASSES, {"node": iri}) if isinstance(row[0], NamedNode)}
    if found & {c.value for c in classes}:
        return iri
    if found:
        kinds = " and ".join(sorted(local_name(NamedNode(c)) for c in found))
        raise ParameterError(f"<{iri.value}> is of the class {kinds}", cure=f"give {_a(type)}")
    answer = store.query(_IS_THERE, bindings={"node": iri})
    if isinstance(answer, Truth) and answer.value and type in ("node", "entity"):
        return iri  # known beyond any item, without a class of its own
    return None


def _names(store: GraphStore, classes: Sequence[NamedNode], key: str) -> Iterator[Name]:
    # the longest plain word keeps the store from sending every name; only ASCII, since LCASE folds less than we do
    word = max(re.findall(r"(?<![^\W_])[a-z0-9]+(?![^\W_])", key) or [""], key=len)
    for cls in classes:
        for row in _rows(store, _NAMES, {"class": cls, "word": Literal(word)}):
            node, name, rank = row
            if isinstance(node, NamedNode) and isinstance(name, Literal) and isinstance(rank, Literal):
                yield Name(node.value, local_name(cls), name.value, int(rank.value))


def _best_names(names: Iterator[Name]) -> dict[str, Name]:
    """One name a node, the best ranked, sorted by IRI."""
    best: dict[str, Name] = {}
    for n in names:
        if n.node not in best or (n.rank, n.name) < (best[n.node].rank, best[n.node].name):
            best[n.node] = n
    return dict(sorted(best.items()))


def _described(store: GraphStore, match: Name) -> str:
    labels = sorted(
        (rank.value, name.value)
        for name, rank in _rows(store, _LABELS, {"node": NamedNode(match.node)})
        if isinstance(name, Literal) and isinstance(rank, Literal)
    )
    label = labels[0][1] if labels else match.name
    return f"{label} ({match.kind}) <{match.node}>"


def _unknown(store: GraphStore, asked: str, key: str, everything: Sequence[Name], type: str) -> ParameterError:
    others = [c for c in NODE_TYPES["node"] if c not in NODE_TYPES[type]]
    for other in _best_names(n for n in _names(store, others, key) if folded(n.name) == key).values():
        return ParameterError(f"{shown(asked)} is of the class {other.kind}, <{other.node}>", cure=f"give {_a(type)}")
    near = nearest(asked, (n.name for n in everything))
    cure = f"did you mean {', '.join(near)}?" if near else "`newsgraph query search --text …` looks for parts of names"
    return ParameterError(f"there is no {type if type != 'node' else 'thing'} named {shown(asked)}", cure=cure)


def _a(type: str) -> str:
    return ("an " if type[0] in "aeio" else "a ") + type


def _rows(store: GraphStore, text: str, bindings: Mapping[str, Term]) -> Iterator[tuple[Term | None, ...]]:
    answer = store.query(text, bindings=bindings)
    if isinstance(answer, Rows):
        yield from answer.rows
