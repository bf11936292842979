"""From found words to entities: one entity a real-world thing, whatever forms the item gives it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from newsgraph.ingest.extraction.annotations import Annotations, Entity, EntityMention, Form
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.words import Words


@dataclass(frozen=True, slots=True)
class Ref:
    """Words `start` to `end` (half-open) speak of an entity."""

    start: int
    end: int
    entity: str
    form: Form


_MAX_NAMES = 32  # of one entity: forms multiply along a chain of units
_PREFIX = {"Organisation": "o", "Person": "p", "Location": "l", "Programme": "g"}


def fold(name: str) -> str:
    """A name for comparison: no case, no punctuation, no leading article."""
    s = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    s = re.sub(r"[^\w\s]", " ", re.sub(r"'s\b", "", s))
    return " ".join(s.split()).removeprefix("the ")


class Registry:
    """The item's entities while they are put together.

    `parent`: organisation → the organisation that it is part of.
    """

    def __init__(self, ann: Annotations, words: Words) -> None:
        self.ann = ann
        self.w = words
        self.parent: dict[str, str] = {}
        self.told_parent: set[str] = set()  # units whose whole stands after them ("X, part of Y"), not in their name
        self.refs: list[Ref] = []
        self._known: dict[tuple[str, str], list[str]] = {}  # type, folded name → entity ids
        self._count: dict[str, int] = {}

    def add(self, found: Found, acronym_of: Found | None = None) -> str:
        """The entity that `found` names, made where it is new; its mention is noted."""
        if found.entity:
            return found.entity
        if found.parent is not None:
            self.add(found.parent)
        if found.same is not None and found.same is not found:
            found.entity = self.add(found.same)
            self.name(self.ann.entities[found.entity], found.name)
        elif acronym_of is not None:
            found.entity = self.add(acronym_of)
            self._acronym(found.entity, self.w.text[found.start])
        else:
            found.entity = self._existing(found) or self._new(found)
            self._enrich(found)
        self.mention(found.entity, found.start, found.end, found.form)
        return found.entity

    def mention(self, entity: str, start: int, end: int, form: Form) -> None:
        """Note that the words `start` to `end` speak of an entity."""
        self.refs.append(Ref(start, end, entity, form))
        self.ann.mentions.append(EntityMention(entity, self.w.starts[start], self.w.ends[end - 1], form))

    def _existing(self, found: Found) -> str | None:
        ids = self._known.get((found.type, fold(found.name)), [])
        if found.type == "Organisation" and found.parent is not None:
            same = [i for i in ids if self.parent.get(i) in (None, found.parent.entity)]
            return same[0] if same else None
        if ids:
            return ids[-1]
        if found.type in ("Location", "Programme"):  # "Butuo County" after "Butuo"
            for other in found.other:
                ids = self._known.get((found.type, fold(other)), [])
                if len(ids) == 1:
                    return ids[0]
        return None

    def _new(self, found: Found) -> str:
        letter = _PREFIX[found.type]
        self._count[letter] = self._count.get(letter, 0) + 1
        entity = Entity(f"{letter}{self._count[letter]}", found.type, found.name, kind=found.kind)
        if found.form == "acronym":
            entity.acronym = found.name
        self.ann.entities[entity.id] = entity
        self._learn(entity.id, found.type, found.name)
        return entity.id

    def _enrich(self, found: Found) -> None:
        entity = self.ann.entities[found.entity]
        if found.parent is not None and found.parent.entity != found.entity:
            self.parent.setdefault(found.entity, found.parent.entity)
        if entity.kind is None:
            entity.kind = found.kind
        for name in (found.name, *found.other):
            self.name(entity, name)

    def name(self, entity: Entity, name: str) -> None:
        """Note a further form of an entity's name."""
        known = {entity.name, *entity.names}
        if name and name not in known and len(entity.names) < _MAX_NAMES:
            entity.names.append(name)
            self._learn(entity.id, entity.type, name)

    def _acronym(self, entity_id: str, short: str) -> None:
        entity = self.ann.entities[entity_id]
        entity.acronym = entity.acronym or short
        self.name(entity, short)

    def _learn(self, entity_id: str, kind: str, name: str) -> None:
        ids = self._known.setdefault((kind, fold(name)), [])
        if entity_id not in ids:
            ids.append(entity_id)

    def lookup(self, kind: str, name: str) -> str | None:
        """The one entity of that type and name, None where there is none or several."""
        ids = self._known.get((kind, fold(name)), [])
        return ids[0] if len(ids) == 1 else None

    def of_type(self, kind: str) -> Iterable[Entity]:
        """The entities of a type, in the order of their first mention."""
        return [e for e in self.ann.entities.values() if e.type == kind]

    def unit_names(self) -> None:
        """Give units their forms with the parent: "Hubei Branch of the OUC", "OUC Hubei Branch"."""
        done: set[str] = set()
        for child in list(self.parent):
            self._unit_names(child, done)

    def _unit_names(self, child: str, done: set[str]) -> None:
        if child in done:
            return
        done.add(child)
        above = self.parent.get(child)
        if above is None:
            return
        self._unit_names(above, done)
        unit, whole = self.ann.entities[child], self.ann.entities[above]
        if above in (child, self.parent.get(above)) or fold(whole.name) in fold(unit.name):
            return
        if unit.kind not in lx.UNIT | lx.ORG_HEAD or child in self.told_parent or not _is_unit_name(unit.name):
            return
        own = [n for n in (unit.name,) if n != unit.acronym]
        for base in own:
            for of in [whole.name, *whole.names][:8]:
                for name in (f"{base} of the {of}", f"{base} of {of}", f"{of} {base}"):
                    self.name(unit, name)


def _is_unit_name(name: str) -> bool:
    """Whether a name can be taken for a unit's ("School of Law", "Hubei Branch") and not for a whole of its own."""
    return name.split()[-1].lower() not in ("university", "company", "ltd", "group")


def text_first(found: list[Found], words: Words) -> list[Found]:
    """Names in the order of merging: a title in title case says less of names than the text, so it is last."""
    if not words.title_case:
        return found
    return [f for f in found if f.start >= words.title_end] + [f for f in found if f.start < words.title_end]
