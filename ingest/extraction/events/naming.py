"""The name a phrase leads to: "its Education Foundation", "the mayor, Jo Li", "the head of the office, Ada Quill"."""

from __future__ import annotations

from newsgraph.ingest.extraction.events.frames.nouns import POST_WORDS
from newsgraph.ingest.extraction.events.scene import Scene


def name_from(scene: Scene, i: int, reach: int = 12, extra: frozenset[str] = frozenset()) -> int | None:
    """The first agent named in the noun phrase that begins at token i ("its Education Foundation", "the mayor, Jo
    Li", "the Representative of the Ministry, Ada Quill").
    """
    stop = min(scene.bounds(i)[1], i + reach) if i < scene.size else i
    title = False  # a post that the person named later holds
    j = i
    while j < stop:
        if scene.at[j] is not None:
            end = scene.mention(j)[1]
            ahead = scene.doc[end].pos_ if end < scene.size and scene.at[end] is None else ""
            place = not scene.agents(j) and ahead in ("NOUN", "PROPN")  # "the Leeds mayor"
            if (
                scene.possessive(j)
                or scene.modifies(j)
                or scene.unit_follows(j)
                or place
                or (title and not scene.persons(j))
            ):
                j, stop = (end, min(scene.bounds(i)[1], end + reach)) if title or place else (j + 1, stop)
                continue
            return j if scene.agents(j) else None
        token = scene.doc[j]
        low = token.lower_
        post = token.pos_ in ("NOUN", "PROPN") and low in POST_WORDS
        if post and _held_by_name(scene, j):
            title = True
        fits = token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "CCONJ") or token.text in "-'s.,’s"
        if not fits and low not in extra and not (title and low in ("of", "for", "at", "in", "to", "on")):
            return None
        joined = token.text == "," and j + 1 < stop and scene.doc[j + 1].pos_ == "CCONJ"
        near = range(j + 1, min(j + 5 if title else j + 3, stop))
        if joined or (token.text == "," and not (j > i and any(scene.at[k] is not None for k in near))):
            return None  # but "its director, Dr Amina Farouk" goes on
        j += 1
    return None


def _held_by_name(scene: Scene, i: int) -> bool:
    """Whether a person is named right after the post at token i, over what the post is of."""
    stop = min(scene.bounds(i)[1], i + 22)
    j = i + 1
    if j >= stop or scene.doc[j].lower_ not in ("of", "for", "at", "to", "in"):
        return False
    while j < stop:
        if scene.persons(j):
            return True
        token = scene.doc[j]
        if scene.at[j] is None:
            if token.text in (",", ";") and not any(scene.persons(k) for k in range(j + 1, min(j + 5, stop))):
                return False
            if token.lower_ == "and" or token.pos_ in ("VERB", "AUX"):
                return False
        j = scene.skip_brackets(scene.mention(j)[1], stop)
    return False
