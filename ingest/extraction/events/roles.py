# ruff: noqa: SIM905 - word lists are read and mended as text
"""Roles that stand beside a trigger in set phrases, wherever they are in the sentence.

"organised by", "with support from", "under the guidance of", "attended by", "headed by", "together with", and the
prepositions after an event noun ("a concert by X", "the annual meeting of X", "a visit to X", "the donation from X to
Y").
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events.asides import Cue, by_the_way
from newsgraph.ingest.extraction.events.clauses import phrase_head, subject
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.frames.cues import BY, NAMED_AS, NOUN_PREPOSITIONS, PARTNERSHIP, SUPPORT, UNDER
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of, attracted
from newsgraph.ingest.extraction.events.predicates import predicates
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.triggers import pointing_back
from newsgraph.ingest.model import Role

_NAMING = frozenset("was were is are be included includes include comprised".split())
_GIVING = frozenset("donate give hand present contribute deliver".split())
_AGREED = frozenset("ceremony sign signed signing signs conclusion renewed renewal inked sealed".split())
_SUCH = frozenset(("including", "namely", "as"))
_TALKS = frozenset("talk lecture keynote presentation speech address remark contribution".split())
_BACKERS = frozenset("sponsors supporters funders backers partners organisers organizers".split())
_OURS = frozenset("our its their the".split())
_PERFORMING = frozenset("soloists soloist speakers panellists panelists guests performers".split())
_BEING = frozenset("was were is are be".split())
_GUESTS = frozenset("guest guests speaker speakers moderator panellist panelist winner performer soloist chair".split())
_COMING_VERBS = frozenset("join attend participate gather attract take bring witness compete".split())
_COMING = frozenset(
    "attending participating joining looking watching taking representing accompanying speaking".split()
)
_TOGETHER = frozenset("joined accompanied flanked".split())
_GROUPED = frozenset("more than over some from of at about around nearly the".split())


def cues(scene: Scene, n: int) -> list[Cue]:
    """The roles that set phrases of sentence n give, to be joined to the event that the sentence tells of."""
    start, end = scene.sentences[n]
    found: list[Cue] = []
    for i in range(start, end):
        if scene.at[i] is not None or scene.quoted[i]:
            continue
        word = scene.doc[i].lower_
        if word in ("by", "from") and i > start and singular(scene.doc[i - 1].lower_) in _TALKS:
            name = name_from(scene, i + 1)  # "featuring talks by Ada Quill and Tom Reed"
            listed = scene.coordinated(name) if name is not None else []
            found += [Cue("speaker", e, i) for e, _ in listed if scene.type_of(e) == "Person"]
        elif word == "by":
            found += _by(scene, i, start)
        elif word == "head" and scene.word(i - 1) == "the" and scene.word(i - 2) == "at" and scene.word(i + 1) == "of":
            found += _at_the_head(scene, i)
        elif word == "with":
            found += _with(scene, i, start)
        elif word in _NAMING and i > start and (role := _named_as(scene, start, i)) is not None:
            name = name_from(scene, i + 1, 14)
            listed = scene.coordinated(name) if name is not None else []
            if not listed and role == "participant":
                listed = attracted(scene, i + 1)
            found += [Cue(role, e, i, free=True) for e, _ in listed]
        elif word in _BEING and (role := _is_what(scene, i, end)) is not None:
            subjects = agents_of(scene, subject(scene, i), "participant")
            found += [Cue(role, e, i, free=True) for e, _ in subjects if scene.type_of(e) == "Person"]
        elif word == "alongside" and (name := name_from(scene, i + 1)) is not None:
            found += [Cue("participant", e, i) for e, _ in scene.coordinated(name)]
        elif word in ("presence", "participation", "attendance") and scene.doc[min(i + 1, end - 1)].lower_ == "of":
            name = name_from(scene, i + 2)
            found += [Cue("participant", e, i) for e, _ in scene.coordinated(name)] if name is not None else []
        elif word == "invitation" and scene.doc[min(i + 1, end - 1)].lower_ == "of":
            name = name_from(scene, i + 2)
            found += [Cue("host", e, i) for e, _ in scene.coordinated(name)] if name is not None else []
        elif word in _NAMING and _of_delegation(scene, start, i):
            name = name_from(scene, i + 1)
            found += [Cue("participant", e, i) for e, _ in scene.coordinated(name)] if name is not None else []
        elif word in ("behalf", "name") and scene.doc[min(i + 1, end - 1)].lower_ == "of" and i > start:
            name = name_from(scene, i + 2) if scene.doc[i - 1].lower_ in ("on", "in", "the") else None
            giving = any(scene.verb(j) in _GIVING for j in range(start, end))
            getting = any(scene.verb(j) in ("accept", "receive") for j in range(start, end))
            role = "donor" if giving else "recipient" if getting else "participant"
            found += [Cue(role, e, i) for e, _ in scene.coordinated(name)] if name is not None else []
        elif word == "between" and any(t.lower_ in _AGREED for t in scene.doc[start:end]):
            parties = _between(scene, i, start)
            found += [Cue("participant", e, i) for e, _ in parties]
        elif word == "for" and i + 1 < end and scene.at[i + 1] in scene.nominal and len(scene.agents(i + 1)) > 1:
            if any(scene.verb(j) == "sign" for j in range(start, i)):  # "signed the agreement for the two sides"
                found += [Cue("participant", e, i) for e in scene.agents(i + 1)]
        elif word in ("attracting", "bringing", "gathering", "drawing", "involving") or (
            word == "including" and any(scene.verb(j) in _COMING_VERBS for j in range(start, i))
        ):
            found += [Cue("participant", e, i) for e, _ in attracted(scene, i + 1)]
        elif word == "under":
            found += _phrase(scene, i, UNDER, "of")
        elif word in _GUESTS:
            found += _apposed(scene, start, i, end)
        elif word in _BACKERS and i + 2 < end and scene.doc[i + 1].text == "," and scene.word(i - 1) in _OURS:
            name = name_from(scene, i + 2)  # "our sponsors, the Copper Bank and Mill College"
            listed = scene.coordinated(name) if name is not None else []
            found += [Cue(NAMED_AS[word], e, i, free=True) for e, _ in listed if scene.type_of(e) == "Organisation"]
    return found + by_the_way(scene, start, end) + predicates(scene, start, end)


def _named_as(scene: Scene, start: int, i: int) -> Role | None:
    """ "The key speakers of the forum were …", "Also present at it were …", "Event speakers will include …"."""
    found: Role | None = None
    for j in range(i - 1, max(start, i - 14) - 1, -1):
        token = scene.doc[j]
        if scene.at[j] is not None:
            if scene.persons(j):
                return None
            continue
        if (token.text in (",", ";") and found is not None) or (token.pos_ == "VERB" and found is None and j < i - 1):
            break
        found = NAMED_AS.get(token.lower_, found)
    first = next((t for t in scene.doc[start:i] if not t.is_space), None)
    if found is None and first is not None and first.lower_ in ("those", "others"):  # "Those who spoke were …"
        words = {t.lower_ for t in scene.doc[start:i]}
        if words & {"spoke", "speaking", "addressed", "addressing"}:
            return "speaker"
        return "participant" if words & {"attended", "attending", "present", "joined", "took", "gathered"} else None
    if found is None and first is not None and first.lower_ in _COMING:
        return "speaker" if first.lower_ == "speaking" else "participant"  # "Attending the meeting were …"
    if found is None and first is not None and scene.doc[i].dep_ == "ROOT" and scene.word(first.i + 1) in ("at", "of"):
        found = NAMED_AS.get(first.lower_)  # "Speakers at the forum, which X organised in May, included …"
    if found is None and first is not None and first.lower_ in ("leading", "heading", "chairing", "moderating"):
        return "leader"  # "Heading the group was …"
    return found


def _is_what(scene: Scene, i: int, end: int) -> Role | None:
    """ "Ada Quill was the chief guest", "X will be the keynote speaker": the role that the noun after "was" gives."""
    following = [t.lower_ for t in scene.doc[i + 1 : min(i + 4, end)]]
    if following[:1] in (["present"], ["there"]) or following[:2] in (["also", "present"], ["in", "attendance"]):
        return "participant"  # "Ada Quill was present at the meeting"
    if following == ["in", "the", "chair"]:
        return "leader"
    if following[:2] in (["on", "hand"], ["among", "those"], ["among", "the"]):
        return "participant"
    head = phrase_head(scene, i + 1)
    if (
        head is None
        or head >= end
        or scene.at[head] is not None
        or i + 1 >= end
        or scene.doc[i + 1].pos_ not in ("DET", "ADJ", "NOUN")
    ):
        return None
    return NAMED_AS.get(scene.doc[head].lower_) if scene.doc[head].lower_ in _GUESTS else None


def _apposed(scene: Scene, start: int, i: int, end: int) -> list[Cue]:
    """ "The guest of honour, Ada Quill, urged …", "Ada Quill, the chief guest, lit the lamp"."""
    role = NAMED_AS[scene.doc[i].lower_]
    j = i + 1
    if j + 1 < end and scene.doc[j].lower_ == "of" and scene.doc[j + 1].lower_ in ("honour", "honor"):
        j += 2
    if j < end and scene.doc[j].text == ",":
        first = i
        while first > start and scene.doc[first - 1].pos_ in ("ADJ", "NOUN", "DET", "PROPN", "ADV"):
            first -= 1
        if first - 2 >= start and scene.doc[first - 1].text == "," and scene.persons(first - 2):
            return [Cue(role, e, i, free=True) for e in scene.persons(first - 2)]
        name = name_from(scene, j + 1, 14)
        definite = scene.doc[first].lower_ in ("the", "its", "their", "today")
        if name is not None and definite:
            return [Cue(role, e, i, free=True) for e in scene.persons(name)]
    elif j < end and scene.doc[i - 1].lower_ in ("chief", "special", "keynote", "main", "distinguished"):
        name = name_from(scene, j, 4)  # "chief guest Ada Quill"
        return [Cue(role, e, i, free=True) for e in scene.persons(name)] if name is not None else []
    return []


def _between(scene: Scene, i: int, start: int) -> list[tuple[str, int]]:
    """The parties of "a ceremony for the agreement on X between A and B"."""
    agreed = any(singular(t.lower_) in nouns.AGREEMENTS and scene.at[t.i] is None for t in scene.doc[start:i])
    name = name_from(scene, i + 1, 8) if agreed else None
    if agreed and name is None:  # "between the members of the network, including A and B"
        named = (j for j in range(i + 2, min(i + 14, scene.bounds(i)[1])) if scene.doc[j].lower_ in _SUCH)
        name = name_from(scene, among + 1) if (among := next(named, None)) is not None else None
    listed = scene.coordinated(name) if name is not None else []
    return listed if len(listed) > 1 else []


def _of_delegation(scene: Scene, start: int, i: int) -> bool:
    """ "The other members of the delegation included …"."""
    words = {t.lower_ for t in scene.doc[start:i]}
    if any(
        scene.word(j) in ("delegation", "party", "group", "team") and scene.word(j - 1) == "the" for j in (i - 1, i - 2)
    ):
        return scene.word(i).startswith("include")  # "The delegation also included …"
    return bool(words & {"members", "member"}) and bool(words & {"delegation", "team", "group", "party", "mission"})


def _by(scene: Scene, i: int, start: int) -> list[Cue]:
    j = i - 1
    while j > start and (
        scene.doc[j].pos_ == "ADV" or scene.doc[j].lower_ in ("over", "jointly", "round", "around", "up")
    ):
        j -= 1
    if scene.doc[j].lower_ == "for" and scene.doc[j - 1].lower_ == "paid":
        j -= 1
    word = scene.doc[j].lower_
    role = BY.get(word)
    if word == "presented" and "jointly" in (scene.word(j - 1), scene.word(j + 1)):  # several bodies present a show
        role = "organiser"
    extra = _GROUPED if role in ("participant", "speaker") else frozenset()
    name = name_from(scene, i + 1, 14, extra) if role else None
    if role is None or name is None:
        return []
    co = word in ("organised", "organized") and scene.doc[j - 1].text == "-" and scene.doc[j - 2].lower_ == "co"
    out = []
    for entity, _ in scene.coordinated(name):
        person = scene.type_of(entity) == "Person"
        if role == "speaker" and not person:
            continue  # "the parcels were delivered by the bank"
        final = "leader" if person and role == "organiser" and word == "hosted" else role
        out.append(Cue(final, entity, j, free=_opens(scene, j, start), co=co))
    if word in _TOGETHER:  # "Li Song was joined by Wang Hao": both were there
        others = agents_of(scene, subject(scene, j), "participant")
        both = [e for e, _ in others if scene.type_of(e) == "Person"]
        if both:
            out = [c._replace(free=True) for c in out] + [Cue("participant", e, j, free=True) for e in both]
    return out


def _opens(scene: Scene, j: int, start: int) -> bool:
    """ "Led by Li Song, the group looked into …": a participle that opens the sentence is of what was told before."""
    first = next((k for k in range(start, j + 1) if not scene.doc[k].is_space), j)
    comma = next((k for k in range(j, scene.bounds(j)[1] - 1) if scene.doc[k].text == ","), None)
    return first == j and any(
        scene.word(k) in ("the", "it", "they", "this") for k in range(j, scene.bounds(j)[1]) if comma and k > comma
    )


def _at_the_head(scene: Scene, i: int) -> list[Cue]:
    """ "arrived at the head of a delegation from Mill College": the subject leads, the college takes part."""
    verb = next((t for t in scene.doc[i].ancestors if t.pos_ == "VERB"), None)
    heads = subject(scene, verb.i) if verb is not None else []
    out = [Cue("leader", e, i) for e, _ in agents_of(scene, heads, "leader") if scene.type_of(e) == "Person"]
    party = phrase_head(scene, i + 2)
    if out and party is not None:
        out += [Cue("participant", e, i) for e, _ in agents_of(scene, [party], "participant")]
    return out


def _with(scene: Scene, i: int, start: int) -> list[Cue]:
    supported = _phrase(scene, i, SUPPORT, "from") or _phrase(scene, i, SUPPORT, "of")
    if supported:
        return supported
    after = scene.doc[i + 1].lower_ if i + 1 < scene.size else ""
    if after in _PERFORMING and (name := name_from(scene, i + 2, 6)) is not None:  # "with soloists Ada Quill and …"
        return [Cue(NAMED_AS[after], e, i) for e, _ in scene.coordinated(name) if scene.type_of(e) == "Person"]
    before = scene.doc[i - 1].lower_ if i > start else ""
    if before in PARTNERSHIP:
        name = name_from(scene, i + 1)
        if name is not None:
            return [Cue("organiser", e, i) for e, _ in scene.coordinated(name)]
    return []


def _phrase(scene: Scene, i: int, heads: frozenset[str], preposition: str) -> list[Cue]:
    """ "with the generous support of A and B", "under the guidance of X"; after "from" and "of" and "by"."""
    stop = min(scene.bounds(i)[1], i + 9)
    for j in range(i + 1, stop):
        token = scene.doc[j]
        if token.lower_ in heads and j + 1 < stop:
            if scene.doc[j + 1].lower_ in (preposition, "by"):
                name = name_from(scene, j + 2)
                led = token.lower_ in ("leadership", "direction", "chairmanship") and name is not None
                if led and name is not None and scene.persons(name):
                    return []  # "the staff, under the leadership of the director, Ada Quill"
                fronted = i - scene.bounds(i)[0] < 3
                backers = scene.coordinated(name) if name is not None else []
                return [Cue("supporter", e, i, free=fronted) for e, _ in backers]
            amount = scene.doc[j + 1].lower_ in ("of", "worth", "totalling", "totaling")
            later = [
                k for k in range(j + 2, min(j + 10, stop + 4, scene.bounds(i)[1])) if scene.doc[k].lower_ == "from"
            ]
            if amount and later and preposition == "from":  # "with a grant of 12 million euros from X"
                name = name_from(scene, later[0] + 1)
                return [Cue("supporter", e, i) for e, _ in scene.coordinated(name)] if name is not None else []
        elif token.pos_ not in ("DET", "ADJ", "NOUN", "CCONJ", "ADV", "VERB", "PROPN") or scene.at[j] is not None:
            possessor = scene.at[j] is not None and scene.word(scene.mention(j)[1]) in ("'s", "’s")
            if not possessor:
                return []
    return []


def noun_roles(scene: Scene, draft: Draft) -> list[tuple[Role, str, int]]:
    """Roles that stand after (or, as a possessive, before) the event noun of a draft."""
    noun = draft.noun
    if draft.frame and draft.type == "Signing" and draft.object is not None and scene.at[draft.object] is None:
        noun = draft.object  # "an agreement between A and B was signed"
    if noun is None or (draft.type is None and draft.definite):
        return []
    table = NOUN_PREPOSITIONS.get(draft.type or "", NOUN_PREPOSITIONS[""])
    out: list[tuple[Role, str, int]] = []
    stop = min(scene.bounds(noun)[1], noun + 40)
    j = noun + 1
    while j < stop:
        token = scene.doc[j]
        word = token.lower_
        if scene.at[j] is not None:
            j = scene.mention(j)[1]
            continue
        if (token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "MD")) or (
            word in (";", ":", "to") and token.pos_ == "PART"
        ):
            break
        role = table.get(word) if word not in ("'s", "’s") else None
        name = name_from(scene, j + 1, 5) if role and (word != "of" or j == noun + 1) else None
        if (
            role
            and name is not None
            and not (word == "of" and scene.at[j + 1] is None and scene.doc[j + 1].pos_ not in ("DET", "PRON"))
        ):
            out += [(role, e, pos) for e, pos in scene.coordinated(name) if _suits(scene, role, e)]
        j += 1
    out += _possessor(scene, draft, table)
    return out


def _suits(scene: Scene, role: Role, entity: str) -> bool:
    return not (role == "organiser" and scene.type_of(entity) == "Person")


def _possessor(scene: Scene, draft: Draft, table: dict[str, Role]) -> list[tuple[Role, str, int]]:
    """ "the OUC's annual meeting", "Li Song's visit to …"."""
    role = table.get("'s")
    first = draft.span[0]
    if role is None or draft.noun is None:
        return []
    for j in range(draft.noun - 1, max(first - 3, scene.bounds(draft.noun)[0] - 1), -1):
        if scene.doc[j].lower_ in ("'s", "’s", "'", "’") and j and scene.agents(j - 1):
            return [(role, e, j) for e in scene.agents(j - 1) if _suits(scene, role, e)]
    return []


def take_cues(scene: Scene, n: int, found: list[Cue], here: list[Draft], *, told: bool) -> list[Draft]:
    """Give the cues of sentence n to the drafts that they belong to. told: whether drafts stand in earlier sentences.

    Returns the draft that points back, where the sentence tells of no event of its own.
    """
    alone = all(d.weak and d.verb is None for d in here)
    back = pointing_back(scene, n, found[0].pos, free=found[0].free) if found and told and alone else []
    for cue in found:
        home = _hung_on(scene, cue, here) or (back[0] if back else attach(scene, cue, here))
        if home is not None:
            home.add_cue(cue.role, cue.entity, cue.pos, co=cue.co)
    return back


def _anchors(drafts: list[Draft]) -> dict[int, Draft]:
    solid = [d for d in drafts if not d.weak] or drafts
    return {d.noun: d for d in drafts if d.noun is not None} | {d.verb: d for d in solid if d.verb is not None}


def _hung_on(scene: Scene, cue: Cue, drafts: list[Draft]) -> Draft | None:
    """The draft whose trigger the phrase of a cue hangs on in the parse."""
    anchors = _anchors(drafts)
    return next((anchors[up.i] for up in scene.doc[cue.pos].ancestors if up.i in anchors), None)


def attach(scene: Scene, cue: Cue, drafts: list[Draft]) -> Draft | None:
    """The draft of the sentence that a cue belongs to: the one its phrase hangs on, else the nearest before, else
    the first.
    """
    drafts = [d for d in drafts if d.noun is None or scene.doc[d.noun].lower_ not in ("honour", "honor")]
    solid = [d for d in drafts if not d.weak] or drafts
    if not solid:
        return None
    hung = _hung_on(scene, cue, drafts)
    if hung is not None:
        return hung
    before = [d for d in solid if min(d.pos, d.noun if d.noun is not None else d.pos) <= cue.pos]
    return before[-1] if before else solid[0]
