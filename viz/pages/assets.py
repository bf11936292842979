"""The scripts and styles that `viz/web` builds: named by their content, so that a browser may keep them for ever."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from newsgraph.ontology.errors import NewsgraphError


@dataclass(frozen=True, slots=True)
class Assets:
    """Where the built files are, and under which name each of `viz/web/src/entries` was built."""

    folder: Path
    names: dict[str, str]

    def built(self, name: str) -> str:
        """The built file's name of an entry: "app.css" → "app-1A2B3C4D.css". Raises KeyError for no entry."""
        return self.names[name]


@cache
def assets() -> Assets:
    """The built files. Raises NewsgraphError where they were not built (a checkout without `make`)."""
    folder = Path(str(files("newsgraph.viz") / "web" / "dist"))
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        raise NewsgraphError(
            "the pages' scripts and styles are not built", source=str(folder), cure="in the checkout: make web"
        )
    return Assets(folder, json.loads(manifest.read_text(encoding="utf-8")))
