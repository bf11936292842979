"""What a later sentence says that named people and bodies did at or for the event: "Mill College sent ten teachers",
"Funding came from the Moss Trust", "A and B were the hosts". The words are data: `frames.predicates`.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.asides import Cue
from newsgraph.ingest.extraction.events.frames import predicates as data
from newsgraph.ingest.extraction.events.frames.cues import NAMED_AS
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of, attracted
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role

_BE = frozenset(("was", "were", "is", "are", "be"))
_POINTING = frozenset(("it", "this", "they", "which"))


def predicates(scene: Scene, start: int, end: int) -> list[Cue]:
    """The roles that the verbs of one sentence give beside its events."""
    found: list[Cue] = []
    for v in range(start, end):
        if scene.at[v] is not None or scene.quoted[v] or scene.in_title(v):
            continue
        token = scene.doc[v]
        if token.lower_ in _BE:
            found += _being(scene, v, end)
        elif (
            token.lower_ in data.JOINT and scene.word(v - 1) == "joint" and scene.word(v + 1) in ("of", "by", "between")
        ):
            found += _named(scene, v, v + 2, "organiser")
        elif token.lower_ == "as" and scene.word(v + 1) in ("its", "the", "their", "main"):
            found += _as(scene, v, start, end)
        elif token.pos_ == "VERB" or token.tag_ in ("VBD", "VBN"):
            found += _verbal(scene, v)
    return found


def _verbal(scene: Scene, v: int) -> list[Cue]:
    lemma = _lemma(scene, v)
    if lemma in data.COMING and scene.word(v + 1) == "from":
        return _came_from(scene, v)
    if lemma in data.GATHERING:
        return _gathered(scene, v)
    if lemma == "have" and (talked := _talked(scene, v)):
        return talked
    if scene.word(v + 1) in data.SPOKEN.get(lemma, ()) and clauses.reality(scene, v) == "held":
        return [c for c in _subjects(scene, v, "speaker") if scene.type_of(c.entity) == "Person"]
    done = [d for d in data.DOINGS if lemma in d.verbs]
    if not (done or lemma in data.ACTED) or clauses.reality(scene, v) is None:
        return []
    if lemma in data.ACTED and scene.word(v + 1) == "as":
        head = clauses.phrase_head(scene, v + 2)
        role = NAMED_AS.get(scene.word(head)) if head is not None and scene.at[head] is None else None
        found = _subjects(scene, v, role) if role else []
        hosted = role == "organiser" and scene.word(head or v) in ("host", "hosts")  # a person who hosts leads
        return [c._replace(role="leader") if hosted and scene.type_of(c.entity) == "Person" else c for c in found]
    if lemma == "play" and "to" in {scene.word(j) for j in range(v + 2, min(v + 9, scene.bounds(v)[1]))}:
        return []  # "played host to visitors from Kenya": a visit
    passive = clauses.is_passive(scene, v)
    heads = clauses.subject(scene, v) if passive else clauses.objects(scene, v)
    words = {singular(scene.doc[i].lower_) for i in heads if scene.at[i] is None}
    following = {scene.word(j) for j in range(v + 1, min(v + 4, scene.bounds(v)[1]))}
    for doing in done:
        if not (
            words & doing.objects or (doing.role == "participant" and following & {"open", "closed"} & doing.objects)
        ):
            continue
        if passive:
            found = [Cue(doing.role, e, v, free=True) for e, _ in clauses.by_agents(scene, v)]
        else:
            found = _subjects(scene, v, doing.role)
        return [c for c in found if not doing.persons or scene.type_of(c.entity) == "Person"]
    return []


def _lemma(scene: Scene, v: int) -> str:
    return scene.verb(v) or scene.doc[v].lemma_.lower()


def _talked(scene: Scene, v: int) -> list[Cue]:
    """ "They had talks with the principal, Ada Quill": who was met in the course of the event told of."""
    talks = next((j for j in range(v + 1, min(v + 4, scene.size)) if scene.word(j) in data.TALKS), None)
    if talks is None or scene.word(talks + 1) != "with" or clauses.reality(scene, v) != "held":
        return []
    return [*_named(scene, v, talks + 2, "participant"), *_subjects(scene, v, "participant")]


def _subjects(scene: Scene, v: int, role: Role) -> list[Cue]:
    return [Cue(role, e, v, free=True) for e, _ in agents_of(scene, clauses.subject(scene, v), role)]


def _named(scene: Scene, v: int, i: int, role: Role) -> list[Cue]:
    """The coordination that begins after token i, in a role."""
    name = name_from(scene, i, 14)
    return [Cue(role, e, v, free=True) for e, _ in scene.coordinated(name)] if name is not None else []


def _came_from(scene: Scene, v: int) -> list[Cue]:
    """ "Opening remarks came from Li Song", "Participants came from Mill College and Dale School"."""
    words = {singular(scene.doc[i].lower_) for i in clauses.subject(scene, v) if scene.at[i] is None}
    role = next((data.FROM[w] for w in words if w in data.FROM), None)
    found = _named(scene, v, v + 2, role) if role else []
    return [c for c in found if c.role != "speaker" or scene.type_of(c.entity) == "Person"]


def _gathered(scene: Scene, v: int) -> list[Cue]:
    """ "It brought together teachers from Mill College and Dale School": who came to the event told of."""
    if scene.doc[v].tag_ not in ("VBD", "VBN", "VBZ") or clauses.is_passive(scene, v):
        return []
    heads = clauses.subject(scene, v)
    event = any(scene.event_noun(i) is not None or scene.doc[i].lower_ in _POINTING for i in heads)
    if not event or (_lemma(scene, v) == "bring" and "together" not in {t.lower_ for t in scene.doc[v + 1 : v + 4]}):
        return []
    return [Cue("participant", e, v) for e, _ in attracted(scene, v + 1)]


def _being(scene: Scene, v: int, end: int) -> list[Cue]:
    """ "A and B were the hosts", "delegates from A and B were present"."""
    following = [scene.word(j) for j in range(v + 1, min(v + 4, end))]
    role: Role | None = None
    if following[:1] and (
        following[0] in ("present", "there") or following[:2] in (["in", "attendance"], ["on", "hand"])
    ):
        role = "participant"
    elif following[:2] != ["also", "present"]:
        head = clauses.phrase_head(scene, v + 1)
        of = head is not None and scene.word(head + 1) == "of" and scene.word(head + 2) not in ("honour", "honor")
        if head is not None and head < end and scene.at[head] is None and not of:
            role = NAMED_AS.get(scene.doc[head].lower_) if following[0] in ("the", "its", "among", "joint") else None
    if role is None:
        return []
    heads = [i for i in clauses.subject(scene, v) if scene.doc[i].lower_ not in _POINTING]
    return [Cue(role, e, v, free=True) for e, _ in agents_of(scene, heads, role)]


def _as(scene: Scene, v: int, start: int, end: int) -> list[Cue]:
    """ "with the Moss Bank as its main sponsor"."""
    head = clauses.phrase_head(scene, v + 1)
    role = NAMED_AS.get(scene.word(head)) if head is not None and head < end else None
    j = v - 1
    while j > start and (scene.at[j] is not None or scene.word(j) in ("and", "the", ",")):
        j -= 1
    return _named(scene, v, j + 1, role) if role and scene.word(j) == "with" else []
