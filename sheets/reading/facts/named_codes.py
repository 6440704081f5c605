"""Names written where codes are wanted: taken where they are exact and fit one row only."""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.models.text.folding import fold
from luanchuyen.models.update import Respelling
from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues

NAMES = {"units": "name", "posts": "title", "cadres": "name"}
"""The column of a sheet that names what its code stands for."""


def codes_by_name(records: list[RowValues], key: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Folded name -> the code of every row that bears it; "" for a row without one, a namesake all the same."""
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        written = fold(record.text(name))
        if written:
            found[written] = (*found.get(written, ()), record.text(key))
    return found


def take(record: RowValues, column: Column, entries: tuple[str, ...], taken: Mapping[str, str], sheet_id: str,
         problems: Problems) -> tuple[str, ...]:  # fmt: skip
    """The entries of a cell, names among them as the codes that they mean; noted once a column, and as a spelling."""
    codes = tuple(dict.fromkeys(taken.get(entry, entry) for entry in entries))
    problems.add("name_taken", record.origin.sheet, record.cell(column.id), severity="normalised",
                 column=column.heading)  # fmt: skip
    problems.respell(Respelling(sheet_id, column.id, record.origin.row, "; ".join(codes)))
    return codes
