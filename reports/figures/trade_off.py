"""What a sweep shows: each scenario's empty seats and points beside the base plan's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.reports.figures.drawing import LINE, WIDTH, Drawing, broken
from luanchuyen.wording.numbers import number

_LEFT, _ROW, _TOP = 210, 26, 44
MOST_ROWS = 30
"""Scenarios in one figure: what an A4 page holds."""


@dataclass(frozen=True)
class Tried:
    """A scenario: its name, and one whole number for each column, None where it is of another scale.

    ``values`` None: it has no plan.
    """

    name: str
    values: tuple[int | None, ...] | None
    base: bool = False


def trade_off_figures(columns: Sequence[str], tried: Sequence[Tried], label: str) -> tuple[str, ...]:
    """A row a scenario, a bar in each column; every column has a scale of its own, from nought."""
    most = [max((one.values[at] or 0 for one in tried if one.values), default=0) for at in range(len(columns))]
    pages = (tried[at : at + MOST_ROWS] for at in range(0, len(tried), MOST_ROWS))
    return tuple(_drawn(columns, most, page, label) for page in pages)


def _drawn(columns: Sequence[str], most: Sequence[int], tried: Sequence[Tried], label: str) -> str:
    drawing, each = Drawing(label), (WIDTH - _LEFT) // len(columns)
    for at, column in enumerate(columns):
        drawing.texts(_LEFT + at * each, 14, broken(column, each - 10)[:2], "strong")
    y = _TOP
    for one in tried:
        lines = broken(one.name, _LEFT - 12)
        drawing.texts(0, y + 15, lines, "strong" if one.base else "")
        if one.values is None:
            drawing.text(_LEFT, y + 15, say("figures.no_plan"), "quiet")
        for at, value in enumerate(one.values or ()):
            x = _LEFT + at * each
            drawing.line(x, y, x, y + 20, "axis")
            if value is None:
                drawing.text(x + 6, y + 15, say("figures.other_scale"), "quiet")
                continue
            width = (each - 66) * max(0, value) // max(1, most[at])
            if width:
                drawing.box(x, y + 3, width, 14, "bar base" if one.base else "bar")
            drawing.text(x + width + 6, y + 15, number(value))
        y += _ROW + (len(lines) - 1) * LINE
    return drawing.svg(y)
