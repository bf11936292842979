"""What every extractor is to the rest of newsgraph, whatever it reads by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, Protocol, get_args

from newsgraph.ingest.model import NewsItem, Reading

Kind = Literal["rules", "llm"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Reader(Protocol):
    """name: what reads, with its versions; it goes into each reading. read: one Reading an item, in order."""

    name: str

    def read(self, items: Iterable[NewsItem]) -> Iterator[Reading]: ...


def own_version() -> str:
    """newsgraph's version."""
    try:
        return version("newsgraph")
    except PackageNotFoundError:  # used from a checkout that is not installed
        return "(not installed)"


def kind_of(name: str) -> Kind | None:
    """The kind of extractor that a reading's `extractor` names; None for an item that is not read."""
    return None if not name else "llm" if " / llm " in name else "rules"


def unread(item: NewsItem, why: str) -> Reading:
    """The reading of an item that could not be read this time: empty, without extractor, read by the next run."""
    return Reading(item=item.id, note=f"not read: {why}")
