"""A small graph made by hand, whose calendar, feed and description can be told by reading it."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

BASE = "https://kb.example/"
PREFIXES = f"""@base <{BASE}> . @prefix ng: <https://w3id.org/newsgraph#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
# one event of three days, told twice; one of a month; one called off; one of the background; hostile words
GRAPH = """
<item/1> a ng:NewsItem ; rdfs:label "Fair opens" ; dcterms:issued "2024-07-16"^^xsd:date .
<item/2> a ng:NewsItem ; rdfs:label "Fair ends" ; dcterms:issued "2024-07-20T08:00:00Z"^^xsd:dateTime .
<event/fair> a ng:Event ; rdfs:label "Book fair" ; ng:eventType ng:Exhibition ; ng:startDate "2024-07-14"^^xsd:date ;
    ng:endDate "2024-07-16"^^xsd:date ; ng:status ng:Held ; ng:location <location/leeds> ;
    ng:organiser <organisation/lib> ; ng:involves <organisation/lib> ; ng:mentionedIn <item/1> , <item/2> .
<event/month> a ng:Event ; rdfs:label "Summer school" ; ng:startDate "2024-08"^^xsd:gYearMonth ;
    ng:mentionedIn <item/1> .
<event/off> a ng:Event ; rdfs:label "Talk; <script>alert(1)</script>" ; ng:startDate "2024-09-01"^^xsd:date ;
    ng:status ng:Scheduled , ng:Cancelled ; ng:mentionedIn <item/2> .
<event/old> a ng:Event ; rdfs:label "War" ; ng:background true ; ng:startDate "1937-07-07"^^xsd:date ;
    ng:mentionedIn <item/1> .
<location/leeds> a ng:Location ; rdfs:label "Leeds" ; owl:sameAs <https://sws.geonames.org/2644688/> ;
    ng:mentionedIn <item/1> .
<organisation/lib> a ng:Organisation ; rdfs:label "Lib" ; skos:prefLabel "City Library" ; ng:mentionedIn <item/1> .
<item/1#s1> a ng:Sentence ; ng:inItem <item/1> ; ng:part "text" ; ng:text "The City Library opened a book fair." .
<item/1#m1> a ng:Mention ; ng:mentionOf <event/fair> ; ng:inItem <item/1> ; ng:inSentence <item/1#s1> .
"""


def quads(text: str = GRAPH) -> list[Quad]:
    graph = NamedNode(BASE + "item/1")
    parsed = parse((PREFIXES + text).encode(), format=RdfFormat.TURTLE)
    return [Quad(q.subject, q.predicate, q.object, graph) for q in parsed]
