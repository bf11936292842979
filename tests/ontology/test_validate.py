"""Every shape finds the defect that it is for, and nothing else; what is right passes.

`BROKEN` adds to the valid sample one node a defect. The whole is validated once; each case then looks at its own node.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import CLASSES, NG, PREFIXES, RDF, RDFS, XSD
from newsgraph.ontology.validate import Violation, validate

BASE = "https://example.org/newsgraph/"
VALID = (Path(__file__).parent / "valid.trig").read_bytes()
PROLOGUE = f"@base <{BASE}> .\n" + "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())

# what a node of the class needs at least; a case leaves a part out or adds to it
ITEM = "a ng:NewsItem ; rdfs:label 'Item' ; dcterms:identifier '{}'"
EVENT = "a ng:Event ; rdfs:label 'Event' ; ng:mentionedIn <item/n1> ; ng:eventType ng:Visit"
ORG = "a ng:Organisation ; rdfs:label 'Org'"
PLACE = "a ng:Location ; rdfs:label 'Place'"
SPAN = "ng:inItem <item/n1> ; ng:part 'text' ; ng:startOffset 5 ; ng:endOffset 15"
MENTION = f"a ng:Mention ; ng:mentionOf <organisation/hill-university> ; ng:quote 'University' ; {SPAN}"
SENTENCE = f"a ng:Sentence ; ng:text 'University' ; {SPAN}"
EVIDENCE = (
    "a ng:Evidence ; ng:inItem <item/n1> ; ng:inSentence <item/n1#s1> ; ng:subject <event/training> ;"
    " ng:property ng:organiser ; ng:value <organisation/hill-university>"
)
DOUBT = "a ng:Doubt ; rdfs:label 'why' ; ng:ground 'name' ; ng:concerns <event/visit>"
POST = "a ng:Post ; rdfs:label 'Post' ; ng:title 'dean'"
HILL, COUNTY = "<organisation/hill-university>", "<location/lake-county>"
ROLE_CASES = [
    (f"bad-{role}", f"{EVENT} ; ng:{role} <post/ana-ruiz-teacher> ; ng:involves {HILL} , <post/ana-ruiz-teacher>",
     sorted([("ng:involves", "The event involves something that cannot"), (f"ng:{role}", f"The {role} cannot act")]))
    for role in ("organiser", "supporter", "host", "leader", "speaker", "participant", "donor", "recipient")
]  # fmt: skip

# name of the node, what is said of it, what must be found: path and beginning of the message
BROKEN: list[tuple[str, str, list[tuple[str | None, str]]]] = [
    ("item-no-label", "a ng:NewsItem ; dcterms:identifier 'x1'", [("rdfs:label", "The news item has no label")]),
    ("item-no-id", "a ng:NewsItem ; rdfs:label 'Item'", [("dcterms:identifier", "The news item has no identifier")]),
    ("item-two-ids", ITEM.format("x2") + " , 'x3'", [("dcterms:identifier", "The news item has no identifier")]),
    ("item-empty-id", ITEM.format(""), [("dcterms:identifier", "The news item has no identifier")]),
    ("item-same-1", ITEM.format("x4"), [("dcterms:identifier", "Another news item has the same identifier")]),
    ("item-same-2", ITEM.format("x4"), [("dcterms:identifier", "Another news item has the same identifier")]),
    ("item-issued", ITEM.format("x5") + " ; dcterms:issued 'May'", [("dcterms:issued", "The date of issue is not on")]),
    ("item-source", ITEM.format("x6") + " ; dcterms:source 'here'", [("dcterms:source", "The item's address is not")]),
    ("no-label", "a ng:Event ; ng:mentionedIn <item/n1> ; ng:eventType ng:Visit", [("rdfs:label", "The event has no")]),
    ("no-item", "a ng:Event ; rdfs:label 'E' ; ng:eventType ng:Visit", [("ng:mentionedIn", "No news item tells of t")]),
    ("wrong-item", EVENT.replace("<item/n1>", COUNTY), [("ng:mentionedIn", "No news item tells of the event")]),
    ("no-type", "a ng:Event ; rdfs:label 'E' ; ng:mentionedIn <item/n1>", [("ng:eventType", "The event has no type")]),
    ("status-as-type", EVENT.replace("ng:Visit", "ng:Held"), [("ng:eventType", "The event's type is not in the sche")]),
    ("two-types", EVENT + " , ng:Meeting", [("ng:eventType", "The event has several types")]),
    ("start-text", EVENT + " ; ng:startDate 'soon'", [("ng:startDate", "The start date is no date")]),
    ("start-time", EVENT + " ; ng:startDate '2024-05-03T08:00:00'^^xsd:dateTime", [("ng:startDate", "The start date")]),
    ("start-zone", EVENT + " ; ng:startDate '2024-05-03Z'^^xsd:date", [("ng:startDate", "The start date is no date")]),
    ("start-31-june", EVENT + " ; ng:startDate '2024-06-31'^^xsd:date", [("ng:startDate", "The start date is no dat")]),
    ("start-mistyped", EVENT + " ; ng:startDate '2024'^^xsd:date", [("ng:startDate", "The start date is no date")]),
    ("end-text", EVENT + " ; ng:startDate '2024'^^xsd:gYear ; ng:endDate '2024'", [("ng:endDate", "The end date is")]),
    ("later-text", EVENT + " ; ng:notLaterThan 'soon'", [("ng:notLaterThan", "The day that the event")]),
    ("later-month", EVENT + " ; ng:notLaterThan '2024-05'^^xsd:gYearMonth",
     [("ng:notLaterThan", "The day that the event is not later than")]),
    ("two-starts", EVENT + " ; ng:startDate '2024-01-01'^^xsd:date , '2024-01'^^xsd:gYearMonth",
     [("ng:startDate", "The event has several start dates")]),
    ("two-ends", EVENT + " ; ng:startDate '2023'^^xsd:gYear ; ng:endDate '2024'^^xsd:gYear , '2025'^^xsd:gYear",
     [("ng:endDate", "The event has several end dates")]),
    ("backward", EVENT + " ; ng:startDate '2024-05-03'^^xsd:date ; ng:endDate '2024-05-02'^^xsd:date",
     [("ng:endDate", "The event ends before it begins")]),
    ("backward-month", EVENT + " ; ng:startDate '2024-06'^^xsd:gYearMonth ; ng:endDate '2024-05-31'^^xsd:date",
     [("ng:endDate", "The event ends before it begins")]),
    ("only-end", EVENT + " ; ng:endDate '2024'^^xsd:gYear", [("ng:startDate", "The event has an end but no start")]),
    ("status", EVENT + " ; ng:status 'held'", [("ng:status", "The event's status is unknown")]),
    ("place", EVENT + f" ; ng:location {HILL}", [("ng:location", "The event's place is no location")]),
    ("programme", EVENT + f" ; ng:programme {HILL}", [("ng:programme", "The event's programme is none")]),
    ("super", EVENT + f" ; ng:subEventOf {HILL}", [("ng:subEventOf", "The event is part of something that is no eve")]),
    ("circle", EVENT + " ; ng:subEventOf <circle>", [("ng:subEventOf", "The event is part of itself")]),
    ("itself", EVENT + " ; ng:possiblySameAs <itself>", [("ng:possiblySameAs", "The node is possibly the same as it")]),
    ("time-text", EVENT + " ; ng:timeText ''", [("ng:timeText", "The event's time in words is not a text")]),
    ("theme", EVENT + " ; ng:theme ''", [("ng:theme", "The event's theme is not a text")]),
    ("purpose", EVENT + f" ; ng:purpose {HILL}", [("ng:purpose", "The event's purpose is not a text")]),
    ("celebrates", EVENT + f" ; ng:celebrates {HILL}", [("ng:celebrates", "What the event celebrates is not a text")]),
    ("background", EVENT + " ; ng:background 'yes'", [("ng:background", "ng:background is not true or false")]),
    ("not-involved", EVENT + f" ; ng:host {HILL}", [("ng:involves", "An agent has a role in the event but")]),
    *ROLE_CASES,
    ("nameless", "a ng:Person", [("rdfs:label", "The entity has no label")]),
    ("in-place", ORG + f" ; ng:mentionedIn {COUNTY}", [("ng:mentionedIn", "The entity is mentioned in something tha")]),
    ("kind", ORG + " ; ng:kind ''", [("ng:kind", "The entity's kind is not a text")]),
    ("acronym", ORG + " ; ng:acronym ''", [("ng:acronym", "The entity's acronym is not a text")]),
    ("part", ORG + f" ; ng:partOf {COUNTY}", [("ng:partOf", "The organisation is part of something that is none")]),
    ("seat", ORG + f" ; ng:locatedIn {HILL}", [("ng:locatedIn", "The organisation's seat is no location")]),
    ("ring-1", ORG + " ; ng:partOf <ring-2>", [("ng:partOf", "The organisation is part of itself")]),
    ("ring-2", ORG + " ; ng:partOf <ring-3>", [("ng:partOf", "The organisation is part of itself")]),
    ("ring-3", ORG + " ; ng:partOf <ring-1>", [("ng:partOf", "The organisation is part of itself")]),
    ("above-ring", ORG + " ; ng:partOf <ring-1>", []),
    ("holds", f"a ng:Person ; rdfs:label 'P' ; ng:holds {HILL}", [("ng:holds", "The person holds something that is")]),
    ("within", PLACE + f" ; ng:within {HILL}", [("ng:within", "The place lies within something that is no location")]),
    ("inside-itself", PLACE + " ; ng:within <inside-itself>", [("ng:within", "The place lies within itself")]),
    ("geonames", PLACE + " ; ng:geonamesId 'Q42'", [("ng:geonamesId", "The GeoNames identifier is not one number")]),
    ("lat", PLACE + " ; wgs84:lat 90.5 ; wgs84:long 0.0", [("wgs84:lat", "The latitude is not one number")]),
    ("long", PLACE + " ; wgs84:lat 0.0 ; wgs84:long '12'", [("wgs84:long", "The longitude is not one number")]),
    ("half", PLACE + " ; wgs84:long 12.0", [("wgs84:lat", "The place has half a coordinate")]),
    ("post-label", "a ng:Post ; ng:title 'dean' . <person/ana-ruiz> ng:holds <post-label>",
     [("rdfs:label", "The post has no label")]),
    ("post-title", "a ng:Post ; rdfs:label 'Post' . <person/ana-ruiz> ng:holds <post-title>",
     [("ng:title", "The post has no title, or several")]),
    ("post-titles", POST + " , 'head' . <person/ana-ruiz> ng:holds <post-titles>",
     [("ng:title", "The post has no title, or several")]),
    ("post-unheld", POST, [("^ng:holds", "The post is not held by exactly one person")]),
    ("post-shared", POST + " . <person/ana-ruiz> ng:holds <post-shared> . <other> a ng:Person ; rdfs:label 'O' ;"
     " ng:holds <post-shared>", [("^ng:holds", "The post is not held by exactly one person")]),
    ("post-org", POST + f" ; ng:organisation {COUNTY} . <person/ana-ruiz> ng:holds <post-org>",
     [("ng:organisation", "The post's organisation is none, or several")]),
    ("post-former", POST + " ; ng:former 1 . <person/ana-ruiz> ng:holds <post-former>",
     [("ng:former", "ng:former is not true or false")]),
    ("d-label", "a ng:Decision ; ng:verdict 'same'", [("rdfs:label", "The decision has no label")]),
    ("d-verdict", "a ng:Decision ; rdfs:label 'D' ; ng:verdict 'maybe'",
     [("ng:verdict", "It is not clear what was decided")]),
    ("d-about", "a ng:Decision ; rdfs:label 'D' ; ng:verdict 'same' ; ng:decides 'Li Song'",
     [("ng:decides", "The decision is about something that has no IRI")]),
    ("d-by", f"a ng:Decision ; rdfs:label 'D' ; ng:verdict 'same' ; ng:decidedBy {HILL}",
     [("ng:decidedBy", "Who decided is no text")]),
    ("d-same", f"a ng:Decision ; rdfs:label 'D' ; ng:verdict 'same' ; ng:decides {HILL} , <organisation/other>",
     [("ng:decides", "The decision says \"same\" of several nodes")]),
    ("m-of", MENTION.replace("ng:mentionOf <organisation/hill-university> ;", ""),
     [("ng:mentionOf", "The mention is not of exactly one thing")]),
    ("m-item", MENTION.replace("ng:inItem <item/n1> ;", ""), [("ng:inItem", "The mention does not stand in exactly")]),
    ("m-sentence", MENTION + f" ; ng:inSentence {HILL}", [("ng:inSentence", "The mention's sentence is none")]),
    ("m-quote", MENTION.replace("ng:quote 'University' ;", ""), [("ng:quote", "The mention has no quote, or several")]),
    ("m-part", MENTION.replace("'text'", "'lead'"), [("ng:part", "It is not clear which part of the item the mentio")]),
    ("m-start", MENTION.replace("ng:startOffset 5", "ng:startOffset -5 ").replace("15", "5"),
     [("ng:startOffset", "The mention's start is not one offset")]),
    ("m-end", MENTION.replace("; ng:endOffset 15", ""), [("ng:endOffset", "The mention's end is not one offset")]),
    ("m-backward", MENTION.replace("15", "5"), [("ng:startOffset", "The mention ends before it begins")]),
    ("m-form", MENTION + " ; ng:form 'pronoun'", [("ng:form", "The mention's form is unknown")]),
    ("m-confidence", MENTION + " ; ng:confidence 1.5", [("ng:confidence", "The confidence is not one number")]),
    ("m-length", MENTION.replace("15", "16"), [("ng:quote", "The quote is not as long as its offsets say")]),
    ("m-words", MENTION.replace("'University'", "'universitY'") + " ; ng:inSentence <item/n1#s1>",
     [("ng:quote", "The quote is not what its sentence says")]),
    ("m-outside", MENTION.replace("5 ;", "60 ;").replace("15", "70") + " ; ng:inSentence <item/n1#s1>",
     [("ng:quote", "The quote is not what its sentence says")]),
    ("m-title", MENTION.replace("'text'", "'title'") + " ; ng:inSentence <item/n1#s1>",
     [("ng:quote", "The quote is not what its sentence says")]),
    ("m-elsewhere", MENTION.replace("item/n1", "item/n2") + " ; ng:inSentence <item/n1#s1>",
     [("ng:inSentence", "The sentence stands in another news item")]),
    ("m-right", MENTION + " ; ng:inSentence <item/n1#s1>", []),
    ("s-item", SENTENCE.replace("ng:inItem <item/n1> ;", ""), [("ng:inItem", "The sentence does not stand in exactl")]),
    ("s-text", SENTENCE.replace("ng:text 'University' ;", ""), [("ng:text", "The sentence has no words")]),
    ("s-part", SENTENCE.replace("ng:part 'text' ;", ""), [("ng:part", "It is not clear which part of the item the s")]),
    ("s-start", SENTENCE.replace("ng:startOffset 5", "ng:startOffset 5.0"),
     [("ng:startOffset", "The sentence's start is not one offset")]),
    ("s-end", SENTENCE.replace("; ng:endOffset 15", ""), [("ng:endOffset", "The sentence's end is not one offset")]),
    ("s-backward", SENTENCE.replace("15", "4"), [("ng:startOffset", "The sentence ends before it begins")]),
    ("s-length", SENTENCE.replace("15", "14"), [("ng:text", "The sentence is not as long as its offsets say")]),
    ("v-subject", EVIDENCE.replace("ng:subject <event/training> ;", ""),
     [("ng:subject", "The evidence is not for exactly one subject")]),
    ("v-property", EVIDENCE.replace("ng:property ng:organiser ;", ""),
     [("ng:property", "The evidence is not for exactly one property")]),
    ("v-value", EVIDENCE.split(" ; ng:value")[0].removesuffix(";"), [("ng:value", "The evidence is not for exactly")]),
    ("v-item", EVIDENCE.replace("ng:inItem <item/n1> ;", ""), [("ng:inItem", "The evidence does not stand in exactl")]),
    ("v-sentence", EVIDENCE.replace("ng:inSentence <item/n1#s1> ;", ""),
     [("ng:inSentence", "The evidence does not rest on exactly one sentence")]),
    ("item-copy", ITEM.format("x7") + f" ; ng:nearCopyOf {HILL}", [("ng:nearCopyOf", "The item is not a near copy")]),
    ("item-copies", ITEM.format("x8") + " ; ng:nearCopyOf <item/n3>", [("ng:nearCopyOf", "The item is a copy of a")]),
    ("doubt-label", f"{DOUBT} , <event/ceremony>".replace("rdfs:label 'why' ;", ""),
     [("rdfs:label", "The doubt does not say why")]),
    ("doubt-one", DOUBT, [("ng:concerns", "The doubt does not concern two nodes")]),
    ("doubt-ground", f"{DOUBT.replace('name', 'luck')} , <event/ceremony>", [("ng:ground", "The doubt has no")]),
    ("doubt-apart", f"{DOUBT} , <event/training>", [("ng:concerns", "The doubt's nodes are not related")]),
    ("v-untold", EVIDENCE.replace("ng:organiser", "ng:host"), [("ng:value", "The evidence is for a statement that t")]),
    ("two-classes", ORG + " , 'b' ; a ng:Person", [(None, "The node has two classes that exclude each other")]),
    ("https://w3id.org/newsgraph#organizer", f". <event/visit> ng:organizer {HILL}", [(None, "The term is not in th")]),
    ("https://w3id.org/newsgraph#Institute", ". <institute> a ng:Institute", [(None, "The term is not in the newsgr")]),
]  # fmt: skip
WARNINGS = {"two-types", "two-starts", "two-ends", "only-end"}


def valid() -> list[Quad]:
    return list(parse(VALID, format=RdfFormat.TRIG))


def turtle(text: str) -> list[Quad]:
    return list(parse(PROLOGUE + text, format=RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def found() -> dict[str, list[Violation]]:
    quads = valid()
    for name, said, _ in BROKEN:
        quads += turtle(said[1:] + " ." if said.startswith(".") else f"<{name}> {said} .")
    by_node: defaultdict[str, list[Violation]] = defaultdict(list)
    for violation in validate(quads):
        by_node[violation.focus.value.removeprefix(BASE)].append(violation)
    return by_node


def test_the_valid_sample_conforms() -> None:
    assert [str(v) for v in validate(valid())] == []


def test_the_valid_sample_uses_every_property_and_class() -> None:
    used = {term for q in valid() for term in (q.predicate, q.object)}
    properties = {term for term in NG if term.value.rpartition("#")[2][0].islower()}
    assert properties - used == set()
    assert set(CLASSES) - used == {NG.Agent}


@pytest.mark.parametrize(
    "name, expected", [(name, expected) for name, _, expected in BROKEN], ids=[name for name, _, _ in BROKEN]
)
def test_a_broken_node_gives_exactly_its_messages(
    found: dict[str, list[Violation]], name: str, expected: list[tuple[str | None, str]]
) -> None:
    violations = sorted(found.get(name, []), key=lambda v: (v.path or "", v.message))
    assert [v.path for v in violations] == [path for path, _ in expected], [str(v) for v in violations]
    for violation, (_, start) in zip(violations, expected, strict=True):
        assert violation.message.startswith(start)
        assert violation.severity == ("warning" if name in WARNINGS else "violation")


def test_nothing_else_is_blamed(found: dict[str, list[Violation]]) -> None:
    assert {name for name in found if found[name]} - {name for name, _, _ in BROKEN} == set()


def test_every_message_of_the_shapes_was_seen_and_names_a_cure(found: dict[str, list[Violation]]) -> None:
    written = re.findall(r'sh:message "((?:[^"\\]|\\.)*)"', ontology_text("shapes.ttl"))
    messages = {message.replace('\\"', '"') for message in written}
    assert {v.message for violations in found.values() for v in violations} == messages
    assert [m for m in messages if not re.fullmatch(r"[^.]+: \S.+\.", m)] == []  # what is wrong: the cure.


def test_a_violation_is_a_readable_line_with_its_node_item_and_value() -> None:
    (violation,) = validate([*valid(), *turtle("<event/training> ng:status ng:Visit .")])
    assert violation == Violation(
        focus=NamedNode(BASE + "event/training"),
        path="ng:status",
        value=NG.Visit,
        message="The event's status is unknown: use ng:Scheduled, ng:Held, ng:Postponed or ng:Cancelled.",
        severity="violation",
        label="Training in Lake County",
        items=("n1",),
    )
    assert str(violation) == (
        'violation: "Training in Lake County" <https://example.org/newsgraph/event/training>, item n1, '
        "ng:status ng:Visit: The event's status is unknown: use ng:Scheduled, ng:Held, ng:Postponed or ng:Cancelled."
    )


def test_a_post_names_the_items_of_its_holder_and_a_mention_its_own() -> None:
    added = turtle("<post/ana-ruiz-teacher> ng:title 'tutor' . <item/n2#m1> ng:form 'loud' .")
    triples = [q.triple for q in [*valid(), *added]]  # without graph names: from the triples alone
    assert [(v.focus.value.removeprefix(BASE), v.items) for v in validate(triples)] == [
        ("item/n2#m1", ("n2",)),
        ("item/n2#m1", ("n2",)),
        ("post/ana-ruiz-teacher", ("n2",)),
    ]


def test_order_does_not_matter_and_repeats_do_not_count() -> None:
    quads = [*valid(), *turtle("<e> a ng:Event . <f> a ng:Event ; ng:status 'x' , 'y' .")]
    assert validate(quads) == validate([*reversed(quads), *quads])


def test_blank_nodes_languages_and_odd_literals_pass_through() -> None:
    node = BlankNode("b1")
    event = [Quad(node, RDF.type, NG.Event), Quad(node, RDFS.label, Literal("<b>Fête</b>", language="fr"))]
    event.append(Quad(node, NG.startDate, Literal("99999-01-01", datatype=XSD.date)))
    got = [(v.focus, v.path, v.value, v.label) for v in validate([*valid(), *event])]
    assert got == [
        (node, "ng:eventType", None, "<b>Fête</b>"),
        (node, "ng:mentionedIn", None, "<b>Fête</b>"),
        (node, "ng:startDate", Literal("99999-01-01", datatype=XSD.date), "<b>Fête</b>"),
    ]


def test_a_strangers_text_cannot_steer_the_terminal_or_flood_it() -> None:
    label = "a\x1b[2J\nb\u202e" + "x" * 200
    event = [Quad(NamedNode(BASE + "e"), RDF.type, NG.Event), Quad(NamedNode(BASE + "e"), RDFS.label, Literal(label))]
    lines = [str(v) for v in validate(event)]
    assert len(lines) == 2
    for line in lines:
        assert line.startswith('violation: "a�[2J�b�xxx')
        assert line.isprintable()
        assert len(line) < 300


@pytest.mark.parametrize("name", ["shapes.ttl", "ontology-shapes.ttl"])
def test_the_shapes_are_themselves_valid_shacl(name: str) -> None:
    shapes = Graph().parse(data=ontology_text(name), format="turtle")
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_an_empty_graph_conforms() -> None:
    assert validate([]) == []
