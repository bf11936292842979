"""`newsgraph reading`: what was read in one item, beside its text, before resolution and the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from newsgraph.cli.common import opened, project_option
from newsgraph.ingest.model import EventReading, Fact, NewsItem, Reading
from newsgraph.ontology.errors import ProjectError


@click.command(short_help="Tell what was read in one item, beside its text.")
@click.argument("items", nargs=-1, required=True, metavar="ITEM…")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="JSON: the whole record.",
)
@project_option
def reading(items: tuple[str, ...], fmt: str, project: Path | None, store: str | None) -> None:
    """Tell what was read in each ITEM (its id), beside its text: entities, events, relations, posts, each with the
    probability that it is right. `newsgraph query items` lists the ids.
    """
    with opened(project, store, fresh=False) as it:
        found = []
        for id_ in items:
            one = it.readings.item(id_)
            if one is None:
                raise ProjectError(
                    f"there is no item {id_!r}", source=str(it.path), cure="newsgraph query items lists the ids"
                )
            found.append(one)
    if fmt == "json":
        for _, read in found:
            click.echo(msgspec.json.encode(read).decode())
        return
    out = Console(highlight=False)
    for n, (item, read) in enumerate(found):
        if n:
            out.rule(style="dim")
        out.print(f"[bold]{escape(item.title or item.id)}[/]  [dim]{escape(_origin(item))}[/]")
        out.print(Padding(escape(item.text.strip()), (0, 0, 0, 2)))
        for heading, lines in _parts(read):
            if lines:
                out.print(f"\n[bold]{heading}[/]")
                for line in lines:
                    out.print(Padding(line, (0, 0, 0, 2)))
        out.print(f"\n[dim]read by {escape(read.extractor or 'nobody yet')}{escape(_noted(read))}[/]")


def _noted(read: Reading) -> str:
    return f"; {read.note}" if read.note else ""


def _origin(item: NewsItem) -> str:
    return ", ".join(x for x in (item.id if item.title else "", item.published or "no date", item.url or "") if x)


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"  [dim]{confidence:.0%}[/]"


def _parts(read: Reading) -> Iterator[tuple[str, list[str]]]:
    names = {e.id: escape(e.name) for e in read.entities}
    entities = []
    for e in sorted(read.entities, key=lambda e: (e.type, e.name)):
        others = f" [dim]also {escape('; '.join(e.names))}[/]" if e.names else ""
        entities.append(f"[cyan]{e.type:12}[/] {escape(e.name)}{others}{_sure(e.confidence)}")
    yield "entities", entities
    yield "events", [line for e in read.events for line in _event(e, names)]
    yield (
        "relations",
        [f"{names[r.subject]} [cyan]{r.kind}[/] {names[r.object]}{_sure(r.confidence)}" for r in read.relations],
    )
    posts = []
    for p in read.posts:
        where = f" of {names[p.organisation]}" if p.organisation else ""
        former = " (former)" if p.former else ""
        posts.append(f"{names[p.person]}, [cyan]{escape(p.title)}[/]{where}{former}{_sure(p.confidence)}")
    yield "posts", posts


def _event(e: EventReading, names: dict[str, str]) -> Iterator[str]:
    marks = [x for x in ("" if e.status == "held" else e.status, "background" if e.background else "") if x]
    marked = f" [yellow]{', '.join(marks)}[/]" if marks else ""
    yield f"[cyan]{e.type}[/] {escape(e.label)}{marked}{_sure(e.confidence)}"
    for what, value in _facts(e, names):
        yield f"  [dim]{what}[/] {value}"


def _facts(e: EventReading, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    dates: Iterable[tuple[str, Fact | None]] = (("start", e.start), ("end", e.end))
    for what, date in dates:
        if date is not None:
            yield what, f"{escape(date.value)}{_sure(date.confidence)}"
    if e.start is None and e.time_text:
        yield "time", f"“{escape(e.time_text)}”"
    for role in e.roles:
        yield role.role, f"{names[role.entity]}{_sure(role.confidence)}"
    for what, facts in (("place", e.places), ("programme", e.programmes)):
        for fact in facts:
            yield what, f"{names[fact.value]}{_sure(fact.confidence)}"
    for what, words in (("theme", e.theme), ("purpose", e.purpose), ("celebrates", e.celebrates)):
        if words is not None:
            yield what, f"“{escape(words.value)}”"


COMMANDS = (reading,)
