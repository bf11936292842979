# ruff: noqa: SIM905 - word lists are read and mended as text
"""Event verbs with frames of their own: "donated", "signed", "visited", "was appointed" … (the frames are data:
`frames.verbs`).
"""

from __future__ import annotations

from itertools import pairwise

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nominal, nouns, verbs
from newsgraph.ingest.extraction.events.frames.gifts import CURRENCIES, GATHERING, GIVING_VERBS, SENDING
from newsgraph.ingest.extraction.events.frames.verbs import NamedFrame
from newsgraph.ingest.extraction.events.giving import receiver
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of, group_agents, titled
from newsgraph.ingest.extraction.events.phrases import (
    phrase_start,
)
from newsgraph.ingest.extraction.events.presence import met_guests
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.targets import target
from newsgraph.ingest.model import Status

# what these finders find is an event
_FOUND = frozenset(("@Calling", "@CalledOn", "@GuestsFrom", "@PlayedHost", "@Going", "@Curtain", "@TookTo"))
_KNOWN = frozenset("the this these their it they both".split())  # what was told before


def framed(scene: Scene, v: int, lemma: str, passive: bool, status: Status, *, aim: bool = False) -> list[Draft]:
    relative = {t.lower_ for t in scene.doc[scene.doc[v].head.i : v]} & {"which", "who", "that", "where"}
    root = next((t for t in scene.doc[v].ancestors if t.dep_ == "ROOT"), scene.doc[v])
    describes = scene.doc[v].dep_ == "relcl" and relative and root.pos_ in ("VERB", "AUX")
    if describes and not _told_by_day(scene, v) and not _gift_told(scene, v, lemma):
        return []  # "the library, which opened in 1908": told to describe
    fronted = next((t.i for t in scene.doc[slice(*scene.bounds(v))] if not t.is_space), v) == v
    if lemma == "commission" and fronted:  # "Commissioned by the ministry, the school started a class"
        return []
    subjects = clauses.subject(scene, v)
    mistaken = not passive and any(
        scene.at[i] is None and singular(scene.doc[i].lower_) in nouns.AGREEMENTS for i in subjects
    )
    for named in verbs.frames_of(lemma):
        passive = passive or (mistaken and named.noun_set == "AGREEMENTS")  # "An agreement signed by A and B opens …"
        heads = [i for i in (subjects if passive else clauses.objects(scene, v)) if passive or i > v]
        object_ = target(scene, named, v, heads, passive)
        if object_ is None or (named.noun_set in ("VISITORS", "PRIZES", "") and _told_before(scene, v, lemma, object_)):
            continue
        founded = named.noun_set == "@IntoService" and singular(scene.doc[object_].lower_) in nouns.FOUNDABLE
        draft = Draft(
            pos=v,
            span=(v, v + 1),
            type="Establishment" if founded else named.frame.type,
            sentence=scene.sentence_of[v],
            verb=v,
            status=status,
            title=scene.in_title(v),
            object=object_ if object_ >= 0 else None,
            frame=True,
            aim=aim,
        )
        gift = object_ > 0 and scene.doc[object_ - 1].lower_ in ("donation", "gift", "grant")
        if draft.type == "Signing" and gift:  # "signed the donation agreement": so one gives
            draft.type = "Donation"
        _fill(scene, draft, named, subjects, heads, passive)
        if object_ >= 0 and scene.at[object_] is None and not draft.title:
            draft.definite = scene.doc[phrase_start(scene, object_)].lower_ in _KNOWN
        elif object_ >= 0 and scene.at[object_] in scene.nominal and draft.type == "Establishment":
            draft.definite = True
        if object_ > 0 and draft.type == "Visit" and named.noun_set == "":  # "and toured its library"
            draft.definite |= scene.doc[phrase_start(scene, object_)].lower_ in ("its", "his", "her")
        if _worth(scene, draft, named, lemma, subjects, passive):
            return [draft]
    return []


def _told_by_day(scene: Scene, v: int) -> bool:
    """ "a reading room that Mill College opened on 3 June": who did it, and the day right after."""
    doer = any(c.dep_ == "nsubj" and scene.agents(c.i) for c in scene.doc[v].children)
    return doer and any(scene.timed(j) for j in range(v + 1, min(v + 3, scene.size)))


def _gift_told(scene: Scene, v: int, lemma: str) -> bool:
    """ "Mill School, where the bank recently donated 300 tablets": a gift by the way, not one of long ago."""
    words = {t.lower_ for t in clauses.chain_before(scene, v)}
    return lemma in GIVING_VERBS and not words & {"had", "will", "would", "to", "shall"} and not scene.in_title(v)


def _told_before(scene: Scene, v: int, lemma: str, object_: int) -> bool:
    """ "She welcomed the delegation" in a later sentence: no visit of its own, but something done at what was told."""
    if lemma == "meet":
        object_ = met_guests(scene, v) or -1
    known = scene.doc[phrase_start(scene, object_)].lower_ in ("the", "them", "all", "their") if object_ >= 0 else False
    first = scene.sentence_of[scene.title_end] if scene.title_end < scene.size else 0
    if not known or scene.sentence_of[v] <= first:
        return False
    if lemma in ("award", "present", "hand"):  # "Ada Quill handed over the certificates"
        people = any(scene.persons(i) or titled(scene, i) is not None for i in clauses.subject(scene, v))
        bare = object_ - phrase_start(scene, object_) <= 2 and scene.doc[object_].text.islower()
        return bare and people and singular(scene.doc[object_].lower_) in ("certificate", "diploma")
    return lemma in ("welcome", "greet", "meet")


def _fill(scene: Scene, draft: Draft, named: NamedFrame, subjects: list[int], heads: list[int], passive: bool) -> None:
    """Give the frame's arguments their roles."""
    frame, v = named.frame, draft.pos
    subject_role = frame.subject
    if draft.type == "Award" and _contract(scene, v, subjects, passive):
        draft.type = "Award"
    elif draft.type == "Award" and _money(scene, v):
        draft.type, subject_role = "Donation", "donor"
        frame = frame._replace(preps=(("to", "recipient"), ("from", "donor")))
    if passive:
        for entity, pos in clauses.by_agents(scene, v):
            if subject_role:
                draft.add(subject_role, entity, pos)
    elif subject_role:
        for entity, pos in agents_of(scene, subjects, subject_role):
            rite = named.noun_set == "RITES" and scene.type_of(entity) == "Organisation"
            itself = any(scene.mention(i) == scene.mention(pos) for i in subjects)
            draft.add("organiser" if rite and itself else subject_role, entity, pos)
    if draft.type == "Donation" and not passive:
        _given_there(scene, draft, v)
    if draft.type == "Signing" and passive and draft.object is not None:
        known = scene.word(phrase_start(scene, draft.object)) in _KNOWN
        for entity, pos in _parties(scene, v) if known else []:
            draft.add("participant", entity, pos)
    if draft.type == "Donation" and subject_role == "donor" and not draft.roles:
        for entity, pos in _gathered_by(scene, v):
            draft.add("donor", entity, pos)
    if frame.object:
        for i in heads:
            for entity, pos in scene.coordinated(scene.mention(i)[0]) if scene.agents(i) else []:
                draft.add(frame.object, entity, pos)
            if not scene.agents(i) and frame.object in ("recipient", "participant"):
                for entity, pos in group_agents(scene, i):
                    draft.add(frame.object, entity, pos)
    stop = scene.bounds(v)[1]
    if named.noun_set == "@Going" and draft.object is not None:  # "came to see Mill School"
        for entity in scene.agents(draft.object):
            draft.add("host", entity, draft.object)
    for word, role in frame.preps:
        for j in range(v + 1, stop):
            if scene.doc[j].lower_ == word and scene.at[j] is None and not scene.quoted[j]:
                others = receiver(scene, j + 1) if draft.type == "Donation" else _named(scene, j + 1)
                for entity, pos in others:
                    draft.add(role, entity, pos)
                if others:
                    break
            if (
                j > v + 1
                and scene.doc[j].pos_ == "VERB"
                and scene.doc[j].tag_ in ("VBD", "VBZ", "VBP")
                and scene.verb(j)
            ):
                break


def _parties(scene: Scene, v: int) -> list[tuple[str, int]]:
    """ "A and B have extended their project. The agreement was signed by …": the two of the sentence before."""
    n = scene.sentence_of[v]
    if n < 1:
        return []
    start, end = scene.sentences[n - 1]
    for j in range(start, end):
        listed = scene.coordinated(j) if scene.agents(j) and clauses.governed(scene, j) is None else []
        bodies = [x for x in listed if scene.type_of(x[0]) == "Organisation"]
        if len(bodies) > 1 and len(bodies) == len(listed):
            after = max(scene.mention(pos)[1] for _, pos in bodies)
            acting = any(scene.doc[k].pos_ in ("VERB", "AUX") for k in range(after, min(after + 6, end)))
            return bodies if acting else []
        if scene.doc[j].pos_ in ("VERB", "AUX") and scene.at[j] is None:
            return []
    return []


def _given_there(scene: Scene, draft: Draft, v: int) -> None:
    """ "Mill School, where the bank donated …", "the school to which it was given": who the relative clause is of."""
    head = scene.doc[v].head.i
    if scene.doc[v].dep_ != "relcl" or head >= v:
        return
    between = [t.lower_ for t in scene.doc[head + 1 : v]]
    given_to = any(a == "to" and b in ("which", "whom") for a, b in pairwise(between))
    for entity in scene.agents(head) if given_to or "where" in between else ():
        draft.add("recipient", entity, head)


def _gathered_by(scene: Scene, v: int) -> list[tuple[str, int]]:
    """ "£900 was raised by the staff of X and donated to Y": who brought it together gives it."""
    first = scene.doc[v].head
    if scene.doc[v].dep_ != "conj" or first.i >= v or first.lemma_.lower() not in GATHERING:
        return []
    by = next((c for c in first.children if c.lower_ == "by" and c.i > first.i), None)
    return receiver(scene, by.i + 1) if by is not None else []


def _sent_to_place(scene: Scene, v: int) -> bool:
    """ "sent 500 quilts to Luding County on 3 May": goods, where to, and when."""
    near = range(v + 1, min(v + 24, scene.bounds(v)[1] - 1))
    return scene.dated(v) and any(scene.word(j) == "to" and scene.places(j + 1) for j in near)


def _named(scene: Scene, i: int) -> list[tuple[str, int]]:
    name = name_from(scene, i)
    return scene.coordinated(name) if name is not None else []


def _contract(scene: Scene, v: int, subjects: list[int], passive: bool) -> bool:
    """ "awarded a contract worth £11.5m to …", "the contract was awarded": won, not given."""
    near = range(v + 1, min(v + 12, scene.bounds(v)[1]))
    return any(
        singular(scene.doc[i].lower_) in ("contract", "tender", "deal") for i in [*near, *(subjects if passive else [])]
    )


def _money(scene: Scene, v: int) -> bool:
    """ "was awarded €4 million", "awarded a grant to …"; but "awarded a contract worth €4 million"."""
    head = clauses.phrase_head(scene, v + 1)
    if head is not None and singular(scene.doc[head].lower_) in nouns.AGREEMENTS:
        return False
    for j in range(v + 1, min(v + 7, scene.bounds(v)[1])):
        if scene.doc[j].tag_ == "$" or scene.doc[j].lower_ in CURRENCIES | {"grant", "grants", "funding", "million"}:
            return True
        if scene.doc[j].lower_ in ("to", "by", "for", "at", "in", "on"):
            return False
    return False


_NO_SHOW = frozenset(
    "operation transplant surgery test check experiment role duty task procedure service ritual work analysis "
    "simulation autopsy".split()
)


def _players(scene: Scene, subjects: list[int]) -> bool:
    return any(singular(t.lower_) in nouns.ENSEMBLES for i in subjects for t in scene.doc[slice(*scene.mention(i))])


def _sited(scene: Scene, v: int) -> bool:
    """ "are being exhibited at the Art Pavilion"."""
    return (
        v + 2 < scene.size
        and scene.doc[v + 1].lower_ in ("at", "in")
        and any(scene.at[j] for j in range(v + 2, v + 5) if j < scene.size)
    )


def _towards(scene: Scene, v: int) -> bool:
    return any(t.lower_ in ("towards", "toward") for t in scene.doc[v + 1 : min(v + 8, scene.bounds(v)[1])])


def _worth(scene: Scene, draft: Draft, named: NamedFrame, lemma: str, subjects: list[int], passive: bool) -> bool:
    """Whether the frame's arguments are of the kind that makes the verb an event of that type."""
    roles = {r for r, _, _ in draft.roles}
    kind = draft.type
    if kind == "Launch" and scene.word(draft.pos + 1) == "work" and any(scene.persons(i) for i in subjects):
        return False  # "Ms Pugh will start work on 2 April"
    if kind == "Signing" and not roles and not passive:
        return scene.dated(draft.pos) and any(scene.at[i] is not None for i in subjects)
    if kind == "Visit" and lemma == "tour" and _players(scene, subjects):
        draft.type = "Performance"
        return True
    if kind == "Visit" and named.noun_set == "VISITORS":
        return bool(roles)
    if kind == "Visit":
        seen = draft.object is not None and (
            scene.entities(draft.object)
            or singular(scene.doc[draft.object].lower_) in nouns.FOUNDABLE
            or (roles and scene.dated(draft.pos))
        )
        return bool(seen) and (scene.event_noun(draft.object or 0) is None)
    if kind == "Award" and named.noun_set == "":
        return "recipient" in roles or "organiser" in roles
    if kind == "Performance" and draft.object is not None and singular(scene.doc[draft.object].lower_) in _NO_SHOW:
        return False
    if kind == "Performance":
        return bool(roles) or scene.dated(draft.pos)
    if kind == "Meeting" and draft.roles and not draft.title:  # "met (with) a delegation led by X"
        met = draft.object
        if met is None and scene.doc[draft.pos + 1].lower_ == "with":
            met = clauses.phrase_head(scene, draft.pos + 2)
        if met is not None and singular(scene.doc[met].lower_) in nouns.VISITORS - {"party", "visit"}:
            return True
        if met is not None and singular(scene.doc[met].lower_) in nouns.GROUPS:  # "met representatives of the bank"
            for entity, pos in group_agents(scene, met):
                draft.add("participant", entity, pos)
    if kind in ("Competition", "Meeting"):
        assembled = any(singular(scene.doc[i].lower_) in nouns.ASSEMBLIES for i in subjects if scene.at[i] is None)
        people = any(scene.many(i) and scene.at[i] is None for i in subjects)  # "60 tutors met in Leeds on 4 June"
        sited = people and scene.dated(draft.pos) and _sited(scene, draft.pos)
        return len(draft.roles) > 1 or (kind == "Meeting" and (assembled or sited) and draft.object is None)
    if kind == "Exhibition":
        shown = passive and (scene.dated(draft.pos) or _sited(scene, draft.pos))
        return draft.object is not None and bool(roles or shown)
    if kind == "Donation" and draft.aim:
        return bool(roles)
    if kind == "Donation" and named.frame.type == "Award":
        given_to = "to" in {t.lower_ for t in scene.doc[draft.pos + 1 : min(draft.pos + 9, scene.bounds(draft.pos)[1])]}
        return "recipient" in roles or ("donor" in roles and given_to)
    if kind == "Donation" and named.noun_set == "@Goods":
        return {"donor", "recipient"} <= roles
    if named.noun_set == "@IntoUse":
        head = draft.object
        words = {singular(t.lower_) for t in scene.doc[slice(*scene.mention(head))]} if head is not None else set()
        draft.type = "Establishment" if words & nouns.FOUNDABLE else "Launch"
        return True
    if named.noun_set == "@Thing":
        return {"donor", "recipient"} <= roles and any(
            scene.type_of(e) == "Organisation" for r, e, _ in draft.roles if r == "recipient"
        )
    if named.noun_set == "@Together":
        return len(draft.roles) > 1
    if kind == "Donation" and lemma == "raise":
        return "donor" in roles and scene.dated(draft.pos)
    if kind == "Donation" and named.noun_set in ("@Handed", "@GivenOut", "@Free", "@Money", "@Left"):
        return bool(roles)
    if kind in ("Lecture", "Ceremony", "Training", "Activity") or named.noun_set in _FOUND:
        return True
    if kind == "Donation" and named.frame.subject == "recipient" and "recipient" in roles:
        word = singular(scene.doc[draft.object].lower_) if draft.object is not None else ""
        return "donor" in roles or word in nominal.GIVING
    cheque = passive and any(scene.doc[i].lower_ in ("cheque", "check", "donation", "cheques") for i in subjects)
    if kind == "Donation" and cheque and "recipient" in roles:
        return True
    if kind == "Donation" and named.frame.type == "Signing":
        return bool(roles)
    if kind == "Donation" and named.noun_set:
        return (
            "donor" in roles
            and (
                "recipient" in roles
                or _towards(scene, draft.pos)
                or (lemma in SENDING and _sent_to_place(scene, draft.pos))
                or lemma in ("give", "hand", "contribute", "gift", "bequeath", "grant", "pledge")
            )
        ) or ("recipient" in roles and "donor" in roles)
    if kind == "Publication" and named.noun_set == "":
        work = draft.object is not None and singular(scene.doc[draft.object].lower_) in nouns.WORKS
        return draft.object is not None and bool(roles or passive or (work and scene.dated(draft.pos)))
    if kind == "Broadcast":
        return bool(subjects)
    return True
