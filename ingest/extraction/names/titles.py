"""The words of a post: title, its field in small letters, the organisation that it is held in.

[former] [new] [organisation's] modifiers HEAD [of field] [of|at organisation]
"the council's cabinet member for culture"   "head of collections at the Tyne Gallery"
"Party Committee member of the OUC"
"""

from __future__ import annotations

from dataclasses import dataclass, field

from newsgraph.ingest.extraction.names import around, committees
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.organisations import run_end
from newsgraph.ingest.extraction.names.registry import Ref

POSSESSIVE = ("'s", "’s", "'", "’")
# Forms of address that are posts, as their full words.
ADDRESS = {"prof.": "professor", "prof": "professor", "cllr": "councillor", "cllr.": "councillor"}
_FIELD_STOP = lx.words("titles.field_stop")
_HOLDING = lx.words("titles.holding")
_HEADS_OF = frozenset(
    ("mayor", "governor", "president", "chairman", "chair", "secretary", "bishop", "member", "founder")
)
_FRONTED = frozenset(("under", "with", "led", "headed", "through", "by", "accompanied", "conducted"))
_ABROAD = frozenset(("ambassador", "commissioner", "envoy", "consul", "attaché", "representative"))
_BODY = lx.words("titles.body")
_NOUN = ("NOUN", "ADJ", "PROPN")


@dataclass(slots=True)
class Post:
    """A post as the words give it. `end`: the word after it; `plural`: it holds for all persons of a list; `elsewhere`:
    the words name a whole that is no organisation of the item ("secretary of Pine Village"); also: the further wholes
    of "deans of the School of Law *and the School of Arts*"."""

    title: str
    end: int
    organisation: str | None = None
    former: bool = False
    plural: bool = False
    elsewhere: bool = False
    present: bool = False
    also: list[str] = field(default_factory=list)


NUMBERED = frozenset(
    ("dean", "president", "chair", "chairman", "chairwoman", "chairperson", "director", "principal", "rector", "head")
)


class Titles:
    """Reads posts' words to the right of a given word."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.w = index.w

    def title(self, k: int) -> Post | None:
        """The post at word `k`: "deputy director", "head of collections", "cabinet member for culture"."""
        w = self.w
        q = k
        while q < len(w) and q < k + 6 and not (w.wall[q] and q > k):
            low, following = w.lower[q], w.at(q + 1)
            head = lx.is_post(low) or (lx.singular_post(low) is not None and w.pos[q] != "VERB")
            if head and not (low in lx.POST_MODIFIER and self._goes_on(q + 1, following)):
                return self._made(k, q)
            if not head and low not in lx.POST_MODIFIER and not (q > k and w.at(q - 1) == "chief"):
                return self._odd_title(k, q)
            q += 1
        return None

    def _goes_on(self, i: int, following: str) -> bool:
        if i in self.index.starts and self.index.type(self.index.starts[i]) == "Person":
            return False
        if lx.is_post(following) or following in lx.POST_MODIFIER or lx.singular_post(following) is not None:
            return True
        w = self.w  # "chief nursing officer"
        return (
            i + 1 < len(w)
            and w.pos[i] in ("NOUN", "ADJ", "PROPN")
            and w.lower[i + 1] in ("officer", "executive", "engineer")
        )

    def _odd_title(self, k: int, q: int) -> Post | None:
        """A title with an unknown modifier ("heritage officer"): small letters, the head at most two words on."""
        w = self.w
        for head in range(q + 1, min(q + 3, len(w))):
            if (
                w.cap[head - 1] != w.cap[k]
                or w.pos[head - 1] not in _NOUN
                or head - 1 in self.index.starts
                or w.wall[head]
                or (w.cap[k] and w.lower[head - 1] in lx.COUNTRY | lx.PLACE and w.lower[k] not in lx.POST_MODIFIER)
            ):
                return None
            if lx.is_post(w.lower[head]) and w.cap[head] == w.cap[k]:
                return self._made(k, head)
        return None

    def _made(self, k: int, head: int) -> Post:
        w = self.w
        if w.lower[k] == "first" and head == k + 1 and w.lower[head] in NUMBERED:
            k += 1  # "its first dean": whose number in a row is no part of the post
        single = lx.singular_post(w.lower[head]) if not lx.is_post(w.lower[head]) else None
        end = head + 1
        if w.at(end) in ("general", "emeritus", "elect"):
            end += 1
        words = w.phrase(k, end) if single is None else f"{w.phrase(k, head)} {single}".strip()
        if w.at(end) == "(" and w.at(end + 2) == ")" and end + 1 not in self.index.starts:
            end += 3  # "Deputy Vice-Chancellor (Academic)"
        stop = self._field_end(end)
        region = self.index.starts.get(end + 1) if w.at(end) == "for" else None
        if region is not None and self.index.type(region) == "Location":
            stop = region.end  # "regional director for North Africa"
        if stop > end and w.at(end) == "of" and w.at(stop) == "for":
            stop = self._field_end(stop)  # "secretary of state for culture"
        abroad = self.index.starts.get(end + 1) if w.at(end) == "to" and w.lower[head] in _ABROAD else None
        if abroad is not None and self.index.type(abroad) == "Location":
            stop = abroad.end  # "ambassador to Fiji"
        if w.at(end) == "to" and w.at(end + 1) == "the" and lx.is_post(w.at(end + 2)):
            stop = end + 3  # "assistant to the president"
        if w.at(end) == ":" and end + 1 not in self.index.starts:
            stop = self._colon_end(end)
        if stop > end:
            words = f"{words}{'' if w.at(end) == ':' else ' '}{w.phrase(end, stop)}"
        return Post(words.lower(), stop, plural=single is not None)

    def _colon_end(self, colon: int) -> int:
        """The word after a field that a colon joins: "Deputy Vice-Chancellor: Teaching and Learning"."""
        w, k = self.w, colon + 1
        while (
            k < len(w)
            and not w.wall[k]
            and k not in self.index.starts
            and (w.cap[k] or (w.text[k] in ("and", ",", "&") and k + 1 < len(w) and w.cap[k + 1] and k > colon + 1))
        ):
            k += 1
        return k if k > colon + 1 else colon

    def _field_end(self, end: int) -> int:
        """The word after a post's field: "of collections", "for culture", "of Culture" where that names nothing."""
        w, starts = self.w, self.index.starts
        if w.at(end) not in ("of", "for") or end + 1 in starts or w.at(end + 1) in _FIELD_STOP or end + 1 >= len(w):
            return end
        if w.upper[end + 1] and w.at(end) == "of":
            return end  # an acronym names an organisation
        if w.at(end) == "of" and w.at(end + 1) == "parliament" and end + 1 not in starts:
            return end + 2
        if w.cap[end + 1]:
            field = around.field_of_post(w, end)
            if field > end and not any(k in starts for k in range(end, field)):
                return field
            stop = run_end(w, end + 1)
            if w.at(end) == "of" and w.lower[end - 1] in _HEADS_OF:
                return end  # what is named is a whole that is not known, no field
            if any(k in starts for k in range(end + 1, stop)) or w.lower[stop - 1] in lx.ORG_HEAD:
                return end
            if w.at(stop) == "and" and stop + 1 < len(w) and w.cap[stop + 1] and stop + 1 not in starts:
                return run_end(w, stop + 1)
            return stop
        k = end + 1
        while k < len(w) and k < end + 7 and k not in starts and not w.cap[k] and not w.wall[k]:
            joined = w.lower[k] == "and" and k + 1 < len(w) and w.pos[k + 1] in _NOUN and not lx.is_post(w.lower[k + 1])
            if not (w.pos[k] in _NOUN or joined or w.lower[k] == "&" or w.lower[k].endswith("ing")):
                break
            if w.lower[k] == "and" and self.title(k + 1) is not None:
                break
            k += 1
        return k if k > end + 1 else end

    def organisation_after(self, k: int) -> tuple[Ref, int] | None:
        """ "of the OUC", "at X", "for X": the organisation of a post, and the word after all of its chain."""
        if self.w.at(k) == "," and self.w.at(k + 1) in ("both", "all"):
            k += 2  # "A and B, both of the Gallery"
        if self.w.at(k) not in _HOLDING and not (self.w.at(k) == ":" and k + 1 in self.index.starts):
            return None
        q = k + 1
        if self.w.at(q) == "both":
            q += 1
        ref = self.index.organisation_at(q)
        if ref is None or self.w.at(ref.end) in POSSESSIVE:
            ref = self._owned(q) or ref
        return (ref, self._chain_end(ref.end)) if ref is not None else None

    def further(self, post: Post, ref: Ref) -> tuple[list[str], int]:
        """The organisations of one kind that are told along with a post's own, and the word after them: "director of
        the Personnel Office *and the Press Office*", "deans of A, *B and C* respectively"."""
        w, entities = self.w, self.index.ann.entities
        out: list[str] = []
        k = post.end
        while w.at(k) == "and" or (post.plural and w.at(k) == ","):
            joined = k + 2 if w.at(k) == "," and w.at(k + 1) == "and" else k + 1
            other = self.index.organisation_at(joined)
            if other is None or other.form != "name" or entities[other.entity].kind != entities[ref.entity].kind:
                break
            k = self._chain_end(other.end)
            out.append(other.entity)
            if w.at(k - 1) == "and" or w.at(joined - 1) == "and":
                break
        closed = w.at(k) in (",", ".", ";", ")", "respectively", "")
        return (out, k) if out and closed and entities[ref.entity].kind is not None else ([], post.end)

    def distant(self, post: Post) -> tuple[Ref, int] | None:
        """The organisation after a longer field: "member of the board of X", "head of the design department at X",
        "deputy director in charge of teaching at X". The field becomes part of the title.

        Without an organisation, a body may end the title, which a later post of the list then shares its whole with:
        "secretary of the Party committee and president of X".
        """
        w = self.w
        if w.at(post.end) not in ("of", "for", "in", "on"):
            return None
        for k in range(post.end + 1, min(post.end + 8, len(w))):
            if w.lower[k] in _BODY and w.at(k + 1) in ("and", ",", ".", ";", ")", "") and w.at(post.end) == "of":
                post.title = f"{post.title} {w.phrase(post.end, k + 1).lower()}"
                post.end = k + 1
                return None
            if w.lower[k] == "and" and self.title(k + 1) is not None and w.at(post.end) == "of" and k < post.end + 4:
                post.title = f"{post.title} {w.phrase(post.end, k).lower()}"
                post.end = k  # "head of the delegation and vice president of X"
                return None
            if w.lower[k] == "and" and not (
                w.pos[k - 1] in _NOUN and k + 1 < len(w) and w.pos[k + 1] in _NOUN and not w.cap[k - 1]
            ):
                return None
            if (
                w.wall[k]
                or not (w.text[k][0].isalpha() or w.text[k] in POSSESSIVE)
                or w.pos[k] in ("VERB", "AUX", "PRON")
            ):
                return None
            ref = self.index.starts.get(k)
            if ref is not None and self.index.type(ref) != "Location":
                return None
            if w.lower[k] in ("of", "at", "for", "in") and k > post.end + 1:
                found = self.organisation_after(k)
                if found is not None:
                    post.title = f"{post.title} {w.phrase(post.end, k).lower()}"
                    return found
        return None

    def after_comma(self, k: int) -> tuple[Ref, int] | None:
        """The organisation that a comma alone joins to a post: "director, International Office, Lakeside University".

        Only where it ends the apposition, since an organisation that acts itself may follow a comma too.
        """
        w = self.w
        if w.at(k) != ",":
            return None
        ref = self.index.starts.get(k + 1)
        if ref is None or self.index.type(ref) != "Organisation" or ref.form == "nominal":
            return None
        end = self._chain_end(ref.end)
        following = self.index.starts.get(end + 1)
        if w.at(end) == "," and following is not None and self.index.type(following) == "Organisation":
            unit = (self.index.ann.entities[ref.entity].kind or "") in lx.UNIT
            if not unit:
                return None  # a list of organisations
            end = self._chain_end(following.end)
        closed = w.at(end) in (",", ".", ";", ")", "") or w.lower[end] in lx.SPEECH
        person = following if w.at(end) in ("and", ",") else None
        return (ref, end) if closed or self.index.type(person) == "Person" else None

    def _owned(self, q: int) -> Ref | None:
        """ "the school's newly established X Centre", "its Publicity Department": the unit that is owned."""
        w = self.w
        owner = self.index.organisation_at(q)
        for n in range(owner.end if owner is not None else q, min((owner.end if owner is not None else q) + 5, len(w))):
            ref = self.index.starts.get(n)
            if ref is not None and self.index.type(ref) == "Organisation" and ref is not owner:
                return ref
            if w.pos[n] not in ("ADJ", "ADV", "VERB", "PART", "NOUN", "DET", "PRON") and w.text[n] not in POSSESSIVE:
                return None
        return None

    def _chain_end(self, end: int) -> int:
        """The word after an organisation with brackets, parents ("of the OUC") and a place ("in Leeds", ", Chile")."""
        index = self.index
        end = index.after_bracket(end)
        while True:
            above = index.organisation_at(end + 1) if self.w.at(end) in ("of", "at") else index.starts.get(end)
            if above is None or index.type(above) != "Organisation":
                break
            end = index.after_bracket(above.end)
        if self.w.at(end) in ("in", ","):
            place = index.starts.get(end + 1)
            if place is not None and index.type(place) == "Location":
                return place.end
        return end

    def body(self, post: Post) -> str | None:
        """ "chair of the museum's board of trustees": adds the unnamed body to the title, gives the organisation."""
        w = self.w
        if w.at(post.end) not in ("of", "on"):
            return None
        ref = self.index.organisation_at(post.end + 1)
        if ref is None or w.at(ref.end) not in POSSESSIVE or w.at(ref.end + 1) not in _BODY:
            return None
        end = ref.end + 2
        if w.at(end) == "of" and end + 1 < len(w) and w.pos[end + 1] == "NOUN" and not w.cap[end + 1]:
            end += 2
        post.title = f"{post.title} of the {w.phrase(ref.end + 1, end).lower()}"
        post.end = end
        return ref.entity

    def fillers(self, k: int) -> tuple[int, bool, str | None]:
        """Skip what stands between name and post; says whether it makes the post a former one, and whom "its" means."""
        w, former = self.w, False
        owner: str | None = None
        while k < len(w) and w.lower[k] in lx.POST_FILLER and k not in self.index.starts:
            if w.lower[k] in ("the", "its", "their") and k + 1 in self.index.starts:
                break
            if w.lower[k] in ("its", "their"):
                owner = self.subject(k, nearest=w.at(k - 1) == ",")
            former = former or w.lower[k] in lx.FORMER or w.lower[k] == "was"
            k += 1
        return k, former, owner

    def subject(self, k: int, *, nearest: bool = False) -> str | None:
        """What "its" means at word `k`: the sentence's first organisation; with `nearest` the last before it."""
        start = self.index.sentence_start(k)
        here = self.index.organisations(start, k)
        if self.w.at(k - 1) == "by" and self.w.at(k - 2).endswith("ed"):
            nearest = True  # "X, represented by its president"
        if here:
            first = here[-1 if nearest else 0]
            possessed = self.index.starts.get(first.end + 1) if self.w.at(first.end) in POSSESSIVE else None
            if possessed is not None and possessed.end <= k and self.index.type(possessed) == "Organisation":
                return possessed.entity  # "the Trust's Museum of Boats has named X as its director"
            return first.entity
        earlier = self.index.earlier(start)
        if not earlier and self.w.lower[start] in _FRONTED:  # "Under its conductor, Ann Lee, the Orchestra …"
            end = next((n for n in range(k, len(self.w)) if self.w.text[n] == "." or self.w.wall[n]), len(self.w))
            later = self.index.organisations(k, end)
            return later[0].entity if later else None
        if not earlier:
            return None
        last = self.index.sentence_start(earlier[-1].start)
        return next(r.entity for r in earlier if r.start >= last)

    def owner(self, k: int) -> tuple[str | None, int]:
        """An organisation before the post: "the council's cabinet member", "OUC vice president"."""
        ref = self.index.organisation_at(k)
        if ref is None or self.unit_member(k) is not None:
            place = self.index.starts.get(k)
            if self.index.type(place) == "Location" and place is not None and self.w.at(place.end) in POSSESSIVE:
                return None, place.end + 1  # "Kazakhstan's Minister of Science"
            if k < len(self.w) and self.w.label[k] == "NORP" and self.title(k + 1) is not None:
                return None, k + 1  # "the Ghanaian ambassador to China"
            noun = k + 1 < len(self.w) and self.w.pos[k] in ("NOUN", "PROPN")
            whose = noun and (not self.w.cap[k] or self.w.at(k - 1) == "the")
            if whose and self.w.at(k + 1) in POSSESSIVE:
                return None, k + 2  # "the hospital's medical director", of an item that does not name it
            return None, k
        end = self.index.after_bracket(ref.end)
        if self.w.at(end) in POSSESSIVE:
            end += 1
        end, _, _ = self.fillers(end)
        return (ref.entity, end) if self.title(end) is not None else (None, k)

    def unit_member(self, k: int) -> Post | None:
        """ "Party Committee member": the unit's bare name is part of the title."""
        ref = self.index.starts.get(k)
        if ref is None or self.index.type(ref) != "Organisation" or ref.end - ref.start < 2:
            return None
        if not self.is_party_committee(ref.entity) or self.w.at(ref.end) in POSSESSIVE:
            return None
        post = self.title(ref.end)
        if post is not None:
            post.title = f"{self.w.phrase(ref.start, ref.end).lower()} {post.title}"
        return post

    def is_party_committee(self, entity: str) -> bool:
        """Whether it is a party's committee within an institution, whose posts count as the institution's."""
        return committees.is_party_committee(self.index.ann.entities[entity].name)

    def is_committee(self, entity: str) -> bool:
        """Whether it is a committee by its name's last or first word ("Commission for Discipline Inspection"): a body
        within an institution."""
        words = self.index.ann.entities[entity].name.lower().split()
        bodies = committees.COMMITTEES
        return words[-1] in bodies or (words[0] in bodies | {"council"} and words[1:2] in (["of"], ["for"]))
