"""What an institution does, at a glance: for the first page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.terms import NG_BASE
from newsgraph.queries.names import CLASSES, Entry
from newsgraph.store.base import GraphStore, Rows, Term

NEWEST, COMING, ITEMS, AGENTS, PLACES = 7, 6, 5, 8, 8
MOST_MONTHS = 48  # a longer time is shown by years

_ACTIVE = f"""PREFIX ng: <{NG_BASE}>
SELECT ?node (COUNT(DISTINCT ?event) AS ?n) WHERE {{
  ?event ng:involves ?node . FILTER NOT EXISTS {{ ?event ng:background true }} }} GROUP BY ?node"""
_PARTNERS = f"""PREFIX ng: <{NG_BASE}>
SELECT ?node (COUNT(DISTINCT ?event) AS ?n) WHERE {{
  ?unit ng:partOf* $main . ?event ng:involves ?unit, ?node . ?node a ng:Organisation .
  FILTER(?node != $main)
  FILTER NOT EXISTS {{ ?event ng:background true }}
  FILTER NOT EXISTS {{ ?node ng:partOf+ $main }}
}} GROUP BY ?node"""
_PLACES = f"""PREFIX ng: <{NG_BASE}>
SELECT ?node (COUNT(DISTINCT ?event) AS ?n) WHERE {{
  ?event ng:location ?node . FILTER NOT EXISTS {{ ?event ng:background true }} }} GROUP BY ?node"""


@dataclass(frozen=True, slots=True)
class Counted:
    """A thing and how many events it has."""

    entry: Entry
    events: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A month ("2024-07") or a year, or an event type's local name, and how many events it has."""

    name: str
    events: int


@dataclass(frozen=True, slots=True)
class Overview:
    """institution: the organisation with most events, None in a graph without any.

    partners: organisations that share events with it or its units, and are no part of it. by_time: every month or year
    from the first event to the last, those without events too. undated: events without a date. first, last: of the
    events' days.
    """

    counts: dict[str, int]
    institution: Entry | None
    newest: list[Entry]
    coming: list[Entry]
    items: list[Entry]
    organisations: list[Counted]
    people: list[Counted]
    partners: list[Counted]
    places: list[Counted]
    types: list[Bar]
    by_time: list[Bar]
    undated: int
    first: str
    last: str


def read_overview(store: GraphStore, entries: Sequence[Entry], *, today: str) -> Overview:
    """Read it; entries: of the same state of the graph (`names.read_names`). today: what lies after it is to come."""
    known = {e.iri: e for e in entries}
    events = [e for e in entries if e.cls == "Event" and not e.background]
    active = _counted(store, _ACTIVE, known, {})
    organisations = [c for c in active if c.entry.cls == "Organisation"]
    main = organisations[0].entry if organisations else None
    partners = _counted(store, _PARTNERS, known, {"main": NamedNode(main.iri)}) if main else []
    dated = [e for e in events if e.start or e.end]
    past = _latest_first(e for e in dated if (e.start or e.end) <= today)
    ahead = sorted((e for e in dated if (e.start or e.end) > today), key=lambda e: (e.start or e.end, e.label, e.iri))
    news = _latest_first(e for e in entries if e.cls == "NewsItem")
    counts = Counter(e.cls for e in entries if e.items or e.cls == "NewsItem")
    types = Counter(t for e in events for t in e.types)
    days = sorted(e.start or e.end for e in dated)
    return Overview(
        counts={cls: counts[cls] for cls in CLASSES},
        institution=main,
        newest=past[:NEWEST],
        coming=[e for e in ahead if e.status not in ("Cancelled", "Held")][:COMING],
        items=news[:ITEMS],
        organisations=organisations[:AGENTS],
        people=[c for c in active if c.entry.cls == "Person"][:AGENTS],
        partners=partners[:AGENTS],
        places=_counted(store, _PLACES, known, {})[:PLACES],
        types=[Bar(t, n) for t, n in sorted(types.items(), key=lambda p: (-p[1], p[0]))],
        by_time=by_time(days),
        undated=len(events) - len(dated),
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )


def by_time(days: Sequence[str]) -> list[Bar]:
    """Events by month, from the first to the last without a gap.

    By year where the time is long or a day says no month.
    """
    if not days:
        return []
    if all(len(d) >= 7 for d in days):
        first, last = _month(min(days)), _month(max(days))
        if last - first < MOST_MONTHS:
            counts = Counter(_month(d) for d in days)
            return [Bar(f"{m // 12:04}-{m % 12 + 1:02}", counts[m]) for m in range(first, last + 1)]
    years = Counter(int(d[:4]) for d in days)
    if max(years) - min(years) >= MOST_MONTHS:  # one event of long ago makes no chart of empty years
        return [Bar(f"{y:04}", years[y]) for y in sorted(years)][-MOST_MONTHS:]
    return [Bar(f"{y:04}", years[y]) for y in range(min(years), max(years) + 1)]


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _latest_first(entries: Iterable[Entry]) -> list[Entry]:
    """A year without a month stands behind the months of that year."""
    alike = sorted(entries, key=lambda e: (e.label, e.iri))
    return sorted(alike, key=lambda e: e.start or e.end, reverse=True)


def _counted(store: GraphStore, text: str, known: dict[str, Entry], bindings: dict[str, Term]) -> list[Counted]:
    answer = store.query(text, bindings=bindings)
    assert isinstance(answer, Rows)
    found = [
        Counted(known[node.value], int(n.value))
        for node, n in answer.rows
        if isinstance(node, NamedNode) and isinstance(n, Literal) and node.value in known
    ]
    return sorted(found, key=lambda c: (-c.events, -c.entry.items, c.entry.label, c.entry.iri))
