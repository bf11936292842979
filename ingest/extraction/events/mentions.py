# ruff: noqa: SIM905 - word lists are read and mended as text
"""Who is named at a token, and which names only say whose or who: "the OUC's office", "OUC president Li"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsgraph.ingest.extraction.events.frames.nouns import POST_WORDS
from newsgraph.ingest.extraction.events.lexicon import singular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from newsgraph.ingest.extraction.events.sentences import Stretch

AGENTS = frozenset(("Organisation", "Person"))
COUNTING = frozenset("total number group batch class cohort handful majority dozen dozens hundreds".split())


class Mentions:
    """The part of a Scene that knows the mentions of agents and places over its tokens."""

    doc: tuple[Token, ...]
    size: int
    at: list[Stretch | None]
    who: Mapping[Stretch, list[str]]

    def bounds(self, i: int) -> Stretch:
        raise NotImplementedError

    def type_of(self, entity: str) -> str:
        raise NotImplementedError

    def timed(self, i: int) -> bool:
        raise NotImplementedError

    def entities(self, i: int) -> list[str]:
        """The entities whose mention (the outermost one) covers token i."""
        stretch = self.at[i]
        return self.who[stretch] if stretch else []

    def agents(self, i: int) -> list[str]:
        return [e for e in self.entities(i) if self.type_of(e) in AGENTS]

    def persons(self, i: int) -> list[str]:
        return [e for e in self.entities(i) if self.type_of(e) == "Person"]

    def places(self, i: int) -> list[str]:
        return [e for e in self.entities(i) if self.type_of(e) == "Location"]

    def mention(self, i: int) -> Stretch:
        """The outermost mention over a token, or the token alone."""
        return self.at[i] or (i, i + 1)

    def many(self, i: int) -> bool:
        """Whether the noun at i speaks of several: "trainees", "a total of 62 trainees"."""
        if self.doc[i].tag_ == "NNS":
            return True
        if self.doc[i].lower_ not in COUNTING or i + 2 >= self.size or self.doc[i + 1].lower_ != "of":
            return False
        return any(t.tag_ in ("NNS", "NNPS") for t in self.doc[i + 2 : min(i + 6, self.size)])

    def skip_brackets(self, i: int, stop: int) -> int:
        """The position after "(…)" that begins at i, or i."""
        if i < stop and self.doc[i].text in "([（":
            j = i
            while j < stop and self.doc[j].text not in ")]）":
                j += 1
            return min(j + 1, stop)
        return i

    def possessive(self, i: int) -> bool:
        """ "the OUC's Publicity Department": the mention at i only says whose."""
        end = self.mention(i)[1]
        return end < self.size and self.doc[end].lower_ in ("'s", "’s", "'", "’") and self.doc[end].tag_ == "POS"

    def modifies(self, i: int) -> bool:
        """ "OUC president Li Song", "president of the OUC Li Song": the name at i only says who a person is."""
        if self.persons(i):
            return False
        end = self.mention(i)[1]
        j = end
        while j < self.size and self.at[j] is None and j - end < 6:
            if self.doc[j].pos_ not in ("NOUN", "ADJ", "PROPN") and self.doc[j].text != "-":
                break
            j += 1
        if j < self.size and j > end and self.persons(j):
            return True
        return self.titled_after(i) is not None

    def unit_follows(self, i: int) -> bool:
        """ "the OUC | School of Law": the body at i only says whose unit the next name is."""
        end = self.mention(i)[1]
        body = (
            end < self.size
            and self.at[end] is not None
            and any(self.type_of(e) == "Organisation" for e in self.entities(end))
        )
        return body and not self.persons(i) and self.bounds(i) == self.bounds(end)

    def titled_after(self, i: int) -> int | None:
        """The person of "president of A, Li Song", "dean of the School of B at A, Prof. Ada Quill", whose title the
        name at i is part of.
        """
        start, stop = self.bounds(i)
        j = self.mention(i)[0] - 1
        while j > start and self.doc[j].pos_ in ("DET", "ADJ"):
            j -= 1
        post = any(singular(t.lower_) in POST_WORDS for t in self.doc[max(start, j - 4) : j])
        if j <= start or self.doc[j].lower_ not in ("of", "at", "for", "to", "in", "from") or not post:
            return None
        j = self.mention(i)[1]
        while j < stop and j - i < 24:
            j = self.skip_brackets(j, stop)
            if j >= stop:
                return None
            token = self.doc[j]
            if self.persons(j):
                return j
            told = self.at[j] is not None or token.lower_ in ("of", "at", "for", "in") or token.text in (",", ".", "-")
            if not told and token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PART"):
                return None
            if (
                token.text == ","
                and not (j + 4 > stop)
                and not any(self.persons(k) for k in range(j + 1, min(j + 5, stop)))
            ):
                return None
            j = self.mention(j)[1]
        return None
