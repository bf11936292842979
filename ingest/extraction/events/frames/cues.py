# ruff: noqa: SIM905 - word lists are read and mended as text
"""Set phrases that give a role, as data."""

from __future__ import annotations

from newsgraph.ingest.model import Role

# PARTICIPLE by X
_BY: dict[Role, str] = {
    "organiser": "set organised organized hosted co-hosted held convened arranged run launched initiated "
    "produced conducted "
    "staged mounted undertaken implemented issued published sponsored-jointly established founded curated "
    "coordinated",
    "supporter": "supported sponsored co-sponsored funded paid guided backed financed underwritten assisted "
    "commissioned borne covered bankrolled sustained "
    "subsidised subsidized possible",
    "leader": "chaired led headed moderated presided facilitated emceed compered",
    "participant": "attended joined witnessed accompanied graced met",
    "speaker": "addressed delivered taught instructed",
    "host": "shown received welcomed greeted",
    "donor": "donated given contributed",
}
BY: dict[str, Role] = {word: role for role, words in _BY.items() for word in words.split()}
# ROLE were A and B, "the guests included A and B"
NAMED_AS: dict[str, Role] = {
    **dict.fromkeys(
        "speaker speakers panellists panelists presenters lecturers lecturer panellist panelist presenter discussant "
        "discussants commentator commentators".split(),
        "speaker",
    ),
    **dict.fromkeys(
        "guests guest attendees participants visitors performers performer soloists soloist present judges "
        "judge winners stallholders exhibitors competitors contestants entrants interpreter "
        "winner finalists attendance facilitators facilitator instructors trainers".split(),
        "participant",
    ),
    **dict.fromkeys("organisers organizers organiser organizer hosts host partners partner".split(), "organiser"),
    **dict.fromkeys("sponsors sponsor supporters funders backers".split(), "supporter"),
    **dict.fromkeys("donors donor".split(), "donor"),
    **dict.fromkeys("recipients recipient".split(), "recipient"),
    **dict.fromkeys("chair chairman chairwoman moderator leader head chairperson emcee compere".split(), "leader"),
}
# with (the) … of / from / by X
SUPPORT = frozenset(
    "support funding sponsorship backing assistance aid help guidance co-operation-of financing subsidy approval "
    "funds patronage grant grants donation loan money contribution".split()
)
# under the … of X
UNDER = frozenset("guidance auspices leadership sponsorship patronage support direction supervision aegis".split())
# … with X
PARTNERSHIP = frozenset(
    "together along jointly partnership collaboration cooperation conjunction association operation "
    "co-operation".split()
)
# what a preposition after an event noun means, by the event's type ("" for all others); "'s": the possessor before it
_HELD: dict[str, Role] = {"of": "organiser", "by": "organiser", "'s": "organiser"}
NOUN_PREPOSITIONS: dict[str, dict[str, Role]] = {
    "": {"by": "organiser", "with": "organiser"},
    "Meeting": _HELD | {"with": "participant", "between": "participant"},
    "Conference": _HELD,
    "Seminar": {"by": "organiser", "'s": "organiser"},
    "Workshop": {"by": "organiser", "'s": "organiser", "with": "organiser"},
    "Training": {"by": "organiser", "'s": "organiser", "with": "organiser"},
    "Ceremony": {"of": "organiser", "'s": "organiser"},
    "Celebration": {"of": "organiser", "'s": "organiser"},
    "Campaign": {"of": "organiser", "by": "organiser", "'s": "organiser", "with": "organiser"},
    "Launch": {"by": "organiser", "with": "organiser"},
    "Competition": {"of": "organiser", "'s": "organiser", "between": "participant", "against": "participant"},
    "Exhibition": {"by": "organiser", "'s": "organiser"},
    "Performance": {"by": "participant", "from": "participant", "'s": "participant"},
    "Lecture": {"by": "speaker", "from": "speaker", "'s": "speaker"},
    "Visit": {
        "to": "host",
        "by": "participant",
        "from": "participant",
        "of": "participant",
        "'s": "participant",
        "at": "host",
    },
    "Donation": {"from": "donor", "by": "donor", "of": "donor", "to": "recipient", "'s": "donor"},
    "Signing": {"between": "participant", "with": "participant"},
    "Award": {"to": "recipient", "from": "organiser"},
    "Appointment": {"of": "recipient"},
    "Establishment": {},
}
# what is said of a name or a title, no happening: no barrier between an event and its date or place
TITLING = frozenset(
    "themed entitled titled called named dubbed known based including involving featuring focusing "
    "focused aimed".split()
)
