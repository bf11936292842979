"""The annotated items of our own are sound: ids, types, names, dates, and full marks against themselves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

Item = dict[str, Any]

FILES = sorted(Path(__file__).parent.glob("*.jsonl"))
NG = "https://w3id.org/newsgraph#"
BASE = "https://example.org/gold/"
ENTITY_TYPES = {"Organisation", "Person", "Location", "Programme"}
# fmt: off
EVENT_TYPES = {
    "Meeting", "Conference", "Seminar", "Workshop", "Training", "Lecture", "Ceremony", "Celebration",
    "Donation", "Visit", "Competition", "Exhibition", "Performance", "Signing", "Launch", "Establishment",
    "Award", "Appointment", "Publication", "Broadcast", "Campaign", "Activity",
}
# fmt: on
ROLES = {"organiser", "supporter", "host", "leader", "speaker", "participant", "donor", "recipient"}
AGENTS = {"Organisation", "Person"}
ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

SETS: dict[str, list[Item]] = {
    path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in FILES
}
ITEMS = [item for items in SETS.values() for item in items]
each_item = pytest.mark.parametrize("item", ITEMS, ids=[item["id"] for item in ITEMS])
each_file = pytest.mark.parametrize("path", FILES, ids=list(SETS))


def words(item: Item) -> str:
    """What the reader sees, with spaces folded."""
    return " ".join(f"{item['title'] or ''}\n{item['text']}".split())


def kinds(item: Item) -> dict[str, str]:
    return {e["id"]: e["type"] for e in item["entities"]}


def as_graph(items: list[Item], *, with_optional: bool) -> Iterator[ox.Quad]:
    """The annotation as the graph that a perfect extractor gives: one named graph an item."""

    def iri(path: str) -> ox.NamedNode:
        return ox.NamedNode(BASE + path)

    def ng(term: str) -> ox.NamedNode:
        return ox.NamedNode(NG + term)

    a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    identifier = ox.NamedNode("http://purl.org/dc/terms/identifier")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for item in items:
        here = iri(f"item/{item['id']}")
        nodes = {e["id"]: iri(f"{item['id']}/{e['id']}") for e in item["entities"]}
        wanted = {e["id"] for e in item["entities"] if with_optional or not e.get("optional")}

        def say(s: ox.NamedNode, p: ox.NamedNode, o: ox.NamedNode | ox.Literal, here: ox.NamedNode = here) -> ox.Quad:
            return ox.Quad(s, p, o, here)

        yield say(here, a, ng("NewsItem"))
        yield say(here, identifier, ox.Literal(item["id"]))
        for e in item["entities"]:
            if e["id"] in wanted:
                yield say(nodes[e["id"]], a, ng(e["type"]))
                yield say(nodes[e["id"]], ng("mentionedIn"), here)
                yield from (say(nodes[e["id"]], label, ox.Literal(name)) for name in e["names"])
        for e in item["events"]:
            if e.get("optional") and not with_optional:
                continue
            event = iri(f"event/{e['same_event']}") if e.get("same_event") else iri(f"{item['id']}/{e['id']}")
            yield say(event, a, ng("Event"))
            yield say(event, ng("mentionedIn"), here)
            yield say(event, ng("eventType"), ng(e["types"][0]))
            for end in ("start", "end"):
                if e[end]:
                    yield say(event, ng(f"{end}Date"), ox.Literal(e[end]))
            yield from (say(event, ng("location"), nodes[x]) for x in e["places"] if x in wanted)
            yield from (say(event, ng("programme"), nodes[x]) for x in e["programmes"] if x in wanted)
            for role, who, *soft in e["roles"]:
                if who in wanted and (with_optional or not soft):
                    yield say(event, ng(role), nodes[who])
        for n, (kind, subject, *rest) in enumerate(item["relations"]):
            if kind == "post":
                title, body, *soft = rest
                if subject in wanted and (body is None or body in wanted) and (with_optional or not soft):
                    post = iri(f"{item['id']}/post{n}")
                    yield say(nodes[subject], ng("holds"), post)
                    yield say(post, ng("title"), ox.Literal(title))
                    if body:
                        yield say(post, ng("organisation"), nodes[body])
            elif {subject, rest[0]} <= wanted and (with_optional or len(rest) == 1):
                yield say(nodes[subject], ng(kind), nodes[rest[0]])


def test_the_sets_are_large_and_varied() -> None:
    assert len({item["id"] for item in ITEMS}) == len(ITEMS) >= 140
    assert sum(not item["text"] for item in ITEMS) >= 5
    assert sum(not item["events"] for item in ITEMS) >= 5
    required = [e for item in ITEMS for e in item["events"] if not e.get("optional")]
    assert {t for e in required for t in e["types"]} == EVENT_TYPES
    assert {r[0] for e in required for r in e["roles"] if len(r) == 2} == ROLES


@each_item
def test_ids_are_unique_and_references_exist(item: Item) -> None:
    ids = [x["id"] for x in (*item["entities"], *item["events"])]
    assert len(ids) == len(set(ids))
    kind = kinds(item)
    for e in item["events"]:
        assert all(kind[x] == "Location" for x in e["places"])
        assert all(kind[x] == "Programme" for x in e["programmes"])
        assert all(kind[r[1]] in AGENTS and r[0] in ROLES and r[2:] in ([], [True]) for r in e["roles"])
        assert len({tuple(r[:2]) for r in e["roles"]}) == len(e["roles"])
    for name, subject, *rest in item["relations"]:
        if name == "post":
            assert kind[subject] == "Person"
            assert rest[0] == rest[0].lower()
            assert rest[1] is None or kind[rest[1]] == "Organisation"
            assert rest[2:] in ([], [True])
        else:
            ends = {
                "partOf": ("Organisation",) * 2,
                "within": ("Location",) * 2,
                "locatedIn": ("Organisation", "Location"),
            }
            assert (kind[subject], kind[rest[0]]) == ends[name]
            assert rest[1:] in ([], [True])


@each_item
def test_types_dates_and_keys_are_those_of_the_guide(item: Item) -> None:
    assert set(item) == {"id", "title", "published", "text", "entities", "events", "relations"}
    assert {e["type"] for e in item["entities"]} <= ENTITY_TYPES
    for e in item["events"]:
        assert e["types"]
        assert set(e["types"]) <= EVENT_TYPES
        assert all(e[k] is None or ISO.fullmatch(e[k]) for k in ("start", "end"))
        assert not (e["start"] and e["end"]) or e["start"] < e["end"]
    assert item["published"] is None or len(ISO.fullmatch(item["published"])[0]) == 10  # type: ignore[index]


@each_item
def test_names_and_triggers_are_words_of_the_item(item: Item) -> None:
    told = words(item)
    for e in item["entities"]:
        canonical = e["names"][0]
        assert not canonical.lower().startswith("the ")
        assert len(set(e["names"])) == len(e["names"])
        # "the Open University of China (OUC) Press": the acronym in brackets is no part of the name
        assert canonical in told or canonical in re.sub(r" \([^)]*\)", "", told)
    for e in item["events"]:
        for piece in e["trigger"].split("…"):
            assert piece.strip() in told


def test_the_same_event_is_told_by_two_items_with_agreeing_facts() -> None:
    groups: dict[str, list[tuple[str, Any]]] = {}
    for item in ITEMS:
        for e in item["events"]:
            if e.get("same_event"):
                assert not e.get("optional")
                groups.setdefault(e["same_event"], []).append((item["id"], e))
    assert len(groups) >= 4
    for tellings in groups.values():
        assert len({i for i, _ in tellings}) == len(tellings) >= 2
        assert set.intersection(*(set(e["types"]) for _, e in tellings))
        assert len({e["start"] for _, e in tellings} - {None}) <= 1  # a telling may leave the date out


@each_file
@pytest.mark.parametrize("with_optional", [False, True], ids=["required", "with-optional"])
def test_the_annotation_has_full_marks_against_itself(
    gold: Path, tmp_path: Path, path: Path, with_optional: bool
) -> None:
    graph = tmp_path / "gold.nq"
    quads = as_graph(SETS[path.stem], with_optional=with_optional)
    graph.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    told = subprocess.run(
        [sys.executable, gold / "score.py", path, graph, "--json"], check=True, capture_output=True, text=True
    )
    for kind, row in json.loads(told.stdout).items():
        if not row["gold"] and kind != "all":  # a set on one subject need not have every kind
            continue
        assert (row["precision"], row["recall"]) == (1.0, 1.0), kind
