"""The graph as data for others: descriptions, dumps, calendar, feed, sitemap, and the page that tells of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import TypeVar, cast

from pyoxigraph import RdfFormat, serialize
from starlette.background import BackgroundTask
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
from newsgraph.service.library import Kept
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


@dataclass(frozen=True, slots=True)
class Written:
    """A file in a folder that goes when nobody holds this any more."""

    folder: tempfile.TemporaryDirectory[str]
    path: Path


class Derived:
    """What is computed from the whole graph, made once a state of the graph by the first who asks."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self._numbers: Kept[Numbers] = Kept(1)
        self._events: Kept[list[Happening]] = Kept(1)
        self._pages: Kept[list[str]] = Kept(1)
        self._dumps: dict[str, Kept[Written]] = {form: Kept(1) for form in DUMPS}

    async def numbers(self) -> Numbers:
        """What VoID counts."""
        return await self._numbers.get(self.served.version(), lambda: self._whole(Numbers.of))

    async def events(self) -> list[Happening]:
        """All events as flat records."""
        return await self._events.get(self.served.version(), lambda: self._whole(happenings))

    async def pages(self) -> list[str]:
        """The IRIs of all things that have a page of their own, sorted."""
        return await self._pages.get(
            self.served.version(), lambda: self._whole(lambda store: sorted(set(page_iris(store))))
        )

    async def dump(self, form: str) -> Written:
        """The file of a dump, written when it is first asked for. Hold what is returned while you read it."""

        def write(store: GraphStore) -> Written:
            folder = tempfile.TemporaryDirectory(prefix="newsgraph-dump-", ignore_cleanup_errors=True)
            write_dump(store, Path(folder.name), form, base=self.served.base)
            return Written(folder, Path(folder.name) / DUMPS[form])

        return await self._dumps[form].get(self.served.version(), lambda: self._whole(write))

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
    dump = await derived(request).dump(form)
    answer = FileResponse(dump.path, headers=headers, media_type="application/gzip", filename=dump.path.name)
    # the graph may change while the file is sent: the answer holds the file until the last byte is out
    answer.background = BackgroundTask(lambda held: None, dump)
    return answer


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
