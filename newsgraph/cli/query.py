"""`newsgraph query` (saved, with parameters as options) and `newsgraph sparql` (free)."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Screen

from newsgraph.cli.common import complain, confidence_option, opened, output, project_option
from newsgraph.ontology.errors import QueryError
from newsgraph.project import find_project
from newsgraph.queries import FORMATS, Parameter, SavedQuery, Table, catalogue, find, free, render, run
from newsgraph.queries.catalogue import GROUPS
from newsgraph.store.base import Rows


def output_options(f: Any) -> Any:
    f = click.option("--out", "-o", metavar="FILE", help="Write to a file instead of the terminal.")(f)
    f = click.option("--iris", is_flag=True, help="Show IRIs in the table, too.")(f)
    return click.option(
        "--format",
        "-f",
        "format_",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How the answer looks.",
    )(f)


class Catalogue(click.Group):
    """The saved queries as subcommands; the project's own .rq files appear where `--project` names it."""

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # the name decides which options there are, and own queries are found by --project, which may stand behind it
        for flag, value in pairwise(args):
            if flag in ("--project", "-p"):
                context.params["project"] = Path(value)
        for arg in args:
            if arg.startswith("--project="):
                context.params["project"] = Path(arg.partition("=")[2])
        return super().resolve_command(context, args)

    def _queries(self, context: click.Context) -> dict[str, SavedQuery]:
        folder = find_project(context.params.get("project")) / "queries"
        try:
            return catalogue(folder if folder.is_dir() else None)
        except QueryError as e:
            complain(e)  # one broken own query must not hide the others
            return catalogue()

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(self._queries(context))

    def get_command(self, context: click.Context, name: str) -> click.Command:
        return command_of(find(self._queries(context), name))


@click.group(cls=Catalogue, invoke_without_command=True, short_help="Ask a saved query, or list them.")
@project_option
@click.pass_context
def query(context: click.Context, project: Path | None, store: str | None) -> None:
    """Ask a saved query; without a NAME list them. `newsgraph query NAME --help` tells its parameters."""
    if context.invoked_subcommand is None:
        assert isinstance(context.command, Catalogue)
        screen = Screen(box=box.SIMPLE_HEAD, pad_edge=False)
        screen.add_column("query", no_wrap=True)
        screen.add_column("what it answers")
        screen.add_column("parameters")
        group = ""
        for saved in sorted(context.command._queries(context).values(), key=_place):
            if saved.group != group:
                group = saved.group
                screen.add_section()
                screen.add_row(f"[bold]{escape(group)}[/]")
            needs = " ".join(f"--{p.name}" if p.required else f"[--{p.name}]" for p in saved.parameters)
            screen.add_row(saved.name, escape(saved.question), escape(needs))
        console = Console()
        console.print(screen)
        console.print("newsgraph query NAME --help tells more of one; newsgraph sparql asks your own")


def _place(saved: SavedQuery) -> tuple[int, str]:
    return (GROUPS.index(saved.group) if saved.group in GROUPS else len(GROUPS), saved.name)


def command_of(saved: SavedQuery) -> click.Command:
    """A command with an option for each parameter of a saved query."""

    def ask(
        format_: str,
        iris: bool,
        out: str | None,
        min_confidence: float,
        project: Path | None,
        store: str | None,
        **given: str | None,
    ) -> None:
        parent = click.get_current_context().parent
        above = parent.params if parent else {}
        with (
            opened(project or above.get("project"), store or above.get("store")) as it,
            it.store(min_confidence=min_confidence) as graph,
        ):
            arguments = {p.name: v for p in saved.parameters if (v := given[_variable(p)]) is not None}
            table = run(graph, saved, arguments, base=it.base, timeout=it.settings.timeout or None)
            with output(out) as stream:
                render(table, format_, stream, iris=iris)

    options: list[click.Parameter] = [
        click.Option(
            [f"--{p.name}", _variable(p)],
            required=p.required,
            metavar=p.type.upper(),
            help=p.description + (f" [for example {p.example}]" if p.example else ""),
        )
        for p in saved.parameters
    ]
    made: Any = project_option(confidence_option(output_options(ask)))
    command = click.command(saved.name, help=f"{saved.question}\n\n{saved.description}", short_help=saved.title)(made)
    command.params = options + command.params
    return command


def _variable(p: Parameter) -> str:
    return "p_" + p.name.replace("-", "_")


@click.command(short_help="Ask free SPARQL.")
@click.argument("text", required=False)
@click.option(
    "--file",
    "-F",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the query from a file.",
)
@click.option("--draw", "picture", metavar="FILE", help="Draw what the rows name, as a HTML page.")
@output_options
@confidence_option
@project_option
def sparql(
    text: str | None,
    file: Path | None,
    picture: str | None,
    format_: str,
    iris: bool,
    out: str | None,
    min_confidence: float,
    project: Path | None,
    store: str | None,
) -> None:
    """Ask free SPARQL: TEXT, a file, or - for standard input.

    The usual prefixes (ng, rdfs, skos, dcterms, xsd …) are known. CONSTRUCT and DESCRIBE give Turtle.
    """
    if (text is None) == (file is None):
        raise click.UsageError("give the query as TEXT, or with --file, or - to read it from standard input")
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as e:
            raise QueryError("not UTF-8", source=str(file), cure="save the file as UTF-8") from e
    elif text == "-":
        text = sys.stdin.read()
    assert text is not None
    with opened(project, store) as it, it.store(min_confidence=min_confidence) as graph:
        given = free(graph, text, timeout=it.settings.timeout or None)
        answer = Table.of(given) if isinstance(given, Rows) else given
        if picture:
            if not isinstance(answer, Table):
                raise QueryError("only a SELECT can be drawn", cure="ask for the things themselves: SELECT ?event …")
            from newsgraph.viz import drawing, network

            drawing(network(graph, table=answer), title="Query result").save(Path(picture))
        with output(out) as stream:
            render(answer, format_, stream, iris=iris)


COMMANDS = (query, sparql)
