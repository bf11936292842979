# ruff: noqa: SIM905 - word lists are read and mended as text
"""Clauses: voice and reality of a verb, its subject, object and agent. The parse first, the order of words where it
breaks.

The surface reading matters after a long fronted purpose clause ("To propel …, consolidate …, the OUC launched …"),
where
the parser hangs the main verb below the purpose and finds no subject, and in headlines.
"""

from __future__ import annotations

from spacy.tokens import Token

from newsgraph.ingest.extraction.events.frames import verbs
from newsgraph.ingest.extraction.events.frames.nouns import POST_WORDS
from newsgraph.ingest.extraction.events.lexicon import EventNoun, singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.scene import Scene
from newsgraph.ingest.model import Status

_BE = frozenset("be is are was were been being 's 're".split())
_HAVE = frozenset("have has had having 've".split())
_FUTURE = frozenset(("will", "'ll", "wo", "shall"))
_SET_TO = frozenset("set due scheduled going expected slated planned about ready poised".split())
_NEGATIONS = frozenset(("not", "n't", "never", "no", "nor", "hardly"))
_CONDITIONS = frozenset(("if", "unless", "whether", "lest", "should"))
_GLAD = frozenset("pleased delighted proud happy excited thrilled honoured honored glad privileged".split())
# past forms that look like the present
_UNCHANGED = frozenset("put set cut hit read cast beat spread broadcast".split())
# what these say is no report of a fact: "doubts that …", "the agreement stipulates that X will give …"
_NO_REPORT = frozenset(
    "deny doubt dispute specify stipulate require propose suggest recommend hope wish wonder ensure imagine demand "
    "request insist pledge promise vow".split()
)
# what is made known by these is news, though it was done before
_MADE_KNOWN = frozenset("announce reveal confirm disclose report".split())
# who comes, goes or gathers to do a thing does it
_MOVING = frozenset(
    "come go travel gather assemble convene meet return fly head arrive unite join drive sail turn flock congregate "
    "rally converge stop".split()
)
_FILLERS = frozenset(
    "jointly recently also officially formally successfully finally just now now then again today yesterday together "
    "first newly then co - both all subsequently later earlier".split()
)
_UNCHANGED = frozenset("put cut read".split())  # the same in the past
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_PREPOSITIONS = frozenset(
    "of from by with at in to for on under during between among through about into as against per via within before "
    "after off along".split()
)


def chain_before(scene: Scene, v: int) -> list[Token]:
    """The auxiliaries, adverbs and "to" that lead up to a verb, nearest first."""
    start, out = scene.bounds(v)[0], []
    i = v - 1
    while i >= start and scene.at[i] is None:
        token = scene.doc[i]
        low = token.lower_
        if (
            low in _BE
            or low in _HAVE
            or low in _FUTURE
            or (low in verbs.MODALS and token.text != "May")  # "on 21 May has been …"
            or low in _NEGATIONS
            or low in ("to", "now")
        ) or token.pos_ in ("AUX", "PART"):
            out.append(token)
        elif not (token.pos_ == "ADV" or low in _FILLERS or low in ("co", "-")):
            break
        i -= 1
    return out


def is_passive(scene: Scene, v: int) -> bool:
    """ "was held", "held by X" (a participle after its noun), "X named director" in a headline."""
    token = scene.doc[v]
    words = [t.lower_ for t in chain_before(scene, v)]
    if token.lower_.endswith("ing"):
        return False
    if "to" in words:  # "is to become" has its "is" before the "to", "is to be held" has "be" after it
        return any(w in _BE for w in words[: words.index("to")])
    if any(w in _HAVE for w in words):
        return "been" in words
    if any(w in _BE for w in words):
        return token.tag_ in ("VBN", "VBD", "VB") or token.lower_.endswith("ed")
    if any(w in _FUTURE for w in words):
        return False
    if any(c.dep_ in ("auxpass", "agent") or c.dep_ == "nsubjpass" for c in token.children) and token.tag_ == "VBN":
        return True
    apposed = token.dep_ == "acl" and token.head.dep_ == "ROOT" and v > 0 and scene.doc[v - 1].text == ","
    held = apposed and (scene.persons(token.head.i) or singular(token.head.lower_) in POST_WORDS)
    if held and not any(c.lower_ == "by" for c in token.children):
        return False  # "The rector, Ada Quill, signed for the university": the parser sees no finite verb
    if token.dep_ in ("acl", "relcl") and token.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in token.children):
        return True
    if (
        token.dep_ == "conj"
        and token.tag_ == "VBN"
        and token.head.pos_ == "VERB"
        and not any(c.dep_ in _SUBJECTS for c in token.children)
    ):
        return is_passive(scene, token.head.i) if token.head.i < v else False
    return v + 1 < scene.size and scene.doc[v + 1].lower_ == "by" and token.tag_ in ("VBN", "VBD")


def reality(scene: Scene, v: int) -> Status | None:
    """Whether the clause tells a fact: "held" (it happened), "scheduled" (it is to come), None (wish, condition,
    denial).
    """
    token = scene.doc[v]
    if scene.quoted[v] or _conditional(scene, token):
        return None
    if token.dep_ == "ccomp" and token.head.lemma_ in _NO_REPORT:
        return None
    told = token.head.lemma_.lower() in _MADE_KNOWN  # "announced that the bank had given …" is news
    if token.dep_ == "ccomp" and token.tag_ == "VBN" and not told and any(c.lower_ == "had" for c in token.children):
        return None  # "she said that 60 students had earned certificates"
    words = [t.lower_ for t in chain_before(scene, v)]
    if any(w in _NEGATIONS for w in words) or any(c.dep_ == "neg" for c in token.children):
        return None
    if any(w in verbs.MODALS for w in words) or _modal_near(scene, v):
        return None
    if any(w in _FUTURE for w in words):
        return "scheduled"
    if "to" in words:
        return _infinitive(scene, v, words)
    if token.lower_.endswith("ing") and not any(w in _BE for w in words):
        return None
    past = token.lower_ in _UNCHANGED and not words and token.dep_ in ("ROOT", "ccomp") and v > scene.bounds(v)[0]
    if token.tag_ == "VB" and not past and not any(w in _HAVE | _BE for w in words) and not scene.in_title(v):
        head = token.head  # "will attend and give": the auxiliary stands before the first of the two
        if token.dep_ == "conj" and head.pos_ == "VERB" and head.i < v:
            return reality(scene, head.i)
        return None
    if token.dep_ == "conj" and token.head.i < v and token.head.pos_ == "VERB" and not words and token.tag_ == "VB":
        return reality(scene, token.head.i)
    if token.tag_ in ("VBZ", "VBP") and not past and not scene.in_title(v) and not any(w in _BE | _HAVE for w in words):
        return "held" if scene.dated(v) or token.lower_ in _UNCHANGED else None
    if token.dep_ == "relcl" and any(t.lower_ == "every" for t in scene.doc[v + 1 : v + 3]):
        return None
    return None if any(t.lower_ in ("every", "annually") for t in scene.doc[v + 1 : v + 3]) else "held"


def _modal_near(scene: Scene, v: int) -> bool:
    """ "would one day be founded": a modal close before a verb, with no other verb or comma between."""
    for j in range(v - 1, max(scene.bounds(v)[0], v - 5), -1):
        token = scene.doc[j]
        if scene.at[j] is not None or token.is_punct or token.tag_ in ("VBD", "VBZ", "CC"):
            return False
        if token.tag_ == "MD" and token.lower_ in verbs.MODALS:
            return True
    return False


def _conditional(scene: Scene, token: Token) -> bool:
    start, end = scene.bounds(token.i)
    if scene.doc[end - 1].text == "?" or (
        end - 2 >= start and scene.doc[end - 2].text == "?" and scene.doc[end - 1].is_space
    ):
        return True
    clauses = [token, *(c for c in token.children if c.dep_ == "advcl")]  # "If funds allow, a forum will be held"
    return any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for clause in clauses for c in clause.children)


def _infinitive(scene: Scene, v: int, words: list[str]) -> Status | None:
    """ "is to become", "is set to open", and "X to host Y" in a headline, are to come; other infinitives are aims."""
    at = words.index("to")
    rest = words[at + 1 :]
    if any(w in _BE for w in rest) and not any(w in _HAVE for w in rest):
        return "scheduled"
    i = v - 1
    while scene.doc[i].lower_ != "to":
        i -= 1
    before = scene.doc[i - 1] if i else None
    if before is None:
        return None
    if before.lower_ in _SET_TO and i >= 2:
        return "scheduled"
    if before.lower_ in _GLAD:
        return "held"  # "we are delighted to announce"
    if before.lower_ in ("had", "has", "have") and any(w in _BE for w in words):
        return "held"  # "had to be abandoned"
    mover = scene.doc[v].head
    if (
        scene.doc[v].dep_ in ("advcl", "xcomp")
        and mover.i < v
        and mover.lemma_.lower() in _MOVING
        and mover.pos_ == "VERB"
    ):
        return reality(scene, mover.i)  # "came to visit the school", "gathered in Leeds to celebrate the day"
    stayed = mover.lemma_ == "be" and mover.i < v and scene.doc[v].dep_ in ("advcl", "xcomp")
    if stayed and scene.word(mover.i + 1) in ("in", "at") and scene.at[mover.i + 2] is not None:
        return reality(scene, mover.i)  # "was in Suva to take part in the congress"
    if before.lower_ == "invited" and is_passive(scene, before.i):  # an invitation that is told of was followed
        return reality(scene, before.i)
    if scene.in_title(v) and i > scene.bounds(v)[0] and (scene.at[i - 1] is not None or before.text in ")]"):
        left = range(scene.bounds(v)[0], i)
        if not any(scene.doc[j].pos_ == "VERB" and scene.at[j] is None for j in left):
            return "scheduled"
    return None


def subject(scene: Scene, v: int) -> list[int]:
    """Heads of the (surface) subject of a verb: positions of tokens, the first of each coordination; [] where none
    is found.
    """
    token = scene.doc[v]
    if not scene.in_title(v):
        beside = _right_before(scene, v)
        if beside is not None:
            return [beside]
        found = _parsed_subject(token, 0)
        if found is not None and (found.i < v or found.dep_ in _SUBJECTS):
            more = [t.i for t in token.children if t.dep_ in _SUBJECTS and t.i > found.i]  # "the poet | Ada Quill"
            return [found.i, *more]
    before = _surface_subject(scene, v)
    return [before] if before is not None else []


def _right_before(scene: Scene, v: int) -> int | None:
    """The name right before a finite verb ("…, the OUC (OUC) donated"), which no preposition governs: its subject,
    whatever the parse of a long sentence makes of it.
    """
    start = scene.bounds(v)[0]
    j = v - 1
    while j > start and scene.at[j] is None and (scene.doc[j].pos_ == "ADV" or scene.doc[j].lower_ in _FILLERS | _HAVE):
        j -= 1
    if scene.at[j] is None and scene.doc[j].text == ")":
        while j > start and scene.doc[j].text != "(":
            j -= 1
        j -= 1
    if j < start or scene.at[j] is None or not scene.agents(j) or scene.doc[v].tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    if governed(scene, j) or scene.possessive(j) or scene.mention(j)[0] - 1 < start:
        return None
    before = scene.doc[scene.mention(j)[0] - 1]
    if before.text == "," or scene.doc[before.i - 1].text == ",":
        return scene.mention(j)[1] - 1
    joint = before.i - 1 if before.pos_ == "DET" else before.i  # "provided guidance and the Moss Bank met the costs"
    apart = start < joint and scene.word(joint) in ("and", "while", "but") and scene.at[joint - 1] is None
    return scene.mention(j)[1] - 1 if apart and scene.doc[joint - 1].pos_ == "NOUN" else None


def _parsed_subject(token: Token, depth: int) -> Token | None:
    for child in token.children:
        if child.dep_ in _SUBJECTS:
            if child.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                return token.head
            return child
    if depth > 4:
        return None
    if token.dep_ == "acl" and token.tag_ in ("VBN", "VBG", "VBD"):
        return token.head
    if (
        token.dep_ in ("conj", "xcomp", "advcl")
        and token.head.pos_ in ("VERB", "AUX")
        and (token.head.i < token.i or token.dep_ != "conj")
    ):
        if token.dep_ == "conj" and token.head.tag_ == "VB" and token.tag_ in ("VBD", "VBZ"):
            return None  # "To propel …, elevate …, the OUC launched": the purpose is no co-ordinate of the main clause
        return _parsed_subject(token.head, depth + 1)
    return None


def _surface_subject(scene: Scene, v: int) -> int | None:
    """The nearest name or event noun to the left that no preposition governs; the first of its coordination."""
    start = scene.bounds(v)[0]
    free: list[int] = []
    i = start
    while i < v:
        stretch = scene.at[i]
        if stretch is not None:
            bracketed = i > start and scene.doc[i - 1].text in "([（"
            if not bracketed and not governed(scene, i) and scene.agents(i) and not scene.possessive(i):
                free.append(i)
            i = max(stretch[1], i + 1)
            continue
        if (
            scene.doc[i].pos_ in ("VERB", "AUX")
            and scene.doc[i].tag_ != "VBG"
            and i < v - 6
            and scene.verb(i)
            and not scene.in_title(i)
        ):
            free.clear()
        if scene.event_noun(i) and not governed(scene, i):
            free.append(i)
        i += 1
    if not free:
        return None
    last = free[-1]
    for first in free:
        if scene.agents(first) and any(pos == last for _, pos in scene.coordinated(first)):
            return first
    return last


def surface_subject_noun(scene: Scene, v: int) -> EventNoun | None:
    """The event noun that stands as the subject by the order of words, where the parse gives none."""
    start = scene.bounds(v)[0]
    for i in range(v - 1, start - 1, -1):
        if scene.doc[i].tag_ in ("WDT", "WP"):
            return None
        if scene.at[i] is None and (noun := scene.event_noun(i)) is not None and not governed(scene, i):
            return noun
        if scene.doc[i].pos_ == "VERB" and scene.doc[i].tag_ in ("VBD", "VBZ", "VBP") and scene.at[i] is None:
            return None
    return None


def governed(scene: Scene, i: int) -> str | None:
    """The preposition right before the noun phrase of token i, in lower case; None where there is none."""
    start = scene.bounds(i)[0]
    j = scene.mention(i)[0] - 1
    while j >= start:
        token = scene.doc[j]
        if scene.at[j] is not None:  # "the OUC Hubei Branch" as two names side by side, "the OUC's forum"
            j = scene.mention(j)[0] - 1
            continue
        if scene.timed(j):  # "On 4 May Mill School held …"
            return None
        if token.lower_ in _PREPOSITIONS and token.pos_ in ("ADP", "SCONJ", "PART", "ADV"):
            return token.lower_
        if (
            token.pos_ in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON")
            or token.lower_ in ("'s", "-", "’s")
            or token.tag_ in ("VBG", "VBN", "POS")
        ):
            j -= 1
            continue
        return None
    return None


def objects(scene: Scene, v: int) -> list[int]:
    """Heads of the object (or of a post one is named to) to the right of a verb."""
    token = scene.doc[v]
    found: list[int] = []
    if not scene.in_title(v):
        for child in token.children:
            if child.dep_ in ("dobj", "attr", "oprd", "dative") and child.i > v and child.pos_ != "ADP":
                found += [child.i, *(c.i for c in child.conjuncts if c.i > child.i and c.pos_ in ("NOUN", "PROPN"))]
    if not found:
        head = phrase_head(scene, v + 1)
        if head is not None:
            found.append(head)
    return sorted(set(found))


_LISTING = frozenset(("the", "and", ",", "jointly", "together", "co", "-", "(", ")", "had", "has", "both", "recently"))


def relative(scene: Scene, v: int) -> tuple[int, int] | None:
    """ "the forum, which the bank held in May": the event noun that a relative clause says was held, and the first name
    of those who held it. By the order of words: the parser goes astray at "co-organised".
    """
    start = scene.bounds(v)[0]
    j, first = v - 1, None
    while j > start and (scene.at[j] is not None or scene.doc[j].lower_ in _LISTING):
        first = j if scene.agents(j) else first
        j -= 1
    if first is None or j <= start + 1 or scene.word(j) not in ("which", "that"):
        return None
    j -= 2 if scene.doc[j - 1].text == "," else 1
    while j > start and (scene.at[j] is not None or scene.doc[j].pos_ not in ("VERB", "AUX", "PUNCT")):
        if scene.at[j] is None and scene.event_noun(j) is not None:
            return j, scene.mention(first)[0]
        j -= 1
    return None


def phrase_head(scene: Scene, i: int) -> int | None:
    """The head of the noun phrase that begins at token i (its last noun), None where something else begins there."""
    stop = scene.bounds(i)[1] if i < scene.size else i
    last: int | None = None
    while i < stop:
        if scene.at[i] is not None:
            last = scene.mention(i)[1] - 1
            i = scene.skip_brackets(last + 1, stop)
            if i < stop and scene.doc[i].lower_ in ("'s", "’s"):
                i += 1
            elif i > last + 1:
                break
            continue
        token = scene.doc[i]
        mistaken = token.tag_ in ("VBP", "VB") and scene.in_title(i) and scene.verb(i) is None  # "signs pact"
        if token.pos_ in ("NOUN", "PROPN") or mistaken or token.lower_ in ("million", "billion", "thousand"):
            last = i
        elif (
            not (
                token.pos_ in ("DET", "ADJ", "NUM", "PRON", "ADV")
                or token.text in '-"“‘'
                or token.pos_ == "SYM"
                or token.tag_ in ("VBG", "$", "VBN", "POS", "CD", "PRP$")
            )
            or (last is not None and token.pos_ in ("DET", "PRON"))
            or (last is not None and token.tag_ in ("VBN", "VBG"))
        ):
            break
        i += 1
    return last


def by_agents(scene: Scene, v: int) -> list[tuple[str, int]]:
    """Who stands after "by" to the right of a participle, before another verb."""
    stop = scene.bounds(v)[1]
    for j in range(v + 1, min(v + 30, stop)):
        token = scene.doc[j]
        if token.lower_ == "by" and scene.at[j] is None:
            return scene.coordinated(name) if (name := name_from(scene, j + 1)) is not None else []
        if token.pos_ == "VERB" and scene.at[j] is None and token.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
            return []
    return []
