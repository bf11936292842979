"""What the words within and around a capitalised run say of it: where it ends, and whether it is a name at all."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.organisations import SOFT_HEAD, head_of, run_end
from newsgraph.ingest.extraction.names.words import Words

_CALLED = frozenset(lx.NOMINAL) | lx.words("around.called")
_COMPASS = frozenset(("north", "south", "east", "west", "central", "mid", "northern", "southern", "eastern", "western"))
_NO_ORGANISATION = ("PERSON", "GPE", "LOC", "FAC")


def acts(w: Words, i: int, j: int) -> bool:
    """Whether a headless name that spaCy calls an organisation stands where one can: not as a subject of talk ("on
    Traditional Chinese Medicine"), not before the noun that it modifies ("the Daily Mail league table")."""
    if w.at(i - 1) in ("on", "about") or (w.at(i - 1) == "the" and w.at(i - 2) in ("on", "about", "of")):
        return False
    modifies = j < len(w) and w.pos[j] == "NOUN" and not w.cap[j] and not w.wall[j]
    return not modifies or lx.is_post(w.lower[j]) or w.lower[j] in ("staff", "team", "volunteers", "members")


def is_happening(w: Words, j: int) -> bool:
    """Whether an apposition calls the name before `j` an event: "Chinese Bridge, a proficiency competition"."""
    if w.at(j) != "," or w.at(j + 1) not in ("a", "an", "the", "its"):
        return False
    for k in range(j + 2, min(j + 7, len(w))):
        if w.lower[k] in lx.HAPPENING:
            return True
        if w.pos[k] not in ("NOUN", "ADJ", "NUM"):
            return False
    return False


def called(w: Words, j: int) -> str:
    """The noun by which an apposition calls the name before `j`: "X, a *maker* of lasers", "X, a *scheme* under which";
    "" where none tells what it is."""
    if w.at(j) != "," or w.at(j + 1) not in ("a", "an"):
        return ""
    for k in range(j + 2, min(j + 7, len(w))):
        if (w.lower[k] in _CALLED or w.lower[k] in lx.PROGRAMME) and w.pos[min(k + 1, len(w) - 1)] != "NOUN":
            return w.lower[k]
        if w.pos[k] not in ("NOUN", "ADJ", "NUM", "PROPN"):
            return ""
    return ""


def entity_end(w: Words, i: int, j: int) -> int:
    """Where spaCy sees an organisation end that goes on past a headless run by "of", "the" or "for"."""
    if w.label[i] != "ORG" or w.at(j) not in ("of", "the", "for", "without") or w.label[j] != "ORG":
        return j
    e = j
    while (
        e < len(w)
        and w.label[e] == "ORG"
        and not w.wall[e]
        and (w.cap[e] or w.lower[e] in ("of", "the", "for", "without"))
    ):
        e += 1
    while e > j and not w.cap[e - 1]:
        e -= 1
    return e if e > j and w.lower[e - 1] not in lx.HAPPENING else j


def joined_end(w: Words, i: int, j: int) -> int:
    """End of "Education and Sports Bureau", where what stands before "and" is no name by itself.

    Either it begins with an ordinary word ("Central and North West London NHS Trust"), or spaCy takes the whole for one
    entity, or an article or a possessor stands before it and none within ("the Victoria and Albert Museum").
    """
    if w.at(j) not in ("and", "&") or j + 1 >= len(w) or not w.cap[j + 1] or w.wall[j + 1] or j - i > 3:
        return j
    last = w.lower[j - 1]
    if (last in lx.ORG_HEAD and last not in SOFT_HEAD) or last in lx.PLACE or last in lx.HAPPENING:
        return j
    if w.upper[j - 1] or any(lx.is_post(low) for low in w.lower[i:j]):
        return j
    e = run_end(w, j + 1)
    while w.at(e) in ("and", "&") and e + 1 < len(w) and w.cap[e + 1] and lx.is_ordinary(w.lower[e - 1]) and e - j < 8:
        e = run_end(w, e + 1)  # "Coastal Trade and Family Enterprise and Skills Council"
    if w.lower[e - 1] not in lx.ORG_HEAD or e - j < 3 or e - j > 7 or head_of(w, j + 1, e) < 0:
        return j
    ordinary = lx.is_ordinary(last) or last in SOFT_HEAD or (j - i == 1 and last in _COMPASS)
    if ordinary and not w.first[i] | (w.label[i] in _NO_ORGANISATION and j - i == 1 and last not in SOFT_HEAD):
        return e
    if j - i == 1 and last in _COMPASS:
        return e
    one = w.label[i] == w.label[j] == w.label[e - 1] == "ORG"
    led = w.at(i - 1) in ("the", "'s", "’s", "its") and last not in lx.COUNTRY
    led = led and (w.label[i] not in _NO_ORGANISATION or e - j > 3 or w.lower[e - 1] in ("museum", "council"))
    return e if one or led else j


def person_after_field(w: Words, i: int, j: int) -> int:
    """Where a person's name begins in a run that follows "post of": "Minister of Education | Feng Tao",
    "Chairman of the Education Association | Lu Feng", "Vice-Rector for Research | Prof. Ingrid Solheim"."""
    for k in range(i + 1, j - 1):
        if w.lower[k] in lx.HONORIFIC and not lx.is_post(w.lower[k]):
            return k
    before = i - 2 if w.at(i - 1) == "the" else i - 1
    leads = lx.is_post(w.at(before - 1)) or lx.singular_post(w.at(before - 1)) is not None
    if j - i < 3 or w.at(before) not in ("of", "for", "to") or not leads:
        return 0
    if head_of(w, i, j) >= 0 or w.lower[j - 1] in lx.PLACE:
        return 0
    heads = [k for k in range(i, j - 2) if w.lower[k] in lx.ORG_HEAD]
    cut = heads[-1] + 1 if heads else j - 2
    if j - cut not in (2, 3) or any(w.upper[cut:j]) or lx.is_ordinary(w.lower[j - 1]):
        return 0
    somebody = lx.is_chinese_name(w.text[cut:j]) or "PERSON" in w.label[cut:j]
    return cut if somebody or heads else 0


def owns_post(w: Words, j: int) -> bool:
    """Whether a post and a person's name follow directly: "Harbour Water | chief executive Ann Lee"."""
    k = j
    while k < len(w) and k < j + 4 and not w.cap[k] and (lx.is_post(w.lower[k]) or w.lower[k] in lx.POST_MODIFIER):
        k += 1
    return k > j and lx.is_post(w.lower[k - 1]) and k + 1 < len(w) and w.cap[k] and w.cap[k + 1] and not w.wall[k]


def field_of_post(w: Words, j: int) -> int:
    """Pass over the field of a post that ends before `j`: "Cabinet Member *for Performance and Resources*"."""
    if w.at(j) not in ("for", "of") or not lx.is_post(w.at(j - 1)):
        return j
    q = j + 2 if w.at(j + 1) == "the" else j + 1
    k = q
    loose = w.at(j) == "for"  # "Minister for Rural Care and Young Kenyans"

    def belongs(n: int) -> bool:
        low = w.at(n)
        if n >= len(w) or not w.cap[n] or w.wall[n] or low in lx.HONORIFIC or lx.is_chinese_name(w.text[n : n + 2]):
            return False
        if lx.is_ordinary(low) or (low in lx.POST_MODIFIER and not lx.is_post(low)):
            return low not in lx.ORG_HEAD or low in SOFT_HEAD
        if lx.is_ordinary(w.at(n - 1)) and w.at(n - 1) != "and" and n + 1 < len(w) and w.cap[n + 1] and n > q:
            return False  # "Counsellor for Education | Rita Poe"
        return loose and not w.upper[n] and low not in lx.ORG_HEAD | lx.PLACE and w.label[n] not in ("PERSON", "GPE")

    while belongs(k) or (q < k < len(w) and w.text[k] in ("and", "&", ",") and belongs(k + 1)):
        k += 1
    named = k < len(w) and w.cap[k] and not w.wall[k] and w.text[k][0].isalpha() and w.lower[k] in lx.ORG_HEAD
    return k if k > q and not named else j


def subject_of(w: Words, j: int) -> int:
    """Pass over what a happening is about: "Conference *on Teaching Quality*", "Forum *for Young Farmers*"."""
    if w.at(j) not in ("on", "for", "of") or j + 1 >= len(w) or not w.cap[j + 1]:
        return j
    e = run_end(w, j + 1)
    if w.at(j) == "of" and w.lower[e - 1] not in lx.words("scan.plural_head"):
        return j  # "World Congress of Mountain Societies", but not "Conference of Lakeside University"
    if head_of(w, j + 1, e) >= 0:
        return j
    while w.at(e) in ("and", "&") and e + 1 < len(w) and w.cap[e + 1]:
        f = run_end(w, e + 1)
        if head_of(w, e + 1, f) >= 0:
            break
        e = f
    return e
