"""From what a person types to the node that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ontology.errors import ParameterError
from newsgraph.ontology.terms import NG, RDF, RDFS, SKOS
from newsgraph.queries import look_up
from newsgraph.queries.lookup import folded
from newsgraph.store.embedded import EmbeddedStore


@pytest.mark.parametrize(
    "name, type, end",
    [
        ("Open University of China", "organisation", "organisation/ouc"),
        ("OUC", "organisation", "organisation/ouc"),
        ("ouc", "node", "organisation/ouc"),
        ("  the OPEN university of China ", "agent", "organisation/ouc"),
        ("“Open University of China”", "entity", "organisation/ouc"),
        ("School of Education of the OUC", "organisation", "organisation/school-of-education"),
        ("United Nations Educational, Scientific and Cultural Organization", "agent", "organisation/unesco"),
        ("organisation/ouc", "organisation", "organisation/ouc"),
        ("https://example.org/newsgraph/organisation/ouc", "organisation", "organisation/ouc"),
        ("<https://example.org/newsgraph/organisation/ouc>", "organisation", "organisation/ouc"),
        ("Li Song", "person", "person/li-song"),
        ("Liangshan", "location", "location/liangshan"),
        ("training", "event", "event/training"),
        ("Teacher training launched", "event", "event/training"),
        ("n1", "item", "item/n1"),
        ("Gift to Jishishan", "item", "item/n3"),
        ("Digital Campus", "programme", "programme/digital"),
    ],
)
def test_is_found(store: EmbeddedStore, base: str, name: str, type: str, end: str) -> None:
    assert look_up(store, name, base=base, type=type) == NamedNode(base + end)


def test_of_several_the_candidates_are_listed(store: EmbeddedStore, base: str) -> None:
    with pytest.raises(ParameterError) as caught:
        look_up(store, "the Education Foundation", base=base, type="organisation")
    assert caught.value.why == (
        "'the Education Foundation' stands for 2 things: "
        "Education Foundation of the Open University of China (Organisation) <" + base + "organisation/foundation>; "
        "education foundation (Organisation) <" + base + "organisation/other-foundation>"
    )
    assert caught.value.cure == "give the IRI of one"


def test_unknown_names_are_answered_with_like_ones(store: EmbeddedStore, base: str) -> None:
    with pytest.raises(ParameterError) as caught:
        look_up(store, "Open Univercity of China", base=base, type="organisation")
    assert caught.value.why == "there is no organisation named 'Open Univercity of China'"
    assert caught.value.cure is not None
    assert caught.value.cure.startswith("did you mean Open University of China")


@pytest.mark.parametrize(
    "name, type, why",
    [
        ("Li Song", "organisation", "'Li Song' is of the class Person"),
        ("OUC", "location", "'OUC' is of the class Organisation"),
        ("location/butuo", "organisation", "<https://example.org/newsgraph/location/butuo> is of the class Location"),
        ("https://example.org/nothing", "person", "there is no person named 'https://example.org/nothing'"),
        ("???", "person", "'???' is not a name"),
        ("ng:Training", "event", "there is no event named"),
        ("> . ?s ?p ?o", "event", "there is no event named '> . ?s ?p ?o'"),
        ('"} INSERT DATA { <a:b> <a:b> <a:b> } #', "person", "there is no person named"),
        ("http://[broken", "person", "there is no person named"),
        ("a\x00b\ud800", "person", "there is no person named"),
    ],
)
def test_is_not_found(store: EmbeddedStore, base: str, name: str, type: str, why: str) -> None:
    with pytest.raises(ParameterError) as caught:
        look_up(store, name, base=base, type=type)
    assert caught.value.why.startswith(why)


@pytest.mark.parametrize(
    "one, other",
    [
        ("The Open University", "open university"),
        ("Teachers’ College", "teachers' college"),
        ("“Belt and Road” Forum", "belt and road forum"),
        ("ＯＵＣ", "ouc"),
        ("Sino-German  Centre", "sino german centre"),
        ("China's Future", "China’s future"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_spellings_that_differ() -> None:
    assert folded("The") == "the"
    assert folded("theatre") == "theatre"
    assert folded("国家开放大学") != folded("国家图书馆")


def test_names_without_latin_letters_and_headlines(tmp_path: object, base: str) -> None:
    with EmbeddedStore(str(tmp_path)) as own:
        graph = NamedNode(base + "item/1")
        org, event = NamedNode(base + "organisation/ouc"), NamedNode(base + "event/e")
        own.replace(
            [
                Quad(org, RDF.type, NG.Organisation, graph),
                Quad(org, SKOS.prefLabel, Literal("国家开放大学", language="zh"), graph),
                Quad(org, SKOS.altLabel, Literal("Straße der Künste"), graph),
                Quad(event, RDF.type, NG.Event, graph),
                Quad(event, RDFS.label, Literal("Training begins"), graph),
                Quad(graph, RDF.type, NG.NewsItem, graph),
                Quad(graph, RDFS.label, Literal("Training begins"), graph),
            ]
        )
        assert look_up(own, "国家开放大学", base=base) == org
        assert look_up(own, "STRASSE der Künste", base=base) == org
        assert look_up(own, "training begins", base=base) == event  # the item gives way to what it tells of
        assert look_up(own, "training begins", base=base, type="item") == graph


def test_of_namesakes_the_one_that_news_tells_of_is_meant(tmp_path: Path, base: str) -> None:
    city, county = NamedNode(base + "location/leeds"), NamedNode(base + "location/leeds-county")
    item, graph = NamedNode(base + "item/n1"), NamedNode(base + "graph/reference")
    quads = [Quad(place, RDF.type, NG.Location, graph) for place in (city, county)]
    quads += [Quad(place, SKOS.prefLabel, Literal("Leeds"), graph) for place in (city, county)]
    with EmbeddedStore(tmp_path / "graph") as store:
        store.replace(quads)
        with pytest.raises(ParameterError, match="stands for 2 things"):
            look_up(store, "Leeds", base=base)
        store.replace([*quads, Quad(city, NG.mentionedIn, item, item)])
        assert look_up(store, "Leeds", base=base) == city
