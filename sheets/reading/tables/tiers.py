"""Headings of several rows: what stands above what, merged cells spread over all that they cover."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from luanchuyen.models.text.folding import clean
from luanchuyen.sheets.opening.grid import Grid, MergedRange, shown

MOST_TIERS = 5
_WIDEST = 50


def paths_of(grid: Grid, rows: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
    """For each column the texts above it, from the top; an unmerged one goes on to the right over what has some below.

    A text that only repeats the one above it, as in a merged cell, stands once.
    """
    tiers = [_spread(grid, row) for row in rows]
    going_on = [""] * len(tiers)
    found: dict[int, tuple[str, ...]] = {}
    for place in sorted(set().union(*tiers)):
        path: list[str] = []
        for at, tier in enumerate(tiers):
            own = tier.get(place, "")
            going_on[at] = own or going_on[at]
            below = any(place in other for other in tiers[at + 1 :])
            text = own or (going_on[at] if below else "")
            if text and path[-1:] != [text]:
                path.append(text)
        found[place] = tuple(path)
    return found


def readings_of(path: tuple[str, ...]) -> tuple[str, ...]:
    """The ways to read a column's own heading, best first: all of it, any two of its texts, the last one alone."""
    if len(path) < 2:
        return path
    pairs = sorted(combinations(range(len(path)), 2), key=lambda pair: (-pair[1], -pair[0]))
    two = (f"{path[top]}{mark}{path[low]}" for top, low in pairs for mark in (": ", " "))
    return tuple(dict.fromkeys((": ".join(path), " ".join(path), *two, path[-1])))


def with_tiers_below(grid: Grid, row: int) -> tuple[int, ...]:
    """The row and those below it that its merged cells make part of the heading."""
    last = row
    while last - row + 1 < MOST_TIERS:
        down = max((block.bottom for block in grid.blocks if block.top <= last < block.bottom), default=last)
        if down == last and _is_divided(grid, last):
            down = last + 1
        if down == last or down - row >= MOST_TIERS:
            break
        last = down
    return tuple(range(row, last + 1))


def places_of(grid: Grid, rows: Iterable[int]) -> set[int]:
    """The columns in which a heading of these rows could stand."""
    wanted = tuple(rows)
    merged = (block for block in grid.blocks if any(block.top <= row <= block.bottom for row in wanted))
    return {column for row in wanted for column in grid.rows.get(row, ())}.union(*map(_across, merged))


def _is_divided(grid: Grid, row: int) -> bool:
    """Whether the next row only divides what this one merges across, or, unmerged, leaves blank to the right."""
    wide = [block for block in grid.blocks if block.top <= row <= block.bottom and block.right > block.left]
    filled = {column for column, cell in grid.rows.get(row + 1, {}).items() if clean(shown(cell))}
    if wide:
        under = [[column for column in filled if block.left <= column <= block.right] for block in wide]
        return bool(filled) and len(filled) == sum(map(len, under)) and any(len(columns) > 1 for columns in under)
    headed = _spread(grid, row).keys()
    blank = {column for column in filled if column not in headed and min(headed) < column < max(headed)}
    return bool(blank) and all(column in blank or column + 1 in blank for column in filled)


def _spread(grid: Grid, row: int) -> dict[int, str]:
    texts = {column: clean(shown(cell)) for column, cell in grid.rows.get(row, {}).items()}
    for block in grid.blocks:
        if block.top <= row <= block.bottom:
            text = clean(grid.text(block.top, block.left))
            if text:
                texts |= {column: text for column in _across(block)}
    return {column: text for column, text in sorted(texts.items()) if text}


def _across(block: MergedRange) -> range:
    return range(block.left, min(block.right, block.left + _WIDEST) + 1)
