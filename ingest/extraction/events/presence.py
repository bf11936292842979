# ruff: noqa: SIM905 - word lists are read and mended as text
"""Verbs of taking part: "attended the ceremony", "chaired the meeting", "led a delegation to X", "spoke at the
forum".
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns, verbs
from newsgraph.ingest.extraction.events.lexicon import EventNoun, singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of, group_agents
from newsgraph.ingest.extraction.events.phrases import (
    after_preposition,
    dated,
    noun_draft,
    noun_of,
    phrase_start,
    pointing_draft,
)
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role, Status

_TEACHING_ALONE = frozenset("lecture teach speak train recount explain describe discuss talk".split())
# these need no event noun: whoever does so does it at the event spoken of
_ALONE = frozenset("greet welcome attend participate take chair preside moderate compete".split())
_PLACES = frozenset("place gold silver bronze prize medal".split())


def taking_part(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "X attended the ceremony", "took part in a workshop", "chaired the meeting"; passive: "was attended by X"."""
    role: Role
    if lemma in ("send", "represent"):
        return _sent(scene, v, lemma, passive, status)
    first = next(iter(clauses.objects(scene, v)), v)
    if lemma in ("conduct", "lead") and not passive and singular(scene.doc[first].lower_) in nouns.ENSEMBLES:
        players = agents_of(scene, clauses.subject(scene, v), "participant")
        unnamed = scene.at[first] is None or scene.at[first] in scene.nominal
        if players and unnamed and scene.event_noun(first) is None:
            return [pointing_draft(scene, v, status, players, "participant")]
    if (
        lemma in ("welcome", "greet")
        and not passive
        and singular(scene.doc[first].lower_) in nouns.VISITORS - {"guest"}
    ):
        return []  # a frame of its own
    from_body = scene.word(first + 1) == "from" and scene.many(first) and scene.at[first] is None
    if lemma in ("welcome", "greet") and not passive and from_body:
        return []  # "welcomed 12 teachers from Mill College"
    bodies = any(scene.type_of(e) == "Organisation" for i in clauses.subject(scene, v) for e in scene.agents(i))
    if (
        lemma == "welcome"
        and not passive
        and bodies
        and any(scene.type_of(e) == "Person" for e in scene.entities(first))
    ):
        return []  # a body welcomes somebody: a visit
    if lemma in verbs.LEADING and lemma != "host":
        role = "leader"
    elif lemma in verbs.ATTENDING:
        role = "participant"
    else:
        return []
    following = scene.doc[v + 1].lower_ if v + 1 < scene.size else ""
    placed = any(scene.doc[j].lower_ in _PLACES for j in range(v + 1, min(v + 5, scene.size)))
    if (lemma == "take" and following != "part" and not placed) or (lemma == "turn" and following != "out"):
        return []
    if lemma == "take" and placed and singular(scene.doc[first].lower_) in nouns.PRIZES - {"gold", "silver", "bronze"}:
        return []  # "took a first prize": an award
    if lemma == "take" and following == "place":
        return []
    if passive:
        noun, agents = noun_of(scene, clauses.subject(scene, v)), clauses.by_agents(scene, v)
    else:
        if lemma == "invite":  # "invited forty readers to a recital"
            role = "organiser"
        noun = after_preposition(scene, v, ("to", "for")) if lemma in ("invite", "gather") else _joined(scene, v)
        agents = agents_of(scene, clauses.subject(scene, v), role)
    if noun is None and role == "leader" and not passive:
        mission = _mission(scene, v, agents)
        if mission:
            return [mission]
    if lemma in ("win", "lose") and (noun is None or noun.type != "Competition"):
        return []
    if lemma in ("spend", "turn", "flock") and (noun is None or passive or not dated(scene, v)):
        return []
    if lemma in verbs.TRAVELLING and (noun is None or noun.type != "Visit"):
        return []
    if noun is None:
        if (
            lemma in ("greet", "welcome", "attend", "participate", "take", "chair", "preside", "moderate", "compete")
            and agents
        ):
            return [pointing_draft(scene, v, status, agents, role)]
        return []
    draft = noun_draft(scene, noun, v, status)
    draft.span = (draft.span[0], draft.span[1])
    if draft.definite:
        draft.weak = noun.weak and lemma not in ("win", "lose")
    for entity, pos in agents:
        draft.add(role, entity, pos)
    if noun.weak and not draft.roles and noun.plural:
        return []
    return [draft]


def _sent(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "The college sent a delegation to the congress in Suva", "was represented at it by Ada Quill": it took part."""
    head = next(iter(clauses.objects(scene, v)), v)
    party = scene.at[head] is None and singular(scene.doc[head].lower_) in nouns.VISITORS | {"representative", "team"}
    if passive != (lemma == "represent") or (lemma == "send" and not party):
        return []
    noun = after_preposition(scene, v, ("to",) if lemma == "send" else ("at", "in"))
    agents = agents_of(scene, clauses.subject(scene, v), "participant")
    if noun is None or noun.weak or not agents:
        return []
    draft = noun_draft(scene, noun, v, status)
    for entity, pos in agents + (clauses.by_agents(scene, v) if passive else []):
        draft.add("participant", entity, pos)
    return [draft]


def _mission(scene: Scene, v: int, agents: list[tuple[str, int]]) -> Draft | None:
    """ "led a delegation to Laos", "headed a team to visit …"."""
    heads = clauses.objects(scene, v)[:1]
    if (
        not agents
        or not heads
        or singular(scene.doc[heads[0]].lower_) not in ("delegation", "team", "group", "mission")
    ):
        return None
    i = heads[0]
    draft = Draft(
        pos=v,
        span=(v, i + 1),
        type="Visit",
        sentence=scene.sentence_of[v],
        noun=i,
        verb=v,
        title=scene.in_title(v),
        frame=True,
    )
    for j in range(i + 1, min(i + 5, scene.bounds(v)[1])):
        visiting = scene.verb(j) in ("visit", "tour", "inspect")  # "led a delegation to visit X"
        if (visiting or scene.doc[j].lower_ in ("to", "at")) and (name := name_from(scene, j + 1)) is not None:
            for entity, pos in scene.coordinated(name):
                draft.add("host", entity, pos)
        if (
            scene.doc[j].lower_ == "to"
            and (head := clauses.phrase_head(scene, j + 1)) is not None
            and scene.event_noun(head)
        ):
            return None
    for entity, pos in agents:
        draft.add("leader", entity, pos)
    return draft


def _joined(scene: Scene, v: int) -> EventNoun | None:
    """The event that one attends, leads or joins: the object, or what follows "in", "at", "over", "to"."""
    noun = noun_of(scene, clauses.objects(scene, v)[:1])
    if noun is not None and scene.doc[noun.head].lower_ not in ("part", "delegation", "prize", "medal"):
        return noun
    return after_preposition(scene, v, ("in", "at", "over", "to", "for", "during", "from", "on"))


def speaking(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "X gave a keynote speech at the forum": a speaker of that event; a lecture alone is an event of its own."""
    if lemma not in verbs.SPEAKING or (scene.doc[v].dep_ == "relcl" and not _who(scene, v)):
        return []
    heads = clauses.subject(scene, v) if passive else clauses.objects(scene, v)
    speech = next((i for i in heads if singular(scene.doc[i].lower_) in nouns.SPEECHES and scene.at[i] is None), None)
    talking = lemma in ("speak", "address", "lecture") or (lemma == "read" and scene.word(v + 1) in ("from", "at"))
    if speech is None and not talking:
        return []
    agents = clauses.by_agents(scene, v) if passive else agents_of(scene, clauses.subject(scene, v), "speaker")
    agents = [(e, pos) for e, pos in agents if scene.type_of(e) == "Person"]
    if not agents and (speech is None or not dated(scene, v)):  # a dated address is one by whomever
        return []
    noun = None
    if lemma == "address" and not passive:
        noun = noun_of(scene, clauses.objects(scene, v))
    noun = noun or after_preposition(scene, speech if speech is not None else v, ("at", "during", "in", "to"))
    if noun is not None and not noun.weak:
        draft = noun_draft(scene, noun, v, status)
    elif speech is not None:
        word = singular(scene.doc[speech].lower_)
        draft = Draft(
            pos=v,
            span=(phrase_start(scene, speech), speech + 1),
            type="Lecture",
            sentence=scene.sentence_of[v],
            noun=speech,
            verb=v,
            status=status,
            weak=(word != "lecture" and not (word in ("address", "talk") and (dated(scene, v) or _first(scene, v))))
            or scene.doc[phrase_start(scene, speech)].lower_ == "the"
            or scene.doc[speech - 1].lower_ in ("keynote", "opening", "closing", "welcome", "welcoming"),
            title=scene.in_title(v),
        )
    else:
        draft = pointing_draft(scene, v, status, [], "speaker")
        lecturing = lemma == "lecture" and not passive and not scene.in_title(v)  # "Ada Quill lectured at Mill School"
        if lecturing or (lemma in ("speak", "read") and dated(scene, v) and _first(scene, v)):
            draft.type, draft.weak, draft.definite = "Lecture", False, False
    for entity, pos in agents:
        draft.add("speaker", entity, pos)
    return [draft]


def _who(scene: Scene, v: int) -> bool:
    """ "…, followed by Ada Quill, who spoke on village schools": told after what happened, in a later sentence."""
    later = scene.sentence_of[v] > scene.sentence_of[min(scene.title_end, scene.size - 1)]
    return later and scene.word(v - 1) == "who" and scene.word(v - 2) == "," and scene.doc[v].tag_ == "VBD"


def inviting(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "X invited Y to give a lecture", "Y was invited to deliver the training": Y speaks, a lecture where X asks."""
    if lemma not in ("invite", "ask", "request") or scene.in_title(v):
        return []
    end = scene.bounds(v)[1]
    heads = clauses.subject(scene, v) if passive else clauses.objects(scene, v)[:1]
    name = v + 1 if passive else (name_from(scene, v + 1) if heads else None)
    if name is None:
        return []
    people = agents_of(scene, heads, "speaker") if passive else scene.coordinated(name)
    people = [(e, pos) for e, pos in people if scene.type_of(e) == "Person"]
    stop = v + 1 if passive else scene.list_end(name)
    told = next((j for j in range(stop, min(stop + 3, end - 1)) if scene.doc[j].lower_ == "to"), None)
    if not people or told is None or scene.doc[told + 1].lemma_.lower() not in verbs.TEACHING:
        return []
    window = scene.doc[told + 2 : min(told + 8, end)]
    spoken = scene.doc[told + 1].lemma_.lower() in _TEACHING_ALONE or any(
        singular(t.lower_) in nouns.SPEECHES | {"training", "course", "class", "session", "experience", "workshop"}
        for t in window
    )
    if not spoken:
        return []
    if passive or after_preposition(scene, told, ("at", "during")) is not None:
        draft = pointing_draft(scene, v, status, [], "speaker")
    else:
        draft = Draft(
            pos=v, span=(v, v + 1), type="Lecture", sentence=scene.sentence_of[v], verb=v, status=status, frame=True
        )
        for entity, pos in agents_of(scene, clauses.subject(scene, v), "organiser"):
            if scene.type_of(entity) == "Organisation":
                draft.add("organiser", entity, pos)
    for entity, pos in people:
        draft.add("speaker", entity, pos)
    return [draft]


def _first(scene: Scene, v: int) -> bool:
    """In the headline or the first sentence of the text."""
    return scene.in_title(v) or scene.sentence_of[v] <= (scene.sentence_of[min(scene.title_end, scene.size - 1)])


def acting(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """ "Ambassador X welcomed the guests", "Y thanked the donors", "Z told the audience": persons who do what is done
    at events take part in the one spoken of.
    """
    if passive or status != "held" or scene.in_title(v) or scene.doc[v].dep_ in ("relcl", "ccomp"):
        return []
    if scene.doc[v].dep_ == "acl" and scene.doc[v].head.dep_ != "ROOT":
        return []
    first = next(iter(clauses.objects(scene, v)), v)
    if lemma == "serve" and scene.word(v + 1) == "as":
        first = clauses.phrase_head(scene, v + 2) or v
    following = scene.word(v + 1) if v + 1 < scene.size else ""
    joined = lemma == "join" and following in ("over", "via", "by", "online", "remotely", "from")  # a video link
    signed = lemma == "sign" and following in ("for", "on")  # "the rector signed for the university"
    told = lemma == "tell" or (lemma == "report" and following in ("on", "to"))
    met = lemma == "meet" and met_guests(scene, v) is not None
    if lemma == "meet" and not met:
        return []
    signed = signed or met
    if lemma == "tell" and singular(scene.doc[first].lower_) not in verbs.AUDIENCES:
        return []
    if (
        not (signed or joined)
        and lemma in verbs.ACTING_ON
        and singular(scene.doc[first].lower_) not in verbs.ACTING_ON[lemma]
    ):
        return []
    if not (told or signed or joined) and lemma not in verbs.ACTING and lemma not in verbs.ACTING_ON:
        return []
    role: Role = "speaker" if told else "participant"
    subjects = agents_of(scene, clauses.subject(scene, v), role)
    with_groups = lemma in ("accompany", "escort", "welcome", "greet")  # "officials of X accompanied the visitors"
    named = {scene.mention(i) for i in clauses.subject(scene, v)}
    people = [
        (e, pos)
        for e, pos in subjects
        if scene.type_of(e) == "Person" or (with_groups and scene.mention(pos) not in named)
    ]
    if people and lemma == "sign":
        people = people + [x for x in _signed_too(scene, v) if x not in people]
    if people and lemma in ("welcome", "greet") and first != v:
        people = people + group_agents(scene, first)
    return [pointing_draft(scene, v, status, people, role)] if people else []


def met_guests(scene: Scene, v: int) -> int | None:
    """ "President X met the guests", "met with the delegation": the head of who was met, where they were told of."""
    head = clauses.phrase_head(scene, v + 2 if scene.word(v + 1) == "with" else v + 1)
    if head is None or scene.at[head] is not None or singular(scene.doc[head].lower_) not in nouns.VISITORS:
        return None
    return head if scene.doc[phrase_start(scene, head)].lower_ in ("the", "them", "their") else None


def _signed_too(scene: Scene, v: int) -> list[tuple[str, int]]:
    """ "A signed for the university and Dr B for the hospital": who signed for the other."""
    for j in range(v + 2, min(v + 24, scene.bounds(v)[1] - 2)):
        name = name_from(scene, j + 1, 14) if scene.word(j) == "and" and scene.at[j] is None else None
        if name is not None and scene.persons(name):
            after = scene.mention(name)[1]
            after += scene.word(after) == ","
            return [(e, name) for e in scene.persons(name)] if scene.word(after) == "for" else []
    return []


def present(scene: Scene, start: int, end: int, taken: set[int | None]) -> list[Draft]:
    """ "P thanked the tutors at the closing ceremony": whoever does something at an event takes part in it."""
    out: list[Draft] = []
    for i in range(start, end):
        noun = scene.event_noun(i)
        if (
            noun is None
            or (noun.weak and scene.doc[i - 1].lower_ != "the")
            or clauses.governed(scene, i) not in ("at", "during")
        ):
            continue
        verb = next((t for t in scene.doc[i].ancestors if t.pos_ == "VERB" and start <= t.i < end), None)
        if (
            verb is None
            or verb.i in taken
            or verb.tag_ not in ("VBD", "VBZ", "VBP")
            or scene.verb(verb.i) in verbs.FRAMES
        ):
            continue
        agents = [
            (e, p)
            for e, p in agents_of(scene, clauses.subject(scene, verb.i), "participant")
            if scene.type_of(e) == "Person"
        ]
        draft = noun_draft(scene, noun, None, "held", weak=True)
        draft.definite = draft.definite or not draft.fresh
        if agents and draft.definite and clauses.reality(scene, verb.i) is not None:
            for entity, pos in agents:
                says = (
                    verb.lemma_ in verbs.SAYING and not i < verb.i < pos and not pos < i < verb.i
                )  # "a judge at the contest"
                draft.add("speaker" if says else "participant", entity, pos)
            out.append(draft)
    return out
