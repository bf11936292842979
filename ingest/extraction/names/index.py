"""Mentions by the word where they begin or end: what relations and posts are read from."""

from __future__ import annotations

from bisect import bisect_left

from newsgraph.ingest.extraction.annotations import Annotations
from newsgraph.ingest.extraction.names.registry import Ref, Registry
from newsgraph.ingest.extraction.names.words import Words

MEMORY = 1500  # words: what is farther back is no antecedent, and the search stays linear in a long text


class Index:
    """All mentions of an item, nominal ones included. Where several begin or end at a word, the longest counts."""

    def __init__(self, ann: Annotations, words: Words, registry: Registry) -> None:
        self.ann = ann
        self.w = words
        self.registry = registry
        self.refs = sorted(registry.refs, key=lambda r: (r.start, r.end))
        self._order = [ref.start for ref in self.refs]
        self.starts: dict[int, Ref] = {}
        self.ends: dict[int, Ref] = {}
        for ref in self.refs:
            if ref.start not in self.starts or ref.end > self.starts[ref.start].end:
                self.starts[ref.start] = ref
            if ref.end not in self.ends or ref.start < self.ends[ref.end].start:
                self.ends[ref.end] = ref

    def between(self, start: int, end: int) -> list[Ref]:
        """The mentions within words `start` to `end`."""
        low, high = bisect_left(self._order, start), bisect_left(self._order, end)
        return [ref for ref in self.refs[low:high] if ref.end <= end]

    def organisations(self, start: int, end: int) -> list[Ref]:
        """The mentions of organisations within words `start` to `end`."""
        return [ref for ref in self.between(start, end) if self.type(ref) == "Organisation"]

    def earlier(self, end: int) -> list[Ref]:
        """The mentions of organisations before word `end`, as far back as a reader's memory goes."""
        return self.organisations(max(0, end - MEMORY), end)

    def type(self, ref: Ref | None) -> str:
        """The type of the entity spoken of, "" for None."""
        return self.ann.entities[ref.entity].type if ref is not None else ""

    def organisation_at(self, i: int) -> Ref | None:
        """The organisation mentioned from word `i`, or after an article there."""
        for k in (i, i + 1) if self.w.at(i) in ("the", "its", "their", "a", "an") else (i,):
            ref = self.starts.get(k)
            if ref is not None and self.type(ref) == "Organisation":
                return self._unit_after(ref)
        return None

    def _unit_after(self, ref: Ref) -> Ref:
        """ "the OUC Hubei Branch": the unit whose name follows its parent's directly."""
        end = self.after_bracket(ref.end)
        following = self.starts.get(end)
        if following is not None and self.registry.parent.get(following.entity) == ref.entity:
            return self._unit_after(following)
        owned = self.starts.get(end + 1) if self.w.at(end) in ("'s", "’s") else None
        if owned is not None and self.type(owned) == "Organisation" and owned.form == "name":
            return self._unit_after(owned)  # "the OUC's Publishing House"
        return ref

    def organisation_before(self, i: int) -> Ref | None:
        """The organisation whose mention, or whose possessive, ends just before word `i`."""
        end = i - 1 if self.w.at(i - 1) in ("'s", "’s", "'", "’") else i
        ref = self.ends.get(end)
        return ref if ref is not None and self.type(ref) == "Organisation" else None

    def sentence_start(self, i: int) -> int:
        """The first word of the sentence of word `i`."""
        token = self.w.doc[self.w.starts[i]].sent.start
        k = i
        while k > 0 and self.w.starts[k - 1] >= token:
            k -= 1
        return k

    def after_bracket(self, i: int) -> int:
        """The word after a short bracket that opens at `i`, else `i`."""
        if self.w.at(i) != "(":
            return i
        return next((k + 1 for k in range(i + 2, min(i + 12, len(self.w))) if self.w.text[k] == ")"), i)
