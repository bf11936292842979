# ruff: noqa: SIM905 - word lists are read and mended as text
"""Verbs and nouns by which someone comes to a post. Lemmas, lower case. Data."""

from __future__ import annotations

# X VERBs P (as) POST: of these the first mean it by themselves, so that the person may go unnamed ("hired a new dean")
APPOINTING = frozenset(
    "appoint commission ordain elect re-elect reelect reappoint promote hire recruit nominate install swear induct "
    "engage co-opt".split()
)
# … and these mean it only beside a post
NAMING = frozenset(
    "name select choose pick tap make confirm unveil announce introduce designate declare vote crown anoint return "
    "present call".split()
)
# a post or its office: P takes up NOUN, assumes NOUN, begins NOUN
OFFICES = frozenset(
    "post role position job office title tenure term duty reins helm chair presidency chairmanship leadership "
    "directorship responsibility charge command mandate chairpersonship stewardship deanship appointment".split()
)
TAKING = frozenset("take assume begin start step".split())
# what one is appointed or elected to
BODIES = frozenset(
    "board council committee panel senate commission cabinet bench court staff post role position office faculty "
    "parliament assembly seat executive".split()
)
SUCCEEDING = frozenset("succeed replace".split())
# "X to lead Y" in a headline
HEADING = frozenset("lead head chair direct helm captain coach manage run".split())
# words that make "will be the … director" an appointment and not a description
NEW = frozenset("new next first incoming permanent interim acting inaugural founding second third".split())
EFFECTIVE = frozenset("effective effect from starting beginning commencing following when".split())

VERBS = APPOINTING | NAMING | TAKING | SUCCEEDING | HEADING | {"become", "join", "rejoin"}
