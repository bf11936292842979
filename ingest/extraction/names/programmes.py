"""Programmes: named undertakings, and those that their description makes one of a kind.

"Overseas Learners Scheme"   "Silver Age Classroom" programme   the Open Shelves programme
its training programme for all-subject primary school teachers   an advanced training course on smart teaching
"""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.organisations import is_acronym, run_end
from newsgraph.ingest.extraction.names.words import Words

_QUOTES = frozenset(('"', "“", "”"))
_NAMING = lx.words("programmes.naming")
_VAGUE = lx.words("programmes.vague")
_DETERMINER = frozenset(("a", "an", "the", "its", "their", "his", "her", "our", "this", "that")) | _VAGUE
_PASSING = lx.words("programmes.passing")
_COMPLEMENT = frozenset(("for", "on", "of", "in"))
# Undertakings only where they bear a name: "the Warm Welcome campaign".
_NAMED_ONLY = frozenset(("campaign", "podcast", "appeal", "bursary"))
_WITHIN = frozenset(("to", "for", "of", "and", "in", "on", "the", "&"))
_GENERIC = lx.words("programmes.generic")
_STOP = lx.words("programmes.stop")
_GIVES = lx.words("programmes.gives")
_ENDING = frozenset(("programme", "program", "project", "initiative", "scheme", "fund", "plan"))
_DEGREE = frozenset(("master", "bachelor", "doctor", "associate"))
_WEAK = lx.words("programmes.weak")


def programmes(w: Words, taken: list[bool]) -> list[Found]:
    """The programmes of an item. `taken[i]`: the word belongs to another name already."""
    out: list[Found] = []
    for i in range(len(w)):
        low = w.lower[i]
        if w.shut[i] and w.cap[i] and low in _ENDING and (within := _all_quoted(w, i)) is not None:
            out.append(within)
        if w.shut[i] or w.text[i].isupper():
            continue
        if low in _NAMED_ONLY and not w.cap[i]:
            named = _quoted(w, i) or _before_head(w, i, taken)
            out += [named] if named is not None else []
            continue
        if low not in lx.NAMED_PROGRAMME and low not in lx.COURSE and low != "fellowship":
            continue
        if w.cap[i]:
            named = _capitalised(w, i, taken)
        else:
            named = _quoted(w, i) or _before_head(w, i, taken)
        if named is None and not w.cap[i]:
            named = _described(w, i, taken)
        if named is not None:
            out.append(named)
    bodies = {f.name for f in out if f.type == "Organisation"}
    for f in out:
        if f.name in bodies:
            f.type = "Organisation"
        if f.type == "Organisation" and f.start and w.upper[f.start - 1] and is_acronym(w, f.start - 1):
            f.parent = Found(f.start - 1, f.start, "Organisation", w.text[f.start - 1], form="acronym")
            f.other.append(f"{f.parent.name} {f.name}")
    return _same_apposition(w, out)


def _all_quoted(w: Words, head: int) -> Found | None:
    """A name that its quotation marks hold whole: the "Silk Road Writers Scheme"."""
    end = head + 1
    if w.at(end) not in _QUOTES and not (w.at(end) in (",", ".") and w.at(end + 1) in _QUOTES):
        return None
    start = head
    while start > 0 and w.shut[start - 1]:
        start -= 1
    capitals = all(w.cap[k] or w.lower[k] in lx.CONNECTOR or w.text[k].isdigit() for k in range(start, head))
    if not 1 < end - start < 9 or not capitals:
        return None
    return Found(start, end, "Programme", w.phrase(start, end), kind=w.lower[head], fixed=True)


def _capitalised(w: Words, head: int, taken: list[bool]) -> Found | None:
    """ "National Digital Skills Initiative", with a complement in capitals: "Action Plan for Rural Schools"."""
    if head + 1 < len(w) and w.cap[head + 1] and not w.first[head + 1]:
        return None
    if w.title_case and head < w.title_end:
        return None
    start = head
    while start > 0 and not w.wall[start] and not taken[start - 1] and not w.shut[start - 1]:
        if (w.cap[start - 1] and w.text[start - 1][0].isalpha()) or w.text[start - 1] == "&":
            start -= 1
        elif w.lower[start - 1] == "and" and start > 1 and w.cap[start - 2] and not taken[start - 2]:
            start -= 2
        else:
            break
    while start < head and (w.lower[start] in lx.DEMONYM | lx.NOT_NAME and head - start == 1):
        start += 1
    end = head + 1
    if w.at(end) in ("for", "of", "on") and end + 1 < len(w) and w.cap[end + 1] and not taken[end + 1]:
        end = run_end(w, end + 1)
    if end - start < 2:
        return None
    if w.lower[head] == "fund" and _acts(w, start, end):
        return Found(start, end, "Organisation", w.phrase(start, end), kind="fund", fixed=True)
    return Found(start, end, "Programme", w.phrase(start, end), kind=w.lower[head], fixed=True)


def _acts(w: Words, start: int, end: int) -> bool:
    """Whether a fund has officers or gives, so that it is a body: "director of the Seed Fund", "the Fund sponsored"."""
    if w.at(end) in _GIVES or (w.at(end) in ("has", "have", "will") and w.at(end + 1) in _GIVES):
        return True
    after = end + 1 if w.at(end) in ("'s", "’s") else 0
    if after and (lx.is_post(w.at(after)) or (w.at(after) == "chief" and lx.is_post(w.at(after + 1)))):
        return True
    while start > 0 and (w.upper[start - 1] or w.lower[start - 1] == "the"):
        start -= 1
    return w.at(start - 1) == "of" and lx.is_post(w.at(start - 2))


def _quoted(w: Words, head: int) -> Found | None:
    """A quoted name beside the head: `the "X" programme`, `a programme called "X"`."""
    told = _told_of_quoted(w, head)
    if told is not None:
        return told
    for quote in range(head - 1, max(head - 4, 1), -1):  # `the "X" aid project`
        if w.text[quote] in _QUOTES and w.shut[quote - 1]:
            start = quote - 1
            while start > 0 and w.shut[start - 1]:
                start -= 1
            return _named(w, start, quote, head)
        if w.cap[quote] or w.pos[quote] not in ("NOUN", "ADJ"):
            break
    k = head + 1
    while k < len(w) and (w.lower[k] in _NAMING or w.text[k] == ",") and k < head + 4:
        k += 1
    if k + 1 < len(w) and w.text[k] in _QUOTES and w.shut[k + 1]:
        end = k + 1
        while end < len(w) and w.shut[end]:
            end += 1
        return _named(w, k + 1, end, head)
    if k > head + 1 and w.lower[k - 1] in _NAMING and k < len(w) and w.cap[k]:
        return _named(w, k, run_end(w, k), head)
    return None


def _told_of_quoted(w: Words, head: int) -> Found | None:
    """ "Voices of the Hill," a new podcast series: the quoted name that an apposition explains."""
    k = head - 1
    while k > head - 5 and k > 0 and not w.cap[k] and w.pos[k] in ("NOUN", "ADJ", "NUM"):
        k -= 1
    if w.at(k) not in ("a", "an", "the", "its"):
        return None
    end = k
    while end > k - 3 and end > 0 and (w.text[end - 1] in _QUOTES or w.text[end - 1] == ","):
        end -= 1
    if end == k or w.text[k - 1] not in (*_QUOTES, ",") or not w.shut[end - 1]:
        return None
    start = end - 1
    while start > 0 and w.shut[start - 1]:
        start -= 1
    return _named(w, start, end, head)


def _named(w: Words, start: int, end: int, head: int) -> Found | None:
    while end > start and not w.text[end - 1][-1].isalnum() and w.text[end - 1] not in ("?", "!"):
        end -= 1
    if end == start:
        return None
    name = w.phrase(start, end)
    return Found(start, end, "Programme", name, kind=w.lower[head], other=[f"{name} {w.lower[head]}"], fixed=True)


def _before_head(w: Words, head: int, taken: list[bool]) -> Found | None:
    """A capitalised name before a lower-case head: "the Open Shelves programme", "Erasmus project"."""
    start = head
    while start > 0 and not taken[start - 1] and not w.shut[start - 1] and not w.wall[start]:
        joined = (
            w.lower[start - 1] in _WITHIN and start > 1 and w.cap[start - 2] and not taken[start - 2] and start < head
        )
        if not w.cap[start - 1] and not (joined and not w.first[start - 2]):
            break
        start -= 1 if w.cap[start - 1] else 2
    if start == head or all(w.lower[k] in lx.DEMONYM or w.lower[k] in lx.NOT_NAME for k in range(start, head)):
        return None
    return _named(w, start, head, head)


def _described(w: Words, head: int, taken: list[bool]) -> Found | None:
    """A description in small letters that makes the undertaking one of a kind."""
    kind = w.lower[head]
    start = head
    while start > 0 and not w.wall[start] and not w.first[start] and _is_modifier(w, start - 1, taken):
        start -= 1
    if w.at(start - 1) in ("'s", "’s") and w.at(start - 2) in _DEGREE:
        start -= 2  # "a master's programme in marine law"
    determiner = w.at(start - 1)
    if determiner in _VAGUE:
        return None
    while start < head and w.lower[start] in _PASSING:
        start += 1
    end = head + 1
    if (w.at(end) in _COMPLEMENT and kind != "series") or w.at(end) == "on":
        end = _complement_end(w, end, taken)
    modified, complemented = start < head, end > head + 1
    if kind in lx.COURSE:
        if not complemented or w.at(head + 1) not in ("on", "for"):
            return None
    elif kind in _WEAK:
        if not (modified and complemented):
            return None
    elif kind not in lx.PROGRAMME or not (
        sum(w.pos[k] != "NUM" and w.lower[k] not in _GENERIC for k in range(start, head)) > 0
        or (complemented and (modified or w.at(head + 1) == "for"))
    ):
        return None  # "the three-year programme", "its academic programmes" are not told apart by that
    other: list[str] = []  # "free online training programme" is also "online training programme"
    for k in range(start, min(head - 1, start + 2)):
        if w.pos[k] not in ("ADJ", "NUM"):
            break
        other.append(w.phrase(k + 1, end))
    return Found(start, end, "Programme", w.phrase(start, end), kind=kind, other=other)


def _is_modifier(w: Words, i: int, taken: list[bool]) -> bool:
    if taken[i] or w.shut[i] or w.lower[i] in _DETERMINER or not w.text[i][0].isalnum():
        return False
    return w.pos[i] in ("ADJ", "NOUN", "PROPN", "NUM") or (w.pos[i] == "VERB" and w.lower[i].endswith(("ing", "ed")))


def _is_time(w: Words, i: int) -> bool:
    """Whether "on" leads to a day rather than to a subject."""
    return w.at(i)[:1].isdigit() or w.at(i).rstrip(".") in lx.CALENDAR


def _complement_end(w: Words, prep: int, taken: list[bool]) -> int:
    """End of the noun phrase after a preposition, the preposition included; `prep` where there is none."""
    if w.lower[prep] in ("in", "of") and (prep + 1 >= len(w) or w.cap[prep + 1] or taken[prep + 1]):
        return prep
    if _is_time(w, prep + 1):
        return prep
    k = prep + 1
    while k < len(w) and k < prep + 12 and not w.wall[k]:
        low = w.lower[k]
        if (
            low in _STOP
            or not (w.text[k][0].isalnum() or w.text[k] in ("'s", "’s", "'", "’", "&"))
            or w.pos[k] in ("AUX", "ADV")
        ):
            break
        if low == "for" or (w.pos[k] == "VERB" and not low.endswith("ing")) or (low.isdigit() and k == prep + 1):
            break
        if low == "and" and w.pos[min(k + 1, len(w) - 1)] not in ("NOUN", "ADJ", "PROPN"):
            break
        k += 1
    while k > prep + 1 and w.lower[k - 1] in ("and", "of", "the", "a"):
        k -= 1
    return k if k > prep + 1 else prep


def apposed(w: Words, programmes_found: list[Found], found: list[Found]) -> list[Found]:
    """ "DEEPROOT, a four-year project on soil carbon": the name before the comma is the programme's.

    Gives `found` without the names that turn out to be programmes; these become further mentions, with the
    description as another name.
    """
    names: dict[str, Found] = {}
    for p in programmes_found:
        comma = p.start - 1
        while (
            comma > 0
            and (w.lower[comma] in ("a", "an", "the", "its") or w.lower[comma] in _PASSING)
            and comma > p.start - 4
        ):
            comma -= 1
        if w.text[comma] in _QUOTES and w.at(comma - 1) == ",":
            comma -= 1  # "Reading Together," a reading project
        if p.fixed or w.at(comma) != ",":
            continue
        start = comma
        quoted = comma > 0 and w.shut[comma - 1]
        while start > 0 and not w.wall[start] and w.shut[start - 1] == quoted and (quoted or w.cap[start - 1]):
            start -= 1
        name = w.phrase(start, comma)
        if start < comma and not any(
            f.fixed and f.type != "Programme" and f.start < comma and f.end > start for f in found
        ):
            names[name] = p
    if not names:
        return found
    rest: list[Found] = []
    for f in found:
        if f.name in names and (not f.fixed or f.type == "Programme"):
            continue
        rest.append(f)
    for name, p in names.items():
        first, size = name.split()[0], len(name.split())
        rest += [
            Found(i, i + size, "Programme", name, kind=p.kind, other=[p.name], fixed=True)
            for i in range(len(w) - size + 1)
            if w.cap[i] and w.text[i] == first and w.phrase(i, i + size) == name
        ]
    return rest


def _same_apposition(w: Words, found: list[Found]) -> list[Found]:
    """ "Digital Sisters, a six-month business programme": the description is another name of the first."""
    out: list[Found] = []
    for f in found:
        if (
            out
            and w.at(out[-1].end) == ","
            and w.at(out[-1].end + 1) in ("a", "an", "the", "its")
            and f.start == out[-1].end + 2
        ):
            out[-1].other.append(f.name)
        else:
            out.append(f)
    return out
