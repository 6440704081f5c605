"""A sheet whose columns are known: its lines of cells by column id, and the records made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from luanchuyen.models.origin import Origin
from luanchuyen.sheets.form.column import Sheet
from luanchuyen.sheets.opening.grid import Cell


class CellNames(Mapping[str, str]):
    """The coordinates of one row: the letters of the columns are shared, so that a row costs nothing."""

    __slots__ = ("_letters", "_row")

    def __init__(self, letters: Mapping[str, str], row: int) -> None:
        self._letters = letters
        self._row = row

    def __getitem__(self, field_id: str) -> str:
        return f"{self._letters[field_id]}{self._row}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._letters)

    def __len__(self) -> int:
        return len(self._letters)

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(frozen=True)
class TableRow:
    """One row of a table: its filled cells by column id.

    ``elsewhere``: the letters of cells that do not stand in the letters of their column.
    """

    row: int
    cells: Mapping[str, Cell]
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One sheet ready to be read: ``letters`` maps the ids of the columns it has to their letters.

    ``divided``: the letters of all the columns in which one of them stands, where those are several.
    """

    sheet: Sheet
    title: str
    letters: Mapping[str, str]
    lines: tuple[TableRow, ...] = ()
    divided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class RowValues:
    """The values of one line by column id; ``faulty`` names the columns that could not be read."""

    origin: Origin
    values: dict[str, object] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    def text(self, column_id: str) -> str:
        """A text or a code; "" where it is blank or could not be read."""
        value = self.values.get(column_id)
        return value if isinstance(value, str) else ""

    def texts(self, column_id: str) -> tuple[str, ...]:
        """Several codes."""
        value = self.values.get(column_id)
        return value if isinstance(value, tuple) else ()

    def cell(self, column_id: str) -> str:
        """The coordinate of a field, without the sheet."""
        return self.origin.cell(column_id).rpartition("!")[2]


SheetRows = Mapping[str, list[RowValues]]
"""The records of every sheet by sheet id; a sheet that is not there has none."""
