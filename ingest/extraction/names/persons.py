"""Which capitalised words name a person, from the words around them and spaCy's label."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.words import Words

_SURNAMES = lx.words("scan.surnames")
_LEVEL = frozenset(("county", "city", "town", "parish", "state", "municipal", "provincial"))  # "Pine County | Attorney"
_BY_SOMEBODY = lx.words("persons.by_somebody")


def strip_honorifics(w: Words, i: int, j: int) -> int:
    """Index of the first word that is no form of address ("Prof. Dr Juma Otieno")."""
    k = i
    while k < j - 1 and w.lower[k] in lx.HONORIFIC:
        k += 1
    return k


def person(w: Words, i: int, j: int, *, sure: bool = False) -> Found | None:
    """The words `i` to `j` as a person's name; with `sure`, an honorific or a post says so already."""
    while j - i > 2 and w.lower[j - 1] in lx.POST_NOMINAL and not w.text[j - 1].islower():
        j -= 1
    words = w.text[i:j]
    if sure and 1 < len(words) < 6 and words[-1].lower() not in lx.ORG_HEAD:
        return Found(i, j, "Person", w.phrase(i, j), fixed=True)
    if (
        not words
        or len(words) > 5
        or any(word.lower() in lx.DEMONYM or word.lower() in lx.NOT_NAME for word in words[-1:])
    ):
        return None
    if any(word.lower() in lx.ORG_HEAD or word.lower() in lx.HAPPENING for word in words[-1:]):
        return None
    return Found(i, j, "Person", w.phrase(i, j), fixed=sure)


def title_at(w: Words, i: int, j: int) -> tuple[int, int]:
    """Where in a capitalised run a post stands before a person: "OUC | Vice President | Wang Xin".

    Returns the title's first word and the name's first word, (-1, -1) where the run holds none.
    """
    last = w.lower[j - 1]
    if last in lx.PLACE and j - i > 2 and last in _SURNAMES and lx.is_post(w.lower[j - 3]):
        return j - 3, j - 2  # "Vice-Chairman Sue Park"
    if (
        last in lx.ORG_HEAD
        or last in lx.PLACE
        or last in lx.HAPPENING
        or last in lx.NAMED_PROGRAMME
        or lx.is_post(last)
    ):
        return -1, -1
    for k in range(j - 2, i - 1, -1):
        low = w.lower[k]
        named = lx.is_post(low) or low in lx.PROFESSION or lx.singular_post(low)
        if named and w.text[k + 1][0].isalpha():
            start = k
            while (
                start > i
                and (w.lower[start - 1] in lx.POST_MODIFIER or lx.is_post(w.lower[start - 1]))
                and w.lower[start - 1] not in lx.ORG_HEAD - {"party", "executive"}
                and not (start - 2 >= i and w.lower[start - 1] in _LEVEL and w.lower[start - 2] not in lx.POST_MODIFIER)
            ):
                start -= 1
            return start, k + 1
    return -1, -1


def person_context(w: Words, i: int, j: int) -> bool:
    """Whether the words after or before say that this is somebody: an age, a post, a verb of speech."""
    after = w.at(j)
    if w.at(i - 1) in lx.APPOINT and after == "as" and j - i > 1:
        return True
    if j - i in (2, 3) and (w.at(i - 1) in lx.SUCCEED or (after in lx.SUCCEED and w.title_case and j < w.title_end)):
        return True
    if w.at(i - 1) == "by" and w.at(i - 2).rpartition("-")[2] in _BY_SOMEBODY:
        return True
    if after == "who" or (after == "," and w.at(j + 1) in ("who", "aged")):
        return True
    if after in lx.SPEECH or (w.at(i - 1) in lx.SPEECH and w.at(i - 2) in (",", '"', "”", ',"')):
        return True
    if after == ",":
        k = j + 1
        if w.at(k).isdigit() and len(w.at(k)) == 2:
            return True
        if w.at(k) in ("a", "an") and w.cap[k + 1 : k + 2] == [True]:  # "X, a Harbour Software Institute Fellow"
            q = k + 1
            while q < len(w) and w.cap[q] and q < k + 7:
                q += 1
            return lx.is_post(w.lower[q - 1]) or (w.at(q) != "" and lx.is_post(w.at(q)))
        if w.cap[k : k + 1] == [True]:  # "Sayasat Nurbek, Kazakhstan's Minister of Science"
            q = k
            while q < len(w) and w.cap[q] and q < k + 5:
                q += 1
            if w.at(q) in ("'s", "’s"):
                k = q + 1
        while (
            k < len(w)
            and k < j + 9
            and (
                w.lower[k] in lx.POST_FILLER
                or w.lower[k] in lx.POST_MODIFIER
                or w.lower[k] in lx.NOMINAL
                or w.text[k] in ("'s", "’s")
            )
        ):
            if lx.is_post(w.lower[k]) and w.at(k + 1) in ("of", "at", "for", ","):
                return True
            k += 1
        if lx.is_post(w.at(k)) or w.at(k) in lx.SPEECH:
            return True
        if w.label[i] in ("ORG", "GPE", "FAC"):
            return False  # "the director, Harbour Trust, said"
    return w.at(i - 1) in lx.POST or (w.at(i - 1) == "," and w.at(i - 2) in lx.POST)
