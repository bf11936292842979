"""`Key: value` lines above an item, in plain text and Markdown: one small convention for both.

    # Title of the item
    Date: 2024-07-16
    URL: https://www.example.org/news/17
    Id: ouc-17
    Language: en

Any of them may be left out; they come first, each on a line of its own, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

KEYS: dict[str, str] = {
    "id": "id", "url": "url", "link": "url", "permalink": "url", "canonical": "url", "title": "title",
    "headline": "title", "date": "published", "published": "published", "language": "language", "lang": "language",
}  # fmt: skip
_KEY = re.compile(r"([A-Za-z]{2,9})\s*:\s+(\S.*)")
_TITLE = re.compile(r"#\s+(\S.*)")


def key_value(line: str) -> tuple[str, str] | None:
    """The field and value of a header line, or None where the line is none."""
    hit = _KEY.fullmatch(line.strip())
    if not hit or hit[1].lower() not in KEYS:
        return None
    value = hit[2].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    return KEYS[hit[1].lower()], value


def split_header(block: Sequence[str], *, hash_title: bool) -> tuple[dict[str, str], list[str]]:
    """The header fields of a block of lines, and the lines after them. hash_title: `# Title` counts."""
    fields: dict[str, str] = {}
    for at, line in enumerate(block):
        title = _TITLE.fullmatch(line.strip()) if hash_title and at == 0 else None
        pair = ("title", title[1]) if title else key_value(line)
        if pair is None or pair[0] in fields:
            return fields, list(block[at:])
        fields[pair[0]] = pair[1]
    return fields, []
