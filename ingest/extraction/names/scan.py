"""One pass over an item's words: every capitalised run is taken apart into organisations, persons and places."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsgraph.ingest.extraction.names import around
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.organisations import (
    GENERIC_FIRST,
    PEOPLE,
    SOFT_HEAD,
    head_of,
    is_acronym,
    organisation,
    run_end,
)
from newsgraph.ingest.extraction.names.persons import person, person_context, strip_honorifics, title_at
from newsgraph.ingest.extraction.names.places import follows_preposition, hosts, place, told, venue_of
from newsgraph.ingest.extraction.names.words import Words
from newsgraph.ingest.model import EntityType

IsPlace = Callable[[str], bool]
_PERSON, _PLACES = "PERSON", ("GPE", "LOC", "FAC")


class Scanner:
    """Takes an item's capitalised runs apart. `found`: the names in order; nested ones follow their whole."""

    def __init__(self, words: Words, is_place: IsPlace | None) -> None:
        self.w = words
        self.is_place = is_place
        self.found: list[Found] = []
        # acronyms that the item explains in brackets somewhere
        self.defined = {
            words.text[k]
            for k in range(1, len(words) - 1)
            if words.upper[k] and words.text[k + 1] == ")" and "(" in words.text[max(k - 3, 0) : k]
        }

    def scan(self) -> list[Found]:
        w, i, n = self.w, 0, len(self.w)
        while i < n:
            if w.cap[i] and not w.shut[i]:
                i = max(self.run(i, run_end(w, i)), i + 1)
            else:
                i += 1
        if w.title_end == len(w):
            return [
                f for f in self.found if not w.title_case or f.type != "Organisation" or f.fixed or f.form == "acronym"
            ]
        return self._confirmed()

    def _confirmed(self) -> list[Found]:
        """The names without those of the title that the text does not bear out: a title's capitals and brevity mislead.

        Where the title capitalises everything, the text must have the name as well (of a person the family name), but
        for acronyms and places that are known; elsewhere, a headless organisation must be named there.
        """
        w = self.w
        told = {f.name for f in self.found if f.start >= w.title_end}
        body = w.doc.text[w.doc[w.starts[w.title_end]].idx :]

        def stands(f: Found) -> bool:
            if f.start >= w.title_end or f.name in told or f.form == "acronym":
                return True
            if not w.title_case:
                return f.type != "Organisation" or f.fixed
            if f.type == "Organisation" and not f.fixed:
                return False
            if f.type == "Person":
                return f.end - f.start > 1 and w.text[f.end - 1] in body
            if f.type == "Location" and (self.is_place is not None or f.kind == "country"):
                return f.kind == "country" or (self.is_place is not None and self.is_place(f.name)) or f.name in body
            return f.name in body

        return [f for f in self.found if stands(f)]

    def keep(self, found: Found) -> int:
        """Note a found name and those within it; returns where the scan goes on."""
        stretch = found.stretch
        part: Found | None = found
        while part is not None:
            self.found.append(part)
            if part.place is not None:
                self.found.append(part.place)
            part = part.parent
        return stretch

    def run(self, i: int, j: int) -> int:
        """Read the capitalised run `i` to `j`; returns the index after all that was used up."""
        w = self.w
        while i < j and self._is_chaff(i, j):
            i += 1
        if i >= j:
            return j
        cut = around.person_after_field(w, i, j)
        if cut:
            self.run(i, cut)
            return self._person_run(cut, j, sure=True)
        start, name = title_at(w, i, j)
        if start >= 0 and w.title_case and i < w.title_end and not self._is_person(name, j):
            return self.run(i, start) if start > i else j
        if start >= 0:
            if start > i:
                self.run(i, start)
            return self._person_run(name, j, sure=True)
        if w.lower[i] in lx.HONORIFIC and j - i > 1 and head_of(w, i, j) < 0:
            return self._person_run(i, j, sure=True)
        if around.is_happening(w, j) and head_of(w, i, j) < 0:
            return j
        joined = around.joined_end(w, i, j)
        located = place(w, i, j) if joined == j else None
        if (
            located is not None
            and j - i == 2
            and w.lower[j - 1] in _SURNAMES
            and w.label[i] == w.label[j - 1] == _PERSON
        ):
            return self._person_run(i, j, sure=True)  # "Ann Hill"
        j = joined
        if located is None or located.end == j:
            found = self._organisation(i, j)
            if found is not None:
                return found
        if located is not None:
            return self._place_run(i, j, located)
        return self._headless(i, j)

    def _is_chaff(self, i: int, j: int) -> bool:
        """A leading word that is part of no name: a month, a weekday, a lone adjective of nation, a year."""
        low = self.w.lower[i]
        if low in lx.DEMONYM:
            return j - i == 1
        if low not in lx.NOT_NAME or (low in lx.ORG_HEAD and self.w.at(i + 1) in ("of", "for")):
            return False  # "Office for Water Quality"
        if j - i == 1 or w_roman(self.w.text[i + 1]):
            return True
        # "In June Wang Li visited"; but Sun Chunlan and June Smith are persons
        calendar = low.rstrip(".") in lx.CALENDAR and (len(low) > 3 or low.endswith("."))
        return calendar and not (self.w.label[i] == _PERSON == self.w.label[i + 1])

    def _is_person(self, i: int, j: int) -> bool:
        return lx.is_chinese_name(self.w.text[i:j]) or self.w.label[i] == self.w.label[j - 1] == _PERSON

    def _person_run(self, i: int, j: int, *, sure: bool) -> int:
        k = strip_honorifics(self.w, i, j)
        found = person(self.w, k, j, sure=sure)
        if found is not None:
            self.found.append(found)
        return j

    def _organisation(self, i: int, j: int) -> int | None:
        """Read the run as an organisation; None where it is none."""
        w = self.w
        if w.upper[i] and w.text[i] not in self.defined and self._is_dateline(i, j):
            return None
        found = organisation(w, i, j)
        if found is None:
            return self._organisation_and_more(i, j)
        if w.lower[i] in ("party", "cpc") and w.at(i - 1) in _LEVELS and found.name == w.phrase(i, found.end):
            found.start -= 1  # "the provincial Party Committee"
            found.other.append(found.name)
            found.name = w.phrase(found.start, found.end)
        if found.form == "acronym" and not self._acronym_stands(found):
            return None
        end = self.keep(found)
        after = end
        if w.at(end) == "(" and w.at(end + 2) == ")":
            after = end + 3
        venue = venue_of(w, found, after) if found.parent is None else None
        if venue is not None:
            self.found.append(venue)
            return venue.end
        return end

    def _acronym_stands(self, found: Found) -> bool:
        """Whether an acronym without a long form names an organisation here, rather than a thing ("a PPT", "5G")."""
        w, i = self.w, found.start
        label = w.label[i]
        if w.text[i] in self.defined or lx.is_post(w.at(i + 1)):
            return True
        if w.at(i - 1) == "of" and lx.is_post(w.at(i - 2)):
            return True
        if label in ("GPE", "LOC") and self.w.at(i - 1) != "the":
            return False
        if len(w.text[i]) > 2 and (w.at(i - 1) in ("by", "with", "from", "at") or w.at(i + 1) in _OWN):
            return True
        return (
            label in ("ORG", "GPE", "LOC")
            or w.lower[i] in lx.KNOWN_ACRONYM
            or w.at(i - 1) == "the"
            or w.at(i - 1) == "("
        )

    def _organisation_and_more(self, i: int, j: int) -> int | None:
        """A run that goes on after an organisation: "OUC Annual Conference", "X Open University Open Day"."""
        w = self.w
        if j - i == 2 and is_acronym(w, i) and self._long_told(i, j):
            self.found.append(Found(i, j, "Organisation", w.phrase(i, j)))
            return j
        if j - i > 1 and is_acronym(w, i):
            acronym = Found(i, i + 1, "Organisation", w.text[i], form="acronym")
            if self._acronym_stands(acronym):
                self.found.append(acronym)
                return max(self.run(i + 1, j), j)
        for k in range(j - 1, i + 1, -1):
            if k - i == 2 and w.lower[i] in GENERIC_FIRST:
                break  # "International Museum Day"
            if w.lower[k - 1] in lx.ORG_HEAD - SOFT_HEAD and (
                w.lower[k - 1] in lx.PARENT or w.lower[j - 1] in lx.HAPPENING
            ):
                found = organisation(w, i, k)
                if found is not None and found.end == k:
                    self.found.append(found)
                    return max(self.run(k, j), j)
        return None

    def _modifies(self, j: int) -> bool:
        """Whether a noun in small letters follows directly, so that the name before it says of what country it is."""
        w = self.w
        return j < len(w) and w.pos[j] == "NOUN" and not w.cap[j] and not w.wall[j] and w.lower[j] not in _DAYS

    def _is_local_acronym(self, i: int, j: int) -> bool:
        """ "Linshan FWC", "Linshan RTVU": a place and an acronym that the item explains, or that no person bears."""
        w = self.w
        short = w.text[j - 1]
        if not is_acronym(w, j - 1) or w.upper[i] or not 1 < len(short) < 6 or w.lower[j - 1] in lx.POST_NOMINAL:
            return False
        return short in self.defined or (
            len(short) > 2 and (w.label[i] in _PLACES or (self.is_place is not None and self.is_place(w.text[i])))
        )

    def _long_told(self, i: int, j: int) -> bool:
        """Whether the item has the long form of an acronym and a place: "MIT Linshan", Mountain Institute … Linshan."""
        w = self.w
        for k, text in enumerate(w.text):
            if text != w.text[j - 1] or not i > k or k < 2:
                continue
            n, initials = k - 1, ""
            while n >= 0 and (w.cap[n] or w.lower[n] in ("of", "and", "for")) and len(initials) < len(w.text[i]):
                initials = (w.text[n][0] if w.cap[n] else "") + initials
                n -= 1
            if initials == w.text[i]:
                return True
        return False

    def _place_run(self, i: int, j: int, located: Found) -> int:
        w, end = self.w, located.end
        if (
            w.at(end) in ("government", "council")
            and located.kind in lx.PLACE_RANK
            and not w.wall[end]
            and not w.cap[end]
        ):
            name = w.phrase(located.start, end + 1)
            self.found.append(Found(located.start, end + 1, "Organisation", name, kind=w.lower[end], fixed=True))
            return end + 1
        self.found.append(located)
        return max(j, located.end)

    def _headless(self, i: int, j: int) -> int:
        """A run without a head noun: spaCy's label, the gazetteer and the words around it decide."""
        w = self.w
        last = w.lower[j - 1]
        if last in lx.HAPPENING:
            return around.subject_of(w, j)
        if last in lx.NAMED_PROGRAMME or w.at(j) in lx.PROGRAMME:
            return j
        if lx.is_post(last) and j - i < 6 and w.label[j - 1] != _PERSON:
            return self._post_run(i, j)
        if w.lower[i] not in lx.COUNTRY and all(
            lx.is_ordinary(low) or low in lx.DEMONYM or low in lx.POST_MODIFIER for low in w.lower[i:j]
        ):
            return j
        if (w.at(j) == "of" and "year" in w.lower[j + 1 : j + 3]) or w.at(i - 1) in _THINGS:
            return j  # "Employer of the Year", "the research vessel Aldabra"
        if self._is_dateline(i, j):
            self.found.append(Found(i, j, "Location", w.phrase(i, j)))
            return j
        if last in _PLURAL_HEAD or (j - i == 1 and (last in lx.ORG_HEAD or last in lx.NOMINAL or last in lx.PLACE)):
            return j
        e = around.entity_end(w, i, j)
        if e > j:  # "Commonwealth of Learning", "Save the Children"
            self.found.append(Found(i, e, "Organisation", w.phrase(i, e)))
            return e
        if w.at(j) == "campus" and not w.wall[j] and not lx.is_ordinary(last) and w.label[i] != "ORG":
            self.found.append(Found(i, j + 1, "Location", w.phrase(i, j + 1), kind="campus"))
            return j + 1  # "its Eastfield campus"
        if last in PEOPLE or (j - i == 1 and lx.singular_post(last)):
            return j  # "English for Rural Teachers"
        found = self._decide(i, j, w.phrase(i, j), [w.label[k] for k in range(i, j)])
        if found is not None:
            self.found.append(found)
        return j

    def _post_run(self, i: int, j: int) -> int:
        """A run that ends with a post: "Pine County District Attorney", whose acronym makes it an office."""
        w = self.w
        if w.at(j) == "(" and w.at(j + 2) == ")" and w.upper[j + 1] and w.text[j + 1] in self.defined and j - i > 2:
            self.found.append(Found(i, j, "Organisation", w.phrase(i, j), fixed=True))
            return j
        for k in range(j - 1, i + 1, -1):
            located = place(w, i, k) if j - i > 3 else None
            if located is not None and located.end == k:
                self.found.append(located)
                break
        return around.field_of_post(w, j)

    def _is_dateline(self, i: int, j: int) -> bool:
        """Whether a text begins with the place it was written in: "GREENWOOD, Miss. — More than 700 students"."""
        w = self.w
        if not (i in (0, w.title_end) or w.wall[i]) or j - i > 3 or j >= len(w):
            return False
        name = w.phrase(i, j).title()
        if name.lower() not in lx.COUNTRY and (self.is_place is None or not self.is_place(name)):
            return False
        if w.text[j] in ("—", "–", "--", "-", ":"):
            return True
        return w.text[j] in (",", "(") and bool(_DASHES.intersection(w.text[j + 1 : j + 7]))

    def _decide(self, i: int, j: int, name: str, labels: list[str]) -> Found | None:
        w = self.w
        label = max(set(labels), key=labels.count)
        spatial = follows_preposition(w, i)
        somebody = person_context(w, i, j)
        if w.at(i - 1) in lx.NOMINAL and label not in (_PERSON, "GPE", "EVENT") and not w.wall[i] and not w.first[i]:
            return Found(i, j, "Organisation", name)  # "the charity Open Doors", "software company Brightwater"
        if j - i == 2 and self._is_local_acronym(i, j):
            return Found(i, j, "Organisation", name)
        if w.at(i - 1) in _BODIES and not w.wall[i] and label == _PERSON and not lx.is_chinese_name(w.text[i:j]):
            return Found(i, j, "Organisation", name)  # "the charity Bright Futures"
        if w.lower[i] in ("st", "st.") and w.at(j) in ("'s", "’s") and j - i == 2:
            return Found(i, j + 1, "Organisation", w.phrase(i, j + 1))  # "vicar of St Mark's"
        called = around.called(w, j)
        if called and (called in lx.PROGRAMME or label not in ("GPE", "LOC")):
            named: EntityType = "Programme" if called in lx.PROGRAMME else "Organisation"
            return Found(i, j, named, name, kind=called if named == "Programme" else None, fixed=True)
        if (located := told(w, i, j)) is not None:
            return located
        if name == "Us" or (j - i == 1 and (w.lower[i] in lx.POST_MODIFIER or w.lower[i] in lx.POST)):
            return None
        if w.at(j) in ("mayor", "governor") and j - i < 3 and not w.wall[j]:
            return Found(i, j, "Location", name)  # "Hilo Governor Mark Akana"
        if label == _PERSON and around.owns_post(w, j) and not lx.is_chinese_name(w.text[i:j]):
            return Found(i, j, "Organisation", name)  # "Harbour Water chief executive Ann Lee"
        listed = (
            w.at(i - 1) in ("and", ",", "or")
            and bool(self.found)
            and self.found[-1].type == "Location"
            and self.found[-1].end in (i - 1, i - 2)
        )
        known = name.lower() in lx.COUNTRY or (self.is_place is not None and self.is_place(name))
        if (
            w.at(j) == ","
            and _SEAT.intersection(w.lower[j + 1 : j + 5])
            and "of" in w.lower[j + 1 : j + 6]
            and not somebody
        ):
            return Found(i, j, "Location", name)  # "Lanzhou, the capital of Gansu"
        if w.at(j) in ("area", "region", "coast", "basin", "peninsula") and label != "ORG":
            return Found(i, j, "Location", name, other=[w.phrase(i, j + 1)])
        if name.lower() in lx.COUNTRY and self._modifies(j) and not spatial and not listed:
            return None  # "US oil giant", "former England coach"
        if name.lower() in lx.COUNTRY:
            kind = None if name.lower() in ("africa", "asia", "europe", "oceania", "antarctica") else "country"
            return Found(i, j, "Location", name, kind=kind, fixed=True)
        seat = w.at(i - 1) == "," and bool(self.found) and self.found[-1].type == "Organisation"
        if known and seat and self.found[-1].stretch == i - 1 and not w.upper[i] and not somebody:
            return Found(i, j, "Location", name)  # "Harbour Systems, Chennai"
        visited = w.at(i - 1) in ("visited", "toured", "reached", "left", "visit", "visiting", "touring")
        chinese = lx.is_chinese_name(w.text[i:j])
        if chinese and not spatial and (somebody or label == _PERSON):
            return Found(i, j, "Person", name, fixed=True)
        if known and (spatial or label in _PLACES or listed or visited or (label != _PERSON and hosts(w, j))):
            return Found(i, j, "Location", name)
        if chinese and not (spatial and label in _PLACES):
            return Found(i, j, "Person", name, fixed=label == _PERSON or somebody)
        if somebody and j - i > 1 and (label != "ORG" or w.at(i - 1) not in ("of", "at", "from", "for", "the")):
            return person(w, i, j)
        if label == _PERSON and w.upper[i] and j - i == 2 and len(w.text[i]) < 6 and not somebody:
            return Found(i, j, "Organisation", name)  # "ETH Zurich", "KU Leuven"
        if label == _PERSON:
            if w.at(i - 1) == "in" and not somebody:
                return Found(i, j, "Location", name)
            return person(w, i, j) if j - i > 1 or somebody else None
        if label in _PLACES and (label != "FAC" or j - i > 1):
            return Found(i, j, "Location", name)
        if label == "ORG":
            if (j - i == 1 and w.first[i] and w.pos[i] != "PROPN") or not around.acts(w, i, j):
                return None
            if spatial and j - i == 1 and w.at(i - 1) == "in":
                return Found(i, j, "Location", name)
            if w.at(i - 2) == "at" and w.at(i - 1) == "the" and w.at(j) == "in" and not w.upper[i]:
                return Found(i, j, "Location", name)  # "held at the Old Foundry in Salford"
            return Found(i, j, "Organisation", name)
        if somebody and j - i > 1:
            return person(w, i, j)
        if w.at(i - 1) == "in" and j - i <= 3 and label == "" and w.pos[j - 1] == "PROPN" and not w.upper[i]:
            return Found(i, j, "Location", name)
        return None


_LEVELS = frozenset(("provincial", "municipal", "county", "district", "city", "township", "village", "regional"))
_BODIES = frozenset(
    ("charity", "company", "firm", "start-up", "startup", "retailer", "brewer", "nonprofit", "non-profit")
)
_DASHES = frozenset(("—", "–", "--", "-", ":"))
# What bears names that are neither a person's nor an organisation's.
_THINGS = lx.words("scan.things")
_SURNAMES = lx.words("scan.surnames")
_DAYS = frozenset(("today", "yesterday", "tomorrow", "tonight", "last", "next", "this"))
# What follows an organisation's acronym: "an LJOU delegation", "the LJOU's"
_OWN = frozenset(
    ("'s", "’s", "delegation", "leaders", "staff", "teachers", "students", "officials", "branch", "headquarters")
)
w_roman = re.compile("[IVXL]+").fullmatch  # "Grade II"
_SEAT = frozenset(("capital", "town", "city", "county", "village", "suburb", "port", "seat"))
_PLURAL_HEAD = lx.words("scan.plural_head")
