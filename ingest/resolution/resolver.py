"""Give every entity and event of all readings its IRI: the same for the same readings in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from newsgraph.ingest.gazetteer import Gazetteer, Place
from newsgraph.ingest.model import EventReading, NewsItem, Reading
from newsgraph.ingest.resolution.authorities import Authorities, Subject
from newsgraph.ingest.resolution.circles import without_circles
from newsgraph.ingest.resolution.events import same_events
from newsgraph.ingest.resolution.naming import digest, slug
from newsgraph.ingest.resolution.nodes import MOST_REASONS, Found, Node
from newsgraph.ingest.resolution.organisations import Organisations
from newsgraph.ingest.resolution.persons import Persons, Programmes
from newsgraph.ingest.resolution.places import Places
from newsgraph.ingest.resolution.signatures import OrgSig, PersonSig, PlaceSig, ProgrammeSig, Seen, Sig, Signer
from newsgraph.ingest.resolution.told import Areas, EventId, Told, told

Readings: TypeAlias = Callable[[], Iterator[tuple[NewsItem, Reading]]]
Edge: TypeAlias = tuple[str, str, str]  # "partOf" | "within" | "subEventOf", IRI, IRI

EVENT_SLUG = 40  # longest part of an event's IRI that its label gives, in characters


@dataclass(frozen=True, slots=True)
class Resolved:
    """The IRIs of one reading's entities and events, by their local ids."""

    entities: dict[str, str]
    events: dict[str, str]


class Resolution:
    """Which entities and events are one. Made by `resolve`."""

    def __init__(
        self,
        base: str,
        signer: Signer,
        node_of: dict[Sig, Node],
        found: Iterable[Found],
        slug_of: Callable[[Place], str],
        authorities: Authorities,
    ) -> None:
        self.base = base
        self._slug_of = slug_of
        self._authorities = authorities
        self._signer = signer
        self._node_of = node_of
        self.nodes: dict[str, Node] = {}
        self.places: dict[int, str] = {}  # GeoNames id → IRI, of the areas and settlements that items name
        self.possibly_same: list[tuple[str, str, str]] = []  # IRI, IRI, reason
        self.refused: frozenset[Edge] = frozenset()  # relations left out because they would close a circle
        self._short_for: dict[str, str] = {}  # IRI → IRI, see Found
        self._event_iri: dict[EventId, str] = {}  # of events that several items tell
        self._event_reasons: dict[str, list[str]] = {}
        self._name(found)

    def of(self, item: NewsItem, reading: Reading) -> Resolved:
        """The IRIs of one reading. The reading must be one of those that were resolved."""
        sigs = self._signer.sign(item, reading)
        entities = {id_: self._node_of[sig].iri for id_, sig in sigs.items()}
        events = {e.id: self.event_iri(item, e) for e in reading.events}
        return Resolved(entities, events)

    def event_iri(self, item: NewsItem, event: EventReading) -> str:
        return self._event_iri.get((item.id, event.id)) or own_event_iri(self.base, item, event)

    def why(self, iri: str) -> list[str]:
        """Readable reasons for what was taken for one under this IRI; empty where it stands for a single mention."""
        node = self.nodes.get(iri)
        reasons = sorted(node.reasons) if node is not None else self._event_reasons.get(iri, [])
        if node is not None and (items := sum(s.items for s in node.seen)) > 1:
            reasons.append(f"{items} items name it: " + ", ".join(f'"{n}"' for n in sorted(node.names())))
        doubts = [
            f"possibly the same as {b if a == iri else a}: {r}" for a, b, r in self.possibly_same if iri in (a, b)
        ]
        return [*reasons, *doubts]

    def place_iri(self, place: Place) -> str:
        """The IRI of a place of GeoNames, whether an item names it or not."""
        return self.places.get(place.geonames_id) or f"{self.base}location/{self._slug_of(place)}"

    def label(self, iri: str) -> str:
        """The preferred label of an entity."""
        return self.nodes[iri].label()

    def authority_closure(self) -> list[Subject]:
        """The authority subjects that entities were matched with, and those that their triples lead to."""
        return self._authorities.closure(n.iri for n in self.nodes.values() if n.authority is not None)

    # -- making ---------------------------------------------------------------------------------------------------

    def _name(self, found: Iterable[Found]) -> None:
        """Make the IRIs; nodes of one readable name are told apart by a hash of their keys."""
        for f in found:
            clashes = Counter(n.slug for n in f.nodes.values() if n.authority is None)
            for key in sorted(f.nodes):
                node = f.nodes[key]
                if node.authority is not None:
                    node.iri = node.authority.iri
                else:
                    tail = f"-{digest(key)}" if clashes[node.slug] > 1 else ""
                    node.iri = f"{self.base}{node.type.lower()}/{node.slug}{tail}"
                self.nodes[node.iri] = node
                if node.place is not None and key == f"g\x1f{node.place.geonames_id}":
                    self.places[node.place.geonames_id] = node.iri
            self._short_for.update((f.nodes[a].iri, f.nodes[b].iri) for a, b in f.short_for.items())
            for a, b, reason in sorted(f.possibly):
                self.possibly_same.append((f.nodes[a].iri, f.nodes[b].iri, reason))

    def _set_events(self, events: list[Told], areas: Areas, readings: Readings) -> None:
        groups, reasons = same_events(events, areas)
        grouped = {i for g in groups for i in g}
        by_id = {e.id: e for e in events if e.id in grouped}
        leads = [min((by_id[i] for i in g), key=lambda e: (-len(e.start), e.published or 0, e.id)).id for g in groups]
        iris = _own_iris(self.base, leads, readings)
        for group, lead in zip(groups, leads, strict=True):
            iri = iris[lead]
            self._event_reasons[iri] = sorted({r for i in group for r in reasons.get(i, ())})[:MOST_REASONS]
            for i in group:
                self._event_iri[i] = iri


def own_event_iri(base: str, item: NewsItem, event: EventReading) -> str:
    """The IRI of an event that one item tells: date, type, main words, hash of the item and the event's place in it."""
    first = min(((m.span.part, m.span.start) for m in event.mentions), default=("", -1))
    hashed = digest(f"{item.id}\x1f{event.type}\x1f{first}\x1f{event.id}")
    words = slug(event.label, EVENT_SLUG)
    kind = event.type.lower()
    parts = [event.start.value if event.start else "undated", kind, words.removeprefix(kind).strip("-"), hashed]
    return f"{base}event/" + slug("-".join(p for p in parts if p), 120)


def _own_iris(base: str, wanted: Iterable[EventId], readings: Readings) -> dict[EventId, str]:
    """The IRIs that some events make for themselves: another pass, for those of all would fill the memory."""
    left = set(wanted)
    if not left:
        return {}
    return {
        (item.id, e.id): own_event_iri(base, item, e)
        for item, reading in readings()
        for e in reading.events
        if (item.id, e.id) in left
    }


def resolve(readings: Readings, *, authorities: Authorities, gazetteer: Gazetteer, base: str) -> Resolution:
    """Resolve all readings in two passes over them; kept in memory are distinct names and one short record an event.

    base: IRI below which new IRIs are made; it ends in "/" or "#".
    """
    signer = Signer(gazetteer)
    tables: dict[type, dict[Sig, Seen]] = {OrgSig: {}, PersonSig: {}, PlaceSig: {}, ProgrammeSig: {}}
    for item, reading in readings():
        sigs = signer.sign(item, reading)
        for entity in reading.entities:
            sig = sigs[entity.id]
            table = tables[type(sig)]
            if sig not in table:
                table[sig] = Seen()
            table[sig].add(entity)
    organisations = Organisations(tables[OrgSig], authorities)  # type: ignore[arg-type]  # keyed by the class above
    persons = Persons(tables[PersonSig], organisations, authorities)  # type: ignore[arg-type]
    places = Places(tables[PlaceSig], gazetteer, authorities)  # type: ignore[arg-type]
    programmes = Programmes(tables[ProgrammeSig], organisations, authorities)  # type: ignore[arg-type]
    node_of: dict[Sig, Node] = {}
    found: tuple[Organisations | Persons | Places | Programmes, ...] = (organisations, persons, places, programmes)
    for f in found:
        for sig, key in f.node_of.items():
            node_of[sig] = f.nodes[key]
    out = Resolution(base, signer, node_of, found, places.slug_of, authorities)
    _second_pass(out, readings)
    return out


def _second_pass(out: Resolution, readings: Readings) -> None:
    """Collect events and relations in terms of nodes, then decide which events are one and which relations hold."""
    number = {iri: i for i, iri in enumerate(sorted(out.nodes))}
    for iri, short in out._short_for.items():  # events may be compared as if both were one
        number[iri] = number[short]
    events: list[Told] = []
    own: dict[EventId, str] = {}  # IRIs of the events that are, or have, a part
    edges: Counter[Edge] = Counter()
    sub_events: list[tuple[EventId, EventId]] = []
    for item, reading in readings():
        resolved = out.of(item, reading)
        numbers = {id_: number[iri] for id_, iri in resolved.entities.items()}
        places = tuple(numbers[e.id] for e in reading.entities if e.type == "Location")
        for e in reading.events:
            events.append(told(item, e, numbers, places))
            if e.sub_event_of in resolved.events and e.sub_event_of is not None:
                sub_events.append(((item.id, e.id), (item.id, e.sub_event_of)))
                own.update(((item.id, i), resolved.events[i]) for i in (e.id, e.sub_event_of))
        for r in reading.relations:
            s, o = resolved.entities.get(r.subject), resolved.entities.get(r.object)
            if s and o and r.kind in ("partOf", "within"):
                edges[r.kind, s, o] += 1
    out._set_events(events, _areas(out, number, edges), readings)
    for a, b in sub_events:
        edges["subEventOf", out._event_iri.get(a, own[a]), out._event_iri.get(b, own[b])] += 1
    fixed = {("within", n.iri, up) for n in out.nodes.values() for up in _above(n, out)}
    fixed |= {("partOf", s.iri, p) for s in out.authority_closure() for p in s.part_of}
    out.refused = without_circles(edges, fixed)


def _above(node: Node, out: Resolution) -> list[str]:
    if node.place is None:
        return []
    return [out.place_iri(a) for a in node.place.ancestors]


def _around(node: Node, out: Resolution, number: dict[str, int]) -> frozenset[int]:
    return frozenset({number[node.iri], *(number[i] for i in _above(node, out) if i in number)})


def _areas(out: Resolution, number: dict[str, int], edges: Iterable[Edge]) -> Areas:
    """What contains what, by the gazetteer and by what the items tell."""
    up: dict[int, set[int]] = {}
    for n in out.nodes.values():
        if n.place is not None:
            up[number[n.iri]] = set(_around(n, out, number))
    for relation, s, o in edges:
        if relation != "subEventOf":
            up.setdefault(number[s], set()).add(number[o])
    above: dict[int, frozenset[int]] = {}
    for x in up:
        found, todo = {x}, [x]
        while todo:
            for y in up.get(todo.pop(), ()):
                if y not in found:
                    found.add(y)
                    todo.append(y)
        above[x] = frozenset(found)
    placed = frozenset(number[i] for i, n in out.nodes.items() if n.place is not None)
    countries = frozenset(number[i] for i, n in out.nodes.items() if n.place is not None and not n.place.ancestors)
    return Areas(above, countries, placed)
