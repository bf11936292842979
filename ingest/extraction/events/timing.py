# ruff: noqa: SIM905 - word lists are read and mended as text
"""When: which time of a sentence belongs to which event, and what times events share."""

from __future__ import annotations

from newsgraph.ingest.extraction.events.dates import Time, find_times
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.merge import Happening
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.events.settings import owner, supplanted

_OLD_VERBS = frozenset("found establish create build form set open".split())
_LASTING = frozenset("run last continue remain go".split())
_UNTIL = frozenset("until till through".split())
_WITHIN = frozenset("the end of mid early late".split())  # "until the end of March"
_FIRST_DAYS = frozenset("beginning starting commencing running".split())
_LAST_DAYS = frozenset("ending concluding closing finishing".split())
_ANCHORING = frozenset(("at", "during", "before", "after", "prior", "following", "on", "ahead", "earlier"))
_SAME_TIME = frozenset(("when", "as", "where", "while"))

Timed = tuple[Draft, Time, int]


def times_of(scene: Scene, n: int, drafts: list[Draft]) -> list[Timed]:
    """The times of sentence n with the draft each belongs to and its token."""
    start, end = scene.sentences[n]
    out: list[Timed] = []
    for time, first, last in scene.times:
        if not start <= first < end or (scene.quoted[first] and not time.vague):
            continue
        draft = owner(scene, first, last, drafts, infinitives=False)
        if draft is None and (first - start <= 2 or _phase(scene, first, start)):
            draft = _main(scene, n, drafts)
        if draft is None and time.start and len(time.start) == 10:
            draft = _of_when(scene, first, drafts)
        if draft is None:
            draft = _at_that_time(scene, first, drafts, [d for d, _, _ in out])
        if draft is None:
            continue
        before = _preposition(scene, first, start)
        if time.start and not time.end and _last_day(scene, first, start, draft):
            out.append((draft, Time(time.first, time.last, time.text, None, time.start), first))
            continue
        lasting = draft.verb is not None and scene.verb(draft.verb) in _LASTING
        until = before in _UNTIL or (before == "to" and lasting)
        if until and not time.end and draft.status in ("held", "scheduled"):
            past = draft.verb is not None and scene.doc[draft.verb].tag_ == "VBD"  # "it lasted until 8 March"
            ahead = [] if past else find_times(time.text, scene.ann.item.published, ahead=True)
            value = ahead[0].start if ahead else time.start
            out.append((draft, Time(time.first, time.last, time.text, None, value), first))
            continue
        if draft.status == "postponed" and time.end and scene.doc[first - 1].lower_ == "from":
            time = Time(time.first, time.last, time.text, time.end)  # "postponed from 16 to 23 February"
        elif draft.status == "postponed" and scene.word(first - 1) == "from" and " to " in time.text:
            later = find_times(time.text.split(" to ", 1)[1], scene.ann.item.published)  # "from 10 July to 3 July"
            time = Time(time.first, time.last, time.text, later[0].start if later else None)
        elif _elsewhere(scene, draft, first, start):
            continue
        elif draft.status in ("scheduled", "postponed"):
            ahead = find_times(time.text, scene.ann.item.published, ahead=True)
            if ahead and ahead[0].start:
                time = Time(time.first, time.last, time.text, ahead[0].start, ahead[0].end)
        out.append((draft, time, first))
    return out


def shared_times(scene: Scene, found: list[Happening]) -> None:
    """Give what happened at, before or after another happening of one day, and has no time of its own, that day:
    "Prior to the ceremony, the parties signed an agreement".
    """
    for h in found:
        if h.times or all(d.title for d in h.drafts):
            continue
        sentences = {d.sentence for d in h.drafts if d.verb is not None and not d.weak}
        for other in found:
            days = {d for d in other.dates() if len(d) == 10}
            if other is h or len(days) != 1 or any(t.end for _, t, _ in other.times):
                continue
            beside = [d for d in other.drafts if d.noun is not None and d.verb is None and d.sentence in sentences]
            if any(_anchor(scene, d) for d in beside):
                h.times = [(h.drafts[0], t, p) for _, t, p in other.times if t.start in days][:1]
                break


def announced_times(scene: Scene, found: list[Happening]) -> None:
    """Appointments without a day are of the day on which the item's first sentences have them made known."""
    undated = [h for h in found if h.type == "Appointment" and not h.times]
    if not undated or len(undated) < len([h for h in found if h.type == "Appointment"]):
        return
    start = scene.title_end if scene.title_end < scene.size else 0
    n = scene.sentence_of[start]
    stop = scene.sentences[min(n + 1, len(scene.sentences) - 1)][1]
    told = [(t, i) for t, i, _ in scene.times if start <= i < stop and t.start and len(t.start) == 10 and not t.end]
    published = (scene.ann.item.published or "9999")[:10]
    if len({t.start for t, _ in told}) == 1 and (told[0][0].start or "") <= published:
        for h in undated:
            h.times = [(h.drafts[0], *told[-1])]


def _anchor(scene: Scene, d: Draft) -> bool:
    """ "at the ceremony", "prior to the meeting" at the head of a sentence."""
    if d.noun is None or not d.definite or d.span[0] - scene.bounds(d.noun)[0] > 4:
        return False
    words = [t.lower_ for t in scene.doc[scene.bounds(d.noun)[0] : d.span[0]]]
    return bool(words) and words[0] in (
        "at",
        "during",
        "before",
        "after",
        "prior",
        "following",
        "on",
        "ahead",
        "earlier",
    )


def _preposition(scene: Scene, first: int, start: int) -> str:
    """The word before a time, over "the end of"."""
    j = first - 1
    while j > start and scene.doc[j].lower_ in _WITHIN:
        j -= 1
    return scene.doc[j].lower_ if j >= start else ""


def _phase(scene: Scene, first: int, start: int) -> bool:
    """ "Beginning on 12 May and ending on 30 May, the activity …": participles that only say when."""
    j = first - 1
    while j > start and (scene.doc[j].lower_ in ("on", "in", "from", "the") or scene.doc[j].tag_ == "IN"):
        j -= 1
    word = scene.doc[j].lower_
    return j >= start and word in _FIRST_DAYS | _LAST_DAYS


def _last_day(scene: Scene, first: int, start: int, draft: Draft) -> bool:
    """ "ending on 30 May", "begins on 12 May and ends on 30 May": the day is the last of what has another first."""
    if not _phase(scene, first, start) or draft.closing:
        return False
    j = first - 1
    while scene.doc[j].lower_ not in _LAST_DAYS | _FIRST_DAYS:
        j -= 1
    return scene.doc[j].lower_ in _LAST_DAYS


def _main(scene: Scene, n: int, drafts: list[Draft]) -> Draft | None:
    """The draft of the main verb: a time at the head of a sentence is its, whatever stands between."""
    start, end = scene.sentences[n]
    for d in drafts:
        if d.verb is None or d.weak or not start <= d.verb < end:
            continue
        verb = scene.doc[d.verb]
        if verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT"):
            return d
    return None


def _of_when(scene: Scene, first: int, drafts: list[Draft]) -> Draft | None:
    """ "They won the cup when they beat X on Thursday": the time of the clause with "when" is that of the main one."""
    start = scene.bounds(first)[0]
    when = next((j for j in range(first - 1, start, -1) if scene.doc[j].lower_ == "when" and scene.at[j] is None), None)
    if when is None or any(when < (d.verb or d.pos) < first for d in drafts):
        return None
    before = [d for d in drafts if d.verb is not None and d.verb < when and not d.weak]
    return before[-1] if before else None


def _at_that_time(scene: Scene, first: int, drafts: list[Draft], timed: list[Draft]) -> Draft | None:
    """ "It reached its goal on Saturday when a bookroom was opened": the time of the main clause is that of the clause
    with "when" or "as".
    """
    for d in drafts:
        if d.verb is None or d in timed or d.verb < first:
            continue
        verb = scene.doc[d.verb]
        if verb.dep_ != "advcl" or verb.head.i >= d.verb:
            continue
        joint = next((c for c in verb.children if c.lower_ in _SAME_TIME and c.dep_ in ("mark", "advmod")), None)
        if joint is not None and first < joint.i:
            return d
    return None


def _elsewhere(scene: Scene, draft: Draft, first: int, start: int) -> bool:
    """The time is the old one of "postponed from 5 May", or where something began that goes on ("since 1998")."""
    governor = scene.doc[first - 2] if first - 2 >= start else None
    if governor is not None and governor.lower_ in ("born", "died", "aged"):
        return True
    if supplanted(scene, first):
        return True
    told = governor is None or governor.i in (draft.verb, draft.noun)
    if governor is not None and not told and governor.tag_ == "VBN" and scene.verb(governor.i) in _OLD_VERBS:
        return True  # "Founded in 1998, …"
    for j in range(max(start, first - 4), first):
        if scene.doc[j].lower_ in ("planned", "scheduled", "slated", "originally") and not (
            j == draft.verb or draft.status == "cancelled" or scene.doc[j + 1].lower_ == "to"
        ):
            return True
    before = scene.doc[first - 1].lower_ if first > start else ""
    if before == "the" and first - 1 > start:
        before = scene.doc[first - 2].lower_
    return (before in ("since", "until", "till", "before") and draft.status == "held") or (
        draft.status == "postponed" and before in ("from", "of") and scene.doc[first].ent_iob_ != ""
    )
