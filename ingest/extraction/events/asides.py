# ruff: noqa: SIM905 - word lists are read and mended as text
"""What is said of people by the way: "with Li Song presiding", "in her speech, Ada Quill …", "Chaired by X, the …"."""

from __future__ import annotations

from typing import NamedTuple

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import agents_of
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role


class Cue(NamedTuple):
    role: Role
    entity: str
    pos: int  # of the phrase that gives the role
    free: bool = False  # tells of the event spoken of before, whatever the sentence begins with
    co: bool = False  # "co-organised by": a supporter beside others, an organiser alone


# with X …ING
_DOING: dict[str, Role] = {
    **dict.fromkeys("presiding chairing moderating hosting facilitating leading".split(), "leader"),
    **dict.fromkeys("attending participating joining witnessing performing competing looking".split(), "participant"),
    **dict.fromkeys("speaking lecturing delivering giving addressing making".split(), "speaker"),
    **dict.fromkeys("organising organizing sponsoring hosting".split(), "organiser"),
}
_POSSESSIVES = frozenset("his her their a an its the".split())
_SPOKEN = nouns.SPEECHES - frozenset("report paper reading".split())


def by_the_way(scene: Scene, start: int, end: int) -> list[Cue]:
    """The roles that absolute phrases and "in his speech" give in the tokens from start to end."""
    found: list[Cue] = []
    opened: int | None = None  # the last "with" that may begin an absolute phrase
    for i in range(start, end):
        if scene.at[i] is not None or scene.quoted[i]:
            continue
        word = scene.doc[i].lower_
        if word == "with":
            opened = i
            found += _with_speech(scene, i, end)
        elif opened is not None and word == "in" and [scene.word(i + 1), scene.word(i + 2)] == ["the", "chair"]:
            found += [c._replace(role="leader") for c in _absolute(scene, opened, i, end, told="participant")]
            opened = None
        elif (opened is not None and word == "taking" and i + 1 < end and scene.doc[i + 1].lower_ == "part") or (
            opened is not None and (word in _DOING or word == "invited")
        ):
            found += _absolute(scene, opened, i, end)
        elif word in ("in", "during") and i + 2 < end and scene.doc[i + 1].lower_ in _POSSESSIVES:
            found += _in_speech(scene, i, end)
    return found


def _absolute(scene: Scene, opened: int, i: int, end: int, *, told: Role | None = None) -> list[Cue]:
    """ "…, with Li Song, vice president of the OUC, presiding and Wang Hao being invited to attend and speak"; told:
    the role, where no verb at i gives it ("with Li Song in the chair")."""
    listed: list[tuple[str, int]] = []
    for j in range(opened + 1, i):
        if scene.at[j] is not None and j == scene.mention(j)[0] and scene.agents(j):
            here = scene.coordinated(j)
            if scene.list_end(j) >= i - 2 or _ends_at(scene, here[-1][1], i):
                listed = here
                break
    if told is not None:
        return [Cue(told, e, i) for e, at in listed if at < i]
    roles: set[Role] = {"participant"} if scene.doc[i].lower_ == "taking" else set()
    roles |= {_DOING[scene.doc[i].lower_]} if scene.doc[i].lower_ in _DOING else set()
    if not roles:
        following = scene.doc[i + 1 : min(i + 14, end)]
        for k, token in enumerate(following):
            if token.lower_ == "and" and scene.at[i + 2 + k] is not None:
                break
            if token.lower_ in ("attend", "participate", "join", "witness"):
                roles.add("participant")
            elif token.lower_ in ("speak", "lecture", "speech", "address", "lectures"):
                roles.add("speaker")
    return [Cue(role, e, i) for role in sorted(roles) for e, _ in listed]


def _ends_at(scene: Scene, last: int, i: int) -> bool:
    between = scene.doc[scene.mention(last)[1] : i]
    return all(t.is_punct or t.pos_ in ("ADV", "AUX") for t in between)


def _with_speech(scene: Scene, i: int, end: int) -> list[Cue]:
    """ "The head teacher, Li Wen, replied with a speech", "opened the day with an address on …"."""
    noun = next((j for j in range(i + 2, min(i + 6, end)) if singular(scene.doc[j].lower_) in _SPOKEN), None)
    verb = scene.doc[i].head
    if noun is None or verb.pos_ != "VERB" or scene.doc[i + 1].lower_ not in ("a", "an", "his", "her", "remarks"):
        return []
    if any(scene.at[j] is not None for j in range(i, noun + 1)) or clauses.is_passive(scene, verb.i):
        return []
    heads = clauses.subject(scene, verb.i)
    return [
        Cue("speaker", e, i, free=True) for e, _ in agents_of(scene, heads, "speaker") if scene.type_of(e) == "Person"
    ]


def _in_speech(scene: Scene, i: int, end: int) -> list[Cue]:
    """ "In her opening remarks, the rector thanked …", "Li Song said in a speech that …"."""
    noun = next((j for j in range(i + 2, min(i + 6, end)) if singular(scene.doc[j].lower_) in _SPOKEN), None)
    if noun is None or any(scene.at[j] is not None for j in range(i, noun + 1)):
        return []
    verb = next((t for t in scene.doc[i].ancestors if t.pos_ == "VERB"), None)
    heads = clauses.subject(scene, verb.i) if verb is not None else []
    people = [(e, p) for e, p in agents_of(scene, heads, "speaker") if scene.type_of(e) == "Person"]
    if not people:
        name = name_from(scene, noun + 2, 16) if noun + 2 < end and scene.doc[noun + 1].text == "," else None
        people = [(e, name) for e in scene.persons(name)] if name is not None else []
    return [Cue("speaker", e, i, free=True) for e, _ in people[:1]]
