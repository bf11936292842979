"""The operations of a SPARQL 1.1 update, one by one, each with what it takes to run it on a store with a merged graph.

An update is taken apart at its top-level semicolons (rules 29 and 30 of the SPARQL 1.1 grammar). What DELETE/INSERT …
WHERE would change is found by Oxigraph: the operation is written anew, so that both templates insert into graphs whose
names say what was meant (`MARK`), which changes nothing else. So WHERE means what Oxigraph takes it to mean, and blank
nodes of a template are made once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newsgraph.ontology.errors import QueryError
from newsgraph.store.sparql import Token, syntax_error, tokens

MARK: Final = "urn:newsgraph:mark:"
MERGED: Final = "merged"  # behind a mark's sign: the merged graph; a named graph is there by its encoded IRI


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a text. declared: where in it the PREFIX and BASE declarations in force stand; toks: its own
    tokens, without those."""

    source: str
    declared: tuple[tuple[int, int], ...]
    toks: tuple[Token, ...]

    @property
    def prologue(self) -> str:
        return "".join(self.source[a:b] + "\n" for a, b in self.declared)

    @property
    def words(self) -> tuple[str, str]:
        """Its first two keywords, capitals: ("INSERT", "DATA"), ("CLEAR", "ALL"), ("DELETE", "")."""
        first, second = self.toks[0].keyword, self.toks[1].keyword if len(self.toks) > 1 else ""
        return first, second

    @property
    def text(self) -> str:
        return self.prologue + self.source[self.toks[0].start : self.toks[-1].end]

    def undeclared(self) -> Token | None:
        """The first of its names whose prefix is not declared."""
        declared = {self.source[a:b].split(None, 1)[-1].partition(":")[0].strip() for a, b in self.declared}
        return next((t for t in self.toks if t.kind == "pname" and t.text.partition(":")[0] not in declared), None)

    def has_dataset(self) -> bool:
        """Whether it says itself which graphs it asks: WITH or USING, outside its braces."""
        depth = 0
        for t in self.toks:
            depth += (t.text == "{") - (t.text == "}")
            if depth == 0 and t.keyword in ("WITH", "USING"):
                return True
        return False


def operations(text: str) -> list[Operation]:
    """The operations of an update. An update may be nothing but a prologue, and so be none. Raises QueryError."""
    found: list[Operation] = []
    declared: list[tuple[int, int]] = []
    empty: int | None = None
    for part, end in _parts(text, tokens(text)):
        if empty is not None:
            raise syntax_error(text, empty, "there is no operation between two semicolons", "leave one out")
        rest = part
        while rest and rest[0].keyword in ("PREFIX", "BASE"):
            size = 3 if rest[0].keyword == "PREFIX" else 2
            declared.append((rest[0].start, rest[:size][-1].end))
            rest = rest[size:]
        if rest:
            found.append(Operation(text, tuple(declared), tuple(rest)))
        else:
            empty = end
    return found


def _parts(text: str, toks: Sequence[Token]) -> Iterator[tuple[list[Token], int]]:
    """The tokens between semicolons, and where they end."""
    held: list[Token] = []
    depth = 0
    for token in toks:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.text == ";":
            yield held, token.start
            held = []
        else:
            held.append(token)
    yield held, len(text)


def check_dataset(found: Sequence[Operation], using: Sequence[str], using_named: Sequence[str]) -> None:
    """Refuse a dataset that is given twice (SPARQL 1.1 Protocol, section 2.2.3). Raises QueryError."""
    if not (using or using_named):
        return
    if any(operation.has_dataset() for operation in found):
        why = "the request names graphs (using-graph-uri, using-named-graph-uri), and so does the update"
        raise QueryError(why, cure="leave one of the two out (SPARQL 1.1 Protocol, section 2.2.3)")


def marked(operation: Operation, using: Sequence[str], using_named: Sequence[str]) -> str | None:
    """DELETE/INSERT … WHERE, or DELETE WHERE, as an insertion into marks. None where its templates are empty."""
    return _Marking(operation).text(using, using_named)


class _Marking:
    def __init__(self, operation: Operation) -> None:
        self.op = operation
        self.binds: list[str] = []
        self.template: list[str] = []
        self.with_graph: Token | None = None

    def text(self, using: Sequence[str], using_named: Sequence[str]) -> str | None:
        toks = list(self.op.toks)
        if toks[0].keyword == "WITH":
            self.with_graph = toks[1]
            toks = toks[2:]
        clauses = ""
        if toks[0].keyword == "DELETE" and toks[1].keyword == "WHERE":
            inner, rest = _block(toks, 2)
            self._mark("-", inner)
            pattern = self._cut(inner)
        else:
            rest = toks
            while rest[0].keyword in ("DELETE", "INSERT"):
                sign = "-" if rest[0].keyword == "DELETE" else "+"
                inner, rest = _block(rest, 1)
                self._mark(sign, inner)
            where = next(i for i, t in enumerate(rest) if t.keyword == "WHERE" or t.text == "{")
            clauses = self._cut(rest[:where])
            inner, rest = _block(rest, where + (rest[where].keyword == "WHERE"))
            pattern = self._cut(inner)
        if rest:  # pragma: no cover - Oxigraph's parser has taken the text before
            raise syntax_error(self.op.source, rest[0].start, "the update cannot be read from here on")
        if not self.template:
            return None
        clauses += "".join(f" USING <{g}>" for g in using) + "".join(f" USING NAMED <{g}>" for g in using_named)
        head = f"WITH {self.with_graph.text} " if self.with_graph else ""
        body = f"{{ {{ {pattern}\n}} {' '.join(self.binds)} }}"
        return f"{self.op.prologue}{head}INSERT {{ {' '.join(self.template)} }} {clauses} WHERE {body}"

    def _cut(self, toks: Sequence[Token]) -> str:
        return self.op.source[toks[0].start : toks[-1].end] if toks else ""

    def _mark(self, sign: str, toks: Sequence[Token]) -> None:
        """Put a template's triples into marks: those outside GRAPH, and those of each GRAPH."""
        outside: list[Token] = []
        index = 0
        while index < len(toks):
            if toks[index].keyword == "GRAPH":
                self._outside(sign, outside)
                outside = []
                inner, _ = _block(toks, index + 2)
                self._graph(sign, toks[index + 1], inner)
                index += len(inner) + 4  # GRAPH, name, two braces
            else:
                outside.append(toks[index])
                index += 1
        self._outside(sign, outside)

    def _outside(self, sign: str, toks: list[Token]) -> None:
        triples = toks[1:] if toks and toks[0].text == "." else toks
        if self.with_graph is not None:
            self._graph(sign, self.with_graph, triples)
        elif triples:
            self.template.append(f"GRAPH <{MARK}{sign}{MERGED}> {{ {self._cut(triples)}\n}}")

    def _graph(self, sign: str, name: Token, triples: Sequence[Token]) -> None:
        if not triples:
            return
        variable = f"?newsgraph_mark_{len(self.binds)}"
        # of what is no IRI an error, and so no triple (SPARQL 1.1 Update, section 3.1.3)
        encoded = f"IF(ISIRI({name.text}), ENCODE_FOR_URI(STR({name.text})), 1/0)"
        self.binds.append(f'BIND(IRI(CONCAT("{MARK}{sign}:", {encoded})) AS {variable})')
        self.template.append(f"GRAPH {variable} {{ {self._cut(triples)}\n}}")


def _block(toks: Sequence[Token], start: int) -> tuple[list[Token], list[Token]]:
    """What stands within the braces that open at `start`, and what stands behind them."""
    depth = 0
    for i in range(start, len(toks)):
        depth += (toks[i].text == "{") - (toks[i].text == "}")
        if depth == 0:
            return list(toks[start + 1 : i]), list(toks[i + 1 :])
    raise QueryError("not valid SPARQL: a brace is not closed")
