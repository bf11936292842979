"""Acronyms and their long forms: "Open University of China (OUC)", and the other way round.

The matching is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 2003, pp. 451-462.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.words import Words

_SAYING = frozenset(("aka", "a.k.a.", "known", "called", "referred", "abbreviated", "formerly"))
_ALIAS_LEAD = _SAYING | frozenset(
    ("also", "as", "the", "hereinafter", "hereafter", "to", "or", "previously", "now", "is", "i.e.")
)
_WHOLES = frozenset(("university", "ministry", "museum", "gallery", "hospital", "polytechnic"))
_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’"))


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
    """For each word that is an acronym defined in brackets, what it is short for (the reversed form included).

    Names that brackets or "formerly known as" give beside another get their `same`.
    """
    ends: dict[int, list[Found]] = {}
    starts: dict[int, Found] = {}
    chains: dict[int, list[Found]] = {}  # by the end of the whole after a unit: "Gansu Branch of the OUC"
    for f in found:
        if f.form == "name" and f.type != "Person":
            ends.setdefault(f.end, []).append(f)
            if f.stretch != f.end:
                chains.setdefault(f.stretch, []).append(f)
            starts.setdefault(f.start, f)
    out: dict[int, Found] = {}
    for k in range(1, len(w) - 1):
        if w.lower[k] in _SAYING and w.text[k - 1] != "(":
            _renamed(w, k, ends, starts, out)
        if w.text[k] != "(":
            continue
        before = k - 1 if w.text[k - 1] in ("'s", "’s", ",") else k
        close = next((n for n in range(k + 1, min(k + 20, len(w))) if w.text[n] == ")"), 0)
        if close:
            inner = starts.get(k + 2 if w.at(k + 1) == "the" else k + 1)
            if inner is not None and inner.end == close:
                long = _shares(w, inner, chains.get(before, []) + ends.get(before, []))
                if long is not None and long is not inner and inner.type == long.type:
                    inner.same = long
            _bracket(w, (before, k, close), ends, starts, out)
        if is_short_form(w.text[k - 1]) and w.upper[k - 1]:
            inner = starts.get(k + 2 if w.at(k + 1) == "the" else k + 1)
            if inner is not None and w.at(inner.end) == ")" and long_form_start(w.text[k - 1], inner.name) >= 0:
                out[k - 1] = inner
    _unexplained(w, found, out)
    return out


def _bracket(
    w: Words,
    at: tuple[int, int, int],
    ends: dict[int, list[Found]],
    starts: dict[int, Found],
    out: dict[int, Found],
) -> None:
    """Read "(OUC)", "(the OUC)", "(OUC, also known as the Lanjiang College, LJC)", "(Linshan OU)".

    at: the word after the name, the bracket, its end.
    """
    before, k, close = at
    candidates = ends.get(before, [])
    said = False  # "also known as" stands in the bracket
    n = k + 1
    alone = True
    while n < close:
        while n < close and (w.lower[n] in _ALIAS_LEAD or w.text[n] in _QUOTES):
            said = said or w.lower[n] in _SAYING
            n += 1
        end = next((m for m in range(n, close) if w.text[m] in (",", ";", "or")), close)
        last = end
        while last > n and w.text[last - 1] in _QUOTES:
            last -= 1
        if last - n == 1 and is_short_form(w.text[n]) and w.lower[n] not in lx.NOT_NAME:
            long = _long_form(w, before, w.text[n], candidates, explained=alone and end == close)
            if long is not None:
                if said:
                    _join([f for k2, f in out.items() if w.text[k2] == w.text[n]], long)
                out[n] = long
        elif n < last and n in starts and candidates and starts[n].end <= last:
            long = max(candidates, key=lambda f: f.start) if said else None
            if long is not None and starts[n] is not long and starts[n].type == long.type:
                starts[n].same = long
        n, alone = end + 1, False


def _join(others: list[Found], long: Found) -> None:
    """What an acronym stood for before is the same as what a bracket now says it is."""
    for other in others:
        if other is not long and other.same is None and long.same is None and other.name != long.name:
            other.same = long


def _shares(w: Words, inner: Found, candidates: list[Found]) -> Found | None:
    """The unit that a bracket names once more: "Linshan Branch of the OUC (Linshan College)"."""
    fitting = [f for f in candidates if w.text[f.start] == w.text[inner.start]]
    if fitting:
        return fitting[0]
    units = [f for f in candidates if f.kind in lx.UNIT and f.type == "Organisation"]
    return units[0] if units and inner.kind in lx.UNIT | lx.FIELD - _WHOLES else None


def _renamed(w: Words, k: int, ends: dict[int, list[Found]], starts: dict[int, Found], out: dict[int, Found]) -> None:
    """ "the OUC, formerly known as Lanjiang Television College"."""
    if w.at(k + 1) != "as" and w.lower[k] not in ("aka", "a.k.a."):
        return
    begin = k
    while begin > 0 and (
        w.lower[begin - 1] in ("also", "formerly", "previously", "better", "then", "is") or w.text[begin - 1] == ","
    ):
        begin -= 1
    n = k + 1
    while n < len(w) and (w.lower[n] in ("as", "the") or w.text[n] in _QUOTES):
        n += 1
    opening = begin
    if w.at(begin - 1) == ")":
        opening = next((m for m in range(begin - 1, max(begin - 4, 0), -1) if w.text[m] == "("), begin)
    candidates = ends.get(opening, [])
    if not candidates or n >= len(w):
        return
    long = max(candidates, key=lambda f: f.start)
    other = starts.get(n)
    if other is not None and other is not long and other.type == long.type:
        other.same = long
    elif is_short_form(w.text[n]) and w.upper[n]:
        out[n] = long


def _unexplained(w: Words, found: list[Found], out: dict[int, Found]) -> None:
    """Acronyms without brackets that are the initials of one name of the item: "OUC" beside "Open University of China";
    "Linshan RTVU" for "Linshan Radio and TV University"."""
    told = {w.text[k] for k in out}
    long: dict[tuple[str, str], list[Found]] = {}  # first word before the initials ("" for none), initials
    for f in found:
        if f.form == "name" and f.type == "Organisation" and f.end - f.start > 1:
            words = [x for x in w.text[f.start : f.end] if x[0].isupper()]
            whole = "".join(x[0] for x in words)
            last = words[-1] if words else ""
            for key in (("", whole), (words[0] if words else "", whole[1:]), (f"… {last}", whole[:-1])):
                group = long.setdefault(key, [])
                if all(g.name != f.name for g in group):
                    group.append(f)
    for f in found:
        if f.type != "Organisation" or f.same is not None or f.start in out:
            continue
        if f.form == "acronym" and w.text[f.start] not in told:
            group = long.get(("", w.text[f.start]), [])
            if len(group) == 1:
                out[f.start] = group[0]
        elif f.end - f.start == 2 and w.upper[f.start] and not f.fixed:  # "MIT Linshan"
            group = long.get((f"… {w.text[f.end - 1]}", w.text[f.start]), [])
            if len(group) == 1:
                f.same = group[0]
        elif f.end - f.start == 2 and w.upper[f.end - 1] and not f.fixed:
            last = w.text[f.end - 1]
            group = long.get((w.text[f.start], last)) or long.get((w.text[f.start], last.replace("TV", "T"))) or []
            if len(group) == 1 and group[0] is not f:
                f.same = group[0]


def _long_form(w: Words, bracket: int, short: str, candidates: list[Found], *, explained: bool = True) -> Found | None:
    """The name before the bracket that the short form fits best: the shortest whose first letter is the long form's.

    Where the letters fit none, an organisation of several words takes it: acronyms from other languages ("UNED").
    """
    fitting = [f for f in candidates if long_form_start(short, w.phrase(f.start, f.end)) == 0]
    if fitting:
        return max(fitting, key=lambda f: f.start)
    near = [f for f in candidates if long_form_start(short, w.phrase(f.start, f.end)) > 0]
    if near:
        return max(near, key=lambda f: f.start)
    if not explained:
        return max(candidates, key=lambda f: f.start, default=None) if short.isupper() else None
    plain = short.isupper() and short.lower() not in lx.NOT_NAME and short.lower() not in lx.COUNTRY
    several = [f for f in candidates if f.type == "Organisation" and f.end - f.start > 1]
    return max(several, key=lambda f: f.start) if several and plain else None
