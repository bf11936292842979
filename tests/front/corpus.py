"""A small corpus made by rule, as JSON Lines, for tests that need many items and care little what they say."""

from __future__ import annotations

import json
from pathlib import Path

UNITS = ("School of Nursing", "Faculty of Law", "Library", "Department of Physics")
TOWNS = ("Leeds", "Porto", "Kunming", "Nairobi", "Ghent")
KINDS = ("seminar", "workshop", "training course", "exhibition", "ceremony")
MONTHS = ("January", "March", "May", "July", "October")


def item(n: int) -> dict[str, str]:
    """The n-th item; every fifth tells of the event of the one before it, in other words."""
    k = n - 1 if n % 5 == 4 else n
    unit, town, kind = UNITS[k % 4], TOWNS[k % 5], KINDS[(k // 3) % 5]
    date = f"{1 + k % 28} {MONTHS[(k // 7) % 5]} {2020 + (k // 40) % 5}"
    university = f"University of {TOWNS[(k // 2) % 5]}"
    if k == n:
        text = f"The {unit} of the {university} held a {kind} on river health in {town} on {date}. Ana Reis attended."
    else:
        text = f"On {date}, a {kind} on river health took place in {town}, organised by the {unit} of the {university}."
    return {"id": f"n{n:04d}", "title": f"A {kind} in {town}", "published": "2025-01-10", "text": text}


def write(path: Path, numbers: list[int], **changed: str) -> Path:
    """Items as JSON Lines; `changed` replaces the text of items by id."""
    rows = [item(n) for n in numbers]
    for row in rows:
        row["text"] = changed.get(row["id"], row["text"])
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
