"""From a verb's form to its lemma, for the verbs of the frames alone.

The tagger takes the verbs of title-style headlines ("X Hosts Forum") for nouns, and spaCy's lemma follows the tag; a closed
table of forms does not depend on it.
"""

from __future__ import annotations

from functools import cache

from newsgraph.ingest.extraction.events.frames import verbs

_IRREGULAR: dict[str, str] = {
    form: lemma
    for lemma, forms in {
        "hold": "held", "begin": "began begun", "give": "gave given", "take": "took taken", "win": "won",
        "become": "became", "get": "got gotten", "go": "went gone goes", "come": "came", "run": "ran", "speak": "spoke spoken",
        "put": "put", "set": "set", "make": "made", "lead": "led", "send": "sent", "see": "saw seen", "draw": "drew drawn",
        "lay": "laid", "strike": "struck", "read": "read", "throw": "threw thrown", "broadcast": "broadcast", "beat": "beat beaten",
        "found": "founded founding founds found", "grow": "grew", "withdraw": "withdrew withdrawn", "co-host": "cohosted cohosts",
        "offer": "offered offering", "open": "opened opening", "visit": "visited visiting", "deliver": "delivered delivering",
        "enter": "entered entering", "offer up": "", "exhibit": "exhibited exhibiting", "inspect": "", "award": "", "honor": "",
        "premiere": "premiered premieres premiering premièred", "teach": "taught", "pay": "paid", "welcome": "welcomed", "sing": "sang sung", "meet": "met", "cut": "cut", "break": "broke broken", "lay": "laid", "raise": "raised", "welcome": "welcomed",
    }.items()
    for form in forms.split()
}  # fmt: skip
_NO_DOUBLING = frozenset("open visit deliver enter offer exhibit gather honor honour unfold broadcast follow focus cover".split())
_VOWELS = "aeiou"


def _regular(lemma: str) -> set[str]:
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    stem = lemma
    if lemma not in _NO_DOUBLING and len(lemma) > 2 and lemma[-1] not in "wxyaeiou" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS:
        stem = lemma + lemma[-1]
    plural = lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else "s")
    return {lemma, plural, stem + "ed", stem + "ing", lemma + "ed", lemma + "ing"}


@cache
def forms() -> dict[str, str]:
    """Every form of every verb of the frames, lower case → lemma."""
    lemmas = {
        *verbs.LIGHT, *verbs.INTRANSITIVE, *verbs.PASSIVE_LIGHT, *verbs.FRAMES, *verbs.SPEAKING, *verbs.ATTENDING, *verbs.LEADING,
        *verbs.EXTRA,
    }  # fmt: skip
    table = {form: lemma for lemma in sorted(lemmas) for form in _regular(lemma)}
    table.update({form: lemma for form, lemma in _IRREGULAR.items() if lemma in lemmas})
    return table
