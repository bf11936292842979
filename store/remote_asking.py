"""One question of the SPARQL Protocol to a graph that a remote server keeps, under the limits of the embedded one.

The server is asked with the question's time limit, and for one row more than allowed, so that a cut is known. Its
answer is read whole (at most ROOM times the allowed bytes) and written anew in the form that was asked for.
"""

from __future__ import annotations

import io

from pyoxigraph import QueryResultsFormat, Triple, parse, parse_query_results

from newsgraph.ontology.errors import StoreError
from newsgraph.store.asking import Question, prefixes_for, prepare
from newsgraph.store.base import Rows, Truth
from newsgraph.store.binding import Bound, Edit, edited
from newsgraph.store.forms import write_answer
from newsgraph.store.frames import Head
from newsgraph.store.remote import RemoteStore
from newsgraph.store.results import to_json

ROOM = 4  # a form may take so many times the bytes of another


def ask_remote(store: RemoteStore, question: Question, *, seconds: float) -> tuple[Head, bytes]:
    """Raises what RemoteStore.query raises, NotAcceptable, and StoreError for an answer that is far too large."""
    prepared = prepare(question)
    graphs = prepared.form.graph
    bound = prepared.bound
    # Virtuoso refuses to sort where a LIMIT is above its own of 10,000 rows; without one it cuts, and says so
    if prepared.operation != "ASK" and store.at.flavour != "virtuoso":
        bound = _limited(bound, question.caps.rows + 1)
    reply = store.asked(
        bound,
        graphs=graphs,
        seconds=seconds,
        default_graphs=question.default_graphs,
        named_graphs=question.named_graphs,
        most=ROOM * question.caps.bytes,
    )
    parts: list[bytes] = []
    form, prefixes = prepared.form, prefixes_for(prepared.form)
    if graphs:
        triples = (Triple(q.subject, q.predicate, q.object) for q in parse(reply.body, format=store.format_of(reply)))
        try:
            cut = write_answer(triples, form, question.caps, parts.append, prefixes)
        except SyntaxError as e:
            raise StoreError(f"answered with broken RDF: {e}", source=store.at.query) from e
    else:
        answer = store.results_of(reply, prepared.operation)
        assert isinstance(answer, (Rows, Truth))
        solutions = parse_query_results(io.BytesIO(to_json(answer)), format=QueryResultsFormat.JSON)
        cut = write_answer(solutions, form, question.caps, parts.append, prefixes)
    # not lasting: the server's graph may change without our knowledge
    return Head(form.name, cut, whole=True, lasting=False), b"".join(parts)


def _limited(bound: Bound, most: int) -> Bound:
    """The query with LIMIT at most so many: the last one outside braces, put before VALUES where there is none."""
    depth, limit, values = 0, None, len(bound.original)
    toks = bound.tokens
    for i, token in enumerate(toks):
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
        if depth == 0 and token.keyword == "LIMIT" and i + 1 < len(toks) and toks[i + 1].kind == "number":
            limit = toks[i + 1]
        if depth == 0 and token.keyword == "VALUES":
            values = token.start
    if limit is None:
        edit = Edit(values, values, f"\nLIMIT {most} ", "")  # a line of its own: a comment may stand at the end
    elif limit.text.isdigit():
        edit = Edit(limit.start, limit.end, str(min(int(limit.text[:18]), most)), "")
    else:  # not valid: the server says so
        return bound
    return edited(bound.original, bound.tokens, [*bound.edits, edit])
