"""Arguments become terms and never text; free SPARQL."""

from __future__ import annotations

import datetime

import pytest
from pyoxigraph import Literal, NamedNode

from newsgraph.ontology.errors import ParameterError, QueryError
from newsgraph.ontology.terms import NG, XSD
from newsgraph.queries import Parameter, SavedQuery, free, run
from newsgraph.queries.parameters import UNSET, plain_term
from newsgraph.queries.run import bind_arguments
from newsgraph.store.base import Rows, Triples, Truth
from newsgraph.store.embedded import EmbeddedStore


def parameter(type: str) -> Parameter:
    return Parameter("it", type, True, None, "It.", "an example")


@pytest.mark.parametrize(
    "type, value, term",
    [
        ("date", "2024-07-14", Literal("2024-07-14")),
        ("date", " 2024-02 ", Literal("2024-02")),
        ("date", "2024", Literal("2024")),
        ("year", "1949", Literal("1949")),
        ("integer", "007", Literal("7", datatype=XSD.integer)),
        ("boolean", "Yes", Literal("true")),
        ("boolean", "0", Literal("false")),
        ("string", ' a "b" ', Literal(' a "b" ')),
        ("string", "\ud800x", Literal("?x")),
        ("event-type", "signing", NG.Signing),
        ("event-type", "ng:Signing", NG.Signing),
        ("event-type", "https://w3id.org/newsgraph#Signing", NG.Signing),
        ("status", "CANCELLED", NG.Cancelled),
        ("role", "organiser", NG.organiser),
        ("property", "start date", NG.startDate),
        ("property", "part-of", NG.partOf),
    ],
)
def test_values_and_their_terms(type: str, value: str, term: Literal | NamedNode) -> None:
    assert plain_term(parameter(type), value) == term


def test_today_is_today() -> None:
    before = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    found = plain_term(parameter("date"), "Today").value
    assert before <= found <= datetime.datetime.now(tz=datetime.UTC).date().isoformat()


@pytest.mark.parametrize(
    "type, value",
    [
        ("date", "2024-13"),
        ("date", "2023-02-29"),
        ("date", "14 July 2024"),
        ("date", "2024-7-1"),
        ("date", "٢٠٢٤"),
        ("date", '2024" || true'),
        ("year", "24"),
        ("integer", "1.5"),
        ("integer", "9" * 40),
        ("boolean", "perhaps"),
        ("event-type", "Party"),
        ("event-type", "Held"),
        ("role", "involves"),
        ("status", '"} INSERT'),
    ],
)
def test_values_of_the_wrong_type(type: str, value: str) -> None:
    with pytest.raises(ParameterError, match=r"^it: "):
        plain_term(parameter(type), value)


def test_what_is_left_out_is_bound_all_the_same(
    store: EmbeddedStore, queries: dict[str, SavedQuery], base: str
) -> None:
    bound = bind_arguments(store, queries["events"], {"org": "OUC", "type": "  "}, base=base)
    assert bound == {
        "org": NamedNode(base + "organisation/ouc"),
        "type": UNSET,
        "place": UNSET,
        "status": UNSET,
        "from": UNSET,
        "to": UNSET,
        "background": Literal("false"),
    }


def test_arguments_that_are_missing_or_unknown(store: EmbeddedStore, queries: dict[str, SavedQuery], base: str) -> None:
    with pytest.raises(
        ParameterError, match=r"posts-of-person needs person: The person\. \(for example person=Li Song"
    ):
        run(store, queries["posts-of-person"], {}, base=base)
    with pytest.raises(ParameterError, match=r"events has no parameter 'orgs' \(did you mean org\?\)"):
        run(store, queries["events"], {"orgs": "OUC"}, base=base)
    with pytest.raises(ParameterError, match=r"items has no parameter 'x' \(it has none\)"):
        run(store, queries["items"], {"x": "1"}, base=base)
    with pytest.raises(ParameterError, match="org: 'Li Song' is of the class Person"):
        run(store, queries["events"], {"org": "Li Song"}, base=base)


HOSTILE = (
    '"} INSERT DATA { <a:b> <a:b> <a:b> } #',
    '" || true || "',
    '") || (1=1) #',
    "' }} UNION {{ ?s ?p ?o }} #",
    "> . ?s ?p ?o",
    '\\" . ?s ?p ?o #',
    '"""}',
    "line\nbreak \\u0022 } #",
    "$org ?event",
    "\u202e\x1b[31m",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name, parameter", [("search", "text"), ("events-with-theme", "text")])
def test_hostile_text_stays_a_text(
    store: EmbeddedStore, queries: dict[str, SavedQuery], base: str, name: str, parameter: str, text: str
) -> None:
    before = store.count()
    assert run(store, queries[name], {parameter: text}, base=base).rows == ()
    assert store.count() == before


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_name_date_or_type(
    store: EmbeddedStore, queries: dict[str, SavedQuery], base: str, text: str
) -> None:
    for name in ("org", "place", "type", "status", "from", "background"):
        with pytest.raises(ParameterError):
            run(store, queries["events"], {name: text}, base=base)


def test_free_sparql_of_each_kind(store: EmbeddedStore, base: str) -> None:
    answer = free(store, "SELECT ?o WHERE { ?o ng:acronym 'OUC' }")
    assert isinstance(answer, Rows)
    assert list(answer) == [(NamedNode(base + "organisation/ouc"),)]
    assert free(store, "ASK { ?o skos:altLabel 'OUC' }") == Truth(True)
    answer = free(store, "CONSTRUCT { ?o rdfs:label ?l } WHERE { ?o ng:acronym $word ; rdfs:label ?l }",
                  bindings={"word": Literal("OUC")})  # fmt: skip
    assert isinstance(answer, Triples)
    assert {t.object.value for t in answer} == {"Open University of China", "OUC"}  # type: ignore[union-attr]
    answer = free(store, f"DESCRIBE <{base}post/zhao-min-dean>")
    assert isinstance(answer, Triples)
    assert (NG.title, Literal("dean")) in {(t.predicate, t.object) for t in answer}


@pytest.mark.parametrize(
    "text, why",
    [
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "INSERT changes the graph"),
        ("SELECT ?x WHERE { ?x a $class }", "the parameter \\$class has no value"),
        ("SELECT ?x WHERE {\n ?x a }", "line 2"),
        ("", "no SELECT"),
    ],
)
def test_free_sparql_that_cannot_be_run(store: EmbeddedStore, text: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        free(store, text)
