"""Roles that other sentences, asides and lists tell of: texts of the shapes that institutions' news has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsgraph.ingest.model import EventReading, NewsItem

Teller = Callable[..., tuple[NewsItem, list[EventReading]]]

# text, roles of the first event that must be found, entities that must have no role in it
TEXTS: tuple[tuple[str, str, str], ...] = (
    (  # lists of persons go on over their posts and bodies
        "The closing ceremony was held on 4 May 2023 in [L:Linden]. Secretary of the Party Committee [P:Zheng Tao], "
        "President [P:Fu Lin], Vice President [P:Yang Bo] from [O:Tern College], as well as Dean [P:Qiu Yan] attended "
        "the ceremony.",
        "participant:Zheng Tao; participant:Fu Lin; participant:Yang Bo; participant:Qiu Yan",
        "Tern College",
    ),
    (  # a title before a name
        "The forum opened in [L:Linden] on 4 May 2023. Speaking at the opening, the Vice-Chancellor of the "
        "[O:University of Linden], Prof. [P:Ada Quill], thanked the sponsors.",
        "speaker:Ada Quill",
        "University of Linden",
    ),
    (  # absolute phrases
        "A forum was held in [L:Linden] on 4 May 2023, with [P:Wei Lan], vice president of [O:Tern College], presiding "
        "and [P:Hu Ping], dean of the [O:School of Law], being invited to attend and give a speech.",
        "leader:Wei Lan; participant:Hu Ping; speaker:Hu Ping",
        "School of Law",
    ),
    (  # who is named for a group
        "The contest was held in [L:Linden] on 4 May 2023. Teams from three schools, including [O:Mill School], "
        "[O:Park School] in [L:Bergen], and [O:Hill School], competed.",
        "participant:Mill School; participant:Park School; participant:Hill School",
        "",
    ),
    (  # a subject told by "it"
        "The 3rd Symposium on Open Learning was held in [L:Linden] on 4 May 2023. [O:Mill University] and "
        "[O:Tern College] jointly organised it.",
        "organiser:Mill University; organiser:Tern College",
        "",
    ),
    (  # in their speeches
        "[O:Tern College] held its graduation ceremony on 4 May 2023. In his address, the principal, [P:Ivo Brandt], "
        "praised the graduates. The head of the council, [P:Mary Holt], replied with a speech.",
        "organiser:Tern College; speaker:Ivo Brandt; speaker:Mary Holt",
        "",
    ),
    (  # guests
        "The [O:Linden Orchestra] gave a concert on 4 May 2023. The chief guest of the evening was [P:Mary Holt]. "
        "Also present were [P:Tom Reed], director of the [O:Copper Bank], and [P:Jan Petersen].",
        "participant:Linden Orchestra; participant:Mary Holt; participant:Tom Reed; participant:Jan Petersen",
        "Copper Bank",
    ),
    (  # companions
        "A new library was opened in [L:Linden] on 4 May 2023. The mayor of [L:Linden], [P:Carla Voss], was joined by "
        "the minister of culture, [P:Jan Petersen]. The library was partly paid for by the [O:Fulmar Foundation].",
        "participant:Carla Voss; participant:Jan Petersen; supporter:Fulmar Foundation",
        "",
    ),
    (  # missions
        "On 4 May 2023, Prof. [P:Samuel Osei], dean of [O:Tern College], led a delegation to visit "
        "[O:Mill University].",
        "leader:Samuel Osei; host:Mill University",
        "",
    ),
    (  # parties of an agreement, and who signs for them
        "A strategic agreement was signed between the [O:Linden City Council] and [O:Mill University] on 4 May 2023. "
        "[P:Ada Quill] signed for the university.",
        "participant:Linden City Council; participant:Mill University; participant:Ada Quill",
        "",
    ),
    (  # invited to speak
        "On 4 May 2023, [O:Mill University] invited Prof. [P:Samuel Osei], a researcher at [O:Tern College], to give a "
        "lecture on tutoring.",
        "organiser:Mill University; speaker:Samuel Osei",
        "Tern College",
    ),
    (  # who came
        "Co-hosted by [O:Tern College] and the [O:Arts Trust], the forum took place on 4 May 2023, attracting "
        "representatives of the [O:Fulmar Foundation], [O:Mill Hospital] and students.",
        "organiser:Tern College; organiser:Arts Trust; participant:Fulmar Foundation; participant:Mill Hospital",
        "",
    ),
    (  # sponsors, performers, tutors
        "The concert, with soloists [P:Ada Quill] and [P:Tom Reed], took place in [L:Bergen] on 4 May 2023. Thanks to "
        "our sponsors, the [O:Copper Bank] and [O:Tern College].",
        "participant:Ada Quill; participant:Tom Reed; supporter:Copper Bank; supporter:Tern College",
        "",
    ),
    (
        "The course ran from 4 to 6 May 2023 in [L:Bergen] and was delivered by trainers [P:Ada Quill] and "
        "[P:Tom Reed].",
        "speaker:Ada Quill; speaker:Tom Reed",
        "",
    ),
    (  # who collects a prize for others takes part
        "[O:Moss Foods] won the Export Prize at a gala in [L:Linden] on 4 May 2023. Founder [P:Gwen Lund] "
        "collected the award.",
        "recipient:Moss Foods; participant:Gwen Lund",
        "",
    ),
    (  # persons at the opening take part in the whole
        "The sports meeting of [O:Tern College] was held on 4 May 2023. At the opening ceremony, [P:Hu Ping], "
        "secretary of the union, made a speech.",
        "participant:Hu Ping",
        "",
    ),
)

# text, places of the first event
PLACES: tuple[tuple[str, str], ...] = (
    ("The training was launched in [L:Linden] and [L:Bergen] on 4 May 2023.", "Linden, Bergen"),
    ("On 4 May 2023 [O:Mill School] held a class for nurses, the first of its kind in [L:Bergen].", ""),
    ("The largest book fair in [L:Norway] was held in [L:Bergen] on 4 May 2023.", "Bergen"),
    (
        "On 4 May 2023, [P:Ida Dahl], consul in the [L:Bergen] office of the [O:Copper Bank], visited [O:Mill School].",
        "",
    ),
)


@pytest.mark.parametrize(("text", "needed", "without"), TEXTS, ids=[str(n) for n in range(len(TEXTS))])
def test_roles_of_other_sentences(tell: Teller, text: str, needed: str, without: str) -> None:
    _, events = tell(text)
    roles = {f"{r.role}:{r.entity}" for r in events[0].roles}
    assert set(needed.split("; ")) <= roles
    assert without not in {r.entity for r in events[0].roles}


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[str(n) for n in range(len(PLACES))])
def test_places_beside_other_places(tell: Teller, text: str, expected: str) -> None:
    _, events = tell(text)
    assert ", ".join(f.value for f in events[0].places) == expected
