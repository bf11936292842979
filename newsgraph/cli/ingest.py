"""`newsgraph ingest` and `newsgraph rejected`: news in, and what would not come in."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from newsgraph.cli.common import F, Manner, notice, opened, project_option, tell_idle
from newsgraph.ingest.gazetteer.index import index_path
from newsgraph.ingest.reader import KINDS, Kind
from newsgraph.ingest.sources import FORMATS, ReadOptions, read_sources
from newsgraph.project import READINGS, Project, find_project
from newsgraph.report import IngestReport

# bytes of a source up to which its items are counted beforehand
COUNT_AT_MOST = 200_000_000
UNREAD_SHOWN = 20  # of the items that could not be read


def reading_options(f: F) -> F:
    """How sources are to be read."""
    f = click.option(
        "--day-first/--month-first", default=None, help="How to read dates such as 03/04/2024 [default: not at all]."
    )(f)
    f = click.option("--encoding", help="Character encoding of the sources [default: found out].")(f)
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), help="Read every source as this, whatever its name says."
    )(f)


@click.command(short_help="Read news into a project.")
@click.argument("sources", nargs=-1, metavar="SOURCE…")
@project_option
@click.option("--base", metavar="IRI", help="What the project's IRIs begin with; set when the project is made.")
@click.option(
    "--extractor",
    type=click.Choice(KINDS),
    help="What reads: our rules, or a language model (docs/llm.md) [default: the project's setting].",
)
@click.option("--model", help="spaCy pipeline: a package or a folder.")
@click.option("--workers", type=click.IntRange(0), help="Processes that read [default: one a core].")
@reading_options
@click.option("--allow-private", is_flag=True, default=None, help="Fetch from private network addresses, too.")
@click.option("--again", is_flag=True, help="Read items anew even where nothing changed.")
@click.option("--kept", is_flag=True, help="Read kept items that another extractor or version read, or none.")
@click.pass_obj
def ingest(
    manner: Manner,
    sources: tuple[str, ...],
    project: Path | None,
    store: str | None,
    base: str | None,
    extractor: Kind | None,
    model: str | None,
    workers: int | None,
    format_: str | None,
    encoding: str | None,
    day_first: bool | None,
    allow_private: bool | None,
    again: bool,
    kept: bool,
) -> None:
    """Read news from SOURCE… into the project and bring its graph up to date.

    A SOURCE is a file, a folder, a pattern, an http(s) address, or - for standard input: plain text
    (items separated by blank lines), Markdown, HTML (an article or a listing), RSS, Atom, JSON
    Lines or CSV. The same source may be ingested again: what is known is skipped, what changed is
    replaced. With --kept no SOURCE is needed: the project has the items' texts.
    """
    if not sources and not kept:
        raise click.UsageError("Missing argument 'SOURCE…'.")
    given = {"base": base, "model": model, "workers": workers, "store": store, "allow_private": allow_private}
    if extractor and not (find_project(project) / READINGS).exists():
        given["extractor"] = extractor  # a new project keeps the choice
    it = Project(find_project(project), create=True, given=given)
    try:
        if base is not None and it.base != base:
            raise click.UsageError(f"this project's base is {it.base}; change it in {it.path / 'newsgraph.toml'}")
        options = ReadOptions(
            format=format_, encoding=encoding, day_first=day_first, allow_private=it.settings.allow_private
        )
        if not index_path().exists():
            notice("making the gazetteer's index (once, some 20 seconds)")
        with Teller(manner) as tell:
            tell.expect(sources, options)
            report = it.ingest(
                sources, options=options, progress=tell, again=again, all_cores=True, kept=kept, extractor=extractor
            )
        if not manner.quiet:
            summary(it, report)
    finally:
        it.close()
    if report.rejected or report.unread:
        sys.exit(3)


@click.command(short_help="List what was rejected and why, or retry it.")
@project_option
@click.option("--retry", is_flag=True, help="Read the sources of the rejected records again.")
@reading_options
@click.pass_obj
def rejected(
    manner: Manner,
    project: Path | None,
    store: str | None,
    retry: bool,
    format_: str | None,
    encoding: str | None,
    day_first: bool | None,
) -> None:
    """List what was rejected, why, and how to cure it; --retry reads it again."""
    with opened(project, store, fresh=False) as it:
        if retry:
            with Teller(manner) as tell:
                options = ReadOptions(
                    format=format_, encoding=encoding, day_first=day_first, allow_private=it.settings.allow_private
                )
                report = it.retry(options=options, progress=tell, all_cores=True)
            if not manner.quiet:
                summary(it, report)
        kept = it.readings.rejected()
        if not kept:
            click.echo("nothing is rejected")
        elif not retry:
            for r in kept:
                click.echo(f"{r.source}{f':{r.line}' if r.line else ''}: {r.why}\n  cure: {r.cure}")
            click.echo(f"{len(kept)} rejected")
        if kept:
            sys.exit(3)


class Teller:
    """Shows the progress of an ingest: a bar with rate and time on a terminal, plain lines elsewhere."""

    def __init__(self, manner: Manner) -> None:
        self._console = Console(stderr=True)
        self._on = not manner.quiet
        self._bar: Progress | None = None
        self._last = self._begun = time.monotonic()

    def __enter__(self) -> Teller:
        if self._on and self._console.is_terminal:
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(elapsed_when_finished=True),
                console=self._console,
                transient=True,
            )
            self._task = self._bar.add_task("reading news", total=None, rate="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def expect(self, sources: Sequence[str], options: ReadOptions) -> None:
        """Count the items beforehand, so that the bar knows the time left; where that is cheap.

        Counting parses the sources once more, which costs a fiftieth of reading them. A stream or an address cannot be
        read twice, and for folders of gigabytes the wait would be felt: there the bar counts up without an end.
        """
        if self._bar is None or not all(0 < _bytes(Path(s)) < COUNT_AT_MOST for s in sources):
            return
        self._bar.update(self._task, total=sum(1 for _ in read_sources(sources, options=options)))

    def __call__(self, report: IngestReport) -> None:
        if not self._on:
            return
        now = time.monotonic()
        rate = report.seen / max(now - self._begun, 1e-3)
        doing = "reading news" if report.phase == "reading" else "making the graph"
        if self._bar:
            self._bar.update(self._task, description=doing, completed=report.seen, rate=f"{rate:.0f} items/s")
        elif now - self._last > 5:
            self._last = now
            self._console.print(f"{doing}: {report.seen} items, {rate:.0f} items/s, {len(report.rejected)} rejected")


def _bytes(path: Path) -> int:
    """The size of a file or of all files of a folder; 0 for what is neither."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(f.stat().st_size for f in files if f.is_file())


def summary(it: Project, report: IngestReport) -> None:
    """Print what a run did and what the graph now holds."""
    from newsgraph.counts import graph_counts

    out = Console()
    out.print(
        f"[bold]{report.seen}[/] item{'' if report.seen == 1 else 's'} looked at: "
        f"{report.new} new, {report.changed} changed, {report.unchanged} as before, {len(report.rejected)} rejected"
    )
    with it.store() as store:
        counts = graph_counts(store)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head, right in (("in the graph", False), ("", True), ("events by type", False), ("", True)):
        table.add_column(head, justify="right" if right else "left")
    left = [(k, str(v)) for k, v in counts.classes]
    right_side = [(k, str(v)) for k, v in counts.event_types]
    for i in range(max(len(left), len(right_side))):
        a = left[i] if i < len(left) else ("", "")
        b = right_side[i] if i < len(right_side) else ("", "")
        table.add_row(*a, *b)
    out.print(table)
    tell_idle(it)
    for item, before, after in report.replaced:
        out.print(f"[yellow]replaced[/] item {escape(item)}: {escape(str(after))} instead of {escape(str(before))}")
    for id_, why in report.unread[:UNREAD_SHOWN]:
        out.print(
            f"[yellow]{escape(why.partition(':')[0])}[/] item {escape(id_)}:{escape(why.partition(':')[2])}",
            soft_wrap=True,
        )
    if len(report.unread) > UNREAD_SHOWN:
        out.print(f"… and {len(report.unread) - UNREAD_SHOWN} more items are not read")
    for remark in report.remarks:
        out.print(escape(remark), soft_wrap=True)
    for r in report.rejected:
        where = f"{r.source}:{r.line}" if r.line else r.source
        out.print(
            f"[yellow]rejected[/] {escape(where)}: {escape(r.why)}\n         cure: {escape(r.cure)}", soft_wrap=True
        )


COMMANDS = (ingest, rejected)
