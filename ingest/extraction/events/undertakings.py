"""The programmes of a happening: launched by it, the whole that it is part of, or what it is about."""

from __future__ import annotations

from newsgraph.ingest.extraction.annotations import EntityMention
from newsgraph.ingest.extraction.events.attributes import fact
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Fact

_LINKS = ("of", "for", "on", "under", "in", "from", "to", "with", "within", "at", "by")
_UNDERTAKINGS = frozenset(("project", "programme", "program", "plan", "scheme", "initiative", "campaign"))


def programmes_of(scene: Scene, h: Happening) -> tuple[Fact, ...]:
    """Programmes in the trigger's phrase, launched, or "as part of", "under" which the event is held."""
    out: dict[str, Fact] = {}
    for d in h.drafts:
        start, end = scene.sentences[d.sentence]
        for m in scene.programmes:
            if not start <= m.start < end:
                continue
            anchors = [x for x in (d.noun, d.object, d.pos) if x is not None]
            if any(m.start <= a < m.end or _names(scene, m, a) for a in anchors) or _belongs(
                scene, d, m.start, anchors
            ):
                out.setdefault(m.entity, fact(scene, m.entity, m.start))
    if not out and h.type == "Launch":  # "The project starts in January": the one named before
        for d in h.drafts:
            if d.object is not None and d.definite and scene.doc[d.object].lower_ in _UNDERTAKINGS:
                earlier = [m for m in scene.programmes if m.start < d.pos]
                if earlier:
                    out[earlier[-1].entity] = fact(scene, earlier[-1].entity, d.pos)
    return tuple(out.values())


def _names(scene: Scene, m: EntityMention, a: int) -> bool:
    """ "its 'Coast in Change' project": the name stands right before the noun."""
    j = m.end
    while j < a and scene.doc[j].text in "\"”'’":
        j += 1
    return j == a


def _belongs(scene: Scene, d: Draft, first: int, anchors: list[int]) -> bool:
    """The programme follows the trigger with "of", "for", "on", "under", "as part of" between them and no other
    verb.
    """
    after = [a for a in anchors if a < first]
    if not after:
        return False
    between = [t.lower_ for t in scene.doc[max(after) + 1 : first]]
    if not between or len(between) > 25:
        return False
    if any(t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VB", "VBG") for t in scene.doc[max(after) + 1 : first]):
        return False
    near = next((w for w in reversed(between) if w in _LINKS), "")
    return near in ("of", "for", "on", "under", "within") and (
        len(between) - 1 - max(k for k, w in enumerate(between) if w == near) < 4 or "part" in between
    )
