"""Whose news it is: the institution that at least half of a site's items name.

A unit named alone ("the Hainan Branch") in an item that names no other body is most likely the institution's own.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.resolution.naming import is_acronym, is_generic, name_key

LEAST = 5  # items of a site that tell whose it is
SHARE = 0.5  # of a site's items that name its institution


class Homes:
    """Fed with every item once, then asked. Items without an address are taken for those of one site."""

    def __init__(self) -> None:
        self._items: Counter[str] = Counter()
        self._named: dict[str, Counter[str]] = {}
        self._full: dict[str, dict[str, set[str]]] = {}  # site → acronym → full names
        self._home: dict[str, str] = {}

    def add(self, item: NewsItem, reading: Reading) -> None:
        site = _site(item)
        self._items[site] += 1
        units = {r.subject for r in reading.relations if r.kind == "partOf"}
        found = set()
        for e in reading.entities:
            if e.type == "Organisation" and e.id not in units:
                key = name_key(e.name)
                if not is_generic(key):
                    found.add(key)
                    if e.acronym and not is_acronym(e.name):
                        self._full.setdefault(site, {}).setdefault(name_key(e.acronym), set()).add(key)
        self._named.setdefault(site, Counter()).update(found)

    def close(self) -> None:
        """Work out whose site each is; an acronym counts for the one name that it is short for there."""
        for site, named in self._named.items():
            full = self._full.get(site, {})
            counts: Counter[str] = Counter()
            for key, n in named.items():
                meant = full.get(key, set())
                counts[next(iter(meant)) if len(meant) == 1 else key] += n
            most = counts.most_common(2)
            least = max(LEAST, SHARE * self._items[site])
            if most and most[0][1] >= least and (len(most) == 1 or most[1][1] < most[0][1]):
                self._home[site] = most[0][0]

    def of(self, item: NewsItem) -> str:
        """The key of the institution's name, empty where none stands out."""
        return self._home.get(_site(item), "")


def _site(item: NewsItem) -> str:
    try:
        return (urlsplit(item.url).hostname or "") if item.url else ""
    except ValueError:  # "http://[", which a reader leaves as it is
        return ""
