"""N-Triples and N-Quads: one statement a line, sorted, as RDF 1.1 N-Quads has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad


def write(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Quads of the default graph come without a graph name, so N-Triples is this with nothing else in it."""
    for quad in quads:
        out.write(f"{quad} .\n".encode())
