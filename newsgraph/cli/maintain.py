"""`newsgraph remove`, `newsgraph rebuild`, `newsgraph doctor`: care of a project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsgraph.cli.common import opened, project_option
from newsgraph.doctor import examine


@click.command(short_help="Forget items by their ids.")
@click.argument("ids", nargs=-1, required=True, metavar="ITEM…")
@project_option
def remove(ids: tuple[str, ...], project: Path | None, store: str | None) -> None:
    """Forget items by their ids; the graph is as if they had never been read."""
    with opened(project, store, fresh=False) as it:
        click.echo(f"{it.remove(ids)} removed, {it.readings.count()} items left")


@click.command(short_help="Make the graph anew from the readings.")
@project_option
def rebuild(project: Path | None, store: str | None) -> None:
    """Make the graph anew from the readings and authority files."""
    with opened(project, store, fresh=False) as it:
        click.echo(f"{it.rebuild(force=True):,} statements")


@click.command(short_help="Examine a project, and mend it.")
@click.option("--repair", is_flag=True, help="Mend what can be mended: make the graph anew.")
@project_option
def doctor(repair: bool, project: Path | None, store: str | None) -> None:
    """Examine a project: settings, readings, authority files, graph, extractor, gazetteer."""
    with opened(project, store, fresh=False) as it:
        findings = examine(it)
        if repair and any(f.repairable for f in findings if not f.sound):
            it.rebuild(force=True)
            findings = examine(it)
    for f in findings:
        mark = click.style("ok  ", fg="green") if f.sound else click.style("FAIL", fg="red")
        click.echo(f"{mark} {f.what}: {f.detail}")
        if not f.sound and f.cure:
            click.echo(f"     cure: {f.cure}")
    if not all(f.sound for f in findings):
        sys.exit(4)


COMMANDS = (remove, rebuild, doctor)
