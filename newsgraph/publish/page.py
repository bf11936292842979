"""The page about the dataset, the same in the service and in the published site."""

from __future__ import annotations

from collections.abc import Sequence

from newsgraph.publish.describe import About, Dump, Numbers
from newsgraph.viz.pages import Site, render
from newsgraph.viz.pages.ontology import short
from newsgraph.viz.pages.words import date_words


def data_page(site: Site, about: About, numbers: Numbers, dumps: Sequence[Dump]) -> str:
    """The HTML text."""
    return render(
        "data.html",
        site,
        here="data.html",
        about=about,
        numbers=numbers,
        dumps=dumps,
        short=short,
        date_words=date_words,
    )
