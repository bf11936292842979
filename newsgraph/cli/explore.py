"""`newsgraph explore`: the whole graph as one page to wander in."""

from __future__ import annotations

from pathlib import Path

import click

from newsgraph.cli.common import confidence_option, notice, opened, project_option
from newsgraph.formats import whole_file


@click.command(short_help="Write the whole graph as one page to wander in.")
@click.option("--title", help="The page's title.")
@click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("explore.html"),
    show_default=True,
    help="The file to write.",
)
@confidence_option
@project_option
def explore(title: str | None, out: Path, min_confidence: float, project: Path | None, store: str | None) -> None:
    """Write the explorer: one file that needs no network, for a dozen items up to a hundred thousand nodes.

    A network that shows more as one zooms in, search, filters, a period, and what the news says of each thing. Nodes
    stand where they stood the last time; `layout.json` in the project's folder remembers where.
    """
    from newsgraph.exploring import explore as explored
    from newsgraph.viz.explore import explorer_page

    with opened(project, store) as it, it.store(min_confidence=min_confidence) as graph:
        # a part of the graph must not forget where the rest stands
        document = explored(it, graph, title=title or "", keep=min_confidence == 0)
    out.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(out) as handle:
        handle.write(explorer_page(document).encode())
    moved = f", {document.stayed} where they stood" if document.stayed else ""
    notice(f"{out}: {document.nodes} nodes, {document.edges} edges{moved}")


COMMANDS = (explore,)
