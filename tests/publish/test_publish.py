"""Calendar, feed, description, dumps and differences of a graph of four events; expected values are read off it."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from lxml import etree
from publish_graph import BASE, GRAPH, PREFIXES, quads
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from pyshacl import validate
from rdflib import Graph

from newsgraph.cli import cli
from newsgraph.formats import RDF, export_file
from newsgraph.publish.calendar import calendar
from newsgraph.publish.describe import About, Dump, Numbers, description
from newsgraph.publish.differences import compare, read_rdf, readable, write_patch
from newsgraph.publish.dumps import write_dumps
from newsgraph.publish.feed import feed
from newsgraph.publish.happenings import Happening, happenings
from newsgraph.publish.sitemap import MOST, page_iris, sitemaps
from newsgraph.store.base import GraphStore

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://site.example/kg/"
ABOUT = About(BASE, SITE, title="Leeds", publisher="City", licence="https://l.example/", endpoint=True)

# what DCAT-AP 3 demands of a catalogue, dataset, distribution and data service (its mandatory properties and ranges)
DCAT_AP = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
[] a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property
  [ sh:path dcterms:title ; sh:minCount 1 ; sh:datatype rdf:langString ] ,
  [ sh:path dcterms:description ; sh:minCount 1 ] ,
  [ sh:path dcterms:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
  [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] ,
  [ sh:path dcat:service ; sh:class dcat:DataService ] , [ sh:path foaf:homepage ; sh:maxCount 1 ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property
  [ sh:path dcterms:title ; sh:minCount 1 ] , [ sh:path dcterms:description ; sh:minCount 1 ] ,
  [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] ,
  [ sh:path dcterms:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ] , [ sh:path dcat:theme ; sh:nodeKind sh:IRI ] ,
  [ sh:path dcterms:temporal ; sh:class dcterms:PeriodOfTime ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ; sh:property
  [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ] ,
  [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ,
  [ sh:path dcterms:license ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
  [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass dcat:DataService ; sh:property
  [ sh:path dcterms:title ; sh:minCount 1 ] , [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
"""


def test_calendar_holds_what_has_a_day(store: GraphStore) -> None:
    made, left_out = calendar(happenings(store), title="Leeds")
    events = {str(e["uid"]): e for e in Calendar.from_ical(made).walk("VEVENT")}
    assert set(events) == {BASE + "event/fair", BASE + "event/off"}
    assert left_out == 1  # the summer school has a month only; the war is background
    fair = events[BASE + "event/fair"]
    assert fair["dtstart"].dt == datetime.date(2024, 7, 14)
    assert fair["dtend"].dt == datetime.date(2024, 7, 17)  # the day after the last
    assert str(fair["location"]) == "Leeds"
    assert "Organised by City Library" in str(fair["description"])
    assert "The City Library opened a book fair." in str(fair["description"])
    assert str(fair["status"]) == "CONFIRMED"
    assert str(events[BASE + "event/off"]["status"]) == "CANCELLED"
    assert str(events[BASE + "event/off"]["summary"]) == "Talk; <script>alert(1)</script>"
    assert calendar(happenings(store), title="Leeds")[0] == made


def test_feed_tells_the_newest_first_and_escapes(store: GraphStore) -> None:
    made = feed(happenings(store), title="Leeds", address="https://site.example/", page=lambda i: i + ".html")
    entries = etree.fromstring(made).findall(ATOM + "entry")
    assert [e.findtext(ATOM + "id") for e in entries] == [BASE + f"event/{n}" for n in ("off", "fair", "month")]
    assert [e.findtext(ATOM + "updated")[:10] for e in entries] == ["2024-07-20", "2024-07-20", "2024-07-16"]  # type: ignore[index]
    assert [e.findtext(ATOM + "published")[:10] for e in entries] == ["2024-07-20", "2024-07-16", "2024-07-16"]  # type: ignore[index]
    assert entries[1].findtext(ATOM + "summary") == (
        "2024-07-14 to 2024-07-16 · Leeds · City Library — The City Library opened a book fair."
    )
    assert b"<script" not in made
    empty = feed([], title="Leeds", address="https://site.example/", page=str)
    assert etree.fromstring(empty).findtext(ATOM + "updated") == "1970-01-01T00:00:00+00:00"


def test_a_sentence_is_no_markup_in_the_feed(store: GraphStore) -> None:
    told = happenings(store)
    told[0].sentence = "<img src=x onerror=alert(1)>"
    made = etree.fromstring(feed(told, title="t", address="https://s.example/", page=str))
    summaries = [s.text or "" for s in made.iter(ATOM + "summary")]
    assert any("&lt;img src=x" in s for s in summaries)  # HTML of a text that shows the tag
    assert not any("<img" in s for s in summaries)


def test_description_counts_what_is_there(store: GraphStore) -> None:
    numbers = Numbers.of(store)
    assert (numbers.triples, numbers.subjects, numbers.links) == (len(quads()), 10, 1)
    assert (numbers.first, numbers.last) == ("2024-07-16", "2024-07-20")
    assert numbers.classes["https://w3id.org/newsgraph#Event"] == 4
    dump = Dump("dumps/graph.ttl.gz", "turtle", 12, "ab" * 32)
    told = {(t.predicate.value.rpartition("#")[2], str(t.object)) for t in description(ABOUT, numbers, [dump])}
    assert ("sparqlEndpoint", "<https://site.example/kg/sparql>") in told
    assert ("dataDump", "<https://site.example/kg/dumps/graph.ttl.gz>") in told
    assert ("vocabulary", "<https://w3id.org/newsgraph#>") in told
    assert ("vocabulary", "<http://xmlns.com/foaf/0.1/>") not in told  # not used by this graph


def test_description_follows_dcat_ap(store: GraphStore) -> None:
    def conforms(triples: list[Triple]) -> tuple[bool, str]:
        data = Graph().parse(data="\n".join(f"{t} ." for t in triples), format="nt")
        ok, _, report = validate(data, shacl_graph=Graph().parse(data=DCAT_AP, format="turtle"))
        return ok, report

    triples = description(ABOUT, Numbers.of(store), [Dump("dumps/graph.ttl.gz", "turtle", 12, "ab" * 32)])
    ok, report = conforms(triples)
    assert ok, report
    title = NamedNode("http://purl.org/dc/terms/title")
    assert not conforms([t for t in triples if t.predicate != title])[0]  # the shapes can fail


def test_nothing_is_claimed_that_nobody_said(store: GraphStore) -> None:
    said = description(About(BASE, BASE), Numbers.of(store))
    for name in ("license", "publisher"):
        assert not [t for t in said if t.predicate.value.endswith(name)]


def test_dumps_are_the_graph_with_what_follows_and_the_same_each_time(store: GraphStore, tmp_path: Path) -> None:
    first = write_dumps(store, tmp_path / "a", base=BASE)
    assert first == write_dumps(store, tmp_path / "b", base=BASE)
    turtle = gzip.decompress((tmp_path / "a/graph.ttl.gz").read_bytes())
    found = {q.triple for q in parse(turtle, format=RdfFormat.TURTLE)}
    assert {q.triple for q in quads()} < found
    fair, lib = NamedNode(BASE + "event/fair"), NamedNode(BASE + "organisation/lib")
    assert Triple(fair, NamedNode("https://schema.org/organizer"), lib) in found
    nquads = list(parse(gzip.decompress((tmp_path / "a/graph.nq.gz").read_bytes()), format=RdfFormat.N_QUADS))
    assert {str(q.graph_name) for q in nquads} == {f"<{BASE}item/1>"}


def test_sitemap_lists_things_and_splits_when_large(store: GraphStore) -> None:
    iris = page_iris(store)
    assert len(iris) == 8  # two items, four events, a library, a place
    assert list(sitemaps(iris, address="https://s.example/")) == ["sitemap.xml"]
    files = sitemaps([f"https://s.example/{n}" for n in range(MOST + 1)], address="https://s.example/")
    assert list(files) == ["sitemap.xml", "sitemaps/1.xml", "sitemaps/2.xml"]
    assert [e.text for e in etree.fromstring(files["sitemap.xml"]).iter("{*}loc")] == [
        "https://s.example/sitemaps/1.xml",
        "https://s.example/sitemaps/2.xml",
    ]


def test_differences_are_told_by_name_and_as_a_patch(tmp_path: Path) -> None:
    after = GRAPH.replace('"Book fair"', '"Great book fair"').replace("ng:location <location/leeds> ;", "")
    after = after.replace("opened a book fair", "opened a fair")
    found = compare(quads(), quads(after))
    assert list(readable(found)) == [
        f"Great book fair <{BASE}event/fair>",
        '  ~ rdfs:label: "Book fair" → "Great book fair"',
        f"  - ng:location: Leeds <{BASE}location/leeds>",
        "2 added, 3 removed (2 of them in sentences, mentions and evidence)",
    ]
    path = tmp_path / "p.rdfp"
    with path.open("wb") as out:
        write_patch(found, out)
    lines = path.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    assert [line[0] for line in lines[1:-1]] == ["D", "D", "D", "A", "A"]
    # applied to the old graph the patch gives the new one
    old = {str(q.triple) for q in quads()}
    old -= {line[2:-2] for line in lines if line.startswith("D ")}
    old |= {line[2:-2] for line in lines if line.startswith("A ")}
    assert old == {str(q.triple) for q in quads(after)}


def test_diff_command_reads_files_and_says_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + GRAPH)
    (tmp_path / "b.ttl.gz").write_bytes(gzip.compress((PREFIXES + GRAPH.replace('"Lib"', '"Library"')).encode()))
    done = CliRunner().invoke(cli, ["diff", str(tmp_path / "a.ttl"), str(tmp_path / "b.ttl.gz")])
    assert done.exit_code == 0
    assert '~ rdfs:label: "Lib" → "Library"' in done.stdout_bytes.decode()
    (tmp_path / "c.ttl").write_text("<x> <y> .\n")
    for name, why in (("c.ttl", "not valid RDF"), ("d.doc", "no RDF format"), ("nowhere.ttl", "no such file")):
        if name == "d.doc":
            (tmp_path / name).write_text("")
        bad = CliRunner().invoke(cli, ["diff", str(tmp_path / "a.ttl"), str(tmp_path / name)])
        assert why in str(bad.exception)


@pytest.mark.parametrize("issued", ["2024", "2024-07", "2024-07-16T10:00:00+08:00"])
def test_items_of_any_date_can_be_fed(issued: str) -> None:
    event = Happening(BASE + "e", "E", issued=[issued[:10]])
    made = feed([event], title="t", address="https://s.example/", page=str)
    assert etree.fromstring(made).find(ATOM + "entry") is not None


@pytest.mark.parametrize("form", ["turtle", "jsonld", "ntriples", "rdfxml", "trig", "nquads"])
def test_export_writes_out_what_follows_when_asked(store: GraphStore, tmp_path: Path, form: str) -> None:
    ending = {v: k for k, v in RDF.items()}[form]
    plain, full = tmp_path / f"plain{ending}", tmp_path / f"full{ending}"
    export_file(store, plain, base=BASE)
    export_file(store, full, base=BASE, entailed=True)
    found = compare(read_rdf(plain), read_rdf(full))
    assert found.removed == []
    fair, lib = NamedNode(BASE + "event/fair"), NamedNode(BASE + "organisation/lib")
    assert Triple(fair, NamedNode("https://schema.org/organizer"), lib) in found.added
