"""Events from marked-up sentences: [O:organisation], [P:person], [L:place], [G:programme]. The names are given, so that
these tests speak of the event rules alone.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsgraph.ingest.model import EventReading, NewsItem

Told = tuple[NewsItem, list[EventReading]]
Teller = Callable[..., Told]


def roles(event: EventReading) -> set[tuple[str, str]]:
    return {(r.role, r.entity) for r in event.roles}


def dates(event: EventReading) -> tuple[str | None, str | None]:
    return (event.start.value if event.start else None, event.end.value if event.end else None)


def test_a_long_purpose_in_front(tell: Teller) -> None:
    text = (
        "To promote reading in the villages, narrow the gap between town and country, support the teachers who work "
        "there, train new librarians and raise the quality of school libraries, the [O:Riverland Open University] "
        "launched its training programme for village librarians in [L:Ashford County] on 14 July 2024."
    )
    _, (event,) = tell(text)
    assert event.type in ("Training", "Launch")
    assert roles(event) == {("organiser", "Riverland Open University")}
    assert dates(event) == ("2024-07-14", None)
    assert [f.value for f in event.places] == ["Ashford County"]
    assert event.purpose is not None
    assert event.purpose.value.startswith("To promote reading in the villages")
    assert event.purpose.value.endswith("school libraries")


def test_one_happening_told_three_times_is_one_event(tell: Teller) -> None:
    item, events = tell(
        "The [O:Orchard Institute] held a forum on lifelong learning in [L:Lyon] on 3 and 4 May 2022. "
        "It was jointly organised by the [O:Orchard Institute] and [O:Delta University], with support from the "
        "[O:Bell Foundation]. [P:Ana Ruiz], president of [O:Delta University], chaired the forum, and "
        "[P:Tom Lee] gave a keynote speech.",
        title="[O:Orchard Institute] hosts forum in [L:Lyon]",
    )
    (event,) = events
    assert event.type == "Conference"
    assert dates(event) == ("2022-05-03", "2022-05-04")
    assert {f.value for f in event.places} == {"Lyon"}
    assert roles(event) == {
        ("organiser", "Orchard Institute"),
        ("organiser", "Delta University"),
        ("supporter", "Bell Foundation"),
        ("leader", "Ana Ruiz"),
        ("speaker", "Tom Lee"),
    }
    assert {m.span.part for m in event.mentions} == {"title", "text"}
    assert all(m.form == "trigger" and m.span.of(item) for m in event.mentions)


def test_several_events_of_one_item(tell: Teller) -> None:
    _, events = tell(
        "The [O:Seaford Museum] opened an exhibition of old maps on 2 March 2021. "
        "On 5 March 2021, the [O:Seaford Museum] and the [O:Map Society] signed an agreement. "
        "The next exhibition will be held in June 2022."
    )
    assert [(e.type, dates(e)[0], e.status) for e in events] == [
        ("Exhibition", "2021-03-02", "held"),
        ("Signing", "2021-03-05", "held"),
        ("Exhibition", "2022-06", "scheduled"),
    ]


FRAMES = [
    (
        "The [O:Harbour Trust] donated 200 books to [O:Elm Primary School] in [L:Cork].",
        "Donation",
        {("donor", "Harbour Trust"), ("recipient", "Elm Primary School")},
    ),
    (
        "[O:Elm Primary School] received a grant of 5,000 euros from the [O:Harbour Trust].",
        "Donation",
        {("donor", "Harbour Trust"), ("recipient", "Elm Primary School")},
    ),
    (
        "[O:Lund College] and [O:Kestrel Energy] signed a cooperation agreement on Tuesday.",
        "Signing",
        {("participant", "Lund College"), ("participant", "Kestrel Energy")},
    ),
    (
        "A delegation headed by [P:Li Song] visited the [O:Museum of Clocks] on Monday.",
        "Visit",
        {("leader", "Li Song"), ("host", "Museum of Clocks")},
    ),
    (
        "[P:Maria Lopez] has been appointed director of the [O:City Archive] by the [O:Culture Board].",
        "Appointment",
        {("recipient", "Maria Lopez"), ("organiser", "Culture Board")},
    ),
    (
        "A concert by the [O:Ebro Choir] took place on Saturday.",
        "Performance",
        {("participant", "Ebro Choir")},
    ),
    (
        "The [O:Lund College] published its annual report on 3 May 2020.",
        "Publication",
        {("organiser", "Lund College")},
    ),
    (
        "The documentary was broadcast by [O:North Television] on 9 November 2021.",
        "Broadcast",
        {("organiser", "North Television")},
    ),
    (
        "[P:Jo Finch] received the Golden Quill award from the [O:Writers Guild].",
        "Award",
        {("recipient", "Jo Finch"), ("organiser", "Writers Guild")},
    ),
    (
        "A seminar on law was co-organised by [O:Bohai College] and organised by the [O:School of Law] on 2 May 2021.",
        "Seminar",
        {("supporter", "Bohai College"), ("organiser", "School of Law")},
    ),
    (
        "Under the guidance of the [O:Board of Health], the [O:Hill Hospital] ran a training course for nurses.",
        "Training",
        {("organiser", "Hill Hospital"), ("supporter", "Board of Health")},
    ),
    (
        "[P:Ben Carter] spoke at the conference held by the [O:Map Society].",
        "Conference",
        {("speaker", "Ben Carter"), ("organiser", "Map Society")},
    ),
    (
        "The [O:Stone Foundation] awarded €4 million to the [O:Marine Institute].",
        "Donation",
        {("donor", "Stone Foundation"), ("recipient", "Marine Institute")},
    ),
]


@pytest.mark.parametrize("text,kind,expected", FRAMES)
def test_who_is_what(tell: Teller, text: str, kind: str, expected: set[tuple[str, str]]) -> None:
    _, (event,) = tell(text, published="2021-12-01")
    assert event.type == kind
    assert roles(event) == expected


HEADLINES = [
    ("[P:Jordan Whit] named director of [O:Tyne Gallery]", "Appointment", ("recipient", "Jordan Whit")),
    ("[O:Lund College] signs pact with [O:Kestrel Energy]", "Signing", ("participant", "Kestrel Energy")),
    ("[O:Lund College] to host forum on wind power", "Conference", ("organiser", "Lund College")),
    ("[O:Acme Robotics] opens new factory in [L:Porto]", "Establishment", ("organiser", "Acme Robotics")),
]


@pytest.mark.parametrize("title,kind,role", HEADLINES)
def test_headlines_alone(tell: Teller, title: str, kind: str, role: tuple[str, str]) -> None:
    _, (event,) = tell("", title=title)
    assert event.type == kind
    assert role in roles(event)
    assert event.mentions[0].span.part == "title"


NOTHING = [
    "The [O:Lund College] hopes to hold a conference in the north one day.",
    "[P:Zheng Kai], head of [O:Lund College], stressed that examinations must be fair.",
    "No ceremony was held at [O:Lund College].",
    "If the [O:Lund College] held a seminar, would anybody come?",
    "The 20th National Congress emphasises learning for all.",
    "[O:Lund College] has 14 branches and offers 38 programmes.",
    "A learner might attend a workshop and be awarded a badge; some universities hold a ceremony.",
    "The [O:Lund College], which was founded in 1998, has a library.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_event(tell: Teller, text: str) -> None:
    assert tell(text, published="2021-12-01")[1] == []


def test_postponed_takes_the_new_date_and_cancelled_keeps_the_old(tell: Teller) -> None:
    _, (moved,) = tell(
        "The opening ceremony, planned for today, has been postponed to 18 September.", published="2023-09-01"
    )
    assert (moved.status, dates(moved)) == ("postponed", ("2023-09-18", None))
    _, (gone,) = tell("A concert in [L:Hull] on 2 September has been cancelled.", published="2023-09-01")
    assert (gone.status, dates(gone)) == ("cancelled", ("2023-09-02", None))


def test_a_date_to_come_is_scheduled(tell: Teller) -> None:
    _, (event,) = tell("The forum will be held in [L:Hull] on 2 May.", published="2023-09-01")
    assert (event.status, dates(event)) == ("scheduled", ("2024-05-02", None))


def test_places_and_hosts(tell: Teller) -> None:
    _, (event,) = tell("A ceremony was held at [O:Elm School] in [L:Dingxi], [L:Gansu Province], on 3 May 2021.")
    assert [f.value for f in event.places] == ["Dingxi"]
    assert ("host", "Elm School") in roles(event)
    _, (other,) = tell("The meeting was held at the headquarters of the [O:Map Society].")
    assert other.places == ()
    assert roles(other) == {("host", "Map Society")}


def test_dates_of_something_else_are_not_the_events(tell: Teller) -> None:
    _, (event,) = tell("Founded in 1979, the [O:Lund College] held a forum in [L:Hull] on 5 May 2020.")
    assert dates(event) == ("2020-05-05", None)
    _, (other,) = tell("The [O:Lund College], which was damaged by floods in 2019, hosted a meeting recently.")
    assert (dates(other), other.time_text) == ((None, None), "recently")


def test_recently_is_an_open_interval_and_no_start(tell: Teller) -> None:
    text = "The [O:Lund College] recently hosted a forum on tides."
    _, (event,) = tell(text, published="2021-12-01")
    assert dates(event) == (None, None)
    assert event.before is not None
    assert (event.before.value, event.time_text) == ("2021-12-01", "recently")
    _, (unknown,) = tell(text)
    assert unknown.before is None
    _, (dated,) = tell("The [O:Lund College] hosted a forum on tides on 3 May 2021.", published="2021-12-01")
    assert dated.before is None


def test_opening_and_closing_days_make_a_range(tell: Teller) -> None:
    _, (event,) = tell(
        "The chess tournament of the [O:Lund College] came to a close on 22 May 2020. "
        "The tournament had opened on 20 May 2020."
    )
    assert dates(event) == ("2020-05-20", "2020-05-22")


def test_theme_purpose_and_what_is_celebrated(tell: Teller) -> None:
    text = (
        'A singing contest themed "Songs of the River" was held in [L:Hull] to celebrate the 75th anniversary of the '
        "founding of the [O:Lund College]."
    )
    item, (event,) = tell(text)
    assert event.theme is not None
    assert event.theme.value == "Songs of the River"
    assert event.celebrates is not None
    assert event.celebrates.value == "the 75th anniversary of the founding of the Lund College"
    assert event.theme.evidence.of(item) == item.text
    _, (meeting,) = tell("The [O:Lund College] hosted a meeting to advance the development of its library.")
    assert meeting.purpose is not None
    assert meeting.purpose.value == "to advance the development of its library"


def test_programmes_launched_or_part_of(tell: Teller) -> None:
    _, (event,) = tell("On 3 May 2021 the [O:Lund College] launched the [G:Green Schools Programme] in [L:Hull].")
    assert [f.value for f in event.programmes] == ["Green Schools Programme"]
    assert event.type == "Launch"


def test_labels_are_short_and_readable(tell: Teller) -> None:
    _, (event,) = tell(
        "The [O:Lund College] launched its training programme for village nurses in [L:Hull] on 3 May 2021."
    )
    assert event.label == "Training programme for village nurses in Hull"
    _, (visit,) = tell("[P:Li Song] visited the [O:Museum of Clocks] on Monday.")
    assert visit.label == "Visit to Museum of Clocks"


def test_evidence_is_the_sentence(tell: Teller) -> None:
    item, (event,) = tell(
        "Rain fell all day. The [O:Lund College] held a seminar in [L:Hull] on 3 May 2021. Nobody minded."
    )
    sentence = "The Lund College held a seminar in Hull on 3 May 2021."
    assert event.start is not None
    assert event.start.evidence.of(item) == sentence
    assert event.places[0].evidence.of(item) == sentence
    assert event.roles[0].evidence.of(item) == sentence
    assert event.mentions[0].sentence.of(item) == sentence
    assert event.mentions[0].span.of(item) == "a seminar"
    assert 0 < (event.confidence or 0) < 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"', "(((", "a", "by by by with of", "2020", "。" * 50, "[" * 500])
def test_odd_texts_do_no_harm(tell: Teller, text: str) -> None:
    assert tell(text)[1] == []
    assert tell(text, title="(")[1] == []


def test_what_happens_during_another_event_is_part_of_it(tell: Teller) -> None:
    _, (forum, signing) = tell(
        "The [O:Map Society] held a forum in [L:Hull] on 3 and 4 May 2021. "
        "During the forum, the [O:Map Society] and [O:Lund College] signed an agreement."
    )
    assert (forum.type, forum.sub_event_of) == ("Conference", None)
    assert (signing.type, signing.sub_event_of) == ("Signing", forum.id)
