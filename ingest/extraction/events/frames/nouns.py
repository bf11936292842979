"""Nouns that name events, by the type they tell of, and nouns beside event verbs: the word lists of `nouns.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_RAW: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("nouns.toml").read_text(encoding="utf-8"))


def _by_word(table: str, separator: str | None = None) -> dict[str, str]:
    """word → type. A later kind wins where two hold the same word."""
    return {" ".join(word.split()): kind for kind, words in _RAW[table].items() for word in words.split(separator)}


def _set(name: str) -> frozenset[str]:
    return frozenset(_RAW["sets"][name].split())


# head noun → event type; the last two words → type, which wins
EVENT_NOUNS = _by_word("events")
COMPOUNDS = _by_word("compounds", "|")
# words before the head that make a weak noun strong, and give the type ("": they leave it open)
MODIFIER_TYPES = {word: "" if kind == "Open" else kind for word, kind in _by_word("modifiers").items()}
GENERIC = _set("generic")
WEAK = _set("weak")
AGREEMENTS = _set("agreements")
WORKS = _set("works")
SPEECHES = _set("speeches")
GIFTS = _set("gifts")
PRIZES = _set("prizes")
STARTABLE = _set("startable")
FOUNDABLE = _set("foundable")
POST_WORDS = _set("post_words")
GROUPS = _set("groups")
NEXT_WORDS = _set("next_words")
PAST_WORDS = _set("past_words")
VENUE_PARTS = _set("venue_parts")
OCCASIONS = _set("occasions")
RITES = _set("rites")
ASSEMBLIES = _set("assemblies")
ENSEMBLES = _set("ensembles")
VISITORS = _set("visitors")
# what must follow for the verb to mean "happen"
TAKES = {
    "take": ("place",),
    "get": ("under", "underway"),
    "go": ("ahead", "live", "online"),
    "come": ("to",),
    "kick": ("off",),
}
# the sets that a verb's frame names
SETS: dict[str, frozenset[str]] = {
    "AGREEMENTS": AGREEMENTS,
    "WORKS": WORKS,
    "GIFTS": GIFTS,
    "PRIZES": PRIZES,
    "STARTABLE": STARTABLE,
    "FOUNDABLE": FOUNDABLE,
    "POST_WORDS": POST_WORDS,
    "OCCASIONS": OCCASIONS,
    "RITES": RITES,
    "VISITORS": VISITORS,
}
