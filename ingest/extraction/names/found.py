"""What the name grammar hands on before entities are merged: stretches of words with a type."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsgraph.ingest.extraction.annotations import Form
from newsgraph.ingest.model import EntityType


@dataclass(slots=True, eq=False)
class Found:
    """Words `start` to `end` (half-open) name something.

    name: canonical; other: further names that the words themselves give.
    parent: the organisation that the words say this one is part of ("School of Law *of X*").
    place: the place within an organisation's name ("Education Bureau of *Jishishan County*").
    same: another name of the thing ("Open University of China (also known as *Lanjiang College*)").
    fixed: the type is certain from the words (a head noun, an honorific), so that nothing overrules it.
    """

    start: int
    end: int
    type: EntityType
    name: str
    kind: str | None = None
    form: Form = "name"
    other: list[str] = field(default_factory=list)
    parent: Found | None = None
    place: Found | None = None
    same: Found | None = None
    fixed: bool = False
    entity: str = ""  # id, once merged

    @property
    def stretch(self) -> int:
        """End of all the words that the grammar has used up, the parent's included."""
        ends = [self.end, *(x.stretch for x in (self.parent, self.place) if x is not None)]
        return max(ends)
