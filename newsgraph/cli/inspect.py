"""`newsgraph stats` and `newsgraph show`: what is there."""

from __future__ import annotations

from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from newsgraph.cli.common import opened, project_option
from newsgraph.counts import graph_counts
from newsgraph.describe import Value, describe
from newsgraph.queries import look_up


@click.command(short_help="Count what the project holds.")
@project_option
def stats(project: Path | None, store: str | None) -> None:
    """Count what the project holds: items, events by type, entities by class, statements, rejects."""
    with opened(project, store) as it:
        with it.store() as graph:
            counts, quads = graph_counts(graph), graph.count()
        rejected, runs = len(it.readings.rejected()), it.readings.runs()
        base, path = it.base, it.path
    out = Console()
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, title=f"{escape(str(path))}  <{escape(base)}>", title_justify="left"
    )
    table.add_column("what")
    table.add_column("number", justify="right")
    for name, number in counts.classes:
        table.add_row(name, f"{number:,}")
    table.add_section()
    for name, number in counts.event_types:
        table.add_row(f"Event of type {name}", f"{number:,}")
    table.add_section()
    table.add_row("statements stored (graphs of items and merged)", f"{quads:,}")
    table.add_row("rejected records", f"{rejected:,}")
    table.add_row("runs", f"{len(runs):,}")
    out.print(table)
    if runs:
        out.print(f"last run {runs[-1].started} with {escape(runs[-1].extractor)}")


@click.command(short_help="Tell what the graph knows of one thing.")
@click.argument("entity")
@click.option("--quotes", type=click.IntRange(0), default=5, show_default=True, help="Show at most so many sentences.")
@project_option
def show(entity: str, quotes: int, project: Path | None, store: str | None) -> None:
    """Tell what the graph knows of ENTITY: a name, an acronym, or an IRI."""
    with opened(project, store) as it, it.store() as graph:
        about = describe(graph, look_up(graph, entity, base=it.base))
    out = Console()
    out.print(f"[bold]{escape(about.label)}[/]  [dim]{escape(', '.join(about.classes))}[/]")
    out.print(f"[dim]{escape(about.iri)}[/]", soft_wrap=True)
    if about.other_names:
        out.print(f"also: {escape('; '.join(about.other_names))}")
    for heading, facts in (("", about.facts), ("named by", about.inverse)):
        if not facts:
            continue
        if heading:
            out.print(f"\n[bold]{heading}[/]")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="cyan", no_wrap=True)
        grid.add_column()
        for prop, values in sorted(facts.items()):
            grid.add_row(prop if not heading else f"{prop} of", _listed(values))
        out.print(Padding(grid, (0, 0, 0, 2)))
    if about.quotes and quotes:
        out.print("\n[bold]told by[/]")
        for quote in about.quotes[:quotes]:
            # an item without a title is called by its first words, which the quote often is
            named = "" if quote.text.startswith(quote.item_label[:30]) else f"  [dim]— {escape(quote.item_label)}[/]"
            out.print(Padding(f"“{escape(quote.text)}”{named}", (0, 0, 0, 2)))
        if len(about.quotes) > quotes:
            out.print(f"  … and {len(about.quotes) - quotes} more (--quotes)")


def _listed(values: list[Value], most: int = 12) -> str:
    shown = "\n".join(escape(v.label) for v in values[:most])
    return shown + (f"\n… and {len(values) - most} more" if len(values) > most else "")


COMMANDS = (stats, show)
