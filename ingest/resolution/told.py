"""An event of one item, as compact as finding its like in other items needs."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from zlib import crc32

import numpy as np

from newsgraph.ingest.model import ROLES, EventReading, NewsItem, Reading, Span
from newsgraph.ingest.resolution.naming import content_words, name_key, name_words
from newsgraph.ingest.resolution.words import TEXT_STOP

FEW_PLACES = 2
WINDOW = 45  # days between the publications of two items that tell of one undated event
MOST_TEXT = 2500  # characters of an item that are looked at
MOST_WORDS = 64

EventId = tuple[str, str]  # NewsItem.id, EventReading.id
_ROLE = {role: i for i, role in enumerate(ROLES)}
RECIPIENT, DONOR = _ROLE["recipient"], _ROLE["donor"]
_WORD = re.compile(r"[^\W\d_]{2,}|\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[“\"«《‘]([^”\"»》’“]{4,140})[”\"»》’]")  # what may be a title


@dataclass(frozen=True)
class Areas:
    """What contains what, as far as comparing events goes. Places, organisations and all nodes are numbers."""

    above: dict[int, frozenset[int]]  # a place and all that contains it; a unit and all that it is part of
    countries: frozenset[int]
    placed: frozenset[int]  # places of which it is known where on earth they are
    common: frozenset[int]  # words of so many items that they tell nothing, as numbers
    namesakes: dict[int, int]  # a place that shares its name with others → the least of them

    def around(self, places: tuple[int, ...]) -> frozenset[int]:
        """The places (or organisations) and all that contains them."""
        return _around(self, places)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


@lru_cache(maxsize=4096)
def _around(areas: Areas, places: tuple[int, ...]) -> frozenset[int]:
    return frozenset[int]().union(*(areas.above.get(p, frozenset({p})) for p in places))


@dataclass(slots=True)
class Told:
    """roles: node number times 8 plus the role's number, sorted, as are all the others.

    about: nodes that the label names and that have no role ("opening of the Centre for Tidal Energy"). beside: other
    nodes that are named where the event is told. titles: numbers for works and themes in quotation marks there, above
    all numbers of nodes; theme is the event's own, 0 where none is told. words: of the label; text: those of the
    sentences that tell of it, as an array of hashes. Neither has words of names: those are compared as nodes.
    """

    id: EventId
    type: str
    start: str
    end: str
    published: int  # ordinal of the day, 0 where it is not known; so is day, that of the start
    roles: tuple[int, ...]
    places: tuple[int, ...]
    programmes: tuple[int, ...]
    about: tuple[int, ...]
    beside: tuple[int, ...]
    words: tuple[str, ...]
    text: bytes = b""
    titles: tuple[int, ...] = ()
    theme: int = 0
    day: int = 0
    editions: tuple[str, ...] = ()  # ordinals and years among the words

    def agents(self) -> set[int]:
        return {r >> 3 for r in self.roles}

    def of_role(self, role: int) -> set[int]:
        return {r >> 3 for r in self.roles if r & 7 == role}

    def text_words(self) -> set[int]:
        return set(memoryview(self.text).cast("I"))


class Teller:
    """Makes the compact forms of one item's events. number: entity id → number of its node."""

    def __init__(self, item: NewsItem, reading: Reading, number: dict[str, int]) -> None:
        self.item, self.reading, self.number = item, reading, number
        self.published = ordinal(item.published)
        self.single = sum(not e.background for e in reading.events) == 1
        self.names: set[str] = set()
        for e in reading.entities:
            if e.type != "Programme":  # whose words say what it is about
                self.names |= name_words(e.name)
                for n in e.names:
                    self.names |= name_words(n)
        # an event of which the item tells neither actors nor place happens where the item's few places are
        places = {number[e.id] for e in reading.entities if e.type == "Location"}
        self.places = tuple(sorted(places)) if len(places) <= FEW_PLACES else ()

    def told(self, event: EventReading) -> Told:
        number = self.number
        roles = tuple(sorted({number[r.entity] << 3 | _ROLE[r.role] for r in event.roles if r.entity in number}))
        own = tuple(sorted({number[f.value] for f in event.places if f.value in number}))
        programmes = tuple(sorted({number[f.value] for f in event.programmes if f.value in number}))
        if not (own or event.roles or event.programmes):
            own = self.places
        spans = None if self.single and not event.background else _spans(event)
        text = self._text(spans)
        theme = _title(event.theme.value) if event.theme else 0
        titles = {_title(q) for q in _QUOTED.findall(text) if _is_title(q)} | ({theme} - {0})
        arguments = {r >> 3 for r in roles} | {*own, *programmes}
        about = self._about(event.label) - arguments
        words = tuple(intern(w) for w in sorted(content_words(event.label) - self.names))
        return Told(
            id=(self.item.id, event.id),
            type=intern(event.type),
            start=intern(event.start.value) if event.start else "",
            end=intern(event.end.value) if event.end else "",
            published=self.published,
            roles=roles,
            places=own,
            programmes=programmes,
            about=tuple(sorted(about)),
            beside=tuple(sorted(self._beside(spans) - arguments - about)),
            words=words,
            text=_hashes(w for w in _WORD.findall(text.casefold()) if w not in self.names),
            titles=tuple(sorted(titles)),
            theme=theme,
            day=ordinal(event.start.value) if event.start else 0,
            editions=tuple(w for w in words if w[0] == "#" or _is_year(w)),
        )

    def _text(self, spans: set[Span] | None) -> str:
        if spans is None:
            return f"{self.item.title or ''}\n{self.item.text[:MOST_TEXT]}"
        return "\n".join(s.of(self.item) for s in sorted(spans, key=lambda s: (s.part, s.start)))[:MOST_TEXT]

    def _about(self, label: str) -> set[int]:
        things = (e for e in self.reading.entities if e.type == "Organisation" and e.name in label)
        return {self.number[e.id] for e in things}

    def _beside(self, spans: set[Span] | None) -> set[int]:
        if spans is None:
            return set(self.number.values())
        return {self.number[e.id] for e in self.reading.entities if any(m.sentence in spans for m in e.mentions)}


def _spans(event: EventReading) -> set[Span]:
    """The sentences that tell of it."""
    facts = (*event.places, *event.programmes, *(f for f in (event.start, event.theme, event.purpose) if f))
    return {m.sentence for m in event.mentions} | {f.evidence for f in facts} | {r.evidence for r in event.roles}


def _is_title(quoted: str) -> bool:
    """Whether a quotation is a title rather than speech: most of its longer words have capitals."""
    words = [w for w in quoted.split() if len(w) > 3 and w[0].isalpha()]
    return bool(words) and sum(w[0].isupper() for w in words) * 3 >= len(words) * 2


def _title(words: str) -> int:
    return 1 << 31 | crc32(name_key(words).encode("utf-8", "surrogatepass")) >> 1


def _hashes(words: Iterable[str]) -> bytes:
    kept = {w[:-1] if len(w) > 3 and w[-1] == "s" and w[-2] != "s" else w for w in words} - TEXT_STOP
    return array("I", sorted(word_hash(w) for w in kept if not _is_date(w))[:MOST_WORDS]).tobytes()


def common_words(events: Iterable[Told]) -> frozenset[int]:
    """The words that stand in a fiftieth of all events and more than thirty: what an institution says of itself."""
    texts = [e.text for e in events]
    words, counts = np.unique(np.frombuffer(b"".join(texts), dtype=np.uint32), return_counts=True)
    return frozenset(words[counts > max(30, len(texts) // 50)].tolist())


def word_hash(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def _is_date(word: str) -> bool:
    return word.isdigit() and (int(word) < 32 or _is_year(word))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20") and word.isdigit()


@lru_cache(maxsize=4096)
def ordinal(day: str | None) -> int:
    """The number of a day, 0 for less than a day."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day and len(day) >= 10 else 0
    except ValueError:
        return 0
