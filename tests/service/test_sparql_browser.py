"""The SPARQL page as people use it, in real Chromium: type, complete, run, see, save, share; by keyboard alone too."""

from __future__ import annotations

import csv
import io
import json
import time
import xml.etree.ElementTree as ET
from urllib.parse import quote

import pytest
import webpages
from drawn_sample import BASE, HOSTILE, drawn_project

from newsgraph.service import Limits, Served, make_app

pytestmark = webpages.MARKS

EVENTS = """# Events: when they were
PREFIX ng: <https://w3id.org/newsgraph#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?event ?eventLabel ?start ?end WHERE {
  ?event a ng:Event ; rdfs:label ?eventLabel ; ng:startDate ?start . OPTIONAL { ?event ng:endDate ?end }
} ORDER BY ?eventLabel"""
ORGANISED = "PREFIX ng: <https://w3id.org/newsgraph#>\nCONSTRUCT { ?e ng:organiser ?o } WHERE { ?e ng:organiser ?o }"
PLACES = """PREFIX ng: <https://w3id.org/newsgraph#>
PREFIX wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT ?place ?lat ?long WHERE { ?place wgs84:lat ?lat ; wgs84:long ?long }"""
# a product of all triples with themselves, four times over: seconds to minutes of work
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?l) }"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    project = drawn_project(tmp_path_factory.mktemp("drawn") / "project")
    with webpages.serving(make_app(Served(project, limits=Limits(seconds=20)))) as address:
        yield address
    project.close()


@pytest.fixture(scope="module")
def browser():
    with webpages.chromium() as browser:
        yield browser


@pytest.fixture
def show(browser, address):
    pages = []

    def show(query=None, view=None, **options):
        hash = "" if query is None else "#query=" + quote(query) + (f"&view={view}" if view else "")
        opened = webpages.Opened(browser, address + "sparql.html" + hash, accept_downloads=True, **options)
        opened.page.wait_for_selector(".cm-content")
        if query is not None:
            opened.page.wait_for_selector(".tab, #trouble > *, .truth", timeout=20_000)
        pages.append(opened)
        return opened

    yield show
    for opened in pages:
        assert opened.strangers(address) == []
        opened.close()


def typed(page, text):
    page.click(".cm-content")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def query_of(page):
    return page.evaluate("[...document.querySelectorAll('.cm-line')].map(l => l.textContent).join('\\n')")


def saved(page, name):
    with page.expect_download() as download:
        page.click(f".results-saves >> text={name}")
    return download.value.suggested_filename, open(download.value.path(), "rb").read()


def drawn_colours(page):
    """How many different colours the canvas shows."""
    page.wait_for_timeout(150)
    return page.evaluate("""() => {
        const c = document.querySelector(".stage canvas");
        const data = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        const seen = new Set();
        for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
        return seen.size; }""")


def test_a_query_is_typed_completed_and_run(show):
    page = show().page
    typed(page, "SELECT ?e WHERE { ?e a ng:Event ; organi")
    assert "PREFIX ng: <https://w3id.org/newsgraph#>" in query_of(page)  # as soon as ng: was typed
    page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('ng:organiser')")
    page.wait_for_selector(".cm-completionInfo:has-text('organises the event')")
    page.wait_for_timeout(500)  # names of the graph may join the list, and a list that has just changed takes no key
    page.keyboard.press("Enter")
    page.keyboard.type(" ?o ")
    assert query_of(page).endswith("?e a ng:Event ; ng:organiser ?o }")  # the bracket was closed for us
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".table tbody tr")
    assert page.locator(".table tbody tr").count() == 4
    assert page.inner_text("#state").startswith("4 rows · ")


def test_names_of_the_graph_are_found_after_a_bracket(show):
    page = show().page
    typed(page, "SELECT ?e WHERE { ?e ng:location <butuo")
    page.wait_for_selector(".cm-tooltip-autocomplete li:has-text('Butuo County')")
    page.wait_for_timeout(150)  # a list that has just opened takes no key, lest it catch one meant for the text
    page.keyboard.press("Enter")
    assert f"ng:location <{BASE}location/butuo-county>" in query_of(page)


def test_rows_are_links_with_names_and_markup_is_text(show):
    opened = show("SELECT ?who WHERE { ?e ng:organiser ?who } ORDER BY ?who")
    page = opened.page
    page.wait_for_selector(f".table a:text-is({json.dumps('Open University of China')})")  # names are asked for
    links = page.eval_on_selector_all(".table tbody a", "all => all.map(a => [a.textContent, a.getAttribute('href')])")
    assert ["Open University of China", "/organisation/open-university-of-china.html"] in links
    assert ["Open University Press", "/elsewhere/https/authority.example/ouc-press.html"] in links
    assert [HOSTILE, "/organisation/sons.html"] in links
    assert page.locator(".table img").count() == 0
    assert opened.complaints == []


def test_table_sorts_searches_and_is_saved_as_shown(show):
    page = show(EVENTS, "table").page
    first = "table tbody tr:first-child td:first-child"
    assert page.inner_text(first) == "Award of a prize"
    page.click("th button:has-text('start')")
    assert page.inner_text(first) == "Award of a prize"
    assert page.get_attribute("th:has-text('start')", "aria-sort") == "ascending"
    page.click("th button:has-text('start')")
    assert page.inner_text(first) == "Forum on rural schools"
    name, content = saved(page, "CSV")
    assert name == "events.csv"
    rows = list(csv.reader(io.StringIO(content.decode())))
    assert rows[0] == ["event", "event IRI", "start", "end"]
    assert rows[2] == ["Training in Butuo County", BASE + "event/training", "2024-07-14", "2024-07-16"]
    assert len(rows) == 4
    name, content = saved(page, "JSON")
    assert [r["start"] for r in json.loads(content)] == ["2024-09", "2024-07-14", "2023"]
    page.click(".tab:text('Raw')")
    name, content = saved(page, "Save")
    assert name == "events.srj"
    assert json.loads(content)["head"]["vars"] == ["event", "eventLabel", "start", "end"]


@pytest.mark.parametrize(
    "query, view, words",
    [
        (EVENTS, "Timeline", {"Training in Butuo County", "Forum on rural schools", "Award of a prize", "2024"}),
        (PLACES, "Map", {"Outlines: Natural Earth"}),
        (EVENTS, "Map", {"Butuo County", "Beijing"}),
        (ORGANISED, "Graph", {"Training in Butuo County", "Open University Press", "Open University of China"}),
    ],
)
def test_each_view_is_drawn_and_saved(show, query, view, words):
    opened = show(query)
    page = opened.page
    page.click(f".tab:text('{view}')")
    page.wait_for_selector(".stage canvas")
    assert drawn_colours(page) > 20
    name, content = saved(page, "SVG")
    assert name.endswith(".svg")
    root = ET.fromstring(content)
    texts = " ".join(t.text for t in root.iter("{http://www.w3.org/2000/svg}text"))  # a name may stand in two lines
    assert [w for w in words if w not in texts] == []
    name, content = saved(page, "PNG")
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[a : a + 4], "big") for a in (16, 20))
    box = page.locator(".stage canvas").bounding_box()
    assert (width, height) == (round(box["width"]) * 2, round(box["height"]) * 2)
    assert opened.complaints == []


def test_a_picture_is_asked_by_keys(show):
    page = show(EVENTS, "timeline").page
    page.focus(".stage canvas")
    page.keyboard.press("n")
    assert "Award of a prize · 2023" in page.inner_text("#announcements")
    page.keyboard.press("Enter")
    assert page.inner_text(".stage-popup a") == "Award of a prize"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Close"
    page.keyboard.press("Escape")
    assert page.locator(".stage-popup").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"


def test_a_picture_follows_the_theme_and_the_zoom(show):
    page = show(EVENTS, "timeline", color_scheme="light").page
    corner = """() => [...document.querySelector(".stage canvas").getContext("2d").getImageData(2, 40, 1, 1).data]"""
    page.wait_for_timeout(200)
    assert page.evaluate(corner) == [255, 255, 255, 255]
    page.click("#light-or-dark")
    page.wait_for_timeout(200)
    assert max(page.evaluate(corner)[:3]) < 64
    whole = saved(page, "SVG")[1]
    page.click("[aria-label='Zoom in']")
    page.wait_for_timeout(200)
    assert saved(page, "SVG")[1] != whole
    page.click("[aria-label='Show all']")
    page.wait_for_timeout(200)
    assert saved(page, "SVG")[1] == whole


def test_a_click_opens_the_row_of_a_place(show):
    page = show(EVENTS, "map").page
    page.wait_for_selector(".stage canvas")
    assert "1 of 3 rows have no coordinates." in page.inner_text("#result")
    spot = page.evaluate("""() => {
        const canvas = document.querySelector(".stage canvas"), tip = document.querySelector(".stage-tip");
        canvas.scrollIntoView({block: "center"});
        const box = canvas.getBoundingClientRect();
        for (let y = 4; y < box.height; y += 6) for (let x = 4; x < box.width; x += 6) {
            const at = {clientX: box.left + x, clientY: box.top + y};
            canvas.dispatchEvent(new PointerEvent("pointermove", at));
            if (!tip.hidden && tip.textContent.startsWith("Butuo")) return at;
        } }""")
    page.mouse.click(spot["clientX"], spot["clientY"])
    assert page.inner_text(".stage-popup h3") == "Butuo County"
    assert page.inner_text(".stage-popup a") == "Training in Butuo County"


def test_a_shared_address_gives_the_same_again(show, browser, address):
    page = show(EVENTS).page
    page.click(".tab:text('Map')")
    page.wait_for_function("location.hash.includes('view=map')")
    long = EVENTS + "\n# " + "a long remark, " * 400
    for hash in (page.evaluate("location.hash"), None):
        if hash is None:
            again = show(long)
            again.page.wait_for_function("location.hash.startsWith('#packed=')")
            hash = again.page.evaluate("location.hash")
            assert len(hash) < 800
        opened = webpages.Opened(browser, address + "sparql.html" + hash)
        opened.page.wait_for_selector(".tab")
        assert query_of(opened.page).startswith("# Events: when they were")
        if "view=map" in hash:
            assert opened.page.inner_text(".tab[aria-selected=true]") == "Map"
        opened.close()


def test_an_error_is_marked_at_its_line(show):
    opened = show("PREFIX ng: <https://w3id.org/newsgraph#>\nSELECT ?a WHERE {\n  ?a ng:startDate ] .\n}")
    page = opened.page
    assert page.inner_text("[role=alert]").startswith("Line 3: ")
    page.wait_for_selector(".cm-lint-marker-error")
    at = page.evaluate("""() => {
        const mark = document.querySelector(".cm-lint-marker-error").getBoundingClientRect();
        return [...document.querySelectorAll(".cm-line")].findIndex(line => {
            const box = line.getBoundingClientRect();
            return mark.top >= box.top - 2 && mark.bottom <= box.bottom + 2;
        }); }""")
    assert at == 2
    page.click(".cm-content")
    page.keyboard.type(" ")
    page.wait_for_selector(".cm-lint-marker-error", state="detached")


def test_stop_ends_the_waiting_and_the_next_query_runs(show):
    page = show().page
    typed(page, SLOW)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#run:text('Stop')")
    page.wait_for_timeout(300)
    page.click("#run")
    page.wait_for_selector("#state:text('Stopped.')")
    began = time.monotonic()
    typed(page, "ASK { ?s ?p ?o }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".truth:has-text('Yes')")
    assert time.monotonic() - began < 5


def test_what_was_cut_short_says_so(browser, tmp_path):
    project = drawn_project(tmp_path / "project")
    with webpages.serving(make_app(Served(project, limits=Limits(rows=5)))) as address:
        opened = webpages.Opened(browser, address + "sparql.html#query=" + quote("SELECT * WHERE { ?s ?p ?o }"))
        opened.page.wait_for_selector("#truncated:has-text('after 5 rows')")
        assert opened.page.inner_text("#state").startswith("5 rows, cut short")
        opened.close()
    project.close()


def test_examples_history_and_keyboard_alone(show):
    opened = show()
    page = opened.page

    def until(words, key="Tab"):
        for _ in range(40):
            page.keyboard.press(key)
            here = page.evaluate("document.activeElement.textContent || document.activeElement.ariaLabel || ''")
            if here.startswith(words) or page.evaluate("document.activeElement.ariaLabel") == words:
                return
        pytest.fail(f"the keyboard does not get to {words}")

    until("Examples")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    until("Find a question")
    page.keyboard.type("all events")
    until("All events")
    page.keyboard.press("Enter")
    page.wait_for_selector(".table tbody tr")
    assert query_of(page).startswith("# All events")
    assert page.evaluate("document.activeElement.className").startswith("cm-content")
    until("Run")  # Tab leaves the editor
    until("Table")
    page.keyboard.press("End")
    assert page.inner_text(".tab[aria-selected=true]") == "Raw"
    until("History", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#history-dialog[open] .sheet-entry:has-text('All events')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#history-dialog", state="hidden")
    assert opened.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("query, view", [(None, None), (EVENTS, "table"), (EVENTS, "map"), (ORGANISED, "graph")])
def test_no_serious_violation_and_nothing_too_wide(show, query, view, theme):
    opened = show(query, view, width=390, height=800, color_scheme=theme)
    if view not in (None, "table"):
        opened.page.wait_for_selector(".stage canvas")
    assert webpages.serious_violations(opened.page) == []
    assert opened.overflow() == 0


def test_a_hundred_thousand_rows(show):
    opened = show()
    page = opened.page
    page.evaluate("""() => {
        const rows = [];
        for (let i = 0; i < 100000; i++) rows.push({
            event: {type: "uri", value: "https://example.org/newsgraph/event/e" + i},
            eventLabel: {type: "literal", value: "Event number " + i},
            start: {type: "literal", value: new Date(Date.UTC(2000, 0, 1 + i % 9000)).toISOString().slice(0, 10)}});
        window.answer = JSON.stringify({head: {vars: ["event", "eventLabel", "start"]}, results: {bindings: rows}});
        const real = window.fetch;
        const made = () => new Response(window.answer, {headers: {"Content-Type": "application/sparql-results+json"}});
        const asked = how => how?.headers?.Accept?.includes("problem");
        window.fetch = (url, how) => asked(how) ? Promise.resolve(made()) : real(url, how);
    }""")
    began = time.monotonic()
    page.click("#run")
    page.wait_for_selector(".stage canvas", timeout=20_000)
    page.click(".tab:text('Table')")
    page.wait_for_selector(".pager:has-text('rows 1 to 100 of 100,000')", timeout=20_000)
    assert time.monotonic() - began < 12
    page.click("th button:has-text('start')")
    page.click("[aria-label='Next page']")
    page.wait_for_selector(".pager:has-text('rows 101 to 200')")
    page.click(".tab:text('Timeline')")
    page.wait_for_selector(".stage canvas")
    page.focus(".stage canvas")
    slowest = page.evaluate("""async () => {
        const canvas = document.querySelector(".stage canvas");
        const key = k => canvas.dispatchEvent(new KeyboardEvent("keydown", {key: k, bubbles: true}));
        let slowest = 0;
        for (const k of ["+", "ArrowLeft", "+", "ArrowRight", "+", "ArrowLeft", "+", "ArrowRight"]) {
            const began = performance.now();
            key(k);
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            slowest = Math.max(slowest, performance.now() - began);
        }
        return slowest; }""")
    assert slowest < 1000
    assert drawn_colours(page) > 5
