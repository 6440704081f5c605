"""The rows of a board's own workbook, of whatever kind and age, as the template of today is filled with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luanchuyen.models.errors import DataError, Problem
from luanchuyen.sheets.form.example_rows import ExampleRow
from luanchuyen.sheets.form.words import SEX
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.grid import UNCOUNTED, shown
from luanchuyen.sheets.reading.facts.untouched_examples import without_examples
from luanchuyen.sheets.reading.reader import lay_out
from luanchuyen.sheets.reading.tables.table import TableRow
from luanchuyen.sheets.template.cleaned import Cleaning, cleaned
from luanchuyen.sheets.template.folder_rows import settings_rows

_BLANK = frozenset({
    "check.missing_sheet", "check.missing_columns", "check.no_as_of", "check.empty_sheet", "check.setting_twice",
    "check.unknown_setting", "check.whole_date", "check.blank", "check.example_changed",
})  # fmt: skip
"""Errors of laying out that the new workbook may have as well: nothing is lost by them."""

_BIRTHS = {"birth_male": "male", "birth_female": "female"}


@dataclass(frozen=True)
class CarriedRows:
    """The rows by sheet id, each cell as it shows; ``problems``: what was passed over, and why."""

    rows: Mapping[str, Sequence[ExampleRow]]
    problems: tuple[Problem, ...]


def carried_rows(book: InputBook, asked: Cleaning | None = None) -> CarriedRows:
    """The rows of the book. Raises DataError where some cannot be carried: what they mean is not known.

    ``asked``: what is to be left out of it, and decoded, beforehand.
    """
    if not book.opened:
        raise DataError(book.problems, book.name)
    book = cleaned(book, asked or Cleaning())
    laid = lay_out(book)
    tables = without_examples(laid.tables, laid.problems)
    for table in tables.values():
        cells = [f"{table.letters[name]}{line.row}" for line in table.lines for name, cell in line.cells.items()
                 if cell.kind == UNCOUNTED]  # fmt: skip
        if cells:
            laid.problems.add("formula_not_counted", table.title, *cells)
    problems = (*book.problems, *laid.problems.all())
    if any(problem.severity == "error" and problem.key not in _BLANK for problem in problems):
        raise DataError(problems, book.name)
    rows = {sheet_id: [_row(line) for line in table.lines] for sheet_id, table in tables.items()}
    rows["settings"] = settings_rows([row for row in rows.get("settings", ()) if "key" in row])
    passed = [problem for problem in problems if problem.severity in ("warning", "normalised")]
    return CarriedRows(rows, tuple(passed))


def _row(line: TableRow) -> ExampleRow:
    row = {name: shown(cell) for name, cell in line.cells.items() if name not in _BIRTHS}
    for name, sex in _BIRTHS.items():
        if name in line.cells and "birth" not in row:
            row["birth"] = shown(line.cells[name])
            row["sex"] = next(word.title for word in SEX if word.code == sex)
    return row
