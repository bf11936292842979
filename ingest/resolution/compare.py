"""How alike two events of different items are, and whether that is enough to take them for one.

Likeness is a sum: a point for each participant that both name, and for the place; more for what tells one event from
another: a programme, a title in quotation marks, words of the label, words of the sentences; less for what each names
otherwise. What is enough depends on how well the dates agree (`ENOUGH`), and wherever they do not agree to the day,
`topic` (the part that tells what the event was about) must be enough by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsgraph.ingest.resolution.nodes import Reason
from newsgraph.ingest.resolution.told import DONOR, RECIPIENT, WINDOW, Areas, Told, word_hash
from newsgraph.ingest.resolution.words import FAMILIES

# likeness that is enough: the same day, a day within the other's month or year, one or both undated,
# the same and nothing tells when the items were published
ENOUGH = {"day": 3.0, "period": 3.0, "near": 3.0, "unknown": 4.5}
TOPIC = {"day": 0.0, "period": 1.0, "near": 1.0, "unknown": 1.5}
GIVEN = frozenset({"Donation", "Award", "Appointment"})
BETWEEN = GIVEN | {"Signing", "Visit"}  # who does it with whom is what it is about
SOON, LATE = 14, 1.0  # an undated report is seldom later than so many days; if so, so much more is needed
IN_TEXT, OTHER_TOPIC = 1.25, -1.5  # points for a label's words in the other's sentences: all of them, none
MOST_WORDED = 5.5  # points that words can give
OTHER_TYPE = 1.0  # so much more is needed where the types are of different families
UNSHARED = 1.0  # so much more where nothing is shared but names in passing
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
    if a.places and b.places and a.places != b.places and not share_place(a, b, areas):
        known = {p in areas.placed for p in (*a.places, *b.places)}
        if len(known) == 1:  # else one tells the house and the other the town
            return False
    if a.editions and b.editions and not _one_edition(a.editions, b.editions):
        return False
    if a.type in GIVEN and b.type in GIVEN:  # another gift, another prize
        for role in (DONOR, RECIPIENT):
            mine, theirs = a.of_role(role), b.of_role(role)
            if mine and theirs and not _related(mine, theirs, areas):
                return False
    return True


def _one_edition(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether ordinals agree, and years, as far as both are told: not the third session and the fourth."""
    for ordinals in (True, False):
        x, y = ({e for e in told if (e[0] == "#") is ordinals} for told in (mine, theirs))
        if x and y and x.isdisjoint(y):
            return False
    return True


def share_place(a: Told, b: Told, areas: Areas) -> bool:
    """Whether a place of one is, or lies in, a place of the other."""
    if a.places == b.places:
        return bool(a.places)
    if not a.places or not b.places:
        return False
    if not (areas.around(a.places).isdisjoint(b.places) and areas.around(b.places).isdisjoint(a.places)):
        return True
    same = areas.namesakes  # an item seldom tells which of two towns of one name it means
    return any(x in same and same[x] == same.get(y) for x in a.places for y in b.places)


def likeness(a: Told, b: Told, areas: Areas) -> Likeness | None:
    """How alike two compatible events are; None where it is far from enough, or they were told at other times."""
    dates = _dates(a, b)
    if dates is None:
        return None
    agents, place = len(a.agents() & b.agents()), share_place(a, b, areas)
    programmes, titles, about = (
        _common(a.programmes, b.programmes),
        _common(a.titles, b.titles),
        _common(a.about, b.about),
    )
    beside = _beside(a, b)
    shared = agents + place + programmes
    if not (shared or titles or about or beside):
        return None
    appointed = a.type == b.type == "Appointment" and bool(a.of_role(RECIPIENT) & b.of_role(RECIPIENT))
    acting = 0.25 * min(2, _common(a.roles, b.roles))
    if acting == 0.5 and a.type == b.type and a.type in BETWEEN:
        acting = 1.0
    topic = 1.5 * programmes + 1.5 * about + 2.0 * min(titles, 2) + acting + 2.5 * appointed
    other = agents + place + min(1.5, beside) + 0.5 * (a.type == b.type) + 0.5 * (bool(a.end) and a.end == b.end)
    conflicts = _conflicts(a, b, areas)
    other -= conflicts
    if conflicts and conflicts >= shared + 2 * titles:
        other -= OTHERWISE
    if not types_agree(a.type, b.type):
        other -= OTHER_TYPE
    if topic + other + MOST_WORDED < ENOUGH[dates] - DOUBT:
        return None
    mine, theirs = a.text_words(), b.text_words()
    mine, theirs = mine - areas.common, theirs - areas.common
    label, text = _label(a, b, mine, theirs), _text(mine, theirs)
    if label > 1.0 and any(e[0] == "#" for e in set(a.editions).intersection(b.editions)):
        label += 2.0  # "the first English speaking contest" is a name
    if not (shared or titles or about or label > 1.5):
        other -= UNSHARED
    named = label >= 1.5 and _common(a.words, b.words) > 2
    if dates == "near" and not (named or titles) and _gap(a, b) > SOON:
        other -= LATE
    topic += label + text
    return Likeness(topic + other, topic, dates, _reason(dates, shared, titles, label, text, appointed))


def _pairs(a: Told, b: Told) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    yield a.programmes, b.programmes
    yield a.about, b.about
    yield a.titles, b.titles


def _common(a: tuple[int, ...] | tuple[str, ...], b: tuple[int, ...] | tuple[str, ...]) -> int:
    return len(set(a).intersection(b)) if a and b else 0


def _dates(a: Told, b: Told) -> str | None:
    if a.start and b.start:
        return "day" if a.start == b.start and len(a.start) == 10 else "period"
    if not (a.day or a.published) or not (b.day or b.published):
        return "unknown"
    return "near" if _gap(a, b) <= WINDOW else None


def _gap(a: Told, b: Told) -> int:
    """The fewest days between a date of one (of the event, of the item) and one of the other; each has one."""
    return min(abs(x - y) for x in (a.day, a.published) if x for y in (b.day, b.published) if y)


def _beside(a: Told, b: Told) -> float:
    """Points for nodes that both name where they tell of it: half a one where both do so in passing, else more."""
    mine, theirs = {*a.beside, *a.about}, {*b.beside, *b.about}
    acting_a, acting_b = a.agents() | {*a.places, *a.programmes}, b.agents() | {*b.places, *b.programmes}
    return 0.5 * len(mine & theirs) + 0.75 * (len(mine & acting_b) + len(theirs & acting_a))


def _label(a: Told, b: Told, mine: set[int], theirs: set[int]) -> float:
    """Points for the words of the labels: 1.5 where the shorter is in the other.

    mine, theirs: words of the sentences. A label whose words are all in the other's sentences is nearly as good; points
    are lost where neither label has a word that the other item has, too: it tells of something else.
    """
    x, y = set(a.words), set(b.words)
    common, least = len(x & y), min(len(x), len(y))
    in_text = max(_told_in(a, theirs), _told_in(b, mine))
    if least > 1 and not common:
        return IN_TEXT if in_text == 1.0 else OTHER_TOPIC if in_text == 0.0 else -0.5
    if least < 2 and x != y:
        found = 0.75 if least and (x <= y or y <= x) else 0.0
    else:
        found = 1.5 * common / least * (1.0 if common > 1 else 0.5) if least else 0.0
    return max(found, IN_TEXT) if in_text == 1.0 else found


def _told_in(e: Told, sentences: set[int]) -> float:
    """The part of the label's words that is in the other's sentences; 0 for a label of one word."""
    words = [w for w in e.words if w[0] != "#"]
    return sum(word_hash(w) in sentences for w in words) / len(words) if len(words) > 1 else 0.0


def _text(mine: set[int], theirs: set[int]) -> float:
    """Points for the words of the sentences: none for a tenth in common, 2 for half."""
    least = min(len(mine), len(theirs))
    common = len(mine & theirs)
    if least < 4 or common < 2:
        return 0.0
    return max(0.0, min(2.0, 5.0 * (common / least - 0.1)))


def _conflicts(a: Told, b: Told, areas: Areas) -> int:
    """In how many respects both name somebody or something, but never the same: roles, programmes, themes."""
    programmes = bool(a.programmes and b.programmes and set(a.programmes).isdisjoint(b.programmes))
    themes = bool(a.theme and b.theme and a.theme != b.theme)
    if a.roles == b.roles:
        return programmes + themes
    named = {r & 7 for r in a.roles} & {r & 7 for r in b.roles}
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
