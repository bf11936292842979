"""Answers kept by what was asked, so that the same question costs nothing again and is always answered alike."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import msgspec

from newsgraph.ontology.errors import ExtractionError

_SCHEMA = """CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, content TEXT NOT NULL, cut INTEGER NOT NULL, room INTEGER NOT NULL
) WITHOUT ROWID"""


class Kept(msgspec.Struct, frozen=True):
    """A model's answer. cut: it was cut off at its length limit, which was `room` tokens."""

    content: str
    cut: bool = False
    room: int = 0


def question_key(model: str, prompt: str, payload: str) -> str:
    """Names a question: the model, the version of the instructions and schema, the item's content."""
    return hashlib.sha256(msgspec.json.encode([model, prompt, payload])).hexdigest()


class AnswerCache:
    """Answers in a SQLite file; in memory alone where no path is given. Used by one thread.

    Raises ExtractionError where the file cannot be read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._source = str(path) if path else None
        try:
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=30, check_same_thread=False)
            if path:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(_SCHEMA)
        except (sqlite3.Error, OSError) as e:
            raise self._told(e) from e

    def get(self, key: str) -> Kept | None:
        try:
            row = self._db.execute("SELECT content, cut, room FROM answer WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as e:
            raise self._told(e) from e
        return None if row is None else Kept(row[0], bool(row[1]), row[2])

    def put(self, key: str, model: str, answer: Kept) -> None:
        try:
            row = (key, model, answer.content, answer.cut, answer.room)
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)", row)
        except sqlite3.Error as e:
            raise self._told(e) from e

    def close(self) -> None:
        self._db.close()

    def _told(self, e: Exception) -> ExtractionError:
        return ExtractionError(
            f"the kept answers of the language model cannot be used: {e}",
            source=self._source,
            cure="if the disk is sound and has room, delete the file: the answers will be asked for again",
        )
