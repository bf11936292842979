"""The small graph in a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from publish_graph import quads

from newsgraph.store.base import GraphStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(tmp_path / "graph") as it:
        it.replace(quads())
        yield it
