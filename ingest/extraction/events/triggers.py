"""Triggers: the verbs and nouns of a sentence that tell of an event, each with the roles that its frame gives.

Three kinds: an event noun in the frame of a light verb ("held a seminar", "the forum opened"), an event verb
("donated", "visited"), and a verb of taking part ("attended the ceremony", "chaired the meeting", "spoke at the forum").
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns, verbs
from newsgraph.ingest.extraction.events.frames.verbs import NamedFrame
from newsgraph.ingest.extraction.events.lexicon import EventNoun, singular
from newsgraph.ingest.extraction.events.people import agents_of, group_agents
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role, Status

_POINTING = frozenset("the this that these those its their his her such".split())
_AIMED = frozenset(("Donation", "Award", "Signing", "Establishment", "Launch", "Publication"))
# what a person does to an event as its guest of honour
_GRACING = frozenset("open close inaugurate unveil begin start launch".split())
_PLACES = frozenset("place gold silver bronze prize medal".split())
_BEST = frozenset("year best top winner leading national outstanding advanced first excellent model among".split())
_PRONOUNS = frozenset(("it", "this", "which", "that", "they"))


def find_drafts(scene: Scene, n: int) -> list[Draft]:
    """The drafts of sentence n, in order of their triggers."""
    start, end = scene.sentences[n]
    drafts: list[Draft] = []
    for v in range(start, end):
        lemma = scene.verb(v)
        if lemma is not None:
            drafts += _of_verb(scene, v, lemma)
    drafts += _present(scene, start, end, {d.verb for d in drafts})
    told = {d.noun for d in drafts} | {d.object for d in drafts}
    for i in range(start, end):
        noun = scene.event_noun(i)
        if noun is not None and i not in told:
            drafts.append(_noun_draft(scene, noun, None, "held", weak=True))
    return sorted(drafts, key=lambda d: d.pos)


def _present(scene: Scene, start: int, end: int, taken: set[int | None]) -> list[Draft]:
    """ "P thanked the tutors at the closing ceremony": whoever does something at an event takes part in it."""
    out: list[Draft] = []
    for i in range(start, end):
        noun = scene.event_noun(i)
        if noun is None or noun.weak or clauses.governed(scene, i) not in ("at", "during"):
            continue
        verb = next((t for t in scene.doc[i].ancestors if t.pos_ == "VERB" and start <= t.i < end), None)
        if verb is None or verb.i in taken or verb.tag_ not in ("VBD", "VBZ", "VBP") or scene.verb(verb.i) in verbs.FRAMES:
            continue
        agents = [(e, p) for e, p in agents_of(scene, clauses.subject(scene, verb.i), "participant") if scene.type_of(e) == "Person"]
        draft = _noun_draft(scene, noun, None, "held", weak=True)
        draft.definite = draft.definite or not draft.fresh
        if agents and draft.definite and clauses.reality(scene, verb.i) is not None:
            for entity, pos in agents:
                draft.add("speaker" if verb.lemma_ in verbs.SAYING else "participant", entity, pos)
            out.append(draft)
    return out


def _of_verb(scene: Scene, v: int, lemma: str) -> list[Draft]:
    if scene.doc[v].dep_ == "amod" and not scene.in_title(v):  # "the newly established centre"
        return []
    status = clauses.reality(scene, v)
    if status is None and lemma in ("speak", "address") and v <= scene.bounds(v)[0] + 1 and scene.doc[v].tag_ == "VBG":
        return _speaking(scene, v, lemma, False, "held")  # "Speaking at the opening ceremony, X thanked …"
    if status is None:
        return _aimed(scene, v, lemma)
    passive = clauses.is_passive(scene, v)
    for read in (_taking_part, _speaking, _light, _framed, _intransitive):
        found = read(scene, v, lemma, passive, status)
        if found:
            return found
    return []


def _aimed(scene: Scene, v: int, lemma: str) -> list[Draft]:
    """ "a ceremony was held to receive equipment from X": the aim says what sort of ceremony it was."""
    if scene.doc[v].tag_ == "VBG" and lemma in ("take", "win", "claim", "earn", "receive") and not scene.quoted[v]:
        if any(c.dep_ == "nsubj" for c in scene.doc[v].children):  # "with the team from X taking the championship"
            return [d for d in _framed(scene, v, lemma, False, "held", aim=True) if d.type == "Award"]
        return []
    if lemma in ("celebrate", "mark", "commemorate") and scene.verb(scene.doc[v].head.i) in ("gather", "assemble", "meet", "come"):
        status = clauses.reality(scene, scene.doc[v].head.i)  # "representatives gathered to celebrate Teachers' Day"
        found = _framed(scene, v, lemma, False, status) if status else []
        for draft in found:
            draft.verb = scene.doc[v].head.i
        return found
    start = scene.bounds(v)[0]
    if scene.doc[v - 1].lower_ != "to" or v - 1 <= start or scene.quoted[v] or not any(
        (noun := scene.event_noun(i)) is not None and (noun.generic or noun.type in ("Ceremony", "Meeting")) for i in range(start, v - 1)
    ):
        return []
    found = [d for d in _framed(scene, v, lemma, False, "held", aim=True) if d.type in _AIMED]
    for draft in found:
        draft.aim, draft.weak = True, True
    return found


def _noun_draft(scene: Scene, noun: EventNoun, verb: int | None, status: Status, *, weak: bool = False) -> Draft:
    first = phrase_start(scene, noun.head)
    words = [t.lower_ for t in scene.doc[first : noun.head]]
    other = any(w in nouns.NEXT_WORDS and w not in ("new", "second", "third") for w in words)
    past = any(w in nouns.PAST_WORDS for w in words) and not scene.in_title(noun.head)
    pointing = bool(words) and words[0] in _POINTING
    named = scene.doc[noun.head].tag_ in ("NNP", "NNPS") and scene.doc[noun.head].text[:1].isupper()
    draft = Draft(
        pos=verb if verb is not None else noun.head,
        span=(min(first, noun.head), noun.head + 1),
        type=None if noun.generic else noun.type,
        generic=noun.type if noun.generic and (noun.type == "Ceremony" or not pointing) else None,
        sentence=scene.sentence_of[noun.head],
        noun=noun.head,
        verb=verb,
        status=status,
        definite=pointing and not named,
        fresh=bool(words) and words[0] in ("a", "an", "another") and scene.doc[noun.head].lower_ != "ceremony",
        other=other,
        weak=weak,
        title=scene.in_title(noun.head),
        background=past and not pointing,
    )
    return draft


def phrase_start(scene: Scene, head: int) -> int:
    """The first token of the noun phrase of a head: its article, possessive or first modifier."""
    i, start = head, scene.bounds(head)[0]
    while i > start:
        token = scene.doc[i - 1]
        low = token.lower_
        fits = token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "DET") or token.tag_ in ("PRP$", "POS", "VBN", "VBG", "HYPH", "CD")
        if scene.in_title(head) and scene.verb(i - 1):
            break
        if not fits or low in ("that", "which") or (token.tag_ in ("VBN", "VBG") and scene.verb(i - 1) and scene.doc[i - 1].dep_ not in ("amod", "compound")):
            if not (low in ('"', "'s", "’s") and scene.at[i - 1] is None and low != '"'):
                break
        i -= 1
        if token.pos_ == "DET" or token.tag_ == "PRP$":
            break
    return i


def noun_of(scene: Scene, heads: list[int]) -> EventNoun | None:
    """The event noun among the heads of an argument; "a series of lectures" is lectures, "the launch of a programme" a launch."""
    for i in heads:
        noun = scene.event_noun(i)
        if noun is not None and not (scene.doc[i].lower_ == "series"):
            return noun
        if noun is None and scene.at[i] is None and i + 1 < scene.size and scene.doc[i + 1].pos_ in ("ADV", "ADJ", "VERB"):
            noun = scene.event_noun(i + 1)  # "the book fair", tagged as an adverb
            if noun is not None:
                return noun
        if scene.doc[i].lower_ in ("series", "round", "number", "range", "part", "stage", "phase", "edition", "variety", "batch"):
            for j in range(i + 1, min(i + 8, scene.size)):
                inner = scene.event_noun(j)
                if inner is not None:
                    return inner
    return None


def _light(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "X held a seminar", "a seminar was held by X"."""
    if lemma not in verbs.LIGHT:
        return []
    heads = clauses.subject(scene, v) if passive else clauses.objects(scene, v)
    noun = noun_of(scene, heads) or (clauses.surface_subject_noun(scene, v) if passive else _scanned(scene, v))
    if noun is None:
        if passive and lemma in verbs.PASSIVE_LIGHT and heads and scene.doc[heads[0]].lower_ in _PRONOUNS:
            return [_pointing_back(scene, v, status, clauses.by_agents(scene, v), verbs.LIGHT[lemma])]
        return []
    if lemma in ("plan", "schedule") and scene.doc[v].dep_ in ("acl", "relcl"):
        return []  # "the ceremony, planned for today, …": what was to be
    if (passive and lemma not in verbs.PASSIVE_LIGHT) or (noun.weak and lemma in verbs.CAREFUL):
        return []
    if lemma in ("pay", "make") and noun.type != "Visit":
        return []
    if lemma == "give" and noun.type not in ("Performance", "Lecture"):
        return []
    draft = _noun_draft(scene, noun, v, status)
    if lemma in verbs.LAUNCHING and (noun.generic or noun.type == "Activity"):
        draft.type = "Launch"
    if scene.doc[noun.head].lower_ in ("round", "edition", "intake") and lemma in verbs.LAUNCHING:
        draft.type = "Launch"
    role = verbs.LIGHT[lemma]
    if lemma not in verbs.ARRANGING:
        role = verbs.SUBJECT_BY_TYPE.get(draft.type or "", role)
    if draft.type == "Performance" and lemma in ("give", "stage", "present"):
        role = "participant"
    agents = clauses.by_agents(scene, v) if passive else agents_of(scene, clauses.subject(scene, v), role)
    co = role == "organiser" and lemma in ("organise", "organize") and scene.doc[v - 1].text == "-" and scene.doc[v - 2].lower_ == "co"
    for entity, pos in agents:
        if co:
            draft.add_cue(role, entity, v, co=True)
            continue
        person = scene.type_of(entity) == "Person"
        final: Role = role
        if person and role == "organiser":
            final = "leader" if lemma == "host" else "participant" if lemma in _GRACING else role
        draft.add(final, entity, pos)
    draft.status = {"postpone": "postponed", "delay": "postponed", "reschedule": "postponed", "cancel": "cancelled"}.get(lemma, status)  # type: ignore[assignment]
    return [draft]


def pointing_back(scene: Scene, n: int, cue: int) -> list[Draft]:
    """A sentence that tells of no event of its own but gives a role ("It was led by …", "The ward was funded by …")."""
    start, end = scene.sentences[n]
    words = [scene.doc[i] for i in range(start, end) if not scene.doc[i].is_space][:5]
    told = words and (
        words[0].lower_ in _PRONOUNS
        or (words[0].lower_ in _POINTING and scene.at[words[0].i] is None and any(w.pos_ == "NOUN" and scene.at[w.i] is None for w in words[1:4]))
    )
    if not told or scene.quoted[cue]:
        return []
    kind = "Visit" if any(t.lower_ == "delegation" for t in scene.doc[start:end]) else None
    return [Draft(pos=cue, span=(cue, cue + 1), type=kind, sentence=n, verb=cue, definite=True, weak=True)]


def _scanned(scene: Scene, v: int) -> EventNoun | None:
    """The event noun right after a verb, where the parse gives another object ("its first online job fair")."""
    for j in range(v + 1, min(v + 22, scene.bounds(v)[1])):
        token = scene.doc[j]
        if scene.quoted[j] or token.text in '-"“‘”’' or (token.text == "," and j > v + 1 and scene.quoted[j - 1]):
            continue  # 'opens "The Field Trip," an exhibition on …'
        if token.text == "," and scene.doc[j - 1].text in '"”':
            continue
        if scene.at[j] is None and (token.pos_ in ("ADP", "PUNCT", "SCONJ") or scene.verb(j) and token.pos_ == "VERB"):
            return None
        noun = scene.event_noun(j)
        if noun is not None:
            return noun
    return None


def _pointing_back(scene: Scene, v: int, status: Status, agents: list[tuple[str, int]], role: Role) -> Draft:
    draft = Draft(pos=v, span=(v, v + 1), type=None, sentence=scene.sentence_of[v], verb=v, status=status, definite=True, weak=True)
    co = scene.verb(v) in ("organise", "organize") and scene.doc[v - 1].text == "-" and scene.doc[v - 2].lower_ == "co"
    for entity, pos in agents:
        person = role == "organiser" and scene.type_of(entity) == "Person"
        draft.add_cue("leader" if person else role, entity, v if co else pos, co=co)
    return draft


def _intransitive(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The exhibition opened on Friday", "a forum takes place"."""
    if passive or lemma not in verbs.INTRANSITIVE:
        return []
    needed = nouns.TAKES.get(lemma)
    if needed and not any(scene.doc[j].lower_ in needed for j in range(v + 1, min(v + 4, scene.size))):
        return []
    heads = clauses.subject(scene, v)
    noun = noun_of(scene, heads)
    if noun is None and heads and _dated(scene, v) and scene.doc[v].dep_ != "relcl":
        if scene.doc[heads[0]].lower_ == "it":
            return [_pointing_back(scene, v, status, [], "organiser")]
        return _goes_live(scene, v, lemma, status, heads[0])
    if noun is None or (noun.generic and noun.weak and noun.plural):
        return []
    draft = _noun_draft(scene, noun, v, status)
    ends = lemma == "come" and any(t.lower_ in ("close", "end", "conclusion") for t in scene.doc[v + 1 : v + 5])
    if scene.doc[noun.head].lower_ in ("round", "edition", "intake"):
        draft.type = "Launch"
    draft.closing = ends or lemma in ("close", "end", "conclude", "finish", "wrap")
    draft.opening = lemma in ("open", "begin", "start", "kick")
    return [draft]


def _dated(scene: Scene, v: int) -> bool:
    start, end = scene.bounds(v)
    return any(start <= first < end for _, first, _ in scene.times)


def _goes_live(scene: Scene, v: int, lemma: str, status: Status, head: int) -> list[Draft]:
    """ "The app went live on 20 June", "the new library will open on Monday": what can be started or founded, with a date."""
    if lemma not in ("open", "reopen", "launch", "go", "start", "begin") or len(clauses.objects(scene, v)) > 0 and lemma != "go":
        return []
    first, last = scene.mention(head)
    words = {singular(scene.doc[j].lower_) for j in range(first, last)}
    founded = bool(words & nouns.FOUNDABLE) and lemma in ("open", "reopen")
    if not founded and not words & nouns.STARTABLE:
        return []
    return [
        Draft(
            pos=v, span=(v, v + 1), type="Establishment" if founded else "Launch", sentence=scene.sentence_of[v], verb=v,
            status=status, title=scene.in_title(v), object=head, frame=True,
            definite=scene.doc[phrase_start(scene, head)].lower_ == "the" and scene.at[head] is None and not founded,
        )
    ]  # fmt: skip


def _taking_part(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "X attended the ceremony", "took part in a workshop", "chaired the meeting"; passive: "was attended by X"."""
    role: Role
    if lemma in verbs.LEADING and lemma != "host":
        role = "leader"
    elif lemma in verbs.ATTENDING:
        role = "participant"
    else:
        return []
    following = scene.doc[v + 1].lower_ if v + 1 < scene.size else ""
    placed = any(scene.doc[j].lower_ in _PLACES for j in range(v + 1, min(v + 5, scene.size)))
    if lemma == "take" and following != "part" and not placed:
        return []
    if lemma == "take" and following == "place":
        return []
    if passive:
        noun, agents = noun_of(scene, clauses.subject(scene, v)), clauses.by_agents(scene, v)
    else:
        noun, agents = _joined(scene, v), agents_of(scene, clauses.subject(scene, v), role)
    if noun is None and role == "leader" and not passive:
        mission = _mission(scene, v, agents)
        if mission:
            return [mission]
    if lemma in verbs.TRAVELLING and (noun is None or noun.type != "Visit"):
        return []
    if noun is None:
        if lemma in ("greet", "welcome", "attend", "participate", "chair", "preside", "moderate") and agents:
            return [_pointing_back(scene, v, status, agents, role)]
        return []
    draft = _noun_draft(scene, noun, v, status)
    draft.span = (draft.span[0], draft.span[1])
    if draft.definite:
        draft.weak = noun.weak
    for entity, pos in agents:
        draft.add(role, entity, pos)
    if noun.weak and not draft.roles and noun.plural:
        return []
    return [draft]


def _mission(scene: Scene, v: int, agents: list[tuple[str, int]]) -> Draft | None:
    """ "led a delegation to Laos", "headed a team to visit …"."""
    heads = clauses.objects(scene, v)[:1]
    if not agents or not heads or singular(scene.doc[heads[0]].lower_) not in ("delegation", "team", "group", "mission"):
        return None
    i = heads[0]
    draft = Draft(
        pos=v, span=(v, i + 1), type="Visit", sentence=scene.sentence_of[v], noun=i, verb=v, title=scene.in_title(v), frame=True
    )  # fmt: skip
    for j in range(i + 1, min(i + 5, scene.bounds(v)[1])):
        if scene.doc[j].lower_ in ("to", "at") and (name := clauses.name_from(scene, j + 1)) is not None:
            for entity, pos in scene.coordinated(name):
                draft.add("host", entity, pos)
        if scene.doc[j].lower_ == "to" and (head := clauses.phrase_head(scene, j + 1)) is not None and scene.event_noun(head):
            return None
    for entity, pos in agents:
        draft.add("leader", entity, pos)
    return draft


def _joined(scene: Scene, v: int) -> EventNoun | None:
    """The event that one attends, leads or joins: the object, or what follows "in", "at", "over", "to"."""
    noun = noun_of(scene, clauses.objects(scene, v)[:1])
    if noun is not None and scene.doc[noun.head].lower_ not in ("part", "delegation", "prize", "medal"):
        return noun
    return _after_preposition(scene, v, ("in", "at", "over", "to", "for", "during", "from", "on"))


def _after_preposition(scene: Scene, v: int, words: tuple[str, ...], reach: int = 14) -> EventNoun | None:
    stop = min(scene.bounds(v)[1], v + reach)
    for j in range(v + 1, stop):
        if scene.doc[j].lower_ in words and scene.at[j] is None:
            head = clauses.phrase_head(scene, j + 1)
            noun = scene.event_noun(head) if head is not None else None
            if noun is not None:
                return noun
        if scene.verb(j) and scene.doc[j].pos_ == "VERB" and scene.doc[j].tag_ in ("VBD", "VBZ", "VBP"):
            return None
    return None


def _speaking(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "X gave a keynote speech at the forum": a speaker of that event; a lecture alone is an event of its own."""
    if lemma not in verbs.SPEAKING:
        return []
    heads = clauses.subject(scene, v) if passive else clauses.objects(scene, v)
    speech = next((i for i in heads if singular(scene.doc[i].lower_) in nouns.SPEECHES and scene.at[i] is None), None)
    if speech is None and lemma not in ("speak", "address"):
        return []
    agents = clauses.by_agents(scene, v) if passive else agents_of(scene, clauses.subject(scene, v), "speaker")
    agents = [(e, pos) for e, pos in agents if scene.type_of(e) == "Person"]
    if not agents:
        return []
    noun = None
    if lemma == "address" and not passive:
        noun = noun_of(scene, clauses.objects(scene, v))
    noun = noun or _after_preposition(scene, speech if speech is not None else v, ("at", "during", "in", "to"))
    if noun is not None and not noun.weak:
        draft = _noun_draft(scene, noun, v, status)
    elif speech is not None:
        word = singular(scene.doc[speech].lower_)
        draft = Draft(
            pos=v, span=(phrase_start(scene, speech), speech + 1), type="Lecture", sentence=scene.sentence_of[v], noun=speech,
            verb=v, status=status, weak=word not in ("lecture", "address", "talk"), title=scene.in_title(v),
        )  # fmt: skip
    else:
        draft = _pointing_back(scene, v, status, [], "speaker")
    for entity, pos in agents:
        draft.add("speaker", entity, pos)
    return [draft]


def _framed(scene: Scene, v: int, lemma: str, passive: bool, status: Status, *, aim: bool = False) -> list[Draft]:
    relative = {t.lower_ for t in scene.doc[scene.doc[v].head.i : v]} & {"which", "who", "that", "where"}
    if scene.doc[v].dep_ == "relcl" and relative:  # "the library, which opened in 1908": told to describe
        return []
    for named in verbs.frames_of(lemma):
        subjects = clauses.subject(scene, v)
        heads = [i for i in (subjects if passive else clauses.objects(scene, v)) if passive or i > v]
        target = _target(scene, named, v, heads, passive)
        if target is None:
            continue
        draft = Draft(
            pos=v, span=(v, v + 1), type=named.frame.type, sentence=scene.sentence_of[v], verb=v, status=status,
            title=scene.in_title(v), object=target if target >= 0 else None, frame=True, aim=aim,
        )  # fmt: skip
        if not passive and _named_to_post(scene, named, subjects, heads):
            heads, subjects, passive = subjects, [], True
        _fill(scene, draft, named, subjects, heads, passive)
        if target >= 0 and scene.at[target] is None and not draft.title:
            draft.definite = scene.doc[phrase_start(scene, target)].lower_ in ("the", "this", "these", "their")
        elif target >= 0 and scene.at[target] in scene.nominal and draft.type == "Establishment":
            draft.definite = True
        if _worth(scene, draft, named, lemma, subjects, passive):
            return [draft]
    return []


def _named_to_post(scene: Scene, named: NamedFrame, subjects: list[int], heads: list[int]) -> bool:
    """ "Jordan Whitfield named director" in a headline: a passive without its auxiliary."""
    if named.frame.type != "Appointment" or named.frame.object is None or not heads:
        return False
    person = any(scene.type_of(e) == "Person" for i in subjects for e in scene.entities(i))
    return person and not scene.agents(heads[0]) and singular(scene.doc[heads[0]].lower_) in nouns.POST_WORDS


def _target(scene: Scene, named: NamedFrame, v: int, heads: list[int], passive: bool) -> int | None:
    """The head that meets the frame's demand on its object; -1 where it makes none and there is no object; None: not met."""
    needs = nouns.SETS.get(named.noun_set)
    if named.noun_set == "@Person":
        return next((i for i in heads if any(scene.type_of(e) == "Person" for e in scene.entities(i))), None)
    if named.noun_set == "@As":  # "joins the Royal Infirmary as chief nurse"
        after = [t.lower_ for t in scene.doc[v + 1 : min(v + 16, scene.bounds(v)[1])]]
        return heads[0] if heads and scene.agents(heads[0]) and "as" in after else None
    if named.noun_set == "@Best":  # "has been named Museum of the Year by X"
        after = [t.lower_ for t in scene.doc[v + 1 : min(v + 10, scene.bounds(v)[1])]]
        honoured = any(scene.type_of(e) == "Organisation" for i in heads for e in scene.agents(i))
        return heads[0] if passive and honoured and set(after) & _BEST else None
    if needs is None:
        return heads[0] if heads else -1
    for i in heads:
        first, last = scene.mention(i)
        if singular(scene.doc[i].lower_) in needs:
            return i
        if named.noun_set == "FOUNDABLE" and any(singular(scene.doc[j].lower_) in needs for j in range(first, last)) and scene.at[i]:
            return i
        if named.noun_set in ("STARTABLE",) and any(m.start <= i < m.end for m in scene.programmes):
            return i
    if named.noun_set == "PRIZES" and not passive:  # "wins Young Baker of the Year award"
        for j in range(v + 1, min(v + 14, scene.bounds(v)[1])):
            if scene.doc[j].lower_ in ("in", "at", "for", "from", "on", "with", "by", "to") or (scene.verb(j) and scene.doc[j].pos_ == "VERB"):
                break
            if scene.at[j] is None and singular(scene.doc[j].lower_) in needs:
                return j
    if passive and named.frame.object and named.noun_set in ("GIFTS", "PRIZES"):  # "Li Song was given the prize"
        after = clauses.phrase_head(scene, v + 2 if scene.doc[v + 1].lower_ == "with" else v + 1)
        if after is not None and singular(scene.doc[after].lower_) in needs:
            return after
    return None


def _fill(scene: Scene, draft: Draft, named: NamedFrame, subjects: list[int], heads: list[int], passive: bool) -> None:
    """Give the frame's arguments their roles."""
    frame, v = named.frame, draft.pos
    subject_role = frame.subject
    if draft.type == "Award" and _money(scene, v):
        draft.type, subject_role = "Donation", "donor"
        frame = frame._replace(preps=(("to", "recipient"), ("from", "donor")))
    if passive:
        for entity, pos in clauses.by_agents(scene, v):
            if subject_role:
                draft.add(subject_role, entity, pos)
    elif subject_role:
        for entity, pos in agents_of(scene, subjects, subject_role):
            draft.add(subject_role, entity, pos)
    if frame.object:
        for i in heads:
            for entity, pos in scene.coordinated(scene.mention(i)[0]) if scene.agents(i) else []:
                draft.add(frame.object, entity, pos)
            if not scene.agents(i) and frame.object in ("recipient", "participant"):
                for entity, pos in group_agents(scene, i):
                    draft.add(frame.object, entity, pos)
    stop = scene.bounds(v)[1]
    for word, role in frame.preps:
        for j in range(v + 1, stop):
            if scene.doc[j].lower_ == word and scene.at[j] is None and not scene.quoted[j]:
                name = clauses.name_from(scene, j + 1)
                if name is not None:
                    for entity, pos in scene.coordinated(name):
                        draft.add(role, entity, pos)
                    break
            if j > v + 1 and scene.doc[j].pos_ == "VERB" and scene.doc[j].tag_ in ("VBD", "VBZ", "VBP") and scene.verb(j):
                break


def _money(scene: Scene, v: int) -> bool:
    """ "was awarded €4 million", "awarded a grant to …"."""
    for j in range(v + 1, min(v + 7, scene.bounds(v)[1])):
        if scene.doc[j].tag_ == "$" or scene.doc[j].lower_ in ("grant", "grants", "funding", "million"):
            return True
        if scene.doc[j].lower_ in ("to", "by", "for", "at", "in", "on"):
            return False
    return False


def _worth(scene: Scene, draft: Draft, named: NamedFrame, lemma: str, subjects: list[int], passive: bool) -> bool:
    """Whether the frame's arguments are of the kind that makes the verb an event of that type."""
    roles = {r for r, _, _ in draft.roles}
    people = {e for r, e, _ in draft.roles if scene.type_of(e) == "Person"}
    kind = draft.type
    if kind == "Signing" and not roles and not passive:
        return False
    if kind == "Visit" and named.noun_set == "VISITORS":
        return bool(roles)
    if kind == "Visit":
        seen = draft.object is not None and (scene.entities(draft.object) or singular(scene.doc[draft.object].lower_) in nouns.FOUNDABLE)
        return bool(seen) and (scene.event_noun(draft.object or 0) is None)
    if kind == "Appointment":
        if named.noun_set in ("POST_WORDS", "@As"):
            return bool(people) and "recipient" in roles
        if named.noun_set == "@Person":
            return False
        window = scene.doc[draft.pos + 1 : min(draft.pos + 16, scene.bounds(draft.pos)[1])]
        posted = any(singular(t.lower_) in nouns.POST_WORDS for t in window)
        return posted and bool(people & {e for r, e, _ in draft.roles if r == "recipient"})
    if kind in ("Award",) and named.noun_set == "":
        return "recipient" in roles or "organiser" in roles
    if kind == "Performance":
        return bool(roles)
    if kind in ("Competition", "Meeting"):
        return len(draft.roles) > 1
    if kind == "Exhibition":
        return bool(roles) and draft.object is not None
    if kind == "Donation" and draft.aim:
        return bool(roles)
    if kind == "Donation" and named.frame.type == "Award":
        return "recipient" in roles
    if kind == "Donation" and named.noun_set:
        return "donor" in roles and ("recipient" in roles or lemma in ("give", "hand", "contribute", "gift", "bequeath", "grant", "pledge")) or (
            "recipient" in roles and "donor" in roles
        )
    if kind == "Broadcast":
        return bool(subjects)
    return True
