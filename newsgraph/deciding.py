"""Decide what is the same and what is different, and take it back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from pyoxigraph import Literal, NamedNode

from newsgraph.decisions import DecisionFile, parse_thing, short_thing
from newsgraph.describe import label_of
from newsgraph.ingest.mapping.decided import decision_iri
from newsgraph.ingest.mapping.terms import label as one_line
from newsgraph.ingest.model import NewsItem, Reading
from newsgraph.ingest.resolution import Decision, Reference
from newsgraph.ingest.resolution.decisions import Verdict
from newsgraph.ingest.resolution.pins import things_named
from newsgraph.ontology.errors import DecisionError, NewsgraphError, ParameterError
from newsgraph.ontology.terms import NG, local_name
from newsgraph.project import Project
from newsgraph.queries import look_up
from newsgraph.store.base import GraphStore, Row, Rows, Term

MOST_ANCHORS = 5  # mentions that are written down for a thing, so that it is found again when IRIs have changed
DECIDABLE = (NG.Event, NG.Organisation, NG.Person, NG.Location, NG.Programme)


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as it stands in the file, and what it does at present.

    number: from 1, in the order of the file. now: label and IRI of each node that it is about. idle: what of it stands
    for nothing at present, or for several things, as it is written.
    """

    number: int
    decision: Decision
    now: tuple[tuple[str, str], ...]
    idle: tuple[str, ...]


def decide(
    project: Project, verdict: Verdict, things: Sequence[str], *, note: str | None = None, by: str | None = None
) -> Standing:
    """Write a decision down and make the graph anew.

    things: two or more names, IRIs, or "ITEM: NAME" for what one item calls so. Raises ParameterError for a thing that
    there is not, DecisionError for what contradicts itself or another decision; the file is then as it was.
    """
    with project.writing():
        project.bring_up_to_date()
        file = project.decisions()
        with project.store() as store:
            made = Decision(
                verdict=verdict,
                things=_references(project, store, things, verdict),
                note=note or None,
                by=by or None,
                date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            )
        _change(project, file, file.with_decision(made, project.base))
    return standing(project)[-1]


def undo(project: Project, numbers: Sequence[int]) -> list[Decision]:
    """Take decisions back, by their numbers in the file, and make the graph anew; returns them."""
    with project.writing():
        file = project.decisions()
        _change(project, file, file.without(numbers, project.base))
        return [file.decisions[n - 1] for n in sorted(set(numbers))]


def _change(project: Project, old: DecisionFile, new: DecisionFile) -> None:
    existed = old.path.exists()
    new.save()
    try:
        project.bring_up_to_date()
    except NewsgraphError as e:
        if existed:
            old.save()
        else:
            new.path.unlink(missing_ok=True)
        if isinstance(e, DecisionError):
            raise DecisionError(e.why, source=e.source, cure="`newsgraph decisions` lists what was decided") from e
        raise


def standing(project: Project) -> list[Standing]:
    """All decisions of the project with what they do. The graph must be up to date."""
    idle = set(project.idle_references())
    out = []
    with project.store() as store:
        for number, d in enumerate(project.decisions().decisions, 1):
            rows = rows_of(store, "SELECT ?x WHERE { $d ng:decides ?x }", d=decision_iri(project.base, d))
            nodes = sorted((x for (x,) in rows if isinstance(x, NamedNode)), key=str)
            lost = tuple(short_thing(t, project.base) for t in d.things if str(t) in idle)
            out.append(Standing(number, d, tuple((label_of(store, n), n.value) for n in nodes), lost))
    return out


def node_of(project: Project, store: GraphStore, text: str) -> NamedNode:
    """The node of the graph for a name, an IRI (a former one, too) or "ITEM: NAME". Raises ParameterError."""
    given = parse_thing(text, project.base)
    if given is not None and given.iri:
        now = rows_of(store, "SELECT ?x WHERE { ?x dcterms:replaces|owl:sameAs $old }", old=NamedNode(given.iri))
        found = sorted({x.value for (x,) in now if isinstance(x, NamedNode)})
        known = rows_of(store, "SELECT ?c WHERE { $node a ?c }", node=NamedNode(given.iri))
        if found and not known:
            return NamedNode(found[0])
    if given is not None and given.item and project.readings.has(given.item):
        return _node_in_item(project, store, given)
    return look_up(store, text, base=project.base)


# -- from words to references -------------------------------------------------------------------------------------


def _references(project: Project, store: GraphStore, things: Sequence[str], verdict: Verdict) -> tuple[Reference, ...]:
    nodes: list[tuple[Reference, NamedNode]] = []
    for text in things:
        given = parse_thing(text, project.base)
        node = node_of(project, store, text)
        kinds = {c for (c,) in rows_of(store, "SELECT ?c WHERE { $node a ?c }", node=node)}
        if not kinds & set(DECIDABLE):
            raise DecisionError(f"{text!r} is no event or entity", cure="name an event or an entity")
        in_item = given is not None and given.item and project.readings.has(given.item)
        nodes.append((given if in_item and given is not None else Reference(iri=node.value), node))
    _check(project, things, nodes, verdict)
    told = [t for t, _ in nodes if t.item]
    return tuple(t if t.item else _anchored(project, store, t, node, told) for t, node in nodes)


def _check(
    project: Project, things: Sequence[str], nodes: Sequence[tuple[Reference, NamedNode]], verdict: Verdict
) -> None:
    if len(nodes) < 2:
        raise DecisionError("a decision needs two things", cure="name another")
    seen: dict[Reference, str] = {}
    for (reference, node), text in zip(nodes, things, strict=True):
        if reference in seen:
            if seen[reference] == text:
                raise DecisionError(f"nothing can be {verdict} {'as' if verdict == 'same' else 'from'} itself: {text}")
            raise DecisionError(
                f"{seen[reference]!r} and {text!r} are one already: {node.value}",
                cure="to take them apart, say which item's: newsgraph different "
                f"{node.value.removeprefix(project.base)} 'ITEM: NAME' (newsgraph why lists them)"
                if verdict == "different"
                else "nothing is to be done",
            )
        seen[reference] = text


def _anchored(
    project: Project, store: GraphStore, thing: Reference, node: NamedNode, told: Sequence[Reference]
) -> Reference:
    """The thing with some of its mentions; those that the decision itself names are none of them."""
    if not node.value.startswith(project.base):  # an authority file's own IRI stays
        return thing
    anchors = []
    for item, reading in telling(project, store, node):
        name = _name_in(project, store, node, item, reading)
        if name is not None and not any(t.item == item.id and t.name == name for t in told):
            anchors.append(Reference(item=item.id, name=name))
    if not anchors:
        raise DecisionError(f"no item tells of {node.value} alone", cure="name a thing of the news, by ITEM: NAME")
    step = max(1, len(anchors) // MOST_ANCHORS)
    return msgspec.structs.replace(thing, anchors=tuple(anchors[::step][:MOST_ANCHORS]))


def telling(project: Project, store: GraphStore, node: NamedNode) -> list[tuple[NewsItem, Reading]]:
    """The items that tell of a node, with their readings, by id."""
    rows = rows_of(store, "SELECT ?id WHERE { $node ng:mentionedIn ?i . ?i dcterms:identifier ?id }", node=node)
    ids = sorted({x.value for (x,) in rows if isinstance(x, Literal)})
    return [pair for id_ in ids if (pair := project.readings.item(id_)) is not None]


def _name_in(project: Project, store: GraphStore, node: NamedNode, item: NewsItem, reading: Reading) -> str | None:
    """What the item calls the node, where nothing else in the item is called so."""
    graph = _item_iri(project, item.id)
    rows = rows_of(store, "SELECT ?l WHERE { GRAPH $graph { $node rdfs:label ?l } }", node=node, graph=graph)
    labels = {x.value for (x,) in rows if isinstance(x, Literal)}
    names = [e.name for e in reading.entities] + [e.label for e in reading.events]
    for name in names:
        if one_line(name) in labels and len(things_named(item, reading, name)) == 1:
            return name
    return None


def _node_in_item(project: Project, store: GraphStore, thing: Reference) -> NamedNode:
    pair = project.readings.item(thing.item)
    assert pair is not None
    found = things_named(*pair, thing.name)
    if len(found) != 1:
        names = sorted({e.name for e in pair[1].entities} | {e.label for e in pair[1].events})
        raise ParameterError(
            f"item {thing.item} names {'nothing' if not found else f'{len(found)} things'} {thing.name!r}",
            cure=f"it names {'; '.join(names[:20])}",
        )
    (local, _), reading = found[0], pair[1]
    entity = next((e for e in reading.entities if e.id == local), None)
    event = next((e for e in reading.events if e.id == local), None)
    name, cls = (entity.name, entity.type) if entity else (event.label if event else "", "Event")
    text = "SELECT DISTINCT ?x WHERE { GRAPH $graph { ?x a $class ; rdfs:label ?l } FILTER(STR(?l) = STR($name)) }"
    graph = _item_iri(project, thing.item)
    cls_node = next(c for c in DECIDABLE if local_name(c) == cls)
    rows = rows_of(store, text, graph=graph, name=Literal(one_line(name)), **{"class": cls_node})
    nodes = [x for (x,) in rows if isinstance(x, NamedNode)]
    if len(nodes) != 1:
        raise ParameterError(f"item {thing.item} does not tell clearly which {thing.name!r} is meant")
    return nodes[0]


def _item_iri(project: Project, id: str) -> NamedNode:
    from newsgraph.ingest.mapping import item_iri

    return item_iri(project.base, id)


def rows_of(store: GraphStore, text: str, **bindings: Term) -> list[Row]:
    answer = store.query(text, bindings=bindings)
    assert isinstance(answer, Rows)
    return list(answer.rows)
