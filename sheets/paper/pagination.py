"""Where printed pages end: no heading alone at a page's foot, no last page of a row or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROOM = 668
"""Pixels of rows on a page of A4 landscape that is not shrunk, less what programs differ by."""
LEAST_ROWS = 3
"""The last page holds so many rows at least, where the page before it can spare them."""


@dataclass(frozen=True)
class PageRow:
    """A row's height in pixels, and whether it must not be parted from the row below it."""

    height: int
    keeps: bool = False


def page_ends(rows: Sequence[PageRow], room: int, heading: int = 0, repeats_from: int = 0) -> list[int]:
    """The rows before which a new page begins, by their places; a heading of ``heading`` pixels stands over every page
    that begins at or behind ``repeats_from``.
    """
    ends: list[int] = []
    start, used = 0, 0
    for at, row in enumerate(rows):
        top = heading if ends and start > repeats_from else 0
        if at > start and top + used + row.height > room:
            start = _kept_together(rows, start, at)
            ends.append(start)
            used = sum(one.height for one in rows[start:at])
        used += row.height
    return _filled_last(rows, ends, room - heading)


def _kept_together(rows: Sequence[PageRow], start: int, at: int) -> int:
    """``at``, or the heading above it; a page of headings alone is cut where it is full."""
    first = at
    while first > start + 1 and rows[first - 1].keeps:
        first -= 1
    return first if first > start + 1 else at


def _filled_last(rows: Sequence[PageRow], ends: list[int], room: int) -> list[int]:
    """The last break moved up, where a row or two would stand alone."""
    if not ends:
        return ends
    before, last = (ends[-2] if len(ends) > 1 else 0), ends[-1]
    wanted = last
    while len(rows) - wanted < LEAST_ROWS and wanted - before > LEAST_ROWS:
        wanted -= 1
    wanted = _kept_together(rows, before, wanted)
    fits = sum(row.height for row in rows[wanted:]) <= room
    return [*ends[:-1], wanted if fits else last]
