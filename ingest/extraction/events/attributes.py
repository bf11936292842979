# ruff: noqa: SIM905 - word lists are read and mended as text
"""What else is said of an event in the item's own words: theme, purpose, what it celebrates."""

from __future__ import annotations

import re

from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Fact, Span

_QUOTED = r"[\"“«„]\s*(?P<words>[^\"”»]{2,300}?)[,.;]?\s*[\"”»]"
_THEME = re.compile(
    r"\b(?:themed|(?:on|under|with|around|of)\s+the\s+(?:main\s+|central\s+)?(?:theme|title|slogan|motto)(?:\s+(?:of|being|is))?|"
    r"(?:whose|its|the|this\s+year's)\s+theme\s+(?:is|was|being)|under\s+the\s+(?:banner|slogan)(?:\s+of)?)\s*[,:]?\s*"
    + _QUOTED,
    re.IGNORECASE,
)
_THEME_BARE = re.compile(
    r"\b(?:on|under|with|around)\s+the\s+theme\s+of\s+(?P<words>[A-Z][^,.;\"“”]{3,120}?)(?=\s*(?:[,.;]|\b(?:was|were|is|will|opened)\b))"
)
_CELEBRATES = re.compile(
    r"\b(?:(?:to|and)\s+(?:celebrate|mark|commemorate|honour|honor)|(?:in\s+)?(?:celebration|commemoration|honour|honor)\s+of|celebrating|marking|commemorating|"
    r"on\s+the\s+occasion\s+of)\s+(?P<words>(?:the\s+|its\s+|their\s+|his\s+|her\s+)?[^,.;:()]*?"
    r"(?:anniversary|birthday|centenary|bicentenary|festival|jubilee|founding|day|contribution|year|end|opening|completion|holiday)\b[^,;:]*?)"
    r"(?=\s*(?:[,;:]|\.(?:\s|$)|$|\bon\s+\d|\bin\s+(?:19|20)\d\d|\b(?:was|were|is|are|will|has|have|had|took|takes|opened|at\s+the|at\s+[A-Z])\b))",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"^\W*(?P<words>(?:In\s+order\s+to|With\s+a\s+view\s+to|With\s+the\s+aim\s+of|Aiming\s+to|In\s+a\s+bid\s+to|In\s+an\s+effort\s+to|So\s+as\s+to|To)\s+[a-z].{5,}?)$",
    re.DOTALL,
)
_AFTER = re.compile(
    r"(?<!\bset )(?<!\bdue )(?<!\bgoing )(?<!\bscheduled )\b(?P<words>(?:in\s+order\s+to|with\s+a\s+view\s+to|with\s+the\s+aim\s+of|aimed\s+at|aiming\s+(?:to|at)|to)\s+"  # noqa: E501
    r"(?P<verb>[a-z]+)\s[^;]*?)(?=\s*(?:,\s+(?:which|who|with|attended|themed|and\s+was)\b|\.(?:\s|$)|$))"
)
_AIMS = re.compile(
    r"\b(?:aims?|aimed|is\s+(?:designed|intended|meant))\s+(?P<words>(?:to|at)\s+[a-z][^.;]{5,}?)(?=\s*(?:\.(?:\s|$)|;|$))"
)
_NO_AIM = frozenset(
    "be become date the a an its his her their our this that these those each all both schools students".split()
)


def theme(scene: Scene, sentence: int) -> Fact | None:
    """The quoted words after "themed", "on the theme of" … in a sentence, without the quotation marks."""
    text, span = _text(scene, sentence)
    m = _THEME.search(text) or _THEME_BARE.search(text)
    return Fact(value=_clean(m.group("words")), evidence=span) if m else None


def celebrates(scene: Scene, sentence: int) -> Fact | None:
    """What an event is held in celebration of: "the 75th anniversary of the founding of …"."""
    text, span = _text(scene, sentence)
    m = _CELEBRATES.search(text)
    return Fact(value=_clean(m.group("words")), evidence=span) if m else None


def purpose(scene: Scene, draft: Draft) -> Fact | None:
    """The aim of an event: a clause in front ("To bolster …, X launched"), after it ("to advance …"), or "it aims to
    …".
    """
    start, end = scene.sentences[draft.sentence]
    span = scene.ann.sentence(draft.pos)
    doc = scene.doc
    anchor = min(x for x in (draft.noun, draft.verb, draft.pos) if x is not None)
    head = _subject_start(scene, start, draft)
    if head is not None:
        m = _FRONTED.match(scene.text(start, head).rstrip(" ,"))
        if m:
            return Fact(value=_clean(m.group("words")), evidence=span)
    last = max(x for x in (draft.noun, draft.verb, draft.object, anchor) if x is not None)
    for j in range(last + 1, end):
        if doc[j].lower_ in ("to", "aimed", "aiming") and scene.at[j] is None and not scene.quoted[j]:
            following = doc[j + 1] if j + 1 < end else None
            if following is None or (doc[j].lower_ == "to" and following.tag_ != "VB"):
                continue
            m = _AFTER.match(scene.text(j, end).rstrip())
            if m and m.group("verb") not in _NO_AIM:
                return Fact(value=_clean(m.group("words")), evidence=span)
            break
        if doc[j].tag_ in ("WDT", "WP", "MD"):
            break
        if doc[j].tag_ in ("VBD", "VBZ") and doc[j].pos_ == "VERB" and scene.at[j] is None and j != draft.verb:
            break
    return None


def aim(scene: Scene, sentence: int) -> Fact | None:
    """ "The programme aims to …" in a later sentence on the event."""
    text, span = _text(scene, sentence)
    m = _AIMS.search(text)
    return Fact(value=_clean(m.group("words")), evidence=span) if m else None


def _subject_start(scene: Scene, start: int, draft: Draft) -> int | None:
    """Where the main clause begins after a fronted clause: at the last comma before the first named subject of the
    trigger.
    """
    anchor = min(x for x in (draft.verb, draft.pos) if x is not None)
    names = [pos for role, _, pos in draft.roles if start < pos < anchor] or (
        [draft.noun] if draft.noun is not None and draft.noun < anchor else []
    )
    if not names:
        return None
    j = min(names)
    while j > start and scene.doc[j].text != ",":
        j -= 1
    k = j - 1
    while k > start and scene.doc[k].text != ",":
        k -= 1
    if k > start and any(
        k < first < j for _, first, _ in scene.times
    ):  # "To improve …, from 25 to 29 September, the OUC held"
        j = k
    return j if j > start else None


def _text(scene: Scene, sentence: int) -> tuple[str, Span]:
    start, end = scene.sentences[sentence]
    return scene.text(start, end), span_of(scene, sentence)


def span_of(scene: Scene, sentence: int) -> Span:
    """Offsets of a sentence, without white space at its ends."""
    start, end = scene.sentences[sentence]
    while end - 1 > start and scene.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and scene.doc[start].is_space:
        start += 1
    return scene.ann.span(start, end)


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:")


def fact(scene: Scene, entity: str, pos: int) -> Fact:
    """An entity told at token pos, with that sentence as its evidence."""
    return Fact(value=entity, evidence=span_of(scene, scene.sentence_of[pos]))
