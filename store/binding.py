"""Binding of parameters: one meaning for every backend.

In a query text `$name` is a parameter, `?name` a variable. A parameter is replaced, token by token, by the N-Triples
form of an RDF term; no user's text is ever pasted. So a parameter may stand wherever a term may: in a triple pattern, a
property path's end, `GRAPH $g`, FILTER, VALUES, a subquery. It is not projected, not assigned to (`AS $name`), and not
written as `?name` elsewhere.

Every parameter must be bound; one that the user left out is bound to the empty string, so that a saved query says
`FILTER($from = "" || ?start >= $from)`. `BOUND($name)` is true.

(pyoxigraph's own `substitutions` follow SEP-0007 and take projected variables only: measured, 0.5.13.)

The known prefixes (`newsgraph.ontology.terms.PREFIXES`) need not be declared: the missing ones are put in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import BlankNode, Literal, NamedNode

from newsgraph.ontology.errors import QueryError
from newsgraph.ontology.terms import PREFIXES
from newsgraph.store.base import Term
from newsgraph.store.sparql import WRITES, Token, operation, syntax_error, tokens

_AT = re.compile(r"error at (\d+):(\d+): (?s:(.*))")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in the bound text in place of `[start, end)` of the original text."""

    start: int
    end: int
    text: str
    name: str  # the parameter; "" for added prefixes


@dataclass(frozen=True, slots=True)
class Bound:
    """A query ready to be sent, and the way back from a place in it to the place in the author's text."""

    original: str
    text: str
    tokens: tuple[Token, ...]  # of the original text
    edits: tuple[Edit, ...]

    def origin(self, offset: int) -> tuple[int, Edit | None]:
        """The offset in the author's text for one in the bound text, and the parameter that stands there."""
        shift = 0
        for edit in self.edits:
            begin = edit.start + shift
            if offset < begin:
                break
            if offset < begin + len(edit.text):
                return edit.start, edit if edit.name else None
            shift += len(edit.text) - (edit.end - edit.start)
        return min(offset - shift, len(self.original)), None

    def error(self, said: str) -> QueryError:
        """The QueryError for what pyoxigraph's parser said ("error at 2:26: expected …"), in the author's lines."""
        match = _AT.search(said)
        if match is None:
            return QueryError(f"not valid SPARQL: {_shorten(said)}")
        lines = self.text.split("\n")
        line, column = int(match[1]), int(match[2])
        # the parser counts columns in code points from 1
        offset = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
        where, edit = self.origin(offset)
        if edit is None:  # the parser stops behind the term that it cannot use
            _, edit = self.origin(offset - 1)
            where = edit.start if edit else where
        if edit is not None:
            cure = "a parameter stands for a term in a pattern, FILTER or VALUES; an empty one cannot be a graph"
            return syntax_error(
                self.original, where, f"{edit.text.strip()}, the value of ${edit.name}, cannot stand here", cure
            )
        if "Prefix not found" not in match[3] and (begins := _second_opinion(self.text)) is not None:
            where = min(where, self.origin(begins)[0])
        return syntax_error(self.original, where, *_explain(self, where, match[3]))


def _second_opinion(text: str) -> int | None:
    """Where rdflib's parser stops: the begin of the part that cannot be read. pyoxigraph's often points at the end."""
    from pyparsing import ParseBaseException  # slow to import, only for a wrong query
    from rdflib.plugins.sparql.parser import parseQuery

    if operation(tokens(text)) in WRITES:  # there rdflib points at the begin of the operation
        return None
    try:
        parseQuery(text)
    except ParseBaseException as e:
        return int(e.loc)
    except RecursionError:
        return None
    return None


def _shorten(said: str) -> str:
    """One line, without the parser's character classes."""
    said = re.sub(r"\['.*?'\](?=,|$)|\[_\]", "", said, flags=re.DOTALL)
    wanted = [w.strip() for w in re.sub(r"^expected( one of)? ", "", said).split(", ") if w.strip()]
    if len(wanted) > 8:
        wanted = [*wanted[:8], "…"]
    return ("expected " if said.startswith("expected") else "") + ", ".join(wanted)


def _explain(bound: Bound, where: int, said: str) -> tuple[str, str | None]:
    if "Prefix not found" in said:
        before = [t for t in bound.tokens if t.kind == "pname" and t.start < where]
        prefix = before[-1].text.partition(":")[0] if before else ""
        return (
            f"the prefix {prefix}: is not declared",
            f"add PREFIX {prefix}: <…>; known without it: {', '.join(PREFIXES)}",
        )
    near = next((t for t in bound.tokens if t.end > where), None)
    found = f"cannot be read from {near.text[:40]!r} on" if near else "the query ends too early"
    opened, closed = (sum(t.text == c for t in bound.tokens if t.kind == "punct") for c in "{}")
    cure = f"{opened} {{ but {closed} }}" if opened != closed else None
    detail = _shorten(said)
    return (f"{found}; {detail}" if detail.strip() not in ("", "expected") else found), cure


def bind(text: str, bindings: Mapping[str, Term] | None = {}) -> Bound:
    """Bind the parameters of a query. Raises QueryError for one that is missing, or stands where none may.

    bindings: None for plain SPARQL, where `$name` is the variable `?name`.
    """
    toks = tokens(text)
    edits = [*_missing_prefixes(toks)]
    if bindings is not None:
        edits += _parameters(text, toks, bindings)
    return edited(text, toks, edits)


def edited(text: str, toks: Sequence[Token], edits: Sequence[Edit]) -> Bound:
    """A query with edits made, which stand in the order of their places."""
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    parts.append(text[done:])
    return Bound(text, "".join(parts), tuple(toks), tuple(edits))


def parameters(text: str) -> tuple[str, ...]:
    """The names of a text's parameters, in the order of their first use."""
    return tuple(dict.fromkeys(t.text[1:] for t in tokens(text) if t.kind == "variable" and t.text[0] == "$"))


def _missing_prefixes(toks: Sequence[Token]) -> Iterator[Edit]:
    declared = {b.text[:-1] for a, b in pairwise(toks) if a.keyword == "PREFIX"}
    used = {t.text.partition(":")[0] for t in toks if t.kind == "pname"}
    lines = [f"PREFIX {p}: <{iri}> " for p, iri in PREFIXES.items() if p in used - declared]
    if lines:
        yield Edit(0, 0, "".join(lines), "")


def _parameters(text: str, toks: Sequence[Token], bindings: Mapping[str, Term]) -> Iterator[Edit]:
    variables = {t.text[1:] for t in toks if t.kind == "variable" and t.text[0] == "?"}
    projecting, depth = False, 0
    for i, token in enumerate(toks):
        if token.keyword == "SELECT":
            projecting, depth = True, 0
        elif token.text == "{" or token.keyword in ("WHERE", "FROM"):
            projecting = False
        depth += (token.text == "(") - (token.text == ")")
        if token.kind != "variable" or token.text[0] != "$":
            continue
        name = token.text[1:]
        if name not in bindings:
            why = f"the parameter ${name} has no value"
            raise syntax_error(text, token.start, why, f"give it one, or write ?{name} if a variable is meant")
        if name in variables:
            raise syntax_error(text, token.start, f"${name} and ?{name} are one name", "call the variable otherwise")
        if (projecting and depth == 0) or (i and toks[i - 1].keyword == "AS"):
            raise syntax_error(text, token.start, f"the parameter ${name} cannot be a column or be assigned to")
        if i > 1 and toks[i - 1].text == "(" and toks[i - 2].keyword == "BOUND" and toks[i + 1 : i + 2]:
            yield Edit(toks[i - 2].start, toks[i + 1].end, "(true)", name)
        else:
            yield Edit(token.start, token.end, f" {_written(name, bindings[name])} ", name)


def _written(name: str, term: Term) -> str:
    """The N-Triples form, which is SPARQL too. pyoxigraph has checked the IRI and escapes the literal."""
    if isinstance(term, (NamedNode, Literal)):
        return str(term)
    kind = "blank node" if isinstance(term, BlankNode) else type(term).__name__
    raise QueryError(f"the parameter ${name} is a {kind}", cure="give an IRI or a literal")
