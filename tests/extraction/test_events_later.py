"""What sentences after the first say of an event: who came, paid, spoke and hosted, and where and when it was."""

from __future__ import annotations

import pytest

from newsgraph.ingest.model import EventReading
from tests.extraction.conftest import Teller

FORUM = "A forum on village schools opened in [L:Leeds] on 5 June 2024. "


def roles(event: EventReading) -> set[tuple[str, str]]:
    return {(r.role, r.entity) for r in event.roles}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Delegates from [O:Mill College] and the [O:Moss Bank] were present.", "participant Mill College, Moss Bank"),
        ("[O:Mill College] and the [O:Moss Bank] were the hosts.", "organiser Mill College, Moss Bank"),
        ("[O:Mill College] sent eleven teachers.", "participant Mill College"),
        (
            "It brought together nurses from [O:Mill College] and [O:Dale School].",
            "participant Mill College, Dale School",
        ),
        ("Opening remarks came from [P:Ada Quill], a local farmer.", "speaker Ada Quill"),
        ("Sponsorship was provided by the [O:Moss Bank].", "supporter Moss Bank"),
        ("[O:Dale School] gave advice and the [O:Moss Bank] met the costs.", "supporter Dale School, Moss Bank"),
        ("[P:Tom Reed] acted as moderator.", "leader Tom Reed"),
        (
            "The event was a joint effort by [O:Mill College] and [O:Dale School].",
            "organiser Mill College, Dale School",
        ),
        ("[P:Ada Quill] declared it open.", "participant Ada Quill"),
        ("[P:Ada Quill] was the guest of honour.", "participant Ada Quill"),
        (
            "[P:Tom Reed] gave the keynote, followed by [P:Ada Quill], who spoke on buses.",
            "speaker Tom Reed, Ada Quill",
        ),
    ],
)
def test_later_sentences_give_roles(tell: Teller, told: str, expected: str) -> None:
    _, events = tell(FORUM + told, published="2024-06-10")
    role, _, names = expected.partition(" ")
    assert [e.type for e in events] == ["Conference"]
    assert {(role, name) for name in names.split(", ")} <= roles(events[0])


@pytest.mark.parametrize(
    ("told", "place", "host"),
    [
        ("The venue was [L:Corn Hall].", "Corn Hall", None),
        ("Its setting was the library of [O:Mill College] in [L:Leeds].", "Leeds", "Mill College"),
    ],
)
def test_the_venue_is_told_by_a_noun(tell: Teller, told: str, place: str, host: str | None) -> None:
    _, (event,) = tell("A fair for young bakers took place on 5 June 2024. " + told)
    assert [p.value for p in event.places] == [place]
    assert ("host" in {r.role for r in event.roles}) == (host is not None)


def test_a_place_right_before_the_day_is_the_events(tell: Teller) -> None:
    _, (event,) = tell("[O:Mill College] held a forum on rural teachers in [L:Leeds] on 5 June 2024.")
    assert [p.value for p in event.places] == ["Leeds"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The fair was held in [L:Leeds] on the first Saturday of April.", "2024-04-06", None),
        ("The fair was held in [L:Leeds] on the last Sunday in March.", "2024-03-31", None),
        ("Beginning on 4 May and ending on 9 May, the fair was held in [L:Leeds].", "2024-05-04", "2024-05-09"),
        ("From 3 May to the end of June, [O:Mill College] held a reading campaign.", "2024-05-03", "2024-06"),
        ("The course opened in [L:Leeds] on 4 March. It lasted until 8 March.", "2024-03-04", "2024-03-08"),
    ],
)
def test_days_told_in_other_ways(tell: Teller, text: str, start: str, end: str | None) -> None:
    _, (event,) = tell(text, published="2024-06-20")
    assert event.start is not None
    assert event.start.value == start
    assert (event.end.value if event.end else None) == end


def test_prizes_go_to_people(tell: Teller) -> None:
    _, (event,) = tell("First prize went to [P:Ada Quill] and [O:Dale School] on 5 June 2024.")
    assert event.type == "Award"
    assert {("recipient", "Ada Quill"), ("recipient", "Dale School")} <= roles(event)


def test_a_name_that_was_held_is_an_event(tell: Teller) -> None:
    _, (event,) = tell(
        "Some 400 people took part in Steps for Schools, held in [L:Leeds] on 11 May 2024 by the [O:Staff Club]."
    )
    assert event.type == "Activity"
    assert event.start is not None
    assert event.start.value == "2024-05-11"
    assert ("organiser", "Staff Club") in roles(event)


def test_who_arrives_at_the_head_of_a_party_leads_it(tell: Teller) -> None:
    _, events = tell(
        "[P:Ada Quill] arrived in [L:Suva] on 3 July 2024 at the head of a delegation from [O:Mill College]."
    )
    assert [e.type for e in events] == ["Visit"]
    assert {("leader", "Ada Quill"), ("participant", "Mill College")} <= roles(events[0])
    assert [p.value for p in events[0].places] == ["Suva"]


def test_a_body_welcomes_people_of_another(tell: Teller) -> None:
    _, (event,) = tell("[O:Dale School] welcomed 12 guests from [O:Mill College] on 5 June 2024.")
    assert event.type == "Visit"
    assert {("host", "Dale School"), ("participant", "Mill College")} <= roles(event)


def test_a_gift_named_by_a_pronoun_is_the_one_before(tell: Teller) -> None:
    _, (event,) = tell(
        "The [O:Moss Trust] has given 80 desks to [O:Dale School]. They were handed over on 5 June by [P:Tom Reed].",
        published="2024-06-20",
    )
    assert event.type == "Donation"
    assert event.start is not None
    assert event.start.value == "2024-06-05"
    assert {("donor", "Moss Trust"), ("recipient", "Dale School"), ("participant", "Tom Reed")} <= roles(event)


def test_an_opening_participle_tells_of_the_event_before(tell: Teller) -> None:
    _, (event,) = tell(
        "A group from [O:Mill College] visited [O:Dale School] on 5 June 2024. Led by [P:Tom Reed], the group "
        "looked into its kitchens."
    )
    assert ("leader", "Tom Reed") in roles(event)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The meeting has been brought forward from 10 July to 3 July 2024.", "2024-07-03"),
        ("The talent contest of [O:Mill College] has been moved from 4 July to 11 July 2024.", "2024-07-11"),
        (
            "The seminar, originally due to open on 6 June 2024, was deferred and will begin on 9 September.",
            "2024-09-09",
        ),
        ("The Choir Contest has been rescheduled. Instead of 1 July, choirs will now sing on 5 July.", "2024-07-05"),
        ("The forum was to have begun on 6 June 2024; it has been deferred to 10 July.", "2024-07-10"),
    ],
)
def test_the_day_that_was_given_up_is_not_the_events(tell: Teller, text: str, start: str) -> None:
    _, (event,) = tell(text, published="2024-06-20")
    assert event.status == "postponed"
    assert event.start is not None
    assert event.start.value == start


def test_an_event_moves_to_a_place(tell: Teller) -> None:
    _, (event,) = tell(
        "The seminar, originally due to open in [L:Leeds] on 6 June 2024, has been moved to [L:Suva] and will run from "
        "18 to 19 September 2024."
    )
    assert [p.value for p in event.places] == ["Suva"]


@pytest.mark.parametrize(
    "told",
    [
        "The gift supports the [G:Long Road Project].",
        "It forms part of the [G:Long Road Project], now in its third year.",
    ],
)
def test_a_sentence_ties_the_event_before_to_a_programme(tell: Teller, told: str) -> None:
    _, (event,) = tell("The [O:Moss Trust] donated 80 desks to [O:Dale School] on 5 June 2024. " + told)
    assert [p.value for p in event.programmes] == ["Long Road Project"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The new platform went into service on 3 June 2024.", "Launch"),
        ("The [O:Mill Learning Centre] came into operation on 3 June 2024.", "Establishment"),
        ("More than 60 tutors met in [L:Leeds] from 4 to 6 June 2024 to compare notes.", "Meeting"),
        ("Thirty school heads spent 3 to 7 June 2024 at [O:Mill College] on a course in budgeting.", "Training"),
        ("A new atlas was brought out by [O:Mill Press] on 3 June 2024.", "Publication"),
        ("The [O:Youth Club] took 30 pupils to [L:Suva] on 3 June 2024.", "Visit"),
        ("[P:Ada Quill] of [O:Mill College] came first in the reading contest on 3 June 2024.", "Award"),
    ],
)
def test_happenings_told_by_further_verbs(tell: Teller, text: str, kind: str) -> None:
    _, events = tell(text)
    assert [e.type for e in events] == [kind]
    assert events[0].start is not None


def test_its_inaugural_meeting_is_a_new_one(tell: Teller) -> None:
    _, events = tell(
        "The [O:Moss Council] has chosen [P:Ada Quill] as its chair. Its inaugural meeting was held in [L:Suva] on "
        "7 June 2024."
    )
    assert [e.type for e in events] == ["Appointment", "Meeting"]


def test_what_a_party_did_on_its_visit_is_the_visit(tell: Teller) -> None:
    _, (event,) = tell(
        "A delegation from [O:Dale School] visited [O:Mill College] on 5 June 2024. The delegation also included "
        "[P:Tom Reed], a cook. They had talks with the principal, [P:Ada Quill], and toured its library."
    )
    assert {("participant", "Tom Reed"), ("participant", "Ada Quill"), ("host", "Mill College")} <= roles(event)


@pytest.mark.parametrize("told", ["brought 300 teachers to", "came to"])
def test_an_event_brings_people_to_its_place(tell: Teller, told: str) -> None:
    _, (event,) = tell(f"The third forum on village schools {told} [L:Suva] on 5 June 2024.")
    assert [p.value for p in event.places] == ["Suva"]
