"""Item → Reading: parse, find the names, find the events, put them together. No RDF here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import structs

from newsgraph.ingest.extraction import pipeline
from newsgraph.ingest.extraction.annotations import Annotations
from newsgraph.ingest.extraction.confidence import rate
from newsgraph.ingest.extraction.events import find_events
from newsgraph.ingest.extraction.names import find_names
from newsgraph.ingest.model import EntityReading, MentionReading, NewsItem, Reading
from newsgraph.ingest.reader import own_version

if TYPE_CHECKING:
    from newsgraph.ingest.gazetteer import Gazetteer

__all__ = ["Extractor"]


class Extractor:
    """Reads items. One object a process: it holds the language pipeline (about 190 MB).

    model: an installed spaCy pipeline's package name, or its folder; for English, with tagger, parser and ner.
    gazetteer: where given, decides what is a place; without it the words alone do.
    """

    def __init__(self, model: str = pipeline.DEFAULT_MODEL, gazetteer: Gazetteer | None = None) -> None:
        self._nlp = pipeline.load(model)
        self._gazetteer = gazetteer
        self.name: str = f"newsgraph {own_version()} / {pipeline.model_name(self._nlp)}"

    def read(self, items: Iterable[NewsItem], *, rated: bool = True) -> Iterator[Reading]:
        """One Reading an item, in order. An item in another language gets an empty one with a note.

        rated: with the confidence of each statement; without, the signs are left as they were found, to fit the model.
        """
        for item, doc in pipeline.parse(self._nlp, items):
            if item.language and item.language.split("-")[0].lower() not in ("en", "eng", "und"):
                yield Reading(item=item.id, extractor=self.name, note=f"not read: its language is {item.language}")
                continue
            ann = Annotations(item, doc)
            find_names(ann, self._gazetteer)
            reading = self._assemble(ann)
            yield rate(item, reading) if rated else reading

    def _assemble(self, ann: Annotations) -> Reading:
        events = find_events(ann)
        mentions: dict[str, list[MentionReading]] = {entity: [] for entity in ann.entities}
        for m in ann.mentions:
            first, last = ann.sentence(m.start), ann.sentence(m.end - 1)  # a parser may split a sentence within a name
            sentence = first if first == last else structs.replace(first, end=last.end)
            reading = MentionReading(span=ann.span(m.start, m.end), sentence=sentence, form=m.form)
            mentions[m.entity].append(reading)
        entities = tuple(
            EntityReading(
                id=e.id,
                type=e.type,
                name=e.name,
                names=tuple(e.names),
                acronym=e.acronym,
                kind=e.kind,
                mentions=tuple(mentions[e.id]),
                confidence=e.confidence,
            )
            for e in ann.entities.values()
        )
        too_long = len(ann.item.text) > pipeline.MAX_CHARS
        return Reading(
            item=ann.item.id,
            entities=entities,
            events=tuple(events),
            relations=tuple(ann.relations),
            posts=tuple(ann.posts),
            extractor=self.name,
            note=f"read up to character {pipeline.MAX_CHARS:,}" if too_long else None,
        )
