"""`newsgraph draw`: the graph, or a part of it, as a page."""

from __future__ import annotations

from pathlib import Path

import click

from newsgraph.cli.common import confidence_option, notice, opened, project_option
from newsgraph.queries import catalogue, find, look_up, run


@click.command(short_help="Draw the graph, or a part of it, as a page.")
@click.argument("entity", required=False)
@click.option("--query", "name", metavar="NAME", help="Draw the result of a saved query.")
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of that query; may be repeated."
)
@click.option("--hops", type=click.IntRange(1, 4), default=1, show_default=True, help="How far around ENTITY.")
@click.option("--limit", type=click.IntRange(10), default=1500, show_default=True, help="Draw at most so many nodes.")
@click.option("--title", help="The page's title.")
@click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("graph.html"),
    show_default=True,
    help="The file to write.",
)
@confidence_option
@project_option
def draw(
    entity: str | None,
    name: str | None,
    params: tuple[str, ...],
    hops: int,
    limit: int,
    title: str | None,
    out: Path,
    min_confidence: float,
    project: Path | None,
    store: str | None,
) -> None:
    """Draw the whole graph, what is around ENTITY (a name or an IRI), or a saved query's result.

    The page is one file that needs no network: search, filters, details with quotes.
    """
    if entity and name:
        raise click.UsageError("give an ENTITY or a --query, not both")
    wrong = [p for p in params if "=" not in p]
    if wrong or (params and not name):
        raise click.UsageError("--param is NAME=VALUE and belongs to --query")
    from newsgraph.viz import drawing, network

    with opened(project, store) as it, it.store(min_confidence=min_confidence) as graph:
        table = None
        if name:
            saved = find(catalogue(it.own_queries), name)
            table = run(graph, saved, dict(p.split("=", 1) for p in params), base=it.base)
        focus = look_up(graph, entity, base=it.base) if entity else None
        drawn = network(graph, focus=focus, hops=hops, table=table, limit=limit)
    out.parent.mkdir(parents=True, exist_ok=True)
    drawing(drawn, title=title or entity or (name or "Knowledge graph").replace("-", " ")).save(out)
    notice(f"{out}: {drawn.number_of_nodes()} nodes, {drawn.number_of_edges()} edges")


COMMANDS = (draw,)
