"""What `network()` reads from the small graph that small.ttl holds; every expectation is read off that file."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.errors import DrawError
from newsgraph.viz import network
from newsgraph.viz.records import Post, folded_of, links_of, nodes_of

BASE = "https://example.org/newsgraph/"
LOU = BASE + "organisation/lakeland-open-university"


class Result(NamedTuple):
    rows: list[tuple[object, ...]]


def names(graph):
    return {iri.removeprefix(BASE) for iri in graph}


def test_the_whole_graph_has_every_node_of_the_five_classes(small_store):
    graph = network(small_store)
    count = {
        cls: sum(n.cls == cls for n in nodes_of(graph))
        for cls in ("Event", "Organisation", "Person", "Location", "Programme")
    }
    assert count == {"Event": 12, "Organisation": 12, "Person": 5, "Location": 6, "Programme": 3}
    assert not folded_of(graph).total


def test_an_event_carries_what_the_item_says(small_store):
    node = network(small_store).nodes[BASE + "event/reading-week"]["node"]
    assert (node.event_type, node.start, node.end, node.time_text) == (
        "Campaign",
        "2024-03-03",
        "2024-03-09",
        "from 3 to 9 March",
    )
    assert (node.status, node.theme, node.items) == ("held", "A book for every shore", 1)
    (quote,) = node.quotes
    assert quote.words == "opened its spring reading week"
    assert quote.sentence == "The Lakeland Open University (LOU) opened its spring reading week in Marlow Bay."
    assert (quote.title, quote.url, quote.date) == (
        "Reading week opens in Marlow Bay",
        "https://news.example.org/reading-week",
        "2024-03-04",
    )


def test_the_more_telling_of_two_types_comes_first(small_store):
    assert network(small_store).nodes[BASE + "event/library-donation"]["node"].event_types == ("Donation", "Ceremony")


def test_an_organisation_has_its_chosen_name_and_the_others(small_store):
    node = network(small_store).nodes[LOU]["node"]
    assert (node.label, node.acronym, node.kind, node.items) == ("Lakeland Open University", "LOU", "university", 6)
    assert set(node.names) == {"LOU", "Open University of Lakeland"}
    # the latest item first, and of an item the first mention in the text
    assert [quote.words for quote in node.quotes] == ["LOU"]


def test_quotes_are_of_the_latest_items(small_store):
    bell = network(small_store).nodes[BASE + "person/ana-bell"]["node"]
    assert [(q.words, q.title) for q in bell.quotes] == [("Ana Bell", "Delegation visits Northmoor College")]


def test_posts_are_edges_with_the_title_and_remain_with_the_person(small_store):
    graph = network(small_store)
    links = [(o.removeprefix(BASE), k.label, k.former) for s, o, k in links_of(graph) if s == BASE + "person/ana-bell"]
    assert ("organisation/lakeland-open-university", "rector", False) in links
    assert ("organisation/school-of-education", "dean", True) in links
    assert graph.nodes[BASE + "person/jon-vale"]["node"].posts == (Post("poet", "", False),)


def test_involves_stands_only_where_no_role_is_known(small_store):
    kinds = {
        (s.removeprefix(BASE), o.removeprefix(BASE))
        for s, o, k in links_of(network(small_store))
        if k.kind == "involves"
    }
    assert kinds == {("event/library-donation", "organisation/hollow-creek-centre")}


def test_places_have_coordinates_and_what_they_lie_within(small_store):
    graph = network(small_store)
    node = graph.nodes[BASE + "location/port-avel"]["node"]
    assert (node.lat, node.long) == (54.25, -2.5)
    assert graph.has_edge(BASE + "location/hollow-creek", BASE + "location/fern-county", "within")


def test_a_neighbourhood_of_one_hop(small_store):
    graph = network(small_store, focus=NamedNode(BASE + "programme/open-shelf"))
    assert names(graph) == {"programme/open-shelf", "event/reading-week", "event/library-donation"}


def test_a_neighbourhood_of_two_hops_has_the_edges_of_its_outer_ring(small_store):
    graph = network(small_store, focus=NamedNode(BASE + "event/fern-lecture"), hops=2)
    assert names(graph) == {
        "event/fern-lecture", "event/fern-training", "person/tomas-reed", "organisation/fern-branch",
        "organisation/school-of-education", "organisation/fern-education-office", "location/fern-county",
        "programme/rural-teachers",
    }  # fmt: skip
    assert graph.has_edge(BASE + "person/tomas-reed", BASE + "organisation/fern-branch", "post: head")
    assert graph.graph["focus"] == BASE + "event/fern-lecture"


def test_a_result_comes_with_the_events_that_join_it(small_store):
    rows = [(NamedNode(BASE + "person/ana-bell"), Literal("Ana Bell")), (NamedNode(BASE + "person/ida-moss"), None)]
    graph = network(small_store, table=Result(rows))
    # the visit and the signing name both; the reading week names one
    assert names(graph) == {"person/ana-bell", "person/ida-moss", "event/northmoor-visit", "event/agreement"}


def test_only_the_classes_that_are_asked_for(small_store):
    graph = network(small_store, classes=["Organisation"])
    assert {node.cls for node in nodes_of(graph)} == {"Organisation"}
    assert {link.kind for _, _, link in links_of(graph)} == {"partOf"}


def test_a_limit_keeps_the_most_reported_and_says_what_it_left_out(small_store):
    graph = network(small_store, limit=10)
    assert graph.number_of_nodes() == 10
    # 40 % of 10 nodes are entities; the university has 6 items, Ana Bell 3, all others 2 or 1
    entities = [node for node in nodes_of(graph) if node.cls != "Event"]
    assert {LOU, BASE + "person/ana-bell"} < {node.iri for node in entities}
    assert len(entities) == 4
    assert folded_of(graph).total == 28
    assert folded_of(graph).left_out["Event"] == 6


def test_a_limit_around_a_focus_keeps_the_focus(small_store):
    assert BASE + "location/lakeland" in network(
        small_store, focus=NamedNode(BASE + "location/lakeland"), hops=3, limit=5
    )


def test_no_limit_draws_everything(small_store):
    assert network(small_store, limit=None).number_of_nodes() == 38


def test_the_order_of_nodes_and_edges_does_not_depend_on_the_store(small_store):
    class Shuffled:
        def query(self, text):
            return Result(list(reversed(list(small_store.query(text).rows))))

    one, other = network(small_store), network(Shuffled())
    assert list(one.nodes(data="node")) == list(other.nodes(data="node"))
    assert list(one.edges(keys=True, data="link")) == list(other.edges(keys=True, data="link"))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"focus": NamedNode(BASE + "person/nobody")}, "not a node"),
        ({"focus": NamedNode(LOU), "table": Result([])}, "either"),
        ({"table": Result([(Literal("x"),)])}, "nothing that can be drawn"),
        ({"limit": 0}, "at least 1"),
        ({"classes": ["Organization"]}, "unknown class: Organization"),
    ],
)
def test_what_cannot_be_drawn_is_said(small_store, arguments, why):
    with pytest.raises(DrawError, match=why):
        network(small_store, **arguments)


def test_text_of_the_store_cannot_become_syntax():
    # the questions paste IRIs only: pyoxigraph makes none that could end an IRI reference
    with pytest.raises(ValueError, match="IRI"):
        NamedNode("https://example.org/x> } DROP ALL #")


def test_nodes_and_links_tell_how_sure_they_are(small_store):
    graph = network(small_store)
    assert graph.nodes[BASE + "event/reading-week"]["node"].confidence == 0.93
    assert graph.nodes[LOU]["node"].confidence is None
    link = graph.edges[BASE + "event/reading-week", LOU, "organiser"]["link"]
    assert link.confidence == 0.88  # by its surest evidence
