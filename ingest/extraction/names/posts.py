"""Posts of persons: "Li Song, vice president and Party Committee member of the OUC", "OUC President Wang Xin"."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.extraction.names.relations import relate
from newsgraph.ingest.extraction.names.tenure import implied, successions
from newsgraph.ingest.extraction.names.titles import POSSESSIVE, Post, Titles
from newsgraph.ingest.model import PostReading

_GROUP = frozenset(("delegation", "team", "group", "party", "mission"))
_ADDRESS = {"prof.": "professor", "prof": "professor", "cllr": "councillor", "cllr.": "councillor"}
_BEGINS_PREDICATE = lx.APPOINT | lx.words("posts.begins_predicate")


def posts(index: Index) -> None:
    """Fill `ann.posts` from the words around every person."""
    reader = PostReader(index)
    for n, ref in enumerate(index.refs):
        if index.type(ref) != "Person":
            continue
        told = [*([] if ref.form == "nominal" else reader.before(ref)), *reader.after(ref)]
        for post in told:
            reader.note(ref.entity, post, ref.start)
            if post.plural:
                for other in reader.listed(n, forward=post.end <= ref.start):
                    reader.note(other.entity, post, other.start)
    implied(reader)
    successions(reader)
    index.ann.posts.extend(reader.out)


class PostReader:
    """Finds the posts that stand beside persons' names. `out`: each person, title and organisation once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.w = index.w
        self.titles = Titles(index)
        self.out: list[PostReading] = []
        self.word: dict[tuple[str, str], int] = {}  # person and title → the word where it was read
        self.named_otherwise: set[tuple[str, str]] = set()  # person and title whose whole is named, but not known
        self._preposed: dict[int, str] = {}  # word of a person → the organisation of the post before the name
        self._named = {n for r in index.refs if r.form != "nominal" for n in range(r.start, r.end)}

    def note(self, person: str, post: Post, word: int) -> None:
        """Keep a post; one without an organisation only where none with one is known."""
        plain = post.title.replace("-", " ")
        same = [p for p in self.out if p.person == person and p.title.replace("-", " ") == plain]
        if any(p.organisation == post.organisation or post.organisation is None for p in same):
            return
        evidence = self.index.ann.sentence(self.w.starts[word])
        self.out = [p for p in self.out if p not in same or p.organisation is not None]
        self.word[person, post.title] = word
        self.out.append(
            PostReading(
                person=person, title=post.title, organisation=post.organisation, evidence=evidence, former=post.former
            )
        )

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
            here += step
            out.append(refs[here])
        return out

    # after the name

    def after(self, ref: Ref) -> list[Post]:
        """Posts that follow the name: an apposition, a predicate, an object of an appointment."""
        w = self.w
        k = self.index.after_bracket(ref.end)
        if w.at(k) == "," and w.at(k + 1).isdigit() and w.at(k + 2) == ",":
            k += 2
        low = w.at(k)
        if low in ("of", "from", "at") and ref.form != "nominal":
            return self._address(ref, k)
        if low in (",", "(", "–", "—", "-"):
            told = self.series(k + 1, bracket=low == "(")
            # "Wang Jingyi, a lecturer at X, has been appointed head of Y"; "Guo, who was previously dean of Y"
            if told:
                return told + (self._predicate(told[-1].end + 1) if w.at(told[-1].end) == "," else [])
            return self._predicate(k + 1) if w.at(k + 1) in _BEGINS_PREDICATE else []
        appointed = any(w.at(q) in lx.APPOINT for q in range(ref.start - 3, ref.start))
        if appointed and ref.form != "nominal":
            return self.series(k + 1 if low == "as" else k)
        return self._predicate(k) if low in _BEGINS_PREDICATE else []

    def _address(self, ref: Ref, k: int) -> list[Post]:
        """ "Professor Elisa Montero of the Universidad …": the form of address is the post."""
        before = self.w.at(ref.start - 1)
        if before not in lx.HONORIFIC_POST or (lx.is_post(before) and before not in lx.HONORIFIC_POST):
            return []
        found = self.titles.organisation_after(k)
        return [Post(_ADDRESS.get(before, before), found[1], found[0].entity)] if found is not None else []

    def _predicate(self, k: int) -> list[Post]:
        """ "was appointed president of X", "is to become director", "was previously dean of X"."""
        w = self.w
        appointed = past = False
        q = k
        while q < len(w) and q < k + 9 and not w.wall[q]:
            low = w.lower[q]
            if low in lx.APPOINT:
                appointed = True
            elif low in lx.FORMER or low in ("was", "were", "had", "served", "worked"):
                past = True
            elif low in (
                "as",
                "be",
                "to",
                "the",
                "a",
                "an",
                "its",
                "new",
                "who",
                "serves",
                "takes",
                "up",
                "over",
                "took",
            ):
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
        return self.series(q, former=past and not appointed)

    def series(self, k: int, *, former: bool = False, bracket: bool = False) -> list[Post]:
        """A list of posts from word `k`: "president and deputy secretary of the Party Committee of the OUC".

        Posts without an organisation take that of the next post in the list that has one.
        """
        w, titles = self.w, self.titles
        out: list[Post] = []
        waiting: list[Post] = []
        while k < len(w) and not w.wall[k]:
            k, was, its = titles.fillers(k)
            former = former or was
            owner, k = titles.owner(k)
            unit = self.index.starts.get(k)
            member = titles.unit_member(k)
            post = member or titles.title(k)
            if post is None or self._is_next_person(post.end):
                break
            post.former = former
            post.organisation = owner or titles.body(post)
            found = None
            if post.organisation is None:
                found = titles.organisation_after(post.end) or titles.distant(post)
            if found is None and bracket and w.at(post.end) == ",":  # "(chief executive, Arts Foundation)"
                following = self.index.organisation_at(post.end + 1)
                found = (following, following.end) if following is not None else None
            out.append(post)
            waiting.append(post)
            if found is not None:
                for waited in waiting:
                    waited.organisation = self._whole(found[0], own=waited is post)
                out += self._committee(post, found[0])
                post.end = found[1]
                if member is not None and unit is not None:  # "Party Committee member of the OUC"
                    self.index.registry.parent.setdefault(unit.entity, found[0].entity)
                    relate(self.index.ann, unit.entity, "partOf", found[0].entity, unit.start, w)
            if found is not None or post.organisation is not None:
                waiting = []
            elif its is not None:
                post.organisation = its
            k = post.end
            if w.at(k) == "," and w.at(k + 1) == "and":
                k += 2
            elif w.at(k) in (",", "and", "&") or (w.at(k) == "as" and w.at(k + 1) == "well"):
                k += 1 if w.at(k) != "as" else 3
            else:
                break
        if waiting and out and out[0].organisation is not None:  # "X's president and chair of council"
            for waited in waiting:
                waited.organisation = waited.organisation or (out[0].organisation if waited is not out[0] else None)
        return out

    def _is_next_person(self, k: int) -> bool:
        """Whether a post belongs to the person named right after it ("…, and Professor Karl Müller")."""
        ref = self.index.starts.get(k)
        return ref is not None and self.index.type(ref) == "Person" and ref.form != "nominal"

    def _whole(self, ref: Ref, *, own: bool) -> str:
        """The organisation of a post that comes before the one that names it: "president and deputy secretary of the
        Party Committee of X" is president of X, not of its committee."""
        if not own and self.titles.is_party_committee(ref.entity):
            return self.index.registry.parent.get(ref.entity, ref.entity)
        return ref.entity

    def _committee(self, post: Post, ref: Ref) -> list[Post]:
        """The same post by the whole: "deputy secretary of the Party Committee" of the university."""
        above = self.index.registry.parent.get(ref.entity)
        if above is None or not self.titles.is_party_committee(ref.entity):
            return []
        name = self.index.ann.entities[ref.entity].name.lower()
        return [Post(f"{post.title} of the {name}", post.end, above, post.former)]

    # before the name

    def before(self, ref: Ref) -> list[Post]:
        """Posts before the name: "OUC President Wang", "the university's vice-chancellor, Dr X", "director of Y, Z"."""
        w = self.w
        k = ref.start
        while (
            k > 0
            and w.lower[k - 1] in lx.HONORIFIC
            and not (lx.is_post(w.lower[k - 1]) and w.lower[k - 1] not in lx.HONORIFIC_POST)
        ):
            k -= 1
        if (
            k < ref.start
            and k
            and lx.is_post(w.lower[ref.start - 1])
            and w.at(k - 1) != ","
            and not lx.is_post(w.at(k - 1))
        ):
            k = ref.start  # "Academician", "Councillor": address and post in one
        comma = w.at(k - 1) == ","
        q = k - 1 if comma else k
        owner: Ref | None = None
        if not self._is_head(q - 1):
            owner, q = self._organisation_back(q)
            if owner is None:
                return self._with_field(k - 1 if comma else k, ref)
        if q < 1 or w.wall[q]:
            return []
        start = self._title_start(q - 1)
        if w.at(start - 1) == "of" and self._is_head(start - 2) and not lx.is_post(w.lower[q - 1]):
            start = self._title_start(start - 2)  # "chair of governors Paul Roe"
        former, k = self._former_before(start)
        owner = owner or self.index.organisation_before(k)
        determined = w.at(k - 1) in (*POSSESSIVE, "the", "its", "their", "whose")
        if comma and owner is None and not determined:
            return []
        single = None if lx.is_post(w.lower[q - 1]) or "of" in w.lower[start:q] else lx.singular_post(w.lower[q - 1])
        title = (w.phrase(start, q) if single is None else f"{w.phrase(start, q - 1)} {single}").strip().lower()
        organisation = owner.entity if owner is not None else self._owner_told(k)
        if organisation is None:
            following = self.titles.organisation_after(ref.end)
            organisation = following[0].entity if following is not None else None
        if organisation is None and (title in lx.PROFESSION or title in lx.HONORIFIC_POST):
            return []
        if organisation is None and k > 0 and w.cap[k - 1] and not w.wall[k] and k - 1 not in self._named:
            self.named_otherwise.add((ref.entity, title))  # "Bramley coach Tony Wells"
        if organisation is not None:
            self._preposed[ref.start] = organisation
        return [Post(_ADDRESS.get(title, title), ref.start, organisation, former, plural=single is not None)]

    def _owner_told(self, k: int) -> str | None:
        """The organisation of a post that begins at word `k` and stands alone: "its president", "whose rector", "OUC
        President A and Vice President *B*", "an OUC delegation led by vice president *C*"."""
        w = self.w
        before = w.at(k - 1)
        if before in ("its", "their"):
            return self.titles.subject(k - 1)
        if before == "whose":
            return self.titles.subject(k - 1, nearest=True)
        if before in ("and", ","):
            end = k - 2 if before == "and" and w.at(k - 2) == "," else k - 1
            ref = self.index.ends.get(end)
            if ref is not None and self.index.type(ref) == "Person":
                return self._preposed.get(ref.start)
        if before == "by" and w.at(k - 2) in ("led", "headed"):
            start = self.index.sentence_start(k)
            if _GROUP.intersection(w.lower[start:k]):
                return self.titles.subject(k - 1, nearest=True)
        return None

    def _with_field(self, q: int, ref: Ref) -> list[Post]:
        """ "Minister of Education Feng Tao", "head of sales Jane Doe": a post with its field before the name."""
        w = self.w
        for k in range(q - 1, max(q - 6, 0), -1):
            if k in self._named or not w.text[k][0].isalpha():
                return []
            if w.lower[k] in ("of", "for") and self._is_head(k - 1):
                start = self._title_start(k - 1)
                owner = self.index.organisation_before(start)
                title = w.phrase(start, q).lower()
                return [Post(title, ref.start, owner.entity if owner is not None else None)] if k + 1 < q else []
        return []

    def _is_head(self, i: int) -> bool:
        low = self.w.at(i)
        return i >= 0 and i not in self._named and (lx.is_post(low) or lx.singular_post(low) is not None)

    def _title_start(self, head: int) -> int:
        """The first word of the title that ends with `head`: known modifiers, or any up to "X's"."""
        w = self.w
        start = head
        while start > 0 and not w.wall[start] and start - 1 not in self._named:
            low = w.lower[start - 1]
            if low not in lx.POST_MODIFIER and not lx.is_post(low):
                break
            start -= 1
        while start < head and w.lower[start] in ("newly", "new", "current", "then", "former"):
            start += 1
        for k in range(start - 1, max(start - 3, 0), -1):
            if (
                k in self._named
                or w.pos[k] not in ("NOUN", "ADJ", "PROPN")
                or w.lower[k] in lx.FORMER
                or w.lower[k] == "new"
            ):
                break
            if w.at(k - 1) in POSSESSIVE or self.index.organisation_before(k) is not None:
                return k
            if w.at(k - 1) == "the" and w.cap[k] and w.pos[k] != "ADJ":  # "the Arts Minister, Lord Fenwick"
                return k
        return start

    def _former_before(self, start: int) -> tuple[bool, int]:
        former, k = False, start
        while k > 0 and (
            self.w.lower[k - 1] in lx.FORMER
            or self.w.lower[k - 1] in ("new", "current", "newly", "appointed", "incoming")
        ):
            former = former or self.w.lower[k - 1] in lx.FORMER
            k -= 1
        return former, k

    def _organisation_back(self, q: int) -> tuple[Ref | None, int]:
        """The organisation in "president of the OUC" read from the right: its mention, and the word "of"."""
        w = self.w
        at, found = q, None
        while True:
            end = at - 3 if w.at(at - 1) == ")" and w.at(at - 3) == "(" else at
            ref = self.index.ends.get(end)
            if ref is None or self.index.type(ref) != "Organisation":
                return None, q
            k = ref.start - 1 if w.at(ref.start - 1) == "the" else ref.start
            if w.at(k - 1) not in ("of", "at", "for"):
                return None, q
            found, at = ref, k - 1
            if self._is_head(at - 1):
                return found, at
