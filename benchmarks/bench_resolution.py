"""Resolution at two sizes in one run: items a second, their ratio, and peak memory (`make bench`).

The readings are synthetic and lie in SQLite, as a project's do. Each size runs in a process of its own, so that its
peak memory is its own. Events told more than once are known, so precision and recall of the pairs are printed, too: a
fast resolution that merges nothing would be no use.

`--quick` takes sizes for a check that it runs; `--json` prints the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from synthetic_readings import synthetic_readings

from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.resolution import Authorities, resolve
from newsgraph.store.readings import ReadingStore

SIZES, QUICK = (5_000, 100_000), (500, 2_000)
FLOOR = 0.70  # items a second at the larger size against the smaller


def pairs(n: int) -> int:
    return n * (n - 1) // 2


def measure(size: int, profile: bool) -> dict[str, float]:
    """Resolve `size` items."""
    with tempfile.TemporaryDirectory() as folder:
        store = ReadingStore(Path(folder) / "readings.sqlite")
        batch = []
        for pair in synthetic_readings(size):
            batch.append(pair)
            if len(batch) == 1000:
                store.save(batch)
                batch = []
        store.save(batch)
        gazetteer = Gazetteer.open()
        if profile:
            import cProfile
            import pstats

            with cProfile.Profile() as profiler:
                resolve(store.items, authorities=Authorities(), gazetteer=gazetteer, base="https://example.org/")
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
        begun = time.process_time()  # others may use the machine
        found = resolve(store.items, authorities=Authorities(), gazetteer=gazetteer, base="https://example.org/")
        seconds = time.process_time() - begun  # of one core
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        truth: Counter[str] = Counter()
        nodes: Counter[str] = Counter()
        both: Counter[tuple[str, str]] = Counter()
        for item, reading in store.items():
            event, iri = item.id.partition("-")[0], found.of(item, reading).events["e1"]
            truth[event] += 1
            nodes[iri] += 1
            both[event, iri] += 1
        store.close()
    right = sum(pairs(n) for n in both.values())
    return {
        "items": size,
        "seconds": round(seconds, 2),
        "items/s": round(size / seconds),
        "peak MB": round(memory),
        "precision": round(right / max(1, sum(pairs(n) for n in nodes.values())), 3),
        "recall": round(right / max(1, sum(pairs(n) for n in truth.values())), 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, to check that it runs")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--size", type=int, help="measure this size alone, in this process")
    parser.add_argument("--profile", action="store_true", help="with --size: say where the time goes")
    a = parser.parse_args()
    if a.size:
        print(json.dumps(measure(a.size, a.profile)))
        return 0
    rows = []
    small, large = QUICK if a.quick else SIZES
    for size in (small, large, small):  # before and after: other programs on the machine come and go
        command = [sys.executable, __file__, "--size", str(size)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    ratio = 2 * rows[1]["items/s"] / (rows[0]["items/s"] + rows[2]["items/s"])
    if a.json:
        print(json.dumps({"sizes": rows, "ratio": round(ratio, 2)}))
    else:
        for row in rows:
            print("resolution: " + ", ".join(f"{k} {v:g}" for k, v in row.items()))
        print(f"items a second, larger against smaller: {ratio:.2f} (at least {FLOOR:.2f})")
    return 0 if a.quick or ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
