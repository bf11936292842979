"""The first numbers that anyone asks a graph for."""

from __future__ import annotations

from dataclasses import dataclass

from newsgraph.ontology.terms import NG_BASE
from newsgraph.store.base import GraphStore, Rows

CLASSES = ("NewsItem", "Event", "Organisation", "Person", "Location", "Programme")


@dataclass(frozen=True)
class Counts:
    """How many nodes of each class, and how many events of each type (background events left out); largest first."""

    classes: tuple[tuple[str, int], ...]
    event_types: tuple[tuple[str, int], ...]


def graph_counts(store: GraphStore) -> Counts:
    """Count by SPARQL on the merged graph; things that no item mentions (a gazetteer's provinces) are not counted."""
    by_class = dict(
        _pairs(
            store,
            f"""PREFIX ng: <{NG_BASE}>
            SELECT ?class (COUNT(DISTINCT ?x) AS ?n) WHERE {{
              ?x a ?class . FILTER(?class = ng:NewsItem || EXISTS {{ ?x ng:mentionedIn ?item }}) }} GROUP BY ?class""",
        )
    )
    types = _pairs(
        store,
        f"""PREFIX ng: <{NG_BASE}>
        SELECT ?type (COUNT(DISTINCT ?e) AS ?n) WHERE {{
          ?e a ng:Event ; ng:eventType ?type . FILTER NOT EXISTS {{ ?e ng:background true }} }} GROUP BY ?type""",
    )
    return Counts(
        classes=tuple((c, by_class.get(c, 0)) for c in CLASSES),
        event_types=tuple(sorted(types, key=lambda pair: (-pair[1], pair[0]))),
    )


def _pairs(store: GraphStore, text: str) -> list[tuple[str, int]]:
    answer = store.query(text)
    assert isinstance(answer, Rows)
    return [(str(a.value).rsplit("#")[-1], int(n.value)) for a, n in answer.rows if a is not None and n is not None]  # type: ignore[union-attr]
