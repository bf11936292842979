"""Authority files: what they say wins, and what is wrong in them is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_builder import Told

from newsgraph.ingest.resolution import Authorities
from newsgraph.ontology.errors import AuthorityError

HEAD = """@prefix ng: <https://w3id.org/newsgraph#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix x: <https://example.org/id/> .
"""
GOOD = (
    HEAD
    + """
x:ouc a ng:Organisation ; skos:prefLabel "Open University of China"@en ; skos:altLabel "OUC", "Guokai" ;
    skos:hiddenLabel "China Central Radio and TV University" ; owl:sameAs <http://www.wikidata.org/entity/Q7096021> .
x:gansu a ng:Organisation ; skos:prefLabel "Gansu Branch" ; ng:partOf x:ouc .
x:li a ng:Person ; skos:prefLabel "Li Song" .
x:scheme a skos:ConceptScheme ; skos:prefLabel "Our authorities" .
"""
)


def load(tmp_path: Path, *texts: str) -> Authorities:
    paths = []
    for i, text in enumerate(texts):
        paths.append(tmp_path / f"a{i}.ttl")
        paths[-1].write_text(text, encoding="utf-8")
    return Authorities.load(paths)


def test_labels_decide(resolved, tmp_path: Path):
    resolution, iri = resolved(
        Told("a").org("the Open University Of China", acronym="OUC").done(),
        Told("b").org("China Central Radio and TV University").done(),
        Told("c").org("Guokai").org("Gansu Branch", of="Guokai").person("Li Song").done(),
        Told("d").org("Bank of Kent").org("Gansu Branch", of="Bank of Kent").done(),
        Told("e").org("Okanagan University College", acronym="OUC").done(),
        Told("f").org("Gansu Branch of the OUC").done(),
        authorities=load(tmp_path, GOOD),
    )
    ouc = "https://example.org/id/ouc"
    assert iri("a", "the Open University Of China") == ouc
    assert iri("b", "China Central Radio and TV University") == ouc
    assert iri("c", "Guokai") == ouc
    assert iri("c", "Gansu Branch") == iri("f", "Gansu Branch of the OUC") == "https://example.org/id/gansu"
    assert iri("c", "Li Song") == "https://example.org/id/li"
    assert iri("d", "Gansu Branch") == "organisation/gansu-branch-bank-of-kent"
    assert iri("e", "Okanagan University College") == "organisation/okanagan-university-college"
    assert resolution.nodes[ouc].label() == "Open University of China"
    assert any(x.kind == "authority" and "a0.ttl" in x.words for x in resolution.why(ouc).links)


def test_broken_turtle_names_file_and_line(tmp_path: Path):
    with pytest.raises(AuthorityError) as caught:
        load(
            tmp_path,
            HEAD + 'x:a a ng:Organisation ; skos:prefLabel "A" .\nx:b a ng:Organisation ; skos:prefLabel "B .\n',
        )
    assert caught.value.line in (6, 7)
    assert caught.value.source == str(tmp_path / "a0.ttl")


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ('x:a skos:prefLabel "A" .', 5, "no class"),
        ('x:a a ng:Organisation, ng:Person ; skos:prefLabel "A" .', 5, "several classes"),
        ('\nx:a a ng:Organisation ; skos:altLabel "A" .', 6, "no skos:prefLabel"),
        (
            'x:a a ng:Organisation ; skos:prefLabel "A" .\n'
            'x:b a ng:Organisation ; skos:prefLabel "B" ; skos:altLabel "a" .',
            6,
            "stands for two",
        ),
    ],
)
def test_contradictions_are_named(tmp_path: Path, body: str, line: int, words: str):
    with pytest.raises(AuthorityError, match=words) as caught:
        load(tmp_path, HEAD + body)
    assert caught.value.line == line
    assert caught.value.source == str(tmp_path / "a0.ttl")


def test_contradiction_between_files(tmp_path: Path):
    first = HEAD + 'x:a a ng:Organisation ; skos:prefLabel "A" .'
    with pytest.raises(AuthorityError, match=r'"A".*and "B" here') as caught:
        load(tmp_path, first, HEAD + 'x:a a ng:Organisation ; skos:prefLabel "B" .')
    assert caught.value.source == str(tmp_path / "a1.ttl")
    with pytest.raises(AuthorityError, match=r"is Organisation in .* and Person here"):
        load(tmp_path, first, HEAD + 'x:a a ng:Person ; skos:prefLabel "A" .')


def test_files_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(AuthorityError, match="cannot be read"):
        Authorities.load([tmp_path / "none.ttl"])
    (tmp_path / "latin.ttl").write_bytes(b"# \xe9t\xe9\n")
    with pytest.raises(AuthorityError, match="cannot be read"):
        Authorities.load([tmp_path / "latin.ttl"])


def test_a_label_may_be_shared_by_units_of_two_bodies(resolved, tmp_path: Path):
    text = HEAD + (
        'x:a a ng:Organisation ; skos:prefLabel "Alpha" . x:b a ng:Organisation ; skos:prefLabel "Beta" .\n'
        'x:al a ng:Organisation ; skos:prefLabel "School of Law" ; ng:partOf x:a .\n'
        'x:bl a ng:Organisation ; skos:prefLabel "School of Law" ; ng:partOf x:b .\n'
    )
    _, iri = resolved(
        Told("1").org("Alpha").org("School of Law", of="Alpha").done(),
        Told("2").org("Beta").org("School of Law", of="Beta").done(),
        Told("3").org("School of Law").done(),
        authorities=load(tmp_path, text),
    )
    assert iri("1", "School of Law") == "https://example.org/id/al"
    assert iri("2", "School of Law") == "https://example.org/id/bl"
    assert iri("3", "School of Law").startswith("organisation/school-of-law-")
