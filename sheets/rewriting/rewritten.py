"""What was rewritten: the bytes, and every cell that changed with what it held before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.rewriting.placing import SheetChanges, cell_name

SheetCell = tuple[str, str]
"""A sheet's title and a cell such as E17."""


@dataclass(frozen=True)
class CellChange:
    """One cell: what it showed, and what it shows now."""

    sheet: str
    cell: str
    was: str
    now: str


@dataclass(frozen=True)
class Rewritten:
    """The new workbook, ``content`` its bytes or, of a folder, those of each of its files by name.

    ``replaced``: cells whose formula gave way to a value. ``stale``: cells that are read and whose formula reads a
    changed sheet: what they show was counted before.
    """

    content: bytes | Mapping[str, bytes]
    cells: tuple[CellChange, ...]
    replaced: tuple[SheetCell, ...] = ()
    stale: tuple[SheetCell, ...] = ()


def told_changes(changes: Iterable[SheetChanges], grids: Mapping[str, Grid]) -> tuple[CellChange, ...]:
    """Every cell that says something else, sheet by sheet, from the top."""
    told = (
        CellChange(one.title, cell_name(place), grids[one.title].text(*place) if one.title in grids else "", cell.text)
        for one in changes
        for place, cell in sorted(one.cells.items())
    )
    return tuple(change for change in told if change.was != change.now)
