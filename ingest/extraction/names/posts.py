"""Posts of persons: "Li Song, vice president and Party Committee member of the OUC", "OUC President Wang Xin"."""

from __future__ import annotations

from dataclasses import dataclass

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.model import PostReading

_POSSESSIVE = ("'s", "’s", "'", "’")
_FIELD_STOP = frozenset("the a an its their his her which that who".split())


@dataclass(slots=True)
class Post:
    """A post as the words give it: `end` is the word after it."""

    title: str
    end: int
    organisation: str | None = None
    former: bool = False


def posts(index: Index) -> None:
    """Fill `ann.posts` from the words around every person."""
    reader = PostReader(index)
    for ref in index.refs:
        if index.type(ref) != "Person":
            continue
        if ref.form != "nominal":
            for post in reader.before(ref):
                reader.note(ref.entity, post, ref.start)
        for post in reader.after(ref):
            reader.note(ref.entity, post, ref.start)
    reader.successions()
    reader.finish()


class PostReader:
    """Reads posts beside persons' names."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.w = index.w
        self.out: list[PostReading] = []

    def note(self, person: str, post: Post, word: int) -> None:
        evidence = self.index.ann.sentence(self.w.starts[word])
        reading = PostReading(
            person=person, title=post.title, organisation=post.organisation, evidence=evidence, former=post.former
        )
        same = [p for p in self.out if (p.person, p.title) == (person, post.title)]
        if any(p.organisation == post.organisation or post.organisation is None for p in same):
            return
        self.out = [p for p in self.out if p not in same or p.organisation is not None]
        self.out.append(reading)

    def finish(self) -> None:
        self.index.ann.posts.extend(self.out)

    # a post's words

    def title(self, k: int) -> tuple[str, int] | None:
        """The post at word `k` and the word after it: "deputy director", "head of collections", "cabinet member for culture"."""
        w = self.w
        q = k
        while q < len(w) and q < k + 6 and not w.wall[q]:
            low = w.lower[q]
            nxt = w.at(q + 1)
            if low in lx.POST and not (low in lx.POST_MODIFIER and (nxt in lx.POST or nxt in lx.POST_MODIFIER)):
                break
            if low not in lx.POST_MODIFIER and low not in lx.POST:
                return None
            q += 1
        if q >= len(w) or w.at(q) not in lx.POST:
            return None
        end = q + 1
        if w.at(end) in ("general", "emeritus", "elect", "in-chief") and w.at(end) != "":
            end += 1
        return w.phrase(k, self._field_end(end)).lower(), self._field_end(end)

    def _field_end(self, end: int) -> int:
        """The word after "of collections", "for culture", "for academic affairs": a post's field in small letters."""
        w = self.w
        if w.at(end) not in ("of", "for") or end + 1 in self.index.starts or w.at(end + 1) in _FIELD_STOP:
            return end
        k = end + 1
        while k < len(w) and k < end + 6 and k not in self.index.starts and not w.cap[k]:
            fits = w.pos[k] in ("NOUN", "ADJ", "PROPN") or (w.lower[k] == "and" and w.pos[min(k + 1, len(w) - 1)] in ("NOUN", "ADJ"))
            if not fits:
                break
            k += 1
        return k if k > end + 1 else end

    def organisation_after(self, k: int) -> tuple[Ref, int] | None:
        """ "of the OUC", "at X", "for X": the organisation of a post, and the word after all of its chain."""
        if self.w.at(k) not in ("of", "at", "for", "in", "with", "to", "from", "with"):
            return None
        q = k + 1
        ref = self.index.organisation_at(q)
        if ref is None or self.w.at(ref.end) in _POSSESSIVE:
            owned = self._owned(q)
            if owned is None:
                return None
            ref = owned
        return ref, self._chain_end(ref.end)

    def _owned(self, q: int) -> Ref | None:
        """ "the school's newly established X Centre", "the Committee's Organisation Department": the unit owned."""
        w = self.w
        owner = self.index.organisation_at(q)
        k = owner.end if owner is not None else q
        for n in range(k, min(k + 5, len(w))):
            ref = self.index.starts.get(n)
            if ref is not None and self.index.type(ref) == "Organisation" and ref is not owner:
                return ref
            if w.pos[n] not in ("ADJ", "ADV", "VERB", "PART", "NOUN", "DET"):
                return None
        return None

    def _chain_end(self, end: int) -> int:
        """The word after "of the OUC" and brackets that follow an organisation's mention as its parent."""
        end = self.index.after_bracket(end)
        while self.w.at(end) in ("of", "at"):
            above = self.index.organisation_at(end + 1)
            if above is None:
                break
            end = self.index.after_bracket(above.end)
        return end

    # where posts stand

    def after(self, ref: Ref) -> list[Post]:
        """Posts that follow the name: an apposition, a copula, an appointment."""
        w = self.w
        k = ref.end
        if w.at(k) == "(" and w.at(k + 2) == ")":
            k += 3
        if w.at(k) == "," and w.at(k + 1).isdigit() and w.at(k + 2) == ",":
            k += 2
        if w.at(k) in ("of", "from", "at") and ref.form != "nominal":
            return self._honorific(ref, k)
        if w.at(k) in (",", "(", "–", "—"):
            told = self.series(k + 1)
            # "Wang Jingyi, a lecturer at X, has been appointed head of Y"
            return told + (self._predicate(told[-1].end + 1) if told and w.at(told[-1].end) == "," else [])
        low = w.at(k)
        if low in ("is", "was", "has", "had", "will", "who", "to", "as") or low in lx.APPOINT or low in ("joined", "joins", "served", "serves", "takes", "took"):
            return self._predicate(k)
        return self.series(k, once=True) if w.at(k) in ("the",) and self._appointed_before(ref) else self._object(ref, k)

    def _appointed_before(self, ref: Ref) -> bool:
        return any(self.w.at(q) in lx.APPOINT for q in range(ref.start - 2, ref.start))

    def _object(self, ref: Ref, k: int) -> list[Post]:
        """ "appointed Wang Xin [as] director of X"."""
        if not self._appointed_before(ref):
            return []
        return self.series(k + 1 if self.w.at(k) == "as" else k)

    def _honorific(self, ref: Ref, k: int) -> list[Post]:
        """ "Professor Elisa Montero of the Universidad …": the form of address is the post."""
        before = self.w.at(ref.start - 1)
        if before not in lx.HONORIFIC_POST and before not in lx.POST:
            return []
        org = self.organisation_after(k)
        if org is None:
            return []
        title = {"prof.": "professor", "prof": "professor", "cllr": "councillor", "cllr.": "councillor"}.get(before, before)
        start = ref.start - 1
        while before in lx.POST and self.w.at(start - 1) in lx.POST_MODIFIER and self.w.cap[start - 1]:
            start -= 1
            title = f"{self.w.lower[start]} {title}"
        return [Post(title, org[1], org[0].entity)]

    def _predicate(self, k: int) -> list[Post]:
        """ "was appointed president of X", "is to become director", "was previously dean of X", "joined X as head of …"."""
        w = self.w
        appointed, past = False, False
        q = k
        while q < len(w) and q < k + 9 and not w.wall[q]:
            low = w.lower[q]
            if low in lx.APPOINT:
                appointed = True
            elif low in ("as", "be", "to", "the", "a", "an", "its", "new", "who", "by") or w.pos[q] in ("AUX", "ADV"):
                past = past or low in ("was", "were", "had")
            elif q > k and (self.title(q) is not None or self.index.organisation_at(q) is not None):
                break
            else:
                return []
            q += 1
        found = self.series(q, former=past and not appointed)
        return found

    def series(self, k: int, *, former: bool = False, once: bool = False) -> list[Post]:
        """A list of posts from word `k`: "president and deputy secretary of the Party Committee of the OUC"."""
        w = self.w
        out: list[Post] = []
        waiting: list[Post] = []  # posts whose organisation a later one of the list names
        while k < len(w) and not w.wall[k]:
            k, was = self._fillers(k)
            former = former or was
            owner, k = self._owner(k)
            head = self._unit_member(k) or self.title(k)
            if head is None:
                break
            post = Post(head[0], head[1], owner, former)
            found = self.organisation_after(post.end) if owner is None else None
            out.append(post)
            waiting.append(post)
            if found is not None:
                for waited in waiting:
                    waited.organisation = self._whole(found[0], alone=len(waiting) == 1 or waited is post)
                out += self._committee(post, found[0])
                waiting = []
                post.end = found[1]
            elif owner is not None:
                waiting = []
            k = post.end
            if once:
                break
            if w.at(k) == "," and w.at(k + 1) == "and":
                k += 2
            elif w.at(k) in (",", "and", "&"):
                k += 1
            else:
                break
            if w.at(k - 1) == "," and out[-1].organisation is not None and k in self.index.starts and self.index.type(self.index.starts[k]) == "Person":
                break
        return out

    def _whole(self, ref: Ref, *, alone: bool) -> str:
        """The organisation of a post that shares it with another: "president and deputy secretary of the Party Committee of X" is president of X."""
        if not alone and self._is_party_committee(ref.entity):
            return self.index.registry.parent.get(ref.entity, ref.entity)
        return ref.entity

    def _is_party_committee(self, entity: str) -> bool:
        words = self.index.ann.entities[entity].name.lower().split()
        return "party" in words and words[-1] in ("committee", "branch", "commission", "group")

    def _committee(self, post: Post, ref: Ref) -> list[Post]:
        """The same post by the whole: "deputy secretary of the Party Committee" of the university."""
        above = self.index.registry.parent.get(ref.entity)
        if above is None or not self._is_party_committee(ref.entity):
            return []
        name = self.index.ann.entities[ref.entity].name.lower()
        return [Post(f"{post.title} of the {name}", post.end, above, post.former)]

    def _fillers(self, k: int) -> tuple[int, bool]:
        """Skip what stands between the name and the post; says whether a word of it makes the post a former one."""
        w, former = self.w, False
        while k < len(w) and not w.wall[k] and w.lower[k] in lx.POST_FILLER and k not in self.index.starts:
            if w.lower[k] in ("the", "its", "their") and k + 1 in self.index.starts:
                break
            former = former or w.lower[k] in lx.FORMER or w.lower[k] == "was"
            k += 1
        return k, former

    def _owner(self, k: int) -> tuple[str | None, int]:
        """An organisation before the post: "the council's cabinet member", "OUC vice president", "its president"."""
        w = self.w
        ref = self.index.organisation_at(k)
        if ref is None or self._unit_member(k) is not None:
            return None, k
        end = self.index.after_bracket(ref.end)
        if w.at(end) in _POSSESSIVE:
            end += 1
        end, _ = self._fillers(end)
        return (ref.entity, end) if self.title(end) is not None else (None, k)

    def _unit_member(self, k: int) -> tuple[str, int] | None:
        """ "Party Committee member", "Standing Committee member": a unit's bare name is part of the title."""
        ref = self.index.starts.get(k)
        if ref is None or self.index.type(ref) != "Organisation" or ref.end - ref.start < 2:
            return None
        entity = self.index.ann.entities[ref.entity]
        if entity.kind not in ("committee", "board", "council", "commission") or not self._is_party_committee(ref.entity):
            return None
        title = self.title(ref.end)
        if title is None or self.w.at(ref.end) in _POSSESSIVE:
            return None
        return f"{self.w.phrase(ref.start, ref.end).lower()} {title[0]}", title[1]

    def before(self, ref: Ref) -> list[Post]:
        """Posts before the name: "OUC President Wang", "the university's vice-chancellor, Dr X", "director of Y, Z"."""
        w = self.w
        k = ref.start
        while k > 0 and w.lower[k - 1] in lx.HONORIFIC and not (w.lower[k - 1] in lx.POST and w.lower[k - 1] not in lx.HONORIFIC_POST):
            k -= 1
        comma = w.at(k - 1) == ","
        q = k - 1 if comma else k
        org_ref = None
        if w.at(q - 1) not in lx.POST:
            org_ref, q = self._organisation_back(q)
            if org_ref is None:
                return []
        head = q - 1
        if head < 0 or w.lower[head] not in lx.POST or w.wall[head + 1]:
            return []
        start = head
        while start > 0 and (w.lower[start - 1] in lx.POST_MODIFIER or w.lower[start - 1] in ("chief", "executive")) and not w.wall[start] and start - 1 not in self._named:
            start -= 1
        if comma and org_ref is None and not (w.at(start - 1) in (*_POSSESSIVE, "the", "its") or self.index.organisation_before(start)):
            return []
        title = w.phrase(start, q).lower()
        former = False
        k = start
        while k > 0 and (w.lower[k - 1] in lx.FORMER or w.lower[k - 1] in ("new", "current", "then")):
            former = former or w.lower[k - 1] in lx.FORMER
            k -= 1
        owner = org_ref or self.index.organisation_before(k)
        if owner is None and title in lx.PROFESSION | lx.HONORIFIC_POST:
            return []
        if owner is None and w.at(k - 1) in ("its", "their"):
            start = self.index.sentence_start(k)
            near = [r for r in self.index.refs if start <= r.start < k and self.index.type(r) == "Organisation"]
            owner = near[0] if near else None
        organisation = owner.entity if owner is not None else None
        if organisation is None:
            following = self.organisation_after(ref.end)
            organisation = following[0].entity if following is not None else None
        return [Post(title, ref.start, organisation, former)]

    @property
    def _named(self) -> set[int]:
        return {n for r in self.index.refs if r.form != "nominal" for n in range(r.start, r.end)}

    def _organisation_back(self, q: int) -> tuple[Ref | None, int]:
        """The organisation in "president of the OUC" read from the right: its mention and the word "of"."""
        w = self.w
        at: int = q
        found: Ref | None = None
        while True:
            end = at - 3 if w.at(at - 1) == ")" and w.at(at - 3) == "(" else at
            ref = self.index.ends.get(end)
            if ref is None or self.index.type(ref) != "Organisation":
                return (found, at) if found is not None else (None, q)
            k = ref.start
            if w.at(k - 1) == "the":
                k -= 1
            if w.at(k - 1) not in ("of", "at", "for"):
                return (None, q)
            found, at = ref, k - 1
            if w.at(at - 1) in lx.POST:
                return found, at

    def successions(self) -> None:
        """ "She succeeds Tian Fuguo": the predecessor held the same post."""
        w = self.w
        for i in range(len(w)):
            if w.lower[i] not in lx.SUCCEED:
                continue
            after = next((self.index.starts[k] for k in range(i + 1, min(i + 4, len(w))) if k in self.index.starts), None)
            start = self.index.sentence_start(i)
            earlier = [r for r in self.index.refs if start <= r.start and r.end <= i and self.index.type(r) == "Person"]
            if after is None or self.index.type(after) != "Person" or not earlier:
                continue
            held = [p for p in self.out if p.person == earlier[0].entity and not p.former and p.organisation]
            if held and after.entity != earlier[0].entity:
                self.note(after.entity, Post(held[0].title, i, held[0].organisation, True), i)
