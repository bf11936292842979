"""How does the graph look? `network()` reads it, `draw()` makes a page of it, `exchange` writes it for other tools."""

from __future__ import annotations

from newsgraph.viz.draw import Drawing, draw, drawing
from newsgraph.viz.exchange import write_csv, write_gexf, write_graphml
from newsgraph.viz.network import network
from newsgraph.viz.records import Folded, Link, Node, Post, Quote

__all__ = [
    "Drawing",
    "Folded",
    "Link",
    "Node",
    "Post",
    "Quote",
    "draw",
    "drawing",
    "network",
    "write_csv",
    "write_gexf",
    "write_graphml",
]
