"""The sentences of an item in any language, by marks and abbreviations alone: no parse, no model."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

import spacy
from spacy.language import Language

from newsgraph.ingest.extraction.llm.quotes import unspaced
from newsgraph.ingest.model import NewsItem, Part, Span

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@lru_cache(maxsize=2)
def _splitter(language: str) -> Language:
    """spaCy's rules for tokens and sentence ends; "zh" takes each character for a token, so that "。" ends one."""
    nlp = spacy.blank(language)
    nlp.max_length = 10_000_000  # it is rules alone: memory stays small
    nlp.add_pipe("sentencizer")
    return nlp


def split(text: str) -> list[tuple[int, int]]:
    """The sentences as offsets, in order; none runs across a blank line or has white space at its ends."""
    letters = [c for c in text[:5_000] if c.isalpha()]
    dense = sum(map(unspaced, letters)) * 3 > len(letters)
    nlp = _splitter("zh" if dense else "en")
    out: list[tuple[int, int]] = []
    first = 0
    for stop, after in [*(m.span() for m in _BREAK.finditer(text)), (len(text), len(text))]:
        for sentence in nlp(text[first:stop]).sents:
            words = sentence.text
            start = first + sentence.start_char + len(words) - len(words.lstrip())
            end = first + sentence.start_char + len(words.rstrip())
            if start < end:
                out.append((start, end))
        first = after
    return out


class Sentences:
    """The sentences of an item's title and text."""

    def __init__(self, item: NewsItem) -> None:
        self._of: dict[Part, list[tuple[int, int]]] = {"text": split(item.text), "title": []}
        title = item.title or ""
        if title.strip():  # a headline is one sentence, whatever marks it has
            start = len(title) - len(title.lstrip())
            self._of["title"] = [(start, len(title.rstrip()))]

    def around(self, span: Span) -> Span:
        """The sentence, or the run of sentences, that a stretch lies in."""
        here = self._of[span.part]
        i = max(bisect_right(here, (span.start, float("inf"))) - 1, 0)
        j = i
        while j + 1 < len(here) and here[j + 1][0] < span.end:
            j += 1
        return Span(start=min(here[i][0], span.start), end=max(here[j][1], span.end), part=span.part)
