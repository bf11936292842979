"""Which thing each reference of a decision stands for, among the clusters that resolution found by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias

from newsgraph.ingest.resolution.decisions import Decision, Decisions, Reference, Verdict
from newsgraph.ingest.resolution.settle import Thing

Decided: TypeAlias = tuple[Decision, Verdict, tuple[Thing, ...]]


def refer(
    decisions: Decisions, at: Callable[[Reference], Thing | None], home: Callable[[Thing], Thing]
) -> tuple[list[Decided], dict[Reference, Thing]]:
    """What the decisions say of things; and the thing that each reference stands for, where there is one.

    at: the cluster that has an IRI, or the mention of an item's name. home: the cluster of a mention.
    """
    plain = (at(t) for d in decisions.all for t in d.things if t.item)
    alone = {thing for thing in plain if thing is not None}  # mentions that decisions may take out of their clusters
    taken: dict[Reference, set[Thing]] = {}
    while True:
        look = _Look(at, home, alone, taken)
        found = {t: thing for d in decisions.all for t in d.things if (thing := look.thing(t)) is not None}
        more = {}
        for d in decisions.all:
            if d.verdict == "different":
                more.update(look.collisions([t for t in d.things if t in found], found))
        if not any(mentions - taken.get(t, set()) for t, mentions in more.items()):
            break
        for t, mentions in more.items():
            taken.setdefault(t, set()).update(mentions)
            alone |= mentions
    out: list[Decided] = []
    for d in decisions.all:
        things = tuple(found[t] for t in d.things if t in found)
        if len(things) > 1:
            out.append((d, d.verdict, things))
            out += [(d, "same", tuple(sorted(taken[t]))) for t in d.things if len(taken.get(t, ())) > 1]
    return out, found


class _Look:
    """One look at the references, as long as it is known which mentions may be taken out of their clusters."""

    def __init__(
        self,
        at: Callable[[Reference], Thing | None],
        home: Callable[[Thing], Thing],
        alone: set[Thing],
        taken: Mapping[Reference, set[Thing]],
    ) -> None:
        self.at, self.home, self.alone, self.taken = at, home, alone, taken

    def thing(self, t: Reference) -> Thing | None:
        own = self.at(t)
        if t in self.taken:
            return min(self.taken[t])
        places = Counter(m if m in self.alone else self.home(m) for m in self.mentions(t))
        if not places or own in places:
            return own
        return min(places, key=lambda p: (-places[p], p))

    def mentions(self, t: Reference) -> list[Thing]:
        return [m for a in t.anchors if (m := self.at(a)) is not None]

    def collisions(self, things: list[Reference], found: Mapping[Reference, Thing]) -> dict[Reference, set[Thing]]:
        """Mentions to be taken out of one cluster that things which are different have come into."""
        inside: dict[Thing, list[Reference]] = {}
        for t in things:
            inside.setdefault(found[t], []).append(t)
        out: dict[Reference, set[Thing]] = {}
        for cluster, together in inside.items():
            stays = next((t for t in together if self.at(t) == cluster), together[0])
            kept = set(self.mentions(stays))
            for t in together:
                leaving = set(self.mentions(t)) - kept
                if t is not stays and leaving:
                    out[t] = leaving
        return out
