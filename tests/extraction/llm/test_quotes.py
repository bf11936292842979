"""Quotes, sentences and dates against an item's own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.ingest.extraction.llm.quotes import Quotes
from newsgraph.ingest.extraction.llm.sentences import Sentences, split
from newsgraph.ingest.extraction.llm.times import Calendar, iso
from newsgraph.ingest.model import NewsItem, Span


def found(text: str, quote: str, title: str | None = None) -> list[str]:
    item = NewsItem(id="x", text=text, title=title)
    return [s.of(item) for s in Quotes(item).find_all(quote)]


@pytest.mark.parametrize(
    "text, quote, words",
    [
        ("She gave a talk.", "gave a talk", ["gave a talk"]),
        ("She gave\n   a\u00a0talk.", "gave a talk", ["gave\n   a\u00a0talk"]),
        ("She gave a talk.", "gave  a\ntalk", ["gave a talk"]),
        ("the “Rising” plan – it’s on", '"Rising" plan - it\'s', ["“Rising” plan – it’s"]),
        ('the "Rising" plan', "“Rising” plan", ['"Rising" plan']),
        ("co\u00adopera\u200btion began", "cooperation began", ["co\u00adopera\u200btion began"]),
        ("Cafe\u0301 Rouge opened", "Caf\u00e9 Rouge", ["Cafe\u0301 Rouge"]),
        ("Ｔｙｎｅ　Gallery", "Tyne Gallery", ["Ｔｙｎｅ　Gallery"]),
        ("It was held.", "it was Held", ["It was held"]),
        ("It was held.", " “It was held!” ", ["It was held"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("in party mood", "art", []),
        ("the art of art", "art", ["art", "art"]),
        ("Hunan2 and Hunan", "Hunan", ["Hunan"]),
        ("昨日国家开放大学举行", "国家开放大学", ["国家开放大学"]),
        ("She gave a talk.", "gave the talk", []),
        ("She gave a fine talk. Others gave talks.", "gave … talk", ["gave a fine talk"]),
        ("She gave a talk.", "talk … gave", []),
        ("gave " + "word " * 60 + "talk", "gave … talk", []),
        ("gave a talk", "gave … speech", []),
        ("a. b", ".", []),
        ("a", "", []),
        ("a", "\x00", []),
    ],
)
def test_a_quote_is_found_as_the_item_words_it(text: str, quote: str, words: list[str]) -> None:
    assert found(text, quote) == words


def test_the_text_goes_before_the_title_and_exact_before_alike() -> None:
    item = NewsItem(id="x", title="opens Hall", text="Opens hall. It opens  Hall")
    assert Quotes(item).find("opens Hall") == Span(start=0, end=10, part="title")  # exact
    assert Quotes(item).find("Opens Hall") == Span(start=0, end=10)  # alike: text first


def test_names_everywhere_in_capitals_too_but_who_is_not_who() -> None:
    item = NewsItem(id="x", title="TYNE GALLERY AND WHO OPEN HALL", text="Those who know the Tyne\nGallery, the WHO.")
    quotes = Quotes(item)
    assert [s.of(item) for s in quotes.everywhere("Tyne Gallery")] == ["TYNE GALLERY", "Tyne\nGallery"]
    assert [s.of(item) for s in quotes.everywhere("WHO")] == ["WHO", "WHO"]


@settings(deadline=None)  # the first sentence loads spaCy's rules
@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 20))
def test_any_whole_words_of_any_text_are_found_where_they_are(text: str, start: int, length: int) -> None:
    item = NewsItem(id="x", text=text)
    for span in Quotes(item).find_all(text[start : start + length]):
        assert 0 <= span.start < span.end <= len(text)
        assert Sentences(item).around(span).start <= span.start < span.end <= Sentences(item).around(span).end


@pytest.mark.parametrize(
    "text, sentences",
    [
        ("Dr. Li spoke at 3 p.m. on Monday. He left.", ["Dr. Li spoke at 3 p.m. on Monday.", "He left."]),
        ("A headline without mark\n\n  The text.  ", ["A headline without mark", "The text."]),
        ("7月14日，大学举行培训。李松出席了会议！好。", ["7月14日，大学举行培训。", "李松出席了会议！", "好。"]),
        ("L'école a ouvert. Il était là.", ["L'école a ouvert.", "Il était là."]),
        ("Hon. Thandiwe Phiri met J. Smith. She left.", ["Hon. Thandiwe Phiri met J. Smith.", "She left."]),
        (" \n\n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split(text)] == sentences


def test_a_quote_over_two_sentences_has_both() -> None:
    item = NewsItem(id="x", text="He came. She left. All slept.")
    around = Sentences(item).around(Span(start=3, end=11))
    assert around.of(item) == "He came. She left."


P = "2024-07-16"  # a Tuesday


@pytest.mark.parametrize(
    "quote, start, end, expected",
    [
        ("14 July", "2024-07-14", None, ("2024-07-14", None)),
        ("14 July", "2024-07-15", None, None),
        ("14 July", "2023-07-14", None, None),
        ("14 July", "2024-07", None, ("2024-07-14", None)),  # true, and the words say more
        ("July 2024", "2024-07-14", None, None),  # finer than the words
        ("from 12 to 14 July", "2024-07-12", "2024-07-14", ("2024-07-12", "2024-07-14")),
        ("from 12 to 14 July", "2024-07-12", None, ("2024-07-12", "2024-07-14")),
        ("from 12 to 14 July", "2024-07-12", "2024-07-20", ("2024-07-12", None)),
        ("on Thursday", "2024-07-18", None, ("2024-07-18", None)),
        ("on Thursday", "2024-07-11", None, ("2024-07-11", None)),
        ("on Thursday", "2024-07-12", None, None),
        ("yesterday", "2024-07-15", None, ("2024-07-15", None)),
        ("recently", "2024-07-11", None, None),
        ("14 July", "14 July", None, None),
        ("14 July", "2024-02-31", None, None),
        ("14 July", "2024-07-14T10:00:00Z", None, ("2024-07-14", None)),
        ("the gallery", "2024-07-14", None, None),
        ("7月14日至16日", "2024-07-14", "2024-07-16", ("2024-07-14", "2024-07-16")),
        ("7月14日至16日", "2024-07-15", None, None),
        ("2023年7月", "2023-07", None, ("2023-07", None)),
        ("2023年7月", "2024-07", None, None),
        ("du 12 au 14 novembre 2023", "2023-11-12", "2023-11-14", ("2023-11-12", "2023-11-14")),
        ("le 3 mars", "2024-03-03", None, ("2024-03-03", None)),
        ("le 3 mars", "2024-05-03", None, None),
        ("14 июля 2024 года", "2024-07-14", None, ("2024-07-14", None)),
        ("٣ مارس ٢٠٢٤", "2024-03-03", None, ("2024-03-03", None)),
        ("昨日", "2024-07-15", None, ("2024-07-15", None)),
    ],
)
def test_dates_are_confirmed_by_their_words(
    quote: str, start: str, end: str | None, expected: tuple[str, str | None] | None
) -> None:
    item = NewsItem(id="x", text=f"… {quote} …", published=P)
    span = Span(start=2, end=2 + len(quote))
    dated = Calendar(item).confirm(span, span, start, end)
    assert (None if dated is None else (dated.start, dated.end)) == expected


def test_without_a_day_of_publication_nothing_is_counted_from_today() -> None:
    for quote, start in (("14 July", "2024-07-14"), ("昨日", "2024-07-15"), ("le 3 mars", "2024-03-03")):
        span = Span(start=0, end=len(quote))
        assert Calendar(NewsItem(id="x", text=quote)).confirm(span, span, start, None) is None


def test_an_end_told_elsewhere_in_the_sentence() -> None:
    text = "The show opens on 1 May and is open until 3 June."
    item = NewsItem(id="x", text=text, published="2024-04-20")
    start = text.index("1 May")
    dated = Calendar(item).confirm(
        Span(start=start, end=start + 5), Span(start=0, end=len(text)), "2024-05-01", "2024-06-03"
    )
    assert dated is not None
    assert (dated.start, dated.end, dated.text) == ("2024-05-01", "2024-06-03", "1 May")


@pytest.mark.parametrize("value", ["2024-13", "2024-02-30", "24-01-01", "2024-1-1", "", "soon", None, "2024-07-145"])
def test_no_iso_dates(value: str | None) -> None:
    assert iso(value) is None
