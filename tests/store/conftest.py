"""Stores for tests. The helper modules beside this file are found by name (their names are unique in the tests)."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import store_servers

from newsgraph.store.embedded import EmbeddedStore
from newsgraph.store.remote import RemoteStore


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "graph") as store:
        yield store


@pytest.fixture(scope="session")
def oxigraph_address() -> Iterator[str]:
    if store_servers.oxigraph_binary() is None:
        pytest.skip("the oxigraph command is not installed")
    with store_servers.oxigraph() as address:
        yield address


@pytest.fixture(scope="session")
def virtuoso_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if shutil.which("virtuoso-t") is None:
        pytest.skip("virtuoso-t is not installed")
    with store_servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture
def oxigraph_store(oxigraph_address: str) -> Iterator[RemoteStore]:
    """An Oxigraph server, emptied before and after."""
    with RemoteStore(oxigraph_address, timeout=20) as store:
        store.update("CLEAR ALL")
        yield store
        store.update("CLEAR ALL")


@pytest.fixture
def virtuoso_store(virtuoso_address: str) -> Iterator[RemoteStore]:
    with RemoteStore(virtuoso_address, user="dba", password=store_servers.VIRTUOSO_PASSWORD, timeout=20) as store:
        yield store
        store.replace([])


@pytest.fixture(params=["embedded", "oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)])
def any_store(request: pytest.FixtureRequest) -> object:
    """Each backend in turn."""
    name = "embedded" if request.param == "embedded" else f"{request.param}_store"
    return request.getfixturevalue(name)
