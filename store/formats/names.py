"""Short forms of IRIs that read back as the same IRI, in Turtle and in JSON-LD."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from newsgraph.ontology.terms import PREFIXES

# a part of PN_LOCAL (Turtle 1.1, section 6.5) that needs no escape in any parser
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# a relative reference without dot segments, empty segments or a colon (RFC 3986, sections 4.2 and 5.2.4)
_SEGMENT = r"[\w~%-][\w.~%,()-]*"
_RELATIVE = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*(?:#[\w.~%,()-]*)?")
_NAMESPACES = sorted(PREFIXES.items(), key=lambda p: -len(p[1]))


@lru_cache(maxsize=1 << 14)
def prefixed(iri: str) -> str | None:
    """`ng:organiser`, or None where no prefix fits or the rest of the IRI is not plain."""
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            return f"{prefix}:{local}" if _LOCAL.fullmatch(local) else None
    return None


def relative(iri: str, base: str) -> str | None:
    """`item/n1#m1` for an IRI below the base, or None where it would not read back safely."""
    if not usable_base(base) or not iri.startswith(base):
        return None
    rest = iri[len(base) :]
    return rest if _RELATIVE.fullmatch(rest) else None


@lru_cache(maxsize=16)
def usable_base(base: str) -> bool:
    """Whether references can be relative to it: a hierarchical address that ends with a slash."""
    parts = urlsplit(base)
    plain = parts.scheme in ("http", "https") and bool(parts.netloc) and not parts.query and "#" not in base
    return plain and base.endswith("/") and "/." not in parts.path
