"""The explorer as a browser shows it: real Chromium, real clicks and keys, from a file, offline."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import networkx as nx
import pytest

from newsgraph.viz import Link, Node, Post, Quote, network
from newsgraph.viz.explore import explorer_document, explorer_page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
BASE = "https://example.org/newsgraph/"
EVIL = '</script><img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium at /usr/bin/chromium"),
]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as pw:
        chromium = pw.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


class Opened:
    """The page with everything that it asked for and complained of."""

    def __init__(self, browser, path, hash_="", **options):
        self.page = browser.new_page(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        )
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        # Chromium warns of slow software rendering; that is no fault of the page
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri() + hash_)
        self.page.wait_for_selector("[data-ready]")

    def counts(self):
        return self.page.evaluate("newsgraphExplorer.counts()")

    def point(self, label):
        place = self.page.evaluate("label => newsgraphExplorer.look(label)", label)
        return place["x"], place["y"]

    def click(self, label):
        self.page.mouse.click(*self.point(label))

    def hash(self):
        return self.page.evaluate("location.hash")

    def picture(self):
        """What is on the screen, decoded by a page of its own."""
        image = base64.b64encode(self.page.locator(".ex-stage").screenshot()).decode()
        decoder = self.page.context.browser.new_page()
        width, text = decoder.evaluate(DECODE, image)
        decoder.close()
        return Pixels(width, base64.b64decode(text))


class Pixels:
    def __init__(self, width, data):
        self.width, self.data = width, data

    def at(self, x, y):
        start = (round(y) * self.width + round(x)) * 4
        return tuple(self.data[start : start + 3])

    def strong(self):
        """How many pixels have a full colour."""
        rows = zip(self.data[0::4], self.data[1::4], self.data[2::4], strict=True)
        return sum(max(pixel) - min(pixel) > 120 for pixel in rows)


DECODE = """async (text) => {
  const image = new Image();
  image.src = "data:image/png;base64," + text;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const data = context.getImageData(0, 0, image.width, image.height).data;
  let binary = "";
  for (let i = 0; i < data.length; i += 32768) binary += String.fromCharCode(...data.subarray(i, i + 32768));
  return [image.width, btoa(binary)];
}"""


def write(graph, path, title="News"):
    path.write_text(explorer_page(explorer_document(graph, base=BASE, title=title)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small_file(small_store, tmp_path_factory):
    return write(network(small_store, limit=None), tmp_path_factory.mktemp("explore") / "explore.html")


@pytest.fixture(scope="module")
def large_file(large_graph, tmp_path_factory):
    return write(large_graph, tmp_path_factory.mktemp("explore") / "large.html")


@pytest.fixture
def opening(browser):
    pages = []

    def go(path, hash_="", **options):
        pages.append((Opened(browser, path, hash_, **options), path.as_uri()))
        return pages[-1][0]

    yield go
    for opened, address in pages:
        assert opened.complaints == []
        assert [r for r in opened.requests if not r.startswith(("blob:", "data:"))] == [
            address
        ]  # nothing left the page
        opened.page.close()


def hub(graph):
    """The most important node, which is drawn at any zoom."""
    first = explorer_document(graph, base=BASE, title="").details["iri"][0]
    return graph.nodes[BASE + first]["node"]


def test_a_click_opens_the_panel_with_quotes_and_neighbours_and_the_address_names_the_thing(
    opening, large_file, large_graph
):
    opened = opening(large_file)
    node = hub(large_graph)
    opened.click(node.label)
    panel = opened.page.locator(".ex-panel")
    assert panel.locator("h2").inner_text() == node.label
    assert opened.hash() == "#thing=" + node.iri.removeprefix(BASE)
    neighbour = panel.locator(".ex-neighbour").first
    name = neighbour.locator("span").first.inner_text()
    neighbour.click()
    assert panel.locator("h2").inner_text() == name
    if "event" in opened.hash():
        assert "held a" in panel.locator(".ex-quotes mark").first.inner_text()
    opened.page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert "thing" not in opened.hash()


def test_hover_lights_a_neighbourhood_and_dims_the_rest(opening, large_file, large_graph):
    opened = opening(large_file)
    node = hub(large_graph)
    before = opened.picture()
    opened.page.mouse.move(*opened.point(node.label))
    opened.page.wait_for_timeout(150)
    after = opened.picture()

    assert after.strong() < before.strong() * 0.6  # most of the colour is gone
    x, y = opened.point(node.label)
    box = opened.page.locator(".ex-stage").bounding_box()
    red, green, blue = after.at(x - box["x"], y - box["y"])
    assert max(red, green, blue) - min(red, green, blue) > 120  # but not there


def test_what_is_folded_is_told_and_appears_when_one_zooms_in(opening, large_file, large_graph):
    opened = opening(large_file)
    first = opened.counts()
    assert first["drawn"] < first["wanted"] == large_graph.number_of_nodes()
    notice = opened.page.locator(".ex-notice")
    assert notice.inner_text().startswith(f"{first['drawn']} of {first['wanted']} things drawn")
    opened.page.mouse.move(640, 400)
    for _ in range(12):
        opened.page.mouse.wheel(0, -120)
    opened.page.wait_for_timeout(300)
    assert opened.counts()["drawn"] == first["wanted"]
    assert notice.inner_text().startswith("All")
    assert "at=" in opened.hash()
    opened.page.get_by_role("button", name="Show the whole").click()
    opened.page.wait_for_timeout(300)
    assert opened.counts()["drawn"] == first["drawn"]


def test_dragging_and_keys_move_the_picture(opening, large_file):
    opened = opening(large_file)
    start = opened.counts()["camera"]
    opened.page.mouse.move(700, 300)
    opened.page.mouse.down()
    opened.page.mouse.move(760, 330, steps=4)
    opened.page.mouse.up()
    dragged = opened.counts()["camera"]
    assert dragged["x"] == pytest.approx(start["x"] - 60 / start["scale"], rel=1e-3)
    assert opened.page.locator(".ex-panel").is_hidden()  # a drag is no click
    opened.page.locator(".ex-picture").focus()
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("+")
    moved = opened.counts()["camera"]
    assert moved["x"] == pytest.approx(dragged["x"] + 80 / start["scale"], rel=1e-3)
    assert moved["scale"] == pytest.approx(start["scale"] * 1.4)
    opened.page.keyboard.press("0")
    assert opened.counts()["camera"] == start


def test_a_double_click_goes_to_the_neighbourhood(opening, large_file, large_graph):
    opened = opening(large_file)
    node = hub(large_graph)
    before = opened.counts()["camera"]
    opened.page.mouse.dblclick(*opened.point(node.label))
    after = opened.counts()["camera"]
    assert after["scale"] > before["scale"]
    x, y = opened.point(node.label)
    box = opened.page.locator(".ex-stage").bounding_box()
    assert abs(x - box["x"] - box["width"] / 2) < 200
    assert abs(y - box["y"] - box["height"] / 2) < 2


def test_search_forgives_typing_errors_and_opens_what_is_chosen(opening, large_file, large_graph):
    opened = opening(large_file)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("Progamme 3 in the news")
    first = opened.page.locator("#ex-found [role=option]").first
    first.wait_for()
    assert "Programme 3 in the news" in first.inner_text()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".ex-panel h2").inner_text() == "Programme 3 in the news"


def test_filters_by_class_and_type(opening, large_file, large_graph):
    opened = opening(large_file)
    nodes = [data["node"] for _, data in large_graph.nodes(data=True)]
    opened.page.get_by_label("People").uncheck()
    assert opened.counts()["wanted"] == sum(n.cls != "Person" for n in nodes)
    assert opened.hash() == "#hide=Person"
    opened.page.get_by_label("People").check()
    opened.page.get_by_text("Event types").click()
    opened.page.get_by_label("Visit").check()
    visits = {n.iri for n in nodes if n.event_type == "Visit"}
    named = {o for s, o in large_graph.edges() if s in visits}
    assert opened.counts()["wanted"] == len(visits | named)
    assert opened.hash() == "#type=Visit"


def test_a_period_is_dragged_and_slid_and_everything_follows(opening, large_file, large_graph):
    opened = opening(large_file)
    everything = opened.counts()["wanted"]
    box = opened.page.locator(".ex-bars").bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20, steps=4)
    opened.page.mouse.up()
    assert opened.counts()["wanted"] < everything
    assert "from=20" in opened.hash()
    opened.page.get_by_role("button", name="All time").click()
    assert opened.counts()["wanted"] == everything
    opened.page.get_by_label("To month").focus()
    opened.page.keyboard.press("Home")
    nodes = [data["node"] for _, data in large_graph.nodes(data=True)]
    month = min(n.start for n in nodes if n.start)[:7]
    events = {n.iri for n in nodes if n.start.startswith(month)}
    assert opened.hash() == f"#from={month}&to={month}"
    assert opened.counts()["wanted"] == len(events | {o for s, o in large_graph.edges() if s in events})


def test_an_address_opens_the_view_that_it_names(opening, large_file, large_graph):
    node = hub(large_graph)
    rest = node.iri.removeprefix(BASE)
    opened = opening(large_file, f"#thing={rest}&hide=Location&view=table")
    assert opened.page.locator(".ex-panel h2").inner_text() == node.label
    assert not opened.page.get_by_role("checkbox", name="Places").is_checked()
    assert opened.page.locator(".ex-table tbody tr").count() == 200
    assert opened.page.locator(".ex-picture").is_hidden()


def test_the_table_sorts_and_selects(opening, large_file, large_graph):
    opened = opening(large_file)
    opened.page.get_by_role("button", name="Table").click()
    opened.page.get_by_role("button", name="Name").click()
    first = opened.page.locator(".ex-table tbody tr").first
    labels = [data["node"].label for _, data in large_graph.nodes(data=True)]
    labels.sort(key=lambda label: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", label)])
    assert first.locator("td").first.inner_text() == labels[0]
    first.locator("button").click()
    assert opened.page.locator(".ex-panel h2").inner_text() == labels[0]


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}])
def test_dark_and_narrow(opening, large_file, options):
    opened = opening(large_file, **options)
    ground = opened.picture().at(4, 300)
    assert (sum(ground) < 150) == (options.get("color_scheme") == "dark")
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened.page.get_by_role("button", name="Change to").click()
    opened.page.wait_for_timeout(100)
    assert (sum(opened.picture().at(4, 300)) < 150) != (sum(ground) < 150)


def test_hostile_news_executes_nothing(opening, tmp_path):
    graph = nx.MultiDiGraph()
    quote = Quote(EVIL, f"They said {EVIL} there", BASE + "item/1", EVIL, "javascript:window.pwned=1", EVIL)
    event = Node(
        BASE + "event/e", "Event", EVIL, 2, names=(EVIL,), event_type=EVIL, event_types=(EVIL,), start=EVIL, end=EVIL,
        theme=EVIL, purpose=EVIL, status=EVIL, time_text=EVIL, quotes=(quote,),
    )  # fmt: skip
    other = Node(
        BASE + "organisation/o", "Organisation", "Org " + EVIL, 1, acronym=EVIL, posts=(Post(EVIL, "", False),)
    )
    for node in (event, other):
        graph.add_node(node.iri, node=node)
    graph.add_edge(event.iri, other.iri, key="organiser", link=Link("organiser", EVIL))
    graph.add_edge(other.iri, event.iri, key="post", link=Link("post", EVIL))
    opened = opening(write(graph, tmp_path / "evil.html", title=EVIL))
    for label in (EVIL, "Org " + EVIL):
        opened.click(label)
        assert opened.page.locator(".ex-panel h2").inner_text() == label
    opened.click(EVIL)
    assert opened.page.locator(".ex-quotes a").count() == 0  # the address was no web address
    opened.page.get_by_role("button", name="Table").click()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("script")
    opened.page.locator("#ex-found [role=option]").first.wait_for()
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.locator("img").count() == 0


def test_a_script_that_got_in_would_not_run(opening, small_file, tmp_path):
    text = small_file.read_text(encoding="utf-8").replace("</main>", "</main><script>window.pwned=1</script>")
    path = tmp_path / "changed.html"
    path.write_text(text, encoding="utf-8")
    opened = opening(path)
    assert opened.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in text for text in opened.complaints)
    opened.complaints.clear()
