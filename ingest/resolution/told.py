"""An event of one item, as compact as finding its like in other items needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from zlib import crc32

from newsgraph.ingest.model import ROLES, EventReading, NewsItem
from newsgraph.ingest.resolution.naming import content_words, name_key

FEW_PLACES = 2

EventId = tuple[str, str]  # NewsItem.id, EventReading.id
_ROLE = {role: i for i, role in enumerate(ROLES)}
RECIPIENT, DONOR = _ROLE["recipient"], _ROLE["donor"]


@dataclass(frozen=True)
class Areas:
    """What contains what, as far as comparing events goes. Places, organisations and all nodes are numbers."""

    above: dict[int, frozenset[int]]  # a place and all that contains it; a unit and all that it is part of
    countries: frozenset[int]
    placed: frozenset[int]  # places of which it is known where on earth they are

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
    """roles: node number times 8 plus the role's number, sorted, as are places, programmes and words."""

    id: EventId
    type: str
    start: str
    end: str
    published: int | None  # ordinal of the day
    roles: tuple[int, ...]
    places: tuple[int, ...]
    programmes: tuple[int, ...]
    words: tuple[str, ...]
    theme: int = 0  # a number for its words, above all numbers of nodes; 0 where none is told

    def agents(self) -> set[int]:
        return {r >> 3 for r in self.roles}

    def of_role(self, role: int) -> set[int]:
        return {r >> 3 for r in self.roles if r & 7 == role}


def told(item: NewsItem, event: EventReading, number: dict[str, int], places: tuple[int, ...] = ()) -> Told:
    """The compact form. number: entity id → number of its node.

    places: those that the item names. An event of which the item tells neither actors nor place happens, as far as
    comparing goes, where the item's few places are ("Chengdu to host forum in October").
    """
    own = tuple(sorted({number[f.value] for f in event.places if f.value in number}))
    bare = not (own or event.roles or event.programmes) and len(places) <= FEW_PLACES
    return Told(
        id=(item.id, event.id),
        type=intern(event.type),
        start=intern(event.start.value) if event.start else "",
        end=intern(event.end.value) if event.end else "",
        published=ordinal(item.published),
        roles=tuple(sorted({number[r.entity] << 3 | _ROLE[r.role] for r in event.roles if r.entity in number})),
        places=tuple(sorted(set(places))) if bare else own,
        programmes=tuple(sorted({number[f.value] for f in event.programmes if f.value in number})),
        words=tuple(intern(w) for w in sorted(content_words(event.label))),
        theme=1 << 31 | crc32(name_key(event.theme.value).encode("utf-8", "surrogatepass")) >> 1 if event.theme else 0,
    )


def ordinal(day: str | None) -> int | None:
    """The number of a day, None for less than a day."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day and len(day) >= 10 else None
    except ValueError:
        return None
