"""The one order of all documents, and a sort that spills to disk, so that an export needs little memory.

Nodes of a document: news items, events, organisations, persons, locations, programmes, posts, other nodes, then the
text's apparatus (sentences, mentions, evidence); within a kind by IRI, numbers in it by value (`#m2` before `#m10`).
"""

from __future__ import annotations

import heapq
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import IO, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from newsgraph.ontology.terms import DCTERMS, NG, OWL, RDF, RDFS, SKOS, WGS84

CHUNK = 200_000  # quads held while sorting
Key: TypeAlias = tuple[object, ...]

_KINDS: tuple[NamedNode, ...] = (
    NG.NewsItem, NG.Event, NG.Organisation, NG.Agent, NG.Person, NG.Location, NG.Programme, NG.Post,
    NG.Sentence, NG.Mention, NG.Evidence, NG.Doubt,
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}
_OTHER = _RANK[NG.Post] + 0.5

_PREDICATES: tuple[NamedNode, ...] = (
    RDF.type, SKOS.prefLabel, RDFS.label, SKOS.altLabel, NG.acronym, DCTERMS.identifier, DCTERMS.title,
    DCTERMS.issued, DCTERMS.language, DCTERMS.source, NG.eventType, NG.status, NG.startDate, NG.endDate,
    NG.notLaterThan, NG.timeText, NG.location, NG.programme, NG.organiser, NG.supporter, NG.host, NG.leader, NG.speaker,
    NG.participant, NG.donor, NG.recipient, NG.involves, NG.theme, NG.purpose, NG.celebrates, NG.subEventOf,
    NG.background, NG.kind, NG.partOf, NG.within, NG.locatedIn, NG.holds, NG.title, NG.organisation, NG.former,
    NG.geonamesId, WGS84.lat, WGS84.long, OWL.sameAs, NG.possiblySameAs, NG.nearCopyOf, NG.concerns, NG.ground,
    NG.mentionOf, NG.subject, NG.property, NG.value, NG.inItem, NG.inSentence, NG.part, NG.startOffset,
    NG.endOffset, NG.text, NG.quote, NG.form, NG.confidence, NG.mentionedIn,
)  # fmt: skip
_PREDICATE_RANK = {p.value: n for n, p in enumerate(_PREDICATES)}
_LAST = len(_PREDICATES)
_DIGITS = re.compile(r"[0-9]+")


class Kinds:
    """The kind of each node, learnt from the quads as they pass by."""

    def __init__(self) -> None:
        self._rank: dict[str, float] = {}

    def watch(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        for quad in quads:
            if quad.predicate == RDF.type and quad.object in _RANK:
                name, rank = _name(quad.subject), _RANK[quad.object]  # type: ignore[index]
                self._rank[name] = min(rank, self._rank.get(name, rank))
            yield quad

    def rank(self, name: str) -> float:
        return self._rank.get(name, _OTHER)


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


@lru_cache(maxsize=1 << 16)
def _natural(name: str) -> str:
    return _DIGITS.sub(lambda m: m[0].lstrip("0").rjust(9, "0"), name)


def _object_key(term: object) -> Key:
    if isinstance(term, NamedNode):
        return (0, _natural(term.value), term.value)
    if isinstance(term, Literal):
        return (1, term.value, term.language or "", term.datatype.value)
    return (2, str(term))


def document_order(kinds: Kinds) -> Callable[[Quad], Key]:
    """Graph, kind of the subject, subject, predicate, object. The kinds must be complete when a key is made last:
    `sort` therefore makes the keys after it has read everything."""

    def key(quad: Quad) -> Key:
        subject, predicate = _name(quad.subject), quad.predicate.value
        return (
            _name(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else "",
            kinds.rank(subject),
            _natural(subject),
            subject,
            _PREDICATE_RANK.get(predicate, _LAST),
            predicate,
            _object_key(quad.object),
        )

    return key


def line_order(quad: Quad) -> Key:
    """By the N-Triples or N-Quads line itself, as `sort` in the C locale has it."""
    return (str(quad),)


def sort(quads: Iterable[Quad], key: Callable[[Quad], Key], *, chunk: int = CHUNK) -> Iterator[Quad]:
    """The quads in order, each once. More than `chunk` go through a temporary file."""
    stream = iter(quads)
    first = list(islice(stream, chunk))
    second = list(islice(stream, 1))
    if not second:
        yield from _once(iter(sorted(first, key=key)))
        return
    with tempfile.TemporaryFile(prefix="newsgraph-sort-") as raw:
        # all are read before the first key is made, as keys may depend on what is read
        total = _dump(raw, (q for part in (first, second, stream) for q in part))
        del first
        raw.seek(0)
        yield from _once(_merge(raw, total, key, chunk))


def _dump(file: IO[bytes], quads: Iterable[Quad]) -> int:
    """As N-Quads, which pyoxigraph reads five times as fast as Python unpickles quads."""
    total = 0
    for quad in quads:
        file.write(f"{quad} .\n".encode())
        total += 1
    return total


def _load(file: IO[bytes]) -> Iterator[Quad]:
    return parse(file, format=RdfFormat.N_QUADS)


def _merge(raw: IO[bytes], total: int, key: Callable[[Quad], Key], chunk: int) -> Iterator[Quad]:
    stream = _load(raw)
    runs: list[IO[bytes]] = []
    try:
        for _ in range(0, total, chunk):
            runs.append(tempfile.TemporaryFile(prefix="newsgraph-sort-"))  # noqa: SIM115 - closed below
            _dump(runs[-1], sorted(islice(stream, chunk), key=key))
            runs[-1].seek(0)
        yield from heapq.merge(*(_load(run) for run in runs), key=key)
    finally:
        for run in runs:
            run.close()


def _once(ordered: Iterator[Quad]) -> Iterator[Quad]:
    last: Quad | None = None
    for quad in ordered:
        if quad != last:
            yield quad
        last = quad
