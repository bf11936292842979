"""Finds entities, their mentions, relations and posts in a parsed item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsgraph.ingest.extraction.annotations import Annotations, Entity, EntityMention
from newsgraph.ingest.model import EntityType

if TYPE_CHECKING:
    from newsgraph.ingest.gazetteer import Gazetteer

_TYPES: dict[str, EntityType] = {"ORG": "Organisation", "PERSON": "Person", "GPE": "Location", "LOC": "Location"}


def find_names(ann: Annotations, gazetteer: Gazetteer | None = None) -> None:
    """Fill `ann.entities`, `ann.mentions`, `ann.relations` and `ann.posts`."""
    known: dict[tuple[str, str], str] = {}
    for ent in ann.doc.ents:
        kind = _TYPES.get(ent.label_)
        if kind is None:
            continue
        start = ent.start + (1 if ent[0].lower_ == "the" and len(ent) > 1 else 0)
        name = ann.doc[start : ent.end].text
        key = (kind, name)
        if key not in known:
            known[key] = f"{kind[0].lower()}{len(known) + 1}"
            ann.entities[known[key]] = Entity(known[key], kind, name)
        ann.mentions.append(EntityMention(known[key], start, ent.end))
    ann.mentions.sort(key=lambda m: (m.start, -m.end))
