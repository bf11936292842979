# ruff: noqa: SIM905 - word lists are read and mended as text
"""The places of a happening: what is opened or visited there, where its drafts are set, the town that is its host."""

from __future__ import annotations

from newsgraph.ingest.extraction.events.attributes import fact
from newsgraph.ingest.extraction.events.clauses import chain_before, governed
from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import SETTLEMENTS, Setting
from newsgraph.ingest.model import Fact

_ABOUT_PLACES = frozenset("Training Campaign Activity Workshop Launch Exhibition Performance".split())
_OPENINGS = frozenset(("opening", "inauguration", "unveiling", "launch", "ceremony", "reopening"))
# what a town does where it is: "Lhasa will host the forum", "Quzhou to hold 15th festival"
_HOSTING = frozenset("host hold stage organise organize celebrate mark welcome".split())


def places_of(scene: Scene, h: Happening, kind: str) -> tuple[Fact, ...]:
    """The places of a happening of the type `kind`, each with the sentence that tells it; () where none is told."""
    for d in h.drafts:  # "the opening of its Zhanjiang Campus"
        if d.noun is not None and kind in ("Establishment", "Ceremony") and scene.doc[d.noun].lower_ in _OPENINGS:
            at = _named_after(scene, d.noun)
            if at is not None and scene.places(at):
                return (fact(scene, scene.places(at)[0], at),)
    for d in h.drafts:  # what is opened or visited, where that is a place
        if d.object is not None and kind in ("Establishment", "Visit") and d.frame and scene.places(d.object):
            listed = scene.coordinated(scene.mention(d.object)[0], kinds=frozenset(("Location",)))
            return tuple(fact(scene, e, pos) for e, pos in listed)
    found = [(d, s) for d, s in h.settings if s.kind == "place"]
    found.sort(key=lambda x: (-x[1].strength, x[0].title, x[1].pos))
    if kind == "Appointment":  # "director of the museum in Bradford": where the body is
        found = [(d, s) for d, s in found if d.noun is not None or _at_event(scene, s)]
    if not found or (found[0][1].strength < 2 and kind not in _ABOUT_PLACES):
        return _hosting_town(scene, h)
    first = found[0][1]
    lists = [_and_in(scene, s.pos) for _, s in found if s.entity == first.entity and s.strength == first.strength]
    return (fact(scene, first.entity, first.pos), *max(lists, key=len))


def _at_event(scene: Scene, s: Setting) -> bool:
    """ "commissioned six officers in a ceremony at Bethune Chapel": where the ceremony was."""
    j = scene.mention(s.pos)[0] - 1
    while j > 1 and scene.doc[j].pos_ in ("DET", "ADJ"):
        j -= 1
    return j > 0 and scene.event_noun(j - 1) is not None


def _and_in(scene: Scene, pos: int) -> list[Fact]:
    """The further places of "in Leeds and Porto", "in Leeds and in Porto", "in Leeds, Porto and Graz"."""
    out: list[Fact] = []
    stop = scene.bounds(pos)[1]
    j = scene.mention(pos)[1]
    while j + 1 < stop and scene.at[j] is None:
        comma = scene.doc[j].text == ","
        j += comma
        joined = j < stop and scene.at[j] is None and scene.doc[j].lower_ == "and"
        if not comma and not joined:
            break
        j += joined
        while j < stop and scene.at[j] is None and scene.doc[j].lower_ in ("in", "the"):
            j += 1
        if j >= stop or not scene.places(j) or scene.modifies(j):
            break
        end = scene.mention(j)[1]
        qualified = end < stop and scene.at[end] is None and scene.doc[end].pos_ in ("NOUN", "VERB", "AUX")
        if qualified or scene.possessive(j):
            break
        if not joined and not _list_goes_on(scene, j, stop):
            break  # "in Kunming, Yunnan, …"
        out.append(fact(scene, scene.places(j)[0], j))
        j = end
    return out


def _list_goes_on(scene: Scene, j: int, stop: int) -> bool:
    """Whether the place at j, after a comma, is one of a list: more commas with places lead to an "and"."""
    if not _lies_in(scene, j):
        end = scene.mention(j)[1]
        while end < stop and scene.at[end] is None and scene.doc[end].text == ",":
            end += 1
            if end < stop and scene.places(end):
                end = scene.mention(end)[1]
        if end + 1 < stop and scene.at[end] is None and scene.doc[end].lower_ == "and":
            return bool(scene.places(end + 1)) or (scene.doc[end + 1].lower_ == "in" and bool(scene.places(end + 2)))
    return False


def _lies_in(scene: Scene, j: int) -> bool:
    """Whether the place at j is told to hold the one before it."""
    return any(r.kind == "within" and r.object in scene.places(j) for r in scene.ann.relations)


def _hosting_town(scene: Scene, h: Happening) -> tuple[Fact, ...]:
    """ "Lhasa will host the forum", "the town of Keswick held its fair": the town is where it was."""
    for d in h.drafts:
        if d.verb is None or scene.verb(d.verb) not in _HOSTING:
            continue
        chain = chain_before(scene, d.verb)
        j = (chain[-1].i if chain else d.verb) - 1
        if j < scene.bounds(d.verb)[0] or not scene.places(j) or scene.possessive(j):
            continue
        first = scene.mention(j)[0]
        word = governed(scene, j)
        if scene.ann.entities[scene.places(j)[0]].kind == "country":
            continue
        if word is None or (word == "of" and first > 1 and scene.doc[first - 2].lower_ in SETTLEMENTS):
            return (fact(scene, scene.places(j)[0], j),)
    return ()


def _named_after(scene: Scene, noun: int) -> int | None:
    """The name that directly follows a noun with "of" or "for": "opening of its Zhanjiang Campus"."""
    if noun + 1 >= scene.size or scene.doc[noun + 1].lower_ not in ("of", "for"):
        return None
    for j in range(noun + 2, min(noun + 6, scene.bounds(noun)[1])):
        if scene.at[j] is not None:
            return j
        if scene.doc[j].pos_ not in ("DET", "PRON", "ADJ"):
            return None
    return None
