"""Files for other programmes: read back by networkx and the csv module."""

from __future__ import annotations

import csv
import io

import networkx as nx
import pytest

from newsgraph.ontology.errors import DrawError
from newsgraph.viz import Link, Node, network, write_csv, write_gexf, write_graphml

BASE = "https://example.org/newsgraph/"
LOU = BASE + "organisation/lakeland-open-university"


@pytest.fixture
def hostile():
    graph = nx.MultiDiGraph()
    graph.add_node("x:1", node=Node("x:1", "Event", 'a <b> & "c"\x00\x0b\ud800', theme="=HYPERLINK(1)"))
    graph.add_node("x:2", node=Node("x:2", "Person", "-2+3", names=("one", "two")))
    graph.add_edge("x:1", "x:2", key="leader", link=Link("leader", "leader"))
    return graph


@pytest.mark.parametrize(("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)])
def test_xml_formats_are_read_back(small_store, tmp_path, write, read):
    path = tmp_path / "graph.xml"
    write(network(small_store), path)
    graph = read(path)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (38, 60)
    assert graph.nodes[LOU]["label"] == "Lakeland Open University"
    assert graph.nodes[LOU]["class"] == "Organisation"
    assert graph.nodes[LOU]["items"] == 6
    assert graph.nodes[BASE + "event/reading-week"]["endDate"] == "2024-03-09"
    kinds = {data["kind"] for _, _, data in graph.edges(data=True)}
    assert {"organiser", "partOf", "post"} < kinds


@pytest.mark.parametrize("write", [write_graphml, write_gexf, write_csv])
def test_the_same_graph_gives_the_same_bytes(small_store, write):
    one, other = io.BytesIO(), io.BytesIO()
    write(network(small_store), one)
    write(network(small_store), other)
    assert one.getvalue() == other.getvalue()
    assert b"lastmodified" not in one.getvalue()


@pytest.mark.parametrize(("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)])
def test_what_xml_cannot_hold_is_left_out(hostile, tmp_path, write, read):
    path = tmp_path / "graph.xml"
    write(hostile, path)
    assert read(path).nodes["x:1"]["label"] == 'a <b> & "c"'


def test_csv_has_a_file_of_nodes_and_one_of_edges(small_store, tmp_path):
    nodes, edges = write_csv(network(small_store), tmp_path / "graph.csv")
    assert (nodes.name, edges.name) == ("graph-nodes.csv", "graph-edges.csv")
    by_id = {row["id"]: row for row in csv.DictReader(nodes.open(newline="", encoding="utf-8"))}
    assert len(by_id) == 38
    assert by_id[BASE + "person/ana-bell"]["posts"] == "rector, Lakeland Open University"
    assert by_id[BASE + "location/port-avel"]["latitude"] == "54.25"
    assert by_id[BASE + "event/old-founding"]["background"] == "true"
    rows = list(csv.DictReader(edges.open(newline="", encoding="utf-8")))
    assert len(rows) == 60
    assert {
        "source": BASE + "person/ana-bell",
        "target": LOU,
        "kind": "post",
        "label": "rector",
        "former": "false",
        "confidence": "",
    } in rows


def test_a_folder_gets_both_files(small_store, tmp_path):
    assert [path.name for path in write_csv(network(small_store), tmp_path)] == ["nodes.csv", "edges.csv"]


def test_a_spreadsheet_runs_no_cell(hostile, tmp_path):
    nodes, _ = write_csv(hostile, tmp_path)
    rows = list(csv.DictReader(nodes.open(newline="", encoding="utf-8")))
    assert rows[0]["theme"] == "'=HYPERLINK(1)"
    assert rows[1]["label"] == "'-2+3"


def test_a_place_that_cannot_be_written_is_named(small_store, tmp_path):
    with pytest.raises(DrawError, match="absent"):
        write_graphml(network(small_store), tmp_path / "absent" / "graph.graphml")
