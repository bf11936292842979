"""A document as plain lists of words: what the name grammar reads instead of spaCy's token objects.

A word is one or more tokens: hyphenated words are one ("vice-chancellor", "Co-hosts"), white space is none. Built in
one pass, because the grammar visits words many times and a token's attributes are slow to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc

from newsgraph.ingest.extraction.names import lexicon as lx

_HYPHENS = frozenset("-‑‐–")
_OPENING = frozenset("\"“«'‘([•-–—")
# A capitalised word at a sentence's start is no name when the tagger takes it for one of these.
_NOT_NAME_POS = frozenset(("DET", "ADP", "ADV", "PRON", "SCONJ", "CCONJ", "AUX", "PART", "INTJ", "VERB"))
_ARTICLES = frozenset(
    ("al", "el", "ul", "ad", "as", "ar", "az", "ibn", "bin")
)  # "al-Hassan" is a name, "mid-May" is none
_PARTICIPLES = lx.words("words.participles")
_ABBREVIATED = frozenset(
    ("Capt", "Col", "Gen", "Lt", "Sgt", "Maj", "Rev", "Fr", "Prof", "Dr", "Adm", "Cmdr", "Sen", "Gov")
) | frozenset(("No", "Hon", "Md", "Mwl", "Engr", "Cllr", "Assoc", "Asst", "Ass", "Smt", "Ven", "Brig", "H.E"))
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)


@dataclass(slots=True)
class Words:
    """Parallel lists, one entry a word; `starts` and `ends` are token indices (half-open)."""

    doc: Doc
    text: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)  # spaCy's entity label, "" outside
    cap: list[bool] = field(default_factory=list)  # may be part of a name
    upper: list[bool] = field(default_factory=list)  # an acronym's shape
    first: list[bool] = field(default_factory=list)  # a sentence's first word
    wall: list[bool] = field(default_factory=list)  # no name runs across its left edge (paragraph)
    shut: list[bool] = field(default_factory=list)  # within a quoted work or slogan: no names in it
    title_end: int = 0  # number of words in the title
    title_case: bool = False  # the title capitalises ordinary words

    def __len__(self) -> int:
        return len(self.text)

    def phrase(self, start: int, end: int) -> str:
        """The words `start` to `end` as in the document, white space folded."""
        if start >= end:
            return ""
        return " ".join(self.doc[self.starts[start] : self.ends[end - 1]].text.split())

    def at(self, i: int) -> str:
        """The lower-case word at `i`, "" outside the document."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""


def read_words(doc: Doc, title_length: int) -> Words:
    """The words of a parsed item; `title_length` is the number of characters of its title with the break after it."""
    w = Words(doc)
    raw = doc.text
    wall = join = False
    for token in doc:
        text = token.text
        if token.is_space:
            wall = wall or "\n\n" in text
            join = False
            continue
        # the parser takes "Hon. | Thandiwe Phiri" for two sentences
        starts_sentence = token.is_sent_start is True and not (w.text and w.lower[-1].rstrip(".") in lx.HONORIFIC)
        if w.text and not wall and _joins(w, raw, token.idx, text, join):
            w.text[-1] += text
            w.lower[-1] += text.lower()
            w.ends[-1] = token.i + 1
            w.pos[-1] = token.pos_
            w.cap[-1] = w.cap[-1] or (text[0].isupper() and w.lower[-1].split("-")[0] in _ARTICLES)
            w.upper[-1] = False
            if text.lower() in _PARTICIPLES:
                w.cap[-1] = False  # "Berlin-based"
        else:
            w.text.append(text)
            w.lower.append(text.lower())
            w.starts.append(token.i)
            w.ends.append(token.i + 1)
            w.pos.append(token.pos_)
            w.label.append(token.ent_type_)
            w.upper.append(len(text) > 1 and text.isupper() and text[0].isalpha())
            w.cap.append(text[0].isupper() or (text.isalpha() and not text.islower()))
            w.first.append(starts_sentence or wall or len(w.text) == 1 or (w.first[-1] and w.text[-2] in _OPENING))
            w.wall.append(wall)
            w.shut.append(False)
            if token.idx < title_length:
                w.title_end = len(w.text)
        wall = False
        join = not token.whitespace_
    _shouting(w)
    _quotes(w)
    w.title_case = _is_title_case(w)
    _sentence_starts(w)
    _holders(w)
    return w


def _joins(w: Words, raw: str, offset: int, text: str, touching: bool) -> bool:
    """Whether a token carries on the last word: a hyphen within a word, or "." after "No"."""
    if not touching:
        return False
    last = w.text[-1]
    if text in _HYPHENS:
        return last[-1].isalpha() and raw[offset + 1 : offset + 2].isalpha()
    if last[-1] in _HYPHENS and len(last) > 1:
        return text[0].isalpha()
    return text == "." and last in _ABBREVIATED


def _shouting(w: Words) -> None:
    """Take the capitals from a title that is written in nothing else, but for the acronyms that the text has too."""
    title = [word for word in w.text[: w.title_end] if word.isalpha()]
    if len(title) > 2 and all(word.isupper() for word in title):
        told = set(w.text[w.title_end :])
        for i in range(w.title_end):
            w.cap[i] = w.upper[i] = w.upper[i] and w.text[i] in told


def _sentence_starts(w: Words) -> None:
    """Take the capital from first words that are ordinary words, and from headline words that are verbs."""
    n = len(w.text)
    for i in range(n):
        if not w.cap[i]:
            continue
        low = w.lower[i]
        if w.first[i] and i + 1 < n and w.cap[i + 1] and lx.is_chinese_name(w.text[i : i + 2]):
            continue  # "He Zhiyuan said"
        if w.first[i] and not w.upper[i]:
            following = i + 1 < n and w.cap[i + 1]
            ordinary = w.pos[i] in ("NOUN", "ADJ", "NUM") and not following
            if (
                (w.pos[i] in _NOT_NAME_POS and not w.label[i])
                or (ordinary and w.label[i] in ("", "CARDINAL"))
                or low in ("the", "a", "an", "in", "on", "at", "for", "its", "their", "his", "her", "our", "from", "to")
                or w.pos[i] in ("ADV", "ADP", "SCONJ")
                or low in lx.FORMER
                or (low.endswith("ing") and i + 1 < n and w.lower[i + 1] in lx.HONORIFIC)
            ):
                w.cap[i] = False
        elif low in ("the", "i", "a"):
            w.cap[i] = False
        if (
            w.title_case
            and i < w.title_end
            and (w.pos[i] in ("VERB", "AUX", "ADP", "DET", "CCONJ") or low in lx.HEADLINE_VERB)
            and not (w.pos[i] == "VERB" and low in lx.ORG_HEAD)
        ):
            w.cap[i] = False


def _holders(w: Words) -> None:
    """Part a post's whole from its holder's name: "Secretary of the Party Committee of the OUC | Jin Shan"."""
    for i in range(3, len(w) - 1):
        last = w.lower[i - 1]
        if not (w.cap[i] and w.cap[i - 1] and lx.is_chinese_name(w.text[i : i + 2])) or w.wall[i]:
            continue
        if (i + 2 < len(w) and w.cap[i + 2]) or w.lower[i] in lx.ORG_HEAD or not _names_body(w, i - 1):
            continue
        of = False
        for k in range(i - 2, max(i - 16, -1), -1):
            low = w.lower[k]
            if of and lx.is_post(low) and last not in lx.HONORIFIC:
                w.wall[i] = True
                break
            of = low in ("of", "at") or (of and low == "the")
            if w.wall[k] or not (w.cap[k] or low in ("of", "at", "the", "and", "for", "'s", "’s")):
                break


def _names_body(w: Words, i: int) -> bool:
    """Whether word `i` can end an organisation's name and is no post."""
    low = w.lower[i]
    return not lx.is_post(low) and (w.upper[i] or low in lx.ORG_HEAD or lx.is_ordinary(low))


def _is_title_case(w: Words) -> bool:
    """Whether the title capitalises nearly all its longer words, so that a capital says nothing."""
    content = [w.cap[i] for i in range(1, w.title_end) if len(w.text[i]) > 3 and w.text[i][0].isalpha()]
    return bool(content) and sum(content) >= 0.8 * len(content)


def _quotes(w: Words) -> None:
    """Shut the words of quoted works, themes and slogans: quotations whose words are mostly capitalised, or short."""
    opened = -1
    for i, text in enumerate(w.text):
        if w.wall[i]:
            opened = -1
        if text in ('"', "“", "”", "''", "``"):
            if opened >= 0 and text != "“":
                if _is_work(w, opened + 1, i):
                    for k in range(opened + 1, i):
                        w.shut[k] = True
                opened = -1
            elif text != "”":
                opened = i


def _is_work(w: Words, start: int, end: int) -> bool:
    """A quoted stretch is a title rather than speech: its content words are capitalised, or it is a few words."""
    content = [w.text[k] for k in range(start, end) if len(w.text[k]) > 3 and w.text[k][0].isalpha()]
    capitals = sum(word[0].isupper() for word in content)
    if end - start <= 1:
        return True
    return bool(content) and capitals >= 0.6 * len(content) and (capitals > 1 or end - start <= 4)


def is_ordinal(text: str) -> bool:
    """Whether the word is an ordinal in digits ("20th")."""
    return _ORDINAL.fullmatch(text) is not None
