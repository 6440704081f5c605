"""Columns of dates of which a program took half for American ones: 12/06 became 6 December, 15/11 stayed a text."""

from __future__ import annotations

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.text.first_few import first_few
from luanchuyen.sheets.form.facts import BIRTH_BY_SEX
from luanchuyen.sheets.opening.grid import DATE, TEXT, Cell, shown
from luanchuyen.sheets.reading.cells.dates import read_date
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import Table

_LAST_MONTH = 12
_MOST_TOLD = 5


def tell_half_converted(table: Table, problems: Problems) -> None:
    """Note the date columns that mix texts of days above 12 with real dates of which none has such a day."""
    for column in (*table.sheet, *BIRTH_BY_SEX):
        if column.reads == "date" and column.id in table.letters:
            cells = {line.row: line.cells[column.id] for line in table.lines if column.id in line.cells}
            if not {cell.kind for cell in cells.values()} >= {DATE, TEXT}:
                continue
            real = {row: day for row, cell in cells.items() if cell.kind == DATE and (day := _day(cell))}
            late = [row for row, cell in cells.items() if cell.kind == TEXT and _day(cell) > _LAST_MONTH]
            if late and real and max(real.values()) <= _LAST_MONTH:
                names = [[f"{table.letters[column.id]}{row}" for row in rows] for rows in (real, late)]
                told, texts = (first_few(one, _MOST_TOLD) for one in names)
                problems.add("half_converted", table.title, *names[0], *names[1], severity="warning",
                             column=column.heading, real=told, texts=texts)  # fmt: skip


def _day(cell: Cell) -> int:
    """The day of the month; 0 where there is none, or the year stands first and nothing could be turned."""
    date, _ = read_date(cell)
    year_first = cell.kind == TEXT and shown(cell).strip()[:4].isdigit()
    return date.day if isinstance(date, PartialDate) and not year_first else 0
