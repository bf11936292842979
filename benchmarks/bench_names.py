"""Search by name at so many names: what the index costs, and how long answers take, in processor seconds.

python benchmarks/bench_names.py [NAMES]        (100,000)
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from newsgraph.ontology.terms import DCTERMS, NG, RDF, RDFS, SKOS, XSD
from newsgraph.queries.names import read_names
from newsgraph.queries.search import NameIndex
from newsgraph.store.embedded import EmbeddedStore

BASE = "https://example.org/newsgraph/"
SYLLABLES = "an ba chen da feng guo hua ji kang li ming nan ou ping qing ren shan tao wei xin yun zhou ter ver con rel"
COMMON = "University School of Education Department Centre Open Branch Committee Ministry Training Visit on for in the"
SHARES = (
    ("organisation", NG.Organisation, 25),
    ("person", NG.Person, 15),
    ("location", NG.Location, 8),
    ("programme", NG.Programme, 2),
)
TYPES = (NG.Training, NG.Meeting, NG.Visit, NG.Signing, NG.Launch, NG.Award)


class Corpus:
    """Invented news: 10 % items, 40 % events, 50 % entities, names of two to seven words out of 30,000."""

    def __init__(self, size: int) -> None:
        self.size, self.dice = size, random.Random(1)
        self.words = [
            "".join(self.dice.choices(SYLLABLES.split(), k=self.dice.randint(2, 4))).capitalize() for _ in range(30_000)
        ]
        self.common = COMMON.split()
        self.items = [NamedNode(f"{BASE}item/{i}") for i in range(size // 10)]

    def name(self, length: int) -> Literal:
        choose = self.dice.choice
        return Literal(
            " ".join(choose(self.common if self.dice.random() < 0.45 else self.words) for _ in range(length))
        )

    def day(self) -> Literal:
        return Literal(
            f"20{self.dice.randint(10, 25)}-0{self.dice.randint(1, 9)}-1{self.dice.randint(0, 9)}", datatype=XSD.date
        )

    def quads(self) -> Iterator[Quad]:
        known: dict[str, list[NamedNode]] = {}
        for item in self.items:
            yield from (Quad(item, RDF.type, NG.NewsItem, item), Quad(item, RDFS.label, self.name(6), item))
            yield Quad(item, DCTERMS.issued, self.day(), item)
        for kind, cls, share in SHARES:
            known[kind] = [NamedNode(f"{BASE}{kind}/{i}") for i in range(self.size * share // 100)]
            for node in known[kind]:
                item = self.dice.choice(self.items)
                yield from (
                    Quad(node, RDF.type, cls, item),
                    Quad(node, RDFS.label, self.name(self.dice.randint(2, 6)), item),
                )
                yield Quad(node, SKOS.altLabel, self.name(3), item)
                for told in self.dice.choices(self.items, k=1 + int(self.dice.expovariate(1))):
                    yield Quad(node, NG.mentionedIn, told, told)
        agents = known["organisation"] + known["person"]
        for i in range(self.size * 4 // 10):
            event, item = NamedNode(f"{BASE}event/{i}"), self.dice.choice(self.items)
            yield from (Quad(event, RDF.type, NG.Event, item), Quad(event, RDFS.label, self.name(7), item))
            yield from (Quad(event, NG.mentionedIn, item, item), Quad(event, NG.startDate, self.day(), item))
            yield Quad(event, NG.eventType, self.dice.choice(TYPES), item)
            yield Quad(event, NG.location, self.dice.choice(known["location"]), item)
            yield from (Quad(event, NG.involves, agent, item) for agent in self.dice.sample(agents, 2))

    def slip(self, text: str) -> str:
        at = self.dice.randrange(1, len(text) - 1)
        return (
            text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            if self.dice.random() < 0.5
            else text[:at] + text[at + 1 :]
        )


def timed(work: Callable[[str], object], texts: list[str]) -> str:
    took = []
    for text in texts:
        began = time.process_time()
        work(text)
        took.append((time.process_time() - began) * 1000)
    took.sort()
    return f"median {took[len(took) // 2]:5.1f} ms, slowest {took[-1]:5.1f} ms"


def main() -> None:
    corpus = Corpus(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "graph") as store:
        print(f"{store.replace(corpus.quads()):,} statements")
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        names = read_names(store)
        read = time.process_time()
        index = NameIndex(names)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        built = time.process_time() - read
        print(f"{len(index):,} things: read in {read - began:.1f} s, indexed in {built:.1f} s, {grown:.0f} MB")
    labels = [e.label for e in corpus.dice.sample(names.entries, 100)]
    asked = {
        "whole names": labels,
        "a word": [label.split()[0] for label in labels],
        "two slips": [corpus.slip(corpus.slip(label)) for label in labels],
        "a letter": list("abcdefghij"),
        "nothing": [""] * 10,
        "unknown": ["zzqxv wwkjh yyqqz"] * 10,
    }
    for what, texts in asked.items():
        print(f"{what:12} search {timed(index.search, texts)}")
        print(f"{'':12} names  {timed(lambda text: index.complete(text, ['Organisation', 'Person'], 10), texts)}")


if __name__ == "__main__":
    main()
