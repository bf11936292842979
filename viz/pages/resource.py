"""The page about one thing, for people: the same HTML text in the service and in the published site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from newsgraph.ontology.terms import NG_BASE
from newsgraph.queries.resource import EventLine, Item, Quote, Ref, Statement, Thing
from newsgraph.viz.pages import words
from newsgraph.viz.pages.neighbours import WIDTH, picture
from newsgraph.viz.pages.schema_org import schema_org
from newsgraph.viz.pages.templates import Site, render

# how data of a thing is offered: ending, name, media type
FORMS = (
    ("ttl", "Turtle", "text/turtle"),
    ("jsonld", "JSON-LD", "application/ld+json"),
    ("nt", "N-Triples", "application/n-triples"),
    ("rdf", "RDF/XML", "application/rdf+xml"),
)
OPEN_QUOTES = 8  # quotes that are shown at once, the others behind a click
_HIDDEN = {"http://www.w3.org/ns/prov#wasGeneratedBy", "http://www.w3.org/2002/07/owl#differentFrom"}
_DC = "http://purl.org/dc/terms/"


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote with its number on the page. text: pieces of the sentence, mentions of things marked."""

    number: int
    quote: Quote
    pieces: tuple[tuple[str, Ref | None, str], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value in the table of statements. href: where it leads. cited: numbers of the quotes that say it."""

    text: str
    href: str | None
    statement: Statement
    cited: tuple[int, ...]


class Citations:
    """Numbers for sentences, in the order in which the page first needs them."""

    def __init__(self, thing: Thing) -> None:
        self.numbers: dict[str, int] = {}
        self.quotes: list[Quote] = []
        self.add(thing.quotes if thing.cls != "NewsItem" else ())
        for statement in thing.statements:
            self.add(statement.quotes)
        for line in thing.posts:
            self.add(line.quotes)
        for link in thing.incoming:
            self.add(link.quotes)

    def add(self, quotes: Iterable[Quote]) -> None:
        for q in quotes:
            if q.iri not in self.numbers:
                self.numbers[q.iri] = len(self.quotes) + 1
                self.quotes.append(q)

    def of(self, quotes: Iterable[Quote]) -> tuple[int, ...]:
        """The numbers under which these stand, in order."""
        return tuple(sorted({self.numbers[q.iri] for q in quotes if q.iri in self.numbers}))

    def cited(self) -> list[Cited]:
        return [Cited(n, q, tuple(pieces(q))) for n, q in enumerate(self.quotes, 1)]


def pieces(quote: Quote) -> Iterator[tuple[str, Ref | None, str]]:
    """The sentence cut at its mentions: (text, the thing that it speaks of or None, the mention's IRI or "")."""
    at = 0
    for mark in quote.marks:
        if mark.start > at:
            yield quote.text[at : mark.start], None, ""
        yield quote.text[mark.start : mark.end], mark.of, mark.iri
        at = mark.end
    if at < len(quote.text):
        yield quote.text[at:], None, ""


def resource_page(thing: Thing, site: Site) -> str:
    """The HTML text of a thing's page. Nothing in it comes from the news unescaped."""
    citations = Citations(thing)
    rest = site.links.rest(thing.iri)
    return render(
        "resource.html",
        site,
        here="things",
        thing=thing,
        kind=words.CLASS_NAMES.get(thing.cls, ("Thing", "Things")),
        canonical=thing.iri if rest is None or rest.startswith("elsewhere/") else f"{site.links.base}{rest}.html",
        forms=[(name, media, site.links.data(thing.iri, ending)) for ending, name, media in FORMS],
        told=words.sentences(thing),
        facts=_facts(thing, site, citations),
        incoming=_incoming(thing, citations),
        cited=citations.cited(),
        number=citations.of,
        open_quotes=OPEN_QUOTES,
        sentences=[(q, tuple(pieces(q))) for q in thing.quotes] if thing.cls == "NewsItem" else [],
        by_year=_by_year(thing.events),
        neighbours=picture(thing),
        width=WIDTH,
        schema=schema_org(thing),
        words=words,
        head=_head(thing),
        percent=lambda c: f"{c:.0%}".replace("%", " %"),
        host=_host,
        map_link=_map_link(thing),
    )


def _head(thing: Thing) -> dict[str, Any]:
    """The line below the heading: of an event its types, state, time and places; of an item its date and source."""
    if thing.cls == "Event":
        dates = {p: tuple(s.text for s in thing.of(p)) for p in ("startDate", "endDate", "notLaterThan")}
        starts = [d for d in dates["startDate"] if not any(o.startswith(d + "-") for o in dates["startDate"])]
        line = EventLine(Ref("", ""), tuple(dates["startDate"]), dates["endDate"], dates["notLaterThan"])
        when = words.when(line)
        if len(starts) > 1:
            when = " or ".join(words.date_words(s) for s in sorted(starts))
        return {
            "types": [(s.ref, s.text) for s in thing.of("eventType")],
            "statuses": [words.STATUS_WORDS.get(s.text, s.text) for s in thing.of("status")],
            "when": when,
            "machine": line.start if len(starts) == 1 else None,
            "differ": len(starts) > 1,
            "places": [s.ref for s in thing.of("location") if s.ref],
            "background": any(s.text in ("true", "1") for s in thing.of("background")),
        }
    if thing.cls == "NewsItem":
        said = {s.property: s.text for s in thing.statements}
        copies = [s.ref for s in thing.of("nearCopyOf") if s.ref]
        return {
            "when": words.date_words(said.get(_DC + "issued")),
            "source": said.get(_DC + "source"),
            "copies": copies,
        }
    return {}


def _facts(thing: Thing, site: Site, citations: Citations) -> list[tuple[str, list[Value]]]:
    """Statements by property, in the order of the records."""
    made = []
    hidden = {_DC + "title"} if thing.cls == "NewsItem" else set()
    kept = [s for s in thing.statements if s.property not in _HIDDEN | hidden]
    for prop, group in groupby(kept, key=lambda s: s.property):
        values = []
        for s in group:
            href = site.links.href(s.ref.iri) if s.ref else None
            text = words.date_words(s.text) if s.datatype in ("date", "dateTime", "gYear", "gYearMonth") else s.text
            values.append(Value(text, href, s, citations.of(s.quotes)))
        made.append((words.property_name(prop), values))
    return made


def _incoming(thing: Thing, citations: Citations) -> list[tuple[str, list[tuple[Ref, tuple[int, ...]]]]]:
    """What points at the thing, by a heading that says how."""
    headings = {
        "partOf": "Units",
        "within": "Places in it",
        "locatedIn": "Organisations here",
        "nearCopyOf": "Nearly the same text",
        "http://www.w3.org/ns/prov#wasGeneratedBy": "Read by it",
        "subject": "Statements",
        "decides": "Decided about it",
    }
    kept = [k for k in thing.incoming if k.property in headings]
    return [
        (headings[prop], [(k.other, citations.of(k.quotes)) for k in group])
        for prop, group in groupby(kept, key=lambda k: k.property)
    ]


def _by_year(events: Iterable[EventLine]) -> list[tuple[str, list[EventLine]]]:
    return [(year, list(group)) for year, group in groupby(events, key=lambda e: (e.start or "")[:4])]


def _host(item: Item) -> str:
    """The name of the site that an item's address is on; "" for no web address."""
    from urllib.parse import urlsplit

    from newsgraph.viz.page import safe_url

    return (urlsplit(safe_url(item.source or "")).hostname or "").removeprefix("www.")


def _map_link(thing: Thing) -> str | None:
    """Where a place is shown on a map elsewhere."""
    said = {s.property.rpartition("#")[2]: s.text for s in thing.statements if "wgs84_pos#" in s.property}
    try:
        lat, long = float(said["lat"]), float(said["long"])
    except (KeyError, ValueError):
        return None
    return f"https://www.openstreetmap.org/?mlat={lat:g}&mlon={long:g}#map=9/{lat:g}/{long:g}"


__all__ = ["FORMS", "NG_BASE", "resource_page"]
