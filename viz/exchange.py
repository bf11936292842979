"""Write the network for other programmes: GraphML and GEXF (Gephi, yEd, Cytoscape), CSV (spreadsheets, pandas, Neo4j).

The same graph gives the same bytes. Text is kept as it is but for the characters that XML 1.0 cannot hold (section 2.2)
and, in CSV, an apostrophe before a cell that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, cast

import networkx as nx

from newsgraph.ontology.errors import DrawError
from newsgraph.viz.layout import positions
from newsgraph.viz.looks import look_of
from newsgraph.viz.records import Graph, Node, links_of, nodes_of

JOINER = "; "
PLACED = 2500  # nodes up to which a GEXF file carries places; a larger graph is laid out faster by Gephi itself
# all that XML 1.0 allows is: tab, newline, return, and everything from the space on but surrogates, FFFE and FFFF
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV injection"

Value = str | int | float | bool
NODE_COLUMNS = (
    "id", "label", "class", "kind", "type", "startDate", "endDate", "status", "background", "items", "acronym", "names",
    "posts", "theme", "purpose", "celebrates", "latitude", "longitude",
    "confidence",
)  # fmt: skip
EDGE_COLUMNS = ("source", "target", "kind", "label", "former", "confidence")


def write_graphml(graph: Graph, out: Path | str | BinaryIO) -> None:
    """GraphML as networkx writes it, with typed attributes for nodes and edges. Raises DrawError."""

    def write(stream: BinaryIO) -> None:
        nx.write_graphml_xml(_flat(graph), stream, prettyprint=True)

    _to(out, write)


def write_gexf(graph: Graph, out: Path | str | BinaryIO) -> None:
    """GEXF 1.2 as networkx writes it, with the picture's places and colours. Raises DrawError."""

    def write(stream: BinaryIO) -> None:
        flat = _flat(graph)
        places = positions(graph) if len(graph) <= PLACED else {}
        for node in nodes_of(graph):
            red, green, blue = bytes.fromhex(look_of(node.cls).light[1:])
            flat.nodes[_clean(node.iri)]["viz"] = {
                "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            }
            if node.iri in places:
                x, y = places[node.iri]
                # Gephi's y axis points up
                flat.nodes[_clean(node.iri)]["viz"]["position"] = {"x": float(x), "y": float(-y), "z": 0.0}
        buffer = io.BytesIO()
        nx.write_gexf(flat, buffer)
        # the day of writing, in the head of the file: it would make each day's file another
        stream.write(re.sub(rb' lastmodifieddate="[0-9-]*"', b"", buffer.getvalue(), count=1))

    _to(out, write)


def write_csv(graph: Graph, out: Path | str | BinaryIO) -> list[Path]:
    """CSV (RFC 4180, UTF-8): for `graph.csv` the files `graph-nodes.csv` and `graph-edges.csv`; returns their paths.

    A directory gets `nodes.csv` and `edges.csv`. A stream gets the edges alone, and no path is returned.
    """
    if not isinstance(out, (str, Path)):
        _csv(out, EDGE_COLUMNS, _edge_rows(graph))
        return []
    target = Path(out)
    stem = target.with_suffix("") if target.suffix.lower() == ".csv" else target
    written = []
    for name, columns, rows in (("nodes", NODE_COLUMNS, _node_rows(graph)), ("edges", EDGE_COLUMNS, _edge_rows(graph))):
        path = target / f"{name}.csv" if target.is_dir() else stem.with_name(f"{stem.name}-{name}.csv")
        _to(path, lambda stream, columns=columns, rows=rows: _csv(stream, columns, rows))  # type: ignore[misc]
        written.append(path)
    return written


def _node_rows(graph: Graph) -> Iterable[dict[str, Value]]:
    return map(_node_values, nodes_of(graph))


def _edge_rows(graph: Graph) -> Iterable[dict[str, Value]]:
    for subject, target, link in links_of(graph):
        row: dict[str, Value] = {"source": subject, "target": target, "kind": link.kind, "label": link.label}
        row["former"] = link.former
        if link.confidence is not None:
            row["confidence"] = link.confidence
        yield row


def _node_values(node: Node) -> dict[str, Value]:
    """The values of a node by NODE_COLUMNS; what is not known is left out."""
    posts = (f"{p.title}, {p.organisation}" if p.organisation else p.title for p in node.posts if not p.former)
    values: dict[str, Value | None] = {
        "id": node.iri,
        "label": node.label,
        "class": node.cls,
        "kind": node.kind,
        "type": JOINER.join(node.event_types),
        "startDate": node.start,
        "endDate": node.end,
        "status": node.status,
        "background": node.background or None,
        "items": node.items,
        "acronym": node.acronym,
        "names": JOINER.join(node.names),
        "posts": JOINER.join(posts),
        "theme": node.theme,
        "purpose": node.purpose,
        "celebrates": node.celebrates,
        "latitude": node.lat,
        "longitude": node.long,
        "confidence": node.confidence,
    }
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _flat(graph: Graph) -> Graph:
    """The graph with plain values as attributes, without anything that XML cannot hold."""
    flat: Graph = nx.MultiDiGraph()
    for node in nodes_of(graph):
        values = _node_values(node)
        flat.add_node(_clean(str(values.pop("id"))), **_clean_all(values))
    for row in _edge_rows(graph):
        source, target = str(row.pop("source")), str(row.pop("target"))
        flat.add_edge(_clean(source), _clean(target), **_clean_all(row))
    return flat


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _clean_all(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: _clean(value) if isinstance(value, str) else value for name, value in values.items()}


def _csv(stream: BinaryIO, columns: tuple[str, ...], rows: Iterable[Mapping[str, Value]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    stream.write(text.getvalue().encode("utf-8", "replace"))


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _to(out: Path | str | BinaryIO, write: Callable[[BinaryIO], None]) -> None:
    if not isinstance(out, (str, Path)):
        write(out)
        return
    try:
        with Path(out).open("wb") as stream:
            write(cast(BinaryIO, stream))
    except OSError as problem:
        cure = "name a file in a folder that you may write to"
        raise DrawError(f"the file cannot be written: {problem.strerror}", source=str(out), cure=cure) from problem
