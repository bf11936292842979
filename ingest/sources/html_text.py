"""The words of HTML: blocks on lines of their own, white space collapsed."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgraph.ontology.errors import UnreadableSource

BLOCKS = (
    "address, article, aside, blockquote, br, dd, div, dl, dt, figure, figcaption, footer, form, h1, h2, h3, h4, h5, "
    "h6, header, hr, li, main, nav, ol, p, pre, section, table, td, th, tr, ul"
)
UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "svg", "head", "button", "select"]
_BREAK = "\u2029"  # stands for a block's edge; white space in pages never contains it


# What does not pile up when its end tag is missing: void elements, and those whose end is implied by the next one
# (HTML standard, sections 13.1.2 and 13.1.2.4).
_TAGS = re.compile(
    r"<(/?)(?!(?:area|base|body|br|col|colgroup|dd|dt|embed|head|hr|html|img|input|li|link|meta|optgroup|option|p|param|"
    r"rp|rt|source|tbody|td|tfoot|th|thead|tr|track|wbr)\b)([a-z][a-z0-9]*)[^<>]*",
    re.IGNORECASE,
)
_DRAWN = frozenset(("path", "circle", "rect", "line", "polygon", "polyline", "ellipse", "use", "stop", "image"))
_MAX_OPEN = 1000


def parse_html(html: str) -> LexborHTMLParser:
    """The parsed page. Raises `UnreadableSource` where elements are nested absurdly deep.

    Parsing takes time with the square of the depth: a page of half a megabyte of `<div>` would take a minute.
    """
    level = 0
    for hit in _TAGS.finditer(html) if len(html) > 4 * _MAX_OPEN else ():
        if hit[0].endswith("/") and hit[2].lower() in _DRAWN:
            continue  # <path …/> in a drawing; of other elements, the slash does not end them
        level = max(0, level - 1) if hit[1] else level + 1
        if level > _MAX_OPEN:
            raise UnreadableSource(
                f"broken markup: more than {_MAX_OPEN:,} elements within each other",
                line=html.count("\n", 0, hit.start()) + 1,
                cure="repair the HTML, or save it as text",
            )
    return LexborHTMLParser(html)


def html_text(html: str) -> str:
    """The text of an HTML fragment, one line a block. Plain text comes back as it is, white space collapsed."""
    return tree_text(parse_html(html.replace(_BREAK, " ")))


def tree_text(tree: LexborHTMLParser) -> str:
    """Like `html_text`, of a parsed page, which it changes."""
    tree.strip_tags(UNSEEN)
    for node in tree.css(BLOCKS):
        node.insert_before(_BREAK)
        node.insert_after(_BREAK)
    body = tree.body
    whole = body.text(deep=True) if body is not None else ""
    return "\n".join(line for part in whole.split(_BREAK) if (line := " ".join(part.split())))


def node_words(node: LexborNode | None) -> str:
    """The words of one element on one line, each element's apart: to measure and to look for dates."""
    return " ".join(node.text(deep=True, separator=" ").split()) if node is not None else ""


def node_prose(node: LexborNode | None) -> str:
    """The words of one element on one line, as they are read: "the <b>OUC</b>." is "the OUC."."""
    return html_text(node.html or "").replace("\n", " ") if node is not None else ""
