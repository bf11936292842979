"""Positions for a picture: computed beforehand, the same at each run, readable rather than physical.

Every connected component is laid out by itself and the components are packed like boxes. Within a component the nodes
with one neighbour are set aside, the rest is laid out (Kamada & Kawai 1989 where it is small; where it is not,
ForceAtlas2 with the LinLog energy of Noack 2009, which shows clusters), discs are pushed apart until none overlap, and
the set-aside nodes open around their neighbour like a flower.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from newsgraph.viz.records import Graph

SEED = 20240714
SMALL = 140  # nodes up to which Kamada-Kawai's cubic cost is bearable
LARGE = 2500  # nodes from which ForceAtlas2's matrices of all pairs do not fit (200 MB here, 4.7 GB at 10,000)
EDGE = 120.0  # pixels that a typical edge should be long
GAP = 26.0  # pixels kept free around a node, for labels
CELL = (130.0, 78.0)  # width and height that a node without neighbours takes with its label
BLOCK = (3, 4)  # columns and rows of such cells that stay together
ASPECT = 1.6  # width to height of the whole picture

Points: TypeAlias = "NDArray[np.float64]"
Simple: TypeAlias = "nx.Graph[str]"


def radius(degree: int) -> float:
    """Size of a node in pixels: its area grows with its degree."""
    return round(min(9.0 + 2.6 * math.sqrt(degree), 34.0), 1)


def positions(graph: Graph) -> dict[str, tuple[int, int]]:
    """Whole pixels for every node, the y axis pointing down. The picture's middle is (0, 0)."""
    simple: Simple = nx.Graph()
    simple.add_nodes_from(graph.nodes)
    simple.add_edges_from((a, b) for a, b in graph.edges() if a != b)
    radii = {node: radius(degree) for node, degree in simple.degree()}
    # the order of a set must not reach the picture: components are sorted by size, then by first node
    order = {node: place for place, node in enumerate(simple)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(simple)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    boxes = [_component(simple, part, radii) for part in parts if len(part) > 1]
    placed = _pack(boxes, [part[0] for part in parts if len(part) == 1], radii)
    return {node: placed[node] for node in graph.nodes}


def _component(simple: Simple, nodes: list[str], radii: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Positions of one component, around any origin."""
    part: Simple = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from((a, b) for a in nodes for b in simple[a])
    leaves: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if part.degree(node) == 1:
            leaves[next(iter(part[node]))].append(node)
    if len(nodes) == 2:  # both are leaves
        leaves = defaultdict(list, {nodes[0]: [nodes[1]]})
    aside = {leaf for group in leaves.values() for leaf in group}
    core = [node for node in nodes if node not in aside]
    reach = np.array([_flower(radii[node], [radii[leaf] for leaf in leaves.get(node, ())]) for node in core])
    points = _spread(_core(part.subgraph(core), core), part, core, reach)
    found = {node: (float(x), float(y)) for node, (x, y) in zip(core, points, strict=True)}
    for node, group in leaves.items():
        found.update(_petals(node, group, part, found, radii))
    return found


def _core(part: Simple, core: list[str]) -> Points:
    """Positions without a scale."""
    if len(core) == 1:
        return np.zeros((1, 2))
    ordered: Simple = nx.Graph()
    ordered.add_nodes_from(core)
    ordered.add_edges_from((a, b) for a in core for b in part[a])
    start = nx.circular_layout(ordered)
    laid: Mapping[str, NDArray[np.floating[Any]]]
    if len(core) <= SMALL:
        laid = nx.kamada_kawai_layout(ordered, pos=start) if len(core) > 2 else start
    elif len(core) > LARGE:
        laid = nx.spring_layout(ordered, seed=SEED, iterations=12, method="energy")
    else:
        rounds = 150 if len(core) < 500 else 100 if len(core) < 900 else 40
        with np.errstate(invalid="ignore"):  # 0/0 on its diagonal, which it then sets to zero
            laid = nx.forceatlas2_layout(ordered, max_iter=rounds, linlog=True, seed=SEED)
    return np.array([laid[node] for node in core], dtype=np.float64)


def _spread(points: Points, part: Simple, core: list[str], reach: Points) -> Points:
    """Scale to pixels and push discs of these reaches apart until none overlap (or 120 rounds)."""
    place = {node: i for i, node in enumerate(core)}
    pairs = np.array([(place[a], place[b]) for a in core for b in part[a] if b in place and place[a] < place[b]])
    points = points - points.mean(axis=0)
    if len(pairs):
        lengths = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
        points = points * (EDGE / max(float(np.median(lengths)), 1e-9))
    # equal points have no direction to be pushed in: a fixed spiral parts them
    turn = np.arange(len(core)) * 2.399963
    points = points + np.stack([np.cos(turn), np.sin(turn)], axis=1) * 0.01
    largest = float(reach.max())
    for _ in range(120):
        near = cKDTree(points).query_pairs(2 * largest, output_type="ndarray")
        if not len(near):
            break
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        a, b = near[:, 0], near[:, 1]
        apart = points[b] - points[a]
        distance = np.maximum(np.linalg.norm(apart, axis=1), 1e-6)
        overlap = reach[a] + reach[b] - distance
        close = overlap > 0.5
        if not close.any():
            break
        push = (apart[close].T * (overlap[close] / distance[close] * 0.5)).T * 0.6
        np.add.at(points, a[close], -push)
        np.add.at(points, b[close], push)
    return points


def _rings(own: float, petals: list[float]) -> list[tuple[float, int]]:
    """Distance and number of petals of each ring around a node."""
    rings: list[tuple[float, int]] = []
    left, wide = len(petals), max(petals, default=0.0)
    distance = own + wide + GAP * 1.7
    while left > 0:
        room = max(1, int(2 * math.pi * distance / (2 * wide + GAP * 0.8)))
        rings.append((distance, min(room, left)))
        left -= room
        distance += 2 * wide + GAP * 0.7
    return rings


def _flower(own: float, petals: list[float]) -> float:
    """How far a node reaches with its petals and its share of the gap."""
    rings = _rings(own, petals)
    return (rings[-1][0] + max(petals) if rings else own) + GAP / 2


def _petals(
    node: str, group: list[str], part: Simple, found: Mapping[str, tuple[float, float]], radii: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """Leaves around their node, on the side away from its other neighbours."""
    x, y = found[node]
    others = [found[other] for other in part[node] if other in found]
    away = (
        math.atan2(y - sum(o[1] for o in others) / len(others), x - sum(o[0] for o in others) / len(others))
        if others
        else 0.0
    )
    placed: dict[str, tuple[float, float]] = {}
    waiting = iter(group)
    for distance, number in _rings(radii[node], [radii[leaf] for leaf in group]):
        full = 2 * math.pi / number
        step = min(full, 0.62) if others else full
        for i in range(number):
            angle = away + (i - (number - 1) / 2) * step
            placed[next(waiting)] = (x + distance * math.cos(angle), y + distance * math.sin(angle))
    return placed


def _pack(
    boxes: list[dict[str, tuple[float, float]]], single: list[str], radii: Mapping[str, float]
) -> dict[str, tuple[int, int]]:
    """Components beside and below each other, the largest first, then the unconnected nodes in small blocks.

    Each box goes to that corner of those already there where the whole grows least beyond ASPECT.
    """
    for start in range(0, len(single), BLOCK[0] * BLOCK[1]):
        block = single[start : start + BLOCK[0] * BLOCK[1]]
        boxes.append({node: (i % BLOCK[0] * CELL[0], i // BLOCK[0] * CELL[1]) for i, node in enumerate(block)})
    taken = np.empty((0, 4))  # left, top, right, bottom
    placed: dict[str, tuple[float, float]] = {}
    for box, width, height in (_sized(box, radii) for box in boxes):
        corners = np.vstack([[[0.0, 0.0]], taken[:, [2, 1]], taken[:, [0, 3]]])
        ends = corners + np.array([width, height])
        over = (corners[:, None, :] < taken[None, :, 2:] - 1e-6) & (ends[:, None, :] > taken[None, :, :2] + 1e-6)
        free = ~(over[:, :, 0] & over[:, :, 1]).any(axis=1)
        reach = np.maximum(ends, taken[:, 2:].max(axis=0, initial=0.0))
        cost = np.maximum(reach[:, 0] / ASPECT, reach[:, 1]) + 1e-3 * ends.sum(axis=1)
        x, y = corners[int(np.argmin(np.where(free, cost, np.inf)))]
        taken = np.vstack([taken, [[x, y, x + width, y + height]]])
        placed.update((node, (float(px + x), float(py + y))) for node, (px, py) in box.items())
    middle_x, middle_y = taken[:, 2:].max(axis=0) / 2
    return {node: (round(px - middle_x), round(py - middle_y)) for node, (px, py) in placed.items()}


def _sized(
    box: dict[str, tuple[float, float]], radii: Mapping[str, float]
) -> tuple[dict[str, tuple[float, float]], float, float]:
    """The box moved to the origin, with its width and height, labels' room included."""
    left = min(x - radii[n] for n, (x, _) in box.items()) - CELL[0] / 2
    top = min(y - radii[n] for n, (_, y) in box.items()) - GAP
    right = max(x + radii[n] for n, (x, _) in box.items()) + CELL[0] / 2
    bottom = max(y + radii[n] for n, (_, y) in box.items()) + GAP * 1.5
    return {node: (x - left, y - top) for node, (x, y) in box.items()}, right - left, bottom - top
