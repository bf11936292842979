"""An organisation is at a place only where the words say so of it, and not of what it did there."""

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import NewsItem


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(gazetteer=Gazetteer.open())


@pytest.mark.parametrize(
    ("text", "located"),
    [
        ("Ruth Ortega visited Harbour Museum in Leeds on 3 May 2024.", {("Harbour Museum", "Leeds")}),
        ("A course was taught at Harbour Museum in Leeds on 3 May 2024.", {("Harbour Museum", "Leeds")}),
        ("A seminar on boats was organised by Harbour Museum in Leeds on 3 May 2024.", set()),
        ("Mill College signed an agreement with Harbour Museum in Leeds on 3 May 2024.", set()),
    ],
)
def test_located(extractor: Extractor, text: str, located: set[tuple[str, str]]) -> None:
    reading = next(iter(extractor.read([NewsItem(id="x", text=text)])))
    names = {e.id: e.name for e in reading.entities}
    assert {(names[r.subject], names[r.object]) for r in reading.relations if r.kind == "locatedIn"} == located
