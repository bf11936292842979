"""Dates of publication: what is stated, and nothing that is guessed."""

from __future__ import annotations

import pytest

from newsgraph.ingest.sources.dates import iso_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-07-16", "2024-07-16"),
        ("2024/7/6", "2024-07-06"),
        ("2024-07", "2024-07"),
        ("2024", "2024"),
        ("16 July 2024", "2024-07-16"),
        ("July 16, 2024", "2024-07-16"),
        ("Tuesday, 16th July 2024", "2024-07-16"),
        ("Published on: 16 Jul 2024", "2024-07-16"),
        ("July 2024", "2024-07"),
        ("16 juillet 2024", "2024-07-16"),
        ("2024年7月16日", "2024-07-16"),
        ("发布时间:2024-07-16", "2024-07-16"),
        ("日期\uff1a2024年7月6日", "2024-07-06"),
        ("16/07/2024", "2024-07-16"),
        ("07/16/2024", "2024-07-16"),
        ("05/05/2024", "2024-05-05"),
        ("Tue, 16 Jul 2024 10:30:00 +0800", "2024-07-16T10:30:00+08:00"),
        ("2024-07-16T23:30:00Z", "2024-07-16T23:30:00+00:00"),
        ("2024-07-16 10:30", "2024-07-16T10:30:00"),
    ],
)
def test_stated(written: str, date: str) -> None:
    assert iso_date(written) == date


@pytest.mark.parametrize(
    "written",
    [
        None, "", "yesterday", "Monday", "16 July", "2024-02-31", "31/04/2024", "03/04/2024", "1721088000",
        "Spring 2024", "10 July 2024 to 12 July 2024", "Q3 2024 results", "12:30", "x" * 5000,
        "٢٠٢٤-١٣-٠١", "2024-07-16T99:99",
        "Mon, 99 Jul 2024 10:30:00", "0000-01-01",
    ],
)  # fmt: skip
def test_not_stated(written: str | None) -> None:
    assert iso_date(written) is None


def test_order_of_day_and_month_when_told() -> None:
    assert iso_date("03/04/2024", day_first=True) == "2024-04-03"
    assert iso_date("03/04/2024", day_first=False) == "2024-03-04"
    assert iso_date("2024-04-03", day_first=False) == "2024-04-03"
