"""Headers of query files: what is read, and what each mistake is told as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsgraph.ontology.errors import QueryError
from newsgraph.queries import SavedQuery, catalogue, find, parse_query, run
from newsgraph.store.embedded import EmbeddedStore

GOOD = """\
#: title: Events told on a day
#: question: Which events were told on one day?
#: note: By the day of publication.
#: parameter day: date, required
#:   description: The day of publication.
#:   example: 2024-07-16
#: parameter least: integer, default 2
#:   description: Fewest items.
#:   example: 3
#: column event: The event.
#: join: names

# a remark of the author: $not is no parameter here
SELECT ?event ?names
WHERE { ?event rdfs:label ?names . FILTER(STR($day) != "" && $least > 0 && ?names != "$nothing <$here>") }
ORDER BY ?event
"""
ROOT = Path(__file__).resolve().parent.parent.parent


def read(text: str, name: str = "told-on-day") -> SavedQuery:
    return parse_query(text, name=name, source="own.rq", own=True)


def test_a_good_header() -> None:
    query = read(GOOD)
    assert (query.title, query.question) == ("Events told on a day", "Which events were told on one day?")
    assert query.description == "By the day of publication."
    assert query.group == "Own queries"
    day, least = query.parameters
    assert (day.name, day.type, day.required, day.default, day.example) == ("day", "date", True, None, "2024-07-16")
    assert (least.name, least.type, least.required, least.default) == ("least", "integer", False, "2")
    assert query.columns == {"event": "The event."}
    assert query.join == ("names",)
    assert query.body.startswith("# a remark of the author")
    assert query.parameter("day") is day
    assert query.parameter("night") is None


@pytest.mark.parametrize(
    "old, new, line, why",
    [
        ("#: title: Events told on a day\n", "", 1, "the header has no title"),
        ("#: question: Which events were told on one day?\n", "", 1, "the header has no question"),
        ("#: note:", "#:note:", 3, "not a header line"),
        ("#: note:", "#: colour:", 3, "unknown header key 'colour'"),
        ("#: note: By the day", "#: title: By the day", 3, "title is given twice"),
        ("day: date, required", "day: date", 4, "not a rule for a parameter: 'date'"),
        ("day: date, required", "day: moment, required", 4, "there is no type 'moment'"),
        ("parameter day:", "parameter Day:", 4, "'Day' cannot be a parameter's name"),
        ("parameter day:", "parameter format:", 4, "'format' cannot be a parameter's name"),
        ("parameter least:", "parameter day:", 7, "the parameter day is given twice"),
        ("#:   description: Fewest items.\n", "", 7, "the parameter least has no description"),
        ("#:   example: 3\n", "", 7, "the parameter least has no example"),
        ("#:   example: 3\n", "#:   colour: 3\n", 9, "unknown key 'colour' of a parameter"),
        ("#: parameter day: date, required\n", "", 4, "an indented line that belongs to no parameter"),
        ("#: join: names", "#: join: na-mes", 11, "join wants names of columns"),
        ("$least > 0", "true", 7, "the text does not use $least"),
        ("STR($day)", "STR($night)", 15, None),
        ("ORDER BY ?event", "ORDER BY ?event\n#: join: event", 17, "a header line below the query"),
        ("SELECT ?event ?names", "CONSTRUCT { ?event rdfs:label ?names }", None, "a saved query is a SELECT"),
    ],
)
def test_each_mistake_is_told_with_its_line(old: str, new: str, line: int | None, why: str | None) -> None:
    assert old in GOOD
    with pytest.raises(QueryError) as caught:
        read(GOOD.replace(old, new, 1))
    assert caught.value.source == "own.rq"
    if why is not None:
        assert (caught.value.line, caught.value.why[: len(why)]) == (line, why)
    else:  # $night is not declared and $day not used: either is right
        assert caught.value.why in ("the text does not use $day", "the header does not declare $night")


def test_an_undeclared_parameter_is_told() -> None:
    with pytest.raises(QueryError, match=r"own\.rq:15: the header does not declare \$most"):
        read(GOOD.replace("$least > 0", "$least > $most"))


@pytest.mark.parametrize("name", ["Told", "told on day", "told_on_day", "-told", "", "../told"])
def test_a_file_name_that_cannot_be_a_query(name: str) -> None:
    with pytest.raises(QueryError, match="cannot be a query's name"):
        read(GOOD, name)


def test_own_queries_join_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "told-on-day.rq").write_text(GOOD, encoding="utf-8")
    (tmp_path / "readme.txt").write_text("no query", encoding="utf-8")
    found = catalogue(tmp_path)
    assert set(found) - set(catalogue()) == {"told-on-day"}
    assert list(found) == sorted(found)
    assert found["told-on-day"].source == str(tmp_path / "told-on-day.rq")


def test_an_own_query_cannot_take_a_shipped_name(tmp_path: Path) -> None:
    (tmp_path / "events.rq").write_text(GOOD, encoding="utf-8")
    with pytest.raises(QueryError, match=r"events\.rq: events is the name of a query that newsgraph brings along"):
        catalogue(tmp_path)


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert catalogue(tmp_path / "nothing") == catalogue(None)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "odd.rq").write_bytes(b"#: title: a\n#: question: caf\xe9?\n")
    with pytest.raises(QueryError, match=r"odd\.rq:2: not UTF-8"):
        catalogue(tmp_path)


def test_an_unknown_query_is_answered_with_like_ones() -> None:
    with pytest.raises(QueryError, match=r"no saved query 'event-by-month' \(did you mean events-by-month,"):
        find(catalogue(), "event-by-month")


def test_a_join_of_a_column_that_is_not_there(store: EmbeddedStore, base: str) -> None:
    query = read(GOOD.replace("join: names", "join: colours"))
    with pytest.raises(QueryError, match=r"own\.rq: the header joins \?colours, which the text does not select"):
        run(store, query, {"day": "2024"}, base=base)


def test_a_mistake_in_the_sparql_is_told_with_the_files_line(store: EmbeddedStore, base: str) -> None:
    query = read(GOOD.replace("ORDER BY ?event", "ORDER BAY ?event"))
    with pytest.raises(QueryError) as caught:
        run(store, query, {"day": "2024"}, base=base)
    assert (caught.value.source, caught.value.line) == ("own.rq", 16)


def test_the_example_of_the_documentation_works(store: EmbeddedStore, base: str) -> None:
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    example = re.search(r"## Own queries.*?```sparql\n(.*?)```", text, re.DOTALL)
    assert example is not None
    table = run(store, read(example[1]), {"day": "2024-07-18"}, base=base)
    assert [r["event"] for r in table.records()] == [base + "event/training"]
