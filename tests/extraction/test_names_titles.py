"""Titles in title case: only what the text bears out is a name. All texts are written for these tests."""

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.model import NewsItem, Reading


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, text: str, title: str | None = None) -> Reading:
    return next(extractor.read([NewsItem(id="n", text=text, title=title)]))


def organisations(reading: Reading) -> set[str]:
    return {e.name for e in reading.entities if e.type == "Organisation"}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("New Finance Director", "Marlow Hospital has a new face at its desk.", {"Marlow Hospital"}),
        ("Rural Schools", "Lanark College lent twelve laptops.", {"Lanark College"}),
        ("Choir of Porters", "The Harbour Porters' Choir sang.", {"Harbour Porters' Choir"}),
        ("Museum of Clocks Reopens", "The Museum of Clocks is open again.", {"Museum of Clocks"}),
        ("New Reading Club", "Readers met at the Tarbert Library.", {"Tarbert Library"}),
        ("Bicycle Shed", "Please lock your bicycles.", set()),
        ("Write to Us", "Letters are welcome.", set()),
        ("Gardeners Learn Grafting", "The Ayr Botanical Society taught them.", {"Ayr Botanical Society"}),
        ("Treasurer Honoured", "Ana Reis of the Braga Chess Club won a medal.", {"Braga Chess Club"}),
        ("Third Campus", "Lakeview University opened a campus in Bergen.", {"Lakeview University"}),
        ("Nurses Fly to Peru", "Four nurses of Kelso Hospital will teach there.", {"Kelso Hospital"}),
        ("Farewell Party Committee Studies Menu", "The cooks met.", set()),
        ("A Savings Bank for Children", "The Turku Savings Bank gave out tins.", {"Turku Savings Bank"}),
        ("Chief Executive Leaves", "Salford Hospital is looking for a successor.", {"Salford Hospital"}),
        ("Office Hours", "The desk is open from nine to five.", set()),
    ],
)
def test_a_title_in_title_case_adds_no_organisation(
    extractor: Extractor, title: str, text: str, expected: set[str]
) -> None:
    reading = read(extractor, text, title)
    assert organisations(reading) == expected
    in_title_only = [
        e.name for e in reading.entities if e.type != "Location" and all(m.span.part == "title" for m in e.mentions)
    ]
    assert in_title_only == []


@pytest.mark.parametrize(
    ("text", "person", "title", "organisation"),
    [
        (
            "The Reserve Bank of Zembla raised its rate. Deputy Governor Ana Reis spoke.",
            "Ana Reis",
            "deputy governor",
            "Reserve Bank of Zembla",
        ),
        (
            "The Embassy of Chile in Oslo held a concert. Ambassador Marta Rojas thanked the players.",
            "Marta Rojas",
            "ambassador",
            "Embassy of Chile",
        ),
        (
            "The Brandt Family Foundation gave a grant. Foundation chair Greta Brandt signed it.",
            "Greta Brandt",
            "chair",
            "Brandt Family Foundation",
        ),
        (
            "Marlow Hospital opened a ward. Chief Executive Officer Ruth Anderson spoke.",
            "Ruth Anderson",
            "chief executive officer",
            "Marlow Hospital",
        ),
        (
            "The members of the Leith Chess Club elected Ann Murray president and Paul Dunbar treasurer.",
            "Paul Dunbar",
            "treasurer",
            "Leith Chess Club",
        ),
    ],
)
def test_posts(extractor: Extractor, text: str, person: str, title: str, organisation: str) -> None:
    reading = read(extractor, text)
    found = {
        (reading.entity(p.person).name, p.title, reading.entity(p.organisation).name if p.organisation else None)
        for p in reading.posts
    }
    assert (person, title, organisation) in found


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Brightmoor, a maker of violins, opened a shop.", "Organisation", "Brightmoor"),
        ("Oban Council launched Dry Feet, a scheme under which pupils get boots.", "Programme", "Dry Feet"),
        ("A wing of Calder Royal Infirmary was closed.", "Organisation", "Calder Royal Infirmary"),
        ("The letter was signed by the Minister of Health, Hon. Grace Banda.", "Person", "Grace Banda"),
        ("The chancellor, Dr Daniel arap Koech, presided.", "Person", "Daniel arap Koech"),
        ("She heads the Section for Soil Chemistry.", "Organisation", "Section for Soil Chemistry"),
    ],
)
def test_names(extractor: Extractor, text: str, kind: str, name: str) -> None:
    assert (kind, name) in {(e.type, e.name) for e in read(extractor, text).entities}
