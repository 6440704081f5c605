"""Tables of text read as a book's sheets are, without a file: rows by column id, sheets by sheet id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.grid import Cell, letters
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.reader import Reading, Tables, read_instance
from luanchuyen.sheets.reading.settings import settings_of
from luanchuyen.sheets.reading.tables.table import Table, TableRow


def read_tables(
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    bundles: Sequence[BundleRule] = (),
) -> Reading:
    """The reading of rows that are numbered as in a sheet."""
    text = json.dumps({name: [dict(row) for row in tables[name]] for name in sorted(tables)}, sort_keys=True)
    book = InputBook("", (), hashlib.sha256(text.encode()).hexdigest())
    made, problems = {name: _table(name, rows) for name, rows in tables.items()}, Problems()
    laid = Tables(book, made, *settings_of(made.get("settings"), problems), problems)
    return read_instance(laid, vocabulary, gazetteer, bundles)


def _table(sheet_id: str, rows: Sequence[Mapping[str, str]]) -> Table:
    sheet = BY_ID[sheet_id]
    used = dict.fromkeys(key for row in rows for key in row)
    places = {column_id: letters(place) for place, column_id in enumerate(used, 1)}
    lines = [
        TableRow(number, {key: Cell(row[key]) for key in used if row.get(key, "").strip()})
        for number, row in enumerate(rows, 2)
    ]
    return Table(sheet, sheet.title, places, tuple(line for line in lines if line.cells))
