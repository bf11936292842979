"""The project's memory in SQLite: items, their readings, what was rejected, and the log of runs.

This file is the truth of a project; the graph is computed from it. Each batch is one transaction (WAL), so a killed run
leaves whole batches only, and the next run finds what is there and goes on behind it. Each thread has a connection of
its own; opened for reading only, the file is never written to, and the folder may be one that cannot be.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from newsgraph.ingest.model import NewsItem, Reading, Rejected, RunRecord
from newsgraph.ontology.errors import ProjectError

SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS item (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL, extractor TEXT NOT NULL, item BLOB NOT NULL, reading BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rejected (
    source TEXT NOT NULL, line INTEGER, why TEXT NOT NULL, cure TEXT NOT NULL, raw TEXT NOT NULL, run TEXT NOT NULL,
    UNIQUE (source, line, why, raw)
);
CREATE TABLE IF NOT EXISTS run (
    id TEXT PRIMARY KEY, started TEXT NOT NULL, ended TEXT, version TEXT NOT NULL, extractor TEXT NOT NULL,
    items INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

_item_decoder = msgspec.json.Decoder(NewsItem)
_reading_decoder = msgspec.json.Decoder(Reading)


def content_digest(item: NewsItem) -> str:
    """A digest of what the item says; where it was read from does not matter."""
    parts = (item.id, item.title, item.text, item.published, item.url, item.language)
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


class ReadingStore:
    """The SQLite file of a project. Raises ProjectError where it cannot be opened or was made by a newer version."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._lock = threading.RLock()
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []
        try:
            if not read_only:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.executescript(_SCHEMA)
                self._db.execute("INSERT OR IGNORE INTO state VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
            version = int(self.state("schema") or 0)
        except sqlite3.DatabaseError as e:
            raise ProjectError(
                f"the readings cannot be opened: {e}",
                source=str(path),
                cure="if the disk is sound, move the file away and ingest the sources again",
            ) from e
        if version != SCHEMA_VERSION:
            raise ProjectError(
                f"the readings have schema version {version}, this newsgraph knows {SCHEMA_VERSION}",
                source=str(path),
                cure="use the newsgraph that made the project, or ingest its sources into a new project",
            )

    @property
    def _db(self) -> sqlite3.Connection:
        """This thread's connection: a thread never sees another's half-made transaction, and none waits to read."""
        seen: tuple[sqlite3.Connection, object] | None = getattr(self._mine, "held", None)
        state = self._on_disk() if self.read_only else None
        if seen is not None and seen[1] == state:
            return seen[0]
        if seen is not None:
            self._forget(seen[0])
        connection = self._connect(quiet=state is not None and state[0])
        with self._lock:
            self._all.append(connection)
        self._mine.held = (connection, state)
        return connection

    def _on_disk(self) -> tuple[bool, object]:
        """Whether nobody writes, and then what the file is: where it changed, a reader opens it anew."""
        if self.path.with_name(self.path.name + "-wal").exists():
            return False, None
        file = self.path.stat() if self.path.exists() else None
        return True, file and (file.st_ino, file.st_mtime_ns, file.st_size)

    def _connect(self, *, quiet: bool) -> sqlite3.Connection:
        # a file that nobody writes to is read as it stands: SQLite's log of changes (WAL) would need a file beside it,
        # which nobody can make in a folder that is for reading only
        mode = f"mode=ro{'&immutable=1' * quiet}" if self.read_only else "mode=rwc"
        address = f"{self.path.resolve().as_uri()}?{mode}"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=30, check_same_thread=False)
        if not self.read_only:
            # a power cut may lose the newest batches, never damage the file; a killed process loses nothing
            connection.execute("PRAGMA synchronous=NORMAL")
        return connection

    def _forget(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            self._all = [c for c in self._all if c is not connection]
        connection.close()

    def close(self) -> None:
        with self._lock:
            connections, self._all = self._all, []
        self._mine = threading.local()
        for connection in connections:
            connection.close()

    # items -------------------------------------------------------------------------------------------------------
    def known(self, item: NewsItem, extractor: str) -> bool:
        """Whether this very content has been read by this extractor."""
        row = self._db.execute("SELECT digest, extractor FROM item WHERE id = ?", (item.id,)).fetchone()
        return row is not None and row == (content_digest(item), extractor)

    def has(self, id: str) -> bool:
        return self._db.execute("SELECT 1 FROM item WHERE id = ?", (id,)).fetchone() is not None

    def save(self, batch: Iterable[tuple[NewsItem, Reading]]) -> None:
        """Keep items and readings, each in place of an older version; one transaction."""
        rows = [
            (i.id, content_digest(i), r.extractor, msgspec.json.encode(i), msgspec.json.encode(r)) for i, r in batch
        ]
        with self._transaction():
            changes = 0
            for row in rows:
                old = self._db.execute("SELECT digest, reading FROM item WHERE id = ?", row[:1]).fetchone()
                changes += old != (row[1], row[4])
                self._db.execute("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?)", row)
            self._changed(changes)

    def remove(self, ids: Iterable[str]) -> int:
        """Forget items; returns how many there were."""
        with self._transaction():
            removed = sum(self._db.execute("DELETE FROM item WHERE id = ?", (i,)).rowcount for i in ids)
            self._changed(removed)
            return removed

    def items(self) -> Iterator[tuple[NewsItem, Reading]]:
        """All items with their readings, sorted by id. May be called again; never holds them all."""
        for item, reading in self._pages("SELECT id, item, reading FROM item WHERE id > ? ORDER BY id LIMIT 500"):
            yield self._decoded(item, reading)

    def item(self, id: str) -> tuple[NewsItem, Reading] | None:
        row = self._db.execute("SELECT item, reading FROM item WHERE id = ?", (id,)).fetchone()
        return None if row is None else self._decoded(*row)

    def _decoded(self, item: bytes, reading: bytes) -> tuple[NewsItem, Reading]:
        try:
            return _item_decoder.decode(item), _reading_decoder.decode(reading)
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            raise ProjectError(
                f"a reading is damaged: {e}",
                source=str(self.path),
                cure="move the project away and ingest its sources into a new one",
            ) from e

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM item").fetchone()[0])

    def extractors(self) -> dict[str, int]:
        """How many items were read by which extractor; "" where an item is not read yet."""
        rows = self._db.execute("SELECT extractor, count(*) FROM item GROUP BY extractor ORDER BY extractor")
        return {str(name): int(n) for name, n in rows}

    def revision(self) -> int:
        """Grows with each change of a reading, and with nothing else: a graph made at this revision is up to date."""
        return int(self.state("revision") or 0)

    def _changed(self, changes: int) -> None:
        if changes:
            self._db.execute(
                "INSERT INTO state VALUES ('revision', ?) ON CONFLICT DO UPDATE SET value = value + excluded.value",
                (changes,),
            )

    def _pages(self, sql: str) -> Iterator[tuple[bytes, bytes]]:
        # page by page, not by one open cursor: a cursor would block the writer's checkpoints and see half of a batch
        last = ""
        while rows := self._db.execute(sql, (last,)).fetchall():
            for _, a, b in rows:
                yield a, b
            last = rows[-1][0]

    # rejects -----------------------------------------------------------------------------------------------------
    def reject(self, run: str, rejects: Iterable[Rejected]) -> None:
        rows = [(r.source, r.line, r.why, r.cure, r.raw, run) for r in rejects]
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO rejected VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forgive(self, source: str, before: str) -> None:
        """Forget the rejects of a source that were noted by runs other than `before` (it is being read again)."""
        with self._transaction():
            self._db.execute("DELETE FROM rejected WHERE source = ? AND run <> ?", (source, before))

    def rejected(self, run: str | None = None) -> list[Rejected]:
        """What was rejected, by source and line: of one run, or all that is kept."""
        rows = self._db.execute(
            "SELECT source, line, why, cure, raw FROM rejected WHERE ? IS NULL OR run = ? ORDER BY source, line, why",
            (run, run),
        )
        return [Rejected(source=s, line=n, why=w, cure=c, raw=t) for s, n, w, c, t in rows]

    # runs and state ----------------------------------------------------------------------------------------------
    def log(self, run: RunRecord) -> None:
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?)",
                (run.id, run.started, run.ended, run.version, run.extractor, run.items, run.rejected),
            )

    def runs(self) -> list[RunRecord]:
        names = RunRecord.__struct_fields__
        rows = self._db.execute(f"SELECT {', '.join(names)} FROM run ORDER BY id")
        return [RunRecord(**dict(zip(names, row, strict=True))) for row in rows]

    def state(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_state(self, key: str, value: str) -> None:
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))

    def _transaction(self) -> _Transaction:
        if self.read_only:
            raise ProjectError("opened for reading only", source=str(self.path), cure="open the project for writing")
        return _Transaction(self._db, self._lock, str(self.path))


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK on an error; one thread at a time. Raises ProjectError."""

    def __init__(self, db: sqlite3.Connection, lock: threading.RLock, source: str) -> None:
        self._db = db
        self._lock = lock
        self._source = source

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as e:
            self._lock.release()
            raise self._told(e) from e

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        try:
            self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        except sqlite3.Error as e:  # after a full disk SQLite has rolled back by itself
            if kind is None:
                raise self._told(e) from e
        finally:
            self._lock.release()
        if isinstance(error, sqlite3.Error):
            raise self._told(error) from error

    def _told(self, e: sqlite3.Error) -> ProjectError:
        cure = "is the disk full? What was kept before is whole: make room and run the command again"
        return ProjectError(f"the readings cannot be written: {e}", source=self._source, cure=cure)
