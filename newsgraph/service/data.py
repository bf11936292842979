"""The graph as data for others: descriptions, dumps, calendar, feed, sitemap, and the page that tells of them."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from typing import TypeVar, cast

from pyoxigraph import RdfFormat, serialize
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph import __version__
from newsgraph.publish.calendar import calendar
from newsgraph.publish.describe import DESCRIBED_PREFIXES, About, Dump, Numbers, description
from newsgraph.publish.dumps import DUMPS, write_dump
from newsgraph.publish.feed import feed
from newsgraph.publish.happenings import Happening, happenings
from newsgraph.publish.page import data_page
from newsgraph.publish.sitemap import page_iris, sitemaps
from newsgraph.service.freshness import is_fresh
from newsgraph.service.negotiation import chosen
from newsgraph.service.served import Served
from newsgraph.store.base import GraphStore

T = TypeVar("T")
# media type → pyoxigraph's format, ending
FORMS = {
    "text/turtle": (RdfFormat.TURTLE, "ttl"),
    "application/ld+json": (RdfFormat.JSON_LD, "jsonld"),
    "application/n-triples": (RdfFormat.N_TRIPLES, "nt"),
    "application/rdf+xml": (RdfFormat.RDF_XML, "rdf"),
}


class Derived:
    """What is computed from the whole graph, kept until the graph is another one."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self._lock = asyncio.Lock()
        self._version = ""
        self._numbers: Numbers | None = None
        self._events: list[Happening] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def _renew(self) -> None:
        version = self.served.version()
        if version != self._version:
            self._version, self._numbers, self._events, self._folder = version, None, None, None

    async def numbers(self) -> Numbers:
        """What VoID counts."""
        async with self._lock:
            self._renew()
            if self._numbers is None:
                self._numbers = await self._whole(Numbers.of)
            return self._numbers

    async def events(self) -> list[Happening]:
        """All events as flat records."""
        async with self._lock:
            self._renew()
            if self._events is None:
                self._events = await self._whole(happenings)
            return self._events

    async def pages(self) -> list[str]:
        """The IRIs of all things that have a page of their own, sorted."""
        return sorted(set(await self._whole(page_iris)))

    async def dump(self, form: str) -> Path:
        """The file of a dump, written when it is first asked for."""
        async with self._lock:
            self._renew()
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="newsgraph-dumps-", ignore_cleanup_errors=True)
            folder = Path(self._folder.name)
            if not (folder / DUMPS[form]).exists():
                await self._whole(lambda store: write_dump(store, folder, form, base=self.served.base))
            return folder / DUMPS[form]

    async def _whole(self, work: Callable[[GraphStore], T]) -> T:
        """Our own work on the whole graph: off the event loop, and without the time limit of a visitor's query."""

        def run() -> T:
            with self.served.project.store() as store:
                return work(store)

        return await run_in_threadpool(run)


def derived(request: Request) -> Derived:
    """The one of this application."""
    state = request.app.state
    if not hasattr(state, "derived"):
        state.derived = Derived(state.served)
    return cast(Derived, state.derived)


def site_address(request: Request) -> str:
    """The site's absolute address as this client sees it, ending in "/"."""
    served: Served = request.app.state.served
    return f"{request.url.scheme}://{request.url.netloc}{served.site.links.root}"


def about(request: Request) -> About:
    """What the publisher says of the dataset."""
    served: Served = request.app.state.served
    s = served.project.settings
    return About(
        base=served.base,
        address=site_address(request),
        title=served.site.title,
        description=s.description,
        publisher=s.publisher,
        publisher_url=s.publisher_url,
        licence=s.licence,
        endpoint=True,
    )


def _known(request: Request, name: str) -> tuple[dict[str, str], bool]:
    """Caching headers for what is made of the present graph, and whether the client has it already."""
    served: Served = request.app.state.served
    modified = served.modified()
    tag = f'"{served.version()}-{__version__}-{name}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if modified is not None:
        headers["Last-Modified"] = formatdate(modified, usegmt=True)
    return headers, is_fresh(request, tag, modified)


async def _description(request: Request) -> Response:
    """VoID and DCAT, in the form that the client likes best, or that the address ends in."""
    ending = request.path_params.get("ending")
    media = next((m for m, (_, e) in FORMS.items() if e == ending), None) if ending else None
    media = media or chosen(request.headers.get("accept"), list(FORMS))
    if media is None:
        raise HTTPException(406, "the description is offered as " + ", ".join(FORMS))
    headers, fresh = _known(request, f"void-{FORMS[media][1]}")
    headers["Vary"] = "Accept"
    if fresh:
        return Response(status_code=304, headers=headers)
    numbers = await derived(request).numbers()
    triples = description(about(request), numbers, [Dump("dumps/" + name, form) for form, name in DUMPS.items()])
    body = serialize(triples, format=FORMS[media][0], prefixes=DESCRIBED_PREFIXES)
    return Response(body, headers=headers, media_type=media)


async def _dump(request: Request) -> Response:
    form = next((f for f, name in DUMPS.items() if name == request.path_params["name"]), None)
    if form is None:
        raise HTTPException(404, f"the dumps are {', '.join(DUMPS.values())}")
    headers, fresh = _known(request, DUMPS[form])
    if fresh:
        return Response(status_code=304, headers=headers)
    path = await derived(request).dump(form)
    return FileResponse(path, headers=headers, media_type="application/gzip", filename=path.name)


async def _calendar(request: Request) -> Response:
    headers, fresh = _known(request, "events.ics")
    if fresh:
        return Response(status_code=304, headers=headers)
    served: Served = request.app.state.served
    body, _ = calendar(await derived(request).events(), title=served.site.title)
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


async def _feed(request: Request) -> Response:
    headers, fresh = _known(request, "feed.atom")
    if fresh:
        return Response(status_code=304, headers=headers)
    served: Served = request.app.state.served
    address = site_address(request)
    links = served.site.links.at(address)
    body = feed(
        await derived(request).events(),
        title=served.site.title,
        address=address,
        page=lambda iri: links.page(iri) or iri,
    )
    return Response(body, headers=headers, media_type="application/atom+xml; charset=utf-8")


async def _sitemap(request: Request) -> Response:
    name = f"sitemaps/{request.path_params['name']}" if "name" in request.path_params else "sitemap.xml"
    headers, fresh = _known(request, name)
    if fresh:
        return Response(status_code=304, headers=headers)
    address = site_address(request)
    links = request.app.state.served.site.links.at(address)
    pages = await derived(request).pages()
    files = sitemaps([address, *(p for iri in pages if (p := links.page(iri)))], address=address)
    if name not in files:
        raise HTTPException(404, "there is no such sitemap")
    return Response(files[name], headers=headers, media_type="application/xml")


async def _page(request: Request) -> Response:
    served: Served = request.app.state.served
    numbers = await derived(request).numbers()
    dumps = [Dump("dumps/" + name, form) for form, name in DUMPS.items()]
    return HTMLResponse(data_page(served.site, about(request), numbers, dumps), headers={"Cache-Control": "no-cache"})


async def _to_data_page(request: Request) -> Response:
    return RedirectResponse(request.app.state.served.site.links.to("data.html"), 303)


ROUTES: list[BaseRoute] = [
    Route("/data.html", _page),
    Route("/data", _to_data_page),
    Route("/.well-known/void", _description),
    Route("/dataset.{ending:str}", _description),
    Route("/dataset", _description),
    Route("/catalogue", _description),
    Route("/service", _description),
    Route("/dumps/{name:str}", _dump),
    Route("/events.ics", _calendar),
    Route("/feed.atom", _feed),
    Route("/sitemap.xml", _sitemap),
    Route("/sitemaps/{name:str}", _sitemap),
]
