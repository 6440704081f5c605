"""The markup of an .ods: which cells hold errors, which are merged, and how many cells its repetitions come to."""

from __future__ import annotations

from luanchuyen.models.text.container import HostileError
from luanchuyen.models.text.markup import MalformedError
from luanchuyen.sheets.opening.foreign.aside import SheetAside
from luanchuyen.sheets.opening.grid import LAST_COLUMN, LAST_ROW, MergedRange
from luanchuyen.sheets.opening.relations import Package

CONTENT = "content.xml"
_CELLS = ("table-cell", "covered-table-cell")
_LONGEST_ERROR = 20


def ods_asides(data: bytes) -> dict[str, SheetAside]:
    """What is beside the values, by the sheet's name. Raises BrokenError, HostileError or MalformedError."""
    found = _Tables()
    Package(data).read(CONTENT, found.starts, found.ends, found.texts)
    if not found.asides:
        raise MalformedError("no table")
    return found.asides


class _Tables:
    """Gathers the tables of the content: ``starts``, ``ends`` and ``texts`` are called while it is read."""

    def __init__(self) -> None:
        self.asides: dict[str, SheetAside] = {}
        self._depth = 0
        self._row = self._rows = self._column = self._columns = 0
        self._filled: list[tuple[int, int]] = []
        self._cell: dict[str, str] = {}
        self._shown: list[str] = []
        self._aside = SheetAside()

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        """One element begins."""
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._row = self._rows = 0
                self._aside = SheetAside()
                self.asides[_value(attributes, "name")] = self._aside
        elif self._depth == 1 and name == "table-row":
            self._row, self._rows = self._row + self._rows, _times(attributes, "number-rows-repeated", LAST_ROW)
            self._column = self._columns = 0
            self._filled = []
        elif self._depth == 1 and name in _CELLS:
            self._column += self._columns
            self._columns = _times(attributes, "number-columns-repeated", LAST_COLUMN)
            self._cell = attributes
            self._shown = []

    def texts(self, text: str) -> None:
        """Letters of an element."""
        if self._depth == 1 and len(self._shown) < _LONGEST_ERROR:
            self._shown.append(text)

    def ends(self, name: str) -> None:
        """One element ends."""
        if name == "table":
            self._depth -= 1
        elif self._depth == 1 and name in _CELLS:
            self._cell_ends()
        elif self._depth == 1 and name == "table-row":
            for left, right in self._filled:
                self._aside.holds(self._row + 1, left, self._row + self._rows, right)
            if self._row + self._rows > LAST_ROW:
                raise HostileError("bomb")

    def _cell_ends(self) -> None:
        row, column, shown = self._row + 1, self._column + 1, "".join(self._shown).strip()
        if self._column + self._columns > LAST_COLUMN:
            raise HostileError("bomb")
        if shown or any(key.endswith("value-type") for key in self._cell):
            self._filled.append((column, self._column + self._columns))
        if any(key.endswith("value-type") and value == "error" for key, value in self._cell.items()):
            self._aside.fault(row, column, shown[:_LONGEST_ERROR] or "#?")
        down = _times(self._cell, "number-rows-spanned", LAST_ROW)
        across = _times(self._cell, "number-columns-spanned", LAST_COLUMN)
        if max(down, across) > 1:
            bottom, right = min(LAST_ROW, row + down - 1), min(LAST_COLUMN, column + across - 1)
            self._aside.block(MergedRange(row, column, bottom, right))


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def _times(attributes: dict[str, str], name: str, most: int) -> int:
    """How often; 1 where it is not said. Raises HostileError where it is more than a sheet has."""
    text = _value(attributes, name)
    number = int(text) if text.isdecimal() and len(text) < 10 else 1
    if number > most:
        raise HostileError("bomb")
    return max(1, number)
