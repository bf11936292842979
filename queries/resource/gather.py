"""Asking the five questions and putting the answers together as a `Thing`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from newsgraph.queries.resource import questions as ask
from newsgraph.queries.resource.facts import Facts, decimal, local, named, rows, text_of
from newsgraph.queries.resource.records import Page, Quote, Thing
from newsgraph.store.base import GraphStore, Term

SIZE = 200  # events a page
NEIGHBOURS = 300  # of each kind that is not an event
_NOTHING = [NamedNode("urn:x-newsgraph:nothing")]  # VALUES without any value is no valid SPARQL everywhere


@dataclass(frozen=True, slots=True)
class Told:
    """That a sentence says subject–property–value; property None: the sentence speaks of the thing."""

    sentence: str
    item: str
    subject: str | None = None
    property: str | None = None
    value: Term | None = None
    sure: float | None = None
    evidence: str | None = None


@dataclass(slots=True)
class Pointing:
    """What points at the thing."""

    links: list[tuple[str, str, str | None]] = field(default_factory=list)  # property, from, via
    starts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # of events, as the graph says
    partners: dict[str, int] = field(default_factory=dict)
    # from → (property, via)
    by_start: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Gathered:
    """All answers about one thing. shown: the events of this page."""

    iri: str
    cls: str
    own: Facts
    around: Facts
    pointing: Pointing
    told: list[Told]
    mentions: dict[str, set[str]]  # sentence → mentions in it
    shown: tuple[str, ...]
    page: Page
    items: int  # that tell of it


@dataclass(frozen=True, slots=True)
class Known:
    """What the graph knows of candidates. iri: the first that it tells of; successor: what took the place of one."""

    iri: str | None = None
    successor: str | None = None


def known(store: GraphStore, candidates: Sequence[str]) -> Known:
    """Which of some IRIs is a thing of the graph. Text that is no IRI is passed over. One round trip."""
    nodes = []
    for iri in candidates:
        try:
            nodes.append(NamedNode(iri))
        except ValueError:
            continue
    if not nodes:
        return Known()
    found: set[str] = set()
    new: dict[str, str] = {}
    for x, cls, successor in rows(store, ask.among(ask.KNOWN, nodes)):
        if isinstance(successor, NamedNode):
            new[text_of(x)] = min(successor.value, new.get(text_of(x), successor.value))
        else:
            found.add(text_of(x) if cls is None or text_of(cls) else "")
    for iri in candidates:
        if iri in found:
            return Known(iri=iri)
        if iri in new:
            return Known(successor=new[iri])
    return Known()


def gather(store: GraphStore, iri: str, *, offset: int = 0, size: int = SIZE) -> Gathered | None:
    """All answers about a thing, in five round trips; None for an IRI of which the graph says nothing.

    offset, size: which of its events are shown, newest first.
    """
    node = NamedNode(iri)
    own = Facts()
    items = 0
    for p, o, number in rows(store, ask.OUT, {"node": node}):
        own.add(node, p, o)
        items = int(decimal(text_of(number)) or 0) if number is not None else items
    if iri not in own.of:
        return None
    cls = own.cls(iri)
    pointing = _pointing(store, node, cls)
    told = _told(store, node, cls)
    events = _events(pointing, own, iri, cls)
    page = Page(max(offset, 0), size, len(events))
    shown = tuple(events[page.offset : page.offset + page.size])
    around, mentions = _around(store, own, pointing, told, shown, iri)
    return Gathered(iri, cls, own, around, pointing, told, mentions, shown, page, items)


def _pointing(store: GraphStore, node: NamedNode, cls: str) -> Pointing:
    it = Pointing()
    for p, s, via, start in rows(store, ask.incoming(cls), {"node": node}):
        if not isinstance(s, NamedNode) or not isinstance(p, NamedNode):
            continue
        if isinstance(via, Literal):
            it.partners[s.value] = int(decimal(via.value) or 0)
            continue
        link = (local(p.value), s.value, via.value if isinstance(via, NamedNode) else None)
        it.links.append(link)
        if start is not None:
            it.starts[s.value].add(text_of(start))
    it.links = sorted(set(it.links), key=lambda x: (x[0], x[1], x[2] or ""))
    for prop, begin, through in it.links:
        it.by_start[begin].append((prop, through))
    return it


def _told(store: GraphStore, node: NamedNode, cls: str) -> list[Told]:
    found = set()
    for sentence, item, subject, p, value, sure, v, _issued in rows(store, ask.quotes(cls), {"node": node}):
        if isinstance(sentence, NamedNode) and isinstance(item, NamedNode):
            prop = local(p.value) if isinstance(p, NamedNode) else None
            of = subject.value if isinstance(subject, NamedNode) and prop else None
            number = decimal(text_of(sure)) if sure is not None else None
            found.add(Told(sentence.value, item.value, of, prop, value if prop else None, number, text_of(v) or None))
    return sorted(
        found, key=lambda t: (t.property or "", t.subject or "", str(t.value), t.item, t.sentence, t.evidence or "")
    )


def _events(pointing: Pointing, own: Facts, iri: str, cls: str) -> list[str]:
    """The events that a page lists, newest first, those without a date last."""
    if cls == "Event":
        found = {s for p, s, _ in pointing.links if p == "subEventOf"}
    elif cls == "NewsItem":
        return []
    else:
        found = {s for p, s, _ in pointing.links if p in (*ask.ROLES, "location", "programme", "eventType", "status")}
    dated = sorted(
        (s for s in found if pointing.starts.get(s)), key=lambda s: (max(pointing.starts[s]), s), reverse=True
    )
    return dated + sorted(s for s in found if not pointing.starts.get(s))


def _around(
    store: GraphStore, own: Facts, pointing: Pointing, told: Iterable[Told], shown: Iterable[str], iri: str
) -> tuple[Facts, dict[str, set[str]]]:
    """Facts of the things around (fourth question), and the names of what these lead to (fifth)."""
    told = list(told)
    events = {s for p, s, _ in pointing.links if p in (*ask.ROLES, "location", "programme", "eventType", "status")}
    near: dict[str, None] = dict.fromkeys(shown)
    near.update(dict.fromkeys(pointing.partners))
    counts: Counter[str] = Counter()
    for p, s, via in pointing.links:
        counts[p] += 1
        if s not in events and counts[p] <= NEIGHBOURS:
            near.update(dict.fromkeys(x for x in (s, via) if x))
    near.update(dict.fromkeys(v for p, s, v in pointing.links if v and s in near))
    for values in own.of[iri].values():
        near.update(dict.fromkeys(v.value for v in named(values)[:NEIGHBOURS]))
    sentences = {t.sentence for t in told}
    near.update(dict.fromkeys((*sentences, *(t.item for t in told))))
    near.update(dict.fromkeys(t.subject for t in told if t.subject))
    near.update(dict.fromkeys(t.value.value for t in told if isinstance(t.value, NamedNode)))
    around, mentions = Facts(), defaultdict(set)
    text = ask.among(ask.AROUND, _nodes(near) or _NOTHING, _nodes(sentences) or _NOTHING)
    for node, prop, value, inside in rows(store, text):
        around.add(node, prop, value)
        if isinstance(inside, NamedNode) and isinstance(node, NamedNode):
            mentions[inside.value].add(node.value)
    led_to = {o.value for said in around.of.values() for vs in said.values() for o in vs if isinstance(o, NamedNode)}
    missing = _nodes(led_to - set(near))
    if missing:
        for node, prop, value in rows(store, ask.among(ask.NAMES, missing)):
            around.add(node, prop, value)
    around.of[iri] = own.of[iri]
    return around, mentions


def _nodes(iris: Iterable[str]) -> list[NamedNode]:
    return [NamedNode(i) for i in sorted(iris)]


def read_thing(store: GraphStore, iri: str, *, offset: int = 0, size: int = SIZE) -> Thing | None:
    """What the graph knows of a thing; None where it says nothing of it."""
    from newsgraph.queries.resource.assemble import assemble

    gathered = gather(store, iri, offset=offset, size=size)
    return None if gathered is None else assemble(gathered)


__all__ = ["Gathered", "Known", "Quote", "Told", "gather", "known", "read_thing"]
