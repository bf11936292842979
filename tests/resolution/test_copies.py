"""Items that are nearly the same text: recognised, linked, and read as one telling."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from reading_builder import Told

from newsgraph.ingest.model import NewsItem
from newsgraph.ingest.resolution.copies import near_copies

TEXT = (
    "The Riverside Library held a reading festival in Durham on 5 May 2024. Four hundred readers came, most of them "
    "children, and the poet Ann Lee spoke of the winters in which she learned to read by the light of the stove."
)


def item(id: str, text: str = TEXT, published: str | None = None) -> NewsItem:
    return NewsItem(id=id, text=text, published=published)


def test_small_edits_make_no_new_text():
    items = [
        item("a", published="2024-05-07"),
        item("b", TEXT.replace("Four hundred", "Some four hundred"), "2024-05-06"),
        item("c", TEXT + " Photograph: Li Song.", "2024-05-08"),
        item("d", "Ann Lee has written a book on stoves. It tells how poor families in the north kept warm."),
        item("undated"),
    ]
    for order in permutations(items):
        assert near_copies(order) == {"a": "b", "c": "b", "undated": "b"}


def test_another_year_is_another_text():
    assert near_copies([item("a"), item("b", TEXT.replace("5 May 2024", "4 May 2025"))]) == {}


def test_a_short_text_is_no_copy():
    assert near_copies([item("a", "The library is closed."), item("b", "The library is closed.")]) == {}


@given(st.lists(st.text(max_size=200), max_size=8))
def test_any_text_can_be_looked_at(texts: list[str]):
    found = near_copies(item(str(n), text) for n, text in enumerate(texts))
    assert not set(found) & set(found.values())  # a copy is never an original


def told(id: str, text: str, published: str) -> Told:
    one = Told(id, text, published=published).org("Party Committee").org("Riverside Library").org("Durham Circle")
    return one.event("Celebration", "reading festival")  # neither date nor actors: nothing but the text tells


def test_what_copies_tell_is_one(resolved):
    pairs = [
        told("a", TEXT, "2024-05-07").done(),
        told("b", TEXT.replace("Four", "Some four"), "2024-07-09").done(),
        told("c", "A reading festival was held. " + "Nothing more is known about it. " * 4, "2020-05-07").done(),
    ]
    resolution, iri = resolved(*pairs)
    assert resolution.copies == {"b": "a"}
    assert iri("a", "e1") == iri("b", "e1") != iri("c", "e1")
    assert iri("a", "Party Committee") == iri("b", "Party Committee") != iri("c", "Party Committee")
    (link,) = resolution.why(resolution.base + iri("a", "e1")).links
    assert link.kind == "copy"
