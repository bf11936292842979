"""The grammar of dates: every form of the annotation guide, and what must not be taken for a date."""

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction.events.dates import find_times, parse_day

FRIDAY = "2023-10-20"

SINGLE = [
    ("It opened on 14 July 2024.", "2024-07-14", None),
    ("It opened on July 14, 2024, in heavy rain.", "2024-07-14", None),
    ("It opened on the 14th of July 2024.", "2024-07-14", None),
    ("It opened on 2024-07-14.", "2024-07-14", None),
    ("It opened on 13.05.2022.", "2022-05-13", None),
    ("It opened on the first of May 2020.", "2020-05-01", None),
    ("from 12 to 14 November 2019", "2019-11-12", "2019-11-14"),
    ("12–14 November 2019", "2019-11-12", "2019-11-14"),
    ("from Nov. 20 to 22, 2018", "2018-11-20", "2018-11-22"),
    ("between 30 July and 3 August 2018", "2018-07-30", "2018-08-03"),
    ("from 28 September to 3 October 2021", "2021-09-28", "2021-10-03"),
    ("from 30 December 2021 to 2 January 2022", "2021-12-30", "2022-01-02"),
    ("from 28 December to 3 January 2020", "2019-12-28", "2020-01-03"),
    ("on 5 and 6 November 2020", "2020-11-05", "2020-11-06"),
    ("22 November 22 2019", "2019-11-22", None),
    ("in October 2025", "2025-10", None),
    ("from July to September 2024", "2024-07", "2024-09"),
    ("in 2019", "2019", None),
    ("in the summer of 2019", "2019", None),
]


@pytest.mark.parametrize("text,start,end", SINGLE)
def test_dates_that_say_all(text: str, start: str, end: str | None) -> None:
    (time,) = find_times(text)
    assert (time.start, time.end) == (start, end)
    assert text[time.first : time.last].strip() == time.text


RELATIVE = [  # told on Friday, 20 October 2023
    ("on 8 March", "2023-03-08"),
    ("on 5 January", "2023-01-05"),
    ("yesterday", "2023-10-19"),
    ("last Friday", "2023-10-13"),
    ("on Tuesday", "2023-10-17"),
    ("Last Monday", "2023-10-16"),
    ("last month", "2023-09"),
    ("next month", "2023-11"),
    ("last year", "2022"),
    ("on Thursday, 12 October", "2023-10-12"),
    ("on the 15th, it rained", "2023-10-15"),
]


@pytest.mark.parametrize("text,start", RELATIVE)
def test_what_the_words_leave_open_comes_from_the_day_of_publication(text: str, start: str) -> None:
    (time,) = find_times(text, FRIDAY)
    assert (time.start, time.end) == (start, None)


def test_across_the_turn_of_a_year() -> None:
    assert find_times("on 28 December", "2024-01-03")[0].start == "2023-12-28"
    assert find_times("on 5 January", "2023-12-28")[0].start == "2024-01-05"


def test_ahead_means_the_next_one() -> None:
    assert find_times("on Tuesday", FRIDAY, ahead=True)[0].start == "2023-10-24"
    assert find_times("on 8 March", FRIDAY, ahead=True)[0].start == "2024-03-08"


def test_a_week_by_its_days() -> None:
    (time,) = find_times("from Monday to Wednesday this week", FRIDAY)
    assert (time.start, time.end) == ("2023-10-16", "2023-10-18")


def test_the_following_day_counts_from_the_date_before() -> None:
    first, second = find_times("On 31 May 2021 they met; the following day they signed.")
    assert (first.start, second.start) == ("2021-05-31", "2021-06-01")


@pytest.mark.parametrize("text", ["Recently, the college", "on 8 March", "last Friday", "yesterday", "in May"])
def test_no_date_is_invented(text: str) -> None:
    (time,) = find_times(text)
    assert time.start is None
    assert time.vague


@pytest.mark.parametrize(
    "text",
    [
        "The 20th National Congress",
        "2020 National Lifelong Learning Week",
        "You may march with 20 to 25 people",
        "every Friday",
        "It cost 2,019 pounds and 14.5 million",
        "room 12 of building 3",
        "a 3-1 win",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_times(text, FRIDAY) == []


def test_a_day_that_does_not_exist_has_no_value() -> None:
    assert find_times("on 31 June 2020")[0].start is None


def test_day_of_a_date_and_time() -> None:
    day = parse_day("2023-10-20T08:00:00+08:00")
    assert day is not None
    assert day.isoformat() == FRIDAY
    assert parse_day("2023") is None
    assert parse_day(None) is None
