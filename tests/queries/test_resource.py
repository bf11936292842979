"""What the graph knows of one thing: read off tests/catalogue/graph.trig by eye, the same from every backend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse

from newsgraph.ontology.terms import NG, RDF
from newsgraph.queries.resource import ENDINGS, Known, Thing, data, description, elsewhere, known, read_thing
from newsgraph.store.base import GraphStore
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.remote import RemoteStore

BASE = "https://example.org/newsgraph/"


def thing(store: GraphStore, rest: str, **options: Any) -> Thing:
    found = read_thing(store, BASE + rest, **options)
    assert found is not None
    return found


def things(store: GraphStore) -> list[str]:
    """All that is told of below the base, but for the log of the runs, which is no part of the graph."""
    subjects = {q.subject.value for q in store.quads(DefaultGraph()) if isinstance(q.subject, NamedNode)}
    return sorted(s for s in subjects if s.startswith(BASE))


class Counting:
    """A store that counts the questions."""

    def __init__(self, store: GraphStore) -> None:
        self.store, self.asked = store, 0

    def query(self, text: str, **options: Any) -> Any:
        self.asked += 1
        return self.store.query(text, **options)


def test_an_event_with_what_items_say_differently(store: EmbeddedStore) -> None:
    it = thing(store, "event/training")
    assert it.cls == "Event"
    assert it.label == "Teacher training launched"  # the first of two labels, none is preferred
    assert it.names == (("Training in Butuo County", ""),)
    assert [s.text for s in it.of("startDate")] == ["2024-07-14", "2024-07-15"]
    assert [s.text for s in it.of("eventType")] == ["Launch", "Training"]
    assert [s.text for s in it.of("location")] == ["Butuo County", "Xichang"]
    assert it.confidence == 0.97
    (organiser,) = it.of("organiser")
    assert organiser.ref
    assert organiser.ref.label == "Open University of China"
    assert organiser.confidence == 0.93
    assert [q.text for q in organiser.quotes] == [
        "The OUC launched a training in Butuo County on 14 July 2024.",
        "OUC launches training",
    ]
    assert [q.item.title for q in organiser.quotes] == ["Training in Butuo", "OUC launches training"]
    assert organiser.quotes[0].item.source == "https://news.example.org/1"
    first = organiser.quotes[0]
    assert [first.text[m.start : m.end] for m in first.marks] == ["OUC", "launched a training"]
    assert [m.of.iri.removeprefix(BASE) for m in first.marks] == ["organisation/ouc", "event/training"]
    assert it.of("purpose")[0].text == "to train rural teachers"
    assert it.items_total == 2
    assert [i.date for i in it.items] == ["2024-07-18", "2024-07-16"]


def test_statements_keep_to_the_sentences_that_say_them(store: EmbeddedStore) -> None:
    dates = {
        s.text: [q.iri.removeprefix(BASE) for q in s.quotes] for s in thing(store, "event/training").of("startDate")
    }
    assert dates == {"2024-07-14": ["item/n1#s1"], "2024-07-15": []}


def test_an_organisation_with_its_units_events(store: EmbeddedStore) -> None:
    it = thing(store, "organisation/ouc")
    assert it.label == "Open University of China"
    assert it.acronyms == ("OUC",)
    gift = next(e for e in it.events if e.ref.iri == BASE + "event/gift")
    assert gift.as_ == ("donor",)
    assert [v.label for v in gift.via] == ["Education Foundation of the Open University of China"]
    assert gift.start == "2024-09"
    assert ("recipient", "Jishishan School") in [(role, r.label) for role, r in gift.others]
    training = next(e for e in it.events if e.ref.iri == BASE + "event/training")
    assert training.via == ()
    assert training.as_ == ("organiser",)
    assert [e.start for e in it.events] == sorted((e.start for e in it.events), key=lambda s: s or "", reverse=True)
    units = {k.other.iri.removeprefix(BASE): [q.iri.removeprefix(BASE) for q in k.quotes] for k in it.from_("partOf")}
    assert units["organisation/foundation"] == ["item/n3#s1"]
    assert it.page.total == len(it.events)


def test_events_come_in_pages(store: EmbeddedStore) -> None:
    whole = thing(store, "organisation/ouc").events
    first = thing(store, "organisation/ouc", size=2)
    second = thing(store, "organisation/ouc", size=2, offset=2)
    assert [e.ref for e in (*first.events, *second.events)] == [e.ref for e in whole[:4]]
    assert (first.page.preceding, first.page.following) == (None, 2)
    assert (second.page.preceding, second.page.total) == (0, len(whole))
    assert thing(store, "organisation/ouc", size=2, offset=9999).events == ()


def test_a_place_with_events_in_places_within_it(store: EmbeddedStore) -> None:
    it = thing(store, "location/liangshan")
    assert {e.ref.iri.removeprefix(BASE) for e in it.events} == {"event/training"}
    assert {v.label for v in it.events[0].via} == {"Butuo County", "Xichang"}
    assert {k.other.label for k in it.from_("within")} == {"Butuo County", "Xichang"}
    assert [r.label for r in thing(store, "location/butuo").closest] == ["Liangshan Prefecture"]
    assert thing(store, "location/butuo").same_as == ("https://sws.geonames.org/1815456/",)


def test_doubts_copies_and_decisions(store: EmbeddedStore) -> None:
    it = thing(store, "organisation/school-for-the-disabled")
    assert [r.iri for r in it.possibly_same] == [BASE + "organisation/jishishan-school"]
    assert [(d.label, d.ground) for d in it.doubts] == [("an item calls one also the other", "other name")]
    assert thing(store, "organisation/jishishan-school").possibly_same[0].iri == it.iri
    assert [s.ref.iri for s in thing(store, "item/n9").of("nearCopyOf") if s.ref] == [BASE + "item/n8"]
    assert [k.other.iri for k in thing(store, "item/n8").from_("nearCopyOf")] == [BASE + "item/n9"]
    decided = thing(store, "decision/different-1")
    assert {s.text for s in decided.of("decides")} == {"Beijing", "Xichang"}


def test_a_news_item_has_all_its_sentences_with_marks(store: EmbeddedStore) -> None:
    it = thing(store, "item/n1")
    assert [q.text for q in it.quotes] == ["The OUC launched a training in Butuo County on 14 July 2024."]
    assert [m.of.cls for m in it.quotes[0].marks] == ["Organisation", "Event"]
    assert [m.iri.removeprefix(BASE) for m in it.quotes[0].marks] == ["item/n1#m1", "item/n1#m2"]
    assert [v.removeprefix(BASE) for v in it.quotes[0].rests_on_it] == ["item/n1#v1", "item/n1#v2"]
    assert {r.label for r in it.entities} == {"Open University of China", "Butuo County", "Teacher Training Programme"}
    assert [e.ref.iri for e in it.events] == [BASE + "event/training"]


def test_a_page_takes_at_most_five_questions_and_data_three(store: EmbeddedStore) -> None:
    for iri in things(store):
        counting = Counting(store)
        read_thing(counting, iri)  # type: ignore[arg-type]
        assert counting.asked <= 5, iri
        counting.asked = 0
        description(counting, iri)  # type: ignore[arg-type]
        assert counting.asked <= 3, iri


def test_what_is_known_and_what_took_a_place(tmp_path: Any) -> None:
    said = f"""<{BASE}graph/reference> {{ <{BASE}person/b> <http://purl.org/dc/terms/replaces> <{BASE}person/a> ;
      a <{NG.Person.value}> . <https://other.example/c> a <{NG.Person.value}> . }}"""
    with EmbeddedStore(tmp_path / "graph") as store:
        store.replace(parse(said.encode(), format=RdfFormat.TRIG))
        assert known(store, [BASE + "person/b"]) == Known(iri=BASE + "person/b")
        assert known(store, [BASE + "person/a"]) == Known(successor=BASE + "person/b")
        assert known(store, [BASE + "person/z", "no iri <", BASE + "person/b"]) == Known(iri=BASE + "person/b")
        assert known(store, [BASE + "person/z"]) == Known()
        assert known(store, ["<>"]) == Known()
        assert elsewhere(store, BASE) == {"https://other.example/c"}
        assert read_thing(store, BASE + "person/z") is None
        assert thing(store, "person/b").replaces == (BASE + "person/a",)


def test_data_describes_the_thing_with_what_follows(store: EmbeddedStore) -> None:
    triples = description(store, BASE + "event/training")
    node = NamedNode(BASE + "event/training")
    own = {
        t for t in (Triple(q.subject, q.predicate, q.object) for q in store.quads()) if node in (t.subject, t.object)
    }
    assert own <= triples
    schema = "https://schema.org/"
    assert Triple(node, RDF.type, NamedNode(schema + "Event")) in triples
    assert Triple(node, NamedNode(schema + "organizer"), NamedNode(BASE + "organisation/ouc")) in triples
    assert Triple(NamedNode(BASE + "organisation/ouc"), RDF.type, NG.Organisation) in triples
    assert any(t.subject == NamedNode(BASE + "item/n1#s1") and t.predicate == NG.text for t in triples)
    assert not description(store, BASE + "event/unknown")


def test_all_data_parses_to_the_same_triples_in_every_format(store: EmbeddedStore) -> None:
    formats = {
        "ttl": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
    }
    assert set(formats) == set(ENDINGS)
    for iri in things(store):
        triples = description(store, iri)
        assert triples, iri
        for ending, fmt in formats.items():
            body = data(triples, ending, base=BASE)
            assert body == data(sorted(triples, key=str), ending, base=BASE)
            read = {Triple(q.subject, q.predicate, q.object) for q in parse(body, format=fmt)}
            assert read == triples, (iri, ending)


@pytest.fixture
def many(store: EmbeddedStore) -> Iterator[tuple[str, Thing, set[Triple]]]:
    return ((iri, told, description(store, iri)) for iri in things(store) if (told := read_thing(store, iri)))


@pytest.mark.virtuoso
def test_the_same_from_virtuoso(many: Iterator[tuple[str, Thing, set[Triple]]], on_virtuoso: RemoteStore) -> None:
    for iri, told, triples in many:
        assert read_thing(on_virtuoso, iri) == told, iri
        assert {(t.subject, t.predicate, str(t.object)) for t in description(on_virtuoso, iri)} == {
            (t.subject, t.predicate, str(t.object)) for t in triples
        }, iri


def test_partners_are_no_units(tmp_path: Any) -> None:
    said = f"""PREFIX ng: <{NG.Event.value.removesuffix("Event")}> BASE <{BASE}>
      GRAPH <item/1> {{ <o/a> a ng:Organisation . <o/b> a ng:Organisation .
      <o/unit> a ng:Organisation ; ng:partOf <o/a> .
      <e/1> a ng:Event ; ng:organiser <o/a> , <o/unit> ; ng:involves <o/a> , <o/unit> , <o/b> ; ng:host <o/b> .
      <e/2> a ng:Event ; ng:organiser <o/a> ; ng:involves <o/a> , <o/b> ; ng:host <o/b> . }}"""
    with EmbeddedStore(tmp_path / "graph") as store:
        store.replace(parse(said.encode(), format=RdfFormat.TRIG))
        assert [(r.iri, n) for r, n in thing(store, "o/a").partners] == [(BASE + "o/b", 2)]
        assert thing(store, "o/unit").partners == ((thing(store, "o/a").partners[0][0], 1),)


def test_of_places_around_a_place_the_closest(tmp_path: Any) -> None:
    said = f"""PREFIX ng: <{NG.Event.value.removesuffix("Event")}> BASE <{BASE}>
      GRAPH <item/1> {{ <location/eldoret> a ng:Location ; ng:within <location/uasin-gishu> , <location/kenya> .
      <location/uasin-gishu> a ng:Location ; ng:within <location/kenya> . <location/kenya> a ng:Location . }}"""
    with EmbeddedStore(tmp_path / "graph") as store:
        store.replace(parse(said.encode(), format=RdfFormat.TRIG))
        it = thing(store, "location/eldoret")
        assert [r.iri for r in it.closest] == [BASE + "location/uasin-gishu"]
        assert len(it.of("within")) == 2
