from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # reading_builder, which tests of mapping use too

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.resolution import Authorities, Decisions, Resolution, resolve

BASE = "https://example.org/kg/"
Resolve = Callable[..., tuple[Resolution, Callable[[str, str], str]]]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def resolved(gazetteer: Gazetteer) -> Resolve:
    """Resolve items; returns the resolution and a look-up (item id, name or event id) → IRI after the base."""

    def run(
        *pairs: tuple[NewsItem, Reading], authorities: Authorities | None = None, decisions: Decisions | None = None
    ) -> tuple[Resolution, Callable[[str, str], str]]:
        given = authorities or Authorities()
        resolution = resolve(
            lambda: iter(pairs), authorities=given, gazetteer=gazetteer, base=BASE, decisions=decisions
        )

        def iri(item: str, thing: str) -> str:
            found, reading = next(p for p in pairs if p[0].id == item)
            iris = resolution.of(found, reading)
            by_name = {e.name: iris.entities[e.id] for e in reading.entities}
            return (by_name | iris.events)[thing].removeprefix(BASE)

        return resolution, iri

    return run
