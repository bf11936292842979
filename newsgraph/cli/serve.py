"""`newsgraph serve`: SPARQL, saved queries, pages and search over HTTP."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from newsgraph.cli.common import notice, opened, project_option
from newsgraph.limits import Limits
from newsgraph.ontology.errors import ProjectError, SettingsError
from newsgraph.project import find_project

SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?b)?", re.IGNORECASE)
MIN_TOKEN = 16  # characters


class Size(click.ParamType[int]):
    """A number of bytes: 500000, 64M, 1.5GB (by 1024)."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = SIZE.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no size: give bytes, or 500k, 64M, 2G", param, ctx)
        return int(float(match[1]) * 1024 ** " kmgt".index(match[2].lower() or " "))


def writable(folder: Path) -> bool:
    """Whether a project's folder can be written to."""
    return os.access(folder, os.W_OK)


def update_token(file: Path | None, setting: str) -> str:
    """The token of updates, from a file or the settings. Raises SettingsError where there is none worth the name."""
    token = file.read_text(encoding="utf-8").partition("\n")[0].strip() if file else setting.strip()
    cure = "python -c 'import secrets; print(secrets.token_urlsafe())' makes one; see docs/service.md"
    source = str(file) if file else "NEWSGRAPH_TOKEN"
    if not token:
        raise SettingsError("updates need a token", source=source, cure=cure)
    if len(token) < MIN_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise SettingsError(
            f"a token has {MIN_TOKEN} or more ASCII characters without spaces", source=source, cure=cure
        )
    return token


@click.command(short_help="Serve the graph: SPARQL, saved queries, pages, search.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 for any that is free."
)
@click.option("--root", default="/", show_default=True, metavar="PATH", help="The path below which a proxy shows it.")
@click.option("--title", help="The site's name [default: the project's setting].")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a query may run; then it is ended.",
)
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=Limits.rows,
    show_default=True,
    help="Rows or triples that an answer may have; it is cut there and says so.",
)
@click.option(
    "--bytes",
    "most",
    type=Size(),
    default="64M",
    show_default=True,
    help="Size that an answer may have; it is cut there and says so.",
)
@click.option(
    "--request", type=Size(), default="1M", show_default=True, help="Size that a request, so a query, may have."
)
@click.option(
    "--workers", type=click.IntRange(1), help="Queries that run at once; further ones wait [default: cores + 2]."
)
@click.option(
    "--queue",
    type=click.IntRange(0),
    default=Limits.queue,
    show_default=True,
    help="Queries that may wait; further ones are told to come again.",
)
@click.option("--memory", type=Size(), default="2G", show_default=True, help="Memory that one query may use.")
@click.option(
    "--cache", type=Size(), default="64M", show_default=True, help="Answers kept until the graph changes; 0 for none."
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="URL",
    help="Let queries ask this SPARQL service by SERVICE <URL>, exactly as written; may be repeated. None without.",
)
@click.option("--allow-updates", is_flag=True, help="Let whoever bears the token change the graph (docs/service.md).")
@click.option(
    "--token-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file whose first line is the token [default: $NEWSGRAPH_TOKEN or the project's setting].",
)
@project_option
def serve(
    host: str,
    port: int,
    root: str,
    title: str | None,
    timeout: float,
    rows: int,
    most: int,
    request: int,
    workers: int | None,
    queue: int,
    memory: int,
    cache: int,
    services: tuple[str, ...],
    allow_updates: bool,
    token_file: Path | None,
    project: Path | None,
    store: str | None,
) -> None:
    """Serve the graph of a project over HTTP until interrupted.

    Everybody who reaches the port can read the graph and run queries within the limits below. docs/service.md tells
    what is where.
    """
    from newsgraph.service import Served
    from newsgraph.service import serve as run

    for address in services:
        if not re.fullmatch(r"https?://[^\s<>\"{}|^`\\]+", address):
            raise click.BadParameter(f"{address} is no http(s) address", param_hint="--allow-service")
    limits = Limits(
        seconds=timeout,
        rows=rows,
        bytes=most,
        request=request,
        services=frozenset(services),
        memory=memory,
        queue=queue,
        cache=cache,
        **({"workers": workers} if workers else {}),
    )
    if writable(find_project(project)):
        with opened(project, store):  # brings the graph up to date
            pass
    elif allow_updates and find_project(project).exists():
        cure = "serve it without --allow-updates, or as a user who may write there"
        raise ProjectError("the folder cannot be written to", source=str(find_project(project)), cure=cure)
    with opened(project, store, fresh=False, read_only=not allow_updates) as it:
        token = update_token(token_file, it.settings.token) if allow_updates else None
        below = f"/{root.strip('/')}/".replace("//", "/")
        served = Served(it, limits=limits, root=below, token=token, title=title or "")

        def ready(address: str) -> None:
            notice(f"{served.site.title}: {address}  (SPARQL: {address}sparql; Ctrl-C ends it)")
            told = f"  a query may take {timeout:g} s and give {rows:,} rows; {limits.workers} run at once"
            notice(told + (f"; SERVICE: {', '.join(sorted(services))}" if services else ""))

        run(served, host=host, port=port, ready=ready)


COMMANDS = (serve,)
