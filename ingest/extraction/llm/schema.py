"""What a language model is asked to answer, as pydantic models, and how an answer is taken apart.

The models are strict about what matters (which lists of words a type or a role comes from) and lenient about what does
not (a missing list is empty). An element that does not fit is dropped and counted, the rest of the answer is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from newsgraph.ingest.model import EVENT_TYPES, EntityType, RelationKind, Role, Status

MOST = 500  # elements of a list: an answer with more is a machine gone wild


def _listed(value: object) -> object:
    return [] if value is None else value[:MOST] if isinstance(value, list) else value


def _word(value: object) -> object:
    """Models like to answer "" or "null" for nothing, and numbers for ids."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None if isinstance(value, str) and value.strip().lower() in ("", "null", "none", "n/a") else value


T = TypeVar("T")
Many = Annotated[list[T], BeforeValidator(_listed)]
Word = Annotated[str | None, BeforeValidator(_word)]
Id = Annotated[str, BeforeValidator(_word)]


class Wire(BaseModel):
    """Base of all parts of an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Entity(Wire):
    id: Id
    type: EntityType
    name: str
    other_names: Many[str] = []
    acronym: Word = None
    kind: Word = None


class Link(Wire):
    """An entity that the event has as place or programme, with the words that say so."""

    entity: Id
    quote: str


class RoleOf(Wire):
    role: Role
    entity: Id
    quote: str


class Event(Wire):
    id: Id
    type: Literal[EVENT_TYPES]  # type: ignore[valid-type]  # mypy wants the words written out once more
    called: Word = None
    triggers: Many[str]
    start: Word = None
    end: Word = None
    time_quote: Word = None
    status: Status = "held"
    background: bool = False
    part_of: Word = None
    places: Many[Link] = []
    programmes: Many[Link] = []
    roles: Many[RoleOf] = []
    theme: Word = None
    purpose: Word = None
    celebrates: Word = None


class Relation(Wire):
    kind: RelationKind
    subject: Id
    object: Id
    quote: str


class Post(Wire):
    person: Id
    title: str
    organisation: Word = None
    former: bool = False
    quote: str


class Answer(Wire):
    entities: Many[Entity] = []
    events: Many[Event] = []
    relations: Many[Relation] = []
    posts: Many[Post] = []


@dataclass
class Parts:
    """An answer taken apart: what fits, and how many elements of which list do not.

    cut: the answer ended in the middle; what stood before is here.
    """

    entities: list[Entity] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    unfit: Counter[str] = field(default_factory=Counter)
    cut: bool = False


class Unusable(ValueError):
    """An answer that says nothing in the asked form; `str()` tells the model what was wrong."""


def wire_schema() -> dict[str, Any]:
    """The JSON schema to send: every property required, none beside them, as servers with strict decoding want it."""
    schema = _strict(Answer.model_json_schema())
    assert isinstance(schema, dict)
    return schema


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(n) for n in node]
    if not isinstance(node, dict):
        return node
    out = {k: _strict(v) for k, v in node.items() if k not in ("default", "description") and not _heading(k, v)}
    if out.get("type") == "object" and "properties" in out:
        out["required"] = list(out["properties"])
        out["additionalProperties"] = False
    return out


def _heading(key: str, value: object) -> bool:
    """pydantic's own "title" of a schema, not a property of that name."""
    return key == "title" and isinstance(value, str)


_FENCE = re.compile(r"```[A-Za-z]*\s*\n(.*?)(?:\n\s*```|\Z)", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_LISTS: dict[str, TypeAdapter[Any]] = {
    "entities": TypeAdapter(Entity),
    "events": TypeAdapter(Event),
    "relations": TypeAdapter(Relation),
    "posts": TypeAdapter(Post),
}


def take_apart(content: str, *, cut: bool = False) -> Parts:
    """The parts of an answer, which may stand in a code fence or amid prose.

    cut: the server says that the answer was cut off at its length limit; what is whole of it is taken.
    Raises Unusable where there is no JSON object of the asked form.
    """
    answer = _object(content, cut)
    lists = {name: answer.get(name) for name in _LISTS}
    wrong = [name for name, value in lists.items() if value is not None and not isinstance(value, list)]
    if wrong or all(value is None for value in lists.values()):
        raise Unusable("it must be one JSON object with the lists entities, events, relations and posts")
    parts = Parts(cut=cut)
    problem = ""
    for name, fits in _LISTS.items():
        elements = lists[name] or []
        parts.unfit[name] += len(elements[MOST:])
        for element in elements[:MOST]:
            try:
                getattr(parts, name).append(_validated(fits, element, parts.unfit))
            except ValidationError as e:
                parts.unfit[name] += 1
                first = e.errors(include_url=False, include_input=False)[0]
                problem = problem or f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
    parts.unfit = +parts.unfit
    if problem and not (parts.entities or parts.events):
        raise Unusable(f"nothing in it has the asked form; the first mistake is {problem}")
    return parts


def _validated(fits: TypeAdapter[Any], element: object, unfit: Counter[str]) -> Any:
    """The element; without those members of its lists that do not fit."""
    try:
        return fits.validate_python(element)
    except ValidationError as e:
        bad = {x["loc"][:2] for x in e.errors(include_url=False) if len(x["loc"]) >= 2 and isinstance(x["loc"][1], int)}
        if not isinstance(element, dict) or not bad:
            raise
        kept = dict(element)
        for name in {str(loc[0]) for loc in bad}:
            kept[name] = [x for i, x in enumerate(element[name][:MOST]) if (name, i) not in bad]
        found = fits.validate_python(kept)
        unfit.update(str(loc[0]) for loc in bad)
        return found


def _object(content: str, cut: bool) -> dict[str, Any]:
    text = _THOUGHT.sub("", content)
    first, last = text.find("{"), text.rfind("}")
    tries = [text, *(m[1] for m in _FENCE.finditer(text))]
    if first >= 0:
        tries.append(text[first:] if cut else text[first : last + 1])
    why = "it holds no JSON object"
    for candidate in tries:
        try:
            found = from_json(candidate, allow_inf_nan=False, allow_partial=cut)
        except ValueError as e:
            why = f"it is not valid JSON: {e}" if candidate.lstrip().startswith("{") else why
            continue
        if isinstance(found, dict):
            return found
    raise Unusable(why)
