# ruff: noqa: SIM905 - word lists are read and mended as text
"""A short readable label for an event, from the words that tell of it."""

from __future__ import annotations

from newsgraph.ingest.extraction.events import attributes
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene

_VERBAL = {
    "Signing": "Signing of",
    "Donation": "Donation of",
    "Visit": "Visit to",
    "Award": "Award of",
    "Appointment": "Appointment of",
    "Establishment": "Opening of",
    "Launch": "Launch of",
    "Publication": "Publication of",
    "Broadcast": "Broadcast of",
    "Exhibition": "Exhibition of",
    "Celebration": "Celebration of",
}
_DETERMINERS = frozenset("a an the its their his her this that these those our".split())
_LONGEST = 80  # characters of a phrase
_WHOLE = 90  # characters of a label
_TELLING = frozenset("on for about against".split())  # what follows them tells the subject


def label(scene: Scene, h: Happening, lead: Draft) -> str:
    """A label that tells the event from others of its type, at most 90 characters: bare words ("Seminar", "Signing of
    agreement") are completed by recipient, partners, speaker, theme, organiser or place.
    """
    text, kind = _told(scene, h, lead), h.type or "Activity"
    if text.lower() == f"{kind} of {kind}".lower():
        text = kind
    if not any(c.isupper() for c in text[1:]) and not set(text.split()) & _TELLING:
        text = _completed(scene, h, kind, text)
    return text if len(text) <= _WHOLE else text[: _WHOLE - 1].rsplit(" ", 1)[0].rstrip(",;") + "…"


def _completed(scene: Scene, h: Happening, kind: str, text: str) -> str:
    """The label with the first of what the event's type is best told by."""

    def named(*wanted: str) -> list[str]:
        ids = dict.fromkeys(e for d in h.drafts for r, e, _ in d.roles if r in wanted)
        ids.update(dict.fromkeys(s.entity for _, s in h.settings if s.kind in wanted))
        bodies = [e for e in ids if scene.type_of(e) == "Organisation"]
        return [scene.ann.entities[e].name for e in (bodies or ids)]

    if kind == "Signing" and (parties := named("participant", "organiser")):
        return f"{text} between {parties[0]} and {parties[1]}" if len(parties) > 1 else f"{text} with {parties[0]}"
    if kind in ("Donation", "Award") and (given := named("recipient")):
        return f"{text} to {given[0]}"
    if kind == "Visit" and (visited := named("host") or named("place")):
        return f"{text} to {visited[0]}"
    if kind == "Lecture" and (speakers := named("speaker")):
        return f"{text} by {speakers[0]}"
    sentences = sorted({d.sentence for d in h.drafts})
    theme = next((f.value for n in sentences if (f := attributes.theme(scene, n)) is not None), None)
    if theme:
        return f"{text} “{theme.strip('“”')}”"
    if agents := named("organiser") or named("donor", "participant", "speaker", "leader"):
        return f"{text} by {agents[0]}"
    if places := named("host") or named("place"):
        return f"{text} in {places[0]}"
    return text


def _told(scene: Scene, h: Happening, lead: Draft) -> str:
    """The trigger's noun phrase, capitalised ("Training programme for … in Butuo County"); of a verb: "Visit to …"."""
    if lead.noun is not None and not lead.frame:
        best = lead
        if lead.type is None or lead.definite:  # "the event" says less than any other telling
            best = next(
                (d for d in h.drafts if d.noun is not None and d.type is not None and not d.weak and not d.definite),
                lead,
            )
        return _capital(_phrase(scene, best.span[0], best.noun if best.noun is not None else best.pos, h))
    kind = h.type or "Activity"
    if kind == "Appointment":
        person = next(
            (e for d in h.drafts for r, e, _ in d.roles if r == "recipient" and scene.type_of(e) == "Person"), None
        )
        if person:
            return f"Appointment of {scene.ann.entities[person].name}"
    if lead.object is not None and kind in _VERBAL:
        start = scene.mention(lead.object)[0] if scene.at[lead.object] else phrase_start(scene, lead.object)
        phrase = _phrase(scene, start, lead.object, h)
        founded = scene.doc[lead.pos].lower_.startswith(("found", "establish", "set", "form", "creat"))
        return f"{'Founding of' if kind == 'Establishment' and founded else _VERBAL[kind]} {phrase}"
    return kind


def _phrase(scene: Scene, start: int, head: int, h: Happening) -> str:
    """The noun phrase from `start`, with what follows its head by "of", "for", "on" …, up to a comma, a verb or a
    date.
    """
    stop = scene.bounds(head)[1]
    dated = {i for _, t, first in h.times for i in range(first - 1, first + 1)}
    first = start
    while first < head and scene.doc[first].lower_ in _DETERMINERS:
        first += 1
    i = max(head, scene.mention(head)[1] - 1) + 1
    while i < stop:
        token = scene.doc[i]
        if scene.at[i] is not None:
            end = scene.mention(i)[1]
            if scene.doc[end - 1].idx - scene.doc[first].idx > _LONGEST:
                break
            i = end
            continue
        if (
            token.pos_ in ("VERB", "AUX", "PART", "PUNCT", "SPACE", "SCONJ", "ADV")
            and token.text != "-"
            and token.lower_ not in ("all", "how")
            and token.tag_ not in ("VBG", "POS")
        ):
            break
        if (
            i in dated
            or token.lower_ in ("by", "with", "from", "that", "which", "at", "during")
            or token.idx - scene.doc[first].idx > _LONGEST
        ):
            break
        i += 1
    while i - 1 > head and scene.doc[i - 1].pos_ in ("ADP", "DET", "CCONJ", "ADJ", "PUNCT", "PRON"):
        i -= 1
    return " ".join(scene.text(first, i).split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
