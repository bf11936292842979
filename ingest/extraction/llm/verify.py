"""From a model's answer to a Reading: every value is found in the item, or dropped and counted.

What can get into a reading is: words of the item at their offsets, terms of the closed lists (types, roles, statuses),
dates that the quoted words bear out, and links between things that are themselves found. Labels are made of found
words. So whatever a text makes a model say, nothing that the text does not say is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec import structs

from newsgraph.ingest.extraction.events.dates import parse_day
from newsgraph.ingest.extraction.llm import schema
from newsgraph.ingest.extraction.llm.entities import Entities, bare, canonical
from newsgraph.ingest.extraction.llm.prompt import MAX_CHARS
from newsgraph.ingest.extraction.llm.quotes import Quotes, inside, tidy
from newsgraph.ingest.extraction.llm.sentences import Sentences
from newsgraph.ingest.extraction.llm.times import Calendar
from newsgraph.ingest.model import (
    EntityReading,
    EventReading,
    Fact,
    MentionReading,
    NewsItem,
    PostReading,
    Reading,
    RelationReading,
    RoleReading,
    Span,
    Status,
)

LABEL = 90  # characters of a label at most
LONGEST = 400  # characters of a trigger, a theme, a purpose
_ENDS = {
    "partOf": ("Organisation", "Organisation"),
    "within": ("Location", "Location"),
    "locatedIn": ("Organisation", "Location"),
}


def verified(item: NewsItem, parts: schema.Parts, extractor: str) -> tuple[Reading, Counter[str]]:
    """The reading of an item by an answer, and how many values of which kind were dropped."""
    check = _Check(item, parts)
    events = tuple(check.events())
    reading = Reading(
        item=item.id,
        entities=tuple(check.entities.readings),
        events=events,
        relations=tuple(check.relations(parts.relations)),
        posts=tuple(check.posts(parts.posts)),
        extractor=extractor,
    )
    dropped = check.dropped + check.entities.dropped + parts.unfit
    notes = []
    if len(item.text) > MAX_CHARS:
        notes.append(f"read up to character {MAX_CHARS:,}")
    if parts.cut:
        notes.append("the model's answer was cut off at its length limit")
    if dropped:
        notes.append("not in the item and dropped: " + ", ".join(f"{k} {n}" for k, n in sorted(dropped.items())))
    if notes:
        reading = structs.replace(reading, note="; ".join(notes))
    return reading, dropped


class _Check:
    """One answer against one item."""

    def __init__(self, item: NewsItem, parts: schema.Parts) -> None:
        # the model has seen no more than this
        item = structs.replace(item, text=item.text[:MAX_CHARS]) if len(item.text) > MAX_CHARS else item
        self.item, self.parts = item, parts
        self.dropped: Counter[str] = Counter()
        self.quotes, self.sentences = Quotes(item), Sentences(item)
        self.calendar = Calendar(item)
        self.entities = Entities(parts.entities, parts.relations, item, self.quotes, self.sentences)

    # -- evidence ---------------------------------------------------------------------------------------------------

    def sentence(self, quote: str) -> Span | None:
        """The sentence of a quote."""
        found = self.quotes.find(quote)
        return self.sentences.around(found) if found else None

    def saying(
        self, quote: str, need: Callable[[Span], bool], prefer: Callable[[Span], bool] | None = None
    ) -> Span | None:
        """The first sentence of a quote that holds what is needed; one that holds what is preferred, too, before it.

        A quote that runs over two sentences counts as one (a mark within a name may have parted them); of a longer one
        the sentence is found that says it.
        """
        good: list[Span] = []
        for found in self.quotes.find_all(quote):
            run = self.sentences.within(found)
            good += [s for s in (run if len(run) > 2 else [self.sentences.around(found)]) if need(s)]
        return next((s for s in good if prefer and prefer(s)), good[0] if good else None)

    def words(self, quote: str | None, what: str) -> Fact | None:
        """Words of the item as a value, without quotation marks around them."""
        if quote is None:
            return None
        found = self.quotes.find(quote)
        if found is None or found.end - found.start > LONGEST:
            self.dropped[what] += 1
            return None
        return Fact(value=bare(found.of(self.item)), evidence=self.sentences.around(found))

    def thing(self, id: str | None, *types: str) -> EntityReading | None:
        found = self.entities.of.get(id or "")
        return found if found is not None and found.type in types else None

    # -- events -----------------------------------------------------------------------------------------------------

    def events(self) -> Iterator[EventReading]:
        """The events with a trigger in the item, with ids of our own."""
        kept: dict[str, tuple[str, schema.Event, tuple[MentionReading, ...]]] = {}
        for event in self.parts.events:
            triggers = tuple(self._triggers(event))
            if not triggers or event.id in kept:
                self.dropped["events"] += 1
            else:
                kept[event.id] = (f"e{len(kept) + 1}", event, triggers)
        wholes = {id_: event.part_of for id_, (_, event, _) in kept.items() if event.part_of in kept}
        for given, (id_, event, triggers) in kept.items():
            whole = wholes.get(given)
            if whole is not None and _leads_back(given, wholes):
                del wholes[given]
                whole = None
            yield self._event(event, id_, triggers, kept[whole][0] if whole else None)

    def _triggers(self, event: schema.Event) -> Iterator[MentionReading]:
        """Where the triggers stand; one that stands in several sentences, where the event's other quotes do."""
        quotes = [x.quote for x in event.roles] + [x.quote for x in (*event.places, *event.programmes)]
        told = [s for quote in quotes if (s := self.sentence(quote))]
        seen: set[Span] = set()
        for trigger in event.triggers:
            places = self.quotes.find_all(trigger)
            places = [p for p in places if p.end - p.start <= LONGEST]
            if not places:
                self.dropped["triggers"] += 1
                continue
            place = next((p for p in places if any(inside(p, s) for s in told)), places[0])
            if place not in seen:
                seen.add(place)
                yield MentionReading(span=place, sentence=self.sentences.around(place), form="trigger")

    def _event(
        self, event: schema.Event, id: str, triggers: tuple[MentionReading, ...], whole: str | None
    ) -> EventReading:
        start, end, time_text = self._time(event)
        places = tuple(self._links(event.places, "Location", triggers, "places"))
        roles = tuple(self._roles(event, triggers))
        return EventReading(
            id=id,
            type=event.type,
            label=self._label(event, triggers, roles, places),
            mentions=triggers,
            start=start,
            end=end,
            time_text=time_text,
            places=places,
            programmes=tuple(self._links(event.programmes, "Programme", triggers, "programmes")),
            roles=roles,
            theme=self.words(event.theme, "themes"),
            purpose=self.words(event.purpose, "purposes"),
            celebrates=self.words(event.celebrates, "celebrations"),
            status=self._status(event, start),
            sub_event_of=whole,
            background=event.background,
        )

    def _time(self, event: schema.Event) -> tuple[Fact | None, Fact | None, str | None]:
        quote = self.quotes.find(event.time_quote) if event.time_quote else None
        dated = self.calendar.confirm(quote, self.sentences.around(quote), event.start, event.end) if quote else None
        self.dropped["dates"] += bool(event.start) - bool(dated and dated.start)
        if dated is None or quote is None:
            vague = quote if quote and not event.start and quote.end - quote.start <= LONGEST else None
            return None, None, tidy(vague.of(self.item)) if vague else None
        evidence = self.sentences.around(quote)
        start = Fact(value=dated.start, evidence=evidence) if dated.start else None
        end = Fact(value=dated.end, evidence=evidence) if dated.end else None
        return start, end, tidy(dated.text)

    def _status(self, event: schema.Event, start: Fact | None) -> Status:
        """As the model says; but what begins after the day of publication has not been held."""
        published = parse_day(self.item.published)
        ahead = start is not None and published is not None and start.value > published.isoformat()[: len(start.value)]
        return "scheduled" if event.status == "held" and ahead else event.status

    def _links(
        self, given: Iterable[schema.Link], type: str, triggers: tuple[MentionReading, ...], what: str
    ) -> Iterator[Fact]:
        """Places and programmes, each once."""
        seen: set[str] = set()
        for link in given:
            thing = self.thing(link.entity, type)
            sentence = self._telling(link.quote, thing, triggers) if thing else None
            if thing is None or sentence is None:
                self.dropped[what] += 1
            elif thing.id not in seen:
                seen.add(thing.id)
                yield Fact(value=thing.id, evidence=sentence)

    def _telling(self, quote: str, thing: EntityReading, triggers: tuple[MentionReading, ...]) -> Span | None:
        """The sentence of a quote that names the thing, or tells of the event ("the university held …"); best, both."""
        told = partial(_any_in, triggers)
        return self.saying(quote, lambda s: _names(thing, s) or told(s), lambda s: _names(thing, s) and told(s))

    def _roles(self, event: schema.Event, triggers: tuple[MentionReading, ...]) -> Iterator[RoleReading]:
        seen: set[tuple[str, str]] = set()
        for given in event.roles:
            thing = self.thing(given.entity, "Organisation", "Person")
            sentence = self._telling(given.quote, thing, triggers) if thing else None
            if thing is None or sentence is None:
                self.dropped["roles"] += 1
            elif (given.role, thing.id) not in seen:
                seen.add((given.role, thing.id))
                yield RoleReading(role=given.role, entity=thing.id, evidence=sentence)

    def _label(
        self,
        event: schema.Event,
        triggers: tuple[MentionReading, ...],
        roles: tuple[RoleReading, ...],
        places: tuple[Fact, ...],
    ) -> str:
        """The item's own name for it; else its type with who and where."""
        called = self.words(canonical(event.called), "labels") if event.called else None
        if called is not None:
            return _short(called.value[:1].upper() + called.value[1:])
        names = {e.id: e.name for e in self.entities.readings}
        label = str(event.type)
        for lead in ("recipient", "host", "organiser", "speaker", "donor", "participant"):
            who = next((names[r.entity] for r in roles if r.role == lead), None)
            if who:
                label += f" {'for' if lead == 'recipient' else 'at' if lead == 'host' else 'by'} {who}"
                break
        if places:
            label += f" in {names[places[0].value]}"
        return _short(label if label != event.type else tidy(triggers[0].span.of(self.item)))

    # -- relations and posts ----------------------------------------------------------------------------------------

    def relations(self, given: Iterable[schema.Relation]) -> Iterator[RelationReading]:
        """Relations of which the sentence names the subject and, but for a unit's parent, the object."""
        seen: set[tuple[str, str, str]] = set()
        for r in given:
            ends = _ENDS[r.kind]
            subject, object_ = self.thing(r.subject, ends[0]), self.thing(r.object, ends[1])
            if subject is None or object_ is None or subject.id == object_.id:
                self.dropped["relations"] += 1
                continue
            both = partial(_names_both, subject, object_)
            # "its School of Law": the whole may be told by a pronoun
            sentence = self.saying(r.quote, partial(_names, subject) if r.kind == "partOf" else both, both)
            if sentence is None:
                self.dropped["relations"] += 1
                continue
            key = (r.kind, subject.id, object_.id)
            if key not in seen:
                seen.add(key)
                yield RelationReading(kind=r.kind, subject=subject.id, object=object_.id, evidence=sentence)

    def posts(self, given: Iterable[schema.Post]) -> Iterator[PostReading]:
        """Posts of which the sentence names the person and holds the title."""
        seen: set[tuple[str, str, str | None]] = set()
        for p in given:
            person = self.thing(p.person, "Person")
            sentence = self.saying(p.quote, partial(self._holds, person, p.title)) if person else None
            title = self._title(p.title, sentence) if sentence else None
            if person is None or sentence is None or title is None:
                self.dropped["posts"] += 1
                continue
            organisation = self.thing(p.organisation, "Organisation")
            self.dropped["posts"] += bool(p.organisation) and organisation is None
            key = (person.id, title, organisation.id if organisation else None)
            if key not in seen:
                seen.add(key)
                yield PostReading(
                    person=person.id,
                    title=title,
                    organisation=organisation.id if organisation else None,
                    evidence=sentence,
                    former=p.former,
                )

    def _holds(self, person: EntityReading, title: str, sentence: Span) -> bool:
        return _names(person, sentence) and self._title(title, sentence) is not None

    def _title(self, title: str, sentence: Span) -> str | None:
        """A post's title in lower case, as the sentence has it; or its plural ("vice presidents A and B")."""
        title = canonical(title)
        for words in (title, f"{title}s"):
            for found in self.quotes.find_all(words):
                if inside(found, sentence):
                    written = tidy(found.of(self.item)).lower()
                    return written if words == title else written[:-1]
        return None


def _any_in(mentions: tuple[MentionReading, ...], sentence: Span) -> bool:
    return any(inside(m.span, sentence) for m in mentions)


def _names(thing: EntityReading, sentence: Span) -> bool:
    return _any_in(thing.mentions, sentence)


def _names_both(a: EntityReading, b: EntityReading, sentence: Span) -> bool:
    return _names(a, sentence) and _names(b, sentence)


def _leads_back(start: str, wholes: Mapping[str, str | None]) -> bool:
    """Whether an event is, by its wholes, a part of itself."""
    seen, at = set(), wholes.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = wholes.get(at)
    return False


def _short(text: str) -> str:
    return text if len(text) <= LABEL else text[: LABEL - 1].rsplit(" ", 1)[0].rstrip(",;") + "…"
