"""The place of a dateline: where the first event happened, if nothing else tells it."""

from __future__ import annotations

from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import Setting


def place_by_dateline(scene: Scene, h: Happening) -> None:
    """Give a happening without place or host, told in the first two sentences of the text, the dateline's place."""
    if h.settings or (at := dateline(scene)) is None:
        return
    first = scene.sentence_of[at[1]]
    told = next((d for d in h.drafts if first <= d.sentence <= first + 1), None)
    if told is not None:
        h.settings.append((told, Setting("place", at[0], at[1], 2)))


def dateline(scene: Scene) -> tuple[str, int] | None:
    """The place of "LUSAKA, 4 October – The bank …" at the head of the text, with its token."""
    start = next((i for i in range(scene.title_end, scene.size) if not scene.doc[i].is_space), scene.size)
    if start >= scene.size or not scene.places(start):
        return None
    for j in range(scene.mention(start)[1], min(start + 14, scene.size)):
        if scene.doc[j].text in ("–", "—", "--"):
            return scene.places(start)[0], start
        if scene.doc[j].pos_ in ("VERB", "AUX") and scene.at[j] is None:
            return None
    return None
