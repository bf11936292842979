"""Finds entities, their mentions, relations and posts in a parsed item.

`words` reads the parse into lists; `scan` takes capitalised runs apart (`organisations`, `places`, `persons`;
`headless` for those without a head noun, by `around`); `programmes` reads undertakings; `acronyms` and `shorts` find
further forms; `registry` merges all into entities; `coreference` adds "the university"; `relations` reads what the
words say of wholes and places, `wholes` gives units the institution that an item leaves out; `posts` reads posts
(`titles` their words, `series` lists of them, `preposed` those before names, `tenure` those that are implied or
succeeded to).

How right they are is in docs/quality.md. What fails most: names without a head noun, units that an item names without
their whole, bare posts where several institutions are in play (none is guessed unless the item is about one of them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsgraph.ingest.extraction.annotations import Annotations, text_offset
from newsgraph.ingest.extraction.names import (
    acronyms,
    committees,
    coreference,
    posts,
    programmes,
    relations,
    shorts,
    wholes,
)
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Registry, text_first
from newsgraph.ingest.extraction.names.scan import Scanner
from newsgraph.ingest.extraction.names.words import Words, read_words

if TYPE_CHECKING:
    from newsgraph.ingest.gazetteer import Gazetteer

__all__ = ["find_names"]


def find_names(ann: Annotations, gazetteer: Gazetteer | None = None) -> None:
    """Fill `ann.entities`, `ann.mentions`, `ann.relations` and `ann.posts`. Changes nothing else."""
    w = read_words(ann.doc, text_offset(ann.item))
    found = Scanner(w, gazetteer.is_place if gazetteer is not None else None).scan()
    sure = [f for f in found if f.fixed or f.form == "acronym" or f.type == "Person"]
    undertakings = programmes.programmes(w, _taken(w, sure))
    if any(p.start >= w.title_end for p in undertakings):  # a title only abridges what the text describes
        undertakings = [p for p in undertakings if p.fixed or p.start >= w.title_end]
    within = _taken(w, undertakings)
    found = [f for f in found if f in sure or not any(within[f.start : f.end])]
    found = programmes.apposed(w, undertakings, found) + undertakings
    called = {p.name for p in undertakings if p.fixed}
    for f in found:
        if f.name in called and (f.type == "Person" or not f.fixed):
            f.type = "Programme"  # "Reading Together now has 640 volunteers", after a project of that name
    found.sort(key=lambda f: (f.start, -f.end))
    taken = _taken(w, found)
    again = shorts.repeated(w, found, taken)
    found, short = shorts.apply(w, found, taken)
    defined = acronyms.acronyms(w, found)

    for f in found:
        if f.start in defined and f.end == f.start + 1:
            f.form = "acronym"

    committees.shared_wholes(w, found)
    registry = Registry(ann, w)
    _merge(registry, found, defined)
    for start, end, full in again:
        if full.entity:
            registry.mention(full.entity, start, end, "name")
    for word, full in short:
        registry.mention(registry.add(full), word, word + 1, "short")
    coreference.nominals(w, registry, taken)
    index = Index(ann, w, registry)
    relations.structural(ann, w, found)
    relations.units(index)
    wholes.lone_units(index)
    relations.places(index)
    registry.unit_names()
    posts.posts(index)
    ann.mentions.sort(key=lambda m: (m.start, -m.end))


def _taken(w: Words, found: list[Found]) -> list[bool]:
    out = [False] * len(w)
    for f in found:
        for k in range(f.start, f.end):
            out[k] = True
    return out


def _merge(registry: Registry, found: list[Found], defined: dict[int, Found]) -> None:
    """Names first, so that an acronym used before it is explained still finds its long form."""
    w = registry.w
    by_text = {w.text[k]: long for k, long in defined.items()}
    named = [f for f in text_first(found, w) if f.form == "name"]
    for f in named:
        if f.parent is None or f.parent.form != "acronym":
            registry.add(f)
    for f in text_first(found, w):
        if f.form == "acronym" and not f.entity:
            registry.add(f, by_text.get(w.text[f.start]))
    for f in named:
        registry.add(f)
    for k, long in defined.items():
        if not any(f.start == k and f.entity for f in found):
            f = Found(k, k + 1, long.type, w.text[k], form="acronym")
            registry.add(f, long)
