"""Score the graph of annotated news and fail where a kind falls below its floor (`make eval`).

Reads `dev.jsonl` and `score.py` in the --gold folder (they are no part of this repository), ingests the items into a
new project, exports N-Quads and scores them. `--errors` lists what is missing and spurious. The floors are in
`tests/gold/floors.json` by file: raise them when the score rises, so that it cannot fall in silence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import newsgraph

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "gold" / "floors.json"
Rows = dict[str, dict[str, float]]  # by kind of fact: precision, recall, f1, gold, found


def score(scorer: Path, gold: Path, graph: Path, *flags: str) -> str:
    """What `score.py` prints for the items in `gold` and the graph."""
    return subprocess.run(
        [sys.executable, str(scorer), str(gold), str(graph), *flags], check=True, capture_output=True, text=True
    ).stdout


def half_of(item: str) -> int:
    """0 or 1, by a hash of the item's id: rules are written looking at the errors of half 0 only."""
    return int(hashlib.sha1(item.encode()).hexdigest(), 16) % 2


def halves(gold: Path, folder: Path) -> list[Path]:
    """The items split in two files, by `half_of`."""
    lines = [line for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    out = []
    for half in (0, 1):
        path = folder / f"half-{half}.jsonl"
        mine = [x for x in lines if half_of(json.loads(x)["id"]) == half]
        path.write_text("\n".join(mine) + "\n", encoding="utf-8")
        out.append(path)
    return out


@dataclass
class Measured:
    """The scores of one annotated file: of all its items, and of each half."""

    whole: Rows
    halves: tuple[Rows, Rows]
    rejected: list[str]
    errors: str = ""


def measure(gold: Path, scorer: Path, *, errors: str = "", keep: Path | None = None, **settings: object) -> Measured:
    """Ingest the items as a user would, export the graph, score it.

    errors: "first" or "both" halves' errors are listed. keep: where to keep the graph. settings: of the project.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graph = keep or folder / "graph.nq"
        with newsgraph.open(folder / "project", **settings) as kg:
            report = kg.ingest(gold)
            kg.export(graph)
        split = halves(gold, folder)
        listed = {"first": split[0], "both": gold}
        first, second = (json.loads(score(scorer, half, graph, "--json")) for half in split)
        return Measured(
            whole=json.loads(score(scorer, gold, graph, "--json")),
            halves=(first, second),
            rejected=[f"rejected {r.source}:{r.line}: {r.why}" for r in report.rejected],
            errors=score(scorer, listed[errors], graph, "--errors") if errors else "",
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with dev.jsonl and score.py")
    parser.add_argument("--items", type=Path, help="score these instead of its dev.jsonl, such as tests/gold/own.jsonl")
    parser.add_argument("--errors", action="store_true", help="list what is missing and spurious in the first half")
    parser.add_argument("--all-errors", action="store_true", help="of both halves")
    parser.add_argument("--keep", type=Path, help="keep the graph as N-Quads here")
    parser.add_argument("--model", help="another spaCy pipeline: an installed package's name or a folder")
    a = parser.parse_args()
    gold, scorer = a.items or a.gold / "dev.jsonl", a.gold / "score.py"
    if not (gold.exists() and scorer.exists()):
        print(f"{gold} or {scorer} is not there: they are no part of this repository; say where: make eval GOLD=…")
        return 2
    errors = "both" if a.all_errors else "first" if a.errors else ""
    settings = {"model": a.model} if a.model else {}
    got = measure(gold, scorer, errors=errors, keep=a.keep, **settings)
    print("\n".join(x for x in (*got.rejected, got.errors) if x))
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")).get(gold.stem, {})
    print(f"{gold.name}:")
    print(f"{'kind':10} {'P':>6} {'R':>6} {'F1':>6} {'floor':>6} {'half 0':>7} {'half 1':>7} {'gold':>5} {'found':>5}")
    fallen = []
    for kind, row in got.whole.items():
        floor = floors.get(kind, 0.0)
        print(
            f"{kind:10} {row['precision']:6.3f} {row['recall']:6.3f} {row['f1']:6.3f} {floor:6.3f}"
            f" {got.halves[0][kind]['f1']:7.3f} {got.halves[1][kind]['f1']:7.3f} {row['gold']:5.0f} {row['found']:5.0f}"
        )
        if row["f1"] < floor:
            fallen.append(kind)
    if fallen or got.rejected:
        print(f"below the floor: {', '.join(fallen)}" if fallen else "items were rejected")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
