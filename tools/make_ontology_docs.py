"""Make `docs/ontology/`: `index.html` by pyLODE, and the tables of `README.md`, from the ontology's own files.

    python tools/make_ontology_docs.py           # write both
    python tools/make_ontology_docs.py --check   # exit with 1 if they are not up to date

The same ontology always gives the same bytes: blank nodes get fixed names and the graph is sorted.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import re
import sys
from html import escape
from pathlib import Path
from types import ModuleType

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Identifier

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import (
    CLASSES,
    EVENT_TYPES,
    NG,
    NG_BASE,
    ONTOLOGY_IRI,
    PREFIXES,
    RDF,
    RDFS,
    ROLE_PROPERTIES,
    SKOS,
    STATUSES,
    local_name,
)  # fmt: skip
from newsgraph.ontology.validate import prefixed

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "ontology"
STYLE = Path(__file__).resolve().parent / "ontology_docs.css"
Node = NamedNode | BlankNode | Literal


# what pyLODE words badly, or cannot know
PHRASES = {
    ">Rangeincludes<": ">Range Includes<", ">Domainincludes<": ">Domain Includes<", " Defined in None": "",
    ">Version Iri<": ">Version IRI<", ">Preferred Namespace Uri<": ">Preferred Namespace URI<",
    f'<a href="{NG_BASE}">ng:</a>': f"<code>{NG_BASE}</code>",
}  # fmt: skip


class Ontology:
    """The triples of some of the ontology's files, asked by subject and property."""

    def __init__(self, *names: str) -> None:
        self.triples: list[Triple] = [
            quad.triple for name in names for quad in parse(ontology_text(name), format=RdfFormat.TURTLE)
        ]

    def all(self, subject: Node, predicate: NamedNode) -> list[Node]:
        found = [t.object for t in self.triples if t.subject == subject and t.predicate == predicate]
        return [o for o in found if not isinstance(o, Triple)]

    def text(self, subject: Node, predicate: NamedNode) -> str:
        """The only literal, or an empty text."""
        return next((o.value for o in self.all(subject, predicate)), "")

    def names(self, subject: Node, predicate: NamedNode) -> list[str]:
        """The objects as readable names; a union class as its members."""
        return [name for o in self.all(subject, predicate) for name in self._names_of(o)]

    def _names_of(self, node: Node) -> list[str]:
        if isinstance(node, NamedNode):
            return [local_name(node) if node in CLASSES else prefixed(node.value)]
        members, cell = [], self.all(node, NamedNode("http://www.w3.org/2002/07/owl#unionOf"))
        while cell and cell[0] != RDF.nil:
            members += [name for first in self.all(cell[0], RDF.first) for name in self._names_of(first)]
            cell = self.all(cell[0], RDF.rest)
        return members


# ---------------------------------------------------------------- index.html


def reference_page() -> str:
    """pyLODE's page of the classes and properties, with the event types and statuses added, in our own dress."""
    html: str = _pylode().OntPub(ontology=_stable_graph(ontology_text("newsgraph.ttl")), sort_subjects=True).make_html()
    # one style sheet: pyLODE's first, so that ours wins
    html = html.replace("</style>", STYLE.read_text(encoding="utf-8") + "</style>", 1)
    html = html.replace("<html>", '<html lang="en">', 1)
    html = html.replace("<head>", '<head>\n    <meta name="viewport" content="width=device-width, initial-scale=1">', 1)
    html = _with_sorted_unions(_with_true_anchors(html))
    for wrong, right in PHRASES.items():
        html = html.replace(wrong, right)
    schemes = Ontology("event-types.ttl")
    sections = _scheme_section(schemes, NG.EventTypes) + _scheme_section(schemes, NG.EventStatuses)
    html = _once(html, r'(?=<div id="namespaces">)', sections)
    html = _once(
        html, r'(?=<li>\s*<h4>\s*<a href="#namespaces">)', "".join(map(_scheme_link, ("EventTypes", "EventStatuses")))
    )
    return "\n".join(line.rstrip() for line in html.splitlines()) + "\n"


def _with_true_anchors(html: str) -> str:
    """Terms' anchors are their local names, so that `https://w3id.org/newsgraph#startOffset` can lead to its place.

    pyLODE makes them of the labels ("startoffset").
    """
    found = re.findall(r'<div class="\w+ entity" id="([^"]+)">(?:(?!<code>).)*<code>([^<#]+#(\w+))</code>', html, re.S)
    anchors = {old: new for old, _, new in found}
    return re.sub(r'(id="|href="#)([^"]+)"', lambda m: f'{m[1]}{anchors.get(m[2], m[2])}"', html)


def _with_sorted_unions(html: str) -> str:
    """The members of a union ("Agent or Event") by the alphabet: pyLODE keeps them in a set, whose order is chance."""
    one = r'<span>\s*<a href="[^"]*">[^<]*</a>\s*<sup[^>]*>[^<]*</sup>\s*</span>'
    joint = r'\s*<span class="cardinality">or</span>\s*'

    def tidy(match: re.Match[str]) -> str:
        words = re.search(joint, match[0])
        return (words[0] if words else "").join(sorted(re.findall(one, match[0])))

    return re.sub(rf"{one}(?:{joint}{one})+", tidy, html)


def _once(html: str, pattern: str, insert: str) -> str:
    result, count = re.subn(pattern, lambda _: insert, html, count=1)
    if not count:
        raise ValueError(f"pyLODE's page has changed: {pattern} is not in it")
    return result


def _pylode() -> ModuleType:
    """pyLODE 3.4.1 looks for its own version in a pyproject.toml that its wheel does not carry: tell it beforehand."""
    version = ModuleType("pylode.version")
    version.__version__ = importlib.metadata.version("pylode")  # type: ignore[attr-defined]
    sys.modules.setdefault("pylode.version", version)
    return importlib.import_module("pylode")


def _stable_graph(turtle: str) -> Graph:
    """The graph with blank nodes named in the order in which the file speaks of them."""
    graph, names = Graph(bind_namespaces="core"), dict[str, str]()

    def convert(term: Node) -> Identifier:
        if isinstance(term, BlankNode):
            return BNode(names.setdefault(term.value, f"b{len(names):04}"))
        if isinstance(term, NamedNode):
            return URIRef(term.value)
        return RdflibLiteral(term.value, lang=term.language or None,
                             datatype=None if term.language else URIRef(term.datatype.value))  # fmt: skip

    for prefix, iri in {**PREFIXES, "vann": "http://purl.org/vocab/vann/"}.items():
        graph.bind(prefix, iri)
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
            continue
        # others' annotation properties are only declared in the file: no cards for them
        if isinstance(quad.subject, BlankNode) or quad.subject.value.startswith(ONTOLOGY_IRI):
            graph.add((convert(quad.subject), URIRef(quad.predicate.value), convert(quad.object)))
    return graph


def _scheme_section(schemes: Ontology, scheme: NamedNode) -> str:
    name = local_name(scheme)
    rows = []
    for concept in EVENT_TYPES if scheme == NG.EventTypes else STATUSES:
        also = ", ".join(o.value for o in schemes.all(concept, SKOS.altLabel))
        near = [f"{word} {local_name(o)}" for word, p in (("a", SKOS.broader), ("has", SKOS.narrower))
                for o in schemes.all(concept, p) if isinstance(o, NamedNode)]  # fmt: skip
        cells = (schemes.text(concept, SKOS.definition), also, ", ".join(near), schemes.text(concept, SKOS.example))
        rows.append(
            f'<tr id="{escape(local_name(concept))}"><th scope="row">{escape(local_name(concept))}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + "</tr>"
        )
    return (
        f'<div class="section" id="{name}"><h2>{escape(schemes.text(scheme, RDFS.label))}</h2>'
        f"<p>{escape(schemes.text(scheme, SKOS.definition))} IRI: <code>{escape(scheme.value)}</code></p>"
        '<table class="scheme"><thead><tr><th scope="col">Concept</th><th scope="col">Definition</th>'
        '<th scope="col">Also called</th><th scope="col">Hierarchy</th><th scope="col">Example</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _scheme_link(name: str) -> str:
    return f'<li><h4><a href="#{name}">{"Event Types" if name == "EventTypes" else "Event Statuses"}</a></h4></li>\n'


# ---------------------------------------------------------------- README.md


def readme_tables() -> dict[str, str]:
    """The generated parts of README.md, by the name that their markers carry."""
    ontology, schemes = Ontology("newsgraph.ttl"), Ontology("event-types.ttl")
    properties = [t for t in NG if ontology.all(t, RDF.type) and t not in CLASSES]
    schema = "https://schema.org/"

    def ends(term: NamedNode, axiom: NamedNode, hint: str) -> str:
        return ", ".join(ontology.names(term, axiom) or ontology.names(term, NamedNode(schema + hint))) or "anything"

    classes = [f"| `ng:{local_name(c)}` | {_cell(ontology.text(c, SKOS.definition))} |" for c in CLASSES]
    rows = []
    for p in properties:
        role = " (role)" if p in ROLE_PROPERTIES else ""
        values = ends(p, RDFS.range, "rangeIncludes")
        rows.append(
            f"| `ng:{local_name(p)}`{role} | {ends(p, RDFS.domain, 'domainIncludes')} | {values} "
            f"| {_cell(ontology.text(p, SKOS.definition))} |"
        )
    types = []
    for c in EVENT_TYPES:
        above = ", ".join(f"`ng:{local_name(o)}`" for o in schemes.all(c, SKOS.broader) if isinstance(o, NamedNode))
        types.append(f"| `ng:{local_name(c)}` | {above} | {_cell(schemes.text(c, SKOS.definition))} |")
    statuses = [f"| `ng:{local_name(c)}` | {_cell(schemes.text(c, SKOS.definition))} |" for c in STATUSES]
    return {
        "classes": "\n".join(["| class | what it is |", "|---|---|", *classes]),
        "properties": "\n".join(["| property | of | value | what it says |", "|---|---|---|---|", *rows]),
        "event types": "\n".join(["| type | is a | what it is |", "|---|---|---|", *types]),
        "statuses": "\n".join(["| status | what it says |", "|---|---|", *statuses]),
    }


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def with_tables(readme: str) -> str:
    """The page with what stands between `<!-- begin NAME -->` and `<!-- end NAME -->` made anew."""
    for name, table in readme_tables().items():
        readme, count = re.subn(
            rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)",
            lambda m, table=table: f"{m[1]}\n{table}\n\n{m[2]}",  # type: ignore[misc]
            readme,
            flags=re.S,
        )
        if count != 1:
            raise ValueError(f"README.md has no place for the table of {name}")
    return readme


def pages() -> dict[Path, str]:
    """Each page with the text that it should have."""
    readme = FOLDER / "README.md"
    return {FOLDER / "index.html": reference_page(), readme: with_tables(readme.read_text(encoding="utf-8"))}


def main() -> int:
    parser = argparse.ArgumentParser(description="Make docs/ontology/ from the ontology.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page is not up to date")
    check = parser.parse_args().check
    stale = []
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not check:
                path.write_text(text, encoding="utf-8")
    for path in stale:
        sys.stdout.write(f"{path.name} {'is not up to date' if check else 'written'}\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
