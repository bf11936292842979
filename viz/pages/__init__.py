"""Web pages: templates with autoescape, the built scripts and styles, and how things become addresses.

The service and the published site use the same templates; what differs is `Links`.
"""

from __future__ import annotations

from newsgraph.viz.pages.assets import Assets, assets
from newsgraph.viz.pages.links import Links
from newsgraph.viz.pages.templates import Site, render

__all__ = ["Assets", "Links", "Site", "assets", "render"]
