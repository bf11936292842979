"""The whole graph as a folder of static files that any web host can serve: pages, data, dumps, search, descriptions.

Same addresses as the service's, so that a site may move from one to the other: a thing's page is `rest.html`, its data
`rest.ttl` and so on. What needs a server (SPARQL, forms of saved queries) is left out; search runs in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import RdfFormat, serialize

from newsgraph.publish.calendar import calendar
from newsgraph.publish.describe import DESCRIBED_PREFIXES, About, Dump, Numbers
from newsgraph.publish.describe import description as dataset_description
from newsgraph.publish.dumps import write_dumps
from newsgraph.publish.feed import feed
from newsgraph.publish.folder import SiteFolder, site_folder
from newsgraph.publish.happenings import Happening, happenings
from newsgraph.publish.page import data_page
from newsgraph.publish.sitemap import CLASSES, OTHERS, page_iris, sitemaps
from newsgraph.queries import SavedQuery, catalogue, run
from newsgraph.queries import render as write_rows
from newsgraph.queries.catalogue import GROUPS
from newsgraph.queries.names import Entry, read_names
from newsgraph.queries.overview import read_overview
from newsgraph.queries.resource import data, description, read_thing
from newsgraph.store.base import GraphStore
from newsgraph.viz.looks import PLURALS, SINGULARS
from newsgraph.viz.page import safe_json
from newsgraph.viz.pages import Links, Site, assets, render
from newsgraph.viz.pages.home import home_text
from newsgraph.viz.pages.ontology import PARTS, ontology_data, ontology_page, ontology_part
from newsgraph.viz.pages.resource import resource_page
from newsgraph.viz.pages.rows import grid

if TYPE_CHECKING:
    from newsgraph.project import Project

FORMS = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML}
_ASSET = re.compile(r'(?:href|src)="(?:\.\./)*assets/([\w.-]+)"')
ROWS = 200  # of a query's answer on its page; its CSV and JSON hold all
ALL = 1_000_000  # events on a thing's page: a file has no second page


@dataclass(slots=True)
class Published:
    """What was written. remarks: what the publisher should know, in whole sentences."""

    pages: int = 0
    files: int = 0
    bytes: int = 0
    remarks: list[str] = field(default_factory=list)


def publish(
    project: Project,
    out: Path,
    *,
    address: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Write the site into a folder, whole or not at all.

    address: where it will stand, absolute, ending in "/"; the project's base without it. progress: is told how many of
    how many pages are done. Raises NewsgraphError where the folder holds something else or cannot be written.
    The same graph, settings and address give the same bytes.
    """
    with site_folder(out) as folder, project.store() as store:
        work = _Work(project, store, folder, address or project.base)
        work.everything(progress)
        return work.done


class _Work:
    def __init__(self, project: Project, store: GraphStore, folder: SiteFolder, address: str) -> None:
        self.project, self.store, self.folder, self.address = project, store, folder, address
        s = project.settings
        self.about = About(
            base=project.base,
            address=address,
            title=s.title,
            description=s.description,
            publisher=s.publisher,
            publisher_url=s.publisher_url,
            licence=s.licence,
        )
        self.known = list(dict.fromkeys(page_iris(store)))  # to search engines
        self.iris = list(dict.fromkeys(page_iris(store, (*CLASSES, *OTHERS))))
        elsewhere = frozenset(i for i in self.iris if not i.startswith(project.base))
        self.links = Links(project.base, "", elsewhere, static=True)
        self.done = Published()
        self.assets: set[str] = set()

    def everything(self, progress: Callable[[int, int], None] | None) -> None:
        dumps = write_dumps(self.store, self.folder.root / "dumps", base=self.project.base)
        self.folder.files += len(dumps)
        self.folder.bytes += sum(d.size or 0 for d in dumps)
        self._descriptions(dumps)
        self._events(happenings(self.store))
        entries = read_names(self.store).entries
        self._overview(entries)
        self._search(entries)
        self._queries()
        self._ontology()
        self._things(progress)
        self._assets()
        self._sitemap()
        self._remarks()
        self.done.files, self.done.bytes = self.folder.files, self.folder.bytes

    def _site(self, name: str) -> Site:
        """The site as a page sees it from its own place."""
        return Site(self.about.title, self.links.at("../" * name.count("/")), live=False)

    def _html(self, name: str, text: str) -> None:
        """Write a page, and remember which scripts and styles it asks for."""
        if self.folder.write(name, text):
            self.done.pages += 1
            self.assets.update(_ASSET.findall(text))

    def _assets(self) -> None:
        """The scripts and styles that pages ask for, with their licences."""
        built = assets().folder
        for name in sorted({*self.assets, "LICENCES.txt"}):
            for file in (built / name, built / f"{name}.LEGAL.txt"):
                if file.is_file():
                    self.folder.write(f"assets/{file.name}", file.read_bytes())

    def _descriptions(self, dumps: list[Dump]) -> None:
        numbers = Numbers.of(self.store)
        triples = dataset_description(self.about, numbers, dumps)
        for ending, form in FORMS.items():
            body = cast(bytes, serialize(triples, format=form, prefixes=DESCRIBED_PREFIXES))
            self.folder.write(f"dataset.{ending}", body)
            if ending == "ttl":
                self.folder.write(".well-known/void", body)
        self._html("data.html", data_page(self._site("data.html"), self.about, numbers, dumps))

    def _events(self, events: list[Happening]) -> None:
        made, left_out = calendar(events, title=self.about.title)
        self.folder.write("events.ics", made)
        if left_out:
            self.done.remarks.append(f"{left_out:,} events without a day are not in events.ics.")
        links = self.links.at(self.address)
        self.folder.write(
            "feed.atom",
            feed(events, title=self.about.title, address=self.address, page=lambda iri: links.page(iri) or iri),
        )

    def _page(self, name: str, template: str, here: str, **values: object) -> None:
        self._html(name, render(template, self._site(name), here=here, **values))

    def _overview(self, entries: list[Entry]) -> None:
        # "coming" is what lies after the newest news: a file does not know the day on which it is read
        today = max((e.start[:10] for e in entries if e.cls == "NewsItem"), default="")
        overview = read_overview(self.store, entries, today=today or "9999")
        self._html("index.html", home_text(self._site("index.html"), overview))

    def _search(self, entries: list[Entry]) -> None:
        things = []
        for e in sorted(entries, key=lambda e: e.iri):
            page = self.links.page(e.iri)
            if page is None or e.background or not (e.items or e.cls == "NewsItem"):
                continue
            when = e.start + (f" – {e.end}" if e.end and e.end != e.start else "")
            facts = " · ".join(f for f in (e.kind, when, ", ".join(e.places)) if f)
            years = [y for y in {e.start[:4], e.end[:4]} if y]
            other = " ".join(dict.fromkeys([*e.names, *e.types, *years]))
            things.append([page, e.cls, e.label, other, facts, e.items])
        index = {"kinds": SINGULARS, "things": things}
        # a script, and not JSON that is fetched, so that search works in a folder that is opened from a disk, too
        self.folder.write("search-index.js", f"window.newsgraphIndex = {safe_json(index)};\n")
        self._page("search.html", "find.html", "search", kinds=PLURALS.items())

    def _queries(self) -> None:
        """The catalogue: each query's text, and the rows of those that ask for nothing."""
        queries = catalogue(self.project.own_queries)
        groups: dict[str, list[SavedQuery]] = {}
        for query in queries.values():
            groups.setdefault(query.group, []).append(query)
        order = [g for g in (*GROUPS, *sorted(groups)) if g in groups]
        self._page(
            "queries/index.html",
            "queries_static.html",
            "queries/",
            groups=[(g, groups[g]) for g in dict.fromkeys(order)],
        )
        for query in queries.values():
            name = f"queries/{query.name}.html"
            table = None
            if not any(p.required for p in query.parameters):
                table = run(self.store, query, {}, base=self.project.base)
                for ending in ("csv", "json"):
                    out = BytesIO()
                    write_rows(table, ending, out)
                    self.folder.write(f"queries/{query.name}.{ending}", out.getvalue())
            self.folder.write(f"queries/{query.name}.rq", query.body)
            shown = grid(table, table.rows[:ROWS], self._site(name).links) if table else None
            total = len(table) if table else 0
            self._page(name, "query_static.html", "queries/", query=query, grid=shown, total=total, most=ROWS)

    def _ontology(self) -> None:
        self._html("ontology.html", ontology_page(self._site("ontology.html")))
        for ending in FORMS:
            self.folder.write(f"ontology.{ending}", ontology_data(ending))
        for name in PARTS:
            self.folder.write(f"ontology/{name}", ontology_part(name))

    def _things(self, progress: Callable[[int, int], None] | None) -> None:
        for n, iri in enumerate(self.iris):
            if progress:
                progress(n, len(self.iris))
            name = self.links.file(iri, "html")
            if name is None:
                self.folder.skipped.append(iri)
                continue
            told = read_thing(self.store, iri, size=ALL)
            if told is None:
                continue
            self._html(name, resource_page(told, self._site(name)))
            triples = description(self.store, iri)
            for ending in FORMS:
                self.folder.write(self.links.file(iri, ending) or "", data(triples, ending, base=self.project.base))

    def _remarks(self) -> None:
        if self.address != self.project.base:
            self.done.remarks.append(
                f"The things' IRIs begin with {self.project.base}, the site stands at {self.address}: who asks for an "
                "IRI gets there only if that address leads here."
            )
        if not self.about.licence:
            self.done.remarks.append("No licence is named (`licence` in newsgraph.toml), so nobody may reuse the data.")
        for name in self.folder.skipped[:10]:
            self.done.remarks.append(f"{name} cannot be the name of a file and has no page.")
        if len(self.folder.skipped) > 10:
            self.done.remarks.append(f"{len(self.folder.skipped) - 10:,} more have no page for the same reason.")

    def _sitemap(self) -> None:
        links = self.links.at(self.address)
        addresses = [self.address, *(page for iri in self.known if (page := links.page(iri)))]
        for name, content in sitemaps(addresses, address=self.address).items():
            self.folder.write(name, content)
        self.folder.write("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {self.address}sitemap.xml\n")
