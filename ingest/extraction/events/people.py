# ruff: noqa: SIM905 - word lists are read and mended as text
"""Who is meant by the head of an argument: names, coordinations of names, and groups that belong to a named body."""

from __future__ import annotations

from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.mentions import AGENTS
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role

_MADE = frozenset("made produced written directed developed designed created submitted built composed".split())
_PARTIES = frozenset("delegation team representative volunteer student teacher official crew staff expert".split())
_GROUP_ROLES: frozenset[Role] = frozenset(("participant", "recipient", "donor", "speaker", "leader"))


def agents_of(scene: Scene, heads: list[int], role: Role) -> list[tuple[str, int]]:
    """The agents that the heads of an argument name, with their positions.

    A group ("teachers from the Tibet Branch") stands for its body only where one can take part as a group, and a
    pronoun
    for the last that was named.
    """
    found: list[tuple[str, int]] = []
    for i in heads:
        if scene.agents(i):
            whose = scene.titled_after(i)
            found += scene.coordination(i if whose is None else whose)
        elif (listed := _included(scene, i)) is not None:
            found += scene.coordinated(listed)
            if singular(scene.doc[i].lower_) in ("delegation", "team", "group", "party"):
                found += [x for x in group_agents(scene, i) if x[1] < listed]
        elif (named := titled(scene, i)) is not None:
            listed_with = scene.list_over(named) if scene.persons(named) else []  # "Ann Lee, dean, and her deputy, B"
            people = all(scene.type_of(e) == "Person" for e, _ in listed_with)
            found += listed_with if listed_with and people else scene.coordinated(named)
        elif role in ("recipient", "participant") and (maker := _made_by(scene, i)):
            found += maker
        elif (holder := post_holder(scene, i)) is not None:
            found.append((holder, i))
        elif singular(scene.doc[i].lower_) in nouns.POST_WORDS and (listed_over := scene.list_over(i)):
            found += listed_over
        elif scene.doc[i].lower_ in ("he", "she", "it"):
            found += _antecedent(scene, i)
        elif role in _GROUP_ROLES and scene.at[i] is None:
            found += group_agents(scene, i)
    return found


def _included(scene: Scene, i: int) -> int | None:
    """The first of those named for a group: "leaders of the OUC, including Li Song and Wang Hao"."""
    if scene.at[i] is not None or scene.doc[i].tag_ not in ("NNS", "NN", "NNPS"):
        return None
    for j in range(i + 1, min(scene.bounds(i)[1], i + 16)):
        if scene.at[j] is not None:
            continue
        token = scene.doc[j]
        if token.lower_ in ("including", "namely", "comprising") or (
            token.lower_ == "as" and scene.doc[j - 1].lower_ == "such"
        ):
            return name_from(scene, j + 1, 14) or next((p for _, p in attracted(scene, j + 1)), None)
        if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBN", "VBG"):
            return None
    return None


def _made_by(scene: Scene, i: int) -> list[tuple[str, int]]:
    """ "The film produced by X won …": X is honoured."""
    end = scene.bounds(i)[1]
    for j in range(i + 1, min(i + 4, end - 1)):
        if scene.doc[j].lower_ in _MADE and scene.doc[j + 1].lower_ == "by" and scene.at[i] is None:
            name = name_from(scene, j + 2)
            return scene.coordinated(name) if name is not None else []
    return []


def post_holder(scene: Scene, i: int) -> str | None:
    """ "the Minister", "the university's rector": the person last named before with such a post."""
    word = scene.doc[i].lower_
    if scene.at[i] is not None or word not in nouns.POST_WORDS or scene.doc[i].tag_ in ("NNS", "NNPS"):
        return None
    first = i
    while first > scene.bounds(i)[0] and scene.doc[first - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        first -= 1
    if scene.doc[first - 1].lower_ not in ("the", "its", "'s", "’s", "their"):
        return None
    holders = {p.person for p in scene.ann.posts if p.title.split()[-1] == word or p.title == word}
    named = [m for m in scene.ann.mentions if m.entity in holders and m.start < i]
    return named[-1].entity if named else None


def titled(scene: Scene, i: int) -> int | None:
    """The person after a title: "the mayor of Fulwood, Jane Moss," "its president Lu Ming", "the rector, Prof. Li"."""
    if scene.at[i] is not None or singular(scene.doc[i].lower_) not in nouns.POST_WORDS:
        return None
    stop = min(scene.bounds(i)[1], i + 22)
    j = i + 1
    while j < stop:
        if scene.persons(j):
            return j
        token = scene.doc[j]
        if scene.at[j] is not None:
            j = scene.mention(j)[1]
            continue
        if token.text in ("(", "[") and (after := scene.skip_brackets(j, stop)) < stop:
            j = after
            continue
        if token.text == "," and not any(scene.persons(k) for k in range(j + 1, min(j + 5, stop))):
            return None
        qualifying = token.lower_ in ("of", "for", "at", "in", "and", "-", ",", ".", "to", "on", "'s", "’s")
        if not qualifying and token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET"):
            return None
        j += 1
    return None


def group_agents(scene: Scene, i: int) -> list[tuple[str, int]]:
    """The body of a group of people ("thirty teachers from the Tibet Branch of …"), or the person after a title
    ("the dean, Li").
    """
    return _group_after(scene, i) or _group_before(scene, i)


def _group_before(scene: Scene, i: int) -> list[tuple[str, int]]:
    """ "the OUC delegation", "Mill Bank representatives"."""
    beside = i > 0 and scene.at[i] is None and scene.sentence_of[i - 1] == scene.sentence_of[i]
    if not beside or singular(scene.doc[i].lower_) not in _PARTIES or scene.possessive(i - 1):
        return []
    return [(e, i - 1) for e in scene.agents(i - 1) if scene.type_of(e) == "Organisation"]


def _group_after(scene: Scene, i: int) -> list[tuple[str, int]]:
    token = scene.doc[i]
    several = token.tag_ == "NNS" and i + 1 < scene.size and scene.doc[i + 1].lower_ == "from"  # "swimmers from X"
    if singular(token.lower_) not in nouns.GROUPS and not several:
        return []
    stop = min(scene.bounds(i)[1], i + 9)
    for j in range(i + 1, stop):
        if scene.agents(j):
            if scene.doc[i].lower_ in ("delegation", "team") and scene.word(i + 1) == ",":
                return []
            return scene.coordinated(j)
        token = scene.doc[j]
        if not (
            token.lower_ in ("from", "of", "at", ",", "for")
            or token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "CCONJ", "NUM")
        ):
            return []
    return []


def attracted(scene: Scene, i: int) -> list[tuple[str, int]]:
    """Who came, from token i on: persons, and bodies that sent a group ("officials from A, representatives of B")."""
    out: list[tuple[str, int]] = []
    stop = min(scene.bounds(i)[1], i + 40)
    j = i
    while j < stop:
        token = scene.doc[j]
        if scene.at[j] is None and (token.pos_ in ("VERB", "AUX") or token.lower_ in ("who", "which", "that")):
            break
        if scene.persons(j):
            return out + [x for x in scene.coordinated(j) if x[0] not in {e for e, _ in out}]
        if scene.at[j] is None and singular(token.lower_) in nouns.GROUPS:
            found = group_agents(scene, j)
            out += [x for x in found if x[0] not in {e for e, _ in out}]
            if found:
                j = found[-1][1]
        j = scene.mention(j)[1]
    return out


def _antecedent(scene: Scene, i: int) -> list[tuple[str, int]]:
    """ "She gave a speech": the last person named before; "It also launched …": the subject of the sentence before."""
    word = scene.doc[i].lower_
    kind = "Organisation" if word == "it" else "Person"
    start = scene.bounds(i)[0]
    floor = scene.sentences[max(0, scene.sentence_of[i] - 1)][0]
    if word == "it":
        for j in range(floor, start):
            if scene.doc[j].dep_ in ("nsubj", "nsubjpass") and scene.event_noun(j) is not None:
                return []  # "The concert filled the hall of X. It celebrated …"
            for entity in scene.agents(j):
                if scene.type_of(entity) == kind:
                    return [(entity, i)]
        return []
    for j in range(i - 1, floor - 1, -1):
        for entity in scene.agents(j):
            if scene.type_of(entity) == kind and entity in scene.who[scene.at[j] or (j, j + 1)]:
                return [(entity, i)]
    return []


__all__ = ["AGENTS", "agents_of", "group_agents"]
