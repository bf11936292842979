# ruff: noqa: SIM905 - word lists are read and mended as text
"""Honours told by where somebody came, or by who the winner is: "emerged as champion", "the winner of the prize is X",
"second prizes went to A and B".
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role, Status

_PLACING = frozenset("emerge finish come rank place".split())
_FIRST = frozenset("champion champions winner winners first victorious top".split())
_BEHIND = frozenset("second third fourth runner runners runner-up".split())
_HONOURED = frozenset("winner winners recipient recipients laureate laureates".split())
_BEING = frozenset("is was are were".split())


def placing(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The team of X emerged as champion", "Y came second", "second prizes went to A and B"."""
    if passive or status != "held":
        return []
    subjects = clauses.subject(scene, v)
    if lemma == "go":
        won = any(scene.at[i] is None and singular(scene.doc[i].lower_) in nouns.PRIZES for i in subjects)
        to = v + 1 if scene.word(v + 1) == "to" else v + 2
        name = name_from(scene, to + 1, 14) if won and scene.word(to) == "to" else None
        named = scene.coordinated(name) if name is not None else []
        return [_draft(scene, v, status, named, "recipient", weak=False)] if named else []
    if lemma not in _PLACING:
        return []
    after = [t.lower_ for t in scene.doc[v + 1 : min(v + 5, scene.bounds(v)[1])]]
    while after[:1] and after[0] in ("as", "the", "overall", "in", "joint"):
        after = after[1:]
    named = agents_of(scene, subjects, "participant")
    if not named or not after or after[0] not in _FIRST | _BEHIND:
        return []
    role: Role = "recipient" if after[0] in _FIRST else "participant"
    return [_draft(scene, v, status, named, role, weak=not scene.dated(v))]


def _draft(scene: Scene, v: int, status: Status, named: list[tuple[str, int]], role: Role, *, weak: bool) -> Draft:
    kind = "Award" if role == "recipient" and not weak else "Competition"
    draft = Draft(v, (v, v + 1), kind, scene.sentence_of[v], verb=v, status=status, title=scene.in_title(v))
    draft.weak, draft.definite = weak, weak
    for entity, pos in named:
        draft.add(role, entity, pos)
    return draft


def honoured(scene: Scene, start: int, end: int) -> list[Draft]:
    """ "The winner of the X Prize is Ada Quill", "Among the recipients of the medal was Ada Quill"."""
    for i in range(start + 1, end - 1):
        if scene.doc[i].lower_ not in _BEING or scene.at[i] is not None or scene.quoted[i]:
            continue
        won = next((j for j in range(start, i) if scene.doc[j].lower_ in _HONOURED and scene.at[j] is None), None)
        if won is None or scene.word(won + 1) != "of" or any(scene.verb(j) for j in range(won, i)):
            continue
        words = {singular(t.lower_) for t in scene.doc[won + 2 : i]}
        name = name_from(scene, i + 1, 8)
        opened = all(t.pos_ in ("DET", "ADJ", "ADP", "SPACE", "ADV") for t in scene.doc[start:won])
        if not words & nouns.PRIZES or name is None or not opened:
            continue
        draft = _draft(scene, i, "held", scene.coordinated(name), "recipient", weak=False)
        inside = next((j for j in range(won + 2, i) if scene.agents(j)), None)
        for entity in scene.agents(inside) if inside is not None else []:
            if scene.type_of(entity) == "Organisation":
                draft.add("organiser", entity, inside or i)
        draft.span = (phrase_start(scene, won), won + 1)
        return [draft]
    return []
