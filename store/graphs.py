"""What `GRAPH` ranges over on a server that holds more than newsgraph's graphs.

`GRAPH ?g { … }` is confined to newsgraph's graphs by a filter behind the group (in the same enclosing group, where `?g`
is bound), so that a query gives the same rows as on the embedded store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from newsgraph.store.sparql import Token, tokens


@dataclass(frozen=True, slots=True)
class _Clause:
    """One `GRAPH name { … }`: the token of the name, and the offset behind the closing brace."""

    name: Token
    end: int


def confine(text: str, *, base: str, hidden: Collection[NamedNode]) -> str:
    """Let `GRAPH ?g` range over graphs below the base, without the hidden ones."""
    listed = ", ".join(map(str, hidden))
    inserts = [
        (c.end, c.end, f" FILTER(STRSTARTS(STR({c.name.text}), {Literal(base)}) && {c.name.text} NOT IN ({listed})) ")
        for c in _clauses(tokens(text))
        if c.name.kind == "variable"
    ]
    return _edited(text, inserts)


def named_graphs(text: str) -> tuple[str, list[str]]:
    """For Virtuoso, which finds nothing in `GRAPH <g>` when a default graph is given but <g> is not: the graphs to name
    with the request. Where the query has `GRAPH ?g` too, which such names would confine, each `GRAPH <g> { … }` becomes
    `GRAPH ?v { … } FILTER(?v = <g>)` instead, and nothing is to be named."""
    toks = tokens(text)
    clauses = list(_clauses(toks))
    constant = [c for c in clauses if c.name.kind != "variable"]
    iris = [_iri(c.name, toks) for c in constant]
    if len(constant) == len(clauses):
        return text, list(dict.fromkeys(iris))
    edits: list[tuple[int, int, str]] = []
    for n, (clause, iri) in enumerate(zip(constant, iris, strict=True)):
        edits.append((clause.name.start, clause.name.end, f"?ng_graph_{n}"))
        edits.append((clause.end, clause.end, f" FILTER(?ng_graph_{n} = <{iri}>) "))
    return _edited(text, edits), []


def _clauses(toks: Sequence[Token]) -> Iterator[_Clause]:
    for i, token in enumerate(toks):
        if token.keyword != "GRAPH" or i + 2 >= len(toks):
            continue
        depth = 0
        for inner in toks[i + 2 :]:
            depth += (inner.text == "{") - (inner.text == "}")
            if depth == 0:
                yield _Clause(toks[i + 1], inner.end)
                break


def _iri(token: Token, toks: Sequence[Token]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    for before, (a, b) in zip(toks, pairwise(toks[1:]), strict=False):
        if before.keyword == "PREFIX" and a.text == prefix + ":":
            return b.text[1:-1] + local.replace("\\", "")
    return token.text


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
