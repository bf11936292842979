"""The parameters of saved queries: their types, and how a word of the user becomes an RDF term.

A value is turned into a term here and bound by the store; it never becomes part of a query's text. An optional
parameter that is left out is bound to the empty string: queries ask `FILTER(STR($type) = "" || …)`.

Dates are as precise as the user wishes (`2024`, `2024-07`, `2024-07-14`) and are bound as plain strings, because the
graph's dates are of three datatypes (xsd:gYear, xsd:gYearMonth, xsd:date) that SPARQL does not compare with each other.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from newsgraph.ontology.errors import ParameterError
from newsgraph.ontology.terms import EVENT_TYPES, NG, ROLE_PROPERTIES, STATUSES, XSD, local_name

UNSET = Literal("")

# types whose values are nodes of the graph, found by name; with the classes that they may have
NODE_TYPES: dict[str, tuple[NamedNode, ...]] = {
    "organisation": (NG.Organisation,),
    "person": (NG.Person,),
    "agent": (NG.Organisation, NG.Person),
    "location": (NG.Location,),
    "programme": (NG.Programme,),
    "entity": (NG.Organisation, NG.Person, NG.Location, NG.Programme),
    "event": (NG.Event,),
    "item": (NG.NewsItem,),
    "node": (NG.Organisation, NG.Person, NG.Location, NG.Programme, NG.Event, NG.NewsItem),
}
# types whose values are terms of the vocabulary, given by their local name
STATED_PROPERTIES: tuple[NamedNode, ...] = (
    *ROLE_PROPERTIES, NG.startDate, NG.endDate, NG.location, NG.programme, NG.theme, NG.purpose, NG.celebrates,
    NG.partOf, NG.within, NG.locatedIn, NG.holds,
)  # fmt: skip
TERM_TYPES: dict[str, tuple[NamedNode, ...]] = {
    "event-type": EVENT_TYPES,
    "status": STATUSES,
    "role": ROLE_PROPERTIES,
    "property": STATED_PROPERTIES,
}
PLAIN_TYPES = ("date", "year", "integer", "string", "boolean")
TYPES: tuple[str, ...] = (*NODE_TYPES, *TERM_TYPES, *PLAIN_TYPES)

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_BOOLEANS = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a saved query: `$name` in its text. `default` is None where nothing stands in."""

    name: str
    type: str
    required: bool
    default: str | None
    description: str
    example: str


def nearest(word: str, names: Iterable[str], limit: int = 5) -> list[str]:
    """The most similar names, best first."""
    found = process.extract(
        word, sorted(set(names)), scorer=fuzz.WRatio, processor=str.casefold, limit=4 * limit, score_cutoff=60
    )
    # WRatio gives any name that holds the words about 90; the plain ratio puts the names of like length first
    best = sorted(found, key=lambda f: (-f[1] - fuzz.ratio(word.casefold(), f[0].casefold()), f[0]))
    return [name for name, _, _ in best[:limit]]


def plain_term(parameter: Parameter, value: str) -> Literal | NamedNode:
    """The term for a value whose type is not one of NODE_TYPES. Raises ParameterError."""
    value = value.strip() if parameter.type != "string" else value
    if parameter.type in TERM_TYPES:
        return _vocabulary(parameter, value)
    match parameter.type:
        case "date":
            return Literal(_date(parameter, value))
        case "year":
            if not re.fullmatch(r"\d{4}", value, re.ASCII):
                raise _wrong(parameter, value, "a year of four digits")
            return Literal(value)
        case "integer":
            if not re.fullmatch(r"[+-]?\d{1,15}", value, re.ASCII):
                raise _wrong(parameter, value, "a whole number")
            return Literal(str(int(value)), datatype=XSD.integer)
        case "boolean":
            if value.casefold() not in _BOOLEANS:
                raise _wrong(parameter, value, "true or false")
            return Literal(_BOOLEANS[value.casefold()])
        case _:
            return Literal(_without_surrogates(value))


def _date(parameter: Parameter, value: str) -> str:
    if value.casefold() == "today":
        return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    if _DATE.fullmatch(value):
        try:
            datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError:
            pass
        else:
            return value
    raise _wrong(parameter, value, "a date: YYYY-MM-DD, YYYY-MM, YYYY or today")


def _vocabulary(parameter: Parameter, value: str) -> NamedNode:
    known = {local_name(term): term for term in TERM_TYPES[parameter.type]}
    folded = {name.casefold(): term for name, term in known.items()}
    key = value.strip("<>").casefold()
    for prefix in (NG.Event.value.removesuffix("Event").casefold(), "ng:"):
        key = key.removeprefix(prefix)
    key = re.sub(r"[\s_-]+", "", key)
    if key in folded:
        return folded[key]
    raise _wrong(parameter, value, "one of " + ", ".join(known))


def _without_surrogates(value: str) -> str:
    # a command line that is not UTF-8 arrives with lone surrogates, which no literal may hold
    return value.encode("utf-8", "replace").decode("utf-8")


def _wrong(parameter: Parameter, value: str, wanted: str) -> ParameterError:
    return ParameterError(
        f"{parameter.name}: {shown(value)} is not {wanted}", cure=f"for example {parameter.name}={parameter.example}"
    )


def shown(value: str) -> str:
    """A user's value in a message: quoted, control characters escaped, at most 80 characters."""
    return repr(value if len(value) <= 80 else value[:79] + "…")
