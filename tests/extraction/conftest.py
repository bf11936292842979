"""Events of marked-up texts: [O:organisation], [P:person], [L:place], [G:programme]. The names are given, so that the
tests speak of the event rules alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from spacy.language import Language

from newsgraph.ingest.extraction import pipeline
from newsgraph.ingest.extraction.annotations import Annotations, Entity, EntityMention, document_text
from newsgraph.ingest.extraction.events import find_events
from newsgraph.ingest.model import EntityType, EventReading, NewsItem

TYPES: dict[str, EntityType] = {"O": "Organisation", "P": "Person", "L": "Location", "G": "Programme"}
MARK = re.compile(r"\[([OPLG]):([^\]]*)\]")
Told = tuple[NewsItem, list[EventReading]]
Teller = Callable[..., Told]


@pytest.fixture(scope="package")
def nlp() -> Language:
    return pipeline.load()


@pytest.fixture(scope="package")
def tell(nlp: Language) -> Teller:
    """Events of a marked-up text; the entities' ids are their names."""

    def read(text: str, *, title: str = "", published: str | None = None) -> Told:
        kinds = {m[2]: TYPES[m[1]] for m in MARK.finditer(title + text)}
        plain_title, plain = MARK.sub(r"\2", title), MARK.sub(r"\2", text)
        item = NewsItem(id="x", text=plain, title=plain_title or None, published=published)
        doc = nlp(document_text(item))
        mentions = []
        for name in sorted(kinds, key=len, reverse=True):
            for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", doc.text):
                span = doc.char_span(m.start(), m.end(), alignment_mode="expand")
                if span is not None:
                    mentions.append(EntityMention(name, span.start, span.end))
        mentions.sort(key=lambda m: (m.start, -m.end))
        entities = {name: Entity(id=name, type=kind, name=name) for name, kind in kinds.items()}
        return item, find_events(Annotations(item, doc, entities, mentions))

    return read
