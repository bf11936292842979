"""The command line as a person uses it: what is printed, what is written, how it ends. Never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import write
from pyoxigraph import RdfFormat, parse

Done = subprocess.CompletedProcess[str]


def newsgraph(*arguments: str | Path, cwd: Path, stdin: str | None = None, **env: str) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "newsgraph", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1", **env},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project of five items in ./newsgraph.project."""
    folder = tmp_path_factory.mktemp("cli")
    done = newsgraph("ingest", write(folder / "news.jsonl", [0, 1, 2, 3, 4]), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "5 items looked at: 5 new, 0 changed, 0 as before, 0 rejected" in done.stdout
    return folder


def test_default_project_and_the_environments(place: Path, tmp_path: Path) -> None:
    assert (place / "newsgraph.project" / "readings.sqlite").exists()
    done = newsgraph("stats", cwd=tmp_path, NEWSGRAPH_PROJECT=str(place / "newsgraph.project"))
    assert done.returncode == 0
    assert "NewsItem" in done.stdout


def test_no_project_is_told_with_its_cure(tmp_path: Path) -> None:
    done = newsgraph("stats", cwd=tmp_path)
    assert done.returncode == 1
    assert "newsgraph.project: there is no newsgraph project here" in done.stderr
    assert "cure: make one: newsgraph ingest SOURCE" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_unknown_variable_and_address_are_told(tmp_path: Path) -> None:
    done = newsgraph("ingest", "-", cwd=tmp_path, stdin="x", NEWSGRAPH_MODLE="x")
    assert done.returncode == 1
    assert "NEWSGRAPH_MODLE: no such setting" in done.stderr
    for base in ("https://a.example/d#", "relative/"):
        assert newsgraph("ingest", "-", "--base", base, cwd=tmp_path, stdin="x").returncode == 1
    done = newsgraph("ingest", "-", "--store", "notanaddress", cwd=tmp_path, stdin="x")
    assert done.returncode == 1
    assert "'notanaddress' is no address" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_write_nothing(tmp_path: Path) -> None:
    done = newsgraph("ingest", "-", "--base", "no address", cwd=tmp_path, stdin="x")
    assert done.returncode == 1
    assert "'no address' cannot begin an IRI" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_rejects_end_with_3_and_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "A fair was held in Leeds on 3 May 2024."}\n{"text": 5}\n', encoding="utf-8"
    )
    done = newsgraph("ingest", "a.jsonl", "missing.txt", cwd=tmp_path)
    assert done.returncode == 3
    assert "a.jsonl:2" in done.stdout
    assert "missing.txt: no such file" in done.stdout
    listed = newsgraph("rejected", cwd=tmp_path)
    assert listed.returncode == 3
    assert listed.stdout.count("cure:") == 2
    assert listed.stdout.endswith("2 rejected\n")
    (tmp_path / "a.jsonl").write_text('{"text": "A fair was held in Leeds on 3 May 2024."}\n', encoding="utf-8")
    (tmp_path / "missing.txt").write_text("A fair was held in Hull on 4 May 2024.\n", encoding="utf-8")
    retried = newsgraph("rejected", "--retry", cwd=tmp_path)
    assert retried.returncode == 0
    assert "1 new, 0 changed, 1 as before, 0 rejected" in retried.stdout
    assert "nothing is rejected" in retried.stdout


def test_standard_input(tmp_path: Path) -> None:
    done = newsgraph(
        "-q", "ingest", "-", "--format", "text", cwd=tmp_path, stdin="A fair was held in Leeds on 3 May 2024."
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = newsgraph("sparql", "-", "-f", "csv", cwd=tmp_path, stdin="SELECT ?d { ?e ng:startDate ?d }")
    assert done.stdout.splitlines() == ["d", "2024-05-03"]


def test_query_output_formats_agree(place: Path) -> None:
    as_csv = newsgraph("query", "events", "--format", "csv", cwd=place)
    rows = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    as_json = json.loads(newsgraph("query", "events", "--format", "json", cwd=place).stdout)
    assert len(rows) == len(as_json["results"]["bindings"]) == 4
    newsgraph("query", "events", "--format", "csv", "--out", "rows.csv", cwd=place)
    assert (place / "rows.csv").read_text(encoding="utf-8") == as_csv.stdout


def test_query_list_and_help(place: Path) -> None:
    listed = newsgraph("query", cwd=place).stdout
    assert "events-of-organisation" in listed
    helped = newsgraph("query", "events-of-organisation", "--help", cwd=place).stdout
    assert "--org ORGANISATION" in helped
    unknown = newsgraph("query", "events-of-organization", cwd=place)
    assert unknown.returncode == 1
    assert "did you mean events-of-organisation" in unknown.stderr


def test_own_query_joins_the_catalogue(place: Path) -> None:
    own = place / "newsgraph.project" / "queries" / "days.rq"
    own.write_text(
        "#: title: Days\n#: question: On which days was something held?\n"
        "PREFIX ng: <https://w3id.org/newsgraph#>\nSELECT DISTINCT ?day WHERE { ?e ng:startDate ?day } ORDER BY ?day\n",
        encoding="utf-8",
    )
    try:
        done = newsgraph("query", "days", "-f", "csv", cwd=place)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) == 5
        named = newsgraph("query", "days", "-f", "csv", "--project", place / "newsgraph.project", cwd=place.parent)
        assert named.stdout == done.stdout
        own.write_text("#: no: header\n", encoding="utf-8")
        listed = newsgraph("query", cwd=place)
        assert "events-of-organisation" in listed.stdout
        assert "days.rq:1" in listed.stderr
    finally:
        own.unlink()


def test_hostile_parameter_is_a_value(place: Path) -> None:
    before = newsgraph("export", "--format", "nquads", cwd=place).stdout
    for text in ('x" } ; DROP ALL ; SELECT * { "', "<x> ?p ?o } #", "$org", "\\u0022"):
        done = newsgraph("query", "events-of-organisation", "--org", text, cwd=place)
        assert done.returncode == 1
        assert "newsgraph:" in done.stderr
    assert newsgraph("export", "--format", "nquads", cwd=place).stdout == before


def test_sparql_error_names_the_place(place: Path) -> None:
    done = newsgraph("sparql", "SELECT ?x WHERE {\n ?x ng:organizer }", cwd=place)
    assert done.returncode == 1
    assert ":2" in done.stderr or "line 2" in done.stderr
    refused = newsgraph("sparql", "DROP ALL", cwd=place)
    assert refused.returncode == 1
    neither = newsgraph("sparql", cwd=place)
    assert neither.returncode == 2


FORMATS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}


@pytest.mark.parametrize("ending", FORMATS)
def test_export_is_stable_and_valid(place: Path, ending: str) -> None:
    done = newsgraph("export", "-o", f"g.{ending}", cwd=place)
    assert done.returncode == 0, done.stderr
    first = (place / f"g.{ending}").read_bytes()
    newsgraph("rebuild", cwd=place)
    newsgraph("export", "-o", f"g.{ending}", cwd=place)
    assert (place / f"g.{ending}").read_bytes() == first
    assert len(list(parse(first, format=FORMATS[ending]))) > 200


def test_export_of_networks(place: Path) -> None:
    for ending in ("graphml", "gexf", "csv", "jsonld", "rdf"):
        done = newsgraph("export", "-o", f"n.{ending}", cwd=place)
        assert done.returncode == 0, done.stderr
    assert (place / "n-nodes.csv").exists()
    assert "seminar" in (place / "n.graphml").read_text(encoding="utf-8").lower()
    unknown = newsgraph("export", "-o", "n.xls", cwd=place)
    assert unknown.returncode == 1
    assert ".ttl" in unknown.stderr


def test_draw_an_entity_a_query_and_nothing(place: Path) -> None:
    assert newsgraph("draw", "Leeds", "-o", "leeds.html", cwd=place).returncode == 0
    assert "Leeds" in (place / "leeds.html").read_text(encoding="utf-8")
    done = newsgraph("draw", "--query", "events-of-type", "--param", "type=Seminar", "-o", "q.html", cwd=place)
    assert done.returncode == 0, done.stderr
    unknown = newsgraph("draw", "Atlantis", "-o", "none.html", cwd=place)
    assert unknown.returncode == 1
    assert not (place / "none.html").exists()


def test_show_tells_facts_and_quotes(place: Path) -> None:
    done = newsgraph("show", "School of Nursing", "--quotes", "1", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "Organisation" in done.stdout
    assert "organiser of" in done.stdout
    assert "“" in done.stdout


def test_validate_and_doctor(place: Path) -> None:
    done = newsgraph("validate", cwd=place)
    assert (done.returncode, done.stdout.splitlines()[-1][:18]) == (0, "the graph conforms"), done.stdout
    done = newsgraph("doctor", cwd=place)
    assert done.returncode == 0, done.stdout
    assert "FAIL" not in done.stdout


def test_doctor_finds_and_repairs(tmp_path: Path) -> None:
    newsgraph("-q", "ingest", write(tmp_path / "news.jsonl", [0]), cwd=tmp_path)
    current = tmp_path / "newsgraph.project" / "graph" / "CURRENT"
    current.unlink()
    done = newsgraph("doctor", cwd=tmp_path)
    assert done.returncode == 4
    assert "FAIL graph" in done.stdout
    assert newsgraph("doctor", "--repair", cwd=tmp_path).returncode == 0
    (tmp_path / "newsgraph.project" / "authority" / "bad.ttl").write_text(
        "<http://a.example/> a\n  oops .", encoding="utf-8"
    )
    done = newsgraph("doctor", cwd=tmp_path)
    assert done.returncode == 4
    assert "bad.ttl:2" in done.stdout


def test_remove(tmp_path: Path) -> None:
    newsgraph("-q", "ingest", write(tmp_path / "news.jsonl", [0, 1]), cwd=tmp_path)
    done = newsgraph("remove", "n0001", cwd=tmp_path)
    assert done.stdout == "1 removed, 1 items left\n"
    done = newsgraph("remove", "n0001", cwd=tmp_path)
    assert done.returncode == 1


def test_a_pipe_that_closes_is_no_error(place: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m newsgraph export --format nquads | head -1"],
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
