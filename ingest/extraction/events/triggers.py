"""Triggers: the verbs and nouns of a sentence that tell of an event, each with the roles that its frame gives.

Three kinds: an event noun in the frame of a light verb ("held a seminar", "the forum opened"), an event verb
("donated", "visited"), and a verb of taking part ("attended the ceremony", "chaired the meeting", "spoke at the
forum").
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.announced import announced
from newsgraph.ingest.extraction.events.appointments import appointing, to_be
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.framed import framed
from newsgraph.ingest.extraction.events.frames.cues import NAMED_AS
from newsgraph.ingest.extraction.events.giving import arriving, complete, gifts, receiving, thanked, thankful
from newsgraph.ingest.extraction.events.lexicon import EventNoun
from newsgraph.ingest.extraction.events.light import happening, intransitive, light, marked
from newsgraph.ingest.extraction.events.owning import owned
from newsgraph.ingest.extraction.events.phrases import (
    POINTING,
    PRONOUNS,
    denied,
    followed,
    noun_draft,
)
from newsgraph.ingest.extraction.events.placed import honoured, placing
from newsgraph.ingest.extraction.events.presence import acting, inviting, present, speaking, taking_part
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.shown import bidding, going_on, out_now, shown

_PRESENT = frozenset(("present", "attending", "participating", "speaking"))
_WERE = frozenset(("was", "were", "are", "included", "include", "includes"))
_AIMED = frozenset(("Donation", "Award", "Signing", "Establishment", "Launch", "Publication"))
# how a verb may tell of an event, the first that fits
_READERS = (
    appointing,
    announced,
    inviting,
    arriving,
    thankful,
    placing,
    taking_part,
    speaking,
    light,
    marked,
    framed,
    intransitive,
    acting,
    happening,
    receiving,
)
# what a state tells of, and the words without which there is none
_STATES = (
    (honoured, frozenset(("winner", "winners", "recipient", "recipients", "laureate", "laureates"))),
    (to_be, frozenset(("be", "is"))),
    (shown, frozenset(("show", "display", "view", "exhibit", "exhibition"))),
    (going_on, frozenset(("is", "are", "was", "be"))),
    (out_now, frozenset(("available", "out", "online", "live"))),
    (bidding, frozenset(("join", "invite", "invites", "inviting", "invited"))),
)


def find_drafts(scene: Scene, n: int) -> list[Draft]:
    """The drafts of sentence n, in order of their triggers."""
    start, end = scene.sentences[n]
    drafts: list[Draft] = []
    for v in range(start, end):
        lemma = scene.verb(v)
        if lemma is not None:
            drafts += _of_verb(scene, v, lemma)
        elif scene.doc[v].tag_ in ("VBD", "VBN") and scene.doc[v].pos_ == "VERB" and scene.at[v] is None:
            drafts += happening(scene, v, "", clauses.is_passive(scene, v), clauses.reality(scene, v) or "scheduled")
    drafts += present(scene, start, end, {d.verb for d in drafts})
    words = {t.lower_ for t in scene.doc[start:end]}
    for read_state, keys in _STATES:
        if words & keys:
            drafts += read_state(scene, start, end)
    if not any(d.type == "Donation" and not d.weak for d in drafts):
        drafts += gifts(scene, start, end)
    complete(scene, drafts)
    owned(scene, drafts)
    told = {d.noun for d in drafts} | {d.object for d in drafts}
    for i in range(start, end):
        noun = scene.event_noun(i)
        if noun is not None and i not in told and not scene.quoted[i] and not followed(scene, noun):
            bare = noun_draft(scene, noun, None, "held", weak=True)
            if not drafts and not noun.weak and (_met(scene, noun, bare) or _listed_at(scene, noun, bare)):
                bare.weak = False
            drafts.append(bare)
    return sorted((d for d in drafts if not denied(scene, d)), key=lambda d: d.pos)


def _met(scene: Scene, noun: EventNoun, draft: Draft) -> bool:
    """ "approved the merger at an extraordinary meeting on 9 May": a new event, at which something was done."""
    root = next((t for t in scene.doc[noun.head].ancestors if t.dep_ == "ROOT"), None)
    done = root is not None and root.tag_ == "VBD" and clauses.reality(scene, root.i) == "held"
    placed = clauses.governed(scene, noun.head) in ("at", "during")
    return draft.fresh and not noun.plural and placed and done and scene.dated(noun.head)


def _listed_at(scene: Scene, noun: EventNoun, draft: Draft) -> bool:
    """ "Speakers at the forum on 9 May included …", "Present at the opening were …": told by who was there."""
    before = draft.span[0] - 1
    first = next((i for i in range(*scene.bounds(noun.head)) if not scene.doc[i].is_space), before)
    lead = {scene.word(i) for i in range(first, before)}
    at = scene.word(before) in ("at", "of") and before - first < 5 and not noun.plural
    if not at or not lead & (_PRESENT | NAMED_AS.keys()):
        return False
    return any(scene.word(i) in _WERE for i in range(noun.head + 1, scene.bounds(noun.head)[1]))


def _of_verb(scene: Scene, v: int, lemma: str) -> list[Draft]:
    if (
        scene.doc[v].dep_ == "amod"
        and not scene.in_title(v)
        and v
        and scene.doc[v - 1].pos_ in ("DET", "ADV", "ADJ", "PART", "PRON")
    ):
        return []  # "the newly established centre"
    status = clauses.reality(scene, v)
    if status is None and lemma in ("speak", "address") and v <= scene.bounds(v)[0] + 1 and scene.doc[v].tag_ == "VBG":
        return speaking(scene, v, lemma, False, "held")  # "Speaking at the opening ceremony, X thanked …"
    if status is None:
        return _aimed(scene, v, lemma)
    passive = clauses.is_passive(scene, v)
    for read in _READERS:
        found = read(scene, v, lemma, passive, status)
        if found:
            return found
    return []


def _aimed(scene: Scene, v: int, lemma: str) -> list[Draft]:
    """ "a ceremony was held to receive equipment from X": the aim says what sort of ceremony it was."""
    if scene.doc[v].tag_ == "VBG" and lemma in ("take", "win", "claim", "earn", "receive") and not scene.quoted[v]:
        if any(c.dep_ == "nsubj" for c in scene.doc[v].children):  # "with the team from X taking the championship"
            return [d for d in framed(scene, v, lemma, False, "held", aim=True) if d.type == "Award"]
        return thanked(scene, v) if lemma == "receive" else []
    if lemma == "donate" and scene.doc[v].tag_ == "VBG":
        return thanked(scene, v)
    if lemma in ("celebrate", "mark", "commemorate") and scene.verb(scene.doc[v].head.i) in (
        "gather",
        "assemble",
        "meet",
        "come",
    ):
        status = clauses.reality(scene, scene.doc[v].head.i)  # "representatives gathered to celebrate Teachers' Day"
        found = framed(scene, v, lemma, False, status) if status else []
        for draft in found:
            draft.verb = scene.doc[v].head.i
        return found
    start = scene.bounds(v)[0]
    if (
        scene.doc[v - 1].lower_ != "to"
        or v - 1 <= start
        or scene.quoted[v]
        or not any(
            (noun := scene.event_noun(i)) is not None and (noun.generic or noun.type in ("Ceremony", "Meeting"))
            for i in range(start, v - 1)
        )
    ):
        return []
    found = [d for d in framed(scene, v, lemma, False, "held", aim=True) if d.type in _AIMED]
    for draft in found:
        draft.aim, draft.weak = True, True
    return found


def pointing_back(scene: Scene, n: int, cue: int, *, free: bool = False) -> list[Draft]:
    """A sentence that tells of no event of its own but gives a role ("It was led by …", "The ward was funded by …")."""
    start, end = scene.sentences[n]
    words = [scene.doc[i] for i in range(start, end) if not scene.doc[i].is_space][:5]
    told = words and (
        words[0].lower_ in PRONOUNS | {"he", "she"}
        or (
            words[0].lower_ in POINTING
            and (scene.at[words[0].i] is None or scene.at[words[0].i] in scene.nominal)
            and any(w.pos_ == "NOUN" for w in words[1:4])
        )
    )
    if not (told or free) or scene.quoted[cue]:
        return []
    kind = "Visit" if any(t.lower_ == "delegation" for t in scene.doc[start:end]) else None
    return [Draft(pos=cue, span=(cue, cue + 1), type=kind, sentence=n, verb=cue, definite=True, weak=True)]
