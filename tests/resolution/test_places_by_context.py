"""A name that several places bear is chosen by the places beside it, where they all lie in one region."""

from __future__ import annotations

import pytest

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import EntityReading, NewsItem, Reading
from newsgraph.ingest.resolution import Authorities, resolve


@pytest.mark.parametrize(
    ("beside", "geonames"),
    [
        (("Baise", "Hechi"), 1788772),  # both in Guangxi, where one Jingxi is
        (("Baise", "Chengdu"), None),  # Guangxi and Sichuan: which Jingxi is open
        ((), None),
    ],
)
def test_a_doubtful_name_beside_sure_places(beside: tuple[str, ...], geonames: int | None) -> None:
    names = ("Jingxi", *beside)
    item = NewsItem(id="a", text=", ".join(names))
    entities = tuple(EntityReading(id=f"l{i}", type="Location", name=n) for i, n in enumerate(names))
    reading = Reading(item="a", entities=entities)
    resolution = resolve(
        lambda: iter([(item, reading)]),
        authorities=Authorities.load([]),
        gazetteer=Gazetteer.open(),
        base="https://x.example/",
    )
    place = resolution.nodes[resolution.of(item, reading).entities["l0"]].place
    assert (place.geonames_id if place else None) == geonames
