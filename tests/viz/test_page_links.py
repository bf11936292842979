"""Addresses of things: there, back, as files, and for identifiers that would like to be something else."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from newsgraph.ingest.mapping.terms import item_iri
from newsgraph.viz.pages import Links

BASE = "https://example.org/news/"
ODD = (
    "plain", "a.ttl", "b.html", "tag:museum.example,2025:1", "../../etc/passwd", "..", ".", "a/b", "a\\b", "50%",
    "50%25", "%2e%2e",
    "新闻", "é", "a b", "a?b#c", "x" * 300, "'\"<>&", "a;b", "\x00\x01", "ﬁ", "…", "a+b", "~", "CON",
)  # fmt: skip


@pytest.mark.parametrize("id", ODD)
def test_an_items_address_leads_back_to_its_iri_only(id: str) -> None:
    links = Links(BASE)
    iri = item_iri(BASE, id).value
    rest = links.rest(iri)
    assert rest is not None
    assert links.iris(rest)[0] == iri or iri in links.iris(rest)
    others = {item_iri(BASE, o).value for o in ODD} - {iri}
    first = next(i for i in links.iris(rest) if i == iri or i in others)
    assert first == iri


@pytest.mark.parametrize("id", ODD)
def test_the_iri_itself_is_found_as_clients_may_write_it(id: str) -> None:
    links = Links(BASE)
    iri = item_iri(BASE, id).value
    assert iri in links.iris(iri.removeprefix(BASE))
    assert iri in links.iris("item/" + id) or "%" in id or not id.strip(".")


def test_files_stay_in_their_folder_and_apart() -> None:
    links = Links(BASE)
    files = [links.file(item_iri(BASE, id).value, "html") for id in ODD]
    assert len(set(files)) == len(ODD)
    for file in files:
        assert file is not None
        folder, name = file.split("/")
        assert folder == "item"
        assert name not in (".", "..")
        assert not any(c < " " for c in name)


def test_a_web_host_finds_the_file_by_decoding_the_address_once() -> None:
    links = Links(BASE, "/")
    for id in ODD:
        iri = item_iri(BASE, id).value
        page = links.page(iri)
        assert page is not None
        assert unquote(page) == "/" + str(links.file(iri, "html"))


def test_fragments_lead_to_places_on_the_items_page() -> None:
    assert Links(BASE, "/n/").page(BASE + "item/n1#m3") == "/n/item/n1.html#m3"
    assert Links(BASE).page("https://w3id.org/newsgraph#startDate") == "/ontology.html#startDate"


def test_things_elsewhere_have_pages_where_the_graph_tells_of_them() -> None:
    ouc = "https://example.org/authority/ouc"
    hashed = "http://other.example/people#li song".replace(" ", "%20")
    links = Links(BASE, "/", frozenset({ouc, hashed, "urn:x:1"}))
    assert links.page(ouc) == "/elsewhere/https/example.org/authority/ouc.html"
    assert links.page(hashed) == "/elsewhere/http/other.example/people%23li%20song.html"
    assert links.page("https://example.org/authority/unknown") is None
    assert links.href("https://example.org/authority/unknown") == "https://example.org/authority/unknown"
    for iri in (ouc, hashed, "urn:x:1"):
        assert iri in links.iris(str(links.rest(iri)))


def test_no_step_upwards_and_no_page_for_the_base_itself() -> None:
    links = Links(BASE)
    assert links.page(BASE) is None
    assert links.page(BASE + "a/../b") is None
    assert links.href("javascript:alert(1)") is None
