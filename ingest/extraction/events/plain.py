"""The last resort: an item whose first sentence tells what a named body did on a named day, with no word that tells
of what kind.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames.verbs import NO_HAPPENING
from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.people import agents_of
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import settings_of
from newsgraph.ingest.extraction.events.timing import times_of


def plain_activity(scene: Scene) -> list[Happening]:
    """An Activity from the first sentence of the text, where its main verb is an action in the past or to come, with
    a day.

    "As a measure …, the programme welcomed its millionth student at X on 1 September", "volunteers of X planted 200
    trees".
    """
    n = scene.sentence_of[scene.title_end] if scene.title_end < scene.size else 0
    start, end = scene.sentences[n]
    root = next(
        (t for t in scene.doc[start:end] if t.dep_ == "ROOT" and t.pos_ == "VERB" and scene.at[t.i] is None), None
    )
    if root is None or root.lemma_.lower() in NO_HAPPENING or scene.quoted[root.i]:
        return []
    if any(scene.word(phrase_start(scene, i)) in ("no", "neither", "nobody") for i in clauses.subject(scene, root.i)):
        return []
    status = clauses.reality(scene, root.i)
    if status is None or (root.tag_ in ("VBZ", "VBP", "VBG") and status == "held"):
        return []
    draft = Draft(
        pos=root.i, span=(root.i, root.i + 1), type="Activity", sentence=n, verb=root.i, status=status, frame=True
    )
    draft.object = next((c.i for c in root.children if c.dep_ == "dobj"), None)
    times = times_of(scene, n, [draft])
    if not any(t.start and len(t.start) == 10 for _, t, _ in times):
        return []
    agents = (
        clauses.by_agents(scene, root.i)
        if clauses.is_passive(scene, root.i)
        else agents_of(scene, clauses.subject(scene, root.i), "participant")
    )
    heads = clauses.subject(scene, root.i)  # "pupils of Mill School" take part, "Mill School" organises
    about = any(start <= m.start < root.i for m in scene.programmes)
    if not agents and not about:
        return []
    passive = clauses.is_passive(scene, root.i)
    for entity, pos in agents:
        itself = scene.type_of(entity) == "Organisation" and (passive or any(scene.at[i] is not None for i in heads))
        draft.add("organiser" if itself else "participant", entity, pos)
    return [Happening([draft], times, settings_of(scene, n, [draft]))]
