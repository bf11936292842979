"""Which places of all readings are one, and which place of GeoNames each is."""

from __future__ import annotations

from collections.abc import Mapping

from newsgraph.ingest.gazetteer import Gazetteer, Place, fold
from newsgraph.ingest.model import EntityType
from newsgraph.ingest.resolution.authorities import Authorities
from newsgraph.ingest.resolution.naming import digest, slug
from newsgraph.ingest.resolution.nodes import Found, Node, group_by_context, one
from newsgraph.ingest.resolution.signatures import PlaceSig, Seen

TYPE: EntityType = "Location"
MEANT_AREAS = ("county seat", "district seat")


class Places(Found):
    """Clusters of the place signatures of a corpus.

    A place is chosen by what its own item tells (areas around it, the one country spoken of). Where that is not enough,
    it is the place that the other items mean by the name, if they agree. Places that GeoNames lacks are one if they
    share name, kind and the province or country around them, as far as told.
    """

    def __init__(self, table: Mapping[PlaceSig, Seen], gazetteer: Gazetteer, authorities: Authorities) -> None:
        super().__init__()
        self.gazetteer = gazetteer
        self.authorities = authorities
        self.node_of: dict[PlaceSig, str] = {}
        self.area_nodes: dict[int, str] = {}  # GeoNames id → node key
        chosen = {sig: self._choose(sig, seen) for sig, seen in table.items()}
        by_name: dict[tuple[str, str], list[PlaceSig]] = {}
        for sig in sorted(table):
            by_name.setdefault((sig.base, sig.mark), []).append(sig)
        for members in by_name.values():
            self._name(members, chosen, table)
        self._doubts()

    def _choose(self, sig: PlaceSig, seen: Seen) -> Place | None:
        name = seen.name()
        kind = sig.mark or one(seen.kinds) or None
        return self.gazetteer.choose(name, kind=kind, within=sig.within, country=sig.country or None)

    def _name(
        self, members: list[PlaceSig], chosen: Mapping[PlaceSig, Place | None], table: Mapping[PlaceSig, Seen]
    ) -> None:
        """Cluster the places of one name and kind."""
        places = {p.geonames_id: p for s in members if (p := chosen[s]) is not None}
        only = next(iter(places.values())) if len(places) == 1 else None
        unplaced: dict[PlaceSig, frozenset[str]] = {}
        for sig in members:
            place = chosen[sig]
            if place is not None:
                self._add(sig, table[sig], place, f"{place.name} ({place.country}), by what its item tells")
            elif only is not None and self._agrees(sig, only):
                self._add(sig, table[sig], only, f"{only.name} ({only.country}), the only place that other items mean")
            else:
                unplaced[sig] = self._context(sig)
        groups, apart = group_by_context(unplaced)
        for group in groups:
            area = min((c for s in group for c in unplaced[s]), default="")
            for sig in group:
                self._add_unplaced(sig, table[sig], area)
        for sig in apart:
            self._add_unplaced(sig, table[sig], "")

    def _agrees(self, sig: PlaceSig, place: Place) -> bool:
        """Whether nothing that the item tells puts the place elsewhere."""
        areas = {place.geonames_id, *(a.geonames_id for a in place.ancestors)}
        around = [self.gazetteer.choose(n) for n in sig.within]
        if any(p is not None and p.geonames_id not in areas for p in around):
            return False
        return not sig.country or sig.country == place.country

    def _context(self, sig: PlaceSig) -> frozenset[str]:
        """The province, or else the country, around the place."""
        around = [p for n in sig.within if (p := self.gazetteer.choose(n)) is not None]
        chains = [(p, *p.ancestors) for p in around]
        provinces = {f"{c[-2].geonames_id}" for c in chains if len(c) > 1}
        return frozenset(provinces or {p.country for p in around} or set(sig.within) or ({sig.country} - {""}))

    # -- nodes ----------------------------------------------------------------------------------------------------

    def _add(self, sig: PlaceSig, seen: Seen, place: Place, reason: str) -> None:
        # a county known by its seat keeps its own name; the seat itself may be another node
        own = place.kind in MEANT_AREAS
        key = f"g\x1f{place.geonames_id}" + (f"\x1f{sig.base} {sig.mark}" if own else "")
        readable = slug(f"{sig.base} {sig.mark}") if own else self.slug_of(place)
        self._put(key, sig, seen, readable, place, reason)

    def _add_unplaced(self, sig: PlaceSig, seen: Seen, area: str) -> None:
        readable = slug(f"{sig.base} {sig.mark}".strip())
        if self.gazetteer.lookup(seen.name()):  # the plain IRI may be, or become, that of a place of GeoNames
            readable = f"{readable}-{digest(f'{sig.base} {sig.mark}')}"
        reason = f'"{seen.name()}": the same name and kind' + (", in one province or country" if area else "")
        self._put(f"n\x1f{sig.base}\x1f{sig.mark}\x1f{area}", sig, seen, readable, None, reason)

    def _put(self, key: str, sig: PlaceSig, seen: Seen, readable: str, place: Place | None, reason: str) -> None:
        authority = next((a for n in (seen.name(), *sorted(seen.names)) if (a := self.authorities.find(TYPE, n))), None)
        if authority is not None:
            key, reason = (
                f"a\x1f{authority.iri}",
                f'"{seen.name()}" is a label of {authority.label} in {authority.source}',
            )
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = Node(key, TYPE, readable, authority=authority, place=place)
        if place is not None and place.kind not in MEANT_AREAS:
            self.area_nodes[place.geonames_id] = key
        node.seen.append(seen)
        node.because("authority" if authority is not None else "place", reason)
        self.node_of[sig] = key

    def slug_of(self, place: Place) -> str:
        """The readable part of a GeoNames place's IRI: its number follows unless the name alone means this place.

        This depends on the gazetteer alone, so a namesake in a later item changes no IRI.
        """
        meant = self.gazetteer.choose(place.name)
        if meant is not None and meant.geonames_id == place.geonames_id:
            return slug(fold(place.name))
        return f"{slug(fold(place.name))}-{place.geonames_id}"

    def _doubts(self) -> None:
        """A name without a designator beside the same name with one ("Menglian", "Menglian County")."""
        bare = {sig.base: key for sig, key in self.node_of.items() if not sig.mark}
        for sig, key in self.node_of.items():
            if sig.mark and sig.base in bare and key.startswith("n") and bare[sig.base].startswith("n"):
                self.doubt(key, bare[sig.base], "short name", f'"{sig.base}" may be short for "{sig.base} {sig.mark}"')
