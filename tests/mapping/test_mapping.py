"""Readings to quads: the terms and layout of docs/architecture.md, whatever the order and whatever the text holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from reading_builder import Pair, Told

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.mapping import RunRecord, build_graph, item_iri, runs_graph, terms
from newsgraph.ingest.mapping.vocabulary import vocabulary
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.resolution import Authorities, Decision, Decisions, Reference
from newsgraph.ontology.terms import NG, PREFIXES, RDFS, SKOS
from newsgraph.ontology.validate import validate

BASE = "https://example.org/kg/"
REFERENCE = ox.NamedNode(BASE + "graph/reference")
OUC = "Open University of China"
TEXT = (
    "The Open University of China (OUC) opened its training programme for village teachers in Butuo County, Sichuan, "
    "on 14 July 2024 to strengthen rural schools. Li Song, vice president of the OUC, spoke."
)


def quads(pairs: Iterable[Pair], gazetteer: Gazetteer, authorities: Authorities | None = None) -> list[ox.Quad]:
    given_ = list(pairs)
    found = build_graph(lambda: iter(given_), authorities=authorities or Authorities(), gazetteer=gazetteer, base=BASE)
    return list(found)


def butuo() -> Pair:
    told = Told("n1", TEXT, title="Training in Butuo", published="2024-07-16")
    told.org(OUC, "OUC", acronym="OUC").person("Li Song", ("Vice President", OUC))
    told.place("Sichuan").place("Butuo County", within="Sichuan", kind="county")
    told.programme("training programme for village teachers")
    label = "training programme for village teachers"
    roles = (("organiser", OUC), ("speaker", "Li Song"))
    told.event("Training", label, *roles, start="2024-07-14", at=("Butuo County",), programmes=(label,))
    return told.done()


def test_what_is_told_as_recent_is_not_later_than_its_report(gazetteer: Gazetteer) -> None:
    item, reading = butuo()
    (event,) = reading.events
    assert event.start is not None
    recent = structs.replace(event, start=None, before=structs.replace(event.start, value="2024-07-16"))
    found = quads([(item, structs.replace(reading, events=(recent,)))], gazetteer)
    told = (
        "GRAPH <item/n1> { ?e ng:notLaterThan ?day . ?v ng:subject ?e ; ng:property ng:notLaterThan ; ng:value ?day }"
    )
    assert ask(found, f"SELECT ?day {{ {told} }}") == [("2024-07-16",)]
    assert ask(found, "SELECT ?day { GRAPH <item/n1> { ?e ng:startDate ?day } }") == []


def ask(found: list[ox.Quad], query: str) -> list[tuple[str, ...]]:
    store = ox.Store()
    store.extend(found)
    prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items()) + f"BASE <{BASE}>\n"
    rows = store.query(prefixes + query)
    return sorted(tuple(term.value if term is not None else "" for term in row) for row in rows)


def test_an_item_graph_says_what_the_item_says(gazetteer: Gazetteer) -> None:
    found = quads([butuo()], gazetteer)
    inside = "SELECT {} WHERE {{ GRAPH <item/n1> {{ {} }} }}"
    event = "?e a ng:Event ; ng:mentionedIn <item/n1>"
    assert ask(
        found,
        inside.format(
            "?l ?i ?d", "<item/n1> a ng:NewsItem ; rdfs:label ?l ; dcterms:identifier ?i ; dcterms:issued ?d"
        ),
    ) == [("Training in Butuo", "n1", "2024-07-16")]
    ((start, status, type_),) = ask(
        found, inside.format("?s ?t ?y", f"{event} ; ng:startDate ?s ; ng:status ?t ; ng:eventType ?y")
    )
    assert (start, status, type_) == ("2024-07-14", NG.Held.value, NG.Training.value)
    assert ask(
        found,
        inside.format("?p ?a", f"VALUES ?p {{ ng:organiser ng:speaker ng:involves ng:location }} {event} ; ?p ?a"),
    ) == [
        (NG.involves.value, BASE + "organisation/open-university-of-china"),
        (NG.involves.value, BASE + "person/li-song"),
        (NG.location.value, BASE + "location/butuo-county"),
        (NG.organiser.value, BASE + "organisation/open-university-of-china"),
        (NG.speaker.value, BASE + "person/li-song"),
    ]
    assert ask(
        found,
        inside.format("?t ?o ?l", "<person/li-song> ng:holds ?p . ?p ng:title ?t ; ng:organisation ?o ; rdfs:label ?l"),
    ) == [
        ("vice president", BASE + "organisation/open-university-of-china", "vice president, Open University of China")
    ]
    assert ask(
        found, inside.format("?n", "<organisation/open-university-of-china> skos:altLabel ?n ; ng:acronym ?n")
    ) == [("OUC",)]
    assert ask(found, inside.format("?a", "<item/n1> prov:wasGeneratedBy ?x . ?x a prov:Activity ; rdfs:label ?a")) == [
        ("newsgraph test / by hand",)
    ]


def test_mentions_quote_the_text_and_evidence_holds(gazetteer: Gazetteer) -> None:
    found = quads([butuo()], gazetteer)
    rows = ask(
        found,
        "SELECT ?q ?s ?e ?sentence WHERE { GRAPH <item/n1> { ?m a ng:Mention ; ng:quote ?q ; ng:startOffset ?s ;"
        " ng:endOffset ?e ; ng:part 'text' ; ng:inSentence/ng:text ?sentence } }",
    )
    assert {q for q, *_ in rows} >= {OUC, "Li Song", "Butuo County", "training programme for village teachers"}
    for quote, start, end, sentence in rows:
        assert TEXT[int(start) : int(end)] == quote
        assert quote in sentence
    evidence = ask(
        found,
        "SELECT ?p WHERE { GRAPH <item/n1> { ?v a ng:Evidence ; ng:subject ?s ; ng:property ?p ; ng:value ?o ;"
        " ng:inSentence ?x . ?s ?p ?o . ?x a ng:Sentence } }",
    )
    assert sorted(p.rpartition("#")[2] for (p,) in evidence) == [
        "holds", "location", "organisation", "organiser", "programme", "speaker", "startDate", "within",
    ]  # fmt: skip


def test_the_reference_graph_knows_the_places(gazetteer: Gazetteer) -> None:
    found = quads([butuo()], gazetteer)
    in_ref = "SELECT {} WHERE {{ GRAPH <graph/reference> {{ {} }} }}"
    assert ask(
        found,
        in_ref.format("?l ?i ?m", "<location/butuo-county> skos:prefLabel ?l ; ng:geonamesId ?i ; skos:closeMatch ?m"),
    ) == [("Butuo County", "1793049", "https://sws.geonames.org/1793049/")]
    assert ask(found, in_ref.format("?s", "<location/sichuan-province> owl:sameAs ?s")) == [
        ("https://sws.geonames.org/1794299/",)
    ]
    assert ask(found, in_ref.format("?l", "<location/butuo-county> ng:within+ ?x . ?x skos:prefLabel ?l")) == [
        ("China",), ("Liangshan Yi Autonomous Prefecture",), ("Sichuan",),
    ]  # fmt: skip
    assert ask(found, "SELECT ?i WHERE { GRAPH ?g { <location/china> ng:mentionedIn ?i } }") == []
    assert ask(found, in_ref.format("?l", "<location/butuo-county> wgs84:lat ?l")) == [("27.70795",)]


def test_a_city_is_not_in_its_namesake_division(gazetteer: Gazetteer) -> None:
    told = Told("n1", text="A fair in Leeds and Lisbon.", published="2024-05-02").place("Leeds").place("Lisbon")
    found = quads([told.done()], gazetteer)
    up = dict(ask(found, "SELECT ?l ?u { GRAPH ?g { ?a skos:prefLabel ?l ; ng:within/skos:prefLabel ?u } }"))
    assert up["Leeds"] == "England"
    assert up["Lisbon"] == "Portugal"
    assert ask(found, 'SELECT ?a { GRAPH ?g { ?a skos:prefLabel "Lisboa" } }') == []


def test_merged_things_keep_their_items_words(gazetteer: Gazetteer) -> None:
    other = Told("n2").org("OUC").event("Meeting", "Meeting of the OUC", ("organiser", "OUC")).done()
    found = quads([butuo(), other, Told("n3").org(OUC).done()], gazetteer)
    ouc = ox.NamedNode(BASE + "organisation/open-university-of-china")
    by_graph = {q.graph_name.value: q.object.value for q in found if q.subject == ouc and q.predicate == RDFS.label}
    assert by_graph == {BASE + "item/n1": OUC, BASE + "item/n2": "OUC", BASE + "item/n3": OUC}
    preferred = [q.object.value for q in found if q.subject == ouc and q.predicate == SKOS.prefLabel]
    assert preferred == [OUC]


def corpus() -> list[Pair]:
    one = Told("1", published="2024-05-01").org(OUC, acronym="OUC").org("Gansu Branch", of=OUC).place("Cambridge")
    one.event("Signing", "Signing of accord", ("participant", OUC), ("participant", "Gansu Branch"), start="2024-04-30")
    two = (
        Told("2", published="2024-05-02").org("OUC").org("OUC Gansu Branch").place("United Kingdom").place("Cambridge")
    )
    two.event("Signing", "Accord signed", ("participant", "OUC"), ("participant", "OUC Gansu Branch"))
    three = Told("3").org("Alpha House").org("Beta House", of="Alpha House").person("Li Song", ("head", "Beta House"))
    four = Told("4").org("Beta House").org("Alpha House", of="Beta House").person("Li Song")
    five = Told("5").org("School of Law").person("Li Song").programme("training course").place("Menglian County")
    return [butuo(), *(t.done() for t in (one, two, three, four, five))]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(corpus()))
def test_any_order_gives_the_same_quads(gazetteer: Gazetteer, order: list[Pair]) -> None:
    found = quads(order, gazetteer)
    assert len(found) == len(set(found))  # each once
    assert set(found) == set(quads(corpus(), gazetteer))


def test_the_graph_conforms_to_the_shapes(gazetteer: Gazetteer) -> None:
    merged = {q.triple for q in quads(corpus(), gazetteer)}
    assert [v for v in validate(merged) if v.severity == "violation"] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    id=st.text(min_size=1, max_size=8),
    text=st.text(alphabet=st.characters(), min_size=1, max_size=40),
    name=st.text(alphabet=st.characters(), min_size=1, max_size=12),
    url=st.one_of(st.none(), st.text(max_size=30), st.text(max_size=20).map("http://".__add__)),
    language=st.text(max_size=6),
    published=st.text(max_size=12),
)
def test_hostile_text_gives_valid_quads(
    gazetteer: Gazetteer, id: str, text: str, name: str, url: str | None, language: str, published: str
) -> None:
    told = Told(id, text + name, title=name, published=published)
    told.org(name, name + "’s", acronym=name, of=None).place(name + " ").programme(name + "x")
    told.person(" " + name, (name, name)).event("Meeting", name, ("organiser", name), start=name, theme=text)
    item, reading = told.done()
    item = NewsItem(id=item.id, text=item.text, title=item.title, published=published, url=url, language=language)
    found = quads([(item, reading)], gazetteer)
    for fmt in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG):
        again = list(ox.parse(ox.serialize(found, format=fmt), format=fmt))
        assert set(again) == set(found)
    triples = {q.triple for q in found}
    xml = ox.serialize(triples, format=ox.RdfFormat.RDF_XML)
    assert {q.triple for q in ox.parse(xml, format=ox.RdfFormat.RDF_XML)} == triples
    assert {q.graph_name for q in found} == {item_iri(BASE, id), REFERENCE}


def test_lone_surrogates_keep_offsets(gazetteer: Gazetteer) -> None:
    told = Told("s", "A \ud83d broken pair, said Kestrel Robotics.").org("Kestrel Robotics")
    found = quads([told.done()], gazetteer)
    (row,) = ask(
        found, "SELECT ?q ?s ?t WHERE { GRAPH ?g { ?m ng:quote ?q ; ng:startOffset ?s ; ng:inSentence/ng:text ?t } }"
    )
    assert row == ("Kestrel Robotics", "22", "A \ufffd broken pair, said Kestrel Robotics.")


@pytest.mark.parametrize(
    ("id", "tail"),
    [
        ("n1", "n1"),
        ("a b/c?d#e", "a%20b%2Fc%3Fd%23e"),
        ("..", "%2E%2E"),
        ("é", "%C3%A9"),
        ("<script>", "%3Cscript%3E"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_item_iris(id: str, tail: str) -> None:
    assert item_iri(BASE, id).value == f"{BASE}item/{tail}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" https://example.org/a b<c> ", "https://example.org/a%20b%3Cc%3E"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/日本", "https://example.org/日本"),
        ("not an address", None),
        ("/local/path.html", None),
        ("http://[", None),
    ],
)
def test_addresses(url: str, expected: str | None) -> None:
    found = terms.address(url)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2024", "gYear"),
        ("2024-07", "gYearMonth"),
        ("2024-02-29", "date"),
        ("2023-02-29", None),
        ("2024-13", None),
        ("20240714", None),
        ("July", None),
    ],
)
def test_dates_are_as_precise_as_told(value: str, datatype: str | None) -> None:
    found = terms.date_literal(value)
    assert (found.datatype.value.rpartition("#")[2] if found else None) == datatype


def test_decimals_have_no_exponent() -> None:
    assert [terms.decimal(x).value for x in (1e-5, -12.5, 100.0, 0.0)] == ["0.00001", "-12.5", "100.0", "0.0"]


def test_authority_data_goes_to_the_reference_graph(gazetteer: Gazetteer, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(
        "@prefix ng: <https://w3id.org/newsgraph#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix x: <https://id.example/> .\n"
        'x:ouc a ng:Organisation ; skos:prefLabel "Open University of China"@en, "国家开放大学"@zh ;\n'
        "  owl:sameAs <http://www.wikidata.org/entity/Q1> ; ng:partOf x:moe .\n"
        'x:moe a ng:Organisation ; skos:prefLabel "Ministry of Education" .\n'
        'x:far a ng:Organisation ; skos:prefLabel "Somebody Else" .\n',
        encoding="utf-8",
    )
    found = quads([Told("1").org("The Open University of China").done()], gazetteer, Authorities.load([file]))
    ref = {q.triple for q in found if q.graph_name == REFERENCE}
    ouc = ox.NamedNode("https://id.example/ouc")
    assert {t.object.value for t in ref if t.subject == ouc and t.predicate == SKOS.prefLabel} == {OUC, "国家开放大学"}
    assert ox.Triple(ouc, NG.partOf, ox.NamedNode("https://id.example/moe")) in ref
    assert ox.Triple(ox.NamedNode("https://id.example/moe"), RDFS.label, ox.Literal("Ministry of Education")) in ref
    assert not any("far" in t.subject.value for t in ref)  # nobody speaks of it


def test_an_authority_file_corrects_the_gazetteer(gazetteer: Gazetteer, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(
        "@prefix ng: <https://w3id.org/newsgraph#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://id.example/b> a ng:Location ; skos:prefLabel "Butuo County", "布拖县"@zh ; ng:geonamesId "99" .\n',
        encoding="utf-8",
    )
    authorities = Authorities.load([file])
    pairs = [butuo(), Told("2").place("Butuo County").done(), Told("3").org(OUC).place("Gansu").done()]
    found = quads(pairs, gazetteer, authorities)
    place = "<https://id.example/b>"
    assert ask(found, f"SELECT ?i WHERE {{ GRAPH ?g {{ {place} ng:geonamesId ?i }} }}") == [("99",)]
    assert ask(found, f"SELECT ?x WHERE {{ GRAPH ?g {{ {place} skos:closeMatch|wgs84:lat ?x }} }}") == []
    assert set(quads(reversed(pairs), gazetteer, authorities)) == set(found)
    assert [v for v in validate({q.triple for q in found}) if v.severity == "violation"] == []


def test_runs_are_a_log() -> None:
    run = RunRecord(
        id="r1", started="2024-07-16T10:00:00+00:00", ended="2024-07-16T10:00:05+00:00", version="0.1.0",
        extractor="newsgraph 0.1.0 / sm", items=3, rejected=1,
    )  # fmt: skip
    cut = RunRecord(id="r2", started="2024-07-17T10:00:00+00:00", ended=None, version="0.1.0")
    found = list(runs_graph([run, cut], BASE))
    assert {q.graph_name.value for q in found} == {BASE + "graph/runs"}
    labels = sorted(q.object.value for q in found if q.predicate == RDFS.label and "run/" in q.subject.value)
    assert labels == ["3 items read, 1 rejected", "cut off: 0 items read, 0 rejected"]
    assert sum(q.predicate.value.endswith("endedAtTime") for q in found) == 1


def test_a_base_that_is_no_iri_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="IRI"):
        list(build_graph(lambda: iter(()), authorities=Authorities(), gazetteer=gazetteer, base="not an iri/"))


def test_nothing_gives_the_vocabulary_alone(gazetteer: Gazetteer) -> None:
    made = quads([], gazetteer)
    assert {q.triple for q in made} == set(vocabulary())
    assert ox.Triple(NG.Seminar, SKOS.broader, NG.Meeting) in {q.triple for q in made}
    assert {q.graph_name for q in made} == {ox.NamedNode(f"{BASE}graph/reference")}
    empty = quads(
        [(NewsItem(id="e", text="Bonjour.", language="fr"), Reading(item="e", note="not English"))], gazetteer
    )
    assert {q.graph_name for q in empty} == {item_iri(BASE, "e"), ox.NamedNode(f"{BASE}graph/reference")}


def test_a_former_iri_leads_to_its_node(gazetteer: Gazetteer) -> None:
    items = [Told("a").org("Tyne Gallery").done(), Told("b").org("Northern Gallery").done()]
    things = tuple(Reference(iri=f"{BASE}organisation/{x}-gallery") for x in ("tyne", "northern"))
    decisions = Decisions([Decision(verdict="same", things=things)])
    found = build_graph(
        lambda: iter(items), authorities=Authorities(), gazetteer=gazetteer, base=BASE, decisions=decisions
    )
    rows = ask(
        list(found),
        "SELECT ?n ?o ?i { GRAPH <graph/reference> { ?n dcterms:replaces ?o } GRAPH ?g { ?n ng:mentionedIn ?i } }",
    )
    new, old = BASE + "organisation/northern-gallery", BASE + "organisation/tyne-gallery"
    assert rows == [(new, old, BASE + "item/a"), (new, old, BASE + "item/b")]


def test_copies_and_doubts_are_data(gazetteer: Gazetteer) -> None:
    text = "The Riverside Library is a quiet house of red brick by the river, and the OUC has a room in it."
    items = [
        Told("a", text, published="2024-05-06").org(OUC, acronym="OUC").done(),
        Told("b", text + " Li Song says so.", published="2024-05-07").org("Okanagan College", acronym="OUC").done(),
        Told("c").org("OUC").done(),
    ]
    found = quads(items, gazetteer)
    here = "SELECT {} WHERE {{ GRAPH <graph/reference> {{ {} }} }}"
    assert ask(found, here.format("?a ?b", "?a ng:nearCopyOf ?b")) == [(BASE + "item/b", BASE + "item/a")]
    doubt = "?d a ng:Doubt ; ng:ground ?g ; rdfs:label ?w ; ng:concerns ?a , ?b . ?a ng:possiblySameAs ?b"
    assert ask(found, here.format("?a ?b ?g ?w", doubt)) == [
        (
            f"{BASE}organisation/{other}",
            f"{BASE}organisation/ouc",
            "acronym",
            '"OUC" is the acronym of several organisations',
        )
        for other in ("okanagan-college", "open-university-of-china")
    ]
    merged = [ox.Quad(q.subject, q.predicate, q.object) for q in found]
    assert [str(v) for v in validate(merged) if v.severity == "violation"] == []
