"""From what a user names (file, folder, pattern, `-`, address) to opened sources, one after the other."""

from __future__ import annotations

import errno
import glob
import gzip
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import BinaryIO, cast

from newsgraph.ingest.sources.encoding import refuse_binary
from newsgraph.ingest.sources.options import ReadOptions
from newsgraph.ingest.sources.sniff import EXTENSIONS
from newsgraph.ingest.sources.stream import HEAD_BYTES, Source, take_head
from newsgraph.ontology.errors import UnreadableSource

STDIN = "-"
# What lies beside saved pages and is no news.
_COMPANIONS = frozenset((
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".bmp", ".woff", ".woff2",
    ".ttf", ".otf", ".mp3", ".mp4", ".webm", ".ttl", ".license",
))  # fmt: skip
_GZIP = b"\x1f\x8b"


def is_address(name: str) -> bool:
    """Whether the name is a web address."""
    return name.lower().startswith(("http://", "https://"))


def expand(name: str, options: ReadOptions) -> Iterator[tuple[str, Exception | None]]:
    """The files that a name stands for, sorted, each with what speaks against reading it.

    In a folder, hidden files and what belongs to saved pages (styles, scripts, pictures) are passed over, and files
    with a foreign extension are not read as text unless a format is named. Raises `UnreadableSource` or `OSError` where
    the name stands for nothing.
    """
    if name == STDIN or is_address(name):
        yield name, None
        return
    if not name or "\x00" in name:
        raise UnreadableSource("not a file name", cure="give a file, a folder, a pattern, - or an address")
    try:
        mode = os.stat(name).st_mode
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR) or not glob.has_magic(name):
            raise
        found = sorted(glob.glob(name, recursive=True))
        if not found:
            raise UnreadableSource("no file matches this pattern", cure="check the pattern") from None
        files = [path for path in found if not os.path.isdir(path)]
        # "news/**" names folders and what is in them; folders alone ("news/*") are walked.
        for path in files or found:
            if os.path.isdir(path):
                yield from _folder(path, options)
            else:
                yield path, None
        return
    if stat.S_ISDIR(mode):
        yield from _folder(name, options)
    else:
        yield name, None


def _folder(top: str, options: ReadOptions) -> Iterator[tuple[str, Exception | None]]:
    errors: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            suffix = _suffix(name)
            if name.startswith(".") or suffix in _COMPANIONS:
                continue
            path = os.path.join(folder, name)
            if options.format is None and suffix not in EXTENSIONS:
                yield path, UnreadableSource(f"no reader for {suffix or name!r} files", cure=_NAME_IT)
            elif os.path.exists(path) and not os.path.isfile(path):
                yield path, UnreadableSource("neither a file nor a folder", cure="take it out of the folder")
            else:
                yield path, None
    for error in errors:  # folders that may not be read
        yield str(error.filename or top), error


_NAME_IT = "give the file itself, or name a format with --format"


@contextmanager
def opened(name: str, options: ReadOptions) -> Iterator[Source]:
    """The source, decompressed, with its first bytes looked at. Raises `UnreadableSource` or `OSError`."""
    if is_address(name):
        from newsgraph.ingest.sources.fetch import fetch  # brings httpx

        with fetch(name, options) as (body, url, kind, charset, suffix):
            yield _source(name, body, options, suffix=suffix, url=url, kind=kind, charset=charset)
    elif name == STDIN:
        yield _source(name, sys.stdin.buffer, options)
    else:
        with open(name, "rb") as body:
            yield _source(name, body, options, suffix=_suffix(name))


def _suffix(name: str) -> str:
    path = PurePath(name)
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def _source(
    name: str,
    body: BinaryIO,
    options: ReadOptions,
    *,
    suffix: str = "",
    url: str | None = None,
    kind: str | None = None,
    charset: str | None = None,
) -> Source:
    head, stream = take_head(body)
    if head.startswith(_GZIP):
        head, stream = take_head(cast(BinaryIO, gzip.GzipFile(fileobj=stream)))
    if not head.strip() and len(head) < HEAD_BYTES:
        raise UnreadableSource("empty", cure="take the source out, or fill it")
    refuse_binary(head, options.encoding)
    return Source(
        name=name if name != STDIN else "<stdin>", head=head, stream=stream, url=url, charset=charset,
        content_type=kind, suffix=suffix if suffix in EXTENSIONS else "",
    )  # fmt: skip
