"""`newsgraph publish` and `newsgraph diff`: the graph for the world, and what changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click
from pyoxigraph import DefaultGraph, Quad
from rich.console import Console
from rich.progress import Progress

from newsgraph.cli.common import notice, opened, output, project_option
from newsgraph.ontology.entailed import entailed_quads
from newsgraph.publish.differences import compare, read_rdf, readable, refuse_missing, write_patch
from newsgraph.publish.dumps import DUMPS
from newsgraph.store.base import is_runs

_DUMP = Path("dumps") / DUMPS["nquads"]


@click.command(short_help="Tell what changed between two releases of a graph.")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(("text", "patch")),
    default="text",
    show_default=True,
    help="For people, or as RDF Patch (A and D lines of N-Triples).",
)
@click.option("--out", "-o", metavar="FILE", default="-", help="The file to write; - for standard output.")
def diff(before: Path, after: Path, format_: str, out: str) -> None:
    """Tell which facts were added, removed or changed from BEFORE to AFTER.

    Each is a project folder, a published site, or an RDF file (.ttl, .nt, .nq, .trig, .rdf, .jsonld, also .gz). Their
    merged graphs are compared. The text leaves out sentences, mentions and evidence, and counts them.
    """
    with ExitStack() as stack:
        sides = [_quads(before, stack), _quads(after, stack)]
        if _is_site(before) or _is_site(after):  # whose dumps hold what follows, too
            sides = [entailed_quads(side) for side in sides]
        found = compare(*sides)
        with output(out) as stream:
            if format_ == "patch":
                write_patch(found, stream)
            else:
                stream.writelines(f"{line}\n".encode() for line in readable(found))


def _is_site(path: Path) -> bool:
    return (path / _DUMP).exists()


def _quads(path: Path, stack: ExitStack) -> Iterator[Quad]:
    refuse_missing(path)
    if not path.is_dir():
        return read_rdf(path)
    if _is_site(path):
        return read_rdf(path / _DUMP)
    project = stack.enter_context(opened(path))
    store = stack.enter_context(project.store())
    return (q for q in store.quads(DefaultGraph()) if not is_runs(q.graph_name))


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


@click.command(name="publish", short_help="Write the graph as a web site of static files.")
@click.option(
    "--out",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write the site to.",
)
@click.option("--url", metavar="ADDRESS", help="Where the site will stand [default: the base of the project's IRIs].")
@project_option
def publish(out: Path, url: str | None, project: Path | None, store: str | None) -> None:
    """Write the graph as static files for any web host.

    A page and data (Turtle, JSON-LD, N-Triples, RDF/XML) for every thing, an overview, search, dumps, descriptions in
    VoID and DCAT, a calendar, a feed and a sitemap. The folder is replaced as a whole; the same graph gives the same
    bytes.
    """
    from newsgraph.publish.site import publish as write

    if url is not None and not re.fullmatch(r"https?://[^\s/?#<>\"]+/([^\s?#<>\"]*/)?", url):
        raise click.UsageError('--url is an address that begins with http:// or https:// and ends in "/"')
    with opened(project, store) as it, _progress() as bar:
        task = bar.add_task("writing pages", total=None)
        done = write(it, out, address=url, progress=lambda n, total: bar.update(task, completed=n, total=total))
    notice(f"{out}: {done.pages:,} pages, {done.files:,} files, {done.bytes:,} bytes")
    for remark in done.remarks:
        notice(remark)


COMMANDS = (publish, diff)
