"""Which events of several items are one."""

from __future__ import annotations

from itertools import permutations

from reading_builder import Told

OUC, LIBRARY, SCHOOL = "Open University of China", "Riverside Library", "Menglian Experimental School"


def forum(id, *, start, end=None, title="International Forum on Lifelong Learning", place="Chengdu", published=None):
    told = Told(id, published=published).org(OUC).org("Sichuan Open University").place(place)
    roles = (("organiser", OUC), ("organiser", "Sichuan Open University"))
    return told.event("Conference", title, *roles, start=start, end=end, at=(place,))


def test_same_day_and_actors(resolved):
    resolution, iri = resolved(
        forum("a", start="2023-10-16", end="2023-10-18").done(),
        forum("b", start="2023-10-16", title="Forum in Chengdu").done(),
    )
    assert iri("a", "e1") == iri("b", "e1")
    assert iri("a", "e1").startswith("event/2023-10-16-conference-international-forum-on-lifelong-learning-")
    (link,) = resolution.why(resolution.base + iri("a", "e1")).links
    assert (link.kind, link.words) == ("time", "the same day, 3 arguments are shared, like labels")
    assert link.between == (("a", "e1"), ("b", "e1"))


def test_other_day_or_other_place_are_others(resolved):
    _, iri = resolved(
        forum("a", start="2023-10-16").done(),
        forum("b", start="2023-10-17").done(),
        forum("c", start="2023-10-16", place="Ulanqab").done(),
        forum("d", start="2022-10-16").done(),
    )
    assert len({iri(i, "e1") for i in "abcd"}) == 4


def test_a_month_agrees_with_its_day(resolved):
    announced = Told("c", published="2023-09-05").place("Chengdu")
    announced.event("Conference", "International lifelong learning forum", start="2023-10", at=("Chengdu",))
    other = Told("d", published="2023-09-05").place("Chengdu")
    other.event("Conference", "Panda research congress", start="2023-10", at=("Chengdu",))
    _, iri = resolved(forum("a", start="2023-10-16").done(), announced.done(), other.done())
    assert iri("a", "e1") == iri("c", "e1")
    assert iri("d", "e1") != iri("a", "e1")


def test_a_place_within_the_other_does_not_contradict(resolved):
    _, iri = resolved(
        forum("a", start="2023-10-16", place="Chengdu").done(),
        forum("b", start="2023-10-16", place="Sichuan Province").done(),
    )
    assert iri("a", "e1") == iri("b", "e1")


def test_a_house_does_not_contradict_its_town(resolved):
    town = forum("a", start="2023-10-16", place="Chengdu").done()
    house = forum("b", start="2023-10-16", place="Lotus Hall").done()
    _, iri = resolved(town, house)
    assert iri("a", "e1") == iri("b", "e1")
    _, iri = resolved(town, house, forum("c", start="2023-10-16", place="Ulanqab").done())
    assert len({iri(i, "e1") for i in "abc"}) == 3  # in which of the two towns is the house?


def test_one_theme_is_telling(resolved):
    def workshop(id, theme, **more):
        told = Told(id, published="2024-06-05").org(OUC)
        return told.event("Workshop", f"Workshop {id}", ("organiser", OUC), theme=theme, **more).done()

    _, iri = resolved(
        workshop("a", "How to Become an Expert?", start="2024-05-30"),
        workshop("b", "How to become an expert"),
        workshop("c", "Reading Together"),
    )
    assert iri("a", "e1") == iri("b", "e1")
    assert iri("c", "e1") not in {iri("a", "e1")}


def test_a_unit_may_stand_for_its_university(resolved):
    def course(id, host):
        told = Told(id).org("Kerio University").org("Faculty of Law", of="Kerio University").org(OUC).place("Eldoret")
        roles = (("organiser", OUC), ("host", host))
        return told.event("Training", "Course in nursing", *roles, start="2024-03-11", at=("Eldoret",)).done()

    _, iri = resolved(course("a", "Kerio University"), course("b", "Faculty of Law"))
    assert iri("a", "e1") == iri("b", "e1")


def test_several_things_a_day_stay_apart(resolved):
    def busy(id, type_, label, **more):
        return (
            Told(id).org(OUC).place("Beijing").event(type_, label, ("organiser", OUC), at=("Beijing",), **more).done()
        )

    _, iri = resolved(
        busy("a", "Training", "Training on smart classrooms", start="2024-05-06"),
        busy("b", "Training", "Training on rural libraries", start="2024-05-06"),
        busy("c", "Meeting", "Meeting on budget planning", start="2024-05-06"),
        busy("d", "Training", "Course on smart classrooms", start="2024-05-06"),
    )
    assert iri("a", "e1") == iri("d", "e1")
    assert len({iri(i, "e1") for i in "abc"}) == 3


def donation(id, *, start=None, published=None, to=SCHOOL):
    told = Told(id, published=published).org(OUC).org("Education Foundation", of=OUC).org(to).place("Menglian County")
    roles = (("donor", "Education Foundation"), ("recipient", to))
    return told.event("Donation", "Donation of tablets", *roles, start=start, at=("Menglian County",)).done()


def test_an_undated_event_joins_the_only_one_it_fits(resolved):
    for order in permutations(
        [donation("a"), donation("b", start="2024-04-25"), donation("c", start="2024-04-25", published="2024-05-06")]
    ):
        _, iri = resolved(*order)
        assert len({iri(i, "e1") for i in "abc"}) == 1
        assert iri("a", "e1").startswith("event/2024-04-25-donation-of-tablets-")


def test_an_undated_event_that_fits_two_joins_none(resolved):
    _, iri = resolved(donation("a"), donation("b", start="2023-04-25"), donation("c", start="2024-04-25"))
    assert len({iri(i, "e1") for i in "abc"}) == 3


def test_another_recipient_is_another_gift(resolved):
    _, iri = resolved(donation("a", start="2024-04-25"), donation("b", start="2024-04-25", to="Jishishan School"))
    assert iri("a", "e1") != iri("b", "e1")


def test_publication_far_apart_is_another_event(resolved):
    _, iri = resolved(donation("a", published="2024-05-01"), donation("b", start="2022-04-25"))
    assert iri("a", "e1") != iri("b", "e1")


def test_an_appointment_is_the_person(resolved):
    def named(id, person, **more):
        told = Told(id, published="2020-06-23").org("Museum of Northern Textiles").person(person)
        return told.event("Appointment", f"Appointment of {person}", ("recipient", person), **more).done()

    _, iri = resolved(
        named("a", "Jordan Whitfield", start="2020-09-01"), named("b", "Jordan Whitfield"), named("c", "Ann Lee")
    )
    assert iri("a", "e1") == iri("b", "e1")
    assert iri("c", "e1") != iri("a", "e1")


def test_two_events_of_an_item_are_never_joined_by_a_third(resolved):
    double = Told("a").org(OUC).org(LIBRARY).place("Chengdu")
    for label in ("Reading forum for schools", "Reading forum for teachers"):
        double.event(
            "Conference", label, ("organiser", OUC), ("organiser", LIBRARY), start="2024-05-06", at=("Chengdu",)
        )
    single = Told("b").org(OUC).org(LIBRARY).place("Chengdu")
    roles = (("organiser", OUC), ("organiser", LIBRARY))
    single.event("Conference", "Reading forum for teachers", *roles, start="2024-05-06", at=("Chengdu",))
    for order in permutations([double.done(), single.done()]):
        _, iri = resolved(*order)
        assert iri("a", "e1") != iri("a", "e2")
        assert iri("b", "e1") == iri("a", "e2")  # the more alike of the two


def test_undated_meetings_of_one_body_stay_apart(resolved):
    def meeting(id, published):
        return Told(id, published=published).org(OUC).event("Meeting", "Meeting", ("organiser", OUC)).done()

    _, iri = resolved(meeting("a", "2024-05-01"), meeting("b", "2024-05-03"), meeting("c", "2024-05-03"))
    assert len({iri(i, "e1") for i in "abc"}) == 3


def test_same_words_republished(resolved):
    def note(id, published):
        label = "Seminar on reading habits in mountain villages"
        return Told(id, published=published).org(OUC).event("Seminar", label, ("organiser", OUC)).done()

    _, iri = resolved(note("a", "2024-05-01"), note("b", "2024-05-20"), note("c", "2025-05-20"))
    assert iri("a", "e1") == iri("b", "e1")
    assert iri("c", "e1") != iri("a", "e1")
