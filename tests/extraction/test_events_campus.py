"""News of institutions: gifts sent and thanked for, relative clauses of who held what, what hosts do on a visit.

A probe is (text, event); an event is "Type | role:name; … | place", with what must be given.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.model import EventReading, NewsItem

Teller = Callable[..., tuple[NewsItem, list[EventReading]]]

GIVEN = "Donation | donor:Tarn Bank; recipient:Elm College"
ONE = (
    (
        "Books donated by [O:Tarn Bank] were delivered to [L:Holt Town] on 3 May 2023.",
        "Donation | donor:Tarn Bank | Holt Town",
    ),
    (
        "The equipment, donated by [O:Tarn Bank], arrived in [L:Holt Town] on 3 May 2023.",
        "Donation | donor:Tarn Bank | Holt Town",
    ),
    (
        "Relief supplies were dispatched by [O:Tarn Bank] to [L:Holt Town] on 3 May 2023.",
        "Donation | donor:Tarn Bank | Holt Town",
    ),
    ("On 3 May 2023 the staff of [O:Tarn Bank] raised £9,000 for the families.", "Donation | donor:Tarn Bank"),
    ("£9,000 was raised by the staff of [O:Tarn Bank] and donated to [O:Elm College] on 3 May 2023.", GIVEN),
    ("[O:Tarn Bank] presented [O:Elm College] with a set of 500 textbooks.", GIVEN),
    ("At [O:Elm College], where [O:Tarn Bank] recently donated 60 tablets, pupils learn to code.", GIVEN),
    ("Sixty tablets arrived at [O:Elm College] on 3 May 2023, courtesy of [O:Tarn Bank].", GIVEN),
    ("Thanks to [O:Tarn Bank], [O:Elm College] now has 60 new tablets.", GIVEN),
    ("[O:Elm College] will teach online after receiving 60 tablets from [O:Tarn Bank].", GIVEN),
    ("[O:Elm College] expressed its gratitude to [O:Tarn Bank] for its donation of 60 tablets.", GIVEN),
    ("[O:Tarn Bank]'s gift of 60 tablets was received by [O:Elm College].", GIVEN),
    ("[O:Elm College] is the latest school to benefit from a donation by [O:Tarn Bank].", GIVEN),
    ("With a donation of 60 tablets to [O:Elm College], [O:Tarn Bank] continued its aid on 3 May 2023.", GIVEN),
    ("[O:Elm College] was the scene of a ceremony to mark the donation of 60 tablets by [O:Tarn Bank].", GIVEN),
    (
        "The forum on rural schools, which [O:Elm College] and [O:Tarn Bank] co-organised in [L:Holt Town] on 3 May "
        "2023, drew 300 teachers.",
        "Conference | organiser:Elm College; organiser:Tarn Bank | Holt Town",
    ),
    (
        "A calligraphy exhibition opened on 3 May 2023. Jointly presented by [O:Elm College] and [O:Tarn Bank], the "
        "exhibition has 136 works.",
        "Exhibition | organiser:Elm College; organiser:Tarn Bank",
    ),
    (
        "A delegation from [O:Elm College] visited [O:Tarn Bank] on 3 May 2023. President [P:Rosa Lund] met the "
        "guests.",
        "Visit | participant:Elm College; host:Tarn Bank; participant:Rosa Lund",
    ),
    (
        "The annual meeting of [O:Elm College] was held on 3 May 2023. [P:Rosa Lund] reported on the work of the year.",
        "Meeting | organiser:Elm College; speaker:Rosa Lund",
    ),
    (
        "[O:Elm College] and [O:Tarn Bank] signed an agreement on 3 May 2023. [P:Rosa Lund] signed for the college and "
        "Dr [P:Ken Obi] for the bank.",
        "Signing | participant:Rosa Lund; participant:Ken Obi",
    ),
    (
        "The workshop opened in [L:Holt Town] on 3 May 2023. Mayor [P:Rosa Lund] and the college's president, "
        "[P:Ken Obi], both gave addresses.",
        "Workshop | speaker:Rosa Lund; speaker:Ken Obi | Holt Town",
    ),
    (
        "The [O:Elm College] delegation toured [O:Tarn Bank] on 3 May 2023.",
        "Visit | participant:Elm College; host:Tarn Bank",
    ),
    (
        '"Reading Online," a learning platform for village doctors developed by [O:Elm College], went live on 3 May '
        "2023.",
        "Launch | organiser:Elm College",
    ),
    (
        "[O:Elm College] and [O:Tarn Bank] have agreed to share a boat. The contract was signed in [L:Holt Town] on "
        "3 May 2023 by [P:Rosa Lund], rector of the college, and the bank's head, [P:Ken Obi].",
        "Signing | participant:Elm College; participant:Tarn Bank; participant:Rosa Lund; participant:Ken Obi | "
        "Holt Town",
    ),
    (
        "[O:Elm College] sent a delegation to the World Conference on Boats in [L:Holt Town] on 3 May 2023.",
        "Conference | participant:Elm College | Holt Town",
    ),
    (
        "[O:Elm College] was represented by [P:Rosa Lund] at the World Conference on Boats in [L:Holt Town].",
        "Conference | participant:Elm College; participant:Rosa Lund | Holt Town",
    ),
)
NONE = (
    "The pupils of [O:Elm College] hope to raise £9,000 for a boat.",
    "[O:Elm College] thanked [O:Tarn Bank] for its advice.",
)


@pytest.mark.parametrize(("text", "wanted"), ONE)
def test_one_event_with_who_did_it_and_where(tell: Teller, text: str, wanted: str) -> None:
    _, events = tell(text, published="2023-05-20")
    assert len(events) == 1
    kind, roles, *place = wanted.split(" | ")
    assert events[0].type == kind
    assert set(roles.split("; ")) <= {f"{r.role}:{r.entity}" for r in events[0].roles}
    assert [p.value for p in events[0].places] == place


@pytest.mark.parametrize("text", NONE)
def test_hopes_and_thanks_for_no_thing_are_no_gift(tell: Teller, text: str) -> None:
    assert not [e for e in tell(text, published="2023-05-20")[1] if e.type == "Donation"]


def test_a_new_chapter_is_no_new_body(tell: Teller) -> None:
    _, events = tell("[O:Elm College] and [O:Tarn Bank] opened a new chapter on 3 May 2023.", published="2023-05-20")
    assert "Establishment" not in {e.type for e in events}


def test_a_gift_that_an_agreement_provides_for_is_not_made_yet(tell: Teller) -> None:
    _, events = tell(
        "[O:Elm College] and [O:Tarn Bank] signed an agreement on 3 May 2023, under which the bank will provide the "
        "college with 60 tablets.",
        published="2023-05-20",
    )
    assert [e.type for e in events] == ["Signing"]


@pytest.mark.parametrize(
    "told",
    [
        "Kang Mo, president of Tarn Bank, presented a cheque for £9,000 to Lan Bo, dean of Elm College, on 3 May 2023.",
        "Lan Bo, dean of Elm College, received the 60 tablets from Kang Mo, president of Tarn Bank, on 3 May 2023.",
        "Lan Bo, dean of Elm College, accepted 60 tablets from Tarn Bank on behalf of the college on 3 May 2023.",
    ],
)
def test_who_hands_over_and_who_receives_act_for_their_bodies(told: str) -> None:
    reading = next(Extractor().read([NewsItem(id="n", text=told, published="2023-05-20")]))
    name = {e.id: e.name for e in reading.entities}
    assert [e.type for e in reading.events] == ["Donation"]
    roles = {f"{r.role}:{name[r.entity]}" for r in reading.events[0].roles}
    assert {"donor:Tarn Bank", "recipient:Elm College", "participant:Lan Bo"} <= roles
