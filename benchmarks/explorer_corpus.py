"""A generated graph for the explorer's benchmark: years of news of many institutions, as records without a store."""

from __future__ import annotations

import random

import networkx as nx

from newsgraph.viz import Link, Node, Quote
from newsgraph.viz.records import Graph, NodeClass

BASE = "https://example.org/newsgraph/"
TYPES = (
    "Training",
    "Meeting",
    "Seminar",
    "Visit",
    "Donation",
    "Launch",
    "Competition",
    "Ceremony",
    "Campaign",
    "Lecture",
)
SHARES: dict[NodeClass, float] = {"Organisation": 0.12, "Person": 0.1, "Location": 0.08, "Programme": 0.03}
SUBJECTS = ("rural schools", "digital libraries", "nurses", "village doctors", "open courses", "early reading", "water")


def generated(nodes: int, edges: int, seed: int = 7) -> Graph:
    """About `nodes` nodes in regions, each with organisations of its own, and about `edges` edges."""
    dice = random.Random(seed)
    graph: Graph = nx.MultiDiGraph()
    regions = max(4, nodes // 500)
    pools: dict[NodeClass, list[list[str]]] = {cls: [[] for _ in range(regions)] for cls in SHARES}
    for cls, share in SHARES.items():
        for number in range(int(nodes * share)):
            iri = f"{BASE}{cls.lower()}/{number}"
            label = f"{cls} {number} of {dice.choice(SUBJECTS)}"
            graph.add_node(iri, node=Node(iri, cls, label, items=dice.randint(1, 9)))
            pools[cls][min(int(regions * dice.random() ** 1.5), regions - 1)].append(iri)

    def some(cls: NodeClass, region: int) -> str | None:
        pool = pools[cls][region if dice.random() < 0.9 else dice.randrange(regions)]
        return pool[int(len(pool) * dice.random() ** 2.5)] if pool else None

    def link(subject: str, kind: str, target: str | None) -> None:
        if target is not None and not graph.has_edge(subject, target, kind):
            graph.add_edge(subject, target, key=kind, link=Link(kind, kind))

    events = []
    for number in range(nodes - graph.number_of_nodes()):
        day = f"20{dice.randint(19, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        kind, about = dice.choice(TYPES), dice.choice(SUBJECTS)
        iri = f"{BASE}event/{day}-{kind.lower()}-{number}"
        sentence = (
            f"On {day} the university held a {kind.lower()} on {about} for {dice.randint(10, 900)} teachers there."
        )
        quote = Quote(f"held a {kind.lower()}", sentence, f"{BASE}item/{number // 2}", f"News {number // 2}", "", day)
        node = Node(
            iri, "Event", f"{kind} on {about}, number {number}", dice.choice((1, 1, 1, 2, 3)), event_type=kind,
            event_types=(kind,), start=day, quotes=(quote,),
        )  # fmt: skip
        graph.add_node(iri, node=node)
        region = min(int(regions * dice.random() ** 1.5), regions - 1)
        link(iri, "organiser", some("Organisation", region))
        events.append((iri, region))
    kinds: tuple[tuple[str, NodeClass], ...] = (
        ("location", "Location"), ("speaker", "Person"), ("programme", "Programme"), ("participant", "Organisation"),
    )  # fmt: skip
    for turn in range(2 * edges):
        if turn % 2000 == 0 and graph.number_of_edges() >= edges:  # networkx counts at each call
            break
        iri, region = events[dice.randrange(len(events))]
        kind, cls = kinds[dice.randrange(len(kinds))]
        link(iri, kind, some(cls, region))
    return graph
