"""Fit the confidence model on annotated news and say how well it holds (`make calibrate`).

Every statement of every reading is judged by the annotations, as `score.py` judges: right, wrong, or left open
(optional, or about an optional event). A logistic regression for each kind is fitted with L2 and written to
`ingest/extraction/confidence.json`. Only the second halves of the annotated files are used: rules were written looking
at the first. The reliability table is honest: a held-out statement's confidence comes from a model that was fitted
without its item (ten folds by a hash of the item's id), and nothing at all was fitted on the unseen items.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from evaluate import half_of
from scipy.optimize import minimize

from newsgraph.ingest.extraction import Extractor
from newsgraph.ingest.extraction.confidence import KINDS, WEIGHTS, View, logistic
from newsgraph.ingest.gazetteer import Gazetteer
from newsgraph.ingest.model import EventReading, NewsItem, Reading

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "quality.md"
UNSEEN = ROOT / "tests" / "gold" / "unseen.jsonl"
FOLDS = 10
STRENGTH = 1.0  # of the L2 penalty on all weights but the intercept
BINS = (0.0, 0.6, 0.8, 0.9, 0.95, 1.0)


@dataclass
class Statement:
    kind: str
    item: str
    signs: Mapping[str, float]
    right: bool


def scorer_module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("newsgraph_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["newsgraph_scorer"] = module
    spec.loader.exec_module(module)
    return module


class Judge:
    """Judges the statements of one reading by one annotated item."""

    def __init__(self, score: Any, gold: dict[str, Any], item: NewsItem, reading: Reading) -> None:
        self.gold, self.reading, self.view = gold, reading, View(item, reading)
        self.norm = score.norm
        names = {
            e.id: (e.type, {score.norm(n) for n in (e.name, *e.names, *([e.acronym] if e.acronym else []))})
            for e in reading.entities
        }
        self.match: dict[str, str] = score.align_entities(gold["entities"], names)
        self.soft = {e["id"] for e in gold["entities"] if e.get("optional")}
        self.events = self._events(score)

    def _id(self, entity: str) -> str:
        return self.match.get(entity, f"?{entity}")

    def _events(self, score: Any) -> dict[str, dict[str, Any]]:
        told = self.reading.events
        alike = [[self._likeness(p, e) for p in told] for e in self.gold["events"]]
        columns = score.assign(alike) if told else [len(told)] * len(alike)
        return {told[j].id: self.gold["events"][i] for i, j in enumerate(columns) if j < len(told) and alike[i][j] > 0}

    def _likeness(self, p: EventReading, e: dict[str, Any]) -> float:
        same = p.type in e["types"]
        if e.get("optional") and not same:
            return 0.0

        def shared(a: set[Any], b: set[Any]) -> float:
            return len(a & b) / max(1, len(a | b))

        dates = {(k, v.value) for k, v in (("start", p.start), ("end", p.end)) if v}
        roles = {(r.role, self._id(r.entity)) for r in p.roles}
        gold_roles = {tuple(r[:2]) for r in e.get("roles", [])}
        return (
            2.0 * same
            + shared(dates, {(k, e[k]) for k in ("start", "end") if e.get(k)})
            + shared({self._id(f.value) for f in p.places}, set(e.get("places", [])))
            + shared({self._id(f.value) for f in p.programmes}, set(e.get("programmes", [])))
            + shared(roles, gold_roles)
            + shared({a for _, a in roles}, {a for _, a in gold_roles})
            - bool(e.get("optional"))
        )

    def statements(self) -> Iterator[Statement]:
        for kind, signs, right in self._all():
            if right is not None:
                yield Statement(kind, self.reading.item, signs, right)

    def _all(self) -> Iterator[tuple[str, Mapping[str, float], bool | None]]:
        view = self.view
        for e in self.reading.entities:
            matched = self.match.get(e.id)
            yield "entity", view.entity(e), None if matched in self.soft else matched is not None
        for event in self.reading.events:
            gold = self.events.get(event.id)
            if gold is not None and gold.get("optional"):
                continue
            yield "event", view.event(event), gold is not None and event.type in gold["types"]
            yield from self._of_event(event, gold or {"start": None, "end": None})
        yield from self._relations()

    def _of_event(
        self, event: EventReading, gold: dict[str, Any]
    ) -> Iterator[tuple[str, Mapping[str, float], bool | None]]:
        view = self.view
        for key, date in (("start", event.start), ("end", event.end)):
            if date is not None:
                yield "date", view.fact("date", event, date), gold.get(key) == date.value
        for kind, facts in (("place", event.places), ("programme", event.programmes)):
            right = set(gold.get(f"{kind}s", []))
            for fact in facts:
                of = self._id(fact.value)
                yield kind, view.fact(kind, event, fact), None if of in self.soft and of in right else of in right
        roles = {(r[0], r[1]): len(r) > 2 and bool(r[2]) for r in gold.get("roles", [])}
        for r in event.roles:
            key2 = (r.role, self._id(r.entity))
            open_ = key2 in roles and (roles[key2] or key2[1] in self.soft)
            yield "role", view.role(event, r), None if open_ else key2 in roles

    def _relations(self) -> Iterator[tuple[str, Mapping[str, float], bool | None]]:
        told: dict[tuple[Any, ...], bool] = {}
        for r in self.gold.get("relations", []):
            width = 4 if r[0] == "post" else 3
            key = ("post", r[1], self.norm(r[2]), r[3]) if r[0] == "post" else tuple(r[:3])
            told[key] = (len(r) > width and bool(r[width])) or bool({r[1], r[width - 1]} & self.soft)
        for rel in self.reading.relations:
            s, o = self._id(rel.subject), self._id(rel.object)
            if rel.kind != "partOf" or s[0] == "?" or o[0] == "?":
                continue  # the annotations tell only some of the others, or the entity is the error
            key = (rel.kind, s, o)
            yield "relation", self.view.relation(rel), None if told.get(key) else key in told
        for p in self.reading.posts:
            person = self._id(p.person)
            body = self._id(p.organisation) if p.organisation else None
            if person[0] == "?" or (body or "")[:1] == "?":
                continue
            key = ("post", person, self.norm(p.title), body)
            yield "post", self.view.post(p), None if told.get(key) else key in told


def fit(statements: list[Statement]) -> dict[str, float]:
    """Weights by sign. "one" is the intercept: it alone is not drawn to zero."""
    names = sorted({n for s in statements for n in s.signs} | {"one"})
    x = np.array([[s.signs.get(n, 0.0) for n in names] for s in statements])
    y = np.array([1.0 if s.right else -1.0 for s in statements])
    penalty = np.array([0.0 if n == "one" else STRENGTH for n in names])

    def loss(w: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        z = y * (x @ w)
        slope = -(y / (1.0 + np.exp(np.clip(z, -50, 50)))) @ x + penalty * w
        return float(np.logaddexp(0.0, -z).sum() + 0.5 * (penalty * w * w).sum()), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {n: round(float(w), 4) for n, w in zip(names, found.x, strict=True) if abs(w) >= 0.00005}


def fold(item: str) -> int:
    return int(hashlib.sha1(item.encode()).hexdigest(), 16) // 2 % FOLDS


def held_out(statements: list[Statement]) -> list[tuple[float, bool]]:
    """Each statement's confidence by a model that never saw its item, and whether it is right."""
    out = []
    for n in range(FOLDS):
        weights = fit([s for s in statements if fold(s.item) != n])
        out += [(logistic(weights, s.signs), s.right) for s in statements if fold(s.item) == n]
    return out


def reliability(pairs: Iterable[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """By bin: its name, how many statements, their mean stated confidence, their measured precision."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for c, right in pairs:
        bins[next(i for i, top in enumerate(BINS[1:]) if c < top or top == BINS[-1])].append((c, right))
    return [
        (
            f"{BINS[i]:.2f}–{BINS[i + 1]:.2f}",
            len(got),
            sum(c for c, _ in got) / len(got),
            sum(right for _, right in got) / len(got),
        )
        for i, got in sorted(bins.items())
    ]


def read(gold: Path, extractor: Extractor, score: Any) -> Iterator[Statement]:
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    items = [NewsItem(id=r["id"], text=r["text"], title=r.get("title"), published=r.get("published")) for r in records]
    for record, item, reading in zip(records, items, extractor.read(items, rated=False), strict=True):
        yield from Judge(score, record, item, reading).statements()


def second_half(statements: Iterable[Statement]) -> list[Statement]:
    """Those of the items whose errors nobody looked at: where rules were fitted, they are righter than on new news."""
    return [s for s in statements if half_of(s.item)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with dev.jsonl and score.py")
    parser.add_argument("--check", action="store_true", help="write nothing: tell how well it holds")
    a = parser.parse_args()
    score = scorer_module(a.gold / "score.py")
    extractor = Extractor(gazetteer=Gazetteer.open())
    own = sorted(p for p in (ROOT / "tests" / "gold").glob("*.jsonl") if p.stem != UNSEEN.stem)
    files = [a.gold / "dev.jsonl", *own]
    statements = second_half(s for path in files for s in read(path, extractor, score))
    unseen = list(read(UNSEEN, extractor, score))  # nothing is fitted on it
    weights, held, new = {}, [], []
    for kind in KINDS:
        mine = [s for s in statements if s.kind == kind]
        weights[kind] = fit(mine)
        held += held_out(mine)
        new += [(logistic(weights[kind], s.signs), s.right) for s in unseen if s.kind == kind]
    counts = Counter(s.kind for s in statements)
    print(f"fitted on {len(statements)} statements: " + ", ".join(f"{n} {k}" for k, n in counts.items()))
    shown = table(held, new)
    print(shown)
    for name, pairs in (("held out", held), ("unseen", new)):
        brier = sum((c - right) ** 2 for c, right in pairs) / len(pairs)
        share = sum(right for _, right in pairs) / len(pairs)
        print(f"{name}: Brier score {brier:.4f}; of a constant {share * (1 - share):.4f}")
    if not a.check:
        WEIGHTS.write_text(json.dumps(weights, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
        text = PAGE.read_text(encoding="utf-8")
        marked = re.compile(r"(<!-- reliability -->\n).*?(\n<!-- end -->)", re.S)
        PAGE.write_text(marked.sub(lambda m: m[1] + shown + m[2], text), encoding="utf-8")
    return 0


def table(held: list[tuple[float, bool]], new: list[tuple[float, bool]]) -> str:
    """The reliability of both, bin by bin, as Markdown."""
    lines = [
        "| stated confidence | held-out statements | mean stated | measured precision "
        "| unseen statements | mean stated | measured precision |",
        "|---|---|---|---|---|---|---|",
    ]
    beside = {name: f"{n} | {stated:.3f} | {right:.3f}" for name, n, stated, right in reliability(new)}
    for name, n, stated, right in reliability(held):
        lines.append(f"| {name} | {n} | {stated:.3f} | {right:.3f} | {beside.get(name, '0 | |')} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
