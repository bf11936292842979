# ruff: noqa: SIM905 - word lists are read and mended as text
"""For whom somebody hands over or receives: "the secretary-general of X presented the books to the principal of Y" is a
gift from X to Y.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames.gifts import GETTING_VERBS, HANDING
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Role, Span

# posts whose holders act for their body
_ACTING = frozenset(
    "president vice-president director director-general principal headmaster headmistress headteacher dean rector head "
    "secretary secretary-general chair chairman chairwoman chairperson chancellor vice-chancellor manager chief "
    "executive governor".split()
)


def for_bodies(scene: Scene, drafts: list[Draft], found: dict[tuple[Role, str], Span]) -> None:
    """Where only persons are told to have handed over or received, the bodies in whose posts they did give and get."""
    verbs = {scene.verb(d.verb) for d in drafts if d.verb is not None}
    bodies: set[str] = set()
    if not verbs & (HANDING | GETTING_VERBS):
        return
    roles: tuple[Role, ...] = ("donor", "recipient")
    for role in roles:
        named = [e for r, e in found if r == role]
        if any(scene.type_of(e) == "Organisation" for e in named):
            continue
        for person in named:
            body = _body(scene, person)
            if body is None or body in bodies or any(e == body for _, e in found):
                continue
            bodies.add(body)
            found[role, body] = found[role, person]


def _body(scene: Scene, person: str) -> str | None:
    """The body that a person leads or acts for, as the item tells."""
    for post in scene.ann.posts:
        words = post.title.replace("vice president", "vice-president").split(" of ")[0].split()
        if post.person == person and post.organisation and not post.former and words and words[-1] in _ACTING:
            return post.organisation
    return None
