"""Publication dates as sources write them → ISO 8601, as precise as the source, never guessed."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?")
_ISO_TIME = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ]\s*(\d{1,2}:\d{2}.*)")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_MAIL = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}")
_LABEL = re.compile(
    r"^\s*(?:published|posted|updated|date|time|发布时间|时间|日期)(?:\s+on)?\s*[:\uff1a]?\s*", re.IGNORECASE
)
# With all 200 languages, one unreadable date takes 4 s.
_LANGUAGES = [
    "en", "zh", "fr", "de", "es", "pt", "it", "nl", "ru", "pl", "sv", "ja", "ko", "ar", "tr", "vi", "sw", "id",
]  # fmt: skip
# A date within other words: day month year or month day year with a month's name, or year first.
IN_TEXT = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)"
)


def iso_date(text: str | None, day_first: bool | None = None) -> str | None:
    """The ISO 8601 date ("2024-07-16"), date and time, or month ("2024-07") or year that `text` states; else None.

    Reads ISO 8601, RFC 822 (feeds), dates with a month's name in many languages, Chinese dates, and numbers such as
    16/07/2024; 03/04/2024 only where `day_first` says how. A time zone is kept, not converted: the day is the
    institution's. Relative times ("yesterday") are left out, as they depend on when one reads.
    """
    text = " ".join((text or "").split())
    if not text or len(text) > 100:
        return None
    return _iso_date(_LABEL.sub("", text), day_first)


@lru_cache(maxsize=4096)
def _iso_date(text: str, day_first: bool | None) -> str | None:
    try:
        return _iso(text) or _numbers(text, day_first) or _mail(text) or _in_words(text)
    except (ValueError, OverflowError):  # 31 February, a zone of 99 hours
        return None


def _iso(text: str) -> str | None:
    if whole := _ISO.fullmatch(text):
        year, month, day = whole.groups()
        if month is None:
            return year if 1000 <= int(year) <= 2999 else None
        if day is None:
            return date(int(year), int(month), 1).isoformat()[:7]
        return date(int(year), int(month), int(day)).isoformat()
    if whole := _ISO_TIME.fullmatch(text):
        year, month, day, time = whole.groups()
        time = re.sub(r"\s+(?=[+-]\d)", "", time.strip())
        time = re.sub(r"\s*(?:Z|UTC|GMT)$", "+00:00", time)
        time = f"0{time}" if time[1] == ":" else time
        return datetime.fromisoformat(f"{int(year):04d}-{int(month):02d}-{int(day):02d}T{time}").isoformat()
    return None


def _numbers(text: str, day_first: bool | None) -> str | None:
    whole = _NUMBERS.fullmatch(text)
    if not whole:
        return None
    first, second, year = int(whole[1]), int(whole[3]), int(whole[4])
    if first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    return date(year, month, day).isoformat()


def _mail(text: str) -> str | None:
    return parsedate_to_datetime(text).isoformat() if _MAIL.match(text) else None


def _in_words(text: str) -> str | None:
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
    if len(years) != 1 or not re.search(r"[^\W\d_]{3}", text):
        return None
    import dateparser  # 0.3 s to import: only where a source writes dates in words

    rest = re.sub(r"(?<!\d)\d{4}(?!\d)", "", text)
    parts = ["month", "year"] if not re.search(r"\d", rest) else ["day", "month", "year"]
    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": parts}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser reports its own use of deprecated calls
        found: datetime | None = dateparser.parse(text, languages=_LANGUAGES, settings=settings)
    if found is None or found.year != int(years[0]):
        return None
    if parts[0] == "month":
        return found.date().isoformat()[:7]
    return found.isoformat() if re.search(r"\d:\d\d", rest) else found.date().isoformat()
