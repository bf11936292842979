"""The things that resolution finds: what is known of each, and why its parts are taken for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple, TypeVar

from newsgraph.ingest.gazetteer import Place
from newsgraph.ingest.model import EntityType
from newsgraph.ingest.resolution.authorities import Subject
from newsgraph.ingest.resolution.decisions import Decision
from newsgraph.ingest.resolution.naming import is_acronym
from newsgraph.ingest.resolution.signatures import Seen, name_counts

MOST_NAMESAKES = 12
MOST_REASONS = 20  # a node keeps no more: the rest say the same of other spellings

T = TypeVar("T", bound=Hashable)


class Reason(NamedTuple):
    """Why two are, or may be, one.

    kind: of evidence: "name", "acronym", "short name", "other name", "unit" (its parent's), "beside" (the parent is
    clear from what stands beside), "place", "authority", "time" (dates agree), "undated", "appointment", "several"
    (fits several). words: a sentence.
    """

    kind: str
    words: str


@dataclass(slots=True)
class Node:
    """One real-world entity.

    key: unique and made from content. slug: the readable part of its IRI, not yet unique.
    """

    key: str
    type: EntityType
    slug: str
    seen: list[Seen] = field(default_factory=list)
    authority: Subject | None = None
    place: Place | None = None
    reasons: frozenset[Reason] = frozenset()
    decisions: tuple[Decision, ...] = ()
    iri: str = ""

    def because(self, kind: str, words: str) -> None:
        """Keep a reason why a form of the thing is taken for it."""
        if len(self.reasons) < MOST_REASONS:
            self.reasons |= {Reason(kind, words)}

    def names(self) -> Counter[str]:
        """Canonical names with the number of items that use each."""
        return name_counts(self.seen)

    def other_names(self) -> set[str]:
        """All names and acronyms that any item gives."""
        return {n for s in self.seen for n in (*s.names, *s.others, *s.acronyms)}

    def label(self) -> str:
        """What to call it.

        The authority's preferred label; of a place, GeoNames' name if any item uses it; else the most frequent
        canonical name that is no acronym (of equals the longest, then the first in order).
        """
        if self.authority is not None:
            return self.authority.label
        if len(self.seen) == 1:
            return self.seen[0].name()
        counts = self.names()
        if self.place is not None and self.place.name in counts:
            return self.place.name
        counts = Counter({n: c for n, c in counts.items() if not is_acronym(n)}) or counts
        return min(counts, key=lambda n: (-counts[n], -len(n), n))


@dataclass(slots=True)
class Found:
    """The result of one type's clustering."""

    nodes: dict[str, Node] = field(default_factory=dict)
    # node key, node key, reason; the lesser key first
    possibly: set[tuple[str, str, Reason]] = field(default_factory=set)
    short_for: dict[str, str] = field(default_factory=dict)  # node key → the one that its name's short form names

    # cluster key → node key, where a decision made a cluster part of another node
    moved: dict[str, str] = field(default_factory=dict)

    def doubt(self, a: str, b: str, kind: str, words: str) -> None:
        if a != b:
            self.possibly.add((min(a, b), max(a, b), Reason(kind, words)))

    def doubt_all(self, keys: Iterable[str], kind: str, words: str) -> None:
        """Note every pair of namesakes; of a name that very many bear, a pair says nothing."""
        distinct = sorted(set(keys))
        if len(distinct) <= MOST_NAMESAKES:
            for a, b in combinations(distinct, 2):
                self.doubt(a, b, kind, words)

    def near(self) -> dict[str, set[str]]:
        """Node key → keys of the nodes that it is possibly the same as."""
        out: dict[str, set[str]] = {}
        for a, b, _ in self.possibly:
            out.setdefault(a, set()).add(b)
            out.setdefault(b, set()).add(a)
        return out


class Union(dict[T, T]):
    """Union-find over sortable content keys: a set's root is its least member, so it does not depend on order."""

    def root(self, x: T) -> T:
        path = []
        while (up := self.get(x, x)) != x:
            path.append(x)
            x = up
        for p in path:
            self[p] = x
        return x

    def join(self, a: T, b: T) -> None:
        a, b = self.root(a), self.root(b)
        if a != b:
            low, high = sorted((a, b), key=repr)
            self[high] = low


def group_by_context(contexts: Mapping[T, frozenset[str]]) -> tuple[list[list[T]], list[T]]:
    """Group things of one name by overlap of their contexts.

    Those without a context join the only group, or make one where there is none. With several groups they are
    returned apart, as the second value: any group might be theirs.
    """
    union: Union[T] = Union()
    first: dict[str, T] = {}
    loose: list[T] = []
    for x in sorted(contexts, key=repr):
        if not contexts[x]:
            loose.append(x)
            continue
        for c in contexts[x]:
            if c in first:
                union.join(first[c], x)
            else:
                first[c] = x
    groups: dict[T, list[T]] = {}
    for x in sorted(contexts, key=repr):
        if contexts[x]:
            groups.setdefault(union.root(x), []).append(x)
    found: Sequence[list[T]] = list(groups.values())
    if len(found) > 1:
        return list(found), loose
    whole = [*(found[0] if found else []), *loose]
    return ([whole] if whole else []), []


def one(values: Iterable[T]) -> T | None:
    """The only value, or None where there is none or more than one."""
    distinct = set(values)
    return next(iter(distinct)) if len(distinct) == 1 else None
