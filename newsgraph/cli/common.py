"""What the commands share: the project option, where output goes, how errors and notices look."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from newsgraph.formats import whole_file
from newsgraph.ontology.errors import NewsgraphError
from newsgraph.project import Project, find_project

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Manner:
    """How talkative this run is."""

    quiet: bool
    verbose: int


def project_option(f: F) -> F:
    """`--project DIR` and `--store ADDRESS`."""
    f = click.option(
        "--store", metavar="ADDRESS", help="SPARQL server that keeps the graph (default: the project's setting)."
    )(f)
    return click.option(
        "--project",
        "-p",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        help="The project folder [default: $NEWSGRAPH_PROJECT or ./newsgraph.project].",
    )(f)


def confidence_option(f: F) -> F:
    """`--min-confidence P`."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="P",
        help="Leave out events, entities and statements that are right with a probability below P, such as 0.9.",
    )(f)


@contextmanager
def opened(
    project: Path | None, store: str | None = None, *, fresh: bool = True, read_only: bool = False
) -> Iterator[Project]:
    """An existing project; `fresh` says when its graph is behind its readings. read_only: see Project."""
    it = Project(find_project(project), given={"store": store}, read_only=read_only)
    try:
        if fresh and it.refresh():
            notice("the graph was behind the readings (a run was cut short, or a file changed): it is up to date now")
            tell_idle(it)
        yield it
    finally:
        it.close()


def tell_idle(project: Project) -> None:
    """Say which things of the user's decisions stand for nothing at present, and which updates cannot be run."""
    for thing in project.idle_references():
        notice(f"decisions.toml: nothing, or more than one thing, is {thing}; what is decided of it waits")
    for number, why in project.idle_updates().items():
        notice(f"update {number} cannot be run any more and waits: {why} (newsgraph updates)")


@contextmanager
def output(path: str | None) -> Iterator[BinaryIO]:
    """Where bytes go: a file (made whole or not at all), or standard output for None and "-"."""
    if path in (None, "-"):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(Path(path or "")) as handle:
        yield handle


def notice(text: str) -> None:
    """A remark for the person, on stderr, unless --quiet."""
    context = click.get_current_context(silent=True)
    if context is None or not getattr(context.find_root().obj, "quiet", False):
        click.echo(text, err=True)


def complain(error: NewsgraphError) -> None:
    """An error, on stderr: where and what, then the cure on a line of its own."""
    where = (
        f"{error.source}:{error.line}: " if error.source and error.line else f"{error.source}: " if error.source else ""
    )
    click.echo(f"{click.style('newsgraph:', fg='red', bold=True)} {where}{error.why}", err=True)
    if error.cure:
        click.echo(f"  {click.style('cure:', bold=True)} {error.cure}", err=True)
