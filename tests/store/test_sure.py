"""What is not sure enough is left out, with all that rests on it; what has no confidence stays."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

from newsgraph.ontology.terms import NG_BASE
from newsgraph.store.base import Truth
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.sure import sure_quads

BASE = "https://example.org/newsgraph/"
TRIG = f"""@base <{BASE}> . @prefix ng: <{NG_BASE}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
GRAPH <item/a> {{
  <item/a> a ng:NewsItem .
  <e1> a ng:Event ; ng:mentionedIn <item/a> ; ng:organiser <o1> ; ng:host <o2> ; ng:speaker <o1> ;
    ng:involves <o1> , <o2> ;
    ng:location <l1> ; ng:theme "reading" ; ng:startDate "2024"^^<http://www.w3.org/2001/XMLSchema#gYear> .
  <e2> a ng:Event ; ng:mentionedIn <item/a> ; ng:organiser <o1> ; ng:involves <o1> ; ng:subEventOf <e1> .
  <o1> a ng:Organisation ; ng:mentionedIn <item/a> . <o2> a ng:Organisation ; ng:mentionedIn <item/a> .
  <l1> a ng:Location ; ng:mentionedIn <item/a> ; rdfs:label "Leeds" .
  <p1> a ng:Person ; ng:mentionedIn <item/a> ; ng:holds <post/1> .
  <post/1> a ng:Post ; ng:title "dean" ; ng:organisation <o1> .
  <a#m1> a ng:Mention ; ng:mentionOf <e1> ; ng:confidence 0.95 .
  <a#m2> a ng:Mention ; ng:mentionOf <e2> ; ng:confidence 0.6 .
  <a#v1> a ng:Evidence ; ng:subject <e1> ; ng:property ng:organiser ; ng:value <o1> ; ng:confidence 0.7 .
  <a#v2> a ng:Evidence ; ng:subject <e1> ; ng:property ng:host ; ng:value <o2> ; ng:confidence 0.7 .
  <a#v3> a ng:Evidence ; ng:subject <e1> ; ng:property ng:speaker ; ng:value <o1> ; ng:confidence 0.9 .
  <a#v4> a ng:Evidence ; ng:subject <e1> ; ng:property ng:location ; ng:value <l1> ; ng:confidence 0.5 .
  <a#v5> a ng:Evidence ; ng:subject <e1> ; ng:property ng:theme ; ng:value "reading" .
  <a#v6> a ng:Evidence ; ng:subject <e2> ; ng:property ng:organiser ; ng:value <o1> ; ng:confidence 0.99 .
  <a#v7> a ng:Evidence ; ng:subject <p1> ; ng:property ng:holds ; ng:value <post/1> ; ng:confidence 0.6 .
}}
GRAPH <item/b> {{
  <e1> a ng:Event ; ng:mentionedIn <item/b> ; ng:location <l1> .
  <b#v1> a ng:Evidence ; ng:subject <e1> ; ng:property ng:location ; ng:value <l1> ; ng:confidence 0.85 .
}}
GRAPH <graph/reference> {{ <e1> ng:confidence 0.95 . <e2> ng:confidence 0.6 .
  <o1> ng:confidence 0.9 . <p1> ng:confidence 0.9 . }}
"""


@pytest.fixture
def whole(embedded: EmbeddedStore) -> EmbeddedStore:
    embedded.replace(parse(TRIG, format=RdfFormat.TRIG))
    return embedded


def test_what_is_left(whole: EmbeddedStore) -> None:
    with EmbeddedStore(whole.path.parent / "sure") as sure:
        sure.replace(sure_quads(whole, 0.8))

        def there(pattern: str) -> bool:
            answer = sure.query(f"BASE <{BASE}> PREFIX ng: <{NG_BASE}> ASK {{ {pattern} }}")
            assert isinstance(answer, Truth)
            return answer.value

        assert there("<e1> a ng:Event ; ng:speaker <o1> ; ng:involves <o1> ; ng:location <l1> ; ng:theme 'reading'")
        assert there("<e1> ng:startDate ?any")  # no evidence speaks of it
        assert there("GRAPH <item/a> { <e1> ng:location <l1> }")  # another item is sure enough
        assert not there("<e1> ng:organiser ?x")
        assert not there("<e1> ng:host ?x")
        assert not there("<e1> ng:involves <o2>")
        assert there("<o2> a ng:Organisation")
        for gone in ("<e2>", "<post/1>", "<a#m2>", "<a#v1>", "<a#v2>", "<a#v6>", "<a#v7>"):
            assert not there(f"{gone} ?p ?o"), gone
            assert not there(f"?s ?p {gone}"), gone
            assert not there(f"GRAPH ?g {{ {gone} ?p ?o }}"), gone
        assert there("<p1> a ng:Person")
        assert there("<a#v3> a ng:Evidence")


def test_a_low_threshold_leaves_all(whole: EmbeddedStore) -> None:
    assert set(sure_quads(whole, 0.5)) == set(whole.quads())
    everything = {(q.subject, q.predicate, q.object) for q in whole.quads(DefaultGraph())}
    assert (NamedNode(BASE + "e2"), NamedNode(NG_BASE + "organiser"), NamedNode(BASE + "o1")) in everything
