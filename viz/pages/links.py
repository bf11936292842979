"""How things become addresses of pages: below one root, the same in the service and in the published site.

A thing's IRI is base + rest; its page is root + rest + ".html", its data root + rest + ".ttl" and so on. In the service
root + rest itself answers 303 See Other (the thing is no document; "Cool URIs for the Semantic Web", W3C 2008, 4.2).
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from newsgraph.ontology.terms import NG_BASE
from newsgraph.viz.page import safe_url
from newsgraph.viz.pages.assets import assets

# what a browser takes for more than a part of a path
_PLAIN = "/%:@!$&'()*+,;=-._~"
# escapes that a web host would decode into another folder, or into no file name
_PERILOUS = re.compile(r"%(?=2[Ff]|5[Cc]|[01][0-9A-Fa-f]|7[Ff])|(?<![^/])%(?=2[Ee]\.?/|2[Ee]%2[Ee]/)")
_NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
# below it stand pages of things with an IRI of other people's, such as an authority file's
ELSEWHERE = "elsewhere/"


@dataclass(frozen=True, slots=True)
class Links:
    """base: of the project's IRIs. root: of the pages; "/" or "/news/" in the service, "" or "../" in a file.

    elsewhere: IRIs that are not below the base and have a page here, because the graph tells of them.
    static: whether the pages are files, which have an ending in every address.
    """

    base: str
    root: str = "/"
    elsewhere: Container[str] = field(default=frozenset(), compare=False)
    static: bool = False

    def at(self, root: str) -> Links:
        """The same with another root."""
        return replace(self, root=root)

    def to(self, path: str) -> str:
        """The address of a path of the site itself, such as "queries/" (already escaped where it has to be)."""
        if self.static and (path == "search" or path.startswith("search?")):
            path = "search.html" + path[len("search") :]
        elif self.static and path.startswith("queries/") and path != "queries/" and "." not in path:
            path += ".html"
        return (self.root + path) or "./"

    def asset(self, name: str) -> str:
        """The address of a built script or style: asset("app.css")."""
        return self.to("assets/" + assets().built(name))

    def rest(self, iri: str) -> str | None:
        """What follows the root in the address of a thing, without an ending; None for IRIs without a page here.

        Decoded once it is the name of the published file (`file`). Escapes that would decode into a slash or a step
        upwards are escaped themselves.
        """
        if iri.startswith(self.base):
            rest = iri[len(self.base) :].partition("#")[0]
        elif iri in self.elsewhere:
            scheme, _, rest = iri.partition(":")
            rest = f"{ELSEWHERE}{scheme}/{rest.removeprefix('//')}"
        else:
            return None
        if not rest or {".", ".."} & set(rest.split("/")):  # a browser would take steps
            return None
        return quote(_PERILOUS.sub("%25", rest), safe=_PLAIN)

    def iris(self, rest: str) -> tuple[str, ...]:
        """The IRIs that an address may stand for, likeliest first: `rest` as the client wrote it, escapes and all.

        An escape may be the IRI's own ("item/tag%3Aa") or the address's ("%C3%A9" for "é"), and clients and proxies
        decode and encode as they like.
        """
        decoded = unquote(rest, errors="surrogateescape")
        forms = [rest, decoded, quote(decoded, safe="/-_.~", errors="surrogateescape")]
        if decoded.startswith(ELSEWHERE):
            forms.append(quote(decoded, safe="/-_.~:@!$&'()*+,;=?#", errors="surrogateescape"))
        if decoded.startswith("item/"):  # an identifier is escaped whole, its slashes too
            forms.append("item/" + quote(decoded[5:], safe="-_.~", errors="surrogateescape"))
        found = []
        for form in forms:
            if form.startswith(ELSEWHERE):
                scheme, _, after = form.removeprefix(ELSEWHERE).partition("/")
                found.append(f"{scheme}://{after}" if scheme in ("http", "https") else f"{scheme}:{after}")
            else:
                found.append(self.base + form)
        return tuple(dict.fromkeys(i for i in found if not _NOT_IN_IRIS.search(i)))

    def file(self, iri: str, ending: str) -> str | None:
        """The name of the file, below the site's folder, that a web host finds for the thing's page or data."""
        rest = self.rest(iri)
        return None if rest is None else f"{unquote(rest)}.{ending}"

    def page(self, iri: str) -> str | None:
        """The page about an IRI: a thing's own, a mention's item's, a term's place on the ontology page, else None."""
        if iri.startswith(NG_BASE):
            return self.to("ontology.html#" + quote(iri[len(NG_BASE) :], safe=""))
        rest = self.rest(iri)
        if rest is None:
            return None
        _, mark, fragment = iri.partition("#") if iri.startswith(self.base) else ("", "", "")
        return self.to(f"{rest}.html{mark}{quote(fragment, safe=_PLAIN)}")

    def data(self, iri: str, ending: str) -> str | None:
        """The address of a thing's data: ending "ttl", "jsonld", "nt", "rdf"."""
        rest = self.rest(iri)
        return None if rest is None else self.to(f"{rest}.{ending}")

    def href(self, iri: str) -> str | None:
        """Where a reader who clicks an IRI should get: our page, else the web address itself, else None."""
        return self.page(iri) or safe_url(iri) or None
