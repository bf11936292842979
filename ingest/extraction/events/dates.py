# ruff: noqa: SIM905 - word lists are read and mended as text
"""Times in running text: a grammar of the forms that news uses, resolved to ISO 8601.

`find_times` gives every expression with what it says. The forms: "14 July 2024", "July 14, 2024", "14th of July",
"2024-07-14", "12 to 14 November 2019", "28 September to 3 October", "Nov. 20-22", "between 30 July and 3 August 2018",
"November 5 and 6", "July 2024", "last month", "on Thursday", "from Monday to Wednesday this week", "yesterday",
"in 2019", "recently". What the words leave open (a year, a week) is taken from the day of publication; where that is
unknown the expression is returned with no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "january february march april may june july august september october november december".split()
_ABBREVIATIONS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
MONTH_NUMBERS: dict[str, int] = {name: n for n, name in enumerate(_MONTHS, 1)} | _ABBREVIATIONS
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS: dict[str, int] = {name: n for n, name in enumerate(_DAYS)}
_SPELT = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_ORDINALS = {word: n for n, word in enumerate(_SPELT, 1)}

# case matters for "may" and "march": a month is capitalised
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
_YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d)"
_TO = r"\s*(?:to|until|till|through|thru|and|&|[-–—―~])\s*"
_SEP = r",?\s+(?:of\s+)?"
_WD = rf"(?:(?:on\s+)?{_WEEKDAY},?\s+)?"
_THE = r"(?:the\s+)?"
_PART = r"(?:(?:mid|early|late|the\s+end\s+of|the\s+beginning\s+of)[-\s]+)?"


def _day(n: str) -> str:
    return rf"{_THE}(?P<d{n}>{_DAY})"


# every pattern: d1 m1 y1 [d2 m2 y2]; the first that matches at a place wins, so longer forms stand first
_PATTERNS: tuple[str, ...] = (
    rf"(?P<y1>{_YEAR})-(?P<n1>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])(?!\d)",
    rf"(?P<y1>{_YEAR})[/.](?P<n1>0?[1-9]|1[0-2])[/.](?P<d1>0?[1-9]|[12]\d|3[01])(?!\d)",
    rf"(?P<d1>0?[1-9]|[12]\d|3[01])\.(?P<n1>0?[1-9]|1[0-2])\.(?P<y1>{_YEAR})",
    # 28 September [2018] to 3 October 2018
    rf"{_WD}{_day('1')}{_SEP}(?P<m1>{_MONTH})(?:,?\s*(?P<y1>{_YEAR}))?{_TO}{_WD}{_day('2')}{_SEP}(?P<m2>{_MONTH})(?:,?\s*(?P<y2>{_YEAR}))?",
    # September 28[, 2018] to October 3, 2018
    rf"{_WD}(?P<m1>{_MONTH})\s+{_day('1')}(?:,?\s*(?P<y1>{_YEAR}))?{_TO}{_WD}(?P<m2>{_MONTH})\s+{_day('2')}(?:,?\s*(?P<y2>{_YEAR}))?",
    # 3 May to the end of June 2024
    rf"{_WD}{_day('1')}{_SEP}(?P<m1>{_MONTH})(?:,?\s*(?P<y1>{_YEAR}))?\s*(?:to|until|till|through)\s+{_PART}(?P<m2>{_MONTH})(?:,?\s*(?P<y2>{_YEAR}))?(?!\s+\d)",
    # 12 to 14 November 2019
    rf"{_WD}{_day('1')}{_TO}{_WD}{_day('2')}{_SEP}(?P<m1>{_MONTH})(?:,?\s*(?P<y1>{_YEAR}))?",
    # November 12 to 14, 2019
    rf"{_WD}(?P<m1>{_MONTH})\s+{_day('1')}{_TO}{_WD}{_day('2')}(?!\s+{_MONTH})(?:,?\s*(?P<y1>{_YEAR}))?",
    # the slip "22 November 22 2019": the day twice
    rf"{_WD}(?P<d1>{_DAY})\s+(?P<m1>{_MONTH})\s+(?P=d1),?\s+(?P<y1>{_YEAR})",
    rf"{_WD}{_day('1')}{_SEP}(?P<m1>{_MONTH})(?:,?\s*(?P<y1>{_YEAR}))?",
    rf"{_WD}(?P<m1>{_MONTH})\s+{_day('1')}(?:,?\s*(?P<y1>{_YEAR}))?(?!\s*(?:people|students|teachers)\b)",
    # the first Saturday of April / the last Sunday in May 2024
    rf"(?i:the\s+(?P<nth>first|second|third|fourth|last))\s+(?P<w5>{_WEEKDAY})\s+(?:of|in)\s+(?P<m1>{_MONTH})(?:,?\s*(?P<y1>{_YEAR}))?",
    # July to September 2024 / July 2024
    rf"{_PART}(?P<m1>{_MONTH})(?:\s+(?P<y1>{_YEAR}))?{_TO}{_PART}(?P<m2>{_MONTH})(?:,?\s*(?P<y2>{_YEAR}))?",
    rf"(?P<m1>{_MONTH})\s+(?:of\s+)?(?P<ry>last|next|this)\s+year",
    rf"(?P<m1>{_MONTH}),?\s+(?P<y1>{_YEAR})",
    rf"(?P<rel1>last|next|this)\s+(?P<m1>{_MONTH})",
    rf"(?<![\w-])(?P<bare>(?:[Ii]n|[Ss]ince|until|[Bb]y|[Dd]uring|for|of|[Ff]rom|[Bb]efore|[Aa]fter)\s+(?:(?:early|late|mid)[\s-]+)?(?P<m1>{_MONTH}))(?![\w-])",
    rf"(?:from\s+|between\s+)?(?P<w1>{_WEEKDAY}){_TO}(?P<w2>{_WEEKDAY})(?:\s+(?P<rel1>this|last|next)\s+week|,?\s+of\s+(?P<rel2>this|last|next)\s+week)?",
    rf"(?P<rel1>[Ll]ast|[Nn]ext|[Tt]his|coming|past)\s+(?P<w1>{_WEEKDAY})|(?P<w3>{_WEEKDAY})\s+(?P<rel3>last|next|this)\s+week",
    rf"(?<!every )(?<!Every )(?<!each )(?P<w1>{_WEEKDAY})(?!s\b)(?!\s*(?:Club|School|Times|Mass|Night|Market|[A-Z]))",
    r"(?i:\b(?:earlier|later|late|early)\s+(?P<rel1>this|last|next)\s+(?P<unit>month|year))\b",
    r"(?i:\b(?P<ago>a|one|two|three|four|five|six|seven|\d)\s+days?\s+ago)\b",
    r"(?i:the\s+)?(?i:(?P<rel1>last|next|this|past|previous|coming)\s+(?P<unit>week|month|year|weekend|summer|spring|autumn|winter))\b(?!['’]s)",
    r"(?i:\b(?P<word>yesterday|today|tomorrow|tonight(?!\s+(?-i:[A-Z]))|this\s+(?:morning|afternoon|evening)|last\s+night))\b",
    r"(?i:\bthe\s+day\s+(?P<dayword>before\s+yesterday|after\s+tomorrow))\b",
    rf"(?<=[Ii]n )(?P<y1>{_YEAR})(?!\s*(?:[A-Z]|people|students|-))|(?<=[Ss]ince )(?P<y2>{_YEAR})|(?<=[Bb]y )(?P<y3>{_YEAR})(?!\w)",  # noqa: E501
    rf"(?i:(?:spring|summer|autumn|fall|winter)(?:\s+of)?\s+)(?P<y1>{_YEAR})",
    r"(?i:\b(?P<after>the\s+(?:following|next|same|previous)\s+(?:day|morning|evening|afternoon)|that\s+(?:day|evening|morning|afternoon)))\b",
    r"(?i:\b(?P<after>(?:a|one|two|three|four|five|six|seven)\s+days?\s+(?:earlier|later|before|after)|the\s+day\s+(?:before|after)))\b(?!\s+(?:yesterday|tomorrow|the|his|her|its))",
    r"(?i:\b(?P<vague>recently|lately|in\s+recent\s+(?:days|weeks|months)|a\s+few\s+days\s+ago|the\s+other\s+day|earlier\s+this\s+week|"
    r"later\s+this\s+week|soon|currently|these\s+days))\b",
)
_COMPILED = tuple(re.compile(r"(?<![\w/])" + p) for p in _PATTERNS)
# "the 20th", "on the 15th": a day whose month the item told before
_ORDINAL_DAY = re.compile(
    r"(?<=on )the (?P<d1>(?:[12]?\d|3[01])(?:st|nd|rd|th))(?=[\s,.;](?!\w*(?:floor|anniversary|century|birthday)))"
)
_SPELT_DAY = re.compile(
    rf"(?<![\w-])(?i:(?P<spelt>{'|'.join(sorted(_SPELT, key=len, reverse=True))}))\s+of\s+(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR}))?"  # noqa: E501
)


_NAMES = re.compile(rf"\b(?:{_MONTH}|{_WEEKDAY})", re.IGNORECASE)
_REACH = 70  # characters; no form is longer

_NINE_MONTHS, _TEN_MONTHS = 274, 304  # news tells more of what has been than of what is to come
_STEPS = {"following": 1, "next": 1, "same": 0, "previous": -1, "day": 0, "evening": 0, "morning": 0, "afternoon": 0}
_AFTER = re.compile(r"(?:the|that)\s+(\w+)(?:\s+(?:day|morning|evening|afternoon))?$", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(?P<n>a|the|one|two|three|four|five|six|seven)\s+days?\s+(?P<way>earlier|before|later|after)$", re.I
)
_COUNTS = {word: n for n, word in enumerate("one two three four five six seven".split(), 1)}


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression at characters `first` to `last` of the text it was found in.

    start, end: ISO 8601 by precision ("2024-07-14", "2024-07", "2024"), None where the words and `published` do not
    tell.
    """

    first: int
    last: int
    text: str
    start: str | None = None
    end: str | None = None

    @property
    def vague(self) -> bool:
        return self.start is None


def find_times(text: str, published: str | None = None, *, ahead: bool = False) -> list[Time]:
    """All time expressions of a text, in order, none overlapping.

    published: ISO 8601; the date part helps to resolve what the words leave open.
    ahead: the words speak of what is still to come, so that "on Thursday" is the next one, and not the last.
    """
    published = published or _dateline(text)
    base = parse_day(published)
    known_year = base.year if base else _year_of(published)
    found: list[Time] = []
    taken: list[tuple[int, int]] = []
    stretches = _stretches(text)
    for pattern in (_COMPILED[0], _SPELT_DAY, *_COMPILED[1:], _ORDINAL_DAY):
        named = "January" in pattern.pattern or "Wednes" in pattern.pattern
        for m in _matches(pattern, text, stretches if named else [(0, len(text))]):
            if any(m.start() < t and s < m.end() for s, t in taken):
                continue
            start, end = _value(m, base, known_year, ahead)
            taken.append(m.span())
            found.append(Time(m.start(), m.end(), m.group().strip(), start, end))
    carried = _carried(sorted(found, key=lambda t: t.first))
    return carried if published else _years_beside(text, carried)


_LONE_YEAR = re.compile(
    r"(?<![\w./-])(?<!in )(?<!In )(?<!since )(?<!Since )(?<!by )(?<!until )(?<!from )(?<!of )"
    r"((?:19|20)\d\d)(?![\w/-]|\.\d)"
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


def _years_beside(text: str, times: list[Time]) -> list[Time]:
    """Where no day of publication tells the year: that of the sentence ("On 8 May, the 2022 Skills Month began"), else
    that of the last full date before.
    """
    out: list[Time] = []
    for t in times:
        if t.start is None:
            ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, t.first)]
            stop = _SENTENCE_END.search(text, t.last)
            years = set(_LONE_YEAR.findall(text[ends[-1] if ends else 0 : stop.start() if stop else len(text)]))
            before = next((x.start for x in reversed(out) if x.start and len(x.start) == 10), None)
            year = next(iter(years)) if len(years) == 1 else before[:4] if before and not years else None
            told = find_times(t.text, year) if year else []
            value = told[0].start if told else None
            if value and (years or not before or abs(int(value[5:7] or 0) - int(before[5:7])) <= 6):
                t = Time(t.first, t.last, t.text, value, told[0].end)
        out.append(t)
    return out


_DATELINE = re.compile(
    rf"^[^.!?\n]{{0,80}}?,\s+(?:(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})|(?P<d2>{_DAY})\s+(?P<m2>{_MONTH})),?\s+(?P<y1>{_YEAR})"
    r"(?:\s*\([^)]{1,60}\))?\s*(?:--|–|—|-\s)"
)


def _dateline(text: str) -> str | None:
    """The day of "LEEDS, March 1, 2017 (Newswire) -- …": what "today" means in it."""
    m = _DATELINE.match(text)
    if m is None:
        return None
    return _iso(int(m["y1"]), _month(m["m1"] or m["m2"]), _number(m["d1"] or m["d2"]))


def _stretches(text: str) -> list[tuple[int, int]]:
    """The parts of a text around names of months and weekdays: the long patterns are tried nowhere else."""
    out: list[tuple[int, int]] = []
    for m in _NAMES.finditer(text):
        start, end = max(0, m.start() - _REACH), min(len(text), m.end() + _REACH)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _matches(pattern: re.Pattern[str], text: str, stretches: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in stretches:
        yield from pattern.finditer(text, start, end)


def parse_day(text: str | None) -> date | None:
    """The day of an ISO 8601 date or date and time, None where it is less precise or no date."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _year_of(text: str | None) -> int | None:
    m = re.match(r"\d{4}", text or "")
    return int(m.group()) if m else None


def _value(m: re.Match[str], base: date | None, known_year: int | None, ahead: bool) -> tuple[str | None, str | None]:
    g = {k: v for k, v in m.groupdict().items() if v}
    if "vague" in g or "after" in g:
        return None, None
    if "ago" in g:
        count = int(g["ago"]) if g["ago"].isdigit() else _COUNTS.get(g["ago"].lower(), 1)
        return (base - timedelta(days=count)).isoformat() if base else None, None
    if "word" in g or "dayword" in g:
        return _relative_day(g.get("word") or g["dayword"], base), None
    if "unit" in g:
        early = m.group().lower().startswith(("earl", "late"))
        return _relative_unit(g["rel1"].lower(), g["unit"].lower(), base, early), None
    if "w1" in g or "w3" in g:
        return _weekdays(g, base, ahead)
    if "nth" in g:
        return _nth_weekday(g, base, known_year, ahead), None
    if "m1" in g or "n1" in g:
        return _calendar(g, base, known_year, ahead)
    if "d1" in g:  # "on the 15th", resolved by _carry_month or by the month of publication
        return (_iso(base.year, base.month, day) if base and (day := _number(g["d1"]) or 0) <= base.day else None), None
    year = g.get("y1") or g.get("y2") or g.get("y3")
    return year, None


def _calendar(
    g: dict[str, str], base: date | None, known_year: int | None, ahead: bool
) -> tuple[str | None, str | None]:
    m1 = int(g["n1"]) if "n1" in g else _month(g["m1"])
    m2 = _month(g["m2"]) if "m2" in g else m1
    d1 = _ORDINALS[g["spelt"].lower()] if "spelt" in g else _number(g.get("d1"))
    d2 = _number(g.get("d2"))
    y2 = int(g["y2"]) if "y2" in g else None
    y1 = int(g["y1"]) if "y1" in g else y2
    if y1 is not None and "y1" not in g and m2 < m1:  # "28 December to 3 January 2020" begins in 2019
        y1 -= 1
    if y1 is None:
        step = {"last": -1, "next": 1}.get(g.get("ry", ""), 0)
        y1 = _guess_year(m1, d1, base, known_year, g.get("rel1"), ahead)
        if "ry" in g:
            y1 = known_year + step if known_year else None
    if y1 is None:
        return None, None
    if y2 is None:
        y2 = y1 + 1 if m2 < m1 else y1
    start = _iso(y1, m1, d1)
    has_end = d2 is not None or "m2" in g
    end = _iso(y2, m2, d2) if has_end else None
    if end is not None and start is not None and end < start:
        end = None
    return start, end


def _nth_weekday(g: dict[str, str], base: date | None, known_year: int | None, ahead: bool) -> str | None:
    """ "the first Saturday of April": counted from the first day of the month, or back from the last."""
    month = _month(g["m1"])
    year = int(g["y1"]) if "y1" in g else _guess_year(month, None, base, known_year, None, ahead)
    if year is None:
        return None
    first = date(year, month, 1)
    day = first + timedelta(days=(WEEKDAYS[g["w5"].lower()] - first.weekday()) % 7)
    days = [d for k in range(5) if (d := day + timedelta(weeks=k)).month == month]
    return days[-1 if g["nth"].lower() == "last" else _ORDINALS[g["nth"].lower()] - 1].isoformat()


def _guess_year(
    month: int, day: int | None, base: date | None, known_year: int | None, rel: str | None, ahead: bool
) -> int | None:
    """The year of publication, but for what is told across the turn of a year: "28 December" on 3 January is last
    year's.
    """
    if base is None:
        return known_year
    if rel in ("last", "next"):
        step = -1 if rel == "last" else 1
        wrong_side = month >= base.month if rel == "last" else month <= base.month
        return base.year + step if wrong_side else base.year
    distance = (month - base.month) * 30.4 + ((day or 15) - base.day)
    if distance > _NINE_MONTHS:
        return base.year - 1
    if distance < -_TEN_MONTHS or (ahead and distance < -14):
        return base.year + 1
    return base.year


def _weekdays(g: dict[str, str], base: date | None, ahead: bool) -> tuple[str | None, str | None]:
    if base is None:
        return None, None
    rel = (g.get("rel1") or g.get("rel2") or g.get("rel3") or "").lower()
    monday = base - timedelta(days=base.weekday())
    first = WEEKDAYS[(g.get("w1") or g["w3"]).lower()]
    if "w2" in g or "w3" in g:
        shift = {"last": -7, "next": 7}.get(rel, 0)
        start = monday + timedelta(days=first + shift)
        if not rel and start > base and not ahead:
            start -= timedelta(days=7)
        if not rel and start < base and ahead:
            start += timedelta(days=7)
        if "w2" not in g:
            return start.isoformat(), None
        span = (WEEKDAYS[g["w2"].lower()] - first) % 7
        return start.isoformat(), (start + timedelta(days=span)).isoformat()
    if rel in ("next", "coming") or (ahead and not rel):
        return (base + timedelta(days=(first - base.weekday() - 1) % 7 + 1)).isoformat(), None
    back = (base.weekday() - first) % 7
    if rel == "this":
        return (monday + timedelta(days=first)).isoformat(), None
    if rel and not back:
        back = 7
    return (base - timedelta(days=back)).isoformat(), None


def _relative_day(word: str, base: date | None) -> str | None:
    if base is None:
        return None
    word = " ".join(word.lower().split())
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}.get(word, 0)
    return (base + timedelta(days=shift)).isoformat()


def _relative_unit(rel: str, unit: str, base: date | None, early: bool = False) -> str | None:
    if base is None or unit in ("week", "weekend"):
        return None
    if unit not in ("month", "year"):  # a season: no finer than its year
        return str(base.year) if rel == "this" else None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(rel, 0)
    if unit == "year":
        return str(base.year + step) if step or early else None
    if not step:
        return f"{base.year}-{base.month:02}"
    month = base.year * 12 + base.month - 1 + step
    return f"{month // 12}-{month % 12 + 1:02}"


def _carried(times: list[Time]) -> list[Time]:
    """What rests on the last full date before: "on the 15th" takes its month, "the following day" counts from it."""
    out: list[Time] = []
    for t in times:
        if t.start is None and (step := _step(t.text)) is not None:
            before = next((x for x in reversed(out) if x.start and len(x.start) == 10), None)
            if before and before.start:
                shifted = date.fromisoformat(before.start) + timedelta(days=step)
                t = Time(t.first, t.last, t.text, shifted.isoformat())
        elif t.text.startswith("the ") and t.start is None and (d := re.search(r"\d+", t.text)):
            before = next((x for x in reversed(out) if x.start and len(x.start) == 10), None)
            if before and before.start:  # the month
                t = Time(t.first, t.last, t.text, _iso(int(before.start[:4]), int(before.start[5:7]), int(d.group())))
        out.append(t)
    return out


def _step(text: str) -> int | None:
    """Days from the date told before: "the following day" 1, "that evening" 0, "two days earlier" -2."""
    if m := _AFTER.match(text):
        return _STEPS.get(m[1].lower())
    if m := _DISTANCE.match(text):
        return _COUNTS.get(m["n"].lower(), 1) * (-1 if m["way"].lower() in ("earlier", "before") else 1)
    return None


def _month(word: str) -> int:
    return MONTH_NUMBERS[word.lower().rstrip(".")]


def _number(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _iso(year: int, month: int, day: int | None) -> str | None:
    """The date as precise as it is given; None where there is no such day."""
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
