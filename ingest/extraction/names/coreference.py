"""Nominal mentions: "the University", "the two institutions", "the campus", "she". They add no entity."""

from __future__ import annotations

import re
from bisect import bisect_left

from newsgraph.ingest.extraction.annotations import Entity
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.registry import Ref, Registry
from newsgraph.ingest.extraction.names.words import Words

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_SIDES = frozenset(("sides", "parties", "partners", "organisations", "institutions", "bodies"))
_PLACES = lx.words("coreference.places")
_PROGRAMMES = lx.words("coreference.programmes")
_WHOLE = lx.words("coreference.whole")
_ANY = lx.words("coreference.any")
_CHARITABLE = lx.words("coreference.charitable")
_OFFICES = frozenset(("office", "department", "division", "section", "committee", "board", "bureau"))
_MEMORY = 150  # mentions: what is farther back is no antecedent, and the search stays linear in a long text
_OPENERS = frozenset(("she", "he", "the", "this", "that", *_NUMBERS))
_ELSEWHERE = frozenset(("currently", "formerly", "previously", "former", "ex"))
_DETERMINERS = frozenset(("the", "this", "that"))


def nominals(w: Words, registry: Registry, taken: list[bool]) -> None:
    """Note every nominal mention whose antecedent the words before it give."""
    refs = sorted(registry.refs, key=lambda r: (r.start, r.end))
    entities = registry.ann.entities
    kinds = {h for e in entities.values() if e.type == "Organisation" for h in heads(e)} & lx.ORGANISATION
    described = _described(w, refs, entities)
    everything, order = refs, [r.start for r in refs]
    for i in range(len(w) - 1):
        low = w.lower[i]
        if taken[i] or low not in _OPENERS:
            continue
        high = bisect_left(order, i)
        refs = everything[max(0, high - _MEMORY) : high]
        if low in ("she", "he"):
            person = _somebody(w, refs, entities, i)
            if person is not None:
                registry.mention(person, i, i + 1, "nominal")
            continue
        if low not in _DETERMINERS and low not in _NUMBERS:
            continue
        k = i + 1
        number = _NUMBERS.get(low, 0)
        if number and w.at(i - 1) == "the":
            continue
        if w.lower[k] in _NUMBERS:
            number = _NUMBERS[w.lower[k]]
            k += 1
        if k >= len(w) or taken[k] or w.shut[k]:
            continue
        if k + 1 < len(w) and w.cap[k + 1] and taken[k + 1] and w.cap[k]:
            continue
        noun = w.lower[k]
        if number and (noun in lx.NOMINAL_PLURAL or noun in _SIDES):
            _several(w, registry, refs, i, k, number)
        elif (noun in lx.NOMINAL or noun in kinds) and not number:
            found = _organisation(w, refs, entities, i, noun, capital=w.text[k][0].isupper()) or described.get(noun)
            if found is not None and w.at(k + 1) not in lx.ORG_HEAD and not _is_modifier(w, k):
                registry.mention(found, i, k + 1, "nominal")
        elif noun in _PLACES and not number and not _is_modifier(w, k):
            place = _latest(refs, entities, i, "Location", noun)
            if place is not None:
                registry.mention(place, i, k + 1, "nominal")
        elif noun in _PROGRAMMES and not number and not _is_modifier(w, k):
            programme = _latest(refs, entities, i, "Programme")
            if programme is not None:
                registry.mention(programme, i, k + 1, "nominal")


def _described(w: Words, refs: list[Ref], entities: dict[str, Entity]) -> dict[str, str]:
    """What an apposition or a copula calls an organisation: "Rosewood Hospice, a charity based in …" → charity."""
    out: dict[str, str] = {}
    for ref in refs:
        if entities[ref.entity].type != "Organisation" or w.at(ref.end) not in (",", "is", "–", "—"):
            continue
        if w.at(ref.end + 1) not in ("a", "an", "one"):
            continue
        for k in range(ref.end + 2, min(ref.end + 8, len(w))):
            if w.lower[k] in lx.NOMINAL:
                out.setdefault(w.lower[k], ref.entity)
                break
            if w.pos[k] not in ("ADJ", "NOUN", "ADV", "NUM"):
                break
    return out


def _is_modifier(w: Words, k: int) -> bool:
    """Whether the noun at `k` only modifies the next one ("the university library"), possessives aside."""
    return (
        k + 1 < len(w)
        and w.pos[k + 1] in ("NOUN", "PROPN")
        and w.text[k + 1][0].isalpha()
        and w.lower[k + 1] not in lx.POST
    )


def _somebody(w: Words, refs: list[Ref], entities: dict[str, Entity], before: int) -> str | None:
    """Whom "she" means: the first person of the sentence so far, else of the last sentence that names one."""
    if w.at(before - 1) == "where":  # "the move of Ann Lee to Mill College, where she will be dean"
        return next((r.entity for r in reversed(refs) if r.end <= before and entities[r.entity].type == "Person"), None)
    sentence, chosen = -1, None
    here = w.doc[w.starts[before]].sent.start
    for ref in refs:
        if ref.end > before:
            break
        if entities[ref.entity].type != "Person":
            continue
        start = w.doc[w.starts[ref.start]].sent.start
        if start != sentence:
            sentence, chosen = start, ref.entity
        if start == here:
            break
    return chosen


def _latest(
    refs: list[Ref], entities: dict[str, Entity], before: int, kind: str, noun: str | None = None
) -> str | None:
    for ref in reversed([r for r in refs if r.end <= before]):
        entity = entities[ref.entity]
        if entity.type == kind and (noun is None or entity.kind == noun):
            return entity.id
    return None


_PART = re.compile(r"(School|Faculty|Department|College|Office|Division|Centre|Center|Institute) of ")


def heads(entity: Entity) -> set[str]:
    """The nouns by which an organisation may be called: its kind and the last words of its names."""
    out = {entity.name.split()[-1].lower()}
    if entity.kind:
        out.add(entity.kind)
    return out


def _organisation(
    w: Words, refs: list[Ref], entities: dict[str, Entity], before: int, noun: str, *, capital: bool
) -> str | None:
    """The organisation meant by "the university": the last one of that kind; with a capital, the one most spoken of.

    Where somebody comes from ("Ms Pugh, now head of X") is in nobody's mind, unless it is all that there is.
    """
    kinds = lx.NOMINAL.get(noun, frozenset((noun,)))
    seen = [r for r in refs if r.end <= before and entities[r.entity].type == "Organisation"]
    present = [r for r in seen if not _within_post(w, r)]
    if any(noun in heads(entities[r.entity]) for r in present):
        seen = present
    fitting = [r.entity for r in seen]
    if noun == "university":  # "the dean of the School of Nursing and the vice president of the university"
        fitting = [e for e in fitting if not _PART.match(entities[e].name)]
    matching = [e for e in fitting if noun in heads(entities[e])] or [e for e in fitting if heads(entities[e]) & kinds]
    if matching and capital:
        return max(dict.fromkeys(matching), key=matching.count)
    if matching:
        return matching[-1]
    firm = bool(fitting) and bool(heads(entities[fitting[0]]) & lx.NOMINAL["company"]) and noun not in _ANY
    if (
        len(set(fitting)) == 1 and noun in _WHOLE and not firm
    ):  # "the school" of an item that speaks of one Academy only
        return fitting[0]
    named = {e: entities[e].name.split()[-1].lower() for e in fitting}
    if noun in _ANY:  # "the company", "the charity" for a name that says nothing of its kind
        plain = [e for e in dict.fromkeys(fitting) if entities[e].kind is None and entities[e].acronym is None]
        if noun in ("charity", "organisation", "body"):
            plain = plain or [e for e in dict.fromkeys(fitting) if named[e] in _CHARITABLE]
        if plain:
            return plain[0]
    short = [e for e in dict.fromkeys(fitting) if entities[e].name == entities[e].acronym]
    # "the University" where the item gives the acronym alone ("OUC"): its letter says that it may be one
    lettered = [e for e in short if noun[0].upper() in entities[e].name]
    return lettered[0] if len(lettered) == 1 else None


def _within_post(w: Words, ref: Ref) -> bool:
    """Whether a mention ends a post that someone else has had: "currently director of housing at *X*"."""
    k = ref.start - 2 if w.at(ref.start - 1) == "the" else ref.start - 1
    if w.at(k) not in ("of", "at"):
        return False
    return any(w.lower[n] in _ELSEWHERE for n in range(max(0, k - 7), k))


def _several(w: Words, registry: Registry, refs: list[Ref], i: int, k: int, number: int) -> None:
    """ "the two universities", "the two sides": so many organisations, of that kind where it says one.

    They are the first of the nearest sentence that names so many, else the last ones named before.
    """
    noun = w.lower[k]
    kinds = lx.NOMINAL.get(lx.NOMINAL_PLURAL.get(noun, ""), frozenset())
    entities = registry.ann.entities
    sentences: dict[int, list[str]] = {}
    for ref in refs:
        entity = entities[ref.entity]
        if ref.end > i or entity.type != "Organisation":
            continue
        plain = noun in ("sides", "parties", "partners")  # no political parties
        fits = heads(entity) & kinds if not plain and (noun not in _SIDES or kinds) else entity.kind not in _OFFICES
        if fits or (noun in _SIDES and entity.kind is None):
            here = sentences.setdefault(w.doc[w.starts[ref.start]].sent.start, [])
            if entity.id not in here:
                here.append(entity.id)
    chosen = next((ids[:number] for ids in reversed(sentences.values()) if len(ids) >= number), None)
    if chosen is None:
        chosen = list(dict.fromkeys(e for ids in reversed(sentences.values()) for e in ids))[:number]
    if len(chosen) == number:
        for entity_id in chosen:
            registry.mention(entity_id, i, k + 1, "nominal")
