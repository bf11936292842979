"""The committees of a party within an institution, which its leaders hold posts in beside their own: "member of the
Standing Committee of the Party Committee and vice president of X"."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.words import Words

COMMITTEES = frozenset(("committee", "branch", "commission", "group"))
_BEFORE_WHOLE = frozenset((",", "and", "the", "as", "well", "also", "concurrently", "executive"))
# Parts of an institution, whose heads' other posts are in the committee of the institution itself.
_PARTS = frozenset(
    ("department", "office", "division", "section", "committee", "commission", "centre", "center", "library", "union")
)
_BODIES = frozenset(("council", "board", "commission", "committee", "senate"))
_LEVELS = frozenset(("provincial", "municipal", "county", "district", "city", "state", "national", "regional"))
_REACH = 16


def own_words(name: str) -> list[str]:
    """What a body is by itself, its whole left out: "Party Committee *of the Hebei Branch*"."""
    words = name.lower().split()
    return words[: words.index("of")] if "of" in words[1:] else words


def is_party_committee(name: str) -> bool:
    """Whether a name is that of a party's committee within an institution, or of its discipline inspection."""
    own = own_words(name)
    if own[0] == "cpc" and len(name.split()) > 2:
        return False  # "CPC LJOU Committee" says itself whose it is
    if own[0] == "commission" and own[-2:] == ["discipline", "inspection"]:
        return True
    within = "party" in own[:-1] or own[0] == "cpc" or own[:2] == ["discipline", "inspection"]
    return within and own[-1] in COMMITTEES


def is_office(name: str) -> bool:
    """Whether it is an institution's own office ("Personnel Department"), no body that may have a committee."""
    words = name.lower().split()
    return not _PARTS.isdisjoint((words[0], words[-1])) and not _LEVELS.intersection(words)


def is_standing(name: str) -> bool:
    """Whether a name is that of a committee's own standing committee."""
    return own_words(name) == ["standing", "committee"]


def is_within(name: str) -> bool:
    """Whether it is a committee that leaders sit on, which tells of no unit that the news is about."""
    return is_standing(name) or is_party_committee(name)


def shared_wholes(w: Words, found: list[Found]) -> None:
    """Give a party committee the whole of the post that is told along with one in it: "deputy secretary of the Party
    Committee and president *of X*". So the committees of two institutions stay two."""
    starts = {f.start: f for f in found if f.type == "Organisation"}
    for f in found:
        if f.type != "Organisation" or f.parent is not None or not is_party_committee(f.name):
            continue
        if w.at(f.start - 1) not in ("of", "the") or len(f.name.split()) > 3:
            continue
        whole = _whole(w, f.end, starts)
        if whole is not None and whole.name != f.name:
            f.parent = whole


def _whole(w: Words, k: int, starts: dict[int, Found]) -> Found | None:
    """The organisation of the post that "and" or a comma joins at word `k`, other posts between."""
    if w.at(k) not in (",", "and", "as"):
        return None
    post = False
    for q in range(k, min(k + _REACH, len(w))):
        low = w.lower[q]
        if low in ("of", "at") and post:
            whole = starts.get(q + 2 if w.at(q + 1) == "the" else q + 1)
            if whole is not None and (is_office(whole.name) or own_words(whole.name)[-1] in _BODIES):
                whole = whole.parent
            return whole
        if q in starts or w.wall[q]:
            return None
        post = lx.is_post(low)
        if not (post or low in lx.POST_MODIFIER or low in _BEFORE_WHOLE):
            return None
    return None
