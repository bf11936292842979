"""GeoNames numbers of the development set's places, against `places.tsv`, which was chosen by reading the items."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import newsgraph

HERE = Path(__file__).parent
DEV = HERE.parents[2] / "shared" / "gold" / "dev.jsonl"
ATLEAST = 0.95

PLACES = """
PREFIX ng: <https://w3id.org/newsgraph#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?item ?name ?geonames WHERE {
  ?place a ng:Location ; ng:mentionedIn/dcterms:identifier ?item ; rdfs:label|skos:prefLabel|skos:altLabel ?name .
  OPTIONAL { ?place ng:geonamesId ?geonames } }"""


def rows() -> list[dict[str, str]]:
    text = (HERE / "places.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader((x for x in text.splitlines() if not x.startswith("#")), delimiter="\t"))


@pytest.mark.skipif(not DEV.exists(), reason="no annotated news beside the checkout")
def test_at_least_95_percent_of_the_places_have_the_right_number(tmp_path: Path) -> None:
    with newsgraph.open(tmp_path / "project") as kg:
        kg.ingest(DEV)
        table = kg.sparql(PLACES)
    found: dict[tuple[str, str], set[str]] = {}
    for item, name, number in table.rows:
        found.setdefault((item.value, name.value), set()).add(number.value if number else "")
    items = {r["id"]: r for r in map(json.loads, DEV.read_text(encoding="utf-8").splitlines())}
    right, wrong = 0, []
    for row in rows():
        names = next(e["names"] for e in items[row["item"]]["entities"] if row["place"] == e["names"][0])
        got = set().union(*(found.get((row["item"], n), set()) for n in names))
        if not got and row["optional"]:
            continue
        if got == {row["geonames"]}:
            right += 1
        else:
            wrong.append(f"{row['item']} {row['place']}: {row['geonames']}, not {got or 'in the graph'}")
    assert right / (right + len(wrong)) >= ATLEAST, "\n".join(wrong)
    assert not [w for w in wrong if not w.endswith(("in the graph", "{''}"))], "a wrong number is worse than none"


def test_the_file_names_each_place_once() -> None:
    keys = [(r["item"], r["place"]) for r in rows()]
    assert len(keys) == len(set(keys)) >= 80
    assert all(r["geonames"].isdigit() and r["note"] and r["optional"] in ("", "optional") for r in rows())
