"""A project whose graph lives on a real SPARQL server: the same answers as with the graph in the folder."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import write

import newsgraph
from newsgraph.ontology.errors import StoreError

SERVERS = Path(__file__).resolve().parents[1] / "store" / "store_servers.py"
spec = importlib.util.spec_from_file_location("store_servers", SERVERS)
assert spec
assert spec.loader
store_servers = importlib.util.module_from_spec(spec)
sys.modules.setdefault("store_servers", store_servers)
spec.loader.exec_module(store_servers)


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    if request.param == "virtuoso":
        if shutil.which("virtuoso-t") is None:
            pytest.skip("virtuoso-t is not installed")
        (tmp_path / "server").mkdir()
        with store_servers.virtuoso(tmp_path / "server") as address:
            yield {"store": address, "store_user": "dba", "store_password": store_servers.VIRTUOSO_PASSWORD}
    else:
        with store_servers.oxigraph() as address:
            yield {"store": address}


def test_the_same_answers_as_embedded(server: dict[str, str], tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", [0, 1, 2, 3, 4, 5])
    with newsgraph.open(tmp_path / "here") as here, newsgraph.open(tmp_path / "there", **server) as there:
        for kg in (here, there):
            assert kg.ingest(news).new == 6
        assert server.get("store_password", "-") not in (tmp_path / "there" / "newsgraph.toml").read_text()
        assert not (tmp_path / "there" / "graph").exists()
        assert there.stats() == here.stats()
        asked = (
            ("events", {}),
            ("events-of-organisation", {"org": "University of Leeds"}),
            ("events-at-place", {"place": "Leeds"}),
            ("items", {}),
        )
        for name, arguments in asked:
            rows = here.query(name, **arguments).rows
            assert rows
            assert there.query(name, **arguments).rows == rows
        for ending in ("ttl", "nq"):
            one, other = here.export(tmp_path / f"here.{ending}"), there.export(tmp_path / f"there.{ending}")
            assert other.read_bytes() == one.read_bytes()
        there.remove("n0005")
        here.remove("n0005")
        assert there.query("items").rows == here.query("items").rows


def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    with newsgraph.open(tmp_path / "p", store="http://127.0.0.1:9/query") as kg, pytest.raises(StoreError) as told:
        kg.ingest(write(tmp_path / "news.jsonl", [0]))
    assert "127.0.0.1:9" in str(told.value)
    assert told.value.cure
