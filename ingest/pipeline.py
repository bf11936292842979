"""Many items through extraction, in this process or on several cores; memory does not grow with their number.

A worker is a process of its own with its own language pipeline (spaCy holds the GIL). Batches go out in order and come
back in order, at most two in flight a worker.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.reader import Reader
from newsgraph.ontology.errors import ExtractionError

BATCH = 64
# below this many characters, starting workers (two seconds each) costs more than it brings
WORTH_WORKERS = 400_000

Read = tuple[NewsItem, Reading]

_extractor: Extractor | None = None  # a worker's own


def _start_worker(model: str) -> None:
    global _extractor
    _extractor = Extractor(model, gazetteer=Gazetteer.open())


def _work(batch: list[NewsItem]) -> list[Reading]:
    assert _extractor is not None
    return list(_extractor.read(batch))


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extract(
    items: Iterable[NewsItem],
    *,
    model: str,
    workers: int,
    extractor: Callable[[], Reader] | None = None,
    batch: int = BATCH,
) -> Iterator[list[Read]]:
    """Read items in batches, in the order given.

    workers: processes; 1 reads in this process. More are started only when there is enough to read.
    extractor: gives the extractor of this process, loaded on first use. batch: how many items are given back at a time.
    Raises ExtractionError where the model cannot be loaded or a worker dies.
    """
    stream = iter(items)
    if workers > 1:
        head, size = [], 0
        for item in stream:
            head.append(item)
            size += len(item.text)
            if size >= WORTH_WORKERS:
                break
        stream = itertools.chain(head, stream)
        if size < WORTH_WORKERS:
            workers = 1
    batches = iter(lambda: list(itertools.islice(stream, batch)), [])
    if workers == 1:
        make = extractor or (lambda: Extractor(model, gazetteer=Gazetteer.open()))
        return _here(batches, make)
    return _on_workers(batches, model, workers)


def _here(batches: Iterator[list[NewsItem]], make: Callable[[], Reader]) -> Iterator[list[Read]]:
    reader: Reader | None = None
    for batch in batches:
        reader = reader or make()
        yield list(zip(batch, reader.read(batch), strict=True))


def _on_workers(batches: Iterator[list[NewsItem]], model: str, workers: int) -> Iterator[list[Read]]:
    # one thread a worker: two processes with two BLAS threads each fight for two cores (1.5 against 1.88 times)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    flying: deque[tuple[list[NewsItem], Future[list[Reading]]]] = deque()
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(model,)
    )
    try:
        for batch in batches:
            flying.append((batch, pool.submit(_work, batch)))
            if len(flying) >= 2 * workers:
                yield _landed(flying)
        while flying:
            yield _landed(flying)
    except BrokenProcessPool as e:
        raise ExtractionError(
            "a worker process ended unexpectedly",
            cure="what was read is kept: run the command again, with fewer --workers if memory is short",
        ) from e
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _landed(flying: deque[tuple[list[NewsItem], Future[list[Reading]]]]) -> list[Read]:
    batch, future = flying.popleft()
    return list(zip(batch, future.result(), strict=True))
