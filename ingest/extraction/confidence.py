"""How sure a reading is of each thing it says: a calibrated probability.

A logistic model for each kind of statement, over signs that the finished reading shows: where in the item it stands,
how the event was told, how far from the event's words the statement stands. The weights in `confidence.json` are fitted
on annotated news by `tools/calibrate.py`; docs/quality.md shows stated confidence against measured precision.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import structs

from newsgraph.ingest.model import (
    EntityReading,
    EventReading,
    Fact,
    NewsItem,
    PostReading,
    Reading,
    RelationReading,
    RoleReading,
    Span,
)

Signs = Mapping[str, float]
KINDS = ("entity", "event", "date", "place", "programme", "role", "relation", "post")
LEAST, MOST = 0.02, 0.99  # a model fitted on some thousand statements can't be surer than that
WEIGHTS = Path(__file__).with_name("confidence.json")


@cache
def _weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def probability(kind: str, signs: Signs) -> float:
    """The probability that a statement of this kind with these signs is right."""
    return round(logistic(_weights()[kind], signs), 3)


def logistic(weights: Signs, signs: Signs) -> float:
    """The model itself: the logistic function of the weighted signs, kept between LEAST and MOST."""
    z = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return min(MOST, max(LEAST, 1.0 / (1.0 + math.exp(-z))))


def rate(item: NewsItem, reading: Reading) -> Reading:
    """The reading with the confidence of each thing in it.

    A confidence that extraction gave an event is its own first estimate, and one of the signs.
    """
    view = View(item, reading)
    return structs.replace(
        reading,
        entities=tuple(structs.replace(e, confidence=probability("entity", view.entity(e))) for e in reading.entities),
        events=tuple(_event(view, e) for e in reading.events),
        relations=tuple(
            structs.replace(r, confidence=probability("relation", view.relation(r))) for r in reading.relations
        ),
        posts=tuple(structs.replace(p, confidence=probability("post", view.post(p))) for p in reading.posts),
    )


def _event(view: View, e: EventReading) -> EventReading:
    def rated(kind: str, fact: Fact) -> Fact:
        return structs.replace(fact, confidence=probability(kind, view.fact(kind, e, fact)))

    return structs.replace(
        e,
        confidence=probability("event", view.event(e)),
        start=e.start and rated("date", e.start),
        end=e.end and rated("date", e.end),
        places=tuple(rated("place", f) for f in e.places),
        programmes=tuple(rated("programme", f) for f in e.programmes),
        roles=tuple(structs.replace(r, confidence=probability("role", view.role(e, r))) for r in e.roles),
    )


class View:
    """The signs of the statements of one reading. Every sign lies between 0 and 1, most are yes or no."""

    def __init__(self, item: NewsItem, reading: Reading) -> None:
        self.item, self.reading = item, reading
        self.entities = {e.id: e for e in reading.entities}
        mentions = [m for e in reading.entities for m in e.mentions] + [m for e in reading.events for m in e.mentions]
        self.lead = min((m.sentence.start for m in mentions if _text(m.sentence)), default=0)

    def entity(self, e: EntityReading) -> Signs:
        forms = {m.form for m in e.mentions}
        return {
            "one": 1.0,
            e.type: 1.0,
            f"{e.type} of one word": float(" " not in e.name),
            f"{e.type} without kind": float(e.kind is None),
            "long": float(len(e.name) > 60),
            "told again": float(len(e.mentions) > 1),
            "acronym": float(e.acronym is not None or "acronym" in forms),
            "title only": float(bool(e.mentions) and all(m.span.part == "title" for m in e.mentions)),
            "in an event": float(any(self._concerns(event, e.id) for event in self.reading.events)),
            "in a relation": float(any(e.id in (r.subject, r.object) for r in self.reading.relations)),
        }

    def event(self, e: EventReading) -> Signs:
        return {
            "one": 1.0,
            "first estimate": e.confidence if e.confidence is not None else 0.5,
            "dated": float(e.start is not None or e.end is not None),
            "vaguely dated": float(e.start is None and e.time_text is not None),
            "placed": float(bool(e.places)),
            "no role": float(not e.roles),
            "one role": float(len(e.roles) == 1),
            "told again": float(len(e.mentions) > 1),
            "in the lead": float(any(_text(m.sentence) and m.sentence.start <= self.lead for m in e.mentions)),
            "title only": float(all(m.span.part == "title" for m in e.mentions)),
            "background": float(e.background),
            "part of another": float(e.sub_event_of is not None),
            "not held": float(e.status != "held"),
            "of many": min(1.0, max(0, len(self.reading.events) - 1) / 4),
            "Activity": float(e.type == "Activity"),
            "Ceremony": float(e.type == "Ceremony"),
        }

    def _of_event(self, e: EventReading, evidence: Span) -> dict[str, float]:
        told = [m.sentence for m in e.mentions]
        return {
            "one": 1.0,
            "event": probability("event", self.event(e)),
            "in its sentence": float(any(s.part == evidence.part and s.start == evidence.start for s in told)),
            "in the title": float(evidence.part == "title"),
            "of many": min(1.0, max(0, len(self.reading.events) - 1) / 4),
            "long sentence": min(1.0, (evidence.end - evidence.start) / 500),
        }

    def fact(self, kind: str, e: EventReading, fact: Fact) -> Signs:
        signs = self._of_event(e, fact.evidence)
        if kind == "date":
            signs["day"] = float(len(fact.value) == 10)
            signs["range"] = float(e.start is not None and e.end is not None)
        elif kind == "place":
            signs["one of several"] = float(len(e.places) > 1)
            signs |= self._named(fact.value)
        return signs

    def role(self, e: EventReading, r: RoleReading) -> Signs:
        same = [x for x in e.roles if x.role == r.role]
        return {
            **self._of_event(e, r.evidence),
            **self._named(r.entity),
            r.role: 1.0,
            "one of several": float(len(same) > 1),
            "person": float(self.entities[r.entity].type == "Person"),
            "another role too": float(sum(x.entity == r.entity for x in e.roles) > 1),
        }

    def relation(self, r: RelationReading) -> Signs:
        return {"one": 1.0, r.kind: 1.0, f"{r.kind} across": float(not self._together(r.subject, r.object, r.evidence))}

    def post(self, p: PostReading) -> Signs:
        return {
            "one": 1.0,
            "no organisation": float(p.organisation is None),
            "organisation elsewhere": float(
                p.organisation is not None and not self._together(p.person, p.organisation, p.evidence)
            ),
            "former": float(p.former),
            "long title": float(len(p.title) > 40),
            "one of several": float(sum(x.person == p.person for x in self.reading.posts) > 1),
        }

    def _named(self, entity: str) -> dict[str, float]:
        e = self.entities[entity]
        return {"doubtful name": 1.0 - probability("entity", self.entity(e))}

    def _together(self, a: str, b: str, sentence: Span) -> bool:
        """Whether both are named in the sentence."""
        return all(
            any(
                m.span.part == sentence.part and sentence.start <= m.span.start < sentence.end and m.form != "nominal"
                for m in self.entities[x].mentions
            )
            for x in (a, b)
        )

    @staticmethod
    def _concerns(e: EventReading, entity: str) -> bool:
        return any(r.entity == entity for r in e.roles) or any(f.value == entity for f in (*e.places, *e.programmes))


def _text(span: Span) -> bool:
    return span.part == "text"
