"""Where a quote stands in an item: exactly, else with other white space and typography, else in other capitals.

A language model copies with small slips: straight quotes for curly ones, one space for a line break, lower case for a
headline's capitals. A quote that differs by no more is found, at the offsets of the item's own words; any other is not
in the item, and what rests on it is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from newsgraph.ingest.model import NewsItem, Part, Span

# quotes, dashes and other marks that mean the same to a reader
_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ＇", "'")
    | dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad")
)
_ELLIPSIS = re.compile(r"…|\.\.\.|\[…\]")
MOST_PIECES = 4
GAP = 200  # characters left out between two pieces of a quote at most
_OUTER = " \t\r\n\"'“”‘’«»„.,;:!?…。，；：！？、"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in plain form; character i of it came from `starts[i]` to `ends[i]` of the text."""

    text: str
    starts: list[int]
    ends: list[int]


def fold(text: str, *, case: bool) -> Folded:
    """One space for any white space, plain marks, composed compatibility characters; lower case where asked for."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for first, last in _clusters(text):
        plain = unicodedata.normalize("NFKC", text[first:last].translate(_PLAIN)).translate(_PLAIN)
        for c in plain.casefold() if case else plain:
            if c.isspace():
                if chars and chars[-1] == " ":
                    ends[-1] = last
                    continue
                c = " "
            chars.append(c)
            starts.append(first)
            ends.append(last)
    return Folded("".join(chars), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the combining marks that follow it."""
    first = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not unicodedata.combining(text[i]):
            yield first, i
            first = i


class Quotes:
    """The title and text of an item, to be searched."""

    def __init__(self, item: NewsItem) -> None:
        self._parts: tuple[tuple[Part, str], ...] = (("text", item.text), ("title", item.title or ""))

    @cached_property
    def _plain(self) -> list[tuple[Part, Folded]]:
        return [(part, fold(text, case=False)) for part, text in self._parts]

    @cached_property
    def _lower(self) -> list[tuple[Part, Folded]]:
        return [(part, fold(text, case=True)) for part, text in self._parts]

    def find(self, quote: str) -> Span | None:
        """The first place of the quote, the text before the title; None where it is not in the item."""
        return next(iter(self.find_all(quote)), None)

    def find_all(self, quote: str) -> list[Span]:
        """Every place, the text before the title, of the closest manner of matching that finds any."""
        quote = quote.strip()
        for wanted in dict.fromkeys((quote, quote.strip(_OUTER))):
            if not any(c.isalnum() for c in wanted):
                return []
            for manner in (self._exact, self._same_case, self._any_case):
                if found := manner(wanted):
                    return found
        pieces = [p for p in _ELLIPSIS.split(quote) if any(c.isalnum() for c in p)]
        return self._with_gaps(pieces) if 1 < len(pieces) <= MOST_PIECES else []

    def _with_gaps(self, pieces: list[str]) -> list[Span]:
        """Stretches that hold the pieces of a quote "A … B" in order, with little between them."""
        runs = self.find_all(pieces[0])
        for piece in pieces[1:]:
            nexts = self.find_all(piece)
            runs = [
                Span(start=run.start, end=after.end, part=run.part)
                for run in runs
                for after in [next((n for n in nexts if n.part == run.part and 0 <= n.start - run.end <= GAP), None)]
                if after is not None
            ]
        return runs

    def everywhere(self, name: str) -> list[Span]:
        """Every place of a name, the title before the text: as written, with other typography, or in capitals."""
        found = {*self._exact(name), *self._same_case(name)}
        if not name.isupper():  # "WHO" is not "who"
            found |= {s for s in self._any_case(name) if self._words(s).isupper()}
        return sorted(found, key=lambda s: (s.part != "title", s.start, s.end))

    def _words(self, span: Span) -> str:
        return next(text for part, text in self._parts if part == span.part)[span.start : span.end]

    def _exact(self, quote: str) -> list[Span]:
        return [
            Span(start=i, end=i + len(quote), part=part) for part, text in self._parts for i in _places(text, quote)
        ]

    def _same_case(self, quote: str) -> list[Span]:
        return _mapped(self._plain, fold(quote, case=False).text.strip())

    def _any_case(self, quote: str) -> list[Span]:
        return _mapped(self._lower, fold(quote, case=True).text.strip())


def _mapped(parts: list[tuple[Part, Folded]], quote: str) -> list[Span]:
    return [
        Span(start=folded.starts[i], end=folded.ends[i + len(quote) - 1], part=part)
        for part, folded in parts
        for i in _places(folded.text, quote)
    ]


def _places(text: str, quote: str) -> Iterator[int]:
    """Where the quote begins as whole words."""
    i = text.find(quote) if quote else -1
    while i >= 0:
        j = i + len(quote)
        if not (i and _joined(text[i - 1], text[i])) and not (j < len(text) and _joined(text[j - 1], text[j])):
            yield i
        i = text.find(quote, i + 1)


def _joined(a: str, b: str) -> bool:
    """Whether a word goes on from one character to the next, as far as its script parts words by spaces."""
    return a.isalnum() and b.isalnum() and not (unspaced(a) or unspaced(b))


# Thai and Lao, Burmese, Khmer; and from the CJK radicals on: Chinese, Japanese, Korean (whose particles cling to names)
_UNSPACED: tuple[tuple[int, int], ...] = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0xD7FF))


def unspaced(c: str) -> bool:
    """Whether a character belongs to a script that puts no spaces between words."""
    code = ord(c)
    return any(a <= code <= b for a, b in _UNSPACED) or code >= 0x20000


def tidy(words: str) -> str:
    """One space for any white space."""
    return " ".join(words.split())


def overlaps(a: Span, b: Span) -> bool:
    """Whether two stretches of an item share a character."""
    return a.part == b.part and a.start < b.end and b.start < a.end


def inside(a: Span, b: Span) -> bool:
    """Whether `a` lies within `b`."""
    return a.part == b.part and b.start <= a.start and a.end <= b.end
