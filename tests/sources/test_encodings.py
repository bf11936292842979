"""Bytes to characters: declared, detected, or rejected with a cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.sources import ReadOptions, read_sources

FRENCH = (
    "L'université a organisé une cérémonie très animée à l'amphithéâtre. "
    "Les élèves étaient là, malgré la grève, et la forêt fut replantée dès le mois de février.\n"
)
CHINESE = "国家开放大学今天举行会议,研究农村教育振兴工作。各省分部的负责人参加了会议,并交流了经验。\n"


def read(path: Path, **options: object) -> list[NewsItem | Rejected]:
    return list(read_sources([str(path)], options=ReadOptions(**options)))  # type: ignore[arg-type]


def only_text(found: list[NewsItem | Rejected]) -> str:
    (item,) = found
    assert isinstance(item, NewsItem), item
    return item.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_without_declaration(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(FRENCH.encode(encoding))
    assert only_text(read(path)) == FRENCH.strip()


def test_chinese_code_page_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((CHINESE * 3).encode("gb18030"))
    assert only_text(read(path)) == (CHINESE * 3).strip()


def test_declared_in_html(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    body = "".join(f"<p>{CHINESE.strip()}{n}</p>" for n in range(3))
    head = '<head><meta charset="gb2312"><title>会议</title></head>'
    page = f'<html lang="zh">{head}<body><h1>会议</h1>{body}</body></html>'
    path.write_bytes(page.encode("gb2312"))
    (item,) = read(path)
    assert isinstance(item, NewsItem)
    assert (item.title, item.language) == ("会议", "zh")
    assert item.text.split("\n")[0] == CHINESE.strip() + "0"


def test_named_by_the_user(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("title,text\nŁódź,Żółw poszedł.\n".encode("iso-8859-2"))
    (item,) = read(path, encoding="iso-8859-2")
    assert isinstance(item, NewsItem)
    assert (item.title, item.text, item.line) == ("Łódź", "Żółw poszedł.", 2)


def test_one_damaged_line_is_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"text": "Ein schöner Tag"}\n'.encode()
    path.write_bytes(good + b'{"text": "sch\xf6n"}\n' + good)
    first, bad, last = read(path)
    assert isinstance(first, NewsItem)
    assert isinstance(last, NewsItem)
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.why, bad.raw) == (2, "not valid utf-8", '{"text": "sch\ufffdn"}\n')
    assert "--encoding" in bad.cure


def test_binary_is_no_text(tmp_path: Path) -> None:
    for name, data, what in (
        ("a.txt", b"\x00\x01\x02" * 50, "binary"),
        ("b.html", b"%PDF-1.7 ...", "PDF"),
        ("c", b"PK\x03\x04", "ZIP"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        (bad,) = read(path)
        assert isinstance(bad, Rejected)
        assert bad.why.startswith("not text")
        assert what in bad.why
        assert bad.cure


def test_undetectable(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(1, 256)) * 4)
    found = read(path)
    assert all(isinstance(one, Rejected) for one in found)
    assert "encoding cannot be found out" in found[0].why  # type: ignore[union-attr]
