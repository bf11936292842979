"""Saved queries: SPARQL files with a header that says what they answer and what they need.

    #: title: Events of an organisation
    #: question: Which events did an organisation, with all its units, have a part in?
    #: group: Organisations
    #: note: One row for each event and unit.                     (optional)
    #: parameter org: organisation, required                      (or `optional`, or `default VALUE`)
    #:   description: The organisation; its units count with it.
    #:   example: OUC
    #: column here: Events at the place itself.                   (optional)
    #: join: types, places                                        (optional)

`$org` in the text is the parameter. The text is a SELECT on the merged default graph. `join` names columns that may
have several values for one thing: rows that are the same in all other columns become one, and the values are sorted and
put together with "; ". So the text stays plain SPARQL whose rows are right on any server, without GROUP_CONCAT, whose
order no server promises.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from newsgraph.ontology.errors import QueryError
from newsgraph.queries.parameters import TYPES, Parameter, nearest
from newsgraph.store.binding import parameters as parameters_of
from newsgraph.store.sparql import operation, tokens

GROUPS = ("Events", "Organisations", "People", "Programmes", "Places", "Counts", "News and trust", "Exploring")
OWN_GROUP = "Own queries"
# options of the command line and of the service itself; a parameter of that name could not be given there
RESERVED = frozenset({"format", "out", "iris", "project", "store", "help", "limit", "offset", "version"})
LARGEST = 200_000  # characters of a query file

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINE = re.compile(r"#: (?P<indent>  )?(?P<key>[a-z]+)(?: (?P<name>\w+))?: (?P<value>.*\S)\s*")
_RULE = re.compile(r"(?P<type>[a-z-]+), (?:(?P<how>required|optional)|default (?P<default>.+))")
_TEXTS = ("title", "question", "group", "note")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One file of the catalogue. `text` is the whole file, so that lines in errors are lines of the file."""

    name: str
    title: str
    question: str
    group: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str] = field(hash=False)
    join: tuple[str, ...]
    text: str
    source: str

    @property
    def body(self) -> str:
        """The SPARQL text without the header, as it can be pasted elsewhere once `$names` are replaced."""
        return "\n".join(line for line in self.text.splitlines() if not line.startswith("#:")).strip() + "\n"

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((p for p in self.parameters if p.name == name), None)


def catalogue(extra: Path | None = None) -> dict[str, SavedQuery]:
    """All saved queries by name, sorted; with those of the folder `extra` (the user's own *.rq), where it exists.

    Raises QueryError, with file and line, for a wrong header and for an own query that has a shipped one's name.
    """
    queries: dict[str, SavedQuery] = {}
    shipped = files("newsgraph.queries").joinpath("catalogue")
    for entry in shipped.iterdir():
        if entry.name.endswith(".rq"):
            query = parse_query(entry.read_text(encoding="utf-8"), name=entry.name[:-3], source=entry.name)
            queries[query.name] = query
    shipped_names = frozenset(queries)
    for path in sorted(extra.glob("*.rq")) if extra is not None and extra.is_dir() else ():
        queries[path.stem] = own_query(path, shipped_names)
    return dict(sorted(queries.items()))


def own_query(path: Path, shipped: Container[str]) -> SavedQuery:
    """Read a file of the user's. Raises QueryError, also where it has the name of a shipped query."""
    if path.stem in shipped:
        raise QueryError(
            f"{path.stem} is the name of a query that newsgraph brings along", source=str(path), cure="rename the file"
        )
    return parse_query(_read(path), name=path.stem, source=str(path), own=True)


def find(queries: dict[str, SavedQuery], name: str) -> SavedQuery:
    """The query of that name. Raises QueryError that names the most similar ones."""
    if name in queries:
        return queries[name]
    near = nearest(name, queries)
    cure = f"did you mean {', '.join(near)}?" if near else "`newsgraph query` lists them all"
    raise QueryError(f"there is no saved query {name!r}", cure=cure)


def parse_query(text: str, *, name: str, source: str, own: bool = False) -> SavedQuery:
    """Read one query file. Raises QueryError with the source and the line of what is wrong."""
    return _Reader(text, name, source, own).query()


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as e:
        line = e.object.count(b"\n", 0, e.start) + 1
        raise QueryError("not UTF-8", source=str(path), line=line, cure="save the file as UTF-8") from e
    except OSError as e:
        raise QueryError(f"cannot be read: {e.strerror}", source=str(path)) from e
    if len(text) > LARGEST:
        raise QueryError(f"longer than {LARGEST:,} characters", source=str(path))
    return text


@dataclass(slots=True)
class _Open:
    """A parameter whose indented lines are still being read."""

    name: str
    line: int
    type: str
    required: bool
    default: str | None
    texts: dict[str, str] = field(default_factory=dict)


class _Reader:
    def __init__(self, text: str, name: str, source: str, own: bool) -> None:
        self.text, self.name, self.source, self.own = text, name, source, own
        self.texts: dict[str, str] = {}
        self.parameters: list[_Open] = []
        self.columns: dict[str, str] = {}
        self.join: tuple[str, ...] = ()

    def query(self) -> SavedQuery:
        if not _NAME.fullmatch(self.name):
            raise self._error(None, f"{self.name!r} cannot be a query's name", "small letters, digits and hyphens")
        header = True
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.startswith("#:"):
                if not header:
                    raise self._error(number, "a header line below the query", "keep all `#:` lines at the top")
                self._header(number, line)
            elif line.strip():
                header = False
        for key in ("title", "question"):
            if key not in self.texts:
                raise self._error(1, f"the header has no {key}", f"add a line `#: {key}: …`")
        group = self.texts.get("group", OWN_GROUP)
        if group not in GROUPS and not self.own:
            raise self._error(None, f"there is no group {group!r}", ", ".join(GROUPS))
        made = tuple(self._finish(p) for p in self.parameters)
        self._check_text(made)
        return SavedQuery(
            name=self.name,
            title=self.texts["title"],
            question=self.texts["question"],
            group=group,
            description=self.texts.get("note", ""),
            parameters=made,
            columns=self.columns,
            join=self.join,
            text=self.text,
            source=self.source,
        )

    def _header(self, number: int, line: str) -> None:
        match = _LINE.fullmatch(line)
        if match is None:
            raise self._error(number, f"not a header line: {line[:60]!r}", "write `#: key: value`")
        key, name, value = match["key"], match["name"], match["value"]
        if match["indent"]:
            self._detail(number, key if name is None else f"{key} {name}", value)
        elif key == "parameter" and name:
            self._parameter(number, name, value)
        elif key == "column" and name:
            self._once(number, name in self.columns, f"the column {name}")
            self.columns[name] = value
        elif key == "join" and name is None:
            self._once(number, bool(self.join), "join")
            self.join = tuple(part.strip() for part in value.split(","))
            if not all(re.fullmatch(r"\w+", part) for part in self.join):
                raise self._error(number, "join wants names of columns", "#: join: types, places")
        elif key in _TEXTS and name is None:
            self._once(number, key in self.texts, key)
            self.texts[key] = value
        else:
            known = ", ".join((*_TEXTS, "parameter NAME", "column NAME", "join"))
            raise self._error(number, f"unknown header key {key!r}", f"known: {known}")

    def _parameter(self, number: int, name: str, value: str) -> None:
        self._once(number, any(p.name == name for p in self.parameters), f"the parameter {name}")
        if not re.fullmatch(r"[a-z]+", name) or name in RESERVED:
            raise self._error(number, f"{name!r} cannot be a parameter's name", "small letters, no option's name")
        rule = _RULE.fullmatch(value)
        if rule is None:
            raise self._error(
                number, f"not a rule for a parameter: {value!r}", "`TYPE, required|optional|default VALUE`"
            )
        if rule["type"] not in TYPES:
            raise self._error(number, f"there is no type {rule['type']!r}", ", ".join(TYPES))
        self.parameters.append(_Open(name, number, rule["type"], rule["how"] == "required", rule["default"]))

    def _detail(self, number: int, key: str, value: str) -> None:
        if not self.parameters:
            raise self._error(number, "an indented line that belongs to no parameter", "put it below its parameter")
        texts = self.parameters[-1].texts
        if key not in ("description", "example"):
            raise self._error(number, f"unknown key {key!r} of a parameter", "description, example")
        self._once(number, key in texts, key)
        texts[key] = value

    def _finish(self, p: _Open) -> Parameter:
        for key in ("description", "example"):
            if key not in p.texts:
                raise self._error(
                    p.line, f"the parameter {p.name} has no {key}", f"add a line `#:   {key}: …` below it"
                )
        return Parameter(p.name, p.type, p.required, p.default, p.texts["description"], p.texts["example"])

    def _check_text(self, declared: tuple[Parameter, ...]) -> None:
        used, names = set(parameters_of(self.text)), {p.name for p in declared}
        for p in self.parameters:
            if p.name not in used:
                raise self._error(p.line, f"the text does not use ${p.name}", "use it, or take it out of the header")
        toks = tokens(self.text)
        for token in toks:
            if token.kind == "variable" and token.text[0] == "$" and token.text[1:] not in names:
                line = self.text.count("\n", 0, token.start) + 1
                raise self._error(line, f"the header does not declare {token.text}", f"or write ?{token.text[1:]}")
        if (kind := operation(toks)) != "SELECT":
            raise self._error(None, f"a saved query is a SELECT, not {kind or 'empty'}", None)

    def _once(self, number: int, seen: bool, what: str) -> None:
        if seen:
            raise self._error(number, f"{what} is given twice", "leave one")

    def _error(self, line: int | None, why: str, cure: str | None) -> QueryError:
        return QueryError(why, source=self.source, line=line, cure=cure)
