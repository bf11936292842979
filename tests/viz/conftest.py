"""A store in memory that answers as `newsgraph.store` does, and graphs to draw."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from newsgraph.viz.records import Folded, Graph, Link, Node, Quote

HERE = Path(__file__).parent
BASE = "https://example.org/newsgraph/"


@dataclass
class MemoryRows:
    variables: tuple[str, ...]
    rows: Iterator[Sequence[object]]


class MemoryStore:
    """The part of `GraphStore` that a picture needs."""

    def __init__(self, turtle: str) -> None:
        self.store = ox.Store()
        self.store.load(turtle.encode(), format=ox.RdfFormat.TURTLE)

    def query(self, text: str, /) -> MemoryRows:
        found = self.store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        names = tuple(variable.value for variable in found.variables)
        return MemoryRows(names, (tuple(row) for row in found))


@pytest.fixture(scope="session")
def small_store() -> MemoryStore:
    return MemoryStore((HERE / "small.ttl").read_text(encoding="utf-8"))


def generated(size: int, seed: int = 7) -> Graph:
    """A graph of about `size` nodes as a few years of news of one institution would give it."""
    dice = random.Random(seed)
    graph: Graph = nx.MultiDiGraph()

    def add(cls: str, number: int, **more: object) -> str:
        iri = f"{BASE}{cls.lower()}/{number}"
        title = f"{cls} {number} in the news"
        graph.add_node(iri, node=Node(iri, cls, title, items=dice.randint(1, 9), **more))  # type: ignore[arg-type]
        return iri

    def link(subject: str, kind: str, target: str, label: str = "") -> None:
        if subject != target and not graph.has_edge(subject, target, kind):
            graph.add_edge(subject, target, key=kind, link=Link(kind, label or kind))

    organisations = [add("Organisation", i) for i in range(size // 8)]
    people = [add("Person", i) for i in range(size // 10)]
    places = [add("Location", i, kind="town") for i in range(size // 10)]
    programmes = [add("Programme", i) for i in range(size // 24)]
    types = [
        "Training",
        "Meeting",
        "Seminar",
        "Visit",
        "Donation",
        "Launch",
        "Competition",
        "Ceremony",
        "Campaign",
        "Activity",
    ]
    for child in organisations[1:]:
        if dice.random() < 0.7:
            link(child, "partOf", dice.choice(organisations[: max(1, organisations.index(child) // 4)]))
    for child in places[1:]:
        link(child, "within", dice.choice(places[: max(1, places.index(child) // 5)]))
    for person in people:
        link(person, "post", dice.choice(organisations), "director")

    def some(pool: list[str]) -> str:
        return pool[min(int(dice.expovariate(5 / len(pool))), len(pool) - 1)]

    for number in range(size - graph.number_of_nodes()):
        day = f"20{dice.randint(19, 24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        iri = f"{BASE}event/{number}"
        kind = dice.choice(types)
        label = f"{kind} number {number} on the teaching of rural schools and their libraries"
        quote = Quote(
            f"held a {kind.lower()}",
            f"On {day} the university held a {kind.lower()} there.",
            BASE + "item/x",
            "News",
            "",
            day,
        )
        graph.add_node(
            iri, node=Node(iri, "Event", label, 1, event_type=kind, event_types=(kind,), start=day, quotes=(quote,))
        )
        if dice.random() < 0.96:
            link(iri, "organiser", some(organisations))
            if dice.random() < 0.7:
                link(iri, "location", some(places))
            if dice.random() < 0.4:
                link(iri, "speaker", some(people))
            if dice.random() < 0.3:
                link(iri, "programme", some(programmes))
    graph.graph["folded"] = Folded(size, {"Event": 312})
    return graph


@pytest.fixture(scope="session")
def large_graph() -> Graph:
    return generated(600)
