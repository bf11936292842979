"""Where the sentences of an item begin and end for the event rules, and what stands within quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacy.tokens import Span, Token

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
    return not before.is_space and before.text[-1:] not in _ENDINGS
