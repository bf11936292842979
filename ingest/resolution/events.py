"""Which events of all readings are one.

Two events of different items are one if their types are of one family, nothing contradicts (dates, places), and enough
of their arguments (participants, places, programmes, the theme) are the same. What is enough depends on how well the
dates agree:

- the same day, or a day within the other's month or year: three shared arguments; two in the same roles, or with a
  similar label, or of which one is the theme; one with a quite similar label;
- one of them undated, or both: two shared in the same roles, or one and a very similar label, within 45 days of
  publication; and the match must be the only one. An appointment needs the appointed person alone.

Roles, programmes and themes that both name differently count against it (a unit may stand for its whole). Two events of
one item are never one, nor two that a third would join against a contradiction (cannot-link); what fits two that cannot
both be meant joins neither. Measured: with the annotations of gold/dev as readings, pairwise precision and recall 1.0
(tests/mapping/test_gold.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from newsgraph.ingest.resolution.candidates import dated_pairs, undated_pairs
from newsgraph.ingest.resolution.nodes import Reason, Union
from newsgraph.ingest.resolution.told import DONOR, RECIPIENT, Areas, EventId, Told, ordinal
from newsgraph.ingest.resolution.words import FAMILIES, ORDINALS

WINDOW = 45  # days between the publications of two items that tell of one undated event
# shares of the shorter label's words that the labels have in common
SIMILAR, QUITE_SIMILAR, VERY_SIMILAR = 0.34, 0.5, 0.6

Pair = tuple[float, Told, Told, Reason]  # likeness, two events, reason


class EventLink(NamedTuple):
    """Why two events are taken for one. likeness: arguments shared, and words of the labels."""

    one: EventId
    other: EventId
    kind: str  # see `nodes.Reason`
    words: str
    likeness: float


@dataclass(frozen=True, slots=True)
class SameEvents:
    """groups: of two or more events that are one, each sorted. links: by event."""

    groups: list[list[EventId]]
    links: dict[EventId, set[EventLink]]


def same_events(events: Iterable[Told], areas: Areas) -> SameEvents:
    """Which events are one."""
    all_ = sorted(events, key=lambda e: e.id)
    groups = _Groups(areas)
    scored = sorted(_likely(dated_pairs(all_, areas), areas, dated=True), key=lambda p: (-p[0], p[1].id, p[2].id))
    unsure = _unsure(scored, areas)
    for score, a, b, reason in scored:
        if a.id in unsure or b.id in unsure:
            continue
        groups.join(a, b, reason, score)
    groups.attach(_likely(undated_pairs(all_, areas), areas, dated=False))
    return groups.result()


def _unsure(pairs: Iterable[Pair], areas: Areas) -> set[EventId]:
    """Events that fit two others equally well which cannot both be meant."""
    best: dict[EventId, tuple[float, list[Told]]] = {}
    for score, a, b, _ in pairs:
        for x, y in ((a, b), (b, a)):
            known = best.get(x.id)
            if known is None or score > known[0]:
                best[x.id] = (score, [y])
            elif score == known[0]:
                known[1].append(y)
    return {x for x, (_, others) in best.items() if any(not _both(y, z, areas) for y, z in combinations(others, 2))}


def _both(a: Told, b: Told, areas: Areas) -> bool:
    return a.id[0] != b.id[0] and compatible(a, b, areas)


class _Groups:
    """Groups under construction; a join that contradicts any pair of members is refused."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self.members: dict[EventId, list[Told]] = {}
        self.union: Union[EventId] = Union()
        self.links: dict[EventId, set[EventLink]] = {}

    def group(self, e: Told) -> list[Told]:
        return self.members.get(self.union.root(e.id), [e])

    def may_join(self, a: Told, b: Told) -> bool:
        mine, theirs = self.group(a), self.group(b)
        if {e.id[0] for e in mine} & {e.id[0] for e in theirs}:
            return False
        return all(compatible(x, y, self.areas) for x in mine for y in theirs)

    def join(self, a: Told, b: Told, reason: Reason, likeness: float) -> None:
        if self.union.root(a.id) == self.union.root(b.id) or not self.may_join(a, b):
            return
        whole = [*self.group(a), *self.group(b)]
        self.union.join(a.id, b.id)
        self.members[self.union.root(a.id)] = whole
        for e in (a, b):
            link = EventLink(min(a.id, b.id), max(a.id, b.id), reason.kind, reason.words, likeness)
            self.links.setdefault(e.id, set()).add(link)

    def attach(self, pairs: Iterable[Pair]) -> None:
        """Join undated events with the only group that each fits (mutually the best, of equals none)."""
        wishes: dict[EventId, dict[EventId, Pair]] = {}
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
                self.join(a, b, reason, score)

    def result(self) -> SameEvents:
        groups = sorted(sorted(e.id for e in m) for r, m in self.members.items() if self.union.root(r) == r)
        return SameEvents([g for g in groups if len(g) > 1], self.links)


# -- comparing ----------------------------------------------------------------------------------------------------


def types_agree(a: str, b: str) -> bool:
    return a == b or "Activity" in (a, b) or any(a in f and b in f for f in FAMILIES)


def dates_agree(a: Told, b: Told) -> bool:
    """The same date as far as both tell: 2024-07 and 2024-07-14 do, two different days do not."""
    starts = not a.start or not b.start or a.start.startswith(b.start) or b.start.startswith(a.start)
    ends = not a.end or not b.end or a.end.startswith(b.end) or b.end.startswith(a.end)
    return starts and ends


def compatible(a: Told, b: Told, areas: Areas) -> bool:
    """Whether nothing in the two contradicts that they are one."""
    if not types_agree(a.type, b.type) or not dates_agree(a, b):
        return False
    if a.places and b.places and not _share_place(a, b, areas):
        known = {p in areas.placed for p in (*a.places, *b.places)}
        if len(known) == 1:  # else one tells the house and the other the town
            return False
    if _numbers(a) and _numbers(b) and _numbers(a).isdisjoint(_numbers(b)):  # the third session, the fourth
        return False
    for role in (DONOR, RECIPIENT):  # another gift, another prize
        mine, theirs = a.of_role(role), b.of_role(role)
        if mine and theirs and not mine & theirs:
            return False
    return True


def _numbers(e: Told) -> set[str]:
    """Numbers and ordinals among the words of the label."""
    return {w for w in e.words if w[0].isdigit() or w in ORDINALS}


def _share_place(a: Told, b: Told, areas: Areas) -> bool:
    """Whether a place of one is, or lies in, a place of the other."""
    if a.places == b.places:
        return bool(a.places)
    return not (areas.around(a.places).isdisjoint(b.places) and areas.around(b.places).isdisjoint(a.places))


def _common_words(a: Told, b: Told) -> tuple[int, float]:
    """The number of words that the labels have in common, and their share of the shorter label."""
    common = len(set(a.words).intersection(b.words))
    return common, common / max(1, min(len(a.words), len(b.words)))


def _shared(a: Told, b: Told, areas: Areas) -> int:
    agents = len(a.agents() & b.agents())
    return agents + _share_place(a, b, areas) + len(set(a.programmes).intersection(b.programmes)) + _one_theme(a, b)


def _one_theme(a: Told, b: Told) -> bool:
    return a.theme == b.theme != 0


def _likely(pairs: Iterable[tuple[Told, Told]], areas: Areas, *, dated: bool) -> Iterator[Pair]:
    """The pairs that are enough alike and contradict in nothing."""
    verdict = _verdict_dated if dated else _verdict_undated
    for a, b in pairs:
        if a.id[0] != b.id[0] and compatible(a, b, areas):
            found = verdict(a, b, areas)
            if found is not None:
                yield found[0], a, b, found[1]


def _told_by(shared: int) -> str:
    return f"{shared} arguments are shared" if shared != 1 else "1 argument is shared"


def _conflicts(a: Told, b: Told, areas: Areas) -> int:
    """In how many respects both name somebody or something, but never the same: roles, programmes, themes."""
    named = {r & 7 for r in a.roles} & {r & 7 for r in b.roles}
    programmes = bool(a.programmes and b.programmes and set(a.programmes).isdisjoint(b.programmes))
    themes = bool(a.theme and b.theme and a.theme != b.theme)
    return sum(not _related(a.of_role(r), b.of_role(r), areas) for r in named) + programmes + themes


def _related(mine: set[int], theirs: set[int], areas: Areas) -> bool:
    """Whether some are the same, or one is a unit of the other: the faculty may stand for the university."""
    if not mine.isdisjoint(theirs):
        return True
    return any(y in areas.above.get(x, ()) or x in areas.above.get(y, ()) for x in mine for y in theirs)


def _verdict_dated(a: Told, b: Told, areas: Areas) -> tuple[float, Reason] | None:
    shared = _shared(a, b, areas)
    common, alike = _common_words(a, b)
    exact, conflicts = a.start == b.start, _conflicts(a, b, areas)
    if conflicts:  # other people, another programme: only much in common outweighs that
        enough = shared - conflicts >= 2
    elif shared == 2:  # an institution does more than one thing a day, in one place at that
        acting = a.type == b.type and _in_role(a, b) >= 2
        enough = acting or _one_theme(a, b) or alike >= SIMILAR or (a.type == b.type and not (a.words and b.words))
    elif shared == 1:
        enough = alike >= QUITE_SIMILAR and common >= (2 if exact else 3)
    else:
        enough = shared > 2
    return (shared + alike + exact, Reason("time", f"the dates agree, {_told_by(shared)}")) if enough else None


def _in_role(a: Told, b: Told) -> int:
    return len(set(a.roles).intersection(b.roles))


def _verdict_undated(a: Told, b: Told, areas: Areas) -> tuple[float, Reason] | None:
    near = _near(a, b)
    if near is False:
        return None
    shared, in_role = _shared(a, b, areas), _in_role(a, b)
    common, alike = _common_words(a, b)
    if a.type == b.type == "Appointment" and a.of_role(RECIPIENT) & b.of_role(RECIPIENT):
        return shared + alike + 1, Reason("appointment", "the same person is appointed")
    if conflicts := _conflicts(a, b, areas):
        return None if shared - conflicts < 3 else (shared + alike - conflicts, Reason("undated", _told_by(shared)))
    enough = in_role >= 2 or (in_role >= 1 and (shared >= 3 or _one_theme(a, b)))
    if near is None:  # no publication dates: only what is told in the same words, or with the same actors in the place
        enough = enough and (alike >= VERY_SIMILAR or (shared >= 3 and in_role >= 2))
    if enough or (near and shared >= 1 and alike >= VERY_SIMILAR and common >= 3):
        return shared + alike, Reason("undated", f"{_told_by(shared)}, one tells no date")
    return None


def _near(a: Told, b: Told) -> bool | None:
    """Whether the items may tell of one time; None where that is not known."""
    mine, theirs = ([d for d in (ordinal(e.start), e.published) if d is not None] for e in (a, b))
    if not mine or not theirs:
        return None
    return any(abs(x - y) <= WINDOW for x in mine for y in theirs)
