"""A lexer for SPARQL 1.1: enough of its grammar to know strings, IRIs, comments, variables and keywords apart.

Follows the terminals of SPARQL 1.1 Query, section 19.8 ("longest match"): so `?a<?b&&?c>?d` has the IRI
`<?b&&?c>` in it, as the specification says, and a comparison needs a space after `<`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from newsgraph.ontology.errors import QueryError

Kind = Literal["comment", "iri", "string", "variable", "pname", "lang", "word", "number", "space", "punct"]

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*>)
    | (?P<string>
          \"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"
        | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        | "(?:[^"\\\n\r]|\\.)*"
        | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<pname>(?:[^\W\d](?:[\w.\-]*[\w\-])?)?:(?:[\w:.\-·]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<space>\s+)
    | (?P<punct>.)
    """,
    re.VERBOSE | re.DOTALL,
)

# an IRI without a scheme and with a variable in it: somebody meant `?a<$b && … >`
_COMPARISON = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^>]*[?$]\w")
# `FILTER(1<2)SERVICE?v#>` has an IRI in it by the longest match; Oxigraph has no lexer and reads a comparison, SERVICE
_HIDDEN = re.compile(r"(?is)<.*\).*service[?$]\w.*#")

_READS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
WRITES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})


class Token(NamedTuple):
    kind: Kind
    text: str
    start: int  # offset in the query, code points

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """The word in capitals, "" for anything else."""
        return self.text.upper() if self.kind == "word" else ""


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


def tokens(text: str) -> list[Token]:
    """The tokens, without spaces and comments. Raises QueryError for an open string or a stray escape."""
    return list(_scan(text))


def _scan(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("space", "comment"):
            continue
        token = Token(kind, match.group(), match.start())  # type: ignore[arg-type]
        if kind not in ("punct", "iri"):
            yield token
            continue
        if token.kind == "punct" and token.text in "\"'\\":
            # an escape outside strings and IRIs could hide a keyword (`\u0053ERVICE`) from the checks below
            what = "an escape outside a string" if token.text == "\\" else "a string that is not closed"
            raise syntax_error(text, token.start, what, "write the character itself" if token.text == "\\" else None)
        if token.kind == "iri" and _COMPARISON.match(token.text):
            # Oxigraph would compare, and see a variable where a parameter is meant
            raise syntax_error(text, token.start, f"{token.text} is an IRI", "put a space behind < to compare")
        yield token


def syntax_error(text: str, offset: int, why: str, cure: str | None = None) -> QueryError:
    """A QueryError that says where in the text."""
    line, column = position(text, offset)
    return QueryError(f"not valid SPARQL at line {line}, column {column}: {why}", line=line, cure=cure)


def operation(toks: list[Token]) -> str:
    """The first keyword after the prologue: SELECT, ASK, CONSTRUCT, DESCRIBE, INSERT … or "" where there is none."""
    index = 0
    while index < len(toks) and toks[index].keyword in ("PREFIX", "BASE"):
        index += 3 if toks[index].keyword == "PREFIX" else 2
    return toks[index].keyword if index < len(toks) else ""


def check_query(text: str, toks: list[Token], *, allow_service: bool) -> str:
    """Refuse what is no query, and SERVICE unless allowed (it makes the store fetch). Returns the operation."""
    found = operation(toks)
    if found in WRITES:
        raise QueryError(
            f"{found} changes the graph, and this is a place for questions",
            cure="ask with SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    if found not in _READS:
        start = toks[0].start if toks else 0
        raise syntax_error(text, start, "no SELECT, ASK, CONSTRUCT or DESCRIBE found", "start with one of them")
    if not allow_service:
        _refuse_fetching(text, toks, ("SERVICE",))
    return found


def check_update(text: str, toks: list[Token], *, allow_service: bool) -> None:
    """Refuse what is no update, and LOAD and SERVICE unless allowed."""
    found = operation(toks)
    if found in _READS:
        raise QueryError(f"{found} is a question, and this is a place for updates", cure="use a query for it")
    if not allow_service:
        _refuse_fetching(text, toks, ("SERVICE", "LOAD"))


def _refuse_fetching(text: str, toks: list[Token], words: tuple[str, ...]) -> None:
    for token in toks:
        if token.keyword in words or (token.kind == "iri" and _HIDDEN.match(token.text)):
            why = f"{token.keyword or 'SERVICE'} fetches from another server, which is not allowed here"
            raise syntax_error(text, token.start, why, "ask the other server itself, or leave it out")
