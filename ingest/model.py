"""The plain records that flow through `ingest/`: a NewsItem goes into extraction, a Reading comes out. No RDF here.

Offsets count Unicode code points and are half-open, as in Python slices; they refer to the item's `title` or `text`
(`Span.part` says which), unchanged since the reader gave it. `confidence` is the probability, from 0 to 1, that a
statement is right (`extraction/confidence.py`); None where nothing is known of it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Part = Literal["title", "text"]
EntityType = Literal["Organisation", "Person", "Location", "Programme"]
Role = Literal["organiser", "supporter", "host", "leader", "speaker", "participant", "donor", "recipient"]
RelationKind = Literal["partOf", "within", "locatedIn"]
Status = Literal["scheduled", "held", "postponed", "cancelled"]

EVENT_TYPES: tuple[str, ...] = (
    "Meeting", "Conference", "Seminar", "Workshop", "Training", "Lecture", "Ceremony", "Celebration", "Donation",
    "Visit", "Competition", "Exhibition", "Performance", "Signing", "Launch", "Establishment", "Award", "Appointment",
    "Publication", "Broadcast", "Campaign", "Activity",
)  # fmt: skip
ROLES: tuple[Role, ...] = (
    "organiser", "supporter", "host", "leader", "speaker", "participant", "donor", "recipient",
)  # fmt: skip


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all records: immutable, comparable, JSON by `msgspec.json`."""


class NewsItem(Record, frozen=True, kw_only=True):
    """One news item as a reader found it.

    id: unique within a project, the item's `dcterms:identifier`; given by the source, or made from its content by the
        reader (so that the same item read twice has the same id).
    published: ISO 8601 date, or date and time, as precise as the source says; None where it says nothing.
    language: BCP 47 tag, None where unknown.
    source, line: where it was read (path or address, and the first line or record number, from 1).
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    source: str | None = None
    line: int | None = None


class Rejected(Record, frozen=True, kw_only=True):
    """A record that could not be taken in: kept, listed, retried on demand."""

    source: str
    line: int | None
    why: str
    cure: str
    raw: str = ""  # what could be read of it, at most 2,000 characters


class Span(Record, frozen=True, kw_only=True):
    """A half-open stretch of an item's title or text."""

    start: int
    end: int
    part: Part = "text"

    def of(self, item: NewsItem) -> str:
        """The words themselves."""
        whole = (item.title or "") if self.part == "title" else item.text
        return whole[self.start : self.end]


class MentionReading(Record, frozen=True, kw_only=True):
    """One place in the item that tells of an entity or an event."""

    span: Span
    sentence: Span
    form: Literal["name", "acronym", "short", "nominal", "trigger"] = "name"


class EntityReading(Record, frozen=True, kw_only=True):
    """A named thing of one item. One record a real-world thing: the item's own forms are merged already.

    id: local to the reading ("o1", "p2", "l1", "g1" …).
    name: the canonical one: as written, no leading "the", no bracketed acronym, no possessive.
    names: every other form found in the item or that follows from it (acronym, unit with and without its parent).
    kind: what sort, where the words say so ("county", "university", "department", "course"…); resolution uses it.
    """

    id: str
    type: EntityType
    name: str
    names: tuple[str, ...] = ()
    acronym: str | None = None
    kind: str | None = None
    mentions: tuple[MentionReading, ...] = ()
    confidence: float | None = None


class RoleReading(Record, frozen=True, kw_only=True):
    role: Role
    entity: str  # id of an EntityReading
    evidence: Span  # the sentence that says so
    confidence: float | None = None


class Fact(Record, frozen=True, kw_only=True):
    """A value with the sentence it rests on."""

    value: str
    evidence: Span
    confidence: float | None = None


class EventReading(Record, frozen=True, kw_only=True):
    """Something that the item reports.

    type: one of EVENT_TYPES. start, end: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    before: where the item says no more than "recently": the day of its publication, by which the event was over or had
        begun. No start.
    places, programmes: ids of EntityReadings, as Fact values. theme, purpose, celebrates: words of the item.
    background: told only to explain another event (a congress whose spirit is followed).
    """

    id: str
    type: str
    label: str
    mentions: tuple[MentionReading, ...]
    start: Fact | None = None
    end: Fact | None = None
    before: Fact | None = None
    time_text: str | None = None
    places: tuple[Fact, ...] = ()
    programmes: tuple[Fact, ...] = ()
    roles: tuple[RoleReading, ...] = ()
    theme: Fact | None = None
    purpose: Fact | None = None
    celebrates: Fact | None = None
    status: Status = "held"
    sub_event_of: str | None = None
    background: bool = False
    confidence: float | None = None


class RelationReading(Record, frozen=True, kw_only=True):
    kind: RelationKind
    subject: str
    object: str
    evidence: Span
    confidence: float | None = None


class PostReading(Record, frozen=True, kw_only=True):
    """A person's post: title in lower case as written; organisation None where none is named."""

    person: str
    title: str
    organisation: str | None
    evidence: Span
    former: bool = False
    confidence: float | None = None


class Reading(Record, frozen=True, kw_only=True):
    """All that one item says, as plain records. `extractor` names what read it (version and model)."""

    item: str  # NewsItem.id
    entities: tuple[EntityReading, ...] = ()
    events: tuple[EventReading, ...] = ()
    relations: tuple[RelationReading, ...] = ()
    posts: tuple[PostReading, ...] = ()
    extractor: str = ""
    note: str | None = None  # why it is empty, where it is (another language …)

    def entity(self, id: str) -> EntityReading:
        """The entity of that local id. Raises KeyError."""
        for e in self.entities:
            if e.id == id:
                return e
        raise KeyError(id)


class RunRecord(Record, frozen=True, kw_only=True):
    """One run of ingest. started, ended: ISO 8601 with time zone; ended None where the run was cut off."""

    id: str
    started: str
    ended: str | None = None
    version: str = ""
    extractor: str = ""
    items: int = 0
    rejected: int = 0
