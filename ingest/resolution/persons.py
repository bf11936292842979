"""Which persons and which programmes of all readings are one: the name decides, and the organisations beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from newsgraph.ingest.model import EntityType
from newsgraph.ingest.resolution.authorities import Authorities
from newsgraph.ingest.resolution.naming import slug
from newsgraph.ingest.resolution.nodes import Found, Node, group_by_context
from newsgraph.ingest.resolution.organisations import Organisations
from newsgraph.ingest.resolution.signatures import OrgSig, PersonSig, ProgrammeSig, Seen

S = TypeVar("S", PersonSig, ProgrammeSig)


class Persons(Found):
    """Persons of one name are one if their organisations overlap, or those of one of them are not told.

    Where posts in unrelated organisations make two persons of a name, one without a post stays apart from both.
    """

    def __init__(self, table: Mapping[PersonSig, Seen], organisations: Organisations, authorities: Authorities) -> None:
        super().__init__()
        self.node_of: dict[PersonSig, str] = {}
        _cluster(self, self.node_of, "Person", table, lambda s: s.organisations, organisations, authorities)


class Programmes(Found):
    """Programmes of one proper name are one; those that are only described are one where their organisers overlap."""

    def __init__(
        self, table: Mapping[ProgrammeSig, Seen], organisations: Organisations, authorities: Authorities
    ) -> None:
        super().__init__()
        self.node_of: dict[ProgrammeSig, str] = {}
        _cluster(self, self.node_of, "Programme", table, lambda s: s.organisers, organisations, authorities)


def families(orgs: Iterable[OrgSig], organisations: Organisations, near: Mapping[str, set[str]]) -> frozenset[str]:
    """Node keys of organisations, of what they are part of, and of what each is possibly the same as."""
    keys = {k for o in orgs for k in organisations.family(o)}
    return frozenset(keys.union(*(near.get(k, ()) for k in keys)))


def _cluster(
    found: Found,
    node_of: dict[S, str],
    type_: EntityType,
    table: Mapping[S, Seen],
    organisations_of: Callable[[S], tuple[OrgSig, ...]],
    organisations: Organisations,
    authorities: Authorities,
) -> None:
    near = organisations.near()
    by_key: dict[str, dict[S, frozenset[str]]] = {}
    for sig in sorted(table, key=repr):
        by_key.setdefault(sig.key + "\x1f" + sig.alone, {})[sig] = families(organisations_of(sig), organisations, near)
    for key, members in by_key.items():
        groups, apart = group_by_context(members)
        several = len(groups) > 1
        keys = []
        for group in groups:
            owner = min((o for s in group for o in members[s]), default="") if several else ""
            keys.append(f"{key}\x1f{owner}")
            _node(found, node_of, type_, table, group, keys[-1], organisations, authorities)
        if apart:
            keys.append(f"{key}\x1f?")
            _node(found, node_of, type_, table, apart, keys[-1], organisations, authorities)
        reason = "the same name, with organisations that have nothing to do with each other"
        found.doubt_all((node_of[s] for s in members), "name", reason)


def _node(
    found: Found,
    node_of: dict[S, str],
    type_: EntityType,
    table: Mapping[S, Seen],
    group: list[S],
    key: str,
    organisations: Organisations,
    authorities: Authorities,
) -> None:
    name, alone, owner = key.split("\x1f", 2)
    names: list[str] = sorted({n for s in group for n in table[s].names})
    authority = next((a for n in (name, *names) if (a := authorities.find(type_, n))), None)
    if authority is not None:
        key = f"a\x1f{authority.iri}"
    readable = [name, alone]
    if owner and owner in organisations.nodes:
        readable.append(organisations.nodes[owner].slug)
    elif type_ == "Programme":  # "training course": whose one it is belongs to its name, whether another has one or not
        readable += sorted(organisations.nodes[o].slug for o in _owners(group, organisations))[:1]
    node = found.nodes.get(key)
    if node is None:
        node = found.nodes[key] = Node(key, type_, slug(" ".join(readable)), authority=authority)
    for sig in group:
        node.seen.append(table[sig])
        node_of[sig] = key
    if authority is not None:
        node.because("authority", f'"{names[0]}" is a label of {authority.label} in {authority.source}')
    elif owner in organisations.nodes:
        node.because("name", f'"{names[0]}" of {organisations.nodes[owner].label()}; another bears the name elsewhere')
    elif len(group) > 1 or sum(table[s].items for s in group) > 1:
        node.because("name", f'"{names[0]}": the same name, and no organisations that contradict')


def _owners(group: Iterable[PersonSig | ProgrammeSig], organisations: Organisations) -> set[str]:
    """Node keys of the organisers of described programmes."""
    return {organisations.node_of[o] for s in group if isinstance(s, ProgrammeSig) for o in s.organisers}
