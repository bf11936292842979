"""Read the graph, or a part of it, out of a store as a networkx graph of `Node`s and `Link`s.

    graph = network(store)                                   # everything, the most reported 1,500 nodes of it
    graph = network(store, focus=NamedNode("…/organisation/open-university-of-china"), hops=2)
    graph = network(store, table=run(store, query, {"org": "OUC"}, base=base))

Every node has the attribute `node` (a `Node`), every edge `link` (a `Link`) under the key of its kind; nodes and edges
are in an order that depends on the graph only. `graph.graph["folded"]` says what the limit left out (`Folded`).
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol, cast

import networkx as nx
from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.errors import DrawError
from newsgraph.ontology.terms import NG_BASE
from newsgraph.viz import sparql
from newsgraph.viz.details import read_nodes
from newsgraph.viz.records import CLASSES, POST, ROLES, Folded, Graph, Link, NodeClass
from newsgraph.viz.select import Candidate, Edge, adjacency, left_out, linking_events, most_reported

LIMIT = 1500  # vis-network pans smoothly to about this many nodes
BATCH = 250  # nodes named in one question: some servers refuse long ones

Row = Sequence[object]


class HasRows(Protocol):
    """What a SELECT gives: `store.base.Rows`, `queries.Table`."""

    @property
    def rows(self) -> Iterable[Row]: ...


class Askable(Protocol):
    """What is needed of a store: `store.base.GraphStore.query`."""

    def query(self, text: str, /) -> object: ...


def network(
    store: Askable,
    *,
    focus: NamedNode | None = None,
    hops: int = 1,
    table: HasRows | None = None,
    limit: int | None = LIMIT,
    classes: Collection[str] | None = None,
) -> Graph:
    """The merged graph as a directed multigraph whose nodes are IRIs.

    focus, hops: only this node and what is at most so many edges away; a post is an edge from person to organisation.
    table: only the nodes that the rows name, with the edges among them and the events that join two of them.
    limit: at most so many nodes, None: all; the most reported are kept (with a focus, the nearest first).
    classes: only nodes of these classes ("Event", "Organisation", …).

    Raises DrawError where focus and table are both given, the focus is not in the graph, or no node is left to draw.
    """
    if focus is not None and table is not None:
        raise DrawError("a picture shows either a neighbourhood or a result", cure="give focus or table, not both")
    most = sys.maxsize if limit is None else limit
    if most < 1 or hops < 0:
        raise DrawError("limit must be at least 1 and hops at least 0")
    wanted = _classes(classes)
    if focus is not None:
        pool, kept, edges = _around(store, focus, hops, most, wanted)
    elif table is not None:
        pool, kept, edges = _of_table(store, table, most, wanted)
    else:
        pool = _candidates(_ask(store, sparql.NODES), wanted)
        edges = list(_edges(store))
        kept = most_reported(pool, adjacency(edges), most)
    if not kept:
        raise DrawError(
            "there is nothing to draw: no event, organisation, person, place or programme was found",
            cure="ingest news first, or ask for something that names nodes of the graph",
        )
    graph = _build(store, kept, edges)
    graph.graph["folded"] = Folded(most, left_out(pool, kept))
    graph.graph["focus"] = focus.value if focus is not None else None
    return graph


def _classes(classes: Collection[str] | None) -> frozenset[str]:
    known = frozenset(CLASSES)
    chosen = known if classes is None else frozenset(classes)
    if wrong := sorted(chosen - known):
        raise DrawError(f"unknown class: {', '.join(wrong)}", cure=f"known are {', '.join(CLASSES)}")
    return chosen


def _ask(store: Askable, text: str) -> Iterator[Row]:
    yield from cast(HasRows, store.query(text)).rows


def _ask_of(store: Askable, text: str, iris: Iterable[str]) -> Iterator[Row]:
    """Ask about many nodes, a batch at a time."""
    ordered = sorted(iris)
    for start in range(0, len(ordered), BATCH):
        yield from _ask(store, sparql.among(text, map(NamedNode, ordered[start : start + BATCH])))


def _candidates(rows: Iterable[Row], wanted: Collection[str]) -> list[Candidate]:
    """One candidate a node, by class and IRI. A node of two classes takes the first in the order of CLASSES."""
    found: dict[str, Candidate] = {}
    for node, cls, items in rows:
        if not isinstance(node, NamedNode):
            continue
        name = cast(NodeClass, cast(NamedNode, cls).value.removeprefix(NG_BASE))
        old = found.get(node.value)
        if old is None or CLASSES.index(name) < CLASSES.index(old.cls):
            found[node.value] = Candidate(node.value, name, int(cast(Literal, items).value))
    return sorted((c for c in found.values() if c.cls in wanted), key=lambda c: (CLASSES.index(c.cls), c.iri))


def _edges(store: Askable, iris: Collection[str] | None = None, *, inward: bool = True) -> Iterator[Edge]:
    """Every edge, or those from (and, `inward`, to) the given nodes."""
    if iris is None:
        questions = [(_ask(store, sparql.LINKS), _ask(store, sparql.POSTS))]
    else:
        questions = [(_ask_of(store, sparql.LINKS_FROM, iris), _ask_of(store, sparql.POSTS_OF, iris))]
        if inward:
            questions.append((_ask_of(store, sparql.LINKS_TO, iris), _ask_of(store, sparql.POSTS_AT, iris)))
    for links, posts in questions:
        for subject, kind, target in links:
            if isinstance(subject, NamedNode) and isinstance(target, NamedNode):
                yield Edge(subject.value, cast(NamedNode, kind).value.removeprefix(NG_BASE), target.value)
        for person, organisation, title, former in posts:
            if isinstance(person, NamedNode) and isinstance(organisation, NamedNode):
                was = isinstance(former, Literal) and former.value in ("true", "1")
                yield Edge(person.value, POST, organisation.value, cast(Literal, title).value, was)


Choice = tuple[list[Candidate], list[Candidate], list[Edge]]


def _around(store: Askable, focus: NamedNode, hops: int, limit: int, wanted: Collection[str]) -> Choice:
    """What lies around a node, nearest first: all that could be drawn, what is, and the edges among it.

    Only nodes of the wanted classes are walked through, so that `classes` also says which way to go.
    """
    start = _candidates(_ask(store, sparql.among(sparql.NODES_AMONG, [focus])), frozenset(CLASSES))
    if not start:
        raise DrawError(f"{focus.value} is not a node of this graph", cure="take an IRI that `newsgraph show` prints")
    pool, kept = list(start), list(start)
    seen = {focus.value}
    frontier: list[str] = [focus.value]
    edges: set[Edge] = set()
    for _ in range(hops):
        found = list(_edges(store, frontier))
        edges.update(found)
        fresh = {iri for edge in found for iri in (edge.subject, edge.target)} - seen
        ring = _candidates(_ask_of(store, sparql.NODES_AMONG, fresh), wanted)
        seen |= fresh
        pool += ring
        kept += most_reported(ring, adjacency(found), limit - len(kept))
        frontier = [candidate.iri for candidate in ring]
        if not frontier or len(kept) >= limit:
            break
    # the edges among the nodes of the outermost ring are not yet known
    edges.update(_edges(store, [candidate.iri for candidate in kept], inward=False))
    return pool, kept, list(edges)


def _of_table(store: Askable, table: HasRows, limit: int, wanted: Collection[str]) -> Choice:
    """What the rows name, and the events that join it."""
    named = {term.value for row in table.rows for term in row if isinstance(term, NamedNode)}
    chosen = _candidates(_ask_of(store, sparql.NODES_AMONG, named), wanted)
    if not chosen:
        raise DrawError(
            "the result names nothing that can be drawn",
            cure="the query must give the IRIs of events, organisations, persons, places or programmes",
        )
    iris = {candidate.iri for candidate in chosen}
    edges = list(dict.fromkeys(_edges(store, iris)))
    near = adjacency(edges)
    joining = list(
        linking_events(iris, _candidates(_ask_of(store, sparql.NODES_AMONG, near), {"Event"} & set(wanted)), near)
    )
    kept = most_reported(chosen, near, limit)
    kept += most_reported(joining, near, limit - len(kept)) if len(kept) < limit else []
    return chosen + joining, kept, edges


def _build(store: Askable, kept: Iterable[Candidate], edges: Iterable[Edge]) -> Graph:
    graph: Graph = nx.MultiDiGraph()
    details = read_nodes(kept, ask=lambda text: _ask(store, text), batch=BATCH)
    for iri, node in details.items():
        graph.add_node(iri, node=node)
    inside = {edge for edge in edges if edge.subject in graph and edge.target in graph and edge.subject != edge.target}
    sure = _confidences(store, {edge.subject for edge in inside})
    # `involves` stands beside each role; it says something only where no role is known
    with_role = {(edge.subject, edge.target) for edge in inside if edge.kind in ROLES}
    for edge in sorted(inside, key=lambda e: (e.subject, e.target, e.kind, e.label, e.former)):
        if edge.kind == "involves" and (edge.subject, edge.target) in with_role:
            continue
        words = edge.label or _WORDS.get(edge.kind, edge.kind)
        link = Link(edge.kind, words, edge.former, sure.get((edge.subject, edge.kind, edge.target)))
        key = f"{edge.kind}: {edge.label}" if edge.kind == POST else edge.kind
        graph.add_edge(edge.subject, edge.target, key=key, link=link)
    return graph


def _confidences(store: Askable, subjects: Iterable[str]) -> dict[tuple[str, str, str], float]:
    """How sure each statement of these nodes is; a post's is told with its holder."""
    return {
        (cast(NamedNode, s).value, cast(NamedNode, kind).value.removeprefix(NG_BASE), o.value): float(sure.value)
        for s, kind, o, sure in _ask_of(store, sparql.CONFIDENCES, subjects)
        if isinstance(o, NamedNode) and isinstance(sure, Literal)
    }


_WORDS = {
    "partOf": "part of",
    "locatedIn": "located in",
    "subEventOf": "part of",
    "possiblySameAs": "perhaps the same",
    "location": "at",
}
