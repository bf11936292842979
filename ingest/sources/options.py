"""What a caller may set about reading."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from newsgraph.ontology.errors import SettingsError

FORMATS: tuple[str, ...] = ("text", "markdown", "html", "html-article", "html-listing", "feed", "jsonl", "csv")
ALIASES: dict[str, str] = {
    "txt": "text", "md": "markdown", "htm": "html", "rss": "feed", "atom": "feed", "xml": "feed",
    "json": "jsonl", "ndjson": "jsonl", "tsv": "csv",
}  # fmt: skip
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class ReadOptions:
    """How sources are read. Raises `SettingsError` for an unknown format or encoding, or a limit below one.

    format: one of `FORMATS` (or a usual extension for it); None: by extension, content type and content.
    max_file_bytes: limit for formats that are read whole (Markdown, HTML, feeds), after decompression.
    max_item_chars: limit for one item's text, and for one record of a line format.
    timeout_s: seconds that fetching one address may take in all, redirects included.
    max_fetch_bytes: limit for what is fetched from one address.
    allow_private: fetch from private, loopback and link-local addresses too.
    day_first: True reads 03/04/2024 as 3 April, False as 4 March, None leaves it out.
    encoding: of all sources; None: found out for each.
    """

    format: str | None = None
    max_file_bytes: int = 16 * MEBIBYTE
    max_item_chars: int = 100_000
    timeout_s: float = 20.0
    max_fetch_bytes: int = 32 * MEBIBYTE
    allow_private: bool = False
    day_first: bool | None = None
    encoding: str | None = None

    def __post_init__(self) -> None:
        if self.format is not None and self.reader_name not in FORMATS:
            raise SettingsError(f"unknown format {self.format!r}", cure="use one of " + ", ".join(FORMATS))
        if self.encoding is not None:
            try:
                text_encoding = codecs.lookup(self.encoding)._is_text_encoding
            except (LookupError, ValueError):  # ValueError: a NUL in the name
                text_encoding = False
            if not text_encoding:  # "base64", "rot13" are codecs too
                raise SettingsError(f"unknown encoding {self.encoding!r}", cure="use a name such as utf-8 or gb18030")
        for name in ("max_file_bytes", "max_item_chars", "timeout_s", "max_fetch_bytes"):
            if not getattr(self, name) > 0:
                raise SettingsError(f"{name} must be more than 0", cure="leave it out to use the default")

    @property
    def reader_name(self) -> str | None:
        """The reader that `format` asks for, aliases resolved."""
        return None if self.format is None else ALIASES.get(self.format.lower(), self.format.lower())
