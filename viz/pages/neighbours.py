"""What a thing is directly linked with, as a picture: a small tree in SVG, its branches the relations.

Drawn here and not in the browser, so that it needs no script, prints, and every name in it is a link of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsgraph.queries.resource import Ref, Thing
from newsgraph.viz.pages.words import ROLE_PHRASES, property_name

WIDTH, ROW, TOP = 360, 26, 14
ROOT_X, BRANCH_X, LEAF_X = 10, 40, 58
EACH, ALL = 5, 22  # leaves of a relation, rows of the picture
CUT = 34  # characters of a name


@dataclass(frozen=True, slots=True)
class Leaf:
    """A name at (x, y). ref None: how many more there are. text: cut to fit."""

    text: str
    y: int
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A relation with the things that it leads to; path: an SVG path from the root through all its leaves."""

    name: str
    y: int
    path: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    height: int
    branches: tuple[Branch, ...]


def picture(thing: Thing) -> Picture | None:
    """None where there is nothing to draw."""
    groups = [(name, refs) for name, refs in _groups(thing) if refs]
    if not groups:
        return None
    y, branches, rows = TOP + ROW, [], 0
    for name, refs in groups:
        if rows >= ALL:
            break
        shown = refs[: min(EACH, max(ALL - rows, 1))]
        at = y
        leaves, rows, y = [], rows + len(shown) + 1, y + ROW
        for ref in shown:
            leaves.append(Leaf(_cut(ref.label), y, ref))
            y += ROW
        if len(refs) > len(shown):
            leaves.append(Leaf(f"and {len(refs) - len(shown):,} more", y))
            y += ROW
        y += 4
        branches.append(Branch(name, at, _path(at, [leaf.y for leaf in leaves]), tuple(leaves)))
    return Picture(y - ROW + 12, tuple(branches))


def _path(at: int, leaves: list[int]) -> str:
    """From the stem to the relation's name, and from there down to each leaf, with round corners."""
    parts = [f"M{ROOT_X} {TOP}V{at - 8}Q{ROOT_X} {at} {ROOT_X + 8} {at}H{BRANCH_X - 12}"]
    parts += [f"M{BRANCH_X - 6} {at + 8}V{y - 8}Q{BRANCH_X - 6} {y} {BRANCH_X + 2} {y}H{LEAF_X - 10}" for y in leaves]
    return "".join(parts)


def _cut(text: str) -> str:
    return text if len(text) <= CUT else text[: CUT - 1].rstrip() + "…"


def _groups(thing: Thing) -> list[tuple[str, list[Ref]]]:
    events = [e.ref for e in thing.events]

    def said(*properties: str) -> list[Ref]:
        return _once(s.ref for s in thing.of(*properties) if s.ref)

    def pointing(prop: str) -> list[Ref]:
        return _once(link.other for link in thing.from_(prop))

    match thing.cls:
        case "Event":
            roles = [(phrase.rstrip(":"), said(role)) for role, phrase in ROLE_PHRASES.items()]
            inside = [("part of", said("subEventOf")), ("programme", said("programme")), ("within it", events)]
            return [(name.lower(), refs) for name, refs in [*roles, ("in", said("location")), *inside]]
        case "Organisation":
            people = _once(p for line in thing.posts for p in line.people)
            return [
                ("part of", said("partOf")),
                ("in", said("locatedIn")),
                ("units", pointing("partOf")),
                ("often together with", [r for r, _ in thing.partners]),
                ("people with a post", people),
            ]
        case "Person":
            at = _once(o for line in thing.posts for o in line.organisations)
            return [("posts at", at), ("often together with", [r for r, _ in thing.partners]), ("events", events)]
        case "Location":
            return [
                ("lies in", said("within")),
                ("places in it", pointing("within")),
                ("organisations", pointing("locatedIn")),
                ("events", events),
            ]
        case "Programme":
            by = _once(r for e in thing.events for role, r in e.others if role in ("organiser", "supporter", "donor"))
            return [("carried by", by), ("events", events)]
        case "NewsItem":
            classes = (
                ("organisations", "Organisation"),
                ("people", "Person"),
                ("places", "Location"),
                ("programmes", "Programme"),
            )
            return [("tells of", events), *((n, [r for r in thing.entities if r.cls == c]) for n, c in classes)]
        case "Post":
            people = _once(p for line in thing.posts for p in line.people)
            return [("held by", people), ("at", said("organisation"))]
        case _:
            refs = {s.property: s.ref for s in thing.statements if s.ref}
            return [(property_name(p), said(p)) for p in refs]


def _once(refs: Iterable[Ref]) -> list[Ref]:
    return list(dict.fromkeys(refs))
