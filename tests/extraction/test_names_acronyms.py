"""Acronyms by Schwartz and Hearst, and the readings of names that need no language model."""

from __future__ import annotations

import pytest

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.acronyms import is_short_form, long_form_start
from newsgraph.ingest.extraction.names.registry import fold


@pytest.mark.parametrize(
    ("short", "text", "long"),
    [
        ("OUC", "the Open University of China", "Open University of China"),
        ("HYOU", "Huaiyang Open University", "Huaiyang Open University"),
        ("CPC", "Henan Committee of the Communist Party of China", "Communist Party of China"),
        ("HMM", "the hidden Markov model", "hidden Markov model"),  # the paper's own kind of case
    ],
)
def test_long_form(short: str, text: str, long: str) -> None:
    start = long_form_start(short, text)
    assert text[start:] == long


def test_letters_that_do_not_fit() -> None:
    assert long_form_start("XYZ", "Open University of China") == -1


@pytest.mark.parametrize(
    ("text", "is_one"), [("OUC", True), ("LiLaC", True), ("2024", False), ("online", False), ("O", False)]
)
def test_shape(text: str, is_one: bool) -> None:
    assert is_short_form(text) is is_one


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Li Song", True),
        ("Ouyang Xiu", True),
        ("Guo Shuying", True),
        ("Smith Jones", False),
        ("Li Johnson", False),
        ("Li", False),
    ],
)
def test_chinese_name(words: str, is_one: bool) -> None:
    assert lx.is_chinese_name(words.split()) is is_one


def test_fold() -> None:
    assert fold("The King’s College, London") == fold("King's College London") == "king college london"


def test_posts_and_their_plurals() -> None:
    assert lx.is_post("director-general")
    assert lx.is_post("vice-chancellor")
    assert not lx.is_post("table")
    assert (lx.singular_post("chairmen"), lx.singular_post("secretaries"), lx.singular_post("deans")) == (
        "chairman", "secretary", "dean",
    )  # fmt: skip
    assert lx.singular_post("buses") is None
