"""The committed documentation is what the ontology gives today, complete, and needs no network."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from newsgraph.ontology.terms import EVENT_TYPES, NG, STATUSES, local_name

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "make_ontology_docs.py"
DOCS = ROOT / "docs" / "ontology"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_ontology_docs", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date_whatever_the_hash_seed() -> None:
    # the pages were written under other seeds than this one: an order left to chance would show
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    result = subprocess.run([sys.executable, str(TOOL), "--check"], env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_check_finds_a_page_that_is_not(tool: ModuleType) -> None:
    readme = (DOCS / "README.md").read_text(encoding="utf-8")
    stale = readme.replace("| `ng:Person` | A named individual. |", "| `ng:Person` | Someone. |")
    assert stale != readme
    assert tool.with_tables(stale) == readme
    with pytest.raises(ValueError, match="no place for the table of classes"):
        tool.with_tables("nothing")


def test_every_term_has_its_anchor_on_the_page() -> None:
    html = (DOCS / "index.html").read_text(encoding="utf-8")
    anchors = re.findall(r'\bid="([^"]+)"', html)
    assert {local_name(term) for term in NG} - set(anchors) == set()
    assert sorted(a for a in set(anchors) if anchors.count(a) > 1) == []
    links = {unescape(link) for link in re.findall(r'href="#([^"]*)"', html)}
    assert links - set(anchors) == set()


def test_every_term_is_in_the_tables() -> None:
    rows = re.findall(r"^\| `ng:(\w+)`", (DOCS / "README.md").read_text(encoding="utf-8"), re.M)
    schemes = {local_name(NG.EventTypes), local_name(NG.EventStatuses)}
    assert sorted(rows) == sorted({local_name(term) for term in NG} - schemes)
    assert [r for r in rows if r in {local_name(t) for t in (*EVENT_TYPES, *STATUSES)}] == [
        local_name(t) for t in (*EVENT_TYPES, *STATUSES)
    ]


def test_the_page_asks_the_network_for_nothing() -> None:
    html = (DOCS / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:script|img|iframe|source)[^>]*\ssrc=", html) == []
    assert [link for link in re.findall(r"<link[^>]*>", html) if 'href="data:' not in link] == []
    assert re.findall(r"url\((?!['\"]?data:)|@import", html) == []


@pytest.mark.browser
def test_in_a_browser_nothing_is_fetched_and_a_phone_shows_it_whole() -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("no Chromium at /usr/bin/chromium")
    with sync_api.sync_playwright() as playwright:
        options = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
        ]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        page = browser.new_page(viewport={"width": 420, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        address = (DOCS / "index.html").as_uri()
        page.goto(f"{address}#startOffset")
        assert asked == [address]  # a browser asks for the page without the fragment
        assert page.evaluate("document.documentElement.scrollWidth") == 420
        top = page.evaluate("document.getElementById('startOffset').getBoundingClientRect().top")
        assert 0 <= top < 100
        browser.close()
