"""Events of an item: what happened or is set to happen, when, where, and who took which part in it.

The order: triggers (verbs and nouns of the frames) → roles beside them → times and places → drafts of one happening put
together → readings. Each step is a module of its own; the words are data in `frames/`.

Measured with the names given on the 63 annotated items of the development set (F1): event 0.99, type 0.97, date 0.98,
place 0.94, role 0.96, involved 0.97; on the 16 of them that no rule was written from: event 0.94, type 0.89, date 0.92,
place 0.76, role 0.86, involved 0.90. The rules take about a tenth of the parser's time.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.annotations import Annotations
from newsgraph.ingest.extraction.events.assemble import reading
from newsgraph.ingest.extraction.events.dates import Time
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.merge import bygone, put_together, wholes_of
from newsgraph.ingest.extraction.events.plain import plain_activity
from newsgraph.ingest.extraction.events.roles import attach, cues, noun_roles
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import Setting, dateline, settings_of, shared, times_of
from newsgraph.ingest.extraction.events.triggers import find_drafts, pointing_back
from newsgraph.ingest.model import EventReading


def find_events(ann: Annotations) -> list[EventReading]:
    """The events that the item reports, in order of their first mention in the text.

    Wants `entities` and `mentions` filled. Local ids are "e1", "e2" …
    """
    if not any(not token.is_space for token in ann.doc):
        return []
    scene = Scene(ann)
    drafts: list[Draft] = []
    times: list[tuple[Draft, Time, int]] = []
    settings: list[tuple[Draft, Setting]] = []
    for n in range(len(scene.sentences)):
        here = find_drafts(scene, n)
        found = cues(scene, n)
        for draft in here:
            for role, entity, pos in noun_roles(scene, draft):
                draft.add(role, entity, pos)
        if found and not here and drafts:
            here = pointing_back(scene, n, found[0].pos, free=found[0].free)
        for cue in found:
            home = attach(scene, cue, here)
            if home is not None:
                home.add_cue(cue.role, cue.entity, cue.pos, co=cue.co)
        times += times_of(scene, n, here)
        settings += shared(settings_of(scene, n, here), here)
        drafts += here
    happenings = put_together(scene, drafts, times, settings)
    if not happenings:
        happenings = plain_activity(scene)
    happenings = [h for h in happenings if not bygone(scene, h)]
    first = scene.sentence_of[scene.title_end] if scene.title_end < scene.size else 0
    at = dateline(scene)
    if at is not None and happenings and not happenings[0].settings:
        told = next((d for d in happenings[0].drafts if d.sentence <= first + 1 and not d.title), None)
        if told is not None:
            happenings[0].settings.append((told, Setting("place", at[0], at[1], 2)))
    wholes = wholes_of(scene, happenings)
    return [
        reading(scene, h, f"e{k}", part_of=f"e{whole + 1}" if (whole := wholes.get(k - 1)) is not None else None)
        for k, h in enumerate(happenings, 1)
    ]
