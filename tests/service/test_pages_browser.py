"""Every page in real Chromium: no serious finding of axe-core, nothing wider than a phone, nothing from elsewhere."""

from __future__ import annotations

import pytest
import webpages
from drawn_sample import drawn_project

from newsgraph.service import Served, make_app
from newsgraph.viz.pages.templates import NAVIGATION

pytestmark = webpages.MARKS

PAGES = (
    *(path for path, _ in NAVIGATION),
    "search?q=university",
    "queries/events-of-organisation?org=Open+University+of+China",
    "event/training.html",
    "organisation/sons.html",
    "item/n1.html",
    "no-such-page",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    project = drawn_project(tmp_path_factory.mktemp("drawn") / "project")
    with webpages.serving(make_app(Served(project))) as address:
        yield address
    project.close()


@pytest.fixture(scope="module")
def browser():
    with webpages.chromium() as browser:
        yield browser


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_a_page_is_accessible_and_fits_a_phone(browser, address, path):
    for theme, width in (("light", 1280), ("dark", 390)):
        opened = webpages.Opened(browser, address + path, width=width, color_scheme=theme)
        page = opened.page
        assert webpages.serious_violations(page) == []
        assert opened.overflow() == 0
        assert opened.strangers(address) == []
        assert page.locator("h1").count() == 1
        assert page.locator("nav a[aria-current=page]").count() == (path in dict(NAVIGATION)) or "?" in path
        # Chromium remarks on the speed of drawing without a graphics card; that is no fault of the page
        assert [c for c in opened.complaints if "404" not in c and "GL Driver Message" not in c] == []
        opened.close()


def test_the_theme_is_kept(browser, address):
    opened = webpages.Opened(browser, address, color_scheme="light")
    page = opened.page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.click("#light-or-dark")
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(address + "queries/")
    assert page.evaluate(ground) == dark
    assert page.get_attribute("#light-or-dark", "aria-label") == "Change to light"
    opened.close()


def test_the_keyboard_gets_past_the_header(browser, address):
    opened = webpages.Opened(browser, address + "queries/")
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    opened.close()
