"""Examines a project part by part; each finding says what was looked at, whether it is sound, and the cure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsgraph.ontology.errors import NewsgraphError
from newsgraph.project import Project


@dataclass(frozen=True)
class Finding:
    what: str
    sound: bool
    detail: str
    cure: str | None = None
    repairable: bool = False  # by making the graph anew


def examine(project: Project) -> list[Finding]:
    """Look at every part; never raises for what it finds."""
    return [
        _tried("readings", lambda: _readings(project)),
        _tried("authority files", lambda: _authorities(project)),
        _tried("decisions", lambda: _decisions(project)),
        _tried("graph", lambda: _graph(project), repairable=True),
        _tried("extractor", lambda: _extractor(project)),
        _tried("gazetteer", _gazetteer),
        _rejects(project),
    ]


def _tried(what: str, look: Callable[[], str | Finding], *, repairable: bool = False) -> Finding:
    try:
        result = look()
    except NewsgraphError as e:
        return Finding(what, False, e.message(), e.cure, repairable)
    return result if isinstance(result, Finding) else Finding(what, True, result)


def _readings(project: Project) -> str:
    count = 0
    for item, reading in project.readings.items():
        count += 1
        mentions = [m for e in reading.entities for m in e.mentions] + [m for v in reading.events for m in v.mentions]
        if not all(m.span.of(item) for m in mentions):
            raise NewsgraphError(
                f"item {item.id} has a mention outside its text", cure="newsgraph ingest --again SOURCE"
            )
    return f"{count} items, every mention within its text"


def _authorities(project: Project) -> str:
    from newsgraph.ingest.resolution import Authorities

    Authorities.load(project.authority_files)
    return f"{len(project.authority_files)} files"


def _decisions(project: Project) -> str:
    decided, idle = len(project.decisions().decisions), len(project.idle_references())
    return f"{decided} in the file" + (f", {idle} of their things wait; newsgraph decisions lists them" if idle else "")


def _graph(project: Project) -> str | Finding:
    from newsgraph.ingest.mapping import item_iri

    if project.is_stale():
        return Finding("graph", False, "it is behind the readings", "newsgraph doctor --repair", repairable=True)
    with project.store() as store:
        graphs = {g.value for g in store.graph_names()}
        count = store.count()
    lost = sum(item_iri(project.base, item.id).value not in graphs for item, _ in project.readings.items())
    if lost:
        return Finding("graph", False, f"the graphs of {lost} items are missing", "newsgraph doctor --repair", True)
    return f"{count:,} statements in {len(graphs)} graphs, up to date"


def _extractor(project: Project) -> str:
    from newsgraph.extractors import llm_extractor, mixture

    if project.settings.extractor == "llm":
        with llm_extractor(project.settings, project.path) as llm:
            name = llm.name
    else:
        name = project.extractor().name
    mixed = mixture(project.readings.extractors(), name)
    return f"{name}; {mixed}" if mixed else name


def _gazetteer() -> str:
    from newsgraph.ingest.gazetteer import Gazetteer

    place = Gazetteer.open().choose("Beijing")
    if place is None:
        raise NewsgraphError("it does not know Beijing", cure="delete its cache and try again")
    return f"knows Beijing as GeoNames {place.geonames_id}"


def _rejects(project: Project) -> Finding:
    rejects = project.readings.rejected()
    # a reject is the news' defect, not the project's
    return Finding("rejected", True, f"{len(rejects)} records" + ("; newsgraph rejected lists them" if rejects else ""))
