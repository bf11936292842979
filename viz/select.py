"""Which nodes come into a picture: everything, what surrounds one node, or what a query's result names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsgraph.viz.records import CLASSES, NodeClass

# Of a limit, this much goes to entities and the rest to events: ranking both by items alone would keep entities only
# (each event is told by few items), and a graph of institutions without what they did says nothing.
ENTITY_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A node before its details are read: its class and the number of items that tell of it."""

    iri: str
    cls: NodeClass
    items: int


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge before it is drawn: `kind` is a role, a relation or "post", `label` a post's title."""

    subject: str
    kind: str
    target: str
    label: str = ""
    former: bool = False


Adjacency = Mapping[str, Collection[str]]


def adjacency(edges: Iterable[Edge]) -> dict[str, set[str]]:
    """Neighbours of every node, in both directions."""
    found: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        found[edge.subject].add(edge.target)
        found[edge.target].add(edge.subject)
    return found


def most_reported(nodes: Iterable[Candidate], near: Adjacency, limit: int) -> list[Candidate]:
    """At most `limit` nodes: the most reported entities, and the events most reported among these.

    The choice depends on the graph only: ties go by degree, then by IRI.
    """
    pool = list(nodes)
    if len(pool) <= limit:
        return pool
    entities = sorted((n for n in pool if n.cls != "Event"), key=lambda n: (-n.items, -len(near.get(n.iri, ())), n.iri))
    events = [n for n in pool if n.cls == "Event"]
    room = max(round(limit * ENTITY_SHARE), limit - len(events))
    kept = entities[:room]
    known = {n.iri for n in kept}
    events.sort(key=lambda n: (-n.items, -sum(other in known for other in near.get(n.iri, ())), n.iri))
    return kept + events[: limit - len(kept)]


def linking_events(chosen: Collection[str], events: Iterable[Candidate], near: Adjacency) -> Iterator[Candidate]:
    """Events that join two or more of the chosen nodes and are not chosen themselves."""
    for event in events:
        if event.iri not in chosen and sum(other in chosen for other in near.get(event.iri, ())) > 1:
            yield event


def left_out(pool: Iterable[Candidate], kept: Iterable[Candidate]) -> dict[str, int]:
    """How many nodes of each class are in the pool and were not kept, in the order of the classes."""
    whole, drawn = Counter(n.cls for n in pool), Counter(n.cls for n in kept)
    return {cls: whole[cls] - drawn[cls] for cls in CLASSES if whole[cls] > drawn[cls]}
