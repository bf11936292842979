from __future__ import annotations

import pytest

from newsgraph.ingest.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()
