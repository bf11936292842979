"""Plain text: paragraphs separated by blank lines, one item each, optional header lines above (see `headers`)."""

from __future__ import annotations

from collections.abc import Iterator

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources.headers import split_header
from newsgraph.ingest.sources.intake import Draft, Intake
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.stream import Line, Source, lines


def read_text(source: Source, options: ReadOptions) -> Iterator[NewsItem | Rejected]:
    """Items of a plain-text listing. A header that stands alone belongs to the paragraph after it."""
    with Intake(source.name, options, source.url) as intake:
        header: dict[str, str] = {}
        header_line: int | None = None
        for block in _blocks(source, options):
            first = block[0]
            if fault := next((line for line in block if line.fault), None):
                yield intake.reject(fault.number, fault.fault or "", fault.cure, fault.text)
                header, header_line = {}, None
                continue
            fields, rest = split_header([line.text for line in block], hash_title=True)
            if header and fields:  # two headers in a row: the first has no paragraph
                yield _draft(intake, header, "", header_line)
                header, header_line = {}, None
            if fields and not rest:
                header, header_line = fields, first.number
                continue
            yield _draft(intake, header or fields, "".join(rest), header_line or first.number)
            header, header_line = {}, None
        if header:
            yield _draft(intake, header, "", header_line)


def _draft(intake: Intake, fields: dict[str, str], text: str, line: int | None) -> NewsItem | Rejected:
    raw = text or "\n".join(f"{key}: {value}" for key, value in fields.items())
    return intake.item(Draft(text=text, line=line, raw=raw, **fields))


def _blocks(source: Source, options: ReadOptions) -> Iterator[list[Line]]:
    """Runs of lines that are not blank. A run that outgrows an item is cut: it would be rejected anyway."""
    block: list[Line] = []
    size = 0
    cut = False
    for line in lines(source, options):
        if not line.text.strip("\ufeff \t\r\n\v\f\u00a0\u3000"):
            if block:
                yield block
            block, size, cut = [], 0, False
        elif not cut:
            block.append(line)
            size += len(line.text)
            if size > 2 * options.max_item_chars + 10_000 and not line.fault:
                why = f"too large: a paragraph of more than {options.max_item_chars:,} characters"
                first = block[0]
                block = [Line(first.number, first.text, why, "separate items by blank lines, or raise max_item_chars")]
                cut = True
    if block:
        yield block
