"""The hand-written graph of tests/catalogue, in a store of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from newsgraph.queries import SavedQuery, catalogue
from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.remote import RemoteStore

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"
BASE = "https://example.org/newsgraph/"


@pytest.fixture(scope="session")
def base() -> str:
    return BASE


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("catalogue") / "graph") as store:
        store.replace(parse(path=str(CATALOGUE / "graph.trig"), format=RdfFormat.TRIG))
        yield store


@pytest.fixture(scope="session")
def queries() -> dict[str, SavedQuery]:
    return catalogue()


@pytest.fixture(scope="session")
def on_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """The same graph on a Virtuoso of its own."""
    if shutil.which("virtuoso-t") is None:
        pytest.skip("virtuoso-t is not installed")
    sys.path.insert(0, str(CATALOGUE.parent / "store"))
    import store_servers

    with (
        store_servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address,
        RemoteStore(address, user="dba", password=store_servers.VIRTUOSO_PASSWORD, timeout=20) as remote,
    ):
        remote.replace(parse(path=str(CATALOGUE / "graph.trig"), format=RdfFormat.TRIG))
        yield remote
