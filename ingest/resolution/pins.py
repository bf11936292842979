"""Which mentions of an item the user's decisions name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from newsgraph.ingest.model import EventReading, NewsItem, Reading
from newsgraph.ingest.resolution.decisions import Decisions, Reference

_NONE: Mapping[str, str] = MappingProxyType({})
EventId = tuple[str, str]  # NewsItem.id, EventReading.id


class Pins:
    """Finds the references of decisions in the items they name; filled as the readings pass by."""

    def __init__(self, decisions: Decisions) -> None:
        self._wanted = decisions.in_items
        self.entities: dict[Reference, str] = {}  # → pin
        self.events: dict[Reference, EventId] = {}
        self.names: dict[str, str] = {}  # pin → item and name, from which the IRI of a thing taken out is made
        self.unclear: set[Reference] = set()  # several things of the item have the name

    def of(self, item: NewsItem, reading: Reading) -> Mapping[str, str]:
        """Local id of an entity → its pin, for the entities that decisions name."""
        wanted = self._wanted.get(item.id)
        if not wanted:
            return _NONE
        out: dict[str, str] = {}
        for reference in wanted:
            found = things_named(item, reading, reference.name)
            if len(found) != 1:
                if found:
                    self.unclear.add(reference)
                continue
            id_, name = found[0]
            if name is None:
                self.events[reference] = (item.id, id_)
                continue
            pin = out[id_] = f"{item.id}\x1f{id_}"
            self.entities[reference] = pin
            self.names[pin] = f"{item.id}\x1f{name}"
        return out


def things_named(item: NewsItem, reading: Reading, name: str) -> list[tuple[str, str | None]]:
    """Local ids of what the name stands for, by id, else by its own name, else by another one.

    Beside each, an entity's canonical name (None for an event).
    """
    entities, events = reading.entities, reading.events
    tiers: tuple[list[tuple[str, str | None]], ...] = (
        [(e.id, e.name) for e in entities if e.id == name] + [(e.id, None) for e in events if e.id == name],
        [(e.id, e.name) for e in entities if e.name == name] + [(e.id, None) for e in events if e.label == name],
        [(e.id, e.name) for e in entities if name == e.acronym or name in e.names]
        + [(e.id, None) for e in events if name in _triggers(item, e)],
    )
    return next((found for found in tiers if found), [])


def _triggers(item: NewsItem, event: EventReading) -> set[str]:
    return {m.span.of(item) for m in event.mentions}
