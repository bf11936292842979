"""Things that the graph tells of under other people's IRIs, such as those of an authority file."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.terms import ENTITY_CLASSES, NG, PREFIXES
from newsgraph.queries.resource.facts import rows
from newsgraph.store.base import GraphStore

_CLASSES = " ".join(str(c) for c in (*ENTITY_CLASSES, NG.Event, NG.NewsItem, NG.Post))
_ELSEWHERE = (
    f"PREFIX rdf: <{PREFIXES['rdf']}> "
    f"SELECT DISTINCT ?x WHERE {{ VALUES ?class {{ {_CLASSES} }} "
    "?x rdf:type ?class . FILTER(!STRSTARTS(STR(?x), $base)) }"
)


def elsewhere(store: GraphStore, base: str) -> frozenset[str]:
    """The IRIs of entities, events, items and posts that are not below the base. They have pages here all the same."""
    found = rows(store, _ELSEWHERE, {"base": Literal(base)})
    return frozenset(x.value for (x,) in found if isinstance(x, NamedNode))
