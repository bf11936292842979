"""Which entities of several items are one. Each case is a small corpus written for it."""

from __future__ import annotations

from itertools import permutations

import msgspec
from reading_builder import Told

OUC = "Open University of China"


def test_name_acronym_and_spelling(resolved):
    _, iri = resolved(
        Told("a").org(OUC, "OUC", acronym="OUC").done(),
        Told("b").org("OUC").done(),
        Told("c").org("open university of China").done(),
        Told("d").org("Asian Council for Distance Learning", acronym="ACDL").done(),
        Told("e").org("National Center for Reading").done(),
        Told("f").org("National Centre for Reading").done(),
    )
    assert {iri("a", OUC), iri("b", "OUC"), iri("c", "open university of China")} == {
        "organisation/open-university-of-china"
    }
    assert iri("d", "Asian Council for Distance Learning") == "organisation/asian-council-for-distance-learning"
    assert iri("e", "National Center for Reading") == iri("f", "National Centre for Reading")


def test_an_acronym_of_two_bodies_stays_open(resolved):
    resolution, iri = resolved(
        Told("a").org(OUC, acronym="OUC").done(),
        Told("b").org("Okanagan University College", acronym="OUC").done(),
        Told("c").org("OUC").done(),
    )
    alone = iri("c", "OUC")
    assert alone == "organisation/ouc"
    assert alone not in {iri("a", OUC), iri("b", "Okanagan University College")}
    pairs = {frozenset((a, b)) for a, b, _ in resolution.possibly_same}
    base = resolution.base
    assert frozenset((base + alone, base + iri("a", OUC))) in pairs
    assert {(d.iri, d.kind) for d in resolution.why(base + alone).doubts} == {
        (base + iri("a", OUC), "acronym"),
        (base + iri("b", "Okanagan University College"), "acronym"),
    }


def test_an_acronym_that_nobody_explains_is_noted(resolved):
    resolution, iri = resolved(
        Told("a").org("Harbour Normal University").done(), Told("b").org("HNU").done(), Told("c").org("XYZ").done()
    )
    assert iri("b", "HNU") == "organisation/hnu"
    (doubt,) = resolution.why(resolution.base + "organisation/hnu").doubts
    assert (doubt.iri, doubt.kind) == (resolution.base + iri("a", "Harbour Normal University"), "acronym")
    assert resolution.why(resolution.base + "organisation/xyz").doubts == ()


def test_units_are_their_parents(resolved):
    _, iri = resolved(
        Told("a").org(OUC, acronym="OUC").org("School of Education", of=OUC).done(),
        Told("b").org("Zhongyuan College").org("School of Education", of="Zhongyuan College").done(),
        Told("c").org("OUC").org("School of Education", of="OUC").done(),
        Told("d").org("School of Education of the Open University of China").done(),
        Told("e").org("OUC Gansu Branch").done(),
        Told("f").org(OUC).org("Gansu Branch", of=OUC).done(),
        Told("g").org("Gansu Branch of the OUC", of=None).done(),
    )
    ours = iri("a", "School of Education")
    assert ours == "organisation/school-of-education-open-university-of-china"
    assert iri("b", "School of Education") == "organisation/school-of-education-zhongyuan-college"
    assert iri("c", "School of Education") == ours
    assert iri("d", "School of Education of the Open University of China") == ours
    assert iri("e", "OUC Gansu Branch") == iri("f", "Gansu Branch") == iri("g", "Gansu Branch of the OUC")


def test_a_unit_whose_parent_is_not_told(resolved):
    _, iri = resolved(
        Told("a").org(OUC).org("Education Foundation", of=OUC).done(),
        Told("b").org(OUC).org("Education Foundation").done(),  # beside its owner alone
        Told("c").org("Education Foundation").done(),  # whose?
        Told("d").org("Education Foundation").done(),
        Told("e").org("Ministry of Education").done(),  # generic words, yet one body
        Told("f").org("Ministry of Education").done(),
    )
    assert iri("b", "Education Foundation") == iri("a", "Education Foundation")
    assert len({iri(i, "Education Foundation") for i in "acd"}) == 3
    assert iri("e", "Ministry of Education") == iri("f", "Ministry of Education")


def test_a_unit_beside_several_bodies_is_that_of_which_it_is_known(resolved):
    _, iri = resolved(
        Told("a").org(OUC, acronym="OUC").org("Gansu Branch", of=OUC).done(),
        Told("b").org("OUC").org("Riverside Library").org("Gansu Branch").done(),
        Told("c").org("Bank of Kent").org("Riverside Library").org("Gansu Branch").done(),
    )
    assert iri("b", "Gansu Branch") == iri("a", "Gansu Branch")
    assert iri("c", "Gansu Branch") != iri("a", "Gansu Branch")


def test_an_acronym_is_no_preferred_label(resolved):
    corpus = [Told(str(i)).org("OUC").done() for i in range(3)]
    resolution, iri = resolved(Told("a").org(OUC, acronym="OUC").done(), *corpus)
    assert resolution.label(resolution.base + iri("0", "OUC")) == OUC


def test_a_proper_name_is_one_with_and_without_its_parent(resolved):
    _, iri = resolved(
        Told("a").org(OUC).org("Gansu Branch", of=OUC).org("Linxia Open University", of="Gansu Branch").done(),
        Told("b").org("Linxia Open University").done(),
        Told("c").org("Riverside Library").done(),
    )
    assert iri("a", "Linxia Open University") == iri("b", "Linxia Open University")


def test_proper_names_below_unrelated_parents_stay_two(resolved):
    resolution, iri = resolved(
        Told("a").org("Northern Trust").org("Riverside Library", of="Northern Trust").done(),
        Told("b").org("City of Leeds Council").org("Riverside Library", of="City of Leeds Council").done(),
        Told("c").org("Riverside Library").done(),
    )
    assert len({iri(i, "Riverside Library") for i in "abc"}) == 3
    assert len(resolution.possibly_same) == 3


def test_short_name_of_a_country_is_noted_not_merged(resolved):
    resolution, iri = resolved(Told("a").org("Open University").done(), Told("b").org(OUC).done())
    assert iri("a", "Open University") != iri("b", OUC)
    assert [reason for _, _, reason in resolution.possibly_same] == [
        ("short name", '"open university" may be short for "open university of china"')
    ]


def test_persons_by_their_organisations(resolved):
    resolution, iri = resolved(
        Told("a").org(OUC, acronym="OUC").person("Li Song", ("vice president", OUC)).done(),
        Told("b").org("OUC").person("Dr Li Song", ("president", "OUC")).done(),
        Told("c").person("Li Song").done(),
        Told("d").org("Tyne Gallery").person("Ann Lee", ("director", "Tyne Gallery")).done(),
        Told("e").org("Bank of Kent").person("Ann Lee", ("cashier", "Bank of Kent")).done(),
        Told("f").person("Ann Lee").done(),
        Told("g").org(OUC).org("Party Committee", of=OUC).person("Li Song", ("member", "Party Committee")).done(),
        Told("h").person("Whitfield").done(),
        Told("i").person("Whitfield").done(),
    )
    assert {iri("a", "Li Song"), iri("b", "Dr Li Song"), iri("c", "Li Song"), iri("g", "Li Song")} == {"person/li-song"}
    assert iri("d", "Ann Lee") == "person/ann-lee-tyne-gallery"
    assert iri("e", "Ann Lee") == "person/ann-lee-bank-of-kent"
    assert iri("f", "Ann Lee") == "person/ann-lee"  # one of the two, or a third
    assert iri("h", "Whitfield") != iri("i", "Whitfield")  # a surname alone tells too little
    assert len(resolution.possibly_same) == 3


def test_a_person_at_a_body_told_with_and_without_its_parent(resolved):
    _, iri = resolved(
        Told("a")
        .org(OUC)
        .org("Linxia Open University", of=OUC)
        .person("Ma Fang", ("dean", "Linxia Open University"))
        .done(),
        Told("b").org("Linxia Open University").person("Ma Fang", ("dean", "Linxia Open University")).done(),
    )
    assert iri("a", "Ma Fang") == iri("b", "Ma Fang") == "person/ma-fang"


def test_a_post_in_a_unit_of_nobody_knows_whom_tells_nothing(resolved):
    _, iri = resolved(
        Told("a").org(OUC).person("Li Song", ("vice president", OUC)).done(),
        Told("b").org("Party Committee").person("Li Song", ("member", "Party Committee")).done(),
    )
    assert iri("a", "Li Song") == iri("b", "Li Song") == "person/li-song"


def test_very_many_namesakes_are_not_paired(resolved):
    corpus = []
    for i in range(30):
        body = f"Number {i} Company"
        corpus.append(Told(f"{i}").org(body).person("Wang Wei", ("clerk", body)).done())
    resolution, iri = resolved(*corpus)
    assert len({iri(str(i), "Wang Wei") for i in range(30)}) == 30
    assert resolution.possibly_same == []


def test_places(resolved):
    resolution, iri = resolved(
        Told("a").place("Xi'an").done(),
        Told("b").place("Xian").done(),
        Told("c").place("Yunnan Province").place("Pu'er City", within="Yunnan Province").done(),
        Told("d").place("Yunnan").place("Pu'er", within="Yunnan").done(),
        Told("e").place("United Kingdom").place("Cambridge").done(),
        Told("f").place("Massachusetts").place("Cambridge", within="Massachusetts").done(),
        Told("g").place("Cambridge").done(),
        Told("h").place("Menglian Dai, Lahu and Va Autonomous County").done(),
        Told("i").place("Yunnan").place("Menglian County", within="Yunnan").done(),
        Told("j").place("Butuo County").done(),
    )
    assert iri("a", "Xi'an") == iri("b", "Xian") == "location/xian"
    assert iri("c", "Yunnan Province") == iri("d", "Yunnan") == "location/yunnan-province"
    assert iri("c", "Pu'er City") == iri("d", "Pu'er")
    assert iri("e", "Cambridge") == "location/cambridge-2653941"
    assert iri("f", "Cambridge") == "location/cambridge-4931972"
    assert iri("g", "Cambridge") not in {iri("e", "Cambridge"), iri("f", "Cambridge")}
    assert resolution.nodes[resolution.base + iri("g", "Cambridge")].place is None
    assert iri("h", "Menglian Dai, Lahu and Va Autonomous County") == iri("i", "Menglian County")
    assert iri("j", "Butuo County") == "location/butuo-county"


def test_other_items_tell_which_place_is_meant(resolved):
    _, iri = resolved(
        Told("a").place("United Kingdom").place("Cambridge").done(),
        Told("b").place("Cambridge").done(),
    )
    assert iri("a", "Cambridge") == iri("b", "Cambridge") == "location/cambridge-2653941"


def test_unknown_places_of_two_provinces_stay_two(resolved):
    _, iri = resolved(
        Told("a").place("Sichuan").place("Lotus Square", within="Sichuan").done(),
        Told("b").place("Gansu").place("Lotus Square", within="Gansu").done(),
        Told("c").place("Chengdu").place("Lotus Square", within="Chengdu").done(),
    )
    assert iri("a", "Lotus Square") == iri("c", "Lotus Square")
    assert iri("a", "Lotus Square") != iri("b", "Lotus Square")


def test_programmes(resolved):
    def corpus():
        for id, org in (("a", OUC), ("b", OUC), ("c", "Riverside Library")):
            yield (
                Told(id)
                .org(org)
                .programme("training course")
                .programme("Open Shelves Initiative")
                .event("Training", "Training course", ("organiser", org), programmes=("training course",))
                .done()
            )

    _, iri = resolved(*corpus())
    assert iri("a", "training course") == iri("b", "training course")
    assert iri("a", "training course") == "programme/training-course-open-university-of-china"
    assert iri("c", "training course") == "programme/training-course-riverside-library"
    assert len({iri(i, "Open Shelves Initiative") for i in "abc"}) == 1


def test_relations_never_run_in_circles(resolved):
    first = Told("a").org("Alpha Institute of Kenya").org("Beta Institute of Kenya").org("Gamma Institute of Kenya")
    first.relate("partOf", "Alpha Institute of Kenya", "Beta Institute of Kenya")
    first.relate("partOf", "Beta Institute of Kenya", "Gamma Institute of Kenya")
    again = Told("b").org("Alpha Institute of Kenya").org("Beta Institute of Kenya", of="Alpha Institute of Kenya")
    same = Told("c").org("Alpha Institute of Kenya").org("Beta Institute of Kenya")
    same.relate("partOf", "Alpha Institute of Kenya", "Beta Institute of Kenya")
    found = set()
    for order in permutations([first.done(), again.done(), same.done()]):
        resolution, iri = resolved(*order)
        found.add(resolution.refused)
    base = resolution.base
    alpha, beta = (base + iri("a", f"{n} Institute of Kenya") for n in ("Alpha", "Beta"))
    assert found == {frozenset({("partOf", beta, alpha)})}  # two items tell the other direction


def test_reasons_are_readable(resolved):
    resolution, iri = resolved(Told("a").org(OUC, acronym="OUC").done(), Told("b").org("OUC").done())
    why = resolution.why(resolution.base + iri("a", OUC))
    assert [(x.kind, x.words) for x in why.links] == [
        ("acronym", '"OUC" alone is taken for the only organisation with this acronym')
    ]
    assert (why.type, why.label, why.items, why.names) == ("Organisation", OUC, 2, ("OUC", OUC))
    assert [(m.item, m.name, m.names) for m in why.members] == [("a", OUC, ("OUC",)), ("b", "OUC", ())]
    assert resolution.why("https://example.org/none") is None


def test_unrelated_items_change_no_iri(resolved):
    few = [
        Told("a").org(OUC, acronym="OUC").person("Li Song", ("president", OUC)).place("Chengdu").done(),
        Told("b").org("OUC").org("Gansu Branch", of="OUC").place("Lotus Square").done(),
    ]
    more = [
        Told(f"u{i}").org(f"Number {i} Company").person(f"Ann Lee{i}").place(f"Place{i} Town").done() for i in range(30)
    ]
    _, before = resolved(*few)
    _, after = resolved(*more[:15], *reversed(few), *more[15:])
    for item, thing in (("a", OUC), ("a", "Li Song"), ("a", "Chengdu"), ("b", "Gansu Branch"), ("b", "Lotus Square")):
        assert before(item, thing) == after(item, thing)


def site(told: Told, host: str) -> Told:
    told.item = msgspec.structs.replace(told.item, url=f"https://{host}/{told.item.id}")
    return told


def test_a_unit_named_alone_is_that_of_the_institution_whose_news_it_is(resolved):
    ours = [site(Told(f"o{i}").org(OUC, acronym="OUC"), "ouc.example").done() for i in range(6)]
    told = site(Told("a").org("OUC").org("Hainan Branch", of="OUC"), "ouc.example").done()
    alone = site(Told("b").org("Hainan Branch"), "ouc.example").done()
    elsewhere = site(Told("c").org("Hainan Branch"), "bank.example").done()
    unknown = site(Told("d").org("Tibet Branch"), "ouc.example").done()
    for order in ([*ours, told, alone, elsewhere, unknown], [unknown, elsewhere, alone, told, *ours]):
        _, iri = resolved(*order)
        assert iri("b", "Hainan Branch") == iri("a", "Hainan Branch")
        assert iri("c", "Hainan Branch") != iri("a", "Hainan Branch")
        assert iri("d", "Tibet Branch").startswith("organisation/tibet-branch-")
    bank = Told("e").org("Bank of Kent").org("Hainan Branch", of="Bank of Kent").done()
    _, iri = resolved(*ours, told, alone, bank)
    assert len({iri(i, "Hainan Branch") for i in "abe"}) == 3  # two bodies have one: whose is it?


def test_what_another_item_says_of_a_body_holds_for_its_people(resolved):
    _, iri = resolved(
        Told("a").org("Moor Hospital").org("Heather Centre", of="Moor Hospital").done(),
        Told("b").org("Moor Hospital").person("Ann Lee", ("director", "Moor Hospital")).done(),
        Told("c").org("Heather Centre").person("Ann Lee", ("director", "Heather Centre")).done(),
    )
    assert iri("b", "Ann Lee") == iri("c", "Ann Lee") == "person/ann-lee"


def test_transliterations_are_one_name(resolved):
    _, iri = resolved(
        Told("a").org("Xi'an Normal University").person("Wang Xiaoming").place("Ürümqi").done(),
        Told("b").org("Xi’an Normal University").person("Wang Xiao-ming").place("Urumqi").done(),
        Told("c").org("Xian Normal University").person("Wang Xiao Ming").done(),
        Told("d").org("Normal University of Xi'an").person("Wang Xiaomin").done(),
    )
    assert len({iri("a", "Xi'an Normal University"), iri("b", "Xi’an Normal University")}) == 1
    assert iri("c", "Xian Normal University") == iri("a", "Xi'an Normal University")
    assert iri("a", "Wang Xiaoming") == iri("b", "Wang Xiao-ming") == iri("c", "Wang Xiao Ming")
    assert iri("d", "Wang Xiaomin") != iri("a", "Wang Xiaoming")
    assert iri("a", "Ürümqi") == iri("b", "Urumqi")
