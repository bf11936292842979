"""The newest events as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Iterable

from feedgenerator import Atom1Feed

from newsgraph.publish.happenings import Happening

NEWEST = 50
# what XML 1.0 cannot hold (section 2.2): a writer does not check
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(
    events: Iterable[Happening], *, title: str, address: str, page: Callable[[str], str], newest: int = NEWEST
) -> bytes:
    """The events that were told of last, newest news first.

    address: of the site, absolute, ending in "/". page: from an event's IRI to its page's absolute address.
    """
    dated = sorted((e for e in events if e.issued), key=lambda e: (e.issued[-1], e.iri), reverse=True)[:newest]
    out = Atom1Feed(
        title=_clean(f"{title}: newest events"),
        link=address,
        description="",
        feed_url=address + "feed.atom",
        language="en",
        feed_guid=address + "feed.atom",
    )
    for event in dated:
        out.add_item(
            title=_clean(event.label),
            link=page(event.iri),
            description=html.escape(_clean(_summary(event))),  # the library says that it is HTML
            unique_id=event.iri,
            pubdate=_moment(event.issued[0]),
            updateddate=_moment(event.issued[-1]),
            categories=[_clean(t) for t in event.types],
        )
    # without entries the library would tell the present moment, and the same graph must give the same bytes
    out.latest_post_date = lambda: _moment(dated[0].issued[-1]) if dated else _moment("1970-01-01")
    return bytes(out.writeString("utf-8"), "utf-8")


def _summary(event: Happening) -> str:
    when = event.start + (f" to {event.end}" if event.end and event.end != event.start else "")
    facts = [when, "; ".join(event.places), ", ".join(event.organisers)]
    return " · ".join(f for f in facts if f) + (f" — {event.sentence}" if event.sentence else "")


def _moment(day: str) -> datetime.datetime:
    full = (day + "-01-01")[:10]  # an item may be dated to the month
    return datetime.datetime.fromisoformat(full).replace(tzinfo=datetime.UTC)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
