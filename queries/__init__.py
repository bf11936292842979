"""What does the graph answer? Saved queries with named parameters, free SPARQL, and the answers in readable forms.

table = run(store, find(catalogue(), "events-of-organisation"), {"org": "OUC"}, base=base)
render(table, "table", sys.stdout.buffer)
"""

from __future__ import annotations

from newsgraph.queries.catalogue import SavedQuery, catalogue, find, parse_query
from newsgraph.queries.lookup import look_up
from newsgraph.queries.output import FORMATS, render
from newsgraph.queries.parameters import Parameter
from newsgraph.queries.run import free, run
from newsgraph.queries.table import Table

__all__ = [
    "FORMATS",
    "Parameter",
    "SavedQuery",
    "Table",
    "catalogue",
    "find",
    "free",
    "look_up",
    "parse_query",
    "render",
    "run",
]
