"""What a person decided: that two things are the same, or that they are different. Nothing outranks it.

A decision names its things by IRI, as the graph shows them, or by item and name in the item ("the Ann Lee of item n7").
An IRI stands for all that resolution by itself takes for one under it; a name in an item for that mention alone, so
`different(<person/ann-lee>, n7 "Ann Lee")` takes n7's Ann Lee out and leaves the rest together. References by item
last longer: they hold whatever later news does to IRIs. So an IRI may carry anchors, some of the mentions that it stood
for: it then stands for the cluster where they are at home. Where later news puts the anchors of two things that are
`different` into one cluster, those of all but the first are taken out of it, together.

`same` is transitive, and what is `different` from one is so from all that are the same.

Decisions are plain records; in which order they come makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from newsgraph.ingest.model import Record
from newsgraph.ontology.errors import DecisionError

Verdict = Literal["same", "different"]


class Reference(Record, frozen=True, kw_only=True):
    """A thing: an IRI, or an item's id and a name, acronym, event label or local id ("p2", "e1") in that item.

    anchors: of an IRI, mentions that it stood for when it was written down; they outlast the IRI.
    """

    iri: str = ""
    item: str = ""
    name: str = ""
    anchors: tuple[Reference, ...] = ()

    def __str__(self) -> str:
        return f"<{self.iri}>" if self.iri else f'"{self.name}" in item {self.item}'


class Decision(Record, frozen=True, kw_only=True):
    """All of `things` (two or more) are the same; or each is different from each of the others.

    by: who decided; date: ISO 8601, when. source, line: where it is written down, for messages.
    """

    verdict: Verdict
    things: tuple[Reference, ...]
    note: str | None = None
    by: str | None = None
    date: str | None = None
    source: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        *first, last = map(str, self.things)
        pair = {"same": "is the same as", "different": "is different from"}[self.verdict]
        told = f"{first[0]} {pair} {last}" if len(first) == 1 else f"{', '.join(first)} and {last} are {self.verdict}"
        return told + (f" (line {self.line})" if self.line else "")


class Decisions:
    """All decisions of a project; `Decisions()` is none. Raises DecisionError for one that says nothing."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all = tuple(sorted(decisions, key=lambda d: (d.verdict, [str(t) for t in d.things], d.line or 0)))
        for d in self.all:
            if len(set(d.things)) < 2:
                raise DecisionError(
                    f"a decision needs two things: {d}", source=d.source, line=d.line, cure="name another, or drop it"
                )
            for t in d.things:
                if bool(t.iri) == bool(t.item and t.name):
                    raise DecisionError(
                        f"a thing is either an IRI, or an item and a name in it: {t!r}", source=d.source, line=d.line
                    )
        self.in_items: dict[str, set[Reference]] = {}
        for t in self._things():
            for x in (t, *t.anchors):
                if x.item:
                    self.in_items.setdefault(x.item, set()).add(x)
        self.iris = frozenset(t.iri for t in self._things() if t.iri)

    def __bool__(self) -> bool:
        return bool(self.all)

    def _things(self) -> Iterator[Reference]:
        for d in self.all:
            yield from d.things
