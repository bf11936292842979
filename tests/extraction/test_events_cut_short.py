"""Texts that end anywhere: a feed cuts its summaries at a number of characters, in the middle of a name or a phrase."""

from __future__ import annotations

import pytest
from spacy.language import Language

from newsgraph.ingest.extraction.annotations import Annotations, document_text
from newsgraph.ingest.extraction.events import find_events
from newsgraph.ingest.extraction.names import find_names
from newsgraph.ingest.model import NewsItem

TEXTS = (
    "On 3 May 2021, the Tarn Valley Institute signed a pact with the Fell Museum with the support of Mill College "
    "and the Oakley Growers' Union.",
    "Ida Moss, who joined the Orchard Trust as curator, was awarded with the silver medal by the Fell Museum.",
    "The Pine Hospital has announced the appointment of Ken Obi as the Minister for Rural Care and Young Farmers of "
    "Westland, who will serve as judge.",
    "A delegation, led by Rosa Lund, called at Amber to sign for the Brook Choir's album, which came out in June.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_cut_anywhere_is_read(nlp: Language, text: str) -> None:
    for end in (i for i, char in enumerate(text) if i and char in " ,'."):
        item = NewsItem(id="x", text=text[:end], published="2021-06-05")
        ann = Annotations(item, nlp(document_text(item)))
        find_names(ann, None)
        assert all(m.span.end <= end for e in find_events(ann) for m in e.mentions)
