"""How classes and event types look: colour and shape say the class, an icon says what sort of event.

Colours are those of Okabe & Ito (2008, "Color universal design"), lightened on dark ground. Shapes and icons are SVG
paths in a 24 by 24 box, drawn by the page on the canvas and in the legend.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsgraph.ingest.model import EVENT_TYPES
from newsgraph.viz.records import NodeClass


@dataclass(frozen=True, slots=True)
class ClassLook:
    """A class in the legend. `shape` is also a shape that pyvis knows, for programmes that read its data."""

    id: NodeClass
    name: str
    plural: str
    light: str
    dark: str
    path: str
    shape: str


@dataclass(frozen=True, slots=True)
class Family:
    """Event types that share an icon."""

    id: str
    label: str
    icon: str
    types: tuple[str, ...]


_CIRCLE = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z"
_SQUARE = (
    "M6.2 2.7h11.6a3.5 3.5 0 0 1 3.5 3.5v11.6a3.5 3.5 0 0 1-3.5 3.5H6.2a3.5 3.5 0 0 1-3.5-3.5V6.2"
    "a3.5 3.5 0 0 1 3.5-3.5z"
)
_PERSON = (
    "M12 1.5a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 1 0 0-10.8z"
    "M12 13.5c-5.9 0-10 3.3-10 7.4 0 .9.7 1.6 1.6 1.6h16.8c.9 0 1.6-.7 1.6-1.6 0-4.1-4.1-7.4-10-7.4z"
)
_PIN = (
    "M12 1a8.4 8.4 0 0 0-8.4 8.4c0 5.7 5.8 10.7 8.4 13.6 2.6-2.9 8.4-7.9 8.4-13.6a8.4 8.4 0 0 0-8.4-8.4z"
    "M12 6.4a3 3 0 1 1 0 6a3 3 0 1 1 0-6z"
)
_DIAMOND = (
    "M12 1.2c.6 0 1.2.2 1.7.7l8.4 8.4c.9.9.9 2.5 0 3.4l-8.4 8.4c-.9.9-2.5.9-3.4 0"
    "l-8.4-8.4c-.9-.9-.9-2.5 0-3.4l8.4-8.4c.5-.5 1.1-.7 1.7-.7z"
)

CLASS_LOOKS: tuple[ClassLook, ...] = (
    ClassLook("Event", "Event", "Events", "#d55e00", "#ee7f2d", _CIRCLE, "dot"),
    ClassLook("Organisation", "Organisation", "Organisations", "#0072b2", "#4aa8e0", _SQUARE, "square"),
    ClassLook("Person", "Person", "People", "#b5568f", "#dd8fbb", _PERSON, "triangle"),
    ClassLook("Location", "Location", "Places", "#00855f", "#2fbf97", _PIN, "triangleDown"),
    ClassLook("Programme", "Programme", "Programmes", "#c98500", "#f0b83c", _DIAMOND, "diamond"),
)

# what a page calls the classes that have pages, in the order of the legend
SINGULARS: dict[str, str] = {str(look.id): look.name for look in CLASS_LOOKS} | {
    "NewsItem": "News item",
    "Location": "Place",
}
PLURALS: dict[str, str] = {str(look.id): look.plural for look in CLASS_LOOKS} | {"NewsItem": "News items"}

FAMILIES: tuple[Family, ...] = (
    Family(
        "talk",
        "Meetings",
        "M6 5.5h12a2 2 0 0 1 2 2v6.5a2 2 0 0 1-2 2h-6l-4 4v-4H6a2 2 0 0 1-2-2V7.5a2 2 0 0 1 2-2z",
        ("Meeting", "Conference", "Seminar"),
    ),
    Family(
        "teach",
        "Teaching",
        "M11 6.5C9.3 5.4 7 5 3.5 5v12.5c3.5 0 5.8.4 7.5 1.6zm2 0C14.7 5.4 17 5 20.5 5v12.5c-3.5 0-5.8.4-7.5 1.6z",
        ("Training", "Workshop", "Lecture"),
    ),
    Family(
        "honour",
        "Ceremonies and honours",
        "M12 2.5l2.7 5.9 6.4.7-4.8 4.3 1.4 6.3L12 16.5l-5.7 3.2 1.4-6.3-4.8-4.3 6.4-.7z",
        ("Ceremony", "Celebration", "Award", "Appointment"),
    ),
    Family(
        "give",
        "Donations",
        "M12 20.5s-8.5-5-8.5-11A4.7 4.7 0 0 1 12 6.7a4.7 4.7 0 0 1 8.5 2.8c0 6-8.5 11-8.5 11z",
        ("Donation",),
    ),
    Family("visit", "Visits", "M3.5 10.3h9V5.5l8 6.5-8 6.5v-4.8h-9z", ("Visit",)),
    Family(
        "stage",
        "Contests and shows",
        "M7 4h10v2h3.5v2.5c0 2.4-1.7 4-3.9 4.3a5 5 0 0 1-3.4 2.9V18H16v2.5H8V18h2.8v-2.3a5 5 0 0 1-3.4-2.9"
        "c-2.2-.3-3.9-1.9-3.9-4.3V6H7z",
        ("Competition", "Exhibition", "Performance"),
    ),
    Family("begin", "Beginnings", "M7.5 4.5l12 7.5-12 7.5z", ("Launch", "Establishment")),
    Family("sign", "Agreements", "M3.5 20.5l1.4-5.6L15.7 4.1l4.2 4.2L9.1 19.1z", ("Signing",)),
    Family(
        "tell",
        "Publications and campaigns",
        "M3.5 9.5v5h3.5l8 4.7V4.8L7 9.5zm13.5-.6v6.2a3.2 3.2 0 0 0 0-6.2z",
        ("Publication", "Broadcast", "Campaign"),
    ),
    Family("other", "Other activities", "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z", ("Activity",)),
)

_FAMILY_OF = {event_type: family.id for family in FAMILIES for event_type in family.types}


def look_of(cls: NodeClass) -> ClassLook:
    """The look of a class."""
    return next(look for look in CLASS_LOOKS if look.id == cls)


def family_of(event_type: str) -> str:
    """The family of an event type; a type that a user added belongs to "other"."""
    return _FAMILY_OF.get(event_type, "other")


def types_in_order(types: set[str]) -> list[str]:
    """Event types in the order of the families, unknown ones last by name."""
    order = {event_type: place for place, event_type in enumerate(_FAMILY_OF)}
    return sorted(types, key=lambda t: (order.get(t, len(EVENT_TYPES)), t))
