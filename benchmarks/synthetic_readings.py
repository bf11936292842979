"""Readings of news that was never written: names, units, places and events recur as they do in an archive."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from newsgraph.ingest.model import (
    EntityReading,
    EntityType,
    EventReading,
    Fact,
    MentionReading,
    NewsItem,
    PostReading,
    Reading,
    RelationReading,
    RoleReading,
    Span,
)

ITEMS_AN_INSTITUTION = 2500
DAYS = 2500
SYLLABLES = (
    "an", "bei", "chen", "dong", "fu", "gan", "hai", "jin", "kun", "lan", "ming", "ning", "ping", "qing", "rui", "shan",
    "tai", "wei", "xin", "yun", "zhou", "lu", "he", "mo", "ta",
)  # fmt: skip
PLACES = (
    "Beijing", "Chengdu", "Kunming", "Lanzhou", "Guiyang", "Nanning", "Harbin", "Xi'an", "Wuhan", "Changsha",
    "Hangzhou", "Ningbo", "Suzhou", "Urumqi", "Lhasa",
)  # fmt: skip
KINDS = (
    "Meeting", "Training", "Seminar", "Visit", "Donation", "Signing", "Ceremony", "Lecture", "Competition", "Launch",
)  # fmt: skip
TOPICS = (
    "rural libraries", "smart classrooms", "digital textbooks", "nursing", "vegetable growing", "teacher ethics",
    "law at school", "calligraphy", "reading festivals", "credit banks", "lifelong learning", "exam safety",
    "village clinics", "online tutoring", "folk songs", "elderly care", "micro courses", "open access", "campus safety",
    "enrolment",
)  # fmt: skip
PARTNERS = ("Normal University", "Group", "Museum", "College")
UNITS = ("School of Education", "Library", "Department of Academic Affairs", "Labour Union", "Education Foundation")


def word(chance: random.Random, n: int = 2) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(n)).capitalize()


class Institution:
    """A university with an acronym, units, branches, people and partners of its own."""

    def __init__(self, number: int) -> None:
        c = random.Random(number)
        self.name = f"{word(c, 3)} Open University" if number else "Open University of China"
        self.acronym = "OUC" if not number else "".join(w[0] for w in self.name.split()) + str(number)
        self.home = c.choice(PLACES)
        self.branches = [f"{word(c)} Branch" for _ in range(30)]
        self.people = [f"{word(c, 1)} {word(c)}" for _ in range(80)]
        self.partners = [f"{word(c)} {c.choice(PARTNERS)}" for _ in range(120)]
        self.schools = [f"{word(c)} Primary School" for _ in range(200)]


class Writer:
    """Makes the reading of one item; the text is made along with it, so that spans are right."""

    def __init__(self, id: str, published: str) -> None:
        self.id, self.published = id, published
        self.text = ""
        self.entities: dict[str, EntityReading] = {}
        self.relations: list[RelationReading] = []
        self.posts: list[PostReading] = []

    def name(self, type_: EntityType, name: str, acronym: str | None = None) -> str:
        """Write a name into the text; gives the entity's local id."""
        at = len(self.text)
        self.text += name
        span = Span(start=at, end=len(self.text))
        if name not in self.entities:
            names = (acronym,) if acronym else ()
            self.entities[name] = EntityReading(
                id=f"x{len(self.entities)}", type=type_, name=name, names=names, acronym=acronym,
                mentions=(MentionReading(span=span, sentence=span),),
            )  # fmt: skip
        return self.entities[name].id


def telling(event: int, copy: int, institution: Institution) -> tuple[NewsItem, Reading]:
    """One item on one event. Tellings of an event agree in what happened and differ in what they mention of it."""
    c = random.Random(event * 7919)
    day = date(2015, 1, 1) + timedelta(days=c.randrange(DAYS))
    kind, topic = c.choice(KINDS), c.choice(TOPICS)
    unit = c.choice((None, *UNITS, c.choice(institution.branches), c.choice(institution.branches)))
    place = c.choice((institution.home, c.choice(PLACES)))
    partner = c.choice((*institution.partners, *institution.schools))
    person = c.choice(institution.people)
    number = c.randrange(20, 900)
    c = random.Random(event * 7919 + copy + 1)
    dated = c.random() < 0.75
    w = Writer(f"e{event}-{copy}", (day + timedelta(days=c.randrange(9))).isoformat())
    w.text = "On that day, " if dated else "Recently, "
    short = c.random() < 0.3
    owner = w.name("Organisation", institution.acronym if short else institution.name, institution.acronym)
    roles = [("organiser", owner)]
    if unit and c.random() < 0.8:
        w.text += " through its "
        own = w.name("Organisation", unit)
        if c.random() < 0.7:
            w.relations.append(RelationReading(kind="partOf", subject=own, object=owner, evidence=Span(start=0, end=9)))
        roles.append(("organiser", own))
    w.text += f" held a {kind.lower()} on {topic} for {number} people in "
    where = w.name("Location", place)
    if c.random() < 0.7:
        w.text += " together with "
        other = w.name("Organisation", partner)
        roles.append(("recipient" if kind == "Donation" else "participant", other))
    if c.random() < 0.6:
        w.text += ". It was led by "
        who = w.name("Person", person)
        if c.random() < 0.6:
            post = PostReading(person=who, title="director", organisation=owner, evidence=Span(start=0, end=9))
            w.posts.append(post)
        roles.append(("leader", who))
    w.text += f". Report {copy} said that {topic} had {c.choice(('many', 'eager', 'curious', 'old', 'young'))} friends."
    whole = Span(start=0, end=len(w.text))
    happened = EventReading(
        id="e1", type=kind, label=f"{kind} on {topic}",
        mentions=(MentionReading(span=Span(start=0, end=8), sentence=whole, form="trigger"),),
        start=Fact(value=day.isoformat(), evidence=whole) if dated else None,
        places=(Fact(value=where, evidence=whole),),
        roles=tuple(RoleReading(role=r, entity=e, evidence=whole) for r, e in roles),  # type: ignore[arg-type]
    )  # fmt: skip
    item = NewsItem(id=w.id, text=w.text, published=w.published, language="en")
    return item, Reading(
        item=w.id, entities=tuple(w.entities.values()), events=(happened,), relations=tuple(w.relations),
        posts=tuple(w.posts), extractor="synthetic",
    )  # fmt: skip


def synthetic_readings(size: int) -> Iterator[tuple[NewsItem, Reading]]:
    """`size` items: one event in three is told once, the others two to five times."""
    institutions = [Institution(i) for i in range(max(1, size // ITEMS_AN_INSTITUTION))]
    made = event = 0
    while made < size:
        chance = random.Random(event)
        institution = institutions[chance.randrange(len(institutions))]
        for copy in range(chance.choice((1, 1, 2, 2, 3, 5))):
            if made < size:
                yield telling(event, copy, institution)
                made += 1
        event += 1
