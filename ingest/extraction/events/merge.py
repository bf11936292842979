# ruff: noqa: SIM905 - word lists are read and mended as text
"""One happening, one event: putting together the drafts that tell of the same thing.

Drafts come in the order of the text. Each is held against the events found so far: within a sentence by how the
triggers
hang together, across sentences by the words that point back ("the meeting"), by type, and by what would contradict (two
dates, two places, "another").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from newsgraph.ingest.extraction.events.clauses import governed
from newsgraph.ingest.extraction.events.dates import Time
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames.types import OVERRIDES, compatible, rank
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import Setting

# where prizes are given and certificates conferred
_BESIDE = frozenset("sidelines margins prior ahead".split())
_HONOURING = frozenset((None, "Ceremony", "Celebration", "Competition", "Conference", "Meeting"))


_ENDS = frozenset("opening closing inaugural launch launching unveiling".split())


@dataclass(slots=True)
class Happening:
    """The drafts of one event with their times and settings."""

    drafts: list[Draft] = field(default_factory=list)
    times: list[tuple[Draft, Time, int]] = field(default_factory=list)
    settings: list[tuple[Draft, Setting]] = field(default_factory=list)

    @property
    def type(self) -> str | None:
        """The type that says most among the drafts that are no mere parts (a speech at it, a session of it)."""
        kinds = [d.type for d in self.drafts if d.type and (d.aim or not (d.weak and len(self.drafts) > 1))]
        kinds = kinds or [d.generic for d in self.drafts if d.generic and not d.weak]
        kinds = kinds or [d.type for d in self.drafts if d.type]
        first = kinds[0] if kinds else None
        # what the first telling says stands, unless it is open to what is done there ("a ceremony", where one donates)
        return min((k for k in kinds if k == first or k in OVERRIDES.get(first, ())), key=rank, default=first)

    @property
    def last(self) -> int:
        return self.drafts[-1].sentence

    @property
    def solid(self) -> bool:
        return any(not d.weak for d in self.drafts)

    def agents(self) -> set[str]:
        return {e for d in self.drafts for _, e, _ in d.roles}

    def dates(self) -> set[str]:
        return {t.start for _, t, _ in self.times if t.start}

    def ended(self) -> bool:
        """Whether its times are those of an end alone ("came to a close on 22 September")."""
        return any(d.closing for d in self.drafts) and all(d.closing for d, t, _ in self.times if t.start)

    def places(self) -> set[str]:
        return {s.entity for _, s in self.settings if s.kind == "place"}


def put_together(
    scene: Scene, drafts: list[Draft], times: list[tuple[Draft, Time, int]], settings: list[tuple[Draft, Setting]]
) -> list[Happening]:
    """The happenings of an item, in order of their first draft. Weak drafts that nothing else tells of are left out."""
    out: list[Happening] = []
    for draft in drafts:
        if out and _by_the_way(scene, draft):
            continue
        mine = Happening([draft], [t for t in times if t[0] is draft], [s for s in settings if s[0] is draft])
        home = _within_sentence(scene, draft, mine, out)
        if home is None or (draft.frame and draft.definite and not home.solid):
            home = _across(scene, draft, mine, out) or home
        if home is None:
            out.append(mine)
        else:
            home.drafts.append(draft)
            home.times += mine.times
            home.settings += mine.settings
    standing = _titles_joined([h for h in out if _stands(h)])
    return standing or [h for h in out if _headed(scene, h)][:1]


def _headed(scene: Scene, h: Happening) -> bool:
    """A headline without a verb that names an event: "Signing of an accord with Mill College", "5th Fair"."""
    d = h.drafts[0]
    if not d.title or d.noun is None or governed(scene, d.noun) is not None or d.type is None:
        return False
    noun = scene.event_noun(d.noun)
    first = all(scene.doc[j].pos_ != "VERB" for j in range(scene.bounds(d.noun)[0], d.noun))
    nominal = scene.word(d.noun + 1) in ("of", "by", "to", "with", "between", "for")
    return first and noun is not None and not noun.plural and (not noun.weak or nominal)


def _by_the_way(scene: Scene, draft: Draft) -> bool:
    """Parts of what an item tells: "the trainees attended 24 lectures", "He Li awarded the certificates"."""
    if draft.title or draft.verb is None:
        return False
    if draft.type == "Award" and draft.frame and draft.object is not None:
        plain = scene.doc[draft.object].lower_ in ("certificates", "diplomas", "certificate", "diploma", "souvenirs")
        named = any(r == "recipient" for r, _, _ in draft.roles)
        return plain and draft.definite and not named
    if draft.noun is None or scene.verb(draft.verb) not in ("attend", "join", "enjoy", "participate"):
        return False
    return scene.doc[draft.noun].tag_ == "NNS" and not draft.roles and not scene.dated(draft.pos)


def _stands(h: Happening) -> bool:
    """Something solid tells of it; or a weak draft with people and a type."""
    return (h.solid and h.type is not None) or any(
        d.verb is not None and d.roles and d.type for d in h.drafts if not d.weak
    )


def _within_sentence(scene: Scene, draft: Draft, mine: Happening, out: list[Happening]) -> Happening | None:
    here = [h for h in out if any(d.sentence == draft.sentence for d in h.drafts)]
    if draft.noun is None and draft.type is None and draft.weak:  # "They were met by Li Song, who spoke of its courses"
        here = [h for h in here if any(d.verb is not None or not d.weak for d in h.drafts)]
    for h in here:
        if (
            draft.noun is not None
            and draft.verb is not None
            and any(d.noun == draft.noun and d.verb is not None for d in h.drafts)
        ):
            return h  # "opened on 25 May and will run until 2 June"
    for h in reversed(here):
        other = next(d for d in reversed(h.drafts) if d.sentence == draft.sentence)
        if _hangs_together(scene, other, draft) and not _contradict(h, mine):
            return h
    return None


def _hangs_together(scene: Scene, first: Draft, second: Draft) -> bool:
    """Two drafts of one sentence that tell of one thing."""
    if (first.noun is not None and first.noun == second.noun) or second.aim:
        return compatible(first.type, second.type)
    if second.noun is not None and governed(scene, second.noun) in ("at", "during") and first.frame:
        return compatible(first.type, second.type)  # "was appointed … at a ceremony held online"
    received = first.type == "Visit" and first.frame and second.noun is not None and not second.other
    if received and second.noun is not None and governed(scene, second.noun) in ("for", "to"):
        return True  # "hosted a team from X for a workshop"
    if second.other or (
        second.fresh and second.verb is not None and first.verb is not None and second.noun is not None and first.frame
    ):
        return compatible(first.type, second.type) and not (second.fresh or second.other)
    if second.verb is None and second.noun is not None:  # a bare noun: part of the other's phrase, or a place to do it
        if first.type is not None and second.type is not None and not compatible(first.type, second.type):
            return _of_chain(scene, first, second)
        return True
    if first.verb is None and first.noun is not None:  # "At a ceremony …, X donated", "during the forum, X signed"
        side = {scene.doc[j].lower_ for j in range(first.span[0] - 4, first.span[0]) if j >= 0}
        if side & _BESIDE or governed(scene, first.noun) in ("after", "before", "following"):
            return False
        return compatible(first.type, second.type)
    if first.type == "Lecture" or second.type == "Lecture":
        return True
    if first.type == second.type and first.verb is not None and second.verb is not None:
        return not (second.fresh and first.fresh)
    return compatible(first.type, second.type)


def _of_chain(scene: Scene, first: Draft, second: Draft) -> bool:
    """ "the closing ceremony of the exhibition": the second noun says what the first is of."""
    return (
        first.noun is not None and second.noun is not None and governed(scene, second.noun) in ("of", "for", "in", "on")
    )


def _across(scene: Scene, draft: Draft, mine: Happening, out: list[Happening]) -> Happening | None:
    earlier = [h for h in out if h.drafts[0].sentence < draft.sentence]
    if not earlier or draft.other:
        return None
    if draft.type == "Appointment" and (who := _appointed(draft)):
        same = [h for h in earlier if h.type == "Appointment"]
        told = [h for h in same if any(_appointed(d) & who or not _appointed(d) for d in h.drafts)]
        if told:
            return told[-1]
        if same:
            return None  # another person's
    if draft.definite and draft.noun is not None:
        word = scene.doc[draft.noun].lower_
        same_word = [
            h for h in earlier if any(d.noun is not None and scene.doc[d.noun].lower_ == word for d in h.drafts)
        ]
        if same_word:
            return same_word[-1]
    if (draft.definite and not draft.frame) or draft.weak:
        earlier = sorted([h for h in earlier if h.solid] or earlier, key=lambda h: h.last)
    if draft.type == "Lecture" and draft.weak:  # "she gave a keynote speech": at the event told of
        return next(
            (h for h in reversed(earlier) if not any(d.other for d in h.drafts) and not _contradict(h, mine)), None
        )
    if draft.status == "scheduled" and draft.verb is not None and scene.word(draft.verb - 1) == "now":
        moved = [h for h in earlier if any(d.status == "postponed" for d in h.drafts) and not h.dates()]
        if moved:
            return moved[-1]  # "has been rescheduled. Choirs will now sing on 5 November"
    fitting = [h for h in earlier if compatible(h.type, draft.type) and not _contradict(h, mine)]
    if draft.frame and draft.definite:  # "the centre was set up …", "signed the document"
        exact = [h for h in fitting if any(d.type == draft.type for d in h.drafts)]
        if exact:
            return exact[-1]
        if fitting and not mine.dates() and not mine.places() and fitting[-1].last >= draft.sentence - 1:
            return fitting[-1]
    elif draft.definite or (draft.type is None and not draft.fresh) or draft.weak:
        close = [h for h in fitting if not any(d.other for d in h.drafts)] or fitting
        exact = [h for h in close if draft.type is not None and any(d.type == draft.type for d in h.drafts)]
        best = (exact or close)[-1:] if draft.verb is not None or draft.definite else exact[-1:]
        return best[0] if best else None
    same = [h for h in fitting if any(d.type == draft.type for d in h.drafts) or h.type is None]
    for h in reversed(same):
        if _alike(scene, h, mine, draft):
            return h
    if (
        draft.frame
        and not mine.dates()
        and not _aside(scene, draft)
        and not any(r in ("organiser", "donor") and scene.type_of(e) == "Organisation" for r, e, _ in draft.roles)
    ):
        near = [
            h for h in fitting if h.last >= draft.sentence - 3 and (h.type in _HONOURING or draft.type == "Ceremony")
        ]
        near.sort(key=lambda h: (h.solid, h.last))
        if near:  # "Certificates were conferred": at the ceremony of the sentence before
            return near[-1]
    if draft.noun is not None and scene.doc[draft.noun].lower_ == "ceremony" and fitting:
        return fitting[-1]
    if draft.frame and draft.type == "Ceremony":
        opened = [h for h in fitting if h.type in ("Establishment", "Launch")]
        if opened:
            return opened[-1]
    for h in reversed(fitting):
        if not draft.fresh and h.drafts[0].title and h.agents() & mine.agents():
            return h
    return None


def _aside(scene: Scene, draft: Draft) -> bool:
    """In a sentence that begins "Prior to the ceremony", "After the meeting": no part of it."""
    start = scene.bounds(draft.pos)[0]
    return bool({scene.word(j) for j in range(start, start + 3)} & {"prior", "before", "after", "following", "ahead"})


def _appointed(draft: Draft) -> set[str]:
    return {e for r, e, _ in draft.roles if r == "recipient"} if draft.type == "Appointment" else set()


def _alike(scene: Scene, h: Happening, mine: Happening, draft: Draft) -> bool:
    """Told again rather than told anew: same type and nobody else doing it."""
    if h.drafts[0].title and all(d.title for d in h.drafts):
        return True
    if draft.fresh and (h.dates() or h.places()) and (mine.dates() - h.dates() or mine.places() - h.places()):
        return False
    ours, theirs = mine.agents(), h.agents()
    if (
        draft.frame
        and not draft.fresh
        and not mine.dates()
        and not mine.places()
        and all(scene.type_of(e) == "Person" for e in ours)
    ):
        return True
    if draft.fresh and not (ours & theirs):
        return False
    return not ours or not theirs or bool(ours & theirs) or not draft.frame


def _contradict(h: Happening, mine: Happening) -> bool:
    """Two different days (neither within the other, nor within a range)."""
    if any(d.status in ("postponed", "cancelled") for d in (*h.drafts, *mine.drafts)):
        return False
    a, b = h.dates(), mine.dates()
    first = mine.drafts[0]
    told = [d for d in h.drafts if not d.title and not d.weak]
    if first.status == "scheduled" and b and not a and first.frame and told and all(d.status == "held" for d in told):
        return True  # "won the league. The trophy will be presented on 9 December": not done yet
    if first.type == "Visit" and first.frame and a != b and b and mine.agents() and not mine.agents() & h.agents():
        return h.type == "Visit" and not h.drafts[0].title  # somebody else's, on another day
    if h.ended() and mine.drafts[0].opening and max(b, default="") <= max(a, default=""):
        return False
    if mine.ended() and first.definite and a and b and min(b) >= max(a):
        return False  # "opened a training programme on 14 July. The training ends on 25 July"
    if not a or not b:
        return bool(h.places() and mine.places() and not h.places() & mine.places()) and mine.drafts[0].fresh
    ranges = [(t.start, t.end or t.start) for _, t, _ in h.times if t.start]
    return not any(s[: len(x)] <= x <= e or x.startswith(s) for x in b for s, e in ranges if s and e)


def _titles_joined(found: list[Happening]) -> list[Happening]:
    """A headline tells what the text tells: an event of the title alone is joined to the first that it can be."""
    titles = [h for h in found if all(d.title for d in h.drafts)]
    texts = [h for h in found if h not in titles]
    if not titles or not texts:
        return (
            found[:1] if titles and not texts and len(found) > 1 and compatible(found[0].type, found[1].type) else found
        )
    kept: list[Happening] = []
    for h in titles:
        home = next((t for t in texts if compatible(t.type, h.type)), None) or next(
            (t for t in texts if t.agents() & h.agents()), None
        )
        if home is None:
            kept.append(h)
        else:
            home.drafts = [*home.drafts, *h.drafts]
            home.times += h.times
            home.settings += h.settings
    return sorted([*kept, *texts], key=lambda h: min(d.pos for d in h.drafts if not d.title or h in kept))


def bygone(scene: Scene, h: Happening) -> bool:
    """Told only as history ("The association was founded in 1921"): nothing but a year, and not that of the news."""
    dates = h.dates()
    solid = [d for d in h.drafts if not d.weak]
    if not dates and solid and all(d.background for d in solid):
        return True
    if not dates or any(len(d) > 4 for d in dates) or any(d.title for d in h.drafts):
        return False
    published = (scene.ann.item.published or "")[:4]
    late = max(dates)
    return late < published if published else min(d.sentence for d in h.drafts) > 0 or h.type == "Establishment"


def lend(scene: Scene, found: list[Happening]) -> None:
    """Who is at the opening or closing of an event takes part in the event."""
    for part in found[1:]:
        whole = found[0]
        nouns = [d.noun for d in part.drafts if d.noun is not None]
        opening = nouns and all({t.lower_ for t in scene.doc[max(0, n - 3) : n + 1]} & _ENDS for n in nouns)
        if not opening or part.type != "Ceremony" or whole.type in (None, "Ceremony") or _contradict(whole, part):
            continue
        first = next((d for d in whole.drafts if not d.title), whole.drafts[0])
        for draft in part.drafts:
            for role, entity, pos in draft.roles:
                if scene.type_of(entity) == "Person":
                    first.add("participant" if role != "leader" else role, entity, pos)


def wholes_of(scene: Scene, found: list[Happening]) -> dict[int, int]:
    """Which happening took place in the course of which: "During the forum, A and B signed …"."""
    out: dict[int, int] = {}
    for n, h in enumerate(found):
        sentences = {d.sentence for d in h.drafts if d.verb is not None and not d.weak}
        for k, whole in enumerate(found):
            beside = [d for d in whole.drafts if d.verb is None and d.noun is not None and d.sentence in sentences]
            if k != n and any(_in_course(scene, d) for d in beside):
                out[n] = k
    return out


def _in_course(scene: Scene, d: Draft) -> bool:
    if d.noun is None:
        return False
    word = governed(scene, d.noun)
    aside = {scene.doc[j].lower_ for j in range(max(0, d.span[0] - 3), d.span[0])}
    return word == "during" or (word == "of" and bool(aside & {"sidelines", "margins", "course"}))
