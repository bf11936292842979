"""The interface of every graph store, the shapes of its answers, and `open_store`.

A store holds a dataset as docs/architecture.md describes it: one named graph an item, the reference graph, the runs
graph, and in the default graph every triple of them (but the runs') once. `replace` is given the named graphs only and
makes the default graph itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeAlias, runtime_checkable

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

Term: TypeAlias = NamedNode | Literal | BlankNode | Triple
Row: TypeAlias = tuple[Term | None, ...]

DEFAULT_BASE = "https://example.org/newsgraph/"
RUNS_SUFFIX = "graph/runs"
REFERENCE_SUFFIX = "graph/reference"


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to SELECT: names of the columns (without `?`) and the rows, None where a variable is unbound.

    The rows come once, as they are found; an error of the store may be raised while they are read.
    """

    variables: tuple[str, ...]
    rows: Iterator[Row]

    def __iter__(self) -> Iterator[Row]:
        return self.rows


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE. The triples come once, as they are found, perhaps with repeats."""

    triples: Iterator[Triple]

    def __iter__(self) -> Iterator[Triple]:
        return self.triples


Answer: TypeAlias = Rows | Truth | Triples


@runtime_checkable
class GraphStore(Protocol):
    """What every backend can do. Usable in a `with` statement; `close` may be called twice."""

    def query(self, text: str, *, bindings: Mapping[str, Term] = {}, timeout: float | None = None) -> Answer:
        """Run a SPARQL query. `$name` in the text is a parameter and is bound from `bindings` (see binding.py).

        timeout: seconds that the store may take, None for the store's own default.
        Raises QueryError (with line and column), StoreTimeout, StoreRefused, StoreError.
        """
        ...

    def update(self, text: str) -> None:
        """Run a SPARQL update as it stands; the merged graph follows only if the update says so."""
        ...

    def replace(self, quads: Iterable[Quad]) -> int:
        """Make these quads of named graphs the whole dataset, in one step for readers. Returns how many were given."""
        ...

    def quads(self, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
        """The quads of one graph; None: of all named graphs, so `store.replace(other.quads())` copies a dataset."""
        ...

    def graph_names(self) -> Iterator[NamedNode]:
        """The named graphs that hold something."""
        ...

    def count(self) -> int:
        """How many quads the named graphs hold (the merged copy does not count)."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def is_runs(graph: object) -> bool:
    """Whether a graph is the project's log, which is neither merged nor exported unless asked for."""
    return isinstance(graph, NamedNode) and graph.value.endswith(("/" + RUNS_SUFFIX, ":" + RUNS_SUFFIX))


def is_reference(graph: object) -> bool:
    """Whether a graph holds what is known beyond any item."""
    return isinstance(graph, NamedNode) and graph.value.endswith(("/" + REFERENCE_SUFFIX, ":" + REFERENCE_SUFFIX))


def open_store(where: str | Path, **options: Any) -> GraphStore:
    """Open a folder (embedded Oxigraph) or an http(s) address of a SPARQL endpoint.

    Options go to EmbeddedStore (`timeout`, `allow_service`) or RemoteStore (`base`, `update`, `gsp`, `user`,
    `password`, `auth`, `token`, `timeout`, `retries` …).
    """
    if isinstance(where, str) and where.lower().startswith(("http://", "https://")):
        from newsgraph.store.remote import RemoteStore

        return RemoteStore(where, **options)
    from newsgraph.store.embedded import EmbeddedStore

    return EmbeddedStore(where, **options)
