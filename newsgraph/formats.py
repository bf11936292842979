"""Which file formats an export knows: RDF by the store's writers, network files by viz."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import DefaultGraph

from newsgraph.ontology.errors import NewsgraphError
from newsgraph.store.base import GraphStore

RDF = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}
NETWORK = {".graphml": "graphml", ".gexf": "gexf", ".csv": "csv"}
FORMATS = (*RDF.values(), *NETWORK.values())


def format_of(path: Path) -> str:
    """The format that a file name's ending stands for. Raises NewsgraphError for an ending of none."""
    known = RDF | NETWORK
    fmt = known.get(path.suffix.lower())
    if fmt is None:
        raise NewsgraphError(
            f"no format is known for {path.suffix or 'a name without ending'!r}",
            source=str(path),
            cure=f"end the name in {', '.join(known)}, or give --format",
        )
    return fmt


def export(
    store: GraphStore, fmt: str, out: BinaryIO, *, base: str, runs: bool = False, entailed: bool = False
) -> None:
    """Write the graph in one of `FORMATS` (of CSV, the edges). Raises NewsgraphError for another.

    runs, entailed: of RDF formats, with the log of runs, with what follows from the triples written out.
    """
    if fmt in RDF.values():
        from newsgraph.store.formats import MERGED, write

        if not entailed:
            write(store, fmt, out, base=base, with_runs=runs)
            return
        from newsgraph.ontology.entailed import entailed_quads

        source = store.quads(DefaultGraph()) if fmt in MERGED and not runs else store.quads()
        write(entailed_quads(source), fmt, out, base=base, with_runs=runs)
        return
    if fmt not in FORMATS:
        raise NewsgraphError(f"there is no format {fmt!r}", cure=f"the formats are: {', '.join(FORMATS)}")
    from newsgraph.viz import network, write_csv, write_gexf, write_graphml

    graph = network(store, limit=None)
    {"graphml": write_graphml, "gexf": write_gexf, "csv": write_csv}[fmt](graph, out)


def export_file(
    store: GraphStore,
    path: Path,
    fmt: str | None = None,
    *,
    base: str,
    runs: bool = False,
    entailed: bool = False,
) -> list[Path]:
    """Write the graph to a file, whole or not at all; returns what was written (of CSV a nodes and an edges file)."""
    fmt = fmt or format_of(path)
    if fmt == "csv":
        from newsgraph.viz import network, write_csv

        path.parent.mkdir(parents=True, exist_ok=True)
        return list(write_csv(network(store, limit=None), path))
    with whole_file(path) as out:
        export(store, fmt, out, base=base, runs=runs, entailed=entailed)
    return [path]


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of an older one only when all is written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as handle:
            yield handle
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
