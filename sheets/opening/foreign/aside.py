"""What is found in a file beside its values, sheet by sheet, and what is too much of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from luanchuyen.models.text.container import HostileError
from luanchuyen.sheets.opening.areas import size_of
from luanchuyen.sheets.opening.grid import MOST_CELLS, MergedRange
from luanchuyen.sheets.opening.preflight import MOST_AREA

MOST_RECTANGLE = 2**24
"""Cells of the rectangle around all that a sheet holds, which the library fills with blanks: a whole .xls sheet."""

MOST_NOTED = 10_000
"""Errors of one sheet."""

FAULTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
"""Errors of formulas by their number in .xls and .xlsb."""


@dataclass
class SheetAside:
    """One sheet: its cells with errors, (row, column) one-based -> text; its merged ranges."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    blocks: list[MergedRange] = field(default_factory=list)
    _cells: int = 0
    _area: int = 0
    _edges: tuple[int, int, int, int] | None = None

    def fault(self, row: int, column: int, text: str) -> None:
        """A cell that holds an error."""
        if len(self.faults) < MOST_NOTED:
            self.faults[row, column] = text

    def block(self, block: MergedRange) -> None:
        """A merged range. Raises HostileError where all of them cover too much."""
        self._area += size_of(block)
        if self._area > MOST_AREA:
            raise HostileError("huge_area", most=MOST_AREA)
        self.blocks.append(block)

    def holds(self, row: int, column: int, bottom: int = 0, right: int = 0) -> None:
        """Filled cells, one-based, perhaps a block of them. Raises HostileError where there are too many."""
        bottom, right = max(row, bottom), max(column, right)
        self._cells += (bottom - row + 1) * (right - column + 1)
        old = self._edges or (row, column, bottom, right)
        top, left = min(old[0], row), min(old[1], column)
        self._edges = top, left, max(old[2], bottom), max(old[3], right)
        area = (self._edges[2] - top + 1) * (self._edges[3] - left + 1)
        if self._cells > MOST_CELLS or area > MOST_RECTANGLE:
            raise HostileError("bomb")
