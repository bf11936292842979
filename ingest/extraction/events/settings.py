# ruff: noqa: SIM905 - word lists are read and mended as text
"""When and where: which time and which place of a sentence belong to which event.

A time or place belongs to the nearest trigger that nothing separates from it: no other verb, no relative clause. The
parser
attaches prepositional phrases wrongly too often to be asked (it hangs "in Kunming" on what stands right before).
"""

from __future__ import annotations

from typing import NamedTuple

from newsgraph.ingest.extraction.events.clauses import governed
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.frames.cues import TITLING
from newsgraph.ingest.extraction.events.frames.gifts import CARRYING
from newsgraph.ingest.extraction.events.frames.predicates import VENUES
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene

_HELD = frozenset(("held", "staged", "hosted"))
_OCCASIONS = frozenset("awards fair festival congress championships games conference forum summit show expo".split())
_RELATIVE = frozenset(
    ("which", "who", "whom", "whose", "where", "when", "because", "although", "while", "since", "that")
)
_PLACE_WORDS = frozenset(
    "in at on across throughout inside through within around near outside off along aboard".split()
)
_BRINGING = frozenset(("come", "bring", "return", "draw", "attract"))  # "the forum brought 300 teachers to Suva"
SETTLEMENTS = frozenset(
    "town city village county port district capital island township province state region suburb hamlet parish "
    "outskirts centre center heart".split()
)


class Setting(NamedTuple):
    """A place or host of a draft. strength: 2 beside the trigger, 1 within what the trigger is about."""

    kind: str  # "place" or "host"
    entity: str
    pos: int
    strength: int


def settings_of(scene: Scene, n: int, drafts: list[Draft]) -> list[tuple[Draft, Setting]]:
    """The places and hosts of sentence n with the draft each belongs to."""
    start, end = scene.sentences[n]
    out: list[tuple[Draft, Setting]] = []
    i = start
    while i < end:
        stretch = scene.at[i]
        if stretch is None or scene.quoted[i]:
            i += 1
            continue
        found = _setting(scene, i, stretch[1], drafts)
        if found is not None:
            out += found
        i = max(stretch[1], i + 1)
    return out


def venue(scene: Scene, n: int) -> list[tuple[Draft, Setting]]:
    """ "The venue was the library of Mill College, Leeds": where the event told of before was, with a draft of it."""
    start, end = scene.sentences[n]
    noun = next((i for i in range(start, min(start + 4, end)) if scene.word(i) in VENUES and scene.at[i] is None), None)
    be = (
        next((i for i in range(noun + 1, min(noun + 7, end)) if scene.word(i) in ("was", "is")), None) if noun else None
    )
    if noun is None or be is None or scene.word(phrase_start(scene, noun)) not in ("the", "its", "their"):
        return []
    told = Draft(be, (noun, be + 1), None, n, verb=be, definite=True, weak=True)
    named = [j for j in range(be + 1, min(be + 8, end)) if scene.at[j] == (j, scene.mention(j)[1])]
    if not named:
        return []
    i = named[0]
    places = [(told, Setting("place", e, i, 2)) for e in scene.places(i)]
    hosts = [(told, Setting("host", e, i, 2)) for e in scene.agents(i) if scene.type_of(e) == "Organisation"]
    after = scene.mention(i)[1]
    further = after + 1 < end and scene.word(after) in ("in", ",") and scene.places(after + 1)
    if hosts and further:  # "the library of Mill College in Leeds"
        places = [(told, Setting("place", e, after + 1, 2)) for e in scene.places(after + 1)]
    return places + hosts


def shared(found: list[tuple[Draft, Setting]], drafts: list[Draft]) -> list[tuple[Draft, Setting]]:
    """ "On the sidelines of the forum in Chengdu, A and B signed …": what has no place of its own happened there,
    too.
    """
    out = list(found)
    for draft, setting in found:
        if draft.verb is None and draft.weak and setting.kind == "place":
            out += [
                (d, setting)
                for d in drafts
                if d.verb is not None and d.pos > draft.pos and all(x is not d for x, _ in found)
            ]
    return out


def _setting(scene: Scene, i: int, end: int, drafts: list[Draft]) -> list[tuple[Draft, Setting]] | None:
    word = governed(scene, i)
    venue = False
    if word == "of":  # "at the headquarters of the OUC", "on the campus of …"
        j = scene.mention(i)[0] - 1
        while scene.doc[j].lower_ != "of":
            j -= 1
        if scene.at[j - 1] is None and scene.doc[j - 1].lower_ in nouns.VENUE_PARTS:
            word, venue = governed(scene, j - 1), True
        elif scene.at[j - 1] is None and scene.doc[j - 1].lower_ in SETTLEMENTS:
            word = governed(scene, j - 1)  # "in the port of Trieste"
    possessor = end + 1 < scene.size and scene.doc[end].tag_ == "POS"
    if possessor and (scene.at[end + 1] is not None or not _part_after(scene, end)):
        return None  # "in Porto's Rivoli Theatre"
    if word is None and i >= 2 and scene.doc[i - 1].text == "," and scene.agents(i - 2):
        word = "in" if governed(scene, i - 2) in ("at", "in") else None  # "at St Bride's Hospital, Dundee"
    places, agents = scene.places(i), [e for e in scene.agents(i) if scene.type_of(e) == "Organisation"]
    tail = _part_after(scene, end)
    if word is None or word not in _PLACE_WORDS:
        visits = word in ("to",) and places  # where one goes, where gifts go, where an event is moved
        if not visits:
            return None
    if supplanted(scene, i):
        return None
    if _within(scene, i) or _seat(scene, i) or _of_post(scene, i) or _scope(scene, i) or _of_topic(scene, i):
        return None
    draft = owner(scene, i, end, drafts, infinitives=True)
    if draft is None:
        return None
    beside = _beside_people(scene, i, draft.object)
    brings = draft.noun is not None and draft.verb is not None and scene.verb(draft.verb) in _BRINGING
    moved = draft.status == "postponed" or (brings and draft.noun < draft.verb)  # type: ignore[operator]
    if (
        word == "to"
        and not moved
        and (draft.type not in ("Visit", "Donation") or (draft.type == "Donation" and not draft.frame))
    ):
        return None
    j = scene.mention(i)[0] - 1
    while j > 0 and scene.doc[j].lower_ not in _PLACE_WORDS:
        j -= 1
    of_subject = draft.verb is not None and i < draft.verb and bool(j and scene.agents(j - 1)) and draft.noun != j - 1
    strength = 1 if beside or (of_subject and (draft.noun is None or draft.noun > draft.verb)) else 2  # type: ignore[operator]
    out = [(draft, Setting("place", e, i, strength)) for e in places]
    following = scene.doc[end] if end < scene.size else None
    names_event = any(scene.event_noun(k) for k in range(end, min(end + 4, scene.bounds(i)[1])))
    if following is not None and following.pos_ in ("NOUN", "PROPN") and names_event and not tail:
        agents = []  # "at the 26th ICDE World Conference"
    k = j - 1
    while k > 0 and scene.doc[j - 1].text == ")" and scene.doc[k + 1].text != "(":
        k -= 1  # "the Institute (AB) at Mill University"
    if k > 0 and scene.agents(k) and draft.pos > i and word == "at":
        agents = []  # "students of the Institute at Mill University came"
    if of_subject:
        agents = []  # "the department at Lakeshore University": whose unit, not whose guest
    hostly = word == "at" or venue or (word in ("in", "on") and (tail or _is_venue(scene, i, end)))
    if agents and hostly and not beside and draft.type != "Appointment":
        told = 1 if _of_purpose(scene, i, draft) else 2
        out += [(draft, Setting("host", e, i, told)) for e in agents]
    if places and word == "at":
        inner = [
            m
            for m in scene.inner
            if m.start >= scene.mention(i)[0] and m.end <= end and scene.type_of(m.entity) == "Organisation"
        ]
        out += [(draft, Setting("host", m.entity, i, 2)) for m in inner[:1]]
    return out


def supplanted(scene: Scene, i: int) -> bool:
    """ "originally due to open in Leeds on 6 June", "instead of 15 October": a place or time that was given up."""
    for j in range(i - 1, max(scene.bounds(i)[0], i - 14) - 1, -1):
        if scene.word(j) in ("originally", "initially", "previously"):
            return True
        if scene.word(j) == "instead" and scene.word(j + 1) == "of":
            return True
        if scene.word(j) in ("was", "were") and scene.word(j + 1) == "to" and scene.word(j + 2) == "have":
            return True
        if scene.doc[j].text in (",", ";") and not scene.timed(j):
            return False
    return False


def _of_purpose(scene: Scene, i: int, draft: Draft) -> bool:
    """ "a ceremony for the building of a library at Mill School was held in …": where the thing will be."""
    if draft.noun is None or draft.verb is None or not draft.noun < i < draft.verb:
        return False
    j = scene.mention(i)[0] - 1
    while j > draft.noun and scene.doc[j].lower_ not in _PLACE_WORDS:
        j -= 1
    aimed = any(t.lower_ in ("for", "to") for t in scene.doc[draft.noun + 1 : j])
    return aimed and scene.doc[j - 1].pos_ in ("NOUN", "PROPN")


def _part_after(scene: Scene, end: int) -> bool:
    """ "the OUC auditorium", "the school's library"."""
    window = [t.lower_ for t in scene.doc[end : end + 3]]
    return any(w in nouns.VENUE_PARTS for w in window[:2] or []) or (
        window[:1] in (["'s"], ["’s"]) and any(w in nouns.VENUE_PARTS for w in window)
    )


def _is_venue(scene: Scene, i: int, end: int) -> bool:
    return any(
        t.lower_ in ("museum", "library", "school", "gallery", "hospital", "college", "university")
        for t in scene.doc[i:end]
    )


def _within(scene: Scene, i: int) -> bool:
    """The "Yunnan" of "Kunming, Yunnan": a wider place told to say where the first one is."""
    j = scene.mention(i)[0] - 1
    while j > 0 and scene.doc[j].lower_ in ("the",):
        j -= 1
    return (
        j > 0
        and scene.doc[j].text == ","
        and bool(scene.places(j - 1))
        and scene.sentence_of[j - 1] == scene.sentence_of[i]
    )


def _seat(scene: Scene, i: int) -> bool:
    """ "a firm based in Leeds": where a body is, not where it happened."""
    j, start = scene.mention(i)[0] - 1, scene.bounds(i)[0]
    while j > start and scene.doc[j].lower_ not in _PLACE_WORDS:
        j -= 1
    return j > start and scene.doc[j - 1].lower_ in ("based", "headquartered", "located", "born", "registered")


def _of_post(scene: Scene, i: int) -> bool:
    """ "Lecturer in Nursing at the School of Health", "consul in the Oslo office": what a post is of."""
    start = scene.bounds(i)[0]
    j = scene.mention(i)[0] - 1
    while j >= start and i - j < 16:
        token = scene.doc[j]
        if token.text in (",", ";") or token.pos_ in ("VERB", "AUX"):
            return False
        if scene.at[j] is not None:
            if scene.persons(j):
                return False
            j = scene.mention(j)[0] - 1
            continue
        if scene.event_noun(j) is not None:
            return False
        if token.lower_ in nouns.POST_WORDS:
            return token.tag_ not in ("NNS", "NNPS")
        j -= 1
    return False


def _scope(scene: Scene, i: int) -> bool:
    """ "the first of its kind in Bergen", "the largest fair in Europe": how far a claim goes."""
    start = scene.bounds(i)[0]
    j = scene.mention(i)[0] - 1
    while j > start and scene.doc[j].pos_ in ("DET", "ADJ"):
        j -= 1
    if scene.doc[j].lower_ not in ("in", "across", "throughout"):
        return False
    before = [t.lower_ for t in scene.doc[max(start, j - 6) : j]]
    if before[-1:] == ["kind"]:
        return True
    for k in range(j - 1, max(start, j - 7) - 1, -1):
        token = scene.doc[k]
        if token.tag_ in ("JJS", "RBS") or token.lower_ in ("only", "first"):
            return token.lower_ != "first" or (token.i == k and _wide(scene, i))
        if token.text in (",", ";") or token.pos_ in ("VERB", "AUX", "ADP"):
            return False
    return False


_REGIONS = frozenset("delta basin valley coast plateau peninsula region province state country continent river".split())


def _of_topic(scene: Scene, i: int) -> bool:
    """ "the seminar on care in the Yangtze River Delta was held": what it is about, where that is a wide area."""
    if not scene.places(i) or scene.ann.entities[scene.places(i)[0]].kind not in _REGIONS:
        return False
    start = scene.bounds(i)[0]
    end = scene.mention(i)[1]
    for j in range(scene.mention(i)[0] - 1, max(start, i - 12), -1):
        token = scene.doc[j]
        if token.text in (",", ";") or token.pos_ in ("VERB", "AUX"):
            return False
        if token.lower_ in ("on", "about", "into") and scene.event_noun(j - 1) is not None and not scene.timed(j + 1):
            return end < scene.size and scene.doc[end].pos_ in ("AUX", "VERB")
    return False


def _wide(scene: Scene, i: int) -> bool:
    """Whether the place at token i is no settlement, as its name tells: a country, a province, a region."""
    kinds = {scene.ann.entities[e].kind for e in scene.places(i)}
    return bool(kinds & {None, "country", "province", "region", "state", "continent"})


def _beside_people(scene: Scene, i: int, object_: int | None) -> bool:
    """ "teachers in Butuo County", "a lecturer at the School of Law": where people are, not where it happened."""
    j = scene.mention(i)[0] - 1
    start = scene.bounds(i)[0]
    while j > start and scene.doc[j].lower_ not in _PLACE_WORDS:
        j -= 1
    before = scene.doc[j - 1] if j > start else None
    if before is None or scene.at[before.i] is not None:
        return False
    word = singular(before.lower_)
    at = scene.doc[before.i + 1].lower_
    after = scene.mention(i)[1]
    if scene.timed(after) or (scene.word(after) in ("on", "from", ",") and scene.timed(after + 1)):
        return False  # "held a forum on rural teachers in Changsha on 5 June"
    if (
        before.i == object_
        or at == "on"
        or (at == "at" and not scene.agents(i))
        or scene.event_noun(before.i) is not None
    ):
        return False
    return before.pos_ == "NOUN" and (
        word in nouns.GROUPS
        or word in nouns.POST_WORDS
        or word in ("school", "enterprise", "area", "branch", "centre", "company", "community", "household", "village")
    )


def owner(scene: Scene, first: int, last: int, drafts: list[Draft], *, infinitives: bool) -> Draft | None:
    """The draft that tokens `first` to `last` belong to, None where another verb claims them."""
    if not drafts:
        return None
    anchors = sorted({(a, k) for k, d in enumerate(drafts) for a in (d.noun, d.verb) if a is not None})
    own = {a for a, _ in anchors} | {j for d in drafts if (j := _carried(scene, d)) is not None}
    following = [t.lower_ for t in scene.doc[last : last + 3]]
    if "when" in following[:2] and infinitives is False:  # "before 16 September, when registration will begin"
        later = [k for a, k in anchors if a >= last]
        return drafts[later[0]] if later else None
    before = [(a, k) for a, k in anchors if a < first and not _aside(scene, drafts[k])]
    side: Draft | None = None
    embedded: Draft | None = None  # "the book fair planned for 13 April at Mill Hall will now be held …"
    for a, k in reversed(before):
        called_off = drafts[k].status == "cancelled"  # "cancelled a rally planned for 1 May in Lodz"
        if _separated(scene, a + 1, first, own, infinitives=infinitives, participles=not called_off):
            embedded = drafts[k]
            break
        if not drafts[k].weak or drafts[k].verb is not None:
            return drafts[k]
        side = side or drafts[k]
    if side is not None:
        return side
    after = [(a, k) for a, k in anchors if a >= last]
    for a, k in after:
        if drafts[k].weak and drafts[k].verb is None and any(not drafts[j].weak for _, j in after):
            continue
        if drafts[k] is embedded:
            return None
        if _in_other_clause(scene, first, own):
            return None
        fronted = first - scene.bounds(first)[0] <= 4
        if not _separated(scene, last, a, own, infinitives=not fronted, participles=not fronted):
            return drafts[k]
        break
    if (
        before and not infinitives
    ):  # a date at the very end, after a purpose: "… to welcome new students on 3 September"
        a, k = before[-1]
        if not _separated(scene, a + 1, first, own, infinitives=False, relative_only=True):
            return drafts[k]
    return None


def _carried(scene: Scene, draft: Draft) -> int | None:
    """ "Books donated by X were delivered to Suva": the verb that says where the gift went is part of the giving."""
    if draft.type != "Donation" or draft.verb is None or scene.doc[draft.verb].dep_ not in ("acl", "relcl"):
        return None
    main = next((t for t in scene.doc[draft.verb].head.ancestors if t.pos_ == "VERB"), None)
    if main is None and scene.doc[draft.verb].head.dep_ == "ROOT":
        return None
    return main.i if main is not None and main.i > draft.verb and main.lemma_.lower() in CARRYING else None


def _aside(scene: Scene, draft: Draft) -> bool:
    """ "Before the forum, on 27 October, …": the noun only says when something else was."""
    return draft.verb is None and draft.noun is not None and governed(scene, draft.noun) in ("before", "after")


def _of_event(scene: Scene, v: int) -> bool:
    """Whether the participle at v says where an event is that the main verb is told to be done at."""
    j = v - 1
    while j > 0 and (scene.doc[j].text == "," or scene.doc[j].lower_ in ("was", "were", "which")):
        j -= 1
    named = scene.event_noun(j) is not None or scene.doc[j].lower_ in _OCCASIONS
    return named and governed(scene, j) in ("at", "during", "in")


def _in_other_clause(scene: Scene, first: int, own: set[int]) -> bool:
    """Between the comma before and the time stands an embedded clause ("…, which was damaged in 2019, hosted")."""
    start = scene.bounds(first)[0]
    for j in range(first - 1, start - 1, -1):
        token = scene.doc[j]
        if token.text == ",":
            return False
        if scene.at[j] is not None or j in own:
            continue
        finite = token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ == "VERB"
        if token.tag_ in ("WDT", "WP") or (finite and token.dep_ in ("relcl", "advcl", "ccomp", "acl")):
            return True
    return False


def _separated(
    scene: Scene,
    start: int,
    end: int,
    own: set[int],
    *,
    infinitives: bool,
    relative_only: bool = False,
    participles: bool = True,
) -> bool:
    """Whether another clause stands between two places of a sentence."""
    for j in range(start, end):
        token = scene.doc[j]
        if scene.at[j] is not None or j in own or scene.quoted[j]:
            continue
        low = token.lower_
        if low in _RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ", "ADV"):
            return True
        if token.pos_ != "VERB" or low in TITLING or relative_only:
            continue
        if token.tag_ in ("VBD", "VBZ", "VBP"):
            return True
        if low in _HELD and infinitives and not relative_only and _of_event(scene, j):
            continue  # "named Employer of the Year at the Business Awards, held at the Vale Hotel"
        if participles and token.tag_ == "VBN" and token.dep_ not in ("amod", "compound"):
            return True
        if token.tag_ == "VBG" and token.dep_ in ("advcl", "acl") and infinitives:
            return True
        if token.tag_ == "VB" and infinitives and j and scene.doc[j - 1].lower_ == "to":
            return True
    return False
