"""What a node and a link of the drawn graph carry: plain values, no RDF terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import networkx as nx

NodeClass = Literal["Event", "Organisation", "Person", "Location", "Programme"]
CLASSES: tuple[NodeClass, ...] = ("Event", "Organisation", "Person", "Location", "Programme")

# What an edge may say, in the order in which a reader wants to hear it.
ROLES = ("organiser", "supporter", "host", "leader", "speaker", "participant", "donor", "recipient")
RELATIONS = ("location", "programme", "subEventOf", "possiblySameAs", "partOf", "within", "locatedIn")
POST = "post"

Graph: TypeAlias = "nx.MultiDiGraph[str]"


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in an item: the words, the sentence around them ("" where unknown) and the item that says so."""

    words: str
    sentence: str
    item: str  # IRI
    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person holds or held; `organisation` is a label, "" where none is named."""

    title: str
    organisation: str
    former: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph. Dates are ISO 8601 as precise as known; "" and () mean: nothing known.

    items: how many items tell of it. confidence: the probability that it is right. quotes: of the latest items, at most
    `network.QUOTES`.
    """

    iri: str
    cls: NodeClass
    label: str
    items: int = 0
    names: tuple[str, ...] = ()
    acronym: str = ""
    kind: str = ""
    event_type: str = ""
    event_types: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    time_text: str = ""
    status: str = ""
    background: bool = False
    theme: str = ""
    purpose: str = ""
    celebrates: str = ""
    lat: float | None = None
    long: float | None = None
    confidence: float | None = None
    posts: tuple[Post, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An edge. `kind` is a role, a relation or "post"; `label` is what the picture writes on it.

    confidence: the probability that it is right, by its surest evidence; None where nothing is known of it.
    """

    kind: str
    label: str
    former: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """What a limit left out of a picture, by class."""

    limit: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.left_out.values())


def nodes_of(graph: Graph) -> list[Node]:
    """The nodes in the graph's order. Raises KeyError for a graph that `network()` did not make."""
    return [data["node"] for _, data in graph.nodes(data=True)]


def links_of(graph: Graph) -> Iterator[tuple[str, str, Link]]:
    """Subject IRI, object IRI and link of every edge, in the graph's order."""
    for subject, target, data in graph.edges(data=True):
        yield subject, target, data["link"]


def folded_of(graph: Graph) -> Folded:
    """What the limit left out; nothing for a graph that knows of no limit."""
    found = graph.graph.get("folded")
    return found if isinstance(found, Folded) else Folded()
