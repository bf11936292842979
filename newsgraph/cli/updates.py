"""`newsgraph updates`: what changed the graph by SPARQL or the Graph Store Protocol, and taking it back."""

from __future__ import annotations

from pathlib import Path

import click

from newsgraph.cli.common import notice, opened, project_option
from newsgraph.store.journal import Update

_SHOWN = 72  # characters of a text in the list
_VERBS = {"put": "PUT", "post": "POST", "delete": "DELETE"}


@click.command(short_help="List updates of the graph, and take them back.")
@click.option("--show", type=int, metavar="N", help="Write the whole text of update N.")
@click.option("--undo", type=int, multiple=True, metavar="N", help="Take update N back; may be repeated.")
@click.option("--clear", is_flag=True, help="Take all updates back.")
@project_option
def updates(show: int | None, undo: tuple[int, ...], clear: bool, project: Path | None, store: str | None) -> None:
    """List the updates that were accepted (newsgraph serve --allow-updates), or take some back.

    Each is run again, in this order, whenever the graph is made anew. One that is taken back is forgotten, and the
    graph is made without it; the later ones are run as if it had never been.
    """
    from newsgraph.updating import take_back

    if (show is not None) + bool(undo) + clear > 1:
        raise click.UsageError("give one of --show, --undo, --clear")
    with opened(project, store, fresh=not (undo or clear)) as it:
        if undo or clear:
            count = take_back(it, None if clear else list(dict.fromkeys(undo)))
            click.echo(f"{count} taken back, {len(it.journal.entries())} left")
            for number, why in it.idle_updates().items():
                notice(f"update {number} waits: it cannot be run any more: {why}")
            return
        entries, idle = it.journal.entries(), it.idle_updates()
        if show is not None:
            found = next((u for u in entries if u.id == show), None)
            if found is None:
                raise click.UsageError(f"there is no update {show}")
            click.echo(_heading(found))
            click.echo(found.body.rstrip("\n"))
            return
        if not entries:
            notice("no updates")
        for update in entries:
            click.echo(f"{update.id:>4}  {update.accepted}  {_summary(update)}")
            if update.id in idle:
                click.echo(f"      waits, it cannot be run: {idle[update.id]}")


def _heading(update: Update) -> str:
    if update.kind in _VERBS:
        return f"# {_VERBS[update.kind]} {update.graph or 'the merged graph'}, {update.accepted}"
    asked = [f"using {g}" for g in update.using] + [f"using named {g}" for g in update.using_named]
    return f"# {', '.join([*asked, update.accepted])}"


def _summary(update: Update) -> str:
    if update.kind in _VERBS:
        size = f" ({update.body.count(chr(10)):,} statements)" if update.body else ""
        return f"{_VERBS[update.kind]} {update.graph or 'the merged graph'}{size}"
    text = " ".join(update.body.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


COMMANDS = (updates,)
