"""Acronyms and their long forms: "Open University of China (OUC)", and the other way round.

The matching is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 2003, pp. 451-462.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.words import Words


def long_form_start(short: str, text: str) -> int:
    """Where in `text` the long form of `short` begins, -1 where the letters do not fit.

    From the right, each letter of the short form must occur in the text in order, the first at a word's beginning.
    """
    position = len(text) - 1
    for n in range(len(short) - 1, -1, -1):
        letter = short[n].lower()
        if not letter.isalnum():
            continue
        while position >= 0 and (
            text[position].lower() != letter or (n == 0 and position > 0 and text[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return -1
        position -= 1
    return position + 1


def is_short_form(text: str) -> bool:
    """Whether a bracketed word has an acronym's shape: two to ten characters, begins with a letter, two capitals."""
    return 2 <= len(text) <= 10 and text[0].isalpha() and sum(c.isupper() for c in text) >= 2


def acronyms(w: Words, found: list[Found]) -> dict[int, Found]:
    """For each word that is an acronym defined in brackets, what it is short for (the reversed form included)."""
    ends: dict[int, list[Found]] = {}
    starts: dict[int, Found] = {}
    for f in found:
        if f.form == "name" and f.type != "Person":
            ends.setdefault(f.end, []).append(f)
            starts.setdefault(f.start, f)
    out: dict[int, Found] = {}
    for k in range(1, len(w) - 2):
        if w.text[k] != "(":
            continue
        if w.text[k + 2] == ")" and is_short_form(w.text[k + 1]):
            long = _long_form(w, k, w.text[k + 1], ends.get(k, []))
            if long is not None:
                out[k + 1] = long
        elif is_short_form(w.text[k - 1]) and w.upper[k - 1]:
            inner = starts.get(k + 2 if w.lower[k + 1] == "the" else k + 1)
            if inner is not None and w.at(inner.end) == ")" and long_form_start(w.text[k - 1], inner.name) >= 0:
                out[k - 1] = inner
    return out


def _long_form(w: Words, bracket: int, short: str, candidates: list[Found]) -> Found | None:
    """The name before the bracket that the short form fits best: the shortest whose first letter is the long form's.

    Where the letters fit none, an organisation of several words takes it: acronyms from other languages ("UNED").
    """
    fitting = [f for f in candidates if long_form_start(short, w.phrase(f.start, f.end)) == 0]
    if fitting:
        return max(fitting, key=lambda f: f.start)
    near = [f for f in candidates if long_form_start(short, w.phrase(f.start, f.end)) > 0]
    if near:
        return max(near, key=lambda f: f.start)
    plain = short.isupper() and short.lower() not in lx.NOT_NAME and short.lower() not in lx.COUNTRY
    several = [f for f in candidates if f.type == "Organisation" and f.end - f.start > 1]
    return max(several, key=lambda f: f.start) if several and plain else None
