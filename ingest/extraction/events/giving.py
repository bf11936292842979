"""Gifts, however they are told: by a noun ("thanks to a gift from X"), as goods that arrive, as what somebody is
thanked for. The words are data: `frames.gifts`.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.frames.gifts import ARRIVING, GETTING, GETTING_VERBS, GIFT_NOUNS, THANKING
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Status

_FINITE = ("VBD", "VBZ", "VBP")
_UNREAL = frozenset(["if", "unless", "would", "could", "might", "may", "should", "hope", "hopes"])
Named = list[tuple[str, int]]


def receiver(scene: Scene, i: int) -> Named:
    """Who is named by the phrase at token i, or whose is what it names: "the pupils of X", "the new hall of X"."""
    name = name_from(scene, i)
    if name is None:
        head = clauses.phrase_head(scene, i)
        if head is not None and scene.at[head] is None and scene.word(head + 1) in ("of", "at", "from", "in"):
            name = name_from(scene, head + 2)
    return scene.coordinated(name) if name is not None else []


def goods(scene: Scene, i: int, first: int) -> bool:
    """Whether the noun at i, in the phrase from token `first` on, names things that are given: no people, no event."""
    word = scene.word(i)
    if {word, singular(word)} & (
        nouns.GROUPS | (nouns.POST_WORDS - nouns.GIFTS) | {"letter", "message"}
    ) or scene.event_noun(i):
        return False
    counted = any(scene.doc[j].pos_ == "NUM" for j in range(first, i))
    return counted or bool({word, singular(word)} & nouns.GIFTS)


def arriving(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "Forty laptops from X reached Y", "a batch of computers arrived at Y"; "Y took delivery of two buses from X"."""
    if passive or scene.quoted[v] or lemma not in (*ARRIVING, "take"):
        return []
    subjects = clauses.subject(scene, v)
    if lemma == "take":
        of = next((j for j in range(v + 2, min(v + 6, scene.bounds(v)[1])) if scene.doc[j].lower_ == "of"), None)
        if scene.word(v + 1) not in GETTING or of is None:
            return []
        getters = agents_of(scene, subjects, "recipient")
        givers = _after(scene, of + 1, v + 20, ("from",))
    else:
        if not subjects or scene.at[subjects[0]] is not None or not _goods_named(scene, subjects[0], v):
            return []
        at = v + 2 if scene.word(v + 1) in ("at", "in", "to") else v + 1
        getters = [x for x in receiver(scene, at) if scene.type_of(x[0]) == "Organisation"]
        givers = _after(scene, subjects[0] + 1, v, ("from",)) or _courtesy(scene, v)
    if not getters:
        return []
    draft = Draft(v, (v, v + 1), "Donation", scene.sentence_of[v], verb=v, status=status, title=scene.in_title(v))
    draft.frame, draft.weak = True, not givers
    draft.object = subjects[0] if lemma != "take" and subjects else None
    return [_with(draft, givers, getters)]


def _courtesy(scene: Scene, v: int) -> Named:
    """ "arrived at Mill School, courtesy of the bank", "… thanks to X"."""
    for j in range(v + 1, scene.bounds(v)[1] - 2):
        if (scene.word(j), scene.word(j + 1)) in (("courtesy", "of"), ("thanks", "to")):
            return _givers(scene, j + 1)
    return []


def receiving(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The pupils of Y received 300 tablets. They are a gift from X": told of as a gift elsewhere; "the lamps were
    received by Y": so are what it was said to be.
    """
    if lemma not in ("receive", "accept", "collect") or scene.quoted[v]:
        return []
    heads = clauses.subject(scene, v) if passive else clauses.objects(scene, v)
    thing = next((i for i in heads if scene.at[i] is None and goods(scene, i, phrase_start(scene, i))), None)
    getters = clauses.by_agents(scene, v) if passive else agents_of(scene, clauses.subject(scene, v), "recipient")
    if thing is None or not getters or (not passive and scene.dated(v) is False):
        return []
    draft = Draft(v, (v, v + 1), "Donation", scene.sentence_of[v], verb=v, status=status, title=scene.in_title(v))
    draft.weak, draft.object, draft.definite = True, thing, True
    givers = _owner(scene, thing) or _after(scene, thing + 1, v, ("from", "by")) if passive else []
    draft.weak = not givers
    return [_with(draft, givers, getters)]


def _goods_named(scene: Scene, head: int, v: int) -> bool:
    """The head of the subject, or what "a batch of …" is of."""
    inner = clauses.phrase_head(scene, head + 2) if scene.word(head + 1) == "of" else None
    return goods(scene, head, phrase_start(scene, head)) or (
        inner is not None and inner < v and goods(scene, inner, head + 2)
    )


def _with(draft: Draft, givers: Named, getters: Named) -> Draft:
    for entity, pos in givers:
        draft.add("donor", entity, pos)
    for entity, pos in getters:
        if all(e != entity for e, _ in givers):
            draft.add("recipient", entity, pos)
    return draft


def _after(scene: Scene, first: int, stop: int, words: tuple[str, ...]) -> Named:
    """The names after one of the prepositions, from token `first` on, before a finite verb."""
    for j in range(first, min(stop, scene.bounds(first)[1] if first < scene.size else first)):
        token = scene.doc[j]
        if scene.at[j] is not None or scene.quoted[j]:
            continue
        if token.lower_ in words:
            found = receiver(scene, j + 1) if token.lower_ in ("to", "for") else _givers(scene, j)
            if found:
                return found
        if token.pos_ in ("VERB", "AUX") and token.tag_ in _FINITE:
            break
    return []


def _givers(scene: Scene, j: int) -> Named:
    name = name_from(scene, j + 1, 3 if scene.word(j) == "of" else 12)
    return scene.coordinated(name) if name is not None else []


def gifts(scene: Scene, start: int, end: int) -> list[Draft]:
    """ "Thanks to a gift from X, Y …", "a donation by X enabled Y …", "the piano is a present from X": a noun of giving
    with its giver.
    """
    for i in range(start, end):
        word = singular(scene.doc[i].lower_)
        if word not in GIFT_NOUNS or scene.at[i] is not None or scene.quoted[i]:
            continue
        heads = scene.doc[i].dep_ in ("compound", "amod") and scene.doc[i].head.i > i
        if scene.doc[i].pos_ not in ("NOUN", "PROPN") or heads or _imagined(scene, i, start):
            continue
        givers = _after(scene, i + 1, i + 24, ("from", "by")) or _owner(scene, i) or _fronted(scene, i, start)
        if not givers:
            continue
        draft = Draft(i, (phrase_start(scene, i), i + 1), "Donation", scene.sentence_of[i], noun=i)
        draft.title = scene.in_title(i)
        draft.status = clauses.reality(scene, verb) or "held" if (verb := _verb_over(scene, i)) is not None else "held"
        return [_with(draft, givers, _getters(scene, i, givers))]
    return _owed(scene, start, end)


def _fronted(scene: Scene, i: int, start: int) -> Named:
    """ "With a donation of 60 tablets to Y, X continued its aid": the subject gives, where somebody is given to."""
    first = phrase_start(scene, i)
    if scene.word(first - 1) != "with" or first - 1 - start > 1 or not _after(scene, i + 1, i + 24, ("to",)):
        return []
    verb = _verb_over(scene, i)
    named = agents_of(scene, clauses.subject(scene, verb), "donor") if verb is not None else []
    held = verb is not None and clauses.reality(scene, verb) == "held"
    return [x for x in named if scene.type_of(x[0]) == "Organisation"] if held else []


def _owed(scene: Scene, start: int, end: int) -> list[Draft]:
    """ "Thanks to the bank, Mill School now has 40 laptops": what somebody has by another's doing."""
    v = next((i for i in range(start, end) if scene.doc[i].lower_ in ("has", "have") and scene.doc[i].pos_ != "AUX"), 0)
    v = v or next((i for i in range(start, end) if scene.doc[i].dep_ == "ROOT" and scene.doc[i].lemma_ == "have"), 0)
    thanks = next((i for i in range(start, end - 2) if scene.word(i) in ("thanks", "courtesy")), None)
    if not v or thanks is None or scene.word(thanks + 1) not in ("to", "of") or scene.quoted[v]:
        return []
    things = [i for i in clauses.objects(scene, v) if scene.at[i] is None and goods(scene, i, v + 1)]
    givers = [x for x in receiver(scene, thanks + 2) if scene.type_of(x[0]) == "Organisation"]
    getters = [x for x in agents_of(scene, clauses.subject(scene, v), "recipient") if x not in givers]
    if not things or not givers or not getters:
        return []
    draft = Draft(v, (v, v + 1), "Donation", scene.sentence_of[v], verb=v, status="held", frame=True)
    draft.object = things[0]
    return [_with(draft, givers, getters)]


def _imagined(scene: Scene, i: int, start: int) -> bool:
    """In a clause that tells no fact; a gift that is no single one ("donations from X help"); a "no" before it."""
    token = scene.doc[i]
    words = {t.lower_ for t in scene.doc[phrase_start(scene, i) : i]}
    if words & {"no", "any", "every", "each", "such", "further"} or token.tag_ in ("NNS", "NNPS"):
        return True
    verb = _verb_over(scene, i)
    if verb is None:
        return False
    if {scene.word(j) for j in range(start, verb)} & _UNREAL:
        return True
    if scene.doc[verb].lemma_ in ("benefit", "mark", "celebrate", "commemorate"):  # "a ceremony to mark the donation"
        return False
    return clauses.reality(scene, verb) is None and scene.doc[verb].tag_ not in ("VBZ", "VBP", "VBG")


def _verb_over(scene: Scene, i: int) -> int | None:
    """The nearest verb that the phrase of token i hangs on."""
    start, end = scene.bounds(i)
    return next((t.i for t in scene.doc[i].ancestors if t.pos_ in ("VERB", "AUX") and start <= t.i < end), None)


def _owner(scene: Scene, i: int) -> Named:
    """ "Mill Bank's gift of …"."""
    for j in range(i - 1, max(scene.bounds(i)[0], i - 4), -1):
        if scene.doc[j].tag_ == "POS" and scene.agents(j - 1):
            return [(e, j - 1) for e in scene.agents(j - 1)]
    return []


def _getters(scene: Scene, i: int, givers: Named) -> Named:
    """Who gets what the noun at i names: named after it, or the one of whom the clause tells."""
    giving = {e for e, _ in givers}
    found = [x for x in _after(scene, i + 1, i + 24, ("to", "for")) if x[0] not in giving]
    verb = _verb_over(scene, i)
    if found or verb is None:
        return found
    of_gift = scene.doc[i].dep_ in ("nsubj", "nsubjpass") and scene.doc[i].head.i == verb
    if of_gift:
        named = [x for h in clauses.objects(scene, verb) for x in receiver(scene, scene.mention(h)[0])]
    else:
        named = agents_of(scene, clauses.subject(scene, verb), "recipient") or _whose(scene, verb)
    named = [x for x in named if x[0] not in giving and scene.type_of(x[0]) == "Organisation"]
    return named or [
        x for x in _after(scene, verb + 1, i if i > verb else verb + 20, ("to", "at")) if x[0] not in giving
    ]


def _whose(scene: Scene, verb: int) -> Named:
    """ "The pupils of Y have …", "Its new piano is …": whose the subject is."""
    for h in clauses.subject(scene, verb):
        if found := receiver(scene, phrase_start(scene, h)):
            return found
        first = phrase_start(scene, h)
        if scene.doc[first].lower_ in ("its", "their") and (n := scene.sentence_of[h]):
            floor, stop = scene.sentences[n - 1]
            for j in range(floor, stop):
                if scene.agents(j) and clauses.governed(scene, j) is None and not scene.persons(j):
                    return [(e, h) for e in scene.agents(j)]
    return []


def thanked(scene: Scene, v: int) -> list[Draft]:
    """ "Y thanked X for donating …", "X helped Y by donating …": the giving that a gerund tells."""
    main = scene.doc[v - 1].head.i if v and scene.doc[v - 1].dep_ == "prep" else scene.doc[v].head.i
    if scene.doc[v].tag_ != "VBG" or scene.quoted[v]:
        return []
    if scene.doc[v].lemma_.lower() in GETTING_VERBS:
        root = next((t.i for t in scene.doc[v].ancestors if t.dep_ == "ROOT"), v)
        return _got(scene, v, root)
    if main >= v or scene.doc[main].pos_ != "VERB":
        return []
    status = clauses.reality(scene, main)
    if status is None or scene.word(v - 1) not in ("for", "by", "after", "in"):
        return []
    thanks = scene.doc[main].lemma_.lower() in THANKING
    subject = agents_of(scene, clauses.subject(scene, main), "donor")
    object_ = [x for h in clauses.objects(scene, main) for x in receiver(scene, scene.mention(h)[0])]
    givers = object_ if thanks else subject
    getters = _after(scene, v + 1, v + 20, ("to", "for")) or (subject if thanks else object_)
    getters = getters or ([] if thanks else _after(scene, main + 1, v - 1, ("to",)))
    if not givers:
        return []
    draft = Draft(v, (v, v + 1), "Donation", scene.sentence_of[v], verb=v, status=status, frame=True)
    draft.object = next(iter(clauses.objects(scene, v)), None)
    return [_with(draft, givers, getters)]


def thankful(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "Y thanked X for the 300 tablets", "Y expressed its thanks to X for its donation": what one is thanked for."""
    if passive or status != "held" or lemma not in ("thank", "express", "convey", "extend"):
        return []
    stop = min(scene.bounds(v)[1] - 1, v + 40)
    to = next((j for j in range(v + 1, min(v + 8, stop)) if scene.word(j) == "to"), None)
    thanks = any(scene.word(j) in ("gratitude", "thanks", "appreciation") for j in range(v + 1, to or v))
    if lemma != "thank" and not thanks:
        return []
    givers = receiver(scene, to + 1) if to is not None and thanks else receiver(scene, v + 1)
    givers = [x for x in givers if scene.type_of(x[0]) == "Organisation"]
    for_ = next((j for j in range(v + 1, stop) if scene.word(j) == "for" and scene.at[j] is None), None)
    thing = clauses.phrase_head(scene, for_ + 1) if for_ is not None and givers else None
    if for_ is None or thing is None or scene.at[thing] is not None:
        return []
    gift = singular(scene.doc[thing].lower_) in ("gift", "donation") and scene.word(thing + 1) == "of"
    counted = any(scene.doc[j].pos_ == "NUM" for j in range(for_ + 1, thing))
    if not gift and not (counted and goods(scene, thing, for_ + 1)):
        return []
    getters = [x for x in agents_of(scene, clauses.subject(scene, v), "recipient") if x not in givers]
    draft = Draft(v, (v, v + 1), "Donation", scene.sentence_of[v], verb=v, status=status, frame=True)
    draft.object = thing
    return [_with(draft, givers, [x for x in getters if scene.type_of(x[0]) == "Organisation"])]


def _got(scene: Scene, v: int, main: int) -> list[Draft]:
    """ "After receiving 300 tablets from X, Y can …": who the clause tells of got them."""
    things = [i for i in clauses.objects(scene, v) if scene.at[i] is None and goods(scene, i, v + 1)]
    getters = agents_of(scene, clauses.subject(scene, main), "recipient")
    givers = _after(scene, things[0] + 1, v + 20, ("from",)) if things else []
    if scene.word(v - 1) not in ("after", "by", "on", "upon", "since") or not givers or not getters:
        return []
    draft = Draft(v, (v, v + 1), "Donation", scene.sentence_of[v], verb=v, status="held", frame=True)
    draft.object = things[0]
    return [_with(draft, givers, getters)]


def complete(scene: Scene, drafts: list[Draft]) -> None:
    """ "Y took delivery of two buses donated by X", "a lorry donated by X arrived at Y": who is told of in the clause
    around what was given is the one who was given it.
    """
    for d in drafts:
        roles = {r for r, _, _ in d.roles}
        if d.type == "Donation" and d.object is not None and "donor" not in roles:
            given = singular(scene.doc[d.object].lower_) in GIFT_NOUNS and scene.at[d.object] is None
            _with(d, _owner(scene, d.object) if given else [], [])  # "X's gift of 300 tablets was received by Y"
        if d.type != "Donation" or d.verb is None or "recipient" in roles or d.title:
            continue
        givers = [(e, pos) for r, e, pos in d.roles if r == "donor"] or clauses.by_agents(scene, d.verb)
        if d.noun is not None and singular(scene.doc[d.noun].lower_) in GIFT_NOUNS and givers:
            _with(d, givers, _getters(scene, d.noun, givers))
            continue
        thing = scene.doc[d.verb].head
        if (
            not givers
            or scene.doc[d.verb].dep_ not in ("acl", "relcl")
            or thing.pos_ not in ("NOUN", "PROPN", "PRON", "DET")
        ):
            continue
        if scene.word(thing.i + 1) in ("of", "for") and (whose := receiver(scene, thing.i + 2)):
            _with(d, givers, whose)  # "the classroom of Y, donated by X"
            continue
        main = next((t.i for t in thing.ancestors if t.pos_ == "VERB" and t.tag_ in (*_FINITE, "VBN")), None)
        having = main is not None and scene.doc[main].lemma_ == "have"  # "Y now has 40 laptops, all donated by X"
        if main is None or (clauses.reality(scene, main) is None and not having):
            continue
        if scene.doc[main].lemma_.lower() in ARRIVING:
            at = main + 2 if scene.word(main + 1) in ("at", "in", "to") else main + 1
            found = receiver(scene, at)
        else:
            found = agents_of(scene, clauses.subject(scene, main), "recipient") if thing.i > main else []
        for entity, pos in found:
            if scene.type_of(entity) == "Organisation" and all(e != entity for _, e, _ in d.roles):
                d.add("recipient", entity, pos)
