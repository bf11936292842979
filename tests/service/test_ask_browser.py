"""Saved queries, search and overview in real Chromium: by keyboard alone, without JavaScript, narrow, dark, for axe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import webpages
from catalogue_project import catalogue_project
from webpages import Opened, chromium, serious_violations, serving

from newsgraph.service import Served, make_app

pytestmark = webpages.MARKS


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = catalogue_project(tmp_path_factory.mktemp("ask") / "project")
    with serving(make_app(Served(project, title="News of the OUC"))) as found:
        yield found
    project.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


PAGES = (
    "", "search", "search?q=ouc&class=Event", "search?q=nothinglikethis", "queries/", "queries/events",
    "queries/events-of-organisation?org=nobody", "queries/events-of-organisation",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_fit(browser, address, path, scheme) -> None:
    opened = Opened(browser, address + path, width=390, color_scheme=scheme)
    opened.page.wait_for_load_state("networkidle")
    assert serious_violations(opened.page) == []
    assert opened.overflow() <= 0
    assert opened.strangers(address) == []
    assert [c for c in opened.complaints if "400" not in c] == []
    opened.page.set_viewport_size({"width": 1280, "height": 800})
    assert opened.overflow() <= 0
    assert serious_violations(opened.page) == []
    opened.close()


def test_a_form_is_filled_by_keyboard_alone(browser, address) -> None:
    opened = Opened(browser, address + "queries/events-of-organisation")
    page = opened.page
    page.keyboard.press("Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "f-org":
            break
        page.keyboard.press("Tab")
    field = page.locator("#f-org")
    assert field.get_attribute("role") == "combobox"
    page.keyboard.type("opne univ", delay=10)
    page.locator(".offer").first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "opne univ"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert field.input_value() == "Open University of China"
    page.keyboard.press("Enter")
    page.locator("#answer").wait_for()
    assert "org=Open+University+of+China" in page.url
    assert "role=" not in page.url  # what is left empty stays out of the address
    assert opened.complaints == []
    opened.close()


def test_a_result_becomes_a_picture_in_one_click(browser, address) -> None:
    opened = Opened(browser, address + "queries/events")
    page = opened.page
    page.locator("[role=tab]").first.wait_for()
    assert page.locator("#rows").is_hidden()
    names = page.locator("[role=tab]").all_inner_texts()
    assert {"Table", "Map", "Timeline"} <= set(names)
    shown = page.locator("#views tbody tr").count()
    data = page.request.get(address + "queries/events.csv").text()
    assert shown == len(list(csv.reader(io.StringIO(data)))) - 1
    for name in names:
        page.get_by_role("tab", name=name, exact=True).click()
        page.wait_for_timeout(150)
        assert page.get_by_role("tab", name=name, exact=True).get_attribute("aria-selected") == "true"
        assert f"view={name.lower()}" in page.url
    page.goto(address + "queries/events#view=timeline")
    page.reload()
    page.locator("[role=tab][aria-selected=true]").wait_for()
    assert page.locator("[role=tab][aria-selected=true]").inner_text() == "Timeline"
    assert opened.complaints == []
    opened.close()


def test_without_javascript_everything_is_there(browser, address) -> None:
    opened = Opened(browser, address + "queries/events?type=Meeting", java_script_enabled=False)
    page = opened.page
    assert page.locator("#rows tbody tr").count() > 0
    assert page.locator("#rows").is_visible()
    page.locator("#f-type").select_option("Visit")
    page.get_by_role("button", name="Ask").click()
    assert "type=Visit" in page.url
    assert page.locator("#rows tbody tr").count() > 0
    page.goto(address + "search?q=ouc")
    page.locator(".facets a").first.click()
    assert page.locator(".hit").count() > 0
    opened.close()


def test_search_by_keyboard_alone(browser, address) -> None:
    opened = Opened(browser, address + "search?class=Organisation")
    page = opened.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("univresity")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=univresity**")
    assert "class=Organisation" in page.url
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator("#hits .hit > a").first
    assert page.evaluate("document.activeElement.href") == first.evaluate("a => a.href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/**")
    opened.close()


def test_the_field_in_the_bar_opens_a_page(browser, address) -> None:
    opened = Opened(browser, address + "queries/")
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("butuo")
    page.locator(".offer").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/location/butuo.html")
    opened.close()


def test_the_list_of_queries_is_filtered(browser, address) -> None:
    opened = Opened(browser, address + "queries/")
    page = opened.page
    page.locator("#filter").fill("who gave")
    visible = page.locator(".query-list li:visible")
    assert visible.count() == 1
    assert "donations" in visible.inner_text()
    page.locator("#filter").fill("xyzzy")
    assert visible.count() == 0
    assert page.locator("#filter-none").is_visible()
    page.keyboard.press("Escape")
    assert visible.count() > 40
    opened.close()


def test_hostile_names_stay_text(browser, tmp_path: Path) -> None:
    project = catalogue_project(tmp_path / "project")
    evil = '<img src=x onerror=\\"alert(1)\\">'
    with project.writing(), project.store(write=True) as store:
        store.update(
            "PREFIX ng: <https://w3id.org/newsgraph#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
            f'INSERT DATA {{ <{project.base}organisation/evil> a ng:Organisation ; rdfs:label "{evil}" ; '
            f"ng:mentionedIn <{project.base}item/n1> }}"
        )
    with serving(make_app(Served(project))) as address:
        opened = Opened(browser, address + "search?q=img")
        page = opened.page
        assert page.locator(".hit > a").first.inner_text() == '<img src=x onerror="alert(1)">'
        page.goto(address + "queries/organisation-tree")
        page.locator("#f-org").fill("img src")
        page.locator(".offer").first.wait_for()
        assert page.locator(".offer-name").first.inner_text() == '<img src=x onerror="alert(1)">'
        assert page.locator(".offer img").count() == 0
        assert opened.complaints == []
        opened.close()
    project.close()
