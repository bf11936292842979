# ruff: noqa: SIM905 - word lists are read and mended as text
"""Whose a thing is that starts, opens or comes out: "X's new platform went live", "a report compiled by X", "the launch
of X's library". Where nobody else is told to have done it, its maker or owner did.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene

_OWNED = frozenset(("Launch", "Publication", "Establishment"))
_MAKING = frozenset("developed compiled designed prepared written edited produced created built drafted".split())
_DOING = frozenset(("organiser", "donor", "host"))


def owned(scene: Scene, drafts: list[Draft]) -> None:
    """Give the drafts of things that start, open or come out their maker or owner, where they have nobody."""
    for d in drafts:
        if d.type not in _OWNED or d.verb is None or d.weak or any(r in _DOING for r, _, _ in d.roles):
            continue
        head = d.object
        if head is None and d.noun is not None and scene.word(d.noun + 1) == "of":  # "the launch of X's library"
            head = clauses.phrase_head(scene, d.noun + 2)
        if head is None or scene.at[head] is not None:
            continue
        for entity, pos in (_makers(scene, d, head) or _owners(scene, head)) if d.type != "Establishment" else []:
            if scene.type_of(entity) == "Organisation":
                d.add("organiser", entity, pos)


def _makers(scene: Scene, d: Draft, head: int) -> list[tuple[str, int]]:
    """ "a platform developed by X", "Compiled over two years by X, the report …"."""
    start, end = scene.bounds(head)
    first = next((t.i for t in scene.doc[start:end] if not t.is_space), start)
    # "Reading Online, a learning platform for village doctors developed by X, went live"
    verb = d.verb if d.verb is not None and d.verb > head else head + 8
    for j in (first, *range(head + 1, min(max(verb, head + 8), head + 16, end))):
        if scene.doc[j].lower_ in _MAKING and scene.doc[j].tag_ in ("VBN", "VBD") and j != d.verb:
            return clauses.by_agents(scene, j)
    return []


def _owners(scene: Scene, head: int) -> list[tuple[str, int]]:
    """ "Mill School's new platform", "the new platform of Mill School"."""
    first = phrase_start(scene, head)
    for j in range(head - 1, max(first - 3, scene.bounds(head)[0] - 1), -1):
        if j > 0 and scene.doc[j].tag_ == "POS" and scene.at[j] is None and scene.agents(j - 1):
            return [(e, j - 1) for e in scene.agents(j - 1)]
    name = name_from(scene, head + 2, 3) if scene.word(head + 1) == "of" else None
    return scene.coordinated(name) if name is not None else []
