"""Relations that the words state: units within organisations, places within places, organisations at places."""

from __future__ import annotations

from newsgraph.ingest.extraction.annotations import Annotations
from newsgraph.ingest.extraction.names import committees
from newsgraph.ingest.extraction.names import lexicon as lx
from newsgraph.ingest.extraction.names.found import Found
from newsgraph.ingest.extraction.names.index import Index
from newsgraph.ingest.extraction.names.registry import Ref, Registry
from newsgraph.ingest.extraction.names.words import Words
from newsgraph.ingest.model import RelationKind, RelationReading

_UNDER = frozenset(("under", "within", "at", "of"))
_BELONGS = frozenset(
    (
        "part",
        "branch",
        "unit",
        "outlet",
        "subsidiary",
        "affiliate",
        "arm",
        "campus",
        "division",
        "institution",
        "college",
        "school",
    )
)
_AFFILIATED = frozenset(("affiliated", "subordinate", "attached", "belonging", "belongs", "administered", "run"))
_AMONG = frozenset(("including", "include", "includes", "namely", "comprising", "comprises", "among", "as"))
# Organisations that have a house of their own, so that "X in Y" tells where it stands and not where it works.
_SEATED = lx.words("relations.seated")
_OWNED = frozenset(("subsidiary", "division", "branch", "arm", "affiliate", "offshoot"))
_LYING = frozenset(("located", "situated", "lying", "lies", "based", "nestled", "set"))
_HAS = frozenset(("has", "have", "comprises", "includes", "runs", "operates", "consists"))


def relate(ann: Annotations, subject: str, kind: RelationKind, value: str, word: int, w: Words) -> None:
    """Note a relation once, with the sentence of a word as its evidence."""
    if subject == value:
        return
    for r in ann.relations:
        if r.kind == kind and r.subject == subject and r.object == value:
            return
    ann.relations.append(
        RelationReading(kind=kind, subject=subject, object=value, evidence=ann.sentence(w.starts[word]))
    )


def structural(ann: Annotations, w: Words, found: list[Found]) -> None:
    """What the names themselves say: "Gansu Branch *of the OUC*", "Education Bureau *of Jishishan County*"."""
    for f in found:
        if f.parent is not None and f.entity:
            relate(ann, f.entity, "partOf", f.parent.entity, f.start, w)
        if f.place is not None and f.entity and f.place.entity:
            relate(ann, f.entity, "locatedIn", f.place.entity, f.start, w)


def units(index: Index) -> None:
    """Parents that the words around a unit name: possessives, "its", "part of", "under", "among them"."""
    registry = index.registry
    for ref in index.refs:
        if ref.form != "name" or index.type(ref) != "Organisation":
            continue
        parent = None
        if ref.entity not in registry.parent:
            parent = _possessor(index, ref) or _list_of_units(index, ref)
            registry.told_parent |= {ref.entity} if parent is None else set()
        parent = parent or _told_after(index, ref)
        if parent is not None and not _is_above(registry, parent, ref.entity):
            registry.parent.setdefault(ref.entity, parent)
            if registry.parent[ref.entity] == parent:
                relate(index.ann, ref.entity, "partOf", parent, ref.start, index.w)


def _is_above(registry: Registry, low: str, high: str) -> bool:
    """Whether `high` is `low` itself or already above it: no circles."""
    seen: set[str] = set()
    at: str | None = low
    while at is not None and at not in seen:
        if at == high:
            return True
        seen.add(at)
        at = registry.parent.get(at)
    return False


def _possessor(index: Index, ref: Ref) -> str | None:
    """ "the OUC's Publicity Department", "the school's newly established … Centre", "its Yunnan Branch"."""
    w = index.w
    if w.at(ref.start - 1) == ")":  # "Linshan University (LSU) Community College"
        opening = next((k for k in range(ref.start - 2, max(ref.start - 8, 0), -1) if w.text[k] == "("), 0)
        owner = index.ends.get(opening)
        unit = (index.ann.entities[ref.entity].kind or "") in lx.UNIT
        return owner.entity if unit and owner is not None and index.type(owner) == "Organisation" else None
    for k in range(ref.start - 1, max(ref.start - 5, -1), -1):
        if w.text[k] in ("'s", "’s", "'", "’"):
            owner = index.ends.get(k)
            return owner.entity if index.type(owner) == "Organisation" and owner is not None else None
        if w.lower[k] in ("its", "their"):
            kind = index.ann.entities[ref.entity].kind or ""
            return _subject(index, k) if kind in lx.UNIT or kind in lx.FIELD else None  # not "its rival X Ltd"
        if w.wall[k + 1] or w.cap[k] or w.pos[k] not in ("ADJ", "ADV", "VERB", "NOUN") or not w.text[k][0].isalpha():
            return None
    return None


def _subject(index: Index, before: int) -> str | None:
    """The organisation that "its" points to: the first of the sentence so far, else the last one before it."""
    start = index.sentence_start(before)
    here = index.organisations(start, before)
    if here:
        first = here[0].entity
        above = index.registry.parent.get(first)
        within = committees.is_within(index.ann.entities[first].name) and above in {r.entity for r in here}
        return above if within else first  # "secretary of the Party Committee of the Branch, and B, head of its office"
    earlier = index.earlier(start)
    return earlier[-1].entity if earlier else None


def _told_after(index: Index, ref: Ref) -> str | None:
    """ "X, part of the Y", "X under the Y", "X is a college affiliated to Y", "the School of Law at Y"."""
    w = index.w
    k = index.after_bracket(ref.end)
    if w.at(k) in _UNDER and w.at(k) != "of":
        above = index.organisation_at(k + 1)
        unit = (index.ann.entities[ref.entity].kind or "") in lx.UNIT
        return above.entity if above is not None and (w.at(k) == "under" or unit) else None
    if w.at(k) == ",":
        owner = _subsidiary(index, k)
        if owner is not None:
            return owner
        whole = _whole_after_comma(index, ref, k)
        if whole is not None:
            return whole
    copula = w.at(k) in ("is", ",", "was")
    if not copula:
        return None
    belongs = False
    for q in range(k + 1, min(k + 11, len(w))):
        low = w.lower[q]
        if w.wall[q] or w.text[q] in (",", ".", ";", "(") or q in index.starts:
            return None
        belongs = belongs or low in _BELONGS or low in _AFFILIATED
        if low in ("of", "to", "under", "with", "by", "within") and belongs:
            above = index.organisation_at(q + 1)
            if above is not None:
                return above.entity
        if w.pos[q] == "VERB" and low not in _AFFILIATED:
            return None
    return None


def _subsidiary(index: Index, comma: int) -> str | None:
    """ "Linshan Rail Co. Ltd, Rail Group's Linshan subsidiary": the owner."""
    w = index.w
    above = index.starts.get(comma + 1)
    if above is None or index.type(above) != "Organisation" or w.at(above.end) not in ("'s", "’s"):
        return None
    words = w.lower[above.end + 1 : above.end + 5]
    return above.entity if _OWNED.intersection(words[: words.index(",")] if "," in words else words) else None


def _whole_after_comma(index: Index, ref: Ref, comma: int) -> str | None:
    """ "the School of Law, Donghai University, and …", "the Department of Teaching, OUC": the whole after its unit."""
    above = index.starts.get(comma + 1)
    if above is None or index.type(above) != "Organisation" or above.form == "nominal":
        return None
    entity = index.ann.entities[above.entity]
    whole = above.form == "acronym" or entity.kind in lx.PARENT - lx.UNIT
    before = index.w.at(ref.start - 2) if index.w.at(ref.start - 1) == "the" else index.w.at(ref.start - 1)
    led = before in ("of", "at", "from", "in", "by", "with", "to")
    led = led or (before == "," and lx.is_post(index.w.at(ref.start - 2)))
    alone = index.w.at(index.after_bracket(above.end)) in (",", ".", ";", ")", "")
    unit = (index.ann.entities[ref.entity].kind or "") in lx.UNIT
    return above.entity if whole and led and alone and unit else None


def _list_of_units(index: Index, ref: Ref) -> str | None:
    """ "It has 11 schools, among them the School of Agriculture and the School of Law": parts of what "has" them."""
    w = index.w
    start = index.sentence_start(ref.start)
    words = w.lower[start : ref.start]
    if not _HAS.intersection(words) or not _AMONG.intersection(words):
        return None
    if (index.ann.entities[ref.entity].kind or "") not in lx.UNIT:
        return None
    if words[0] == "it":
        earlier = index.earlier(start)
        first = [r for r in earlier if r.start >= index.sentence_start(max(start - 1, 0))]
        return first[0].entity if first else None
    here = [r for r in index.organisations(start, ref.start) if r.start < start + 3]
    return here[0].entity if here and here[0].start != ref.start else None


def places(index: Index) -> None:
    """Places within places by a comma, "in", "of", "capital of"; and organisations at a place, stated likewise."""
    w = index.w
    rank = {e.id: _rank(e.kind, e.name) for e in index.ann.entities.values() if e.type == "Location"}
    for ref in index.refs:
        kind = index.type(ref)
        if kind not in ("Location", "Organisation") or ref.form == "nominal":
            continue
        other = _place_after(index, ref, rank)
        if other is None or other.entity == ref.entity:
            continue
        if kind == "Location":
            relate(index.ann, ref.entity, "within", other.entity, ref.start, w)
        elif not _doing(index, ref):
            relate(index.ann, ref.entity, "locatedIn", other.entity, ref.start, w)


def _doing(index: Index, ref: Ref) -> bool:
    """ "organised by the Moss Trust in Leeds", "signed with Hill College in Leeds": the place is that of the deed."""
    start = index.sentence_start(ref.start)
    for i in range(ref.start - 1, max(start, ref.start - 12) - 1, -1):
        word = index.w.lower[i]
        if word in ("by", "with", "between"):
            return True
        if index.w.pos[i] in ("VERB", "ADP"):
            return False
    return False


def _rank(kind: str | None, name: str) -> int:
    if kind is None:
        return lx.PLACE_RANK["country"] if name.lower() in lx.COUNTRY else 0
    return lx.PLACE_RANK.get(kind, lx.PLACE_RANK["venue"])


def _place_after(index: Index, ref: Ref, rank: dict[str, int]) -> Ref | None:
    """The place that the words right after a mention put it in."""
    w = index.w
    k = index.after_bracket(ref.end)
    low = w.at(k)
    if low in ("'s", "’s") and index.type(ref) == "Location":
        return None
    if low in ("in", "of") and index.type(ref) == "Location":
        above = _location(index, k + 1)
        if above is None or ref.form == "short":
            return None
        below, high = rank.get(ref.entity, 0), rank.get(above.entity, 0)
        return above if not high or (high > below and high > lx.PLACE_RANK["campus"]) else None
    if low == "in" and index.type(ref) == "Organisation" and ref.form == "name":
        seated = (index.ann.entities[ref.entity].kind or "") in _SEATED
        return _location(index, k + 1) if seated else None
    if low != ",":
        return None
    direct = _location(index, k + 1)
    if direct is not None and w.at(direct.end) in ("'s", "’s"):
        return None
    if direct is not None:
        return direct if _nested(index, ref, direct, rank) else None
    for q in range(k + 1, min(k + 7, len(w))):
        if w.text[q] in (",", ".", ";") or w.wall[q] or w.pos[q] == "CCONJ":
            return None
        if w.lower[q] in ("of", "in") and index.type(ref) == "Location":
            return _location(index, q + 1)
        if q in index.starts or (w.pos[q] in ("VERB", "AUX") and w.lower[q] not in _LYING):
            return None
    return None


def _location(index: Index, i: int) -> Ref | None:
    k = i + 1 if index.w.at(i) == "the" else i
    ref = index.starts.get(k)
    return ref if ref is not None and index.type(ref) == "Location" and ref.form != "nominal" else None


def _nested(index: Index, ref: Ref, other: Ref, rank: dict[str, int]) -> bool:
    """Whether "A, B" says that B holds A, rather than begins a list ("Chengdu, Kunming and Guiyang")."""
    w = index.w
    low, high = rank.get(ref.entity, 0), rank.get(other.entity, 0)
    if low == lx.PLACE_RANK["country"]:
        return False
    before = index.ends.get(ref.start - 1) if w.at(ref.start - 1) == "," else None
    if before is not None and index.type(before) == "Location" and high and rank.get(before.entity, 0) >= high:
        return False  # "Thailand, Viet Nam, Pakistan"
    if low and high and index.type(ref) == "Location":
        return high > low
    if high >= lx.PLACE_RANK["city"]:
        return True
    k = other.end
    if w.at(k) in ("and", "or"):
        return _location(index, k + 1) is None
    if w.at(k) == ",":
        q = k + 2 if w.at(k + 1) == "and" else k + 1
        following = _location(index, q)
        if following is not None:
            return q == k + 1 and rank.get(following.entity, 0) > 0
    return not (before is not None and index.type(before) == index.type(ref) == "Location" and not high and not low)
