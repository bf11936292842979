"""Nothing is lost on the way from readings to quads: readings made of the annotations themselves score 1.0 throughout.

That includes `sameEvent`: which events of several items are one, and no others.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.mapping import build_graph
from newsgraph.ingest.model import (
    EntityReading,
    EventReading,
    Fact,
    MentionReading,
    NewsItem,
    PostReading,
    Reading,
    RelationReading,
    RoleReading,
    Span,
)
from newsgraph.ingest.resolution import Authorities


def reading(raw: dict[str, Any]) -> tuple[NewsItem, Reading]:
    """An annotated item as a perfect extractor would read it (optional roles left out)."""
    item = NewsItem(id=raw["id"], text=raw["text"], title=raw["title"], published=raw["published"], language="en")
    part = "text" if item.text else "title"
    whole = Span(start=0, end=len(item.text or item.title or ""), part=part)  # type: ignore[arg-type]
    here = MentionReading(span=whole, sentence=whole)

    def fact(value: str | None) -> Fact | None:
        return Fact(value=value, evidence=whole) if value else None

    def acronym(names: list[str]) -> str | None:
        return next((n for n in names[1:] if n.isupper() and " " not in n), None)

    relations, posts = [], []
    for kind, subject, *rest in raw.get("relations", []):
        if kind == "post":
            posts.append(PostReading(person=subject, title=rest[0], organisation=rest[1], evidence=whole))
        else:
            relations.append(RelationReading(kind=kind, subject=subject, object=rest[0], evidence=whole))
    return item, Reading(
        item=item.id,
        entities=tuple(
            EntityReading(
                id=e["id"], type=e["type"], name=e["names"][0], names=tuple(e["names"][1:]), mentions=(here,),
                acronym=acronym(e["names"]),
            )
            for e in raw["entities"]
        ),
        events=tuple(
            EventReading(
                id=e["id"], type=e["types"][0], label=e["trigger"], mentions=(here,),
                start=fact(e.get("start")), end=fact(e.get("end")),
                places=tuple(Fact(value=p, evidence=whole) for p in e.get("places", [])),
                programmes=tuple(Fact(value=p, evidence=whole) for p in e.get("programmes", [])),
                roles=tuple(
                    RoleReading(role=r, entity=x, evidence=whole) for r, x, *soft in e["roles"] if not any(soft)
                ),
            )
            for e in raw["events"]
        ),
        relations=tuple(relations),
        posts=tuple(posts),
    )  # fmt: skip


def test_perfect_readings_score_perfectly(gold: Path, gazetteer: Gazetteer, tmp_path: Path) -> None:
    lines = (gold / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [reading(json.loads(line)) for line in lines if line.strip()]
    quads = build_graph(
        lambda: iter(pairs), authorities=Authorities(), gazetteer=gazetteer, base="https://example.org/kg/"
    )
    ox.serialize(quads, tmp_path / "graph.nq", format=ox.RdfFormat.N_QUADS)
    command = [sys.executable, gold / "score.py", gold / "dev.jsonl", tmp_path / "graph.nq", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(done.stdout)
    assert {kind: row["f1"] for kind, row in rows.items() if row["f1"] < 1.0} == {}
    assert rows["sameEvent"]["gold"] > 0
