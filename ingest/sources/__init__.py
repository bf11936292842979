"""Readers: sources of many kinds → a stream of `NewsItem` and `Rejected`."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources.clean import excerpt
from newsgraph.ingest.sources.feed import read_feed
from newsgraph.ingest.sources.html_page import read_html, read_html_article, read_html_listing
from newsgraph.ingest.sources.jsonl import read_jsonl
from newsgraph.ingest.sources.markdown import read_markdown
from newsgraph.ingest.sources.options import FORMATS, ReadOptions
from newsgraph.ingest.sources.plain_text import read_text
from newsgraph.ingest.sources.sniff import find_format
from newsgraph.ingest.sources.stream import Source
from newsgraph.ingest.sources.table import read_table
from newsgraph.ingest.sources.walk import expand, opened
from newsgraph.ontology.errors import UnreadableSource

Reader = Callable[[Source, ReadOptions], Iterator[NewsItem | Rejected]]

READERS: dict[str, Reader] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "html-article": read_html_article,
    "html-listing": read_html_listing,
    "feed": read_feed,
    "jsonl": read_jsonl,
    "csv": read_table,
}

__all__ = ["FORMATS", "READERS", "ReadOptions", "Reader", "Source", "read_sources"]


def read_sources(sources: Sequence[str], *, options: ReadOptions | None = None) -> Iterator[NewsItem | Rejected]:
    """Every item of the sources, in their order, one at a time, and a `Rejected` for each that cannot be taken in.

    sources: files, folders (all files below, sorted), patterns (`news/**/*.html`), `-` for standard input, http(s)
        addresses. Files may be compressed with gzip.
    Nothing that a source holds raises: a source or record that cannot be read is a `Rejected`, and the next is read.
    """
    options = options or ReadOptions()
    for name in sources:
        try:
            for path, trouble in expand(name, options):
                if trouble is None:
                    yield from _read(path, options)
                else:
                    yield _rejected(path, trouble)
        except (UnreadableSource, OSError) as error:
            yield _rejected(name, error)


def _read(path: str, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    head = b""
    try:
        with opened(path, options) as source:
            head = source.head
            count = 0
            for found in READERS[find_format(source, options)](source, options):
                count += 1
                yield found
            if not count:
                yield _rejected(
                    path, UnreadableSource("empty: no item in it", cure="take the source out, or fill it"), head
                )
    except (UnreadableSource, OSError, EOFError, zlib.error, UnicodeError) as error:
        yield _rejected(path, error, head)


def _rejected(path: str, error: Exception, head: bytes = b"") -> Rejected:
    name = os.fsencode(path).decode("utf-8", "replace") if path != "-" else "<stdin>"
    name = re.sub(r"^(https?://)[^/?#]*@", r"\1…@", name, flags=re.IGNORECASE)  # a password is not to be kept
    line: int | None = None
    if isinstance(error, UnreadableSource):
        why, line, cure = error.why, error.line, error.cure or ""
    elif isinstance(error, FileNotFoundError):
        why, cure = "no such file", "check the name"
    elif isinstance(error, PermissionError):
        why, cure = "no permission to read it", "give yourself the right to read it"
    elif isinstance(error, (EOFError, zlib.error)) or "gzip" in str(error).lower():
        why, cure = "damaged gzip data", "fetch or compress it again"
    elif isinstance(error, OSError):
        why, cure = f"cannot be read: {error.strerror or error}", "check the file"
    else:  # UnicodeError: bytes further on than the first, in an encoding of several bytes a character
        why, cure = "not valid text in its encoding", "save it as UTF-8, or name its encoding with --encoding"
    return Rejected(source=excerpt(name), line=line, why=why, cure=cure, raw=excerpt(head))
