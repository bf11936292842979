"""Read what a picture tells of its nodes: labels, dates, posts, and quotes with their items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode

from newsgraph.ontology.terms import NG_BASE
from newsgraph.viz import sparql
from newsgraph.viz.records import Node, Post, Quote
from newsgraph.viz.select import Candidate

QUOTES = 4  # quotes a node, of its latest items: the panel shows these and the number of all items
SENTENCE = 600  # characters of a sentence that a page carries

_GENERAL = ("Activity", "Ceremony", "Meeting")  # where items see an event in several ways, the other way tells more

Ask = Callable[[str], Iterator[Sequence[object]]]
T = TypeVar("T")
Properties = dict[str, list[str]]  # local name of a property → its values


@dataclass(frozen=True, slots=True)
class _Item:
    title: str = ""
    url: str = ""
    date: str = ""


def read_nodes(chosen: Iterable[Candidate], *, ask: Ask, batch: int) -> dict[str, Node]:
    """A `Node` for every candidate, in the order given. `ask` runs a SELECT and gives its rows."""
    candidates = list(chosen)
    iris = [NamedNode(candidate.iri) for candidate in candidates]
    properties = _properties(iris, ask, batch)
    quotes = _quotes(iris, ask, batch)
    posts = _posts(candidates, ask, batch)
    return {c.iri: _node(c, properties[c.iri], posts.get(c.iri, ()), quotes.get(c.iri, ())) for c in candidates}


def _node(candidate: Candidate, of: Properties, posts: tuple[Post, ...], quotes: tuple[Quote, ...]) -> Node:
    label = _label(candidate.iri, of)
    names = [
        name for name in (*of.get("altLabel", ()), *of.get("label", ()), *of.get("prefLabel", ())) if name != label
    ]
    types = tuple(sorted((_last_part(value) for value in of.get("eventType", ())), key=lambda t: (t in _GENERAL, t)))
    return Node(
        iri=candidate.iri,
        cls=candidate.cls,
        label=label,
        items=candidate.items,
        names=tuple(dict.fromkeys(names)),
        acronym=_first(of, "acronym"),
        kind=_first(of, "kind"),
        event_type=types[0] if types else "",
        event_types=types,
        start=_first(of, "startDate"),
        end=_first(of, "endDate"),
        time_text=_first(of, "timeText"),
        status=_last_part(_first(of, "status")).lower(),
        background=_first(of, "background") in ("true", "1"),
        theme=_first(of, "theme"),
        purpose=_first(of, "purpose"),
        celebrates=_first(of, "celebrates"),
        confidence=_number(_first(of, "confidence")),
        lat=_number(_first(of, "lat")),
        long=_number(_first(of, "long")),
        posts=posts,
        quotes=quotes,
    )


def _properties(iris: Sequence[NamedNode], ask: Ask, batch: int) -> Mapping[str, Properties]:
    """Sorted values of every property of every node: where items differ, the first in that order is taken."""
    found: dict[str, Properties] = defaultdict(dict)
    for part in _parts(iris, batch):
        for node, predicate, value in ask(sparql.among(sparql.DETAILS, part)):
            values = found[_text(node)].setdefault(_last_part(_text(predicate)), [])
            if (text := _text(value)) not in values:
                values.append(text)
    for properties in found.values():
        for values in properties.values():
            values.sort()
    return found


def _posts(candidates: Iterable[Candidate], ask: Ask, batch: int) -> dict[str, tuple[Post, ...]]:
    rows = []
    people = [NamedNode(candidate.iri) for candidate in candidates if candidate.cls == "Person"]
    for part in _parts(people, batch):
        rows += [tuple(map(_text, row)) for row in ask(sparql.among(sparql.POSTS_OF, part))]
    organisations = [NamedNode(iri) for iri in sorted({row[1] for row in rows if row[1]})]
    labels = _properties(organisations, ask, batch)
    found: dict[str, set[Post]] = defaultdict(set)
    for person, organisation, title, former in rows:
        name = _label(organisation, labels[organisation]) if organisation else ""
        found[person].add(Post(title, name, former in ("true", "1")))
    order = {
        person: sorted(posts, key=lambda p: (p.former, p.organisation, p.title)) for person, posts in found.items()
    }
    return {person: tuple(posts) for person, posts in order.items()}


def _quotes(iris: Sequence[NamedNode], ask: Ask, batch: int) -> dict[str, tuple[Quote, ...]]:
    """One quote an item, of the latest items of each node: its first mention in the text."""
    latest: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for part in _parts(iris, batch):
        for node, item, date in ask(sparql.among(sparql.ITEMS_OF, part)):
            latest[_text(node)].add((_text(date), _text(item)))
    pairs = [
        (NamedNode(node), NamedNode(item))
        for node, dated in sorted(latest.items())
        for _, item in sorted(dated, reverse=True)[:QUOTES]
    ]
    items = _items({item for _, item in pairs}, ask, batch)
    first: dict[tuple[str, str], tuple[bool, int, str, str]] = {}
    for some in _parts(pairs, batch):
        for node, item, words, start, where, sentence in ask(sparql.among_pairs(sparql.MENTIONS, some)):
            key = (_text(node), _text(item))
            # a mention in the title has no sentence that tells more than the title does
            mention = (_text(where) == "title", int(_text(start) or 0), _text(words), _text(sentence))
            first[key] = min(first.get(key, mention), mention)
    found: dict[str, list[Quote]] = defaultdict(list)
    for subject, source in pairs:
        mentioned = first.get((subject.value, source.value))
        if mentioned is not None:
            about = items[source.value]
            sentence = _shorten(mentioned[3])
            found[subject.value].append(Quote(mentioned[2], sentence, source.value, about.title, about.url, about.date))
    return {node: tuple(quotes) for node, quotes in found.items()}


def _items(items: Iterable[NamedNode], ask: Ask, batch: int) -> dict[str, _Item]:
    ordered = sorted(items, key=lambda item: item.value)
    found = {item.value: _Item(_last_part(item.value)) for item in ordered}
    for part in _parts(ordered, batch):
        for row in sorted(tuple(map(_text, row)) for row in ask(sparql.among(sparql.ITEMS, part))):
            item, title, label, url, date = row
            found[item] = _Item(title or label or found[item].title, url or found[item].url, date or found[item].date)
    return found


def _parts(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def _text(term: object) -> str:
    return term.value if isinstance(term, (NamedNode, Literal, BlankNode)) else ""


def _label(iri: str, of: Properties) -> str:
    return (of.get("prefLabel") or of.get("label") or [_last_part(iri)])[0]


def _first(of: Properties, name: str) -> str:
    values = of.get(name)
    return values[0] if values else ""


def _last_part(iri: str) -> str:
    """The last segment of an IRI: a term's local name, or an identifier where no label is known."""
    return iri.removeprefix(NG_BASE).rstrip("/").rpartition("/")[2].rpartition("#")[2]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _shorten(sentence: str) -> str:
    return sentence if len(sentence) <= SENTENCE else sentence[: SENTENCE - 1].rstrip() + "…"
