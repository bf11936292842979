"""Which IRIs of other people's have a page here: kept, and asked for anew when the graph is another one."""

from __future__ import annotations

from newsgraph.queries.resource import elsewhere
from newsgraph.store.base import GraphStore


class Elsewhere:
    """What `Links.elsewhere` asks. Threads may refresh it at the same time: the set is swapped whole."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._iris: frozenset[str] = frozenset()
        self._version: str | None = None

    def __contains__(self, iri: object) -> bool:
        return iri in self._iris

    def refresh(self, store: GraphStore, version: str) -> None:
        """Read the IRIs of the graph's state that `version` names, unless they are those already known."""
        if version != self._version:
            self._iris = elsewhere(store, self.base)
            self._version = version
