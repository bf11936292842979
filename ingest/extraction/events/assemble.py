"""From a happening to the record that leaves extraction: type, label, time, places, roles, attributes, confidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsgraph.ingest.extraction.events import attributes, clauses
from newsgraph.ingest.extraction.events.behalf import for_bodies
from newsgraph.ingest.extraction.events.dates import Time, parse_day
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.labels import label
from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.undertakings import programmes_of
from newsgraph.ingest.extraction.events.where import places_of
from newsgraph.ingest.model import EventReading, Fact, MentionReading, Role, RoleReading, Span, Status


def reading(scene: Scene, h: Happening, id: str, *, part_of: str | None = None) -> EventReading:
    """The EventReading of a happening. part_of: the id of the event in the course of which it happened."""
    kind = h.type or "Activity"
    times = _time(scene, h)
    start, end = _dates(scene, times)
    status = _status(scene, h, start)
    sentences = sorted({d.sentence for d in h.drafts if not d.title}) or sorted({d.sentence for d in h.drafts})
    solid = [d for d in h.drafts if not d.weak] or h.drafts
    lead = next((d for d in solid if not d.title), solid[0])
    return EventReading(
        id=id,
        type=kind,
        label=label(scene, h, lead),
        mentions=_mentions(scene, h.drafts),
        start=start,
        end=end,
        before=_before(scene, times) if start is None and end is None and status == "held" else None,
        time_text=times[0].text if times else None,
        places=places_of(scene, h, kind),
        programmes=programmes_of(scene, h),
        roles=_roles(scene, h, kind),
        theme=_first(attributes.theme(scene, n) for n in sentences),
        purpose=_first(attributes.purpose(scene, d) for d in solid if not d.title)
        or _first(attributes.aim(scene, n) for n in sentences),
        celebrates=_first(attributes.celebrates(scene, n) for n in sentences),
        status=status,
        sub_event_of=part_of,
        background=all(d.background for d in solid),
        confidence=_confidence(h, lead),
    )


def _first(facts: Iterable[Fact | None]) -> Fact | None:
    return next((f for f in facts if f is not None), None)


def _time(scene: Scene, h: Happening) -> list[Time]:
    """The times of a happening, the telling one first: dated before vague, the text before the title, the finer
    before the coarser.
    """
    opened = any(d.opening and t.start for d, t, _ in h.times) or _lasting(scene, h)
    told = [
        (d, Time(t.first, t.last, t.text, None, t.start), p) if d.closing and opened else (d, t, p)
        for d, t, p in h.times
    ]

    def key(entry: tuple[Draft, Time, int]) -> tuple[bool, bool, bool, int, int]:
        draft, time, pos = entry
        return (time.vague, draft.title, draft.weak, -len(time.start or ""), pos)

    return [t for _, t, _ in sorted(told, key=key)]


def _lasting(scene: Scene, h: Happening) -> bool:
    """What takes days has only its end told by "concluded on 30 May"; a ceremony or a final is of that day."""
    if h.type not in ("Training", "Campaign", "Exhibition", "Conference", "Activity", "Competition"):
        return False
    words = {scene.doc[d.noun].lower_ for d in h.drafts if d.noun is not None and d.closing}
    return bool(words) and not words & {"final", "finals", "match", "game", "ceremony", "race"}


def _closing(times: list[Time]) -> str | None:
    """The day of "it runs until 2 October", "it came to a close on 22 September"."""
    return next((t.end for t in times if t.start is None and t.end), None)


def _dates(scene: Scene, times: list[Time]) -> tuple[Fact | None, Fact | None]:
    if not times or times[0].start is None:
        last = _closing(times)
        if last is None:
            return None, None
        at = next(t for t in times if t.end == last)
        return None, Fact(value=last, evidence=attributes.span_of(scene, scene.sentence_of[_token(scene, at.first)]))
    evidence = attributes.span_of(scene, scene.sentence_of[_token(scene, times[0].first)])
    start = Fact(value=times[0].start, evidence=evidence)
    last = times[0].end or _closing(times)
    end = Fact(value=last, evidence=evidence) if last and last > times[0].start else None
    return start, end


_RECENT = re.compile(r"recent|lately|few days ago|other day|these days", re.IGNORECASE)


def _before(scene: Scene, times: list[Time]) -> Fact | None:
    """The day of publication, where "recently" is all that is said of when."""
    published = parse_day(scene.ann.item.published)
    recent = next((t for t in times if t.vague and _RECENT.search(t.text)), None)
    if published is None or recent is None:
        return None
    evidence = attributes.span_of(scene, scene.sentence_of[_token(scene, recent.first)])
    return Fact(value=published.isoformat(), evidence=evidence)


def _token(scene: Scene, char: int) -> int:
    span = scene.ann.doc.char_span(char, char + 1, alignment_mode="expand")
    return span.start if span is not None else 0


def _status(scene: Scene, h: Happening, start: Fact | None) -> Status:
    told: list[Status] = [d.status for d in h.drafts]
    if "cancelled" in told:
        return "cancelled"
    if "postponed" in told:
        return "postponed"
    published = parse_day(scene.ann.item.published)
    if start is not None and published is not None and start.value > published.isoformat()[: len(start.value)]:
        return "scheduled"
    text = [d.status for d in h.drafts if not d.title and not d.weak] or told
    return "held" if "held" in text else "scheduled"


def _mentions(scene: Scene, drafts: list[Draft]) -> tuple[MentionReading, ...]:
    out: dict[tuple[str, int], MentionReading] = {}
    telling = [d for d in drafts if d.verb is not None or not d.weak or d.definite or d.roles or d.title]
    for d in telling or drafts:
        span = scene.ann.span(*d.span)
        out.setdefault(
            (span.part, span.start),
            MentionReading(span=span, sentence=attributes.span_of(scene, d.sentence), form="trigger"),
        )
    return tuple(out.values())


_SPEAKING_TYPES = frozenset(
    ["Lecture", "Conference", "Seminar", "Meeting", "Workshop", "Training", "Ceremony", "Broadcast"]
)


def _roles(scene: Scene, h: Happening, kind: str) -> tuple[RoleReading, ...]:
    found: dict[tuple[Role, str], Span] = {}
    text_first = sorted(h.drafts, key=lambda d: d.title)
    organised = any(r == "organiser" and (e, pos) not in d.co for d in h.drafts for r, e, pos in d.roles)
    for d in text_first:
        for role, entity, pos in d.roles:
            if (entity, pos) in d.co:
                role = "supporter" if organised else "organiser"
            final = _by_type(scene, role, entity, kind)
            if final is not None:
                found.setdefault((final, entity), attributes.span_of(scene, scene.sentence_of[pos]))
    for _, s in h.settings:
        if s.kind == "host" and s.strength > 1:
            found.setdefault(("host", s.entity), attributes.span_of(scene, scene.sentence_of[s.pos]))
    if kind == "Competition" or (
        kind == "Award" and any(_contest(scene, d) for d in h.drafts)
    ):  # a prize won at a contest
        for entity in [e for r, e in found if r == "recipient"]:
            found["participant", entity] = found["recipient", entity]
    if kind not in _SPEAKING_TYPES:  # where one does not come to speak, who speaks takes part in the rest, too
        for _, entity in [k for k in found if k[0] == "speaker"]:
            found.setdefault(("participant", entity), found["speaker", entity])
    if kind == "Donation":
        _donation(scene, h, found)
    if kind == "Award":
        _collected(scene, h, found)
    for role, entity in [k for k in found if k[0] == "participant"]:
        others: tuple[Role, ...] = ("organiser", "supporter", *(("recipient",) if kind == "Award" else ()))
        if any((other, entity) in found for other in others):
            del found[role, entity]
    return tuple(RoleReading(role=role, entity=entity, evidence=span) for (role, entity), span in found.items())


def _collected(scene: Scene, h: Happening, found: dict[tuple[Role, str], Span]) -> None:
    """ "The firm won the prize. Its founder Ada Quill collected the award": she takes part, the firm was honoured."""
    fetched = {
        e
        for d in h.drafts
        if d.verb is not None and scene.verb(d.verb) in ("collect", "accept", "receive") and d.definite
        for r, e, _ in d.roles
        if r == "recipient" and scene.type_of(e) == "Person"
    }
    if {e for r, e in found if r == "recipient"} - fetched:
        for e in fetched:
            if (span := found.pop(("recipient", e), None)) is not None:
                found.setdefault(("participant", e), span)


def _contest(scene: Scene, d: Draft) -> bool:
    return d.noun is not None and (noun := scene.event_noun(d.noun)) is not None and noun.type == "Competition"


def _donation(scene: Scene, h: Happening, found: dict[tuple[Role, str], Span]) -> None:
    """Who hands over for a body takes part; a school where a gift is received is the recipient."""
    for role, entity in [k for k in found if k[0] in ("organiser", "supporter") and ("donor", k[1]) in found]:
        del found[role, entity]  # "A, in partnership with B, donated": a donor, too
    for_bodies(scene, h.drafts, found)
    for role in ("donor", "recipient"):
        given = [e for r, e in found if r == role]
        bodies = [e for e in given if scene.type_of(e) == "Organisation"]
        others = any(scene.type_of(e) == "Organisation" for r, e in found if r in ("donor", "recipient", "host"))
        for e in given:
            if scene.type_of(e) == "Person" and (bodies or (others and role == "recipient")):
                found.setdefault(("participant", e), found[role, e])
                del found[role, e]
    if not any(r == "recipient" for r, _ in found):
        for s in [s for _, s in h.settings if s.kind == "host"]:
            found["recipient", s.entity] = attributes.span_of(scene, scene.sentence_of[s.pos])
    if not any(r == "recipient" for r, _ in found) and (told := _told_of(scene, h, found)) is not None:
        found["recipient", told[0]] = attributes.span_of(scene, scene.sentence_of[told[1]])
    if not any(r == "donor" for r, _ in found):  # "The cost was borne by the Fund"
        for e in [e for r, e in found if r == "supporter"]:
            found["donor", e] = found.pop(("supporter", e))


def _told_of(scene: Scene, h: Happening, found: dict[tuple[Role, str], Span]) -> tuple[str, int] | None:
    """ "300 tablets for Y" as the headline, "Y will stay open." before "A bequest from X was announced": who was given,
    where the telling itself leaves it out.
    """
    giving = {e for r, e in found if r == "donor"}
    if not giving or all(d.title for d in h.drafts):
        return None
    for i in range(scene.title_end):
        if scene.agents(i) and clauses.governed(scene, i) in ("for", "to", "at"):
            return next(((e, i) for e in scene.agents(i) if e not in giving), None)
    first = min(d.sentence for d in h.drafts if not d.title)
    start, stop = scene.sentences[first - 1] if first else (0, 0)
    if start < scene.title_end:
        return None
    for i in range(start, stop):
        if scene.doc[i].dep_ in ("nsubj", "nsubjpass") and scene.doc[i].head.dep_ == "ROOT":
            named = [e for e in scene.agents(i) if scene.type_of(e) == "Organisation" and e not in giving]
            return (named[0], i) if named else None
    return None


def _by_type(scene: Scene, role: Role, entity: str, kind: str) -> Role | None:
    """Parties to a signing are participants; one who opens or organises by name alone takes part."""
    if role == "donor" and kind not in ("Donation", "Award"):  # "courses given by Zhu Ling"
        return "speaker" if scene.type_of(entity) == "Person" else "organiser"
    if kind == "Award" and role == "donor" and scene.type_of(entity) == "Person":
        return "participant"
    if kind == "Award" and role == "organiser" and scene.type_of(entity) == "Person":
        return "participant"
    if kind == "Signing" and role in ("organiser", "host"):
        return "participant"
    if kind == "Visit" and role == "organiser":
        return "participant"
    if kind == "Visit" and role == "host" and scene.type_of(entity) == "Person":
        return "participant"
    if (
        role == "organiser"
        and scene.type_of(entity) == "Person"
        and kind in ("Establishment", "Ceremony", "Launch", "Celebration")
    ):
        return "participant"
    return role


def _confidence(h: Happening, lead: Draft) -> float:
    """A first estimate by kind of evidence: a verb's frame with named agents, a light verb, a headline alone, a weak
    noun.
    """
    score = 0.9 if lead.frame or (lead.verb is not None and lead.noun is not None) else 0.6
    score -= 0.1 * (not h.agents()) + 0.1 * lead.title + 0.15 * lead.weak
    score += 0.04 * bool(h.dates()) + 0.02 * (len(h.drafts) > 1)
    return round(min(score, 0.98), 2)
