"""Which reader a source wants: what the user says, what the content shows, its extension, its content type."""

from __future__ import annotations

import re

from newsgraph.ingest.sources.encoding import find_encoding
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.stream import Source
from newsgraph.ingest.sources.table import DELIMITERS, known_columns

EXTENSIONS: dict[str, str] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".rss": "feed", ".atom": "feed", ".xml": "feed", ".rdf": "feed", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "csv", ".tab": "csv",
}  # fmt: skip
_TYPES: dict[str, str] = {
    "text/markdown": "markdown", "text/html": "html", "application/xhtml+xml": "html", "application/rss+xml": "feed",
    "application/atom+xml": "feed", "application/rdf+xml": "feed", "application/xml": "feed", "text/xml": "feed",
    "application/json": "jsonl", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "text/csv": "csv",
    "text/tab-separated-values": "csv",
}  # fmt: skip
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|main)\b", re.IGNORECASE)
_OBJECT = re.compile(r'\{\s*(?:"|\})')


def find_format(source: Source, options: ReadOptions) -> str:
    """The name of the reader. Content that is plainly a feed or a page wins over a wrong extension."""
    if options.reader_name:
        return options.reader_name
    shown = _content(source, options)
    named = EXTENSIONS.get(source.suffix) or _TYPES.get(source.content_type or "")
    if named in ("feed", "html") and shown in ("feed", "html"):
        return shown
    return named or shown or "text"


def _content(source: Source, options: ReadOptions) -> str | None:
    head = source.head[:8192]
    encoding = find_encoding(head, declared=source.charset, given=options.encoding, markup=True)
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    opening = text[:2000]
    if opening.startswith("<"):
        feed, page = _FEED.search(opening), _HTML.search(opening)
        if feed and not (page and page.start() < feed.start()):
            return "feed"
        return "html" if page else None
    if _OBJECT.match(opening):
        return "jsonl"
    if opening.startswith(("---\n", "---\r\n")):
        return "markdown"
    first = opening.split("\n", 1)[0]
    for delimiter in DELIMITERS:
        fields = known_columns(first.replace('"', "").split(delimiter))
        if "text" in fields and len(fields) > 1:
            return "csv"
    return None
