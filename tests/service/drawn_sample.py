"""A small graph made by hand, with what the result views must cope with: dates of three precisions, ranges, places with
and without coordinates, names that are markup."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from newsgraph.project import Project

BASE = "https://example.org/newsgraph/"
HOSTILE = '<img src=x onerror=alert(1)> & "Sons"; </script>'

TURTLE = """
@base <https://example.org/newsgraph/> .
@prefix ng: <https://w3id.org/newsgraph#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<item/n1> a ng:NewsItem ; rdfs:label "News of July" ; dcterms:issued "2024-07-16"^^xsd:date ; dcterms:identifier "n1" .
<organisation/open-university-of-china> a ng:Organisation ; rdfs:label "Open University of China" ;
    ng:mentionedIn <item/n1> .
<organisation/sons> a ng:Organisation ; rdfs:label "<img src=x onerror=alert(1)> & \\"Sons\\"; </script>" ;
    ng:mentionedIn <item/n1> .
<https://authority.example/ouc-press> a ng:Organisation ; rdfs:label "Open University Press" ;
    ng:partOf <organisation/open-university-of-china> ; ng:mentionedIn <item/n1> .
<location/butuo-county> a ng:Location ; rdfs:label "Butuo County" ; wgs84:lat 27.7 ; wgs84:long 102.8 ;
    ng:mentionedIn <item/n1> .
<location/beijing> a ng:Location ; rdfs:label "Beijing" ; wgs84:lat 39.9 ; wgs84:long 116.4 ; ng:mentionedIn <item/n1> .
<location/nowhere> a ng:Location ; rdfs:label "Nowhere" ; ng:mentionedIn <item/n1> .
<event/training> a ng:Event ; rdfs:label "Training in Butuo County" ; ng:mentionedIn <item/n1> ;
    ng:eventType ng:Training ; ng:startDate "2024-07-14"^^xsd:date ; ng:endDate "2024-07-16"^^xsd:date ;
    ng:organiser <organisation/open-university-of-china> ; ng:involves <organisation/open-university-of-china> ;
    ng:location <location/butuo-county> .
<event/forum> a ng:Event ; rdfs:label "Forum on rural schools" ; ng:mentionedIn <item/n1> ;
    ng:eventType ng:Conference ; ng:startDate "2024-09"^^xsd:gYearMonth ;
    ng:organiser <https://authority.example/ouc-press>, <organisation/sons> ; ng:location <location/beijing> .
<event/prize> a ng:Event ; rdfs:label "Award of a prize" ; ng:mentionedIn <item/n1> ; ng:eventType ng:Award ;
    ng:startDate "2023"^^xsd:gYear ; ng:organiser <organisation/sons> ; ng:location <location/nowhere> .
"""


def drawn_project(folder: Path) -> Project:
    """A project with that graph, in a new folder."""
    project = Project(folder, create=True)
    graph = NamedNode(BASE + "item/n1")
    quads = parse(TURTLE.encode(), format=RdfFormat.TURTLE)
    with project.store(write=True) as store:
        store.replace(Quad(q.subject, q.predicate, q.object, graph) for q in quads if q.graph_name == DefaultGraph())
    return project
