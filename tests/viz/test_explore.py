"""The explorer's layout and document."""

from __future__ import annotations

import base64
import gzip
import json
import random

import numpy as np
import pytest

from newsgraph.ontology.errors import DrawError
from newsgraph.viz import network
from newsgraph.viz.explore import Layout, explorer_document, explorer_page
from newsgraph.viz.explore.layout import SPACE, Former, arrange
from newsgraph.viz.explore.page import packed

BASE = "https://example.org/newsgraph/"


def two_groups():
    """Nodes 0–29 and 30–59, each linked to several of its own group, and two links between the groups."""
    dice = random.Random(1)
    inside = [(a, start + dice.randrange(30)) for start in (0, 30) for a in range(start, start + 30) for _ in range(4)]
    hubs = [(start, a) for start in (0, 30) for a in range(start + 1, start + 30)]
    return np.array([*inside, *hubs, (5, 35), (7, 44)])


def test_the_same_links_in_any_order_give_the_same_places():
    pairs = two_groups()
    first = arrange(60, pairs)
    again = arrange(60, pairs[::-1, ::-1])
    assert np.array_equal(first.points, again.points)
    assert np.array_equal(first.community, again.community)


def test_groups_stand_apart_and_nothing_covers_anything():
    found = arrange(64, two_groups())
    assert found.community[:30].tolist() == [found.community[0]] * 30
    assert found.community[0] != found.community[30]
    assert found.community[60:].tolist() == [-1] * 4  # linked to nothing
    a, b = found.points[:30], found.points[30:60]
    reach = max(np.linalg.norm(p - p.mean(axis=0), axis=1).max() for p in (a, b))
    assert np.linalg.norm(a.mean(axis=0) - b.mean(axis=0)) > reach
    distances = np.linalg.norm(found.points[:, None] - found.points[None], axis=2) + np.eye(64) * 1e9
    assert distances.min() > SPACE * 0.3


def test_what_stood_somewhere_stands_there_and_the_new_beside_its_neighbours():
    pairs = two_groups()
    before = arrange(60, pairs)
    points = np.vstack([before.points, [[np.nan, np.nan]]])
    after = arrange(61, np.vstack([pairs, [[60, 0], [60, 1]]]), Former(points, np.append(before.community, -1)))
    assert after.kept == 60
    assert np.array_equal(after.points[:60], before.points)
    assert np.linalg.norm(after.points[60] - (before.points[0] + before.points[1]) / 2) < 6 * SPACE
    assert after.community[60] == after.community[0]


def test_mostly_new_is_arranged_afresh():
    former = Former(np.full((60, 2), np.nan), np.full(60, -1))
    former.points[:10] = 5.0
    assert arrange(60, two_groups(), former).kept == 0


@pytest.mark.parametrize("size", [0, 1, 2])
def test_almost_nothing(size):
    pairs = np.array([[0, 1]]) if size == 2 else np.empty((0, 2), np.int64)
    assert arrange(size, pairs).points.shape == (size, 2)


def test_the_document_has_a_row_a_node_and_says_what_the_store_says(small_store):
    graph = network(small_store, limit=None)
    document = explorer_document(graph, base=BASE, title="News")
    nodes, edges = document.core["nodes"], document.core["edges"]
    size = graph.number_of_nodes()
    assert {len(column) for name, column in nodes.items() if name != "acronym"} == {size}
    assert len(edges["from"]) == graph.number_of_edges()
    iris = document.details["iri"]
    kinds = document.core["kinds"]
    rows = zip(edges["from"], edges["to"], edges["kind"], strict=True)
    said = {(BASE + iris[a] if ":" not in iris[a] else iris[a], kinds[k], BASE + iris[b]) for a, b, k in rows}
    wanted = {(s, data["link"].kind, o) for s, o, data in graph.edges(data=True)}
    assert {(s, k, o) for s, k, o in said} == wanted
    assert len(document.details["of"]) == size
    again = explorer_document(network(small_store, limit=None), base=BASE, title="News")
    assert explorer_page(again) == explorer_page(document)


def test_places_are_kept_in_a_file_that_may_be_broken(small_store, tmp_path):
    path = tmp_path / "layout.json"
    graph = network(small_store, limit=None)
    first = explorer_document(graph, base=BASE, title="News", layout=Layout.load(path))
    assert first.stayed == 0
    first.layout.save(path)
    second = explorer_document(graph, base=BASE, title="News", layout=Layout.load(path))
    assert second.stayed == first.nodes
    assert second.core["nodes"]["x"] == first.core["nodes"]["x"]
    for broken in ("", "[]", '{"form": 1, "places": {"a": ["x", 1, 2], "b": [1, 2, 0]}}'):
        path.write_text(broken, encoding="utf-8")
        assert set(Layout.load(path).places) <= {"b"}


def test_an_empty_graph_is_told():
    import networkx as nx

    with pytest.raises(DrawError, match="nothing to explore"):
        explorer_document(nx.MultiDiGraph(), base=BASE, title="News")


def test_packing_gives_back_what_went_in():
    value = {"text": "</script><script>alert(1)</script> 学校"}
    assert json.loads(gzip.decompress(base64.b64decode(packed(value)))) == value
    assert packed(value) == packed(value)
