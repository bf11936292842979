"""Pairs of events worth comparing, in near-linear time and little memory.

Dated events are looked for within their day; those with a month or year alone within it. Undated ones are looked for by
keys and time: two shared arguments, or one and three words of the label, in items published at about one time. The keys
of all undated events are kept as sorted arrays, for a dictionary of them would be the largest thing in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

import numpy as np

from newsgraph.ingest.resolution.told import RECIPIENT, WINDOW, Areas, Told, ordinal

MOST_ARGUMENTS = 10  # an event of more is found by the first ones all the same
LONGEST = 10  # days from a start within which another telling may start
LARGEST_BLOCK = 60  # more events that share one key are too common to be found by it


def dated_pairs(events: list[Told], areas: Areas) -> Iterator[tuple[Told, Told]]:
    """Pairs that share an argument and whose dates agree: the same start, a month or year with a day of it, or a start
    while the other goes on.
    """
    by_start: dict[str, list[int]] = {}
    for i, e in enumerate(events):
        if e.start:
            by_start.setdefault(e.start, []).append(i)
    coarse: dict[tuple[str, int], list[int]] = {}  # of a month or year alone, by argument
    for start, members in by_start.items():
        if len(start) < 10:
            for x, block in _by_argument(members, events, areas).items():
                if len(block) <= LARGEST_BLOCK:
                    coarse[start, x] = block
    going_on: list[int] = []
    for start in sorted(by_start):
        found: set[tuple[int, int]] = set()
        going_on = [i for i in going_on if events[i].end >= start and _days(events[i].start, start) <= LONGEST]
        longer = _by_argument(going_on, events, areas) if len(start) == 10 else {}
        going_on += [i for i in by_start[start] if len(events[i].end) == 10 == len(start)]
        for x, block in _by_argument(by_start[start], events, areas).items():
            found.update(_pairs(block, events, areas))
            if len(others := longer.get(x, ())) <= LARGEST_BLOCK:
                found.update((min(i, j), max(i, j)) for i in block[:LARGEST_BLOCK] for j in others)
            for length in (4, 7):
                if len(start) > length:
                    others = coarse.get((start[:length], x), ())
                    found.update((min(i, j), max(i, j)) for i in block[:LARGEST_BLOCK] for j in others)
        for i, j in sorted(found):
            yield events[i], events[j]


def _days(a: str, b: str) -> int:
    return ordinal(b) - ordinal(a)


def _by_argument(members: list[int], events: list[Told], areas: Areas) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for i in members:
        for x in _arguments(events[i], areas):
            out.setdefault(x, []).append(i)
    return out


def _pairs(block: list[int], events: list[Told], areas: Areas) -> Iterator[tuple[int, int]]:
    """All pairs of a block; of a large one those that share a second argument."""
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    finer: dict[tuple[int, int], list[int]] = {}
    for i in block:
        for pair in combinations(_arguments(events[i], areas), 2):
            finer.setdefault(pair, []).append(i)
    for part in finer.values():
        if len(part) <= LARGEST_BLOCK:
            yield from combinations(part, 2)


def undated_pairs(events: list[Told], areas: Areas) -> Iterator[tuple[Told, Told]]:
    """Pairs of which one or both have no date, that share a key, and were told at about one time as far as is known."""
    timed, timeless = _Table(), _Table()
    for i, e in enumerate(events):
        if not e.start:
            if e.published:
                timed.add(i, _at(_keys(e, areas), e.published // WINDOW))
            else:
                timeless.add(i, _keys(e, areas))
    timed.close()
    timeless.close()
    if not (timed.size or timeless.size):
        return
    for i, e in enumerate(events):
        keys = _keys(e, areas)
        periods = {d // WINDOW + n for d in (e.day, e.published) if d for n in (-1, 0, 1)}
        near = {j for j in timed.find([k for p in periods for k in _at(keys, p)]) if j > i or e.start}
        near |= {j for j in timeless.find(keys) if j > i or e.start or e.published}
        near.discard(i)
        for j in sorted(near):
            yield e, events[j]


class _Table:
    """Keys and the events that have them; closed before it is asked."""

    def __init__(self) -> None:
        self._keys, self._owners = array("Q"), array("I")
        self.size = 0

    def add(self, owner: int, keys: list[int]) -> None:
        self._keys.extend(keys)
        self._owners.extend([owner] * len(keys))

    def close(self) -> None:
        keys, owners = np.frombuffer(self._keys, dtype=np.uint64), np.frombuffer(self._owners, dtype=np.uint32)
        order = np.argsort(keys, kind="stable")
        self._sorted, self._who = keys[order], owners[order]
        self.size = len(keys)
        self._keys, self._owners = array("Q"), array("I")

    def find(self, keys: list[int]) -> set[int]:
        """The events that have one of the keys, but for keys of too many."""
        near: set[int] = set()
        if not self.size or not keys:
            return near
        asked = np.array(keys, dtype=np.uint64)
        first = np.searchsorted(self._sorted, asked, "left")
        last = np.searchsorted(self._sorted, asked, "right")
        for n in np.flatnonzero(last > first).tolist():
            if last[n] - first[n] <= LARGEST_BLOCK:
                near.update(self._who[first[n] : last[n]].tolist())
        return near


def _at(keys: list[int], period: int) -> list[int]:
    """The keys of one period of time."""
    return [(k * 0x9E3779B97F4A7C15 + period * 0xC2B2AE3D27D4EB4F) & 0xFFFFFFFFFFFFFFFF for k in keys]


def _keys(e: Told, areas: Areas) -> list[int]:
    arguments = _arguments(e, areas)
    keys = [(min(a, b) << 32) | max(a, b) for a, b in combinations(arguments, 2)]
    keys += [x << 32 | 0xFFFFFFFE for x in e.titles]
    longest = sorted(e.words, key=lambda w: (-len(w), w))[:4]
    words = [crc32("\x1f".join(three).encode()) for three in combinations(longest, 3)]
    keys += [1 << 63 | x << 32 | w for x in arguments[:4] for w in words]
    if e.type == "Appointment":
        keys += [x << 32 | 0xFFFFFFFF for x in e.of_role(RECIPIENT)]
    return keys


def _arguments(e: Told, areas: Areas) -> list[int]:
    """Numbers of the titles told with the event, its agents, programmes, places and the areas around these (not
    countries), and of what else is named beside it.
    """
    around = (n for n in areas.around(e.places) if n not in areas.countries or n in e.places)
    nodes = sorted({*e.agents(), *e.programmes, *e.about, *around})
    return [*e.titles[:2], *nodes, *(n for n in e.beside if n not in areas.countries)][:MOST_ARGUMENTS]
