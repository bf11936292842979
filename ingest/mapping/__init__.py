"""Readings → quads: one graph an item, and the reference graph. Same readings in any order: the same set of quads."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.mapping.item_graph import ItemGraph
from newsgraph.ingest.mapping.reference import reference_graph
from newsgraph.ingest.mapping.runs import runs_graph
from newsgraph.ingest.mapping.terms import item_iri
from newsgraph.ingest.model import RunRecord
from newsgraph.ingest.resolution import Authorities, Decisions, Readings, Resolution, resolve

__all__ = ["RunRecord", "build_graph", "item_iri", "map_readings", "runs_graph"]


def build_graph(
    readings: Readings,
    *,
    authorities: Authorities,
    gazetteer: Gazetteer,
    base: str,
    decisions: Decisions | None = None,
) -> Iterator[Quad]:
    """All quads of a project: resolves the readings, then maps them item by item (three passes over `readings`).

    base: IRI below which new IRIs are made, ending in "/" or "#". Raises ValueError where it is no IRI, DecisionError
    where the user's decisions contradict each other.
    """
    NamedNode(base)
    resolution = resolve(readings, authorities=authorities, gazetteer=gazetteer, base=base, decisions=decisions)
    yield from map_readings(readings, resolution)


def map_readings(readings: Readings, resolution: Resolution) -> Iterator[Quad]:
    """The same with a resolution made before: the item graphs in the readings' order, then the reference graph."""
    surest: dict[str, float] = {}  # by IRI: the highest confidence that any item has in it
    for item, reading in readings():
        graph = ItemGraph(item, reading, resolution)
        yield from graph.quads()
        for iri, confidence in graph.confidences():
            surest[iri] = max(confidence, surest.get(iri, 0.0))
    yield from reference_graph(resolution, surest)
