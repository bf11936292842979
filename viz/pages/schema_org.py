"""A thing as schema.org describes such things, for the JSON-LD that its page carries.

Only what the graph says and schema.org means alike (ontology/alignment.ttl): an organiser is an organizer, a speaker a
performer; of supporters and participants schema.org's sponsor and attendee say something else and are left out.
"""

from __future__ import annotations

from typing import Any

from newsgraph.queries.resource import Item, Ref, Thing
from newsgraph.viz.page import safe_url

_TYPES = {
    "Event": "Event",
    "Organisation": "Organization",
    "Person": "Person",
    "Location": "Place",
    "NewsItem": "NewsArticle",
}
# event types that schema.org has a narrower class for; lectures and trainings are education, whatever else they are
_EVENT_TYPES = {
    "Training": "EducationEvent",
    "Lecture": "EducationEvent",
    "Exhibition": "ExhibitionEvent",
    "Publication": "PublicationEvent",
}
_STATUS = {
    "Cancelled": "https://schema.org/EventCancelled",
    "Postponed": "https://schema.org/EventPostponed",
    "Held": "https://schema.org/EventScheduled",
    "Scheduled": "https://schema.org/EventScheduled",
}
_LAT, _LONG = (f"http://www.w3.org/2003/01/geo/wgs84_pos#{n}" for n in ("lat", "long"))
LISTED = 50  # of events, items, mentions


def schema_org(thing: Thing) -> dict[str, Any] | None:
    """JSON-LD with the context https://schema.org; None for what schema.org has no class for."""
    kind = _TYPES.get(thing.cls)
    if kind is None:
        return None
    types = [kind]
    if thing.cls == "Event":
        types += [t for s in thing.of("eventType") if s.ref and (t := _EVENT_TYPES.get(_end(s.ref.iri)))]
    tell = {"Event": _event, "Organisation": _organisation, "Person": _person, "Location": _place, "NewsItem": _article}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _some(list(dict.fromkeys(types))),
        "@id": thing.iri,
        "name": thing.label,
        "alternateName": _some([*(n for n, _ in thing.names), *thing.acronyms]),
        **tell[thing.cls](thing),
        "sameAs": _some([u for u in thing.same_as if safe_url(u)]),
    }
    if thing.cls != "NewsItem":
        said["subjectOf"] = _some([_item(i) for i in thing.items[:LISTED]])
    return {k: v for k, v in said.items() if v not in (None, [], "")}


def _event(thing: Thing) -> dict[str, Any]:
    dates = {p: [s.text for s in thing.of(p)] for p in ("startDate", "endDate")}
    starts = [d for d in dates["startDate"] if not any(o.startswith(d + "-") for o in dates["startDate"])]
    statuses = {s for x in thing.of("status") if x.ref and (s := _STATUS.get(_end(x.ref.iri)))}
    return {
        "startDate": _some(sorted(starts)),
        "endDate": max(dates["endDate"], default=None),
        "eventStatus": min(statuses, default=None),  # cancelled before postponed before scheduled
        "location": _said(thing, "location"),
        "organizer": _said(thing, "organiser"),
        "performer": _said(thing, "speaker"),
        "superEvent": _said(thing, "subEventOf"),
        "subEvent": _some([_node(e.ref) for e in thing.events[:LISTED]]),
        "about": _some([s.text for s in thing.of("theme")]),
    }


def _organisation(thing: Thing) -> dict[str, Any]:
    return {
        "parentOrganization": _said(thing, "partOf"),
        "subOrganization": _some([_node(k.other) for k in thing.from_("partOf")]),
        "location": _said(thing, "locatedIn"),
        "event": _some([_node(e.ref) for e in thing.events if "organiser" in e.as_][:LISTED]),
    }


def _person(thing: Thing) -> dict[str, Any]:
    now = [p for p in thing.posts if not p.former]
    at = dict.fromkeys(o for p in now for o in p.organisations)
    return {
        "jobTitle": _some(list(dict.fromkeys(p.title for p in now))),
        "worksFor": _some([_node(o) for o in at]),
        "performerIn": _some([_node(e.ref) for e in thing.events if "speaker" in e.as_][:LISTED]),
    }


def _place(thing: Thing) -> dict[str, Any]:
    lat, long = ([s.text for s in thing.of(p)] for p in (_LAT, _LONG))
    geo = {"@type": "GeoCoordinates", "latitude": lat[0], "longitude": long[0]} if lat and long else None
    return {
        "geo": geo,
        "containedInPlace": _said(thing, "within"),
        "event": _some([_node(e.ref) for e in thing.events[:LISTED]]),
    }


def _article(thing: Thing) -> dict[str, Any]:
    def of(end: str) -> str | None:
        return next((s.text for s in thing.statements if s.property == f"http://purl.org/dc/terms/{end}"), None)

    return {
        "headline": thing.label,
        "datePublished": of("issued"),
        "url": safe_url(of("source") or "") or None,
        "inLanguage": of("language"),
        "about": _some([_node(e.ref) for e in thing.events[:LISTED]]),
        "mentions": _some([_node(r) for r in thing.entities[:LISTED]]),
    }


def _said(thing: Thing, prop: str) -> Any:
    return _some([_node(s.ref) for s in thing.of(prop) if s.ref])


def _node(ref: Ref) -> dict[str, str]:
    kind = _TYPES.get(ref.cls)
    return {**({"@type": kind} if kind else {}), "@id": ref.iri, "name": ref.label}


def _item(item: Item) -> dict[str, str]:
    said = {
        "@type": "NewsArticle",
        "@id": item.iri,
        "headline": item.title,
        "datePublished": item.date or "",
        "url": safe_url(item.source or ""),
    }
    return {k: v for k, v in said.items() if v}


def _some(values: list[Any]) -> Any:
    """A list, its one value, or None."""
    return values[0] if len(values) == 1 else values or None


def _end(iri: str) -> str:
    return iri.rpartition("#")[2]
