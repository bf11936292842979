"""Which events of all readings are one.

Two events of different items are one if nothing contradicts (dates, places, who gave and was given, the number of the
edition) and they are enough alike (`compare`). Of dated ones the most alike come first; undated ones join the only one
that they fit, mutually the best. Two events of one item are never one, nor two that a third would join against a
contradiction (cannot-link); what fits two equally that cannot both be meant joins neither, and both are noted as
possibly the same. Measured: with the annotations as readings, tests/mapping/test_gold.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from newsgraph.ingest.resolution.candidates import dated_pairs, undated_pairs
from newsgraph.ingest.resolution.compare import Likeness, compatible, doubtful, enough, likeness
from newsgraph.ingest.resolution.nodes import Reason, Union
from newsgraph.ingest.resolution.told import Areas, EventId, Told

COPIED = 10.0  # likeness of an event in a copy of an item
TIE = 0.2  # likenesses no further apart are equal
MOST_DOUBTS = 3  # an event of more is like too many for a person to look at

Pair = tuple[float, Told, Told, Reason]  # likeness, two events, reason


class EventLink(NamedTuple):
    """Why two events are, or may be, one. likeness: see `compare`."""

    one: EventId
    other: EventId
    kind: str  # see `nodes.Reason`
    words: str
    likeness: float


@dataclass(slots=True)
class SameEvents:
    """groups: of two or more events that are one, each sorted. links: by event. doubts: of events in two groups."""

    groups: list[list[EventId]] = field(default_factory=list)
    links: dict[EventId, set[EventLink]] = field(default_factory=dict)
    doubts: list[EventLink] = field(default_factory=list)


def same_events(events: Iterable[Told], areas: Areas, copies: Mapping[str, str]) -> SameEvents:
    """Which events are one. copies: see `copies.near_copies`."""
    all_ = sorted(events, key=lambda e: e.id)
    groups = _Groups(areas)
    for pair in _copied(all_, copies):
        groups.join(*pair)
    dated = groups.likely(dated_pairs(all_, areas))
    dated.sort(key=lambda p: (-p[0], p[1].id, p[2].id))
    unsure = groups.unsure(dated)
    for pair in dated:
        if pair[1].id in unsure or pair[2].id in unsure:
            groups.doubt(*pair)
        else:
            groups.join(*pair)
    groups.attach(groups.likely(undated_pairs(all_, areas)))
    return groups.result()


def _copied(events: Iterable[Told], copies: Mapping[str, str]) -> list[Pair]:
    """Events of copies with those of their originals: where each has one alone of that type and label."""
    originals = set(copies.values())
    by_item: dict[str, dict[tuple[str, tuple[str, ...]], list[Told]]] = {}
    for e in events:
        if e.id[0] in copies or e.id[0] in originals:
            by_item.setdefault(e.id[0], {}).setdefault((e.type, e.words), []).append(e)
    out: list[Pair] = []
    reason = Reason("copy", "the items are nearly the same text")
    for copy in sorted(copies):
        first, other = by_item.get(copies[copy], {}), by_item.get(copy, {})
        out += (
            (COPIED, first[k][0], other[k][0], reason)
            for k in sorted(first.keys() & other.keys())
            if len(first[k]) == len(other[k]) == 1
        )
    return out


class _Groups:
    """Groups under construction; a join that contradicts any pair of members is refused."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self.members: dict[EventId, list[Told]] = {}
        self.union: Union[EventId] = Union()
        self.links: dict[EventId, set[EventLink]] = {}
        self.doubts: dict[tuple[EventId, EventId], EventLink] = {}

    def likely(self, pairs: Iterable[tuple[Told, Told]]) -> list[Pair]:
        """The pairs that are enough alike and contradict in nothing."""
        out: list[Pair] = []
        for a, b in pairs:
            if a.id[0] == b.id[0] or not compatible(a, b, self.areas):
                continue
            found: Likeness | None = likeness(a, b, self.areas)
            if found is None:
                continue
            if enough(found):
                out.append((found.points, a, b, found.reason))
            elif doubtful(found):
                self.doubt(found.points, a, b, found.reason)
        return out

    def unsure(self, pairs: Iterable[Pair]) -> set[EventId]:
        """Events that fit two others equally well which cannot both be meant. pairs: the most alike first."""
        best: dict[EventId, tuple[float, list[Told]]] = {}
        for points, a, b, _ in pairs:
            for x, y in ((a, b), (b, a)):
                known = best.setdefault(x.id, (points, []))
                if points > known[0] - TIE:
                    known[1].append(y)
        return {x for x, (_, others) in best.items() if any(not self._both(y, z) for y, z in combinations(others, 2))}

    def _both(self, a: Told, b: Told) -> bool:
        return a.id[0] != b.id[0] and compatible(a, b, self.areas)

    def group(self, e: Told) -> list[Told]:
        return self.members.get(self.union.root(e.id), [e])

    def may_join(self, a: Told, b: Told) -> bool:
        mine, theirs = self.group(a), self.group(b)
        if {e.id[0] for e in mine} & {e.id[0] for e in theirs}:
            return False
        return all(compatible(x, y, self.areas) for x in mine for y in theirs)

    def join(self, points: float, a: Told, b: Told, reason: Reason) -> None:
        if self.union.root(a.id) == self.union.root(b.id):
            return
        if not self.may_join(a, b):
            self.doubt(points, a, b, reason)
            return
        whole = [*self.group(a), *self.group(b)]
        self.union.join(a.id, b.id)
        self.members[self.union.root(a.id)] = whole
        link = _link(points, a, b, reason)
        for e in (a, b):
            self.links.setdefault(e.id, set()).add(link)

    def doubt(self, points: float, a: Told, b: Told, reason: Reason) -> None:
        link = _link(points, a, b, reason)
        self.doubts[link.one, link.other] = link

    def attach(self, pairs: Iterable[Pair]) -> None:
        """Join undated events with the only group that each fits (mutually the best, of equals none)."""
        wishes: dict[EventId, dict[EventId, Pair]] = {}
        for pair in pairs:
            points, a, b, _ = pair
            if not self.may_join(a, b):
                continue
            for x, y in ((a, b), (b, a)):
                best = wishes.setdefault(self.union.root(x.id), {})
                root = self.union.root(y.id)
                if root not in best or best[root][0] < points:
                    best[root] = pair
        chosen: dict[EventId, EventId] = {}
        for event, options in wishes.items():
            ranked = sorted(options.items(), key=lambda kv: (-kv[1][0], kv[0]))
            if len(ranked) == 1 or ranked[0][1][0] > ranked[1][1][0] + TIE:
                chosen[event] = ranked[0][0]
        for mine in sorted(wishes):
            for other in sorted(wishes[mine]):
                pair = wishes[mine][other]
                if chosen.get(mine) == other and chosen.get(other) == mine:
                    if mine < other:
                        self.join(*pair)
                else:
                    self.doubt(*pair)

    def result(self) -> SameEvents:
        groups = sorted(sorted(e.id for e in m) for r, m in self.members.items() if self.union.root(r) == r)
        open_ = [d for d in self.doubts.values() if self.union.root(d.one) != self.union.root(d.other)]
        count: dict[EventId, int] = {}
        for d in open_:
            for e in (d.one, d.other):
                count[e] = count.get(e, 0) + 1
        doubts = sorted(d for d in open_ if max(count[d.one], count[d.other]) <= MOST_DOUBTS)
        return SameEvents([g for g in groups if len(g) > 1], self.links, doubts)


def _link(points: float, a: Told, b: Told, reason: Reason) -> EventLink:
    return EventLink(min(a.id, b.id), max(a.id, b.id), reason.kind, reason.words, points)
