"""Every thing at its address: `/REST` leads to a page or to data, `/REST.html`, `/REST.ttl` … are these.

`/REST` answers 303 See Other, since a thing is no document ("Cool URIs for the Semantic Web", W3C 2008, section 4.2).
Of an address that ends like a document's, the document of the thing before the ending comes first: `/item/a.ttl` is the
data of `item/a`, and where there is no such thing, it may be the thing `item/a.ttl` itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formatdate

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from newsgraph import __version__
from newsgraph.queries.resource import Known, data, description, known, read_thing
from newsgraph.queries.resource.nearest import Near, nearest_things
from newsgraph.service.answered import Answered
from newsgraph.service.errors import problem
from newsgraph.service.freshness import is_fresh
from newsgraph.service.negotiation import chosen
from newsgraph.service.served import Served
from newsgraph.store.base import GraphStore
from newsgraph.store.frames import Head
from newsgraph.viz.pages import Site, assets, render
from newsgraph.viz.pages.resource import FORMS, resource_page
from newsgraph.viz.pages.words import CLASS_NAMES

MEDIA = {"html": "text/html", **{ending: media for ending, _, media in FORMS}}
# what clients ask for → ending; the first is for who takes anything
_ASKED = {
    "text/html": "html",
    **{media: ending for ending, _, media in FORMS},
    "application/xhtml+xml": "html",
    "application/json": "jsonld",
    "text/plain": "nt",
}
_LONGEST = 8192  # characters of an address that are looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address may mean. stem: the address without the ending, where it has one of ours."""

    whole: tuple[str, ...]
    stem: tuple[str, ...] = ()
    ending: str | None = None

    @classmethod
    def of(cls, rest: str, site: Site) -> Asked:
        stem, dot, ending = rest.rpartition(".")
        if dot and ending in MEDIA and stem and not stem.endswith("/"):
            return cls(site.links.iris(rest), site.links.iris(stem), ending)
        return cls(site.links.iris(rest))

    def find(self, store: GraphStore) -> tuple[Known, str | None]:
        """The thing that is meant, and the ending of the document that is (None: the thing itself)."""
        if self.stem:
            found = known(store, (*self.stem, *self.whole))
            if (found.iri or found.successor) and (found.iri in self.stem or found.successor):
                return found, self.ending
            if found.iri:
                return found, None
        return known(store, self.whole), None


async def thing(request: Request) -> Response:
    """A thing, its page, or its data."""
    served: Served = request.app.state.served
    raw = request.scope.get("raw_path") or request.url.path.encode()
    rest = raw.partition(b"?")[0].decode("latin-1")[1:]
    if not rest or len(rest) > _LONGEST:
        return await _unknown(request, served, rest)
    asked = Asked.of(rest, served.site)
    found, ending = await served.read(asked.find)
    if found.successor:
        to = served.site.links.rest(found.successor)
        address = served.site.links.to(to + (f".{ending}" if ending else "")) if to else found.successor
        return RedirectResponse(address, 301, {"Cache-Control": "max-age=3600"})
    if found.iri is None:
        return await _unknown(request, served, rest)
    if ending is None:
        return _see_other(request, served.site, found.iri)
    return await _document(request, served, found.iri, ending)


def _see_other(request: Request, site: Site, iri: str) -> Response:
    media = chosen(request.headers.get("accept"), tuple(_ASKED))
    rest = site.links.rest(iri)
    if media is None:
        offered = ", ".join(MEDIA.values())
        return problem(request, 406, "there is no such form of it", cure=f"ask for one of {offered}")
    if rest is None:  # a thing without an address of its own: a step upwards in its IRI
        return problem(request, 404, "this IRI cannot be an address", cure="ask for it with SPARQL: DESCRIBE <IRI>")
    address = site.links.to(f"{rest}.{_ASKED[media]}")
    return RedirectResponse(address, 303, {"Vary": "Accept", "Cache-Control": "max-age=60"})


async def _document(request: Request, served: Served, iri: str, ending: str) -> Response:
    offset = _offset(request)
    modified = served.modified()
    # a remote server does not tell whether its graph is another one: there the bytes themselves are compared
    etag = "" if served.project.settings.store else _tag(served, ending, offset)
    if etag and is_fresh(request, etag, modified):
        return Response(status_code=304, headers=_headers(served.site, iri, ending, etag, modified))

    def make(store: GraphStore) -> bytes | None:
        if ending != "html":
            return data(triples, ending, base=served.base) if (triples := description(store, iri)) else None
        told = read_thing(store, iri, offset=offset)
        return resource_page(told, served.site).encode() if told else None

    kept = served.cache.get((etag, iri)) if etag else None
    body = kept.body if kept else await served.read(make)
    if body is None:  # it went with an ingest that ended just now
        return await _unknown(request, served, iri.removeprefix(served.base))
    if etag and kept is None:
        served.cache.put((etag, iri), Answered(Head(ending, None, whole=True, lasting=True), body))
    headers = _headers(served.site, iri, ending, etag or f'"{hashlib.sha256(body).hexdigest()[:20]}"', modified)
    if is_fresh(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=MEDIA[ending])


def _tag(served: Served, ending: str, offset: int) -> str:
    """Names all that a document is made of, but for its thing."""
    key = (served.version(), ending, offset, __version__, sorted(assets().names.values()), served.site.title)
    return f'"{hashlib.sha256(repr(key).encode()).hexdigest()[:20]}"'


def _headers(site: Site, iri: str, ending: str, etag: str, modified: float | None) -> dict[str, str]:
    headers = {
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Link": ", ".join(_links(site, iri, ending)),
        "Access-Control-Expose-Headers": "Link, ETag",
    }
    return headers | ({"Last-Modified": formatdate(modified, usegmt=True)} if modified is not None else {})


def _offset(request: Request) -> int:
    text = request.query_params.get("from", "0")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0


def _links(site: Site, iri: str, ending: str) -> list[str]:
    """Link header values: what it describes, and the other forms (RFC 8288, RFC 6892)."""
    made = [f'<{_ascii(iri)}>; rel="describes"']
    for other, media in MEDIA.items():
        address = site.links.data(iri, other)
        if other != ending and address:
            made.append(f'<{address}>; rel="alternate"; type="{media}"')
    return made


def _ascii(iri: str) -> str:
    """As a header may hold it (RFC 3987, section 3.1)."""
    from urllib.parse import quote

    return quote(iri, safe="/%:@!$&'()*+,;=-._~?#[]")


async def _unknown(request: Request, served: Served, rest: str) -> Response:
    """404, to people with the nearest names."""
    if chosen(request.headers.get("accept"), ("text/plain", "text/html")) != "text/html":
        return problem(request, 404, "nothing is known by this address", cure="the search lists what there is")
    near: Sequence[Near] = await served.read(lambda store: nearest_things(store, rest[:200]))
    words = " ".join(near[0].asked) if near else ""
    page = render("unknown.html", served.site, here="things", near=near, words=words, names=CLASS_NAMES)
    return Response(page, 404, {"Vary": "Accept", "Cache-Control": "no-store"}, "text/html")


ROUTES: list[BaseRoute] = [Route("/{rest:path}", thing)]
