"""Which of several forms a client likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def chosen(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type of `offered` that an Accept header likes best, the first of equals; None if it takes none.

    A missing or empty header takes anything. Of several ranges that match a type the most exact one counts.
    """
    ranges = [r for part in (accept or "*/*").split(",") if (r := _range(part)) is not None]
    if not ranges:
        return offered[0]
    best = max(((_quality(o, ranges), -i) for i, o in enumerate(offered)), default=(0.0, 0))
    return offered[-best[1]] if best[0] > 0 else None


def _range(part: str) -> tuple[str, str, float] | None:
    media, *params = (p.strip() for p in part.lower().split(";"))
    main, slash, sub = media.partition("/")
    if not slash:
        return ("*", "*", 1.0) if media == "*" else None
    quality = next((p[2:] for p in params if p.startswith("q=")), "1")
    try:
        return main, sub, min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return main, sub, 0.0


def _quality(offered: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    main, _, sub = offered.partition(";")[0].partition("/")
    fits = [
        ((m == main) + (s == sub), q)
        for m, s, q in ranges
        if m in ("*", main) and s in ("*", sub) and (m != "*" or s == "*")
    ]
    return max(fits, default=(0, 0.0))[1]
