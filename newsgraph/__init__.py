"""newsgraph: an event and activity knowledge graph of what an institution's news says."""

__version__ = "0.1.0"
