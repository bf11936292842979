"""Many institutions, many ways of telling: what events a short text tells, in full.

A probe is (day of publication, headline, text, events); an event is "Type[/Type] | start[..end] | place, … | role:name;
…". A role with "?" may be given or not. The answers were written before the rules were run on them.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsgraph.ingest.model import EventReading, NewsItem

Teller = Callable[..., tuple[NewsItem, list[EventReading]]]
Probe = tuple[str, str, str, tuple[str, ...]]

PROBES: tuple[Probe, ...] = (
    # taking part
    (
        "2021-03-10",
        "",
        "A seminar on soil health was held at the [O:Tarn Valley Institute] on 4 March 2021. Some 30 farmers from the "
        "[O:Oakley Growers' Union] and from [O:Mill College] took part.",
        (
            "Seminar | 2021-03-04 | | host:Tarn Valley Institute; participant:Oakley Growers' Union; "
            "participant:Mill College",
        ),
    ),
    (
        "2021-03-10",
        "",
        "The [O:Pine Hospital] opened its spring fair on 6 March 2021. Among those present were [P:Rosa Lund], "
        "[P:Ken Obi] and the [O:Brook Choir].",
        (
            "Exhibition | 2021-03-06 | | organiser:Pine Hospital; participant:Rosa Lund; participant:Ken Obi; "
            "participant:Brook Choir",
        ),
    ),
    (
        "2021-03-10",
        "",
        "The [O:Fell Museum] held a forum on dialects on 2 March 2021. Guests included [P:Rosa Lund] and [P:Ken Obi].",
        ("Conference | 2021-03-02 | | organiser:Fell Museum; participant:Rosa Lund; participant:Ken Obi",),
    ),
    (
        "2021-03-10",
        "",
        "The [O:Fell Museum] held a forum on dialects on 2 March 2021. The speakers were [P:Rosa Lund], "
        "[P:Ken Obi] and [P:Ann Poe].",
        ("Conference | 2021-03-02 | | organiser:Fell Museum; speaker:Rosa Lund; speaker:Ken Obi; speaker:Ann Poe",),
    ),
    (
        "2021-03-10",
        "",
        "The [O:Fell Museum] opened a new wing on 2 March 2021 in the presence of [P:Rosa Lund] and [P:Ken Obi].",
        ("Establishment | 2021-03-02 | | organiser:Fell Museum; participant:Rosa Lund; participant:Ken Obi",),
    ),
    (
        "2021-03-10",
        "",
        "[P:Rosa Lund], the mayor, was the guest of honour at the gala, which the [O:Brook Choir] gave in "
        "[L:Ashford] on 2 March 2021.",
        ("Celebration | 2021-03-02 | Ashford | participant:Rosa Lund; organiser:Brook Choir",),
    ),
    # organisers told later
    (
        "2022-06-02",
        "",
        "A tournament for deaf chess players took place in [L:Porto] on 28 and 29 May. The event was put on by the "
        "[O:Douro Chess Club].",
        ("Competition | 2022-05-28..2022-05-29 | Porto | organiser:Douro Chess Club",),
    ),
    (
        "2022-06-02",
        "",
        "Two hundred runners joined a fun run in [L:Ashford] on Sunday. It was organised by the [O:Ashford Hospice] "
        "and made possible by [O:Bell Foundation].",
        ("Competition | 2022-05-29 | Ashford | organiser:Ashford Hospice; supporter:Bell Foundation",),
    ),
    (
        "2022-06-02",
        "",
        "On 1 June the [O:Ashford Council] launched a scheme for night buses. It is run together with [O:Bell Coaches] "
        "and funded by the [O:Orchard Trust].",
        ("Launch | 2022-06-01 | | organiser:Ashford Council; organiser:Bell Coaches; supporter:Orchard Trust",),
    ),
    # giving
    (
        "2020-09-18",
        "",
        "The [O:Harbour Bank] has endowed a chair in marine law at [O:Skerry University] with a gift of £2 million.",
        ("Donation | | | donor:Harbour Bank; recipient:Skerry University",),
    ),
    (
        "2020-09-18",
        "",
        "[O:Skerry University] has received £2 million from the [O:Harbour Bank] for a new laboratory.",
        ("Donation | | | donor:Harbour Bank; recipient:Skerry University",),
    ),
    (
        "2020-09-18",
        "",
        "The [O:Rotary Club of Ashford] presented [O:Mill School] with forty dictionaries on 14 September.",
        ("Donation | 2020-09-14 | | donor:Rotary Club of Ashford; recipient:Mill School",),
    ),
    (
        "2020-09-18",
        "",
        "A minibus was donated to the [O:Lantern Hospice] by the [O:Harbour Bank] on 14 September 2020.",
        ("Donation | 2020-09-14 | | donor:Harbour Bank; recipient:Lantern Hospice",),
    ),
    (
        "2020-09-18",
        "[O:Harbour Bank] gives $3 million to [O:Lantern Hospice]",
        "",
        ("Donation | | | donor:Harbour Bank; recipient:Lantern Hospice",),
    ),
    # awards
    (
        "2020-09-18",
        "",
        "The [O:Guild of Bakers] awarded its gold medal to [P:Ida Moss] on 11 September 2020.",
        ("Award | 2020-09-11 | | organiser:Guild of Bakers; recipient:Ida Moss",),
    ),
    (
        "2020-09-18",
        "",
        "The [O:Guild of Bakers] presented [P:Ida Moss] with its gold medal at a dinner in [L:Bath] on 11 September.",
        ("Award | 2020-09-11 | Bath | organiser:Guild of Bakers; recipient:Ida Moss",),
    ),
    (
        "2020-09-18",
        "",
        "[P:Ida Moss] received the gold medal from the [O:Guild of Bakers] on 11 September.",
        ("Award | 2020-09-11 | | organiser:Guild of Bakers; recipient:Ida Moss",),
    ),
    (
        "2020-09-18",
        "",
        "The [O:Mole Gallery], a small house based in [L:Leeds], won the Heritage Prize at a gala in [L:York] on "
        "Wednesday.",
        ("Award | 2020-09-16 | York | recipient:Mole Gallery",),
    ),
    (
        "2020-09-18",
        "[O:Mole Gallery] Wins Heritage Prize",
        "",
        ("Award | | | recipient:Mole Gallery",),
    ),
    # agreements
    (
        "2023-11-02",
        "[O:Skerry University] and [O:Mill College] sign research pact in [L:Oslo]",
        "",
        ("Signing | | Oslo | participant:Skerry University; participant:Mill College",),
    ),
    (
        "2023-11-02",
        "[O:Skerry University] Signs Pact With [O:Mill College]",
        "",
        ("Signing | | | participant:Skerry University; participant:Mill College",),
    ),
    (
        "2023-11-02",
        "",
        "[O:Skerry University] has concluded an agreement with [O:Mill College]. The rectors, [P:Ida Moss] and "
        "[P:Tom Lee], signed it in [L:Oslo] on 30 October.",
        (
            "Signing | 2023-10-30 | Oslo | participant:Skerry University; participant:Mill College; "
            "participant:Ida Moss; participant:Tom Lee",
        ),
    ),
    (
        "2023-11-02",
        "",
        "[O:Skerry University] and [O:Mill College] have renewed their partnership. The agreement was signed in "
        "[L:Oslo] on 30 October 2023 by the university's rector, [P:Ida Moss], and [P:Tom Lee], dean of "
        "[O:Mill College].",
        (
            "Signing | 2023-10-30 | Oslo | participant:Skerry University; participant:Mill College; "
            "participant:Ida Moss; participant:Tom Lee",
        ),
    ),
    (
        "2023-11-02",
        "",
        "The [O:Fell Museum] and the [O:Brook Choir] have signed no contract and held no talks.",
        (),
    ),
    (
        "2023-11-02",
        "",
        "Before the forum, on 27 October, the [O:Fell Press] and [O:Mill College] had signed an agreement on "
        "textbooks.",
        ("Signing | 2023-10-27 | | participant:Fell Press; participant:Mill College",),
    ),
    # appointments
    (
        "2019-02-08",
        "[P:Ida Moss] Succeeds [P:Tom Lee] as Head of [O:Fell Museum]",
        "",
        ("Appointment | | | recipient:Ida Moss; ?organiser:Fell Museum; ?participant:Fell Museum",),
    ),
    (
        "2019-02-08",
        "[O:Fell Museum] names [P:Ida Moss] head of education",
        "",
        ("Appointment | | | recipient:Ida Moss; ?organiser:Fell Museum",),
    ),
    (
        "2019-02-08",
        "",
        "The [O:Orchard Trust] has appointed [P:Ida Moss], [P:Tom Lee] and [P:Ken Obi] as trustees.",
        ("Appointment | | | ?organiser:Orchard Trust; recipient:Ida Moss; recipient:Tom Lee; recipient:Ken Obi",),
    ),
    (
        "2019-02-08",
        "",
        "[P:Ida Moss] took over as director of the [O:Fell Museum] on 1 February.",
        ("Appointment | 2019-02-01 | | recipient:Ida Moss; ?organiser:Fell Museum; ?participant:Fell Museum",),
    ),
    (
        "2019-02-08",
        "",
        "Members of the [O:Orchard Trust] elected [P:Ida Moss] president and [P:Tom Lee] treasurer on 2 February.",
        ("Appointment | 2019-02-02 | | recipient:Ida Moss; recipient:Tom Lee; ?organiser:Orchard Trust",),
    ),
    # performances, matches
    (
        "2023-06-13",
        "",
        "The [O:Nordhaus Orchestra] ended its season last night with a performance of a Mahler symphony at the "
        "[L:Raven Hall]. [P:Eva Kett] conducted the orchestra, which was joined by the [O:Cathedral Choir].",
        (
            "Performance | 2023-06-12 | Raven Hall | ?organiser:Nordhaus Orchestra; participant:Nordhaus Orchestra; "
            "participant:Eva Kett; participant:Cathedral Choir",
        ),
    ),
    (
        "2023-06-13",
        "",
        "The [O:Brook Choir] sang carols at the [O:Lantern Hospice] on 10 June 2023.",
        ("Performance | 2023-06-10 | | participant:Brook Choir; host:Lantern Hospice",),
    ),
    (
        "2023-06-13",
        "[O:Ashford Rovers] Beat [O:Mill United] 3-1",
        "",
        ("Competition | | | participant:Ashford Rovers; participant:Mill United",),
    ),
    (
        "2023-06-13",
        "",
        "[O:Ashford Rovers] played [O:Mill United] in [L:Ashford] on Saturday.",
        ("Competition | 2023-06-10 | Ashford | participant:Ashford Rovers; participant:Mill United",),
    ),
    # rites and works
    (
        "2024-08-30",
        "",
        "[O:Basin Medical Center] broke ground Wednesday on a cancer ward in [L:Elko]. [P:Ruth Sands], its director, "
        "turned the first shovel of earth together with Mayor [P:Dale Thorn].",
        (
            "Ceremony/Establishment/Launch | 2024-08-28 | Elko | organiser:Basin Medical Center; "
            "participant:Ruth Sands; participant:Dale Thorn; ?organiser:Ruth Sands",
        ),
    ),
    (
        "2024-08-30",
        "",
        "Pupils of [O:Mill School] planted 300 trees in [L:Brook Park] on 24 August 2024.",
        ("Campaign/Activity | 2024-08-24 | Brook Park | participant:Mill School",),
    ),
    (
        "2024-08-30",
        "",
        "[P:Ida Moss] laid a wreath at the memorial in [L:Ypres] on 24 August 2024.",
        ("Ceremony | 2024-08-24 | Ypres | participant:Ida Moss",),
    ),
    (
        "2024-08-30",
        "",
        "The ward, built by [O:Sage Works], is scheduled to open in October 2026.",
        ("Establishment | 2026-10 | | ",),
    ),
    (
        "2024-08-30",
        "",
        "The [O:Basin Rail Company] commissioned a new signal centre in [L:Elko] on 20 August.",
        ("Establishment/Launch | 2024-08-20 | Elko | organiser:Basin Rail Company",),
    ),
    # visits
    (
        "2019-09-10",
        "",
        "A visit to the salt works in [L:Baga] was paid by 24 students of [O:Coast College] on 2019-09-06, led by "
        "[P:Rema Kombo]. They were shown round by the [O:Salt Growers].",
        ("Visit | 2019-09-06 | Baga | participant:Coast College; leader:Rema Kombo; host:Salt Growers",),
    ),
    (
        "2019-09-10",
        "",
        "[O:Coast College] welcomed a delegation from the [O:Ministry of Fisheries] led by [P:Rema Kombo] on "
        "5 September.",
        ("Visit | 2019-09-05 | | host:Coast College; participant:Ministry of Fisheries; leader:Rema Kombo",),
    ),
    (
        "2019-09-10",
        "",
        "[P:Rema Kombo], president of [O:Coast College], received [P:Tom Lee] in [L:Dodoma] on 5 September.",
        (
            "Meeting/Visit | 2019-09-05 | Dodoma | participant:Tom Lee; ?host:Rema Kombo; ?participant:Rema Kombo; "
            "?host:Coast College; ?participant:Coast College",
        ),
    ),
    # meetings
    (
        "2022-05-03",
        "Board of [O:Ulster Trust] meets in [L:Portrush]",
        "The board of the [O:Ulster Trust] met in [L:Portrush] last month. The meeting was chaired by [P:Una Teer].",
        ("Meeting | 2022-04 | Portrush | ?organiser:Ulster Trust; ?participant:Ulster Trust; leader:Una Teer",),
    ),
    (
        "2022-05-03",
        "",
        "The [O:Ashford Council] held a public hearing on the tram on 28 April. [P:Una Teer] moderated.",
        ("Meeting | 2022-04-28 | | organiser:Ashford Council; leader:Una Teer",),
    ),
    (
        "2022-05-03",
        "",
        "The ministers [P:Una Teer] and [P:Tom Lee] met in [L:Vienna] on 29 April to discuss fishing.",
        ("Meeting | 2022-04-29 | Vienna | participant:Una Teer; participant:Tom Lee",),
    ),
    # protest, vigil, amnesty
    (
        "2019-04-29",
        "",
        "The [O:Textile Union] has cancelled a rally planned for 1 May in [L:Lodz] because of a storm.",
        ("Activity/Campaign/Meeting | 2019-05-01 | Lodz | organiser:Textile Union",),
    ),
    (
        "2019-04-29",
        "",
        "The [O:Border Police] will hold a knife amnesty from 6 to 12 May in [L:Hull].",
        ("Campaign | 2019-05-06..2019-05-12 | Hull | organiser:Border Police",),
    ),
    (
        "2019-04-29",
        "",
        "A vigil for the miners was held in [L:Wigan] on Saturday evening. [P:Ken Obi] spoke.",
        ("Activity/Ceremony/Meeting | 2019-04-27 | Wigan | speaker:Ken Obi",),
    ),
    (
        "2019-04-29",
        "",
        "The [O:Textile Union] marched through [L:Lodz] on Saturday.",
        ("Activity/Campaign | 2019-04-27 | Lodz | organiser:Textile Union",),
    ),
    # dates
    (
        "2022-06-28",
        "",
        "The previous week, from 20 to 22 June, the [O:Lake College] had held its curriculum workshop in [L:Mzuzu].",
        ("Workshop | 2022-06-20..2022-06-22 | Mzuzu | organiser:Lake College",),
    ),
    (
        "2022-06-28",
        "",
        "The [O:Lake College] will hold an open day on Friday.",
        ("Celebration/Activity | 2022-07-01 | | organiser:Lake College",),
    ),
    (
        "2022-06-28",
        "",
        "The exhibition opens at the [O:Fell Museum] on 2 July and runs until 9 August.",
        ("Exhibition | 2022-07-02..2022-08-09 | | host:Fell Museum; ?organiser:Fell Museum",),
    ),
    (
        "2022-06-28",
        "",
        "The [O:Lake College] held its graduation ceremony on Saturday. A day earlier, the [O:Brook Choir] had given "
        "a concert in [L:Mzuzu].",
        (
            "Ceremony | 2022-06-25 | | organiser:Lake College",
            "Performance | 2022-06-24 | Mzuzu | participant:Brook Choir; ?organiser:Brook Choir",
        ),
    ),
    (
        "2022-06-28",
        "",
        "In early May, the [O:Lake College] organised a book fair in [L:Mzuzu].",
        ("Exhibition | 2022-05 | Mzuzu | organiser:Lake College",),
    ),
    (
        "2022-06-28",
        "",
        "The [O:Lake College] yesterday launched a course in beekeeping.",
        ("Launch/Training | 2022-06-27 | | organiser:Lake College",),
    ),
    (
        "2022-06-28",
        "",
        "From March 12 through June 30, 2022, the [O:Fell Museum] presents an exhibition of quilts, guest-curated by "
        "[P:Lena Hawk].",
        (
            "Exhibition | 2022-03-12..2022-06-30 | | organiser:Fell Museum; ?organiser:Lena Hawk; "
            "?participant:Lena Hawk; ?host:Fell Museum",
        ),
    ),
    # places
    (
        "2021-10-05",
        "",
        "[L:LUSAKA], 4 October – The [O:Copper Bank] opened a training centre for welders on Monday.",
        ("Establishment | 2021-10-04 | Lusaka | organiser:Copper Bank",),
    ),
    (
        "2021-10-05",
        "",
        "The [O:Copper Bank] of [L:Lusaka] donated desks to [O:Mill School] on Monday.",
        ("Donation | 2021-10-04 | | donor:Copper Bank; recipient:Mill School",),
    ),
    (
        "2021-10-05",
        "",
        "The [O:Copper Bank] held a workshop for beekeepers on 1 October. It took place in [L:Kafue].",
        ("Workshop | 2021-10-01 | Kafue | organiser:Copper Bank",),
    ),
    # speakers
    (
        "2021-10-05",
        "",
        'The [O:Copper Bank] released its annual report on 1 October. "We are lending more," [P:Ida Moss] said at '
        "the launch.",
        ("Publication | 2021-10-01 | | organiser:Copper Bank; speaker:Ida Moss",),
    ),
    (
        "2021-10-05",
        "",
        "The [O:Fell Museum] hosted an evening of short films on 1 October, in partnership with the "
        "[O:Film Collective].",
        (
            "Activity/Performance/Exhibition | 2021-10-01 | | organiser:Fell Museum; organiser:Film Collective; "
            "?host:Fell Museum",
        ),
    ),
    (
        "2021-10-05",
        "",
        "[P:Ida Moss] of [O:Mill College] delivered a lecture on tides at the [O:Fell Museum] on 1 October.",
        ("Lecture | 2021-10-01 | | speaker:Ida Moss; host:Fell Museum; ?participant:Mill College",),
    ),
    # nothing happened
    ("2021-10-05", "", "The [O:Copper Bank] hopes to hold a forum in [L:Lusaka] next year.", ()),
    ("2021-10-05", "", "The [O:Copper Bank] denied that it had donated money to the [O:Mill School].", ()),
    ("2021-10-05", "", "[P:Ida Moss] said that the [O:Copper Bank] might open a branch in [L:Kafue].", ()),
    ("2021-10-05", "", "The [O:Copper Bank] has 40 branches and offers courses in bookkeeping.", ()),
)


def _told(event: EventReading) -> tuple[str, str, set[str], set[str]]:
    start, end = event.start, event.end
    when = (start.value if start else "") + (f"..{end.value}" if end else "")
    return event.type, when, {f.value for f in event.places}, {f"{r.role}:{r.entity}" for r in event.roles}


# not read yet: a relative clause that names the organiser, and "salt works", which the parser takes for a verb
OPEN = (5, 39)


@pytest.mark.parametrize(
    "probe",
    [
        pytest.param(
            p,
            id=f"{n}-{p[3][0].split(' ')[0] if p[3] else 'none'}",
            marks=[pytest.mark.xfail(strict=True)] if n in OPEN else [],
        )
        for n, p in enumerate(PROBES)
    ],
)
def test_probe(tell: Teller, probe: Probe) -> None:
    published, title, text, expected = probe
    _, events = tell(text, title=title, published=published)
    found = [_told(e) for e in events]
    assert len(found) == len(expected), found
    for wanted, (kind, when, places, roles) in zip(expected, found, strict=True):
        types, date, where, who = (part.strip() for part in wanted.split("|"))
        named = [r.strip() for r in who.split(";") if r.strip()]
        needed, optional = {r for r in named if r[0] != "?"}, {r[1:] for r in named if r[0] == "?"}
        assert kind in types.split("/")
        assert when == date
        assert {p.lower() for p in places} == {p.strip().lower() for p in where.split(",") if p.strip()}
        # who speaks or leads takes part: as the guide has it, right if said and no loss if not
        optional |= {f"participant:{r.split(':', 1)[1]}" for r in needed if r.split(":")[0] in ("speaker", "leader")}
        assert needed <= roles <= needed | optional, roles ^ needed
