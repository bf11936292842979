# ruff: noqa: SIM905 - word lists are read and mended as text
"""What one does at, for or with an event that a sentence before told of, as data: verb, object, role of the subject."""

from __future__ import annotations

from typing import NamedTuple

from newsgraph.ingest.model import Role


class Doing(NamedTuple):
    """role: of the subject (in the passive: of the by-agent). verbs: lemmas. objects: heads of the object, singular."""

    role: Role
    verbs: frozenset[str]
    objects: frozenset[str]
    persons: bool = False  # a person only


def _doing(role: Role, verbs: str, objects: str, *, persons: bool = False) -> Doing:
    return Doing(role, frozenset(verbs.split()), frozenset(objects.split()), persons)


_BACKING = "support funding sponsorship guidance backing assistance financing help advice patronage"
DOINGS: tuple[Doing, ...] = (
    _doing("speaker", "take have", "floor podium rostrum lectern"),
    _doing(
        "speaker",
        "share exchange",
        "experience insight story thought practice finding reflection lesson case",
        persons=True,
    ),
    _doing(
        "speaker",
        "introduce outline review summarise summarize explain elaborate analyse analyze interpret",
        "situation progress development work history plan background overview policy practice measure achievement",
        persons=True,
    ),
    _doing(
        "speaker",
        "make give provide deliver",
        "summary deployment introduction briefing comment conclusion review mobilisation statement explanation",
        persons=True,
    ),
    _doing("speaker", "put raise", "requirement suggestion proposal opinion request hope expectation", persons=True),
    _doing("speaker", "convey relay", "spirit message decision instruction requirement", persons=True),
    _doing(
        "participant", "offer convey send bring voice", "congratulation greeting thanks welcome regard", persons=True
    ),
    _doing("participant", "declare pronounce", "open closed", persons=True),
    _doing("leader", "take occupy", "chair", persons=True),
    _doing("organiser", "play act", "host"),
    _doing("supporter", "provide give lend offer grant supply contribute", _BACKING),
    _doing("supporter", "meet bear cover pay defray foot shoulder underwrite", "cost expense bill fee fare"),
    _doing(
        "participant",
        "send dispatch field enter",
        "teacher delegate representative team student delegation member observer pupil tutor crew speaker athlete "
        "participant player official expert volunteer group party",
    ),
)
# verbs of speech at an event, by the word that follows: "summed up", "reported on the work"
SPOKEN: dict[str, frozenset[str]] = {"sum": frozenset(("up",)), "report": frozenset(("on",))}
# NOUN came from X: what X did
FROM: dict[str, Role] = {
    **dict.fromkeys(
        "remark word speech address keynote greeting contribution paper talk presentation".split(), "speaker"
    ),
    **dict.fromkeys(f"{_BACKING} money fund sponsor grant".split(), "supporter"),
    **dict.fromkeys(
        "participant delegate competitor visitor guest entrant exhibitor contestant attendee team trainee learner "
        "speaker player performer volunteer representative".split(),
        "participant",
    ),
}
COMING = frozenset("come hail".split())
TALKS = frozenset("talks discussions conversations exchange exchanges talk discussion".split())
# X acted as ROLE
ACTED = frozenset("act serve double".split())
# it brought together X and Y
GATHERING = frozenset("bring draw attract gather assemble unite involve feature include".split())
# a joint … of A and B
JOINT = frozenset(
    "effort undertaking venture initiative project production enterprise endeavour endeavor activity".split()
)
# the venue was X
VENUES = frozenset("venue setting location site scene".split())
# was present: what follows "was", "were"
PRESENT = frozenset(("present", "there", "attendance", "hand"))
