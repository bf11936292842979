"""How alike two events of different items are, and whether that is enough to take them for one.

Likeness is a sum: a point for each participant that both name, and for the place; more for what tells one event from
another: a programme, a title in quotation marks, words of the label, words of the sentences; less for what each names
otherwise. What is enough depends on how well the dates agree (`ENOUGH`), and wherever they do not agree to the day,
`topic` (the part that tells what the event was about) must be enough by itself.
"""

from __future__ import annotations

from typing import NamedTuple

from newsgraph.ingest.resolution.nodes import Reason
from newsgraph.ingest.resolution.told import DONOR, RECIPIENT, Areas, Told, ordinal, word_hash
from newsgraph.ingest.resolution.words import FAMILIES

WINDOW = 45  # days between the publications of two items that tell of one undated event
# likeness that is enough: the same day, a day within the other's month or year, one or both undated,
# the same and nothing tells when the items were published
ENOUGH = {"day": 3.0, "period": 3.0, "near": 3.0, "unknown": 4.5}
TOPIC = {"day": 0.0, "period": 1.0, "near": 1.0, "unknown": 1.5}
GIVEN = frozenset({"Donation", "Award", "Appointment"})
BETWEEN = GIVEN | {"Signing", "Visit"}  # who does it with whom is what it is about
SOON, LATE = 14, 0.75  # an undated report is seldom later than so many days; if so, so much more is needed
IN_TEXT = 1.25
OTHER_TYPE = 1.0  # so much more is needed where the types are of different families
OTHERWISE = 2.0  # so much more where as many respects are told otherwise as alike
DOUBT = 0.75  # so much less makes two events possibly the same


class Likeness(NamedTuple):
    """points: in all. topic: of which for what it was about. dates: a key of `ENOUGH`."""

    points: float
    topic: float
    dates: str
    reason: Reason


def types_agree(a: str, b: str) -> bool:
    return a == b or "Activity" in (a, b) or any(a in f and b in f for f in FAMILIES)


def dates_agree(a: Told, b: Told) -> bool:
    """The same date as far as both tell: 2024-07 and 2024-07-14 do, two different days do not.

    Days that overlap agree, too: an item may tell of the second day of three, or not count the day of arrival.
    """
    if not a.start or not b.start or a.start.startswith(b.start) or b.start.startswith(a.start):
        return True
    return len(a.start) == len(b.start) == 10 and a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


def compatible(a: Told, b: Told, areas: Areas) -> bool:
    """Whether nothing in the two contradicts that they are one."""
    if not dates_agree(a, b):
        return False
    if a.places and b.places and not share_place(a, b, areas):
        known = {p in areas.placed for p in (*a.places, *b.places)}
        if len(known) == 1:  # else one tells the house and the other the town
            return False
    for mine, theirs in zip(_editions(a), _editions(b), strict=True):  # the third session, the fourth
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    if a.type in GIVEN and b.type in GIVEN:  # another gift, another prize
        for role in (DONOR, RECIPIENT):
            mine_, theirs_ = a.of_role(role), b.of_role(role)
            if mine_ and theirs_ and not _related(mine_, theirs_, areas):
                return False
    return True


def _editions(e: Told) -> tuple[set[str], set[str]]:
    """Ordinals and years among the words of the label."""
    years = {w for w in e.words if len(w) == 4 and w.isdigit() and w[:2] in ("19", "20")}
    return {w for w in e.words if w[0] == "#"}, years


def share_place(a: Told, b: Told, areas: Areas) -> bool:
    """Whether a place of one is, or lies in, a place of the other."""
    if a.places == b.places:
        return bool(a.places)
    if not (areas.around(a.places).isdisjoint(b.places) and areas.around(b.places).isdisjoint(a.places)):
        return True
    same = areas.namesakes  # an item seldom tells which of two towns of one name it means
    return any(x in same and same[x] == same.get(y) for x in a.places for y in b.places)


def likeness(a: Told, b: Told, areas: Areas) -> Likeness | None:
    """How alike two compatible events are; None where they share nothing or were told at other times."""
    dates = _dates(a, b)
    if dates is None:
        return None
    agents = len(a.agents() & b.agents())
    place = share_place(a, b, areas)
    programmes = len(set(a.programmes).intersection(b.programmes))
    titles = len(set(a.titles).intersection(b.titles))
    about = len(set(a.about).intersection(b.about))
    beside = _beside(a, b)
    if not (agents or place or programmes or titles or about or beside):
        return None
    appointed = a.type == b.type == "Appointment" and bool(a.of_role(RECIPIENT) & b.of_role(RECIPIENT))
    mine, theirs = a.text_words(), b.text_words()
    label, text = _label(a, b, mine, theirs), _text(mine, theirs)
    acting = 0.25 * min(2, len(set(a.roles).intersection(b.roles)))
    if label > 1.0 and not _editions(a)[0].isdisjoint(_editions(b)[0]):
        label += 2.0  # "the first English speaking contest" is a name
    if acting == 0.5 and a.type == b.type and a.type in BETWEEN:
        acting = 1.0
    topic = 1.5 * programmes + 1.5 * about + 2.0 * min(titles, 2) + label + text + acting + 2.5 * appointed
    points = topic + agents + place + min(1.5, beside)
    points += 0.5 * (a.type == b.type) + 0.5 * (bool(a.end) and a.end == b.end)
    conflicts = _conflicts(a, b, areas)
    points -= conflicts
    if conflicts and conflicts >= agents + place + programmes + 2 * titles:
        points -= OTHERWISE
    if not types_agree(a.type, b.type):
        points -= OTHER_TYPE
    if dates == "near" and topic < 1.5 and (_gap(a, b) or 0) > SOON:
        points -= LATE
    return Likeness(points, topic, dates, _reason(dates, agents + place + programmes, titles, label, text, appointed))


def _dates(a: Told, b: Told) -> str | None:
    if a.start and b.start:
        return "day" if a.start == b.start and len(a.start) == 10 else "period"
    near = _near(a, b)
    return "unknown" if near is None else "near" if near else None


def _near(a: Told, b: Told) -> bool | None:
    """Whether the items may tell of one time; None where that is not known."""
    gap = _gap(a, b)
    return None if gap is None else gap <= WINDOW


def _gap(a: Told, b: Told) -> int | None:
    """The fewest days between a date of one (of the event, of the item) and one of the other."""
    mine, theirs = ([d for d in (ordinal(e.start), e.published) if d is not None] for e in (a, b))
    return min((abs(x - y) for x in mine for y in theirs), default=None)


def _beside(a: Told, b: Told) -> float:
    """Points for nodes that both name where they tell of it: half a one where both do so in passing, else more."""
    mine, theirs = {*a.beside, *a.about}, {*b.beside, *b.about}
    acting_a, acting_b = a.agents() | {*a.places, *a.programmes}, b.agents() | {*b.places, *b.programmes}
    return 0.5 * len(mine & theirs) + 0.75 * (len(mine & acting_b) + len(theirs & acting_a))


def _label(a: Told, b: Told, mine: set[int], theirs: set[int]) -> float:
    """Points for the words of the labels: 1.5 where the shorter is in the other, less than 0 where they share none.

    mine, theirs: words of the sentences; a label whose words are all in the other's sentences is nearly as good.
    """
    found = _labels(a, b)
    if found < IN_TEXT and (_told_in(a, theirs) or _told_in(b, mine)):
        return IN_TEXT
    return found


def _told_in(e: Told, sentences: set[int]) -> bool:
    return len(e.words) > 1 and all(word_hash(w) in sentences for w in e.words if w[0] != "#")


def _labels(a: Told, b: Told) -> float:
    if len(a.words) < 2 and a.words != b.words:
        return 0.75 if a.words and set(a.words) <= set(b.words) else 0.0
    common = len(set(a.words).intersection(b.words))
    if not common:
        return -0.5 if min(len(a.words), len(b.words)) > 1 else 0.0
    return 1.5 * common / min(len(a.words), len(b.words)) * (1.0 if common > 1 else 0.5)


def _text(mine: set[int], theirs: set[int]) -> float:
    """Points for the words of the sentences: none for a tenth in common, 2 for half."""
    least = min(len(mine), len(theirs))
    common = len(mine & theirs)
    if least < 4 or common < 2:
        return 0.0
    return max(0.0, min(2.0, 5.0 * (common / least - 0.1)))


def _conflicts(a: Told, b: Told, areas: Areas) -> int:
    """In how many respects both name somebody or something, but never the same: roles, programmes, themes."""
    named = {r & 7 for r in a.roles} & {r & 7 for r in b.roles}
    programmes = bool(a.programmes and b.programmes and set(a.programmes).isdisjoint(b.programmes))
    themes = bool(a.theme and b.theme and a.theme != b.theme)
    return sum(not _related(a.of_role(r), b.of_role(r), areas) for r in named) + programmes + themes


def _related(mine: set[int], theirs: set[int], areas: Areas) -> bool:
    """Whether some are the same, or one is a unit of the other: the faculty may stand for the university."""
    if not mine.isdisjoint(theirs):
        return True
    return any(y in areas.above.get(x, ()) or x in areas.above.get(y, ()) for x in mine for y in theirs)


_DATES = {
    "day": "the same day",
    "period": "dates that agree",
    "near": "one tells no date, published within 45 days",
    "unknown": "one tells no date",
}


def _reason(dates: str, shared: int, titles: int, label: float, text: float, appointed: bool) -> Reason:
    words = [_DATES[dates]]
    if appointed:
        words.append("the same person is appointed")
    if shared:
        words.append(f"{shared} arguments are shared" if shared != 1 else "1 argument is shared")
    if titles:
        words.append("the same title or theme")
    if label >= 0.75:
        words.append("like labels")
    if text >= 1.0:
        words.append("like words")
    kind = "appointment" if appointed else "time" if dates in ("day", "period") else "undated"
    return Reason(kind, ", ".join(words))


def enough(x: Likeness) -> bool:
    """Whether two events are taken for one; a little less of a topic is enough where much else is shared."""
    more, topic = x.points - ENOUGH[x.dates], x.topic - TOPIC[x.dates]
    return more >= 0 and (topic >= 0 or (topic >= -0.25 and more >= 0.75))


def doubtful(x: Likeness) -> bool:
    """Whether two events are nearly enough alike for a person to look at."""
    return not enough(x) and x.topic >= 0.5 and x.points >= ENOUGH[x.dates] - DOUBT
