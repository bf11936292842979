# ruff: noqa: SIM905 - word lists are read and mended as text
"""More finders of what an event verb is said of: what is given for nothing, put into use, brought out, shown."""

from __future__ import annotations

from collections.abc import Callable

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.frames.gifts import CURRENCIES, FREE
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene

Finder = Callable[[Scene, int, list[int], bool], int | None]


def sum_after(scene: Scene, v: int, i: int) -> bool:
    """ "gave £3,000", "gave almost RMB 200,000": money right after the verb."""
    first = scene.doc[v + 1] if v + 1 < scene.size else None
    plain = first is not None and (first.tag_ in ("$", "RB", "CD") or first.lower_ in CURRENCIES)
    return plain and any(_money(scene, j) for j in range(v + 1, i + 1))


def _money(scene: Scene, j: int) -> bool:
    return scene.doc[j].tag_ == "$" or scene.doc[j].lower_ in CURRENCIES


def goods_among(scene: Scene, v: int, heads: list[int]) -> int | None:
    """The head that names things: no body, no people, no event."""
    for i in heads:
        word = singular(scene.doc[i].lower_)
        if (
            not scene.entities(i)
            and word not in nouns.GROUPS | (nouns.POST_WORDS - nouns.GIFTS)
            and scene.event_noun(i) is None
        ):
            return i
    return None


def _free(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "provided X with 40 tablets free of charge", "offered X a piano as a gift": passed on for nothing."""
    words = [t.lower_ for t in scene.doc[v + 1 : min(v + 40, scene.bounds(v)[1])]]
    for phrase in FREE:
        n = len(phrase)
        if any(tuple(words[k : k + n]) == phrase for k in range(len(words) - n + 1)):
            named = goods_among(scene, v, heads)
            return named if named is not None else next((i for i in heads if scene.agents(i)), None)
    return None


def _funds(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "allocated RMB 300,000 to X": money, and to whom."""
    first = range(phrase_start(scene, heads[0]), heads[0] + 1) if passive and heads else range(v + 1, v + 7)
    paid = any(_money(scene, j) for j in first if j < scene.size)
    links = [j for j in range(v + 1, min(v + 16, scene.bounds(v)[1])) if scene.word(j) in ("to", "in", "for")]
    named = any(name_from(scene, j + 1) is not None for j in links)
    return heads[0] if heads and paid and named else None


def _raised(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "raised 200,000 yuan for …": money, and for what."""
    first = range(phrase_start(scene, heads[0]), heads[0] + 1) if passive and heads else range(v + 1, v + 7)
    paid = any(_money(scene, j) for j in first if j < scene.size)
    aim = any(scene.word(j) in ("for", "to") for j in range(v + 1, min(v + 16, scene.bounds(v)[1])))
    return heads[0] if heads and paid and aim else None


_USES = frozenset("use operation service action production trial".split())
_ABSTRACT = frozenset(
    "power access right permission advice support priority attention credit chance opportunity way rise hope life "
    "voice insight idea overview account boost warning notice lift shape momentum impetus vitality birth strength "
    "example answer view time word name job role task order command lecture talk speech report presentation class "
    "lesson tour plan proposal case argument evidence problem challenge question result work paper proof vote "
    "blessing nod edge".split()
)
_ABSTRACT_ENDINGS = ("ion", "ment", "ance", "ence", "ity", "ness", "ship", "ure", "ing", "ism", "dom", "al", "ness")


def _into_use(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "put its new platform into operation", "was put into use", "came into service"."""
    for j in range(v + 1, min(v + 16, scene.bounds(v)[1] - 1)):
        if scene.word(j) in ("into", "in") and scene.word(j + 1) in _USES:
            things = heads if scene.verb(v) != "come" else clauses.subject(scene, v)
            fit = [i for i in things if not scene.agents(i) and scene.doc[i].pos_ in ("NOUN", "PROPN")]
            return fit[0] if fit else None
    return None


def _open(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "The new wing was declared open", "declared the bridge open": a thing, no event."""
    words = [t.lower_ for t in scene.doc[v + 1 : min(v + 10, scene.bounds(v)[1])]]
    thing = next((i for i in heads if scene.event_noun(i) is None and not scene.persons(i)), None)
    return thing if "open" in words and scene.word(v + 1) not in ("an", "that") else None


def _brought_out(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "brought out the first issue of its journal"."""
    if "out" not in (scene.word(v + 1), scene.word(v + 2)) and not (heads and scene.word(heads[-1] + 1) == "out"):
        return None
    named = [*heads, clauses.phrase_head(scene, v + 2)]
    return next((i for i in named if i is not None and singular(scene.doc[i].lower_) in nouns.WORKS), None)


def _together(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "sat down together", "got together", "sat down with"."""
    words = [t.lower_ for t in scene.doc[v + 1 : min(v + 4, scene.bounds(v)[1])]]
    return v if not passive and ("together" in words or words[:2] == ["down", "with"]) and scene.dated(v) else None


def _shown_now(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "are being shown in the reading room until June", "is showing 60 letters from 4 May": for a time, works."""
    stop = scene.bounds(v)[1]
    going = scene.word(v - 1) == "being" or (not passive and scene.doc[v].tag_ == "VBG")
    last = any(scene.word(j) in ("until", "from", "till", "through") for j in range(v + 1, stop))
    thing = next((i for i in heads if scene.doc[i].tag_ == "NNS" and not scene.entities(i)), None)
    return thing if going and last and scene.dated(v) else None


def _thing(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "gave a complete gamelan to the school", "was presented with the set by X": a thing, whatever it is, to a body;
    but "gave a talk", "gave support".
    """
    if passive:
        body = next((i for i in heads if scene.agents(i)), None)
        given = clauses.phrase_head(scene, v + 2) if scene.word(v + 1) == "with" else None
    else:
        body, given = v, goods_among(scene, v, heads)
    if body is None or given is None or scene.at[given] is not None or scene.quoted[given]:
        return None
    word = singular(scene.doc[given].lower_)
    first = scene.doc[phrase_start(scene, given)]
    counted = first.pos_ in ("DET", "NUM") or first.tag_ in ("PRP$", "CD")
    abstract = word in _ABSTRACT | nouns.PRIZES | nouns.SPEECHES | nouns.WORKS or word.endswith(_ABSTRACT_ENDINGS)
    return (body if passive else given) if counted and not abstract and scene.dated(v) | passive else None


def _left(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "left £2 million to the school", "has left her library to the college": things, to a body."""
    to = next((j for j in range(v + 2, min(v + 24, scene.bounds(v)[1])) if scene.word(j) == "to"), None)
    name = name_from(scene, to + 1) if to is not None else None
    given = next((i for i in heads if singular(scene.doc[i].lower_) in nouns.GIFTS or sum_after(scene, v, i)), None)
    body = name is not None and any(scene.type_of(e) == "Organisation" for e in scene.agents(name))
    return given if body or (name is None and given is not None and scene.agents(heads[0])) else None


MORE: dict[str, Finder] = {
    "@Free": _free,
    "@Raised": _raised,
    "@Money": _funds,
    "@Left": _left,
    "@IntoUse": _into_use,
    "@Open": _open,
    "@BroughtOut": _brought_out,
    "@Together": _together,
    "@Shown": _shown_now,
    "@Thing": _thing,
}
