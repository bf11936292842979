"""The Python front door: `kg = newsgraph.open("dir")`.

    kg.ingest("news/")                                  # read news
    kg.query("events-of-organisation", org="OUC")       # a saved query → Table
    kg.sparql("SELECT …")                               # free SPARQL → Table, bool or list of triples
    kg.draw("graph.html", focus="OUC")                  # a picture
    kg.why("OUC")                                       # why it is one: mentions, evidence, doubts
    kg.same("Old College", "New College")               # your decision, which nothing outranks
    kg.export("graph.ttl")                              # RDF and network files

All methods raise `NewsgraphError`s only, for what the user can cure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsgraph.ingest.model import NewsItem, Reading, Rejected
from newsgraph.project import Project, find_project
from newsgraph.report import IngestReport

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from newsgraph.counts import Counts
    from newsgraph.deciding import Standing
    from newsgraph.ingest.reader import Kind
    from newsgraph.ontology.validate import Violation
    from newsgraph.queries import SavedQuery, Table
    from newsgraph.store.base import GraphStore
    from newsgraph.viz import Drawing
    from newsgraph.why import Why


class KnowledgeGraph:
    """An opened project. Use it as a context manager, or call `close()`."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.project.close()

    # in ----------------------------------------------------------------------------------------------------------
    def ingest(
        self,
        *sources: str | os.PathLike[str],
        again: bool = False,
        kept: bool = False,
        extractor: Kind | None = None,
        **options: Any,
    ) -> IngestReport:
        """Read files, folders, patterns or addresses; `options` are those of `ReadOptions` (format, encoding …).

        extractor: "rules" or "llm", for this call; without it the settings' one. kept: read the kept items anew that
        another extractor read, or none. Items that could not be read are in the report's `unread`.
        """
        from newsgraph.ingest.sources import ReadOptions

        options.setdefault("allow_private", self.project.settings.allow_private)
        return self.project.ingest(
            [os.fspath(s) for s in sources],
            options=ReadOptions(**options),
            again=again,
            kept=kept,
            extractor=extractor,
        )

    def remove(self, *ids: str) -> int:
        """Forget items by their ids; returns how many."""
        return self.project.remove(ids)

    # what there is -----------------------------------------------------------------------------------------------
    def items(self) -> Iterator[tuple[NewsItem, Reading]]:
        """Every item with its reading, by id."""
        return self.project.readings.items()

    def rejected(self) -> list[Rejected]:
        """What was rejected, and why."""
        return self.project.readings.rejected()

    def stats(self) -> Counts:
        """Nodes by class and events by type."""
        from newsgraph.counts import graph_counts

        with self._graph() as store:
            return graph_counts(store)

    # why, and what the user decides --------------------------------------------------------------------------------
    def why(self, thing: str) -> Why:
        """Why an event or entity (a name, an IRI, or "ITEM: NAME") is what it is: what was taken for one, and why.

        Raises ParameterError where no item tells of it.
        """
        from newsgraph.why import why

        return why(self.project, thing)

    def same(self, *things: str, note: str | None = None, by: str | None = None) -> Standing:
        """Decide that two or more things are one; the graph is made anew. Raises DecisionError, ParameterError."""
        from newsgraph.deciding import decide

        return decide(self.project, "same", things, note=note, by=by)

    def different(self, *things: str, note: str | None = None, by: str | None = None) -> Standing:
        """Decide that two or more things are different; "ITEM: NAME" takes one mention out of the rest."""
        from newsgraph.deciding import decide

        return decide(self.project, "different", things, note=note, by=by)

    def decisions(self) -> list[Standing]:
        """What was decided, numbered from 1, and what becomes of it."""
        from newsgraph.deciding import standing

        self.project.refresh()
        return standing(self.project)

    def undo(self, *numbers: int) -> None:
        """Take decisions back by their numbers; the graph is as if never decided."""
        from newsgraph.deciding import undo

        undo(self.project, numbers)

    # out ---------------------------------------------------------------------------------------------------------
    def queries(self) -> dict[str, SavedQuery]:
        """The saved queries by name, the project's own among them."""
        from newsgraph.queries import catalogue

        return catalogue(self.project.own_queries)

    def query(self, name: str, /, *, min_confidence: float = 0.0, **arguments: object) -> Table:
        """Run a saved query. Arguments are names ("OUC"), IRIs, dates, numbers; underscores stand for hyphens.

        min_confidence: leave out events, entities and statements that are right with a lower probability.
        Raises QueryError for an unknown query, ParameterError for a wrong argument.
        """
        from newsgraph.queries import find, run

        saved = find(self.queries(), name)
        given = {k.rstrip("_").replace("_", "-"): str(v) for k, v in arguments.items() if v is not None}
        with self._graph(min_confidence) as store:
            return run(store, saved, given, base=self.project.base, timeout=self.project.settings.timeout or None)

    def sparql(self, text: str, *, min_confidence: float = 0.0) -> Table | bool | list[Triple]:
        """Free SPARQL: SELECT gives a Table, ASK a bool, CONSTRUCT and DESCRIBE a list of triples."""
        from newsgraph.queries import Table, free
        from newsgraph.store.base import Rows, Truth

        with self._graph(min_confidence) as store:
            answer = free(store, text, timeout=self.project.settings.timeout or None)
            if isinstance(answer, Rows):
                return Table.of(answer)
            return answer.value if isinstance(answer, Truth) else list(answer.triples)

    def draw(
        self,
        out: str | os.PathLike[str] | None = None,
        *,
        focus: str | None = None,
        hops: int = 1,
        table: Table | None = None,
        limit: int = 1500,
        title: str | None = None,
        min_confidence: float = 0.0,
    ) -> Drawing:
        """A self-contained HTML page of the graph, of what is around `focus`, or of a query's result.

        min_confidence: leave out events, entities and links that are right with a lower probability.
        Without `out` the drawing is shown in a notebook and written nowhere.
        """
        from newsgraph.queries import look_up
        from newsgraph.viz import drawing, network

        with self._graph(min_confidence) as store:
            node = look_up(store, focus, base=self.project.base) if focus else None
            graph = network(store, focus=node, hops=hops, table=table, limit=limit)
        picture = drawing(graph, title=title or (focus or "Knowledge graph"))
        if out is not None:
            Path(out).parent.mkdir(parents=True, exist_ok=True)
            picture.save(Path(out))
        return picture

    def export(
        self,
        out: str | os.PathLike[str],
        format: str | None = None,
        *,
        runs: bool = False,
        entailed: bool = False,
        min_confidence: float = 0.0,
    ) -> Path:
        """Write the graph to a file; the format follows the name's ending unless given. Returns the path.

        entailed: with what follows from the triples written out, for programs that do not reason.
        min_confidence: leave out what is right with a lower probability.
        """
        from newsgraph.formats import export_file

        with self._graph(min_confidence) as store:
            return export_file(store, Path(out), format, base=self.project.base, runs=runs, entailed=entailed)[0]

    def validate(self) -> list[Violation]:
        """Check the merged graph against the SHACL shapes; an empty list is good."""
        from pyoxigraph import DefaultGraph

        from newsgraph.ontology.validate import validate

        with self._graph() as store:
            return validate(store.quads(DefaultGraph()))

    def _graph(self, min_confidence: float = 0.0) -> GraphStore:
        self.project.refresh()
        return self.project.store(min_confidence=min_confidence)

    def __repr__(self) -> str:
        return f"<newsgraph project {str(self.project.path)!r}: {self.project.readings.count()} items>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<tr><td>{escape(c)}</td><td>{n}</td></tr>" for c, n in self.stats().classes)
        return f"<b>newsgraph</b> {escape(str(self.project.path))}<table>{rows}</table>"


def open(path: str | os.PathLike[str] | None = None, *, create: bool = True, **settings: object) -> KnowledgeGraph:
    """Open a project folder, made where there is none; `settings` as in `newsgraph.toml` (base, model, store …).

    Raises ProjectError, SettingsError.
    """
    return KnowledgeGraph(Project(find_project(path), create=create, given=settings))
