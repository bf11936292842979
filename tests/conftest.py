"""What all tests share: the folder of the annotated news, where it is there; one extractor for the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold"


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of annotated news beside the checkout; the test is skipped where it is not."""
    if not (GOLD / "dev.jsonl").exists():
        pytest.skip("the annotated news (../shared/gold) is not beside this checkout")
    return GOLD


@pytest.fixture(scope="session")
def sample_news() -> Path:
    return ROOT / "examples" / "news"
