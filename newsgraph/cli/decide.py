"""`newsgraph why`, `same`, `different` and `decisions`: why things are one, and what you decide of it."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec
from pyoxigraph import Literal
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from newsgraph.cli.common import notice, opened, project_option
from newsgraph.deciding import Standing, decide, standing, undo
from newsgraph.decisions import short_thing
from newsgraph.ingest.resolution.decisions import Verdict
from newsgraph.ontology.errors import DecisionError
from newsgraph.queries.table import cell
from newsgraph.why import Told, Why
from newsgraph.why import why as explain

NAMES = 12  # names that are shown, with how many items use each
AROUND = 70  # characters of a sentence on each side of its quote


@click.command(short_help="Tell why a thing is one: its mentions, the evidence, the doubts.")
@click.argument("thing", metavar="ENTITY|EVENT")
@click.option("--most", type=click.IntRange(1), default=10, show_default=True, help="Show at most so many of a kind.")
@click.option(
    "--format", "-f", "format_", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="Text for people, or all of it as JSON.",
)  # fmt: skip
@project_option
def why(thing: str, most: int, format_: str, project: Path | None, store: str | None) -> None:
    """Tell why ENTITY or EVENT (a name, an IRI, or "ITEM: NAME") is what it is.

    What each item calls it, by which evidence that was taken for one, what was kept apart on doubt, what was decided
    by you; of an event also what the sentences say, each with the probability that it is right.
    """
    with opened(project, store) as it:
        found = explain(it, thing)
        base = it.base
    if format_ == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode("utf-8"))
    else:
        _Page(found, base, most).show()


class _Page:
    """An explanation on the terminal: short lines, the quotes marked."""

    def __init__(self, found: Why, base: str, most: int) -> None:
        self.found, self.base, self.most = found, base, most
        self.out = Console(highlight=False, emoji=False)

    def show(self) -> None:
        w = self.found
        sure = f", {w.confidence:.0%} sure" if w.confidence is not None else ""
        self.out.print(Text.assemble((_clean(w.label), "bold"), (f"  {w.type}{sure}", "dim")))
        self.out.print(Text(w.iri, style="dim"), soft_wrap=True)
        if w.asked:
            self.out.print(f"which {_clean(w.asked)} is now")
        if len(w.names) > 1:
            named = "; ".join(f"{_clean(n)} ({count})" for n, count in list(w.names.items())[:NAMES])
            self.out.print(Text(f"called: {named}" + ("; …" if len(w.names) > NAMES else "")))
        self._list(f"told by {_count(w.items, 'item')}", [self._told(t) for t in w.told])
        self._list("taken for one, because", self._joined())
        self._list(
            "kept apart, though perhaps the same",
            [self._line(_clean(a.label), f"{a.words}", self._short(a.iri)) for a in w.apart],
        )
        self._list("decided", [self._decided(i) for i in range(len(w.decided))])
        self._list("formerly", [Text(self._short(x)) for x in w.replaces])
        self._list("the same elsewhere", [Text(x) for x in w.links])
        self._list("what the sentences say", self._statements())

    def _told(self, t: Told) -> Text:
        line = Text(_clean(t.reference), style="cyan")
        if t.sentence:
            line.append("  ")
            line.append(_marked(t.sentence, t.start, t.quote))
        return line

    def _joined(self) -> list[Text]:
        lines = []
        for j in self.found.joined:
            pair = f"{' and '.join(map(_clean, j.between))}: " if j.between else ""
            alike = f" (likeness {j.likeness:g})" if j.likeness is not None else ""
            lines.append(Text.assemble(pair, _clean(j.words), (alike, "dim"), (f"  [{j.evidence}]", "dim")))
        if not lines and len(self.found.told) > 1:
            lines.append(Text("all is the same name"))
        return lines

    def _decided(self, i: int) -> Text:
        d = self.found.decided[i]
        who = ", ".join(x for x in (d.by, d.date) if x)
        return Text.assemble(
            f"{d.verdict}: {' / '.join(map(_clean, d.things))}",
            (f"  {_clean(d.note)}" if d.note else "", ""),
            (f"  ({_clean(who)})" if who else "", "dim"),
        )

    def _statements(self) -> list[Text]:
        lines = []
        for s in self.found.statements:
            sure = f"{s.confidence:4.0%}" if s.confidence is not None else "    "
            head = Text.assemble(
                (f"{sure} ", "dim"), (s.property, "cyan"), f" {_clean(s.value)}", (f"  {_clean(s.item)}", "dim")
            )
            start, words = _words_of(s.value, s.sentence)
            head.append("\n       ")
            head.append(_marked(s.sentence, start, words))
            lines.append(head)
        return lines

    def _line(self, *parts: str) -> Text:
        return Text.assemble(parts[0], ("  ", ""), (_clean(parts[1]), ""), (f"  {_clean(parts[2])}", "dim"))

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self.base)

    def _list(self, heading: str, lines: Sequence[Text]) -> None:
        if not lines:
            return
        self.out.print(Text(f"\n{heading}", style="bold"))
        for line in lines[: self.most]:
            self.out.print(Padding(line, (0, 0, 0, 2), expand=False))
        if len(lines) > self.most:
            self.out.print(f"  … and {len(lines) - self.most} more (--most)")


def _words_of(value: str, sentence: str) -> tuple[int, str]:
    """Where a sentence has a value, or the first part of it ("dean, Faculty of Law"), in its own spelling."""
    for words in (value, value.partition(", ")[0]):
        at = sentence.casefold().find(words.casefold())
        if at >= 0 and len(sentence) == len(sentence.casefold()):
            return at, sentence[at : at + len(words)]
    return 0, ""


def _marked(sentence: str, start: int, quote: str) -> Text:
    """A sentence cut to what stands around its quote, which is marked."""
    end = start + len(quote)
    left, right = max(0, start - AROUND), min(len(sentence), end + (AROUND if quote else 2 * AROUND))
    if left:
        left = sentence.find(" ", left, start) + 1 or left
    if right < len(sentence):
        right = max(sentence.rfind(" ", end, right), end) if " " in sentence[end:right] else right
    return Text.assemble(
        "“" + ("… " if left else "") + _clean(sentence[left:start], ends=True),
        (_clean(quote, ends=True), "bold"),
        _clean(sentence[end:right], ends=True) + (" …" if right < len(sentence) else "") + "”",
    )


def _clean(text: str, *, ends: bool = False) -> str:
    """Words of the news on one line, what could repaint the terminal made visible; `ends` keeps white space there."""
    clean = cell(Literal(text.encode("utf-8", "replace").decode()))
    if ends:
        clean = (
            re.sub(r"^\s.*", " ", text[:1]) * bool(text[:1].isspace())
            + clean
            + " " * bool(clean and text[-1:].isspace())
        )
    return clean


def _count(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"


def _deciding(verdict: Verdict, doc: str) -> click.Command:
    @click.argument("things", nargs=-1, required=True, metavar="A B…")
    @click.option("--note", metavar="TEXT", help="Why.")
    @click.option("--by", metavar="NAME", help="Who decides [default: your login name].")
    @project_option
    def command(
        things: tuple[str, ...], note: str | None, by: str | None, project: Path | None, store: str | None
    ) -> None:
        with opened(project, store, fresh=False) as it:
            made = decide(it, verdict, things, note=note, by=_login() if by is None else by)
            click.echo(_outcome(made, it.base))

    return click.command(verdict, short_help=doc.partition(".")[0] + ".", help=doc)(command)


same = _deciding(
    "same",
    """Decide that A and B (and more) are one thing.

    Each is a name, an IRI, or "ITEM: NAME" for what one item calls so. Nothing outranks a decision; it is kept in the
    project's decisions.toml and holds for later news too.
    """,
)
different = _deciding(
    "different",
    """Decide that A and B (and more) are different things.

    Each is a name, an IRI, or "ITEM: NAME" for what one item calls so: that mention is then taken out of the rest.
    """,
)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return ""


def _outcome(s: Standing, base: str) -> str:
    names = [f"{_clean(label)} <{_clean(iri)}>" for label, iri in s.now]
    if s.decision.verdict == "same" and len(names) == 1:
        return f"decided ({s.number}): one thing now, {names[0]}"
    return f"decided ({s.number}): {len(names)} things, " + "; ".join(names)


@click.group(invoke_without_command=True, short_help="List what was decided, or take it back.")
@project_option
@click.pass_context
def decisions(context: click.Context, project: Path | None, store: str | None) -> None:
    """List what was decided to be the same or different, with what becomes of it."""

    if context.invoked_subcommand is not None:
        return
    problem = None
    with opened(project, store, fresh=False) as it:
        file, base = it.decisions(), it.base
        try:
            it.refresh()
            listed = standing(it)
        except DecisionError as e:  # what contradicts itself must be seen to be cured
            listed, problem = [Standing(n, d, (), ()) for n, d in enumerate(file.decisions, 1)], e
    out = Console(highlight=False, emoji=False)
    for s in listed:
        for line in _standing(s, base):
            out.print(line)
    notice(f"{_count(len(listed), 'decision')} in {file.path}")
    if problem is not None:
        raise problem


def _standing(s: Standing, base: str) -> Iterator[Text | Padding]:
    d, indent = s.decision, (0, 0, 0, 4)
    who = _clean(", ".join(x for x in (d.by, d.date) if x))
    things = " / ".join(_clean(short_thing(t, base)) for t in d.things)
    yield Text.assemble(
        (f"{s.number:>3} ", "dim"), (d.verdict, "bold"), f" {things}", (f"  ({who})" if who else "", "dim")
    )
    if d.note:
        yield Padding(Text(_clean(d.note)), indent, expand=False)
    for label, iri in s.now:
        now = Text.assemble("→ ", _clean(label), (f"  {_clean(iri.removeprefix(base))}", "dim"))
        yield Padding(now, indent, expand=False)
    for lost in s.idle:
        waits = Text(f"waits: nothing, or more than one thing, is {_clean(lost)}", style="yellow")
        yield Padding(waits, indent, expand=False)


@decisions.command("remove", short_help="Take decisions back.")
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(1), metavar="NUMBER…")
@project_option
@click.pass_context
def remove(context: click.Context, numbers: tuple[int, ...], project: Path | None, store: str | None) -> None:
    """Take decisions back, by the numbers that `newsgraph decisions` shows; the graph is as if never decided."""
    assert context.parent is not None
    above = context.parent.params
    with opened(project or above["project"], store or above["store"], fresh=False) as it:
        for d in undo(it, numbers):
            click.echo(f"taken back: {d.verdict} {' / '.join(_clean(short_thing(t, it.base)) for t in d.things)}")


COMMANDS: tuple[click.Command, ...] = (why, same, different, decisions)
