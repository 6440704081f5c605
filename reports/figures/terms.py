"""Ages and terms of those who move: from the start to the end of the term, and when they retire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.models.calendar import add_months
from luanchuyen.reports.figures.drawing import WIDTH, Drawing, cut

_LEFT, _AGE, _ROW, _TOP = 190, 226, 20, 30
MOST_ROWS = 38
"""Persons in one figure: what an A4 page holds."""


@dataclass(frozen=True)
class Service:
    """Somebody's age at the start, the start, the end of the term (None: no term), the day of retirement (None: not
    told).
    """

    name: str
    age: int
    start: dt.date
    end: dt.date | None
    retires: dt.date | None


def terms_figures(services: Sequence[Service], label: str) -> tuple[str, ...]:
    """A bar a person from start to end of the term, a mark where they retire; the oldest first."""
    ordered = sorted(services, key=lambda one: (-one.age, one.retires or one.start))
    return tuple(_drawn(ordered[at : at + MOST_ROWS], label) for at in range(0, len(ordered), MOST_ROWS))


def _drawn(services: Sequence[Service], label: str) -> str:
    drawing, first = Drawing(label), min(one.start for one in services)
    days = [day for one in services for day in (one.start, one.end, one.retires) if day is not None]
    last = add_months(max(days), 6)
    height = _TOP + len(services) * _ROW

    def across(day: dt.date) -> int:
        return _AGE + 24 + (WIDTH - _AGE - 34) * (day - first).days // max(1, (last - first).days)

    drawing.text(0, 14, say("figures.name"), "strong")
    drawing.text(_AGE, 14, say("figures.age"), "strong end")
    for year in _years(first, last):
        x = across(dt.date(year, 1, 1))
        drawing.line(x, 20, x, height, "grid")
        drawing.text(x, 14, str(year), "middle small")
    for at, one in enumerate(services):
        y = _TOP + at * _ROW
        drawing.text(0, y + 13, cut(one.name, _LEFT))
        drawing.text(_AGE, y + 13, str(one.age), "end")
        x = across(one.start)
        if one.end is None:
            drawing.line(x, y + 9, across(one.retires or last), y + 9, "link")
        else:
            drawing.box(x, y + 4, max(2, across(one.end) - x), 10, "bar")
        if one.retires is not None:
            drawing.line(across(one.retires), y + 2, across(one.retires), y + 16, "mark")
    drawing.text(0, height + 16, say("figures.terms_key"), "quiet small")
    return drawing.svg(height + 24)


def _years(first: dt.date, last: dt.date) -> Iterator[int]:
    """Years to be written on the axis, no more than a dozen."""
    step = max(1, -(-(last.year - first.year) // 12))
    return iter(range(first.year + 1, last.year + 1, step))
