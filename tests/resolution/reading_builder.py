"""Writes readings by hand, briefly: the spans are found in the text."""

from __future__ import annotations

from newsgraph.ingest.model import (
    EntityReading,
    EntityType,
    EventReading,
    Fact,
    MentionReading,
    NewsItem,
    PostReading,
    Reading,
    RelationKind,
    RelationReading,
    Role,
    RoleReading,
    Span,
)

Pair = tuple[NewsItem, Reading]


class Told:
    """One item and what it says. Entities are given by name; ids are made in the order of mention."""

    def __init__(self, id: str, text: str = "", *, title: str | None = None, published: str | None = None) -> None:
        self.item = NewsItem(id=id, text=text or f"Item {id}.", title=title, published=published, language="en")
        self.entities: dict[str, EntityReading] = {}
        self.events: list[EventReading] = []
        self.relations: list[RelationReading] = []
        self.posts: list[PostReading] = []
        self.whole = Span(start=0, end=len(self.item.text))

    def span(self, words: str) -> Span:
        at = self.item.text.find(words)
        return Span(start=at, end=at + len(words)) if at >= 0 and words else self.whole

    def _add(
        self, type_: EntityType, name: str, *names: str, acronym: str | None = None, kind: str | None = None
    ) -> Told:
        mention = MentionReading(span=self.span(name), sentence=self.whole)
        made = EntityReading(
            id=f"x{len(self.entities) + 1}",
            type=type_,
            name=name,
            names=names,
            acronym=acronym,
            kind=kind,
            mentions=(mention,),
        )
        self.entities[name] = made
        return self

    def org(self, name: str, *names: str, acronym: str | None = None, of: str | None = None) -> Told:
        self._add("Organisation", name, *names, acronym=acronym)
        return self.relate("partOf", name, of) if of else self

    def person(self, name: str, *posts: tuple[str, str | None]) -> Told:
        self._add("Person", name)
        for title, at in posts:
            organisation = self.entities[at].id if at else None
            post = PostReading(
                person=self.entities[name].id, title=title, organisation=organisation, evidence=self.whole
            )
            self.posts.append(post)
        return self

    def place(self, name: str, *names: str, within: str | None = None, kind: str | None = None) -> Told:
        self._add("Location", name, *names, kind=kind)
        return self.relate("within", name, within) if within else self

    def programme(self, name: str) -> Told:
        return self._add("Programme", name)

    def relate(self, kind: RelationKind, subject: str, object: str) -> Told:
        s, o = self.entities[subject].id, self.entities[object].id
        self.relations.append(RelationReading(kind=kind, subject=s, object=o, evidence=self.whole))
        return self

    def event(
        self,
        type_: str,
        label: str,
        *roles: tuple[Role, str],
        start: str | None = None,
        end: str | None = None,
        at: tuple[str, ...] = (),
        programmes: tuple[str, ...] = (),
        background: bool = False,
        part_of: str | None = None,
        theme: str | None = None,
    ) -> Told:
        self.events.append(
            EventReading(
                id=f"e{len(self.events) + 1}",
                type=type_,
                label=label,
                mentions=(MentionReading(span=self.span(label), sentence=self.whole, form="trigger"),),
                start=self._fact(start),
                end=self._fact(end),
                places=tuple(Fact(value=self.entities[p].id, evidence=self.whole) for p in at),
                programmes=tuple(Fact(value=self.entities[p].id, evidence=self.whole) for p in programmes),
                roles=tuple(RoleReading(role=r, entity=self.entities[n].id, evidence=self.whole) for r, n in roles),
                theme=self._fact(theme),
                background=background,
                sub_event_of=part_of,
            )
        )
        return self

    def _fact(self, value: str | None) -> Fact | None:
        return Fact(value=value, evidence=self.whole) if value else None

    def done(self) -> Pair:
        reading = Reading(
            item=self.item.id,
            entities=tuple(self.entities.values()),
            events=tuple(self.events),
            relations=tuple(self.relations),
            posts=tuple(self.posts),
            extractor="newsgraph test / by hand",
        )
        return self.item, reading
