"""sitemap.xml (sitemaps.org, version 0.9): every page, in files of at most 50,000 addresses with an index over them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from pyoxigraph import NamedNode

from newsgraph.store.base import GraphStore, Rows

MOST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
CLASSES = ("NewsItem", "Event", "Organisation", "Person", "Location", "Programme")
OTHERS = ("Post", "Decision", "Doubt")  # have pages, too, but nobody looks for them


def page_iris(store: GraphStore, classes: Sequence[str] = CLASSES) -> list[str]:
    """The IRIs of all things of these classes, by class and IRI."""
    found: list[str] = []
    for name in classes:
        answer = store.query(f"SELECT DISTINCT ?x WHERE {{ ?x a ng:{name} }}")
        assert isinstance(answer, Rows)
        found += sorted(x.value for (x,) in answer.rows if isinstance(x, NamedNode))
    return found


def sitemaps(addresses: Sequence[str], *, address: str) -> dict[str, bytes]:
    """File name → bytes. addresses: of all pages, absolute. address: of the site, absolute, ending in "/"."""
    parts = [addresses[i : i + MOST] for i in range(0, len(addresses), MOST)] or [()]
    if len(parts) == 1:
        return {"sitemap.xml": _file("urlset", "url", parts[0])}
    files = {f"sitemaps/{n}.xml": _file("urlset", "url", part) for n, part in enumerate(parts, 1)}
    return {"sitemap.xml": _file("sitemapindex", "sitemap", [address + name for name in files]), **files}


def _file(root: str, entry: str, addresses: Sequence[str]) -> bytes:
    top = etree.Element(f"{{{_NAMESPACE}}}{root}", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]  # the stubs do not know the default
    for one in addresses:
        etree.SubElement(etree.SubElement(top, f"{{{_NAMESPACE}}}{entry}"), f"{{{_NAMESPACE}}}loc").text = one
    return bytes(etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=True))
