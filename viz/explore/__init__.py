"""The explorer: the whole graph as a thing to wander in, from a dozen items to a hundred thousand nodes.

    layout = Layout.load(path)                                     # what stood where; empty at first
    document = explorer_document(network(store, limit=None), base=base, title="News", layout=layout)
    document.layout.save(path)
    explorer_page(document)                                        # HTML text that works offline

`layout` places nodes, `document` writes what the browser reads, `page` makes the file. The browser's part is
`viz/web/src/explore/`.
"""

from __future__ import annotations

from newsgraph.viz.explore.document import Document, explorer_document
from newsgraph.viz.explore.kept import Layout
from newsgraph.viz.explore.page import explorer_page

__all__ = ["Document", "Layout", "explorer_document", "explorer_page"]
