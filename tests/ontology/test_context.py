"""The JSON-LD context covers the vocabulary, and a graph written with it comes back the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph
from rdflib.compare import isomorphic

from newsgraph.ontology.resources import ontology_text
from newsgraph.ontology.terms import NG, NG_BASE, PREFIXES, local_name

CONTEXT = json.loads(ontology_text("context.jsonld"))["@context"]
VALID = (Path(__file__).parent / "valid.trig").read_bytes()


def merged() -> Graph:
    triples = {q.triple for q in parse(VALID, format=RdfFormat.TRIG)}
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def test_every_term_has_its_own_name_in_the_context() -> None:
    named = {
        name: entry["@id"] if isinstance(entry, dict) else entry for name, entry in CONTEXT.items() if name[0] != "@"
    }
    assert {name: iri for name, iri in named.items() if iri.startswith("ng:")} == {
        local_name(term): f"ng:{local_name(term)}" for term in NG
    }
    assert {p: CONTEXT[p] for p in PREFIXES} == PREFIXES
    assert CONTEXT["ng"] == NG_BASE


def test_a_graph_written_with_the_context_comes_back_the_same() -> None:
    graph = merged()
    written = graph.serialize(format="json-ld", context=CONTEXT)
    assert isomorphic(Graph().parse(data=written, format="json-ld"), graph)
    # a second, independent reader
    again = serialize((q.triple for q in parse(written, format=RdfFormat.JSON_LD)), format=RdfFormat.N_TRIPLES)
    assert isomorphic(Graph().parse(data=again, format="nt"), graph)


def test_it_reads_well() -> None:
    written = json.loads(merged().serialize(format="json-ld", context=CONTEXT))["@graph"]
    training = next(node for node in written if node["id"].endswith("event/training"))
    base = "https://example.org/newsgraph/"
    assert training["type"] == "Event"
    assert training["eventType"] == "Training"
    assert training["status"] == "Held"
    assert training["organiser"] == [f"{base}organisation/hill-university"]
    assert training["startDate"] == {"type": "xsd:date", "@value": "2024-05-03"}
    assert training["endDate"] == {"type": "xsd:gYearMonth", "@value": "2024-05"}
    assert training["theme"] == ["Teaching well"]
    mention = next(node for node in written if node["id"].endswith("item/n1#m1"))
    assert (mention["startOffset"], mention["endOffset"], mention["confidence"]) == (0, 15, "0.9")
    evidence = next(node for node in written if node["id"].endswith("item/n1#v1"))
    assert evidence["value"] == {"id": f"{base}organisation/hill-university"}


@pytest.mark.parametrize("date, datatype", [("2024-07-14", "date"), ("2024-07", "gYearMonth"), ("2024", "gYear")])
def test_dates_of_every_precision_keep_their_type(date: str, datatype: str) -> None:
    document = {
        "@context": CONTEXT,
        "id": "https://example.org/e",
        "type": "Event",
        "startDate": {"@type": f"xsd:{datatype}", "@value": date},
    }
    found = {
        str(q.object) for q in parse(json.dumps(document), format=RdfFormat.JSON_LD) if q.predicate == NG.startDate
    }
    assert found == {f'"{date}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'}
