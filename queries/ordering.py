"""A total order for the rows of a SELECT, so that pages of an answer fit together on any SPARQL server.

SPARQL promises no order without ORDER BY, nor among rows that its keys leave equal (SPARQL 1.1 Query, section 15.1).
The columns of the answer are added as last keys: then only rows that are the same in every column are equal.
"""

from __future__ import annotations

from newsgraph.store.sparql import Token, tokens

_AFTER = frozenset({"LIMIT", "OFFSET", "VALUES"})


def ordered(text: str) -> str:
    """The text with its columns as last keys of ORDER BY; unchanged where they cannot be told (`SELECT *`).

    No line is added, so lines in errors stay right.
    """
    toks = tokens(text)
    columns = _columns(toks)
    if not columns:
        return text
    has_order, end = False, None
    keys: set[str] = set()
    depth = 0
    where_seen = False
    for i, token in enumerate(toks):
        if has_order and end is None and token.kind == "variable" and _is_key(toks, i, depth):
            keys.add(token.text[1:])
        if token.text in ("{", "("):
            depth += 1
        elif token.text in ("}", ")"):
            depth -= 1
            where_seen = where_seen or (token.text == "}" and depth == 0)
        elif depth == 0 and where_seen and token.keyword == "ORDER":
            has_order = True
        elif depth == 0 and where_seen and token.keyword in _AFTER and end is None:
            end = token.start
    more = " ".join(f"?{name}" for name in columns if name not in keys)
    if not more:
        return text
    insert = f" {more} " if has_order else f" ORDER BY {more} "
    if end is None:
        last = toks[-1].end
        return text[:last] + insert + text[last:]
    return text[:end] + insert + text[end:]


def _is_key(toks: list[Token], i: int, depth: int) -> bool:
    """Whether a variable behind ORDER BY is a key by itself: `?x`, `ASC(?x)`, `DESC(?x)`. A second time it would change
    nothing, and a Virtuoso that is given a key twice crashes (7.2.5)."""
    if depth == 0:
        return True
    around = [t.keyword or t.text for t in (*toks[max(i - 2, 0) : i], *toks[i + 1 : i + 2])]
    return depth == 1 and around in (["ASC", "(", ")"], ["DESC", "(", ")"])


def _columns(toks: list[Token]) -> list[str]:
    """The names that the outermost SELECT lists; none for `*`."""
    start = next((i for i, t in enumerate(toks) if t.keyword == "SELECT"), None)
    if start is None:
        return []
    names: list[str] = []
    depth = 0
    for token, before in zip(toks[start + 1 :], toks[start:], strict=False):
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth -= 1
        elif depth == 0 and (token.text in ("{", "*") or token.keyword in ("WHERE", "FROM")):
            break
        elif token.kind == "variable" and (depth == 0 or (depth == 1 and before.keyword == "AS")):
            names.append(token.text[1:])
    return names
