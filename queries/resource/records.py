"""What the graph knows of one thing, as plain records: no RDF terms, no HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

# A class as its local name ("Event"), a property as the local name of ours ("startDate") or else its whole IRI.


@dataclass(frozen=True, slots=True)
class Ref:
    """Another thing. cls: "" where the graph does not tell it."""

    iri: str
    label: str
    cls: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A news item. date: as the item gives it, "2024-07-16" or longer. source: the item's own address."""

    iri: str
    title: str
    date: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The part `[start, end)` of a sentence that speaks of a thing, in characters (code points). iri: the mention."""

    start: int
    end: int
    of: Ref
    iri: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an item. part: "title" or "text". start, end: its offsets there.

    marks: sorted, none within another. rests_on_it: IRIs of evidence, and of mentions without a mark.
    confidence: that it says what it is quoted for; None where nothing tells.
    """

    iri: str
    text: str
    item: Item
    part: str = "text"
    start: int = 0
    end: int = 0
    marks: tuple[Mark, ...] = ()
    rests_on_it: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What the graph says of the thing. text: the value in words; ref: the thing that the value is.

    datatype: local name of an XSD datatype ("date", "gYear" …) or "". language: of a text, or "".
    """

    property: str
    text: str
    ref: Ref | None = None
    datatype: str = ""
    language: str = ""
    quotes: tuple[Quote, ...] = ()
    confidence: float | None = None  # of the surest quote


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list. as_: the roles that the page's thing has in it; via: a unit of it, or a place within it,
    that the role or the place is really of. others: (role, who) of all the rest.
    """

    ref: Ref
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    not_later: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    places: tuple[Ref, ...] = ()
    as_: tuple[str, ...] = ()
    via: tuple[Ref, ...] = ()
    others: tuple[tuple[str, Ref], ...] = ()
    background: bool = False
    confidence: float | None = None

    @property
    def start(self) -> str | None:
        """The earliest start, and of "2025" and "2025-05" the more precise; None where no date is told."""
        finest = [s for s in self.starts if not any(o.startswith(s + "-") for o in self.starts)]
        return min(finest, default=None)

    @property
    def end(self) -> str | None:
        return max(self.ends, default=None)


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post: its title, who holds or held it, at which organisation."""

    post: Ref
    title: str
    people: tuple[Ref, ...] = ()
    organisations: tuple[Ref, ...] = ()
    former: bool = False
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Something that points at the thing: `other` property thing."""

    property: str
    other: Ref
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the thing may be another one. ground: "acronym", "short name" …"""

    iri: str
    label: str
    ground: str
    other: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a long list is shown: `size` from `offset` on, of `total`."""

    offset: int = 0
    size: int = 200
    total: int = 0

    @property
    def following(self) -> int | None:
        return self.offset + self.size if self.offset + self.size < self.total else None

    @property
    def preceding(self) -> int | None:
        return max(self.offset - self.size, 0) if self.offset else None


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing and all that the graph tells of it.

    cls: its main class, "" for none of ours. names: other names, with their languages. statements: what it says of the
    thing, but for names, classes and what has a field of its own; incoming: what points at it, likewise.
    events: newest first, those of units and of places within included. items: the newest of the `items_total` that
    tell of it. quotes: sentences that speak of it, of the newest items, or all of a news item's own.
    closest: of what it lies in, is part of, or is located in, the things that contain none of the others.
    partners: who has part in the most events with it. years: (year, events in it).
    """

    iri: str
    cls: str
    label: str
    classes: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    acronyms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    confidence: float | None = None
    statements: tuple[Statement, ...] = ()
    incoming: tuple[Link, ...] = ()
    events: tuple[EventLine, ...] = ()
    page: Page = field(default_factory=Page)
    years: tuple[tuple[str, int], ...] = ()
    posts: tuple[PostLine, ...] = ()
    partners: tuple[tuple[Ref, int], ...] = ()
    items: tuple[Item, ...] = ()
    items_total: int = 0
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Ref, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    possibly_same: tuple[Ref, ...] = ()
    same_as: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    closest: tuple[Ref, ...] = ()

    def of(self, *properties: str) -> tuple[Statement, ...]:
        """The statements with these properties, in the order given."""
        return tuple(s for p in properties for s in self.statements if s.property == p)

    def from_(self, property: str) -> tuple[Link, ...]:
        """What points at the thing with this property."""
        return tuple(link for link in self.incoming if link.property == property)
