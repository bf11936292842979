"""Every error that newsgraph raises on purpose, in one tree.

Each carries what a message needs (`source`, `line`, `why`, `cure`), so that the front door can print a line that
names the file, the line and the cure. The tree lives in the first room because every other room may import it.
"""

from __future__ import annotations


class NewsgraphError(Exception):
    """Something that the user can cure. `str()` is one readable paragraph, never a traceback."""

    def __init__(
        self, why: str, *, source: str | None = None, line: int | None = None, cure: str | None = None
    ) -> None:
        self.why = why
        self.source = source
        self.line = line
        self.cure = cure
        super().__init__(self.message())

    def message(self) -> str:
        where = (
            f"{self.source}:{self.line}: " if self.source and self.line else f"{self.source}: " if self.source else ""
        )
        return f"{where}{self.why}" + (f" ({self.cure})" if self.cure else "")

    def __reduce__(self) -> tuple[object, ...]:  # keyword arguments survive the way back from a worker process
        return (_rebuild, (type(self), self.why, self.source, self.line, self.cure))


def _rebuild(
    cls: type[NewsgraphError], why: str, source: str | None, line: int | None, cure: str | None
) -> NewsgraphError:
    return cls(why, source=source, line=line, cure=cure)


class UnreadableSource(NewsgraphError):
    """A source, or one record of it, cannot be read as news."""


class RefusedAddress(UnreadableSource):
    """An address that newsgraph will not fetch: private network, wrong scheme, too large, too slow."""


class SettingsError(NewsgraphError):
    """A setting is unknown or has a wrong value."""


class ProjectError(NewsgraphError):
    """The project folder cannot be used: missing, locked, made by a newer version."""


class AuthorityError(NewsgraphError):
    """An authority file cannot be read or contradicts itself."""


class DecisionError(NewsgraphError):
    """A decision of the user's (what is the same, what is different) is malformed or contradicts another."""


class ExtractionError(NewsgraphError):
    """The language pipeline cannot be loaded or used."""


class StoreError(NewsgraphError):
    """The graph store cannot be reached or refuses."""


class StoreTimeout(StoreError):
    """The store took longer than allowed."""


class StoreRefused(StoreError):
    """The store wants (other) credentials, or does not allow the operation."""


class StoreBusy(StoreError):
    """Too many queries wait already, or another process is writing to the graph. after: seconds until the next try."""

    after: int = 5


class StoreExhausted(StoreError):
    """A query needed more memory than it may have, or its process ended in another unforeseen way."""


class QueryError(NewsgraphError):
    """A query is not valid SPARQL, or cannot be run."""


class NotAcceptable(QueryError):
    """The answer has no form that is asked for."""


class ParameterError(QueryError):
    """A parameter of a saved query is missing, unknown or of the wrong type."""


class DrawError(NewsgraphError):
    """A picture cannot be made."""
