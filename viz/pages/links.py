"""How things become addresses of pages: below one root, the same in the service and in the published site.

A thing's IRI is base + rest; its page is root + rest + ".html", its data root + rest + ".ttl" and so on. In the service
root + rest itself answers 303 See Other (the thing is no document; "Cool URIs for the Semantic Web", W3C 2008, 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from newsgraph.ontology.terms import NG
from newsgraph.viz.page import safe_url
from newsgraph.viz.pages.assets import assets

# what a browser takes for more than a part of a path
_PLAIN = "/%:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Links:
    """base: of the project's IRIs. root: of the pages; "/" or "/news/" in the service, "" or "../" in a file."""

    base: str
    root: str = "/"

    def at(self, root: str) -> Links:
        """The same with another root."""
        return replace(self, root=root)

    def to(self, path: str) -> str:
        """The address of a path of the site itself, such as "queries/" (already escaped where it has to be)."""
        return (self.root + path) or "./"

    def asset(self, name: str) -> str:
        """The address of a built script or style: asset("app.css")."""
        return self.to("assets/" + assets().built(name))

    def rest(self, iri: str) -> str | None:
        """What follows the base in an IRI of a thing, escaped for an address; None for other IRIs, or the base."""
        if not iri.startswith(self.base) or iri == self.base:
            return None
        return quote(iri[len(self.base) :].partition("#")[0], safe=_PLAIN)

    def page(self, iri: str) -> str | None:
        """The page about an IRI: a thing's own, a mention's item's, a term's place on the ontology page, else None."""
        if iri.startswith(str(NG)):
            return self.to("ontology.html#" + quote(iri[len(str(NG)) :], safe=""))
        rest = self.rest(iri)
        return None if rest is None else self.to(rest + ".html")

    def data(self, iri: str, ending: str) -> str | None:
        """The address of a thing's data: ending "ttl", "jsonld", "nt", "rdf"."""
        rest = self.rest(iri)
        return None if rest is None else self.to(f"{rest}.{ending}")

    def href(self, iri: str) -> str | None:
        """Where a reader who clicks an IRI should get: our page, else the web address itself, else None."""
        return self.page(iri) or safe_url(iri) or None
