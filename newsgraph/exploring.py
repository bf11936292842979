"""The explorer of a project's graph: read, placed where it stood before, and its places kept for the next time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from newsgraph.viz.explore import Document, Layout, explorer_document
from newsgraph.viz.network import network

if TYPE_CHECKING:
    from newsgraph.project import Project
    from newsgraph.store.base import GraphStore

LAYOUT = "layout.json"  # in the project's folder; may be deleted, then everything is placed afresh

log = logging.getLogger("newsgraph")


def explore(project: Project, store: GraphStore, *, title: str = "", keep: bool = True) -> Document:
    """The explorer's document of a project's graph. keep: write where the nodes stand, unless the project is read-only.

    Raises DrawError where the graph has no node.
    """
    path = project.path / LAYOUT
    document = explorer_document(
        network(store, limit=None), base=project.base, title=title or project.settings.title, layout=Layout.load(path)
    )
    if keep and not project.read_only:
        try:
            document.layout.save(path)
        except OSError as problem:
            log.warning("where the nodes stand cannot be kept: %s", problem.strerror)
    return document
