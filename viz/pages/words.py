"""Dates, roles and lists in words. What a template cannot put together itself: text with links in it, as pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsgraph.queries.resource import EventLine, Ref, Thing

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# class → (one, several) as a heading says it
CLASS_NAMES = {
    "Event": ("Event", "Events"),
    "Organisation": ("Organisation", "Organisations"),
    "Person": ("Person", "People"),
    "Location": ("Place", "Places"),
    "Programme": ("Programme", "Programmes"),
    "NewsItem": ("News item", "News items"),
    "Post": ("Post", "Posts"),
    "Decision": ("Decision", "Decisions"),
    "Doubt": ("Doubt", "Doubts"),
    "Concept": ("Concept", "Concepts"),
}
ROLE_PHRASES = {
    "organiser": "Organised by",
    "host": "Hosted by",
    "supporter": "Supported by",
    "donor": "Given by",
    "recipient": "Given to",
    "leader": "Led by",
    "speaker": "Speaking:",
    "participant": "With",
}
# what a thing is to an event, in a list: "as organiser"
STATUS_WORDS = {"Scheduled": "announced", "Held": "held", "Postponed": "postponed", "Cancelled": "cancelled"}
PROPERTY_NAMES = {
    "eventType": "type",
    "startDate": "begins",
    "endDate": "ends",
    "notLaterThan": "not later than",
    "timeText": "time, as told",
    "subEventOf": "part of",
    "partOf": "part of",
    "locatedIn": "located in",
    "geonamesId": "GeoNames identifier",
    "nearCopyOf": "nearly the same text as",
    "decidedBy": "decided by",
    "http://www.w3.org/2003/01/geo/wgs84_pos#lat": "latitude",
    "http://www.w3.org/2003/01/geo/wgs84_pos#long": "longitude",
}
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; with `ref` a link to a thing. quoted: words of the news."""

    text: str
    ref: Ref | None = None
    quoted: bool = False


def date_words(date: str | None) -> str:
    """ "2024-07-14" (or a longer time) → "14 July 2024", "2024-07" → "July 2024"; text that is no date as it stands."""
    match = _DATE.match(date or "")
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        return date or ""
    year, month, day = match.groups()
    return " ".join(p for p in (str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year) if p)


def span_words(start: str | None, end: str | None) -> str:
    """ "14–16 July 2024", "30 June – 2 July 2024", "July–August 2024"; one date where there is but one."""
    if not start or not end or start == end:
        return date_words(start or end)
    a, b = date_words(start).split(" "), date_words(end).split(" ")
    if len(a) == len(b):
        shared = 0
        while shared < len(a) - 1 and a[-1 - shared] == b[-1 - shared]:
            shared += 1
        a = a[: len(a) - shared]
    dash = "–" if len(a) == 1 else " – "
    return " ".join(a) + dash + " ".join(b)


def when(line: EventLine) -> str:
    """When an event happened, in a few words; "" where nothing is told."""
    if line.start or line.end:
        return span_words(line.start, line.end)
    return f"by {date_words(max(line.not_later))}" if line.not_later else ""


def property_name(prop: str) -> str:
    """A property as a heading: "startDate" → "begins", an IRI by its end."""
    if prop in PROPERTY_NAMES:
        return PROPERTY_NAMES[prop]
    end = re.split(r"[#/]", prop)[-1] or prop
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", end).lower()


def type_words(name: str) -> str:
    """An event type's local name in words: "FieldTrip" → "Field trip"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[#/]", name)[-1])
    return spaced[:1].upper() + spaced[1:].lower()


def joined(refs: Sequence[Ref]) -> list[Piece]:
    """ "A, B and C", each a link."""
    pieces: list[Piece] = []
    for n, ref in enumerate(refs):
        if n:
            pieces.append(Piece(" and " if n == len(refs) - 1 else ", "))
        pieces.append(Piece(ref.label, ref))
    return pieces


def sentences(thing: Thing) -> list[list[Piece]]:
    """What a thing is, told in short sentences, each a list of pieces."""
    tell = {
        "Event": _of_event,
        "Organisation": _of_organisation,
        "Person": _of_person,
        "Location": _of_place,
        "Post": _of_post,
        "Doubt": _of_doubt,
        "Decision": _of_decision,
    }.get(thing.cls)
    made = tell(thing) if tell else []
    if thing.cls in ("Organisation", "Person", "Location", "Programme") and thing.page.total:
        made.append([Piece(_told(thing))])
    return made


def _of_event(thing: Thing) -> list[list[Piece]]:
    made: list[list[Piece]] = []
    for role, phrase in ROLE_PHRASES.items():
        refs = [s.ref for s in thing.of(role) if s.ref]
        if not refs:
            continue
        if role == "recipient" and made and thing.of("donor"):
            made[-1] = [*made[-1][:-1], Piece(" to "), *joined(refs), Piece(".")]
        else:
            made.append([Piece(phrase + " "), *joined(refs), Piece(".")])
    if parents := [s.ref for s in thing.of("subEventOf") if s.ref]:
        made.append([Piece("Part of "), *joined(parents), Piece(".")])
    if programmes := [s.ref for s in thing.of("programme") if s.ref]:
        made.append([Piece("Belongs to "), *joined(programmes), Piece(".")])
    for prop, phrase in (("theme", "Theme: "), ("purpose", "Purpose: "), ("celebrates", "To mark ")):
        made += [[Piece(phrase), Piece(s.text, quoted=True)] for s in thing.of(prop)]
    return made


def _of_organisation(thing: Thing) -> list[list[Piece]]:
    made = [_kind(thing, _closest(thing, "locatedIn"), "Organisation")]
    if parents := _closest(thing, "partOf"):
        made.append([Piece("Part of "), *joined(parents), Piece(".")])
    return [m for m in made if m]


def _of_place(thing: Thing) -> list[list[Piece]]:
    return [m for m in [_kind(thing, _closest(thing, "within"), "Place")] if m]


def _closest(thing: Thing, prop: str) -> list[Ref]:
    """Where it lies or belongs, without what that lies in or belongs to."""
    return [s.ref for s in thing.of(prop) if s.ref and s.ref in thing.closest]


def _kind(thing: Thing, places: Sequence[Ref], other: str) -> list[Piece]:
    """ "County in Liangshan." """
    kind = ", ".join(thing.kinds)
    if not kind and not places:
        return []
    start = kind[:1].upper() + kind[1:] if kind else other
    return [Piece(start), *([Piece(" in "), *joined(places)] if places else []), Piece(".")]


def _of_person(thing: Thing) -> list[list[Piece]]:
    made: list[list[Piece]] = []
    for post in thing.posts:
        title = ("former " if post.former else "") + post.title
        at = [Piece(", "), *joined(post.organisations)] if post.organisations else []
        made.append([Piece(title[:1].upper() + title[1:], post.post), *at, Piece(".")])
    return made


def _of_post(thing: Thing) -> list[list[Piece]]:
    made: list[list[Piece]] = []
    for post in thing.posts:
        if post.people:
            verb = "Held once by " if post.former else "Held by "
            made.append([Piece(verb), *joined(post.people), Piece(".")])
    return made


def _of_doubt(thing: Thing) -> list[list[Piece]]:
    both = [s.ref for s in thing.of("concerns") if s.ref]
    return [[*joined(both), Piece(" may be one and the same; the news does not tell surely enough.")]] if both else []


def _of_decision(thing: Thing) -> list[list[Piece]]:
    things = [s.ref for s in thing.of("decides") if s.ref]
    if not things:
        return []
    one = any(s.text == "same" for s in thing.of("verdict"))
    by = ", ".join(s.text for s in thing.of("decidedBy"))
    what = (" are one." if len(things) > 1 else " was put together.") if one else " are different."
    return [[*joined(things), Piece(what + (f" Decided by {by}." if by else ""))]]


def _told(thing: Thing) -> str:
    years = [y for y, _ in thing.years]
    span = f" ({years[0]})" if len(years) == 1 else f" ({years[0]} to {years[-1]})" if years else ""
    events = f"{thing.page.total:,} event" + ("" if thing.page.total == 1 else "s")
    items = (
        f" in {thing.items_total:,} news item" + ("" if thing.items_total == 1 else "s") if thing.items_total else ""
    )
    return f"{events}{span}; named{items}." if items else f"{events}{span}."


def role_words(roles: Iterable[str]) -> str:
    """ "organiser and host" """
    return " and ".join(roles)
