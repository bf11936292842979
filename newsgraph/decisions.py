"""The project's decision file, `decisions.toml`: read with errors that name the line, and added to without loss.

    [[decision]]
    different = ["person/ann-lee-bank-of-kent", "person/ann-lee-tyne-gallery"]
    anchors = [["n1: Ann Lee", "n4: Ann Lee"], ["n7: Ann Lee"]]
    note = "two people, see the bank's annual report"
    by = "Mary Jones"
    date = 2026-11-24

A thing is an IRI (below the project's base without it), or an item's id, a colon, a space and a name in that item.
docs/decisions.md tells what decisions do.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from pyoxigraph import NamedNode

from newsgraph.formats import whole_file
from newsgraph.ingest.resolution import Decision, Decisions, Reference
from newsgraph.ingest.resolution.decisions import Verdict
from newsgraph.ontology.errors import DecisionError
from newsgraph.ontology.terms import PREFIXES

VERDICTS: tuple[Verdict, ...] = ("same", "different")
_HEAD = """\
# What is the same and what is different, as you decided: nothing outranks it. Edit by hand, or by `newsgraph same`,
# `newsgraph different` and `newsgraph decisions`; docs/decisions.md tells how.
"""
_KEYS = ("same", "different", "anchors", "note", "by", "date")
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*decision[ \t]*\]\]")
_THING = 'write an IRI such as "person/ann-lee", or "ITEM: NAME"; `newsgraph why NAME` shows both'


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """The file as it stands; its decisions are numbered from 1, in the order in which they are written."""

    path: Path
    text: str
    decisions: tuple[Decision, ...]

    @classmethod
    def load(cls, path: Path, base: str) -> DecisionFile:
        """Read the file; one that is not there holds nothing. Raises DecisionError with file, line and cure."""
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return cls(path, "", ())
        except (OSError, UnicodeDecodeError) as e:
            raise DecisionError(f"cannot be read: {e}", source=str(path), cure="save it as UTF-8 text") from e
        return cls(path, text, _parsed(text, str(path), base))

    def all(self) -> Decisions:
        return Decisions(self.decisions)

    def with_decision(self, decision: Decision, base: str) -> DecisionFile:
        """The file with one more at its end. Raises DecisionError where it is there already."""
        for number, d in enumerate(self.decisions, 1):
            if d.verdict == decision.verdict and set(map(str, d.things)) == set(map(str, decision.things)):
                raise DecisionError(f"this is decided already (number {number})", source=str(self.path), line=d.line)
        text = self.text or _HEAD
        text += ("" if text.endswith("\n") else "\n") + "\n" + written(decision, base)
        return DecisionFile(self.path, text, _parsed(text, str(self.path), base))

    def without(self, numbers: Iterable[int], base: str) -> DecisionFile:
        """The file without some decisions; all else stays as it is. Raises DecisionError for a number of none."""
        gone = set(numbers)
        for n in gone:
            if not 0 < n <= len(self.decisions):
                raise DecisionError(
                    f"there is no decision {n}", source=str(self.path), cure="`newsgraph decisions` lists them"
                )
        lines = self.text.split("\n")
        starts = [_with_comments(lines, (d.line or 1) - 1) for d in self.decisions] + [len(lines)]
        kept = lines[: starts[0]]
        for i in range(len(self.decisions)):
            if i + 1 not in gone:
                kept += lines[starts[i] : starts[i + 1]]
        text = "\n".join(kept).rstrip("\n") + "\n"
        out = DecisionFile(self.path, text, _parsed(text, str(self.path), base))
        left = [d for n, d in enumerate(self.decisions, 1) if n not in gone]
        if [_plain(d) for d in out.decisions] != [_plain(d) for d in left]:  # a header within a note, perhaps
            raise DecisionError("the file is written so that this must be done by hand", source=str(self.path))
        return out

    def save(self) -> None:
        """Write the file, whole or not at all."""
        with whole_file(self.path) as out:
            out.write(self.text.encode("utf-8"))


def written(decision: Decision, base: str) -> str:
    """A decision as it stands in the file."""
    lines = ["[[decision]]", f"{decision.verdict} = {_list(_thing_text(t, base) for t in decision.things)}"]
    if any(t.anchors for t in decision.things):
        anchors = (_list(_thing_text(a, base) for a in t.anchors) for t in decision.things)
        lines.append(f"anchors = {_list(anchors)}")
    if decision.note:
        lines.append(f"note = {_quoted(decision.note)}")
    if decision.by:
        lines.append(f"by = {_quoted(decision.by)}")
    if decision.date:
        lines.append(f"date = {decision.date}")
    return "\n".join(lines) + "\n"


def parse_thing(text: str, base: str) -> Reference | None:
    """An IRI or "ITEM: NAME" as a reference; None for words that are neither."""
    words = text.strip()
    if words.startswith("<") and words.endswith(">"):
        words = words[1:-1]
    elif ": " in words:
        item, _, name = words.partition(": ")
        return Reference(item=item.strip(), name=name.strip()) if item.strip() and name.strip() else None
    prefix, colon, rest = words.partition(":")
    if words != text.strip() or words.startswith((base, "http://", "https://", "urn:")):
        iri = words
    elif colon and prefix in PREFIXES:
        iri = PREFIXES[prefix] + rest
    elif re.match(r"(organisation|person|location|programme|event)/", words):
        iri = base + words
    else:
        return None
    try:
        return Reference(iri=NamedNode(iri).value)
    except ValueError:
        return None


def _with_comments(lines: Sequence[str], at: int) -> int:
    """Where a decision begins with the comments right above it."""
    while at > 0 and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


# -- reading ------------------------------------------------------------------------------------------------------


def _parsed(text: str, source: str, base: str) -> tuple[Decision, ...]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        line = re.search(r"at line (\d+)", str(e))
        raise DecisionError(
            f"not valid TOML: {e}",
            source=source,
            line=int(line[1]) if line else None,
            cure="see docs/decisions.md; texts stand in quotation marks",
        ) from e
    strange = [k for k in data if k != "decision"]
    entries = data.get("decision", [])
    if strange or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise DecisionError(
            f"unknown key {strange[0]!r}" if strange else "`decision` is no list",
            source=source,
            cure="begin each decision with a line [[decision]]",
        )
    heads = [n for n, line in enumerate(text.split("\n"), 1) if _HEADER.match(line)]
    lines: Sequence[int | None] = heads if len(heads) >= len(entries) else [None] * len(entries)
    out = tuple(_Entry(e, source, line, base).decision() for e, line in zip(entries, lines, strict=False))
    Decisions(out)  # raises where one says nothing
    return out


class _Entry:
    def __init__(self, data: dict[str, object], source: str, line: int | None, base: str) -> None:
        self.data, self.source, self.line, self.base = data, source, line, base

    def decision(self) -> Decision:
        for key in self.data:
            if key not in _KEYS:
                raise self._wrong(f"unknown key {key!r}", f"the keys are {', '.join(_KEYS)}")
        verdicts = [v for v in VERDICTS if v in self.data]
        if len(verdicts) != 1:
            raise self._wrong(
                "it must say `same` or `different`, once", 'for example same = ["organisation/a", "n7: A"]'
            )
        verdict = verdicts[0]
        things = self._things(self.data[verdict], verdict)
        if (anchors := self.data.get("anchors")) is not None:
            if not isinstance(anchors, list) or len(anchors) != len(things):
                raise self._wrong("`anchors` must have a list for each thing", "an empty one, [], where there are none")
            pairs = zip(things, anchors, strict=True)
            things = tuple(msgspec.structs.replace(t, anchors=self._anchors(a, t)) if t.iri else t for t, a in pairs)
        if len({(t.iri, t.item, t.name) for t in things}) < max(2, len(things)):
            raise self._wrong(
                f"nothing can be {verdict} {'as' if verdict == 'same' else 'from'} itself", "name two or more things"
            )
        date = self.data.get("date")
        if date is not None and not isinstance(date, datetime.date | str):
            raise self._wrong("`date` is no date", "write date = 2026-11-24")
        if isinstance(date, str):
            try:
                datetime.date.fromisoformat(date)
            except ValueError:
                raise self._wrong(f"`date` {date!r} is no date", "write date = 2026-11-24") from None
        return Decision(
            verdict=verdict,
            things=things,
            note=self._text("note"),
            by=self._text("by"),
            date=str(date) if isinstance(date, str) else date.isoformat() if date else None,
            source=self.source,
            line=self.line,
        )

    def _things(self, given: object, key: str) -> tuple[Reference, ...]:
        if not isinstance(given, list):
            raise self._wrong(f"`{key}` is no list", f'write {key} = ["…", "…"]')
        return tuple(self._thing(x) for x in given)

    def _anchors(self, given: object, thing: Reference) -> tuple[Reference, ...]:
        anchors = self._things(given, "anchors")
        if any(not a.item for a in anchors):
            raise self._wrong(f"an anchor of {thing} is not in an item", 'write anchors as "ITEM: NAME"')
        return anchors

    def _thing(self, given: object) -> Reference:
        if isinstance(given, str):
            found = parse_thing(given, self.base)
            if found is not None:
                return found
        elif isinstance(given, dict) and set(given) == {"item", "name"}:
            item, name = given["item"], given["name"]
            if isinstance(item, str) and isinstance(name, str) and item and name:
                return Reference(item=item, name=name)
        raise self._wrong(f"{given!r} is no thing", _THING)

    def _text(self, key: str) -> str | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, str):
            raise self._wrong(f"`{key}` is no text", f'write {key} = "…"')
        return value or None

    def _wrong(self, why: str, cure: str) -> DecisionError:
        return DecisionError(why, source=self.source, line=self.line, cure=cure)


# -- writing ------------------------------------------------------------------------------------------------------


def short_thing(t: Reference, base: str) -> str:
    """A reference as a person writes it: an IRI without the base, or ITEM: NAME."""
    return t.iri.removeprefix(base) if t.iri else f"{t.item}: {t.name}"


def _thing_text(t: Reference, base: str) -> str:
    text = short_thing(t, base)
    if parse_thing(text, base) == msgspec.structs.replace(t, anchors=()):
        return _quoted(text)
    if t.iri:
        return _quoted(f"<{t.iri}>")
    return f"{{ item = {_quoted(t.item)}, name = {_quoted(t.name)} }}"


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(texts) + "]"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL and lone surrogates."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return msgspec.json.encode(clean).decode("utf-8").replace("\x7f", "\\u007F")


def _plain(d: Decision) -> Decision:
    return msgspec.structs.replace(d, line=None)
