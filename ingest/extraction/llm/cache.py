"""Answers kept by what was asked, so that the same question costs nothing again and is always answered alike."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from newsgraph.ingest.extraction.llm import prompt
from newsgraph.ingest.model import NewsItem
from newsgraph.ontology.errors import ExtractionError

_SCHEMA = """CREATE TABLE IF NOT EXISTS answer (
    item TEXT NOT NULL, model TEXT NOT NULL, prompt TEXT NOT NULL,
    content TEXT NOT NULL, cut INTEGER NOT NULL, room INTEGER NOT NULL, PRIMARY KEY (item, model, prompt)
) WITHOUT ROWID"""


class Question(NamedTuple):
    """What was asked. item: a digest of what the model sees of the item. prompt: the version of the instructions."""

    item: str
    model: str
    prompt: str


class Kept(NamedTuple):
    """A model's answer. cut: it was cut off at its length limit, which was `room` tokens."""

    content: str
    cut: bool
    room: int


def content_of(item: NewsItem) -> str:
    """A digest of what the model sees of an item."""
    return hashlib.sha256(prompt.payload(item).encode()).hexdigest()


class AnswerCache:
    """Answers in a SQLite file; in memory alone where no path is given. Used by one thread.

    Raises ExtractionError where the file cannot be read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._source = str(path) if path else None
        with self._telling():
            self._db = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=30, check_same_thread=False)
            if path:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(_SCHEMA)

    def get(self, question: Question) -> Kept | None:
        with self._telling():
            row = self._db.execute(
                "SELECT content, cut, room FROM answer WHERE item = ? AND model = ? AND prompt = ?", question
            ).fetchone()
        return None if row is None else Kept(row[0], bool(row[1]), row[2])

    def put(self, question: Question, answer: Kept) -> None:
        with self._telling():
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)", (*question, *answer))

    def forget(self, items: Iterable[NewsItem]) -> None:
        """Forget all answers about items of this content."""
        with self._telling():
            self._db.executemany("DELETE FROM answer WHERE item = ?", [(content_of(item),) for item in items])

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as e:
            raise ExtractionError(
                f"the kept answers of the language model cannot be used: {e}",
                source=self._source,
                cure="if the disk is sound and has room, delete the file: the answers will be asked for again",
            ) from e
