"""Exhibitions told by a state: "is on show at the gallery until 30 June", "went on display"."""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.phrases import after_preposition, noun_draft, phrase_start
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Status

_PRODUCTS = nouns.STARTABLE | {"version", "release", "recording", "video"}
_SHOWN = frozenset(("show", "display", "view", "exhibit", "exhibition"))
_COPULAS = frozenset("be is are was were been go goes going went gone put remain remains".split())  # noqa: SIM905


def going_on(scene: Scene, start: int, end: int) -> list[Draft]:
    """ "The contest is over", "the festival is under way", "the next meeting will be on Tuesday"."""
    out = []
    for i in range(start + 1, end - 2):
        low = scene.doc[i].lower_
        on = scene.timed(i + 1) or (scene.doc[i + 1].lower_ in ("on", "from") and scene.timed(i + 2))
        if low in ("is", "are", "was", "be") and on and scene.at[i] is None and not scene.quoted[i]:
            noun = next((n for s in clauses.subject(scene, i) if (n := scene.event_noun(s)) is not None), None)
            ahead = low == "be" and scene.doc[i - 1].lower_ in ("will", "to")
            if noun is not None and not noun.weak and not noun.generic and (low != "be" or ahead):
                out.append(noun_draft(scene, noun, i, "scheduled" if ahead else "held"))
    for i in range(start + 2, end):
        if scene.doc[i].lower_ not in ("over", "underway") and not (
            scene.doc[i].lower_ == "way" and scene.doc[i - 1].lower_ == "under"
        ):
            continue
        verb = i - 1 if scene.doc[i].lower_ != "way" else i - 2
        while verb > start and scene.doc[verb].pos_ == "ADV":
            verb -= 1
        if scene.doc[verb].lower_ not in ("is", "are", "was") or (
            i + 1 < end and scene.doc[i + 1].pos_ in ("NUM", "NOUN")
        ):
            continue
        noun = next((n for s in clauses.subject(scene, verb) if (n := scene.event_noun(s)) is not None), None)
        if noun is not None and not noun.weak and not noun.plural:
            out.append(noun_draft(scene, noun, verb, "held"))
    return out


def out_now(scene: Scene, start: int, end: int) -> list[Draft]:
    """ "Version 2.1 is now available", "our spring newsletter is out": a work or a product has come out."""
    out = []
    for i in range(start + 2, end):
        if scene.doc[i].lower_ not in ("available", "out", "online", "live") or scene.at[i] is not None:
            continue
        now = scene.doc[i - 1].lower_ in ("now", "finally", "officially")
        verb = i - 2 if now else i - 1
        last = i + 1 >= end or scene.doc[i + 1].pos_ in ("PUNCT", "ADP", "SPACE")
        if verb <= start or scene.doc[verb].lower_ not in ("is", "are") or not last or scene.quoted[i]:
            continue
        subjects = clauses.subject(scene, verb)
        words = {singular(t.lower_) for s in subjects for t in scene.doc[phrase_start(scene, s) : s + 1]}
        work = bool(words & nouns.WORKS)
        if not subjects or not (work or (now and words & _PRODUCTS)):
            continue
        kind = "Publication" if work else "Launch"
        draft = Draft(verb, (verb, i + 1), kind, scene.sentence_of[verb], verb=verb, object=subjects[0], frame=True)
        draft.title = scene.in_title(verb)
        out.append(draft)
    return out


def bidding(scene: Scene, start: int, end: int) -> list[Draft]:
    """ "Join us for the launch of our season", "invite you to the Spring Forum": an event that is to come."""
    out = []
    for v in range(start, end):
        word = scene.doc[v].lower_
        asked = scene.word(v + 1) in ("us", "you", "everyone", "all") and scene.at[v] is None
        if (
            word not in ("join", "invite", "invites", "inviting", "invited")
            or not asked
            or (word == "join") != (scene.word(v + 1) == "us")
        ):
            continue
        noun = after_preposition(scene, v, ("for", "at", "to"), 12)
        if noun is not None and not noun.plural and not scene.quoted[v]:
            out.append(noun_draft(scene, noun, v, "scheduled"))
    return out


def shown(scene: Scene, start: int, end: int) -> list[Draft]:
    """The exhibition of "on show", "on display", "on view" after a form of be, go or put."""
    out = []
    for i in range(start + 2, end):
        if scene.doc[i].lower_ not in _SHOWN or scene.doc[i - 1].lower_ != "on" or scene.at[i] is not None:
            continue
        verb = next((j for j in range(i - 2, max(start, i - 5), -1) if scene.doc[j].lower_ in _COPULAS), None)
        if verb is None or scene.quoted[verb]:
            continue
        subjects = clauses.subject(scene, verb)
        noun = next((n for s in subjects if (n := scene.event_noun(s)) is not None), None)
        noun = noun or (clauses.surface_subject_noun(scene, verb) if not subjects else None)
        before = {t.lower_ for t in scene.doc[max(start, verb - 3) : verb + 1]}
        status: Status | None = "held"
        if before & {"will", "to", "not", "n't", "would", "could", "may", "should"}:
            status = clauses.reality(scene, verb)
        if status is None or (noun is not None and noun.type != "Exhibition") or not (noun or subjects):
            continue
        if noun is not None:
            out.append(noun_draft(scene, noun, verb, status))
            continue
        out.append(
            Draft(
                pos=verb,
                span=(verb, i + 1),
                type="Exhibition",
                sentence=scene.sentence_of[verb],
                verb=verb,
                status=status,
                title=scene.in_title(verb),
                object=subjects[0],
                frame=True,
            )
        )
    return out
