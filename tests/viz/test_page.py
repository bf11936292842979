"""The page as a browser shows it: real Chromium, opened from a file, offline."""

from __future__ import annotations

import io

import networkx as nx
import pytest
import webpages

from newsgraph.viz import Link, Node, Post, Quote, draw, drawing, network

pytestmark = webpages.MARKS


@pytest.fixture(scope="module")
def browser():
    with webpages.chromium() as chromium:
        yield chromium


class Opened:
    """A page with everything that it asked for and complained of."""

    def __init__(self, browser, path, **options):
        self.page = browser.new_page(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        )
        self.path, self.requests, self.complaints = path, [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.newsgraphPicture !== undefined")

    def visible(self):
        return len(self.page.evaluate("newsgraphPicture.visible()"))

    def click_node(self, label):
        number = self.page.evaluate("label => newsgraphPicture.node(label)", label)
        point = self.page.evaluate("id => newsgraphPicture.point(id)", number)
        box = self.page.locator("#canvas").bounding_box()
        self.page.mouse.click(box["x"] + point["x"], box["y"] + point["y"])
        self.page.locator("#panel").wait_for()


@pytest.fixture(scope="module")
def small_file(small_store, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "graph.html"
    draw(network(small_store), path, title="News of the Lakeland Open University")
    return path


@pytest.fixture
def small(browser, small_file):
    opened = Opened(browser, small_file)
    yield opened
    assert opened.complaints == []
    assert opened.requests == [small_file.as_uri()]
    opened.page.close()


def colours(page) -> set[tuple[int, ...]]:
    """The colours that fill more than 60 pixels of the graph's canvas."""
    counts = page.evaluate(
        """() => {
          const canvas = document.querySelector('#canvas canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const counts = {};
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] < 255) continue;
            const key = [data[i], data[i + 1], data[i + 2]].join();
            counts[key] = (counts[key] || 0) + 1;
          }
          return counts;
        }"""
    )
    return {tuple(map(int, key.split(","))) for key, number in counts.items() if number > 60}


def test_the_picture_is_drawn_in_the_colours_of_the_classes(small):
    drawn = colours(small.page)
    assert (0xD5, 0x5E, 0x00) in drawn  # events
    assert (0x00, 0x72, 0xB2) in drawn  # organisations
    assert (0x00, 0x85, 0x5F) in drawn  # places


def test_the_legend_counts_and_hides(small):
    organisations = small.page.locator("#classes button", has_text="Organisations")
    assert organisations.locator(".count").inner_text() == "12"
    organisations.click()
    assert small.visible() == 38 - 12
    assert (0x00, 0x72, 0xB2) not in colours(small.page)
    assert small.page.locator("#shown").inner_text() == "26 of 38 nodes shown"
    organisations.click()
    assert small.visible() == 38


def test_a_type_of_event_can_be_hidden_with_the_names_that_only_it_has(small):
    small.page.locator("#types button", has_text="Competition").click()
    # the contest, and the choir, the theatre and the conductor, whose only event it is
    assert small.visible() == 38 - 4
    small.page.locator("#reset").click()
    assert small.visible() == 38


def test_a_period_can_be_chosen_with_the_keyboard(small):
    assert small.page.locator("#from-word").inner_text() == "Mar 2024"
    small.page.locator("#from").focus()
    for _ in range(8):
        small.page.keyboard.press("ArrowRight")
    assert small.page.locator("#from-word").inner_text() == "Nov 2024"
    shown = small.page.evaluate("newsgraphPicture.visible()")
    hidden = small.page.evaluate("newsgraphPicture.node('Training of primary school teachers in Fern County')")
    kept = small.page.evaluate("newsgraphPicture.node('Harbour Festival choir contest')")
    undated = small.page.evaluate("newsgraphPicture.node('Meeting on course quality')")
    assert kept in shown
    assert hidden not in shown
    assert undated not in shown
    small.page.locator("#undated").check()
    assert undated in small.page.evaluate("newsgraphPicture.visible()")


def test_search_finds_an_acronym_and_enter_selects(small):
    small.page.keyboard.press("/")
    small.page.keyboard.type("lou")
    assert small.page.locator("#hits li b").first.inner_text() == "Lakeland Open University"
    small.page.keyboard.press("Enter")
    assert small.page.locator("#panel h2").inner_text() == "Lakeland Open University"
    assert "Ana Bell, rector" in small.page.locator("#panel").inner_text()


def test_the_panel_tells_how_sure_things_are(small):
    small.click_node("Spring reading week of the Lakeland Open University in Marlow Bay")
    panel = small.page.locator("#panel")
    assert "Right with a probability of 93 %" in panel.inner_text()
    titles = panel.locator("li button").evaluate_all("buttons => buttons.map(button => button.title)")
    assert "Right with a probability of 88 %" in titles


def test_search_takes_words_in_any_order_and_says_when_nothing_is_found(small):
    small.page.fill("#search", "teachers training")
    assert small.page.locator("#hits li b").all_inner_texts() == [
        "Training of primary school teachers in Fern County",
        "training programme for rural primary school teachers",
    ]
    small.page.fill("#search", "zzz")
    assert small.page.locator("#hits").inner_text() == "Nothing by that name"


def test_a_click_opens_the_panel_with_the_quote_and_its_source(small):
    small.click_node("Training of primary school teachers in Fern County")
    panel = small.page.locator("#panel")
    words = panel.inner_text()
    assert "18 May 2024" in words
    assert "Organised by" in words
    assert "Fern Branch" in words
    assert panel.locator("blockquote mark").inner_text() == "held a training"
    link = panel.locator("blockquote a")
    assert link.inner_text() == "Teachers of Fern County learn online"
    assert link.get_attribute("href") == "https://news.example.org/fern-teachers"
    assert "noopener" in link.get_attribute("rel")


def test_a_neighbour_in_the_panel_can_be_followed_and_let_go(small):
    small.click_node("Ana Bell")
    small.page.locator("#panel button", has_text="Northmoor College").first.click()
    assert small.page.locator("#panel h2").inner_text() == "Visit of a delegation to Northmoor College"
    small.page.keyboard.press("Escape")
    assert small.page.locator("#panel").is_hidden()


def test_a_range_of_days_says_the_month_once(small):
    small.page.evaluate(
        "label => newsgraphPicture.select(newsgraphPicture.node(label))",
        "Spring reading week of the Lakeland Open University in Marlow Bay",
    )
    assert small.page.locator("#panel .meta").first.inner_text() == "3 to 9 March 2024"


def test_keys_walk_through_the_nodes(small):
    small.page.locator("#canvas").focus()
    small.page.keyboard.press("n")
    first = small.page.evaluate("newsgraphPicture.selected()")
    small.page.keyboard.press("n")
    assert small.page.evaluate("newsgraphPicture.selected()") not in (None, first)
    small.page.keyboard.press("p")
    assert small.page.evaluate("newsgraphPicture.selected()") == first


def test_dark_and_light(browser, small_file):
    opened = Opened(browser, small_file, color_scheme="dark")
    assert (0xEE, 0x7F, 0x2D) in colours(opened.page)
    opened.page.locator("#theme").click()
    assert (0xD5, 0x5E, 0x00) in colours(opened.page)
    opened.page.close()


def test_a_narrow_window_folds_the_filters(browser, small_file):
    opened = Opened(browser, small_file, viewport={"width": 420, "height": 800})
    assert not opened.page.locator("#classes").is_visible()
    opened.page.locator("#open-filters").click()
    opened.page.locator("#classes button", has_text="Events").wait_for()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 420
    opened.page.close()


def test_rearranging_stops_by_itself_and_can_be_taken_back(small):
    before = small.page.evaluate("newsgraphPicture.positions()")
    small.page.locator("#arrange").click()
    small.page.wait_for_timeout(700)
    assert small.page.evaluate("newsgraphPicture.positions()") != before
    small.page.locator("#arrange").click()
    assert small.page.evaluate("newsgraphPicture.positions()") == before


def test_the_same_graph_gives_the_same_page(small_store, small_file):
    again = drawing(network(small_store), title="News of the Lakeland Open University").html
    assert again == small_file.read_text(encoding="utf-8")


def test_six_hundred_nodes_open_at_once_and_say_what_is_folded(browser, large_graph, tmp_path):
    draw(large_graph, tmp_path / "large.html", title="Six years")
    opened = Opened(browser, tmp_path / "large.html")
    assert opened.visible() == 600
    assert (
        opened.page.locator("#folded span").inner_text()
        == "312 events are not drawn: the picture holds the 600 most reported nodes."
    )
    places = opened.page.evaluate("newsgraphPicture.positions()")
    assert len({(place["x"], place["y"]) for place in places.values()}) == 600
    assert opened.complaints == []
    opened.page.close()


SCRIPT = "</script><script>window.pwned=1</script>"
IMAGE = '<img src=x onerror="window.pwned=2">'


def hostile_graph():
    graph = nx.MultiDiGraph()
    quote = Quote(IMAGE, f"He said {IMAGE} \u2028 {SCRIPT}", "x:item", SCRIPT, "javascript:window.pwned=3", SCRIPT)
    web = Quote("said", "She said so.", "x:item2", IMAGE, 'https://news.example.org/"onclick="window.pwned=4', "2024")
    common = {"names": (IMAGE, SCRIPT), "acronym": SCRIPT, "kind": IMAGE, "items": 2, "quotes": (quote, web)}
    graph.add_node(
        SCRIPT,
        node=Node(
            SCRIPT,
            "Event",
            SCRIPT,
            event_type=IMAGE,
            event_types=(IMAGE,),
            start=SCRIPT,
            end=IMAGE,
            time_text=SCRIPT,
            status=IMAGE,
            theme=SCRIPT,
            purpose=IMAGE,
            **common,
        ),
    )
    graph.add_node(
        "x:p", node=Node("x:p", "Person", IMAGE, posts=(Post(SCRIPT, "", False), Post(IMAGE, SCRIPT, True)), **common)
    )
    graph.add_edge(SCRIPT, "x:p", key="leader", link=Link("leader", SCRIPT))
    graph.add_edge("x:p", SCRIPT, key="post", link=Link("post", IMAGE, True))
    return graph


def test_hostile_news_runs_nowhere(browser, tmp_path):
    path = tmp_path / "hostile.html"
    draw(hostile_graph(), path, title=f"{SCRIPT}{IMAGE}")
    opened = Opened(browser, path)
    page = opened.page
    assert page.title() == f"{SCRIPT}{IMAGE}"
    for number in (0, 1):
        page.evaluate("id => newsgraphPicture.select(id)", number)
        assert page.locator("#panel h2").inner_text() in (SCRIPT, IMAGE)
        hrefs = page.eval_on_selector_all("#panel a", "links => links.map(link => link.href)")
        assert all(href.startswith("https://news.example.org/") for href in hrefs)
    page.fill("#search", "script")
    page.locator("#hits li").first.wait_for()
    box = page.locator("#canvas").bounding_box()
    point = page.evaluate("newsgraphPicture.point(0)")
    page.mouse.move(box["x"] + point["x"], box["y"] + point["y"])
    page.locator("#tip b").wait_for()
    page.locator("#types button").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 3  # the data, the library, our own
    assert opened.complaints == []
    assert opened.requests == [path.as_uri()]
    page.close()


def test_the_policy_stops_a_script_that_is_smuggled_in(browser, small_file, tmp_path):
    path = tmp_path / "smuggled.html"
    text = small_file.read_text(encoding="utf-8").replace(
        "</main>", "</main><script>window.pwned=1</script><img src='https://example.org/x.png'>"
    )
    path.write_text(text, encoding="utf-8")
    opened = Opened(browser, path)
    assert opened.page.evaluate("window.pwned") is None
    assert len([c for c in opened.complaints if "Content Security Policy" in c]) == 2
    opened.page.close()


def test_a_notebook_shows_it_in_a_frame_without_access(browser, small_store, tmp_path):
    path = tmp_path / "notebook.html"
    picture = drawing(network(small_store), title='"><script>window.pwned=1</script>')
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{picture._repr_html_()}", encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#classes button", has_text="Events").wait_for()
    assert page.evaluate("window.pwned") is None
    assert "allow-same-origin" not in page.locator("iframe").get_attribute("sandbox")
    image = page.locator("iframe").screenshot()
    assert len(set(io.BytesIO(image).getvalue())) > 50
    page.close()
