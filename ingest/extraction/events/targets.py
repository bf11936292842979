# ruff: noqa: SIM905 - word lists are read and mended as text
"""What an event verb's object must be for its frame to apply: a noun of a set, or what a finder of its own asks for."""

from __future__ import annotations

from newsgraph.ingest.extraction.events import clauses
from newsgraph.ingest.extraction.events.finders import MORE, Finder, goods_among, sum_after
from newsgraph.ingest.extraction.events.frames import nouns
from newsgraph.ingest.extraction.events.frames.verbs import NamedFrame
from newsgraph.ingest.extraction.events.lexicon import singular
from newsgraph.ingest.extraction.events.naming import name_from
from newsgraph.ingest.extraction.events.people import titled
from newsgraph.ingest.extraction.events.phrases import phrase_start
from newsgraph.ingest.extraction.events.reached import (
    brought_out,
    called_on,
    came_first,
    curtain,
    guests_from,
    into_service,
    played_host,
    took_to,
    went_to,
)
from newsgraph.ingest.extraction.events.scene import Scene

_TALKING = frozenset("teach lecture speak talk share give deliver present explain introduce hold make".split())
_NO_LAUNCH = frozenset("attack assault missile rocket boat ship lifeboat raid strike bid offensive career".split())
_MEASURES = frozenset(
    ("set", "batch", "number", "range", "collection", "total", "consignment", "series", "load", "variety", "copies")
)
_PARTIES = nouns.VISITORS | frozenset(
    ("leader", "official", "representative", "expert", "teacher", "student", "volunteer")
)
_SERVING = frozenset(
    "offer provide sell run operate serve accept admit teach issue deliver publish enrol enroll".split()
)
_BEST = frozenset(
    "champion champions winner winners year best top winner leading national outstanding advanced first "
    "excellent model among".split()
)


def target(scene: Scene, named: NamedFrame, v: int, heads: list[int], passive: bool) -> int | None:
    """The head that meets the frame's demand on its object; -1 where it makes none and there is no object; None: not
    met.
    """
    if named.noun_set in FINDERS:
        return FINDERS[named.noun_set](scene, v, heads, passive)
    needs = nouns.SETS.get(named.noun_set)
    if needs is None:
        return heads[0] if heads else -1
    if named.noun_set == "AGREEMENTS" and scene.verb(v) == "enter" and scene.word(v + 1) in ("into", "upon"):
        heads = [i for i in (clauses.phrase_head(scene, v + 2),) if i is not None]  # "entered into a partnership"
    for i in [*heads, *(k for i in heads if (k := _measured(scene, i)) is not None)]:
        first, last = scene.mention(i)
        if named.noun_set == "GIFTS" and scene.verb(v) == "send" and singular(scene.doc[i].lower_) == "letter":
            continue
        if scene.word(i) == "chapter" and scene.word(i - 1) == "new" and not scene.places(min(i + 2, scene.size - 1)):
            continue  # "opened a new chapter in their co-operation"
        if {singular(scene.doc[i].lower_), scene.doc[i].lower_} & needs:
            return i
        if named.noun_set == "GIFTS" and not passive and sum_after(scene, v, i):
            return i  # "pledged £500,000 towards …"
        if named.noun_set == "AGREEMENTS" and scene.verb(v) == "sign" and scene.doc[i].lower_ == "it":
            return i
        named_so = scene.at[i] and any(singular(w) in needs for w in _heads(scene, first, last))
        if named.noun_set in ("FOUNDABLE", "STARTABLE", "PRIZES") and named_so:
            return i
        if named.noun_set == "STARTABLE" and any(m.start <= i < m.end for m in scene.programmes):
            return i
    if named.noun_set == "PRIZES" and not passive:  # "wins Young Baker of the Year award"
        for j in range(v + 1, min(v + 14, scene.bounds(v)[1])):
            if scene.doc[j].lower_ in ("in", "at", "for", "from", "on", "with", "by", "to") or (
                scene.verb(j) and scene.doc[j].pos_ == "VERB"
            ):
                break
            if scene.at[j] is None and singular(scene.doc[j].lower_) in needs:
                return j
    if passive and named.frame.object and named.noun_set in ("GIFTS", "PRIZES"):  # "Li Song was given the prize"
        after = clauses.phrase_head(scene, v + 2 if scene.word(v + 1) == "with" else v + 1)
        if after is not None and singular(scene.doc[after].lower_) in needs:
            return after
    return None


def _person(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "received Dr Jo Li of Mill College": a person is received by a body."""
    subjects = clauses.subject(scene, v)
    body = any(scene.type_of(e) == "Organisation" for i in subjects for e in scene.agents(i))
    if scene.verb(v) != "receive" and (not body or passive):
        return None
    return next((i for i in heads if any(scene.type_of(e) == "Person" for e in scene.entities(i))), None)


def _over(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "handed over five pumps to X"."""
    words = {t.lower_ for t in scene.doc[v + 1 : min(v + 9, scene.bounds(v)[1])]}
    return heads[0] if heads and "over" in words else None


def _goods(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "gave 40 violins to X"."""
    if passive or not heads or goods_among(scene, v, heads[:1]) is None:
        return None
    word = singular(scene.doc[heads[0]].lower_)
    counted = any(scene.doc[j].pos_ == "NUM" for j in range(v + 1, heads[0]))
    return heads[0] if counted and word not in ("letter", "message", "invitation", "team") else None


def _best(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "has been named Museum of the Year by X"."""
    words = {t.lower_ for t in scene.doc[v + 1 : min(v + 18, scene.bounds(v)[1])]}
    honoured = any(scene.agents(i) for i in heads)
    so_called = passive or bool(words & {"winner", "winners", "laureate", "champion"})  # "named X the winner"
    return heads[0] if so_called and honoured and words & _BEST else None


def _rival(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "played Mill United"."""
    rivals = [e for i in heads for e in scene.agents(i) if scene.type_of(e) == "Organisation"]
    return heads[0] if rivals and not passive else None


def _measured(scene: Scene, i: int) -> int | None:
    """ "a set of microscopes", "a batch of books": what it is of."""
    if scene.doc[i].lower_ not in _MEASURES or scene.word(i + 1) != "of":
        return None
    return clauses.phrase_head(scene, i + 2)


def _heads(scene: Scene, first: int, last: int) -> list[str]:
    """The words that say what a name names: its last, and the last before "of", "for", "in", "at"."""
    words = [scene.doc[j].lower_ for j in range(first, last)]
    cut = next((k for k, w in enumerate(words) if k and w in ("of", "for", "in", "at", "on", "-", "(")), len(words))
    return [words[cut - 1], words[-1]]


def _phrasal(*particles: str) -> Finder:
    """A verb with one of these particles right after it, or after its object."""

    def find(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
        stop = min(v + 8, scene.bounds(v)[1])
        particle = next((j for j in range(v + 1, stop) if scene.doc[j].lower_ in particles), None)
        return heads[0] if particle is not None and heads else None

    return find


def _prize_home(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "picked up the award", "took home two prizes", "walked away with the trophy"."""
    after = [t.lower_ for t in scene.doc[v + 1 : v + 3]]
    if passive or not after or after[0] not in ("up", "home", "away", "back", "off"):
        return None
    head = clauses.phrase_head(scene, v + 3 if after[1:] == ["with"] else v + 2)
    return head if head is not None and singular(scene.doc[head].lower_) in nouns.PRIZES else None


def _class(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "matriculated 3,200 students": a number of people at once."""
    group = next((i for i in heads if scene.doc[i].tag_ == "NNS" and scene.at[i] is None), None)
    return group if group is not None and (scene.dated(v) or scene.in_title(v)) else None


def _launched(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """Whatever is launched, but for boats, rockets and attacks."""
    for i in heads:
        if singular(scene.doc[i].lower_) in _NO_LAUNCH or scene.event_noun(i) is not None:
            return None
        if scene.doc[i].pos_ in ("NOUN", "PROPN") and scene.doc[i].lower_ not in ("it", "they"):
            return i
    return None


def _piece(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "will stage Macbeth": a work by its name, on a day."""
    named = next((i for i in heads if scene.doc[i].tag_ in ("NNP", "NNPS") and scene.event_noun(i) is None), None)
    return named if named is not None and scene.dated(v) and not scene.agents(named) else None


def _planted(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "planted 3,000 oaks"."""
    return next((i for i in heads if any(scene.doc[j].pos_ == "NUM" for j in range(phrase_start(scene, i), i))), None)


def _given_out(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "gave out 1,200 turkeys"."""
    return _planted(scene, v, heads, passive) if scene.word(v + 1) == "out" else None


def _appeared(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    works = [i for i in clauses.subject(scene, v) if singular(scene.doc[i].lower_) in nouns.WORKS]
    return works[0] if works else None


def _on_air(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "will be shown on Channel 9"."""
    after = {t.lower_ for t in scene.doc[v + 1 : min(v + 7, scene.bounds(v)[1])]}
    return heads[0] if passive and heads and after & {"channel", "television", "tv", "radio", "network"} else None


def _released(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "OpenShelf 4.0 was released": a product by its name, with its number or a day."""
    for i in heads:
        versioned = any(scene.doc[j].like_num for j in range(phrase_start(scene, i), min(i + 2, scene.size)))
        if (scene.doc[i].text[:1].isupper() or scene.doc[i].like_num) and (versioned or scene.dated(v)):
            return i if not any(scene.type_of(e) == "Person" for e in scene.entities(i)) else None
    return None


def _credentials(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    return next((i for i in heads if scene.doc[i].lower_ == "credentials"), None)


def _signature(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "put their signatures to the agreement"."""
    words = [singular(t.lower_) for t in scene.doc[v + 1 : min(v + 12, scene.bounds(v)[1])]]
    if not {"signature", "name", "pen"} & set(words[:4]):
        return None
    return next((v + 1 + k for k, w in enumerate(words) if w in nouns.AGREEMENTS), None)


def _acquired(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "the library has acquired the papers of …": a body, and a thing."""
    by = [e for e, _ in clauses.by_agents(scene, v)]
    who = by if passive else [e for i in clauses.subject(scene, v) for e in scene.agents(i)]
    return heads[0] if heads and any(scene.type_of(e) == "Organisation" for e in who) else None


def _blessed(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    return heads[0] if heads and (scene.dated(v) or scene.in_title(v)) else None


def _out(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "the new album came out on 3 May"."""
    works = [i for i in clauses.subject(scene, v) if singular(scene.doc[i].lower_) in nouns.WORKS]
    return works[0] if works and scene.word(v + 1) == "out" else None


def _offering(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "will begin offering free eye tests in July"."""
    if passive or v + 2 >= scene.bounds(v)[1] or scene.doc[v + 1].tag_ != "VBG" or not scene.dated(v):
        return None
    if scene.doc[v + 1].lemma_ not in _SERVING:
        return None
    body = any(scene.agents(i) or scene.doc[i].pos_ == "NOUN" for i in clauses.subject(scene, v))
    return clauses.phrase_head(scene, v + 2) if body else None


def _counted(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "received 2,000 seedlings from …": a number of things from somebody named."""
    for i in heads:
        number = any(scene.doc[j].pos_ == "NUM" for j in range(v + 1, i))
        after = scene.mention(i)[1]
        giver = after + 1 < scene.size and scene.doc[after].lower_ == "from" and name_from(scene, after + 1)
        if number and giver is not None and giver is not False and scene.event_noun(i) is None:
            return i
    return None


def _honoured(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "were recognised by the Moss Trust for …": somebody named, with who or what for."""
    words = {t.lower_ for t in scene.doc[v + 1 : min(v + 10, scene.bounds(v)[1])]}
    by_body = not passive and any(scene.agents(i) for i in clauses.subject(scene, v))
    group = (passive and (scene.dated(v) or "at" in words)) or (by_body and scene.dated(v))
    named = next(
        (
            i
            for i in heads
            if scene.agents(i) or titled(scene, i) is not None or (group and scene.doc[i].tag_ in ("NNS", "NNP"))
        ),
        None,
    )
    return named if named is not None and (words & {"by", "for", "with", "at"} or by_body) else None


def _handed(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "distributed 200 blankets to …": goods or a number of things, and to whom."""
    words = {t.lower_ for t in scene.doc[v + 1 : min(v + 20, scene.bounds(v)[1])]}
    for i in heads:
        goods = singular(scene.doc[i].lower_) in nouns.GIFTS or any(
            scene.doc[j].pos_ == "NUM" for j in range(phrase_start(scene, i), i)
        )
        if goods and (passive or words & {"to", "among"}):
            return i
    return None


def _many(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "More than 500 students graduated": several, and when."""
    group = any(scene.many(i) and scene.at[i] is None for i in clauses.subject(scene, v))
    return -1 if group and not passive and (scene.dated(v) or scene.in_title(v)) else None


def _talk(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "invited Prof. Jo Li to give a lecture": who is to speak."""
    stop = min(v + 60, scene.bounds(v)[1])
    verb = next((j for j in range(v + 1, stop) if scene.doc[j - 1].lower_ == "to" and scene.doc[j].tag_ == "VB"), None)
    if verb is None or scene.doc[verb].lemma_ not in _TALKING:
        return None
    if scene.doc[verb].lemma_ in ("give", "deliver", "present", "make", "hold"):
        head = clauses.phrase_head(scene, verb + 1)
        words = {singular(scene.doc[j].lower_) for j in range(verb + 1, head + 1)} if head is not None else set()
        if not words & (nouns.SPEECHES | {"class", "course", "session", "training", "explanation"}):
            return None
    return next((i for i in heads if any(scene.type_of(e) == "Person" for e in scene.entities(i))), None)


def _trained(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "volunteers will be trained at …", "trained 40 teachers": who is trained, and when or where."""
    group = next((i for i in heads if singular(scene.doc[i].lower_) in nouns.GROUPS and scene.at[i] is None), None)
    return group if group is not None and scene.dated(v) else None


def _calling(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "the ship called at Mombasa": at a named place, on a day."""
    if passive or not scene.dated(v) or scene.word(v + 1) not in ("at", "in"):
        return None
    return next((j for j in range(v + 2, min(v + 5, scene.bounds(v)[1])) if scene.at[j] is not None), None)


def _body(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "the archive has joined the Moss Alliance", "joined as an associate member": a body joins a body."""
    subjects = clauses.subject(scene, v)
    if passive or not any(scene.type_of(e) == "Organisation" for i in subjects for e in scene.agents(i)):
        return None
    if scene.word(v + 1) == "as":
        words = {t.lower_ for t in scene.doc[v + 2 : min(v + 7, scene.bounds(v)[1])]}
        return v if words & {"member", "partner", "members", "partners"} else None
    return next((i for i in heads if any(scene.type_of(e) == "Organisation" for e in scene.agents(i))), None)


def _going(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    """ "a delegation of the bank went to Mill School": who goes is a party or a person, where to is named.

    Without a day only where the party is one told of before ("the delegation went on to Suva").
    """
    subjects = clauses.subject(scene, v)
    known = any(
        singular(scene.doc[i].lower_) in ("delegation", "group", "party", "mission", "visitor")
        and scene.word(phrase_start(scene, i)) in ("the", "his", "her", "their")
        for i in subjects
        if scene.at[i] is None
    )
    if passive or not (scene.dated(v) or scene.in_title(v) or known):
        return None
    words = ("to", "into", "in", "at") if scene.verb(v) == "arrive" else ("to", "into", "for")
    to = next((j for j in range(v + 1, min(v + 4, scene.bounds(v)[1])) if scene.doc[j].lower_ in words), None)
    if to is None or to + 1 >= scene.size:
        return None
    at = next((j for j in range(to + 1, min(to + 4, scene.bounds(v)[1])) if scene.at[j] is not None), None)
    party = any(singular(scene.doc[i].lower_) in _PARTIES for i in subjects if scene.at[i] is None)
    person = any(scene.type_of(e) == "Person" for i in subjects for e in scene.entities(i))
    party = party or any(scene.doc[scene.mention(i)[1] - 1].lower_ in _PARTIES for i in subjects if scene.agents(i))
    return at if at is not None and (party or person) else None


def _given_with(scene: Scene, v: int, heads: list[int], prize: bool) -> int | None:
    """The receiver of "presented X with Y", where Y is a prize, or counted or goods."""
    receiver = next((i for i in heads if scene.agents(i)), None)
    if receiver is None:
        return None
    after = scene.mention(receiver)[1]
    if after + 1 >= scene.bounds(v)[1] or scene.doc[after].lower_ != "with":
        return None
    given = clauses.phrase_head(scene, after + 1)
    if given is None:  # "supported X with €40,000"
        return receiver if not prize and scene.doc[after + 1].tag_ == "$" else None
    inner = _measured(scene, given)  # "with a set of 500 books"
    given = given if inner is None else inner
    word = singular(scene.doc[given].lower_)
    counted = any(scene.doc[j].pos_ == "NUM" for j in range(after + 1, given))
    fits = word in nouns.PRIZES if prize else (counted or word in nouns.GIFTS)
    return receiver if fits else None


def _with_prize(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    return _given_with(scene, v, heads, True)


def _with_gift(scene: Scene, v: int, heads: list[int], passive: bool) -> int | None:
    return _given_with(scene, v, heads, False)


FINDERS: dict[str, Finder] = {
    "@Person": _person,
    "@Over": _over,
    "@Goods": _goods,
    "@Best": _best,
    "@Rival": _rival,
    "@Honoured": _honoured,
    "@Handed": _handed,
    "@Many": _many,
    "@Talk": _talk,
    "@Going": _going,
    "@Trained": _trained,
    "@Home": _prize_home,
    "@Released": _released,
    "@Credentials": _credentials,
    "@Piece": _piece,
    "@On": _phrasal("on"),
    "@Planted": _planted,
    "@GivenOut": _given_out,
    "@Appeared": _appeared,
    "@OnAir": _on_air,
    "@Class": _class,
    "@Launched": _launched,
    "@Signature": _signature,
    "@Acquired": _acquired,
    "@Blessed": _blessed,
    "@Off": _phrasal("off"),
    "@Out": _out,
    "@Offering": _offering,
    "@Counted": _counted,
    "@Calling": _calling,
    "@Body": _body,
    "@CalledOn": called_on,
    "@IntoService": into_service,
    "@CameFirst": came_first,
    "@BroughtOut": brought_out,
    "@TookTo": took_to,
    "@GuestsFrom": guests_from,
    "@PlayedHost": played_host,
    "@WentTo": went_to,
    "@Curtain": curtain,
    "@WithPrize": _with_prize,
    "@WithGift": _with_gift,
    **MORE,
}
