"""What one reading tells of the identity of its entities, as small hashable signatures.

Entities with equal signatures are one thing, whatever item they stand in, so resolution keeps distinct signatures and
never the entities. A signature is made from one item alone; what only the whole corpus can tell comes later.
Each has a `pin`: empty, or that of a mention that a decision names, so that it has a signature of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from newsgraph.ingest.gazetteer import Gazetteer, Place, fold
from newsgraph.ingest.gazetteer.place import key as place_key
from newsgraph.ingest.model import EntityReading, NewsItem, Reading
from newsgraph.ingest.resolution.institutions import Homes
from newsgraph.ingest.resolution.naming import digest, is_acronym, is_generic, is_unit, name_key, person_key
from newsgraph.ingest.resolution.pins import Pins

MOST_BESIDE = 6  # an item of more organisations does not tell whose a unit is


class OrgSig(NamedTuple):
    """key: of its own name, without its parent's. parent: as far as the item tells it.

    beside, alone: of a unit whose parent is not told: the organisations with a name of their own that the item names
    too, and, where that is not a single one, a hash of the item. home: key of the institution whose news it is, where
    the item names no other body.
    """

    key: str
    acronym: bool
    parent: OrgSig | None = None
    beside: tuple[OrgSig, ...] = ()
    alone: str = ""
    home: str = ""
    pin: str = ""

    @property
    def loose(self) -> bool:
        """Whether it is a unit whose parent is not told."""
        return bool(self.beside or self.alone)


class PersonSig(NamedTuple):
    """organisations: of the person's posts. alone: a hash of the item where a lone surname tells too little."""

    key: str
    organisations: tuple[OrgSig, ...]
    alone: str
    pin: str = ""


class PlaceSig(NamedTuple):
    """base, mark: see `gazetteer.place.key`. within: folded names. country: ISO code, only where the name needs it."""

    base: str
    mark: str
    within: tuple[str, ...]
    country: str
    pin: str = ""


class ProgrammeSig(NamedTuple):
    """organisers: only of a programme that is described rather than named. alone: as in PersonSig."""

    key: str
    organisers: tuple[OrgSig, ...]
    alone: str
    pin: str = ""


Sig: TypeAlias = OrgSig | PersonSig | PlaceSig | ProgrammeSig


Form: TypeAlias = tuple[str, tuple[str, ...], str | None, str | None]  # name, other names, acronym, kind


@dataclass(slots=True)
class Seen:
    """What all readings say of one signature: how many items have each form of it."""

    forms: dict[Form, int] = field(default_factory=dict)

    def add(self, entity: EntityReading) -> None:
        form = (entity.name, entity.names, entity.acronym, entity.kind)
        self.forms[form] = self.forms.get(form, 0) + 1

    @property
    def items(self) -> int:
        return sum(self.forms.values())

    @property
    def names(self) -> set[str]:
        """Canonical names as written."""
        return {name for name, *_ in self.forms}

    @property
    def others(self) -> set[str]:
        return {n for _, names, *_ in self.forms for n in names}

    @property
    def acronyms(self) -> set[str]:
        return {a for _, _, a, _ in self.forms if a}

    @property
    def kinds(self) -> set[str]:
        return {k for *_, k in self.forms if k}

    def name(self) -> str:
        """The most frequent canonical name; of equals the longest, then the first in order."""
        if len(self.forms) == 1:
            return next(iter(self.forms))[0]
        counts = name_counts([self])
        return min(counts, key=lambda n: (-counts[n], -len(n), n))


def name_counts(seen: Iterable[Seen]) -> Counter[str]:
    """Canonical names with the number of items that use each."""
    counts: Counter[str] = Counter()
    for s in seen:
        for (name, *_), n in s.forms.items():
            counts[name] += n
    return counts


class Signer:
    """Makes the signatures of a reading's entities."""

    def __init__(self, gazetteer: Gazetteer, pins: Pins, copies: Mapping[str, str], homes: Homes) -> None:
        self._gazetteer = gazetteer
        self._homes = homes
        self._pins = pins
        self._copies = copies  # see `copies.near_copies`: what a copy alone tells, its original tells

    def sign(self, item: NewsItem, reading: Reading) -> dict[str, Sig]:
        """Entity id → signature, in an order in which no signature depends on a later one."""
        original = self._copies.get(item.id, item.id)
        home = self._homes.of(item)
        return _Reader(original, reading, self._gazetteer, self._pins.of(item, reading), home).all()


class _Reader:
    def __init__(
        self, original: str, reading: Reading, gazetteer: Gazetteer, pins: Mapping[str, str], home: str
    ) -> None:
        self.home = home
        self.reading = reading
        self.pins = pins
        self.gazetteer = gazetteer
        self.item_hash = digest("item\x1f" + original)
        self.entities = {e.id: e for e in reading.entities}
        self.above: dict[str, dict[str, list[str]]] = {"partOf": {}, "within": {}, "locatedIn": {}}
        for r in reading.relations:
            if r.subject in self.entities and r.object in self.entities and r.subject != r.object:
                self.above[r.kind].setdefault(r.subject, []).append(r.object)
        self.orgs: dict[str, OrgSig] = {}
        self._countries: tuple[str, ...] | None = None
        self._region: str | None = None

    def all(self) -> dict[str, Sig]:
        out: dict[str, Sig] = {}
        by_type: dict[str, list[EntityReading]] = {}
        for e in self.reading.entities:
            by_type.setdefault(e.type, []).append(e)
        organisations = by_type.get("Organisation", ())
        for e in organisations:
            self._organisation(e, frozenset())
        self._owners(organisations)
        for e in organisations:
            if e.id in self.pins:
                self.orgs[e.id] = self.orgs[e.id]._replace(pin=self.pins[e.id])
            out[e.id] = self.orgs[e.id]
        for e in by_type.get("Person", ()):
            out[e.id] = self._person(e)
        for e in by_type.get("Location", ()):
            out[e.id] = self._place(e)
        for e in by_type.get("Programme", ()):
            out[e.id] = self._programme(e)
        for id_, pin in self.pins.items():
            out[id_] = out[id_]._replace(pin=pin)
        return out

    # -- organisations --------------------------------------------------------------------------------------------

    def _organisation(self, e: EntityReading, below: frozenset[str]) -> OrgSig:
        """Sign an organisation after its parent; `below` guards against circles."""
        if e.id in self.orgs:
            return self.orgs[e.id]
        parent = self._parent(e.id, below | {e.id})
        sig = OrgSig(name_key(e.name), is_acronym(e.name))
        if parent is not None:
            up = self.entities[parent]
            parent_sig = self._organisation(up, below | {e.id})
            sig = OrgSig(own_name(sig.key, (up.name, *up.names)), sig.acronym, parent_sig)
        self.orgs[e.id] = sig
        return sig

    def _parent(self, entity: str, below: frozenset[str]) -> str | None:
        """The innermost parent: one that is above another of the parents is none itself."""
        parents = [p for p in self.above["partOf"].get(entity, ()) if p not in below]
        if len(parents) < 2:
            return parents[0] if parents else None
        higher = {a for p in parents for a in self._ancestors(p, "partOf")}
        inner = [p for p in parents if p not in higher] or parents
        return min(inner, key=lambda p: (name_key(self.entities[p].name), p))

    def _ancestors(self, entity: str, relation: str) -> list[str]:
        found: list[str] = []
        todo = [entity]
        while todo:
            for up in self.above[relation].get(todo.pop(), ()):
                if up not in found and up != entity:
                    found.append(up)
                    todo.append(up)
        return found

    def _owners(self, organisations: Iterable[EntityReading]) -> None:
        """Give a unit without a told parent the organisations beside it, or the item itself, as its context."""
        loose = [e.id for e in organisations if self.orgs[e.id].parent is None and is_generic(self.orgs[e.id].key)]
        if not loose:
            return
        named = {s for s in self.orgs.values() if s.parent is None and not is_generic(s.key)}
        beside = _sorted(named) if len(named) <= MOST_BESIDE else ()
        alone = "" if len(beside) == 1 else self.item_hash
        for id_ in loose:
            self.orgs[id_] = self.orgs[id_]._replace(beside=beside, alone=alone, home="" if named else self.home)
        for id_, sig in self.orgs.items():
            if sig.parent is not None:  # the units of such a unit
                self.orgs[id_] = _owned(sig, beside, alone)

    # -- the others -----------------------------------------------------------------------------------------------

    def _person(self, e: EntityReading) -> PersonSig:
        posts = [p for p in self.reading.posts if p.person == e.id and p.organisation in self.orgs]
        orgs = {self.orgs[p.organisation] for p in posts if p.organisation}
        key = person_key(e.name)
        alone = "" if orgs or " " in key else self.item_hash
        return PersonSig(key, _sorted(orgs), alone)

    def _place(self, e: EntityReading) -> PlaceSig:
        within = tuple(self.entities[a].name for a in self._ancestors(e.id, "within"))
        k = place_key(e.name)
        mark = k.mark or (e.kind or "" if e.kind in {"county", "province", "district"} else "")
        country = ""
        if self.gazetteer.choose(e.name, kind=e.kind, within=within) is None:
            countries = self.countries()
            country = countries[0] if len(countries) == 1 else ""
            region = self.region()
            if region and not within and self.gazetteer.choose(e.name, kind=e.kind, within=(region,)) is not None:
                within = (region,)  # "Jingxi" beside Baise and Hechi is the one in Guangxi
        return PlaceSig(k.base or fold(e.name) or digest(e.name), mark, tuple(sorted(set(within))), country)

    def region(self) -> str:
        """The one province or the like in which all places lie that the item surely means; "" where there is none."""
        if self._region is None:
            found = set()
            for place in self._sure_places():
                chain = (place, *place.ancestors)
                if len(chain) > 1:  # a country tells nothing of where in it
                    found.add(chain[-2].name)
            self._region = found.pop() if len(found) == 1 else ""
        return self._region

    def _sure_places(self) -> Iterator[Place]:
        for e in self.reading.entities:
            if e.type == "Location":
                within = tuple(self.entities[a].name for a in self._ancestors(e.id, "within"))
                place = self.gazetteer.choose(e.name, kind=e.kind, within=within)
                if place is not None:
                    yield place

    def countries(self) -> tuple[str, ...]:
        """ISO codes of the countries that the item speaks of: by name, by sure places, by organisations' names."""
        if self._countries is None:
            found = {place.country for place in self._sure_places()}
            for e in self.reading.entities:
                if e.type == "Organisation" and " of " in e.name:
                    land = self.gazetteer.choose(e.name.rpartition(" of ")[2].removeprefix("the "), kind="country")
                    if land is not None:
                        found.add(land.country)
            found.discard("")
            self._countries = tuple(sorted(found))
        return self._countries

    def _programme(self, e: EntityReading) -> ProgrammeSig:
        key = name_key(e.name)
        if is_named(e.name):
            return ProgrammeSig(key, (), "")
        organisers = {
            self.orgs[r.entity]
            for ev in self.reading.events
            if any(f.value == e.id for f in ev.programmes)
            for r in ev.roles
            if r.role == "organiser" and r.entity in self.orgs
        }
        return ProgrammeSig(key, _sorted(organisers), "" if organisers else self.item_hash)


def _sorted(orgs: set[OrgSig]) -> tuple[OrgSig, ...]:
    return tuple(orgs) if len(orgs) < 2 else tuple(sorted(orgs, key=repr))


def is_named(programme: str) -> bool:
    """Whether a programme has a name ("Belt and Road Initiative"), not only a description ("training course")."""
    words = [
        w
        for w in programme.split()
        if w[:1].isalpha() and w.lower() not in {"of", "for", "and", "the", "in", "on", "to"}
    ]
    if len(words) == 1:
        return words[0].isupper()
    return len(words) > 1 and sum(w[0].isupper() for w in words) * 2 >= len(words)


def own_name(key: str, parent_names: Iterable[str]) -> str:
    """A unit's key without its parent's: "gansu branch of open university of china" → "gansu branch"."""
    for parent in sorted({name_key(p) for p in parent_names if p}, key=lambda p: (-len(p), p)):
        for joint in (" of ", " at "):
            if key.endswith(joint + parent) and len(key) > len(joint + parent):
                return key[: -len(joint + parent)]
        if key.startswith(parent + " ") and is_unit(key[len(parent) + 1 :]):
            return key[len(parent) + 1 :]
    return key


def _owned(sig: OrgSig, beside: tuple[OrgSig, ...], alone: str) -> OrgSig:
    if sig.parent is not None:
        return sig._replace(parent=_owned(sig.parent, beside, alone))
    return sig._replace(beside=beside, alone=alone) if is_generic(sig.key) else sig


def chain(sig: OrgSig) -> Iterator[OrgSig]:
    """The organisation and what it is told to be part of, upwards."""
    up: OrgSig | None = sig
    while up is not None:
        yield up
        up = up.parent
