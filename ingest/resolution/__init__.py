"""Which entities and events of all readings are one, and the IRI of each."""

from newsgraph.ingest.resolution.authorities import Authorities, Subject
from newsgraph.ingest.resolution.decisions import Decision, Decisions, Reference
from newsgraph.ingest.resolution.resolver import Readings, Resolution, Resolved, resolve
from newsgraph.ingest.resolution.why import Doubt, Explanation, Link, Member

__all__ = [
    "Authorities", "Decision", "Decisions", "Doubt", "Explanation", "Link", "Member", "Readings", "Reference",
    "Resolution", "Resolved", "Subject", "resolve",
]  # fmt: skip
