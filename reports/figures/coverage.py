"""Places with a key holder who is not local: before the plan and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.reports.figures.drawing import LINE, WIDTH, Drawing, broken

_ROW, _BAR, _LEFT = 22, 18, 150
MOST_PLACES = 24
"""So many places have a row of their own; of the rest the number."""


@dataclass(frozen=True)
class PlaceRow:
    """A place that changes, or stays without: whether it is covered before and after."""

    name: str
    before: bool
    after: bool


def coverage_figure(before: int, after: int, of: int, rows: Sequence[PlaceRow], label: str) -> str:
    """Two bars of how many of ``of`` places are covered, then a row for each place that is not, or that changes.

    A filled mark: covered; an empty one: not.
    """
    drawing, y = Drawing(label), 4
    for said, count in ((say("figures.before"), before), (say("figures.after"), after)):
        width = (WIDTH - _LEFT - 90) * count // max(1, of)
        drawing.text(0, y + 14, said)
        drawing.box(_LEFT, y, WIDTH - _LEFT - 90, _BAR, "empty")
        if width:
            drawing.box(_LEFT, y, width, _BAR, "bar")
        drawing.text(WIDTH, y + 14, say("figures.of", count=count, of=of), "end strong")
        y += _BAR + 8
    if rows:
        y = _places(drawing, rows, y + 14)
    return drawing.svg(y)


def _places(drawing: Drawing, rows: Sequence[PlaceRow], y: int) -> int:
    was, now = WIDTH - 150, WIDTH - 50
    drawing.text(0, y, say("figures.place"), "strong")
    drawing.text(was, y, say("figures.before"), "strong middle")
    drawing.text(now, y, say("figures.after"), "strong middle")
    y += 8
    for row in rows[:MOST_PLACES]:
        lines = broken(row.name, was - 60)
        drawing.line(0, y, WIDTH, y, "grid")
        drawing.texts(0, y + 15, lines)
        drawing.dot(was, y + 11, "full" if row.before else "empty")
        drawing.dot(now, y + 11, "full" if row.after else "empty")
        y += _ROW + (len(lines) - 1) * LINE
    if len(rows) > MOST_PLACES:
        drawing.text(0, y + 15, say("figures.more_places", count=len(rows) - MOST_PLACES), "quiet")
        y += _ROW
    drawing.text(0, y + 15, say("figures.coverage_key"), "quiet small")
    return y + _ROW
