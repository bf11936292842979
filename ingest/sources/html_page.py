"""HTML: decides between a page with an article and a page with a list."""

from __future__ import annotations

from collections.abc import Iterator

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources import html_listing
from newsgraph.ingest.sources.clean import clean_url
from newsgraph.ingest.sources.html_article import declares_article, page_url, read_article
from newsgraph.ingest.sources.html_text import parse_html
from newsgraph.ingest.sources.intake import Intake
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.stream import Source
from newsgraph.ontology.errors import UnreadableSource


def read_html(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """Items of a page, article or list as it looks. Raises `UnreadableSource` where it holds neither."""
    yield from _read(source, options, None)


def read_html_article(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """The one article of a page."""
    yield from _read(source, options, False)


def read_html_listing(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """The rows of a page with a list."""
    yield from _read(source, options, True)


def _read(source: Source, options: ReadOptions, listing: bool | None) -> Iterator[NewsItem | Rejected]:
    html = source.whole(options, markup=True).replace("\x00", "")
    if not html.strip():
        raise UnreadableSource("empty", cure="take the file out, or fill it")
    tree = parse_html(html)
    with Intake(source.name, options) as intake:
        if listing is not False:
            found = html_listing.find_listing(html)
            if listing or (found.is_main() and not declares_article(tree)):
                if not found.rows:
                    raise UnreadableSource(
                        "nothing in the page: no list of links found", cure="for an article use html-article"
                    )
                node = tree.css_first("base[href]")
                base = page_url(tree, source.url)
                if node is not None:
                    base = clean_url(node.attributes.get("href"), base) or base
                root = tree.css_first("html")
                language = root.attributes.get("lang") if root is not None else None
                drafts = html_listing.read_listing(
                    found.rows, base=base, language=language, day_first=options.day_first
                )
                for draft in drafts:
                    yield intake.item(draft)
                return
        for draft in read_article(html, tree, options, url=source.url):
            yield intake.item(draft)
