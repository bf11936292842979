"""Rendering of pages. Every value is escaped by Jinja2; a template marks nothing as safe but `safe_json`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from newsgraph.viz.page import safe_json, safe_url
from newsgraph.viz.pages.links import Links
from newsgraph.viz.pages.words import type_words

# A page in the top bar: path below the root, its name
NAVIGATION = (
    ("", "Overview"),
    ("search", "Search"),
    ("explore", "Explore"),
    ("queries/", "Queries"),
    ("sparql.html", "SPARQL"),
    ("data.html", "Data"),
    ("ontology.html", "Ontology"),
)
STATIC_ONLY_HIDES = frozenset({"sparql.html", "explore"})  # what a site without a server cannot do


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows of the site it belongs to. live: answered by the service, not a published file."""

    title: str
    links: Links
    live: bool = True

    @property
    def navigation(self) -> tuple[tuple[str, str], ...]:
        return tuple(n for n in NAVIGATION if self.live or n[0] not in STATIC_ONLY_HIDES)


def render(template: str, site: Site, *, here: str = "", **values: Any) -> str:
    """A page's HTML text. here: the path of NAVIGATION that is marked as the present one."""
    return _environment().get_template(template).render(site=site, links=site.links, here=here, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("newsgraph.viz.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["safe_json"] = safe_json
    environment.filters["safe_url"] = safe_url
    environment.filters["thousands"] = lambda n: f"{n:,}"
    environment.filters["type_words"] = type_words
    return environment
