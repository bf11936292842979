"""The places and programmes of events, read from plain sentences: names, gazetteer and events together."""

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import NewsItem

PLACES = (
    ("Greenpoint Hospital opened a clinic in the village of Oakham on 7 June 2020.", {"Oakham"}),
    ("The course was held at the Qinghe Campus of Weifang Open University on 12 September 2020.", {"Qinghe Campus"}),
    ("The new Stirling campus of Forth Valley College was opened on 3 May 2012.", {"Stirling campus"}),
    ("The ceremony was held in the Great Hall of the People in Beijing on 9 May 2018.", {"Great Hall of the People"}),
    (
        "Ceremonies were held in Leeds, Bradford and York on 9 July 2019 by the Alder Trust.",
        {"Leeds", "Bradford", "York"},
    ),
    ("The book fair was held in Kunming, Yunnan Province, on 9 July 2019.", {"Kunming"}),
    ("Lhasa will host the 4th Plateau Medicine Forum from 3 to 5 May 2018.", {"Lhasa"}),
    ("The Fulton Gallery opened an exhibition of prints in central Glasgow on 4 May 2019.", {"Glasgow"}),
    (
        "Alder Foods was named Employer of the Year at the Vale Awards, held at the Severn Hotel in Ely on 4 May 2019.",
        {"Severn Hotel"},
    ),
    ("The first Seminar on Smart Care in the Yangtze River Delta was held in the laboratory on 4 May 2019.", set()),
    ("Nairobi (12 March 2021) – The Kenya Reading Association held its annual conference on Friday.", {"Nairobi"}),
    ("LEEDS – The Airedale Trust held its annual conference on 12 March 2021.", set()),
    (
        "On 4 May 2019 six cadets were commissioned at a ceremony at Bethune Chapel by Alder College.",
        {"Bethune Chapel"},
    ),
)
PROGRAMMES = (
    ('The University of Bergen launched its "Coast in Change" project in Bergen on 3 June 2020.', {"Coast in Change"}),
    ('The charity Open Door launched its appeal "Warm Hands" on 4 May 2019.', {"Warm Hands"}),
    (
        "Alder University launched a master's programme in marine law on 4 May 2019.",
        {"master's programme in marine law"},
    ),
    (
        '"Open Shelves," a reading project of Alder College, reached its tenth village on 3 May 2019 when a library '
        "was opened in Xiaban Village.",
        {"Open Shelves"},
    ),
    (
        "Alder Hospital signed an agreement on 4 May 2019 with Mill College to run the Care Apprentices scheme.",
        {"Care Apprentices"},
    ),
    ("As part of the DIGIT project, the University of Pisa held a workshop in Lucca on 4 May 2019.", {"DIGIT"}),
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(gazetteer=Gazetteer.open())


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_places(extractor: Extractor, text: str, places: set[str]) -> None:
    reading = next(extractor.read([NewsItem(id="i", text=text)]))
    names = {e.id: e.name for e in reading.entities}
    assert reading.events
    assert {names[place.value] for event in reading.events for place in event.places} == places


@pytest.mark.parametrize(("text", "programmes"), PROGRAMMES)
def test_programmes(extractor: Extractor, text: str, programmes: set[str]) -> None:
    reading = next(extractor.read([NewsItem(id="i", text=text)]))
    names = {e.id: e.name for e in reading.entities}
    assert {names[p.value] for event in reading.events for p in event.programmes} == programmes


def test_venue_of_a_notice(extractor: Extractor) -> None:
    text = "The Alder Trust will hold a book fair for schools.\n\nWhen: 4 May 2019\n\nVenue: Severn Hotel"
    reading = next(extractor.read([NewsItem(id="i", text=text)]))
    names = {e.id: e.name for e in reading.entities}
    assert [names[p.value] for e in reading.events for p in e.places] == ["Severn Hotel"]


def test_quoted_programme_is_found_whole(extractor: Extractor) -> None:
    text = "Fatou Ndiaye, a student under the “Silk Road Writers Scheme”, spoke at the forum on 4 May 2019."
    reading = next(extractor.read([NewsItem(id="i", text=text)]))
    assert ("Programme", "Silk Road Writers Scheme") in {(e.type, e.name) for e in reading.entities}
