"""Pairs of events worth comparing, in near-linear time and little memory.

Dated events are looked for within their day; those with a month or year alone within it. Undated ones are looked for by
keys: two shared arguments, or one and three words of the label. The keys of all undated events are kept as one sorted
array of hashes, for a dictionary of them would be the largest thing in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

import numpy as np

from newsgraph.ingest.resolution.told import RECIPIENT, Areas, Told, ordinal

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
    return (ordinal(b) or 0) - (ordinal(a) or 0)


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
    """Pairs of which one or both have no date and that share a key."""
    keys: list[int] = []
    owners: list[int] = []
    for i, e in enumerate(events):
        if not e.start:
            own = _keys(e, areas)
            keys += own
            owners += [i] * len(own)
    if not keys:
        return
    table, who = np.array(keys, dtype=np.uint64), np.array(owners, dtype=np.uint32)
    del keys, owners
    order = np.argsort(table, kind="stable")
    table, who = table[order], who[order]
    for i, e in enumerate(events):
        own_keys = np.array(_keys(e, areas), dtype=np.uint64)
        first = np.searchsorted(table, own_keys, "left")
        last = np.searchsorted(table, own_keys, "right")
        near: set[int] = set()
        for a, b in zip(first.tolist(), last.tolist(), strict=True):
            if 0 < b - a <= LARGEST_BLOCK:
                near.update(who[a:b].tolist())
        for j in sorted(near):
            if j > i or (j < i and e.start):
                yield e, events[j]


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
