"""From what a reader found to a `NewsItem` or a `Rejected`: one door for all readers."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import unquote, urlsplit, urlunsplit

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources.clean import clean_language, clean_text, clean_url, excerpt, one_line
from newsgraph.ingest.sources.dates import iso_date
from newsgraph.ingest.sources.options import ReadOptions

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_ID = 300


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a reader found of one item, as the source writes it."""

    text: str | None
    line: int | None
    title: str | None = None
    id: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    raw: str = ""


class Intake:
    """Checks and finishes the drafts of one source.

    Ids that were seen are kept in a temporary SQLite database that spills to disk, so that a file of any length may
    be checked for one id with two contents.
    """

    def __init__(self, source: str, options: ReadOptions, base: str | None = None) -> None:
        self.source = source
        self.options = options
        self.base = base
        self._seen: sqlite3.Connection | None = None

    def __enter__(self) -> Intake:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._seen is not None:
            self._seen.close()

    def reject(self, line: int | None, why: str, cure: str, raw: str | bytes = "") -> Rejected:
        """A record of this source that cannot be taken in."""
        return Rejected(source=self.source, line=line, why=why, cure=cure, raw=excerpt(raw))

    def item(self, draft: Draft) -> NewsItem | Rejected:
        """The finished item: text cleaned, date in ISO 8601, id given or made."""
        raw = draft.raw or draft.text or draft.title or ""
        text = clean_text(draft.text or "")
        title = one_line(draft.title)
        limit = self.options.max_item_chars
        if not text and not title:  # a headline alone can tell of an event
            return self.reject(draft.line, "missing text", "give the item a text or a title, or take it out", raw)
        if len(text) + len(title or "") > limit:
            why = f"too large: {len(text) + len(title or ''):,} characters, allowed are {limit:,}"
            return self.reject(draft.line, why, "split the item, or raise max_item_chars", raw)
        given = _SURROGATE.sub("\ufffd", draft.id or "").strip()
        if _CONTROL.search(given) or len(given) > _MAX_ID:
            why = "the id holds control characters" if len(given) <= _MAX_ID else "the id is too long"
            return self.reject(draft.line, why, f"use a short id of at most {_MAX_ID} printable characters", raw)
        url = clean_url(draft.url, self.base)
        ident = given or (url_id(url) if url else content_id(title, text))
        if not self._is_new(ident, title, text, made=not given and not url):
            why = f"the id {ident!r} stands for another text earlier in this source"
            return self.reject(draft.line, why, "give each item an id of its own", raw)
        return NewsItem(
            id=ident,
            text=text,
            title=title,
            url=url,
            published=iso_date(draft.published, self.options.day_first),
            language=clean_language(draft.language),
            source=self.source,
            line=draft.line,
        )

    def _is_new(self, ident: str, title: str | None, text: str, *, made: bool) -> bool:
        """Whether the id is unused in this source, or used for the very same words."""
        if made:  # by the words themselves
            return True
        if self._seen is None:
            self._seen = sqlite3.connect("", check_same_thread=False)  # "": on disk, private, gone when closed
            self._seen.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, words BLOB) WITHOUT ROWID")
        key, words = _digest(ident), _digest(f"{title or ''}\n{text}")
        if self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, words)).rowcount:
            return True
        row = self._seen.execute("SELECT words FROM seen WHERE id = ?", (key,)).fetchone()
        return bool(row[0] == words)


def content_id(title: str | None, text: str) -> str:
    """`text-` and 12 hexadecimal digits of SHA-256 over the cleaned title and text."""
    return "text-" + hashlib.sha256(f"{title or ''}\n{text}".encode()).hexdigest()[:12]


def url_id(url: str) -> str:
    """A readable id for an address: its last path segment and 12 hexadecimal digits of SHA-256 over it.

    The fragment, the case of scheme and host, and a final slash do not count (RFC 3986, section 6.2.2.1).
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    same = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, parts.query, ""))
    words = unquote(path.rpartition("/")[2]).lower()
    words = re.sub(r"\.(?:s?html?|php|aspx?|jsp)$", "", words)
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:48].strip("-")
    return f"{slug or 'url'}-{hashlib.sha256(same.encode()).hexdigest()[:12]}"


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
