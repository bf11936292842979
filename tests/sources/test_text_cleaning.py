"""Text is normalised once, before offsets are taken in it, and by no more than the contract says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.ingest.sources.clean import clean_language, clean_text, clean_url, excerpt, one_line


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Cafe\u0301", "Café"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("co\u00adop\u200berate\ufeff", "cooperate"),
        ("16\u00a0July\u202f2024", "16 July 2024"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("Ping'anli  has  two spaces\t.", "Ping'anli  has  two spaces\t."),
        ("“quotes” – and dashes…", "“quotes” – and dashes…"),
        ("می\u200cروم", "می\u200cروم"),  # Persian: the joiner is spelling
        ("Univer\u200csity", "University"),
        ("  around \n", "around"),
    ],
)
def test_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(alphabet=st.characters(codec=None)))
def test_once_is_enough_and_the_result_can_be_stored(raw: str) -> None:
    clean = clean_text(raw)
    assert clean_text(clean) == clean
    clean.encode("utf-8")
    assert not any(ord(char) < 32 and char not in "\n\t" for char in clean)


def test_title_is_one_line() -> None:
    assert one_line(" A\n title ") == "A title"
    assert one_line("\u200b") is None


def test_excerpt_is_short_and_printable() -> None:
    assert len(excerpt("x" * 5000)) == 2000
    assert excerpt(b"\xff\x1b[31m") == "\ufffd\ufffd[31m"


@pytest.mark.parametrize(
    ("url", "base", "clean"),
    [
        ("https://a.example/x y?q=<b>", None, "https://a.example/x%20y?q=%3Cb%3E"),
        ("/n/1", "https://a.example/news/", "https://a.example/n/1"),
        ("n/1", None, None),
        ("javascript:alert(1)", "https://a.example/", None),
        ("http://[broken", None, None),
        ("http://a.example:99999999/", None, None),
        ("https://例子.example/新闻", None, "https://例子.example/新闻"),
        ("https://a.example/100%", None, "https://a.example/100%25"),
    ],
)
def test_url(url: str, base: str | None, clean: str | None) -> None:
    assert clean_url(url, base) == clean


@pytest.mark.parametrize(
    ("tag", "clean"), [("en", "en"), ("en_GB", "en-GB"), ("English", None), ("", None), ("x'y", None)]
)
def test_language(tag: str, clean: str | None) -> None:
    assert clean_language(tag) == clean
