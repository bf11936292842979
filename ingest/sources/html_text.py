"""The words of HTML: blocks on lines of their own, white space collapsed."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = (
    "address, article, aside, blockquote, br, dd, div, dl, dt, figure, figcaption, footer, form, h1, h2, h3, h4, h5, "
    "h6, header, hr, li, main, nav, ol, p, pre, section, table, td, th, tr, ul"
)
UNSEEN = ["script", "style", "template", "noscript", "iframe", "object", "svg", "head", "button", "select"]
_BREAK = "\u2029"  # stands for a block's edge; white space in pages never contains it


def html_text(html: str) -> str:
    """The text of an HTML fragment, one line a block. Plain text comes back as it is, white space collapsed."""
    return tree_text(LexborHTMLParser(html.replace(_BREAK, " ")))


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
