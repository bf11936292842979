"""Why a node of the graph is what it is: what was taken for one, by which evidence, and what the news says of it."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from newsgraph.deciding import DECIDABLE, node_of, rows_of, telling
from newsgraph.decisions import short_thing
from newsgraph.describe import label_of, short
from newsgraph.ingest.model import NewsItem, Record
from newsgraph.ingest.resolution import Decision, Explanation, Member
from newsgraph.ontology.errors import ParameterError
from newsgraph.project import Project
from newsgraph.store.base import GraphStore


class Told(Record, frozen=True, kw_only=True):
    """What one item calls it. quote: the words; sentence: around them; start: of the quote in the sentence.

    reference: what `newsgraph same` and `different` take for this mention alone.
    """

    item: str
    title: str
    published: str | None
    name: str
    names: tuple[str, ...]
    quote: str
    sentence: str
    start: int
    reference: str


class Joined(Record, frozen=True, kw_only=True):
    """Why they were taken for one. between: of an event's pair, the two items; likeness: how alike the two are."""

    evidence: str
    words: str
    between: tuple[str, ...] = ()
    likeness: float | None = None


class Apart(Record, frozen=True, kw_only=True):
    """A node that may be the same and was kept apart."""

    iri: str
    label: str
    evidence: str
    words: str


class Decided(Record, frozen=True, kw_only=True):
    """A decision that was applied."""

    verdict: str
    things: tuple[str, ...]
    note: str | None = None
    by: str | None = None
    date: str | None = None
    line: int | None = None


class Statement(Record, frozen=True, kw_only=True):
    """What a sentence says. value: a name, a date or words; confidence: the probability that it is right."""

    property: str
    value: str
    value_iri: str | None
    confidence: float | None
    item: str
    sentence: str


class Why(Record, frozen=True, kw_only=True):
    """All that is known of how a node came about; see `newsgraph why`.

    asked: the IRI that was asked for, where it is a former one. replaces: former IRIs. names: with the number of items.
    links: IRIs of the same thing elsewhere (GeoNames, authority files).
    """

    iri: str
    label: str
    type: str
    confidence: float | None
    items: int
    asked: str | None = None
    names: dict[str, int]
    told: tuple[Told, ...] = ()
    joined: tuple[Joined, ...] = ()
    apart: tuple[Apart, ...] = ()
    decided: tuple[Decided, ...] = ()
    replaces: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


def why(project: Project, text: str) -> Why:
    """How the event or entity of a name, an IRI or "ITEM: NAME" came about. Raises ParameterError where there is none.

    It resolves all readings anew, which takes as long as that part of a rebuild.
    """
    project.refresh()
    with project.store() as store:
        node = node_of(project, store, text)
        kinds = {c for (c,) in rows_of(store, "SELECT ?c WHERE { $node a ?c }", node=node)}
        pairs = telling(project, store, node)
        found = project.resolution().why(node.value, pairs) if pairs and kinds & set(DECIDABLE) else None
        if found is None:
            raise ParameterError(
                f"{text!r} is no event or entity that an item tells of", cure="name one; newsgraph show tells the rest"
            )
        items = {item.id: item for item, _ in pairs}
        return _record(project, store, found, items, text)


def _record(project: Project, store: GraphStore, found: Explanation, items: dict[str, NewsItem], text: str) -> Why:
    node, names = NamedNode(found.iri), dict.fromkeys(found.names, 0)
    for m in found.members:
        names[m.name] += 1
    sure = rows_of(store, "SELECT ?c WHERE { $node ng:confidence ?c }", node=node)
    links = rows_of(store, "SELECT DISTINCT ?x WHERE { $node owl:sameAs|skos:closeMatch ?x }", node=node)
    replaced = {
        x.value
        for (x,) in rows_of(store, "SELECT ?x WHERE { $node dcterms:replaces ?x }", node=node)
        if isinstance(x, NamedNode)
    }
    return Why(
        iri=found.iri,
        label=found.label,
        type=found.type,
        confidence=_number(sure[0][0]) if sure else None,
        items=found.items,
        asked=text
        if text.strip("<>") in {old.removeprefix(b) for old in replaced for b in ("", project.base)}
        else None,
        names=names,
        told=tuple(_told(m, items[m.item], project.base) for m in found.members),
        joined=tuple(
            Joined(
                evidence=x.kind,
                words=f"in GeoNames it is {x.words}" if _in_geonames(x.kind, x.words) else x.words,
                between=tuple(i for i, _ in x.between),
                likeness=x.likeness,
            )
            for x in found.links
        ),
        apart=tuple(
            Apart(iri=d.iri, label=label_of(store, NamedNode(d.iri)), evidence=d.kind, words=d.words)
            for d in found.doubts
        ),
        decided=tuple(_decided(d, project.base) for d in found.decisions),
        replaces=tuple(sorted({*found.replaces, *replaced})),
        links=tuple(sorted(x.value for (x,) in links if isinstance(x, NamedNode) and x.value not in replaced)),
        statements=tuple(_statements(store, node)),
    )


def _told(member: Member, item: NewsItem, base: str) -> Told:
    # the first mention in the text: one in the title has no sentence that tells more than the title does
    mentions = sorted(member.mentions, key=lambda m: (m.span.part == "title", m.span.start))
    quote = sentence = ""
    start = 0
    if mentions:
        quote, sentence = mentions[0].span.of(item), mentions[0].sentence.of(item)
        start = mentions[0].span.start - mentions[0].sentence.start
    return Told(
        item=item.id,
        title=item.title or "",
        published=item.published,
        name=member.name,
        names=member.names,
        quote=quote,
        sentence=sentence,
        start=start,
        reference=f"{item.id}: {member.name}",
    )


def _decided(d: Decision, base: str) -> Decided:
    things = tuple(short_thing(t, base) for t in d.things)
    return Decided(verdict=d.verdict, things=things, note=d.note, by=d.by, date=d.date, line=d.line)


def _statements(store: GraphStore, node: NamedNode) -> list[Statement]:
    """The evidence of what is said of a node, the surest first within each property."""
    found = rows_of(
        store,
        """SELECT ?p ?v ?c ?id ?text WHERE {
             ?e ng:subject $node ; ng:property ?p ; ng:value ?v ; ng:inItem ?i ; ng:inSentence ?s .
             ?s ng:text ?text . ?i dcterms:identifier ?id . OPTIONAL { ?e ng:confidence ?c } }""",
        node=node,
    )
    out = []
    for p, v, c, id_, words in found:
        assert isinstance(p, NamedNode)
        assert isinstance(id_, Literal)
        assert isinstance(words, Literal)
        iri = v.value if isinstance(v, NamedNode) else None
        value = label_of(store, v) if isinstance(v, NamedNode) else v.value if isinstance(v, Literal) else ""
        out.append(
            Statement(
                property=short(p.value),
                value=value,
                value_iri=iri,
                confidence=_number(c),
                item=id_.value,
                sentence=words.value,
            )
        )
    return sorted(out, key=lambda s: (s.property, -(s.confidence or 0), s.value, s.item, s.sentence))


def _in_geonames(kind: str, words: str) -> bool:
    """Whether the reason is GeoNames' name with what it was chosen by."""
    return kind == "place" and not words.startswith('"')


def _number(term: object) -> float | None:
    return float(term.value) if isinstance(term, Literal) else None
