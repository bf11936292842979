"""Markdown: front matter and one item, or a digest with an item a heading.

A file with front matter (`---`, `Key: value` lines, `---`) is one item. Without it, the highest level that has several
headings divides the file, if nothing but headings stands above; below each heading the lines of `headers` may follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources.headers import key_value, split_header
from newsgraph.ingest.sources.html_text import html_text
from newsgraph.ingest.sources.intake import Draft, Intake
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.stream import Source
from newsgraph.ontology.errors import UnreadableSource


@dataclass
class _Section:
    """A heading (level 0: what stands before the first one) and the blocks below it, up to the next heading."""

    level: int
    title: str | None
    url: str | None
    line: int
    blocks: list[str] = field(default_factory=list)


def read_markdown(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """Items of a Markdown file. Raises `UnreadableSource`: nothing in it, or front matter without an end."""
    whole = source.whole(options).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields, body, offset = _front_matter(whole)
    sections = list(_sections(body, offset))
    if not any(section.blocks for section in sections):
        raise UnreadableSource("nothing in the page: no text below the headings", cure="give the item a text")
    with Intake(source.name, options, source.url) as intake:
        if fields:
            yield _item(intake, sections, fields, 1)
            return
        for group in _groups(sections):
            yield _item(intake, group, {}, group[0].line)


def _front_matter(whole: str) -> tuple[dict[str, str], str, int]:
    """Its fields, the text after it, and how many lines it took."""
    start = whole.split("\n", 1)[0]
    if start.rstrip() != "---":
        return {}, whole, 0
    rows = whole.split("\n")
    end = next((at for at, row in enumerate(rows[1:200], 1) if row.rstrip() in ("---", "...")), None)
    if end is None:
        if any(key_value(row) for row in rows[1:10]):
            raise UnreadableSource(
                "broken markup: the front matter has no end", line=1, cure="close it with a line ---"
            )
        return {}, whole, 0  # a rule, not front matter
    pairs = [pair for row in rows[1:end] if (pair := key_value(row))]
    return dict(reversed(pairs)), "\n".join(rows[end + 1 :]), end + 1  # reversed: of two equal keys the first counts


def _sections(body: str, offset: int) -> Iterator[_Section]:
    tokens = MarkdownIt("commonmark").parse(body)
    section = _Section(0, None, None, offset + 1)
    heading = False
    for token in tokens:
        if token.type == "heading_open":
            yield section
            section = _Section(int(token.tag[1]), None, None, offset + (token.map[0] if token.map else 0) + 1)
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline" and heading:
            section.title = _words(token.children or ()) or None
            section.url = next((str(t.attrGet("href")) for t in token.children or () if t.type == "link_open"), None)
        elif token.type == "inline":
            section.blocks.append(_words(token.children or ()))
        elif token.type in ("fence", "code_block"):
            section.blocks.append(token.content.strip("\n"))
        elif token.type == "html_block":
            section.blocks.append(html_text(token.content))
    yield section


def _words(tokens: Sequence[Token]) -> str:
    """The words of inline Markdown: no marks, no pictures; hard breaks stay."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(_SOFT)
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts).strip()


_SOFT = "\x1f"  # a line end in the file: a space in prose, yet it divides `Key: value` lines


def _groups(sections: list[_Section]) -> list[list[_Section]]:
    """Sections that make an item each."""
    levels = [section.level for section in sections if section.level]
    split = next((level for level in sorted(set(levels)) if levels.count(level) > 1), None)
    above = [section for section in sections if split and section.level < split and section.level]
    if split is None or any(section.blocks for section in above):
        return [sections]
    groups: list[list[_Section]] = []
    for section in sections:
        if section.level == split or (not groups and section.blocks):
            groups.append([section])
        elif groups and section.level > split:
            groups[-1].append(section)
    return groups


def _item(intake: Intake, group: list[_Section], fields: dict[str, str], line: int) -> NewsItem | Rejected:
    named = next((section for section in group if section.title), None)
    lead = next((section for section in group if section.blocks), None)
    if lead is not None and not fields:
        fields, rest = split_header(lead.blocks[0].split(_SOFT), hash_title=False)
        lead.blocks[0] = _SOFT.join(rest)
    paragraphs: list[str] = []
    for section in group:
        if section.title and section is not named:
            paragraphs.append(section.title)
        paragraphs += section.blocks
    text = "\n".join(part for part in paragraphs if part).replace(_SOFT, " ")
    if named is not None and fields.get("title") and named.title != fields["title"]:
        text = f"{named.title}\n{text}"  # a heading that is not the title is part of the text
    return intake.item(
        Draft(
            text=text, line=line, title=fields.get("title") or (named.title if named else None),
            url=fields.get("url") or (named.url if named else None),
            id=fields.get("id"), published=fields.get("published"), language=fields.get("language"),
        )
    )  # fmt: skip
