"""Ranges of cells as a workbook writes them: "B2", "A1:D9", "A:C", "3:5"."""

from __future__ import annotations

import re

from luanchuyen.sheets.opening.grid import LAST_COLUMN, LAST_ROW, MergedRange

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,7})?")


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column of "B2", one-based; None for what is no cell of a sheet."""
    row, column = _corner(reference)
    return (row, column) if row and column else None


def block_of(reference: str) -> MergedRange | None:
    """The range, its corners in order; whole columns and rows reach to the end of the sheet."""
    first, _, last = reference.strip().partition(":")
    (top, left), (bottom, right) = _corner(first), _corner(last or first)
    if not (top or left) or bool(top) != bool(bottom) or bool(left) != bool(right):
        return None
    top, bottom = sorted((top, bottom)) if top else (1, LAST_ROW)
    left, right = sorted((left, right)) if left else (1, LAST_COLUMN)
    return MergedRange(top, left, bottom, right)


def size_of(block: MergedRange) -> int:
    """How many cells the range covers."""
    return (block.bottom - block.top + 1) * (block.right - block.left + 1)


def _corner(text: str) -> tuple[int, int]:
    """Row and column, 0 for what is not written; (0, 0) for what is no corner of a sheet."""
    found = _CORNER.fullmatch(text)
    if found is None:
        return 0, 0
    column = 0
    for letter in (found[1] or "").upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2] or 0)
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else (0, 0)
