"""From gathered answers to records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.terms import NG_BASE, PREFIXES
from newsgraph.queries.resource.facts import LABEL, PREF, TYPE, datatype, local, named, text_of
from newsgraph.queries.resource.gather import Gathered, Told
from newsgraph.queries.resource.questions import ROLES
from newsgraph.queries.resource.records import (
    Doubt,
    EventLine,
    Item,
    Link,
    Mark,
    PostLine,
    Quote,
    Ref,
    Statement,
    Thing,
)
from newsgraph.store.base import Term

_ALT = PREFIXES["skos"] + "altLabel"
_SAME, _CLOSE = PREFIXES["owl"] + "sameAs", PREFIXES["skos"] + "closeMatch"
_REPLACES = PREFIXES["dcterms"] + "replaces"
# told by fields of their own, or the same said twice
_NOT_STATEMENTS = {
    TYPE, LABEL, PREF, _ALT, _SAME, _CLOSE, _REPLACES, "mentionedIn", "involves", "acronym", "kind", "confidence",
    "possiblySameAs", "holds",
}  # fmt: skip
_NOT_LINKS = {
    *ROLES,
    "location",
    "programme",
    "holds",
    "organisation",
    "possiblySameAs",
    "concerns",
    "mentionedIn",
    "eventType",
    "status",
}
PARTNERS = 12  # that are listed
_ORDER = (
    "eventType", "status", "startDate", "endDate", "notLaterThan", "timeText", "location", *ROLES, "programme", "theme",
    "purpose", "celebrates", "subEventOf", "partOf", "locatedIn", "within", "title", "organisation", "former",
)  # fmt: skip


def assemble(g: Gathered) -> Thing:
    """The records of a thing."""
    f, iri = g.around, g.iri
    quotes = _Quotes(g)
    years = Counter(max(s)[:4] for e in _event_links(g) if (s := g.pointing.starts.get(e)))
    label = f.label(iri)
    return Thing(
        iri=iri,
        cls=g.cls,
        label=f.item(iri).title if g.cls == "NewsItem" else label,
        classes=f.classes(iri),
        names=_names(g, label),
        acronyms=f.texts(iri, "acronym"),
        kinds=f.texts(iri, "kind"),
        confidence=f.number(iri, "confidence"),
        statements=_statements(g, quotes),
        incoming=_incoming(g, quotes),
        events=tuple(_line(g, e) for e in (g.shown if g.cls != "NewsItem" else _told_events(g))),
        page=g.page,
        years=tuple(sorted(years.items())),
        posts=_posts(g, quotes),
        partners=_partners(g),
        items=_items(g),
        items_total=g.items,
        quotes=quotes.telling(),
        entities=_entities(g),
        doubts=_doubts(g),
        possibly_same=_possibly_same(g),
        same_as=tuple(sorted({*f.texts(iri, _SAME), *f.texts(iri, _CLOSE), *_pointing(g, _SAME)})),
        replaces=f.texts(iri, _REPLACES),
        closest=_closest(g),
    )


class _Quotes:
    """Sentences as quotes, by what they are quoted for."""

    def __init__(self, g: Gathered) -> None:
        self.g = g
        self.by: dict[tuple[str, str, Term], list[Told]] = defaultdict(list)
        self.told_in: dict[str, list[Told]] = defaultdict(list)
        for t in g.told:
            self.told_in[t.sentence].append(t)
            if t.subject and t.property and t.value is not None:
                self.by[t.subject, t.property, _key(t.value)].append(t)

    def of(self, subject: str, prop: str, value: Term) -> tuple[Quote, ...]:
        """The sentences that say this, the surest first, each once."""
        best: dict[str, Told] = {}
        for t in self.by.get((subject, prop, _key(value)), ()):
            if t.sentence not in best or (t.sure or 0) > (best[t.sentence].sure or 0):
                best[t.sentence] = t
        quotes = [self._quote(t.sentence, t.item, t.sure) for t in best.values()]
        return tuple(
            sorted(quotes, key=lambda q: (-(q.confidence or 0), q.item.date or "", q.item.iri, q.part, q.start))
        )

    def telling(self) -> tuple[Quote, ...]:
        """Of a news item its sentences in order; of another thing those that speak of it, of the newest items first."""
        if self.g.cls == "NewsItem":
            found = {t.sentence: t for t in self.g.told}
        elif self.g.cls == "Event":
            found = {t.sentence: t for t in self.g.told if t.subject in (None, self.g.iri)}
        else:
            found = {t.sentence: t for t in self.g.told if t.property is None}
        quotes = [self._quote(t.sentence, t.item, None) for t in found.values()]
        quotes.sort(key=lambda q: (q.item.iri, q.part == "text", q.start))
        quotes.sort(key=lambda q: q.item.date or "", reverse=True)
        return tuple(quotes)

    def _quote(self, sentence: str, item: str, sure: float | None) -> Quote:
        f = self.g.around
        start = f.integer(sentence, "startOffset")
        text = f.first(sentence, "text") or ""
        part = f.first(sentence, "part") or "text"
        marks = self._marks(sentence, start, len(text))
        marked = {m.iri for m in marks}
        rests = {t.evidence for t in self.told_in[sentence] if t.evidence} | self.g.mentions.get(
            sentence, set()
        ) - marked
        of = f.item(item)
        return Quote(
            sentence, text, of, part, start, f.integer(sentence, "endOffset"), marks, tuple(sorted(rests)), sure
        )

    def _marks(self, sentence: str, start: int, length: int) -> tuple[Mark, ...]:
        """Mentions in the sentence, the longest where one lies within another, but the page's own thing always."""
        f, found = self.g.around, []
        for m in self.g.mentions.get(sentence, ()):
            a, b = f.integer(m, "startOffset") - start, f.integer(m, "endOffset") - start
            if 0 <= a < b <= length:
                things = [t.value for t in named(f.values(m, "mentionOf"))]
                found += [(iri != self.g.iri, a - b, a, b, iri, m) for iri in things]
        taken: list[Mark] = []
        for _, _, a, b, of, m in sorted(found):
            if all(b <= t.start or a >= t.end for t in taken):
                taken.append(Mark(a, b, f.ref(of), m))
        return tuple(sorted(taken, key=lambda m: m.start))


def _key(value: Term) -> Term:
    """Literals are compared by their text: Virtuoso gives "2024-07" back with another datatype."""
    return Literal(value.value) if isinstance(value, Literal) else value


def _names(g: Gathered, label: str) -> tuple[tuple[str, str], ...]:
    """Other names: (name, language)."""
    found = {
        (v.value, v.language or "")
        for prop in (PREF, LABEL, _ALT)
        for v in g.around.values(g.iri, prop)
        if isinstance(v, Literal)
    }
    told_with_language = {n for n, language in found if language}
    acronyms = set(g.around.texts(g.iri, "acronym"))
    kept = {(n, k) for n, k in found if n != label and n not in acronyms and (k or n not in told_with_language)}
    return tuple(sorted(kept))


def _statements(g: Gathered, quotes: _Quotes) -> tuple[Statement, ...]:
    f, made = g.around, []
    for prop, values in f.of[g.iri].items():
        if prop in _NOT_STATEMENTS:
            continue
        for v in values:
            said = quotes.of(g.iri, prop, v)
            sure = max((c for q in said if (c := q.confidence) is not None), default=None)
            if isinstance(v, NamedNode):
                ref = f.ref(v.value) if v.value in f.of or v.value.startswith(NG_BASE) else Ref(v.value, v.value)
                made.append(Statement(prop, ref.label, ref, quotes=said, confidence=sure))
            elif isinstance(v, Literal):
                made.append(Statement(prop, v.value, None, datatype(v), v.language or "", said, sure))
    rank = {p: n for n, p in enumerate(_ORDER)}
    return tuple(sorted(made, key=lambda s: (rank.get(s.property, 99), s.property, s.text.casefold(), s.text)))


def _incoming(g: Gathered, quotes: _Quotes) -> tuple[Link, ...]:
    f, node = g.around, NamedNode(g.iri)
    found = [
        Link(p, f.ref(s), quotes.of(s, p, node))
        for p, s, via in g.pointing.links
        if via is None and p not in _NOT_LINKS and s in f.of
    ]
    return tuple(sorted(found, key=lambda k: (k.property, k.other.label.casefold(), k.other.iri)))


def _event_links(g: Gathered) -> set[str]:
    return {s for _, s, _ in g.pointing.links if s in g.pointing.starts}


def _told_events(g: Gathered) -> list[str]:
    """The events that a news item tells of, in the order of their dates."""
    found = {s for p, s, _ in g.pointing.links if p == "mentionedIn" and g.around.cls(s) == "Event"}
    return sorted(found, key=lambda s: (g.around.first(s, "startDate") or "~", s))


def _entities(g: Gathered) -> tuple[Ref, ...]:
    found = [g.around.ref(s) for p, s, _ in g.pointing.links if p == "mentionedIn"]
    order = ("Organisation", "Person", "Location", "Programme")
    return tuple(
        sorted((r for r in found if r.cls in order), key=lambda r: (order.index(r.cls), r.label.casefold(), r.iri))
    )


def _line(g: Gathered, event: str) -> EventLine:
    f = g.around
    mine = g.pointing.by_start[event]
    others = [(role, r) for role in ROLES for r in f.refs(event, role) if r.iri != g.iri]
    return EventLine(
        ref=f.ref(event),
        starts=f.texts(event, "startDate"),
        ends=f.texts(event, "endDate"),
        not_later=f.texts(event, "notLaterThan"),
        types=f.names(event, "eventType"),
        statuses=f.names(event, "status"),
        places=f.refs(event, "location"),
        as_=tuple(sorted({p for p, _ in mine if p in ROLES}, key=ROLES.index)),
        via=tuple(f.ref(v) for v in sorted({v for _, v in mine if v}) if not any(v is None for _, v in mine)),
        others=tuple(others),
        background=f.first(event, "background") in ("true", "1"),
        confidence=f.number(event, "confidence"),
    )


def _posts(g: Gathered, quotes: _Quotes) -> tuple[PostLine, ...]:
    """A person's posts, or those at an organisation; at a post, those who hold it."""
    f, iri = g.around, g.iri
    holders: dict[str, set[str]] = defaultdict(set)
    if g.cls == "Person":
        for held in named(f.values(iri, "holds")):
            holders[held.value].add(iri)
    elif g.cls == "Post":
        holders[iri] |= {s for p, s, _ in g.pointing.links if p == "holds"}
    else:
        for p, s, via in g.pointing.links:
            if p == "holds" and via:
                holders[via].add(s)
            elif p == "organisation":
                holders.setdefault(s, set())
    lines = []
    for post, people in holders.items():
        if post not in f.of:
            continue
        told = [q for p in people for q in quotes.of(p, "holds", NamedNode(post))]
        told += [q for o in named(f.values(post, "organisation")) for q in quotes.of(post, "organisation", o)]
        lines.append(
            PostLine(
                f.ref(post),
                f.first(post, "title") or f.label(post),
                tuple(sorted((f.ref(p) for p in people), key=lambda r: (r.label, r.iri))),
                f.refs(post, "organisation"),
                f.first(post, "former") in ("true", "1"),
                _once(told),
            )
        )
    return tuple(sorted(lines, key=lambda p: (p.former, [r.label for r in p.people], p.title, p.post.iri)))


def _once(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    best: dict[str, Quote] = {}
    for q in quotes:
        if q.iri not in best or (q.confidence or 0) > (best[q.iri].confidence or 0):
            best[q.iri] = q
    return tuple(best.values())


def _items(g: Gathered) -> tuple[Item, ...]:
    found = [g.around.item(i.value) for i in named(g.own.values(g.iri, "mentionedIn"))]
    return tuple(sorted(found, key=lambda i: i.date or "", reverse=True))


def _doubts(g: Gathered) -> tuple[Doubt, ...]:
    f = g.around
    found = [s for p, s, _ in g.pointing.links if p == "concerns"]
    return tuple(
        Doubt(d, f.label(d), f.first(d, "ground") or "", tuple(r for r in f.refs(d, "concerns") if r.iri != g.iri))
        for d in found
    )


def _closest(g: Gathered) -> tuple[Ref, ...]:
    f = g.around
    kept: list[Ref] = []
    for inner, up in (("within", "within"), ("partOf", "partOf"), ("locatedIn", "within")):
        refs = f.refs(g.iri, inner)
        kept += [r for r in refs if not any(r.iri in f.texts(o.iri, up) for o in refs if o != r)]
    return tuple(dict.fromkeys(kept))


def _partners(g: Gathered) -> tuple[tuple[Ref, int], ...]:
    """Who has part in the most events with it, but for its own units and what it is a unit of."""
    own = {s for p, s, _ in g.pointing.links if p == "partOf"} | {via for _, _, via in g.pointing.links if via}
    own.update(g.around.texts(g.iri, "partOf"))
    found = [(g.around.ref(p), n) for p, n in g.pointing.partners.items() if p not in own]
    return tuple(sorted(found, key=lambda x: (-x[1], x[0].label.casefold(), x[0].iri))[:PARTNERS])


def _possibly_same(g: Gathered) -> tuple[Ref, ...]:
    iris = {v.value for v in named(g.own.values(g.iri, "possiblySameAs"))} | _pointing(g, "possiblySameAs")
    return tuple(sorted((g.around.ref(i) for i in iris if i != g.iri), key=lambda r: (r.label.casefold(), r.iri)))


def _pointing(g: Gathered, prop: str) -> set[str]:
    return {s for p, s, _ in g.pointing.links if p == prop}


__all__ = ["assemble", "local", "text_of"]
