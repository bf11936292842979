"""Which queries may ask other servers: those that name an allowed address in plain sight, and nothing hidden.

A query without SERVICE runs in a process that can open no connection. One with SERVICE runs in a process that can, so
what stands in its text has to be beyond doubt: each SERVICE is followed by an address from the list, written out, and
the word stands nowhere else, not in a string or a comment, and no character is written as an escape. So there is
nothing that another reading of the text (Oxigraph's, or the other server's) could take for a further SERVICE.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from newsgraph.ontology.errors import QueryError
from newsgraph.store.sparql import Token, syntax_error, tokens

_WORD = re.compile("service", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u", re.IGNORECASE)


def asks_others(text: str, allowed: Collection[str]) -> bool:
    """Whether a query has SERVICE, all of it allowed. Raises QueryError where some is not."""
    if not allowed or not _WORD.search(text):
        return False  # without a list the check for SERVICE itself refuses
    toks = tokens(text)
    at = [i for i, t in enumerate(toks) if t.keyword == "SERVICE"]
    if not at:
        return False
    seen = 0
    for i in at:
        address = _address(text, toks, i)
        if address.text[1:-1] not in allowed:
            cure = "allowed are " + ", ".join(sorted(allowed))
            raise syntax_error(text, address.start, f"SERVICE {address.text} is not allowed here", cure)
        seen += 1 + len(_WORD.findall(address.text))
    if len(_WORD.findall(text)) != seen:
        raise QueryError(
            'the word "service" stands elsewhere than as SERVICE in a query that asks another server',
            cure="leave it out of strings, names and comments, or ask without SERVICE",
        )
    if escape := _ESCAPE.search(text):
        why = "an escaped character in a query that asks another server"
        raise syntax_error(text, escape.start(), why, "write the character itself")
    return True


def _address(text: str, toks: list[Token], i: int) -> Token:
    behind = [t for t in toks[i + 1 : i + 3] if t.keyword != "SILENT"]
    if not behind or behind[0].kind != "iri":
        raise syntax_error(text, toks[i].start, "SERVICE without an address written out", "SERVICE <https://…>")
    return behind[0]
