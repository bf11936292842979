# ruff: noqa: SIM905 - word lists are read and mended as text
"""Noun phrases of events: where they begin, what event they name, and the draft that each makes."""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.lexicon import EventNoun
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role, Status


def phrase_start(scene: Scene, head: int) -> int:
    """The first token of the noun phrase of a head: its article, possessive or first modifier."""
    i, start = head, scene.bounds(head)[0]
    while i > start:
        token = scene.doc[i - 1]
        low = token.lower_
        fits = token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "DET") or token.tag_ in (
            "PRP$",
            "POS",
            "VBN",
            "VBG",
            "HYPH",
            "CD",
        )
        if scene.in_title(head) and scene.verb(i - 1):
            break
        verbal = token.tag_ in ("VBN", "VBG") and scene.verb(i - 1) and token.dep_ not in ("amod", "compound")
        possessive = low in ("'s", "’s") and scene.at[i - 1] is None
        if (not fits or low in ("that", "which") or verbal) and not possessive:
            break
        i -= 1
        if token.pos_ == "DET" or token.tag_ == "PRP$":
            break
    return i


def noun_of(scene: Scene, heads: list[int]) -> EventNoun | None:
    """The event noun among the heads of an argument; "a series of lectures" is lectures, "the launch of a programme"
    a launch.
    """
    for i in heads:
        if scene.doc[i].pos_ in ("NUM", "PROPN") and scene.doc[i].text.isdigit() and i and scene.at[i - 1] is None:
            i -= 1  # "the Assembly 2023"
        noun = scene.event_noun(i)
        if noun is not None and scene.doc[i].lower_ != "series":
            return noun
        if (
            noun is None
            and scene.at[i] is None
            and i + 1 < scene.size
            and scene.doc[i + 1].pos_ in ("ADV", "ADJ", "VERB")
        ):
            noun = scene.event_noun(i + 1)  # "the book fair", tagged as an adverb
            if noun is not None:
                return noun
        if scene.doc[i].lower_ in (
            "series",
            "round",
            "number",
            "range",
            "part",
            "stage",
            "phase",
            "edition",
            "variety",
            "batch",
        ):
            for j in range(i + 1, min(i + 8, scene.size)):
                inner = scene.event_noun(j)
                if inner is not None:
                    return inner
    return None


_ITS_FIRST = frozenset(("inaugural", "maiden", "first"))  # "its inaugural meeting": not one told of before


def noun_draft(scene: Scene, noun: EventNoun, verb: int | None, status: Status, *, weak: bool = False) -> Draft:
    first = phrase_start(scene, noun.head)
    words = [t.lower_ for t in scene.doc[first : noun.head]]
    other = any(w in nouns.NEXT_WORDS and w not in ("new", "second", "third") for w in words)
    past = any(w in nouns.PAST_WORDS for w in words) and not scene.in_title(noun.head)
    pointing = bool(words) and words[0] in POINTING
    own = words[:1] in (["its"], ["their"], ["his"], ["her"]) and bool(set(words) & _ITS_FIRST)
    pointing = pointing and not own
    named = scene.doc[noun.head].tag_ in ("NNP", "NNPS") and scene.doc[noun.head].text[:1].isupper()
    return Draft(
        pos=verb if verb is not None else noun.head,
        span=(min(first, noun.head), noun.head + 1),
        type=None if noun.generic else noun.type,
        generic=noun.type if noun.generic and (noun.type == "Ceremony" or not pointing) else None,
        sentence=scene.sentence_of[noun.head],
        noun=noun.head,
        verb=verb,
        status=status,
        definite=pointing and not named,
        fresh=bool(words) and words[0] in ("a", "an", "another") and scene.doc[noun.head].lower_ != "ceremony",
        other=other,
        weak=weak,
        title=scene.in_title(noun.head),
        background=past and not pointing,
    )


def scanned(scene: Scene, v: int) -> EventNoun | None:
    """The event noun right after a verb, where the parse gives another object ("its first online job fair")."""
    for j in range(v + 1, min(v + 22, scene.bounds(v)[1])):
        token = scene.doc[j]
        if scene.quoted[j] or token.text in '-"“‘”’' or (token.text == "," and j > v + 1 and scene.quoted[j - 1]):
            continue  # 'opens "The Field Trip," an exhibition on …'
        if token.text == "," and scene.doc[j - 1].text in '"”':
            continue
        if scene.at[j] is None and (
            token.pos_ in ("ADP", "PUNCT", "SCONJ") or (scene.verb(j) and token.pos_ == "VERB")
        ):
            return None
        noun = scene.event_noun(j)
        if noun is not None:
            return noun
    return None


def after_preposition(scene: Scene, v: int, words: tuple[str, ...], reach: int = 14) -> EventNoun | None:
    stop = min(scene.bounds(v)[1], v + reach)
    for j in range(v + 1, stop):
        if scene.doc[j].lower_ in words and scene.at[j] is None:
            head = clauses.phrase_head(scene, j + 1)
            noun = scene.event_noun(head) if head is not None else None
            if noun is not None:
                return noun
        if scene.verb(j) and scene.doc[j].pos_ == "VERB" and scene.doc[j].tag_ in ("VBD", "VBZ", "VBP"):
            return None
    return None


def pointing_draft(scene: Scene, v: int, status: Status, agents: list[tuple[str, int]], role: Role) -> Draft:
    draft = Draft(
        pos=v,
        span=(v, v + 1),
        type=None,
        sentence=scene.sentence_of[v],
        verb=v,
        status=status,
        definite=True,
        weak=True,
    )
    co = scene.verb(v) in ("organise", "organize") and scene.doc[v - 1].text == "-" and scene.doc[v - 2].lower_ == "co"
    for entity, pos in agents:
        person = role == "organiser" and scene.type_of(entity) == "Person"
        draft.add_cue("leader" if person else role, entity, v if co else pos, co=co)
    return draft


def dated(scene: Scene, v: int) -> bool:
    """Whether the sentence of a verb has a time."""
    return scene.dated(v)


POINTING = frozenset("the this that these those its their his her such".split())


PRONOUNS = frozenset(("it", "this", "which", "that", "they"))


def denied(scene: Scene, draft: Draft) -> bool:
    """ "No ceremony was held", "signed no contract"."""
    if draft.frame and draft.object is not None and scene.at[draft.object] is None:
        return scene.doc[phrase_start(scene, draft.object)].lower_ in ("no", "neither")
    return draft.noun is not None and any(t.lower_ in ("no", "neither") for t in scene.doc[draft.span[0] : draft.noun])


# what is followed, implemented or learnt of a congress is no telling of it
_SPIRIT = frozenset(
    "spirit principle principles guidance guideline guidelines report directive directives decision decisions "
    "deployment requirement requirements goal goals outcome outcomes resolution resolutions call blueprint proposal "
    "proposals recommendation recommendations conclusion conclusions task tasks".split()
)


def followed(scene: Scene, noun: EventNoun) -> bool:
    """ "the guiding principles of the 20th National Congress": a congress whose spirit is followed."""
    if noun.type not in ("Conference", "Meeting"):
        return False
    start = scene.bounds(noun.head)[0]
    words = [t.lower_ for t in scene.doc[max(start, noun.head - 12) : noun.head]]
    near = any(w in _SPIRIT for w in words) and "of" in words
    national = scene.doc[noun.head].text == "Congress" and "national" in words[-4:]
    after = scene.doc[noun.head + 1].lower_ if noun.head + 1 < scene.size else ""
    return near or (national and after in ("of", "'s", "’s", ",", "."))
