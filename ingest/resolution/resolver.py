"""Give every entity and event of all readings its IRI: the same for the same readings in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast

from newsgraph.ingest.gazetteer import Gazetteer, Place
from newsgraph.ingest.gazetteer.place import key as place_key
from newsgraph.ingest.model import EventReading, NewsItem, Reading
from newsgraph.ingest.resolution.authorities import Authorities, Subject
from newsgraph.ingest.resolution.circles import without_circles
from newsgraph.ingest.resolution.copies import near_copies
from newsgraph.ingest.resolution.deciding import Applied, EntityDecisions, decide_events
from newsgraph.ingest.resolution.decisions import Decisions, Reference
from newsgraph.ingest.resolution.events import EventLink, same_events
from newsgraph.ingest.resolution.institutions import Homes
from newsgraph.ingest.resolution.naming import digest, slug
from newsgraph.ingest.resolution.nodes import MOST_REASONS, Found, Node, Reason
from newsgraph.ingest.resolution.organisations import Organisations
from newsgraph.ingest.resolution.persons import Persons, Programmes
from newsgraph.ingest.resolution.pins import Pins
from newsgraph.ingest.resolution.places import Places
from newsgraph.ingest.resolution.signatures import OrgSig, PersonSig, PlaceSig, ProgrammeSig, Seen, Sig, Signer
from newsgraph.ingest.resolution.told import Areas, EventId, Teller, Told, common_words
from newsgraph.ingest.resolution.why import Doubt, Explanation, Link, Member, entity_members, event_members

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
        readings: Readings,
    ) -> None:
        self.base = base
        self._slug_of = slug_of
        self._authorities = authorities
        self._signer = signer
        self._node_of = node_of
        self._readings = readings
        self.nodes: dict[str, Node] = {}
        self.places: dict[int, str] = {}  # GeoNames id → IRI, of the areas and settlements that items name
        self.possibly_same: list[tuple[str, str, Reason]] = []  # IRI, IRI, reason
        self.copies: dict[str, str] = {}  # item id → id of the item that it is a near copy of
        self.refused: frozenset[Edge] = frozenset()  # relations left out because they would close a circle
        self.replaced: dict[str, tuple[str, ...]] = {}  # IRI that a decision made vanish → what it is now
        self.decisions = Decisions()
        self.decided: dict[Reference, str] = {}  # in decisions: the IRI of what each stands for now
        self.unmatched: tuple[Reference, ...] = ()  # in decisions: nothing has this IRI or name, or several have
        self._short_for: dict[str, str] = {}  # IRI → IRI, see Found
        self._event_iri: dict[EventId, str] = {}  # of events that several items tell
        self._event_links: dict[str, tuple[EventLink, ...]] = {}
        self._applied = Applied()
        self._collect(found)

    def of(self, item: NewsItem, reading: Reading) -> Resolved:
        """The IRIs of one reading. The reading must be one of those that were resolved."""
        sigs = self._signer.sign(item, reading)
        entities = {id_: self._node_of[sig].iri for id_, sig in sigs.items()}
        events = {e.id: self.event_iri(item, e) for e in reading.events}
        return Resolved(entities, events)

    def event_iri(self, item: NewsItem, event: EventReading) -> str:
        return self._event_iri.get((item.id, event.id)) or own_event_iri(self.base, item, event)

    def current(self, iri: str) -> tuple[str, ...]:
        """What an IRI is now: itself, or what it was replaced by: several where decisions took all apart."""
        return self.replaced.get(iri, (iri,))

    def why(self, iri: str, readings: Iterable[tuple[NewsItem, Reading]] | None = None) -> Explanation | None:
        """What was taken for one under this IRI and by which evidence; None where nothing has it.

        readings: those of the items that tell of it, where they are known (`ng:mentionedIn`); else all are read again.
        """
        now = self.current(iri)[0]
        pairs = self._readings() if readings is None else readings
        node = self.nodes.get(now)
        members: list[Member] = []
        for pair in pairs:
            if node is not None and not any(e.type == node.type for e in pair[1].entities):
                continue
            iris = self.of(*pair)
            found = event_members(pair, iris.events, now) if node is None else entity_members(pair, iris.entities, now)
            members += found
        if node is None and not members:
            return None
        members.sort(key=lambda m: (m.item, m.id))
        events = [(m.item, m.id) for m in members]
        links = [Link(kind=k, words=w) for k, w in sorted(node.reasons)] if node else self._links(now)
        decisions = node.decisions if node else [d for e in events for d in self._applied.events.get(e, ())]
        doubts = sorted((b if a == now else a, r.kind, r.words) for a, b, r in self.possibly_same if now in (a, b))
        return Explanation(
            iri=now,
            asked=iri,
            type=node.type if node else "Event",
            label=node.label() if node else max((m.name for m in members), key=len),
            items=len({m.item for m in members}),
            names=tuple(n for n, _ in sorted(Counter(m.name for m in members).items(), key=lambda x: (-x[1], x[0]))),
            members=tuple(members),
            links=tuple(links),
            doubts=tuple(Doubt(iri=i, kind=k, words=w) for i, k, w in doubts),
            decisions=tuple(dict.fromkeys(decisions)),
            replaces=tuple(sorted(old for old, new in self.replaced.items() if now in new)),
        )

    def _links(self, iri: str) -> list[Link]:
        return [
            Link(kind=x.kind, words=x.words, between=(x.one, x.other), likeness=round(x.likeness, 2))
            for x in self._event_links.get(iri, ())
        ]

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

    def _collect(self, found: Iterable[Found]) -> None:
        for f in found:
            for node in f.nodes.values():
                self.nodes[node.iri] = node
            for key, node in f.nodes.items():
                if node.place is not None and key == f"g\x1f{node.place.geonames_id}":
                    self.places[node.place.geonames_id] = node.iri
            for key, new in f.moved.items():
                if key.startswith("g\x1f") and key.count("\x1f") == 1:
                    self.places[int(key[2:])] = f.nodes[new].iri
            self._short_for.update((f.nodes[a].iri, f.nodes[b].iri) for a, b in f.short_for.items())
            for a, b, reason in sorted(f.possibly):
                self.possibly_same.append((f.nodes[a].iri, f.nodes[b].iri, reason))

    def _set_events(self, events: list[Told], areas: Areas, decided: _Decided) -> None:
        found = same_events(events, areas, self.copies)
        grouped = {i for g in found.groups for i in g}
        by_id = {e.id: e for e in events if e.id in grouped or decided.decisions}

        def lead(group: Iterable[EventId]) -> EventId:
            return min((by_id[i] for i in group), key=lambda e: (-len(e.start), e.published, e.id)).id

        groups, former = found.groups, set(decided.events.values())
        if decided.decisions:
            leads = {e: x for g in groups for x in (lead(g),) for e in g}
            groups = decide_events(groups, leads, decided.events, decided.decisions, decided.pins, self._applied)
            former.update(leads[e] for e in {*decided.pins.events.values(), *former} if e in leads)
        chosen = [lead(g) for g in groups]
        doubts = [d for d in found.doubts if not self._applied.apart(d.one, d.other)]
        inside_group = {e for g in groups for e in g}
        doubtful = {e for d in doubts for e in (d.one, d.other)} - inside_group
        iris = _own_iris(self.base, {*chosen, *former, *doubtful, *self._applied.now_events.values()}, self._readings)
        for group, first in zip(groups, chosen, strict=True):
            inside = set(group)
            links = {x for i in group for x in found.links.get(i, ()) if x.one in inside and x.other in inside}
            self._event_links[iris[first]] = tuple(sorted(links)[:MOST_REASONS])
            self._event_iri.update(dict.fromkeys(group, iris[first]))
        for t, e in self._applied.now_events.items():
            self.decided[t] = self._event_iri.get(e) or iris[e]
        possibly = set()
        for d in doubts:
            one, other = sorted(self._event_iri.get(e) or iris[e] for e in (d.one, d.other))
            if one != other:
                possibly.add((one, other, Reason(d.kind, d.words)))
        self.possibly_same += sorted(possibly)
        for e in former:
            now = self._event_iri.get(e, iris[e])
            if now != iris[e]:
                self.replaced[iris[e]] = (now,)


@dataclass(frozen=True, slots=True)
class _Decided:
    """The decisions, and what was found of them. events: IRI in a decision → the event whose own IRI it is."""

    decisions: Decisions
    pins: Pins
    events: dict[str, EventId]


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


def resolve(
    readings: Readings,
    *,
    authorities: Authorities,
    gazetteer: Gazetteer,
    base: str,
    decisions: Decisions | None = None,
) -> Resolution:
    """Resolve all readings in three passes over them; kept in memory are distinct names and one short record an event.

    base: IRI below which new IRIs are made; it ends in "/" or "#". decisions: the user's, which nothing outranks;
    raises DecisionError where they contradict each other.
    """
    pins = Pins(decisions or Decisions())
    homes = Homes()
    copies = near_copies(_seen_by(homes, readings))
    homes.close()
    signer = Signer(gazetteer, pins, copies, homes)
    tables: dict[type, dict[Sig, Seen]] = {OrgSig: {}, PersonSig: {}, PlaceSig: {}, ProgrammeSig: {}}
    for item, reading in readings():
        sigs = signer.sign(item, reading)
        for entity in reading.entities:
            sig = sigs[entity.id]
            table = tables[type(sig)]
            if sig not in table:
                table[sig] = Seen()
            table[sig].add(entity)
    applied = Applied()

    def finish(found: F, table: type) -> F:
        _name(found, base)
        if decisions:
            EntityDecisions(found, _nodes_of(found), tables[table], pins, base, applied).apply(decisions)
        return found

    organisations = finish(Organisations(cast(dict[OrgSig, Seen], tables[OrgSig]), authorities), OrgSig)
    persons = finish(Persons(cast(dict[PersonSig, Seen], tables[PersonSig]), organisations, authorities), PersonSig)
    places = finish(Places(cast(dict[PlaceSig, Seen], tables[PlaceSig]), gazetteer, authorities), PlaceSig)
    described = cast(dict[ProgrammeSig, Seen], tables[ProgrammeSig])
    programmes = finish(Programmes(described, organisations, authorities), ProgrammeSig)
    node_of: dict[Sig, Node] = {}
    all_found: tuple[Found, ...] = (organisations, persons, places, programmes)
    for f in all_found:
        for sig, key in _nodes_of(f).items():
            node_of[sig] = f.nodes[key]
    out = Resolution(base, signer, node_of, all_found, places.slug_of, authorities, readings)
    out.replaced, out._applied, out.decided = applied.replaced, applied, dict(applied.now)
    out.copies = copies
    out.decisions = decisions or Decisions()
    _second_pass(out, readings, _Decided(decisions or Decisions(), pins, {}))
    if decisions:
        applied.check(decisions)
        things = {t for d in decisions.all for t in d.things}
        out.unmatched = tuple(sorted(things - set(applied.kinds), key=str))
    return out


def _seen_by(homes: Homes, readings: Readings) -> Iterator[NewsItem]:
    for item, reading in readings():
        homes.add(item, reading)
        yield item


F = TypeVar("F", Organisations, Persons, Places, Programmes)


def _nodes_of(found: Found) -> dict[Sig, str]:
    return cast(dict[Sig, str], found.node_of)  # type: ignore[attr-defined]  # each kind's own signatures


def _name(found: Found, base: str) -> None:
    """Make the IRIs; nodes of one readable name are told apart by a hash of their keys."""
    clashes = Counter(n.slug for n in found.nodes.values() if n.authority is None)
    for key, node in found.nodes.items():
        if node.authority is not None:
            node.iri = node.authority.iri
        else:
            tail = f"-{digest(key)}" if clashes[node.slug] > 1 else ""
            node.iri = f"{base}{node.type.lower()}/{node.slug}{tail}"


def _second_pass(out: Resolution, readings: Readings, decided: _Decided) -> None:
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
        teller = Teller(item, reading, numbers)
        for e in reading.events:
            events.append(teller.told(e))
            if resolved.events[e.id] in decided.decisions.iris:
                decided.events[resolved.events[e.id]] = (item.id, e.id)
            if e.sub_event_of in resolved.events and e.sub_event_of is not None:
                sub_events.append(((item.id, e.id), (item.id, e.sub_event_of)))
                own.update(((item.id, i), resolved.events[i]) for i in (e.id, e.sub_event_of))
        for r in reading.relations:
            s, o = resolved.entities.get(r.subject), resolved.entities.get(r.object)
            if s and o and r.kind in ("partOf", "within"):
                edges[r.kind, s, o] += 1
    out._set_events(events, _areas(out, number, edges, common_words(events)), decided)
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


def _areas(out: Resolution, number: dict[str, int], edges: Iterable[Edge], common: frozenset[int]) -> Areas:
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
    by_name: dict[str, list[int]] = {}
    for iri, n in out.nodes.items():
        if n.type == "Location":
            by_name.setdefault(place_key(n.seen[0].name()).base, []).append(number[iri])
    namesakes = {x: min(same) for same in by_name.values() if len(same) > 1 for x in same}
    return Areas(above, countries, placed, common, namesakes)
