# ruff: noqa: SIM905 - word lists are read and mended as text
"""The parsed item as the event rules look at it: sentences, verbs of the frames, and who stands at which token."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from newsgraph.ingest.extraction.annotations import Annotations, EntityMention, text_offset
from newsgraph.ingest.extraction.events.dates import Time, find_times
from newsgraph.ingest.extraction.events.inflection import forms
from newsgraph.ingest.extraction.events.lexicon import EventNoun, event_noun
from newsgraph.ingest.extraction.events.sentences import Stretch, quotations, sentences

AGENTS = frozenset(("Organisation", "Person"))
# verbs that headlines use without an ending after several names ("A and B sign pact") and that are hardly nouns
_PLAIN = frozenset(
    "sign hold host open beat cancel meet win receive join appoint donate celebrate organise organize attend establish "
    "elect hand give defeat postpone".split()
)
_CONNECTORS = frozenset(("and", "&", "or", "plus"))
_TOGETHER = (
    ("as", "well", "as"),
    ("together", "with"),
    ("along", "with"),
    ("jointly", "with"),
    ("in", "partnership", "with"),
    ("in", "cooperation", "with"),
    ("in", "collaboration", "with"),
    ("in", "co", "-", "operation", "with"),
    ("in", "conjunction", "with"),
    ("in", "association", "with"),
)
_BEFORE_NAME = frozenset("DET PRON ADJ NOUN NUM PROPN".split())


class Scene:
    """One item, indexed. All positions are token indices of the document."""

    def __init__(self, ann: Annotations) -> None:
        self.ann = ann
        self.doc: tuple[Token, ...] = tuple(ann.doc)  # asked so often that spaCy's own indexing costs too much
        self.size = len(ann.doc)
        self._text = ann.doc.text
        self.at: list[Stretch | None] = [
            None
        ] * self.size  # the outermost mention of an agent or a place over each token
        self.who: dict[Stretch, list[str]] = defaultdict(list)
        self.inner: list[EntityMention] = []
        self.nominal: set[Stretch | None] = {(m.start, m.end) for m in ann.mentions if m.form == "nominal"}
        self.programmes: list[EntityMention] = []
        for m in ann.mentions:
            if ann.entities[m.entity].type == "Programme":
                self.programmes.append(m)
                continue
            stretch = (m.start, m.end)
            if self.at[m.start] in (None, stretch) and self.at[m.end - 1] in (None, stretch):
                if m.entity not in self.who[stretch]:
                    self.who[stretch].append(m.entity)
                self.at[m.start : m.end] = [stretch] * (m.end - m.start)
            else:
                self.inner.append(m)
        shift = text_offset(ann.item)
        self.title_end = next((t.i for t in self.doc if t.idx >= shift), self.size) if shift else 0
        self.sentences = sentences(self.doc, ann.doc.sents, self.title_end, self.at)
        self.sentence_of = [0] * self.size
        for n, (start, end) in enumerate(self.sentences):
            self.sentence_of[start:end] = [n] * (end - start)
        self._forms = forms()
        self.quoted = quotations(self.doc)
        self.times = self._times()
        self._timed = {i for _, first, last in self.times for i in range(first, last)}
        self._dated = {self.sentence_of[first] for _, first, _ in self.times}
        self._nouns: dict[int, EventNoun | None] = {}

    def event_noun(self, i: int) -> EventNoun | None:
        """The event that the noun at token i names, where it is no part of a name and of no quotation."""
        if i not in self._nouns:
            hidden = self.at[i] is not None or self.quoted[i] or i in self._timed
            self._nouns[i] = None if hidden else event_noun(self.doc, i, title=self.in_title(i))
        return self._nouns[i]

    def _times(self) -> list[tuple[Time, int, int]]:
        """Times of the item with their first and last token + 1."""
        out = []
        for time in find_times(self._text, self.ann.item.published):
            span = self.ann.doc.char_span(time.first, time.last, alignment_mode="expand")
            if span is not None and self.at[span.start] is None:
                out.append((time, span.start, span.end))
        return out

    def text(self, start: int, end: int) -> str:
        """The words of a stretch of tokens as they stand in the item."""
        if start >= end:
            return ""
        return self._text[self.doc[start].idx : self.doc[end - 1].idx + len(self.doc[end - 1])]

    def dated(self, i: int) -> bool:
        """Whether the sentence of token i has a time."""
        return self.sentence_of[i] in self._dated

    def in_title(self, i: int) -> bool:
        return i < self.title_end

    def bounds(self, i: int) -> Stretch:
        """The sentence of a token."""
        return self.sentences[self.sentence_of[i]]

    def type_of(self, entity: str) -> str:
        return self.ann.entities[entity].type

    def entities(self, i: int) -> list[str]:
        """The entities whose mention (the outermost one) covers token i."""
        stretch = self.at[i]
        return self.who[stretch] if stretch else []

    def agents(self, i: int) -> list[str]:
        return [e for e in self.entities(i) if self.type_of(e) in AGENTS]

    def places(self, i: int) -> list[str]:
        return [e for e in self.entities(i) if self.type_of(e) == "Location"]

    def mention(self, i: int) -> Stretch:
        """The outermost mention over a token, or the token alone."""
        return self.at[i] or (i, i + 1)

    def verb(self, i: int) -> str | None:
        """The lemma of a frame's verb at token i, where it is used as a verb (or may be: the tags of titles are not
        to be trusted).
        """
        token = self.doc[i]
        lemma = self._forms.get(token.lower_)
        if lemma is None or self.at[i] is not None:
            return None
        mistaken = token.tag_ == "NNP" and token.text.islower() and token.text.endswith("ed")  # "Ann Poe moderated"
        if token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD") or mistaken:
            return lemma
        if self.in_title(i) and (token.lower_ != lemma or lemma in _PLAIN):
            return lemma if self._verb_in_title(token) else None
        return lemma if self.in_title(i) and i and self.doc[i - 1].lower_ in ("to", "will") else None

    def _verb_in_title(self, token: Token) -> bool:
        """ "OUC Hosts Forum": a form in -s, -ed after a name or noun and before anything but a verb or the end."""
        if token.lower_.endswith("ing") or token.i == self.bounds(token.i)[0] or token.i + 1 >= self.bounds(token.i)[1]:
            return False
        if (
            token.lower_ in _PLAIN
            and self.at[token.i - 1] is None
            and self.doc[token.i - 1].tag_ not in ("NNS", "NNPS")
        ):
            return False
        if self.at[token.i - 1] is not None and token.tag_ not in ("POS",):
            return True
        return self.doc[token.i + 1].pos_ not in ("VERB", "AUX", "ADP", "PUNCT") or token.lower_.endswith(
            ("ed", "held", "won")
        )

    def skip_brackets(self, i: int, stop: int) -> int:
        """The position after "(…)" that begins at i, or i."""
        if i < stop and self.doc[i].text in "([（":
            j = i
            while j < stop and self.doc[j].text not in ")]）":
                j += 1
            return min(j + 1, stop)
        return i

    def coordinated(self, i: int, *, kinds: frozenset[str] = AGENTS) -> list[tuple[str, int]]:
        """The agents named from token i on in one coordination, each with its position.

        "the OUC (…), the ACDL and Sichuan Open University, together with X" and "Shen Yulan, president of LJOU, and
        Juma
        Otieno, …": an apposition between commas is stepped over.
        """
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

    def _qualifies(self, i: int, names: list[str], first: str) -> bool:
        """ "Li Song, vice president and Party Committee member": a body after "and" that only stands before a noun."""
        if all(self.type_of(e) == self.type_of(first) for e in names):
            return False
        end = self.mention(i)[1]
        return end < self.size and self.at[end] is None and self.doc[end].pos_ in ("NOUN", "PROPN")

    def coordination(self, i: int, *, kinds: frozenset[str] = AGENTS) -> list[tuple[str, int]]:
        """As `coordinated`, also where token i is not in the first member of its list."""
        start = max(self.bounds(i)[0], i - 40)
        j, own = start, self.mention(i)[0]
        while j < own:
            if self.at[j] is None:
                j += 1
                continue
            if any(self.type_of(e) in kinds for e in self.entities(j)):
                listed = self.coordinated(j, kinds=kinds)
                if any(self.mention(pos)[0] == own for _, pos in listed):
                    return listed
            j = self.mention(j)[1]
        return self.coordinated(own, kinds=kinds)

    def _next_in_list(self, i: int, stop: int, kinds: frozenset[str]) -> int | None:
        """Where the next member of a list begins, from the end of the one before; None where the list ends."""
        i = self.skip_brackets(i, stop)
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
                if self.modifies(j) or (
                    self.mention(j)[1] < stop and self.doc[self.mention(j)[1]].tag_ == "POS" and j + 1 < stop
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

    def modifies(self, i: int) -> bool:
        """ "OUC president Li Song": the mention at i stands before a noun and a person's name."""
        end = self.mention(i)[1]
        j = end
        while j < self.size and self.at[j] is None and self.doc[j].pos_ in ("NOUN", "ADJ", "PROPN") and j - end < 5:
            j += 1
        return j > end and j < self.size and any(self.type_of(e) == "Person" for e in self.entities(j))

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
        j = self.skip_brackets(self.mention(i)[1], stop)
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
