"""Search by name over everything in the graph, with slips of the pen forgiven: an index in memory for a state of it.

A name's words are kept once, sorted, so that all words with a beginning are one stretch of the list, and the names that
hold them one stretch of another (the postings). Slips are looked for among the words only (Damerau's distance: a letter
more, less, other, or two in the wrong order; one slip in a short word, two from seven letters), never among all names.

Ranks, best first: the whole name; its beginning; all its words; beginnings of words; words with slips. A name beside
the label counts like the label; what is told of a thing (its date, place, type) and the initials of a name count less.
Of equal rank what more news mentions comes first.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from newsgraph.queries.names import CLASSES, Entry, Names
from newsgraph.queries.words import initials, query_words, whole, words

FACETS = ("class", "type", "year", "place")
FEW = 5  # with fewer hits, and none that has the very words, slips are looked for even where every word is known
_WORDS = 2.0  # the rank of a name that has the very words
MISS = 200  # the cost of a word that is not in a name
END = "\U0010ffff"

Numbers = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Costs = npt.NDArray[np.float64]

_PLAIN, _TOLD, _INITIALS = 0.0, 0.4, 0.6  # how much less a hit counts in a name, in what is told, in initials


@dataclass(frozen=True, slots=True)
class Value:
    """One choice in a facet: what an address says, what people read, how many of the hits have it."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """total: of all hits. entries: one page of them. loosened: no name has all words, these have some of them.

    facets: for each facet the values of the hits that the other facets leave, most frequent first, years newest first.
    """

    total: int
    entries: list[Entry]
    facets: dict[str, list[Value]] = field(default_factory=dict)
    loosened: bool = False


class _Facet:
    """Which entries have which of its values."""

    def __init__(self, pairs: Iterable[tuple[int, str]]) -> None:
        unique = sorted(set(pairs))
        self.values = sorted({value for _, value in unique})
        self.code = {value: i for i, value in enumerate(self.values)}
        self.entry = np.fromiter((i for i, _ in unique), np.int32, len(unique))
        self.of = np.fromiter((self.code[v] for _, v in unique), np.int32, len(unique))

    def mask(self, value: str, size: int) -> Mask:
        found = np.zeros(size, np.bool_)
        if (code := self.code.get(value)) is not None:
            found[self.entry[self.of == code]] = True
        return found

    def counts(self, mask: Mask) -> list[tuple[str, int]]:
        found = np.bincount(self.of[mask[self.entry]], minlength=len(self.values))
        return [(self.values[i], int(found[i])) for i in np.flatnonzero(found)]


class _Postings:
    """Which names hold which words, while the index is built."""

    def __init__(self) -> None:
        self.code: dict[str, int] = {}
        self.words = array("i")
        self.names = array("i")

    def add(self, name: int, words: Iterable[str]) -> None:
        for word in words:
            self.words.append(self.code.setdefault(word, len(self.code)))
            self.names.append(name)

    def sorted(self) -> tuple[list[str], npt.NDArray[np.int32], npt.NDArray[np.intp]]:
        """The words in order; the names that hold the first, the second …; where each word's names begin."""
        vocabulary = sorted(self.code)
        place = np.empty(len(vocabulary), np.int32)
        place[[self.code[word] for word in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
        word_of = place[np.frombuffer(self.words, np.int32)] if self.words else np.empty(0, np.int32)
        order = np.argsort(word_of, kind="stable")
        starts = np.searchsorted(word_of[order], np.arange(len(vocabulary) + 1))
        return vocabulary, np.array(self.names, np.int32)[order], starts


class NameIndex:
    """An index of `Names`; it does not change and may be asked by several threads at once."""

    def __init__(self, names: Names) -> None:
        self.entries = names.entries
        self.place_labels = names.place_labels
        self._index_words()
        self.facets = {
            "class": _Facet((i, e.cls) for i, e in enumerate(self.entries)),
            "type": _Facet(names.types),
            "year": _Facet(names.years),
            "place": _Facet(names.places),
        }
        n = len(self.entries)
        items = np.fromiter((e.items for e in self.entries), np.int32, n)
        by_label = _ranks([e.label.casefold() for e in self.entries])
        by_date = _ranks([e.start or e.end for e in self.entries])
        # the place of each entry in the order in which equally good hits are shown: the much mentioned first; by date,
        # the newest first and those without a date last
        self.by_items, self.by_date = np.empty(n, np.int64), np.empty(n, np.int64)
        self.by_items[np.lexsort((by_label, -items))] = np.arange(n)
        self.by_date[np.lexsort((by_label, -by_date))] = np.arange(n)
        self.by_iri = {e.iri: i for i, e in enumerate(self.entries)}

    def __len__(self) -> int:
        return len(self.entries)

    # building ----------------------------------------------------------------------------------------------------
    def _index_words(self) -> None:
        postings = _Postings()
        texts: list[str] = []  # whole names, in the order of names; "" where a hit is not one in a name
        of_entry: list[int] = []
        less: list[float] = []

        def add(entry: int, text: str, found: Iterable[str], rank: float) -> None:
            postings.add(len(texts), found)
            texts.append(text)
            of_entry.append(entry)
            less.append(rank)

        for i, e in enumerate(self.entries):
            for name in e.names:
                if found := words(name):
                    add(i, whole(found), found, _PLAIN)
            if told := _told(e):
                add(i, "", words(f"{e.label} {told}"), _TOLD)
            if e.cls in ("Organisation", "Programme") and (short := initials(words(e.label))):
                add(i, "", short, _INITIALS)
        self.of_entry = np.array(of_entry, np.int32)
        self.lengths = np.fromiter((t.count(" ") + 1 if t else 0 for t in texts), np.int32, len(texts))
        self.less = np.array(less, np.float64)
        order = sorted((i for i, t in enumerate(texts) if t), key=texts.__getitem__)
        self.sorted_names = [texts[i] for i in order]
        self.sorted_ids = np.array(order, np.int32)
        self.vocabulary, self.postings, self.starts = postings.sorted()
        self.by_length: dict[int, tuple[list[str], list[int]]] = {}
        for i, word in enumerate(self.vocabulary):
            same = self.by_length.setdefault(len(word), ([], []))
            same[0].append(word)
            same[1].append(i)

    # asking ------------------------------------------------------------------------------------------------------
    def search(
        self, text: str, chosen: Mapping[str, str] | None = None, *, offset: int = 0, limit: int = 20, most: int = 60
    ) -> Found:
        """The entries whose names have the words of `text`, those of all where it has none.

        chosen: facet → value; an unknown value leaves nothing. most: values that a facet lists.
        """
        chosen = {f: v for f, v in (chosen or {}).items() if v}
        rank, loosened = self._ranks(query_words(text), bool(text.strip()))
        hits = np.isfinite(rank)
        masks = {f: self.facets[f].mask(v, len(self)) for f, v in chosen.items()}
        kept = hits.copy()
        for mask in masks.values():
            kept &= mask
        ids = np.flatnonzero(kept)
        dated = not text.strip() and chosen.get("class") in ("Event", "NewsItem")
        page = self._best(ids, rank, self.by_date if dated else self.by_items, offset + limit)[offset:]
        facets = {}
        for name, facet in self.facets.items():
            rest = hits.copy()
            for other, mask in masks.items():
                if other != name:
                    rest &= mask
            facets[name] = self._values(name, facet.counts(rest), chosen.get(name, ""), most)
        return Found(len(ids), [self.entries[i] for i in page], facets, loosened)

    def complete(self, text: str, classes: Sequence[str], limit: int) -> list[Entry]:
        """What somebody who types may mean, of some classes; the much mentioned where nothing is typed yet."""
        rank, _ = self._ranks(query_words(text), bool(text.strip()))
        wanted = np.zeros(len(self), np.bool_)
        for cls in classes:
            wanted |= self.facets["class"].mask(cls, len(self))
        ids = np.flatnonzero(np.isfinite(rank) & wanted)
        return [self.entries[i] for i in self._best(ids, rank, self.by_items, limit)]

    def same_name(self, name: str, classes: Sequence[str]) -> list[Entry]:
        """The entries of some classes that bear just this name."""
        key = whole(words(name))
        lo, hi = bisect_left(self.sorted_names, key), bisect_right(self.sorted_names, key)
        found = sorted({int(self.of_entry[i]) for i in self.sorted_ids[lo:hi]}) if key else []
        return [self.entries[i] for i in found if self.entries[i].cls in classes]

    def _best(self, ids: Numbers, rank: Costs, order: npt.NDArray[np.int64], most: int) -> Numbers:
        """The best of some entries in order; among those of equal rank `order` decides."""
        keys = np.rint(rank[ids] * 100).astype(np.int64) * len(self) + order[ids]
        if most < len(ids):
            first = np.argpartition(keys, most)[:most]
            ids, keys = ids[first], keys[first]
        return ids[np.argsort(keys)]

    def _values(self, facet: str, counts: list[tuple[str, int]], chosen: str, most: int) -> list[Value]:
        def shown(value: str) -> str:
            return self.place_labels.get(value, value) if facet == "place" else value

        if chosen and chosen not in dict(counts):
            counts = [*counts, (chosen, 0)]
        if facet == "class":
            order = sorted(counts, key=lambda c: CLASSES.index(c[0]) if c[0] in CLASSES else len(CLASSES))
        elif facet == "year":
            order = sorted(counts, reverse=True)
        else:
            order = sorted(counts, key=lambda c: (-c[1], shown(c[0]).casefold(), c[0]))
        listed = order[:most]
        if chosen and chosen not in dict(listed):
            listed.append(next(c for c in order if c[0] == chosen))
        return [Value(v, shown(v), n, v == chosen) for v, n in listed]

    def _ranks(self, asked: list[str], typed: bool) -> tuple[Costs, bool]:
        """The rank of each entry, infinite where it is no hit; whether words had to be left out."""
        n = len(self)
        if not asked:
            return np.full(n, np.inf if typed else 0.0), False
        costs = [self._costs(word, slips=False) for word in asked]
        found = self._entries_by_rank(asked, costs)
        if np.isfinite(found).sum() < FEW and not (found <= _WORDS).any():
            slipped = [np.minimum(c, self._costs(w, slips=True)) for c, w in zip(costs, asked, strict=True)]
            found = np.minimum(found, self._entries_by_rank(asked, slipped))
            if not np.isfinite(found).any() and len(asked) > 1:
                found = self._entries_by_rank(asked, slipped, missing=len(asked) // 2)
                return found, bool(np.isfinite(found).any())
        return found, False

    def _entries_by_rank(self, asked: list[str], costs: list[Costs], missing: int = 0) -> Costs:
        total = np.sum(costs, axis=0)
        hits = np.flatnonzero(total < MISS * (missing + 1))
        cost = total[hits]
        tier = np.where(cost <= 0, 2.0, np.where(cost < 1, 3.0, 3.0 + cost)) + self.less[hits]
        tier -= np.where((cost >= 1) & (self.lengths[hits] == len(asked)), 0.5, 0.0)  # a whole name with slips
        best = np.full(len(self), np.inf)
        np.minimum.at(best, self.of_entry[hits], tier)
        key = " ".join(asked)
        lo, hi = bisect_left(self.sorted_names, key), bisect_left(self.sorted_names, key + END)
        same = bisect_right(self.sorted_names, key)
        np.minimum.at(best, self.of_entry[self.sorted_ids[same:hi]], 1.0)
        np.minimum.at(best, self.of_entry[self.sorted_ids[lo:same]], 0.0)
        return best

    def _costs(self, word: str, *, slips: bool) -> Costs:
        """For each name what it costs to find the word in it: 0 the word, 0.05 its beginning, 1 and more with slips."""
        costs = np.full(len(self.of_entry), float(MISS))
        if slips:
            near = sorted(self._near(word), key=lambda w: -w[1])
            for code, distance in near:
                costs[self.postings[self.starts[code] : self.starts[code + 1]]] = float(distance)
        lo, hi = bisect_left(self.vocabulary, word), bisect_left(self.vocabulary, word + END)
        costs[self.postings[self.starts[lo] : self.starts[hi]]] = 0.05
        if lo < len(self.vocabulary) and self.vocabulary[lo] == word:
            costs[self.postings[self.starts[lo] : self.starts[lo + 1]]] = 0.0
        return costs

    def _near(self, word: str) -> list[tuple[int, int]]:
        """Words of names with few slips from this one, and how many."""
        most = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
        found = []
        for length in range(len(word) - most, len(word) + most + 1) if most else ():
            vocabulary, codes = self.by_length.get(length, ([], []))
            for _, distance, at in process.extract(
                word, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None
            ):
                if distance:
                    found.append((codes[at], int(distance)))
        return found


def _told(e: Entry) -> str:
    """What people type beside a name: "training Sichuan 2024"."""
    return " ".join((*e.types, *(e.around or e.places), e.start[:4], e.kind)).strip()


def _ranks(keys: Sequence[str]) -> npt.NDArray[np.int64]:
    """The place of each key in sorted order, equal keys alike."""
    place = {key: i for i, key in enumerate(sorted(Counter(keys)))}
    return np.fromiter((place[k] for k in keys), np.int64, len(keys))
