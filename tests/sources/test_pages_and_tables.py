"""Pages: where the date is taken from, what is left out; tables: what a stray quote does."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources import ReadOptions, read_sources

BODY = (
    "<h1>Herons Return</h1>{date}<p>Herons have returned to the weir at Millford for the first time in years.</p>"
    "<p>The Riverside Institute counted nine pairs there, its director said.</p>"
)


def article(tmp_path: Path, *, head: str = "", date: str = "", day_first: bool | None = None) -> NewsItem:
    path = tmp_path / "page.html"
    body = f"<body><main>{BODY.format(date=date)}</main></body>"
    page = f"<html><head><title>Herons Return</title>{head}</head>{body}</html>"
    path.write_text(page, encoding="utf-8")
    (found,) = read_sources([str(path)], options=ReadOptions(day_first=day_first))
    assert isinstance(found, NewsItem), found
    return found


@pytest.mark.parametrize(
    ("head", "date", "published"),
    [
        ('<meta property="article:published_time" content="2024-05-06T10:00+08:00">', "", "2024-05-06T10:00:00+08:00"),
        ('<meta name="DC.Date" content="2024-05-06">', "", "2024-05-06"),
        ('<script type="application/ld+json">{"datePublished": "2024\\u002d05-06"}</script>', "", "2024-05-06"),
        ("", '<time datetime="2024-05-06">Monday</time>', "2024-05-06"),
        ("", '<p class="post-date">Posted on 6 May 2024 by the office</p>', "2024-05-06"),
        ("", '<span id="pubTime">发布时间:2024年5月6日</span>', "2024-05-06"),
        ("", '<p class="date">03/04/2024</p>', None),
        ("", '<p class="date">yesterday</p>', None),
        ("", "", None),
    ],
)  # fmt: skip
def test_date_of_an_article(tmp_path: Path, head: str, date: str, published: str | None) -> None:
    assert article(tmp_path, head=head, date=date).published == published


def test_ambiguous_date_when_its_order_is_told(tmp_path: Path) -> None:
    assert article(tmp_path, date='<p class="date">03/04/2024</p>', day_first=True).published == "2024-04-03"


def test_text_of_an_article(tmp_path: Path) -> None:
    item = article(tmp_path, date='<p class="date">6 May 2024</p>')
    assert item.title == "Herons Return"
    assert item.text == (
        "Herons have returned to the weir at Millford for the first time in years.\n"
        "The Riverside Institute counted nine pairs there, its director said."
    )
    assert item.url is None


def test_article_by_name_from_a_page_that_looks_like_a_list() -> None:
    listing = str(Path(__file__).parent / "golden" / "cards.html")
    (whole,) = read_sources([listing], options=ReadOptions(format="html-article"))
    assert isinstance(whole, NewsItem)
    assert "The choir won a prize in Lanzhou on 1 May 2024." in whole.text
    assert len(list(read_sources([listing], options=ReadOptions(format="html-listing")))) == 3


def test_list_by_name_from_a_page_without_one(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>No links at all in here.</p>")
    (bad,) = read_sources([str(path)], options=ReadOptions(format="html-listing"))
    assert isinstance(bad, Rejected)
    assert (bad.why, bad.raw) == ("nothing in the page: no list of links found", "<p>No links at all in here.</p>")


def test_table_with_a_stray_quote_goes_on_with_the_next_record(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"A "quoted" word."\n2,Fine.\n\n3,"Lines\n\nin it."\n')
    bad, fine, long = read_sources([str(path)])
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.raw) == (2, '1,"A "quoted" word."\n')
    assert bad.why.startswith("broken record")
    assert isinstance(fine, NewsItem)
    assert isinstance(long, NewsItem)
    assert [(fine.id, fine.line, fine.text), (long.id, long.line, long.text)] == [
        ("2", 3, "Fine."),
        ("3", 5, "Lines\n\nin it."),
    ]
