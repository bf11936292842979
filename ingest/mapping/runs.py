"""The project's log in PROV: which version read how many items, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ingest.mapping import terms as t
from newsgraph.ingest.model import RunRecord
from newsgraph.ingest.resolution.naming import digest, slug
from newsgraph.ontology.terms import PROV, RDF, RDFS, SCHEMA, XSD


def runs_graph(runs: Iterable[RunRecord], base: str) -> Iterator[Quad]:
    """The graph `<base>graph/runs`."""
    graph = NamedNode(f"{base}graph/runs")
    for run in runs:
        node = NamedNode(f"{base}run/{slug(run.id)}-{digest(run.id)}")
        yield Quad(node, RDF.type, PROV.Activity, graph)
        counted = f"{run.items} items read, {run.rejected} rejected"
        yield Quad(node, RDFS.label, Literal(counted if run.ended else f"cut off: {counted}"), graph)
        for prop, value in ((PROV.startedAtTime, run.started), (PROV.endedAtTime, run.ended)):
            when = _moment(value)
            if when is not None:
                yield Quad(node, prop, when, graph)
        agent = NamedNode(f"{base}agent/{slug(f'newsgraph {run.version} {run.extractor}')}")
        yield Quad(node, PROV.wasAssociatedWith, agent, graph)
        yield Quad(agent, RDF.type, PROV.SoftwareAgent, graph)
        yield Quad(agent, RDFS.label, Literal(t.label(run.extractor) or f"newsgraph {t.label(run.version)}"), graph)
        if run.version:
            yield Quad(agent, SCHEMA.softwareVersion, t.string(run.version), graph)


def _moment(value: str | None) -> Literal | None:
    try:
        return Literal(datetime.fromisoformat(value).isoformat(), datatype=XSD.dateTime) if value else None
    except ValueError:
        return None
