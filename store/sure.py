"""A graph without what is not sure enough: the quads of a store whose confidence does not fall below a threshold.

Left out are

- events and entities less sure than that, with all that is said of them,
- statements (roles, dates, places, programmes, relations, posts) whose surest evidence is less sure than that, with
  their evidence; `ng:involves` goes with the last role, a post with the statement that somebody holds it.

What has no confidence (words such as a theme, gazetteer and authority data) stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, Quad

from newsgraph.ontology.terms import NG, ROLE_PROPERTIES
from newsgraph.store.base import GraphStore, Row, Rows

Statement: TypeAlias = tuple[object, object, object]

_NODES = "SELECT ?n ?c WHERE { ?n ng:confidence ?c ; ng:mentionedIn ?item }"
_EVIDENCE = """SELECT ?e ?s ?p ?o ?c WHERE {
  ?e ng:subject ?s ; ng:property ?p ; ng:value ?o . OPTIONAL { ?e ng:confidence ?c } }"""
_ABOUT = "SELECT ?m ?n WHERE { { ?m ng:mentionOf ?n } UNION { ?m ng:concerns ?n } }"  # mentions, doubts
_POSTS = "SELECT ?person ?post WHERE { ?person ng:holds ?post }"


def sure_quads(store: GraphStore, least: float) -> Iterator[Quad]:
    """The quads of all named graphs but for what is less sure than `least`, a probability."""
    kept = _Sieve(store, least)
    return (quad for quad in store.quads() if kept.keeps(quad))


class _Sieve:
    """What is to be left out: nodes with all their statements, and single statements. Grows with what is unsure."""

    def __init__(self, store: GraphStore, least: float) -> None:
        self.gone: set[object] = {n for n, c in _rows(store, _NODES) if _number(c) < least}
        self.unsure: set[Statement] = {(s, p, o) for _, s, p, o, c in _rows(store, _EVIDENCE) if _number(c) < least}
        self.unsure -= {(s, p, o) for _, s, p, o, c in _rows(store, _EVIDENCE) if _number(c) >= least}
        left: set[tuple[object, object]] = set()  # an agent that has another role in the event stays involved
        roles = set(ROLE_PROPERTIES)
        self.apart = {(s, o) for s, p, o in self.unsure if p in roles}
        for e, s, p, o, _ in _rows(store, _EVIDENCE):
            if s in self.gone or o in self.gone or (s, p, o) in self.unsure:
                self.gone.add(e)
            elif p in roles and (s, o) in self.apart:
                left.add((s, o))
        self.apart -= left
        self.gone |= {m for m, n in _rows(store, _ABOUT) if n in self.gone}
        self.gone |= {
            post for who, post in _rows(store, _POSTS) if who in self.gone or (who, NG.holds, post) in self.unsure
        }

    def keeps(self, quad: Quad) -> bool:
        s, p, o = quad.subject, quad.predicate, quad.object
        if s in self.gone or o in self.gone or (s, p, o) in self.unsure:
            return False
        return not (p == NG.involves and (s, o) in self.apart)


def _rows(store: GraphStore, text: str) -> Iterator[Row]:
    answer = store.query(text)
    assert isinstance(answer, Rows)
    return answer.rows


def _number(term: object) -> float:
    """A confidence; what has none is as sure as can be."""
    return float(term.value) if isinstance(term, Literal) else 1.0
