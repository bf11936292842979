"""Dates that a language model gives, checked against the words that it quotes for them and the day of publication.

What our own grammar of times reads in the quote decides. Where it reads nothing (another language, an odd form), the
numbers and names of months in the quote must be the date's, or `dateparser` must read that very date. A date that is
not confirmed is dropped: a wrong one misleads more than none.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from dateparser.date import DateDataParser

from newsgraph.ingest.extraction.events.dates import Time, find_times, parse_day
from newsgraph.ingest.extraction.llm.quotes import inside, overlaps
from newsgraph.ingest.model import NewsItem, Span

LONGEST = 200  # characters of the words that tell a time
_BEFORE, _AFTER = -310, 280  # days from publication within which a date without a year is told
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_CJK_MONTH = re.compile(r"(\d{1,2})\s*[月월]")


@dataclass(frozen=True, slots=True)
class Dated:
    """start, end: ISO 8601 by precision, confirmed. text: the words that tell the time."""

    start: str | None
    end: str | None
    text: str


class Calendar:
    """The times of an item as our grammar reads them, read once."""

    def __init__(self, item: NewsItem) -> None:
        self._item = item
        self._read: dict[str, list[tuple[Span, Time]]] = {}

    def confirm(self, quote: Span, sentence: Span, start: str | None, end: str | None) -> Dated | None:
        """The model's `start` and `end` as far as the quoted words bear them out; None where they do not.

        The end may stand elsewhere in the quote's sentence ("opens on 1 May and is on show until 3 June").
        """
        start, end = iso(start), iso(end)
        read = self._times(quote.part)
        told = [(span, t) for span, t in read if overlaps(span, quote)]
        if told:
            first, last = min(s.start for s, _ in told), max(s.end for s, _ in told)
            whole = Span(start=first, end=last, part=quote.part).of(self._item)
            later = [v for s, t in read if inside(s, sentence) for v in (t.end, t.start) if v]
            words = whole if len(whole) <= LONGEST else told[0][1].text
            return _by_grammar([t for _, t in told], later, start, end, words)
        words = quote.of(self._item)
        if len(words) > LONGEST:
            return None
        good = [d if d is not None and self._borne_out(d, words) else None for d in (start, end)]
        return Dated(good[0], good[1], words) if any(good) else None

    def _times(self, part: str) -> list[tuple[Span, Time]]:
        if part not in self._read:
            text = (self._item.title or "") if part == "title" else self._item.text
            # "on Thursday" is the last one or the next: the model saw which, so that both are right
            found = [t for ahead in (False, True) for t in find_times(text, self._item.published, ahead=ahead)]
            self._read[part] = [
                (Span(start=t.first, end=t.last, part="title" if part == "title" else "text"), t)
                for t in dict.fromkeys(found)
            ]
        return self._read[part]

    def _borne_out(self, value: str, words: str) -> bool:
        published = parse_day(self._item.published)
        plain = "".join(str(unicodedata.digit(c, c)) for c in unicodedata.normalize("NFKC", words))
        numbers = [int(n) for n in re.findall(r"\d{1,4}", plain)]
        year, month, day = (int(n) for n in (value + "-0-0").split("-")[:3])
        if year not in numbers and (any(n > 1000 for n in numbers) or not _near(value, published)):
            return False
        if not month:
            return year in numbers
        if month in _months(plain) and (not day or day in numbers):
            return True
        return any(value == read for read in _read_by_dateparser(plain, published, year in numbers))


def _by_grammar(told: list[Time], later: list[str], start: str | None, end: str | None, text: str) -> Dated | None:
    """The grammar's values that the model's agree with; the finer of the two where both are true."""
    good_start = _agreeing(start, [v for t in told for v in (t.start, t.end) if v])
    good_end = _agreeing(end, [v for t in told for v in (t.end, t.start) if v]) or _agreeing(end, later)
    if good_start and not end:  # a range of which the model took the first day alone
        good_end = next((t.end for t in told if t.start == good_start and t.end), None)
    if good_end and (good_end == good_start or (good_start and good_end < good_start)):
        good_end = None
    return Dated(good_start, good_end, text) if good_start or good_end else None


def _agreeing(value: str | None, read: list[str]) -> str | None:
    """What the grammar reads, where it is the value or a finer one."""
    return next((r for r in read if value and r.startswith(value)), None)


def iso(value: str | None) -> str | None:
    """A day, month or year in ISO 8601 (a time of day is cut off); None for anything else."""
    m = _ISO.match((value or "").strip())
    if not m:
        return None
    try:
        date(int(m[1]), int(m[2] or 1), int(m[3] or 1))
    except ValueError:
        return None
    return "-".join(p for p in m.groups() if p)


def _near(value: str, published: date | None) -> bool:
    if published is None:
        return False
    middle = {4: "-07-01", 7: "-15"}.get(len(value), "")
    return _BEFORE <= (date.fromisoformat(value + middle) - published).days <= _AFTER


def _months(words: str) -> set[int]:
    """The months that a text names in numbers ("7月") or in words of any language."""
    found = {int(m) for m in _CJK_MONTH.findall(words)}
    for word in set(re.findall(r"[^\W\d_]{3,}\.?", words)):
        found |= _month_of(word)
    return found


@lru_cache(maxsize=512)
def _month_of(word: str) -> frozenset[int]:
    read = _date_data(word, "past", datetime(2001, 1, 15))
    named = read.date_obj is not None and read.period == "month"
    return frozenset({read.date_obj.month}) if named and read.date_obj else frozenset()


def _read_by_dateparser(words: str, published: date | None, has_year: bool) -> Iterator[str]:
    if published is None and not has_year:  # it would take today for the day of publication
        return
    base = datetime.combine(published or date(2001, 1, 15), datetime.min.time())
    for prefer in ("past", "future"):
        read = _date_data(words, prefer, base)
        if read.date_obj is not None:
            length = {"year": 4, "month": 7}.get(read.period, 10)
            yield read.date_obj.date().isoformat()[:length]


def _date_data(words: str, prefer: str, base: datetime) -> Any:  # Any: dateparser has no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser reports its own use of deprecated calls
        return _parser(prefer, base).get_date_data(words)


@lru_cache(maxsize=64)
def _parser(prefer: str, base: datetime) -> Any:
    return DateDataParser(settings={"PREFER_DATES_FROM": prefer, "RELATIVE_BASE": base})
