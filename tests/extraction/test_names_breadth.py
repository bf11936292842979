"""Names, posts and units in the phrasings of many institutions. All texts are written for these tests."""
# ruff: noqa: E501 (the texts read better whole)

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import NewsItem, Reading


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(gazetteer=Gazetteer.open())


def read(extractor: Extractor, text: str) -> Reading:
    return next(extractor.read([NewsItem(id="n", text=text)]))


def posts(reading: Reading) -> set[tuple[str, str, str | None]]:
    name = {e.id: e.name for e in reading.entities}
    return {(name[p.person], p.title, name[p.organisation] if p.organisation else None) for p in reading.posts}


def parts(reading: Reading) -> set[tuple[str, str]]:
    name = {e.id: e.name for e in reading.entities}
    return {(name[r.subject], name[r.object]) for r in reading.relations if r.kind == "partOf"}


def names(reading: Reading, kind: str) -> list[str]:
    return sorted(e.name for e in reading.entities if e.type == kind)


POSTS: list[tuple[str, set[tuple[str, str, str | None]]]] = [
    ("Mei Lan, a member of the Party Committee and vice president of Linshan University, spoke.",
     {("Mei Lan", "member", "Party Committee"), ("Mei Lan", "member of the party committee", "Linshan University"),
      ("Mei Lan", "vice president", "Linshan University")}),
    ("Mei Lan, secretary of the Party committee and president of Linshan University, spoke.",
     {("Mei Lan", "secretary", "Party committee"), ("Mei Lan", "secretary of the party committee", "Linshan University"), ("Mei Lan", "president", "Linshan University")}),
    ("Present were Mei Lan, president of the OUC, Bo Qin, vice president of the OUC, and Lu Fan, its director of studies.",
     {("Mei Lan", "president", "OUC"), ("Bo Qin", "vice president", "OUC"), ("Lu Fan", "director of studies", "OUC")}),
    ("Mei Lan is an associate professor in and director of the School of Law of Linshan University.",
     {("Mei Lan", "associate professor", "School of Law"), ("Mei Lan", "director", "School of Law")}),
    ("The Mayor of Marlfield, Cllr Joan Peake, and former Leeds mayor Arthur Pym met.",
     {("Joan Peake", "mayor", None), ("Arthur Pym", "mayor", None)}),
    ("Tobias Renn, who chairs the Corrie Arts Trust, welcomed the gift.", {("Tobias Renn", "chair", "Corrie Arts Trust")}),
    ("Fenbury Allotment Society elected Ruth Pell chair, Amit Shah treasurer and Carol Webb secretary.",
     {("Ruth Pell", "chair", "Fenbury Allotment Society"), ("Amit Shah", "treasurer", "Fenbury Allotment Society"),
      ("Carol Webb", "secretary", "Fenbury Allotment Society")}),
    ("Assoc. Prof. Dr. Nguyen Van Hai, Director, International Cooperation Office, Mekong Hills University, spoke.",
     {("Nguyen Van Hai", "director", "International Cooperation Office")}),
    ("Sheikh Hamad bin Khalid Al Nuaimi, Vice President and Secretary-General of the Gulf Heritage Foundation, spoke.",
     {("Hamad bin Khalid Al Nuaimi", "vice president", "Gulf Heritage Foundation"),
      ("Hamad bin Khalid Al Nuaimi", "secretary-general", "Gulf Heritage Foundation")}),
    ("The Seed Investment Fund's chief economist, Marta Kowal, will speak.",
     {("Marta Kowal", "chief economist", "Seed Investment Fund")}),
    ("Gwen Thomas MBE, chair of governors at Penrhos Primary School, spoke.",
     {("Gwen Thomas", "chair of governors", "Penrhos Primary School")}),
    ("Minister for Rural Care and Young Farmers, Senator Rick Colby, agreed.",
     {("Rick Colby", "minister for rural care and young farmers", None)}),
    ("Nora Whitby joined Fenmore Housing Trust as director of finance. Ivor Blake has stepped down as chair of Saltmarsh Sailing Club.",
     {("Nora Whitby", "director of finance", "Fenmore Housing Trust"), ("Ivor Blake", "chair", "Saltmarsh Sailing Club")}),
    ("Under its principal conductor, Hiroshi Tanabe, the Sendai Bay Orchestra will tour Canada.",
     {("Hiroshi Tanabe", "principal conductor", "Sendai Bay Orchestra")}),
    ("Hon. Peter Wekesa, Member of Parliament for Kitale East, came.", {("Peter Wekesa", "member of parliament", None)}),
    ("Mei Lan, head of the delegation and vice president of Linshan University, thanked the hosts.",
     {("Mei Lan", "vice president", "Linshan University")}),
    ("Mei Lan, secretary of the Party Committee and chairman of the Council of Linshan University, spoke.",
     {("Mei Lan", "secretary", "Party Committee"), ("Mei Lan", "secretary of the party committee", "Linshan University"),
      ("Mei Lan", "chairman", "Council of Linshan University")}),
    ("Sun Li, dean of the School of Nursing, and Ma Jun, vice president of the university, spoke.",
     {("Sun Li", "dean", "School of Nursing"), ("Ma Jun", "vice president", None)}),
    ("Dr Hassan Darwish, the hospital's medical director, said the ward was ready.",
     {("Hassan Darwish", "medical director", None)}),
    ("Kwame Boateng, the Ghanaian ambassador to China, spoke.", {("Kwame Boateng", "ambassador to china", None)}),
    # nothing is guessed where the words name another whole
    ("Linshan University received Party secretary of Pine Village Bo Qin and a teacher, Ann Lee.",
     {("Bo Qin", "party secretary", None)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), POSTS, ids=[text[:40] for text, _ in POSTS])
def test_posts(extractor: Extractor, text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert posts(read(extractor, text)) == expected


PARTS: list[tuple[str, set[tuple[str, str]]]] = [
    ("Linshan University opened a laboratory. It is run by the Research Department and the Faculty of Nursing.",
     {("Research Department", "Linshan University"), ("Faculty of Nursing", "Linshan University")}),
    ("Linshan University met Coast College in spring. The Research Department of the OUC helped.",
     {("Research Department", "OUC")}),
    ("Linshan Hospital welcomed the plan of the Department of Health.", set()),
    ("The Experimental School of Pine District of the Open University of China was founded.",
     {("Experimental School of Pine District", "Open University of China")}),
    ("Tielin Rail Co. Ltd, Tielin Group's Linshan subsidiary, signed.", {("Tielin Rail Co. Ltd", "Tielin Group")}),
    ("Linshan University (LSU) Community College took part.", {("Community College", "Linshan University")}),
    ("Harbour Hospital NHS Foundation Trust is a member of the Coast Health Alliance.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS, ids=[text[:40] for text, _ in PARTS])
def test_parts(extractor: Extractor, text: str, expected: set[tuple[str, str]]) -> None:
    assert parts(read(extractor, text)) == expected


ORGANISATIONS: list[tuple[str, list[str]]] = [
    ("The Open University of China (OUC, also known as Lanjiang College, LJC) met. The LJC said so.",
     ["Open University of China"]),
    ("Linshan Radio and TV University (Linshan RTVU) met. Linshan RTVU will return.", ["Linshan Radio and TV University"]),
    ("The Open University of China was there. The OUC gave books.", ["Open University of China"]),
    ("The Oak and Ash Museum and Central and North Marlow NHS Trust agreed.",
     ["Central and North Marlow NHS Trust", "Oak and Ash Museum"]),
    ("The University of Mines and Engineering invited the University of Dar es Salaam.",
     ["University of Dar es Salaam", "University of Mines and Engineering"]),
    ("The Cabinet Member for Performance and Resources, Councillor Ann Norman, came.", []),
    ("Ann Norman was named Employer of the Year aboard the research vessel Silver Heron.", []),
    ("LJT Builders Pty Ltd won.", ["LJT Builders Pty Ltd"]),
    ("Harbour Water chief executive Laurie Sim and Bright Futures founder Emma Knott met.", ["Bright Futures", "Harbour Water"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ORGANISATIONS, ids=[text[:40] for text, _ in ORGANISATIONS])
def test_organisations(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert names(read(extractor, text), "Organisation") == expected


def test_programmes(extractor: Extractor) -> None:
    text = (
        'The Seeds and Tools Project and the "Rural Readers" aid project go on. "Voices of the Hill," a new podcast series, and the '
        "Map Your Town scheme begin. The three-year programme is long."
    )
    assert names(read(extractor, text), "Programme") == [
        "Map Your Town", "Rural Readers", "Seeds and Tools Project", "Voices of the Hill",
    ]  # fmt: skip


def test_places_and_persons(extractor: Extractor) -> None:
    reading = read(
        extractor, "LEEDS — UK energy giant Coastal plc thanked Ann Hill FRS, Vice-Chairman Sue Park and Mei Lan."
    )
    assert names(reading, "Location") == ["LEEDS"]
    assert names(reading, "Person") == ["Ann Hill", "Mei Lan", "Sue Park"]


def test_a_missing_space_is_no_part_of_a_name(extractor: Extractor) -> None:
    reading = read(
        extractor, "Bo Qin, head of the Linshan University(LSU),Mei Lan, dean of Coast College, and others met."
    )
    assert names(reading, "Organisation") == ["Coast College", "Linshan University"]
    assert posts(reading) == {("Bo Qin", "head", "Linshan University"), ("Mei Lan", "dean", "Coast College")}


def test_a_fund_that_gives_is_a_body(extractor: Extractor) -> None:
    told = {
        text: {(e.type, e.name) for e in next(iter(extractor.read([NewsItem(id="x", text=text)]))).entities}
        for text in (
            "The Fell Heritage Fund sponsored the exhibition.",
            "The Fell Heritage Fund was opened for applications.",
        )
    }
    assert list(told.values()) == [
        {("Organisation", "Fell Heritage Fund")},
        {("Programme", "Fell Heritage Fund")},
    ]
