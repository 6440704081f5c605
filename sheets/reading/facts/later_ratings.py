"""Ratings of a quarter or a year that was not over on the cut-off date: nobody can have been given them."""

from __future__ import annotations

import datetime as dt

from luanchuyen.sheets.reading.cells.ratings import dated_in
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import Table

_COLUMN = "evaluations"
_LAST_MONTH = 12


def tell_later_ratings(table: Table, as_of: dt.date | None, problems: Problems) -> None:
    """Note each rating of a period of which not even the last month, in which marks are given, has begun."""
    if _COLUMN not in table.letters or as_of is None:
        return
    heading = table.sheet.column(_COLUMN).heading
    for line in table.lines:
        found = dated_in(line.cells[_COLUMN]) if _COLUMN in line.cells else ()
        for text, (year, quarter) in found:
            if dt.date(year, 3 * quarter or _LAST_MONTH, 1) > as_of:
                cell = f"{table.letters[_COLUMN]}{line.row}"
                problems.add("rating_later", table.title, cell, severity="warning", column=heading, text=text,
                             as_of=f"{as_of:%d/%m/%Y}")  # fmt: skip
