# ruff: noqa: SIM905 - word lists are read and mended as text
"""Happenings told by a noun and a verb of report: "announced the appointment of Jo Li as dean", "celebrated the opening
of the new wing", "announced a £2 million gift from the Moss Trust". The words are data: `frames.nominal`.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.appointments import post_after
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nominal, nouns
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role, Status

_COMING = frozenset("planned upcoming forthcoming imminent proposed possible expected".split())
_PASSED_ON: dict[str, Role] = {"to": "recipient", "for": "recipient", "from": "donor", "by": "donor"}


def announced(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """The happening that the object (of a passive: the subject) of a verb of report names."""
    if lemma not in nominal.ANNOUNCING or scene.doc[v].dep_ == "relcl":
        return []
    head = _nominal(scene, v, passive)
    if head is None:
        return _winners(scene, v, lemma, passive, status)
    word = singular(scene.doc[head].lower_)
    kind = nominal.NOMINAL[word]
    start = phrase_start(scene, head)
    words = [t.lower_ for t in scene.doc[start:head]]
    if "no" in words or (lemma in ("see", "attend") and words[:1] not in (["the"], ["a"])):
        return []
    draft = Draft(
        pos=v,
        span=(start, head + 1),
        type=kind,
        sentence=scene.sentence_of[v],
        noun=head,
        verb=v,
        status="scheduled" if set(words) & _COMING else status,
        title=scene.in_title(v),
    )
    if not _told(scene, draft, head, kind, word):
        return []
    if word in nominal.GIVING:
        _givers(scene, draft, v, head, passive)
    elif lemma in ("announce", "celebrate", "mark", "reveal", "unveil") and kind not in ("Visit", "Signing"):
        for entity, pos in [] if passive else agents_of(scene, clauses.subject(scene, v), "organiser"):
            if scene.type_of(entity) == "Organisation":
                draft.add("organiser", entity, pos)
    return [draft]


def _winners(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The winners of the contest were announced"."""
    heads = clauses.subject(scene, v) if passive else clauses.objects(scene, v)
    named = next((i for i in heads if scene.doc[i].lower_ in ("winners", "winner", "laureates", "finalists")), None)
    if named is None or lemma not in ("announce", "reveal", "declare", "unveil"):
        return []
    draft = Draft(v, (v, v + 1), "Award", scene.sentence_of[v], verb=v, status=status, object=named, frame=True)
    draft.title = scene.in_title(v)
    return [draft]


def _nominal(scene: Scene, v: int, passive: bool) -> int | None:
    """The noun of happening that heads the object."""
    if passive:
        heads = clauses.subject(scene, v)
        return next((i for i in heads if scene.at[i] is None and _is_nominal(scene, i)), None)
    for j in range(v + 1, min(v + 16, scene.bounds(v)[1])):
        token = scene.doc[j]
        if scene.at[j] is not None:
            end = scene.mention(j)[1]
            if (end < scene.size and scene.doc[end].tag_ == "POS") or scene.doc[j].dep_ in ("compound", "nmod", "amod"):
                continue
            return None
        if _is_nominal(scene, j) and token.dep_ != "compound":
            return j
        paid = token.lower_ == "in" and scene.doc[j - 1].pos_ == "NUM"  # "$3 million in funding"
        if paid:
            continue
        fits = token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "SYM") or token.tag_ in (
            "POS",
            "HYPH",
            "VBN",
        )
        if not fits and token.text not in '$£€-"“”':
            return None
    return None


def _is_nominal(scene: Scene, i: int) -> bool:
    word = scene.doc[i].lower_
    return singular(word) in nominal.NOMINAL and scene.doc[i].pos_ in ("NOUN", "PROPN", "VERB") and not scene.quoted[i]


def _told(scene: Scene, draft: Draft, head: int, kind: str, word: str) -> bool:
    """Whether the noun's own phrase says of what the happening is."""
    stop = scene.bounds(head)[1]
    following = scene.doc[head + 1].lower_ if head + 1 < stop else ""
    if word in nominal.GIVING:
        money = any(scene.doc[j].tag_ in ("$", "CD") for j in range(draft.span[0], min(head + 4, stop)))
        return money or following in ("from", "to")
    if following not in ("of", "by", "for", "to"):
        return False
    if kind == "Appointment":
        after = range(head + 1, min(head + 16, stop))
        person = any(scene.type_of(e) == "Person" for j in after for e in scene.entities(j))
        return person or post_after(scene, head + 2) is not None
    if kind == "Visit" or (kind == "Publication" and following == "of"):
        return True
    inner = clauses.phrase_head(scene, head + 2)
    if inner is None:
        return False
    first, last = scene.mention(inner)
    event = scene.event_noun(inner)
    if kind == "Establishment" and event is not None and not event.weak and not event.generic:
        draft.type = event.type  # "the opening of the exhibition"
        return True
    needs = nouns.SETS.get(nominal.NEEDS.get(kind, ""))
    return (
        needs is None
        or any(singular(scene.doc[j].lower_) in needs for j in range(first, last))
        or (kind == "Establishment" and scene.at[inner] is not None)
    )


def _givers(scene: Scene, draft: Draft, v: int, head: int, passive: bool) -> None:
    """Who gives and who is given: named after the noun; the announcing body is the other of the two."""
    draft.type = "Donation"
    for j in range(head + 1, min(head + 24, scene.bounds(v)[1])):
        if scene.at[j] is not None:
            continue
        role = _PASSED_ON.get(scene.doc[j].lower_)
        name = name_from(scene, j + 1) if role else None
        if role and name is not None:
            for entity, pos in scene.coordinated(name):
                draft.add(role, entity, pos)
        if scene.doc[j].pos_ == "VERB" and scene.doc[j].tag_ in ("VBD", "VBZ", "VBP"):
            break
    roles = {r for r, _, _ in draft.roles}
    own: Role | None = "recipient" if "donor" in roles else "donor" if "recipient" in roles else None
    for entity, pos in [] if passive or own is None else agents_of(scene, clauses.subject(scene, v), own):
        draft.add(own or "donor", entity, pos)
