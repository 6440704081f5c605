"""The cells of one sheet as they were stored: only those that exist, each with its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

TEXT, NUMBER, DATE, TRUTH, FAULT, UNCOUNTED = "text", "number", "date", "truth", "fault", "uncounted"
"""Kinds of a cell: FAULT holds #REF! and its like, UNCOUNTED a formula that no program has calculated."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_CELLS = 4_000_000
"""Of one input: 100,000 rows of 40 columns."""


class Cell(NamedTuple):
    """One filled cell; ``raw`` as stored.

    A number has its number format as ``shape``; ``since_1904`` = its workbook counts days from 1904.
    """

    raw: object
    kind: str = TEXT
    shape: str = ""
    since_1904: bool = False


@dataclass(frozen=True)
class MergedRange:
    """A merged range, one-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{coordinate(self.top, self.left)}:{coordinate(self.bottom, self.right)}"


@dataclass(frozen=True)
class Grid:
    """One sheet. ``rows`` maps a row to its filled cells by column, both one-based, rows in order.

    ``remarked`` are the (row, column) of cells with a comment, ``fills`` the last row of each colour,
    ``hidden_columns`` (first, last).
    """

    title: str
    rows: Mapping[int, Mapping[int, Cell]]
    blocks: tuple[MergedRange, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    struck_rows: frozenset[int] = frozenset()
    legacy_fonts: frozenset[str] = frozenset()
    remarked: tuple[tuple[int, int], ...] = ()
    fills: tuple[int, ...] = ()
    tables: Mapping[str, MergedRange] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        """What the cell shows, as text; "" where it is empty."""
        cell = self.rows.get(row, {}).get(column)
        return "" if cell is None else shown(cell)


@lru_cache(maxsize=1 << 10)
def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def coordinate(row: int, column: int) -> str:
    """``E17`` for row 17, column 5."""
    return f"{letters(column)}{row}"


def shown(cell: Cell) -> str:
    """The text a cell stands for: whole numbers without ".0", codes with the zeros of their number format."""
    raw = cell.raw
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, dt.datetime):
        return raw.strftime("%d/%m/%Y") if raw.time() == dt.time() else raw.strftime("%d/%m/%Y %H:%M")
    if isinstance(raw, dt.date):
        return raw.strftime("%d/%m/%Y")
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        raw = int(raw)
    if isinstance(raw, int) and raw >= 0 and cell.shape and set(cell.shape) == {"0"}:
        return f"{raw:0{len(cell.shape)}}"
    return str(raw)
