"""Which events of all readings are one.

Two events of different items are one if their types are of one family, nothing contradicts (dates, places), and enough
of their participants, places and programmes are the same. What is enough depends on how well the dates agree:

- the same day, or a day within the other's month or year: three shared arguments; two in the same roles, or with a
  similar label; one with a quite similar label and no other programme;
- one of them undated, or both: two shared in the same roles, or one and a very similar label, within 45 days of
  publication; and the match must be the only one. An appointment needs the appointed person alone.

Two events of one item are never one, nor two that a third would join against a contradiction (cannot-link).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeAlias

from newsgraph.ingest.model import EventReading, NewsItem
from newsgraph.ingest.resolution.naming import content_words
from newsgraph.ingest.resolution.nodes import Union
from newsgraph.ingest.resolution.words import FAMILIES

WINDOW = 45  # days between the publications of two items that tell of one undated event
MOST_ARGUMENTS = 12  # an event of more participants is found by its first ones all the same
LARGEST_BLOCK = 60  # more events that share one argument and a date are compared by two arguments only
SIMILAR, QUITE_SIMILAR, VERY_SIMILAR = (
    0.34,
    0.5,
    0.6,
)  # share of the shorter label's words that the labels have in common
_ROLES = ("organiser", "donor", "recipient", "host", "participant", "leader", "speaker", "supporter")

EventId = tuple[str, str]  # NewsItem.id, EventReading.id


@dataclass(slots=True, frozen=True)
class Told:
    """One event of one item, as compact as comparing needs. Arguments are numbers of nodes."""

    id: EventId
    type: str
    start: str
    end: str
    published: int | None  # ordinal of the day
    agents: frozenset[int]
    roles: frozenset[tuple[str, int]]
    places: frozenset[int]
    around: frozenset[int]  # the places and all that contains them
    areas: frozenset[int]  # the same without countries: an event in China is not found by China
    programmes: frozenset[int]
    words: frozenset[str]
    at: tuple[str, int]  # part and offset of the first mention

    @property
    def arguments(self) -> frozenset[int]:
        return self.agents | self.places | self.programmes


def told(
    item: NewsItem,
    event: EventReading,
    number: dict[str, int],
    around: dict[int, frozenset[int]],
    countries: Collection[int],
) -> Told:
    """The compact form.

    number: entity id → number of its node. around: number of a place → it and its areas. countries: their numbers.
    """
    roles = frozenset((r.role, number[r.entity]) for r in event.roles if r.entity in number)
    places = frozenset(number[f.value] for f in event.places if f.value in number)
    near = frozenset[int]().union(*(around.get(p, frozenset({p})) for p in places))
    first = min(((m.span.part == "text", m.span.part, m.span.start) for m in event.mentions), default=(True, "text", 0))
    return Told(
        id=(item.id, event.id),
        type=event.type,
        start=event.start.value if event.start else "",
        end=event.end.value if event.end else "",
        published=_ordinal(item.published),
        agents=frozenset(a for _, a in roles),
        roles=roles,
        places=places,
        around=near,
        areas=places | frozenset(n for n in near if n not in countries),
        programmes=frozenset(number[f.value] for f in event.programmes if f.value in number),
        words=content_words(event.label),
        at=first[1:],
    )


def _ordinal(published: str | None) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published and len(published) >= 10 else None
    except ValueError:
        return None


def same_events(events: Iterable[Told]) -> tuple[list[list[EventId]], dict[EventId, set[str]]]:
    """Groups of two or more events that are one (each sorted), and reasons by event."""
    all_ = sorted(events, key=lambda e: e.id)
    groups = _Groups()
    scored = sorted(_dated_pairs(all_), key=lambda p: (-p[0], p[1].id, p[2].id))
    for score, a, b, reason in scored:
        groups.join(a, b, f"{reason} (likeness {score:.1f})")
    groups.attach(_undated_pairs(all_))
    return groups.result()


class _Groups:
    """Groups under construction; a join that contradicts any pair of members is refused."""

    def __init__(self) -> None:
        self.members: dict[EventId, list[Told]] = {}
        self.union: Union[EventId] = Union()
        self.reasons: dict[EventId, set[str]] = {}

    def group(self, e: Told) -> list[Told]:
        return self.members.get(self.union.root(e.id), [e])

    def may_join(self, a: Told, b: Told) -> bool:
        mine, theirs = self.group(a), self.group(b)
        if {e.id[0] for e in mine} & {e.id[0] for e in theirs}:
            return False
        return all(compatible(x, y) for x in mine for y in theirs)

    def join(self, a: Told, b: Told, reason: str) -> None:
        if self.union.root(a.id) == self.union.root(b.id) or not self.may_join(a, b):
            return
        whole = [*self.group(a), *self.group(b)]
        self.union.join(a.id, b.id)
        self.members[self.union.root(a.id)] = whole
        for e in (a, b):
            self.reasons.setdefault(e.id, set()).add(f"items {a.id[0]} and {b.id[0]}: {reason}")

    def attach(self, pairs: Iterable[tuple[float, Told, Told, str]]) -> None:
        """Join undated events with the only group that each fits (mutually the best, of equals none)."""
        wishes: dict[EventId, dict[EventId, tuple[float, Told, Told, str]]] = {}
        for score, a, b, reason in pairs:
            if not self.may_join(a, b):
                continue
            for x, y in ((a, b), (b, a)):
                best = wishes.setdefault(self.union.root(x.id), {})
                root = self.union.root(y.id)
                if root not in best or best[root][0] < score:
                    best[root] = (score, a, b, reason)
        chosen: dict[EventId, EventId] = {}
        for event, options in wishes.items():
            ranked = sorted(options.items(), key=lambda kv: (-kv[1][0], kv[0]))
            if len(ranked) == 1 or ranked[0][1][0] > ranked[1][1][0]:
                chosen[event] = ranked[0][0]
        for mine in sorted(chosen):
            other = chosen[mine]
            if chosen.get(other) == mine and mine < other:
                score, a, b, reason = wishes[mine][other]
                self.join(a, b, f"{reason} (likeness {score:.1f})")

    def result(self) -> tuple[list[list[EventId]], dict[EventId, set[str]]]:
        groups = sorted(sorted(e.id for e in m) for r, m in self.members.items() if self.union.root(r) == r)
        return [g for g in groups if len(g) > 1], self.reasons


# -- comparing ----------------------------------------------------------------------------------------------------


def types_agree(a: str, b: str) -> bool:
    return a == b or "Activity" in (a, b) or any(a in f and b in f for f in FAMILIES)


def dates_agree(a: Told, b: Told) -> bool:
    """The same date as far as both tell: 2024-07 and 2024-07-14 do, two different days do not."""
    starts = not a.start or not b.start or a.start.startswith(b.start) or b.start.startswith(a.start)
    ends = not a.end or not b.end or a.end.startswith(b.end) or b.end.startswith(a.end)
    return starts and ends


def compatible(a: Told, b: Told) -> bool:
    """Whether nothing in the two contradicts that they are one."""
    if not types_agree(a.type, b.type) or not dates_agree(a, b):
        return False
    if a.places and b.places and not (a.places & b.around or b.places & a.around):
        return False
    for role in ("donor", "recipient"):  # another gift, another prize
        mine, theirs = ({x for r, x in e.roles if r == role} for e in (a, b))
        if mine and theirs and not mine & theirs:
            return False
    return True


def likeness(a: Told, b: Told) -> float:
    return len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))


def _shared(a: Told, b: Told) -> int:
    places = 1 if a.places & b.around or b.places & a.around else 0
    return len(a.agents & b.agents) + places + len(a.programmes & b.programmes)


def _verdict_dated(a: Told, b: Told) -> tuple[float, str] | None:
    if a.id[0] == b.id[0] or not compatible(a, b):
        return None
    shared, alike, common = _shared(a, b), likeness(a, b), len(a.words & b.words)
    exact = a.start == b.start
    if shared == 2:  # an institution does more than one thing a day, in one place at that
        acting = a.type == b.type and len(a.roles & b.roles) >= 2
        enough = acting or alike >= SIMILAR or (a.type == b.type and not (a.words and b.words))
    elif shared == 1:
        other = a.programmes and b.programmes and not a.programmes & b.programmes
        enough = not other and alike >= QUITE_SIMILAR and common >= (2 if exact else 3)
    else:
        enough = shared > 2
    return (shared + alike + exact, f"dates agree, {shared} arguments are shared") if enough else None


def _verdict_undated(a: Told, b: Told) -> tuple[float, str] | None:
    if a.id[0] == b.id[0] or not compatible(a, b):
        return None
    near = _near(a, b)
    if near is False:
        return None
    in_role, alike = len(a.roles & b.roles), likeness(a, b)
    shared = _shared(a, b)
    if a.type == b.type == "Appointment" and {x for r, x in a.roles & b.roles if r == "recipient"}:
        return shared + alike + 1, "the same person is appointed"
    enough = in_role >= 2 or (in_role >= 1 and shared >= 3)
    if (
        near is None
    ):  # no publication dates: only what is told in the same words, or with the same actors in the same place
        enough = enough and (alike >= VERY_SIMILAR or (shared >= 3 and in_role >= 2))
    if enough or (near and shared >= 1 and alike >= VERY_SIMILAR and len(a.words & b.words) >= 3):
        return shared + alike, f"{shared} arguments are shared, one tells no date"
    return None


def _near(a: Told, b: Told) -> bool | None:
    """Whether the items may tell of one time; None where that is not known."""
    mine, theirs = ([d for d in (_ordinal(e.start), e.published) if d is not None] for e in (a, b))
    if not mine or not theirs:
        return None
    return any(abs(x - y) <= WINDOW for x in mine for y in theirs)


# -- candidates ---------------------------------------------------------------------------------------------------


def _dated_pairs(events: list[Told]) -> Iterator[tuple[float, Told, Told, str]]:
    blocks: dict[tuple[str, int], list[Told]] = {}
    coarse: dict[tuple[str, int], list[Told]] = {}
    for e in events:
        for x in _first(e):
            if len(e.start) == 10:
                blocks.setdefault((e.start, x), []).append(e)
            elif e.start:
                coarse.setdefault((e.start, x), []).append(e)
    for block in blocks.values():
        yield from _compare(_pairs_of(block), _verdict_dated)
    if not coarse:
        return
    for e in events:
        for length in (4, 7):
            for x in _first(e):
                if len(e.start) > length:
                    others = coarse.get((e.start[:length], x), ())
                    yield from _compare(((e, o) for o in others), _verdict_dated)
    for block in coarse.values():
        yield from _compare(_pairs_of(block), _verdict_dated)


def _undated_pairs(events: list[Told]) -> Iterator[tuple[float, Told, Told, str]]:
    """Pairs of which at least one has no date: by two shared arguments, or one and three words of the label."""
    undated: dict[tuple[object, ...], list[Told]] = {}
    for e in events:
        if not e.start:
            for k in _keys(e):
                undated.setdefault(k, []).append(e)
    for e in events:
        if e.start:
            for k in _keys(e):
                block = undated.get(k, ())
                if len(block) <= LARGEST_BLOCK:
                    yield from _compare(((e, o) for o in block), _verdict_undated)
    for block in undated.values():
        if len(block) <= LARGEST_BLOCK:
            yield from _compare(combinations(block, 2), _verdict_undated)


def _keys(e: Told) -> Iterator[tuple[object, ...]]:
    first = _first(e)
    yield from combinations(first, 2)
    for x in first[:4]:
        if e.type == "Appointment" and ("recipient", x) in e.roles:
            yield ("appointed", x)
        for three in combinations(sorted(e.words, key=lambda w: (-len(w), w))[:4], 3):
            yield (x, *three)


def _first(e: Told) -> list[int]:
    """The event's arguments, in an order that prefers the telling roles."""
    rank = {r: i for i, r in enumerate(_ROLES)}
    by_role = {x: min(rank[r] for r, y in e.roles if y == x) for x in e.agents}
    chosen = sorted(e.areas | e.programmes | e.agents, key=lambda x: (by_role.get(x, -1), x))[:MOST_ARGUMENTS]
    return sorted(chosen)


def _pairs_of(block: list[Told]) -> Iterator[tuple[Told, Told]]:
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    finer: dict[tuple[int, int], list[Told]] = {}
    for e in block:
        for pair in combinations(_first(e), 2):
            finer.setdefault(pair, []).append(e)
    for part in finer.values():
        if len(part) <= LARGEST_BLOCK:
            yield from combinations(part, 2)


Verdict: TypeAlias = Callable[[Told, Told], tuple[float, str] | None]


def _compare(pairs: Iterable[tuple[Told, Told]], verdict: Verdict) -> Iterator[tuple[float, Told, Told, str]]:
    for a, b in pairs:
        found = verdict(a, b)
        if found is not None:
            yield found[0], a, b, found[1]
