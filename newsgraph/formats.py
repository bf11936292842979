"""Which file formats an export knows: RDF by the store's writers, network files by viz."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

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


def export(store: GraphStore, fmt: str, out: BinaryIO, *, base: str, runs: bool = False) -> None:
    """Write the graph in one of `FORMATS`. CSV is the edges; `export_csv` writes nodes and edges."""
    if fmt in RDF.values():
        from newsgraph.store.formats import write

        write(store, fmt, out, base=base, with_runs=runs)
        return
    from newsgraph.viz import network, write_csv, write_gexf, write_graphml

    graph = network(store, limit=None)
    {"graphml": write_graphml, "gexf": write_gexf, "csv": write_csv}[fmt](graph, out)
