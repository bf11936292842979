"""Runs without a head noun: spaCy's label, the gazetteer and the words around decide what they name."""

from __future__ import annotations

from collections.abc import Callable

from newsgraph.ingest.extraction.names import around
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.organisations import is_acronym
from newsgraph.ingest.extraction.names.persons import person, person_context
from newsgraph.ingest.extraction.names.places import follows_preposition, hosts, told
from newsgraph.ingest.extraction.names.words import Words
from newsgraph.ingest.model import EntityType

IsPlace = Callable[[str], bool]
_PERSON, _PLACES = "PERSON", ("GPE", "LOC", "FAC")
_CONTINENTS = frozenset(("africa", "asia", "europe", "oceania", "antarctica"))
_BODIES = lx.words("headless.bodies")
_VISITED = lx.words("headless.visited")
_DASHES = frozenset(("—", "–", "--", "-", ":"))
_DAYS = frozenset(("today", "yesterday", "tomorrow", "tonight", "last", "next", "this"))
_SEAT = frozenset(("capital", "town", "city", "county", "village", "suburb", "port", "seat"))
_AREA = frozenset(("area", "region", "coast", "basin", "peninsula"))


class Headless:
    """Decides what a headless run names. found: the names so far; defined: acronyms that the item explains."""

    def __init__(self, words: Words, is_place: IsPlace | None, found: list[Found], defined: set[str]) -> None:
        self.w = words
        self.is_place = is_place
        self.found = found
        self.defined = defined

    def decide(self, i: int, j: int) -> Found | None:
        """What the words `i` to `j` name, None for nothing that can be told."""
        w = self.w
        if w.text[i] == "Us" or (j - i == 1 and (w.lower[i] in lx.POST_MODIFIER or w.lower[i] in lx.POST)):
            return None
        labels = [w.label[k] for k in range(i, j)]
        label = max(set(labels), key=labels.count)
        somebody = person_context(w, i, j)
        body = self._body(i, j, label)
        if body is not None:
            return body
        if w.phrase(i, j).lower() in lx.COUNTRY:
            return self._country(i, j)
        located = self._beside_words(i, j, label, somebody=somebody)
        if located is not None:
            return located
        known = self.is_place is not None and self.is_place(w.phrase(i, j))
        return self._by_label(i, j, label, somebody=somebody, known=known)

    def _body(self, i: int, j: int, label: str) -> Found | None:
        """What the words beside the run call it: "the charity Bright Futures", "X, a maker of lasers"."""
        w, name = self.w, self.w.phrase(i, j)
        chinese = lx.is_chinese_name(w.text[i:j])
        before = w.at(i - 1) if not w.wall[i] else ""
        if before in lx.NOMINAL and label not in (_PERSON, "GPE", "EVENT") and not w.first[i]:
            return Found(i, j, "Organisation", name)  # "the charity Open Doors", "software company Brightwater"
        if (j - i == 2 and self.is_local_acronym(i, j)) or (before in _BODIES and label == _PERSON and not chinese):
            return Found(i, j, "Organisation", name)
        if w.lower[i] in ("st", "st.") and w.at(j) in ("'s", "’s") and j - i == 2:
            return Found(i, j + 1, "Organisation", w.phrase(i, j + 1))  # "vicar of St Mark's"
        called = around.called(w, j)
        if called and (called in lx.PROGRAMME or label not in ("GPE", "LOC")):
            named: EntityType = "Programme" if called in lx.PROGRAMME else "Organisation"
            return Found(i, j, named, name, kind=called if named == "Programme" else None, fixed=True)
        if (located := told(w, i, j)) is not None:
            return located
        if w.at(i - 1) in ("its", "their") and w.at(i - 2).startswith("launch") and label not in (_PERSON, *_PLACES):
            launched = not (j < len(w) and w.pos[j] == "NOUN")  # but "launched its Nova phone"
            return Found(i, j, "Programme", name) if launched else None
        if w.at(j) in ("mayor", "governor") and j - i < 3 and not w.wall[j]:
            return Found(i, j, "Location", name)  # "Hilo Governor Mark Akana"
        if label == _PERSON and around.owns_post(w, j) and not chinese:
            return Found(i, j, "Organisation", name)  # "Harbour Water chief executive Ann Lee"
        return None

    def _country(self, i: int, j: int) -> Found | None:
        name = self.w.phrase(i, j)
        if self._modifies(j) and not follows_preposition(self.w, i) and not self._listed(i):
            return None  # "US oil giant", "former England coach"
        return Found(i, j, "Location", name, kind=None if name.lower() in _CONTINENTS else "country", fixed=True)

    def _beside_words(self, i: int, j: int, label: str, *, somebody: bool) -> Found | None:
        """Places by the words after: "Lanzhou, the capital of Gansu", "the Ruhr area"."""
        w, name = self.w, self.w.phrase(i, j)
        seat = w.at(j) == "," and _SEAT.intersection(w.lower[j + 1 : j + 5]) and "of" in w.lower[j + 1 : j + 6]
        if seat and not somebody:
            return Found(i, j, "Location", name)
        if w.at(j) in _AREA and label != "ORG":
            return Found(i, j, "Location", name, other=[w.phrase(i, j + 1)])
        return None

    def _by_label(self, i: int, j: int, label: str, *, somebody: bool, known: bool) -> Found | None:
        """What spaCy's label says, weighed against the gazetteer (`known`) and the words around."""
        w, name = self.w, self.w.phrase(i, j)
        spatial = follows_preposition(w, i)
        behind = w.at(i - 1) == "," and bool(self.found) and self.found[-1].type == "Organisation"
        if known and behind and self.found[-1].stretch == i - 1 and not w.upper[i] and not somebody:
            return Found(i, j, "Location", name)  # "Harbour Systems, Chennai"
        chinese = lx.is_chinese_name(w.text[i:j])
        if chinese and not spatial and (somebody or label == _PERSON):
            return Found(i, j, "Person", name, fixed=True)
        hosting = label != _PERSON and hosts(w, j)
        if known and (spatial or label in _PLACES or self._listed(i) or w.at(i - 1) in _VISITED or hosting):
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
        doubtful = self.is_place is not None and j - i == 1 and not known and not spatial and not self._listed(i)
        if label == "GPE" and doubtful and w.at(j) != ",":
            return None  # the gazetteer has no such place, and no word says it is one
        if label in _PLACES and (label != "FAC" or j - i > 1):
            return Found(i, j, "Location", name)
        if label == "ORG":
            return self._labelled_organisation(i, j, spatial=spatial)
        if (somebody or self._among_persons(i, j)) and j - i > 1:
            return person(w, i, j)
        if w.at(i - 1) == "in" and j - i <= 3 and label == "" and w.pos[j - 1] == "PROPN" and not w.upper[i]:
            return Found(i, j, "Location", name)
        return None

    def _labelled_organisation(self, i: int, j: int, *, spatial: bool) -> Found | None:
        w, name = self.w, self.w.phrase(i, j)
        if (j - i == 1 and w.first[i] and w.pos[i] != "PROPN") or not around.acts(w, i, j):
            return None
        inside = spatial and j - i == 1 and w.at(i - 1) == "in"
        venue = w.at(i - 2) == "at" and w.at(i - 1) == "the" and w.at(j) == "in" and not w.upper[i]
        if inside or venue:
            return Found(i, j, "Location", name)  # "held at the Old Foundry in Salford"
        return Found(i, j, "Organisation", name)

    def _listed(self, i: int) -> bool:
        """Whether the run goes on a list of places."""
        last = self.found[-1] if self.found else None
        joined = self.w.at(i - 1) in ("and", ",", "or")
        return joined and last is not None and last.type == "Location" and last.end in (i - 1, i - 2)

    def _among_persons(self, i: int, j: int) -> bool:
        """Whether two or three words without a label stand in a list of persons: "Pablo Ruiz and Ana Sosa"."""
        w = self.w
        if j - i not in (2, 3) or any(w.label[i:j]):
            return False
        before = self.found[-1] if self.found and w.at(i - 1) in ("and", ",") else None
        if before is not None and before.type == "Person" and before.end in (i - 1, i - 2):
            return True
        return w.at(j) == "and" and j + 2 < len(w) and w.label[j + 1] == w.label[j + 2] == _PERSON

    def _modifies(self, j: int) -> bool:
        """Whether a noun in small letters follows directly, so that the name before it says of what country it is."""
        w = self.w
        return j < len(w) and w.pos[j] == "NOUN" and not w.cap[j] and not w.wall[j] and w.lower[j] not in _DAYS

    def is_local_acronym(self, i: int, j: int) -> bool:
        """ "Linshan FWC", "Linshan RTVU": a place and an acronym that the item explains, or that no person bears."""
        w = self.w
        short = w.text[j - 1]
        if not is_acronym(w, j - 1) or w.upper[i] or not 1 < len(short) < 6 or w.lower[j - 1] in lx.POST_NOMINAL:
            return False
        place = w.label[i] in _PLACES or (self.is_place is not None and self.is_place(w.text[i]))
        return short in self.defined or (len(short) > 2 and place)

    def long_told(self, i: int, j: int) -> bool:
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

    def is_dateline(self, i: int, j: int) -> bool:
        """Whether a text begins with the place it was written in: "HARWICK, Maine — More than 700 pupils"."""
        w = self.w
        if not (i in (0, w.title_end) or w.wall[i]) or j - i > 3 or j >= len(w):
            return False
        name = w.phrase(i, j).title()
        if name.lower() not in lx.COUNTRY and (self.is_place is None or not self.is_place(name)):
            return False
        if w.text[j] in _DASHES:
            return True
        return w.text[j] in (",", "(") and bool(_DASHES.intersection(w.text[j + 1 : j + 7]))
