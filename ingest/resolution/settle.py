"""Decisions applied to what resolution found by itself: which of its clusters, and of the mentions named, are one.

A cluster is a thing, and so is each mention that a decision names (its home is a cluster). Decisions come first; then
each mention stays at home unless that would put two together that are decided to be different.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from newsgraph.ingest.resolution.decisions import Decision, Verdict
from newsgraph.ingest.resolution.nodes import Union
from newsgraph.ontology.errors import DecisionError

Thing: TypeAlias = tuple[str, ...]  # ("cluster", its key) or ("mention", item, local id)


@dataclass(slots=True)
class Settled:
    """What the decisions make of the things they touch."""

    root: Union[Thing]
    forbidden: dict[Thing, set[Thing]]  # by thing, both ways
    touched: set[Thing] = field(default_factory=set)  # every thing whose group may differ from its cluster

    def apart(self, a: Thing, b: Thing) -> bool:
        """Whether the groups of two things are decided to be different."""
        return _apart(self.root, self.forbidden, a, b)


def settle(decided: Iterable[tuple[Decision, Verdict, tuple[Thing, ...]]], home: Mapping[Thing, Thing]) -> Settled:
    """Group the things. decided: each decision with what it says and of which things; home: mention → cluster.

    Raises DecisionError where decisions contradict each other. The order of the arguments makes no difference.
    """
    union: Union[Thing] = Union()
    links: dict[Thing, list[tuple[Thing, Decision]]] = {}
    different: list[tuple[Thing, Thing, Decision]] = []
    for d, verdict, things in decided:
        for a, b in combinations(sorted(set(things)), 2):
            if verdict == "same":
                union.join(a, b)
                links.setdefault(a, []).append((b, d))
                links.setdefault(b, []).append((a, d))
            else:
                different.append((a, b, d))
        if verdict == "different" and len(set(things)) < len(things):
            raise DecisionError(
                f"two of these are one thing by now: {d}",
                source=d.source,
                line=d.line,
                cure="name the items of each, or drop it",
            )
    forbidden: dict[Thing, set[Thing]] = {}
    for a, b, d in different:
        if union.root(a) == union.root(b):
            chain = "; ".join(dict.fromkeys(str(x) for x in _chain(links, a, b)))
            raise DecisionError(
                f"decisions contradict each other: {d}, yet {chain}", source=d.source, line=d.line, cure="drop one"
            )
        forbidden.setdefault(a, set()).add(b)
        forbidden.setdefault(b, set()).add(a)
    out = Settled(union, _by_root(union, forbidden), {*links, *forbidden, *home, *home.values()})
    _stay_home(out, home)
    return out


def _by_root(union: Union[Thing], forbidden: Mapping[Thing, set[Thing]]) -> dict[Thing, set[Thing]]:
    out: dict[Thing, set[Thing]] = {}
    for a, others in forbidden.items():
        out.setdefault(union.root(a), set()).update(others)
    return out


def _apart(union: Union[Thing], forbidden: Mapping[Thing, set[Thing]], a: Thing, b: Thing) -> bool:
    root = union.root(b)
    return any(union.root(x) == root for x in forbidden.get(union.root(a), ()))


def join(out: Settled, a: Thing, b: Thing) -> bool:
    """Make two groups one unless they are decided to be different; tells whether they are one now."""
    ra, rb = out.root.root(a), out.root.root(b)
    if ra == rb:
        return True
    if out.apart(ra, rb):
        return False
    barred = out.forbidden.get(ra, set()) | out.forbidden.get(rb, set())
    out.root.join(ra, rb)
    if barred:
        out.forbidden[out.root.root(ra)] = barred
    return True


def _stay_home(out: Settled, home: Mapping[Thing, Thing]) -> None:
    """Join each mention with its cluster. Of two that exclude each other, neither is the cluster's own: both go."""
    lodgers: dict[Thing, list[Thing]] = {}
    for mention, cluster in home.items():
        lodgers.setdefault(cluster, []).append(mention)
    staying: list[tuple[Thing, Thing]] = []
    for cluster, mentions in lodgers.items():
        root = out.root.root(cluster)
        for m in mentions:
            barred = any(out.apart(m, x) for x in mentions if out.root.root(x) != root and not out.apart(x, cluster))
            if out.root.root(m) == root or not (barred or out.apart(m, cluster)):
                staying.append((cluster, m))
    for cluster, m in sorted(staying):
        join(out, cluster, m)


def _chain(links: Mapping[Thing, list[tuple[Thing, Decision]]], a: Thing, b: Thing) -> list[Decision]:
    """The `same` decisions that lead from one thing to another."""
    ways: dict[Thing, list[Decision]] = {a: []}
    todo = [a]
    for x in todo:
        for y, d in links.get(x, ()):
            if y not in ways:
                ways[y] = [*ways[x], d]
                todo.append(y)
    return ways[b]
