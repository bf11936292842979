"""JSON Lines: an object a line with the keys id, url, title, published, text, language; other keys are ignored."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources.intake import Draft, Intake
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.stream import Source, lines

_SHAPE = 'write one object a line: {"id": "…", "title": "…", "published": "2024-07-16", "text": "…"}'


class _Object(msgspec.Struct):
    text: str | None = None
    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None


_DECODER = msgspec.json.Decoder(_Object)


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """Items of a JSON Lines file, each with its line."""
    with Intake(source.name, options, source.url) as intake:
        for line in lines(source, options):
            if line.fault:
                yield intake.reject(line.number, line.fault, line.cure, line.text)
                continue
            text = line.text.strip("\ufeff \t\r\n")
            if not text:
                continue
            try:
                found = _decode(text)
            except msgspec.ValidationError as error:  # "Expected `str | null`, got `int` - at `$.text`"
                yield intake.reject(line.number, f"wrong type in the JSON: {error}", _SHAPE, text)
            except (msgspec.DecodeError, json.JSONDecodeError, RecursionError, UnicodeError) as error:
                cure = "this looks like one JSON array: " + _SHAPE if text[0] == "[" else _SHAPE
                yield intake.reject(line.number, f"not valid JSON: {error}", cure, text)
            else:
                ident = None if found.id is None else str(found.id)
                yield intake.item(
                    Draft(
                        text=found.text, line=line.number, title=found.title, id=ident, url=found.url,
                        published=found.published, language=found.language, raw=text,
                    )
                )  # fmt: skip


def _decode(text: str) -> _Object:
    try:
        return _DECODER.decode(text)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeError):
        if "\\u" not in text and text.isascii():
            raise
        # An escape such as "\ud83d" without its other half: the strict decoder refuses it, clean_text replaces it.
        return msgspec.convert(json.loads(text, parse_constant=_no_constant), _Object)


def _no_constant(name: str) -> None:
    raise msgspec.DecodeError(f"{name} is not JSON")
