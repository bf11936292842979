"""Small charts as numbers that a template draws: columns over time, and bars of a list. No HTML, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsgraph.queries.overview import Bar

WIDTH, HEIGHT, FOOT, HEAD = 720, 150, 22, 16
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart, in the chart's units. tick: text below it, "" for none. told: its name in words."""

    name: str
    told: str
    events: int
    x: float
    y: float
    width: float
    height: float
    tick: str
    middle: float


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart over time. most: the largest number; `grid` are heights with a line, and the number there."""

    width: int
    height: int
    floor: float
    columns: tuple[Column, ...]
    most: int
    grid: tuple[tuple[float, int], ...]


def columns(bars: Sequence[Bar]) -> Columns:
    """Lay out months or years in order."""
    most = max((b.events for b in bars), default=0)
    floor = HEIGHT - FOOT
    step = WIDTH / max(len(bars), 1)
    width = min(max(step - 3, 1.5), 44)
    made = []
    for i, bar in enumerate(bars):
        height = (floor - HEAD) * bar.events / most if most else 0.0
        middle = round(i * step + step / 2, 2)
        made.append(
            Column(
                name=bar.name,
                told=told(bar.name),
                events=bar.events,
                x=round(middle - width / 2, 2),
                y=round(floor - height, 2),
                width=round(width, 2),
                height=round(height, 2),
                tick=_tick(bar.name, i, len(bars)),
                middle=middle,
            )
        )
    return Columns(WIDTH, HEIGHT, floor, tuple(made), most, _grid(most, floor))


def _grid(most: int, floor: float) -> tuple[tuple[float, int], ...]:
    """One or two round numbers below the largest."""
    if most < 2:
        return ()
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**4, 10**5, 10**9) if s * 3 >= most)
    return tuple((round(floor - (floor - HEAD) * n / most, 2), n) for n in range(step, most + 1, step))


def _tick(name: str, at: int, number: int) -> str:
    if len(name) == 4:
        every = max(1, number // 12)
        return name if at % every == 0 else ""
    month = int(name[5:7])
    if number <= 14:
        return f"{_MONTHS[month - 1]} {name[:4]}" if at == 0 or month == 1 else _MONTHS[month - 1]
    return name[:4] if month == 1 else ""


def told(name: str) -> str:
    """A month or a day as people say it: "2024-07" → "July 2024"; a year stays."""
    parts = name.split("-")
    if len(parts) < 2 or not all(p.isdigit() for p in parts) or not 1 <= int(parts[1]) <= 12:
        return name
    month = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")[int(parts[1]) - 1]  # fmt: skip
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{day}{month} {parts[0]}"


def day_parts(date: str) -> tuple[str, str, str]:
    """Day, month and year of a date for a calendar leaf, "" for what the news does not say."""
    parts = [*date.split("-"), "", ""][:3]
    month = _MONTHS[int(parts[1]) - 1] if parts[1].isdigit() and 1 <= int(parts[1]) <= 12 else ""
    return parts[2].lstrip("0"), month, parts[0]
