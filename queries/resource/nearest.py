"""Things whose names are like an address that leads nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz

from newsgraph.ontology.terms import ENTITY_CLASSES, NG, PREFIXES
from newsgraph.queries.resource.facts import local, rows
from newsgraph.queries.resource.records import Ref
from newsgraph.store.base import GraphStore

LISTED, ASKED = 8, 3  # things, words
_CLASSES = " ".join(str(c) for c in (*ENTITY_CLASSES, NG.Event, NG.NewsItem))
_NAMED = (
    "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in ("rdf", "rdfs"))
    + f"""SELECT ?x ?class ?name WHERE {{
  VALUES ?class {{ {_CLASSES} }}
  ?x rdf:type ?class ; rdfs:label ?name .
  BIND(LCASE(STR(?name)) AS ?low)
  FILTER(CONTAINS(?low, $first) || CONTAINS(?low, $second) || CONTAINS(?low, $third))
}} LIMIT 2000"""
)


@dataclass(frozen=True, slots=True)
class Near:
    """A thing, and the words of the address by which it was found."""

    ref: Ref
    asked: tuple[str, ...]


def nearest_things(store: GraphStore, address: str) -> list[Near]:
    """At most LISTED things whose names share a word with an address, the most similar first. One round trip."""
    end = re.sub(r"\.(html|ttl|jsonld|nt|rdf)$", "", unquote(address).rstrip("/").rpartition("/")[2])
    words = tuple(w for w in re.findall(r"\w+", end.lower()) if len(w) > 2 and not re.fullmatch(r"[0-9a-f]{8}|\d+", w))
    longest = sorted(words, key=len, reverse=True)[:ASKED]
    if not longest:
        return []
    three = [*longest, *[longest[0]] * (ASKED - len(longest))]
    bindings = dict(zip(("first", "second", "third"), map(Literal, three), strict=True))
    asked, best = " ".join(words), dict[str, tuple[float, Ref]]()
    for x, cls, name in rows(store, _NAMED, bindings):
        if isinstance(x, NamedNode) and isinstance(cls, NamedNode) and isinstance(name, Literal):
            score = fuzz.token_sort_ratio(asked, name.value.lower())
            if x.value not in best or score > best[x.value][0]:
                best[x.value] = score, Ref(x.value, name.value, local(cls.value))
    found = sorted(best.values(), key=lambda s: (-s[0], s[1].label, s[1].iri))
    return [Near(ref, words) for _, ref in found[:LISTED]]
