"""Draw a graph as one HTML file that works offline: networkx gives the graph, pyvis the picture's data and its library.

    draw(network(store), Path("graph.html"), title="News of the university")

The page asks for nothing from the network, and the same graph gives the same bytes.
"""

from __future__ import annotations

import html
import json
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from newsgraph.ontology.errors import DrawError
from newsgraph.viz.layout import positions, radius
from newsgraph.viz.looks import CLASS_LOOKS, FAMILIES, look_of, types_in_order
from newsgraph.viz.page import make_page, safe_url
from newsgraph.viz.records import Folded, Graph, Node, folded_of, links_of, nodes_of


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished page. In a notebook it shows itself."""

    html: str
    title: str
    height: int = 640

    def save(self, out: Path | str) -> None:
        """Write the page; a reader of an old one never sees half of the new. Raises DrawError."""
        target = Path(out)
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        try:
            partial.write_text(self.html, encoding="utf-8")
            partial.replace(target)
        except OSError as problem:
            partial.unlink(missing_ok=True)
            raise DrawError(
                f"the picture cannot be written: {problem.strerror}",
                source=str(target),
                cure="name a file in a folder that you may write to",
            ) from problem

    def _repr_html_(self) -> str:
        """An iframe without access to the notebook around it; links open in a window of their own."""
        return (
            f'<iframe srcdoc="{html.escape(self.html, quote=True)}" title="{html.escape(self.title, quote=True)}" '
            f'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
            f'style="width:100%;height:{self.height}px;border:1px solid #8884;border-radius:8px"></iframe>'
        )


def drawing(graph: Graph, *, title: str = "News graph") -> Drawing:
    """The page of a graph that `network()` made. Raises DrawError for a graph without nodes."""
    if not graph:
        raise DrawError("there is nothing to draw: the graph has no node")
    nodes = nodes_of(graph)
    page = make_page(title, _summary(graph, nodes), _folded_words(folded_of(graph)), _data(graph, nodes))
    return Drawing(page, title)


def draw(graph: Graph, out: Path | str, *, title: str = "News graph") -> None:
    """Write the page of a graph to a file. Raises DrawError."""
    drawing(graph, title=title).save(out)


def _data(graph: Graph, nodes: list[Node]) -> dict[str, object]:
    from pyvis.network import Network  # here: it imports IPython, which costs every start of the tool half a second

    numbers = {node.iri: number for number, node in enumerate(nodes)}
    # one line on the picture for each pair of nodes, however many things it says
    pairs: dict[tuple[int, int], list[list[object]]] = defaultdict(list)
    for subject, target, link in links_of(graph):
        a, b = numbers[subject], numbers[target]
        pairs[min(a, b), max(a, b)].append([a, b, link.kind, link.label, link.former, link.confidence])
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    places = positions(graph)
    picture = Network(directed=True)
    # straight into its lists: add_node and add_edge search all that is there at each call
    for node in nodes:
        number = numbers[node.iri]
        x, y = places[node.iri]
        look = look_of(node.cls)
        picture.nodes.append(
            {"id": number, "x": x, "y": y, "size": radius(len(near[number])), "shape": look.shape, "color": look.light}
        )
    picture.edges.extend({"id": number, "from": a, "to": b} for number, (a, b) in enumerate(pairs))
    picture.options = _OPTIONS
    drawn, edges, _, _, _, options = picture.get_network_data()
    items: dict[str, int] = {}
    sources: list[dict[str, str]] = []
    details = [details_of(node, items, sources) for node in nodes]
    return {
        "nodes": drawn,
        "edges": edges,
        "options": json.loads(options),
        "links": list(pairs.values()),
        "details": details,
        "items": sources,
        "classes": [
            {"id": c.id, "name": c.name, "plural": c.plural, "light": c.light, "dark": c.dark, "path": c.path}
            for c in CLASS_LOOKS
        ],
        "families": [{"id": f.id, "label": f.label, "icon": f.icon, "types": f.types} for f in FAMILIES],
        "types": types_in_order({node.event_type for node in nodes if node.event_type}),
        "focus": numbers.get(graph.graph.get("focus") or ""),
    }


_OPTIONS: dict[str, object] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "keyboard": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"shape": "custom", "chosen": False},
    # the page draws the lines itself, all at once: vis-network draws one at a time, four times as slowly
    "edges": {"hidden": True, "smooth": False, "chosen": False},
}


def details_of(node: Node, items: dict[str, int], sources: list[dict[str, str]]) -> dict[str, object]:
    """What a panel tells of a node. Empty values stay out; items are told once: in `sources`, numbers in `items`."""
    quotes = []
    for quote in node.quotes:
        if quote.item not in items:
            items[quote.item] = len(sources)
            sources.append({"title": quote.title, "url": safe_url(quote.url), "date": quote.date})
        quotes.append([quote.words, quote.sentence, items[quote.item]])
    coordinates = [node.lat, node.long] if node.lat is not None and node.long is not None else None
    values: dict[str, object] = {
        "iri": node.iri,
        "cls": node.cls,
        "label": node.label,
        "items": node.items,
        "names": node.names,
        "acronym": node.acronym,
        "kind": node.kind,
        "type": node.event_type,
        "types": node.event_types[1:],
        "start": node.start,
        "end": node.end,
        "time": node.time_text,
        "status": node.status if node.status != "held" else "",
        "background": node.background,
        "theme": node.theme,
        "purpose": node.purpose,
        "celebrates": node.celebrates,
        "sure": node.confidence,
        "at": coordinates,
        # a post with a known organisation is drawn as a line and told with it
        "posts": [[post.title, post.organisation, post.former] for post in node.posts],
        "quotes": quotes,
    }
    return {name: value for name, value in values.items() if value not in ("", (), [], None, False, 0)}


def _summary(graph: Graph, nodes: list[Node]) -> str:
    events = sum(node.cls == "Event" for node in nodes)
    return (
        f"{_count(events, 'event')}, {_count(len(nodes) - events, 'name')}, {_count(graph.number_of_edges(), 'link')}"
    )


def _folded_words(folded: Folded) -> str:
    """A sentence on what is not drawn, "" if everything is."""
    if not folded.total:
        return ""
    words = {look.id: (look.name.lower(), look.plural.lower()) for look in CLASS_LOOKS}
    parts = [f"{number:,} {words[cls][number != 1]}" for cls, number in folded.left_out.items() if cls in words]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    verb = "is" if folded.total == 1 else "are"
    return f"{listed} {verb} not drawn: the picture holds the {folded.limit:,} most reported nodes."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
