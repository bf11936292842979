"""Which happenings a sentence tells, of what type and when: a sentence a way of telling, and sentences that tell none.

All are news of the same day. An answer is "Type[/Type] | start[..end][ status]", with "held" left out.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsgraph.ingest.model import EventReading, NewsItem

Teller = Callable[..., tuple[NewsItem, list[EventReading]]]
PUBLISHED = "2024-05-20"  # a Monday

TELLING: tuple[tuple[str, str], ...] = (
    # coming to a post
    ("The [O:Fell Museum] has hired a new director.", "Appointment |"),
    ("[P:Ida Moss] will be the next chair of the [O:Orchard Trust].", "Appointment | scheduled"),
    ("[P:Ida Moss] has taken up her post as dean of [O:Mill College].", "Appointment |"),
    ("[P:Ken Obi] was chosen by the board as treasurer.", "Appointment |"),
    ("The [O:Orchard Trust] has announced the appointment of [P:Ida Moss] as chair.", "Appointment |"),
    ("[P:Ann Poe] has been succeeded as chair by [P:Ken Obi].", "Appointment |"),
    ("The [O:Orchard Trust]'s new chair is [P:Ida Moss].", "Appointment |"),
    ("[P:Ida Moss] was confirmed in the post on 3 May.", "Appointment | 2024-05-03"),
    # told by who was there
    ("Speakers at the plum forum on 9 May included [P:Ida Moss] and [P:Ken Obi].", "Conference | 2024-05-09"),
    ("Present at the graduation ceremony on 9 May were [P:Ida Moss] and [P:Ken Obi].", "Ceremony | 2024-05-09"),
    # told by a noun
    ("The [O:Fell Museum] has announced a £2 million gift from the [O:Orchard Trust].", "Donation |"),
    ("The [O:Fell Museum] celebrated the opening of its new wing on 4 May.", "Establishment/Celebration | 2024-05-04"),
    ("We are delighted to announce the launch of our reading service.", "Launch |"),
    ("Signing of an agreement with [O:Mill College]", "Signing |"),
    # opened, shown, come out
    ("A new herb garden has opened at the [O:Pine Hospital].", "Establishment |"),
    ("An exhibition of kites is on show at the [O:Fell Museum] until 30 June.", "Exhibition | ..2024-06-30"),
    ("The choir's new album came out on 3 May.", "Publication | 2024-05-03"),
    ("The spring newsletter of the [O:Fell Museum] is out.", "Publication |"),
    ("A film on dams will be shown on Channel 9 on 26 May.", "Broadcast | 2024-05-26 scheduled"),
    ("The exhibition, held at [L:Marl Hall], came to a close on 18 May.", "Exhibition | ..2024-05-18"),
    # given, won, honoured
    ("The [O:Orchard Trust] gave out 900 blankets on Saturday.", "Donation | 2024-05-18"),
    ("Tutors of [O:Mill College] were honoured at the Lantern Awards on Thursday.", "Award | 2024-05-16"),
    ("[P:Ida Moss] picked up the silver medal on 7 May.", "Award | 2024-05-07"),
    ("Congratulations to [P:Ken Obi], who won the Quill Prize on 6 May!", "Award | 2024-05-06"),
    # gone to see, come together
    ("Representatives of [O:Mill College] came to visit the [O:Fell Museum] on 7 May.", "Visit | 2024-05-07"),
    ("The [O:Fell Museum] welcomed [P:Rosa Lund] of [O:Mill College] on 7 May.", "Visit | 2024-05-07"),
    ("A delegation of [O:Mill College] went to [L:Port Amber] on 7 May.", "Visit | 2024-05-07"),
    ("On 7 May, 22 growers gathered at [O:Mill College] for a workshop.", "Workshop | 2024-05-07"),
    ("Join us for the spring concert of the [O:Brook Choir] on 30 May.", "Performance | 2024-05-30 scheduled"),
    # held by whatever is told of it
    ("The concert raised £900 on 5 May.", "Performance | 2024-05-05"),
    ("The next meeting of the archive group will be on 4 June.", "Meeting | 2024-06-04 scheduled"),
    ("The tide conference, due on 9 May, has been called off.", "Conference | 2024-05-09 cancelled"),
    ("The lecture on tides has been put back to 4 June.", "Lecture | 2024-06-04 postponed"),
    ("It reached its goal on Friday when a bookroom was opened in [L:Oxley].", "Establishment | 2024-05-17"),
    ("The [O:Orchard Trust] held the second “Forum on Open Orchards” on 3 May.", "Conference | 2024-05-03"),
)
SILENT = (
    "The chair of the [O:Orchard Trust] is [P:Ida Moss].",
    "Guests at the forums of the [O:Orchard Trust] are rarely told who else will come.",
    "If funds allow, a second conference will be held in [L:Oxley].",
    "The mayor said that the [O:Orchard Trust] hoped to hold a street festival.",
    "No agreement was signed by the [O:Orchard Trust] on Friday.",
    "The plan stipulates that the [O:Orchard Trust] will donate books to [O:Mill College].",
    "[O:Mill College] follows the spirit of the 9th National Congress of growers.",
    "The centre would one day be established in [L:Oxley], she said.",
)


def _answer(event: EventReading) -> str:
    days = f"{event.start.value if event.start else ''}{f'..{event.end.value}' if event.end else ''}"
    return " ".join(x for x in (days, event.status if event.status != "held" else "") if x)


@pytest.mark.parametrize(("text", "answer"), TELLING)
def test_what_is_told(tell: Teller, text: str, answer: str) -> None:
    _, events = tell(text, published=PUBLISHED)
    types, when = (part.strip() for part in answer.split("|"))
    assert len(events) == 1, [e.label for e in events]
    assert events[0].type in types.split("/")
    assert _answer(events[0]) == when


@pytest.mark.parametrize("text", SILENT)
def test_what_tells_of_no_happening(tell: Teller, text: str) -> None:
    _, events = tell(text, published=PUBLISHED)
    assert [e.label for e in events] == []


def test_two_appointments_are_two(tell: Teller) -> None:
    _, events = tell(
        "[P:Ida Moss] was appointed dean of [O:Mill College]. [P:Ken Obi] was appointed bursar of [O:Mill College].",
        published=PUBLISHED,
    )
    assert [e.type for e in events] == ["Appointment", "Appointment"]
    assert [[r.entity for r in e.roles if r.role == "recipient"] for e in events] == [["Ida Moss"], ["Ken Obi"]]


def test_what_happened_before_the_ceremony_is_of_its_day(tell: Teller) -> None:
    _, (opening, signing) = tell(
        "The [O:Fell Museum] held the opening ceremony of its wing on 3 May 2024. "
        "Prior to the ceremony, the [O:Fell Museum] and [O:Mill College] signed an agreement.",
    )
    assert (opening.type, signing.type) == ("Ceremony", "Signing")
    assert signing.start is not None
    assert signing.start.value == "2024-05-03"


def test_the_training_that_ends_is_the_programme_that_opened(tell: Teller) -> None:
    _, events = tell(
        "On 3 May 2024 [O:Mill College] opened a training programme for millers. The training ends on 14 May 2024.",
        published=PUBLISHED,
    )
    assert [_answer(e).split()[0] for e in events] == ["2024-05-03..2024-05-14"]
