"""One sheet's part into a grid: the stored cells one by one, never the declared rectangle."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from luanchuyen.sheets.opening.areas import block_of, place_of
from luanchuyen.sheets.opening.cell_styles import Style, whole
from luanchuyen.sheets.opening.escapes import unescaped
from luanchuyen.sheets.opening.grid import (
    DATE,
    FAULT,
    LAST_COLUMN,
    LAST_ROW,
    NUMBER,
    TEXT,
    TRUTH,
    UNCOUNTED,
    Cell,
    MergedRange,
    letters,
)

_ZERO, _ZERO_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_FALSE_LEAP_DAY = 60
_MILLISECONDS = 86_400_000
_MOST_LETTERS = 2**17
_MOST_KNOWN = 2**16
"""Values that are remembered, each with its kind and its style, so that equal cells are one."""
_COLUMNS = {letters(column): column for column in range(1, 257)}
"""The columns of most sheets by their letters."""

_ASIDE = ("rPh", "extLst")
"""How a text is read aloud, in East Asian files, and what programs keep for themselves: no part of the value."""


@dataclass(slots=True)
class SheetPart:
    """Gathers a sheet: ``starts``, ``ends`` and ``texts`` are to be called while its part is read, with the names of
    elements as they are written: some programs write ``x:c``.

    ``text_at`` gives the shared text of a number as a cell, None where it is blank; it may raise IndexError.
    ``as_written``: a formula is its own text, not what it came to.
    """

    styles: Sequence[Style]
    text_at: Callable[[int], Cell | None]
    since_1904: bool = False
    as_written: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    blocks: list[MergedRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    legacy_fonts: set[str] = field(default_factory=set)
    fills: dict[int, int] = field(default_factory=dict)
    _struck: dict[int, int] = field(default_factory=dict)
    _known: dict[tuple[str, str, int], Cell | None] = field(default_factory=dict)
    _row: int = 0
    _column: int = 0
    _own: tuple[int, str] = (0, "")
    _kind: str = ""
    _style_written: str | None = ""
    _style_number: int = 0
    _style: Style = field(default_factory=Style)
    _text: str | None = None
    _collects: bool = False
    _in_cell: bool = False
    _formula: bool = False
    _aside: int = 0

    def __post_init__(self) -> None:
        self._style = self.styles[0]

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        """One element begins. The most frequent are asked for first."""
        if name == "c":
            self._cell_starts(attributes)
        elif name == "v" and self._in_cell:
            if not (self._aside or (self._formula and self.as_written)):
                self._collect()
        elif ":" in name:
            self.starts(name.rpartition(":")[2], attributes)
        elif name == "row":
            self._row_starts(attributes)
        elif self._in_cell:
            self._within_starts(name)
        elif name == "col":
            if attributes.get("hidden", "0") in ("1", "true"):
                self.hidden_columns.append((whole(attributes.get("min")), whole(attributes.get("max"))))
        elif name == "mergeCell":
            block = block_of(attributes.get("ref", ""))
            if block is not None:
                self.blocks.append(block)

    def texts(self, text: str) -> None:
        """Letters of an element."""
        if self._collects and len(known := self._text or "") < _MOST_LETTERS:
            self._text = known + text

    def ends(self, name: str) -> None:
        """One element ends."""
        if name == "v":
            self._collects = False
        elif name == "c":
            self._in_cell = False
            cell = self._made()
            if cell is not None:
                self._keep(cell)
        elif ":" in name:
            self.ends(name.rpartition(":")[2])
        elif name in ("t", "f"):
            self._collects = False
        elif name in _ASIDE and self._in_cell:
            self._aside -= 1

    def finish(self) -> None:
        """Bring the cells in order and drop those under a merged range, which nobody sees."""
        self.blocks.sort(key=lambda block: (block.top, block.left))
        for block in self.blocks:
            for row in range(block.top, block.bottom + 1):
                cells = self.rows.get(row, {})
                for column in range(block.left, block.right + 1) if cells else ():
                    if (row, column) != (block.top, block.left):
                        cells.pop(column, None)
        self.rows = {row: dict(sorted(self.rows[row].items())) for row in sorted(self.rows) if self.rows[row]}
        self.hidden_rows &= self.rows.keys()

    def struck_rows(self) -> frozenset[int]:
        """The rows of which at least half the filled cells are struck through."""
        return frozenset(row for row, n in self._struck.items() if 2 * n >= len(self.rows.get(row, {})) > 0)

    def _row_starts(self, attributes: dict[str, str]) -> None:
        row = whole(attributes.get("r", "").partition(".")[0])
        self._row = row if 0 < row <= LAST_ROW else self._row + 1
        self._column, self._own = 0, (self._row, str(self._row))
        if attributes.get("hidden", "0") in ("1", "true"):
            self.hidden_rows.add(self._row)

    def _cell_starts(self, attributes: dict[str, str]) -> None:
        reference, own, digits = attributes.get("r", ""), *self._own
        column = _COLUMNS.get(reference[: -len(digits)]) if digits and reference.endswith(digits) else None
        if column is not None:  # as nearly every cell is written: its letters, and the number of its row
            self._row, self._column = own, column
        elif (place := place_of(reference)) is not None:
            self._row, self._column = place
        else:
            self._column += 1
        style = attributes.get("s")
        if style != self._style_written:
            number = whole(style)
            self._style_written, self._style_number = style, number if number < len(self.styles) else 0
            self._style = self.styles[self._style_number]
        self._kind = attributes.get("t", "n")
        self._text, self._formula, self._in_cell = None, False, True

    def _within_starts(self, name: str) -> None:
        """An element within a cell that is not its value."""
        if name in _ASIDE:
            self._aside += 1
        elif self._aside:
            pass
        elif name == "f":
            self._formula = True
            if self.as_written:
                self._kind, self._text, self._collects = "str", "=", True
        elif name == "t" and self._kind == "inlineStr" and not (self._formula and self.as_written):
            self._collect()

    def _collect(self) -> None:
        """Take the letters that follow for the cell's."""
        self._collects = True
        self._text = self._text or ""

    def _keep(self, cell: Cell) -> None:
        row = self._row
        if not (0 < row <= LAST_ROW and self._column <= LAST_COLUMN):
            return
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = {}
        cells[self._column] = cell
        style = self._style
        if style.struck:
            self._struck[row] = self._struck.get(row, 0) + 1
        if style.legacy_font:
            self.legacy_fonts.add(style.legacy_font)
        if style.fill > 1:  # 0 and 1 are the two of every workbook: none, and grey dots
            self.fills[style.fill] = row

    def _made(self) -> Cell | None:
        kind, text = self._kind, self._text
        if not text:
            uncounted = self._formula and (text is None or kind != "str")
            return Cell("", UNCOUNTED) if uncounted else None
        if kind == "s":
            return self.text_at(int(text))
        same = (text, kind, self._style_number)
        if same not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[same] = self._valued(text)
        return self._known[same]

    def _valued(self, text: str) -> Cell | None:
        """The cell of what is no shared text, None where it is blank."""
        kind = self._kind
        if kind == "e":
            return Cell(text, FAULT)
        if kind == "b":
            return Cell(text.strip().casefold() in ("1", "true"), TRUTH)
        if kind == "n":
            return self._number(text.strip())
        if kind == "d":
            with suppress(ValueError):
                return Cell(dt.datetime.fromisoformat(text.strip().removesuffix("Z")), DATE)
        return text_cell(text)

    def _number(self, text: str) -> Cell | None:
        try:
            number: int | float = int(text) if text.removeprefix("-").isdecimal() else float(text)
        except ValueError:
            return text_cell(text)
        if not math.isfinite(number):
            return text_cell(text)
        if self._style.is_date:
            return _date(number, self.since_1904)
        return Cell(number, NUMBER, self._style.shape, self.since_1904)


def text_cell(text: str) -> Cell | None:
    """The cell of a shared text, its escapes undone; None where it is blank."""
    text = unescaped(text)
    return Cell(text, TEXT) if text.strip() else None


def _date(number: int | float, since_1904: bool) -> Cell:
    """The day and time of a serial number; a fault where the calendar has none."""
    try:
        day, part = divmod(number, 1)
        time = dt.timedelta(milliseconds=round(part * _MILLISECONDS))
        if 0 <= number < 1 and not time.days:
            return Cell(str((dt.datetime.min + time).time()), TEXT)
        if 0 < number < _FALSE_LEAP_DAY and not since_1904:  # Excel counts a 29/02/1900 that was none
            day += 1
        zero = _ZERO_1904 if since_1904 else _ZERO
        return Cell(zero + dt.timedelta(days=day) + time, DATE)
    except (OverflowError, ValueError):
        return Cell("#VALUE!", FAULT)
