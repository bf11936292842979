# ruff: noqa: SIM905 - word lists are read and mended as text
"""How someone comes to a post: "has appointed Jo Li as dean", "Jo Li named dean", "Jo Li will be the new dean", "Jo Li
takes up the post", "hires a new dean". The words are data: `frames.posts`.
"""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.drafts import Draft
from newsgraph.ingest.extraction.events.frames import nouns, posts
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.people import agents_of
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.extraction.names.lexicon import is_post, singular_post
from newsgraph.ingest.model import Status

Named = list[tuple[str, int]]

_REACH = 22  # tokens from the verb to the end of the post
_BETWEEN = frozenset("as to be become the of for its their his her a an 's ’s - , and new next".split())


def appointing(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    """The appointment that a verb tells of, with recipient and who appoints."""
    relative = scene.doc[v].dep_ == "relcl" and any(
        c.tag_ in ("WP", "WDT") and c.dep_ in ("nsubj", "nsubjpass") for c in scene.doc[v].children
    )
    if lemma not in posts.VERBS or relative:
        return []
    if lemma in posts.APPOINTING or lemma in posts.NAMING:
        return _named(scene, v, lemma, passive, status)
    if passive and lemma != "succeed":
        return []
    who = _persons(scene, agents_of(scene, clauses.subject(scene, v), "recipient"))
    if lemma == "become":
        post = post_after(scene, v + 1)
        return [_draft(scene, v, status, who, post)] if who and post is not None else []
    if lemma in posts.SUCCEEDING:
        return _succeeds(scene, v, who, passive, status)
    if lemma in ("join", "rejoin"):
        return _joins(scene, v, who, status)
    if lemma in posts.TAKING:
        post = _office(scene, v, lemma)
        return [_draft(scene, v, status, who, post, pointing=True)] if who and post is not None else []
    if lemma in posts.HEADING and status == "scheduled" and who and scene.doc[v - 1].lower_ == "to":
        heads = clauses.objects(scene, v)
        if heads and any(scene.type_of(e) == "Organisation" for e in scene.agents(heads[0])):
            return [_draft(scene, v, status, who, heads[0])]
    return []


def to_be(scene: Scene, start: int, end: int) -> list[Draft]:
    """ "Jo Li will be the new dean", "is to be dean from 1 May"."""
    out = []
    for v in range(start, end):
        if scene.word(v) == "is" and (draft := _is_new(scene, start, v, end)) is not None:
            out.append(draft)
        if scene.doc[v].lower_ != "be" or scene.at[v] is not None or clauses.reality(scene, v) != "scheduled":
            continue
        post = post_after(scene, v + 1)
        who = _persons(scene, agents_of(scene, clauses.subject(scene, v), "recipient"))
        if post is None or not who:
            continue
        words = {t.lower_ for t in scene.doc[v + 1 : end]}
        before = {t.lower_ for t in scene.doc[v + 1 : post]}
        if before & posts.NEW or words & posts.EFFECTIVE:
            out.append(_draft(scene, v, "scheduled", who, post))
    return out


def _is_new(scene: Scene, start: int, v: int, end: int) -> Draft | None:
    """ "The council's new chief executive is Jo Li": told of a post that is new to whoever has it."""
    before = [i for i in range(start, v) if scene.at[i] is None]
    post = next((i for i in reversed(before) if _is_post(scene, i)), None)
    who = scene.coordinated(v + 1) if v + 1 < end and scene.persons(v + 1) else []
    if post is None or not who or any(scene.doc[i].pos_ in ("VERB", "AUX", "PUNCT") for i in before):
        return None
    new = {scene.word(i) for i in before} & (posts.NEW - {"founding", "second", "third", "acting"})
    return _draft(scene, v, "held", who, post) if new else None


def _named(scene: Scene, v: int, lemma: str, passive: bool, status: Status) -> list[Draft]:
    subjects = clauses.subject(scene, v)
    if lemma in ("declare", "pronounce") and {scene.word(j) for j in range(v + 1, v + 7)} & {"open", "closed"}:
        return []  # "declared the fair open, and the rector, Ada Quill, …"
    if lemma == "swear" and "in" not in {t.lower_ for t in scene.doc[v + 1 : v + 3]}:
        return []
    own = lemma in posts.APPOINTING
    if not passive and (scene.in_title(v) or lemma in ("make", "name")):
        heads = clauses.objects(scene, v)  # "Jo Li named dean": a passive without its auxiliary
        bare = bool(heads) and not scene.agents(heads[0])
        passive = bare and bool(_persons(scene, agents_of(scene, subjects, "recipient"))) and scene.in_title(v)
    if passive:
        who = _persons(scene, agents_of(scene, subjects, "recipient"))
        if who and lemma == "confirm" and scene.word(v + 1) == "in" and scene.dated(v):  # "was confirmed in the post"
            held = next((j for j in range(v + 2, min(v + 5, scene.size)) if scene.word(j) in posts.OFFICES), None)
            if held is not None:
                return [_draft(scene, v, status, who, held)]
        post = post_after(scene, v + 1) if lemma != "swear" else post_after(scene, v + 2)
        if post is None and own and who:
            post = next((i for i in subjects if _is_post(scene, i)), None)
        vacant = next((i for i in subjects if scene.at[i] is None and _is_post(scene, i)), None)
        if not who and own and vacant is not None:  # "a new director was appointed"
            return [_draft(scene, v, status, [], vacant, clauses.by_agents(scene, v))]
        if post is None or not who:
            return []
        return [_draft(scene, v, status, who, post, clauses.by_agents(scene, v))]
    by = [(e, p) for e, p in agents_of(scene, subjects, "organiser")]
    at = _person_after(scene, v)
    several = [i for i in clauses.objects(scene, v) if scene.doc[i].tag_ == "NNS"]
    if lemma == "swear" and at is None and several:  # "swore in 14 firefighters"
        return [_draft(scene, v, status, [], several[0], by)]
    if at is None and (post := _unread(scene, v)) is not None:
        return [_draft(scene, v, status, [], post, by)]
    if at is None:
        vacant = clauses.phrase_head(scene, v + 1)
        words = {t.lower_ for t in scene.doc[v + 1 : vacant]} if vacant is not None else set()
        if own and vacant is not None and scene.at[vacant] is None and _is_post(scene, vacant) and words & posts.NEW:
            return [_draft(scene, v, status, [], vacant, by)]
        return []
    who = _persons(scene, scene.coordinated(at))
    after = scene.mention(who[-1][1])[1] if who else at
    post = post_after(scene, after)
    if post is None:  # "announced its new chief executive, Jo Li"; "elected trustees Jo Li and Ann Poe"
        words = {t.lower_ for t in scene.doc[v + 1 : at]}
        titles = [i for i in range(v + 1, at) if scene.at[i] is None and _is_post(scene, i)]
        if titles and (words & posts.NEW or (own and lemma not in ("recruit", "hire", "engage"))):
            post = titles[-1]
    if post is None or not who:
        return []
    return [_draft(scene, v, status, who + _listed(scene, post, who), post, by)]


def _unread(scene: Scene, v: int) -> int | None:
    """The post of "appointed Xyz Abc as dean", where the name was not taken for a person's."""
    for j in range(v + 2, min(v + 14, scene.bounds(v)[1])):
        token = scene.doc[j]
        if token.lower_ == "as" and scene.at[j] is None:
            return post_after(scene, j) if scene.doc[j - 1].pos_ == "PROPN" else None
        if token.pos_ in ("VERB", "AUX", "ADP") and scene.at[j] is None:
            return None
    return None


def _listed(scene: Scene, post: int, who: Named) -> Named:
    """ "elected A president and B treasurer": the persons named up to the end of the list of posts."""
    out: Named = []
    known = {e for e, _ in who}
    for j in range(post + 1, scene.bounds(post)[1]):
        token = scene.doc[j]
        if scene.at[j] is not None:
            out += [(e, j) for e in scene.entities(j) if scene.type_of(e) == "Person" and e not in known]
            known |= {e for e, _ in out}
            continue
        listed = token.pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ", "DET") or token.text in (",", "-")
        if not listed or token.lower_ in ("who", "which"):
            break
    return out


def _succeeds(scene: Scene, v: int, who: Named, passive: bool, status: Status) -> list[Draft]:
    """ "Jo Li succeeds Ann Poe as dean", "Ann Poe is succeeded by Jo Li"."""
    if passive:
        who = _persons(scene, clauses.by_agents(scene, v))
        return [_draft(scene, v, status, who, v, pointing=True)] if who else []
    before = _person_after(scene, v)
    if before is None or not who:
        return []
    as_post = "as" in {t.lower_ for t in scene.doc[v + 1 : min(v + 12, scene.bounds(v)[1])]}
    if not as_post and not any(_is_post(scene, j) for j in range(v + 1, before)):
        return []
    return [_draft(scene, v, status, who, before, pointing=not scene.in_title(v))]


def _joins(scene: Scene, v: int, who: Named, status: Status) -> list[Draft]:
    """ "Jo Li joins the Royal Infirmary as chief nurse"."""
    stop = min(v + 18, scene.bounds(v)[1])
    at = next((j for j in range(v + 1, stop) if scene.doc[j].lower_ == "as" and scene.at[j] is None), None)
    if at is None or not who:
        return []
    post = post_after(scene, at)
    return [_draft(scene, v, status, who, post)] if post is not None else []


def _office(scene: Scene, v: int, lemma: str) -> int | None:
    """The office that is taken up: "took over as dean", "assumes the presidency", "begins her term as dean"."""
    stop = min(v + 12, scene.bounds(v)[1])
    first = scene.doc[v + 1].lower_ if v + 1 < stop else ""
    i = v + 1
    if (first == "over" or lemma != "take") and scene.dated(v) and _vacancy(scene, v):
        return v
    if lemma in ("take", "step"):
        if first not in ("up", "over", "office", "charge", "on", "into", "command") or (
            lemma == "step" and first == "on"
        ):
            return None
        if first in ("office", "charge", "command"):
            return v + 1 if lemma == "take" else None
        i += 1
    for j in range(i, stop):
        token = scene.doc[j]
        low = singular(token.lower_)
        if scene.at[j] is None and low in posts.OFFICES and token.pos_ in ("NOUN", "PROPN"):
            return j
        if token.lower_ == "as":
            return post_after(scene, j)
        if token.pos_ in ("VERB", "ADP", "PUNCT") and scene.at[j] is None:
            return None
    return None


def _vacancy(scene: Scene, v: int) -> bool:
    """Whether the sentence before tells of a new post: "X has a new editor. Ann Lee took over on Monday"."""
    start = scene.bounds(v)[0]
    new = next((j for j in range(start - 1, max(start - 12, 0), -1) if scene.word(j) == "new"), None)
    return new is not None and any(_is_post(scene, j) for j in range(new + 1, min(new + 5, start)))


def _person_after(scene: Scene, v: int) -> int | None:
    """The first person named after a verb, before any preposition or other verb."""
    stop = min(scene.bounds(v)[1], v + 16)
    j = v + 1
    while j < stop:
        token = scene.doc[j]
        if scene.at[j] is not None:
            if any(scene.type_of(e) == "Person" for e in scene.entities(j)):
                return j
            j = scene.mention(j)[1]
            continue
        if token.pos_ in ("VERB", "AUX", "SCONJ") and token.tag_ not in ("VBN", "VBG"):
            return None
        if token.pos_ == "ADP" and token.lower_ not in ("of", "for", "at"):
            return None
        if token.text == "," and scene.verb(v) == "make":
            return None  # "A made a speech, B, the rector, made a report"
        j += 1
    return None


def post_after(scene: Scene, i: int) -> int | None:
    """The post whose noun phrase begins at token i, after "as", "to be", "to the post of"; None where none does."""
    stop = min(scene.bounds(i)[1], i + _REACH) if i < scene.size else i
    told = False  # "to the board": a body counts after "to" alone
    j = i
    while j < stop:
        if scene.at[j] is not None:
            end = scene.mention(j)[1]
            if any(scene.type_of(e) == "Person" for e in scene.entities(j)):
                return None
            if _is_post(scene, end - 1):  # "the Small Business Ombudsman", a name of its own
                return end - 1
            j = end
            continue
        token = scene.doc[j]
        if _is_post(scene, j) or (told and singular(token.lower_) in posts.BODIES):
            return j
        told = told or token.lower_ == "to"
        if token.lower_ == "by" and j == i:  # "was appointed by the board as dean"
            after = next((k for k in range(j, stop) if scene.word(k) == "as" and scene.at[k] is None), None)
            if after is not None:
                j = after
                continue
        fits = token.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "ADV", "CCONJ", "AUX")
        if not fits and token.lower_ not in _BETWEEN and token.tag_ not in ("POS", "VBG", "HYPH", "VBN"):
            return None
        j += 1
    return None


def _is_post(scene: Scene, i: int) -> bool:
    low = scene.doc[i].lower_
    if scene.doc[i].pos_ not in ("NOUN", "PROPN", "ADJ") and not scene.in_title(i):
        return False
    return is_post(low) or singular(low) in nouns.POST_WORDS or singular_post(low) is not None


def _persons(scene: Scene, named: Named) -> Named:
    return [(e, p) for e, p in named if scene.type_of(e) == "Person"]


def _draft(
    scene: Scene,
    v: int,
    status: Status,
    who: Named,
    post: int | None,
    by: Named | None = None,
    *,
    pointing: bool = False,
) -> Draft:
    draft = Draft(
        pos=v,
        span=(v, v + 1),
        type="Appointment",
        sentence=scene.sentence_of[v],
        verb=v,
        status=status,
        title=scene.in_title(v),
        object=post if post != v else None,
        frame=True,
        definite=pointing,
    )
    for entity, pos in who:
        draft.add("recipient", entity, pos)
    for entity, pos in by or []:
        draft.add("organiser", entity, pos)
    return draft
