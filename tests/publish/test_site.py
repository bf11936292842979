"""The published site: no broken link, the same bytes each time, searchable in a browser without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse
from selectolax.lexbor import LexborHTMLParser

import newsgraph
from newsgraph.cli import cli
from newsgraph.ontology.errors import NewsgraphError
from newsgraph.publish.folder import MARK, site_folder
from newsgraph.publish.site import publish

BASE = "https://kb.example/news/"
NEWS = [
    {
        "id": "pumps",
        "title": "Solar pumps for Marigat",
        "published": "2025-07-10",
        "url": "https://news.example/pumps",
        "text": "The Rift Water Research Institute donated five solar pumps to the Marigat Farmers' Cooperative in "
        "Eldoret on 8 July 2025. Director Naomi Chelimo attended the ceremony.",
    },
    {
        "id": "a/b: ü",
        "title": "A seminar <script>document.title = 'run'</script>",
        "published": "2025-06-02",
        "text": "Kerio Valley University held a seminar on soil in Nairobi on 30 May 2025.",
    },
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[newsgraph.api.KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("publish")
    (folder / "news.jsonl").write_text("".join(json.dumps(item) + "\n" for item in NEWS))
    with newsgraph.open(folder / "p", base=BASE) as kg:
        kg.ingest(folder / "news.jsonl")
        yield kg


@pytest.fixture(scope="module")
def site(project: newsgraph.api.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    publish(project.project, out)
    return out


def targets(page: Path) -> Iterator[tuple[str, Path, str]]:
    """(as written, the file that a web host would give, fragment) for each link of a page within the site."""
    tree = LexborHTMLParser(page.read_text())
    for node in tree.css("[href], [src], [action]"):
        for name in ("href", "src", "action"):
            value = node.attributes.get(name)
            if value and not urlsplit(value).scheme:
                path, _, fragment = value.partition("#")
                file = (page.parent / unquote(path.partition("?")[0])).resolve() if path else page
                yield value, file / "index.html" if file.is_dir() else file, unquote(fragment)


def test_every_link_leads_somewhere(site: Path) -> None:
    ids: dict[Path, set[str | None]] = {}
    checked = 0
    for page in site.rglob("*.html"):
        for written, file, fragment in targets(page):
            assert file.is_file(), f"{page.relative_to(site)} → {written}"
            assert file.is_relative_to(site)
            if fragment and file.suffix == ".html":
                if file not in ids:
                    ids[file] = {n.attributes.get("id") for n in LexborHTMLParser(file.read_text()).css("[id]")}
                assert fragment in ids[file], f"{page.relative_to(site)} → {written}"
            checked += 1
    assert checked > 500


def test_things_have_a_page_and_the_same_data_in_four_forms(site: Path) -> None:
    page = site / "organisation" / "kerio-valley-university.html"
    assert "Kerio Valley University" in page.read_text()
    forms = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML}
    graphs = [
        {str(q.triple) for q in parse(page.with_suffix(f".{ending}").read_bytes(), format=form, base_iri=BASE)}
        for ending, form in forms.items()
    ]
    assert len(graphs[0]) > 10
    assert graphs[0] == graphs[1] == graphs[2] == graphs[3]
    names = {unquote(p.name) for p in (site / "item").glob("*.html")} | {p.stem for p in (site / "item").iterdir()}
    assert any(name.startswith("a") for name in names)  # "a/b: ü" has its page in spite of its name


def test_the_same_graph_gives_the_same_bytes(site: Path, project: newsgraph.api.KnowledgeGraph, tmp_path: Path) -> None:
    publish(project.project, tmp_path / "again")
    first, second = (
        {p.relative_to(root): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
        for root in (site, tmp_path / "again")
    )
    assert first == second


def test_a_folder_with_other_files_is_not_touched(project: newsgraph.api.KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(NewsgraphError, match="no site that newsgraph made"):
        publish(project.project, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_site_is_replaced_as_a_whole_and_an_error_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with site_folder(out) as folder:
        assert folder.write("old.html", "old")
        assert not folder.write("../escaped", "no")
        assert not folder.write("x" * 300, "no")
        assert not folder.write("old.html/below", "no")

    def breaks() -> None:
        with site_folder(out) as folder:
            folder.write("new.html", "new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks()
    assert {p.name for p in out.iterdir()} == {MARK, "old.html"}
    with site_folder(out) as folder:
        folder.write("new.html", "new")
    assert {p.name for p in out.iterdir()} == {MARK, "new.html"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_command_says_what_the_publisher_should_know(project: newsgraph.api.KnowledgeGraph, tmp_path: Path) -> None:
    path = str(project.project.path)
    done = CliRunner().invoke(
        cli, ["publish", "--project", path, "--out", str(tmp_path / "s"), "--url", "https://www.example/x/"]
    )
    assert done.exit_code == 0, done.output
    assert "who asks for an IRI gets there only if that address leads here" in done.output
    assert "No licence is named" in done.output
    assert "https://www.example/x/organisation/kerio-valley-university.html" in (tmp_path / "s/sitemap.xml").read_text()
    wrong = CliRunner().invoke(cli, ["publish", "--project", path, "--out", str(tmp_path / "s"), "--url", "x.example"])
    assert wrong.exit_code == 2


@pytest.mark.browser
def test_search_works_from_the_disk_forgives_slips_and_runs_no_news(site: Path) -> None:
    from webpages import chromium

    with chromium() as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "search.html").as_uri())
        page.keyboard.press("/")
        page.fill("#find", "keryo valey")  # two slips
        page.wait_for_selector("#found li")
        assert page.text_content("#found li a") == "Kerio Valley University"
        page.fill("#find", "")
        page.click("button[data-class=NewsItem]")
        assert page.text_content("#said") == "2 found"
        assert "class=NewsItem" in page.url
        assert page.title().startswith("Search")
        page.fill("#find", "seminar script")
        page.click("#found li a")
        page.wait_for_load_state()
        assert page.title() != "run"
        assert all(url.startswith("file:") for url in asked)
