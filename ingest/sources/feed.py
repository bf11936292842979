"""RSS and Atom, through feedparser: the full content before a summary, HTML taken off."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources.clean import clean_url
from newsgraph.ingest.sources.html_text import html_text
from newsgraph.ingest.sources.intake import Draft, Intake
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.stream import Source
from newsgraph.ontology.errors import UnreadableSource

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_feed(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """Items of a feed; `line` is the number of the entry. Raises `UnreadableSource` where there is no feed in it.

    XML that is not well-formed gives the entries that can still be read and one reject that says where it breaks.
    """
    whole = source.whole(options, markup=True)
    text = _DECLARATION.sub("", whole.lstrip("\ufeff \r\n\t"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    if base := clean_url(source.url):
        headers["content-location"] = base
    import feedparser  # only where a feed is read

    # A stream, never a string: feedparser would fetch a string that looks like an address.
    feed = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers)
    broken = feed.get("bozo_exception")
    # In feedparser's own count: it puts a declaration on a line before the text.
    above = len(whole.split("<", 1)[0].splitlines()) if whole[:1].isspace() else 1
    where = broken.getLineNumber() - 2 + above if hasattr(broken, "getLineNumber") else None
    if not feed.entries:
        if broken is not None:
            raise UnreadableSource(f"broken markup: {_reason(broken)}", line=where, cure="repair the XML")
        if not feed.version:
            raise UnreadableSource("not an RSS or Atom feed", cure="name its format with --format")
        raise UnreadableSource("nothing in the page: the feed has no entries", cure="try another feed")
    language = feed.feed.get("language") or feed.feed.get("title_detail", {}).get("language")
    addresses = Counter(_address(entry) for entry in feed.entries)
    with Intake(source.name, options, source.url) as intake:
        for number, entry in enumerate(feed.entries, 1):
            address = _address(entry)
            given = str(entry.get("id") or "")
            # An address that several entries share is the site's, not the item's.
            shared = addresses[address] > 1
            if clean_url(given):
                given = ""
            body, body_language = _body(entry)
            title = html_text(str(entry.get("title") or ""))
            if not body:  # many feeds have headlines alone: then the headline is what the item says
                body, title = title, ""
            date = entry.get("published") or entry.get("created") or entry.get("updated")
            yield intake.item(
                Draft(
                    text=body, line=number, title=title, id=given, url=None if shared else address,
                    published=str(date) if date else None, language=body_language or language,
                    raw=body or str(dict(entry)),
                )
            )  # fmt: skip
        if broken is not None and where is not None:
            cure = f"repair the XML; the {len(feed.entries)} entries that could be read were kept"
            yield intake.reject(
                where, f"broken markup: {_reason(broken)}", cure, "\n".join(text.split("\n")[where - 1 : where])
            )


def _address(entry: Any) -> str | None:
    return clean_url(str(entry.get("link") or "")) or clean_url(str(entry.get("id") or ""))


def _body(entry: Any) -> tuple[str, str | None]:
    """The longest full content, else the summary: its words and its language."""
    found = [part for part in [*entry.get("content", []), entry.get("summary_detail")] if part and part.get("value")]
    for part in found:
        value = str(part["value"])
        words = html_text(value) if part.get("type") in _HTML_TYPES or "<" in value else value
        if words.strip():
            return words, part.get("language") or None
    return "", None


def _reason(error: object) -> str:
    message = error.getMessage() if hasattr(error, "getMessage") else str(error)
    return str(message)[:200]
