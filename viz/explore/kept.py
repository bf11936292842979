"""The file beside a project's graph that says where each node stands, so that it stands there after the next ingest."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from newsgraph.viz.explore.layout import Arrangement, Former

FORM = 1  # of the file; one of another form is not read


@dataclass(frozen=True, slots=True)
class Layout:
    """IRI → x, y in pixels and the number of its community (-1: linked to nothing)."""

    places: dict[str, tuple[float, float, int]] = field(default_factory=dict)

    @staticmethod
    def load(path: Path) -> Layout:
        """What the file says; nothing where there is none or it cannot be read: it can be computed again."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Layout()
        if not isinstance(content, dict) or content.get("form") != FORM or not isinstance(content.get("places"), dict):
            return Layout()
        return Layout({iri: place for iri, raw in content["places"].items() if (place := _place(raw))})

    def save(self, path: Path) -> None:
        """Write the file in one step. Raises OSError."""
        partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        text = json.dumps({"form": FORM, "places": self.places}, ensure_ascii=False, separators=(",", ":"))
        try:
            partial.write_text(text, encoding="utf-8")
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)
            raise

    def former(self, iris: Sequence[str]) -> Former:
        """The places of these nodes, for `arrange`."""
        nowhere = (math.nan, math.nan, -1)
        table = np.array([self.places.get(iri, nowhere) for iri in iris], dtype=np.float64).reshape(-1, 3)
        return Former(table[:, :2], table[:, 2].astype(np.int64))

    @staticmethod
    def of(iris: Sequence[str], arrangement: Arrangement) -> Layout:
        rows = zip(iris, arrangement.points.tolist(), arrangement.community.tolist(), strict=True)
        return Layout({iri: (x, y, community) for iri, (x, y), community in rows})


def _place(raw: object) -> tuple[float, float, int] | None:
    match raw:
        case [int() | float() as x, int() | float() as y, int() as community] if math.isfinite(x) and math.isfinite(y):
            return float(x), float(y), max(community, -1)
    return None
