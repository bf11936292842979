"""A page that lists several items with links, dates and summaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgraph.ingest.sources.clean import clean_url
from newsgraph.ingest.sources.dates import IN_TEXT, iso_date
from newsgraph.ingest.sources.html_text import node_words, tree_text
from newsgraph.ingest.sources.intake import Draft

_ROWS = "article, li, div, section, tr, dd, dl, p"
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_FRAME = ["script", "style", "template", "noscript", "nav", "footer", "aside", "form", "iframe"]
_DATES = 'time, [class*="date" i], [class*="time" i]'
_MORE = re.compile(
    r"(?:read|view|see|learn|find out)?\s*(?:more|details|full story)\W*|更多|详细|\[?\.\.\.\]?", re.IGNORECASE
)
_MIN_TITLE = 8


def find_rows(html: str) -> tuple[list[LexborNode], float]:
    """The rows of the page's main list, and their share of its words (0 to 1).

    The main list is the group of like elements under one parent, each with a link, that holds most words.
    """
    tree = LexborHTMLParser(html)
    tree.strip_tags(_FRAME)
    body = tree.body
    if body is None:
        return [], 0.0
    groups: dict[tuple[int, str], list[LexborNode]] = {}
    for node in tree.css(_ROWS):
        if node.parent is not None and _title_link(node) is not None:
            groups.setdefault((node.parent.mem_id, str(node.tag)), []).append(node)
    sizes = {key: sum(len(node_words(node)) for node in rows) for key, rows in groups.items() if len(rows) > 1}
    if not sizes:
        return [], 0.0
    best = max(sizes, key=lambda key: sizes[key])
    return groups[best], sizes[best] / max(1, len(node_words(body)))


def is_listing(rows: list[LexborNode], share: float) -> bool:
    """Whether a page with these rows is a list: three or more rows with dates or summaries that make up most of it."""
    if len(rows) < 3 or share < 0.5:
        return False
    telling = 0
    for node in rows:
        words = node_words(node)
        link = _title_link(node)
        if IN_TEXT.search(words) or node.css_first("time") or len(words) > 2 * len(node_words(link)) + 40:
            telling += 1
    return telling * 2 > len(rows)


def read_listing(
    rows: list[LexborNode], *, base: str | None, language: str | None, day_first: bool | None
) -> Iterator[Draft]:
    """A draft a row; `line` is the number of the row."""
    links = [clean_url(_href(node), base) for node in rows]
    shared = Counter(links)
    for number, (node, link) in enumerate(zip(rows, links, strict=True), 1):
        title, summary, published = _parts(node, day_first)
        if not summary:  # a list of headlines: then the headline is what the item says
            summary, title = title, ""
        yield Draft(
            text=summary, line=number, title=title, url=link if shared[link] == 1 else None, published=published,
            language=language, raw=node.html or "",
        )  # fmt: skip


def _title_link(node: LexborNode) -> LexborNode | None:
    """The link with the row's title: in a heading, else the one with most words."""
    for heading in node.css(_HEADINGS):
        link = heading.css_first("a[href]")
        if link is None and heading.parent is not None and heading.parent.tag == "a":
            link = heading.parent
        if link is not None and node_words(link):
            return link
    links = [link for link in node.css("a[href]") if len(node_words(link)) >= _MIN_TITLE and not _is_more(link)]
    return max(links, key=lambda link: len(node_words(link)), default=None)


def _is_more(link: LexborNode) -> bool:
    return _MORE.fullmatch(node_words(link)) is not None


def _href(node: LexborNode) -> str | None:
    link = _title_link(node)
    return link.attributes.get("href") if link is not None else None


def _parts(node: LexborNode, day_first: bool | None) -> tuple[str, str, str | None]:
    """Title, summary and date of one row, taken apart in a copy of it."""
    html = node.html or ""
    tree = LexborHTMLParser(f"<table>{html}</table>" if node.tag == "tr" else html)
    root = tree.body
    link = _title_link(root) if root is not None else None
    if root is None or link is None:
        return "", "", None
    published: str | None = None
    for place in tree.css(_DATES):
        words = node_words(place)
        stated = place.attributes.get("datetime") or words
        hit = IN_TEXT.search(words)
        found = iso_date(stated, day_first) or (iso_date(hit[0], day_first) if hit else None)
        if len(words) <= 60 and (found or hit) and link.mem_id not in {a.mem_id for a in place.css("a")}:
            published = published or found
            place.decompose()
    link = _title_link(root)
    if link is None:
        return "", "", published
    heading = next((h for h in root.css(_HEADINGS) if h.css_first("a[href]") is not None or h.parent.tag == "a"), None)  # type: ignore[union-attr]
    named = heading if heading is not None else link
    title = (link.attributes.get("title") or "") if node_words(named).endswith(("…", "...")) else ""
    title = title or node_words(named)
    href = link.attributes.get("href")
    named.decompose()
    for other in tree.css("a[href]"):
        if _is_more(other) or (other.attributes.get("href") == href and not other.css("p")):
            other.decompose()
    lines = tree_text(tree).split("\n")
    kept: list[str] = []
    for row in lines:
        bare = row.strip("[]()|·-– ")
        hit = IN_TEXT.fullmatch(bare)
        if hit:  # a line with nothing but a date
            published = published or iso_date(bare, day_first)
        elif not _MORE.fullmatch(bare or "more"):
            kept.append(row)
    return title, "\n".join(kept), published
