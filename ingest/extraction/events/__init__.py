"""Events of an item: what happened or is set to happen, when, where, and who took which part in it.

The order: triggers (verbs and nouns of the frames) → roles beside them → times and places → drafts of one happening put
together → readings. Each step is a module of its own; the words are data in `frames/`.

How right they are is measured in docs/quality.md, by halves of several annotated sets.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.annotations import Annotations
from newsgraph.ingest.extraction.events.assemble import reading
from newsgraph.ingest.extraction.events.datelines import place_by_dateline
from newsgraph.ingest.extraction.events.dates import Time
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.merge import bygone, lend, put_together, wholes_of
from newsgraph.ingest.extraction.events.plain import plain_activity
from newsgraph.ingest.extraction.events.roles import cues, noun_roles, take_cues
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import Setting, settings_of, shared, venue
from newsgraph.ingest.extraction.events.timing import announced_times, shared_times, times_of
from newsgraph.ingest.extraction.events.triggers import find_drafts
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
        here += take_cues(scene, n, found, here, told=bool(drafts))
        times += times_of(scene, n, here)
        settings += shared(settings_of(scene, n, here), here)
        if drafts and not any(d.verb is not None and not d.weak for d in here):
            placed = venue(scene, n)
            settings += placed
            here += [d for d, _ in placed[:1]]
        drafts += here
    happenings = put_together(scene, drafts, times, settings)
    if not happenings:
        happenings = plain_activity(scene)
    happenings = [h for h in happenings if not bygone(scene, h)]
    shared_times(scene, happenings)
    announced_times(scene, happenings)
    if happenings:
        place_by_dateline(scene, happenings[0])
    lend(scene, happenings)
    wholes = wholes_of(scene, happenings)
    return [
        reading(scene, h, f"e{k}", part_of=f"e{whole + 1}" if (whole := wholes.get(k - 1)) is not None else None)
        for k, h in enumerate(happenings, 1)
    ]
