"""The grammar of places' names, and what lies within what.

place := modifiers KIND [of place]     "Butuo County", "Inner Mongolia Autonomous Region", "Republic of Kenya"
       | kind of NAME                  "the village of Oakham"
"""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.organisations import organisation, run_end
from newsgraph.ingest.extraction.names.words import Words

_OF = lx.words("places.of")
_LEADING = frozenset(("county", "lake", "mount", "cape", "loch", "glen", "mt", "mt."))
_SHORT = lx.words("places.short")
# No part of the short form: "Tacheng Prefecture" is Tacheng, "Xinjiang Uygur Autonomous Region" Xinjiang.
_AUTONOMOUS = "autonomous"
_BEFORE_PLACE = lx.words("places.before_place")
_VENUE_OF = lx.words("places.venue_of")
_SETTLEMENT = lx.words("places.settlement")
_PART_OF = lx.words("places.part_of")
_HOSTING = lx.words("places.hosting")


def place(w: Words, i: int, j: int) -> Found | None:
    """The place that the run `i` to `j` names by its head noun, None where it has none."""
    if j - i == 2 and w.lower[i] in _LEADING and w.lower[j - 1] not in lx.ORG_HEAD and not lx.is_post(w.lower[j - 1]):
        return Found(i, j, "Location", w.phrase(i, j), kind=w.lower[i], fixed=True)  # "County Antrim", "Lake Tana"
    kind = w.lower[j - 1]
    if kind not in lx.PLACE and not (
        kind in ("centre", "center", "club") and j - i > 1 and w.lower[j - 2] in lx.VENUE_MODIFIER
    ):
        return None
    if kind in _OF and w.at(j) == "of":
        q = j + 2 if w.at(j + 1) == "the" else j + 1
        if q < len(w) and w.cap[q] and not w.shut[q]:
            e = run_end(w, q)
            if (
                j - i == 1 or w.lower[j - 2] == _AUTONOMOUS or kind in ("republic", "kingdom", "bay", "gulf", "states")
            ) and organisation(w, q, e) is None:
                return _made(w, i, e, kind)
    if kind in _VENUE_OF and (j - i > 1 or kind in ("palace", "temple")) and w.at(j) == "of":
        q = j + 2 if w.at(j + 1) == "the" else j + 1
        if q < len(w) and w.cap[q] and not w.shut[q] and w.label[q] not in ("GPE", "LOC"):
            e = run_end(w, q)
            if organisation(w, q, e) is None and w.at(e) not in ("'s", "’s"):
                return Found(i, e, "Location", w.phrase(i, e), kind=kind, other=[w.phrase(i, j)], fixed=True)
    return _made(w, i, j) if j - i > 1 else None


def told(w: Words, i: int, j: int) -> Found | None:
    """The place that the words around the run `i` to `j`, which has no head noun, tell it to be."""
    if w.at(i - 1) == "of" and w.at(i - 2) in _SETTLEMENT and not w.cap[i - 2] and not w.wall[i]:
        return Found(i, j, "Location", w.phrase(i, j), kind=w.lower[i - 2], fixed=True)
    if w.at(i - 1) == "of" and lx.is_post(w.at(i - 2)) and w.at(i - 2).rpartition("-")[2] == "mayor" and not w.upper[i]:
        return Found(i, j, "Location", w.phrase(i, j))
    fits = not w.upper[j - 1] and not lx.is_ordinary(w.lower[j - 1])
    if fits and w.at(j) == "campus" and not w.wall[j] and not w.shut[j]:
        return Found(i, j + 1, "Location", w.phrase(i, j + 1), kind="campus", fixed=True)  # "its Eastfield campus"
    return None


def hosts(w: Words, j: int) -> bool:
    """Whether the name that ends before `j` is said to be host: "Lhasa will host …", "Xi'an played host to …"."""
    while w.at(j) in ("will", "to", "is", "has", "had", "again", "also", "recently"):
        j += 1
    return w.at(j) in _HOSTING or (w.at(j) in ("played", "plays", "play") and w.at(j + 1) == "host")


def _made(w: Words, i: int, j: int, kind: str | None = None) -> Found:
    found = Found(i, j, "Location", w.phrase(i, j), kind=kind or w.lower[j - 1], fixed=True)
    if kind is None and w.lower[j - 1] in _SHORT and w.at(j - 2) != _AUTONOMOUS and j - i == 2:
        found.other.append(w.phrase(i, j - 1))
    if w.at(j - 2) == _AUTONOMOUS:
        k = i + 1
        while k < j - 2 and w.text[k] != "," and w.lower[k] not in lx.DEMONYM:
            k += 1
        if w.text[i + 1] != ",":
            found.other.append(w.phrase(i, k))
            if k < j - 2 and "," not in w.text[i:j]:
                found.other.append(w.phrase(i, j - 2))
        if w.lower[j - 1] in _SHORT:
            found.other.append(f"{w.text[i]} {w.text[j - 1]}")
            if w.text[i] not in found.other:
                found.other.append(w.text[i])
    return found


def follows_preposition(w: Words, i: int) -> bool:
    """Whether the words before `i` lead to a place: "in", "from", "to the"."""
    k = i - 1
    while k > 0 and (w.lower[k] == "the" or (w.lower[k] in _PART_OF and k == i - 1)) and not w.cap[k]:
        k -= 1
    return w.at(k) in _BEFORE_PLACE


def venue_of(w: Words, organisation_found: Found, end: int) -> Found | None:
    """The venue that an organisation's name and a small noun make: "the Ministry of Education (MOE) auditorium"."""
    if end < len(w) and w.lower[end] in lx.VENUE_NOUN and not w.wall[end] and not w.cap[end]:
        start = organisation_found.start
        plain = f"{organisation_found.name} {w.text[end]}"
        other = [w.phrase(start, end + 1)]
        return Found(start, end + 1, "Location", plain, kind=w.lower[end], other=other, fixed=True)
    return None


def rank(found: Found) -> int:
    """How large a kind of place is; 0 where the words do not say."""
    if found.kind is None:
        return lx.PLACE_RANK["country"] if found.name.lower() in lx.COUNTRY else 0
    return lx.PLACE_RANK.get(found.kind, lx.PLACE_RANK["venue"])
