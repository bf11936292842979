"""What the graph knows of one thing: records for its page (`read_thing`), triples for its data (`description`)."""

from __future__ import annotations

from newsgraph.queries.resource.data import ENDINGS, data, description
from newsgraph.queries.resource.elsewhere import elsewhere
from newsgraph.queries.resource.gather import Known, known, read_thing
from newsgraph.queries.resource.records import (
    Doubt,
    EventLine,
    Item,
    Link,
    Mark,
    Page,
    PostLine,
    Quote,
    Ref,
    Statement,
    Thing,
)

__all__ = [
    "ENDINGS", "Doubt", "EventLine", "Item", "Known", "Link", "Mark", "Page", "PostLine", "Quote", "Ref", "Statement",
    "Thing", "data", "description", "elsewhere", "known", "read_thing",
]  # fmt: skip
