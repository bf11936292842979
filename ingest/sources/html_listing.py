"""A page that lists several items with links, dates and summaries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsgraph.ingest.sources.clean import clean_url
from newsgraph.ingest.sources.dates import IN_TEXT, iso_date
from newsgraph.ingest.sources.html_text import node_prose, node_words, tree_text
from newsgraph.ingest.sources.intake import Draft

_ROWS = "article, li, tr, dd, dl, div, section, p, a[href]"
_LISTED = ("article", "li", "tr", "dd", "dl")  # alike by their element; others are if their class is
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_FRAME = ["script", "style", "template", "noscript", "nav", "footer", "aside", "form", "iframe"]
_DATES = 'time, [class*="date" i], [class*="time" i]'
_BYLINES = '[class*="meta" i], [class*="byline" i], [class*="author" i]'
_MORE = re.compile(
    r"(?:read|view|see|learn|find out)?\s*(?:more|details|full story)\W*|continue reading\W*|更多|详细|\[?\.\.\.\]?",
    re.IGNORECASE,
)
_MIN_TITLE = 8
_MAX_DEPTH = 80  # of elements: a page that is nested deeper is no list, and measuring it would take forever


@dataclass(frozen=True)
class Listing:
    """The rows of a page's main list.

    share: part of the page's words that is theirs, 0 to 1; outside: characters of paragraphs that are not in them.
    """

    rows: list[LexborNode]
    share: float
    outside: int

    def is_main(self) -> bool:
        """Whether the page is this list: three or more rows with dates or summaries, not an article with "see also"."""
        sizes = [len(node_words(node)) for node in self.rows]
        if len(sizes) < 3 or self.share < 0.5 or self.outside > 2 * sum(sizes) / len(sizes):
            return False
        telling = 0
        for node, size in zip(self.rows, sizes, strict=True):
            link = _title_link(node)
            headline = size if link is None or link.mem_id == node.mem_id else len(node_words(link))
            if IN_TEXT.search(node_words(node)) or node.css_first("time") or size > 2 * headline + 40:
                telling += 1
        return telling * 2 > len(sizes)


def find_listing(html: str) -> Listing:
    """The page's main list: the group of like elements under one parent, each with a link, that holds most words."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(_FRAME)
    body = tree.body
    if body is None or _depth(body) > _MAX_DEPTH:
        return Listing([], 0.0, 0)
    groups: dict[tuple[int, str], list[LexborNode]] = {}
    for node in tree.css(_ROWS):
        if node.parent is not None and _title_link(node) is not None:
            kind = str(node.tag)
            if kind not in _LISTED:
                kind += " " + ((node.attributes.get("class") or "").split() or [""])[0]
            groups.setdefault((node.parent.mem_id, kind), []).append(node)
    sizes = {key: sum(len(node_words(node)) for node in rows) for key, rows in groups.items() if len(rows) > 1}
    if not sizes:
        return Listing([], 0.0, 0)
    rows = groups[max(sizes, key=lambda key: sizes[key])]
    inside = {node.mem_id for row in rows for node in [row, *row.css("p")]}
    outside = sum(len(node_words(node)) for node in tree.css("p") if node.mem_id not in inside)
    return Listing(rows, max(sizes.values()) / max(1, len(node_words(body))), outside)


def _depth(body: LexborNode) -> int:
    depths = {body.mem_id: 1}
    for node in body.traverse():
        if node.parent is not None and node.mem_id != body.mem_id:
            depths[node.mem_id] = depths.get(node.parent.mem_id, 0) + 1
    return max(depths.values())


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
    """The link with the row's title: in a heading, or the longest of those that stand near the row's beginning."""
    if node.tag == "a":  # a card that is one link, with a heading in it
        return node if node.css_first(_HEADINGS) is not None else None
    for heading in node.css(_HEADINGS):
        link = heading.css_first("a[href]")
        if link is None and heading.parent is not None and heading.parent.tag == "a":
            link = heading.parent
        if link is not None and node_words(link):
            return link
    words = node_words(node)
    found: LexborNode | None = None
    size = _MIN_TITLE - 1
    for link in node.css("a[href]"):
        title = node_words(link)
        if len(title) > size and not _is_more(link):
            before = words.partition(title)[0]
            # "On 3 May, the <a>university</a> held …": a link within prose is no title
            if len(IN_TEXT.sub("", before)) <= _MAX_BEFORE:
                found, size = link, len(title)
    return found


_MAX_BEFORE = 30  # characters: a number, a category


def _is_more(link: LexborNode) -> bool:
    return _MORE.fullmatch(node_words(link)) is not None


def _href(node: LexborNode) -> str | None:
    link = _title_link(node)
    return link.attributes.get("href") if link is not None else None


def _parts(node: LexborNode, day_first: bool | None) -> tuple[str, str, str | None]:
    """Title, summary and date of one row, taken apart in a copy of it."""
    html = node.html or ""
    tree = LexborHTMLParser(f"<table>{html}</table>" if node.tag == "tr" else html)
    body = tree.body
    root = body.css_first("a[href]") if body is not None and node.tag == "a" else body
    link = _title_link(root) if root is not None else None
    if root is None or link is None:
        return "", "", None
    published = _take_date(tree, link, day_first)
    heading = next((h for h in root.css(_HEADINGS) if _belongs(h, link)), None)
    named = heading if heading is not None else link
    title = (link.attributes.get("title") or "") if node_words(named).endswith(("…", "...")) else ""
    title = title or node_prose(named)
    href = link.attributes.get("href")
    named.decompose()
    for other in tree.css("a[href]"):
        if _is_more(other) or (other.attributes.get("href") == href and node.tag != "a" and not other.css("p")):
            other.decompose()
    for byline in tree.css(_BYLINES):
        words = node_words(byline)
        if byline.tag != "body" and not byline.css("p") and len(words) <= 100:
            hit = IN_TEXT.search(words)
            published = published or (iso_date(hit[0], day_first) if hit else None)
            byline.decompose()
    kept: list[str] = []
    for row in tree_text(tree).split("\n"):
        bare = row.strip("[]()|·-– ")
        if IN_TEXT.fullmatch(bare):  # a line with nothing but a date
            published = published or iso_date(bare, day_first)
        elif not _MORE.fullmatch(bare or "more"):
            kept.append(row)
    return title, "\n".join(kept), published


def _belongs(heading: LexborNode, link: LexborNode) -> bool:
    """Whether a heading holds the link, or the link the heading."""
    inner = heading.css_first("a[href]")
    if inner is not None:
        return inner.mem_id == link.mem_id
    return any(one.mem_id == heading.mem_id for one in link.css(_HEADINGS))


def _take_date(tree: LexborHTMLParser, link: LexborNode, day_first: bool | None) -> str | None:
    """The date that an element of its own states; such elements are taken out."""
    published: str | None = None
    keep = {link.mem_id, *(node.mem_id for node in link.css(_HEADINGS))}
    for place in tree.css(_DATES):
        words = node_words(place)
        hit = IN_TEXT.search(words)
        stated = place.attributes.get("datetime") or words
        found = iso_date(stated, day_first) or (iso_date(hit[0], day_first) if hit else None)
        inside = {node.mem_id for node in place.css(f"a[href], {_HEADINGS}")} | {place.mem_id}
        if len(words) <= 60 and (found or hit) and not inside & keep:
            published = published or found
            place.decompose()
    return published
