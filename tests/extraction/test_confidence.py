"""The confidence of what a reading says: a probability that follows its signs, on every statement."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.extraction.confidence import KINDS, LEAST, MOST, _weights, probability
from newsgraph.ingest.model import NewsItem, Reading

ITEM = NewsItem(
    id="c1",
    published="2024-05-20",
    title="Lakeside Museum opens exhibition",
    text="On 14 May 2024, the Lakeside Museum held an exhibition of river maps in Leeds. Ruth Ortega, director of the "
    "Lakeside Museum, gave a speech at the opening.",
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return next(iter(Extractor().read([ITEM])))


def _all(reading: Reading) -> Iterator[float | None]:
    for thing in (*reading.entities, *reading.events, *reading.relations, *reading.posts):
        yield thing.confidence
    for e in reading.events:
        for fact in (e.start, e.end, *e.places, *e.programmes, *e.roles):
            if fact is not None:
                yield fact.confidence


def test_every_statement_has_a_probability(reading: Reading) -> None:
    stated = list(_all(reading))
    assert len(stated) >= 8
    assert all(c is not None and LEAST <= c <= MOST for c in stated)


def test_the_model_knows_every_kind() -> None:
    assert set(_weights()) == set(KINDS)


def test_a_probability_follows_its_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "newsgraph.ingest.extraction.confidence._weights", lambda: {"role": {"one": 0.0, "near": 1.0, "far": -1.0}}
    )
    # the logistic function: 1/(1+e⁻¹) = 0.7311, 1/(1+e¹) = 0.2689; unknown signs weigh nothing
    assert probability("role", {"one": 1.0, "near": 1.0}) == 0.731
    assert probability("role", {"one": 1.0, "far": 1.0, "new": 1.0}) == 0.269
    assert probability("role", {"far": 100.0}) == LEAST
    assert probability("role", {"near": 100.0}) == MOST


def test_unrated_readings_keep_the_first_estimate() -> None:
    unrated = next(iter(Extractor().read([ITEM], rated=False)))
    assert all(r.confidence is None for e in unrated.events for r in e.roles)
    assert all(e.confidence is not None for e in unrated.events)
