"""The whole job in one go: ingest news, ask three saved queries, write a picture and the graph (`make demo`).

Every step is a `newsgraph` command, shown before it runs, so that the demo reads as a tutorial.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

# an ingest that rejects some news ends with 3: the sample corpus holds broken records on purpose
REJECTED_SOME = 3


def newsgraph(*arguments: str) -> int:
    print(f"\n$ newsgraph {shlex.join(arguments)}", flush=True)
    return subprocess.run([sys.executable, "-m", "newsgraph", *arguments], check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--news", required=True, help="file, folder, pattern or address")
    parser.add_argument("--out", type=Path, required=True, help="folder for what is made")
    a = parser.parse_args()
    begun = time.monotonic()
    project = a.out / "demo.project"
    # only ever a folder that a demo made: never the user's own project
    if (project / "readings.sqlite").exists():
        shutil.rmtree(project)
    a.out.mkdir(parents=True, exist_ok=True)
    sample = Path(a.news).resolve() == Path(__file__).resolve().parent / "news"
    if sample:
        (project / "authority").mkdir(parents=True, exist_ok=True)
        for file in sorted((Path(__file__).parent / "authority").glob("*.ttl")):
            shutil.copy(file, project / "authority")
    where = ("--project", str(project))
    status = newsgraph("ingest", a.news, *where)
    if status not in (0, REJECTED_SOME):
        return status
    steps = [
        ("query", "most-active-units", *where),
        ("query", "events-by-type", *where),
        ("query", "places-by-events", *where),
        ("draw", "--out", str(a.out / "graph.html"), *where),
        ("export", "--out", str(a.out / "graph.ttl"), *where),
        ("export", "--out", str(a.out / "graph.jsonld"), *where),
    ]
    for step in steps:
        if status := newsgraph(*step):
            return status
    took = time.monotonic() - begun
    print(f"\nDone in {took:.0f} s. Open {a.out / 'graph.html'} in a browser; the project is in {project}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
