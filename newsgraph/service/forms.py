"""A saved query as a form: what stands in each field, which choices it has, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsgraph.ontology.errors import ParameterError
from newsgraph.ontology.terms import local_name
from newsgraph.queries.catalogue import SavedQuery
from newsgraph.queries.names import Entry
from newsgraph.queries.parameters import NODE_TYPES, TERM_TYPES, Parameter
from newsgraph.queries.search import NameIndex
from newsgraph.viz.pages import Links

CANDIDATES = 8

_LABELS = {
    "org": "Organisation", "type": "Type of event", "one": "First", "other": "Second", "least": "At least",
    "only": "Only this item", "agent": "Organisation or person", "node": "Thing", "text": "Words",
    "subject": "What it is said of", "value": "What is said",
}  # fmt: skip
_IN = {"year": "Year", "location": "Within", "event": "Event"}
_PLACEHOLDERS = {"date": "2024, 2024-07 or 2024-07-14", "year": "2024"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that an ambiguous or unknown name may mean; `value` names it and nothing else."""

    label: str
    cls: str
    detail: str
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field. control: "select", "name", "date", "year", "number" or "text"."""

    name: str
    label: str
    hint: str
    control: str
    type: str
    required: bool
    value: str
    placeholder: str
    example: str
    choices: tuple[Choice, ...] = ()
    error: str = ""
    cure: str = ""
    candidates: tuple[Candidate, ...] = ()


def fields(
    query: SavedQuery,
    given: Mapping[str, str],
    slips: Mapping[str, ParameterError],
    candidates: Mapping[str, Sequence[Candidate]],
) -> list[Field]:
    """The fields of a query's form, in the order of its header."""
    return [
        _field(p, given.get(p.name, ""), slips.get(p.name), tuple(candidates.get(p.name, ()))) for p in query.parameters
    ]


def _field(p: Parameter, value: str, slip: ParameterError | None, candidates: tuple[Candidate, ...]) -> Field:
    control = {"date": "date", "year": "year", "integer": "number"}.get(p.type, "text")
    choices: tuple[Choice, ...] = ()
    if p.type in NODE_TYPES:
        control = "name"
    elif p.type in TERM_TYPES:
        control, choices = "select", _terms(p, value)
    elif p.type == "boolean":
        control, choices = "select", _booleans(p, value)
    prefix = f"{p.name}: "
    why = slip.why.removeprefix(prefix) if slip else ""
    return Field(
        name=p.name,
        label=_IN.get(p.type, "In") if p.name == "in" else _LABELS.get(p.name, p.name.capitalize()),
        hint=p.description,
        control=control,
        type=p.type,
        required=p.required,
        value=value if value or p.default is None else p.default,
        placeholder=_PLACEHOLDERS.get(p.type, f"for example {p.example}"),
        example=p.example,
        choices=choices,
        error=why,
        cure=(slip.cure or "") if slip else "",
        candidates=candidates,
    )


def _terms(p: Parameter, value: str) -> tuple[Choice, ...]:
    key = re.sub(r"[\s_-]+", "", value).casefold()
    names = [local_name(t) for t in TERM_TYPES[p.type]]
    if p.type in ("event-type", "property"):
        names.sort(key=str.casefold)
    blank = () if p.required and key else (Choice("", "Choose …" if p.required else "Any", not key),)
    return (*blank, *(Choice(n, spoken(n), n.casefold() == key) for n in names))


def _booleans(p: Parameter, value: str) -> tuple[Choice, ...]:
    now = (value or p.default or "").casefold()
    yes, no = now in ("true", "yes", "1"), now in ("false", "no", "0")
    blank = () if p.required or p.default is not None else (Choice("", "Any", not (yes or no)),)
    return (*blank, Choice("true", "Yes", yes), Choice("false", "No", no))


def spoken(name: str) -> str:
    """A term's local name in words: "startDate" → "start date"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) if name[:1].isupper() else re.sub("([A-Z])", r" \1", name).lower()


def candidates(index: NameIndex, p: Parameter, value: str, links: Links) -> list[Candidate]:
    """What a value that no single thing bears may mean: what bears just this name, else what is named most like it."""
    classes = [local_name(c) for c in NODE_TYPES[p.type]]
    same = index.same_name(value, classes)
    found = same if len(same) > 1 else index.complete(value, classes, CANDIDATES)
    return [candidate(index, e, classes, links) for e in found[:CANDIDATES]]


def candidate(index: NameIndex, e: Entry, classes: Sequence[str], links: Links) -> Candidate:
    """An entry for a list to choose from: its name as the value where that is enough, else the end of its IRI."""
    alone = len(index.same_name(e.label, classes)) == 1
    value = e.label if alone else e.iri.removeprefix(links.base)
    return Candidate(e.label, e.cls, detail(e), value)


def detail(e: Entry) -> str:
    """What tells things of one name apart: kind, day, place, other names."""
    parts = [e.kind, e.start, ", ".join(e.places)]
    if e.cls in ("Organisation", "Person", "Programme"):
        parts.append(", ".join(e.names[1:3]))
    return " · ".join(part for part in parts if part)
