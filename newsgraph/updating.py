"""Updates of a project's graph: run, kept in the journal, run again in each rebuild, taken back.

An accepted update changes the graph at once; it waits while an ingest makes the graph, not while one reads news.
On a server of its own (`--store`) the graph is fetched, changed here and sent back, graph by graph where it differs.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsgraph.ontology.errors import ProjectError, StoreBusy
from newsgraph.store.binding import bind
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.journal import Update
from newsgraph.store.merging import Changes, read_update
from newsgraph.store.operations import check_dataset
from newsgraph.store.sparql import check_update

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from newsgraph.project import Project
    from newsgraph.store.applying import Replay

WAIT = 10.0  # seconds for a graph that is being made


def accept(project: Project, update: Update, *, seconds: float | None = None, wait: float = WAIT) -> Changes:
    """Run an update on the project's graph and keep it in the journal. When this returns it is on disk.

    seconds: what it may take; wait: how long to wait while another process makes the graph.
    Raises QueryError for what cannot be run, StoreTimeout, StoreBusy, ProjectError (opened for reading only).
    """
    if project.read_only:
        raise ProjectError("opened for reading only", source=str(project.path), cure="open the project for writing")
    if update.kind == "update":
        check_update(update.body, list(bind(update.body).tokens), allow_service=False)
        check_dataset(read_update(update.body, project.base), update.using, update.using_named)
    end = time.monotonic() + wait
    while True:
        try:
            return _there(project, update, seconds) if project.settings.store else _here(project, update, seconds)
        except StoreBusy:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _here(project: Project, update: Update, seconds: float | None) -> Changes:
    made = project.readings.state("graph")
    known = f" {project.journal.state()} {project.graph_version()}"

    with EmbeddedStore(project.path / "graph") as store:
        changes = store.apply(update, base=project.base, seconds=seconds, keep=lambda _: _keep(project, update))
    if made is not None and made.endswith(known):  # else the graph is behind in other ways: the next command makes it
        state = made.removesuffix(known) + f" {project.journal.state()} {project.graph_version()}"
        project.readings.set_state("graph", state)
    return changes


def _there(project: Project, update: Update, seconds: float | None) -> Changes:
    with project.writing(), project.store(write=True) as remote, tempfile.TemporaryDirectory() as folder:
        made = project.readings.state("graph")
        known = f" {project.journal.state()} remote"
        with EmbeddedStore(Path(folder) / "graph") as local:
            local.replace(remote.quads())
            changes = local.apply(
                update, base=project.base, seconds=seconds, keep=lambda _: _keep(project, update), below=True
            )
            remote.replace(local.quads())
        if made is not None and made.endswith(known):
            project.readings.set_state("graph", made.removesuffix(known) + f" {project.journal.state()} remote")
    return changes


def _keep(project: Project, update: Update) -> None:
    project.journal.add(update, datetime.now(UTC).isoformat(timespec="seconds"))


def take_back(project: Project, numbers: list[int] | None) -> int:
    """Forget updates, all where numbers is None, and make the graph without them. Raises ProjectError."""
    with project.writing():
        known = {u.id for u in project.journal.entries()} if numbers else set()
        for number in numbers or ():
            if number not in known:
                cure = "newsgraph updates lists them"
                raise ProjectError(f"there is no update {number}", source=str(project.path), cure=cure)
        removed = project.journal.remove(numbers)
        project.bring_up_to_date()
        return removed


def replace_graph(project: Project, quads: Iterable[Quad], replay: Replay) -> int:
    """Make the project's graph of these quads, and run the journal on it before it counts."""
    if not project.settings.store:
        with EmbeddedStore(project.path / "graph") as store:
            return store.replace(quads, replay=replay)
    with project.store(write=True) as remote:
        if not replay.journal.entries():
            replay.state = replay.journal.state()
            return remote.replace(quads)
        with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "graph") as local:
            local.replace(quads, replay=replay)
            return remote.replace(local.quads())
