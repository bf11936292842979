"""Enumerations of names: "A (AB), B and C", "Li Song, vice president of A, Wang Hao, dean of B, and Ada Quill".

A list of bodies goes on from name to name. A list of persons goes on over whatever qualifies a person (posts, their
bodies, where they come from) up to the next verb; the bodies in it only say who the persons are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsgraph.ingest.extraction.events.frames.nouns import GROUPS
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.mentions import AGENTS, Mentions

if TYPE_CHECKING:
    from spacy.tokens import Token


_CONNECTORS = frozenset(("and", "&", "or", "plus"))
_TOGETHER = (
    ("as", "well", "as"),
    ("together", "with"),
    ("along", "with"),
    ("jointly", "with"),
    ("in", "partnership", "with"),
    ("in", "cooperation", "with"),
    ("in", "collaboration", "with"),
    ("in", "joint", "collaboration", "with"),
    ("in", "co", "-", "operation", "with"),
    ("in", "conjunction", "with"),
    ("in", "association", "with"),
)
_BEFORE_NAME = frozenset("DET PRON ADJ NOUN NUM PROPN".split())  # noqa: SIM905
_ENDING = frozenset("with by during after before until since via through upon because if as alongside".split())  # noqa: SIM905
_APART = frozenset(("who", "which", "that", "where", "when", "while", "but", ":", "“", '"', "–", "—"))
_REACH = 40  # tokens from one person of a list to the next: the longest titles are about 30 long


class Lists(Mentions):
    """The part of a Scene that reads enumerations."""

    def coordinated(self, i: int, *, kinds: frozenset[str] = AGENTS) -> list[tuple[str, int]]:
        """The agents named from token i on in one coordination, each with its position.

        "the OUC (…), the ACDL and Sichuan Open University, together with X" and "Shen Yulan, president of LJOU, and
        Juma
        Otieno, …": an apposition between commas is stepped over.
        """
        if "Person" in kinds and self.persons(i):
            return self._people(i)[0]
        stop = self.bounds(i)[1]
        found: list[tuple[str, int]] = []
        here: int | None = i
        while here is not None:
            names = [e for e in self.entities(here) if self.type_of(e) in kinds]
            if not names or (found and self._qualifies(here, names, found[0][0])):
                break
            found += [(e, here) for e in names if e not in {f for f, _ in found}]
            here = self._next_in_list(self.mention(here)[1], stop, kinds)
        return found

    def list_end(self, i: int) -> int:
        """Where what is said of the persons of the list that begins at token i ends."""
        return self._people(i)[1] if self.persons(i) else self.mention(i)[1]

    def _people(self, i: int) -> tuple[list[tuple[str, int]], int]:
        """The persons of a list that begins with the one at token i, and where what is said of them ends."""
        stop = self.bounds(i)[1]
        found = [(e, i) for e in self.persons(i)]
        last = j = self.mention(i)[1]
        group = False  # "representatives of …" stands for the bodies that follow
        apart = joined = comma = False  # what stood since the last person: anything, an "and", a comma
        while j < stop and j - last < _REACH:
            j = self.skip_brackets(j, stop)
            if j >= stop:
                break
            if self.at[j] is not None:
                end = self.mention(j)[1]
                persons = self.persons(j)
                if persons and apart and not self.possessive(j):
                    if self._new_clause(j, comma) or not (joined or self._more_people(j, stop)):
                        break
                    found += [(e, j) for e in persons if e not in {f for f, _ in found}]
                    last, apart, joined, comma = end, False, False, False
                elif group and not persons and self.agents(j):  # "…, and teachers from A and B"
                    found += [x for x in self.coordinated(j) if x[0] not in {f for f, _ in found}]
                    group = False
                elif joined and not persons and self._beside(j, last):
                    found += [x for x in self.coordinated(j) if x[0] not in {f for f, _ in found}]
                    break
                j = end
                continue
            token = self.doc[j]
            many = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("personnel", "staff", "faculty")
            if joined and many and singular(token.lower_) in GROUPS:
                group = j + 1 < stop and self.doc[j + 1].lower_ in ("from", "of", "at")
            together = self._joint(j, stop)
            if together is not None:
                apart = joined = True
                j = together
                continue
            if token.text in (",", ";"):
                apart, comma = True, comma or not joined  # "and the university's president, B": of what follows "and"
            elif token.text in '“"' and (shut := self._closing_quote(j, stop)):
                j = shut
            elif self._ends_list(token):
                break
            j += 1
        return found, j

    def _closing_quote(self, i: int, stop: int) -> int:
        """Where the short quotation that opens at token i ends (a project's name in a title); 0 for a longer one."""
        return next((j for j in range(i + 1, min(i + 9, stop)) if self.doc[j].text in '”"'), 0)

    def _beside(self, i: int, last: int) -> bool:
        """ "Wang Hao and the Red Cross", "Wang Hao, head of A, and the Red Cross": the body at i is one of the list."""
        if not self.agents(i) or self._before_noun(i) or self.possessive(i):
            return False
        first = i
        while first > last and self.doc[first - 1].pos_ == "DET":
            first -= 1
        joints = [j for j in range(last, first) if self._joint(j, first) == first]
        if not joints:
            return False
        j = joints[0]
        return all(t.is_punct for t in self.doc[last:j]) or self.doc[j - 1].text in (",", ";")

    def _more_people(self, i: int, stop: int) -> bool:
        """After ", X" without "and": X is one of a list only if a further one, or an "and", follows before a verb."""
        for j in range(self.mention(i)[1], min(i + _REACH, stop)):
            if self.at[j] is not None:
                if self.persons(j):
                    return True
            elif self.doc[j].lower_ in _CONNECTORS or self._joint(j, stop) is not None:
                return True
            elif self._ends_list(self.doc[j]):
                return False
        return False

    def _ends_list(self, token: Token) -> bool:
        """A verb, a relative clause, a preposition that qualifies no person."""
        low = token.lower_
        if low in _APART or token.tag_ in ("MD", "TO", "PRP", "WRB"):
            return True
        if token.pos_ in ("VERB", "AUX"):
            titled = token.text[0].isupper() and token.tag_ in ("VBG", "VBN", "VB", "NNP")  # "Acting Dean"
            hyphened = self.doc[token.i - 1].text == "-"  # "the China-aided project"
            return not titled and not hyphened and token.dep_ not in ("amod", "compound")
        return token.pos_ in ("ADP", "SCONJ") and low in _ENDING

    def _qualifies(self, i: int, names: list[str], first: str) -> bool:
        """ "Li Song, vice president and Party Committee member": a body after "and" that only stands before a noun."""
        return any(self.type_of(e) != self.type_of(first) for e in names) and self._before_noun(i)

    def _before_noun(self, i: int) -> bool:
        end = self.mention(i)[1]
        while end < self.size and self.at[end] is None and self.doc[end].tag_ in ("JJ", "VBG", "VBN"):
            end += 1
        return end < self.size and self.at[end] is None and self.doc[end].pos_ in ("NOUN", "PROPN")

    def coordination(self, i: int, *, kinds: frozenset[str] = AGENTS) -> list[tuple[str, int]]:
        """As `coordinated`, also where token i is not in the first member of its list."""
        own = self.mention(i)[0]
        return self.list_over(own, kinds) or self.coordinated(own, kinds=kinds)

    def list_over(self, i: int, kinds: frozenset[str] = AGENTS) -> list[tuple[str, int]]:
        """The list that begins before token i and goes on to it or over it; [] where there is none.

        The "president" and the "A" of "Li Song, president of A, and Wang Hao" are within a list of persons.
        """
        j = max(self.bounds(i)[0], i - 120)
        while j < i:
            if self.at[j] is None:
                j += 1
                continue
            if any(self.type_of(e) in kinds for e in self.entities(j)) and not self._fronted(j):
                if "Person" in kinds and self.persons(j):
                    listed, end = self._people(j)
                    if i < end and (listed[-1][1] != j or not self.persons(i)):
                        return listed
                else:
                    listed = self.coordinated(j, kinds=kinds)
                    if any(self.mention(pos)[0] == self.mention(i)[0] for _, pos in listed):
                        return listed
            j = self.mention(j)[1]
        return []

    def _fronted(self, i: int) -> bool:
        """ "At the invitation of X, A and B visited": X is in a phrase before the subject."""
        start = self.bounds(i)[0]
        while start < i and self.doc[start].is_space:
            start += 1
        return (
            self.doc[start].pos_ in ("ADP", "SCONJ")
            and self.at[start] is None
            and not any(self.doc[j].text == "," for j in range(start, i))
            # "On 3 May the Moss Trust and X": the phrase has ended with the day
            and not any(self.timed(j) for j in range(max(start, i - 2), i))
        )

    def _next_in_list(self, i: int, stop: int, kinds: frozenset[str]) -> int | None:
        """Where the next member of a list begins, from the end of the one before; None where the list ends."""
        i = self._after_qualifier(self.skip_brackets(i, stop), stop)
        comma = i < stop and self.doc[i].text in (",", ";")
        if comma:
            i += 1
        joined = self._joint(i, stop)
        if joined is None:
            if not comma:
                return None
            direct = self._name_at(i, stop, kinds)
            if direct is not None and self._more_follows(direct, stop):
                return direct
            i = self._after_apposition(i, stop)
            if i < 0:
                return None
            joined = self._joint(i, stop)
            if joined is None:  # "A, president of B, C, dean of D, and E"
                direct = self._name_at(i, stop, kinds)
                return direct if direct is not None and self._more_follows(direct, stop) else None
        found = self._name_at(joined, stop, kinds)
        return None if found is not None and self._new_clause(found, comma) else found

    def _after_qualifier(self, i: int, stop: int) -> int:
        """The position after "of the OUC (…)", "in Singapore" at i, where such a phrase qualifies a body."""
        while i + 1 < stop and self.at[i] is None and self.doc[i].lower_ in ("of", "in", "at", "from", "under"):
            j = i + 1
            while j < stop and self.at[j] is None and self.doc[j].pos_ == "DET":
                j += 1
            if j >= stop or self.at[j] is None or self.persons(j):
                break
            i = self.skip_brackets(self.mention(j)[1], stop)
        return i

    def _joint(self, i: int, stop: int) -> int | None:
        """The position after "and", "together with" … at i."""
        if i >= stop:
            return None
        if self.doc[i].lower_ in _CONNECTORS:
            i += 1
            if i < stop and self.doc[i].lower_ in ("from", "by", "with"):  # "teachers from A and from B"
                return i + 1
            for words in _TOGETHER:  # ", and together with"
                if self._words_at(i, stop, words):
                    return i + len(words)
            return i
        for words in _TOGETHER:
            if self._words_at(i, stop, words):
                return i + len(words)
        return None

    def _words_at(self, i: int, stop: int, words: tuple[str, ...]) -> bool:
        return i + len(words) <= stop and all(self.doc[i + k].lower_ == w for k, w in enumerate(words))

    def _name_at(self, i: int, stop: int, kinds: frozenset[str]) -> int | None:
        """The next name from i on, with only articles, titles and adjectives before it."""
        for j in range(i, min(i + 10, stop)):
            if self.at[j] is not None:
                if (
                    self.modifies(j)
                    or self.unit_follows(j)
                    or (self.mention(j)[1] < stop and self.doc[self.mention(j)[1]].tag_ == "POS" and j + 1 < stop)
                ):
                    continue
                return j if any(self.type_of(e) in kinds for e in self.entities(j)) else None
            token = self.doc[j]
            if (
                token.text == ","
                and j > i
                and j + 1 < stop
                and any(self.type_of(e) == "Person" for e in self.entities(j + 1))
            ):
                continue  # "its managing director, Peter Lund"
            if (
                token.pos_ not in _BEFORE_NAME
                and token.text not in (".", "-")
                and token.lower_ not in ("'s", "its", "their")
            ):
                return None
        return None

    def _after_apposition(self, i: int, stop: int) -> int:
        """From inside ", president of LJOU, …" the position after its closing comma; -1 where this is no apposition."""
        if i + 2 < stop and self.doc[i].lower_ == "on" and self.doc[i + 1].lower_ == "behalf":
            i += 3
        if (
            i >= stop
            or self.doc[i].pos_ not in ("NOUN", "ADJ", "DET", "PROPN", "NUM", "ADV")
            or self.doc[i].pos_ == "VERB"
        ):
            return -1
        for j in range(i, min(i + 28, stop)):
            token = self.doc[j]
            if token.text in (",", ";"):
                return j + 1
            if token.lower_ == "and" and self.at[j] is None and self._name_at(j + 1, stop, AGENTS) is not None:
                return j
            if token.pos_ in ("VERB", "AUX") and self.at[j] is None:
                return -1
        return -1

    def _more_follows(self, i: int, stop: int) -> bool:
        """After ", X": X is one of a list only if a further member or an "and" follows."""
        j = self._after_qualifier(self.skip_brackets(self.mention(i)[1], stop), stop)
        if j >= stop:
            return False
        if self.doc[j].lower_ in _CONNECTORS or self._joint(j, stop) is not None:
            return True
        if self.doc[j].text != ",":
            return False
        return any(self.doc[k].lower_ in _CONNECTORS or self._joint(k, stop) for k in range(j, min(j + 30, stop)))

    def _new_clause(self, i: int, comma: bool) -> bool:
        """ "… with A, and B donated": B is the subject of a verb of its own."""
        if not comma:
            return False
        start, end = self.mention(i)
        head = next((t for t in self.doc[start:end] if t.dep_ in ("nsubj", "nsubjpass")), None)
        if head is None:
            return False
        j = self.skip_brackets(end, self.bounds(i)[1])
        while j < self.size and self.doc[j].pos_ in ("ADV", "AUX"):
            j += 1
        return (
            j < self.size
            and self.doc[j].pos_ == "VERB"
            and head.head.i >= j
            and not any(t.i < i for t in head.conjuncts)
        )
