"""Event nouns in a text: which noun names an event, of what type, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from newsgraph.ingest.extraction.events.frames import nouns

_IRREGULAR_PLURALS = {
    "atlas": "atlas",
    "matches": "match",
    "classes": "class",
    "courses": "course",
    "prizes": "prize",
    "exercises": "exercise",
}


# the words that can head an event noun: most tokens are dismissed by this alone
_HEADS = (
    frozenset(w for n in nouns.EVENT_NOUNS for w in (n, n.split("-")[-1]))
    | {phrase.split()[-1] for phrase in nouns.COMPOUNDS}
    | {"series"}
)


_SHOWING = frozenset(
    ("showcasing", "featuring", "celebrating", "marking", "honouring", "honoring", "exploring", "including", "themed")
)


class EventNoun(NamedTuple):
    """A noun that names an event. weak: only beside a verb that holds, gives, attends … it. generic: the type is
    open.
    """

    head: int
    type: str
    weak: bool
    generic: bool
    plural: bool


def singular(word: str) -> str:
    """The singular of a regular English plural, lower case ("ceremonies" → "ceremony")."""
    if word in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) and len(word) > 3:
        return word[:-1]
    return word


def event_noun(doc: Sequence[Token], i: int, *, title: bool) -> EventNoun | None:
    """What event the noun at token i names, as the head of its phrase; None where it names none."""
    token = doc[i]
    if token.lower_ not in _HEADS and singular(token.lower_) not in _HEADS:
        return None
    hyphened = i > 1 and doc[i - 1].text == "-" and f"{doc[i - 2].lower_}-{token.lower_}" in nouns.EVENT_NOUNS
    if token.pos_ not in ("NOUN", "PROPN") and not hyphened and not (title and token.pos_ in ("VERB", "ADJ", "X")):
        phrase = f"{_modifier([t.lower_ for t in doc[max(0, i - 3) : i]])} {token.lower_}"
        fair = token.lower_ == "fair" and i > 0 and doc[i - 1].pos_ == "NOUN"  # mostly tagged as an adjective
        if token.pos_ not in ("ADJ", "VERB", "ADV") or (phrase not in nouns.COMPOUNDS and not fair):
            return None
    word = token.lower_
    lemma = word if word in nouns.EVENT_NOUNS or word in ("talks", "series") else singular(word)
    if i > 1 and doc[i - 1].text == "-" and (joined := f"{doc[i - 2].lower_}-{word}") in nouns.EVENT_NOUNS:
        lemma = joined  # "a get-together", "a send-off"
    kind = nouns.EVENT_NOUNS.get(lemma)
    if word == "series" and i and (inner := nouns.EVENT_NOUNS.get(singular(doc[i - 1].lower_))):
        return EventNoun(i, inner, False, False, False)  # "a workshop series on …"
    before = [t.lower_ for t in doc[max(0, i - 3) : i]]
    previous = _modifier(before)
    compound = nouns.COMPOUNDS.get(f"{previous} {lemma}") if previous else None
    if compound is None and kind is None:
        return None
    if lemma in ("honour", "honor") and i > 1 and doc[i - 2].lower_ in ("guest", "guests", "place", "maid"):
        return None  # "the guest of honour"
    if not _is_head(doc, i) or (not title and _within_name(doc, i)):
        return None
    if lemma in ("week", "month", "day", "year") and token.tag_ != "NNP" and not compound:
        return None  # "this week" is a time; "Lifelong Learning Week" and "activity week" are campaigns
    plural = lemma != word and not compound
    if compound:
        return EventNoun(i, compound, False, False, lemma != word)
    kind = kind or "Activity"
    modified = next((nouns.MODIFIER_TYPES[w] for w in reversed(before) if nouns.MODIFIER_TYPES.get(w)), None)
    generic = lemma in nouns.GENERIC
    if word == "lessons":
        kind = "Training"  # several: no talk
    if lemma == "session" and i + 1 < len(doc) and doc[i + 1].lower_ == "of":
        return EventNoun(i, "Meeting", False, False, plural)  # "the 40th session of the council"
    if modified and (generic or lemma in nouns.WEAK or kind in ("Ceremony", "Meeting", "Activity")):
        return EventNoun(i, modified, lemma in nouns.WEAK and not generic, False, plural)
    return EventNoun(i, kind, lemma in nouns.WEAK, generic, plural)


def _modifier(before: list[str]) -> str:
    """The word before the head, with its hyphen: "flag - raising" is one word."""
    if not before:
        return ""
    if len(before) == 3 and before[1] == "-":
        return f"{before[0]}-{before[2]}"
    if len(before) > 1 and before[-1] == "-":  # "the prize-giving"
        return before[-2]
    return before[-1]


def _within_name(doc: Sequence[Token], i: int) -> bool:
    """ "the Reading Lights the Village activity": a word of a name that goes on."""
    if i + 1 >= len(doc) or doc[i].lower_ not in nouns.WEAK:
        return False
    return all(t.tag_ in ("NNP", "NNPS") and t.text[:1].isupper() for t in doc[i : i + 2])


def _is_head(doc: Sequence[Token], i: int) -> bool:
    """Nothing follows that the noun only modifies ("training material", "conference room", "seminar-based")."""
    if i + 1 >= len(doc):
        return True
    token, following = doc[i], doc[i + 1]
    if following.lower_ in _SHOWING:
        return True  # "a jobs fair showcasing …", whatever its tag
    if (
        following.text == "-"
        and i + 2 < len(doc)
        and not doc[i + 2].is_space
        and following.idx == token.idx + len(token)
    ):
        return False
    if following.lower_ in ("'s", "’s"):
        return True
    if (
        following.pos_ in ("NOUN", "PROPN")
        and following.tag_ != "NNPS"
        and token.dep_ in ("compound", "nmod", "amod", "poss")
    ):
        return not (token.head.i > i)
    return True
