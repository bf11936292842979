"""The sentences of an item in any language, by marks and abbreviations alone: no parse, no model."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

import spacy
from spacy.language import Language

from newsgraph.ingest.extraction.llm.quotes import unspaced
from newsgraph.ingest.extraction.names.lexicon import HONORIFIC
from newsgraph.ingest.model import NewsItem, Part, Span

_INITIAL = re.compile(r"[A-Z]\.")
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
            if out and out[-1][1] > first and _goes_on(text[: out[-1][1]]) and start < end:
                out[-1] = (out[-1][0], end)
            elif start < end:
                out.append((start, end))
        first = after
    return out


def _goes_on(text: str) -> bool:
    """Whether what ends a text is no sentence's end: "the Hon.", "led by J."."""
    word = text[-20:].rsplit(maxsplit=1)[-1]
    return (word.lower() in HONORIFIC and word.endswith(".")) or _INITIAL.fullmatch(word) is not None


class Sentences:
    """The sentences of an item's title and text."""

    def __init__(self, item: NewsItem) -> None:
        self._of: dict[Part, list[tuple[int, int]]] = {"text": split(item.text), "title": []}
        title = item.title or ""
        if title.strip():  # a headline is one sentence, whatever marks it has
            start = len(title) - len(title.lstrip())
            self._of["title"] = [(start, len(title.rstrip()))]

    def within(self, span: Span) -> list[Span]:
        """The sentences that a stretch lies in or runs through, in order; never none."""
        here = self._of[span.part]
        i = max(bisect_right(here, (span.start, float("inf"))) - 1, 0)
        j = i + 1
        while j < len(here) and here[j][0] < span.end:
            j += 1
        return [Span(start=a, end=b, part=span.part) for a, b in here[i:j]] or [span]

    def around(self, span: Span) -> Span:
        """The sentence, or the run of sentences, that a stretch lies in."""
        run = self.within(span)
        return Span(start=min(run[0].start, span.start), end=max(run[-1].end, span.end), part=span.part)
