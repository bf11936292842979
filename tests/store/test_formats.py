"""Serialisations: right, stable to the byte, and made for small diffs."""

from __future__ import annotations

import difflib
import io
import json
import random
import string

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import to_isomorphic
from store_sample import dataset, runs_quads

from newsgraph.ontology.errors import StoreError
from newsgraph.store.base import DEFAULT_BASE
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.formats import DATASETS, FORMATS, MERGED, write
from newsgraph.store.formats.names import prefixed, relative
from newsgraph.store.formats.order import line_order, sort

READ = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
GRAPH = NamedNode(DEFAULT_BASE + "item/x")
PARTS = st.text(string.ascii_letters + string.digits + "-._~%()',;!*+=@&$é中", min_size=1, max_size=12)
PATHS = st.lists(PARTS.filter(lambda t: "%" not in t), min_size=1, max_size=3).map("/".join)
IRIS = st.builds(
    lambda start, path, end: NamedNode(start + path + (end.replace("#", "/") if "#" in start else end)),
    st.sampled_from([DEFAULT_BASE, DEFAULT_BASE + "item/", "https://w3id.org/newsgraph#", "http://o.example/a?b=c&d="]),
    PATHS,
    st.sampled_from(["", "#m1", "#", "/", "%28x%29", "(1)"]),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        '"',
        '""',
        '"""',
        'a\n"',
        '\n""""',
        "\\",
        "a\n\\",
        "\r\n",
        "\t",
        "'''",
        "\ufeffx",
        "\u2028",
        "\x00",
        "\x7f",
        " \n ",
    ]
)
DATATYPES = st.sampled_from(["integer", "decimal", "double", "boolean", "date", "string", "gYear"])
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda t, tag: Literal(t, language=tag), TEXTS, st.sampled_from(["en", "en-gb", "zh-hans-cn"])),
    st.builds(
        lambda t, d: Literal(t, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#" + d)),
        st.sampled_from(["1", "007", "+1", "-1", "1.", ".5", "1.50", "1e3", "1E", "true", "TRUE", "0", "x", ""]),
        DATATYPES,
    ),
)
PROPERTIES = st.sampled_from(
    ["theme", "purpose", "startDate", "eventType", "involves", "confidence", "startOffset", "background", "quote", "x"]
).map(lambda name: NamedNode("https://w3id.org/newsgraph#" + name))
QUADS = st.lists(st.builds(Quad, IRIS, PROPERTIES, st.one_of(IRIS, LITERALS), st.just(GRAPH)), max_size=12)


def written(source: object, fmt: str, **options: bool) -> bytes:
    out = io.BytesIO()
    write(source, fmt, out, base=DEFAULT_BASE, **options)  # type: ignore[arg-type]
    return out.getvalue()


def triples(quads: object) -> set[Triple]:
    return {Triple(q.subject, q.predicate, q.object) for q in quads}  # type: ignore[attr-defined]


def without_runs(quads: list[Quad]) -> list[Quad]:
    return [q for q in quads if not q.graph_name.value.endswith("graph/runs")]


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_bytes_depend_on_the_graph_alone(fmt: str, embedded: EmbeddedStore) -> None:
    quads = list(dataset(12))
    first = written(quads, fmt)
    random.Random(3).shuffle(quads)
    assert written(quads, fmt) == first
    embedded.replace(quads)
    assert written(embedded, fmt) == first
    assert written(embedded, fmt, with_runs=True) == written(quads, fmt, with_runs=True) != first
    assert written(list(parse(first, format=READ[fmt])), fmt) == first


@pytest.mark.parametrize("fmt", MERGED)
def test_merged_formats_hold_each_triple_once_and_no_runs(fmt: str) -> None:
    quads = list(dataset(5))
    back = list(parse(written(quads, fmt), format=READ[fmt]))
    assert len(back) == len(set(back))
    assert triples(back) == triples(without_runs(quads))
    assert triples(parse(written(quads, fmt, with_runs=True), format=READ[fmt])) == triples(quads)


@pytest.mark.parametrize("fmt", DATASETS)
def test_datasets_hold_item_graphs_and_the_reference_graph_as_default(fmt: str) -> None:
    quads = list(dataset(5))
    reference = DEFAULT_BASE + "graph/reference"
    expected = {
        Quad(q.subject, q.predicate, q.object) if q.graph_name.value == reference else q for q in without_runs(quads)
    }
    assert set(parse(written(quads, fmt), format=READ[fmt])) == expected
    assert set(parse(written(quads, fmt, with_runs=True), format=READ[fmt])) == expected | set(runs_quads())


@settings(max_examples=60, deadline=None)
@given(QUADS)
def test_turtle_reads_back_whatever_it_holds(quads: list[Quad]) -> None:
    text = written(quads, "turtle")
    back = list(parse(text, format=RdfFormat.TURTLE))
    assert triples(back) == triples(quads)
    assert written(back, "turtle") == text


@settings(max_examples=60, deadline=None)
@given(QUADS)
def test_trig_reads_back_whatever_it_holds(quads: list[Quad]) -> None:
    text = written(quads, "trig")
    assert set(parse(text, format=RdfFormat.TRIG)) == set(quads)
    assert written(list(parse(text, format=RdfFormat.TRIG)), "trig") == text


@settings(max_examples=60, deadline=None)
@given(QUADS)
def test_jsonld_reads_back_whatever_it_holds(quads: list[Quad]) -> None:
    text = written(quads, "jsonld")
    back = list(parse(text, format=RdfFormat.JSON_LD))
    assert triples(back) == triples(quads)
    assert written(back, "jsonld") == text


@pytest.mark.parametrize(("fmt", "name"), [("turtle", "turtle"), ("jsonld", "json-ld"), ("rdfxml", "xml")])
def test_rdflib_reads_the_same_graph(fmt: str, name: str) -> None:
    quads = list(dataset(4))
    graph = rdflib.Graph().parse(data=written(quads, fmt), format=name)
    expected = rdflib.Graph().parse(data=written(quads, "ntriples"), format="nt")
    assert len(expected) == len(triples(without_runs(quads)))
    assert to_isomorphic(graph) == to_isomorphic(expected)


def test_turtle_to_the_letter() -> None:
    ng, xsd = "https://w3id.org/newsgraph#", "http://www.w3.org/2001/XMLSchema#"
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    event, item = NamedNode(DEFAULT_BASE + "event/e(1)"), NamedNode(DEFAULT_BASE + "item/n1")

    def about(s: NamedNode, p: str, o: NamedNode | Literal) -> Quad:
        return Quad(s, NamedNode(ng + p), o, item)

    quads = [
        *(about(NamedNode(f"{item.value}#m{n}"), "startOffset", Literal(n)) for n in (10, 2)),
        *(Quad(NamedNode(f"{item.value}#m{n}"), rdf_type, NamedNode(ng + "Mention"), item) for n in (2, 10)),
        about(event, "mentionedIn", item),
        about(event, "purpose", Literal('first "line"\nlast"')),
        about(event, "theme", Literal("b", language="en")),
        about(event, "theme", Literal("a\ttab")),
        about(event, "startDate", Literal("2024-07", datatype=NamedNode(xsd + "gYearMonth"))),
        Quad(event, rdf_type, NamedNode(ng + "Event"), item),
        Quad(item, rdf_type, NamedNode(ng + "NewsItem"), item),
        about(item, "odd.name", NamedNode(DEFAULT_BASE + "a//b")),
    ]
    text = written(quads, "turtle").decode()
    head, _, body = text.partition("\n\n")
    assert head.startswith(f"@base <{DEFAULT_BASE}> .\n@prefix dcterms:")
    assert body == (
        "<item/n1> a ng:NewsItem ;\n"
        "  <https://w3id.org/newsgraph#odd.name> <https://example.org/newsgraph/a//b> ;\n"
        ".\n"
        "\n"
        "<event/e(1)> a ng:Event ;\n"
        '  ng:startDate "2024-07"^^xsd:gYearMonth ;\n'
        "  ng:theme\n"
        '    "a\\ttab",\n'
        '    "b"@en ;\n'
        '  ng:purpose """first "line"\nlast\\"""" ;\n'
        "  ng:mentionedIn <item/n1> ;\n"
        ".\n"
        "\n"
        "<item/n1#m2> a ng:Mention ;\n"
        "  ng:startOffset 2 ;\n"
        ".\n"
        "\n"
        "<item/n1#m10> a ng:Mention ;\n"
        "  ng:startOffset 10 ;\n"
        ".\n"
    )


def test_one_more_statement_is_a_small_diff() -> None:
    quads = list(dataset(10))
    extra = Quad(quads[0].subject, NamedNode("https://w3id.org/newsgraph#theme"), Literal("new"), quads[0].graph_name)
    before, after = (written(q, "turtle").decode().splitlines() for q in (quads, [*quads, extra]))
    changed = [line for line in difflib.unified_diff(before, after, lineterm="", n=0) if line[0] in "+-"][2:]
    assert changed == ['+  ng:theme "new" ;']


def test_jsonld_is_compact_flat_and_needs_no_network() -> None:
    document = json.loads(written(list(dataset(2)), "jsonld"))
    assert document["@context"]["@base"] == DEFAULT_BASE
    assert document["@context"]["organiser"] == {"@id": "ng:organiser", "@type": "@id", "@container": "@set"}
    event = next(n for n in document["@graph"] if n["@id"] == "event/2024-01-03-meeting-0")
    assert event["@type"] == "Event"
    assert event["eventType"] == "Meeting"
    assert event["organiser"] == ["organisation/open-university-of-china"]
    assert event["startDate"] == {"@value": "2024-01-03", "@type": "xsd:date"}
    assert event["background"] is False
    mention = next(n for n in document["@graph"] if n["@id"] == "item/n0#m1")
    assert mention["confidence"] == "0.9"
    assert mention["inItem"] == "item/n0"


def test_what_a_format_cannot_say_is_told() -> None:
    bell = Quad(GRAPH, NamedNode("http://e/p"), Literal("\x07"), GRAPH)
    with pytest.raises(StoreError, match=r"U\+0007.*http://e/p"):
        written([bell], "rdfxml")
    digits = Quad(GRAPH, NamedNode("http://e/1"), Literal("x"), GRAPH)
    with pytest.raises(StoreError, match="cannot write the property <http://e/1>"):
        written([digits], "rdfxml")
    lookalike = Quad(GRAPH, NamedNode("http://e/p"), NamedNode("schema:name"), GRAPH)
    with pytest.raises(StoreError, match="cannot tell <schema:name>"):
        written([lookalike], "jsonld")
    assert triples(parse(written([bell, digits, lookalike], "turtle"), format=RdfFormat.TURTLE)) == triples(
        [bell, digits, lookalike]
    )


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="'n3' is no format"):
        written([], "n3")


@pytest.mark.parametrize(
    ("rest", "short"),
    [
        ("item/n1#m1", "item/n1#m1"),
        ("a%28b/c(d)", "a%28b/c(d)"),
        ("", None),
        ("a/../b", None),
        ("./a", None),
        ("a//b", None),
        ("//evil/x", None),
        ("a:b", None),
        ("?q", None),
        ("a/", None),
    ],
)
def test_relative_references_are_safe(rest: str, short: str | None) -> None:
    assert relative(DEFAULT_BASE + rest, DEFAULT_BASE) == short
    assert relative("https://kg.example/base#" + rest, "https://kg.example/base#") is None


def test_prefixed_names_are_plain() -> None:
    assert prefixed("https://w3id.org/newsgraph#organiser") == "ng:organiser"
    assert prefixed("https://w3id.org/newsgraph#a.b") is None
    assert prefixed("http://elsewhere/x") is None


def test_sorting_on_disk_is_the_same_sorting() -> None:
    quads = [Quad(GRAPH, NamedNode("http://e/p"), Literal(n % 97), GRAPH) for n in range(500)]
    random.Random(5).shuffle(quads)
    assert (
        list(sort(quads, line_order, chunk=40)) == list(sort(quads, line_order)) == sorted(set(quads), key=line_order)
    )
