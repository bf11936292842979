"""One question of the SPARQL Protocol to an Oxigraph store: from the text to bytes in the form that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from newsgraph.ontology.errors import NotAcceptable, QueryError
from newsgraph.ontology.terms import PREFIXES
from newsgraph.store.binding import Bound, bind
from newsgraph.store.forms import BY_NAME, Caps, Form
from newsgraph.store.sparql import check_query

# what gives another value each time; BNODE and SERVICE with it
_PASSING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"})


@dataclass(frozen=True, slots=True)
class Question:
    """A query and how its answer is wanted.

    text: SPARQL; `$name` is a variable. rows, graph: names of the forms (store/forms.py) for SELECT and ASK, and for
    CONSTRUCT and DESCRIBE; None where the client takes none. base: for relative IRIs.
    default_graphs, named_graphs: of the protocol, which outrank FROM and FROM NAMED (SPARQL 1.1 Protocol, 2.1.4).
    services: SERVICE may be asked; who sets this has looked at the addresses.
    """

    text: str
    rows: str | None
    graph: str | None
    caps: Caps
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    services: bool = False

    def parts(self) -> tuple[object, ...]:
        """All that it consists of, in plain values."""
        caps = self.caps
        named = (self.default_graphs, self.named_graphs, self.services)
        return (self.text, self.rows, self.graph, caps.rows, caps.bytes, self.base, *named)

    def __reduce__(self) -> tuple[object, ...]:  # on its way to a query process: faster than by the fields' names
        return (_question, self.parts())


def _question(
    text: str, rows: str | None, graph: str | None, most_rows: int, most_bytes: int, base: str | None,
    default_graphs: tuple[str, ...], named_graphs: tuple[str, ...], services: bool,
) -> Question:  # fmt: skip
    return Question(text, rows, graph, Caps(most_rows, most_bytes), base, default_graphs, named_graphs, services)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question that was read. lasting: the same graph gives the same answer again."""

    bound: Bound
    operation: str
    form: Form
    lasting: bool


def prepare(question: Question) -> Prepared:
    """Read a question. Raises QueryError for what is no query, NotAcceptable where its answer has no form."""
    return _prepare_again(question) if len(question.text) < 20_000 else _prepare(question)


def _prepare(question: Question) -> Prepared:
    bound = bind(question.text, None)
    operation = check_query(question.text, list(bound.tokens), allow_service=question.services)
    graph = operation in ("CONSTRUCT", "DESCRIBE")
    name = question.graph if graph else question.rows
    if name is None:
        kind = "a graph" if graph else "rows" if operation == "SELECT" else "yes or no"
        raise NotAcceptable(
            f"{operation} gives {kind}, which has none of the forms that the request accepts",
            cure="accept " + ", ".join(f.content_type for f in BY_NAME.values() if f.graph == graph),
        )
    lasting = not any(t.keyword in _PASSING for t in bound.tokens)
    return Prepared(bound, operation, BY_NAME[name], lasting)


_prepare_again = lru_cache(maxsize=256)(_prepare)  # the same texts come again and again


def ask(store: Store, question: Question, prepared: Prepared) -> QueryBoolean | QuerySolutions | QueryTriples:
    """Run a question; what comes of SELECT and CONSTRUCT is found while it is read. Raises QueryError."""
    dataset = {}
    if question.default_graphs or question.named_graphs:
        try:
            dataset = {
                "default_graph": [NamedNode(g) for g in question.default_graphs],
                "named_graphs": [NamedNode(g) for g in question.named_graphs],
            }
        except ValueError as e:
            raise QueryError(f"the name of a graph is no IRI: {e}", cure="give an absolute IRI") from e
    try:
        return store.query(prepared.bound.text, base_iri=question.base, **dataset)  # type: ignore[arg-type]
    except SyntaxError as e:
        raise prepared.bound.error(str(e)) from e
    except (OSError, RuntimeError, ValueError) as e:
        raise QueryError(f"the query cannot be run: {e}") from e


def prefixes_for(form: Form) -> dict[str, str] | None:
    """The prefixes that a graph form is written with."""
    return dict(PREFIXES) if form.name in ("ttl", "trig", "rdf", "jsonld") else None
