"""The journal of accepted updates, in SQLite: what changes the graph beside readings, authority files and decisions.

The graph is made anew by each ingest, so an update that only changed the graph would be lost. Here it is kept, in the
order of its acceptance, and run again in each rebuild. The file is there from the first update on. It does without
SQLite's write-ahead log, so that it can be read in a folder that cannot be written to, and each entry is on disk
(fsync) before `add` returns.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from newsgraph.ontology.errors import ProjectError

Kind = Literal["update", "put", "post", "delete"]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT, accepted TEXT NOT NULL, kind TEXT NOT NULL, graph TEXT, body BLOB NOT NULL,
    graphs TEXT NOT NULL, named TEXT NOT NULL
);
"""
_COLUMNS = "id, accepted, kind, graph, body, graphs, named"


@dataclass(frozen=True, slots=True)
class Update:
    """One accepted change.

    kind: "update" is SPARQL (body: its text); the others are of the Graph Store Protocol: "put" and "post" have RDF as
        N-Triples for a body, "delete" an empty one. graph: what these are about, None for the merged graph.
    using, using_named: the dataset that a SPARQL update is asked on (SPARQL 1.1 Protocol, section 2.2.3).
    id: its number in the journal, from 1; 0 while it is not in it. accepted: when, ISO 8601.
    """

    kind: Kind
    body: str
    graph: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    id: int = 0
    accepted: str = ""


class Journal:
    """The file of a project. Raises ProjectError where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self) -> list[Update]:
        """All of them, oldest first."""
        return [self._decoded(row) for row in self._rows(f"SELECT {_COLUMNS} FROM entry ORDER BY id")]

    def add(self, update: Update, accepted: str) -> Update:
        """Keep it for good; returns it with its number."""
        row = (
            accepted,
            update.kind,
            update.graph,
            zlib.compress(update.body.encode()),
            "\n".join(update.using),
            "\n".join(update.using_named),
        )
        with self._writing() as db:
            number = db.execute(
                "INSERT INTO entry (accepted, kind, graph, body, graphs, named) VALUES (?, ?, ?, ?, ?, ?)", row
            ).lastrowid
        return replace(update, id=int(number or 0), accepted=accepted)

    def remove(self, numbers: list[int] | None = None) -> int:
        """Forget entries, or all; returns how many there were."""
        if not self.path.exists():
            return 0
        with self._writing() as db:
            if numbers is None:
                return db.execute("DELETE FROM entry").rowcount
            return sum(db.execute("DELETE FROM entry WHERE id = ?", (n,)).rowcount for n in numbers)

    def state(self) -> str:
        """Names what is in the journal: the same entries in the same order have the same name. "" for none."""
        digest = hashlib.sha256()
        found = False
        for row in self._rows(f"SELECT {_COLUMNS} FROM entry ORDER BY id"):
            found = True
            digest.update(repr(row[2:]).encode())
        return digest.hexdigest()[:16] if found else ""

    def _rows(self, sql: str) -> list[tuple[int, str, str, str | None, bytes, str, str]]:
        if not self.path.exists():
            return []
        try:
            with contextlib.closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)) as db:
                return db.execute(sql).fetchall()
        except sqlite3.DatabaseError as e:
            raise self._broken(e) from e

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(sqlite3.connect(self.path, timeout=30)) as db:
                db.execute("PRAGMA synchronous=FULL")
                db.executescript(_SCHEMA)
                with db:
                    yield db
        except sqlite3.DatabaseError as e:
            raise self._broken(e) from e

    def _broken(self, e: sqlite3.Error) -> ProjectError:
        cure = "is the disk full, the folder for reading only? Else move the file away and run newsgraph rebuild"
        return ProjectError(f"the journal of updates cannot be used: {e}", source=str(self.path), cure=cure)

    def _decoded(self, row: tuple[int, str, str, str | None, bytes, str, str]) -> Update:
        number, accepted, kind, graph, body, using, named = row
        try:
            text = zlib.decompress(body).decode()
        except (zlib.error, UnicodeDecodeError) as e:
            cure = f"newsgraph updates --undo {number}"
            raise ProjectError(
                f"entry {number} of the journal is damaged: {e}", source=str(self.path), cure=cure
            ) from e
        return Update(
            kind,  # type: ignore[arg-type]
            text,
            graph,
            tuple(using.split("\n")) if using else (),
            tuple(named.split("\n")) if named else (),
            number,
            accepted,
        )
