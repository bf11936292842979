"""Files, folders, patterns, standard input; and what is said of those that cannot be read."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources import ReadOptions, read_sources
from newsgraph.ontology.errors import SettingsError


def read(*sources: object, **options: object) -> list[NewsItem | Rejected]:
    return list(read_sources([str(one) for one in sources], options=ReadOptions(**options)))  # type: ignore[arg-type]


def told(found: list[NewsItem | Rejected]) -> list[str]:
    return [one.text if isinstance(one, NewsItem) else f"! {one.why}" for one in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "a.txt").write_text("From a.")
    (tmp_path / "b" / "c.md").write_text("From c.")
    (tmp_path / "b" / "d.txt.gz").write_bytes(gzip.compress(b"From d."))
    (tmp_path / "b" / "style.css").write_text("p { color: red }")
    (tmp_path / ".hidden" / "e.txt").write_text("hidden")
    (tmp_path / "b" / "f.py").write_text("print('no news')")
    (tmp_path / "z.txt").write_text("  \n ")
    return tmp_path


def test_folder_is_read_sorted_and_whole(folder: Path) -> None:
    assert told(read(folder)) == ["From a.", "! empty", "From c.", "From d.", "! no reader for '.py' files"]


def test_what_else_lies_in_a_folder(folder: Path) -> None:
    os.mkfifo(folder / "b" / "pipe.txt")  # opening it would wait for ever
    (folder / "b" / "dead.txt").symlink_to(folder / "nowhere.txt")
    assert told(read(folder / "b")) == [
        "From c.", "From d.", "! no such file", "! no reader for '.py' files", "! neither a file nor a folder",
    ]  # fmt: skip
    assert told(read(folder / "b" / "f.py")) == ["print('no news')"]
    assert told(read(folder / "b", format="text"))[3] == "print('no news')"


def test_patterns(folder: Path) -> None:
    assert told(read(folder / "*.txt")) == ["From a.", "! empty"]
    assert told(read(f"{folder}/**/*.md")) == ["From c."]
    assert told(read(folder / "*.zip")) == ["! no file matches this pattern"]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "what[1].txt").write_text("Found.")
    assert told(read(tmp_path / "what[1].txt")) == ["Found."]


def test_what_is_missing_does_not_end_the_run(folder: Path) -> None:
    assert told(read(folder / "nope.txt", "", "a\x00b", folder / "a.txt")) == [
        "! no such file", "! not a file name", "! not a file name", "From a.",
    ]  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="needs another user")
def test_no_permission(folder: Path) -> None:
    code = (
        "import os, sys\n"
        "from newsgraph.ingest.sources import read_sources\n"
        "os.geteuid() or os.setuid(65534)\n"
        "for found in read_sources(sys.argv[1:]): print(found.why)\n"
    )
    for one in (folder, *folder.parents):
        if one.owner() == os.environ.get("USER", "root") and "pytest" in str(one):
            one.chmod(0o755)
    (folder / "a.txt").chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder / "a.txt")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "no permission to read it"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "From a pipe."}\n')))
    (item,) = read("-")
    assert isinstance(item, NewsItem)
    assert (item.text, item.source, item.line) == ("From a pipe.", "<stdin>", 1)


def test_damaged_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(b"".join(b'{"text": "Line %d %d"}\n' % (n, n * 7919) for n in range(20000)))
    path.write_bytes(whole[: len(whole) // 2])
    found = read(path)
    assert isinstance(found[0], NewsItem)
    assert isinstance(found[-1], Rejected)
    assert found[-1].why == "damaged gzip data"


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>" + "word " * 1000)
    (tmp_path / "b.txt").write_text("Short.\n\n" + "word " * 1000 + "\n\nShort, too.")
    (tmp_path / "c.jsonl").write_text('{"text": "' + "x" * 30000 + '"}\n{"text": "Short."}')
    (tmp_path / "d.txt").write_text("row\n" * 20000 + "\nShort.")
    assert told(read(tmp_path / "a.html", max_file_bytes=1000)) == ["! too large: more than 1,000 bytes"]
    assert told(read(tmp_path / "b.txt", max_item_chars=100)) == [
        "Short.", "! too large: 4,999 characters, allowed are 100", "Short, too.",
    ]  # fmt: skip
    assert told(read(tmp_path / "c.jsonl", max_item_chars=100)) == [
        "! too large: a line of more than 10,200 characters", "Short.",
    ]  # fmt: skip
    assert told(read(tmp_path / "d.txt", max_item_chars=100)) == [
        "! too large: a paragraph of more than 100 characters", "Short.",
    ]  # fmt: skip


def test_absurd_nesting_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>\n" * 100_000 + "<p>The end.</p>")
    begin = time.monotonic()
    (bad,) = read(tmp_path / "a.html")
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.why) == (1001, "broken markup: more than 1,000 elements within each other")
    assert time.monotonic() - begin < 2


def test_nothing_to_find(tmp_path: Path) -> None:
    pages = {
        "a.html": "<html><body><nav>Menu</nav></body></html>",
        "b.xml": "<catalog><book/></catalog>",
        "c.rss": "<rss version='2.0'><channel><title>t</title></channel></rss>",
        "d.csv": "name,colour\nrose,red\n",
        "e.md": "# Only a heading\n",
        "f.md": "---\ntitle: no end\n\ntext",
        "g.rss": "<rss><channel><item",
    }
    for name, page in pages.items():
        (tmp_path / name).write_text(page)
    whys = [one.why for one in read(tmp_path) if isinstance(one, Rejected)]
    starts = [
        "nothing in the page: no article", "not an RSS or Atom feed", "nothing in the page: the feed has no entries",
        "wrong columns: none of 'name', 'colour' is a text", "nothing in the page: no text below",
        "broken markup: the front matter", "broken markup",
    ]  # fmt: skip
    assert len(whys) == len(starts)
    for why, start in zip(whys, starts, strict=True):
        assert why.startswith(start)


def test_broken_feed_gives_what_can_be_read_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(
        "<rss version='2.0'><channel><title>t</title>\n"
        "<item><title>One</title><description>First.</description></item>\n"
        "<item><title>Two & three</title><description>Second.</description></item>\n</channel></rss>"
    )
    first, second, bad = read(path)
    assert told([first, second]) == ["First.", "Second."]
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.why.split(":")[0]) == (3, "broken markup")


def test_same_words_same_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The same words.\n\nOther words.")
    (tmp_path / "b.jsonl").write_text('{"text": "The same\\u00ad words."}')
    found = read(tmp_path)
    assert all(isinstance(one, NewsItem) for one in found)
    ids = [one.id for one in found if isinstance(one, NewsItem)]
    assert ids[0] == ids[2] != ids[1]


def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    row = (
        b'{"id": "n%d", "title": "T", "published": "2024-07-16", "text": "' + b"Some words of an item. " * 20 + b'"}\n'
    )
    peaks = []
    for count in (500, 10_000):
        path = tmp_path / f"{count}.jsonl"
        path.write_bytes(b"".join(row % n for n in range(count)))
        tracemalloc.start()
        assert sum(isinstance(one, NewsItem) for one in read_sources([str(path)])) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]  # the file itself grows from 0.3 to 5 MB


def test_xml_cannot_reach_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    (tmp_path / "a.rss").write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
        "<rss version='2.0'><channel><item><title>t</title>"
        "<description>It says &x; and &c;.</description></item></channel></rss>"
    )
    (found, *_) = read(tmp_path / "a.rss")
    assert "SECRET" not in repr(found)
    assert len(repr(found)) < 3000


def test_settings_are_checked() -> None:
    for wrong in ({"format": "docx"}, {"encoding": "klingon"}, {"encoding": "base64"}, {"max_item_chars": 0}):
        with pytest.raises(SettingsError) as error:
            ReadOptions(**wrong)  # type: ignore[arg-type]
        assert error.value.cure


def test_sample_corpus() -> None:
    folder = Path(__file__).parents[2] / "examples" / "news"
    found = read(folder)
    items = [one for one in found if isinstance(one, NewsItem)]
    assert len(items) == 77
    assert len({item.id for item in items}) == 77
    assert [(Path(one.source).name, one.line, one.why.split(":")[0]) for one in found if isinstance(one, Rejected)] == [
        ("kerio-valley-university.jsonl", 6, "not valid JSON"),
        ("kerio-valley-university.jsonl", 8, "missing text"),
    ]
    assert sum(item.published is None for item in items) == 1
