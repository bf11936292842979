"""newsgraph: an event and activity knowledge graph of what an institution's news says.

`newsgraph.open(folder)` gives a `KnowledgeGraph`; docs/python.md shows what it can do. Importing this costs
nothing: the language model and the store are loaded by the calls that need them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["KnowledgeGraph", "NewsgraphError", "__version__", "open"]

if TYPE_CHECKING:
    from newsgraph.api import KnowledgeGraph, open
    from newsgraph.ontology.errors import NewsgraphError


def __getattr__(name: str) -> object:
    # the rooms import newsgraph first: importing the front door here at once would close a circle
    if name in ("open", "KnowledgeGraph"):
        from newsgraph import api

        return getattr(api, name)
    if name == "NewsgraphError":
        from newsgraph.ontology.errors import NewsgraphError

        return NewsgraphError
    raise AttributeError(f"module 'newsgraph' has no attribute {name!r}")
