"""A site's folder, written whole or not at all, and never over somebody else's files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsgraph.ontology.errors import NewsgraphError

MARK = ".newsgraph-site"  # in a folder that we made, and may replace
LONGEST = 255  # bytes of a file name on every common file system


class SiteFolder:
    """Collects files below a folder. skipped: names that no file system takes, with what they were for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = 0
        self.bytes = 0
        self.skipped: list[str] = []

    def write(self, name: str, content: bytes | str) -> bool:
        """Write a file; name: its path below the folder, with slashes. False where no file can have that name."""
        parts = name.split("/")
        if any(p in ("", ".", "..") or len(os.fsencode(p)) > LONGEST or "\0" in p for p in parts):
            self.skipped.append(name)
            return False
        path = self.root.joinpath(*parts)
        body = content.encode() if isinstance(content, str) else content
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            # "a" and "a/b" are things with pages of their own, so "a.html" may be a folder in an odd graph
            self.skipped.append(name)
            return False
        self.files += 1
        self.bytes += len(body)
        return True


@contextmanager
def site_folder(out: Path) -> Iterator[SiteFolder]:
    """A new folder that takes the place of `out` when all is written.

    Raises NewsgraphError where `out` holds files that are not a site of ours.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise NewsgraphError(
            "this is there already and is no site that newsgraph made",
            source=str(out),
            cure="give a new folder as --out",
        )
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    old = out.with_name(f".{out.name}.{os.getpid()}.old")
    try:
        part.mkdir(parents=True)
        site = SiteFolder(part)
        site.write(MARK, "newsgraph made this folder and replaces it as a whole.\n")
        yield site
        if out.exists():
            out.rename(old)
        part.rename(out)
    except OSError as e:
        raise NewsgraphError(f"the site cannot be written: {e.strerror}", source=str(e.filename or out)) from e
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
