# ruff: noqa: SIM905 - word lists are read and mended as text
"""Where the sentences of an item begin and end for the event rules, and what stands within quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacy.tokens import Span, Token

from newsgraph.ingest.extraction.pipeline import TITLES

Stretch = tuple[int, int]  # tokens, half-open
_ENDINGS = frozenset('.!?:;…"”’)»')
_OPENING, _CLOSING, _EITHER = frozenset("“«„"), frozenset("”»"), frozenset(('"', "``", "''"))


def quotations(doc: Sequence[Token]) -> list[bool]:
    """Which tokens stand within double quotation marks. A quotation ends at the paragraph's end at the latest."""
    out, inside = [False] * len(doc), False
    for token in doc:
        if token.text in _OPENING or (token.text in _EITHER and not inside):
            inside = True
        elif token.text in _CLOSING or token.text in _EITHER or (token.is_space and "\n\n" in token.text):
            inside = False
        else:
            out[token.i] = inside
    return out


# a quotation after these is the name of one of several: 'held the second "Forum on Open Education"'
_INTRODUCING = frozenset(
    "the a an its their this annual first second third fourth fifth sixth seventh eighth ninth tenth st nd rd th "
    "inaugural new hold held hosts hosted host organised organized launched launch".split()
)
_SMALL = frozenset("of the a an and in on for to with at by from & - : + • / , ' ’ s".split())
_LONGEST_NAME = 22  # tokens


def quoted_names(doc: Sequence[Token], quoted: Sequence[bool]) -> list[bool]:
    """Which of the quoted tokens stand in a capitalised name ('held the second "Forum on Open Education 2022"')."""
    out, i = [False] * len(doc), 0
    while i < len(doc):
        if not quoted[i]:
            i += 1
            continue
        end = i
        while end < len(doc) and quoted[end]:
            end += 1
        words = [t for t in doc[i:end] if t.is_alpha and t.lower_ not in _SMALL]
        capital = sum(t.text[:1].isupper() for t in words)
        before = doc[i - 2].lower_ if i >= 2 else ""
        after = doc[end + 1] if end + 1 < len(doc) else None
        closed = doc[end - 1].text not in (".", "?", "!")
        heads = after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ")  # and not 'the "Reading Week" activities'
        one = before in _INTRODUCING or (doc[i].lower_ in _INTRODUCING and before in ("", ","))
        if words and closed and heads and one and end - i <= _LONGEST_NAME and capital >= 0.8 * len(words):
            out[i:end] = [True] * (end - i)
        i = end
    return out


def headline(text: str) -> bool:
    """Whether an item's whole text is a headline: one line without a full stop."""
    words = text.split()
    return 0 < len(words) <= 30 and "\n" not in text.strip() and text.strip()[-1:] not in '.!?…;:”"'


def sentences(
    doc: Sequence[Token], parsed: Iterable[Span], title_end: int, at: Sequence[Stretch | None]
) -> list[Stretch]:
    """spaCy's sentences, cut at the title's end, without empty ones; a stray closing quote joins what it closes."""
    out: list[Stretch] = []
    for sent in parsed:
        cuts = [sent.start, title_end, sent.end] if sent.start < title_end < sent.end else [sent.start, sent.end]
        for start, end in pairwise(cuts):
            words = [t for t in doc[start:end] if not t.is_space]
            stray = not words or all(t.is_punct for t in words)
            if out and start != title_end and (stray or _continues(doc, start, at)):
                out[-1] = (out[-1][0], end)
            elif words:
                out.append((start, end))
    return out


def _continues(doc: Sequence[Token], start: int, at: Sequence[Stretch | None]) -> bool:
    """The parser ended a sentence where nothing ends one: within a name, or after a word without a full stop."""
    if at[start] is not None and at[start] == at[start - 1]:
        return True
    before = doc[start - 1]
    if doc[start].text in ("—", "–", "-"):
        return "\n" not in before.text
    if before.lower_ in TITLES:
        return True
    if before.text in (")", "]") and start > 1:
        return doc[start - 2].text[-1:] not in _ENDINGS
    return not before.is_space and before.text[-1:] not in _ENDINGS
