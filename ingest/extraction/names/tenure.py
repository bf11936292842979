"""Posts told by more than the words beside a name: the organisation that is implied, the predecessor."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import structs

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.coreference import heads
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.extraction.names.titles import Post

if TYPE_CHECKING:
    from newsgraph.ingest.extraction.names.posts import PostReader

_LEVELS = frozenset(("county", "district", "township", "village", "town", "city", "prefecture", "banner"))
_RANK = re.compile(r"^(?:acting |interim |executive )?(?:vice|deputy|co|assistant) ")
# Verbs by which somebody enters a post.
_TAKING = frozenset(
    ("took", "takes", "take", "joined", "joins", "started", "starts", "began", "begins", "assumed", "assumes")
)
_STATE = frozenset(("embassy", "consulate", "government", "ministry", "parliament"))
_PARTS = frozenset(
    ("branch", "department", "office", "division", "section", "unit", "bureau", "committee", "school", "faculty")
)


def implied(reader: PostReader) -> None:
    """Give posts that stand alone ("Headteacher Ann Lee said …") the organisation most spoken of before.

    Posts of a state, a city or a profession keep none unless an organisation of their kind is there.
    """
    for n, post in enumerate(reader.out):
        if (
            post.organisation is None
            and not post.former
            and (post.person, post.title) not in reader.preposed.named_otherwise | reader.elsewhere
        ):
            organisation = _implied(reader.index, post.title, reader.word[post.person, post.title])
            if organisation is None:
                organisation = _deputised(reader, post.title)
            if organisation is not None:
                reader.out[n] = structs.replace(post, organisation=organisation)


def _deputised(reader: PostReader, title: str) -> str | None:
    """The body of the chief whom a deputy stands for, or the other way round, where the item has one such."""
    plain = _RANK.sub("", title.replace("-", " "))
    held = {
        p.organisation
        for p in reader.out
        if p.organisation is not None and not p.former and _RANK.sub("", p.title.replace("-", " ")) == plain
    }
    return held.pop() if len(held) == 1 and plain.split()[-1] not in lx.PROFESSION | lx.STATE_POST else None


def _implied(index: Index, title: str, word: int) -> str | None:
    words = title.replace("-", " ").split()
    head = next((x for x in words if lx.is_post(x)), words[-1])
    kinds = next((lx.POST_KIND[x] for x in (title.split()[-1], *reversed(words)) if x in lx.POST_KIND), None)
    state = lx.STATE_POST.intersection(words) or title.startswith(("secretary of state", "principal secretary"))
    if kinds is None and (head in lx.PROFESSION or state):
        return None
    if len(words) > 1 and words[-2] in _LEVELS and head in ("head", "chief", "leader", "mayor"):
        return None  # "deputy county head"
    if words[-2:] == ["general", "secretary"]:
        return None  # of a party that the words need not name
    following = index.starts.get(word)
    if following is not None and index.w.at(following.end) in ("of", "from"):
        return None  # "President Emmanuel Kiprono of Kenya"
    if following is not None and index.w.at(following.end) == "and" and index.w.at(following.end + 1) in lx.STATE_POST:
        return None  # "President Adan and Premier Bari"
    entities = index.ann.entities
    before = [r for r in index.earlier(word) if kinds is None or heads(entities[r.entity]) & kinds]
    if kinds is None:
        before = [r for r in before if (entities[r.entity].kind or "") not in _STATE]
    if kinds is None and head in ("president", "chancellor", "rector", "chief"):  # of a whole
        before = [r for r in before if (entities[r.entity].kind or "") not in _PARTS]
    return clear(index, before, index.sentence_start(word))


def clear(index: Index, refs: list[Ref], sentence: int) -> str | None:
    """The organisation that the mentions leave no doubt of: the only one of the sentence, else the one most spoken of;
    the item's first counts once more, since news begin with what they are about."""
    here = {r.entity for r in refs if r.start >= sentence}
    units = [e for e in here if index.registry.parent.get(e) in here]
    if len(here) == 1 or (len(here) == 2 and len(units) == 1):
        return (units or list(here))[0]  # "directors A and B" beside "the OUC Gansu Branch" are the branch's
    counts = Counter(r.entity for r in refs)
    text = index.organisations(index.w.title_end, len(index.w))
    if text and text[0].entity in counts:
        counts[text[0].entity] += 1
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def newcomers(reader: PostReader) -> None:
    """ "X has a new editor. Ann Lee took over in May", "X has a new editor: Ann Lee": the post stands in the sentence
    before the holder's name."""
    index, w = reader.index, reader.w
    for i in range(1, len(w) - 3):
        if w.lower[i] != "new" or w.at(i - 1) not in ("a", "its", "their", "the"):
            continue
        post = reader.titles.title(i + 1)
        if post is None or post.plural or not post.title or w.at(post.end) not in (".", ":", "—", "–"):
            continue
        ref = index.starts.get(reader.preposed.name_after(post.end + 1))
        if ref is None or index.type(ref) != "Person" or ref.form == "nominal":
            continue
        taking = _TAKING.intersection(w.lower[ref.end : ref.end + 6])
        if w.at(post.end) != "." or taking:
            post.organisation = reader.titles.subject(i)
            reader.note(ref.entity, post, ref.start)


def successions(reader: PostReader) -> None:
    """ "She succeeds Tian Fuguo": the predecessor held the same post."""
    index = reader.index
    w = index.w
    for i in range(len(w)):
        taken_over = w.lower[i] == "over" and w.at(i + 1) == "from" and w.at(i - 1).startswith(("took", "tak"))
        if w.lower[i] not in lx.SUCCEED and not taken_over:
            continue
        first = i + 2 if taken_over else i + 1
        after = next((index.starts[k] for k in range(first, min(first + 3, len(w))) if k in index.starts), None)
        start = index.sentence_start(i)
        earlier = [r for r in index.between(start, i) if index.type(r) == "Person"]
        if after is None or index.type(after) != "Person" or not earlier:
            continue
        if index.w.at(after.end) == "as":
            for post in reader.series.read(after.end + 1):
                reader.note(earlier[0].entity, post, i)
        held = [p for p in reader.out if p.person == earlier[0].entity and not p.former and p.organisation]
        held.sort(key=lambda p: (p.person, p.title) in reader.present)
        if held and after.entity != earlier[0].entity:
            reader.note(after.entity, Post(held[0].title, i, held[0].organisation, True), i)
