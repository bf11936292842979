"""Where nodes stand in the explorer, and which of them belong together.

Communities are found first (Leiden; Traag, Waltman & van Eck 2019), each is laid out by itself in a disc whose area
grows with its size, and the discs are packed around where the network of communities puts them. So communities stand
apart however large the graph is, and no step costs more than about its number of edges.

A node that stood somewhere before stands there again: `former` gives the positions of an earlier arrangement, and only
what is new is placed, beside its neighbours. Where most is new the whole is arranged afresh.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TypeAlias

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

SEED = 20240714
SPACE = 40.0  # pixels from a node to the next, at the explorer's scale 1
FRESH = 0.5  # share of new nodes from which on everything is arranged afresh
SMALL = 60  # nodes of a community up to which Kamada-Kawai's cubic cost is bearable

Points: TypeAlias = "NDArray[np.float64]"
Pairs: TypeAlias = "NDArray[np.int64]"
Numbers: TypeAlias = "NDArray[np.int64]"


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier arrangement of the same nodes in the same order: NaN and -1 where a node was not there."""

    points: Points
    community: Numbers


@dataclass(frozen=True, slots=True)
class Arrangement:
    """points: (n, 2) pixels, the y axis pointing down. community: (n,), 0 is the largest; -1: linked to nothing."""

    points: Points
    community: Numbers
    kept: int = 0  # nodes that stand where they stood


def arrange(size: int, pairs: Pairs, former: Former | None = None) -> Arrangement:
    """Positions and communities of nodes 0 … size-1, joined by `pairs` (m, 2) in any order and direction.

    The same input gives the same arrangement.
    """
    pairs = _simple(pairs)
    degree = np.bincount(pairs.ravel(), minlength=size)
    # a link to a hub says less of where a node belongs than one between two small nodes
    weights = 1 / np.sqrt(np.sqrt(degree[pairs[:, 0]] * degree[pairs[:, 1]]))
    graph = igraph.Graph(n=size, edges=pairs)
    graph.es["w"] = weights
    community = _communities(graph, degree, former)
    if former is not None:
        known = ~np.isnan(former.points[:, 0])
        if size and known.sum() >= size * (1 - FRESH):
            return Arrangement(_added(former.points, known, pairs), community, int(known.sum()))
    return Arrangement(_afresh(graph, pairs, community), community)


def _simple(pairs: Pairs) -> Pairs:
    """Each pair once, the smaller number first, in order."""
    if not len(pairs):
        return np.empty((0, 2), np.int64)
    ordered = np.sort(np.asarray(pairs, np.int64), axis=1)
    ordered = ordered[ordered[:, 0] != ordered[:, 1]]
    return np.unique(ordered, axis=0) if len(ordered) else np.empty((0, 2), np.int64)


def _communities(graph: igraph.Graph, degree: Numbers, former: Former | None) -> Numbers:
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 – chance that must be the same at each run
    start = None
    if former is not None and (former.community >= 0).any():
        own = former.community.max() + 1 + np.arange(len(degree))  # what is new begins alone
        start = np.unique(np.where(former.community >= 0, former.community, own), return_inverse=True)[1].tolist()
    found = graph.community_leiden("modularity", weights="w", initial_membership=start, n_iterations=4)
    member = np.array(found.membership, np.int64) if len(degree) else np.empty(0, np.int64)
    member[degree == 0] = -1
    # numbered by size, then by first node, so that the numbering says something and does not change by chance
    names, first, sizes = np.unique(member[member >= 0], return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.full(max(int(names.max(initial=-1)) + 1, 1), -1, np.int64)
    number[names[order]] = np.arange(len(names))
    return np.where(member >= 0, number[np.maximum(member, 0)], -1)


def _afresh(graph: igraph.Graph, pairs: Pairs, community: Numbers) -> Points:
    size = len(community)
    points = np.zeros((size, 2))
    groups = int(community.max(initial=-1)) + 1
    members = np.argsort(community, kind="stable")
    starts = np.searchsorted(community[members], np.arange(groups + 1))
    sizes = np.diff(starts)
    radii = SPACE * 0.62 * np.sqrt(sizes) + SPACE * 0.5
    centres = _packed(_between(pairs, community, groups), radii)
    for group in range(groups):
        own = members[starts[group] : starts[group + 1]]
        points[own] = centres[group] + _inside(graph, own, float(radii[group]))
    linked = community >= 0
    points[linked] = _apart(points[linked])
    points[~linked] = _rim(int((~linked).sum()), points[linked])
    return np.round(points - (points.min(axis=0) + points.max(axis=0)) / 2) if size else points


def _between(pairs: Pairs, community: Numbers, groups: int) -> Points:
    """Where the network of communities puts each, without a scale."""
    if groups < 2:
        return np.zeros((groups, 2))
    ends = np.sort(community[pairs], axis=1)
    ends = ends[ends[:, 0] != ends[:, 1]]
    joined, weight = np.unique(ends, axis=0, return_counts=True) if len(ends) else (ends, np.empty(0))
    network = igraph.Graph(n=groups, edges=joined)
    turn = np.arange(groups) * 2.399963
    seed = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.arange(groups) + 1)[:, None]
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311
    laid = network.layout_fruchterman_reingold(weights=np.log1p(weight).tolist(), seed=seed.tolist(), niter=300)
    return np.array(laid.coords)


def _packed(wished: Points, radii: Points) -> Points:
    """Discs near where they wish to be, none over another: the largest first, each at the next free spot."""
    if not len(radii):
        return np.zeros((0, 2))
    whole = math.sqrt(float((radii**2).sum()))  # radius of a disc with the area of all
    middle = wished - wished[0]
    reach = max(float(np.quantile(np.linalg.norm(middle, axis=1), 0.9)), 1e-9)
    away = np.maximum(np.linalg.norm(middle, axis=1), 1e-9) / reach
    middle *= (np.minimum(away, 1.0) / away / reach * whole)[:, None]  # what is linked to little would be far off
    middle *= np.array([1.25, 0.8])  # screens are wider than high
    placed = np.zeros((len(radii), 2))
    for i in range(len(radii)):  # sizes fall with the number
        step = max(radii[i] * 0.5, SPACE)
        near, near_radii = placed[:i], radii[:i]
        for turn in range(100_000):
            angle, away = turn * 2.399963, step * math.sqrt(turn)
            spot = middle[i] * 0.8 + away * np.array([math.cos(angle), math.sin(angle)])
            if not i or (((near - spot) ** 2).sum(axis=1) >= (near_radii + radii[i] + SPACE * 0.4) ** 2).all():
                placed[i] = spot
                break
    return placed


def _inside(graph: igraph.Graph, own: Numbers, radius: float) -> Points:
    """A community's nodes around (0, 0), most within `radius`."""
    if len(own) == 1:
        return np.zeros((1, 2))
    part = graph.induced_subgraph(own.tolist())
    turn = np.arange(len(own)) * 2.399963
    seed = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.arange(len(own)) + 0.5)[:, None]
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311
    if len(own) <= SMALL:
        laid = part.layout_kamada_kawai(seed=seed.tolist())
    else:
        rounds = 200 if len(own) < 300 else 80
        laid = part.layout_fruchterman_reingold(
            weights="w", seed=(seed * 2).tolist(), niter=rounds, grid="grid" if len(own) >= 300 else "nogrid"
        )
    points = np.array(laid.coords)
    points -= np.median(points, axis=0)
    away = np.linalg.norm(points, axis=1)
    far = max(float(np.quantile(away, 0.95)), 1e-9)
    points *= radius * 0.88 / far
    # what lies beyond the disc is drawn in, so that it does not stand in another community
    away = np.maximum(away * radius * 0.88 / far, 1e-9)
    drawn_in: Points = points * np.minimum(1.0, radius / away)[:, None]
    return drawn_in


def _apart(points: Points) -> Points:
    """Push nodes apart that nearly cover each other."""
    turn = np.arange(len(points)) * 2.399963
    points = points + np.stack([np.cos(turn), np.sin(turn)], axis=1) * 0.5  # equal points have no direction
    least = SPACE * 0.8
    for _ in range(12):
        near = cKDTree(points).query_pairs(least, output_type="ndarray") if len(points) > 1 else np.empty((0, 2), int)
        if not len(near):
            break
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        apart = points[near[:, 1]] - points[near[:, 0]]
        distance = np.maximum(np.linalg.norm(apart, axis=1), 1e-6)
        push = apart * ((least - distance) / distance * 0.4)[:, None]
        np.add.at(points, near[:, 0], -push)
        np.add.at(points, near[:, 1], push)
    return points


def _rim(number: int, others: Points) -> Points:
    """What is linked to nothing, in rings around the rest."""
    if not len(others):
        inner, middle = 0.0, np.zeros(2)
    else:
        middle = (others.min(axis=0) + others.max(axis=0)) / 2
        inner = float(np.linalg.norm(others - middle, axis=1).max()) + SPACE * 2
    away = np.sqrt(inner**2 + np.arange(number) * SPACE**2 * 1.2 / math.pi)
    turn = np.arange(number) * 2.399963
    ring: Points = middle + np.stack([np.cos(turn), np.sin(turn)], axis=1) * away[:, None]
    return ring


def _added(points: Points, known: NDArray[np.bool_], pairs: Pairs) -> Points:
    """New nodes beside their neighbours that have a place; those without any at the rim. What was there stays."""
    points = points.copy()
    near: dict[int, list[int]] = {}
    for a, b in pairs.tolist():
        if not known[a]:
            near.setdefault(a, []).append(b)
        if not known[b]:
            near.setdefault(b, []).append(a)
    placed = known.copy()
    taken = {(int(x // SPACE), int(y // SPACE)) for x, y in points[known].tolist()}
    waiting = [int(i) for i in np.flatnonzero(~known)]
    while waiting:
        ready = [i for i in waiting if any(placed[j] for j in near.get(i, ()))]
        if not ready:
            break
        for i in ready:
            there = [j for j in near[i] if placed[j]]
            points[i] = _free(points[there].mean(axis=0), taken)
        placed[ready] = True
        waiting = [i for i in waiting if not placed[i]]
    points[waiting] = _rim(len(waiting), points[placed])
    return np.round(points)


def _free(wish: Points, taken: set[tuple[int, int]]) -> Points:
    """The nearest spot whose cell is free."""
    for turn in range(1, 100_000):
        spot = wish + SPACE * 0.6 * math.sqrt(turn) * np.array([math.cos(turn * 2.399963), math.sin(turn * 2.399963)])
        cell = (int(spot[0] // SPACE), int(spot[1] // SPACE))
        if cell not in taken:
            taken.add(cell)
            return spot
    return wish
