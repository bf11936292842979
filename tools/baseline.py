"""What most people would start from: spaCy's entities and a list of event nouns, as a graph for `score.py`.

A baseline for docs/quality.md, deliberately plain: an ORG is an Organisation, a PERSON a Person, a GPE, LOC or FAC a
Location; the first noun of a sentence that names a kind of event is an event of that kind. Its date is the sentence's
first DATE that dateparser reads as a day, its place the first one after "in" or "at", its organiser the sentence's
first organisation. It knows no programmes, no relations and no posts.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import dateparser
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from spacy.tokens import Doc, Span

from newsgraph.ontology.terms import DCTERMS, NG, RDF, RDFS

BASE = "https://example.org/baseline/"
CLASSES = {
    "ORG": NG.Organisation,
    "PERSON": NG.Person,
    "GPE": NG.Location,
    "LOC": NG.Location,
    "FAC": NG.Location,
}
NOUNS = {
    "meeting": "Meeting", "conference": "Conference", "forum": "Conference", "symposium": "Conference",
    "congress": "Conference", "seminar": "Seminar", "workshop": "Workshop", "training": "Training",
    "course": "Training",
    "lecture": "Lecture", "ceremony": "Ceremony", "celebration": "Celebration", "donation": "Donation",
    "visit": "Visit",
    "delegation": "Visit", "competition": "Competition", "contest": "Competition", "exhibition": "Exhibition",
    "fair": "Exhibition", "concert": "Performance", "performance": "Performance", "agreement": "Signing",
    "memorandum": "Signing", "launch": "Launch", "opening": "Establishment", "award": "Award", "prize": "Award",
    "appointment": "Appointment", "publication": "Publication", "report": "Publication", "broadcast": "Broadcast",
    "campaign": "Campaign", "activity": "Activity", "event": "Activity",
}  # fmt: skip


def _day(text: str, published: str | None) -> str | None:
    settings: dict[str, Any] = {"REQUIRE_PARTS": ["day", "month"], "PREFER_DATES_FROM": "past"}
    if published:
        settings["RELATIVE_BASE"] = datetime.fromisoformat(published[:10])
    found = dateparser.parse(text, languages=["en"], settings=settings)
    return found.date().isoformat() if found else None


class _Item:
    def __init__(self, record: dict[str, Any]) -> None:
        self.published: str | None = record.get("published")
        self.iri = NamedNode(f"{BASE}item/{record['id']}")
        self.quads: list[Quad] = []
        self.nodes: dict[tuple[str, str], NamedNode] = {}
        self.say(self.iri, RDF.type, NG.NewsItem)
        self.say(self.iri, DCTERMS.identifier, Literal(record["id"]))

    def say(self, s: NamedNode, p: NamedNode, o: NamedNode | Literal) -> None:
        self.quads.append(Quad(s, p, o, self.iri))

    def entity(self, ent: Span) -> NamedNode:
        name = re.sub(r"^[Tt]he\s+|['’]s$", "", ent.text.strip())
        key = (CLASSES[ent.label_].value, name)
        if key not in self.nodes:
            node = self.nodes[key] = NamedNode(f"{self.iri.value}/{len(self.nodes)}")
            self.say(node, RDF.type, CLASSES[ent.label_])
            self.say(node, RDFS.label, Literal(name))
            self.say(node, NG.mentionedIn, self.iri)
        return self.nodes[key]

    def read(self, doc: Doc) -> None:
        for ent in doc.ents:
            if ent.label_ in CLASSES:
                self.entity(ent)
        for number, sentence in enumerate(doc.sents):
            noun = next((t for t in sentence if t.lemma_.lower() in NOUNS and t.pos_ == "NOUN"), None)
            if noun is not None:
                self.event(sentence, NOUNS[noun.lemma_.lower()], number)

    def event(self, sentence: Span, kind: str, number: int) -> None:
        node = NamedNode(f"{self.iri.value}/event/{number}")
        self.say(node, RDF.type, NG.Event)
        self.say(node, NG.eventType, NamedNode(f"{NG.Event.value.removesuffix('Event')}{kind}"))
        self.say(node, NG.mentionedIn, self.iri)
        days = (_day(e.text, self.published) for e in sentence.ents if e.label_ == "DATE")
        if day := next((d for d in days if d), None):
            self.say(node, NG.startDate, Literal(day))
        places = (e for e in sentence.ents if CLASSES.get(e.label_) == NG.Location)
        if place := next((e for e in places if e.root.head.lower_ in ("in", "at")), None):
            self.say(node, NG.location, self.entity(place))
        if organiser := next((e for e in sentence.ents if e.label_ == "ORG"), None):
            self.say(node, NG.organiser, self.entity(organiser))


def write(gold: Path, out: Path, model: str) -> None:
    """Write the baseline's graph of the annotated items in `gold` to `out` as N-Quads."""
    from newsgraph.ingest.extraction.pipeline import load

    nlp = load(model)
    quads: list[Quad] = []
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = ["\n\n".join(x for x in (r.get("title"), r["text"]) if x) for r in records]
    for record, doc in zip(records, nlp.pipe(texts), strict=True):
        item = _Item(record)
        item.read(doc)
        quads += item.quads
    out.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
