"""Updates of facts to the cells of the sheets as they stand: columns that are missing and rows are added below."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.text.folding import clean
from luanchuyen.models.update import Fact, Respelling, Updates
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.form.decisions import SETTING_ROWS
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.opening.areas import place_of
from luanchuyen.sheets.opening.grid import DATE, NUMBER, Cell, Grid, MergedRange, letters, shown
from luanchuyen.sheets.reading.tables.header import find_heading
from luanchuyen.sheets.reading.tables.headings import Headings
from luanchuyen.sheets.reading.tables.table import Table, TableRow
from luanchuyen.sheets.rewriting.values import NewCell, serial_of, text_of

Place = tuple[int, int]
Sample = tuple[Place, Cell] | None
"""A cell after whose manner another one is written."""


@dataclass
class SheetChanges:
    """The cells of one sheet that change, by (row, column). ``new``: the sheet is not there yet.

    ``split``: merged ranges that are taken apart, as their cells no longer hold the same. ``added``: the rows that
    are added, all below each other. ``widened``: columns are added.
    """

    title: str
    new: bool = False
    cells: dict[Place, NewCell] = field(default_factory=dict)
    split: list[MergedRange] = field(default_factory=list)
    added: range = range(0)
    widened: bool = False


class Placing:
    """Where every update goes. ``grids``: the sheets as they stand; ``tables``: those that are read, by table id."""

    def __init__(
        self, grids: Iterable[Grid], tables: Mapping[str, Table], vocabulary: Vocabulary, since_1904: bool = False
    ) -> None:
        self._grids = {grid.title: grid for grid in grids}
        self._tables = tables
        self._vocabulary = vocabulary
        self._since_1904 = since_1904
        self._columns: dict[tuple[str, str], int] = {}
        self._found: dict[str, SheetChanges] = {}
        self._lines: dict[str, dict[int, TableRow]] = {}
        self._samples: dict[tuple[str, str, bool], Sample] = {}
        self._blocks: dict[str, dict[int, list[MergedRange]]] = {}

    def changes(self, updates: Updates) -> list[SheetChanges]:
        """The changes of every sheet that changes."""
        for update in updates.cells:
            if update.table == "settings":
                self._setting(update.field, update.value)
            elif update.field in self._tables[update.table].letters or update.value not in (None, ()):
                self._put(update.table, update.origin.row, update.field, update.value)
        for respelling in updates.respelled:
            self._respell(respelling)
        for table_id in dict.fromkeys(row.table for row in updates.rows):
            self._rows(table_id, [row.values for row in updates.rows if row.table == table_id])
        return [found for found in self._found.values() if found.cells]

    def _of(self, table_id: str) -> SheetChanges:
        if table_id not in self._found:
            table = self._tables.get(table_id)
            title = table.title if table else self._free_title(BY_ID[table_id])
            self._found[table_id] = SheetChanges(title, table is None)
        return self._found[table_id]

    def _free_title(self, sheet: Sheet) -> str:
        """The sheet's title, or the first of its synonyms that no sheet, hidden ones among them, bears."""
        taken = {title.casefold() for title in self._grids}
        return next(name for name in (sheet.title, *sheet.synonyms) if name.casefold() not in taken)

    def _setting(self, name: str, value: Fact) -> None:
        """A row of Tham số, whose columns are the name and the value."""
        table = self._tables["settings"]
        headings = Headings(Sheet("settings", SETTING_ROWS, "key"))
        column = next(c for c in SETTING_ROWS if c.id == name)
        for line in table.lines:
            found = headings.find(clean(shown(line.cells["key"]))) if "key" in line.cells else None
            if found is not None and found[0].id == name:
                place = (line.row, self._column(table, "value"))
                self._change(self._of("settings"), place, line.cells.get("value"), column, value, None)

    def _put(self, table_id: str, row: int, name: str, value: Fact) -> None:
        table = self._tables[table_id]
        place = (row, self._column(table, name))
        cell = self._line(table, row).get(name)
        sample = self._sample(table, name)
        if self._change(self._of(table_id), place, cell, table.sheet.column(name), value, sample):
            self._take_apart(table, place)
            for letters_of in table.divided.get(name, ()):
                other = place_of(f"{letters_of}{row}")
                if other is not None and other != place:  # the first of the columns holds all of it now
                    self._of(table_id).cells[other] = NewCell("")

    def _respell(self, respelling: Respelling) -> None:
        """A cell that says the same otherwise; of a merged range the one that speaks for all of it."""
        table = self._tables[respelling.table]
        place = (respelling.row, self._column(table, respelling.field))
        for block in self._merged(self._grids[table.title]).get(respelling.row, ()):
            if block.left <= place[1] <= block.right:
                place = (block.top, block.left)
        self._of(respelling.table).cells[place] = NewCell(respelling.text, respelling.number)

    def _line(self, table: Table, row: int) -> Mapping[str, Cell]:
        if table.sheet.id not in self._lines:
            self._lines[table.sheet.id] = {line.row: line for line in table.lines}
        line = self._lines[table.sheet.id].get(row)
        return line.cells if line else {}

    def _change(self, into: SheetChanges, place: Place, cell: Cell | None, column: Column, value: Fact,
                sample: Sample) -> bool:  # fmt: skip
        """Note a cell that is to hold another text; whether it is one."""
        text = text_of(column, value, self._vocabulary)
        if text == (clean(shown(cell)) if cell is not None else ""):
            return False
        made = self._made(text, value, (place, cell) if cell is not None else sample)
        into.cells[place] = replace(made, beside=sample[0] if sample else None)
        return True

    def _made(self, text: str, value: Fact, sample: Sample) -> NewCell:
        """As a date or a number where the cell itself, or else one of its column, is one; else as text."""
        kind = sample[1].kind if sample else NUMBER
        if isinstance(value, PartialDate) and sample and kind == DATE:
            serial = serial_of(value, self._since_1904)
            return NewCell(text, serial, sample[0] if serial is not None else None)
        return NewCell(text, value if isinstance(value, int) and kind == NUMBER else None)

    def _sample(self, table: Table, name: str, last: bool = False) -> Sample:
        """The first filled cell of a column, or its last one."""
        key = (table.sheet.id, name, last)
        if key not in self._samples:
            lines = reversed(table.lines) if last else table.lines
            line = next((line for line in lines if name in line.cells), None)
            self._samples[key] = ((line.row, self._column(table, name)), line.cells[name]) if line else None
        return self._samples[key]

    def _column(self, table: Table, name: str) -> int:
        """The number of a column; a new one is put to the right of all that the sheet holds, under its heading."""
        if name in table.letters:
            place = place_of(f"{table.letters[name]}1")
            assert place is not None
            return place[1]
        key = (table.sheet.id, name)
        if key not in self._columns:
            grid = self._grids[table.title]
            last = max((column for cells in grid.rows.values() for column in cells), default=0)
            last = max([last, *(block.right for block in grid.blocks)])
            self._columns[key] = max([last, *(n for (of, _), n in self._columns.items() if of == key[0])]) + 1
            heading = find_heading(grid, table.sheet)
            assert heading is not None
            top, like = heading.rows[-1], max(heading.columns)
            place = (top, self._columns[key])
            self._of(table.sheet.id).widened = True
            self._of(table.sheet.id).cells[place] = NewCell(table.sheet.column(name).heading, like=(top, like))
        return self._columns[key]

    def _take_apart(self, table: Table, place: Place) -> None:
        """A merged range whose rows no longer hold the same: every record of it gets what it held."""
        grid, into, (row, column) = self._grids[table.title], self._of(table.sheet.id), place
        for block in self._merged(grid).get(row, ()):
            if not block.left <= column <= block.right or block in into.split:
                continue
            into.split.append(block)
            held = grid.rows.get(block.top, {}).get(block.left)
            for other in range(block.top + 1, block.bottom + 1) if held else ():
                if other != row and self._line(table, other):
                    into.cells.setdefault((other, block.left), self._same(held, (block.top, block.left)))

    def _merged(self, grid: Grid) -> dict[int, list[MergedRange]]:
        """The merged ranges of several rows, by each of their rows that holds anything."""
        if grid.title not in self._blocks:
            found: dict[int, list[MergedRange]] = defaultdict(list)
            for block in grid.blocks:
                for row in (
                    grid.rows.keys() & set(range(block.top, block.bottom + 1)) if block.bottom > block.top else ()
                ):
                    found[row].append(block)
            self._blocks[grid.title] = dict(found)
        return self._blocks[grid.title]

    def _same(self, cell: Cell | None, place: Place) -> NewCell:
        """What another cell holds, and its look."""
        assert cell is not None
        if isinstance(cell.raw, dt.datetime):
            return NewCell(shown(cell), serial_of(PartialDate.of(cell.raw.date()), self._since_1904), place)
        number = cell.raw if isinstance(cell.raw, int) and not isinstance(cell.raw, bool) else None
        return NewCell(shown(cell), number, place)

    def _rows(self, table_id: str, rows: list[Mapping[str, Fact]]) -> None:
        """Rows below a table's own, or in a sheet of its own under every heading."""
        into, table, sheet = self._of(table_id), self._tables.get(table_id), BY_ID[table_id]
        columns = {column.id: at for at, column in enumerate(sheet, 1)}
        if table is None:
            into.cells |= {(1, columns[column.id]): NewCell(column.heading) for column in sheet}
        first = self._free_row(table, len(rows)) if table else 2
        into.added = range(first, first + len(rows))
        for row, values in zip(into.added, rows, strict=True):
            for column in sheet:
                value = values.get(column.id)
                text = text_of(column, value, self._vocabulary)
                if text and table is None:
                    into.cells[row, columns[column.id]] = NewCell(text)
                elif table is not None and (text or column.id in table.letters):
                    self._add(into, table, row, column, value)

    def _add(self, into: SheetChanges, table: Table, row: int, column: Column, value: Fact) -> None:
        """A cell of an added row, in the look of the last record."""
        at = self._column(table, column.id)
        sample = self._sample(table, column.id, last=True)
        made = self._made(text_of(column, value, self._vocabulary), value, sample)
        into.cells[row, at] = replace(made, beside=(table.lines[-1].row, at) if table.lines else None)

    def _free_row(self, table: Table, rows: int) -> int:
        """The first row below the last record from which so many rows are empty."""
        grid = self._grids[table.title]
        heading = find_heading(grid, table.sheet)
        top = max([line.row for line in table.lines] + [heading.rows[-1] if heading else 0])
        used = set(grid.rows) | {row for block in grid.blocks for row in range(block.top, block.bottom + 1)}
        return next(row for row in count(top + 1) if used.isdisjoint(range(row, row + rows)))


def cell_name(place: Place) -> str:
    """``E17`` for row 17, column 5."""
    return f"{letters(place[1])}{place[0]}"
