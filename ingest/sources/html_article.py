"""A page with one article: its words by trafilatura, its date where the page states it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from functools import cache

import msgspec
from selectolax.lexbor import LexborHTMLParser

from newsgraph.ingest.sources.clean import clean_url
from newsgraph.ingest.sources.dates import IN_TEXT, iso_date
from newsgraph.ingest.sources.html_text import UNSEEN, node_prose, node_words
from newsgraph.ingest.sources.intake import Draft
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ontology.errors import UnreadableSource

_DATE_META = (
    'meta[property="article:published_time"], meta[itemprop="datePublished"], meta[name="date" i], '
    'meta[name="pubdate" i], meta[name="publishdate" i], meta[name="dc.date" i], meta[name="dcterms.issued" i], '
    'meta[name="dc.date.issued" i], meta[name="citation_publication_date" i]'
)
_DATE_SEEN = 'time, [itemprop="datePublished"], [class*="date" i], [class*="time" i], [id*="date" i], [id*="time" i]'
_DATE_IN_JSON = re.compile(r'"datePublished"\s*:\s*("(?:[^"\\]|\\.){4,60}")')
_ARTICLE_IN_JSON = re.compile(r'"@type"\s*:\s*\[?\s*"(?:News|Report|Blog)?(?:Article|Posting)"')
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs "discarding data"; we say it in a reject


@cache
def _settings() -> ConfigParser:
    """trafilatura's own, for short items: it would drop a page of two sentences."""
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    for key in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE", "MIN_EXTRACTED_COMM_SIZE"):
        config.set("DEFAULT", key, "20")
    return config


def declares_article(tree: LexborHTMLParser) -> bool:
    """Whether the page says itself that it is one article (Open Graph, schema.org)."""
    kind = tree.css_first('meta[property="og:type"]')
    if kind is not None and (kind.attributes.get("content") or "").strip().lower() == "article":
        return True
    scripts = [node.text() for node in tree.css('script[type="application/ld+json"]')]
    return sum(len(_ARTICLE_IN_JSON.findall(script)) for script in scripts) == 1


def read_article(html: str, tree: LexborHTMLParser, options: ReadOptions, *, url: str | None) -> Iterator[Draft]:
    """The article of a page. Raises `UnreadableSource` where there is none."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction  # a third of a second to import: where a page is read, not at every start

    try:
        document = bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False,
            config=_settings(), date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError, AssertionError, LookupError) as error:
        # Seen from lxml and trafilatura on damaged pages; a page must not end the run.
        raise UnreadableSource(
            f"broken markup: {type(error).__name__}", cure="repair the HTML, or save it as text"
        ) from error
    if isinstance(document, dict):  # what bare_extraction gave in earlier versions
        document = None
    rows = [row for row in ((document.text if document else None) or "").split("\n") if row.strip()]
    rows = rows or _paragraphs(html)
    if not rows:
        cure = "check the page; for a list use html-listing"
        raise UnreadableSource("nothing in the page: no article text found", cure=cure)
    title = (document.title if document else None) or node_prose(tree.css_first("h1")) or None
    if title and len(rows) > 1 and " ".join(rows[0].split()).lstrip("# ") == " ".join(title.split()):
        rows = rows[1:]  # the heading again
    if len(rows) > 1 and iso_date(rows[0], True):
        rows = rows[1:]  # a line with the date alone
    root = tree.css_first("html")
    yield Draft(
        text="\n".join(rows), line=1, title=title, url=page_url(tree, url), raw=html[:2000],
        published=page_date(tree, options.day_first) or _fallback_date(document.date if document else None, tree),
        language=root.attributes.get("lang") if root is not None else None,
    )  # fmt: skip


def _paragraphs(html: str) -> list[str]:
    """The paragraphs of a page that is too short for trafilatura: a notice of one sentence."""
    tree = LexborHTMLParser(html)
    tree.strip_tags([*UNSEEN, "nav", "footer", "aside", "form"])
    return [words for node in tree.css("p") if (words := node_prose(node))]


def page_url(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The page's own address: as it declares it, else where it was fetched."""
    for selector, name in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        if node is not None and (found := clean_url(node.attributes.get(name), url)):
            return found
    return clean_url(url)


def page_date(tree: LexborHTMLParser, day_first: bool | None) -> str | None:
    """The date of publication that the page states: for machines first, then for readers."""
    for node in tree.css(_DATE_META):
        if found := iso_date(node.attributes.get("content"), day_first):
            return found
    for node in tree.css('script[type="application/ld+json"]'):
        if hit := _DATE_IN_JSON.search(node.text()):
            try:
                stated = str(msgspec.json.decode(hit[1]))
            except (msgspec.DecodeError, UnicodeError):
                continue
            if found := iso_date(stated, day_first):
                return found
    for node in tree.css(_DATE_SEEN):
        words = node_words(node)
        if len(words) > 80 or node.tag == "body":
            continue
        stated_here = node.attributes.get("datetime") or node.attributes.get("content") or words
        if found := iso_date(stated_here, day_first):
            return found
        if (hit := IN_TEXT.search(words)) and (found := iso_date(hit[0], day_first)):
            return found
    return None


def _fallback_date(guess: str | None, tree: LexborHTMLParser) -> str | None:
    """trafilatura's date, unless it may have guessed how 03/04/2024 is meant."""
    if not guess or tree.body is None:
        return None
    return None if re.search(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b", node_words(tree.body)) else guess
