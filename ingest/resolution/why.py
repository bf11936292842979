"""Why nodes are what they are, as records to print: what was taken for one, on which evidence, what was not."""

from __future__ import annotations

from collections.abc import Iterable

from newsgraph.ingest.model import MentionReading, NewsItem, Reading, Record
from newsgraph.ingest.resolution.decisions import Decision


class Member(Record, frozen=True, kw_only=True):
    """What one item calls it. For an event `name` is its label and `names` are empty.

    mentions: where in the item's title or text, with the sentence around each.
    """

    item: str
    id: str  # local to the reading
    name: str
    names: tuple[str, ...] = ()
    mentions: tuple[MentionReading, ...] = ()


class Link(Record, frozen=True, kw_only=True):
    """Why members are taken for one. Of an event, `between` are the two (item, local id); of an entity it is empty.

    kind: see `nodes.Reason`. likeness: how alike two events are: shared arguments, and words of the labels.
    """

    kind: str
    words: str
    between: tuple[tuple[str, str], ...] = ()
    likeness: float | None = None


class Doubt(Record, frozen=True, kw_only=True):
    """Another node that may be the same, and why it was not taken for it."""

    iri: str
    kind: str
    words: str


class Explanation(Record, frozen=True, kw_only=True):
    """All that is known of how one node came about.

    iri: as it is now. asked: the IRI that was asked for, a former one where a decision replaced it.
    replaces: former IRIs. items: number of the items that tell of it. names: each canonical name, most used first.
    """

    iri: str
    asked: str
    type: str  # "Event" or an entity's type
    label: str
    items: int
    names: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    links: tuple[Link, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    decisions: tuple[Decision, ...] = ()
    replaces: tuple[str, ...] = ()


def entity_members(pair: tuple[NewsItem, Reading], iris: dict[str, str], iri: str) -> Iterable[Member]:
    item, reading = pair
    for e in reading.entities:
        if iris[e.id] == iri:
            names = tuple(dict.fromkeys(n for n in (*e.names, e.acronym) if n))
            yield Member(item=item.id, id=e.id, name=e.name, names=names, mentions=e.mentions)


def event_members(pair: tuple[NewsItem, Reading], iris: dict[str, str], iri: str) -> Iterable[Member]:
    item, reading = pair
    for e in reading.events:
        if iris[e.id] == iri:
            yield Member(item=item.id, id=e.id, name=e.label, mentions=e.mentions)
