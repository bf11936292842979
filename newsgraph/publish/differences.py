"""What changed between two releases of a graph: added, removed and changed facts, for people and as RDF Patch."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from newsgraph.ontology.errors import NewsgraphError, UnreadableSource
from newsgraph.ontology.terms import NG, RDF, RDFS, SKOS
from newsgraph.queries.table import cell
from newsgraph.store.formats.order import line_order, sort

# the apparatus of the text: counted, not listed, in the readable form
APPARATUS = frozenset({NG.Mention, NG.Sentence, NG.Evidence})
_FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML, ".jsonld": RdfFormat.JSON_LD,
}  # fmt: skip
Term: TypeAlias = object


@dataclass(frozen=True, slots=True)
class Fact:
    """One difference. old is None for what is added, new for what is removed; both are there for what is changed."""

    subject: Term
    property: NamedNode
    old: Term | None
    new: Term | None


@dataclass(frozen=True, slots=True)
class Differences:
    """added, removed: triples, each sorted by their N-Triples line. names: of all things of both graphs."""

    added: list[Triple]
    removed: list[Triple]
    names: dict[object, str]
    apparatus: frozenset[object]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    def facts(self) -> Iterator[tuple[Term, list[Fact]]]:
        """The differences a thing, without the apparatus of the text. One value for one other is a change."""
        tagged = [(t, False) for t in self.removed] + [(t, True) for t in self.added]
        shown = [(t, new) for t, new in tagged if t.subject not in self.apparatus]
        shown.sort(key=lambda x: (str(x[0].subject), x[0].predicate.value, x[1], str(x[0].object)))
        for subject, of_subject in groupby(shown, key=lambda x: x[0].subject):
            facts: list[Fact] = []
            for predicate, group in groupby(of_subject, key=lambda x: x[0].predicate):
                pairs = list(group)
                old = [t.object for t, new in pairs if not new]
                new = [t.object for t, new in pairs if new]
                if len(old) == len(new) == 1:
                    facts.append(Fact(subject, predicate, old[0], new[0]))
                    continue
                facts += [Fact(subject, predicate, o, None) for o in old]
                facts += [Fact(subject, predicate, None, n) for n in new]
            yield subject, facts


def compare(before: Iterable[Quad], after: Iterable[Quad]) -> Differences:
    """Compare two graphs as merged graphs, whatever the graphs their quads are in. Large ones are sorted on disk."""
    names: dict[object, tuple[int, str]] = {}  # the new graph's name counts, and in it the preferred one
    apparatus: set[object] = set()

    def noted(quads: Iterable[Quad], older: int) -> Iterator[Quad]:
        for q in quads:
            if q.predicate in (RDFS.label, SKOS.prefLabel) and isinstance(q.object, Literal):
                found = (older + (q.predicate == RDFS.label), q.object.value)
                names[q.subject] = min(names.get(q.subject, found), found)
            elif q.predicate == RDF.type and q.object in APPARATUS:
                apparatus.add(q.subject)
            yield Quad(q.subject, q.predicate, q.object, DefaultGraph())

    added: list[Triple] = []
    removed: list[Triple] = []
    old, new = (sort(noted(quads, older), line_order) for quads, older in ((before, 2), (after, 0)))
    a, b = next(old, None), next(new, None)
    while a is not None or b is not None:
        if b is None or (a is not None and str(a) < str(b)):
            removed.append(cast(Quad, a).triple)
            a = next(old, None)
        elif a is None or str(b) < str(a):
            added.append(b.triple)
            b = next(new, None)
        else:
            a, b = next(old, None), next(new, None)
    return Differences(added, removed, {thing: name for thing, (_, name) in names.items()}, frozenset(apparatus))


def read_rdf(path: Path) -> Iterator[Quad]:
    """The quads of a file, compressed (.gz) or not. Raises UnreadableSource with file and cure."""
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    form = _FORMATS.get(plain.suffix.lower())
    if form is None:
        raise UnreadableSource(
            f"no RDF format is known for {plain.suffix or 'a name without ending'!r}",
            source=str(path),
            cure=f"end the name in {', '.join(_FORMATS)}, or those with .gz",
        )
    try:
        with _opened(path) as handle:
            yield from parse(handle, format=form)
    except SyntaxError as e:
        raise UnreadableSource(f"not valid RDF: {e.msg}", source=str(path), line=e.lineno) from e
    except (OSError, EOFError) as e:
        raise UnreadableSource(f"cannot be read: {e}", source=str(path)) from e


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as raw:
        if path.suffix == ".gz":
            with gzip.GzipFile(fileobj=raw) as packed:
                yield cast(BinaryIO, packed)
        else:
            yield raw


def write_patch(differences: Differences, out: BinaryIO) -> None:
    """As RDF Patch (Apache Jena's format): one transaction, deletions before additions, each sorted."""
    out.write(b"TX .\n")
    for letter, triples in ((b"D", differences.removed), (b"A", differences.added)):
        for triple in triples:
            out.write(letter + b" " + str(triple).encode() + b" .\n")
    out.write(b"TC .\n")


def readable(differences: Differences) -> Iterator[str]:
    """Lines for people: things by name, `+` added, `-` removed, `~` changed."""
    hidden = sum(t.subject in differences.apparatus for t in (*differences.added, *differences.removed))
    for subject, facts in differences.facts():
        name = differences.names.get(subject)
        iri = cell(cast(NamedNode, subject))
        yield f"{cell(Literal(name))} <{iri}>" if name else f"<{iri}>"
        for fact in facts:
            words = cell(fact.property)
            if fact.old is not None and fact.new is not None:
                yield f"  ~ {words}: {_said(differences, fact.old)} → {_said(differences, fact.new)}"
            elif fact.new is not None:
                yield f"  + {words}: {_said(differences, fact.new)}"
            else:
                yield f"  - {words}: {_said(differences, fact.old)}"
    counts = f"{len(differences.added):,} added, {len(differences.removed):,} removed"
    yield f"{counts} ({hidden:,} of them in sentences, mentions and evidence)" if hidden else counts


def _said(differences: Differences, term: Term) -> str:
    if isinstance(term, NamedNode):
        name = differences.names.get(term)
        return f"{cell(Literal(name))} <{cell(term)}>" if name else cell(term)
    return f'"{cell(cast(Literal, term))}"'


def refuse_missing(path: Path) -> None:
    """Raises NewsgraphError where there is nothing."""
    if not path.exists():
        raise NewsgraphError("there is no such file or folder", source=str(path))
