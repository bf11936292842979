"""The whole graph as compressed files, with what it entails written out; the same graph gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import DefaultGraph

from newsgraph.formats import whole_file
from newsgraph.ontology.entailed import entailed_quads
from newsgraph.publish.describe import Dump
from newsgraph.store.base import GraphStore, is_runs
from newsgraph.store.formats import write

DUMPS = {"turtle": "graph.ttl.gz", "jsonld": "graph.jsonld.gz", "nquads": "graph.nq.gz"}


def write_dumps(store: GraphStore, folder: Path, *, base: str, below: str = "dumps/") -> list[Dump]:
    """Write one file a format into a folder; below: the folder's path in the site."""
    return [write_dump(store, folder, form, base=base, below=below) for form in DUMPS]


def write_dump(store: GraphStore, folder: Path, form: str, *, base: str, below: str = "dumps/") -> Dump:
    """Write the graph in one format. form: a key of DUMPS.

    Turtle and JSON-LD hold the merged graph. N-Quads keep which item says what: a named graph an item, and what is
    known beyond any item in the default graph.
    """
    path = folder / DUMPS[form]
    with whole_file(path) as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        if form == "nquads":
            quads = (q for q in store.quads() if not is_runs(q.graph_name))
        else:
            quads = (q for q in store.quads(DefaultGraph()))
        write(entailed_quads(quads), form, cast(BinaryIO, packed), base=base)
    with path.open("rb") as made:
        digest = hashlib.file_digest(made, "sha256").hexdigest()
    return Dump(below + path.name, form, path.stat().st_size, digest)
