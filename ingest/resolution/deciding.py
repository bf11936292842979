"""Decisions brought to bear on the clusters of one kind of entity, and on groups of events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field

from newsgraph.ingest.resolution.decisions import Decision, Decisions, Reference
from newsgraph.ingest.resolution.naming import digest
from newsgraph.ingest.resolution.nodes import MOST_REASONS, Found, Node
from newsgraph.ingest.resolution.pins import EventId, Pins
from newsgraph.ingest.resolution.referring import Decided, refer
from newsgraph.ingest.resolution.settle import Settled, Thing, join, settle
from newsgraph.ingest.resolution.signatures import Seen, Sig
from newsgraph.ontology.errors import DecisionError


@dataclass(slots=True)
class Applied:
    """What became of the decisions: kinds of the things found for each reference, and IRIs that are no longer used."""

    kinds: dict[Reference, str] = field(default_factory=dict)
    replaced: dict[str, tuple[str, ...]] = field(default_factory=dict)  # former IRI → IRIs of its things now
    events: dict[EventId, tuple[Decision, ...]] = field(default_factory=dict)
    now: dict[Reference, str] = field(default_factory=dict)  # IRI of the entity that a reference stands for in the end
    now_events: dict[Reference, EventId] = field(default_factory=dict)
    apart: Callable[[EventId, EventId], bool] = lambda a, b: False  # whether two events are decided to be different

    def check(self, decisions: Decisions) -> None:
        """Raises DecisionError where a decision is about things of different kinds."""
        for d in decisions.all:
            kinds = {t: self.kinds[t] for t in d.things if t in self.kinds}
            if len(set(kinds.values())) > 1:
                told = ", ".join(f"{t} is of the kind {kinds[t]}" for t in d.things if t in kinds)
                raise DecisionError(f"no decision can be about different kinds: {told}", source=d.source, line=d.line)


class EntityDecisions:
    """Applies the decisions to the clusters of one type; `node_of` and `found.nodes` are changed in place."""

    def __init__(
        self,
        found: Found,
        node_of: MutableMapping[Sig, str],
        table: Mapping[Sig, Seen],
        pins: Pins,
        base: str,
        out: Applied,
    ) -> None:
        self.found, self.node_of, self.table = found, node_of, table
        self.pins, self.base, self.out = pins, base, out
        self.sigs = {sig.pin: sig for sig in table if sig.pin}
        self.homes = {pin: found.nodes[node_of[sig]] for pin, sig in self.sigs.items()}
        self.home: dict[Thing, Thing] = {("mention", p): ("cluster", node_of[s]) for p, s in self.sigs.items()}

    def apply(self, decisions: Decisions) -> None:
        decided, things = self._decided(decisions)
        if decided:
            self._apply(decided)
        for t, (kind, key) in things.items():
            key = self.node_of[self.sigs[key]] if kind == "mention" else self.found.moved.get(key, key)
            if key in self.found.nodes:
                self.out.now[t] = self.found.nodes[key].iri

    def _apply(self, decided: list[Decided]) -> None:
        settled = settle(decided, self.home)
        self._units(settled)
        groups: dict[Thing, list[Thing]] = {}
        for thing in sorted(settled.touched):
            groups.setdefault(settled.root.root(thing), []).append(thing)
        members: dict[Thing, list[Sig]] = {}
        for sig, key in self.node_of.items():
            thing = ("mention", sig.pin) if sig.pin else ("cluster", key)
            if thing in settled.touched:
                members.setdefault(thing, []).append(sig)
        emptied: list[Node] = []
        for things in groups.values():
            said = tuple(dict.fromkeys(d for d, _, about in decided if not set(about).isdisjoint(things)))
            emptied += self._regroup(things, [s for t in things for s in members.get(t, ())], said)
        for node in emptied:  # all its mentions were taken out
            pieces = [m for m, cluster in self.home.items() if cluster == ("cluster", node.key)]
            iris = {self.found.nodes[self.node_of[self.sigs[p]]].iri for _, p in pieces}
            self.out.replaced[node.iri] = tuple(sorted(iris))
        self._tidy(settled)

    def _decided(self, decisions: Decisions) -> tuple[list[Decided], dict[Reference, Thing]]:
        by_iri: dict[str, Thing] = {n.iri: ("cluster", k) for k, n in self.found.nodes.items()}
        for pin in self.sigs:
            by_iri.setdefault(self._taken_out(pin, self.homes[pin]), ("mention", pin))

        def at(t: Reference) -> Thing | None:
            if t.iri:
                return by_iri.get(t.iri)
            pin = self.pins.entities.get(t, "")
            return ("mention", pin) if pin in self.sigs else None

        decided, found = refer(decisions, at, self.home.__getitem__)
        for t in found:
            self.out.kinds[t] = next(iter(self.found.nodes.values())).type
        return decided, found

    def _taken_out(self, pin: str, home: Node) -> str:
        """The IRI of a mention that decisions take out of its cluster."""
        return f"{self.base}{home.type.lower()}/{home.slug}-{digest(self.pins.names[pin])}"

    def _units(self, settled: Settled) -> None:
        """Units of one name are one where their parents are decided to be one."""
        nodes = sorted(self.found.nodes.items())
        units = [k for k, n in nodes if n.type == "Organisation" and k.startswith(("u\x1f", "w\x1f"))]
        while True:
            first: dict[tuple[Thing | str, ...], str] = {}
            joined = False
            for key in units:
                unit = self._unit(key, settled)
                other = first.setdefault(unit, key)
                a, b = ("cluster", key), ("cluster", other)
                if settled.root.root(a) != settled.root.root(b) and join(settled, a, b):
                    settled.touched |= {a, b}
                    joined = True
            if not joined:
                return

    def _unit(self, key: str, settled: Settled) -> tuple[Thing | str, ...]:
        """A unit's parent, as far as decisions tell, and its name."""
        parent, _, name = key[2:].rpartition("\x1f")
        if ("cluster", parent) not in settled.touched and parent.startswith(("u\x1f", "w\x1f")):
            return (*self._unit(parent, settled), name)
        return (settled.root.root(("cluster", parent)), name)

    def _regroup(self, things: list[Thing], sigs: list[Sig], said: tuple[Decision, ...]) -> list[Node]:
        """Make one node of a group of things; gives the nodes of which nothing is left."""
        nodes = self.found.nodes
        old = [nodes[t[1]] for t in things if t[0] == "cluster"]
        if not sigs:
            return [nodes.pop(n.key) for n in old]
        named = [n for n in old if n.authority is not None]
        if len(named) > 1:
            raise DecisionError(
                f"two entries of authority files are decided to be one: <{named[0].iri}> and <{named[1].iri}>",
                source=said[0].source,
                line=said[0].line,
                cure="make them one in the authority file",
            )
        if old:
            node = min(old, key=lambda n: (n.authority is None, n.place is None, "-" not in n.slug, -_items(n), n.iri))
        else:
            pin = min(t[1] for t in things)
            home = self.homes[pin]
            iri = self._taken_out(pin, home)
            node = nodes[f"d\x1f{pin}"] = Node(f"d\x1f{pin}", home.type, iri.rpartition("/")[2], iri=iri)
        for n in old:
            if n is not node:
                del nodes[n.key]
                self.found.moved[n.key] = node.key
                self.out.replaced[n.iri] = (node.iri,)
        reasons = sorted({r for n in old for r in n.reasons})[:MOST_REASONS]
        node.reasons, node.decisions = frozenset(reasons), said
        node.seen = [self.table[s] for s in sorted(sigs, key=repr)]
        for s in sigs:
            self.node_of[s] = node.key
        return []

    def _tidy(self, settled: Settled) -> None:
        """Doubts between what is decided are none; the others are those of the nodes as they are now."""
        moved, nodes = self.found.moved, self.found.nodes
        kept = set()
        for a, b, reason in self.found.possibly:
            x, y = moved.get(a, a), moved.get(b, b)
            if x in nodes and y in nodes and x != y and not settled.apart(("cluster", a), ("cluster", b)):
                kept.add((min(x, y), max(x, y), reason))
        self.found.possibly = kept
        short = self.found.short_for
        pairs = ((moved.get(a, a), moved.get(b, b)) for a, b in short.items())
        self.found.short_for = {a: b for a, b in pairs if a in nodes and b in nodes and a != b}


def _items(node: Node) -> int:
    return sum(s.items for s in node.seen)


def decide_events(
    groups: Iterable[list[EventId]],
    leads: Mapping[EventId, EventId],
    named: Mapping[str, EventId],
    decisions: Decisions,
    pins: Pins,
    out: Applied,
) -> list[list[EventId]]:
    """The groups of two or more events after the decisions.

    leads: event → the one that gives its group its IRI, for grouped events. named: IRI in a decision → the event whose
    own it is; a group's IRI stands for the group.
    """

    def cluster_of(mention: Thing) -> Thing:
        event = (mention[1], mention[2])
        return ("cluster", *leads.get(event, event))

    def at(t: Reference) -> Thing | None:
        event = named.get(t.iri) if t.iri else pins.events.get(t)
        if event is None:
            return None
        mention: Thing = ("mention", *event)
        return cluster_of(mention) if t.iri and leads.get(event, event) == event else mention

    decided, found = refer(decisions, at, cluster_of)
    for t, thing in found.items():
        out.kinds[t] = "Event"
        out.now_events[t] = (thing[1], thing[2])
    home = {t: cluster_of(t) for _, _, things in decided for t in things if t[0] == "mention"}
    if not decided:
        return list(groups)
    settled = settle(decided, home)
    kept: list[list[EventId]] = []
    members: dict[Thing, list[EventId]] = {t: [(t[1], t[2])] for t in settled.touched}
    for group in groups:
        cluster = ("cluster", *leads[group[0]])
        if cluster in settled.touched:
            members[cluster] = group
        else:
            kept.append(group)

    def thing_of(e: EventId) -> Thing:
        return ("mention", *e) if ("mention", *e) in home else ("cluster", *leads.get(e, e))

    out.apart = lambda a, b: settled.apart(thing_of(a), thing_of(b))
    joined: dict[Thing, set[EventId]] = {}
    for thing in sorted(settled.touched):
        own = [e for e in members[thing] if thing[0] == "mention" or ("mention", *e) not in home]
        joined.setdefault(settled.root.root(thing), set()).update(own)
    for d, _, about in decided:
        for thing in about:
            for e in joined[settled.root.root(thing)]:
                out.events[e] = tuple(dict.fromkeys((*out.events.get(e, ()), d)))
    return sorted([*kept, *(sorted(g) for g in joined.values() if len(g) > 1)])
