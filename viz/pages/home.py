"""The first page's text, in the service and in the published site (which has no search and no queries to link to)."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from newsgraph.queries.overview import Overview
from newsgraph.viz.looks import PLURALS
from newsgraph.viz.pages.charts import columns, day_parts, told
from newsgraph.viz.pages.templates import Site, render


def home_text(site: Site, overview: Overview) -> str:
    """The HTML of the overview."""

    def ask(path: str, **values: str) -> str:
        """An address with a question; "" where no server answers it."""
        return site.links.to(path) + ("?" + urlencode(values) if values else "") if site.live else ""

    return render(
        "home.html",
        site,
        here="",
        o=overview,
        chart=columns(overview.by_time),
        plurals=PLURALS,
        told=told,
        leaf=day_parts,
        ask=ask,
        period=lambda name: ask("queries/events-in-period", **{"from": name, "to": name}),
        spoken=lambda name: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name),
    )
