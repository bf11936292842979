"""Drafts: what one verb or noun tells of an event, before the drafts of one happening are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsgraph.ingest.model import Role, Status


@dataclass(slots=True)
class Draft:
    """One telling of an event.

    pos: the trigger's token. span: the tokens of the trigger. noun, verb: the event noun and the verb, where there
    are such.
    type: None where the words leave it open ("the event"). definite: the words point back to something told before.
    fresh: the words bring in a new thing ("a forum", "the next forum"). weak: no event unless others tell of it, too.
    """

    pos: int
    span: tuple[int, int]
    type: str | None
    sentence: int
    noun: int | None = None
    verb: int | None = None
    status: Status = "held"
    definite: bool = False
    generic: str | None = None  # the type of last resort of an open draft
    fresh: bool = False
    other: bool = False  # "the next forum", "last year's forum": not the one told of before
    weak: bool = False
    title: bool = False
    background: bool = False
    object: int | None = None
    frame: bool = False
    opening: bool = False  # "opened on 20 September"
    closing: bool = False  # "came to a close on 22 September"
    aim: bool = False  # told as the aim of another draft of the sentence
    roles: list[tuple[Role, str, int]] = field(default_factory=list)
    co: set[tuple[str, int]] = field(default_factory=set)  # entity and place of "co-organised by": see Cue

    def add(self, role: Role, entity: str, pos: int) -> None:
        if all((r, e) != (role, entity) for r, e, _ in self.roles):
            self.roles.append((role, entity, pos))

    def add_cue(self, role: Role, entity: str, pos: int, *, co: bool = False) -> None:
        """Add what a set phrase says, unless the frame has already given the entity a role of that standing."""
        if role == "organiser" and any(e == entity and r in ("supporter", "participant") for r, e, _ in self.roles):
            return
        self.add(role, entity, pos)
        if co:
            self.co.add((entity, pos))
