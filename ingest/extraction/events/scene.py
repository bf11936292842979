# ruff: noqa: SIM905 - word lists are read and mended as text
"""The parsed item as the event rules look at it: sentences, verbs of the frames, and who stands at which token."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from newsgraph.ingest.extraction.annotations import Annotations, EntityMention, text_offset
from newsgraph.ingest.extraction.events.dates import Time, find_times
from newsgraph.ingest.extraction.events.inflection import forms
from newsgraph.ingest.extraction.events.lexicon import EventNoun, event_noun
from newsgraph.ingest.extraction.events.lists import Lists
from newsgraph.ingest.extraction.events.sentences import Stretch, headline, quotations, quoted_names, sentences

# verbs that headlines use without an ending after several names ("A and B sign pact") and that are hardly nouns
_PLAIN = frozenset(
    "sign hold host open beat cancel meet win receive join appoint donate celebrate organise organize attend establish "
    "elect hand give defeat postpone".split()
)


class Scene(Lists):
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
        if not shift and headline(ann.item.text):
            self.title_end = self.size
        self.sentences = sentences(self.doc, ann.doc.sents, self.title_end, self.at)
        self.sentence_of = [0] * self.size
        for n, (start, end) in enumerate(self.sentences):
            self.sentence_of[start:end] = [n] * (end - start)
        self._forms = forms()
        self.quoted = quotations(self.doc)
        self.names_quoted = quoted_names(self.doc, self.quoted)
        self.times = self._times()
        self._timed = {i for _, first, last in self.times for i in range(first, last)}
        self._dated = {self.sentence_of[first] for _, first, _ in self.times}
        self._nouns: dict[int, EventNoun | None] = {}

    def event_noun(self, i: int) -> EventNoun | None:
        """The event that the noun at token i names, where it is no part of a name and of no quotation."""
        if i not in self._nouns:
            quoted = self.quoted[i] and not self.names_quoted[i]
            hidden = self.at[i] is not None or quoted or i in self._timed
            noun = None if hidden else event_noun(self.doc, i, title=self.in_title(i))
            self._nouns[i] = None if noun is not None and self.quoted[i] and (noun.weak or noun.generic) else noun
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

    def word(self, i: int) -> str:
        """The lower-case word at token i, "" where there is no such token."""
        return self.doc[i].lower_ if 0 <= i < self.size else ""

    def dated(self, i: int) -> bool:
        """Whether the sentence of token i has a time."""
        return self.sentence_of[i] in self._dated

    def timed(self, i: int) -> bool:
        """Whether token i is part of a time."""
        return i in self._timed

    def in_title(self, i: int) -> bool:
        return i < self.title_end

    def bounds(self, i: int) -> Stretch:
        """The sentence of a token."""
        return self.sentences[self.sentence_of[i]]

    def type_of(self, entity: str) -> str:
        return self.ann.entities[entity].type

    def verb(self, i: int) -> str | None:
        """The lemma of a frame's verb at token i, where it is used as a verb (or may be: the tags of titles are not
        to be trusted).
        """
        token = self.doc[i]
        lemma = self._forms.get(token.lower_)
        if lemma is None or self.at[i] is not None:
            return None
        mistaken = token.tag_ == "NNP" and token.text.islower() and token.text.endswith("ed")  # "Ann Poe moderated"
        mistaken |= i > 1 and token.tag_ == "JJ" and self.doc[i - 1].text == "-" and self.doc[i - 2].lower_ == "co"
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
