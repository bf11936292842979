"""Deeds in many words: gifts above all, then honours, agreements, launches, openings. One probe a rule.

A probe is (text, event); an event is "Type | role:name; …", with the roles that must be given, or "" for none.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsgraph.ingest.model import EventReading, NewsItem

Teller = Callable[..., tuple[NewsItem, list[EventReading]]]

GIVEN = "Donation | donor:Tarn Bank; recipient:Elm College"
GIFTS = (
    "[O:Tarn Bank] provided 30 tablets free of charge to [O:Elm College].",
    "[O:Tarn Bank] offered [O:Elm College] a grand piano as a gift on 3 May 2023.",
    "A consignment of microscopes donated by [O:Tarn Bank] arrived at [O:Elm College] on 4 May 2023.",
    "Sixty chairs from [O:Tarn Bank] reached [O:Elm College] on 4 May 2023.",
    "Thanks to a bequest from [O:Tarn Bank], [O:Elm College] has a new greenhouse.",
    "A donation by [O:Tarn Bank] has enabled [O:Elm College] to buy a boat.",
    "[O:Elm College] took delivery of two tractors donated by [O:Tarn Bank].",
    "[O:Elm College] thanked [O:Tarn Bank] for donating 60 chairs.",
    "The telescope is a present from [O:Tarn Bank] to [O:Elm College].",
    "[O:Tarn Bank] turned over six greenhouses to [O:Elm College] on 5 May 2023.",
    "[O:Tarn Bank] left £2 million to [O:Elm College].",
    "[O:Tarn Bank] gave a complete gamelan to [O:Elm College] on 5 May 2023.",
    "[O:Elm College] was presented with the globe by [O:Tarn Bank].",
    "[O:Tarn Bank] supported [O:Elm College] with €40,000.",
    "[O:Tarn Bank] allocated €300,000 to [O:Elm College] on 4 May 2023.",
    "[O:Tarn Bank] contributed €9,000 towards the new barn of [O:Elm College].",
    "[O:Elm College] now has 60 microscopes, all donated by [O:Tarn Bank].",
    "The radio said that the fair was full. It announced that [O:Tarn Bank] had donated 60 maps to [O:Elm College].",
    "[O:Elm College] will stay open. A bequest of £9,000 by [O:Tarn Bank] was announced on 4 May 2023.",
    "The pupils of [O:Elm College] received 60 laptops on 4 May 2023. They are a donation from [O:Tarn Bank].",
    "A donation of 500 books was made to [O:Elm College] by [O:Tarn Bank].",
)
OTHERS = (
    ("The first prize went to [P:Rosa Lund].", "Award | recipient:Rosa Lund"),
    ("[P:Rosa Lund] took a second prize on 4 May 2023.", "Award | recipient:Rosa Lund"),
    (
        "The winner of the [O:Fell Trust] Prize is [P:Rosa Lund].",
        "Award | recipient:Rosa Lund; organiser:Fell Trust",
    ),
    (
        "[O:Tarn Bank] has entered into a partnership with [O:Elm College].",
        "Signing | participant:Tarn Bank; participant:Elm College",
    ),
    (
        "[O:Tarn Bank] and [O:Elm College] initialled a letter of intent.",
        "Signing | participant:Tarn Bank; participant:Elm College",
    ),
    (
        "A contract concluded on Monday between [O:Tarn Bank] and [O:Elm College] opens the way to new boats.",
        "Signing | participant:Tarn Bank; participant:Elm College",
    ),
    ("[O:Elm College]'s new platform went live on 4 May 2023.", "Launch | organiser:Elm College"),
    ("A platform developed by [O:Elm College] went live on 4 May 2023.", "Launch | organiser:Elm College"),
    ("[O:Elm College] put its new system into operation on 4 May 2023.", "Launch | organiser:Elm College"),
    ("The new clinic was put into use on 4 May 2023.", "Establishment | "),
    ("The new wing was declared open on 4 May 2023.", "Establishment | "),
    (
        "Compiled by [O:Elm College], the Hedge Report was released on 4 May 2023.",
        "Publication | organiser:Elm College",
    ),
    (
        "[O:Elm College] brought out the first issue of its journal on 4 May 2023.",
        "Publication | organiser:Elm College",
    ),
    ("A send-off was held by [O:Elm College] on 4 May 2023.", "Ceremony | organiser:Elm College"),
    (
        "[P:Rosa Lund] held talks with [P:Ken Obi] on 4 May 2023.",
        "Meeting | participant:Rosa Lund; participant:Ken Obi",
    ),
)
NONE = (
    "[O:Tarn Bank] hopes to donate 40 chairs to [O:Elm College].",
    "[O:Tarn Bank] provides [O:Elm College] with electricity.",
    "[O:Tarn Bank] sent three letters to [O:Elm College].",
    "Donations can be sent to [O:Elm College].",
    "A gift from [O:Tarn Bank] would help [O:Elm College].",
    "The computers at [O:Elm College] arrived late.",
)


def _told(event: EventReading) -> tuple[str, set[str]]:
    return event.type, {f"{r.role}:{r.entity}" for r in event.roles}


@pytest.mark.parametrize(("text", "wanted"), [*((t, GIVEN) for t in GIFTS), *OTHERS])
def test_a_deed_is_read_with_those_who_did_it(tell: Teller, text: str, wanted: str) -> None:
    _, events = tell(text, published="2023-05-20")
    kind, _, roles = wanted.partition(" | ")
    assert len(events) == 1
    found = _told(events[0])
    assert found[0] == kind
    assert {r for r in roles.split("; ") if r} <= found[1]


@pytest.mark.parametrize("text", NONE)
def test_what_is_hoped_sent_or_supplied_is_no_gift(tell: Teller, text: str) -> None:
    assert tell(text, published="2023-05-20")[1] == []


def test_goods_that_arrive_and_the_gift_that_they_are_told_to_be_are_one_donation(tell: Teller) -> None:
    _, events = tell(
        "A batch of 60 chairs arrived at [O:Elm College] on 3 May 2023. They came as a gift from [O:Tarn Bank].",
        published="2023-05-20",
    )
    assert len(events) == 1
    kind, roles = _told(events[0])
    assert kind == "Donation"
    assert {"donor:Tarn Bank", "recipient:Elm College"} <= roles
    assert events[0].start is not None
    assert events[0].start.value == "2023-05-03"


def test_what_was_made_possible_by_a_gift_is_another_event(tell: Teller) -> None:
    _, events = tell(
        "Thanks to a gift of £9,000 from [O:Tarn Bank], [O:Elm College] opened a new library on 3 May 2023.",
        published="2023-05-20",
    )
    assert sorted(e.type for e in events) == ["Donation", "Establishment"]
