"""Which entities and events of all readings are one, and the IRI of each."""

from newsgraph.ingest.resolution.authorities import Authorities, Subject
from newsgraph.ingest.resolution.resolver import Readings, Resolution, Resolved, resolve

__all__ = ["Authorities", "Readings", "Resolution", "Resolved", "Subject", "resolve"]
