"""The events as iCalendar (RFC 5545), for any calendar program."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event

from newsgraph.publish.happenings import Happening

PRODUCT = "-//newsgraph//events//EN"
_STATUS = {"Cancelled": "CANCELLED", "Postponed": "TENTATIVE", "Scheduled": "CONFIRMED", "Held": "CONFIRMED"}


def calendar(events: Iterable[Happening], *, title: str) -> tuple[bytes, int]:
    """The calendar's bytes, and how many events have no day and are therefore not in it.

    An event told to the month or year only has no day that a calendar could show. Days are whole (VALUE=DATE), DTEND is
    the day after the last (section 3.6.1). The same events give the same bytes: DTSTAMP is the day of the news.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("name", title)
    made.add("x-wr-calname", title)
    left_out = 0
    for happening in sorted(events, key=lambda e: (e.start, e.iri)):
        start = _day(happening.start)
        if start is None:
            left_out += 1
            continue
        made.add_component(_event(happening, start))
    return made.to_ical(), left_out


def _event(happening: Happening, start: datetime.date) -> Event:
    event = Event()
    event.add("uid", happening.iri)
    event.add("summary", happening.label)
    event.add("dtstart", start)
    event.add("dtend", max(_day(happening.end) or start, start) + datetime.timedelta(days=1))
    told = _day(happening.issued[-1]) if happening.issued else None
    event.add("dtstamp", datetime.datetime.combine(told or start, datetime.time(), datetime.UTC))
    event.add("url", happening.iri)
    if happening.places:
        event.add("location", "; ".join(happening.places))
    lines = []
    if happening.organisers:
        lines.append("Organised by " + ", ".join(happening.organisers))
    if happening.sentence:
        lines.append(f"“{happening.sentence}”")
    if happening.other_starts:
        lines.append("Other reports say: " + ", ".join(happening.other_starts))
    if lines:
        event.add("description", "\n".join(lines))
    if happening.types:
        event.add("categories", happening.types)
    # where items disagree, the news that a thing does not take place counts
    for status in ("Cancelled", "Postponed", "Held", "Scheduled"):
        if status in happening.status:
            event.add("status", _STATUS[status])
            break
    return event


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
