"""All that a search by name knows of the graph's nodes: read once a state of the graph, in few plain queries.

A node has the event types, years and places of the events that it has to do with: so "organisations that gave something
in Sichuan in 2024" is a choice of three facets. An item has those of the events that it tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.terms import DCTERMS, NG, RDFS, SKOS
from newsgraph.store.base import GraphStore, Rows

CLASSES = ("Event", "Organisation", "Person", "Location", "Programme", "NewsItem")
# what gives a name, the best first; as lookup.py has it
NAMING = (SKOS.prefLabel, RDFS.label, SKOS.altLabel, NG.acronym, DCTERMS.identifier)
LONGEST = 30  # years that one event is listed under

_COUNT = f"SELECT ?node (COUNT(?item) AS ?n) WHERE {{ ?node <{NG.mentionedIn.value}> ?item }} GROUP BY ?node"


@dataclass(slots=True)
class Entry:
    """A node that can be found. items: how many news items mention it. names: all of them, the label first.

    start, end: of an event, as precise as the news; of an item the day of publication. places: labels of where an event
    was, or of what a place lies in. around: of all that lies around these. types: an event's own, by local name.
    """

    iri: str
    cls: str
    label: str
    names: tuple[str, ...]
    kind: str = ""
    start: str = ""
    end: str = ""
    status: str = ""
    places: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    items: int = 0
    background: bool = False


@dataclass(slots=True)
class Names:
    """The entries, sorted by IRI, and what each has in the facets: pairs of an entry's number and a value.

    A value is an event type's local name, a year, or the IRI of a place; `place_labels` names the places.
    """

    entries: list[Entry]
    types: list[tuple[int, str]]
    years: list[tuple[int, str]]
    places: list[tuple[int, str]]
    place_labels: dict[str, str] = field(default_factory=dict)


def read_names(store: GraphStore) -> Names:
    """Read everything. Raises what the store raises."""
    return _Reader(store).names()


@dataclass(slots=True)
class _Has:
    """What a node has of its events."""

    types: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def take(self, other: _Has) -> None:
        self.types |= other.types
        self.years |= other.years
        self.places |= other.places


class _Reader:
    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self.within = self._closure(NG.within)
        self.broader = self._closure(SKOS.broader)

    def names(self) -> Names:
        entries = self._entries()
        number = {e.iri: i for i, e in enumerate(entries)}
        has = self._facets(entries, number)
        places = {value for h in has.values() for value in h.places}
        label_of = {iri: entries[number[iri]].label for iri in places if iri in number}
        return Names(
            entries,
            [(i, value) for i, h in has.items() for value in h.types],
            [(i, value) for i, h in has.items() for value in h.years],
            [(i, value) for i, h in has.items() for value in h.places if value in label_of],
            label_of,
        )

    def _entries(self) -> list[Entry]:
        called: dict[str, dict[str, int]] = defaultdict(dict)
        classes: dict[str, str] = {}
        for cls in CLASSES:
            for node in self._one(f"SELECT ?node WHERE {{ ?node a <{getattr(NG, cls).value}> }}"):
                classes.setdefault(node, cls)
        # whole properties: a join with the classes takes the store longer
        for rank, naming in enumerate(NAMING):
            for node, name in self._pairs(naming):
                if node in classes:
                    called[node].setdefault(name, rank)
        entries = []
        for iri in sorted(called):
            names = tuple(sorted(called[iri], key=lambda n, of=called[iri]: (of[n], n)))  # type: ignore[misc]
            entries.append(Entry(iri, classes[iri], names[0], names))
        by_iri = {e.iri: e for e in entries}
        self._details(by_iri)
        return entries

    def _details(self, by_iri: Mapping[str, Entry]) -> None:
        for node, kind in sorted(self._pairs(NG.kind)):
            if (e := by_iri.get(node)) and not e.kind:
                e.kind = kind
        for node, _ in self._pairs(NG.background):
            if e := by_iri.get(node):
                e.background = True
        for node, n in self._rows(_COUNT):
            if e := by_iri.get(node):
                e.items = int(n)
        for node, day in self._pairs(NG.startDate):
            if e := by_iri.get(node):
                e.start = finer(e.start, day)
        for node, day in self._pairs(NG.endDate):
            if e := by_iri.get(node):
                e.end = max(e.end, day)
        for node, day in self._pairs(DCTERMS.issued):
            if e := by_iri.get(node):
                e.start = finer(e.start, day[:10])
        for node, status in sorted(self._pairs(NG.status)):
            if e := by_iri.get(node):
                e.status = _local(status)

    def _facets(self, entries: list[Entry], number: Mapping[str, int]) -> dict[int, _Has]:
        has: dict[int, _Has] = {i: _Has() for i in range(len(entries))}
        own: dict[int, set[str]] = defaultdict(set)
        at: dict[int, set[str]] = defaultdict(set)
        for event, kind in self._pairs(NG.eventType):
            if (i := number.get(event)) is not None:
                own[i].add(_local(kind))
                has[i].types |= {_local(kind)} | {_local(b) for b in self.broader.get(kind, ())}
        for event, place in self._pairs(NG.location):
            if (i := number.get(event)) is not None:
                at[i].add(place)
                has[i].places |= {place, *self.within.get(place, ())}
        for i, e in enumerate(entries):
            if e.start or e.end:
                has[i].years |= years(e.start, e.end)
            e.types = tuple(sorted(own.get(i, ())))
            e.places = self._shown_places(e, at.get(i, ()), entries, number)
            e.around = tuple(sorted({entries[number[iri]].label for iri in has[i].places if iri in number}))
        self._spread(has, entries, number)
        return has

    def _shown_places(
        self, e: Entry, at: Iterable[str], entries: list[Entry], number: Mapping[str, int]
    ) -> tuple[str, ...]:
        if e.cls == "Location":
            up = [iri for iri in self.within.get(e.iri, ()) if iri in number]
            # the nearest first: what lies deeper has more above it
            near = sorted(up, key=lambda iri: (-len(self.within.get(iri, ())), iri))[:2]
            return tuple(entries[number[iri]].label for iri in near)
        return tuple(sorted({entries[number[iri]].label for iri in at if iri in number}))

    def _spread(self, has: dict[int, _Has], entries: list[Entry], number: Mapping[str, int]) -> None:
        """Give what events have to the nodes that have to do with them."""
        events = {i: h for i, h in has.items() if entries[i].cls == "Event"}
        for relation in (NG.involves, NG.programme):
            for event, node in self._pairs(relation):
                i, j = number.get(event), number.get(node)
                if i in events and j is not None and j not in events:
                    has[j].take(events[i])
        for event, item in self._events_in_items():
            i, j = number.get(event), number.get(item)
            if i in events and j is not None:
                own = set(has[j].years)  # an item's year is that of its publication
                has[j].take(events[i])
                has[j].years = own
        for h in events.values():
            for place in h.places:
                if (j := number.get(place)) is not None:
                    has[j].types |= h.types
                    has[j].years |= h.years
        for i, e in enumerate(entries):
            if e.cls == "Location":
                has[i].places |= {e.iri, *self.within.get(e.iri, ())}
        for node, place in self._pairs(NG.locatedIn):
            if (j := number.get(node)) is not None:
                has[j].places |= {place, *self.within.get(place, ())}

    def _events_in_items(self) -> Iterator[tuple[str, str]]:
        return self._rows(
            f"SELECT ?event ?item WHERE {{ ?event a <{NG.Event.value}> ; <{NG.mentionedIn.value}> ?item }}"
        )

    def _one(self, text: str) -> Iterator[str]:
        answer = self.store.query(text)
        assert isinstance(answer, Rows)
        for (term,) in answer.rows:
            if isinstance(term, NamedNode):
                yield term.value

    def _pairs(self, relation: NamedNode) -> Iterator[tuple[str, str]]:
        return self._rows(f"SELECT ?a ?b WHERE {{ ?a <{relation.value}> ?b }}")

    def _rows(self, text: str) -> Iterator[tuple[str, str]]:
        answer = self.store.query(text)
        assert isinstance(answer, Rows)
        for a, b in answer.rows:
            if isinstance(a, NamedNode) and isinstance(b, (NamedNode, Literal)):
                yield a.value, b.value

    def _closure(self, relation: NamedNode) -> dict[str, tuple[str, ...]]:
        """Everything above each node, itself left out; loops do no harm."""
        up: dict[str, set[str]] = defaultdict(set)
        for a, b in self._pairs(relation):
            up[a].add(b)
        closed = {}
        for node in up:
            seen: set[str] = set()
            ahead = list(up[node])
            while ahead:
                if (n := ahead.pop()) not in seen and n != node:
                    seen.add(n)
                    ahead.extend(up.get(n, ()))
            closed[node] = tuple(sorted(seen))
        return closed


def finer(one: str, other: str) -> str:
    """Of two dates the more precise if they agree ("2025", "2025-05"), else the earlier."""
    if not one or not other:
        return one or other
    if other.startswith(one) or one.startswith(other):
        return max(one, other, key=len)
    return min(one, other)


def years(start: str, end: str) -> set[str]:
    """The years from a start to an end, at most LONGEST; of a single date its year."""
    first, last = (start or end)[:4], (end or start)[:4]
    if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()) or last < first:
        return {y for y in (first,) if y.isdigit()}
    return {str(y).zfill(4) for y in range(int(first), min(int(last), int(first) + LONGEST - 1) + 1)}


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
