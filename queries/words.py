"""Words of names, as a search compares them: without regard to capitals, width, accents and punctuation.

Chinese and Japanese characters are words of their own, since no space parts them.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_QUERY = 200  # characters; what is longer is cut
MOST_WORDS = 12

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_WORD = re.compile(f"[{_IDEOGRAPH}]|[^\\W_{_IDEOGRAPH}]+")
_NO_INITIAL = frozenset({"of", "for", "and", "the", "in", "on", "at", "to"})


def plain(text: str) -> str:
    """Small letters without accents: "Universität Zürich" → "universitat zurich"; full width becomes plain width."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.category(c).startswith("M")))


def words(text: str) -> list[str]:
    """The words of a text in the form in which they are compared."""
    text = plain(text)
    if "'s" in text or "’s" in text:
        text = re.sub(r"['’]s\b", "s", text)
    return _WORD.findall(text)


def whole(text_words: list[str]) -> str:
    """A name's words as one text, without a leading "the"; two names are the same if these are."""
    return " ".join(text_words[1:] if len(text_words) > 1 and text_words[0] == "the" else text_words)


def query_words(text: str) -> list[str]:
    """The words of what somebody typed, of any length and content: cut to what can be a name."""
    found = words(text[:LONGEST_QUERY])[:MOST_WORDS]
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def initials(text_words: list[str]) -> set[str]:
    """What the name may be called for short: ("ministry", "of", "education") → {"moe", "me"}."""
    if len(text_words) < 3:
        return set()
    every = "".join(w[0] for w in text_words)
    main = "".join(w[0] for w in text_words if w not in _NO_INITIAL)
    return {short for short in (every, main) if 3 <= len(short) <= 8}
