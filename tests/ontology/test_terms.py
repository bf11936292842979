"""The vocabulary in Python, in OWL and in the records says one thing."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from newsgraph.ingest.model import EVENT_TYPES as MODEL_TYPES
from newsgraph.ingest.model import ROLES
from newsgraph.ontology import terms
from newsgraph.ontology.resources import FILES, ontology_path, ontology_text
from newsgraph.ontology.terms import NG, NG_BASE, local_name

IS_DEFINED_BY = terms.RDFS.isDefinedBy
# what the public scorer of graphs reads, by name
SCORED = (
    "NewsItem", "Event", "Organisation", "Person", "Location", "Programme", "mentionedIn", "eventType", "startDate",
    "endDate", "location", "programme", "organiser", "supporter", "host", "leader", "speaker", "participant", "donor",
    "recipient", "partOf", "within", "locatedIn", "holds", "title", "organisation",
)  # fmt: skip


def triples(*names: str) -> list[Triple]:
    return [q.triple for name in names for q in parse(ontology_text(name), format=RdfFormat.TURTLE)]


def test_python_and_owl_define_the_same_terms() -> None:
    defined = {t.subject.value for t in triples("newsgraph.ttl", "event-types.ttl") if t.predicate == IS_DEFINED_BY}
    assert {term.value for term in NG} == defined


def test_every_attribute_is_named_like_its_term() -> None:
    for namespace in (NG, terms.RDF, terms.RDFS, terms.OWL, terms.XSD, terms.SKOS, terms.DCTERMS, terms.PROV,
                      terms.WGS84, terms.SCHEMA, terms.FOAF):  # fmt: skip
        names = {k: v for k, v in vars(namespace).items() if isinstance(v, NamedNode)}
        base = terms.PREFIXES[namespace.__name__.lower()]
        assert names
        assert {k: v.value for k, v in names.items()} == {k: base + k for k in names}


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        NG.organizer  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError):
        NG.organizer = NamedNode(NG_BASE + "organizer")


@pytest.mark.parametrize("name", SCORED)
def test_the_scorers_terms_exist(name: str) -> None:
    assert getattr(NG, name) == NamedNode(f"https://w3id.org/newsgraph#{name}")


def test_types_roles_and_statuses_are_those_of_the_records_in_their_order() -> None:
    assert tuple(local_name(t) for t in terms.EVENT_TYPES) == MODEL_TYPES
    assert tuple(local_name(t) for t in terms.ROLE_PROPERTIES) == ROLES
    assert tuple(local_name(t).lower() for t in terms.STATUSES) == ("scheduled", "held", "postponed", "cancelled")


def test_the_schemes_hold_exactly_the_types_and_statuses() -> None:
    in_scheme = [(t.object, t.subject) for t in triples("event-types.ttl") if t.predicate == terms.SKOS.inScheme]
    assert {c for s, c in in_scheme if s == NG.EventTypes} == set(terms.EVENT_TYPES)
    assert {c for s, c in in_scheme if s == NG.EventStatuses} == set(terms.STATUSES)
    assert len(in_scheme) == 26


def test_all_eight_roles_are_below_involves_and_nothing_else_is() -> None:
    above = [(t.subject, t.object) for t in triples("newsgraph.ttl") if t.predicate == terms.RDFS.subPropertyOf]
    below = {property_ for property_, parent in above if parent == NG.involves}
    assert below == set(terms.ROLE_PROPERTIES)
    assert len(below) == 8


def test_the_classes_are_those_of_the_ontology() -> None:
    typed = [(t.subject, t.object) for t in triples("newsgraph.ttl") if t.predicate == terms.RDF.type]
    classes = {node for node, kind in typed if kind == terms.OWL.Class}
    assert {c for c in classes if isinstance(c, NamedNode)} == set(terms.CLASSES)


def test_every_shipped_file_is_listed_and_no_other_name_is_read() -> None:
    folder = ontology_path("newsgraph.ttl").parent
    assert {p.name for p in folder.iterdir() if p.suffix in (".ttl", ".jsonld")} == set(FILES)
    with pytest.raises(ValueError, match="is no file of the ontology"):
        ontology_text("../pyproject.toml")
