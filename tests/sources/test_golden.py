"""Each reader has raw files beside this test, and the exact items and rejects that they must give.

In the expected files, an id CONTENT stands for `text-` and twelve hexadecimal digits of SHA-256 over title and text,
and URLHASH for twelve over the address: both are worked out here from what the item must say.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources import READERS, ReadOptions, read_sources

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "text.txt": "text",
    "digest.md": "markdown",
    "front-matter.md": "markdown",
    "article.html": "html-article",
    "listing.html": "html-listing",
    "cards.html": "html",
    "blog.html": "html",
    "headlines.html": "html",
    "related.html": "html",
    "feed.rss": "feed",
    "feed.atom": "feed",
    "records.jsonl": "jsonl",
    "table.csv": "csv",
    "table.tsv": "csv",
}


def plain(found: NewsItem | Rejected) -> dict[str, object]:
    """As the expected files say it: fields that are set, without the source."""
    if isinstance(found, Rejected):
        assert found.cure
        return {"rejected": found.why, "line": found.line}
    fields = {name: getattr(found, name) for name in ("id", "line", "title", "url", "published", "language", "text")}
    return {name: value for name, value in fields.items() if value is not None}


def expected(name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads((GOLDEN / f"{name}.items.json").read_text(encoding="utf-8"))
    for row in rows:
        ident = str(row.get("id", ""))
        if ident == "CONTENT":
            words = f"{row.get('title', '')}\n{row['text']}".encode()
            row["id"] = "text-" + hashlib.sha256(words).hexdigest()[:12]
        elif ident.endswith("-URLHASH"):
            row["id"] = ident.replace("URLHASH", hashlib.sha256(str(row["url"]).encode()).hexdigest()[:12])
    return rows


def test_every_reader_has_a_golden_file() -> None:
    assert set(FILES.values()) == set(READERS)
    raw = {path.name for path in GOLDEN.iterdir() if not path.name.endswith(".items.json")}
    assert raw == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_items_of_a_file(name: str) -> None:
    found = list(read_sources([str(GOLDEN / name)], options=ReadOptions()))
    assert [plain(one) for one in found] == expected(name)
    assert {one.source for one in found} == {str(GOLDEN / name)}


@pytest.mark.parametrize("name", FILES)
def test_named_format_gives_the_same(name: str, tmp_path: Path) -> None:
    bare = tmp_path / "without-extension"
    bare.write_bytes((GOLDEN / name).read_bytes())
    found = list(read_sources([str(bare)], options=ReadOptions(format=FILES[name])))
    assert [plain(one) for one in found] == expected(name)


@pytest.mark.parametrize("name", FILES)
def test_compressed_gives_the_same(name: str, tmp_path: Path) -> None:
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress((GOLDEN / name).read_bytes()))
    found = list(read_sources([str(packed)], options=ReadOptions()))
    assert [plain(one) for one in found] == expected(name)


@pytest.mark.parametrize(
    "name", ["article.html", "listing.html", "feed.rss", "feed.atom", "records.jsonl", "table.csv"]
)
def test_content_tells_the_format(name: str, tmp_path: Path) -> None:
    bare = tmp_path / "without-extension"
    bare.write_bytes((GOLDEN / name).read_bytes())
    found = list(read_sources([str(bare)], options=ReadOptions()))
    assert [plain(one) for one in found] == expected(name)


def test_day_first_is_asked_for_not_guessed() -> None:
    name = str(GOLDEN / "listing.html")
    for day_first, date in ((None, None), (True, "2024-04-03"), (False, "2024-03-04")):
        found = list(read_sources([name], options=ReadOptions(day_first=day_first)))
        assert isinstance(found[1], NewsItem)
        assert found[1].published == date
