"""What the components of extraction hand to each other: a parsed document and what has been found in it so far.

The order is: parse (spaCy) → names (entities, their mentions, relations, posts) → events → `Reading`.
Token indices are spaCy's; `span()` turns a token stretch into offsets of the item's title or text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc

from newsgraph.ingest.model import EntityType, NewsItem, PostReading, RelationReading, Span

Form = Literal["name", "acronym", "short", "nominal"]

# between title and text, so that spaCy sees a paragraph break and no sentence runs across
BREAK = "\n\n"


@dataclass(slots=True)
class Entity:
    """A named thing of the item; fields as in `EntityReading`."""

    id: str
    type: EntityType
    name: str
    names: list[str] = field(default_factory=list)
    acronym: str | None = None
    kind: str | None = None
    confidence: float | None = None


@dataclass(slots=True)
class EntityMention:
    """Tokens `start` to `end` (half-open) of the document speak of `entity` (an Entity.id).

    A nominal mention ("the university"; "the two institutions": a record for each entity meant) adds no entity.
    """

    entity: str
    start: int
    end: int
    form: Form = "name"


@dataclass(slots=True)
class Annotations:
    """One item on its way through extraction."""

    item: NewsItem
    doc: Doc  # of document_text(item)
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: list[EntityMention] = field(default_factory=list)  # sorted by start, longest first; nested ones are kept
    relations: list[RelationReading] = field(default_factory=list)
    posts: list[PostReading] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """Offsets of the tokens `start` to `end` (half-open, not empty, not across the title's end)."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.chars(first.idx, last.idx + len(last))

    def chars(self, start: int, end: int) -> Span:
        """Offsets in title or text of the document's characters `start` to `end`."""
        shift = text_offset(self.item)
        if start < shift:
            return Span(start=start, end=min(end, len(self.item.title or "")), part="title")
        return Span(start=start - shift, end=end - shift, part="text")

    def sentence(self, token: int) -> Span:
        """The sentence around a token, without white space at its ends."""
        sent = self.doc[token].sent
        raw = sent.text
        start = sent.start_char + len(raw) - len(raw.lstrip())
        return self.chars(start, sent.start_char + len(raw.rstrip()))

    def mentions_in(self, start: int, end: int) -> list[EntityMention]:
        """The mentions that lie within tokens `start` to `end`."""
        return [m for m in self.mentions if m.start >= start and m.end <= end]


def text_offset(item: NewsItem) -> int:
    """Where the item's text begins in the document."""
    return len(item.title) + len(BREAK) if item.title else 0


def document_text(item: NewsItem) -> str:
    """The string that spaCy parses: the title, a paragraph break, the text."""
    return f"{item.title}{BREAK}{item.text}" if item.title else item.text
