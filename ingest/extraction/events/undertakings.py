# ruff: noqa: SIM905 - word lists are read and mended as text
"""The programmes of a happening: launched by it, the whole that it is part of, or what it is about."""

from __future__ import annotations

from newsgraph.ingest.extraction.annotations import EntityMention
from newsgraph.ingest.extraction.events.attributes import fact
from newsgraph.ingest.extraction.events.clauses import governed
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Fact

_LINKS = ("of", "for", "on", "under", "in", "from", "to", "with", "within", "at", "by")
_MARKS = frozenset(",\"“”'‘’()")
_RUNNING = frozenset("run launch start develop deliver extend continue fund support expand create offer".split())
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
            told = any(m.start <= a < m.end or _names(scene, m, a) for a in anchors)
            if told or _belongs(scene, d, m.start, anchors) or any(way(scene, d, m) for way in _WAYS):
                out.setdefault(m.entity, fact(scene, m.entity, m.start))
    for m in scene.programmes:
        if m.entity not in out and scene.sentence_of[m.start] in (h.last, h.last + 1) and _told_of(scene, m):
            out[m.entity] = fact(scene, m.entity, m.start)
    if not out and h.type == "Launch":  # "The project starts in January": the one named before
        for d in h.drafts:
            if d.object is not None and d.definite and scene.doc[d.object].lower_ in _UNDERTAKINGS:
                earlier = [m for m in scene.programmes if m.start < d.pos]
                if earlier:
                    out[earlier[-1].entity] = fact(scene, earlier[-1].entity, d.pos)
    return tuple(out.values())


def _told_of(scene: Scene, m: EntityMention) -> bool:
    """ "The gift supports the Long Road Project", "It forms part of the Seeds scheme": of what was told before."""
    start = scene.bounds(m.start)[0]
    words = [t for t in scene.doc[start : m.start] if not t.is_space]
    if not words or words[0].lower_ not in ("it", "this", "the", "these", "they") or start < scene.title_end:
        return False
    if any(t.text == "," for t in words) or any(scene.at[t.i] is not None and scene.persons(t.i) for t in words):
        return False
    verb = next((t for t in words if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or any(scene.at[j] is not None for j in range(start, verb.i)):
        return False
    between = [t.lower_ for t in words if t.i > verb.i]
    part = "part" in between[:3] and between[-4:].count("of") > 0
    return (
        part
        or (verb.lemma_ in ("support", "benefit") and len(between) < 5)
        or (verb.lemma_ in ("belong", "fall", "come") and between[:1] in (["to"], ["under"], ["within"]))
    )


def _names(scene: Scene, m: EntityMention, a: int) -> bool:
    """ "its 'Coast in Change' project", "a podcast series, 'Voices'": the name stands right beside the noun."""
    j = m.end
    while j < a and scene.doc[j].text in _MARKS:
        j += 1
    k = a + 1
    while k < m.start and scene.doc[k].text in _MARKS:
        k += 1
    return j == a or k == m.start


def _subject(scene: Scene, d: Draft, m: EntityMention) -> bool:
    """The sentence is of the programme: "'Reading Together', a project of …, reached …", "The project DIGIT held …"."""
    if d.pos < m.start or governed(scene, m.start) is not None or scene.in_title(m.start):
        return False
    start = scene.bounds(m.start)[0]
    before = [t for t in scene.doc[start : m.start] if not t.is_space and t.text not in _MARKS]
    if any(t.pos_ not in ("DET", "ADJ", "PRON", "NOUN", "PROPN", "PART") or t.tag_ == "POS" for t in before):
        return False
    end = m.end
    while end < d.pos and scene.doc[end].text in _MARKS:
        end += 1
    return scene.at[end] is None and (
        any(t.text == "," for t in scene.doc[m.end : end]) or scene.doc[end].pos_ in ("VERB", "AUX", "ADV", "PUNCT")
    )


def _agreed(scene: Scene, d: Draft, m: EntityMention) -> bool:
    """ "signed an agreement with Mill College to run the Care Apprentices scheme"."""
    if d.type != "Signing" or m.start < d.pos:
        return False
    j = m.start - 1
    while j > d.pos and scene.doc[j].pos_ in ("DET", "PRON", "ADJ"):
        j -= 1
    return (
        scene.doc[j].lemma_ in _RUNNING and scene.doc[j].tag_ == "VB" and scene.doc[j - 1].lower_ in ("to", "jointly")
    )


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


def _fronted(scene: Scene, d: Draft, m: EntityMention) -> bool:
    """ "As part of the DIGIT project, X held …", "Under the scheme, …": at the head of the draft's own clause."""
    if m.end > d.pos:
        return False
    start = scene.bounds(m.start)[0]
    lead = [t.lower_ for t in scene.doc[start : m.start] if not t.is_space]
    if not (lead[:1] == ["under"] or lead[:3] == ["as", "part", "of"] or (lead[:1] == ["within"] and len(lead) < 8)):
        return False
    return not any(
        t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ") and scene.at[t.i] is None for t in scene.doc[start : d.pos]
    )


_WAYS = (_subject, _agreed, _fronted)
