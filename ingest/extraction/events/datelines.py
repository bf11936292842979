"""Places told apart from the sentences of an event: a dateline, the "Venue:" of a notice."""

from __future__ import annotations

from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import Setting

_DASHES = frozenset(("–", "—", "--", "-"))
_LABELS = frozenset(("where", "venue", "place", "location"))


def place_by_dateline(scene: Scene, h: Happening) -> None:
    """Give a happening without place or host the place that the notice names as such; or else, where it is told in
    the first two sentences of the text, the dateline's.
    """
    if h.settings:
        return
    if (at := labelled(scene)) is not None:
        h.settings.append((h.drafts[0], Setting("place", at[0], at[1], 2)))
        return
    if (at := dateline(scene)) is None:
        return
    first = scene.sentence_of[at[1]]
    told = next((d for d in h.drafts if first <= d.sentence <= first + 1), None)
    if told is not None:
        h.settings.append((told, Setting("place", at[0], at[1], 2)))


def labelled(scene: Scene) -> tuple[str, int] | None:
    """The place after "Venue:", "Where:" at the head of a line or a sentence, with its token."""
    for i in range(1, scene.size - 1):
        token = scene.doc[i]
        if token.text == ":" and scene.doc[i - 1].lower_ in _LABELS and scene.doc[i - 1].text[0].isupper():
            j = i + 1
            while j < scene.size and scene.at[j] is None and (scene.doc[j].is_space or scene.doc[j].lower_ == "the"):
                j += 1
            if j < scene.size and scene.places(j):
                return scene.places(j)[0], j
    return None


def dateline(scene: Scene) -> tuple[str, int] | None:
    """The place of "LUSAKA, 4 October – The bank …" at the head of the text, with its token.

    Without a day it tells where somebody wrote, such as a press office: no place of what is written of.
    """
    start = next((i for i in range(scene.title_end, scene.size) if not scene.doc[i].is_space), scene.size)
    if start >= scene.size or not scene.places(start):
        return None
    dated = False
    for j in range(scene.mention(start)[1], min(start + 14, scene.size)):
        dated = dated or scene.timed(j)
        if scene.doc[j].text in _DASHES and dated and not scene.timed(j):
            return scene.places(start)[0], start
        if scene.doc[j].pos_ in ("VERB", "AUX") and scene.at[j] is None:
            return None
    return None
