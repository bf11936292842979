# ruff: noqa: SIM905 - word lists are read and mended as text
"""Which types can be told of one happening, and which of them says most. Data."""

from __future__ import annotations

# the type that says most comes first: an event told as a ceremony and as a donation is a donation
PRIORITY: tuple[str, ...] = (
    "Signing",
    "Donation",
    "Appointment",
    "Competition",
    "Conference",
    "Exhibition",
    "Performance",
    "Publication",
    "Broadcast",
    "Seminar",
    "Workshop",
    "Training",
    "Visit",
    "Award",
    "Establishment",
    "Campaign",
    "Lecture",
    "Launch",
    "Celebration",
    "Meeting",
    "Ceremony",
    "Activity",
)
_PAIRS = """
Signing Ceremony Meeting Launch
Donation Ceremony Award Campaign Celebration Activity
Appointment Ceremony Meeting Conference
Competition Award Ceremony Activity Campaign
Conference Meeting Seminar Ceremony Launch Exhibition
Exhibition Ceremony Launch Activity
Performance Celebration Ceremony Activity Broadcast
Publication Launch Ceremony
Broadcast Launch Performance
Seminar Meeting Workshop Lecture Training Activity
Workshop Training Activity Meeting Lecture Ceremony
Training Launch Ceremony Lecture Activity Campaign
Visit Meeting Activity
Award Ceremony Celebration Conference Meeting
Establishment Ceremony Launch Celebration Meeting Conference Activity
Campaign Launch Activity Ceremony Celebration
Lecture Activity Meeting Ceremony
Launch Ceremony Activity Meeting
Celebration Ceremony Activity
Meeting Activity Ceremony
Ceremony Activity
"""
COMPATIBLE: frozenset[frozenset[str]] = frozenset(
    frozenset((first, other))
    for first, *others in (line.split() for line in _PAIRS.strip().splitlines())
    for other in others
)
# first type told → the types that say more of it, when told later
OVERRIDES: dict[str | None, frozenset[str]] = {
    None: frozenset(PRIORITY),
    "Activity": frozenset(PRIORITY),
    "Ceremony": frozenset(
        "Signing Donation Establishment Appointment Launch Exhibition Publication Competition".split()
    ),
    "Launch": frozenset("Training Publication Exhibition Campaign Conference Competition Workshop Seminar".split()),
    "Meeting": frozenset("Conference Seminar Appointment Visit Signing".split()),
    "Lecture": frozenset("Seminar Conference Workshop Training".split()),
}
# what these types are told with in one sentence without being the same thing
SPOKEN = frozenset(("Lecture",))


def compatible(a: str | None, b: str | None) -> bool:
    """Whether two types may be told of one happening; None (an open type) goes with every type."""
    return a is None or b is None or a == b or frozenset((a, b)) in COMPATIBLE


def rank(kind: str | None) -> int:
    """Position in PRIORITY; open types last."""
    return PRIORITY.index(kind) if kind in PRIORITY else len(PRIORITY)
