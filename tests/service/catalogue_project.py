"""A project that holds the hand-written graph of tests/catalogue, to be served."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import RdfFormat, parse

from newsgraph.project import Project

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"


def catalogue_project(folder: Path) -> Project:
    """Made anew in an empty folder."""
    project = Project(folder, create=True)
    put(project, CATALOGUE / "graph.trig")
    return project


def put(project: Project, trig: Path) -> None:
    """Replace the graph, as an ingest does, and note that it is the one of the readings."""
    with project.writing(), project.store(write=True) as store:
        store.replace(parse(path=str(trig), format=RdfFormat.TRIG))
    project.readings.set_state("graph", f"{project._inputs()} {project._generation()}")


def cases() -> list[tuple[str, dict[str, str]]]:
    """Every query of the catalogue with arguments whose exact rows tests/queries/test_catalogue.py asserts."""
    return [
        (path.stem, {k: str(v) for k, v in case["arguments"].items()})
        for path in sorted(CATALOGUE.glob("*.yaml"))
        for case in _read(path)
    ]


def _read(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
