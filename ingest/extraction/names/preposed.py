"""Posts before a person's name: "OUC President Wang", "the university's vice-chancellor, Dr X", "director of Y, Z"."""

from __future__ import annotations

from newsgraph.ingest.extraction.names import around
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.coreference import heads
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Ref
from newsgraph.ingest.extraction.names.titles import ADDRESS, NUMBERED, POSSESSIVE, Post, Titles

_STILL = frozenset(("new", "current", "newly", "appointed", "incoming", "next"))
_NUMBERS = frozenset(("two", "three", "four", "five"))
_ABROAD = frozenset(("embassy", "consulate", "mission", "city", "county", "town", "province", "country", "village"))
_KINDS = frozenset(
    ("branch", "museum", "library", "gallery", "club", "union", "committee", "council", "faculty", "school")
)
_IS = frozenset(("is", "remains", "be"))
_GROUP = frozenset(("delegation", "team", "group", "party", "mission"))
_SECOND = frozenset(("deputy", "vice", "executive", "assistant"))


class Preposed:
    """Reads posts that stand before names. Names must be read in order: a list's later ones share the first's owner.

    named_otherwise: person and title whose whole the words name, though nothing is known by that name.
    """

    def __init__(self, index: Index, titles: Titles) -> None:
        self.index = index
        self.w = index.w
        self.titles = titles
        self.named_otherwise: set[tuple[str, str]] = set()
        self.respective: dict[int, Post] = {}  # word of a person → a post that an earlier list gives
        self._owners: dict[int, str] = {}  # word of a person → the organisation of the post before the name
        self._named = {n for r in index.refs if r.form != "nominal" for n in range(r.start, r.end)}

    def name_start(self, ref: Ref) -> int:
        """The word where a person's name begins, forms of address included."""
        w = self.w
        k = ref.start
        while (
            k > 0
            and w.lower[k - 1] in lx.HONORIFIC
            and not (
                lx.is_post(w.lower[k - 1])
                and w.lower[k - 1] not in lx.HONORIFIC_POST
                and not (w.lower[k - 1] == "general" and w.at(k - 2) in lx.HONORIFIC)
            )
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
        if w.at(k - 1).endswith("-year-old") and w.at(k - 2) == ",":
            k -= 1  # "its honorary principal, 91-year-old Ann Lee"
        if k > 1 and w.text[k - 1] == "Chief" and w.at(k - 2) == ",":
            k -= 1  # "its president, Chief Wale Bello"
        return k

    def name_after(self, k: int) -> int:
        """The word after the forms of address that begin at `k`."""
        while self.w.at(k) in lx.HONORIFIC and k not in self.index.starts:
            k += 1
        return k

    def before(self, ref: Ref) -> list[Post]:
        """Posts before the name: "OUC President Wang", "the university's vice-chancellor, Dr X", "director of Y, Z"."""
        w = self.w
        if ref.start in self.respective:
            return [self.respective[ref.start]]
        k = k_name = self.name_start(ref)
        is_ = w.at(k - 1) in _IS and w.at(ref.end) in (".", ",", ";", "(", "who", "")
        is_ = is_ and "in" not in (w.at(k - 3), w.at(k - 4))  # "In the chair was Ada Quill"
        comma = w.at(k - 1) == "," or is_  # "X's new president is Helen Roth"
        q = k - 1 if comma else k
        owner: Ref | None = None
        field = self._with_field(k - 1 if comma else k, ref) if self._ends_field(q) else []
        if field:
            return field
        if not self._is_head(q - 1):
            owner, q = self._organisation_back(q)
            if owner is None:
                return self._of_place(q, ref) or self._with_field(k - 1 if comma else k, ref)
        if q < 1 or w.wall[q]:
            return []
        start = self._title_start(q - 1)
        if w.at(start - 1) == "of" and self._is_head(start - 2) and not lx.is_post(w.lower[q - 1]):
            start = self._title_start(start - 2)  # "chair of governors Paul Roe"
        titles = [(start, q)]
        while w.at(start - 1) == "and" and self._is_head(start - 2):  # "OUC Party Secretary and President Jing Wen"
            titles.append((self._title_start(start - 2), start - 1))
            start = titles[-1][0]
        former, k = self._former_before(start)
        place_before = self.index.ends.get(k)
        if self.index.type(place_before) == "Location" and place_before is not None:
            former = former or self.w.at(place_before.start - 1) in lx.FORMER  # "former Leeds mayor Arthur Pym"
        owner = owner or self.index.organisation_before(k)
        determined = w.at(k - 1) in (*POSSESSIVE, "the", "its", "their", "whose")
        if comma and owner is None and not determined:
            return []
        organisation = owner.entity if owner is not None else self._owner_told(k)
        if organisation is None and w.at(k - 1) in lx.NOMINAL:  # "Trust treasurer Ada Lund"
            fitting = [
                r.entity for r in self.index.earlier(k) if w.lower[k - 1] in heads(self.index.ann.entities[r.entity])
            ]
            organisation = fitting[-1] if fitting else None
        if organisation is None and is_:
            return []
        if organisation is None:
            following = self.titles.organisation_after(ref.end)
            organisation = following[0].entity if following is not None else None
        if organisation is not None:
            party = self.titles.is_party_committee(organisation)  # "Secretary of its Party Committee A and President B"
            self._owners[ref.start] = (
                self.index.registry.parent.get(organisation, organisation) if party else organisation
            )
        if organisation is None and len(titles) == 1 and w.cap[start] and not determined:
            organisation, titles[0] = self._kind_before(start, q)
        told = [self._post(ref, first, last, organisation) for first, last in titles]
        if len(told) == 2 and w.at(k_name - 1) == "," and w.at(ref.end) == "and":
            other = self.index.starts.get(self.name_after(ref.end + 1))
            if other is not None and self.index.type(other) == "Person" and self.w.at(other.end) != "of":
                self.respective[other.start] = told[0]  # "the rector and the bursar, Ann Lee and Tom Fox"
                told = told[1:]
        posts = [p for p in told if organisation or p.title not in lx.PROFESSION | lx.HONORIFIC_POST]
        for post in posts:
            post.former = former
            place = self.index.ends.get(k - 1) if w.at(k - 1) in POSSESSIVE else None
            unnamed = w.at(k - 1) in POSSESSIVE and w.at(k - 2) in _ABROAD  # "the embassy's attaché"
            post.elsewhere = organisation is None and (self.index.type(place) == "Location" or unnamed)
            if organisation is None and k > 0 and w.cap[k - 1] and not w.wall[k] and k - 1 not in self._named:
                self.named_otherwise.add((ref.entity, post.title))  # "Bramley coach Tony Wells"
        return posts

    def _kind_before(self, start: int, end: int) -> tuple[str | None, tuple[int, int]]:
        """ "Branch president Ann Lee", "Museum Director Tom Fox": the kind of body, and the title without it."""
        w = self.w
        noun = w.lower[start]
        if end - start < 2 or noun not in _KINDS:
            return None, (start, end)
        earlier = self.index.earlier(start)
        fitting = {r.entity for r in earlier if noun in heads(self.index.ann.entities[r.entity])}
        return (fitting.pop(), (start + 1, end)) if len(fitting) == 1 else (None, (start, end))

    def _post(self, ref: Ref, start: int, end: int, organisation: str | None) -> Post:
        w = self.w
        single = None
        if not lx.is_post(w.lower[end - 1]) and "of" not in w.lower[start:end]:
            single = lx.singular_post(w.lower[end - 1])
        title = (w.phrase(start, end) if single is None else f"{w.phrase(start, end - 1)} {single}").strip().lower()
        return Post(ADDRESS.get(title, title), ref.start, organisation, plural=single is not None)

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
                head = max((n for n in range(k, min(k + 4, len(w))) if self._is_head(n)), default=k)
                state = w.lower[head] in lx.STATE_POST or any(x in lx.PLACE_RANK for x in w.lower[k:head])
                return None if state else self._owners.get(ref.start)  # "… and Deputy County Mayor B"
            return self._owner_of_last(end, k)
        if before == "by" and w.at(k - 2) in ("led", "headed"):
            start = self.index.sentence_start(k)
            if _GROUP.intersection(w.lower[start:k]):
                return self.titles.subject(k - 1, nearest=True)
        return None

    def _owner_of_last(self, end: int, k: int) -> str | None:
        """ "Deputy Director A of the Audit Office and Section Chief *B*": the post at `k` is held in the same body."""
        head = next((n for n in range(k, min(k + 4, len(self.w))) if self._is_head(n)), k)
        if self.w.at(head) in lx.STATE_POST | lx.PROFESSION or self.w.at(end) == ",":
            return None
        for ref in self.index.between(max(0, end - 14), end):
            owner = self._owners.get(ref.start)
            if owner is None or ref.end >= end or self.w.at(ref.end) != "of":
                continue
            told = self.titles.organisation_after(ref.end)
            if told is not None and told[0].entity == owner and told[1] == end:
                return owner
        return None

    def _with_field(self, q: int, ref: Ref) -> list[Post]:
        """ "Minister of Education Feng Tao", "head of sales Jane Doe": a post with its field before the name."""
        w = self.w
        for k in range(q - 1, max(q - 12, 0), -1):
            if k in self._named or not (w.text[k][0].isalpha() or w.text[k] == ","):
                return []
            if (k < q - 6 or w.text[k] == ",") and (not w.cap[k + 1] or around.field_of_post(w, k) not in (k, q)):
                return []
            if w.lower[k] in ("of", "for") and self._is_head(k - 1):
                start = self._title_start(k - 1)
                owner = self.index.organisation_before(start)
                single = lx.singular_post(w.lower[k - 1]) if not lx.is_post(w.lower[k - 1]) else None
                title = w.phrase(start, q) if single is None else f"{w.phrase(start, k - 1)} {single} {w.phrase(k, q)}"
                title = title.strip().lower()
                place = self.index.ends.get(start - 1) if w.at(start - 1) in POSSESSIVE else None
                abroad = owner is None and self.index.type(place) == "Location"
                whole = owner.entity if owner is not None else None
                following = self.titles.organisation_after(ref.end) if whole is None and not abroad else None
                if following is not None and w.at(ref.end) in (",", "of", "from"):
                    whole = following[0].entity  # "head of conservation Mark Unger of the Gallery"
                post = Post(title, ref.start, whole, elsewhere=abroad, plural=single is not None and w.at(q) == ",")
                return [post] if k + 1 < q else []
        return []

    def _of_place(self, q: int, ref: Ref) -> list[Post]:
        """ "the Mayor of Marlfield, Cllr Joan Peake": a post of a place, which is no organisation."""
        place = self.index.ends.get(q)
        if place is None or self.index.type(place) != "Location":
            return []
        of = place.start - 2 if self.w.at(place.start - 1) == "the" else place.start - 1
        if self.w.at(of) not in ("of", "to") or not self._is_head(of - 1):
            return []
        start = self._title_start(of - 1)
        former, _ = self._former_before(start)
        title = self.w.phrase(start, place.end if self.w.at(of) == "to" else of).lower()
        single = lx.singular_post(self.w.at(of - 1)) if not lx.is_post(self.w.at(of - 1)) else None
        if single is not None:
            title = f"{self.w.phrase(start, of - 1)} {single}".strip().lower()
        return [Post(title, ref.start, former=former, plural=single is not None, elsewhere=True)]

    def _ends_field(self, q: int) -> bool:
        """Whether the word before `q` is a plural that ends a field: "Minister for Trade and Young Farmers"."""
        w = self.w
        if not w.cap[q - 1] or lx.singular_post(w.at(q - 1)) is None:
            return False
        return any(w.lower[n] == "for" and around.field_of_post(w, n) == q for n in range(max(q - 8, 1), q - 1))

    def _is_head(self, i: int) -> bool:
        low = self.w.at(i)
        return i >= 0 and i not in self._named and (lx.is_post(low) or lx.singular_post(low) is not None)

    def _title_start(self, head: int) -> int:
        """The first word of the title that ends with `head`: known modifiers, or any up to "X's"."""
        w = self.w
        start = head
        while start > 0 and not w.wall[start] and start - 1 not in self._named:
            low = w.lower[start - 1]
            chief = w.at(start - 2) == "chief" and start == head  # "chief nursing officer"
            if low not in lx.POST_MODIFIER and not lx.is_post(low) and not chief:
                break
            ranked = low in lx.PLACE_RANK and start > 1 and w.cap[start - 2] and not w.wall[start - 1]
            if ranked and w.lower[start - 2] not in _SECOND:  # "Deputy County Mayor" is one title
                break  # "Pine County | District Attorney"
            start -= 1
        while start < head and w.lower[start] in ("newly", "new", "current", "then", "former"):
            start += 1
        if start + 1 == head and w.lower[start] == "first" and w.lower[head] in NUMBERED:
            start += 1
        alone = start - 1
        if (
            start == head
            and alone > 0
            and alone not in self._named
            and w.pos[alone] == "NOUN"
            and not w.cap[alone]
            and w.at(alone - 1) in ("and", ",", "by", "with", "from")
        ):
            return alone  # "volunteer coordinator Jo Bright"
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
        while k > 0 and (self.w.lower[k - 1] in lx.FORMER or self.w.lower[k - 1] in _STILL):
            former = former or self.w.lower[k - 1] in lx.FORMER
            k -= 1
        if self.w.at(k - 1) in _NUMBERS and self.w.at(k - 2) in ("its", "their", *POSSESSIVE):
            k -= 1  # "its two deputy directors"
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
