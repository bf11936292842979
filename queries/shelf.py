"""The saved queries of a project as they are now: the catalogue and the user's own files, read anew where one changed.

For a service that runs for weeks: a file that is wrong is told with its error, and the others work.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from newsgraph.ontology.errors import QueryError
from newsgraph.queries.catalogue import SavedQuery, catalogue, own_query


@dataclass(frozen=True, slots=True)
class Shelved:
    """The queries by name, sorted; and what is wrong with own files that cannot be used, by the file's name."""

    queries: dict[str, SavedQuery]
    broken: dict[str, QueryError]


@cache
def _shipped() -> dict[str, SavedQuery]:
    return catalogue()


class Shelf:
    """The catalogue and the folder of own queries, which need not exist."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._read: dict[Path, tuple[tuple[int, int], SavedQuery | QueryError]] = {}

    def now(self) -> Shelved:
        """What is there at this moment. Only files whose time or size changed are read."""
        queries, broken = dict(_shipped()), {}
        with self._lock:
            seen = {}
            for path in self._files():
                try:
                    stat = path.stat()
                except OSError:
                    continue  # taken away just now
                key = (stat.st_mtime_ns, stat.st_size)
                known = self._read.get(path)
                found = known[1] if known and known[0] == key else _own(path)
                seen[path] = (key, found)
                if isinstance(found, QueryError):
                    broken[path.name] = found
                else:
                    queries[found.name] = found
            self._read = seen
        return Shelved(dict(sorted(queries.items())), broken)

    def _files(self) -> list[Path]:
        if self.folder is None:
            return []
        try:
            return sorted(p for p in self.folder.glob("*.rq") if p.is_file())
        except OSError:
            return []


def _own(path: Path) -> SavedQuery | QueryError:
    try:
        return own_query(path, _shipped())
    except QueryError as e:
        return e
