"""Which organisations of all readings are one.

The name decides, and for units the parent. An acronym on its own is resolved where one organisation alone goes by it.
Nothing is merged on doubt: doubts become pairs that are possibly the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from newsgraph.ingest.model import EntityType
from newsgraph.ingest.resolution.authorities import Authorities, Subject
from newsgraph.ingest.resolution.naming import is_acronym, is_generic, is_unit, name_key, slug
from newsgraph.ingest.resolution.nodes import Found, Node, group_by_context, one
from newsgraph.ingest.resolution.signatures import OrgSig, Seen, chain

TYPE: EntityType = "Organisation"
MOST_DOUBTS = 5  # an acronym of more organisations than this tells nothing


class Organisations(Found):
    """Clusters of the organisation signatures of a corpus. `node_of` gives the node key of each."""

    def __init__(self, table: Mapping[OrgSig, Seen], authorities: Authorities) -> None:
        super().__init__()
        self.table = table
        self.authorities = authorities
        self.node_of: dict[OrgSig, str] = {}
        self._names = {s.key for s in table if s.parent is None and not s.loose and not s.acronym}
        self._bearers = self._acronyms()
        self._split: dict[OrgSig, OrgSig] = {s: self._unit(s) for s in table}
        self._group: dict[OrgSig, str] = {}  # of those with a proper name
        self._above: dict[str, set[str]] = {}  # what any item says that a name is part of
        self._several: set[str] = set()  # names of several bodies
        self._keys: dict[OrgSig, str] = {}  # of the others, once asked for
        self._group_named()
        self._bodies: dict[str, set[str]] = {}  # unit key → node keys of those that are told to have such a unit
        self._units_of: dict[str, set[str]] = {}  # unit key and key of an owner, of whatever level → node keys
        plain = [s for s in table if not self._split[s].loose]
        for sig in sorted(plain, key=repr):
            self._assign(sig)
        loose = (s for s in table if self._split[s].loose)  # those of which others tell whose they are come last
        for sig in sorted(loose, key=lambda s: (bool(s.home), len(s.beside) != 1, repr(s))):
            self._assign(sig)
        self._doubts()

    # -- preparing ------------------------------------------------------------------------------------------------

    def _acronyms(self) -> dict[str, set[str]]:
        """Acronym → keys of the full names that it is defined for."""
        out: dict[str, set[str]] = {}
        for sig, seen in self.table.items():
            if not sig.acronym and not is_generic(sig.key):
                for a in seen.acronyms:
                    out.setdefault(name_key(a), set()).add(sig.key)
        return out

    def _full(self, key: str, acronym: bool) -> str:
        """The full name's key for an acronym that only one organisation has."""
        if acronym:
            return one(self._bearers.get(key, ())) or key
        return key

    def _unit(self, sig: OrgSig) -> OrgSig:
        """Read "X of Y" and "Y X" as the unit X of Y, where the corpus knows Y."""
        if sig.parent is not None:
            return sig._replace(parent=self._unit(sig.parent))
        if sig.acronym:
            return sig
        words = sig.key.split()
        for i in range(1, len(words)):
            head, tail = " ".join(words[:i]), " ".join(words[i:])
            if words[i] in {"of", "at"} and is_unit(head):
                parent = self._known(" ".join(words[i + 1 :]))
                if parent is not None:
                    return OrgSig(head, False, parent)
            if is_unit(tail) and is_generic(tail):
                parent = self._known(head)
                if parent is not None:
                    return OrgSig(tail, False, parent)
        return sig

    def _known(self, key: str) -> OrgSig | None:
        if not is_generic(key) and (key in self._names or self.authorities.find(TYPE, key) is not None):
            return OrgSig(key, False)
        full = one(self._bearers.get(key, ()))
        return OrgSig(full, False) if full is not None else None

    def _group_named(self) -> None:
        """Organisations of one proper name are one if what they are told to be part of overlaps."""
        contexts: dict[str, dict[OrgSig, frozenset[str]]] = {}
        above = self._above
        for sig in self._split.values():
            for s in chain(sig):
                if not is_generic(s.key):
                    key = self._full(s.key, s.acronym)
                    up = {self._full(p.key, p.acronym) for p in chain(s) if p is not s and not is_generic(p.key)}
                    above.setdefault(key, set()).update(up)
                    contexts.setdefault(key, {})[s] = frozenset(up)
        for key, told in contexts.items():
            members = {s: _closure(up, above) - {key} for s, up in told.items()}
            groups, apart = group_by_context(members)
            if len(groups) > 1:
                self._several.add(key)
            for group in groups:
                suffix = "" if len(groups) == 1 else "\x1f" + min(min(members[s]) for s in group if members[s])
                for s in group:
                    self._group[s] = f"n\x1f{key}{suffix}"
            for s in apart:
                self._group[s] = f"n\x1f{key}"

    # -- assigning ------------------------------------------------------------------------------------------------

    def _assign(self, sig: OrgSig) -> None:
        unit = self._split[sig]
        key = self._key(unit)
        authority = self._authority(sig, unit)
        if authority is not None:
            key = f"a\x1f{authority.iri}"
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = Node(key, TYPE, self._slug(unit), authority=authority)
        seen = self.table[sig]
        node.seen.append(seen)
        self.node_of[sig] = key
        owner = unit.parent or (sig.beside[0] if len(sig.beside) == 1 else None)
        if owner is not None:
            self._bodies.setdefault(unit.key, set()).add(self._whole_key(owner))
            for p in self._upwards(self._whole_key(owner)):
                self._units_of.setdefault(f"{unit.key}\x1f{p}", set()).add(key)
        self._explain(node, sig, unit, seen)

    def _key(self, sig: OrgSig) -> str:
        if sig in self._group:
            return self._group[sig]
        if sig not in self._keys:
            self._keys[sig] = self._new_key(sig)
        return self._keys[sig]

    def _new_key(self, sig: OrgSig) -> str:
        if sig.parent is not None:
            return f"u\x1f{self._whole_key(sig.parent)}\x1f{sig.key}"
        owners = {self._whole_key(s) for s in sig.beside}
        if sig.home and len(self._bodies.get(sig.key, ())) == 1:  # nobody else has one, as far as the news tells
            owners = {self._whole_key(OrgSig(sig.home, False))}
            at_home = one(self._units_of.get(f"{sig.key}\x1f{next(iter(owners))}", ()))
            return at_home or f"w\x1f{sig.alone}\x1f{sig.key}"
        known = one(k for o in owners for k in self._units_of.get(f"{sig.key}\x1f{o}", ()))
        return known or f"w\x1f{one(owners) or sig.alone}\x1f{sig.key}"

    def _whole_key(self, sig: OrgSig) -> str:
        """The node key of what others are units of: an authority's, if it knows it."""
        authority = self._authority(sig, sig)
        return f"a\x1f{authority.iri}" if authority is not None else self._key(sig)

    def family(self, sig: OrgSig) -> set[str]:
        """Node keys of an organisation and what it is told to be part of; none of a unit of nobody knows whom."""
        own = self.node_of[sig]
        if own.startswith("w\x1f"):
            owner = one({self._whole_key(s) for s in sig.beside})
            return {self.moved.get(k, k) for k in (own, owner)} if owner is not None else set()
        keys = {own}
        for up in chain(self._split[sig]):
            if up.parent is not None:
                keys.add(self._whole_key(up.parent))
            name = self._full(up.key, up.acronym)
            if name not in self._several:  # what another item says that it is part of
                keys.update(
                    self._whole_key(OrgSig(a, False)) for a in _closure(frozenset({name}), self._above) - {name}
                )
        whole = keys.union(*(self._upwards(k) for k in keys))
        return {self.moved.get(k, k) for k in whole} if self.moved else whole

    @staticmethod
    def _upwards(node_key: str) -> list[str]:
        """A node's key and those of what it is a unit of, for keys nest: u␟(u␟(n␟C)␟B)␟A."""
        out = [node_key]
        while node_key.startswith("u\x1f"):
            node_key = node_key[2:].rpartition("\x1f")[0]
            out.append(node_key)
        return out

    def _authority(self, sig: OrgSig, unit: OrgSig) -> Subject | None:
        if not self.authorities:
            return None
        parents = [s for s in chain(unit) if s is not unit]
        iris = [a.iri for p in parents if (a := self._authority(p, self._split.get(p, p)))]
        names = [unit.key, sig.key, self._full(sig.key, sig.acronym)]
        for p in parents:
            key = self._full(p.key, p.acronym)
            names += [f"{unit.key} of {key}", f"{key} {unit.key}"]
        if sig in self.table:
            names += sorted(n for n in self.table[sig].others if " " in n and not is_generic(name_key(n)))
        if is_generic(unit.key) and not iris:  # a bare "School of Education" is nobody's
            names = [n for n in names if not is_generic(name_key(n))]
        return next((s for n in names if (s := self.authorities.find(TYPE, n, iris if parents else None))), None)

    def _slug(self, sig: OrgSig) -> str:
        own = slug(self._full(sig.key, sig.acronym))
        up = sig.parent or (sig.beside[0] if len(sig.beside) == 1 else None)
        if not is_generic(sig.key) or up is None:
            return f"{own}-{sig.alone}" if sig.alone else own
        return slug(f"{own} {self._slug(up)}")

    def _explain(self, node: Node, sig: OrgSig, unit: OrgSig, seen: Seen) -> None:
        name = seen.name()
        if node.authority is not None:
            node.because("authority", f'"{name}" is a label of {node.authority.label} in {node.authority.source}')
        elif sig.acronym and self._full(sig.key, True) != sig.key:
            node.because("acronym", f'"{name}" alone is taken for the only organisation with this acronym')
        elif unit.parent is not None:
            node.because("unit", f'"{name}" is the unit of that name of "{unit.parent.key}"')
        elif sig.home and sig.home in node.key:
            node.because("beside", f'"{name}" stands alone in news of "{sig.home}", which has the only such unit')
        elif sig.beside:
            node.because("beside", f'"{name}" stands beside ' + ", ".join(f'"{s.key}"' for s in sig.beside))
        elif len(node.seen) > 1:
            node.because("name", f'"{name}" is the same name, apart from case, accents and spelling')

    # -- doubts ---------------------------------------------------------------------------------------------------

    def _doubts(self) -> None:
        by_name: dict[str, set[str]] = {}
        for sig, key in self.node_of.items():
            if not is_generic(sig.key):
                by_name.setdefault(self._full(sig.key, sig.acronym), set()).add(key)
        for name, keys in by_name.items():
            self.doubt_all(keys, "name", f'both are called "{name}", as parts of different organisations')
        for sig, key in self.node_of.items():
            bearers = self._bearers.get(sig.key, set()) if sig.acronym else set()
            shared = f'"{sig.key.upper()}" is the acronym of several organisations'
            if 1 < len(bearers) <= MOST_DOUBTS:
                for full in bearers:
                    for other in by_name.get(full, ()):
                        self.doubt(key, other, "acronym", shared)
            head, of, _ = sig.key.rpartition(" of ")
            if of and not is_unit(head) and len(by_name.get(head, ())) == 1:
                self.short_for[key] = next(iter(by_name[head]))
                self.doubt(key, self.short_for[key], "short name", f'"{head}" may be short for "{sig.key}"')
        self._same_names()
        self._initials(by_name)

    def _initials(self, by_name: Mapping[str, set[str]]) -> None:
        """An acronym that no item explains, and the only name that it could be short for."""
        full: dict[str, set[str]] = {}
        for name in by_name:
            words = [w for w in name.split() if w not in {"of", "and", "for", "in", "the"}]
            if len(words) > 2:
                full.setdefault("".join(w[0] for w in words), set()).add(name)
        for sig, key in self.node_of.items():
            meant = one(full.get(sig.key, ())) if sig.acronym and sig.key not in self._bearers else None
            for other in by_name[meant] if meant is not None else ():
                self.doubt(key, other, "acronym", f'"{sig.key.upper()}" may be the acronym of "{meant}"')

    def _same_names(self) -> None:
        """A full name that an item gives as another form of an organisation, and that another organisation bears."""
        full: dict[str, set[str]] = {}
        for sig, key in self.node_of.items():
            if sig.parent is None and not sig.loose and not sig.acronym:
                full.setdefault(sig.key, set()).add(key)
        for sig, key in self.node_of.items():
            for other in self.table[sig].others:
                k = name_key(other)
                if " " in k and k != sig.key and not is_acronym(other) and not is_generic(k):
                    for b in full.get(k, ()):
                        self.doubt(key, b, "other name", f'an item calls "{self.table[sig].name()}" also "{other}"')


def _closure(keys: frozenset[str], above: Mapping[str, set[str]]) -> frozenset[str]:
    found, todo = set(keys), list(keys)
    while todo:
        for up in above.get(todo.pop(), ()):
            if up not in found:
                found.add(up)
                todo.append(up)
    return frozenset(found)
