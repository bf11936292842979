"""One run of ingest: sources → items → readings, kept batch by batch. The graph is not its business."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsgraph import __version__
from newsgraph.ingest.model import NewsItem, Reading, Rejected, RunRecord
from newsgraph.report import IngestReport
from newsgraph.store.readings import ReadingStore, content_digest

if TYPE_CHECKING:
    from newsgraph.ingest.reader import Reader
    from newsgraph.ingest.sources import ReadOptions

log = logging.getLogger("newsgraph")

Progress = Callable[[IngestReport], None]


@dataclass(frozen=True)
class Wish:
    """What is to be read. again: what is known, too. kept: after the sources, the kept items that are not known to be
    read by this extractor."""

    sources: Sequence[str]
    options: ReadOptions
    again: bool = False
    kept: bool = False


class Intake:
    """A run over a project's readings. `run` returns what was done; `report` grows while it goes on."""

    def __init__(self, readings: ReadingStore, reader: Reader, progress: Progress | None = None) -> None:
        self._readings, self._reader, self._progress = readings, reader, progress
        self._started = datetime.now(UTC)
        self._id = f"{self._started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        self._read = 0
        self.report = IngestReport(run=self._id)

    def run(self, wish: Wish, *, model: str, workers: int, batch: int) -> IngestReport:
        """Read what is wished for. model, workers, batch: as `ingest.pipeline.extract` takes them."""
        from newsgraph.ingest.pipeline import extract

        items = self._wanted(wish)
        for got in extract(items, model=model, workers=workers, batch=batch, extractor=lambda: self._reader):
            self._readings.save(list(self._noted(got)))
            self._tell()
        if self.report.new or self.report.changed or self.report.rejected:
            self._log()
        return self.report

    def _tell(self) -> None:
        if self._progress:
            self._progress(self.report)

    def _wanted(self, wish: Wish) -> Iterator[NewsItem]:
        """The items to be read; what is known or rejected is noted here."""
        from newsgraph.ingest.sources import read_sources

        sources: set[str] = set()
        under_way: set[str] = set()
        for got in read_sources(wish.sources, options=wish.options) if wish.sources else ():
            if got.source is not None and got.source not in sources:
                sources.add(got.source)
                self._readings.forgive(got.source, self._id)
            if isinstance(got, Rejected):
                self.report.rejected.append(got)
                self._readings.reject(self._id, [got])
                log.warning("rejected %s%s: %s", got.source, f":{got.line}" if got.line else "", got.why)
            elif not wish.again and self._readings.known(got, self._reader.name):
                self.report.unchanged += 1
            else:
                if wish.kept:
                    under_way.add(got.id)
                yield got
            self._tell()
        for item, reading in self._readings.items() if wish.kept else ():
            if item.id in under_way:
                continue
            if not wish.again and reading.extractor == self._reader.name:
                self.report.unchanged += 1
            else:
                yield item
            self._tell()

    def _noted(self, batch: Sequence[tuple[NewsItem, Reading]]) -> Iterator[tuple[NewsItem, Reading]]:
        """Count the readings of a batch; gives those to be kept. An item that could not be read this time keeps what
        was read of it before."""
        here: dict[str, NewsItem] = {}  # of this batch, which is saved after this
        for item, reading in batch:
            kept = self._readings.item(item.id)
            old = here.get(item.id) or (kept[0] if kept else None)
            here[item.id] = item
            if reading.extractor:
                self._read += 1
            else:
                self.report.unread.append((item.id, reading.note or "not read"))
                if old is not None and content_digest(old) == content_digest(item):
                    self.report.unchanged += 1
                    continue
            if old is None:
                self.report.new += 1
            else:
                self.report.changed += 1
                if old.source != item.source and old.text != item.text:
                    # two files that both number their items 1, 2, 3 would silently eat each other
                    self.report.replaced.append((item.id, old.source, item.source))
                    log.warning("item %s of %s replaces the one of %s", item.id, item.source, old.source)
            self.report.count(reading)
            yield item, reading

    def _log(self) -> None:
        self._readings.log(
            RunRecord(
                id=self._id,
                started=self._started.isoformat(timespec="seconds"),
                ended=datetime.now(UTC).isoformat(timespec="seconds"),
                version=__version__,
                extractor=self._reader.name,
                items=self._read,
                rejected=len(self.report.rejected),
            )
        )
