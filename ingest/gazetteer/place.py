"""The record of a place, and the folding of place names into keys."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from newsgraph.ingest.gazetteer.words import DESIGNATORS, PEOPLES, PREFIXES, ROMANISED


@dataclass(frozen=True, slots=True)
class Place:
    """A place of GeoNames.

    geonames_id: the number in `https://sws.geonames.org/NUMBER/`. Of a city and the area that it governs under the same
        name (Lanzhou) the city's, for both.
    area_id: there, the number of the area.
    kind: "country", a first-level division's own word ("province", "state", "autonomous region" …), "prefecture",
        "county", "district" or "region" below it, "city" or "town" for a settlement; "county seat", "district seat"
        where an area was asked for and GeoNames knows only the settlement that governs it (near, not the same).
    country: ISO 3166 alpha-2. lat, lon: degrees, None for areas without a point.
    population: of settlements as GeoNames says, of areas the sum over the settlements in the index.
    ancestors: the areas that contain it, innermost first, the country last.
    """

    geonames_id: int
    name: str
    names: tuple[str, ...]
    kind: str
    country: str
    lat: float | None
    lon: float | None
    population: int
    ancestors: tuple[Place, ...] = ()
    area_id: int | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A folded name: `base` without its designator, `mark` the kind that the designator tells ("" without one)."""

    base: str
    mark: str


_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʹ]")
_OTHER = re.compile(r"[^\w\s]+")


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Lower case, no accents, apostrophes, punctuation or leading "the": "Xi’an" and "Xian" are alike."""
    s = unicodedata.normalize("NFKD", name)
    s = "".join(c for c in s if not unicodedata.combining(c)).casefold()
    s = _OTHER.sub(" ", _APOSTROPHES.sub("", s).replace(".", ""))
    words = s.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def key(name: str, *, romanised: bool = False) -> Key:
    """Fold a name and take its designator off: "Butuo County" → Key("butuo", "county").

    romanised: also take Chinese designators in Latin letters ("Qingtian Xian"); only sure for names from China.
    """
    return _key(fold(name), romanised)


@lru_cache(maxsize=65536)
def _key(folded: str, romanised: bool) -> Key:
    for words, kind in PREFIXES.items():
        if folded.startswith(words + " "):
            return Key(folded[len(words) + 1 :], kind)
    for words, kind in DESIGNATORS.items():
        if folded.endswith(" " + words):
            base = folded[: -len(words) - 1]
            return Key(_short(base) if words.startswith("autonomous") else base, kind)
    if romanised:
        base, _, last = folded.rpartition(" ")
        if base and last in ROMANISED:
            return Key(_short(base) if last.startswith("zizhi") else base, ROMANISED[last])
        if base and last.endswith("zu") and last[:-2] in PEOPLES:  # "Jishishan Bonanzu Dongxiangzu" without "Zizhixian"
            return Key(_short(base), "county")
    return Key(folded, "")


def _short(base: str) -> str:
    """Take the names of peoples off an autonomous area's name, its first word excepted."""
    words = base.split()
    if words[0] in {"inner", "nei"}:  # here the people's name is the place's
        return base
    while len(words) > 1 and (words[-1] in PEOPLES or words[-1].removesuffix("zu") in PEOPLES or words[-1] == "and"):
        words.pop()
    return " ".join(words)
