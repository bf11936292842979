"""What all handlers share: the project, its graph, and the limits of what one request may cost."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from starlette.concurrency import run_in_threadpool

from newsgraph.service.elsewhere import Elsewhere
from newsgraph.viz.pages import Links, Site

if TYPE_CHECKING:
    from newsgraph.project import Project
    from newsgraph.store.asking import Question
    from newsgraph.store.base import GraphStore
    from newsgraph.store.forms import Cut

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer before its bytes: its form, and what cut it short."""

    form: str
    cut: Cut | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost.

    seconds: of wall-clock time that a query may run. rows, bytes: of an answer, which is then marked as cut short.
    request: bytes of a request's body. workers: queries that run at once. services: addresses that SERVICE may ask.
    """

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 64 * 2**20
    request: int = 2**20
    workers: int = field(default_factory=lambda: (os.cpu_count() or 1) + 2)
    services: frozenset[str] = frozenset()


class Served:
    """A project that is served. root: the path below which the service answers, "/" or "/news/".

    token: what an update must bear (`Authorization: Bearer …`); None: no updates.
    """

    def __init__(
        self,
        project: Project,
        *,
        limits: Limits | None = None,
        root: str = "/",
        token: str | None = None,
        title: str = "",
    ) -> None:
        self.project = project
        self.limits = limits or Limits()
        self.token = token
        self.elsewhere = Elsewhere(project.base)
        self.site = Site(title or project.settings.title, Links(project.base, root, self.elsewhere))

    @property
    def base(self) -> str:
        return self.project.base

    async def read(self, work: Callable[[GraphStore], T]) -> T:
        """Run a function that asks the graph, off the event loop; it sees one state of the graph, the newest whole one.

        Raises what the store raises: QueryError, StoreTimeout (after `limits.seconds`), StoreError.
        """

        def run() -> T:
            with self.project.store() as store:
                self.elsewhere.refresh(store, self.version())
                return work(store)

        return await run_in_threadpool(run)

    async def ask(self, question: Question) -> tuple[Head, bytes]:
        """Answer a question of the SPARQL Protocol. Raises what the store raises."""

        def run() -> tuple[Head, bytes]:
            from pyoxigraph import Store

            from newsgraph.store.asking import ask, prefixes_for, prepare
            from newsgraph.store.forms import write_answer
            from newsgraph.store.generations import Generations

            prepared = prepare(question)
            lease = Generations(self.project.path / "graph").lease()
            store = Store.read_only(str(lease.folder)) if lease else Store()
            parts: list[bytes] = []
            answer = ask(store, question, prepared)
            cut = write_answer(answer, prepared.form, question.caps, parts.append, prefixes_for(prepared.form))
            return Head(prepared.form.name, cut), b"".join(parts)

        return await run_in_threadpool(run)

    def version(self) -> str:
        """Names the state of the graph; another after each ingest. For ETags and caches."""
        return self.project.graph_version()

    def modified(self) -> float | None:
        """When the graph that is there now was made, in seconds since 1970; None for a remote one."""
        current = self.project.path / "graph" / "CURRENT"
        return current.stat().st_mtime if not self.project.settings.store and current.exists() else None

    async def close(self) -> None:
        """Let go of everything."""
