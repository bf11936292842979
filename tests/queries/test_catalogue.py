"""Every saved query and the exact rows that it must give on tests/catalogue/graph.trig."""

from __future__ import annotations

import runpy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Literal, NamedNode

from newsgraph.queries import SavedQuery, Table, catalogue, run
from newsgraph.queries.catalogue import GROUPS
from newsgraph.queries.parameters import NODE_TYPES, plain_term
from newsgraph.queries.run import bind_arguments
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.remote import RemoteStore
from newsgraph.store.sparql import tokens

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "catalogue"
NG = "https://w3id.org/newsgraph#"


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            found.append(pytest.param(path.stem, case["arguments"], case["rows"], id=f"{path.stem}-{number}"))
    return found


CASES = cases()


def shown(table: Table, base: str) -> list[list[str | None]]:
    """IRIs below the base and terms of the vocabulary shortened, literals by their text, None for an empty cell."""

    def short(term: Any) -> str | None:
        if isinstance(term, NamedNode):
            return "ng:" + term.value.removeprefix(NG) if term.value.startswith(NG) else term.value.removeprefix(base)
        return None if term is None else str(term.value)

    return [[short(term) for term in row] for row in table]


@pytest.mark.parametrize("name, arguments, rows", CASES)
def test_gives_exactly_these_rows(
    store: EmbeddedStore, queries: dict[str, SavedQuery], base: str, name: str, arguments: dict[str, str], rows: Any
) -> None:
    assert shown(run(store, queries[name], arguments, base=base), base) == rows


@pytest.mark.virtuoso
@pytest.mark.parametrize("name, arguments, rows", CASES)
def test_gives_the_same_rows_on_a_virtuoso(
    on_virtuoso: RemoteStore,
    queries: dict[str, SavedQuery],
    base: str,
    name: str,
    arguments: dict[str, str],
    rows: Any,
) -> None:
    """An engine of other authors, with habits of its own: what both give is what SPARQL says."""
    assert shown(run(on_virtuoso, queries[name], arguments, base=base), base) == rows


@pytest.mark.virtuoso
@pytest.mark.parametrize("query", [q for q in catalogue().values() if q.parameters], ids=lambda q: q.name)
def test_each_parameter_narrows_alike_on_a_virtuoso(
    store: EmbeddedStore, on_virtuoso: RemoteStore, query: SavedQuery, base: str
) -> None:
    needed = {p.name: p.example for p in query.parameters if p.required}
    given = [needed | {p.name: p.example} for p in query.parameters if not p.required]
    for arguments in (*given, {p.name: p.example for p in query.parameters}):
        here = run(store, query, arguments, base=base)
        assert shown(run(on_virtuoso, query, arguments, base=base), base) == shown(here, base), arguments


def test_each_query_has_its_rows_and_the_other_way_round(queries: dict[str, SavedQuery]) -> None:
    assert {p.stem for p in FOLDER.glob("*.yaml")} == set(queries)


def test_no_case_list_is_empty_and_each_query_finds_something() -> None:
    found = {p.values[0] for p in CASES if p.values[2]}
    assert found == {p.stem for p in FOLDER.glob("*.yaml")}


def test_there_are_enough_questions_in_every_group(queries: dict[str, SavedQuery]) -> None:
    assert len(queries) >= 26
    assert {q.group for q in queries.values()} == set(GROUPS)


def test_every_parameter_is_tried_in_some_case(queries: dict[str, SavedQuery]) -> None:
    tried = {(p.values[0], name) for p in CASES for name in p.values[1]}  # type: ignore[union-attr]
    untried = {(q.name, p.name) for q in queries.values() for p in q.parameters} - tried
    # the period and the organisation filter are the same lines in every query that has them; one of each is enough here
    assert {name for _, name in untried} <= {"from", "to", "org"}


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda q: q.name)
class TestEachFile:
    def test_header_reads_well(self, query: SavedQuery) -> None:
        assert query.question.endswith("?")
        assert not query.title.endswith(".")
        for p in query.parameters:
            assert p.description.endswith(".")

    def test_examples_and_defaults_are_of_their_type(self, query: SavedQuery) -> None:
        for p in query.parameters:
            for value in (p.example, p.default):
                if value is not None and p.type not in NODE_TYPES:
                    plain_term(p, value)

    def test_the_order_of_rows_is_fixed(self, query: SavedQuery) -> None:
        words = [t.keyword for t in tokens(query.text)]
        assert any(a == "ORDER" and b == "BY" for a, b in pairwise(words))

    def test_no_column_has_the_name_of_a_parameter(self, query: SavedQuery) -> None:
        variables = {t.text for t in tokens(query.text) if t.kind == "variable"}
        assert not {"?" + p.name for p in query.parameters} & variables

    def test_runs_with_every_optional_parameter_left_out_and_given(
        self, query: SavedQuery, store: EmbeddedStore
    ) -> None:
        node = NamedNode("https://example.org/nothing")
        filled = {p.name: node if p.type in NODE_TYPES else plain_term(p, p.example) for p in query.parameters}
        least = {p.name: filled[p.name] if p.required or p.default else Literal("") for p in query.parameters}
        for bindings in (filled, least):
            list(store.query(query.text, bindings=bindings))  # type: ignore[arg-type]


def test_examples_name_things_of_the_graph(store: EmbeddedStore, queries: dict[str, SavedQuery], base: str) -> None:
    for query in queries.values():
        bind_arguments(store, query, {p.name: p.example for p in query.parameters}, base=base)


def test_the_documentation_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "make_query_docs.py"))["document"]()
    assert (ROOT / "docs" / "queries.md").read_text(encoding="utf-8") == made, "run tools/make_query_docs.py"
