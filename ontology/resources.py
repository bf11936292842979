"""The files that the ontology room ships: Turtle, SHACL and the JSON-LD context."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

FILES: tuple[str, ...] = (
    "newsgraph.ttl", "event-types.ttl", "alignment.ttl", "shapes.ttl", "ontology-shapes.ttl", "context.jsonld",
)  # fmt: skip


def ontology_path(name: str) -> Path:
    """Where a shipped file lies on disk. Raises ValueError for a name that is not in FILES."""
    if name not in FILES:
        raise ValueError(f"{name!r} is no file of the ontology: {', '.join(FILES)}")
    return Path(str(files("newsgraph.ontology").joinpath(name)))


def ontology_text(name: str) -> str:
    """The text of a shipped file, e.g. `ontology_text("newsgraph.ttl")`. Raises ValueError for an unknown name."""
    return ontology_path(name).read_text(encoding="utf-8")
