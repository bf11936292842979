"""Items that are nearly the same text: one text on two pages, or with small edits.

Each item gets a MinHash signature of its four-word shingles; items that share a band of it are compared. Two are near
copies where the signatures tell of at least `ALIKE` of the shingles in common and all numbers of one stand in the
other: last year's notice with this year's dates is no copy.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from zlib import crc32

import numpy as np
import numpy.typing as npt

from newsgraph.ingest.model import NewsItem
from newsgraph.ingest.resolution.nodes import Union
from newsgraph.ingest.resolution.told import ordinal, word_hash

SHINGLE = 4  # words
LEAST = 12  # a text of fewer words is too short to be called a copy
ROWS, BANDS = 4, 20  # of a signature; two that are 0.75 alike share a band in all but 1 of 2,000 cases
ALIKE = 0.75
LARGEST_BAND = 50  # items that share one band: more are a form letter, compared with the first alone

UNDATED = 999_999  # later than every day's number, and of as many digits

_WORD = re.compile(r"[^\W_]+")
_MULTIPLY = np.array([(crc32(b"a%d" % i) << 20 | crc32(b"b%d" % i)) | 1 for i in range(ROWS * BANDS)], dtype=np.uint64)
_ADD = np.array([crc32(b"c%d" % i) << 16 for i in range(ROWS * BANDS)], dtype=np.uint64)


def near_copies(items: Iterable[NewsItem]) -> dict[str, str]:
    """Item id → id of the item that it is a near copy of: the earliest published, of equals the first by id."""
    ids: list[str] = []
    days = array("l")
    numbers: list[bytes] = []
    rows = array("I")
    for item in items:
        words = _WORD.findall(f"{item.title or ''} {item.text}".casefold())
        if len(words) < LEAST:
            continue
        ids.append(item.id)
        days.append(ordinal(item.published) or UNDATED)
        numbers.append(array("I", sorted({word_hash(w) for w in words if w.isdigit()})).tobytes())
        rows.frombytes(_signature(words).tobytes())
    if not ids:
        return {}
    table = np.frombuffer(rows, dtype=np.uint32).reshape(len(ids), ROWS * BANDS)
    union: Union[tuple[int, str]] = Union()
    for a, rest in _candidates(table):
        alike = np.count_nonzero(table[rest] == table[a], axis=1)
        for b in rest[alike >= ALIKE * ROWS * BANDS].tolist():
            if _one_in_other(numbers[a], numbers[b]):
                union.join((days[a], ids[a]), (days[b], ids[b]))
    return {x[1]: union.root(x)[1] for x in list(union) if union.root(x) != x}


def _one_in_other(a: bytes, b: bytes) -> bool:
    if a == b:
        return True
    x, y = (set(memoryview(n).cast("I")) for n in (a, b))
    return x <= y or y <= x


def _signature(words: list[str]) -> npt.NDArray[np.uint32]:
    """The least of each of many hashes of the shingles."""
    h = np.array([word_hash(w) for w in words], dtype=np.uint64)
    n = len(h) - SHINGLE + 1
    shingles = h[:n].copy()
    for i in range(1, SHINGLE):
        shingles = shingles * np.uint64(0x9E3779B97F4A7C15) + h[i : n + i]
    shingles = np.unique(shingles ^ (shingles >> np.uint64(29)))
    mixed = shingles[:, None] * _MULTIPLY[None, :] + _ADD[None, :]
    least: npt.NDArray[np.uint32] = (mixed >> np.uint64(32)).min(axis=0).astype(np.uint32)
    return least


def _candidates(table: npt.NDArray[np.uint32]) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    """Rows with others that are equal in a band."""
    for band in range(BANDS):
        part = np.ascontiguousarray(table[:, band * ROWS : (band + 1) * ROWS]).view(np.uint64)
        key = (part[:, 0] * np.uint64(0x9E3779B97F4A7C15)) ^ part[:, 1]
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True])))
        several = np.flatnonzero(np.diff(starts) > 1)
        for first, last in zip(starts[several].tolist(), starts[several + 1].tolist(), strict=True):
            members = order[first:last]
            heads = last - first - 1 if last - first <= LARGEST_BAND else 1
            for n in range(heads):
                yield int(members[n]), members[n + 1 :]
