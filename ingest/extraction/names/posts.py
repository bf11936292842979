"""Posts of persons: "Li Song, vice president and Party Committee member of the OUC", "OUC President Wang Xin"."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.preposed import Preposed
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.extraction.names.relations import relate
from newsgraph.ingest.extraction.names.tenure import implied, successions
from newsgraph.ingest.extraction.names.titles import ADDRESS, Post, Titles
from newsgraph.ingest.model import PostReading

_BEGINS_PREDICATE = lx.APPOINT | lx.words("posts.begins_predicate")


def posts(index: Index) -> None:
    """Fill `ann.posts` from the words around every person."""
    reader = PostReader(index)
    for n, ref in enumerate(index.refs):
        if index.type(ref) != "Person":
            continue
        told = [*([] if ref.form == "nominal" else reader.preposed.before(ref)), *reader.after(ref)]
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
        self._elected: set[int] = set()  # the word after "elected A president", which may lead to "B secretary"
        self.preposed = Preposed(index, self.titles)

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
        if (appointed or ref.start - 1 in self._elected) and ref.form != "nominal":
            told = self.series(k + 1 if low == "as" else k)
            self._elected |= {post.end for post in told if w.at(post.end) in ("and", ",")}
            return told
        return self._predicate(k) if low in _BEGINS_PREDICATE else []

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
