"""One opened source, and its lines: never more in memory than one record."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from newsgraph.ingest.sources.encoding import CURE, decode_whole, find_encoding
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ontology.errors import UnreadableSource

HEAD_BYTES = 64 * 1024
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, kw_only=True)
class Source:
    """An opened source. name: path or address as shown; url: base of relative links; charset: by the HTTP header."""

    name: str
    head: bytes
    stream: BinaryIO
    url: str | None = None
    charset: str | None = None
    content_type: str | None = None
    suffix: str = ""

    def whole(self, options: ReadOptions, *, markup: bool = False) -> str:
        """All its text. Raises `UnreadableSource`: larger than allowed, or not in its encoding."""
        data = self.stream.read(options.max_file_bytes + 1)
        if len(data) > options.max_file_bytes:
            raise UnreadableSource(
                f"too large: more than {options.max_file_bytes:,} bytes", cure="split it, or raise max_file_bytes"
            )
        return decode_whole(data, declared=self.charset, given=options.encoding, markup=markup)


@dataclass(frozen=True)
class Line:
    """A line with its end; number from 1. fault says why it cannot be used (then `text` is only its beginning)."""

    number: int
    text: str
    fault: str | None = None
    cure: str = ""


class _Joined(io.RawIOBase):
    """The bytes already taken from a stream, then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        target = memoryview(buffer)  # type: ignore[arg-type]
        data: bytes | memoryview
        if self._head:
            data, self._head = self._head[: len(target)], self._head[len(target) :]
        else:
            data = self._rest.read(len(target))
        target[: len(data)] = data
        return len(data)


def take_head(stream: BinaryIO, size: int = HEAD_BYTES) -> tuple[bytes, BinaryIO]:
    """The first bytes (fewer only at the end of the stream), and a stream that still begins with them."""
    parts: list[bytes] = []
    missing = size
    while missing > 0 and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    head = b"".join(parts)
    return head, cast(BinaryIO, io.BufferedReader(_Joined(head, stream), HEAD_BYTES))


def lines(source: Source, options: ReadOptions) -> Iterator[Line]:
    """The lines of a source, one at a time. A line that is too long or holds invalid bytes comes with its fault."""
    encoding = find_encoding(source.head, declared=source.charset, given=options.encoding)
    utf8 = encoding.lower().replace("_", "-").startswith("utf-8")
    # surrogateescape tells invalid bytes from a U+FFFD in the text; other codecs cannot always do it.
    reader = io.TextIOWrapper(source.stream, encoding, "surrogateescape" if utf8 else "replace", newline="")
    bad = _ESCAPED if utf8 else re.compile("\ufffd")
    limit = options.max_item_chars * 2 + 10_000  # a record is more than its text: keys, escapes
    number = 0
    try:
        while text := reader.readline(limit):
            number += 1
            if len(text) == limit and text[-1] not in "\r\n":
                while (rest := reader.readline(limit)) and rest[-1] not in "\r\n":
                    pass
                yield Line(number, text[:2001], f"too large: a line of more than {limit:,} characters", _SPLIT)
            elif bad.search(text):
                yield Line(number, text, f"not valid {encoding}", CURE)
            else:
                yield Line(number, text)
    finally:
        reader.detach()  # whoever opened the stream closes it


_SPLIT = "split the item, or raise max_item_chars"
