"""Units that an item names without their whole: "the Research Department", "Hainan Branch"."""

from __future__ import annotations

import re

from newsgraph.ingest.extraction.names import committees
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.extraction.names.relations import relate
from newsgraph.ingest.extraction.names.tenure import clear

# Institutions that have schools, departments and branches of these names; no government: its bureaus bear full names.
_WHOLE = lx.words("wholes.whole")
_UNIT = lx.words("wholes.unit")
_SCHOOLED = (
    frozenset(("university", "college", "institute", "academy", "school", "polytechnic")) | lx.FOREIGN_ORGANISATION
)
# Ministries that are called departments: no unit of whoever else is in the news.
_MINISTRY = re.compile(
    r"department (?:of|for)(?: the)? (?:health|education|justice|defen[cs]e|energy|labor|agriculture|state|transport"
    r"|transportation|commerce|interior|treasury|culture|trade|environment|work and pensions|health and social care)"
)
_PLAIN = lx.words("wholes.plain")


def lone_units(index: Index) -> None:
    """Give units whose names say nothing of their whole the institution that the item is about, where it is clear."""
    registry = index.registry
    entities = index.ann.entities
    text = index.organisations(index.w.title_end, len(index.w))
    if (text and entities[text[0].entity].kind == "branch") or _below_branch(index, text[0].entity if text else ""):
        return  # about a branch: its own offices are not told from the whole's
    committee = bool(text) and committees.is_within(entities[text[0].entity].name)
    about = _root(index, text[0].entity) if text and not committee else None
    lone = [r for r in index.refs if r.form == "name" and _is_lone(index, r)]
    if not lone:
        return
    wholes = [r for r in index.organisations(0, len(index.w)) if _is_whole(index, r)]
    for ref in lone:
        if ref.entity in registry.parent:
            continue
        schooled = (entities[ref.entity].kind or "") in ("school", "faculty", "college")
        fitting = [r for r in wholes if r.end <= ref.start and r.entity != ref.entity]
        if schooled:
            fitting = [r for r in fitting if entities[r.entity].kind is None or entities[r.entity].kind in _SCHOOLED]
        elif about is not None:
            fitting = [r for r in fitting if r.entity != about]  # a unit's offices are not told from its whole's
        whole = clear(index, fitting, index.sentence_start(ref.start))
        if whole is not None:
            registry.parent[ref.entity] = whole
            relate(index.ann, ref.entity, "partOf", whole, ref.start, index.w)


def _below_branch(index: Index, entity: str) -> bool:
    above = index.registry.parent.get(entity)
    return above is not None and index.ann.entities[above].kind == "branch"


def _root(index: Index, entity: str) -> str | None:
    """The whole that a unit belongs to in the end, None for no unit."""
    above = index.registry.parent.get(entity)
    for _ in range(8):
        if above is None or above not in index.registry.parent:
            break
        above = index.registry.parent[above]
    return above


def _is_lone(index: Index, ref: Ref) -> bool:
    entity = index.ann.entities[ref.entity]
    if entity.type != "Organisation" or entity.kind not in _UNIT or ref.entity in index.registry.parent:
        return False
    if _MINISTRY.fullmatch(entity.name.lower()):
        return False
    words = [x for x in entity.name.lower().split() if x not in ("of", "for", "and", "&", "the", "on")]
    if len(words) < 2:
        return False
    if entity.kind == "branch":
        return len(words) == 2
    if words[0] in lx.PLACE_RANK:
        return False  # "County Forestry Office"
    return all(lx.is_ordinary(x) or x in _PLAIN or x in lx.POST_MODIFIER or x == entity.kind for x in words)


def _is_whole(index: Index, ref: Ref) -> bool:
    """Whether a mention is of an institution that may have such units."""
    entity = index.ann.entities[ref.entity]
    if ref.entity in index.registry.parent:
        return False
    if entity.kind is None:
        return entity.acronym is not None
    return entity.kind in _WHOLE
