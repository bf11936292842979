"""The word lists of `data/lexicon.toml` and `data/grammar.toml`, read once, as frozen sets."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


_RAW = _read("lexicon.toml")
_GRAMMAR = _read("grammar.toml")


def _words(name: str) -> frozenset[str]:
    return frozenset(_RAW[name].split())


def words(name: str) -> frozenset[str]:
    """A module's own list: "places.of". Raises KeyError for an unknown one."""
    module, key = name.split(".")
    return frozenset(_GRAMMAR[module][key].split())


ORGANISATION = _words("organisation")
FOREIGN_ORGANISATION = _words("foreign_organisation")
ORG_HEAD = ORGANISATION | FOREIGN_ORGANISATION
LEADING_ORGANISATION = _words("leading_organisation")
PARENT = _words("parent") | FOREIGN_ORGANISATION
FIELD = _words("field")
UNIT = _words("unit")
VENUE_MODIFIER = _words("venue_modifier")
PLACE = _words("place")
PLACE_RANK: dict[str, int] = {word: n for n, word in enumerate(_RAW["place_rank"].split(), start=1)}
VENUE_NOUN = _words("venue_noun")
PROGRAMME = _words("programme")
COURSE = _words("course")
NAMED_PROGRAMME = _words("named_programme")
HAPPENING = _words("happening")
HONORIFIC = _words("honorific")
HONORIFIC_POST = _words("honorific_post")
POST = _words("post")
PROFESSION = _words("profession")
POST_MODIFIER = _words("post_modifier")
FORMER = _words("former")
POST_FILLER = _words("post_filler")
APPOINT = _words("appoint")
SUCCEED = _words("succeed")
SPEECH = _words("speech")
INNER_POSSESSOR = _words("inner_possessor")
CONNECTOR = _words("connector")
FOREIGN_CONNECTOR = _words("foreign_connector")
NOT_NAME = _words("not_name")
CALENDAR = words("lexicon.calendar")
FIELD_WORD = _words("field_word")
POST_NOMINAL = _words("post_nominal")
DEMONYM = _words("demonym")
COUNTRY = _words("country")
KNOWN_ACRONYM = _words("known_acronym")
CHINESE_SURNAME = _words("chinese_surname")
# "Signs" and, after a plural subject, "Sign"; but not where the bare form is as often a noun or a part of a name.
_NOUNS_TOO = words("lexicon.nouns_too")
HEADLINE_VERB = _words("headline_verb")
HEADLINE_VERB |= frozenset(v[:-1] for v in HEADLINE_VERB if v.endswith("s") and v[:-1] not in _NOUNS_TOO)
NOMINAL: dict[str, frozenset[str]] = {noun: frozenset(heads.split()) for noun, heads in _RAW["nominal"].items()}
POST_KIND: dict[str, frozenset[str]] = {
    post: frozenset(line.split(":")[1].split())
    for line in _RAW["post_kind"].strip().splitlines()
    for post in line.split(":")[0].split()
}
STATE_POST = _words("state_post")
NOMINAL_PLURAL: dict[str, str] = {
    (noun[:-1] + "ies" if noun.endswith("y") else noun + "es" if noun.endswith("s") else noun + "s"): noun
    for noun in NOMINAL
}

# One syllable of Hanyu Pinyin without tone: initial, final.
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|uai|uan|ian|iao|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ue|ui|uo|a|e|i|o|u|ü|v|er))"
)
GIVEN_NAME = re.compile(rf"{_SYLLABLE}(?:['’-]?{_SYLLABLE})?", re.IGNORECASE)


def is_chinese_name(words: list[str]) -> bool:
    """Family name first, then a given name of one or two syllables: "Li Song", "Ouyang Xiu", "Guo Shuying"."""
    if len(words) == 2:
        return words[0].lower() in CHINESE_SURNAME and GIVEN_NAME.fullmatch(words[1]) is not None
    return False


_ABSTRACT = re.compile(r"[a-z]{3,}(?:tions?|ments?|ances?|ences?|isms?|ships?|ness|ics|ology|ography)")


def is_ordinary(low: str) -> bool:
    """Whether a lower-case word is a field of work or another abstract noun, which names nothing by itself."""
    return low in FIELD_WORD or low in ("and", "&") or _ABSTRACT.fullmatch(low) is not None


def is_post(low: str) -> bool:
    """Whether a lower-case word is the head of a post, compounds included ("director-general", "editor-in-chief")."""
    if low in POST:
        return True
    first, hyphen, last = low.partition("-")
    if not hyphen:
        return False
    return (last in POST and (first in POST_MODIFIER or first in ("co", "sub", "under"))) or (
        first in POST and last in ("general", "elect", "designate", "in-chief")
    )


def singular_post(low: str) -> str | None:
    """The singular of a plural post ("lecturers", "vice-presidents"), None for any other word."""
    if low.endswith("men") and low[:-3] + "man" in POST:
        return low[:-3] + "man"
    if low.endswith("ies") and low[:-3] + "y" in POST:
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") and is_post(low[:-1]) else None
