"""Running saved queries and free SPARQL on a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from newsgraph.ontology.errors import ParameterError, QueryError
from newsgraph.queries.catalogue import SavedQuery
from newsgraph.queries.lookup import look_up
from newsgraph.queries.ordering import ordered
from newsgraph.queries.parameters import NODE_TYPES, UNSET, Parameter, nearest, plain_term
from newsgraph.queries.table import Table, join_rows
from newsgraph.store.base import Answer, GraphStore, Row, Rows, Term


def run(
    store: GraphStore,
    query: SavedQuery,
    arguments: Mapping[str, str],
    *,
    base: str,
    timeout: float | None = None,
    most: int | None = None,
    total_order: bool = False,
) -> Table:
    """Run a saved query and read its whole answer.

    arguments: parameter → value as a person gives it: a name ("OUC"), an IRI, a date, a number. An empty value counts
        as left out.
    base: the project's base IRI, so that "organisation/ouc" can stand for an IRI.
    timeout: seconds that the store may take.
    most: rows that are read of the store's answer; where there are more, the table is marked as `cut`.
    total_order: let no two different rows change places from one time to the next (see ordering.py).
    Raises ParameterError for an argument that is missing, unknown, of the wrong type, or a name that is not in the
    graph or stands for several things; QueryError for a text that the store does not accept.
    """
    return run_bound(
        store,
        query,
        bind_arguments(store, query, arguments, base=base),
        timeout=timeout,
        most=most,
        total_order=total_order,
    )


def run_bound(
    store: GraphStore,
    query: SavedQuery,
    bindings: Mapping[str, Term],
    *,
    timeout: float | None = None,
    most: int | None = None,
    total_order: bool = False,
) -> Table:
    """Run a saved query whose parameters are terms already; see `run`."""
    text = ordered(query.text) if total_order else query.text
    try:
        answer = store.query(text, bindings=bindings, timeout=timeout)
    except QueryError as e:
        if e.source is not None:
            raise
        raise type(e)(e.why, source=query.source, line=e.line, cure=e.cure) from e
    if not isinstance(answer, Rows):
        raise QueryError("a saved query is a SELECT", source=query.source)
    for name in query.join:
        if name not in answer.variables:
            raise QueryError(f"the header joins ?{name}, which the text does not select", source=query.source)
    found: Iterator[Row] = answer.rows if most is None else islice(answer.rows, most)
    rows = tuple(join_rows(answer.variables, found, query.join) if query.join else found)
    cut = most is not None and next(answer.rows, None) is not None
    return Table(answer.variables, rows, query.title, cut)


def bind_each(
    store: GraphStore, query: SavedQuery, arguments: Mapping[str, str], *, base: str
) -> tuple[dict[str, Term], dict[str, ParameterError]]:
    """The terms of the parameters that are right, and what is wrong with each of the others: for a form.

    Arguments that are no parameters of the query are passed over.
    """
    terms: dict[str, Term] = {}
    slips: dict[str, ParameterError] = {}
    for p in query.parameters:
        try:
            terms[p.name] = _term(store, query, p, arguments.get(p.name, ""), base)
        except ParameterError as e:
            slips[p.name] = e
    return terms, slips


def bind_arguments(store: GraphStore, query: SavedQuery, arguments: Mapping[str, str], *, base: str) -> dict[str, Term]:
    """The term for every parameter of a query. Raises ParameterError."""
    known = [p.name for p in query.parameters]
    for name in arguments:
        if name not in known:
            near = nearest(name, known)
            cure = f"did you mean {near[0]}?" if near else f"it has {', '.join(known)}" if known else "it has none"
            raise ParameterError(f"{query.name} has no parameter {name!r}", cure=cure)
    return {p.name: _term(store, query, p, arguments.get(p.name, ""), base) for p in query.parameters}


def _term(store: GraphStore, query: SavedQuery, parameter: Parameter, value: str, base: str) -> Term:
    if not value.strip():
        if parameter.required:
            raise ParameterError(
                f"{query.name} needs {parameter.name}: {parameter.description}",
                cure=f"for example {parameter.name}={parameter.example}",
            )
        if parameter.default is None:
            return UNSET
        value = parameter.default
    if parameter.type not in NODE_TYPES:
        return plain_term(parameter, value)
    try:
        return look_up(store, value, base=base, type=parameter.type)
    except ParameterError as e:
        raise ParameterError(f"{parameter.name}: {e.why}", cure=e.cure) from e


def free(
    store: GraphStore, text: str, *, bindings: Mapping[str, Term] | None = None, timeout: float | None = None
) -> Answer:
    """Run free SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE. Known prefixes need not be declared.

    An update is refused by the store. Raises QueryError with the line in the text.
    """
    return store.query(text, bindings=bindings or {}, timeout=timeout)
