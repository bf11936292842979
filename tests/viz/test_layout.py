"""Positions: distinct, apart, the same at each run."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import pytest

from newsgraph.viz.layout import positions, radius
from newsgraph.viz.records import Link


def of(edges, alone=()):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(alone)
    for a, b in edges:
        graph.add_edge(a, b, key="host", link=Link("host", "host"))
    return graph


SHAPES = {
    "one node": of([], ["a"]),
    "a pair": of([("a", "b")]),
    "a star": of([("hub", f"leaf{i}") for i in range(60)]),
    "a ring": of([(str(i), str((i + 1) % 30)) for i in range(30)]),
    "every node to every other": of(itertools.combinations(map(str, range(12)), 2)),
    "pieces": of([("a", "b"), ("c", "d"), ("d", "e")], [f"alone{i}" for i in range(30)]),
    "both ways": of([("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_no_node_covers_another(name):
    graph = SHAPES[name]
    places = positions(graph)
    assert list(places) == list(graph)
    sizes = {node: radius(len(set(nx.all_neighbors(graph, node)))) for node in graph}
    for a, b in itertools.combinations(graph, 2):
        assert math.dist(places[a], places[b]) > sizes[a] + sizes[b], (a, b)


def test_the_same_at_each_run(large_graph):
    assert positions(large_graph) == positions(large_graph)


def test_a_node_grows_with_its_degree_up_to_a_limit():
    assert radius(0) < radius(1) < radius(30) < radius(200) == radius(5000)
