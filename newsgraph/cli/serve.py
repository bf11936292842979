"""`newsgraph serve`: SPARQL, saved queries, pages and search over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from newsgraph.cli.common import notice, opened, project_option


@click.command(short_help="Serve the graph: SPARQL, saved queries, pages, search.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port.")
@click.option("--root", default="/", show_default=True, metavar="PATH", help="The path below which a proxy shows it.")
@click.option("--title", help="The site's name [default: the project's setting].")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds that a query may run."
)
@project_option
def serve(
    host: str, port: int, root: str, title: str | None, timeout: float, project: Path | None, store: str | None
) -> None:
    """Serve the graph of a project over HTTP until interrupted."""
    from newsgraph.service import Limits, Served
    from newsgraph.service import serve as run

    with opened(project, store) as it:
        served = Served(
            it, limits=Limits(seconds=timeout), root=f"/{root.strip('/')}/".replace("//", "/"), title=title or ""
        )
        notice(f"http://{host}:{port}/  (Ctrl-C ends it)")
        run(served, host=host, port=port)


COMMANDS = (serve,)
