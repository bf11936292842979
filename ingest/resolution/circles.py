"""Relations that must not run in circles: partOf, within, subEventOf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Edge = tuple[str, str, str]  # relation, subject, object


def without_circles(edges: Mapping[Edge, int], fixed: Iterable[Edge] = ()) -> frozenset[Edge]:
    """The edges to leave out so that no relation runs in a circle.

    edges: each with the number of items that tell it; of a circle the least told edge goes (of equals the last in
    order). fixed: edges that stay (gazetteer, authority files). The result depends on the edges alone.
    """
    above: dict[tuple[str, str], set[str]] = {}
    for relation, s, o in fixed:
        above.setdefault((relation, s), set()).add(o)
    refused: set[Edge] = set()
    suspects = _in_circles(edges, above)
    for edge in sorted(edges, key=lambda e: (-edges[e], e)):
        relation, s, o = edge
        if s == o or (edge in suspects and _reaches(above, relation, o, s)):
            refused.add(edge)
        else:
            above.setdefault((relation, s), set()).add(o)
    return frozenset(refused)


def _in_circles(edges: Iterable[Edge], fixed: Mapping[tuple[str, str], set[str]]) -> set[Edge]:
    """Edges that may lie on a circle: peel off, again and again, what nothing leads to or what leads nowhere."""
    all_ = set(edges) | {(r, s, o) for (r, s), objects in fixed.items() for o in objects}
    while True:
        subjects = {(r, s) for r, s, _ in all_}
        objects = {(r, o) for r, _, o in all_}
        left = {e for e in all_ if (e[0], e[2]) in subjects and (e[0], e[1]) in objects}
        if len(left) == len(all_):
            return left
        all_ = left


def _reaches(above: Mapping[tuple[str, str], set[str]], relation: str, start: str, goal: str) -> bool:
    todo, seen = [start], {start}
    while todo:
        x = todo.pop()
        if x == goal:
            return True
        for y in above.get((relation, x), ()):
            if y not in seen:
                seen.add(y)
                todo.append(y)
    return False
