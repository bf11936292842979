"""The named things of an answer, each by the places in the item where its names stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsgraph.ingest.extraction.llm import schema
from newsgraph.ingest.extraction.llm.quotes import Quotes, tidy
from newsgraph.ingest.extraction.llm.sentences import Sentences
from newsgraph.ingest.extraction.names.lexicon import HONORIFIC
from newsgraph.ingest.model import EntityReading, EntityType, MentionReading, NewsItem, Span

LONGEST = 200  # characters of a name
_THE = re.compile(r"\A(?:the|The|THE)\s+(?=\S)")
_BRACKETED = re.compile(r"\s*[(（]\s*([^()（）]{1,20}?)\s*[)）]\s*\Z")
_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]\Z")
_LETTER: dict[EntityType, str] = {"Organisation": "o", "Person": "p", "Location": "l", "Programme": "g"}
_BREAK = re.compile(r"\n\s*\n")


@dataclass(slots=True)
class Named:
    """An entity on its way: its forms that the item has, the canonical one first, with their places."""

    type: EntityType
    acronym: str | None
    kind: str | None
    forms: dict[str, list[Span]] = field(default_factory=dict)


class Entities:
    """The verified entities of an answer.

    readings: with ids of our own ("o1"), in the order of the answer. of: the model's id → the reading; what was dropped
    is not in it. dropped: entities and names that the item does not have, ids given twice.
    """

    def __init__(
        self,
        given: Iterable[schema.Entity],
        relations: Iterable[schema.Relation],
        item: NewsItem,
        quotes: Quotes,
        sentences: Sentences,
    ) -> None:
        self.dropped: Counter[str] = Counter()
        self.readings: list[EntityReading] = []
        self.of: dict[str, EntityReading] = {}
        self._item, self._quotes, self._sentences = item, quotes, sentences
        self._named: dict[str, Named] = {}
        self._same: dict[str, str] = {}  # id of a second telling → id of the first
        for entity in given:
            self._take(entity)
        _without_nested(self._named, {(r.subject, r.object) for r in relations})
        _without_shared(self._named)
        counts: Counter[str] = Counter()
        for id_, thing in self._named.items():
            if not any(thing.forms.values()):
                self.dropped["entities"] += 1
                continue
            counts[thing.type] += 1
            self.of[id_] = self._reading(thing, f"{_LETTER[thing.type]}{counts[thing.type]}")
            self.readings.append(self.of[id_])
        self.of.update({second: self.of[first] for second, first in self._same.items() if first in self.of})

    def _take(self, entity: schema.Entity) -> None:
        """Keep the forms that stand in the item; an entity whose name does not is told by its other names."""
        if entity.id in self._named or entity.id in self._same:
            self.dropped["entities"] += 1  # what refers to the id can mean but one of the two
            return
        bracketed = _BRACKETED.search(entity.name)
        acronym = entity.acronym or (bracketed[1] if bracketed else None)
        written = [entity.name, *([acronym] if acronym else []), *entity.other_names]
        thing = Named(entity.type, tidy(acronym) if acronym else None, entity.kind)
        for form in dict.fromkeys(canonical(w, person=entity.type == "Person") for w in written):
            if places := self._places(form):
                thing.forms.setdefault(self._as_written(form, places), places)
            else:
                self.dropped["names"] += 1
        if not thing.forms:
            self.dropped["entities"] += 1
            return
        name = next(iter(thing.forms))
        for id_, other in self._named.items():
            if other.type == thing.type and name == next(iter(other.forms)) and not _apart(thing, other):
                other.forms.update({f: p for f, p in thing.forms.items() if f not in other.forms})
                other.acronym = other.acronym or thing.acronym
                self._same[entity.id] = id_
                return
        self._named[entity.id] = thing

    def _places(self, form: str) -> list[Span]:
        if len(form) > LONGEST or not any(c.isalpha() for c in form):
            return []
        return [s for s in self._quotes.everywhere(form) if not _BREAK.search(s.of(self._item))]

    def _as_written(self, form: str, places: list[Span]) -> str:
        """The item's own words for a form; a headline in capitals alone tells less than the model's spelling."""
        words = [tidy(s.of(self._item)) for s in places]
        return tidy(form) if tidy(form) in words or words[0].isupper() else words[0]

    def _reading(self, thing: Named, id: str) -> EntityReading:
        name, *others = thing.forms
        acronym = thing.acronym if thing.acronym in others and thing.acronym.isupper() else None
        mentions: dict[Span, MentionReading] = {}
        for form, spans in thing.forms.items():
            for span in spans:
                sort = "name" if form == name else "acronym" if form == acronym else "short"
                sentence = self._sentences.around(span)
                mentions.setdefault(span, MentionReading(span=span, sentence=sentence, form=sort))  # type: ignore[arg-type]
        return EntityReading(
            id=id,
            type=thing.type,
            name=name,
            names=tuple(others),
            acronym=acronym,
            kind=self._kind(thing),
            mentions=tuple(m for _, m in sorted(mentions.items(), key=lambda pair: _order(pair[0]))),
        )

    def _kind(self, thing: Named) -> str | None:
        """The kind, where a name has that very word."""
        kind = tidy(thing.kind or "").lower()
        if kind and not any(kind in re.findall(r"\w+", form.lower()) for form in thing.forms):
            self.dropped["kinds"] += 1
            return None
        return kind or None


def canonical(name: str, *, person: bool = False) -> str:
    """Without a leading "the", a bracketed acronym, or quotation marks around it; a person's without "Dr" or "Sir"."""
    if person:
        first, _, rest = name.strip().partition(" ")
        return canonical(rest, person=True) if rest and first.lower() in HONORIFIC else canonical(name)
    return _THE.sub("", bare(_BRACKETED.sub("", name.strip())).strip(",;: "))


def bare(words: str) -> str:
    """With one space for any white space, without quotation marks around the whole."""
    words = tidy(words)
    quoted = _QUOTED.match(words)
    return quoted[1].strip() if quoted and quoted[1].strip() else words


def _apart(a: Named, b: Named) -> bool:
    """Whether two tellings of one name have acronyms that differ, and so are two things."""
    return bool(a.acronym and b.acronym and a.acronym != b.acronym)


def _order(span: Span) -> tuple[bool, int, int]:
    """The title first; of names that begin together the longest."""
    return (span.part != "title", span.start, -span.end)


def _without_nested(named: dict[str, Named], related: set[tuple[str, str]]) -> None:
    """Take away the places within a longer name: "China" in "Open University of China" does not tell of China.

    They stay with the whole of a unit that is called by it ("Law School of the Open University of China"), as `related`
    (part, whole) tells; and with what has no other place, such as the county that a branch is named after.
    """
    owners: dict[Span, set[str]] = {}
    for id_, thing in named.items():
        for spans in thing.forms.values():
            for span in spans:
                owners.setdefault(span, set()).add(id_)
    longer: dict[Span, Span] = {}
    last: Span | None = None  # the one that reaches farthest so far
    for span in sorted(owners, key=_order):
        if last is not None and last.part == span.part and span.end <= last.end:
            longer[span] = last
        else:
            last = span
    wholes = {id_: _wholes(id_, related) for id_ in named}
    for id_, thing in named.items():
        forms = {
            form: [s for s in spans if s not in longer or any(id_ in wholes[part] for part in owners[longer[s]])]
            for form, spans in thing.forms.items()
        }
        if any(forms.values()):
            thing.forms = forms


def _wholes(part: str, related: set[tuple[str, str]]) -> set[str]:
    """What a thing is a part of, and what that is a part of, and so on."""
    found: set[str] = set()
    new = {part}
    while new:
        new = {whole for p, whole in related if p in new} - found
        found |= new
    return found


def _without_shared(named: dict[str, Named]) -> None:
    """Of two things of one type and one name, each has places of its own: they take turns, in the order of the text."""
    owners: dict[tuple[EntityType, Span], dict[str, None]] = {}
    for id_, thing in named.items():
        for spans in thing.forms.values():
            for span in spans:
                owners.setdefault((thing.type, span), {})[id_] = None
    turns: Counter[tuple[str, ...]] = Counter()
    for (_, span), ids in sorted(owners.items(), key=lambda pair: _order(pair[0][1])):
        if len(ids) < 2:
            continue
        group = tuple(ids)
        owner = group[turns[group] % len(group)]
        turns[group] += 1
        for id_ in group:
            if id_ != owner:
                for spans in named[id_].forms.values():
                    spans[:] = [s for s in spans if s != span]
