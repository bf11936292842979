"""What the page's template may use, and the one way in which data gets into a page.

News text is hostile. It reaches the page in two places only: the title, escaped by Jinja2, and one JSON block whose
`<`, `>`, `&` and line separators are escaped, so that nothing in it can end the block; the scripts put it on the screen
with `textContent` and canvas text alone. The Content-Security-Policy names our scripts by their hashes, so that a
script smuggled in would not run, and allows no request at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

SCRIPTS = ("base.js", "words.js", "canvas.js", "labels.js", "panel.js", "filters.js", "search.js", "main.js")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Page:
    """All that `assets/page.html` may name."""

    title: str
    summary: str
    folded: str
    policy: str
    css: Markup
    library: Markup
    script: Markup
    data: Markup


def safe_json(value: object) -> Markup:
    """JSON that may stand in a `<script type="application/json">` whatever strings it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup("".join(_ESCAPES.get(c, c) for c in text) if any(c in text for c in _ESCAPES) else text)  # noqa: S704


def safe_url(url: str) -> str:
    """The address if it is a web address, "" otherwise (javascript:, data:, file:, nonsense)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def make_page(title: str, summary: str, folded: str, data: object) -> str:
    """The whole HTML text."""
    library, script = _library(), _script()
    hashes = " ".join(_source_hash(text) for text in (library, script))
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = Page(
        title=title,
        summary=summary,
        folded=folded,
        policy=policy,
        css=Markup(_asset("page.css")),  # noqa: S704 – our own files
        library=Markup(library),  # noqa: S704
        script=Markup(script),  # noqa: S704
        data=safe_json(data),
    )
    return _environment().get_template("page.html").render(page=page)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


@cache
def _asset(name: str) -> str:
    return (files("newsgraph.viz") / "assets" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return "(() => {\n'use strict';\n" + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();\n"


@cache
def _library() -> str:
    """vis-network as pyvis ships it, without the comment that makes a browser ask for its source map."""
    text = (files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
