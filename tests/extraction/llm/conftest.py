"""The server, an item, and a good answer about it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from chat_server import ChatServer

from newsgraph.ingest.model import NewsItem

TEXT = (
    "On 14 July, the Open University of Harland (OUH) launched its Rural Teachers Programme in Botley County, "
    "Mereshire.\n\nLi Song, vice president of the OUH, gave a speech. Dr. Ada Brent of the School of Education "
    "said that the university “will go on”."
)
ITEM = NewsItem(id="n1", title="OUH launches teacher training", text=TEXT, published="2024-07-16")
ANSWER: dict[str, Any] = {
    "entities": [
        {
            "id": "a", "type": "Organisation", "name": "the Open University of Harland (OUH)", "other_names": [],
            "acronym": "OUH", "kind": "university",
        },
        {"id": "b", "type": "Organisation", "name": "School of Education", "other_names": [], "kind": "school"},
        {"id": "c", "type": "Person", "name": "Li Song", "other_names": [], "acronym": None, "kind": None},
        {"id": "d", "type": "Person", "name": "Ada Brent", "other_names": [], "acronym": None, "kind": None},
        {"id": "e", "type": "Location", "name": "Botley County", "other_names": [], "acronym": None, "kind": "county"},
        {"id": "f", "type": "Location", "name": "Mereshire", "other_names": [], "acronym": None, "kind": None},
        {"id": "g", "type": "Programme", "name": "Rural Teachers Programme", "other_names": [], "kind": "programme"},
    ],
    "events": [
        {
            "id": "x", "type": "Launch", "called": None,
            "triggers": ["launched its Rural Teachers Programme", "OUH launches teacher training", "gave a speech"],
            "start": "2024-07-14", "end": None, "time_quote": "On 14 July", "status": "held", "background": False,
            "part_of": None,
            "places": [{"entity": "e", "quote": "in Botley County, Mereshire"}],
            "programmes": [{"entity": "g", "quote": "launched its Rural Teachers Programme"}],
            "roles": [
                {"role": "organiser", "entity": "a", "quote": "the Open University of Harland (OUH) launched"},
                {"role": "speaker", "entity": "c", "quote": "Li Song, vice president of the OUH, gave a speech"},
            ],
            "theme": None, "purpose": None, "celebrates": None,
        }
    ],
    "relations": [
        {"kind": "within", "subject": "e", "object": "f", "quote": "Botley County, Mereshire"},
        {"kind": "partOf", "subject": "b", "object": "a", "quote": "Ada Brent of the School of Education"},
    ],
    "posts": [
        {
            "person": "c", "title": "vice president", "organisation": "a", "former": False,
            "quote": "Li Song, vice president of the OUH",
        }
    ],
}  # fmt: skip


@pytest.fixture
def item() -> NewsItem:
    return ITEM


@pytest.fixture
def answer() -> dict[str, Any]:
    """A good answer about the item, to be spoilt."""
    return copy.deepcopy(ANSWER)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ChatServer().running() as it:
        yield it
