"""The user's decisions: they win over everything, hold transitively, and in any order."""

from __future__ import annotations

from itertools import permutations

import pytest
from reading_builder import Told

from newsgraph.ingest.resolution import Decision, Decisions, Reference
from newsgraph.ontology.errors import DecisionError

BASE = "https://example.org/kg/"
OUC = "Open University of China"


def ref(item: str, name: str) -> Reference:
    return Reference(item=item, name=name)


def node(path: str) -> Reference:
    return Reference(iri=BASE + path)


def same(*things: Reference, line: int | None = None) -> Decision:
    return Decision(verdict="same", things=things, line=line)


def different(*things: Reference, line: int | None = None) -> Decision:
    return Decision(verdict="different", things=things, line=line)


def ann(id: str, at: str | None = None) -> Told:
    told = Told(id, f"Ann Lee spoke in item {id}.")
    return told.org(at).person("Ann Lee", ("director", at)) if at else told.person("Ann Lee")


def test_two_persons_are_one_and_the_former_iri_is_kept(resolved):
    items = [ann("a", "Tyne Gallery").done(), ann("b", "Bank of Kent").done(), ann("c").done()]
    gallery, bank = node("person/ann-lee-tyne-gallery"), node("person/ann-lee-bank-of-kent")
    for things in permutations([gallery, bank]):
        resolution, iri = resolved(*items, decisions=Decisions([same(*things)]))
        assert iri("a", "Ann Lee") == iri("b", "Ann Lee") == "person/ann-lee-bank-of-kent"
        assert iri("c", "Ann Lee") == "person/ann-lee"
        assert resolution.replaced == {gallery.iri: (bank.iri,)}
        assert resolution.current(gallery.iri) == (bank.iri,)
        assert gallery.iri not in resolution.nodes
        assert resolution.unmatched == ()
        why = resolution.why(gallery.iri)
        assert (why.iri, why.asked, why.replaces) == (bank.iri, gallery.iri, (gallery.iri,))
        assert [d.verdict for d in why.decisions] == ["same"]
        assert {m.item for m in why.members} == {"a", "b"}
        assert {d.iri for d in why.doubts} == {BASE + "person/ann-lee"}  # no longer of the two


def test_a_mention_is_taken_out(resolved):
    items = [ann(i).done() for i in "abc"]
    resolution, iri = resolved(*items, decisions=Decisions([different(node("person/ann-lee"), ref("b", "Ann Lee"))]))
    assert iri("a", "Ann Lee") == iri("c", "Ann Lee") == "person/ann-lee"
    other = iri("b", "Ann Lee")
    assert other.startswith("person/ann-lee-")
    assert resolution.replaced == {}
    # its new IRI can be used in a later decision
    late = [different(node("person/ann-lee"), ref("b", "Ann Lee")), same(node(other), ref("c", "Ann Lee"))]
    for order in permutations(late):
        resolution, iri = resolved(*items, decisions=Decisions(order))
        assert iri("a", "Ann Lee") == "person/ann-lee"
        assert iri("b", "Ann Lee") == iri("c", "Ann Lee") == min(other, iri("c", "Ann Lee"))
        assert resolution.unmatched == ()


def test_all_mentions_taken_apart(resolved):
    items = [ann("a").done(), ann("b").done()]
    resolution, iri = resolved(*items, decisions=Decisions([different(ref("a", "Ann Lee"), ref("b", "Ann Lee"))]))
    both = tuple(sorted(BASE + iri(i, "Ann Lee") for i in "ab"))
    assert len(set(both)) == 2
    assert resolution.current(BASE + "person/ann-lee") == both
    assert resolution.why(both[0]).decisions[0].verdict == "different"


def test_same_is_transitive_in_any_order(resolved):
    items = [Told(i).org(n).done() for i, n in (("a", "Alpha Trust"), ("b", "Beta Trust"), ("c", "Gamma Trust"))]
    given = [
        same(ref("a", "Alpha Trust"), ref("b", "Beta Trust")),
        same(ref("c", "Gamma Trust"), ref("b", "Beta Trust")),
    ]
    for order in permutations(given):
        resolution, iri = resolved(*items, decisions=Decisions(order))
        assert {iri("a", "Alpha Trust"), iri("b", "Beta Trust"), iri("c", "Gamma Trust")} == {
            "organisation/alpha-trust"
        }
        assert set(resolution.replaced) == {BASE + "organisation/beta-trust", BASE + "organisation/gamma-trust"}


def test_contradictions_name_the_decisions(resolved):
    items = [Told(i).org(n).done() for i, n in (("a", "Alpha Trust"), ("b", "Beta Trust"), ("c", "Gamma Trust"))]
    a, b, c = ref("a", "Alpha Trust"), ref("b", "Beta Trust"), ref("c", "Gamma Trust")
    with pytest.raises(DecisionError, match=r"(?s)contradict.*different.*line 3.*same.*line 1.*same.*line 2"):
        resolved(*items, decisions=Decisions([same(a, b, line=1), same(b, c, line=2), different(a, c, line=3)]))


def test_what_cannot_be_decided(resolved):
    items = [Told("a").org("Alpha Trust").person("Ann Lee").done()]
    with pytest.raises(DecisionError, match="different kinds"):
        resolved(*items, decisions=Decisions([same(ref("a", "Alpha Trust"), ref("a", "Ann Lee"))]))
    with pytest.raises(DecisionError, match="needs two things"):
        Decisions([same(ref("a", "Alpha Trust"), ref("a", "Alpha Trust"))])
    with pytest.raises(DecisionError, match="either an IRI"):
        Decisions([same(Reference(item="a"), ref("a", "Alpha Trust"))])
    resolution, _ = resolved(*items, decisions=Decisions([same(ref("a", "Alpha Trust"), node("organisation/none"))]))
    assert resolution.unmatched == (node("organisation/none"),)


def test_units_follow_their_parents(resolved):
    items = [
        Told("a").org("Alpha College").org("School of Law", of="Alpha College").done(),
        Told("b").org("Beta College").org("School of Law", of="Beta College").done(),
    ]
    one = same(node("organisation/alpha-college"), node("organisation/beta-college"))
    _, iri = resolved(*items, decisions=Decisions([one]))
    assert iri("a", "Alpha College") == iri("b", "Beta College")
    assert iri("a", "School of Law") == iri("b", "School of Law")
    schools = different(ref("a", "School of Law"), ref("b", "School of Law"))
    _, iri = resolved(*items, decisions=Decisions([one, schools]))
    assert iri("a", "Alpha College") == iri("b", "Beta College")
    assert iri("a", "School of Law") != iri("b", "School of Law")


def test_a_person_of_two_bodies_that_are_one(resolved):
    items = [ann("a", "Tyne Gallery").done(), ann("b", "Northern Gallery").done()]
    one = same(ref("a", "Tyne Gallery"), ref("b", "Northern Gallery"))
    _, iri = resolved(*items, decisions=Decisions([one]))
    assert iri("a", "Ann Lee") == iri("b", "Ann Lee") == "person/ann-lee"


def forum(id: str, day: str = "2024-05-06", label: str = "Forum on rural reading") -> Told:
    told = Told(id, published="2024-05-08").org(OUC).org("Riverside Library").place("Chengdu")
    roles = (("organiser", OUC), ("organiser", "Riverside Library"))
    return told.event("Conference", label, *roles, start=day, at=("Chengdu",))


def test_events_are_one_or_two_as_decided(resolved):
    items = [forum("a").done(), forum("b").done(), forum("c", "2024-05-07").done()]
    resolution, iri = resolved(*items)
    assert iri("a", "e1") == iri("b", "e1") != iri("c", "e1")
    group, single = node(iri("a", "e1")), node(iri("c", "e1"))
    resolution, iri = resolved(*items, decisions=Decisions([same(single, group)]))
    assert iri("a", "e1") == iri("b", "e1") == iri("c", "e1")
    now = BASE + iri("c", "e1")
    gone = ({group.iri, single.iri} - {now}).pop()
    assert resolution.current(gone) == (now,)
    assert resolution.why(gone).iri == now
    assert [d.verdict for d in resolution.why(now).decisions] == ["same"]
    resolution, iri = resolved(*items, decisions=Decisions([different(ref("a", "e1"), ref("b", "e1"))]))
    assert len({iri(i, "e1") for i in "abc"}) == 3
    assert resolution.unmatched == ()


def test_an_event_is_taken_out_of_its_group(resolved):
    items = [forum(i).done() for i in "abc"]
    _, iri = resolved(*items)
    whole = node(iri("a", "e1"))
    _, iri = resolved(*items, decisions=Decisions([different(whole, ref("b", "Forum on rural reading"))]))
    assert iri("a", "e1") == iri("c", "e1") != iri("b", "e1")


def anchored(path: str, *anchors: Reference) -> Reference:
    return Reference(iri=BASE + path, anchors=anchors)


def test_anchors_outlast_iris(resolved):
    gallery, bank = ann("a", "Tyne Gallery").done(), ann("b", "Bank of Kent").done()
    _, iri = resolved(gallery, bank)
    one, other = (anchored(iri(i, "Ann Lee"), ref(i, "Ann Lee")) for i in "ab")
    for decisions in ([same(one, other)], [same(other, one)]):
        resolution, iri = resolved(gallery, bank, ann("c", "Dee Museum").done(), decisions=Decisions(decisions))
        assert iri("a", "Ann Lee") == iri("b", "Ann Lee") != iri("c", "Ann Lee")
        assert resolution.unmatched == ()
    stale = [same(Reference(iri=BASE + "person/long-gone", anchors=one.anchors), other)]
    _, iri = resolved(gallery, bank, decisions=Decisions(stale))
    assert iri("a", "Ann Lee") == iri("b", "Ann Lee")


def test_an_anchored_thing_is_its_whole_cluster(resolved):
    items = [ann(i).done() for i in "abc"]
    ann_lee = anchored("person/ann-lee", ref("a", "Ann Lee"), ref("c", "Ann Lee"))
    _, iri = resolved(*items, decisions=Decisions([different(ann_lee, ref("b", "Ann Lee"))]))
    assert iri("a", "Ann Lee") == iri("c", "Ann Lee") == "person/ann-lee" != iri("b", "Ann Lee")


def test_what_was_different_stays_so_where_later_news_would_join_it(resolved):
    gallery, bank = ann("a", "Tyne Gallery").done(), ann("b", "Bank of Kent").done()
    _, iri = resolved(gallery, bank)
    one, other = (anchored(iri(i, "Ann Lee"), ref(i, "Ann Lee")) for i in "ab")
    both = Told("c", "Ann Lee spoke.").org("Tyne Gallery").org("Bank of Kent")
    both.person("Ann Lee", ("director", "Tyne Gallery"), ("director", "Bank of Kent"))
    late = [gallery, bank, both.done(), ann("d", "Bank of Kent").done()]
    _, iri = resolved(*late)
    assert len({iri(i, "Ann Lee") for i in "abcd"}) == 1
    for decision in (different(one, other), different(other, one)):
        resolution, iri = resolved(*late, decisions=Decisions([decision]))
        assert iri("a", "Ann Lee") != iri("b", "Ann Lee")
        assert iri("c", "Ann Lee") == iri("d", "Ann Lee") == iri("ab"[decision.things[0] is other], "Ann Lee")
        assert resolution.unmatched == ()
    found = set()
    for order in permutations(late):
        _, iri = resolved(*order, decisions=Decisions([different(one, other)]))
        found.add(tuple(iri(i, "Ann Lee") for i in "abcd"))
    assert len(found) == 1  # in whatever order the news came
    with pytest.raises(DecisionError, match="contradict"):
        resolved(*late, decisions=Decisions([different(one, other), same(one, other)]))


def test_events_by_anchors(resolved):
    items = [forum("a").done(), forum("b").done(), forum("c", "2024-05-07").done()]
    _, iri = resolved(*items)
    whole = anchored("event/gone", ref("a", "e1"), ref("b", "Forum on rural reading"))
    single = anchored(iri("c", "e1"), ref("c", "e1"))
    resolution, iri = resolved(*items, decisions=Decisions([same(whole, single)]))
    assert iri("a", "e1") == iri("b", "e1") == iri("c", "e1")
    assert resolution.unmatched == ()
    apart = different(anchored("event/x", ref("a", "e1")), anchored("event/y", ref("b", "e1")))
    _, iri = resolved(*items, decisions=Decisions([apart]))
    assert iri("a", "e1") != iri("b", "e1")


def test_what_each_reference_stands_for_in_the_end(resolved):
    items = [ann("a", "Tyne Gallery").done(), ann("b", "Bank of Kent").done(), forum("c").done(), forum("d").done()]
    gone = anchored("person/gone", ref("b", "Ann Lee"))
    given = [
        same(ref("a", "Ann Lee"), gone),
        different(ref("c", "e1"), ref("d", "e1")),
        same(ref("c", OUC), node("organisation/none")),
    ]
    resolution, iri = resolved(*items, decisions=Decisions(given))
    assert {t: found.removeprefix(BASE) for t, found in resolution.decided.items()} == {
        ref("a", "Ann Lee"): iri("a", "Ann Lee"),
        gone: iri("a", "Ann Lee"),
        ref("c", "e1"): iri("c", "e1"),
        ref("d", "e1"): iri("d", "e1"),
        ref("c", OUC): iri("c", OUC),
    }
