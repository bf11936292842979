"""The SPARQL page: an editor for people, and the catalogue as its examples.

`/sparql.html` is the page. `/sparql.html/example/NAME` is the text of a saved query with example values in the place of
its parameters, so that it runs as it stands.
"""

from __future__ import annotations

import re
from itertools import groupby

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph.ontology.errors import ParameterError
from newsgraph.ontology.terms import PREFIXES
from newsgraph.queries.catalogue import GROUPS, OWN_GROUP, SavedQuery, catalogue, find
from newsgraph.queries.lookup import look_up
from newsgraph.queries.parameters import NODE_TYPES, UNSET, Parameter, plain_term
from newsgraph.service.served import Served
from newsgraph.service.vocabulary import shortened, vocabulary
from newsgraph.store.base import GraphStore, Rows, Term
from newsgraph.store.binding import bind
from newsgraph.store.binding import parameters as parameters_of
from newsgraph.store.sparql import tokens
from newsgraph.viz.pages import render

# any node of a class, the most told one: what an example is about where the graph does not know the example's name
_MOST_TOLD = """
SELECT ?node (COUNT(?item) AS ?items)
WHERE { ?node a $class ; ng:mentionedIn ?item }
GROUP BY ?node
ORDER BY DESC(?items) ?node
LIMIT 1
"""


async def page(request: Request) -> Response:
    """The editor. What it completes and offers comes along as JSON."""
    served: Served = request.app.state.served
    links = served.site.links
    data = {
        "endpoint": links.to("sparql"),
        "examples": links.to("sparql.html/example/"),
        "names": links.to("search.json"),
        "prefixes": PREFIXES,
        "terms": vocabulary(),
        "groups": _groups(served),
    }
    return HTMLResponse(render("sparql.html", served.site, here="sparql.html", data=data))


def _groups(served: Served) -> list[dict[str, object]]:
    order = [*GROUPS, OWN_GROUP]
    queries = catalogue(served.project.own_queries).values()
    ranked = sorted(queries, key=lambda q: (order.index(q.group) if q.group in order else len(order), q.group, q.title))
    return [
        {"name": name, "queries": [{"name": q.name, "title": q.title, "question": q.question} for q in group]}
        for name, group in groupby(ranked, key=lambda q: q.group)
    ]


async def example(request: Request) -> Response:
    """A saved query's text, ready to run."""
    served: Served = request.app.state.served
    query = find(catalogue(served.project.own_queries), request.path_params["name"])
    text = await served.read(lambda store: filled(store, query, served.base))
    return PlainTextResponse(text, headers={"Cache-Control": "no-cache"})


def filled(store: GraphStore, query: SavedQuery, base: str) -> str:
    """The query with its title as a comment and values for its parameters: examples, defaults, or the empty string.

    A value is written as an RDF term (`store.binding`), so it cannot change the query.
    """
    terms = {p.name: _value(store, p, base) for p in query.parameters}
    body = _without_idle(query.body, [name for name, term in terms.items() if term == UNSET])
    used = parameters_of(body)
    said = [f"# {query.title}: {_one_line(query.question)}"]
    said += [f"#   {_assigned(p, terms[p.name])}" for p in query.parameters if p.name in used]
    if idle := [p.name for p in query.parameters if p.name not in used]:
        said.append(f"#   not asked for: {', '.join(idle)}")
    return "\n".join(said) + "\n" + _bound(body, terms)


def _without_idle(body: str, names: list[str]) -> str:
    # a filter that lets everything through where the parameter is left out: FILTER(STR($from) = "" || …) on one line
    for name in names:
        idle = re.compile(rf'[ \t]*FILTER\(STR\(\${name}\) = "" \|\| (.*)\)[ \t]*\n')
        body = idle.sub(lambda m: "" if _balanced(m[1]) else m[0], body)
    return body


def _balanced(text: str) -> bool:
    depth = 0
    for token in tokens(text):
        depth += (token.text == "(") - (token.text == ")")
        if depth < 0:
            return False
    return depth == 0


def _bound(body: str, terms: dict[str, Term]) -> str:
    # bind() sets a term between blanks, and known prefixes that the text does not declare in one line in front
    made = bind(body, terms)
    parts, done = [], 0
    for edit in made.edits:
        before = body[done : edit.start]
        text = edit.text.strip()
        parts += [before, text.replace("> PREFIX", ">\nPREFIX") + "\n\n" if not edit.name else text]
        done = edit.end
    return "".join([*parts, body[done:]])


def _value(store: GraphStore, parameter: Parameter, base: str) -> Term:
    word = parameter.example if parameter.required else parameter.default
    if word is None:
        return UNSET
    if parameter.type not in NODE_TYPES:
        return plain_term(parameter, word)
    try:
        return look_up(store, word, base=base, type=parameter.type)
    except ParameterError:
        return _most_told(store, parameter) or NamedNode(base + parameter.type)


def _most_told(store: GraphStore, parameter: Parameter) -> NamedNode | None:
    for cls in NODE_TYPES[parameter.type]:
        answer = store.query(_MOST_TOLD, bindings={"class": cls})
        node = next((row[0] for row in answer if row[0] is not None), None) if isinstance(answer, Rows) else None
        if isinstance(node, NamedNode):
            return node
    return None


def _assigned(parameter: Parameter, term: Term) -> str:
    what = _one_line(parameter.description)
    if term == UNSET:
        return f'{parameter.name} = "" (left out): {what}'
    if isinstance(term, NamedNode):
        short = shortened(term)
        shown = f"<{short}>" if short == term.value else short
    else:
        shown = term.value if isinstance(term, Literal) else str(term)
    return f"{parameter.name} = {shown}: {what}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


ROUTES: list[BaseRoute] = [
    Route("/sparql.html", page),
    Route("/sparql.html/example/{name}", example),
]
