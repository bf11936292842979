"""Serialisations of the graph: the same bytes for the same graph, whatever the order in which its quads came.

Turtle, N-Triples, JSON-LD and RDF/XML hold the merged graph; TriG and N-Quads hold the item graphs, and the reference
graph as the default graph. The runs graph is written when asked for. Memory stays bounded: order.py sorts on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeAlias

from pyoxigraph import DefaultGraph, Quad

from newsgraph.store.base import GraphStore, is_reference, is_runs
from newsgraph.store.formats import jsonld, lines, rdfxml, turtle
from newsgraph.store.formats.order import Kinds, document_order, line_order, sort

MERGED = ("turtle", "ntriples", "jsonld", "rdfxml")
DATASETS = ("trig", "nquads")
FORMATS = (*MERGED, *DATASETS)

MEDIA_TYPES = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "ntriples": "application/n-triples",
    "nquads": "application/n-quads",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}

Source: TypeAlias = GraphStore | Iterable[Quad]
_DEFAULT = DefaultGraph()


def write(source: Source, fmt: str, out: BinaryIO, *, base: str, with_runs: bool = False) -> None:
    """Write a store, or quads of named graphs, to a binary file.

    fmt: one of FORMATS. base: the base of the graph's IRIs; Turtle, TriG and JSON-LD abbreviate with it.
    Quads of the default graph are taken for quads of the reference graph, so that what TriG and N-Quads give can be
    written again. Raises ValueError for an unknown format, StoreError for what RDF/XML cannot say.
    """
    if fmt not in FORMATS:
        raise ValueError(f"{fmt!r} is no format: {', '.join(FORMATS)}")
    chosen = _merged(source, with_runs) if fmt in MERGED else _dataset(source, with_runs)
    if fmt in ("ntriples", "nquads"):
        lines.write(sort(chosen, line_order), out)
        return
    kinds = Kinds()
    ordered = sort(kinds.watch(chosen), document_order(kinds))
    match fmt:
        case "turtle":
            turtle.write(ordered, out, base=base)
        case "trig":
            turtle.write(ordered, out, base=base, graphs=True)
        case "jsonld":
            jsonld.write(ordered, out, base=base)
        case _:
            rdfxml.write(ordered, out)


def _all(source: Source) -> Iterator[Quad]:
    return source.quads() if isinstance(source, GraphStore) else iter(source)


def _merged(source: Source, with_runs: bool) -> Iterator[Quad]:
    """Every triple once or more (the sorting drops repeats), in the default graph."""
    if isinstance(source, GraphStore):
        yield from source.quads(_DEFAULT)
        if with_runs:
            for name in source.graph_names():
                if is_runs(name):
                    yield from (_in_default(q) for q in source.quads(name))
        return
    yield from (_in_default(q) for q in _all(source) if with_runs or not is_runs(q.graph_name))


def _dataset(source: Source, with_runs: bool) -> Iterator[Quad]:
    for quad in _all(source):
        graph = quad.graph_name
        if is_reference(graph):
            yield _in_default(quad)
        elif with_runs or not is_runs(graph):
            yield quad


def _in_default(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
