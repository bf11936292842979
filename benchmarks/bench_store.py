"""How fast and how lean the embedded store takes a whole graph in: `python benchmarks/bench_store.py [--json FILE]`.

Each measurement runs in a process of its own: the same made-up quads, shaped like the mapping's (about 150 an item,
long literals, shared organisations), go
  replace      through EmbeddedStore.replace, which also writes the merged graph: two quads on disk for each given,
  bulk_load    through pyoxigraph's own Store.bulk_load, from an N-Quads file written before, without a merged graph,
  bulk_load x2 the same with the merged copies in the file: what `replace` writes.
Reported: quads given a second, the ratio to bulk_load in the same run (by the clock, and by processor time, which other
work on the machine disturbs less), peak memory over that of the bare process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from newsgraph.ontology.terms import NG, RDF, RDFS
from newsgraph.store.base import DEFAULT_BASE
from newsgraph.store.embedded import EmbeddedStore

METHODS = ("replace", "bulk_load", "bulk_load x2")
SENTENCES = 12  # an item; each with an entity, a mention and a piece of evidence


def item_quads(n: int) -> Iterator[Quad]:
    """One item's graph: 5 + 12 × 12 quads."""
    item = NamedNode(f"{DEFAULT_BASE}item/n{n}")
    event = NamedNode(f"{DEFAULT_BASE}event/2024-{n % 12 + 1:02d}-03-meeting-{n}")
    yield Quad(item, RDF.type, NG.NewsItem, item)
    yield Quad(item, RDFS.label, Literal(f"What happened on day {n}"), item)
    yield Quad(event, RDF.type, NG.Event, item)
    yield Quad(event, NG.eventType, NG.Meeting, item)
    yield Quad(event, NG.mentionedIn, item, item)
    for i in range(SENTENCES):
        entity = NamedNode(f"{DEFAULT_BASE}organisation/organisation-{(n * 7 + i * 31) % 4000}")
        sentence, mention, evidence = (NamedNode(f"{item.value}#{c}{i + 1}") for c in "smv")
        yield Quad(entity, RDF.type, NG.Organisation, item)
        yield Quad(entity, NG.mentionedIn, item, item)
        yield Quad(event, NG.involves, entity, item)
        words = f"On day {n} the organisation of that number held meeting {i} with those that it works with every year."
        yield Quad(sentence, RDF.type, NG.Sentence, item)
        yield Quad(sentence, NG.text, Literal(words), item)
        yield Quad(sentence, NG.startOffset, Literal(i * 100), item)
        yield Quad(mention, RDF.type, NG.Mention, item)
        yield Quad(mention, NG.mentionOf, entity, item)
        yield Quad(mention, NG.inSentence, sentence, item)
        yield Quad(evidence, RDF.type, NG.Evidence, item)
        yield Quad(evidence, NG.subject, event, item)
        yield Quad(evidence, NG.value, entity, item)


def quads(count: int) -> Iterator[Quad]:
    made, n = 0, 0
    while made < count:
        for quad in item_quads(n):
            yield quad
            made += 1
        n += 1


def measure(method: str, count: int) -> dict[str, float]:
    """In this process: seconds, processor seconds, quads, peak memory above the bare process in MB, disk in MB."""
    with tempfile.TemporaryDirectory(prefix="newsgraph-bench-") as folder:
        file, target = Path(folder) / "quads.nq", Path(folder) / "store"
        if method != "replace":
            with file.open("wb") as out:
                for quad in quads(count):
                    out.write(f"{quad} .\n".encode())
                    if method == "bulk_load x2":
                        out.write(f"{quad.triple} .\n".encode())
        bare = psutil.Process().memory_info().rss
        began, busy = time.perf_counter(), time.process_time()
        if method == "replace":
            given = EmbeddedStore(target).replace(quads(count))
        else:
            store = Store(str(target))
            store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
            store.flush()
            del store
        seconds, cpu = time.perf_counter() - began, time.process_time() - busy
        if method != "replace":
            given = sum(1 for _ in quads(count))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        disk = sum(p.stat().st_size for p in target.rglob("*") if p.is_file())
    return {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "quads": given,
        "peak_mb": (peak - bare) / 1e6,
        "disk_mb": disk / 1e6,
    }


def in_a_process(method: str, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", method, "--sizes", str(count)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[60_000, 300_000], help="numbers of quads")
    parser.add_argument("--json", metavar="FILE", help="write the figures here too (- for the standard output)")
    parser.add_argument("--measure", choices=METHODS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure, options.sizes[0])))
        return
    figures = []
    report = sys.stderr if options.json == "-" else sys.stdout
    print("    quads way           seconds  quads/s  ratio  ratio (cpu)  memory MB  disk MB", file=report)
    for size in options.sizes:
        found = {method: in_a_process(method, size) for method in METHODS}
        own = found["bulk_load"]
        for method, f in found.items():
            rate = f["quads"] / f["seconds"]
            ratio = rate * own["seconds"] / own["quads"]
            cpu = own["cpu_seconds"] / f["cpu_seconds"]
            row = {"method": method, **f, "quads_per_second": rate, "ratio": ratio, "cpu_ratio": cpu}
            figures.append(row)
            print(
                f"{f['quads']:>9,.0f} {method:<13}{f['seconds']:>8.2f}{rate:>9,.0f}{ratio:>7.2f}{cpu:>13.2f}"
                f"{f['peak_mb']:>11,.0f}{f['disk_mb']:>9,.0f}",
                file=report,
            )
    if options.json == "-":
        print(json.dumps(figures, indent=2))
    elif options.json:
        Path(options.json).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
