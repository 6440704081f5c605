"""An .xlsx into grids: openpyxl in full mode, the stored cells one by one, never the declared rectangle."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from luanchuyen.sheets.grid import DATE, FAULT, NUMBER, TEXT, TRUTH, UNCOUNTED, Block, Cell, Grid

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_LEGACY_FONTS = (".vn", "vni-")
_EPOCH_OF_MAC = 1904


class DamagedError(Exception):
    """The library could not make a workbook of the bytes."""


def grids(data: bytes, formulas: bool) -> tuple[Grid, ...]:
    """Every sheet of a workbook that preflight.py let through; read twice where it has formulas.

    Raises DamagedError.
    """
    shown = _load(data, data_only=True)
    written = _load(data, data_only=False) if formulas else shown
    return tuple(_grid(shown[sheet.title], sheet, shown) for sheet in written.worksheets)


def written(data: bytes) -> tuple[Grid, ...]:
    """Every sheet with its cells as they were written: a formula is its own text. Raises DamagedError."""
    book = _load(data, data_only=False)
    return tuple(_grid(sheet, sheet, book) for sheet in book.worksheets)


def _load(data: bytes, data_only: bool) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return load_workbook(BytesIO(data), data_only=data_only, keep_links=False)
        except Exception as broken:  # whatever a damaged part makes the library raise, the cure is the same
            raise DamagedError from broken


def _grid(shown: Any, written: Any, book: Any) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    look = _Looks(book)
    remarked: list[tuple[int, int]] = []
    since_1904 = book.epoch.year == _EPOCH_OF_MAC
    for (row, column), cell in sorted(written._cells.items()):
        if cell.comment is not None:
            remarked.append((row, column))
        value = cell.value
        if value is None:
            continue
        formula = cell.data_type == "f"
        filled = _cell(shown._cells.get((row, column)) if formula else cell, formula, since_1904)
        if filled is None:
            continue
        rows.setdefault(row, {})[column] = filled
        look.at(row, cell)
    dimensions = written.row_dimensions
    return Grid(
        title=written.title,
        rows=rows,
        blocks=tuple(_blocks(written.merged_cells.ranges)),
        hidden=written.sheet_state != "visible",
        hidden_rows=frozenset(row for row, size in dimensions.items() if size.hidden and row in rows),
        struck_rows=look.struck_rows(rows),
        legacy_fonts=frozenset(look.legacy),
        remarked=tuple(remarked),
        fills=tuple(look.fills.values()),
        tables=_tables(written),
    )


def _cell(stored: Any, formula: bool, since_1904: bool) -> Cell | None:
    value = None if stored is None else stored.value
    if value is None:
        return Cell("", UNCOUNTED) if formula else None
    if stored.data_type == "e":
        return Cell(str(value), FAULT)
    if isinstance(value, bool):
        return Cell(value, TRUTH)
    if isinstance(value, (int, float)):
        return Cell(value, NUMBER, stored.number_format, since_1904)
    if isinstance(value, (dt.datetime, dt.date)):
        return Cell(value, DATE)
    text = str(value)
    return Cell(text, TEXT) if text.strip() else None


def _blocks(ranges: Iterable[Any]) -> Iterable[Block]:
    for area in sorted(ranges, key=lambda area: (area.min_row, area.min_col)):
        yield Block(area.min_row, area.min_col, area.max_row, area.max_col)


def _tables(sheet: Any) -> Mapping[str, Block]:
    """The sheet's Excel tables by name."""
    from openpyxl.utils import range_boundaries

    found: dict[str, Block] = {}
    for name, area in sheet.tables.items():
        left, top, right, bottom = range_boundaries(area)
        if None not in (left, top, right, bottom):
            found[name] = Block(top or 0, left or 0, bottom or 0, right or 0)
    return found


class _Looks:
    """Fonts and fills: they carry no data, but struck or coloured they meant something to their author."""

    def __init__(self, book: Any) -> None:
        self._fonts = book._fonts
        self._fills = book._fills
        self._struck: dict[int, int] = {}
        self.legacy: set[str] = set()
        self.fills: dict[int, int] = {}
        self._known: dict[int, tuple[bool, str]] = {}

    def at(self, row: int, cell: Any) -> None:
        style = cell._style
        if style is None:
            return
        struck, legacy = self._known.get(style.fontId) or self._font(style.fontId)
        if struck:
            self._struck[row] = self._struck.get(row, 0) + 1
        if legacy:
            self.legacy.add(legacy)
        if style.fillId > 1:  # 0 and 1 are the two of every workbook: none, and grey dots
            self.fills[style.fillId] = row

    def _font(self, number: int) -> tuple[bool, str]:
        font = self._fonts[number]
        name = font.name or ""
        known = (bool(font.strike), name if name.casefold().startswith(_LEGACY_FONTS) else "")
        self._known[number] = known
        return known

    def struck_rows(self, rows: Mapping[int, Mapping[int, Cell]]) -> frozenset[int]:
        """The rows of which at least half the filled cells are struck through."""
        return frozenset(row for row, count in self._struck.items() if 2 * count >= len(rows[row]))
