"""Events of an item: what happened or is set to happen, when, where, and who took which part in it."""

from __future__ import annotations

from newsgraph.ingest.extraction.annotations import Annotations
from newsgraph.ingest.model import EventReading


def find_events(ann: Annotations) -> list[EventReading]:
    """The events that the item reports, in order of their first mention.

    Wants `entities`, `mentions` and `posts` filled. Local ids are "e1", "e2" …
    """
    return []
