"""The explorer as one file that works from a folder: script, style and data inside, no request to anywhere.

News text is hostile. It comes into the file as the title (escaped by Jinja2), as JSON that cannot end its block
(`safe_json`), and as base64; the script shows it by `textContent` and canvas text alone. The Content-Security-Policy
names our script and our style by their hashes, so that nothing smuggled in would run, and allows no request.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from newsgraph.viz.explore.document import Document
from newsgraph.viz.page import safe_json
from newsgraph.viz.pages import assets


def explorer_page(document: Document) -> str:
    """The whole HTML text; the same document gives the same bytes."""
    script, style = _built("explore.js"), _built("explore.css")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template("explore_file.html")
        .render(
            title=document.title,
            policy=policy,
            style=Markup(style),  # noqa: S704 – our own files
            script=Markup(script),  # noqa: S704
            core=safe_json(document.core),
            details=packed(document.details),
        )
    )


def packed(value: object) -> str:
    """JSON, compressed, in base64: what a browser unpacks with DecompressionStream."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()


@cache
def _built(name: str) -> str:
    text = (assets().folder / assets().built(name)).read_text(encoding="utf-8")
    # what would end the block that it stands in
    if "</script" in text.lower() or "</style" in text.lower() or "<!--" in text:
        raise AssertionError(f"{name} cannot stand in a page")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("newsgraph.viz.explore", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
