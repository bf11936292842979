"""What some event verbs must reach for their frames to apply: whom one calls on or welcomes, who gets a prize."""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.scene import Scene


def guests_from(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "welcomed 12 teachers from Mill College": people of a named body, by another body."""
    hosts = (
        clauses.by_agents(scene, v) if passive else [(e, i) for i in clauses.subject(scene, v) for e in scene.agents(i)]
    )
    if not any(scene.type_of(e) == "Organisation" for e, _ in hosts):
        return None
    for i in heads:
        people = scene.at[i] is None and scene.many(i) and singular(scene.doc[i].lower_) in nouns.GROUPS
        if people and scene.word(i + 1) == "from" and name_from(scene, i + 2, 6) is not None:
            return i
    return None


def played_host(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "played host to a group of principals": to people, not to an event."""
    if passive or scene.word(v + 1) != "host":
        return None
    to = next((j for j in range(v + 2, min(v + 9, scene.bounds(v)[1])) if scene.word(j) == "to"), None)
    guests = clauses.phrase_head(scene, to + 1) if to is not None else None
    if guests is None:
        return None
    people = singular(scene.doc[guests].lower_) in nouns.VISITORS | nouns.GROUPS or bool(scene.agents(guests))
    return guests if people and scene.event_noun(guests) is None else None


def called_on(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "he called on the Pacific Institute": on a body, or on a person of a post; not "called on people to …"."""
    if passive or scene.word(v + 1) != "on":
        return None
    name = name_from(scene, v + 2, 8, frozenset(("retired", "ageing", "aged")))
    if name is None or scene.doc[v + 2].tag_ in ("NNS", "NNPS"):
        return None
    after = scene.mention(name)[1]
    return None if scene.word(after) == "to" else name


def went_to(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "First prize went to Li Song"."""
    prizes = [i for i in clauses.subject(scene, v) if singular(scene.doc[i].lower_) in nouns.PRIZES]
    to = scene.word(v + 1) == "to" or (scene.word(v + 2) == "to" and scene.doc[v + 1].pos_ == "ADV")
    return prizes[0] if prizes and to and not passive else None


def curtain(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "The curtain rose on the first student drama": what it rose on."""
    up = any(scene.doc[i].lower_ in ("curtain", "curtains") for i in clauses.subject(scene, v))
    if not up:
        return None
    on = next((j for j in range(v + 1, min(v + 4, scene.bounds(v)[1] - 1)) if scene.word(j) == "on"), None)
    return clauses.phrase_head(scene, on + 1) if on is not None else -1


def into_service(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "The platform went into service", "came into operation on 3 June": a thing or a body, not a law."""
    at = v + 1 if scene.word(v + 1) == "into" else v
    told = scene.word(at + 1) in ("service", "operation", "use") and (at > v or scene.verb(v) == "enter")
    subjects = [i for i in clauses.subject(scene, v) if scene.doc[i].pos_ in ("NOUN", "PROPN")]
    return subjects[0] if told and subjects and not passive else None


def came_first(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "Li Song of Mill College came first": somebody named."""
    placed = scene.word(v + 1) in ("first", "second", "third", "top") and scene.word(v + 2) in (
        "",
        ".",
        ",",
        "in",
        "and",
        "at",
    )
    named = next((i for i in clauses.subject(scene, v) if scene.agents(i)), None)
    return named if placed and not passive else None


def brought_out(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "The atlas was brought out by Mill Press", "has brought out a new atlas"."""
    work = next((i for i in heads if singular(scene.doc[i].lower_) in nouns.WORKS), None)
    return work if work is not None and "out" in (scene.word(v + 1), scene.word(work + 1)) else None


def took_to(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "took 30 students to Mill College": people, to somewhere named, on a day."""
    people = next((i for i in heads if scene.at[i] is None and singular(scene.doc[i].lower_) in nouns.GROUPS), None)
    if people is None or passive or not scene.dated(v) or scene.word(people + 1) != "to":
        return None
    return people if any(scene.at[j] is not None for j in range(people + 2, min(people + 5, scene.size))) else None
