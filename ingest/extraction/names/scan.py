"""One pass over an item's words: every capitalised run is taken apart into organisations, persons and places."""

from __future__ import annotations

import re

from newsgraph.ingest.extraction.names import around
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.headless import Headless, IsPlace
from newsgraph.ingest.extraction.names.organisations import (
    GENERIC_FIRST,
    PEOPLE,
    SOFT_HEAD,
    head_of,
    is_acronym,
    organisation,
    run_end,
)
from newsgraph.ingest.extraction.names.persons import person, strip_honorifics, title_at
from newsgraph.ingest.extraction.names.places import follows_preposition, place, venue_of
from newsgraph.ingest.extraction.names.words import Words

_PERSON = "PERSON"


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
        self.headless = Headless(words, is_place, self.found, self.defined)

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
        if w.lower[i] == "parliament" and w.at(i - 1) == "of" and w.at(i - 2) in ("member", "members"):
            return self.run(i + 1, j) if j - i > 1 else j  # "Member of Parliament"
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
        if located is not None and j - i > 2 and w.at(j) in _UNDERTAKINGS and w.lower[j - 1] not in ("county", "city"):
            return j  # "the Map Your Town scheme"
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
        if w.upper[i] and w.text[i] not in self.defined and self.headless.is_dateline(i, j):
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
        if w.at(i + 1) in ("project", "initiative", "scheme") and w.lower[i] not in lx.KNOWN_ACRONYM:
            return False  # "the DIGIT project"
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
        if j - i == 2 and is_acronym(w, i) and self.headless.long_told(i, j):
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
        before = w.at(i - 2)
        if w.label[i] not in ("GPE", "PERSON") and (
            (w.at(i - 1) in ("of", "in") and before in _CHAIRS) or (w.at(i - 1) == "for" and before in _GROUPS_FOR)
        ):
            return j  # "Professor of Marine Biology", "the teaching team for Modern Logistics"
        titles = all(low in lx.POST_MODIFIER or lx.is_post(low) for low in w.lower[i:j]) and j - i > 1
        if lx.is_post(last) and j - i < 6 and (w.label[j - 1] != _PERSON or titles):
            return self._post_run(i, j)
        told = w.label[i] == "GPE" and follows_preposition(w, i)  # "in Providence"
        if (
            w.lower[i] not in lx.COUNTRY
            and not told
            and all(lx.is_ordinary(low) or low in lx.DEMONYM or low in lx.POST_MODIFIER for low in w.lower[i:j])
        ):
            return j
        if (w.at(j) == "of" and "year" in w.lower[j + 1 : j + 3]) or w.at(i - 1) in _THINGS:
            return j  # "Employer of the Year", "the research vessel Aldabra"
        if self.headless.is_dateline(i, j):
            self.found.append(Found(i, j, "Location", w.phrase(i, j)))
            return j
        if last in _PLURAL_HEAD or (j - i == 1 and (last in lx.ORG_HEAD or last in lx.NOMINAL or last in lx.PLACE)):
            return j
        e = around.entity_end(w, i, j)
        if e > j:  # "Commonwealth of Learning", "Save the Children"
            self.found.append(Found(i, e, "Organisation", w.phrase(i, e)))
            return e
        if last in PEOPLE or (j - i == 1 and lx.singular_post(last)):
            return j  # "English for Rural Teachers"
        found = self.headless.decide(i, j)
        if found is not None:
            self.found.append(found)
        return j

    def _post_run(self, i: int, j: int) -> int:
        """A run that ends with a post: "Pine County District Attorney", whose acronym makes it an office."""
        w = self.w
        if w.at(j) == "(" and w.at(j + 2) == ")" and w.upper[j + 1] and w.text[j + 1] in self.defined and j - i > 2:
            self.found.append(Found(i, j, "Organisation", w.phrase(i, j), fixed=True))
            return j
        for k in range(i + 2, j):
            located = place(w, i, k) if j - i > 3 else None
            if located is not None and located.end == k:
                self.found.append(located)
                break
        return around.field_of_post(w, j)


_LEVELS = frozenset(("provincial", "municipal", "county", "district", "city", "township", "village", "regional"))
# What bears names that are neither a person's nor an organisation's.
_UNDERTAKINGS = frozenset(("programme", "program", "project", "scheme", "initiative", "campaign"))
# Whose "of" and "for" lead to a subject that is taught.
_CHAIRS = frozenset(("professor", "lecturer", "reader", "professorship", "lectureship", "readership"))
_GROUPS_FOR = frozenset(("team", "major", "class", "course", "courses", "teacher", "teachers", "specialty"))
_THINGS = lx.words("scan.things")
_SURNAMES = lx.words("scan.surnames")
# What follows an organisation's acronym: "an LJOU delegation", "the LJOU's"
_OWN = frozenset(
    ("'s", "’s", "delegation", "leaders", "staff", "teachers", "students", "officials", "branch", "headquarters")
)
w_roman = re.compile("[IVXL]+").fullmatch  # "Grade II"
_PLURAL_HEAD = lx.words("scan.plural_head")
