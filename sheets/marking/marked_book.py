"""The input as a workbook that may be written on: as it is, or made of CSV files."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from luanchuyen.models.text.plain_files import NotPlainError, TooLargeError, read_plain
from luanchuyen.sheets.opening import csv_files, preflight, xlsx
from luanchuyen.sheets.opening.foreign.values import values_of
from luanchuyen.sheets.opening.grid import Grid, shown

_MOST_LETTERS = 32_000
_TITLE_LETTERS = 31
_NOT_IN_TITLES = str.maketrans("[]:*?/\\", "_______")
_LIKE_FORMULAS = ("=", "+", "-", "@")


def book_to_mark(source: Path) -> tuple[Workbook, Mapping[str, Worksheet]]:
    """A workbook of the input and its sheets by the title the reader knows them by.

    Empty where the input cannot be opened. OSError where it cannot be read.
    """
    try:
        if source.is_dir():
            tables = csv_files.contents(source)
            return _of_grids([csv_files.grid(file.stem, data)[0] for file, data in tables])
        data = read_plain(source, preflight.MOST_BYTES)
    except (NotPlainError, TooLargeError):
        return _of_grids([])
    flight = preflight.inspect(data)
    if flight.text:
        return _of_grids([csv_files.grid(source.stem, data)[0]])
    if flight.foreign and flight.sound:
        return _of_grids(values_of(data, flight.kind).grids)
    if not flight.safe:
        return _of_grids([])
    if flight.kind == "strict":  # the library finds no sheet in one
        return _of_grids(_bare(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), rich_text=True)
    except Exception:  # what the reader forgives may make the library raise anything: then the bare cells are marked
        return _of_grids(_bare(data))
    return book, {sheet.title: sheet for sheet in book.worksheets}


def _bare(data: bytes) -> Sequence[Grid]:
    try:
        return xlsx.grids(data)
    except xlsx.DamagedError:
        return ()


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that stays a text, whatever it begins with."""
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_MOST_LETTERS]
    cell.data_type = "s"
    if text.startswith(_LIKE_FORMULAS):
        cell.quotePrefix = True


def _of_grids(grids: Sequence[Grid]) -> tuple[Workbook, Mapping[str, Worksheet]]:
    book = Workbook()
    del book[book.sheetnames[0]]
    sheets = {}
    for grid in grids:
        title = grid.title.translate(_NOT_IN_TITLES).strip("'")[:_TITLE_LETTERS] or "_"
        sheet = sheets[grid.title] = book.create_sheet(title)
        for row, cells in grid.rows.items():
            for column, value in cells.items():
                cell = sheet.cell(row, column)
                put_text(cell, shown(value))
                cell.number_format = "@"
    return book, sheets
