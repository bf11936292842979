"""Changing a dataset whose default graph is the merged graph, so that it stays that.

The merged graph is a view of the named graphs (docs/architecture.md), and an update of it is an update of them:
- what is put into a named graph is in the merged graph; what leaves it leaves the merged graph where no other graph
  tells it (the runs graph is outside in both ways);
- what is put into the merged graph and is told by no graph goes into `<base>graph/updates`;
- what is taken out of the merged graph is taken out of every graph that tells it.
So after each operation the default graph holds every triple of the named graphs once, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from newsgraph.ontology.errors import QueryError
from newsgraph.store.base import is_runs
from newsgraph.store.binding import bind
from newsgraph.store.journal import Update
from newsgraph.store.operations import MARK, MERGED, Operation, check_dataset, marked, operations
from newsgraph.store.sparql import syntax_error

UPDATES_SUFFIX = "graph/updates"
_DEFAULT = DefaultGraph()
_CHUNK = 10_000
# an operation that fails in any store, put in front of another: so that one is parsed, and not run
_HALT = f"CLEAR GRAPH <{MARK}none> ; "
_AT = re.compile(r"error at (\d+):(\d+): ")


@dataclass(slots=True)
class Changes:
    """How many statements of named graphs came and went."""

    inserted: int = 0
    deleted: int = 0


def read_update(text: str, base: str) -> list[Operation]:
    """The operations of a text; the known prefixes need not be declared. Raises QueryError, with the line."""
    bound = bind(text)
    found = operations(bound.text)
    # each by itself: Oxigraph takes no declarations behind a semicolon, as SPARQL does
    probes = [_probe(o) for o in found] or [(bound.text, 0)]
    for probe, start in probes:
        try:
            Store().update(probe, base_iri=base)
        except SyntaxError as e:
            name = next(filter(None, (o.undeclared() for o in found)), None)
            if name is not None:  # Oxigraph's parser says something else of it in an update
                where, prefix = bound.origin(name.start)[0], name.text.partition(":")[0]
                raise syntax_error(
                    text, where, f"the prefix {prefix}: is not declared", f"add PREFIX {prefix}: <…>"
                ) from e
            raise bound.error(_without_halt(str(e), probe, start)) from e
        except (RuntimeError, OSError, ValueError):
            pass  # the halt
    return found


def _probe(operation: Operation) -> tuple[str, int]:
    """The operation at its place in the text, all else but the declarations blanked, behind a halt; and the place."""
    source, start, end = operation.source, operation.toks[0].start, operation.toks[-1].end
    kept, done = "", 0
    for a, b in operation.declared:
        kept += re.sub(r"[^\n]", " ", source[done:a]) + source[a:b]
        done = b
    kept += re.sub(r"[^\n]", " ", source[done:start])
    return kept + _HALT + source[start:end], start


def _without_halt(said: str, probe: str, start: int) -> str:
    """What the parser said of a probe, as of the text without the halt."""
    match = _AT.search(said)
    if match is None:
        return said
    line, column = int(match[1]), int(match[2])
    offset = sum(len(one) + 1 for one in probe.split("\n")[: line - 1]) + column - 1
    if offset >= start + len(_HALT) and line == probe.count("\n", 0, start) + 1:
        column -= len(_HALT)
    return f"{said[: match.start()]}error at {line}:{column}: {said[match.end() :]}"


class MergedDataset:
    """An Oxigraph store with a merged default graph, open for writing. below: refuse graphs that are not below base."""

    def __init__(self, store: Store, base: str, *, below: bool = False) -> None:
        self.store = store
        self.base = base
        self.own = NamedNode(base + UPDATES_SUFFIX)
        self.below = below
        self.changes = Changes()

    def apply(self, update: Update) -> Changes:
        """Run one update. Raises QueryError; what it had changed until then stays, so give it a copy to work on."""
        self.changes = Changes()
        graph = NamedNode(update.graph) if update.graph is not None else None
        if update.kind == "update":
            self._sparql(update)
        else:
            if update.kind != "post":
                self._clear(graph)
            target = graph or _DEFAULT
            found = parse(update.body.encode(), format=RdfFormat.N_TRIPLES)
            self._insert(Quad(q.subject, q.predicate, q.object, target) for q in found)
        return self.changes

    # SPARQL ------------------------------------------------------------------------------------------------------
    def _sparql(self, update: Update) -> None:
        found = read_update(update.body, self.base)
        check_dataset(found, update.using, update.using_named)
        for operation in found:
            self._operation(operation, update)

    def _operation(self, operation: Operation, update: Update) -> None:
        match operation.words:
            case ("INSERT", "DATA"):
                self._insert(self._quads(operation.text))
            case ("DELETE", "DATA"):
                start = operation.toks[0]
                text = operation.prologue + "INSERT" + operation.source[start.end : operation.toks[-1].end]
                self._delete(self._quads(text))
            case ("INSERT" | "DELETE" | "WITH", _):
                self._modify(marked(operation, update.using, update.using_named))
            case ("CLEAR" | "DROP" | "CREATE" | "ADD" | "MOVE" | "COPY", _):
                self._manage(operation)
            case (word, _):
                raise QueryError(f"{word} cannot be done here", cure="insert the data themselves, with INSERT DATA")

    def _quads(self, insert_data: str) -> list[Quad]:
        """What an INSERT DATA says."""
        scratch = Store()
        scratch.update(insert_data, base_iri=self.base)
        return list(scratch)

    def _modify(self, text: str | None) -> None:
        if text is None:
            return
        try:
            self.store.update(text, base_iri=self.base)
        except SyntaxError as e:  # the whole text is valid, so this is about what the rewriting cannot do
            raise QueryError(f"this update cannot be run: {e}") from e
        except (OSError, RuntimeError, ValueError) as e:
            raise QueryError(f"the update cannot be run: {e}") from e
        deleted: list[Quad] = []
        inserted: list[Quad] = []
        for name in list(self.store.named_graphs()):
            if isinstance(name, NamedNode) and name.value.startswith(MARK):
                sign, target = name.value[len(MARK)], name.value[len(MARK) + 1 :]
                graph = _DEFAULT if target == MERGED else NamedNode(unquote(target[1:]))
                into = deleted if sign == "-" else inserted
                found = self.store.quads_for_pattern(None, None, None, name)
                into.extend(Quad(q.subject, q.predicate, q.object, graph) for q in found)
                self.store.remove_graph(name)
        self._delete(deleted)  # before: SPARQL 1.1 Update, section 3.1.3
        self._insert(inserted)

    def _manage(self, operation: Operation) -> None:
        verb = operation.words[0]
        rest = [t for t in operation.toks[1:] if t.keyword != "SILENT"]
        silent = len(rest) + 1 < len(operation.toks)
        names = [t for t in rest if t.keyword not in ("GRAPH", "TO")]
        if names[0].keyword in ("ALL", "NAMED"):
            return self._clear_all(runs=True)
        graphs = [None if t.keyword == "DEFAULT" else self._iri(operation, t.text) for t in names]
        first = graphs[0]
        there = first is None or self._there(first)
        if there == (verb == "CREATE"):
            if verb == "CREATE" or not silent:
                if silent:
                    return None
                raise QueryError(f"the graph {first} {'is there already' if there else 'does not exist'}")
            return None
        if verb in ("CLEAR", "DROP"):
            return self._clear(first)
        if verb != "CREATE" and graphs[0] != graphs[1]:
            self._transfer(verb, first, graphs[1])
        return None

    def _transfer(self, verb: str, source: NamedNode | None, target: NamedNode | None) -> None:
        triples = [q.triple for q in self.store.quads_for_pattern(None, None, None, source or _DEFAULT)]
        if verb != "ADD":
            self._clear(target)
        if verb == "MOVE":
            self._clear(source)
        self._insert(Quad(t.subject, t.predicate, t.object, target or _DEFAULT) for t in triples)

    def _iri(self, operation: Operation, token: str) -> NamedNode:
        """The graph that a token names, with prefixes and base resolved by Oxigraph."""
        (row,) = Store().query(f"{operation.prologue}SELECT (IRI(STR({token})) AS ?g) {{}}", base_iri=self.base)  # type: ignore[misc]
        name = row[0]
        assert isinstance(name, NamedNode)
        return name

    # quads -------------------------------------------------------------------------------------------------------
    def _there(self, graph: NamedNode) -> bool:
        return next(iter(self.store.quads_for_pattern(None, None, None, graph)), None) is not None

    def _insert(self, quads: Iterable[Quad]) -> None:
        held: list[Quad] = []
        fresh: set[Quad] = set()
        for quad in quads:
            graph = quad.graph_name
            merged = Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
            if graph == _DEFAULT:
                if merged in self.store or merged in fresh:
                    continue
                quad = Quad(quad.subject, quad.predicate, quad.object, self.own)
            elif isinstance(graph, NamedNode):
                self._check_name(graph)
            if quad in self.store or quad in fresh:
                continue
            self.changes.inserted += 1
            fresh.add(quad)
            held.append(quad)
            if not is_runs(quad.graph_name):
                fresh.add(merged)
                held.append(merged)
            if len(held) >= _CHUNK:
                self.store.extend(held)
                held, fresh = [], set()
        self.store.extend(held)

    def _check_name(self, graph: NamedNode) -> None:
        if graph.value.startswith(MARK) or (self.below and not graph.value.startswith(self.base)):
            cure = f"use a graph below {self.base}"
            raise QueryError(f"statements cannot be kept in the graph {graph} here", cure=cure)

    def _delete(self, quads: Sequence[Quad]) -> None:
        for quad in quads:
            if quad.graph_name == _DEFAULT:
                for told in list(self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)):
                    if not is_runs(told.graph_name):
                        self.store.remove(told)
                        self.changes.deleted += told.graph_name != _DEFAULT
            elif quad in self.store:
                self.store.remove(quad)
                self.changes.deleted += 1
                if not is_runs(quad.graph_name):
                    self._unmerge(quad.triple)

    def _unmerge(self, triple: Triple) -> None:
        """Take a triple out of the merged graph where no graph tells it any more."""
        told = self.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if not any(q.graph_name != _DEFAULT and not is_runs(q.graph_name) for q in told):
            self.store.remove(Quad(triple.subject, triple.predicate, triple.object, _DEFAULT))

    def _clear(self, graph: NamedNode | None) -> None:
        if graph is None:
            self._clear_all(runs=False)
            return
        quads = list(self.store.quads_for_pattern(None, None, None, graph))
        self.store.remove_graph(graph)
        self.changes.deleted += len(quads)
        if not is_runs(graph):
            for quad in quads:
                self._unmerge(quad.triple)

    def _clear_all(self, *, runs: bool) -> None:
        for graph in list(self.store.named_graphs()):
            if runs or not is_runs(graph):
                self.changes.deleted += sum(1 for _ in self.store.quads_for_pattern(None, None, None, graph))
                self.store.remove_graph(graph)
        self.store.clear_graph(_DEFAULT)
