"""The eight items that the project began with: what the graph must say of each, asked by SPARQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import newsgraph
from newsgraph.api import KnowledgeGraph
from newsgraph.ingest.mapping import item_iri

PREFIX = "PREFIX ng: <https://w3id.org/newsgraph#>\n"


@pytest.fixture(scope="module")
def kg(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    with newsgraph.open(tmp_path_factory.mktemp("seeds") / "project") as it:
        report = it.ingest(gold / "seeds.txt")
        assert (report.new, report.rejected) == (8, [])
        yield it


def item(kg: KnowledgeGraph, words: str) -> str:
    """The IRI of the item whose text holds the words."""
    found = [i.id for i, _ in kg.items() if words in i.text]
    assert len(found) == 1
    return item_iri(kg.project.base, found[0]).value


def column(kg: KnowledgeGraph, pattern: str, what: str = "?x") -> set[str]:
    """The local names or words that a pattern binds."""
    table = kg.sparql(f"{PREFIX}SELECT DISTINCT {what} WHERE {{ {pattern} }}")
    return {str(v).rsplit("#", 1)[-1] for row in table.records() for v in row.values()}


def names(kg: KnowledgeGraph, pattern: str) -> set[str]:
    """The labels (of any kind) of what a pattern binds to ?x, one set of all."""
    return column(kg, f"{pattern} . ?x rdfs:label ?name", "?name")


def events(kg: KnowledgeGraph, it: str) -> set[str]:
    table = kg.sparql(
        f"{PREFIX}SELECT DISTINCT ?e WHERE {{ ?e a ng:Event ; ng:mentionedIn <{it}> "
        "FILTER NOT EXISTS { ?e ng:background true } }"
    )
    return {str(r["e"]) for r in table.records()}


def the_event(kg: KnowledgeGraph, it: str) -> str:
    found = events(kg, it)
    assert len(found) == 1, found
    return f"<{found.pop()}>"


def test_congress_is_no_event_of_the_institution(kg: KnowledgeGraph) -> None:
    it = item(kg, "20th National Congress")
    assert events(kg, it) == set()
    assert names(kg, f"?x a ng:Organisation ; ng:mentionedIn <{it}>") >= {"Communist Party of China"}
    assert column(kg, f"?e ng:background true ; ng:mentionedIn <{it}> ; ng:eventType ?x") <= {"Conference"}
    assert column(kg, f"?e ng:mentionedIn <{it}> ; ng:involves/rdfs:label ?x") <= {"Communist Party of China"}


def test_butuo(kg: KnowledgeGraph) -> None:
    it = item(kg, "Butuo County")
    e = the_event(kg, it)
    assert column(kg, f"{e} ng:eventType ?x") in ({"Training"}, {"Launch"})
    assert column(kg, f"{e} ng:startDate ?x") == {"2024-07-14"}
    assert column(kg, f"{e} ng:endDate ?x") == set()
    assert names(kg, f"{e} ng:location ?x") == {"Butuo County"}
    assert names(kg, f"{e} ng:organiser ?x") == {"Open University of China"}
    assert names(kg, f"{e} ng:programme ?x") == {"training programme for all-subject primary school teachers"}
    (purpose,) = column(kg, f"{e} ng:purpose ?x")
    assert "revitalisation" in purpose
    assert "teaching quality of all-subject primary school teachers" in purpose


def test_professional_programmes(kg: KnowledgeGraph) -> None:
    e = the_event(kg, item(kg, "professional programmes"))
    assert column(kg, f"{e} ng:eventType ?x") == {"Meeting"}
    assert names(kg, f"{e} ng:organiser ?x") == {"Open University of China"}
    assert column(kg, f"{e} ng:startDate|ng:endDate ?x") == set()


def test_jishishan(kg: KnowledgeGraph) -> None:
    e = the_event(kg, item(kg, "Jishishan School"))
    assert column(kg, f"{e} ng:eventType ?x") in ({"Donation"}, {"Ceremony"})
    assert names(kg, f"{e} ng:host ?x") == {"Education Bureau of Jishishan County"}
    assert names(kg, f"{e} ng:donor ?x") == {"Education Foundation"}
    assert names(kg, f"{e} ng:recipient ?x") == {"Jishishan School"}
    chain = column(
        kg,
        """?a rdfs:label "Jishishan School" ; ng:partOf ?b . ?b rdfs:label "Linxia Open University" ; ng:partOf ?c .
        ?c rdfs:label "Gansu Branch" ; ng:partOf ?d . ?d rdfs:label ?x""",
    )
    assert chain == {"Open University of China"}
    assert names(kg, '?f rdfs:label "Education Foundation" ; ng:partOf ?x') == {"Open University of China"}


def test_ulanqab(kg: KnowledgeGraph) -> None:
    e = the_event(kg, item(kg, "Ulanqab"))
    assert column(kg, f"{e} ng:eventType ?x") == {"Seminar"}
    assert names(kg, f"{e} ng:organiser ?x") == {"Open University of China"}
    assert names(kg, f"{e} ng:location ?x") == {"Ulanqab"}
    assert "Inner Mongolia Autonomous Region" in names(kg, f"{e} ng:location/ng:within ?x")


def test_online_course_design(kg: KnowledgeGraph) -> None:
    e = the_event(kg, item(kg, "online course design"))
    assert column(kg, f"{e} ng:eventType ?x") == {"Workshop"}
    assert names(kg, f"{e} ng:organiser ?x") == {"Open University of China"}
    theme = "How to Become an Expert in Online Course Design? — Secrets to Designing Massive Online Courses"
    assert {t.rstrip(".") for t in column(kg, f"{e} ng:theme ?x")} == {theme}


def test_school_for_the_disabled(kg: KnowledgeGraph) -> None:
    e = the_event(kg, item(kg, "School for the Disabled"))
    assert column(kg, f"{e} ng:eventType ?x") == {"Visit"}
    assert names(kg, f"{e} ng:leader ?x") == {"Li Song"}
    assert names(kg, f"{e} ng:host ?x") == {"School for the Disabled"}
    posts = kg.sparql(
        PREFIX + 'SELECT ?title ?org WHERE { ?p rdfs:label "Li Song" ; ng:holds ?post . '
        "?post ng:title ?title ; ng:organisation/rdfs:label ?org }"
    )
    assert {(r["title"], r["org"]) for r in posts.records()} == {
        ("vice president", "Open University of China"),
        ("party committee member", "Open University of China"),
    }


def test_ode_to_new_china(kg: KnowledgeGraph) -> None:
    e = the_event(kg, item(kg, "An Ode to New China"))
    assert column(kg, f"{e} ng:eventType ?x") == {"Competition"}
    assert column(kg, f"{e} ng:startDate ?x") == {"2024-07-12"}
    assert any("Ministry of Education" in n and "auditorium" in n for n in names(kg, f"{e} ng:location ?x"))
    (celebrates,) = column(kg, f"{e} ng:celebrates ?x")
    assert celebrates.removeprefix("the ").startswith(
        "75th anniversary of the founding of the People's Republic of China"
    )


def test_one_node_for_the_university(kg: KnowledgeGraph) -> None:
    found = kg.sparql(
        PREFIX + 'SELECT DISTINCT ?x WHERE { ?x a ng:Organisation ; rdfs:label "Open University of China" }'
    )
    assert len(found.records()) == 1
    assert "OUC" in column(kg, '?u rdfs:label "Open University of China" ; skos:altLabel ?x')
    assert column(kg, '?x a ng:Organisation ; rdfs:label "OUC"') == set()
