"""The grammar of organisations' names: head nouns, complements, units within units.

    organisation := modifiers HEAD [of|for|on [the] complement [and complement]] [of|at [the] organisation]

A complement that is itself an organisation is the parent ("Gansu Branch *of the OUC*"); any other belongs to the name
("School *of Economics and Management*", "Education Bureau *of Jishishan County*").
"""

from __future__ import annotations

import re

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.words import Words, is_ordinal

_POSSESSIVE = ("'s", "’s")
# "Committee on Climate Change"; but "opened the Health Centre on Friday", "the Museum on Mill Road"
_ABOUT = lx.words("organisations.about")
_ROMAN = re.compile("[IVXL]+")
_FIRM = lx.words("organisations.firm")
SOFT_HEAD = lx.words("organisations.soft_head")  # fields of work too: "Department of Culture, Media and Sport"
PEOPLE = lx.words("organisations.people")
_KIND = {
    **dict.fromkeys(("co", "ltd", "limited", "inc", "llc", "plc", "corp", "corporation", "gmbh", "firm"), "company"),
    **dict.fromkeys(("fc", "afc", "rfc"), "club"),
}
GENERIC_FIRST = lx.words("organisations.generic_first")
# Heads of wholes, legal forms most: "Harbour Hospital Foundation Trust" is one.
_WHOLES = lx.words("organisations.whole")
_ACRONYM_HEAD = frozenset(("consortium", "alliance", "network", "coalition", "federation", "association", "society"))
_ALWAYS_PARENT = frozenset(("university", "polytechnic", "ministry")) | lx.FOREIGN_ORGANISATION


def run_end(w: Words, i: int) -> int:
    """End of the stretch of capitalised words from `i`, with what may stand inside a name: &, "People's", "de la"."""
    n = len(w)
    j = i + 1
    if w.at(j) in ("plc", "ltd", "inc", "gmbh") and not w.wall[j]:
        return j + 1
    headline = w.title_case and i < w.title_end
    while j < n and not w.wall[j] and w.shut[j] == w.shut[i]:
        if w.cap[j] and not (w.first[j] and w.text[j - 1][-1] in ".!?:"):
            if headline and (w.lower[j] in PEOPLE or lx.singular_post(w.lower[j])):
                break  # "University of Leeds | Researchers Develop New Battery"
            j += 1
            if w.at(j) in ("plc", "ltd", "inc", "gmbh") and not w.wall[j]:
                return j + 1
            continue
        if w.lower[j - 1] == "party" and w.lower[j] in ("committee", "branch"):
            return j + 1  # "the MOE Party committee"
        if w.text[j] == "," and w.at(j + 1).rstrip(".") in ("ltd", "inc", "llc") and w.at(j - 1).rstrip(".") in _FIRM:
            j += 2
            continue
        if w.text[j] in (",", "and"):
            end = _autonomous_end(w, j)
            if end:
                j = end
                continue
        following = j + 1 < n and w.cap[j + 1] and not w.wall[j + 1] and w.shut[j + 1] == w.shut[i]
        before = w.lower[j - 1]
        if following and (
            w.text[j] == "&"
            or (
                w.text[j] in (*_POSSESSIVE, "'", "’")
                and (
                    before in lx.INNER_POSSESSOR
                    or w.at(j - 2) in ("st", "st.")
                    or (w.lower[j + 1] in lx.INNER_POSSESSOR and w.at(j + 2) in (*_POSSESSIVE, "'", "’"))
                )
            )
            or (before == "no." and w.text[j].isdigit())
            or (w.text[j] in ("'", "’") and before.endswith("s") and w.lower[j + 1] in lx.ORG_HEAD | lx.PLACE)
        ):
            j += 2
            continue
        foreign = w.lower[i] in lx.FOREIGN_ORGANISATION and w.lower[j] in ("a", "à")
        if (
            (w.lower[j] in lx.FOREIGN_CONNECTOR or foreign)
            and w.lower[j] != "for"
            and not (w.title_case and j < w.title_end)
        ):
            k = j + 1 if w.at(j + 1) in lx.FOREIGN_CONNECTOR else j
            if k + 1 < n and w.cap[k + 1]:
                j = k + 2
                continue
        break
    return j


def _autonomous_end(w: Words, j: int) -> int:
    """The word after "Dai, Lahu and Va Autonomous County", a list of peoples with its kind; 0 for other lists."""
    joined = False
    for k in range(j, min(j + 9, len(w) - 1)):
        joined = joined or w.text[k] == "and"
        if w.wall[k] or not (w.cap[k] or w.text[k] in (",", "and")):
            return 0
        if w.lower[k] == "autonomous":
            return k + 2 if joined and w.lower[k + 1] in lx.PLACE else 0
    return 0


def is_acronym(w: Words, i: int) -> bool:
    """Whether the word is an organisation's acronym by its shape ("OUC", not "RMB", not "UK")."""
    if not w.upper[i] or _ROMAN.fullmatch(w.text[i]):
        return False
    return (
        sum(c.isalpha() for c in w.text[i]) > 1
        and w.lower[i] not in lx.NOT_NAME
        and w.lower[i] not in lx.COUNTRY
        and w.lower[i] not in lx.ORG_HEAD
        and w.lower[i] not in lx.LEADING_ORGANISATION
        and w.lower[i].rstrip(".") not in lx.HONORIFIC
        and w.lower[i] not in lx.HONORIFIC
    )


def is_head(w: Words, i: int) -> bool:
    """Whether the word is the head noun of an organisation's name."""
    alone = w.lower[i] == "staff" and not (i and w.cap[i - 1])  # "Staff of Mill College planted …"
    return w.cap[i] and w.lower[i] in lx.ORG_HEAD and not alone


def head_of(w: Words, i: int, j: int) -> int:
    """The word of `i` to `j` that makes it an organisation's name, -1 where none does."""
    last = w.lower[j - 1]
    if last == "chamber" and w.at(j - 2) == "council":
        return -1
    if last in ("committee", "branch") and w.at(j - 2) == "party":
        return j - 1
    if last not in lx.ORG_HEAD and last[-1] == ".":
        last = last[:-1]
    if last == "executive" and w.at(j - 2) == "chief":
        return -1
    if last == "staff" and j - i == 1:
        return -1  # "Staff of Mill College planted …"
    if last in lx.ORG_HEAD:
        if last in ("centre", "center", "club") and j - 2 >= i and w.lower[j - 2] in lx.VENUE_MODIFIER:
            return -1
        return j - 1
    if (last == "congress" and w.at(j - 3) == "people") or (last == "conference" and w.at(j - 2) == "consultative"):
        return j - 1  # "National People's Congress"
    if last == "house" and w.at(j - 2) in ("publishing", "opera", "auction", "fashion") and j - 2 >= i:
        return j - 1
    if j - i > 2 and w.lower[j - 2] in lx.ORG_HEAD and _is_seat(w, i, j, last):
        return j - 2  # "King's College London", "Arts Council England"
    if (w.lower[i] in lx.FOREIGN_ORGANISATION or w.lower[i] in lx.LEADING_ORGANISATION) and j - i > 1:
        return i
    return -1


def _is_seat(w: Words, i: int, j: int, last: str) -> bool:
    """Whether the last word of a run, after a head noun, is the place that the name ends with."""
    if last in lx.COUNTRY:
        return True
    one = w.label[i] == w.label[j - 2] == w.label[j - 1] == "ORG"
    return one and not lx.is_post(last) and last not in lx.PLACE | lx.HAPPENING | lx.NAMED_PROGRAMME


def organisation(w: Words, i: int, j: int) -> Found | None:
    """The organisation whose name begins with the capitalised run `i` to `j`, None where the run names none.

    A bare head noun ("the University") is none unless a complement names it ("School of Law").
    """
    if j - i == 1 and is_acronym(w, i):
        return Found(i, j, "Organisation", w.text[i], form="acronym")
    head = head_of(w, i, j)
    if head < 0 and w.at(j) == "branch" and not w.wall[j] and w.at(i - 1) in ("the", "its", "'s", "’s") and j - i < 3:
        return _with_complement(w, i, j + 1)  # "the Shanxi branch of the OUC"
    if head < 0 or all(word.rstrip(".") in _KIND or word == "," for word in w.lower[i:j]):
        return None
    if head < j - 1:
        return Found(i, j, "Organisation", w.phrase(i, j), kind=w.lower[head], fixed=True)
    if w.lower[i] == "cpc" and w.lower[j - 1] == "committee" and j - i > 2:
        of = organisation(w, i + 1, j - 1)  # "CPC LJOU Committee", but no parent for "CPC Hubei Provincial Committee"
        return Found(i, j, "Organisation", w.phrase(i, j), kind="committee", parent=of, fixed=True)
    cut = _parent_prefix(w, i, j)
    if cut:
        parent = organisation(w, i, cut)
        unit = _with_complement(w, cut, j)
        if parent is not None:
            if unit is None:  # "Tsinghua University Library": the bare head needs its parent to be a name
                unit = Found(i, j, "Organisation", w.phrase(i, j), kind=w.lower[j - 1], fixed=True)
            if unit.parent is None:
                unit.parent = parent
            return unit
    return _with_complement(w, i, j)


def _parent_prefix(w: Words, i: int, j: int) -> int:
    """Where a run divides into parent and unit ("OUC | Hubei Branch", "X University | School"), 0 where it does not."""
    if w.lower[j - 1].rstrip(".") in _KIND:
        return 0  # a company's name is one: "LJT Builders Pty Ltd"
    if j - i > 1 and is_acronym(w, i) and w.text[i + 1] != "&":
        if j - i == 2 and w.lower[j - 1] in _ACRONYM_HEAD:
            return 0  # "XYZ Consortium" is the XYZ itself
        own = w.lower[i] == "cpc" and j - i == 2  # "CPC Committee": an institution's, not the whole party's
        return 0 if own else i + 1
    for p in range(j - 1, i + 1, -1):
        head = w.lower[p - 1]
        if j - p == 1 and w.lower[p] in ("university", "college", "institute", "polytechnic"):
            continue  # "Nanjing Polytechnic Institute" is one
        if (
            all(word.rstrip(".") in _KIND for word in w.lower[p:j])
            or head not in lx.PARENT
            or w.text[p] in (*_POSSESSIVE, "&", "'", "’")
        ):
            continue
        if head in _ALWAYS_PARENT and not (head == "hospital" and w.lower[j - 1] in _WHOLES):
            return p
        generic = w.lower[i] in GENERIC_FIRST or w.lower[i] in lx.DEMONYM
        if not generic and w.lower[j - 1] not in _WHOLES and (j - p > 1 or w.lower[p] in lx.UNIT):
            return p
    return 0


def _with_complement(w: Words, i: int, j: int) -> Found | None:
    """The name whose head noun stands before `j`, with its complements to the right."""
    kind = w.lower[j - 1].rstrip(".")
    kind = _KIND.get(kind, kind)
    bare = j - i == 1
    end, parent, place = _complement(w, j, kind)
    if bare and end == j:
        if parent is None:
            return None
        # "the Library of Lanjiang Open University": named by its parent alone
        whole = w.phrase(i, parent.end)
        return Found(i, j, "Organisation", whole, kind=kind, parent=parent, fixed=True)
    found = Found(i, end, "Organisation", w.phrase(i, end), kind=kind, parent=parent, place=place, fixed=True)
    if kind == "laboratory" and end == j:
        found.other.append(f"{w.phrase(i, j - 1)} Lab")
    if end - i == 2 and kind in _ACRONYM_HEAD and is_acronym(w, i):
        found.other.append(w.text[i])
    if place is not None and end > j and place.start <= j + 2 and not bare:
        # "Education Bureau of Jishishan County": also the bureau alone, and with the place in front
        found.other += [w.phrase(i, j), f"{place.name} {w.phrase(i, j)}"]
    elif place is not None and end > j:
        cut = place.start - (2 if w.at(place.start - 1) == "the" else 1)
        if cut > j:  # "Ministry of Education of X", but not the bare "Bank" of "Bank of X City"
            found.other.append(w.phrase(i, cut))
    return found


def _complement(w: Words, j: int, kind: str) -> tuple[int, Found | None, Found | None]:
    """What follows a head noun: the name's end, the parent, the place in the name."""
    end = j
    k = j
    if kind == "company":
        return end, None, None  # "X Ltd of Leeds"
    if w.at(k) == "(" and w.at(k + 2) == ")":  # "Education Foundation (EF) of the OUC"
        k += 3
    for depth in range(2):
        word = w.at(k)
        if word not in ("of", "for", "on") or (word != "of" and depth) or w.wall[k]:
            break
        if word == "on" and kind not in _ABOUT:
            break
        q = k + 2 if w.at(k + 1) == "the" else k + 1
        if is_ordinal(w.at(q)):  # "the Standing Committee of the 13th National People's Congress"
            q += 1
        if q >= len(w) or not w.cap[q] or w.shut[q] or w.lower[q].rstrip(".") in lx.CALENDAR:
            break
        e = run_end(w, q)
        if (
            w.at(e) in _POSSESSIVE
            and kind in lx.UNIT
            and w.label[q] in ("GPE", "LOC")
            and e + 1 < len(w)
            and w.cap[e + 1]
        ):
            above = organisation(w, e + 1, run_end(w, e + 1))
            if above is not None:
                return end, above, None  # "the Health Department of China's National Commission"
        if w.at(e) == "of" and w.lower[e - 1] in ("republic", "kingdom", "states") and e + 1 < len(w) and w.cap[e + 1]:
            e = run_end(w, e + 1)  # "Embassy of the Republic of Fiji"
        inner = organisation(w, q, e)
        if inner is not None and w.lower[e - 1] in ("administration", "services") and q == k + 1 and inner.end == e:
            inner = None  # "Academy of Education Administration": a field of work
        if inner is not None and word == "of":
            return end, inner, None
        if inner is not None:
            return inner.end, None, None
        if k != end:
            break
        if depth == 0:
            e = _list_end(w, q, e, kind)
        end = k = e
        if is_place_phrase(w, q, e):
            place = Found(q, e, "Location", w.phrase(q, e), kind=w.lower[e - 1], fixed=True)
            return end, _parent_after(w, e), place
    return end, None, None


def _parent_after(w: Words, k: int) -> Found | None:
    """The whole after a place in a unit's name: "the Experimental School of Linshan District *of the OUC*"."""
    q = k + 2 if w.at(k + 1) == "the" else k + 1
    if w.at(k) != "of" or q >= len(w) or not w.cap[q] or w.shut[q]:
        return None
    return organisation(w, q, run_end(w, q))


def is_place_phrase(w: Words, i: int, j: int) -> bool:
    """Whether a run in an organisation's name is a place by its last word ("Jishishan County")."""
    return j - i > 1 and w.lower[j - 1] in lx.PLACE_RANK


def _list_end(w: Words, q: int, e: int, kind: str) -> int:
    """End of "Economics and Management", "Culture, Media and Sport" after "of", for heads named by fields of work."""
    if not _is_field(w, q, e):
        return e
    sure = kind in lx.FIELD or lx.is_ordinary(w.lower[e - 1])
    k = e
    while w.at(k) == "," and k + 1 < len(w) and w.cap[k + 1]:
        f = run_end(w, k + 1)
        if not _is_field(w, k + 1, f):
            return e
        k = f
    if w.at(k) == "," and w.at(k + 1) == "and":
        k += 1
    if w.at(k) in ("and", "&") and k + 1 < len(w) and w.cap[k + 1] and not w.shut[k + 1]:
        f = run_end(w, k + 1)
        if _is_field(w, k + 1, f) and (sure or lx.is_ordinary(w.lower[f - 1])):
            return f
    return e


def _is_field(w: Words, i: int, j: int) -> bool:
    """Whether a run may name a field of work: a few ordinary words, no organisation, place or person."""
    if j - i > 3 or w.first[i] or any(w.upper[k] for k in range(i, j)):
        return False
    if all(lx.is_ordinary(low) for low in w.lower[i:j]) and w.lower[j - 1] not in lx.ORG_HEAD - SOFT_HEAD:
        return True
    soft = j - i == 1 and w.lower[i] in SOFT_HEAD
    if (w.lower[j - 1] in lx.ORG_HEAD and not soft) or w.lower[j - 1] in lx.PLACE or lx.is_chinese_name(w.text[i:j]):
        return False
    if (w.lower[i] in lx.ORG_HEAD and not soft) or w.lower[i] in lx.HONORIFIC:
        return False
    labels = {w.label[k] for k in range(i, j)}
    return not (labels & {"GPE", "LOC"}) and labels != {"PERSON"}
