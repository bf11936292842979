"""What an ingest did, counted while it runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from newsgraph.ingest.model import Reading, Rejected


@dataclass
class IngestReport:
    """Numbers of one run; grows while the run goes on, so that a progress bar can show it.

    quads: of the new graph; None where the graph was up to date.
    replaced: (item id, the source it came from before, the source that replaced it).
    unread: (item id, why) of items that could not be read this time; they are kept, and read by the next run.
    remarks: sentences on the run that a person should read.
    """

    run: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    replaced: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    quads: int | None = None
    phase: Literal["reading", "graph", "done"] = "reading"

    @property
    def seen(self) -> int:
        """Items that were looked at, the rejected ones included."""
        return self.new + self.changed + self.unchanged + len(self.rejected)

    def count(self, reading: Reading) -> None:
        """Add a reading to the counts (mentions in items; things told by several items count in each)."""
        self.events.update(e.type for e in reading.events if not e.background)
        self.entities.update(e.type for e in reading.entities)
