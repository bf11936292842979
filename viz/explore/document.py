"""What the browser reads: the graph as columns, so that a hundred thousand nodes are a few megabytes and one parse.

There are two parts. `core` is what the first picture needs: a row a node in the order of how much it matters (the page
draws the first of what is in sight), and a row an edge. `details` is what the panel tells; it may come later.

    core.nodes    cls, type, community: numbers in core.classes, .types, .communities (-1: none) · label, start, acronym
                  (sparse: {row: text}) · reports: items that tell of it · x, y: pixels, the y axis pointing down
    core.edges    from, to: rows of nodes, from what says it to what it is said of · kind: number in core.kinds
    details       iri: without the base where it is below it · of: facts and quotes by row · items: [title, url, date] ·
                  posts: {row of an edge: [title, former]}
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsgraph.ontology.errors import DrawError
from newsgraph.viz.draw import details_of
from newsgraph.viz.explore.kept import Layout
from newsgraph.viz.explore.layout import Arrangement, arrange
from newsgraph.viz.looks import CLASS_LOOKS, FAMILIES, family_of, types_in_order
from newsgraph.viz.records import CLASSES, POST, RELATIONS, ROLES, Graph, Link, Node, links_of, nodes_of

VERSION = 1
KINDS = (*ROLES, "involves", POST, *RELATIONS)
# How much a report or a link of each class counts: institutions are what a reader looks for first
_WEIGHTS = {"Organisation": 1.0, "Programme": 0.9, "Event": 0.7, "Person": 0.65, "Location": 0.55}
_IN_CORE = frozenset({"cls", "label", "items", "type", "start", "acronym", "iri"})


@dataclass(frozen=True, slots=True)
class Document:
    """core, details: JSON values. layout: to be kept for the next time. stayed: nodes that stand where they stood."""

    title: str
    core: dict[str, object]
    details: dict[str, object]
    layout: Layout
    nodes: int
    edges: int
    stayed: int


def explorer_document(graph: Graph, *, base: str, title: str, layout: Layout | None = None) -> Document:
    """The document of a graph that `network()` made. layout: where nodes stood before.

    Raises DrawError for a graph without nodes. The same graph and layout give the same document.
    """
    if not graph:
        raise DrawError("there is nothing to explore: the graph has no node", cure="ingest news first")
    links = list(links_of(graph))
    nodes = _ranked(nodes_of(graph), links)
    iris = [node.iri for node in nodes]
    row = {iri: number for number, iri in enumerate(iris)}
    arrangement, kept = _arranged(iris, links, layout)
    edges = sorted(((row[a], row[b], link) for a, b, link in links), key=lambda e: (e[0], e[1], e[2].kind, e[2].label))
    types = types_in_order({node.event_type for node in nodes if node.event_type})
    kinds = [*KINDS, *sorted({link.kind for _, _, link in edges} - set(KINDS))]
    core: dict[str, object] = {
        "version": VERSION,
        "title": title,
        "base": base,
        "classes": [
            {"id": c.id, "name": c.name, "plural": c.plural, "light": c.light, "dark": c.dark} for c in CLASS_LOOKS
        ],
        "types": [{"id": name, "family": family_of(name)} for name in types],
        "families": [{"id": family.id, "label": family.label} for family in FAMILIES],
        "kinds": kinds,
        "communities": _names(nodes, arrangement),
        "nodes": _node_columns(nodes, types, arrangement),
        "edges": {
            "from": [a for a, _, _ in edges],
            "to": [b for _, b, _ in edges],
            "kind": [kinds.index(link.kind) for _, _, link in edges],
        },
    }
    return Document(title, core, _details(nodes, edges, base), kept, len(nodes), len(edges), arrangement.kept)


def _ranked(nodes: Sequence[Node], links: Sequence[tuple[str, str, Link]]) -> list[Node]:
    """What matters most first; ties go by IRI."""
    degree: dict[str, int] = {}
    for a, b, _ in links:
        degree[a] = degree.get(a, 0) + 1
        degree[b] = degree.get(b, 0) + 1

    def matters(node: Node) -> float:
        return round(_WEIGHTS[node.cls] * (math.log1p(node.items) + math.log1p(degree.get(node.iri, 0))), 9)

    return sorted(nodes, key=lambda node: (-matters(node), node.iri))


def _arranged(
    iris: Sequence[str], links: Sequence[tuple[str, str, Link]], layout: Layout | None
) -> tuple[Arrangement, Layout]:
    """Positions in the order of `iris`. Computed in the order of the IRIs, which a new report does not change."""
    by_name = sorted(iris)
    place = {iri: number for number, iri in enumerate(by_name)}
    pairs = np.array([(place[a], place[b]) for a, b, _ in links], dtype=np.int64).reshape(-1, 2)
    found = arrange(len(by_name), pairs, layout.former(by_name) if layout and layout.places else None)
    order = np.array([place[iri] for iri in iris])
    ordered = Arrangement(found.points[order], found.community[order], found.kept)
    return ordered, Layout.of(by_name, found)


def _names(nodes: Sequence[Node], arrangement: Arrangement) -> list[str]:
    """Each community by its hub: the first in the order of importance that is no event, else the first."""
    names = [""] * (int(arrangement.community.max(initial=-1)) + 1)
    events = list(names)
    for node, community in zip(nodes, arrangement.community.tolist(), strict=True):
        if community >= 0:
            into = events if node.cls == "Event" else names
            into[community] = into[community] or node.label
    return [name or event for name, event in zip(names, events, strict=True)]


def _node_columns(nodes: Sequence[Node], types: Sequence[str], arrangement: Arrangement) -> dict[str, object]:
    number = {name: place for place, name in enumerate(types)}
    return {
        "cls": [CLASSES.index(node.cls) for node in nodes],
        "label": [node.label for node in nodes],
        "acronym": {str(row): node.acronym for row, node in enumerate(nodes) if node.acronym},
        "type": [number.get(node.event_type, -1) for node in nodes],
        "start": [node.start for node in nodes],
        "reports": [node.items for node in nodes],
        "community": arrangement.community.tolist(),
        "x": [round(x) for x in arrangement.points[:, 0].tolist()],
        "y": [round(y) for y in arrangement.points[:, 1].tolist()],
    }


def _details(nodes: Sequence[Node], edges: Sequence[tuple[int, int, Link]], base: str) -> dict[str, object]:
    items: dict[str, int] = {}
    sources: list[dict[str, str]] = []
    told = [details_of(node, items, sources) for node in nodes]
    return {
        "iri": [node.iri.removeprefix(base) for node in nodes],
        "of": [{name: value for name, value in facts.items() if name not in _IN_CORE} for facts in told],
        "items": [[source["title"], source["url"], source["date"]] for source in sources],
        "posts": {str(row): [link.label, link.former] for row, (_, _, link) in enumerate(edges) if link.kind == POST},
    }
