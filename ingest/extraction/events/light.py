# ruff: noqa: SIM905 - word lists are read and mended as text
"""Event nouns in the frame of a light verb ("held a seminar", "a seminar was held by X") or as a subject ("the forum
opened").
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns, verbs
from newsgraph.ingest.extraction.events.giving import receiver
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.people import agents_of
from newsgraph.ingest.extraction.events.phrases import (
    PRONOUNS,
    after_preposition,
    dated,
    noun_draft,
    noun_of,
    phrase_start,
    pointing_draft,
    scanned,
)
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role, Status

# what a person does to an event as its guest of honour
_OFFERING = frozenset(("offer", "provide"))  # with a date: "will offer a course from 5 May"
_GIVEN = frozenset(("Performance", "Lecture", "Seminar", "Workshop", "Training"))
_GRACING = frozenset("open close inaugurate unveil begin start launch".split())


def light(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "X held a seminar", "a seminar was held by X"."""
    if lemma not in verbs.LIGHT or (lemma in ("move", "bring") and _called_off(scene, v, lemma) is None):
        return []
    told = clauses.relative(scene, v)
    passive = passive and told is None
    heads = clauses.subject(scene, v) if passive else [told[0]] if told else clauses.objects(scene, v)
    if not passive and told is None and (antecedent := _antecedent(scene, v)) is not None:
        heads = [antecedent]
    noun = noun_of(scene, heads) or (clauses.surface_subject_noun(scene, v) if passive else scanned(scene, v))
    if noun is None and (name := _named_event(scene, v, heads, lemma, passive)) is not None:
        draft = Draft(v, (name, name + 1), _kind_of_name(scene, name), scene.sentence_of[v], noun=name, verb=v)
        draft.status, draft.title = status, scene.in_title(v)
        hosts = clauses.by_agents(scene, v) if passive else agents_of(scene, clauses.subject(scene, v), "organiser")
        for entity, pos in hosts:
            draft.add("organiser", entity, pos)
        return [draft]
    if noun is None:
        it = not passive and scene.doc[next(iter(clauses.objects(scene, v)), v)].lower_ == "it"
        if it and lemma in verbs.ARRANGING and scene.doc[v].dep_ != "relcl":  # "A and B jointly organised it"
            return [
                pointing_draft(scene, v, status, agents_of(scene, clauses.subject(scene, v), "organiser"), "organiser")
            ]
        if passive and lemma in verbs.PASSIVE_LIGHT and heads and scene.doc[heads[0]].lower_ in PRONOUNS:
            return [pointing_draft(scene, v, status, clauses.by_agents(scene, v), verbs.LIGHT[lemma])]
        return []
    if lemma in ("plan", "schedule") and scene.doc[v].dep_ in ("acl", "relcl"):
        return []  # "the ceremony, planned for today, …": what was to be
    paid = lemma in ("pay", "make") and noun.type in ("Visit", "Donation")  # "a visit was paid by 24 students"
    finished = lemma in ("complete", "finish") and noun.type == "Training" and not passive and _learners(scene, v)
    if (passive and lemma not in verbs.PASSIVE_LIGHT and not paid) or (
        noun.weak and not finished and lemma in verbs.CAREFUL and not (lemma in _OFFERING and dated(scene, v))
    ):
        return []
    if lemma in ("pay", "make") and noun.type not in ("Visit", "Donation"):
        return []
    if lemma == "receive" and (noun.type != "Training" or passive):  # "forty teachers received training"
        return []
    if (
        lemma == "give"
        and not passive
        and noun.type not in ("Performance", "Lecture", "Seminar", "Workshop", "Training")
    ):
        return []
    if lemma == "give" and passive and noun.type in ("Award", "Donation"):
        return []
    draft = noun_draft(scene, noun, v, status)
    if lemma in ("launch", "introduce", "establish", "start") and noun.type == "Award":  # a fellowship, a prize
        draft.type = "Launch"
    if lemma in verbs.LAUNCHING and (noun.generic or noun.type == "Activity"):
        draft.type = None if lemma == "inaugurate" and draft.definite else "Launch"
    if scene.doc[noun.head].lower_ in ("round", "edition", "intake") and lemma in verbs.LAUNCHING:
        draft.type = "Launch"
    if lemma in _OFFERING and noun.weak:
        draft.type = "Launch"
    if lemma == "convene" and draft.type is None:
        draft.type = "Meeting"
    role = verbs.LIGHT[lemma]
    if lemma not in verbs.ARRANGING:
        role = verbs.SUBJECT_BY_TYPE.get(draft.type or "", role)
    if draft.type == "Performance" and lemma in ("give", "stage", "present"):
        role = "participant"
    doers = [told[1]] if told else clauses.subject(scene, v)
    agents = clauses.by_agents(scene, v) if passive else agents_of(scene, doers, role)
    co = (
        role == "organiser"
        and lemma in ("organise", "organize")
        and scene.doc[v - 1].text == "-"
        and scene.doc[v - 2].lower_ == "co"
    )
    unnamed = lemma not in verbs.ARRANGING and not any(scene.type_of(e) == "Person" for e, _ in agents)
    if draft.type == "Lecture" and unnamed and _called_off(scene, v, lemma) is None:
        draft.weak = True  # "experts from X gave keynote reports": at the event told of
        role = "participant"
    for entity, pos in agents:
        if co:
            draft.add_cue(role, entity, v, co=True)
            continue
        person = scene.type_of(entity) == "Person"
        final: Role = role
        if person and role == "organiser":
            met = draft.type == "Meeting" and scene.word(noun.head + 1) == "with"  # "held talks with Li Song"
            final = "leader" if lemma == "host" else "participant" if lemma in _GRACING or met else role
        draft.add(final, entity, pos)
    if draft.type == "Donation" and passive and paid:  # "a donation of 500 books was made to X"
        for entity, pos in receiver(scene, v + 2) if scene.word(v + 1) == "to" else []:
            draft.add("recipient", entity, pos)
    draft.status = _called_off(scene, v, lemma) or status
    return [draft]


def _antecedent(scene: Scene, v: int) -> int | None:
    """ "attended the forum *that X held* in Leeds", "at the forum *X held*": what the relative clause says was held."""
    token = scene.doc[v]
    if token.dep_ != "relcl" or token.head.i > v or scene.event_noun(token.head.i) is None:
        return None
    subjects = [c for c in token.children if c.dep_ == "nsubj" and c.i < v]
    own = any(c.dep_ in ("dobj", "attr") and c.i > v for c in token.children)
    named = any(scene.agents(c.i) for c in subjects)
    return token.head.i if named and not own and all(c.tag_ not in ("WDT", "WP") for c in subjects) else None


def _learners(scene: Scene, v: int) -> bool:
    """ "Eight trainees completed a course": people did."""
    return any(scene.at[i] is None and scene.many(i) for i in clauses.subject(scene, v))


_CHANGED: dict[str, Status] = {
    "postpone": "postponed",
    "delay": "postponed",
    "reschedule": "postponed",
    "defer": "postponed",
    "cancel": "cancelled",
    "scrap": "cancelled",
    "abandon": "cancelled",
    "axe": "cancelled",
}
_CHANGED_BY: dict[tuple[str, str], Status] = {
    ("call", "off"): "cancelled",
    ("put", "off"): "postponed",
    ("put", "back"): "postponed",
    ("push", "back"): "postponed",
    ("move", "back"): "postponed",
    ("move", "to"): "postponed",
    ("move", "from"): "postponed",
    ("move", "forward"): "postponed",
    ("bring", "forward"): "postponed",
}


def _called_off(scene: Scene, v: int, lemma: str) -> Status | None:
    """ "cancelled", "called off", "put back to 4 June"."""
    following = scene.doc[v + 1].lower_ if v + 1 < scene.bounds(v)[1] else ""
    moved = _CHANGED_BY.get((lemma, following))
    return _CHANGED.get(lemma) or (moved if moved and (lemma != "move" or dated(scene, v)) else None)


_NAMED_SO = (("con", "Conference"), ("conf", "Conference"), ("fest", "Celebration"), ("camp", "Activity"))


def _named_event(scene: Scene, v: int, heads: list[int], lemma: str, passive: bool) -> int | None:
    """ "will be hosting RiverCon 2009": the name of an event that is held, told by its year or its ending.

    In the passive any name that is no agent's and no place's: "Steps for Schools, held on 11 May by the staff club".
    """
    if passive and not scene.in_title(v):
        return _name_held(scene, v, heads, lemma)
    if lemma not in ("hold", "host", "organise", "organize", "stage", "run"):
        return None
    for i in heads:
        if scene.doc[i].text.isdigit() and i:
            i -= 1
        year = scene.word(i + 1).isdigit() and len(scene.word(i + 1)) == 4
        agent = any(scene.type_of(e) == "Person" for e in scene.entities(i))
        if (
            scene.doc[i].pos_ == "PROPN"
            and not agent
            and (year or scene.doc[i].lower_.endswith(("con", "conf", "fest")))
        ):
            return i
    return None


def _name_held(scene: Scene, v: int, heads: list[int], lemma: str) -> int | None:
    named = lemma in ("hold", "organise", "organize", "stage", "host", "co-host") and scene.doc[v].tag_ == "VBN"
    if not named or not (scene.dated(v) or clauses.by_agents(scene, v)):
        return None
    for i in heads:
        proper = scene.doc[i].tag_ in ("NNP", "NNPS") and scene.doc[i].text[:1].isupper() and scene.at[i] is None
        if (
            proper
            and not scene.timed(i)
            and scene.doc[i - 1].tag_ in ("NNP", "NNPS", "IN", "DT", "PRP$", "POS", "HYPH")
        ):
            return i
    return None


def _kind_of_name(scene: Scene, i: int) -> str:
    return next((kind for ending, kind in _NAMED_SO if scene.doc[i].lower_.endswith(ending)), "Activity")


def marked(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The orchestra ended its season with a performance of …"."""
    if passive or lemma not in verbs.MARKING:
        return []
    noun = after_preposition(scene, v, ("with",), 16)
    if lemma in ("open", "reopen", "begin", "start", "launch") and not clauses.objects(scene, v):
        return []  # "the museum opened with a concert": the opening is told
    subjects = agents_of(scene, clauses.subject(scene, v), "participant")
    if noun is None or noun.plural or not subjects:
        return []
    draft = noun_draft(scene, noun, v, status)
    for entity, pos in subjects:
        draft.add("participant" if draft.type == "Performance" else "organiser", entity, pos)
    return [draft]


def intransitive(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The exhibition opened on Friday", "a forum takes place"."""
    if passive or lemma not in verbs.INTRANSITIVE:
        return []
    needed = nouns.TAKES.get(lemma)
    if needed and not any(scene.doc[j].lower_ in needed for j in range(v + 1, min(v + 4, scene.size))):
        return []
    heads = clauses.subject(scene, v)
    noun = noun_of(scene, heads)
    if noun is None and lemma == "take":
        noun = clauses.surface_subject_noun(scene, v)
    if noun is None and lemma == "take" and heads and scene.doc[v].dep_ != "relcl":  # "DataMeet 2019 will take place"
        i = heads[0] - 1 if scene.doc[heads[0]].text.isdigit() and heads[0] else heads[0]
        if scene.doc[i].pos_ == "PROPN" and not any(scene.type_of(e) == "Person" for e in scene.entities(i)):
            draft = Draft(v, (i, i + 1), _kind_of_name(scene, i), scene.sentence_of[v], noun=i, verb=v)
            draft.status, draft.title = status, scene.in_title(v)
            return [draft]
    if noun is None and heads and scene.doc[v].dep_ != "relcl":
        if scene.doc[heads[0]].lower_ == "it" and (dated(scene, v) or lemma == "take"):
            return [pointing_draft(scene, v, status, [], "organiser")]
        told = dated(scene, v) or _new(scene, heads[0])
        return _goes_live(scene, v, lemma, status, heads[0]) if told else []
    if noun is None or (noun.generic and noun.weak and noun.plural):
        return []
    draft = noun_draft(scene, noun, v, status)
    ends = lemma == "come" and any(t.lower_ in ("close", "end", "conclusion") for t in scene.doc[v + 1 : v + 5])
    if scene.doc[noun.head].lower_ in ("round", "edition", "intake"):
        draft.type = "Launch"
    draft.closing = ends or lemma in ("close", "end", "conclude", "finish", "wrap", "wind")
    draft.opening = lemma in ("open", "begin", "start", "kick")
    return [draft]


def happening(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The concert raised £900 on 5 May", "the contest was won by X": it took place."""
    if status != "held" or scene.doc[v].tag_ not in ("VBD", "VBN") or scene.doc[v].dep_ in ("relcl", "acl", "amod"):
        return []
    if scene.doc[v].dep_ == "advcl" and scene.doc[v].tag_ == "VBN":
        return []  # "Compiled by X, the report was released"
    noun = noun_of(scene, clauses.subject(scene, v)[:1]) or scene.event_noun(v - 1)
    if noun is None or (noun.plural and noun.type != "Celebration") or not dated(scene, v):
        return []
    if (noun.weak or noun.generic) and (noun.head > v or noun.type == "Lecture" or not _titled(scene, noun.head)):
        return []
    return [noun_draft(scene, noun, v, status)]


def _titled(scene: Scene, head: int) -> bool:
    """ "the Reading Lights the Village activity", "the Golden Autumn Campaign": an occasion by a name of its own."""
    start = scene.bounds(head)[0]
    capitals = [j for j in range(phrase_start(scene, head), head) if scene.doc[j].text[:1].isupper() and j > start]
    return any(scene.at[j] is None and scene.doc[j].lower_ not in nouns.NEXT_WORDS for j in capitals)


def _new(scene: Scene, head: int) -> bool:
    """ "A new herb garden has opened": new to the reader, though no day is told."""
    words = {t.lower_ for t in scene.doc[phrase_start(scene, head) : head + 1]}
    return bool(words & {"new", "first", "latest", "second"}) or scene.in_title(head)


def _goes_live(scene: Scene, v: int, lemma: str, status: Status, head: int) -> list[Draft]:
    """ "The app went live on 20 June", "the new library will open on Monday": what can be started or founded, with a
    date.
    """
    if lemma not in ("open", "reopen", "launch", "go", "start", "begin", "commence", "debut", "kick", "get") or (
        any(not scene.timed(i) for i in clauses.objects(scene, v)) and lemma != "go"
    ):
        return []
    first, last = scene.mention(head)
    words = {singular(scene.doc[j].lower_) for j in range(first, last)}
    founded = bool(words & nouns.FOUNDABLE) and lemma in ("open", "reopen")
    if lemma == "go" and scene.doc[head].pos_ in ("NOUN", "PROPN"):
        words |= {"website"}
    if not founded and not words & nouns.STARTABLE:
        return []
    return [
        Draft(
            pos=v,
            span=(v, v + 1),
            type="Establishment" if founded else "Launch",
            sentence=scene.sentence_of[v],
            verb=v,
            status=status,
            title=scene.in_title(v),
            object=head,
            frame=True,
            definite=scene.doc[phrase_start(scene, head)].lower_ == "the" and scene.at[head] is None and not founded,
        )
    ]
