"""User-written authority files: Turtle, in the words of SKOS. What they say always wins.

    @prefix ng: <https://w3id.org/newsgraph#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <https://example.org/id/ouc> a ng:Organisation ; skos:prefLabel "Open University of China" ; skos:altLabel "OUC" .

Every subject with a label has one of the classes ng:Organisation, ng:Person, ng:Location, ng:Programme. Its other
triples are taken into the reference graph as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from newsgraph.ingest.model import EntityType
from newsgraph.ingest.resolution.naming import name_key
from newsgraph.ontology.errors import AuthorityError
from newsgraph.ontology.terms import NG, RDF, SKOS

_CLASSES: dict[str, EntityType] = {
    NG.Organisation.value: "Organisation",
    NG.Person.value: "Person",
    NG.Location.value: "Location",
    NG.Programme.value: "Programme",
}  # fmt: skip
_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


@dataclass(slots=True)
class Subject:
    """One subject of an authority file."""

    iri: str
    type: EntityType
    label: str
    labels: tuple[str, ...]
    part_of: tuple[str, ...] = ()
    source: str = ""
    line: int | None = None
    triples: list[ox.Triple] = field(default_factory=list)


class Authorities:
    """All authority files of a project; `Authorities()` is none."""

    def __init__(self, subjects: Iterable[Subject] = ()) -> None:
        self.subjects: dict[str, Subject] = {s.iri: s for s in sorted(subjects, key=lambda s: s.iri)}
        self._by_label: dict[tuple[EntityType, str], Subject] = {}
        for s in self.subjects.values():
            for label in s.labels:
                other = self._by_label.setdefault((s.type, name_key(label)), s)
                if other is not s and other.part_of == s.part_of:
                    raise AuthorityError(
                        f'the label "{label}" stands for two of the class {s.type}: <{other.iri}> and <{s.iri}>',
                        source=s.source,
                        line=s.line,
                        cure="give the label to one of them, or make both ng:partOf different organisations",
                    )
        self._shared = _shared_labels(self.subjects.values())

    def __bool__(self) -> bool:
        return bool(self.subjects)

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Authorities:
        """Read authority files. Raises AuthorityError with file and line."""
        subjects: dict[str, Subject] = {}
        for path in sorted(paths):
            for s in _read(path):
                known = subjects.get(s.iri)
                subjects[s.iri] = _merged(known, s) if known else s
        return cls(subjects.values())

    def find(self, type_: EntityType, name: str, parents: Iterable[str] | None = None) -> Subject | None:
        """The subject of that class that bears the name, whatever its case, accents and quotes.

        parents: IRIs of what the thing is told to be part of; a subject that is part of something else is not meant.
        """
        candidates = self._shared.get((type_, name_key(name)))
        if candidates is None:
            s = self._by_label.get((type_, name_key(name)))
            candidates = (s,) if s else ()
        up = set(parents) if parents is not None else set()
        fits = [s for s in candidates if not up or not s.part_of or up & set(s.part_of)]
        if len(fits) > 1:
            fits = [s for s in fits if up & set(s.part_of)]
        return fits[0] if len(fits) == 1 else None

    def closure(self, used: Iterable[str]) -> list[Subject]:
        """The used subjects and those that their triples lead to, in order of their IRIs."""
        todo, found = list(used), set()
        while todo:
            iri = todo.pop()
            if iri in found or iri not in self.subjects:
                continue
            found.add(iri)
            todo += [t.object.value for t in self.subjects[iri].triples if isinstance(t.object, ox.NamedNode)]
        return [self.subjects[i] for i in sorted(found)]


def _shared_labels(subjects: Iterable[Subject]) -> dict[tuple[EntityType, str], tuple[Subject, ...]]:
    bearers: dict[tuple[EntityType, str], list[Subject]] = {}
    for s in subjects:
        for k in {name_key(label) for label in s.labels}:
            bearers.setdefault((s.type, k), []).append(s)
    return {k: tuple(v) for k, v in bearers.items() if len(v) > 1}


def _read(path: Path) -> Iterator[Subject]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthorityError(f"the authority file cannot be read: {error}", source=str(path)) from error
    by_subject: dict[str, list[ox.Triple]] = {}
    try:
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode):
                by_subject.setdefault(quad.subject.value, []).append(quad.triple)
    except SyntaxError as error:
        raise AuthorityError(
            f"not valid Turtle: {error.msg}", source=str(path), line=error.lineno, cure="correct the file"
        ) from error
    for iri, triples in by_subject.items():
        subject = _subject(iri, triples, path, text)
        if subject is not None:
            yield subject


def _subject(iri: str, triples: list[ox.Triple], path: Path, text: str) -> Subject | None:
    labels = [(t.predicate, t.object) for t in triples if t.predicate in _LABELS and isinstance(t.object, ox.Literal)]
    objects = [t.object for t in triples if t.predicate == RDF.type and isinstance(t.object, ox.NamedNode)]
    types = {_CLASSES[o.value] for o in objects if o.value in _CLASSES}
    line = _line_of(text, iri, [o.value for _, o in labels])
    if not types:
        if not labels or objects:
            return None  # a scheme, a note, or facts of something that other files describe
        raise AuthorityError(
            f"<{iri}> has a label and no class",
            source=str(path),
            line=line,
            cure="add: a ng:Organisation, ng:Person, ng:Location or ng:Programme",
        )
    if len(types) > 1:
        raise AuthorityError(f"<{iri}> has several classes: {', '.join(sorted(types))}", source=str(path), line=line)
    preferred = sorted(
        (o.language not in (None, "en"), o.language or "", o.value) for p, o in labels if p == SKOS.prefLabel
    )
    if not preferred:
        raise AuthorityError(f"<{iri}> has no skos:prefLabel", source=str(path), line=line, cure="add one")
    part_of = tuple(
        sorted(t.object.value for t in triples if t.predicate == NG.partOf and isinstance(t.object, ox.NamedNode))
    )
    names = tuple(dict.fromkeys(o.value for _, o in sorted(labels, key=str)))
    return Subject(iri, types.pop(), preferred[0][2], names, part_of, str(path), line, sorted(triples, key=str))


def _line_of(text: str, iri: str, labels: Iterable[str]) -> int | None:
    """Where the subject is most likely written: the parser tells no lines of triples."""
    tail = iri.rpartition("#")[2].rpartition("/")[2]
    for sign in (f"<{iri}>", *(f'"{label}"' for label in labels), tail):
        at = text.find(sign) if sign else -1
        if at >= 0:
            return text.count("\n", 0, at) + 1
    return None


def _merged(a: Subject, b: Subject) -> Subject:
    if a.type != b.type:
        raise AuthorityError(f"<{a.iri}> is {a.type} in {a.source} and {b.type} here", source=b.source, line=b.line)
    if a.label != b.label:
        raise AuthorityError(
            f'<{a.iri}> is preferably "{a.label}" in {a.source} and "{b.label}" here', source=b.source, line=b.line
        )
    triples = sorted({*a.triples, *b.triples}, key=str)
    part_of = tuple(sorted({*a.part_of, *b.part_of}))
    return Subject(
        a.iri, a.type, a.label, tuple(dict.fromkeys((*a.labels, *b.labels))), part_of, a.source, a.line, triples
    )
