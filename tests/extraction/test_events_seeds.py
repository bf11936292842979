"""The eight seed items, read whole: what the graph must say of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.model import EventReading, NewsItem, Reading


@pytest.fixture(scope="module")
def seeds(gold: Path) -> list[Reading]:
    texts = (gold / "seeds.txt").read_text(encoding="utf-8").strip().split("\n\n")
    items = [NewsItem(id=f"seed-{n}", text=" ".join(text.split())) for n, text in enumerate(texts, 1)]
    return list(Extractor().read(items))


def the_event(reading: Reading) -> EventReading:
    (event,) = [e for e in reading.events if not e.background]
    return event


def named(reading: Reading, event: EventReading) -> tuple[set[tuple[str, str]], set[str], set[str]]:
    """Roles, places and programmes of an event, by the entities' names."""
    roles = {(r.role, reading.entity(r.entity).name) for r in event.roles}
    places = {reading.entity(f.value).name for f in event.places}
    programmes = {reading.entity(f.value).name for f in event.programmes}
    return roles, places, programmes


def test_the_congress_is_no_event_of_the_item(seeds: list[Reading]) -> None:
    assert all(e.background and e.type == "Conference" for e in seeds[0].events)


def test_training_in_butuo(seeds: list[Reading]) -> None:
    event = the_event(seeds[1])
    roles, places, programmes = named(seeds[1], event)
    assert event.type in ("Training", "Launch")
    assert event.start is not None
    assert event.start.value == "2024-07-14"
    assert event.end is None
    assert roles == {("organiser", "Open University of China")}
    assert places == {"Butuo County"}
    assert programmes == {"training programme for all-subject primary school teachers"}
    assert event.purpose is not None
    assert event.purpose.value.startswith("To propel rural education revitalisation")
    assert event.label == "Training programme for all-subject primary school teachers in Butuo County"


def test_meeting_without_an_invented_date(seeds: list[Reading]) -> None:
    event = the_event(seeds[2])
    assert (event.type, event.start, event.time_text) == ("Meeting", None, "Recently")
    assert named(seeds[2], event)[0] == {("organiser", "Open University of China")}


def test_donation_to_jishishan(seeds: list[Reading]) -> None:
    event = the_event(seeds[3])
    assert event.type in ("Donation", "Ceremony")
    assert {(role, name.partition(" of the Open")[0]) for role, name in named(seeds[3], event)[0]} == {
        ("host", "Education Bureau of Jishishan County"),
        ("donor", "Education Foundation"),
        ("recipient", "Jishishan School"),
    }


def test_seminar_in_ulanqab(seeds: list[Reading]) -> None:
    event = the_event(seeds[4])
    assert event.type == "Seminar"
    assert named(seeds[4], event)[:2] == ({("organiser", "Open University of China")}, {"Ulanqab"})


def test_workshop_and_its_theme(seeds: list[Reading]) -> None:
    event = the_event(seeds[5])
    assert event.type == "Workshop"
    assert event.theme is not None
    assert event.theme.value == (
        "How to Become an Expert in Online Course Design? — Secrets to Designing Massive Online Courses"
    )


def test_visit_of_a_delegation(seeds: list[Reading]) -> None:
    event = the_event(seeds[6])
    assert event.type == "Visit"
    assert {("leader", "Li Song"), ("host", "School for the Disabled")} <= named(seeds[6], event)[0]


def test_singing_competition(seeds: list[Reading]) -> None:
    event = the_event(seeds[7])
    assert event.type == "Competition"
    assert event.start is not None
    assert event.start.value == "2024-07-12"
    assert any("auditorium" in name for name in named(seeds[7], event)[1])
    assert event.celebrates is not None
    assert event.celebrates.value.startswith("the 75th anniversary of the founding of the People's Republic of China")
