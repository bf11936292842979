"""Resolution stays near-linear where one institution is in every event, and keeps no readings in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest
from reading_builder import Pair, Told

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.resolution import Authorities, events, resolve

OUC = "Open University of China"


def corpus(n: int) -> Iterator[Pair]:
    """n items of one institution in one place: dated by day, by year alone, or not at all."""
    for i in range(n):
        start = (f"2024-{i % 12 + 1:02}-{i % 28 + 1:02}", "2024", None)[i % 3]
        told = (
            Told(f"{i}", published="2024-06-01")
            .org(OUC, acronym="OUC")
            .place("Beijing")
            .org(f"Number {i % 50} Company")
        )
        told.event("Meeting", f"Meeting on matter{i}", ("organiser", OUC), start=start, at=("Beijing",))
        yield told.done()


def compared(n: int, monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer) -> int:
    calls = 0
    real = events.compatible

    def counting(a, b, areas):
        nonlocal calls
        calls += 1
        return real(a, b, areas)

    monkeypatch.setattr(events, "compatible", counting)
    resolution = resolve(lambda: corpus(n), authorities=Authorities(), gazetteer=gazetteer, base="https://example.org/")
    monkeypatch.setattr(events, "compatible", real)
    assert resolution.nodes["https://example.org/organisation/open-university-of-china"].names() == {OUC: n}
    return calls


def test_comparisons_do_not_grow_with_the_square(monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer) -> None:
    assert compared(2000, monkeypatch, gazetteer) < 2000 * 60


def test_readings_are_not_kept(gazetteer: Gazetteer) -> None:
    def peak(n: int) -> int:
        tracemalloc.start()
        resolve(lambda: corpus(n), authorities=Authorities(), gazetteer=gazetteer, base="https://example.org/")
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(50)  # fills the caches
    assert peak(1500) - peak(500) < 1000 * 2500  # bytes an item; the reading itself would add 1,900
