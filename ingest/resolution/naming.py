"""Names to keys: what must be equal for two names to be one, and the readable part of an IRI."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from itertools import zip_longest

from anyascii import anyascii

from newsgraph.ingest.gazetteer import fold
from newsgraph.ingest.resolution.words import (
    ALWAYS_UNITS,
    EVENT_STOP,
    GENERIC,
    NO_EDITIONS,
    ORDINALS,
    PERSON_TITLES,
    SPELLINGS,
    STATE_HEADS,
    UNIT_HEADS,
)

SLUG_LENGTH = 80  # longest readable part of an IRI, in characters
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NAME_WORD = re.compile(r"[^\W_]+")
_PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:i(?:ang|ong|an|ao|a|e|u|ng|n)?|u(?:ang|ai|an|a|e|i|n|o)?|[ae](?:ng|n|i)?|ao|er|ong|ou|o)"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&./-]{1,11}$")


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """The key of an organisation's or programme's name: folded, one spelling, no articles; never empty."""
    words = [SPELLINGS.get(w, w) for w in fold(name.replace("&", " and ")).split()]
    kept = [w for w in words if w != "the"] or words
    return " ".join(kept) or "hash " + digest(name)


@lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """The key of a person's name: folded, without titles before it."""
    words = fold(name).split()
    while len(words) > 1 and words[0] in PERSON_TITLES:
        words.pop(0)
    if len(words) == 3 and all(_PINYIN.fullmatch(w) for w in words):  # "Wang Xiao-ming" is "Wang Xiaoming"
        words[1:] = [words[1] + words[2]]
    return " ".join(words) or "hash " + digest(name)


@lru_cache(maxsize=16384)
def is_acronym(name: str) -> bool:
    """Whether a name is an acronym: one word, two or more capitals, at least half of it capitals (OUC, CoUM)."""
    capitals = sum(c.isupper() for c in name)
    return bool(_ACRONYM.match(name)) and capitals >= 2 and capitals * 2 >= len(name)


@lru_cache(maxsize=16384)
def is_generic(key: str) -> bool:
    """Whether a name's key names a unit that many bodies have ("school of education", "gansu branch")."""
    words = key.split()
    if words[0] in STATE_HEADS:
        return False
    if words[-1] in ALWAYS_UNITS or words[0] in ALWAYS_UNITS:
        return True
    if all(w in GENERIC or w.isdigit() for w in words):
        return True
    # "school of foreign languages": other bodies have one too, unless it is a name (then there are two "of")
    return len(words) > 2 and words[0] in UNIT_HEADS and words[1] == "of" and words.count("of") == 1 and len(words) <= 6


def is_unit(key: str) -> bool:
    """Whether a name's key begins or ends with the head of a unit ("education foundation", "school of law")."""
    words = key.split()
    return words[0] in UNIT_HEADS or words[-1] in UNIT_HEADS or words[-1] in ALWAYS_UNITS


def content_words(text: str) -> frozenset[str]:
    """The words of an event's label that tell it from others: plural s taken off, ordinals as "#3"."""
    told = fold(text).split()
    words = [
        ORDINALS.get(w, w) if after not in NO_EDITIONS else w
        for w, after in zip_longest(told, told[1:], fillvalue="")
        if w not in EVENT_STOP
    ]
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


@lru_cache(maxsize=16384)
def name_words(name: str) -> frozenset[str]:
    """The words of a name, in lower case."""
    return frozenset(_NAME_WORD.findall(name.casefold()))


@lru_cache(maxsize=2048)
def slug(text: str, length: int = SLUG_LENGTH) -> str:
    """ASCII letters, digits and hyphens, cut at a word's end; a hash where nothing readable is left."""
    s = _NOT_SLUG.sub("-", anyascii(text).lower()).strip("-")
    if len(s) > length:
        s = s[: length + 1].rpartition("-")[0] or s[:length]
    return s or digest(text)


def digest(text: str) -> str:
    """Eight hexadecimal digits of the text's SHA-256: enough beside a readable name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
