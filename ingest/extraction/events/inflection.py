# ruff: noqa: SIM905 - word lists are read and mended as text
"""From a verb's form to its lemma, for the verbs of the frames alone.

The tagger takes the verbs of title-style headlines ("X Hosts Forum") for nouns, and spaCy's lemma follows the tag; a
closed
table of forms does not depend on it.
"""

from __future__ import annotations

from functools import cache

from newsgraph.ingest.extraction.events.frames import nominal, posts, verbs

_TABLE = """
beat: beat beaten
become: became
begin: began begun
buy: bought
choose: chose chosen
break: broke broken
broadcast: broadcast
co-host: cohosted cohosts
come: came
cut: cut
deliver: delivered delivering
draw: drew drawn
enter: entered entering
exhibit: exhibited exhibiting
found: founded founding founds found
get: got gotten
give: gave given
go: went gone goes
grow: grew
hold: held
lay: laid
lead: led
leave: left
build: built
make: made
meet: met
offer: offered offering
open: opened opening
pay: paid
premiere: premiered premieres premiering premièred
put: put
raise: raised
read: read
rise: rose risen
run: ran
see: saw seen
send: sent
set: set
sing: sang sung
speak: spoke spoken
spend: spent
strike: struck
swear: swore sworn
show: shown showed
sit: sat
equip: equipped equipping
bring: brought
take: took taken
tell: told
light: lit lighted
teach: taught
kick: kicked
fall: fell fallen
fly: flew flown
write: wrote written
throw: threw thrown
visit: visited visiting
welcome: welcomed
win: won
wind: wound
withdraw: withdrew withdrawn
"""
_IRREGULAR: dict[str, str] = {
    form: lemma for lemma, forms in (line.split(": ") for line in _TABLE.strip().splitlines()) for form in forms.split()
}
_NO_DOUBLING = frozenset(
    "open visit deliver enter offer exhibit gather honor honour unfold broadcast follow focus cover herald "
    "trumpet commission reveal".split()
)
_VOWELS = "aeiou"


def _regular(lemma: str) -> set[str]:
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    stem = lemma
    if (
        lemma not in _NO_DOUBLING
        and len(lemma) > 2
        and lemma[-1] not in "wxyaeiou"
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    ):
        stem = lemma + lemma[-1]
    plural = lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else "s")
    british = {lemma + "led", lemma + "ling"} if lemma.endswith("l") and lemma[-2] in _VOWELS else set()
    return {lemma, plural, stem + "ed", stem + "ing", lemma + "ed", lemma + "ing", *british}


@cache
def forms() -> dict[str, str]:
    """Every form of every verb of the frames, lower case → lemma."""
    lemmas = {
        *verbs.LIGHT,
        *verbs.INTRANSITIVE,
        *verbs.PASSIVE_LIGHT,
        *verbs.FRAMES,
        *verbs.SPEAKING,
        *verbs.ATTENDING,
        *verbs.LEADING,
        *verbs.EXTRA,
        *posts.VERBS,
        *nominal.ANNOUNCING,
    }
    table = {form: lemma for lemma in sorted(lemmas) for form in _regular(lemma)}
    table.update({form: lemma for form, lemma in _IRREGULAR.items() if lemma in lemmas})
    return table
