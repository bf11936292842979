"""What one request to the service may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """What one request may cost.

    seconds: of wall-clock time that a query may run. rows, bytes: of an answer, which is then marked as cut short.
    request: bytes of a request's body; upload: of a graph that is sent. workers: queries that run at once. services:
    addresses that SERVICE may ask.
    memory: bytes that a query's process may address; 0 for no limit. queue: queries that may wait, more are refused.
    cache: bytes of answers that are kept until the graph changes.
    """

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 64 * 2**20
    request: int = 2**20
    upload: int = 16 * 2**20
    workers: int = field(default_factory=lambda: (os.cpu_count() or 1) + 2)
    services: frozenset[str] = frozenset()
    memory: int = 2 * 2**30
    queue: int = 256
    cache: int = 64 * 2**20
