"""Tables and the forms of answers, byte for byte where a specification says so."""

from __future__ import annotations

import builtins
import io
import json
from collections import Counter
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from newsgraph.ontology.errors import QueryError
from newsgraph.ontology.terms import NG, RDFS, XSD
from newsgraph.queries import FORMATS, Table, render
from newsgraph.queries.table import join_rows
from newsgraph.store.base import Answer, Rows, Triples, Truth

A, B = NamedNode("https://example.org/a"), NamedNode("https://example.org/b")
HOSTILE = '<script>alert("1")</script>, =1+1\n[bold]x[/bold]\t\x1b[31m\u202e;'
TABLE = Table(
    ("thing", "thingLabel", "events", "type"),
    (
        (A, Literal("Alpha, the first"), Literal("3", datatype=XSD.integer), NG.Training),
        (B, Literal('B "b"', language="en"), None, None),
        (BlankNode("x"), Literal(HOSTILE), Literal("2024-07", datatype=XSD.gYearMonth), NG.Visit),
    ),
    "Things",
)


def written(answer: Table | Answer, format: str, **options: Any) -> str:
    out = io.BytesIO()
    render(answer, format, out, **options)
    return out.getvalue().decode("utf-8")


def test_csv_is_as_the_specification_says() -> None:
    assert written(TABLE, "csv") == (
        "thing,thingLabel,events,type\r\n"
        'https://example.org/a,"Alpha, the first",3,https://w3id.org/newsgraph#Training\r\n'
        'https://example.org/b,"B ""b""",,\r\n'
        '_:x,"' + HOSTILE.replace('"', '""') + '",2024-07,https://w3id.org/newsgraph#Visit\r\n'
    )


def test_csv_of_one_empty_cell_is_an_empty_line() -> None:
    assert written(Table(("x",), ((None,), (Literal("a"),))), "csv") == "x\r\n\r\na\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_csv_guesses_no_formulas_unless_asked(start: str) -> None:
    table = Table(("x", "y"), ((Literal(start + "cmd"), Literal("a=b")),))
    assert written(table, "csv") == f"x,y\r\n{start}cmd,a=b\r\n"
    assert written(table, "csv", safe_spreadsheet=True) == f"x,y\r\n'{start}cmd,a=b\r\n"


def test_tsv_is_read_back_by_another_reader() -> None:
    text = written(TABLE, "tsv")
    assert text.splitlines()[0] == "?thing\t?thingLabel\t?events\t?type"
    assert text.splitlines()[2] == '<https://example.org/b>\t"B \\"b\\""@en\t\t'
    assert text.count("\n") == 4
    solutions = parse_query_results(text.encode(), format=QueryResultsFormat.TSV)
    rows = [tuple(s) for s in solutions]  # type: ignore[arg-type, union-attr]
    assert rows[:2] == list(TABLE.rows[:2])
    assert rows[2][1:] == TABLE.rows[2][1:]


def test_json_is_read_back_by_another_reader() -> None:
    text = written(TABLE, "json")
    assert json.loads(text)["results"]["bindings"][1] == {
        "thing": {"type": "uri", "value": "https://example.org/b"},
        "thingLabel": {"type": "literal", "value": 'B "b"', "xml:lang": "en"},
    }
    solutions = parse_query_results(text.encode(), format=QueryResultsFormat.JSON)
    assert [tuple(s)[1:] for s in solutions] == [row[1:] for row in TABLE.rows]  # type: ignore[arg-type, union-attr]


def test_json_of_nothing() -> None:
    assert json.loads(written(Table(("x",), ()), "json")) == {"head": {"vars": ["x"]}, "results": {"bindings": []}}


def test_yes_and_no() -> None:
    assert written(Truth(True), "table") == "yes\n"
    assert written(Truth(False), "table") == "no\n"
    assert json.loads(written(Truth(False), "json")) == {"head": {}, "boolean": False}
    for format in ("csv", "tsv", "turtle"):
        with pytest.raises(QueryError, match="yes or no cannot be written"):
            written(Truth(True), format)


def test_triples_are_turtle_the_same_at_each_run() -> None:
    triples = [Triple(B, RDFS.label, Literal("b")), Triple(A, NG.partOf, B), Triple(A, NG.partOf, B)]
    text = written(Triples(iter(triples)), "turtle")
    assert text == written(Triples(iter(triples[::-1])), "table")
    assert "@prefix ng: <https://w3id.org/newsgraph#> ." in text
    assert "foaf" not in text
    assert {q.triple for q in parse(text.encode(), format=RdfFormat.TURTLE)} == set(triples)
    assert written(Triples(iter(triples[:1])), "csv") == (
        "subject,predicate,object\r\nhttps://example.org/b,http://www.w3.org/2000/01/rdf-schema#label,b\r\n"
    )


def test_forms_that_an_answer_does_not_have() -> None:
    with pytest.raises(QueryError, match="rows cannot be written as Turtle"):
        written(TABLE, "turtle")
    with pytest.raises(QueryError, match="there is no format 'xml'"):
        written(TABLE, "xml")
    assert FORMATS == ("table", "csv", "tsv", "json", "turtle")


def test_the_table_for_a_terminal() -> None:
    table = Table(TABLE.variables, TABLE.rows[:2], "Things")
    assert written(table, "table", width=60) == (
        "Things\n"
        "\n"
        " thing             events  type\n"
        " ─────────────────────────────────────\n"
        " Alpha, the first       3  ng:Training\n"
        ' B "b"\n'
        "\n"
        "2 rows\n"
    )


def test_the_table_shows_iris_when_asked() -> None:
    text = written(Table(TABLE.variables, TABLE.rows[:1]), "table", width=120, iris=True)
    assert "thing name" in text
    assert "https://example.org/a  Alpha, the first" in text


def test_the_table_of_nothing_says_so() -> None:
    assert written(Table(("x",), (), "Things"), "table") == "Things\nno rows\n"


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_the_table_keeps_to_the_width_and_loses_nothing(width: int) -> None:
    words = "Training programme for all-subject primary school teachers in Butuo County 国家开放大学"
    table = Table(("event", "start", "place"), ((Literal(words), Literal("2024-07-14"), Literal("Butuo County")),))
    text = written(table, "table", width=width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "2024-07-14" in text
    assert not Counter(words.replace(" ", "")) - Counter(text)


def test_hostile_text_repaints_no_terminal() -> None:
    text = written(TABLE, "table", width=200)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert '<script>alert("1")</script>, =1+1 [bold]x[/bold] \ufffd[31m\ufffd;' in text


def test_hostile_text_is_escaped_in_a_notebook() -> None:
    page = Table(TABLE.variables, TABLE.rows, "<b>Things</b>")._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in page
    assert "<caption>&lt;b&gt;Things&lt;/b&gt;</caption>" in page
    assert "<th>events</th>" in page
    assert page.endswith("<p>3 rows</p>")


def test_a_notebook_shows_the_first_rows_of_many() -> None:
    page = Table(("x",), tuple((Literal(str(n)),) for n in range(1_234)))._repr_html_()
    assert page.count("<td>") == 200
    assert "1,234 rows, the first 200 shown" in page


def test_python_values() -> None:
    kinds = (
        (Literal("7", datatype=XSD.integer), 7),
        (Literal("x", datatype=XSD.integer), "x"),
        (Literal("0.5", datatype=XSD.decimal), 0.5),
        (Literal("true", datatype=XSD.boolean), True),
        (Literal("1", datatype=XSD.boolean), True),
        (Literal("2024-07-14", datatype=XSD.date), "2024-07-14"),
        (Literal("2024", datatype=XSD.gYear), "2024"),
        (Literal("a", language="en"), "a"),
        (A, "https://example.org/a"),
        (BlankNode("b"), "_:b"),
        (None, None),
    )
    table = Table(("x",), tuple((term,) for term, _ in kinds))
    assert [(type(r["x"]), r["x"]) for r in table.records()] == [(type(v), v) for _, v in kinds]
    assert len(table) == len(kinds)


def test_pandas() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.columns) == ["thing", "thingLabel", "events", "type"]
    assert frame["thingLabel"].tolist() == ["Alpha, the first", 'B "b"', HOSTILE]
    assert list(Table(("x", "y"), ()).to_pandas().columns) == ["x", "y"]


def test_without_pandas_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(QueryError, match=r"pandas is not installed \(pip install 'newsgraph\[pandas\]'\)"):
        TABLE.to_pandas()


def test_rows_are_joined_in_the_order_of_their_first_appearance() -> None:
    rows = [
        (A, Literal("x"), Literal("b")),
        (B, None, None),
        (A, Literal("y"), Literal("a")),
        (A, Literal("x"), Literal("a")),
        (A, Literal("x"), Literal("B")),
    ]
    assert list(join_rows(("it", "one", "two"), rows, ("one", "two"))) == [
        (A, Literal("x; y"), Literal("a; B; b")),
        (B, None, None),
    ]


def test_a_table_of_rows_reads_all() -> None:
    table = Table.of(Rows(("x",), iter([(A,), (B,)])), title="t")
    assert (table.rows, table.title) == (((A,), (B,)), "t")
    assert list(table) == [(A,), (B,)]
