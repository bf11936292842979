"""Posts of persons: "Li Song, vice president and Party Committee member of the OUC", "OUC President Wang Xin"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from newsgraph.ingest.extraction.names import committees
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.preposed import Preposed
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.extraction.names.series import Series
from newsgraph.ingest.extraction.names.tenure import implied, newcomers, successions
from newsgraph.ingest.extraction.names.titles import ADDRESS, Post, Titles
from newsgraph.ingest.model import PostReading

# What may stand before a list of posts that leads to a name.
_BEFORE_LIST = frozenset(
    (";", ":", ",", "by", "with", "and", "to", "from", "including", "included", "were", "was", "the")
)
_TOLD_OF = frozenset(("known", "respected", "acclaimed", "renowned", "retired", "based", "celebrated", "noted"))
_PRESIDING = {"chairs": "chair", "heads": "head"}
_DOING = frozenset(("serve", "serves", "serving", "act", "acts", "acting", "work", "works", "working"))
_WITHIN_PREDICATE = lx.words("posts.within_predicate")
_APPOINTMENT = frozenset(("appointment", "nomination", "election"))
_RAISED = frozenset(("promoted", "promotes", "elevated", "elevates", "promote", "promoting"))
_BEGINS_PREDICATE = lx.APPOINT | lx.words("posts.begins_predicate")


def posts(index: Index) -> None:
    """Fill `ann.posts` from the words around every person."""
    reader = PostReader(index)
    last: tuple[Ref, list[Post]] | None = None
    for n, ref in enumerate(index.refs):
        if index.type(ref) != "Person":
            continue
        told = reader.told(ref)
        if last is not None and told and reader.shares_whole(last[0], last[1], ref, told):
            for post in last[1]:
                post.organisation = told[0].organisation
                reader.note(last[0].entity, post, last[0].start)
        last = (ref, told)
        for post in told:
            others = reader.listed(n, forward=post.end <= ref.start) if post.plural else []
            if post.also:
                reader.shared_out(post, [*reversed(others), ref])
                continue
            reader.note(ref.entity, post, ref.start)
            for other in others:
                reader.note(other.entity, post, other.start)
    newcomers(reader)
    implied(reader)
    successions(reader)
    index.ann.posts.extend(reader.out)


class PostReader:
    """Finds the posts that stand beside persons' names. `out`: each person, title and organisation once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.w = index.w
        self.titles = Titles(index)
        self.series = Series(index, self.titles)
        self.out: list[PostReading] = []
        self.word: dict[tuple[str, str], int] = {}  # person and title → the word where it was read
        self.elsewhere: set[tuple[str, str]] = set()  # person and title that belong to no organisation of the item
        self.present: set[tuple[str, str]] = set()  # person and title that are told as held at present
        self._read = 0  # the word after the last apposition: what stands in it is no post of the next person
        self._elected: set[int] = set()  # the word after "elected A president", which may lead to "B secretary"
        self.preposed = Preposed(index, self.titles)

    def note(self, person: str, post: Post, word: int) -> None:
        """Keep a post; one without an organisation only where none with one is known."""
        plain = post.title.replace("-", " ")
        if plain.endswith(" delegation"):
            return  # who heads a visit has a part in it, no post
        same = [p for p in self.out if p.person == person and p.title.replace("-", " ") == plain]
        if any(p.organisation == post.organisation or post.organisation is None for p in same):
            return
        head = next((x for x in plain.split() if lx.is_post(x)), "")
        if post.organisation is None and head in lx.PROFESSION and plain.split()[0] not in ("chief", "head"):
            return
        if post.organisation is None and (plain == "member" or plain.removeprefix("major ") == "general"):
            return  # of something that has no name; a rank
        evidence = self.index.ann.sentence(self.w.starts[word])
        self.out = [p for p in self.out if p not in same or p.organisation is not None]
        self.word[person, post.title] = word
        if post.present:
            self.present.add((person, post.title))
        if post.elsewhere:
            self.elsewhere.add((person, post.title))
        self.out.append(
            PostReading(
                person=person, title=post.title, organisation=post.organisation, evidence=evidence, former=post.former
            )
        )
        whole = self._committee(post)
        if whole is not None:
            self.note(person, whole, word)

    def shared_out(self, post: Post, persons: list[Ref]) -> None:
        """ "A and B, deans of X and Y": each holds the post in one; "A, head of X and Y": in all of them."""
        wholes = [post.organisation, *post.also]
        if len(persons) == len(wholes):
            pairs = list(zip(persons, wholes, strict=True))
        else:
            pairs = [(ref, whole) for ref in persons for whole in (wholes[:1] if post.plural else wholes)]
        for ref, whole in pairs:
            self.note(ref.entity, replace(post, organisation=whole), ref.start)

    def listed(self, n: int, *, forward: bool) -> list[Ref]:
        """The other persons of a list ("A, B and C, lecturers at X"; "Vice Presidents A and B")."""
        refs = [r for r in self.index.refs if self.index.type(r) == "Person" and r.form != "nominal"]
        here = refs.index(self.index.refs[n]) if self.index.refs[n] in refs else -1
        out: list[Ref] = []
        step = 1 if forward else -1
        while here >= 0 and 0 <= here + step < len(refs):
            left, right = sorted((refs[here], refs[here + step]), key=lambda r: r.start)
            between = [word for word in self.w.lower[left.end : right.start] if word not in lx.HONORIFIC]
            if not between or any(word not in (",", "and", "&") for word in between):
                break
            if forward and between[-1] == "and" and len(between) > 1 and self._is_apposition(right.end):
                break  # "Vice Presidents A and B, and C, secretary of …"
            here += step
            out.append(refs[here])
        return out

    def told(self, ref: Ref) -> list[Post]:
        """The posts beside a mention of a person, before and after it."""
        before = [] if ref.form == "nominal" else self._before(ref)
        after = self.after(ref)
        after += self._far_predicate(ref, after)
        comma = self.w.at(self.preposed.name_start(ref) - 1) == ","
        if comma and before and after and after[-1].organisation and self.w.at(after[-1].end) == ",":
            before = []  # "on behalf of the rector, Ann Lee, the bursar of X, spoke"
        elif before and after and self._leads_on(ref, after[-1].end):
            after = []
        if len(after) > 1 and self.w.at(after[-2].end) == "," and self._heads_next(after[-1].end):
            after.pop()  # "A, leader of X, and the bursar, B"
        if after and after[-1].end > ref.end:
            self._read = max(self._read, after[-1].end)
        return before + after

    def _far_predicate(self, ref: Ref, told: list[Post]) -> list[Post]:
        """ "Ann Lee, a surgeon who sits on the board, becomes chair": what the parse says of the name as a subject."""
        w = self.w
        token = w.doc[w.ends[ref.end - 1] - 1]
        verb = token.head
        apart = ref.form != "nominal" and token.dep_ in ("nsubj", "nsubjpass") and verb.lower_ in lx.APPOINT
        k = bisect_left(w.starts, verb.i) if apart else 0
        far = k > ref.end + 4 and w.at(k - 1) in (",", "been", "was", "be", "is") and w.starts[k] == verb.i
        return self._predicate(k) if far and all(post.end < k for post in told) else []

    def _leads_on(self, ref: Ref, k: int) -> bool:
        """Whether what seems to follow a name belongs to the next: "the dean, Ann Lee, the bursar, Tom Fox",
        "vice president Mei Lan, secretary of the Trade Union and vice president Hu Bo"."""
        if self.w.at(ref.start - 1) == "," and self._heads_next(k):
            return True
        post = self.titles.title(self.series.separator(k)) if self.series.separator(k) > k else None
        return post is not None and self.series.is_next_person(post.end)

    def shares_whole(self, ref: Ref, told: list[Post], other: Ref, posts: list[Post]) -> bool:
        """ "Registrar A and Bursar B of X": whether A's post is X's too."""
        after = self.titles.organisation_after(other.end)
        joined = self.w.at(ref.end) == "and" and other.start - ref.end < 8
        return (
            joined
            and bool(told)
            and after is not None
            and posts[0].organisation == after[0].entity
            and posts[0].end <= other.start
            and all(p.organisation is None and not p.elsewhere and p.end <= ref.start for p in told)
        )

    def _heads_next(self, k: int) -> bool:
        """Whether a comma and a person without an apposition follow, so that the post before the comma is theirs."""
        ref = self.index.starts.get(self.preposed.name_after(k + 1)) if self.w.at(k) == "," else None
        return ref is not None and self.index.type(ref) == "Person" and not self._is_apposition(ref.end)

    def _is_apposition(self, k: int) -> bool:
        if self.w.at(k) != ",":
            return False
        start, _, _ = self.titles.fillers(k + 1)
        return self.titles.title(self.titles.owner(start)[1]) is not None

    def _before(self, ref: Ref) -> list[Post]:
        name = self.preposed.name_start(ref)
        if name - (2 if self.w.at(name - 1) == "," else 1) < self._read:
            return []
        shared = len(self.preposed.respective)
        told = self.preposed.before(ref)
        if len(self.preposed.respective) > shared:
            return told
        several = self._several_before(name, ref)
        return several if len(several) > len(told) else told

    def _several_before(self, name: int, ref: Ref) -> list[Post]:
        """A list of posts before a name: "member of the Party committee and deputy minister of the MOE, Lan Bo"."""
        w = self.w
        end = name - 1 if w.at(name - 1) == "," else name
        for k in range(max(self._read, self.index.sentence_start(ref.start), end - 60), end):
            if k == 0 or w.first[k] or w.lower[k - 1] in _BEFORE_LIST:
                told = self.series.read(k, until=end)
                if (
                    len(told) > 1
                    and not told[0].plural
                    and told[-1].end == end
                    and any(post.organisation for post in told)
                ):
                    return told
        return []

    # after the name

    def after(self, ref: Ref) -> list[Post]:
        """Posts that follow the name: an apposition, a predicate, an object of an appointment."""
        w = self.w
        short = w.at(ref.end) == "(" and w.at(ref.end + 2) == ")" and not lx.is_post(w.at(ref.end + 1))
        k = ref.end + 3 if short else ref.end
        if w.at(k) == "," and w.at(k + 1).isdigit() and w.at(k + 2) == ",":
            k += 2
        while w.at(k) in lx.POST_NOMINAL and not w.text[k].islower():
            k += 1  # "Martin Hale FRS, master of …"
        low = w.at(k)
        verb = k + 1 if low == "who" or (low == "," and w.at(k + 1) == "who") else k
        verb += 1 if w.at(verb) == "who" else 0
        if w.at(verb) in _PRESIDING and ref.form != "nominal":
            body = self.index.organisation_at(verb + 1)
            if body is not None and body.form != "nominal":
                return [Post(_PRESIDING[w.at(verb)], body.end, body.entity)]
        tenure = self._tenure(k)
        if tenure:
            return tenure
        if low in ("of", "from", "at") and ref.form != "nominal":
            return self._address(ref, k)
        if low in (",", "(", "–", "—", "-"):
            told = self.series.read(k + 1, bracket=low == "(")
            # "Wang Jingyi, a lecturer at X, has been appointed head of Y"; "Guo, who was previously dean of Y"
            if told and low == "," and all(post.organisation is None for post in told):
                told += [post for post in self._past_description(k + 1) if post.title not in {p.title for p in told}]
            if low == "(" and told and told[-1].organisation is None and self._appointing(ref.start):
                told[-1].organisation, told[-1].elsewhere = self.titles.subject(ref.start), False
            if told:
                return told + (self._predicate(told[-1].end + 1) if w.at(told[-1].end) == "," else [])
            if w.at(k + 1) in _BEGINS_PREDICATE:
                return self._predicate(k + 1)
            return self._past_description(k + 1) if low == "," else []
        appointed = any(w.at(q) in lx.APPOINT | _APPOINTMENT for q in range(ref.start - 4, ref.start))
        if (appointed or ref.start - 1 in self._elected) and ref.form != "nominal":
            raised = low == "to" and any(w.at(q) in _RAISED for q in range(ref.start - 4, ref.start))
            told = self.series.read(k + 1 if low == "as" or raised else k)
            self._elected |= {post.end for post in told if w.at(post.end) in ("and", ",")}
            return told
        succeeded = low == "as" and w.at(self.preposed.name_start(ref) - 1) == "from"  # "took over from A as dean"
        if low not in _BEGINS_PREDICATE or succeeded:
            return []
        told = self._predicate(k)
        if told and w.at(ref.start - 1) == "where":  # "joined X, where she is deputy head"
            before = ref.start - 2 if w.at(ref.start - 2) == "," else ref.start - 1
            whole = self.index.ends.get(before)
            if whole is not None and self.index.type(whole) == "Organisation" and told[0].organisation is None:
                told[0].organisation = whole.entity
        return told

    def _appointing(self, k: int) -> bool:
        """ "has appointed Ann Lee (bursar) and Tom Fox (registrar)", "announced three appointments: …"."""
        words = self.w.lower[self.index.sentence_start(k) : k]
        return any(x in lx.APPOINT or x.removesuffix("s") in _APPOINTMENT for x in words)

    def _past_description(self, k: int) -> list[Post]:
        """ "Ann Lee, *a well-known author and* chair of the Guild", "*a graduate of X, who is now* head of Y"."""
        w = self.w
        if w.at(k) not in ("a", "an", "one"):
            return []
        for q in range(k + 1, min(k + 14, len(w) - 1)):
            ref = self.index.starts.get(q)
            if w.wall[q] or w.text[q] in (";", ".", ":") or (ref is not None and self.index.type(ref) == "Person"):
                return []
            whose = w.at(q) == "," and w.at(q + 1) == "who" and w.at(q + 2) in ("is", "has", "serves", "now")
            if w.at(q) == "and" or whose or (w.at(q) == "who" and w.at(q + 1) == "is"):
                told = self._predicate(q + 1) if w.at(q) == "who" or whose else self.series.read(q + 1)
                told = [post for post in told if post.organisation is not None and not post.elsewhere]
                if told:
                    return told
            elif (w.pos[q] in ("VERB", "AUX", "PRON") and "-" not in w.at(q) and w.at(q) not in _TOLD_OF) or w.at(
                q
            ) == ",":
                return []
        return []

    def _tenure(self, k: int) -> list[Post]:
        """ "has joined X as director of finance", "stepped down as chair of X"."""
        w = self.w
        while w.at(k) in ("has", "had", "will", "is", "to", "recently", "who", ",", "also") and k + 1 < len(w):
            k += 1
        if w.at(k) in ("join", "joins", "joined", "rejoined", "joining"):
            ref = self.index.organisation_at(k + 1)
            as_ = next((n for n in range(ref.end, ref.end + 4) if w.at(n) == "as"), 0) if ref is not None else 0
            told = self.series.read(as_ + 1) if as_ else []
            for post in told:
                if post.organisation is None and ref is not None and not post.elsewhere:
                    post.organisation = ref.entity
            return told
        if w.at(k) in ("stepped", "steps", "stood", "stands", "resigned", "retired", "retires"):
            k += 2 if w.at(k + 1) == "down" else 1
            return self.series.read(k + 1, former=True) if w.at(k) == "as" else []
        return []

    def _address(self, ref: Ref, k: int) -> list[Post]:
        """ "Professor Elisa Montero of the Universidad …": the form of address is the post."""
        before = self.w.at(ref.start - 1)
        if before not in lx.HONORIFIC_POST or (lx.is_post(before) and before not in lx.HONORIFIC_POST):
            return []
        found = self.titles.organisation_after(k)
        return [Post(ADDRESS.get(before, before), found[1], found[0].entity)] if found is not None else []

    def _predicate(self, k: int) -> list[Post]:
        """ "was appointed president of X", "is to become director", "was previously dean of X"."""
        w = self.w
        appointed = past = False
        q = k
        while q < len(w) and q < k + 9 and not w.wall[q]:
            low = w.lower[q]
            if low in lx.APPOINT:
                appointed = True
            elif low == "by" and appointed:
                q = next((n for n in range(q, min(q + 12, len(w))) if w.lower[n] == "as"), q)
                if w.at(q) != "as":
                    break
            elif low in lx.FORMER or low in ("was", "were", "had", "served", "worked"):
                past = True
            elif low in _WITHIN_PREDICATE or (low in _DOING and w.at(q + 1) == "as"):
                pass
            elif w.pos[q] not in ("AUX", "ADV"):
                break
            q += 1
        if q == k:
            return []
        ref = self.index.starts.get(q)
        if ref is not None and self.titles.owner(q)[0] is None:
            return []
        # articles and "its" are read again with the title
        while q > k and w.lower[q - 1] in ("its", "the"):
            q -= 1
        return self.series.read(q, former=past and not appointed)

    def _committee(self, post: Post) -> Post | None:
        """The same post by the whole: "deputy secretary of the Party Committee" of the university."""
        body = post.organisation
        above = self.index.registry.parent.get(body) if body is not None else None
        if body is None or above is None:
            return None
        name = self.index.ann.entities[body].name
        whole = self.index.registry.parent.get(above)
        if committees.is_standing(name) and whole is not None and self.titles.is_party_committee(above):
            party = " ".join(committees.own_words(self.index.ann.entities[above].name))
            return Post(f"{post.title} of the standing committee of the {party}", post.end, whole, post.former)
        if not self.titles.is_party_committee(body):
            return None
        own = " ".join(committees.own_words(name)) if "inspection" not in name.lower() else name.lower()
        return Post(f"{post.title} of the {own}", post.end, above, post.former)
