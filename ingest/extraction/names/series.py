"""Lists of posts: "president and deputy secretary of the Party Committee of the OUC"."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import committees
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.extraction.names.relations import relate
from newsgraph.ingest.extraction.names.titles import Post, Titles

# What somebody is by trade or learning, for no one body.
_CALLINGS = frozenset(
    (
        *("author", "writer", "poet", "artist", "composer", "economist", "historian", "expert", "farmer", "singer"),
        *("painter", "lawyer", "alumnus", "alumna", "graduate", "architect", "musician", "journalist", "academician"),
    )
)
_PRESENT = frozenset(("currently", "present", "now"))


def _of_state(title: str) -> bool:
    """Whether a title is a state's ("former vice minister of education"), which no society's post is shared with."""
    return " of " in title and not lx.STATE_POST.isdisjoint(title.split())


class Series:
    """Reads the posts that stand together, each with its organisation."""

    def __init__(self, index: Index, titles: Titles) -> None:
        self.index = index
        self.w = index.w
        self.titles = titles

    def read(self, k: int, *, former: bool = False, bracket: bool = False, until: int = 0) -> list[Post]:
        """A list of posts from word `k`: "president and deputy secretary of the Party Committee of the OUC".

        Posts without an organisation take that of the next post in the list that has one. former: all of them are;
        bracket: the list stands in one; until: the word where the name begins, for a list before it.
        """
        w, titles = self.w, self.titles
        out: list[Post] = []
        waiting: list[Post] = []
        while k < len(w) and not w.wall[k]:
            start = k
            k, was, its = titles.fillers(k)
            former = former or was
            owner, k = titles.owner(k)
            unit = self.index.starts.get(k)
            member = titles.unit_member(k)
            post = member or titles.title(k)
            if post is None or (self.is_next_person(post.end) and post.end != until):
                break
            post.former, post.present = former, bool(_PRESENT.intersection(w.lower[start : start + 2]))
            post.organisation = self._owned(post, owner) or titles.body(post)
            seated = post.title.endswith("of parliament")  # for a constituency
            found = self._found(post, bracket=bracket) if post.organisation is None and not seated else None
            if found is None and w.at(post.end) == "of" and w.at(post.end + 1) in ("its", "their"):
                break  # "head of its working group"
            alone = found is None and post.organisation is None
            if alone and post.plural and w.at(post.end) == "of" and not self._names_other(post.end, named=True):
                break  # "A, B, heads of the relevant departments and …": others, who have no names
            post.elsewhere = alone and (seated or bracket or w.at(start) in ("a", "an") or self._names_other(post.end))
            out.append(post)
            waiting.append(post)
            if found is not None:
                for waited in waiting:
                    if waited is not post and waited.title.split()[-1] in _CALLINGS and waited.elsewhere:
                        continue  # "a poet and chair of X"
                    if waited is not post and _of_state(waited.title):
                        continue  # "former minister of health and president of the bank": of what he ministers to
                    waited.organisation = self._whole(found[0], own=waited is post)
                    if waited is not post and waited.title.startswith("party committee"):
                        waited.organisation = self._top(waited.organisation)
                post.end = found[1]
                post.also, post.end = titles.further(post, found[0])
                if member is not None and unit is not None:  # "Party Committee member of the OUC"
                    self._part(unit, found[0].entity)
            if not alone:
                waiting = []
            elif its is not None:
                post.organisation = its
            k = self.separator(post.end)
            if not until and post.organisation is None and self._goes_unread(post.end, k):
                post.elsewhere = True
            if k == post.end or (until and (post.end >= until or w.at(k) == "the")):
                break
        self._share_committee(out)
        if out and out[0].organisation is not None:  # "X's president and chair of council"
            for waited in waiting:
                if not waited.elsewhere and waited is not out[0] and not _of_state(waited.title):
                    waited.organisation = waited.organisation or out[0].organisation
        return out

    def _owned(self, post: Post, owner: str | None) -> str | None:
        """The organisation before a post, or its unit after it: "the University's Director of the Press"."""
        direct = self.titles.organisation_after(post.end) if owner is not None and self.w.at(post.end) == "of" else None
        if owner is None or direct is None or direct[0].form != "name" or direct[0].entity == owner:
            return owner
        self._part(direct[0], owner)
        post.end = direct[1]
        return direct[0].entity

    def _found(self, post: Post, *, bracket: bool) -> tuple[Ref, int] | None:
        """The organisation after a post, and the word after it."""
        titles = self.titles
        found = titles.organisation_after(post.end) or titles.distant(post) or titles.after_comma(post.end)
        if found is None and bracket and self.w.at(post.end) == ",":  # "(chief executive, Arts Foundation)"
            following = self.index.organisation_at(post.end + 1)
            found = (following, following.end) if following is not None else None
        return found

    def _top(self, entity: str) -> str:
        """The whole that a unit belongs to in the end: an institution has a Party committee, its office has none."""
        for _ in range(8):
            entity = self.index.registry.parent.get(entity, entity)
        return entity

    def _part(self, unit: Ref, whole: str) -> None:
        self.index.registry.parent.setdefault(unit.entity, whole)
        relate(self.index.ann, unit.entity, "partOf", whole, unit.start, self.w)

    def _goes_unread(self, end: int, k: int) -> bool:
        """Whether "and" and a capital follow that begin no post and no name that is known."""
        w = self.w
        if k == end or w.at(k - 1) != "and" or k >= len(w) or not w.cap[k] or k in self.index.starts:
            return False
        return self.titles.title(self.titles.owner(self.titles.fillers(k)[0])[1]) is None

    def separator(self, k: int) -> int:
        """The word after what joins two posts at `k`: ",", "and", ", and", "as well as", "in and"; `k` for none."""
        w = self.w
        if w.at(k) in ("in", "of", "at") and w.at(k + 1) in ("and", ","):
            k += 1  # "professor in, and director of, the School of Law"
        if w.at(k) == "," and w.at(k + 1) in ("and", "as"):
            k += 1
        if w.at(k) == "as" and w.at(k + 1) == "well":
            return k + 3
        return k + 1 if w.at(k) in (",", "and", "&") else k

    def _names_other(self, k: int, *, named: bool = False) -> bool:
        """Whether a whole is named after a post that is no organisation: "secretary of Pine Village". With `named`,
        only where it has a name."""
        w = self.w
        if w.at(k) not in ("of", "for", "at"):
            return False
        if named:
            return any(w.cap[n] for n in range(k + 1, min(k + 4, len(w))))
        if w.at(k + 1) in ("its", "their", "his", "her", "a", "an", "this"):
            return True
        if w.at(k) == "of" and w.at(k + 1) == "the":
            return True  # what is told there is known under no name
        first = k + 2 if w.at(k + 1) == "the" else k + 1
        return first < len(w) and w.cap[first] and not w.wall[first]

    def _share_committee(self, out: list[Post]) -> None:
        """ "member of the Party Committee and vice president of X": the committee is X's, and so is the post in it."""
        for post in out[:-1]:
            if post.organisation is None:
                continue
            body = self._top(post.organisation)
            if not self.titles.is_party_committee(body):
                continue
            whole = next((p.organisation for p in out if p.organisation not in (None, body, post.organisation)), None)
            name = self.index.ann.entities[whole].name if whole is not None else ""
            if whole is not None and (self.titles.is_committee(whole) or committees.is_office(name)):
                whole = self.index.registry.parent.get(whole)
            if whole is not None:
                self.index.registry.parent[body] = whole
                word = next(r.start for r in self.index.refs if r.entity == body)
                relate(self.index.ann, body, "partOf", whole, word, self.w)
                return

    def is_next_person(self, k: int) -> bool:
        """Whether a post belongs to the person named right after it ("…, and Professor Karl Müller")."""
        ref = self.index.starts.get(k)
        return ref is not None and self.index.type(ref) == "Person" and ref.form != "nominal"

    def _whole(self, ref: Ref, *, own: bool) -> str:
        """The organisation of a post that comes before the one that names it: "president and deputy secretary of the
        Party Committee of X" is president of X, not of its committee."""
        if not own and self.titles.is_party_committee(ref.entity):
            return self.index.registry.parent.get(ref.entity, ref.entity)
        return ref.entity
