"""One item's graph: all that the item says, in the terms and the layout of docs/architecture.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ingest.mapping import terms as t
from newsgraph.ingest.model import EventReading, MentionReading, NewsItem, Reading, Span
from newsgraph.ingest.resolution import Resolution
from newsgraph.ingest.resolution.naming import digest, slug
from newsgraph.ontology.terms import DCTERMS, NG, NG_BASE, PROV, RDF, RDFS, SKOS

LABEL_LENGTH = 90  # of an item without a title: so much of its text, in characters

_TYPE = {name: NamedNode(NG_BASE + name) for name in ("Organisation", "Person", "Location", "Programme")}
_STATUS = {"scheduled": NG.Scheduled, "held": NG.Held, "postponed": NG.Postponed, "cancelled": NG.Cancelled}
_RELATION = {"partOf": NG.partOf, "within": NG.within, "locatedIn": NG.locatedIn}
_ROLE = {
    "organiser": NG.organiser,
    "supporter": NG.supporter,
    "host": NG.host,
    "leader": NG.leader,
    "speaker": NG.speaker,
    "participant": NG.participant,
    "donor": NG.donor,
    "recipient": NG.recipient,
}  # fmt: skip

_PART = {part: Literal(part) for part in ("title", "text")}
_FORM = {form: Literal(form) for form in ("name", "acronym", "short", "nominal", "trigger")}

Object: TypeAlias = NamedNode | Literal
Place: TypeAlias = tuple[str, int, int]  # part, start, end


class _Mention(NamedTuple):
    place: Place
    of: str
    form: str
    sentence: Place | None
    confidence: float | None


class ItemGraph:
    """Collects the statements of one item; `quads` gives each once."""

    def __init__(self, item: NewsItem, reading: Reading, resolution: Resolution) -> None:
        self.item, self.reading, self.resolution = item, reading, resolution
        self.base = resolution.base
        self.node = t.item_iri(self.base, item.id)
        resolved = resolution.of(item, reading)
        self.entities = {id_: NamedNode(iri) for id_, iri in resolved.entities.items()}
        self.events = {id_: NamedNode(iri) for id_, iri in resolved.events.items()}
        self.triples: dict[tuple[NamedNode, NamedNode, Object], None] = {}
        self.evidence: dict[tuple[NamedNode, NamedNode, Object, Place], float | None] = {}
        self.sentences: set[Place] = set()
        self.mentions: set[_Mention] = set()

    def quads(self) -> list[Quad]:
        self._item()
        self._entities()
        for event in self.reading.events:
            self._event(event)
        self._relations()
        self._posts()
        graph = self.node
        out = [Quad(s, p, o, graph) for s, p, o in self.triples]
        numbers = self._sentences(out)
        self._mentions(out, numbers)
        self._evidence(out, numbers)
        return out

    def confidences(self) -> Iterator[tuple[str, float]]:
        """How sure this item is of each entity and event, by IRI."""
        for e in self.reading.entities:
            if e.confidence is not None:
                yield self.entities[e.id].value, e.confidence
        for event in self.reading.events:
            if event.confidence is not None:
                yield self.events[event.id].value, event.confidence

    def add(self, s: NamedNode, p: NamedNode, o: Object | None) -> None:
        if o is not None:
            self.triples[s, p, o] = None

    def fact(
        self, s: NamedNode, p: NamedNode, o: Object | None, sentence: Span, confidence: float | None = None
    ) -> None:
        """A statement with the sentence that it rests on, and how sure it is."""
        if o is None:
            return
        self.add(s, p, o)
        place = self._span(sentence)
        if place is not None:
            self.sentences.add(place)
            known = self.evidence.setdefault((s, p, o, place), confidence)
            if confidence is not None and (known is None or confidence > known):
                self.evidence[s, p, o, place] = confidence

    def _span(self, span: Span) -> Place | None:
        """A span that lies in the item and is not empty."""
        whole = self.item.title or "" if span.part == "title" else self.item.text
        return (span.part, span.start, span.end) if 0 <= span.start < span.end <= len(whole) else None

    # -- the item and its things --------------------------------------------------------------------------------

    def _item(self) -> None:
        item = self.item
        self.add(self.node, RDF.type, NG.NewsItem)
        title = t.label(item.title or "")
        text = title or t.label(item.text[: LABEL_LENGTH * 2])
        if not title and len(text) > LABEL_LENGTH:
            text = (text[:LABEL_LENGTH].rpartition(" ")[0] or text[:LABEL_LENGTH]) + " …"
        self.add(self.node, RDFS.label, Literal(text or t.label(item.id) or self.node.value))
        self.add(self.node, DCTERMS.identifier, t.string(item.id))
        if title:
            self.add(self.node, DCTERMS.title, Literal(title))
        self.add(self.node, DCTERMS.issued, t.issued_literal(item.published) if item.published else None)
        self.add(self.node, DCTERMS.source, t.address(item.url) if item.url else None)
        self.add(self.node, DCTERMS.language, t.language_literal(item.language) if item.language else None)
        extractor = t.label(self.reading.extractor)
        if extractor:
            activity = NamedNode(f"{self.base}extraction/{slug(extractor)}-{digest(extractor)}")
            self.add(self.node, PROV.wasGeneratedBy, activity)
            self.add(activity, RDF.type, PROV.Activity)
            self.add(activity, RDFS.label, Literal(extractor))

    def _entities(self) -> None:
        for e in self.reading.entities:
            node = self.entities[e.id]
            self.add(node, RDF.type, _TYPE[e.type])
            own = t.label(e.name) or node.value
            self.add(node, RDFS.label, Literal(own))
            others = {t.label(n) for n in (*e.names, e.acronym or "")} - {own, ""}
            for name in sorted(others):
                self.add(node, SKOS.altLabel, Literal(name))
            if acronym := t.label(e.acronym or ""):
                self.add(node, NG.acronym, Literal(acronym))
            if kind := t.label(e.kind or ""):
                self.add(node, NG.kind, Literal(kind))
            self.add(node, NG.mentionedIn, self.node)
            self._mention_of(node, e.mentions, e.confidence)

    def _mention_of(self, node: NamedNode, mentions: tuple[MentionReading, ...], confidence: float | None) -> None:
        for m in mentions:
            span, sentence = self._span(m.span), self._span(m.sentence)
            if span is None:
                continue
            if sentence is not None:
                self.sentences.add(sentence)
            self.mentions.add(_Mention(span, node.value, m.form, sentence, confidence))

    def _event(self, e: EventReading) -> None:
        node = self.events[e.id]
        self.add(node, RDF.type, NG.Event)
        self.add(node, RDFS.label, Literal(t.label(e.label) or e.type))
        self.add(node, NG.mentionedIn, self.node)
        self.add(node, NG.eventType, NamedNode(NG_BASE + e.type))
        self.add(node, NG.status, _STATUS[e.status])
        self._mention_of(node, e.mentions, e.confidence)
        for fact, prop in ((e.start, NG.startDate), (e.end, NG.endDate), (e.before, NG.notLaterThan)):
            if fact is not None:
                self.fact(node, prop, t.date_literal(fact.value), fact.evidence, fact.confidence)
        for words, prop in ((e.theme, NG.theme), (e.purpose, NG.purpose), (e.celebrates, NG.celebrates)):
            if words is not None and (text := t.label(words.value)):
                self.fact(node, prop, Literal(text), words.evidence)
        if time_text := t.label(e.time_text or ""):
            self.add(node, NG.timeText, Literal(time_text))
        for things, prop in ((e.places, NG.location), (e.programmes, NG.programme)):
            for fact in things:
                self.fact(node, prop, self.entities.get(fact.value), fact.evidence, fact.confidence)
        for r in e.roles:
            agent = self.entities.get(r.entity)
            self.fact(node, _ROLE[r.role], agent, r.evidence, r.confidence)
            self.add(node, NG.involves, agent)
        if e.background:
            self.add(node, NG.background, t.TRUE)
        whole = self.events.get(e.sub_event_of or "")
        if whole is not None and ("subEventOf", node.value, whole.value) not in self.resolution.refused:
            self.add(node, NG.subEventOf, whole)

    def _relations(self) -> None:
        for r in self.reading.relations:
            s, o = self.entities.get(r.subject), self.entities.get(r.object)
            if s is None or o is None or s == o or (r.kind, s.value, o.value) in self.resolution.refused:
                continue
            self.fact(s, _RELATION[r.kind], o, r.evidence, r.confidence)

    def _posts(self) -> None:
        for p in self.reading.posts:
            person = self.entities.get(p.person)
            title = t.label(p.title).lower()
            if person is None or not title:
                continue
            organisation = self.entities.get(p.organisation or "")
            where = organisation.value if organisation is not None else ""
            hashed = digest(f"{person.value}\x1f{title}\x1f{where}\x1f{p.former}")
            name = person.value.rpartition("/")[2]
            post = NamedNode(f"{self.base}post/{slug(f'{name} {title}')}-{hashed}")
            self.fact(person, NG.holds, post, p.evidence, p.confidence)
            self.add(post, RDF.type, NG.Post)
            self.add(post, NG.title, Literal(title))
            at = f", {self.resolution.label(where)}" if where else ""
            self.add(post, RDFS.label, Literal(title + t.label(at)))
            if organisation is not None:
                self.fact(post, NG.organisation, organisation, p.evidence, p.confidence)
            if p.former:
                self.add(post, NG.former, t.TRUE)

    # -- where it stands in the text ----------------------------------------------------------------------------

    def _sentences(self, out: list[Quad]) -> dict[Place, NamedNode]:
        """Number the sentences in order and say where they stand."""
        numbers: dict[Place, NamedNode] = {}
        for i, place in enumerate(sorted(self.sentences, key=_reading_order), 1):
            node = numbers[place] = NamedNode(f"{self.node.value}#s{i}")
            out.append(Quad(node, RDF.type, NG.Sentence, self.node))
            self._stands(out, node, NG.text, place)
        return numbers

    def _stands(self, out: list[Quad], node: NamedNode, prop: NamedNode, place: Place) -> None:
        part, start, end = place
        graph = self.node
        whole = (self.item.title or "") if part == "title" else self.item.text
        out += (
            Quad(node, NG.inItem, graph, graph),
            Quad(node, NG.part, _PART[part], graph),
            Quad(node, NG.startOffset, t.integer(start), graph),
            Quad(node, NG.endOffset, t.integer(end), graph),
            Quad(node, prop, t.string(whole[start:end]), graph),
        )

    def _mentions(self, out: list[Quad], numbers: dict[Place, NamedNode]) -> None:
        graph = self.node
        ordered = sorted(self.mentions, key=lambda m: (_reading_order(m.place), m.of, m.form, str(m.sentence)))
        for i, m in enumerate(ordered, 1):
            node = NamedNode(f"{graph.value}#m{i}")
            out.append(Quad(node, RDF.type, NG.Mention, graph))
            out.append(Quad(node, NG.mentionOf, NamedNode(m.of), graph))
            self._stands(out, node, NG.quote, m.place)
            out.append(Quad(node, NG.form, _FORM[m.form], graph))
            if m.sentence is not None:
                out.append(Quad(node, NG.inSentence, numbers[m.sentence], graph))
            if m.confidence is not None:
                out.append(Quad(node, NG.confidence, t.confidence(m.confidence), graph))

    def _evidence(self, out: list[Quad], numbers: dict[Place, NamedNode]) -> None:
        graph = self.node
        ordered = sorted(self.evidence, key=lambda e: (_reading_order(e[3]), e[0].value, e[1].value, str(e[2])))
        for i, fact in enumerate(ordered, 1):
            s, p, o, place = fact
            node = NamedNode(f"{graph.value}#v{i}")
            out += (
                Quad(node, RDF.type, NG.Evidence, graph),
                Quad(node, NG.inItem, graph, graph),
                Quad(node, NG.inSentence, numbers[place], graph),
                Quad(node, NG.subject, s, graph),
                Quad(node, NG.property, p, graph),
                Quad(node, NG.value, o, graph),
            )
            sure = self.evidence[fact]
            if sure is not None:
                out.append(Quad(node, NG.confidence, t.confidence(sure), graph))


def _reading_order(place: Place) -> tuple[bool, int, int]:
    """The title before the text."""
    return (place[0] != "title", place[1], place[2])
