"""Short forms of names given in full elsewhere: "Guo" for Guo Shuying, "Lanjiang" for Lanjiang Open University."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.places import follows_preposition
from newsgraph.ingest.extraction.names.words import Words


def short_forms(w: Words, found: list[Found]) -> dict[str, Found]:
    """Short form (lower case) → the full name that it stands for, where it can be only one."""
    seen: dict[str, list[Found]] = {}
    for f in found:
        words = f.name.split()
        if f.type == "Person" and len(words) > 1:
            keys = {words[0]} if lx.is_chinese_name(words) else {words[-1], words[0]}
            if len(words) > 2 and "-" in words[-1]:
                keys.add(words[-2])  # "Stanley Chan Tai-man"
        elif f.type == "Organisation" and f.form == "name" and len(words) > 1:
            keys = _leading(words)
        else:
            continue
        for key in keys:
            group = seen.setdefault(key.lower(), [])
            if all(g.name != f.name for g in group):
                group.append(f)
    return {key: group[0] for key, group in seen.items() if len(group) == 1}


def _leading(words: list[str]) -> set[str]:
    """The distinctive words that an organisation's name begins with: "Lanjiang" of Lanjiang Open University."""
    first = words[0].lower()
    if (
        first in lx.DEMONYM
        or first in lx.ORG_HEAD
        or first in lx.NOT_NAME
        or first in _COMMON
        or first in lx.POST_MODIFIER
    ):
        return set()
    if words[1].lower() in lx.PLACE or words[1].lower() in ("council", "provincial", "municipal", "branch", "police"):
        return set()  # "Wexbridge City Council": the first word is a place
    return {words[0]}


def repeated(w: Words, found: list[Found], taken: list[bool]) -> list[tuple[int, int, Found]]:
    """Further stretches (start, end) of a name that was found somewhere, where it was not read as one."""
    by_first: dict[str, dict[str, Found]] = {}
    for f in found:
        if f.form == "name" and f.type in ("Organisation", "Person", "Location") and f.parent is None:
            by_first.setdefault(w.text[f.start], {}).setdefault(w.phrase(f.start, f.end), f)
    out: list[tuple[int, int, Found]] = []
    for i, text in enumerate(w.text):
        if taken[i] or w.shut[i] or text not in by_first or not text[0].isupper():
            continue
        for name, f in by_first[text].items():
            end = i + f.end - f.start
            if end <= len(w) and not any(taken[i:end]) and not any(w.wall[i + 1 : end]) and w.phrase(i, end) == name:
                after = end < len(w) and w.cap[end] and not w.wall[end] and not w.first[end]
                if not after and not (i and w.cap[i - 1] and not w.wall[i] and not w.first[i]):
                    out.append((i, end, f))
                    taken[i:end] = [True] * (end - i)
                    break
    return out


def apply(w: Words, found: list[Found], taken: list[bool]) -> tuple[list[Found], list[tuple[int, Found]]]:
    """Take short forms out of the found names; returns what remains, and (word, full name) for each short form.

    A word after a preposition of place stays a place: "in Lanjiang".
    """
    forms = short_forms(w, found)
    rest: list[Found] = []
    shorts: list[tuple[int, Found]] = []
    if not forms:
        return found, shorts
    for f in found:
        full = (
            forms.get(f.name.lower())
            if f.end - f.start == 1 and (not f.fixed or f.type == "Person") and f.form == "name"
            else None
        )
        if full is not None and full is not f and not (full.type == "Organisation" and _is_place_here(w, f.start)):
            shorts.append((f.start, full))
        else:
            rest.append(f)
    for i in range(len(w)):
        if w.cap[i] and not taken[i] and not w.shut[i]:
            full = forms.get(w.lower[i])
            if full is None or w.at(i + 1) in lx.NAMED_PROGRAMME:
                continue
            neighbour = (i + 1 < len(w) and w.cap[i + 1] and not w.first[i + 1]) or (
                i and w.cap[i - 1] and not w.wall[i]
            )
            if not neighbour and not (full.type == "Organisation" and _is_place_here(w, i)):
                shorts.append((i, full))
                taken[i] = True
    return rest, shorts


def _is_place_here(w: Words, i: int) -> bool:
    return follows_preposition(w, i) or w.at(i - 1) in (",", "of") or w.at(i + 1) == ","


_COMMON = lx.words("shorts.common")
