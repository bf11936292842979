"""Real texts, read by the extractor: the events that several of them tell come out as one node, and no others do.

`told_again.jsonl` was written before resolution was run on it; `same` marks the items that tell of one event.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import NewsItem
from newsgraph.ingest.resolution import Authorities, resolve

LEAST = 11  # of 16 pairs; the others are not found because the extractor misses an event or its type


def test_events_told_again(gazetteer: Gazetteer) -> None:
    lines = (Path(__file__).parent / "told_again.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    items = [
        NewsItem(id=r["id"], text=r["text"], title=r.get("title"), published=r["published"], language="en")
        for r in rows
    ]
    pairs = list(zip(items, Extractor(gazetteer=gazetteer).read(items), strict=True))
    found = resolve(lambda: iter(pairs), authorities=Authorities(), gazetteer=gazetteer, base="https://example.org/")
    told = {}
    for item, reading in pairs:
        iris = found.of(item, reading).events
        told[item.id] = {iris[e.id] for e in reading.events if not e.background}
    one = {(a["id"], b["id"]) for a, b in combinations(rows, 2) if told[a["id"]] & told[b["id"]]}
    same = {(a["id"], b["id"]) for a, b in combinations(rows, 2) if a["same"] == b["same"]}
    assert one - same == set()
    assert len(one) >= LEAST
