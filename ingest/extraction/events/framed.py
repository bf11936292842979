# ruff: noqa: SIM905 - word lists are read and mended as text
"""Event verbs with frames of their own: "donated", "signed", "visited", "was appointed" … (the frames are data:
`frames.verbs`).
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns, verbs
from newsgraph.ingest.extraction.events.frames.verbs import NamedFrame
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.people import agents_of, group_agents
from newsgraph.ingest.extraction.events.phrases import (
    phrase_start,
)
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Status

_BEST = frozenset("year best top winner leading national outstanding advanced first excellent model among".split())


def framed(scene: Scene, v: int, lemma: str, passive: bool, status: Status, *, aim: bool = False) -> list[Draft]:
    relative = {t.lower_ for t in scene.doc[scene.doc[v].head.i : v]} & {"which", "who", "that", "where"}
    if scene.doc[v].dep_ == "relcl" and relative:  # "the library, which opened in 1908": told to describe
        return []
    for named in verbs.frames_of(lemma):
        subjects = clauses.subject(scene, v)
        heads = [i for i in (subjects if passive else clauses.objects(scene, v)) if passive or i > v]
        target = _target(scene, named, v, heads, passive)
        if target is None or (named.noun_set == "VISITORS" and _told_before(scene, v, lemma, target)):
            continue
        draft = Draft(
            pos=v,
            span=(v, v + 1),
            type=named.frame.type,
            sentence=scene.sentence_of[v],
            verb=v,
            status=status,
            title=scene.in_title(v),
            object=target if target >= 0 else None,
            frame=True,
            aim=aim,
        )
        if not passive and _named_to_post(scene, named, subjects, heads):
            heads, subjects, passive = subjects, [], True
        _fill(scene, draft, named, subjects, heads, passive)
        if target >= 0 and scene.at[target] is None and not draft.title:
            draft.definite = scene.doc[phrase_start(scene, target)].lower_ in ("the", "this", "these", "their", "it")
        elif target >= 0 and scene.at[target] in scene.nominal and draft.type == "Establishment":
            draft.definite = True
        if _worth(scene, draft, named, lemma, subjects, passive):
            return [draft]
    return []


def _told_before(scene: Scene, v: int, lemma: str, target: int) -> bool:
    """ "She welcomed the delegation" in a later sentence: no visit of its own, but something done at what was told."""
    known = scene.doc[phrase_start(scene, target)].lower_ in ("the", "them", "all") if target >= 0 else False
    first = scene.sentence_of[scene.title_end] if scene.title_end < scene.size else 0
    return lemma in ("welcome", "greet") and known and scene.sentence_of[v] > first


def _named_to_post(scene: Scene, named: NamedFrame, subjects: list[int], heads: list[int]) -> bool:
    """ "Jordan Whitfield named director" in a headline: a passive without its auxiliary."""
    if named.frame.type != "Appointment" or named.frame.object is None or not heads:
        return False
    person = any(scene.type_of(e) == "Person" for i in subjects for e in scene.entities(i))
    return person and not scene.agents(heads[0]) and singular(scene.doc[heads[0]].lower_) in nouns.POST_WORDS


def _target(scene: Scene, named: NamedFrame, v: int, heads: list[int], passive: bool) -> int | None:
    """The head that meets the frame's demand on its object; -1 where it makes none and there is no object; None: not
    met.
    """
    needs = nouns.SETS.get(named.noun_set)
    if named.noun_set == "@Person":
        return next((i for i in heads if any(scene.type_of(e) == "Person" for e in scene.entities(i))), None)
    if named.noun_set == "@As":  # "joins the Royal Infirmary as chief nurse"
        words = {t.lower_ for t in scene.doc[v + 1 : min(v + 16, scene.bounds(v)[1])]}
        return heads[0] if heads and scene.agents(heads[0]) and "as" in words else None
    if named.noun_set == "@Over":  # "handed over five pumps to X"
        words = {t.lower_ for t in scene.doc[v + 1 : min(v + 9, scene.bounds(v)[1])]}
        return heads[0] if heads and "over" in words else None
    if named.noun_set == "@Goods":  # "gave 40 violins to X"
        counted = bool(heads) and any(scene.doc[j].pos_ == "NUM" for j in range(v + 1, heads[0]))
        return heads[0] if counted and scene.event_noun(heads[0]) is None and not passive else None
    if named.noun_set == "@Best":  # "has been named Museum of the Year by X"
        words = {t.lower_ for t in scene.doc[v + 1 : min(v + 10, scene.bounds(v)[1])]}
        honoured = any(scene.type_of(e) == "Organisation" for i in heads for e in scene.agents(i))
        return heads[0] if passive and honoured and words & _BEST else None
    if named.noun_set in ("@WithPrize", "@WithGift"):  # "presented Mill School with forty dictionaries"
        return _given_with(scene, v, heads, prize=named.noun_set == "@WithPrize")
    if named.noun_set == "@OverAs":  # "took over as director"
        following = [t.lower_ for t in scene.doc[v + 1 : min(v + 3, scene.bounds(v)[1])]]
        return -1 if following == ["over", "as"] else None
    if named.noun_set == "@Rival":  # "played Mill United"
        rivals = [e for i in heads for e in scene.agents(i) if scene.type_of(e) == "Organisation"]
        return heads[0] if rivals and not passive else None
    if needs is None:
        return heads[0] if heads else -1
    for i in heads:
        first, last = scene.mention(i)
        if singular(scene.doc[i].lower_) in needs:
            return i
        if named.noun_set == "AGREEMENTS" and scene.verb(v) == "sign" and scene.doc[i].lower_ == "it":
            return i
        if (
            named.noun_set == "FOUNDABLE"
            and any(singular(scene.doc[j].lower_) in needs for j in range(first, last))
            and scene.at[i]
        ):
            return i
        if named.noun_set in ("STARTABLE",) and any(m.start <= i < m.end for m in scene.programmes):
            return i
    if named.noun_set == "PRIZES" and not passive:  # "wins Young Baker of the Year award"
        for j in range(v + 1, min(v + 14, scene.bounds(v)[1])):
            if scene.doc[j].lower_ in ("in", "at", "for", "from", "on", "with", "by", "to") or (
                scene.verb(j) and scene.doc[j].pos_ == "VERB"
            ):
                break
            if scene.at[j] is None and singular(scene.doc[j].lower_) in needs:
                return j
    if passive and named.frame.object and named.noun_set in ("GIFTS", "PRIZES"):  # "Li Song was given the prize"
        after = clauses.phrase_head(scene, v + 2 if scene.doc[v + 1].lower_ == "with" else v + 1)
        if after is not None and singular(scene.doc[after].lower_) in needs:
            return after
    return None


def _given_with(scene: Scene, v: int, heads: list[int], *, prize: bool) -> int | None:
    """The receiver of "presented X with Y", where Y is a prize, or counted or goods."""
    receiver = next((i for i in heads if scene.agents(i)), None)
    if receiver is None:
        return None
    after = scene.mention(receiver)[1]
    if after + 1 >= scene.bounds(v)[1] or scene.doc[after].lower_ != "with":
        return None
    given = clauses.phrase_head(scene, after + 1)
    if given is None:
        return None
    word = singular(scene.doc[given].lower_)
    counted = any(scene.doc[j].pos_ == "NUM" for j in range(after + 1, given))
    fits = word in nouns.PRIZES if prize else (counted or word in nouns.GIFTS)
    return receiver if fits else None


def _fill(scene: Scene, draft: Draft, named: NamedFrame, subjects: list[int], heads: list[int], passive: bool) -> None:
    """Give the frame's arguments their roles."""
    frame, v = named.frame, draft.pos
    subject_role = frame.subject
    if draft.type == "Award" and _money(scene, v):
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
    if frame.object:
        for i in heads:
            for entity, pos in scene.coordinated(scene.mention(i)[0]) if scene.agents(i) else []:
                draft.add(frame.object, entity, pos)
            if not scene.agents(i) and frame.object in ("recipient", "participant"):
                for entity, pos in group_agents(scene, i):
                    draft.add(frame.object, entity, pos)
    stop = scene.bounds(v)[1]
    if draft.type == "Appointment" and not passive and not any(r == "recipient" for r, _, _ in draft.roles):
        for j in range(v + 1, min(v + 5, stop)):  # "has appointed Dr Samuel Bett dean"
            if any(scene.type_of(e) == "Person" for e in scene.entities(j)):
                draft.add("recipient", scene.entities(j)[0], j)
    if draft.type == "Appointment" and not passive and frame.object == "recipient":
        for entity, pos in _elected(scene, v):
            draft.add("recipient", entity, pos)
    for word, role in frame.preps:
        for j in range(v + 1, stop):
            if scene.doc[j].lower_ == word and scene.at[j] is None and not scene.quoted[j]:
                name = clauses.name_from(scene, j + 1)
                if name is not None:
                    for entity, pos in scene.coordinated(name):
                        draft.add(role, entity, pos)
                    break
            if (
                j > v + 1
                and scene.doc[j].pos_ == "VERB"
                and scene.doc[j].tag_ in ("VBD", "VBZ", "VBP")
                and scene.verb(j)
            ):
                break


def _elected(scene: Scene, v: int) -> list[tuple[str, int]]:
    """ "elected A president and B treasurer": the persons named up to the end of the list of posts."""
    out: list[tuple[str, int]] = []
    for j in range(v + 1, scene.bounds(v)[1]):
        token = scene.doc[j]
        if scene.at[j] is not None:
            out += [(e, j) for e in scene.entities(j) if scene.type_of(e) == "Person" and (e, j - 1) not in out]
            continue
        listed = token.pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ", "DET") or token.text in (",", "-")
        if not listed or token.lower_ in ("who", "which"):
            break
    return out


def _money(scene: Scene, v: int) -> bool:
    """ "was awarded €4 million", "awarded a grant to …"; but "awarded a contract worth €4 million"."""
    head = clauses.phrase_head(scene, v + 1)
    if head is not None and singular(scene.doc[head].lower_) in nouns.AGREEMENTS:
        return False
    for j in range(v + 1, min(v + 7, scene.bounds(v)[1])):
        if scene.doc[j].tag_ == "$" or scene.doc[j].lower_ in ("grant", "grants", "funding", "million"):
            return True
        if scene.doc[j].lower_ in ("to", "by", "for", "at", "in", "on"):
            return False
    return False


def _worth(scene: Scene, draft: Draft, named: NamedFrame, lemma: str, subjects: list[int], passive: bool) -> bool:
    """Whether the frame's arguments are of the kind that makes the verb an event of that type."""
    roles = {r for r, _, _ in draft.roles}
    people = {e for r, e, _ in draft.roles if scene.type_of(e) == "Person"}
    kind = draft.type
    if kind == "Signing" and not roles and not passive:
        return False
    if kind == "Visit" and named.noun_set == "VISITORS":
        return bool(roles)
    if kind == "Visit":
        seen = draft.object is not None and (
            scene.entities(draft.object) or singular(scene.doc[draft.object].lower_) in nouns.FOUNDABLE
        )
        return bool(seen) and (scene.event_noun(draft.object or 0) is None)
    if kind == "Appointment":
        if named.noun_set in ("POST_WORDS", "@As"):
            return bool(people) and "recipient" in roles
        if named.noun_set == "@Person":  # "A succeeds B as head of C"
            words = [t.lower_ for t in scene.doc[draft.pos + 1 : min(draft.pos + 12, scene.bounds(draft.pos)[1])]]
            return draft.title and "as" in words and bool(people)
        window = scene.doc[draft.pos + 1 : min(draft.pos + 16, scene.bounds(draft.pos)[1])]
        posted = any(singular(t.lower_) in nouns.POST_WORDS for t in window)
        return posted and bool(people & {e for r, e, _ in draft.roles if r == "recipient"})
    if kind in ("Award",) and named.noun_set == "":
        return "recipient" in roles or "organiser" in roles
    if kind == "Performance":
        return bool(roles)
    if kind in ("Competition", "Meeting"):
        assembled = any(singular(scene.doc[i].lower_) in nouns.ASSEMBLIES for i in subjects if scene.at[i] is None)
        return len(draft.roles) > 1 or (kind == "Meeting" and assembled and draft.object is None)
    if kind == "Exhibition":
        return bool(roles) and draft.object is not None
    if kind == "Donation" and draft.aim:
        return bool(roles)
    if kind == "Donation" and named.frame.type == "Award":
        return "recipient" in roles
    if kind == "Donation" and named.noun_set == "@Goods":
        return {"donor", "recipient"} <= roles
    if kind == "Donation" and named.noun_set:
        return (
            "donor" in roles
            and ("recipient" in roles or lemma in ("give", "hand", "contribute", "gift", "bequeath", "grant", "pledge"))
        ) or ("recipient" in roles and "donor" in roles)
    if kind == "Publication" and named.noun_set == "":
        return draft.object is not None and bool(roles or passive)
    if kind == "Broadcast":
        return bool(subjects)
    return True
