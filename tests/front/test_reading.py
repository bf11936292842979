"""`newsgraph reading`: one item's reading beside its text, hostile text harmless."""

from __future__ import annotations

import json
from pathlib import Path

from test_cli import newsgraph

TEXT = "On 14 May 2024, the Lakeside Museum held an exhibition in Leeds. Ruth Ortega, director of the museum, spoke."


def test_a_reading_beside_its_text(tmp_path: Path) -> None:
    items = [{"id": "a", "text": TEXT}, {"id": "b", "text": "[bold]No[/bold] [link=x]news[/] today [/]."}]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    assert newsgraph("ingest", "news.jsonl", cwd=tmp_path).returncode == 0
    done = newsgraph("reading", "a", "b", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert any(line.startswith("Exhibition ") and line.endswith("%") for line in lines)
    assert any(line.startswith("start 2024-05-14") for line in lines)
    assert any(line.startswith(("place Leeds", "host Lakeside Museum")) for line in lines)
    assert any(line.startswith("Ruth Ortega, director of Lakeside Museum") for line in lines)
    assert "[bold]No[/bold] [link=x]news[/] today [/]." in done.stdout  # no markup of the item's is obeyed
    as_json = json.loads(newsgraph("reading", "a", "--format", "json", cwd=tmp_path).stdout)
    assert as_json["item"] == "a"
    assert {e["name"] for e in as_json["entities"]} >= {"Lakeside Museum", "Leeds", "Ruth Ortega"}
    unknown = newsgraph("reading", "c", cwd=tmp_path)
    assert unknown.returncode == 1
    assert "there is no item 'c'" in unknown.stderr
    assert "cure: newsgraph query items lists the ids" in unknown.stderr
