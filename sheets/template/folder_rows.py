"""A folder of CSV files as rows by column id: what the template is filled with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable

from luanchuyen.models.text.folding import clean
from luanchuyen.sheets.form.column import Sheet
from luanchuyen.sheets.form.decisions import SETTING_ROWS, SETTINGS
from luanchuyen.sheets.form.example_rows import ExampleRow
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.opening import csv_files
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.finding_sheets import find_sheets
from luanchuyen.sheets.reading.tables.header import find_heading, first_line
from luanchuyen.sheets.reading.tables.headings import Headings


def folder_rows(folder: Traversable) -> Mapping[str, Sequence[ExampleRow]]:
    """The rows of every sheet by sheet id. Raises KeyError for a heading that is not declared."""
    files = {file.name.removesuffix(".csv"): file for file in folder.iterdir() if file.name.endswith(".csv")}
    grids = tuple(csv_files.grid(title, files[title].read_bytes())[0] for title in sorted(files))
    found = find_sheets(InputBook(folder.name, grids, ""), Problems())
    rows = {sheet_id: _rows(grid, BY_ID[sheet_id]) for sheet_id, grid in found.items()}
    rows["settings"] = settings_rows(rows.get("settings", []))
    return rows


def _rows(grid: Grid, sheet: Sheet) -> list[ExampleRow]:
    heading = find_heading(grid, sheet)
    if heading is None:
        return []
    strange = [text for place, text in heading.written.items() if place not in heading.columns]
    if strange:
        raise KeyError(f"{grid.title}: {strange}")
    start = first_line(grid, heading)
    return [
        {heading.columns[place].id: grid.text(row, place) for place in cells if place in heading.columns}
        for row, cells in grid.rows.items()
        if row >= start
    ]


def settings_rows(rows: Sequence[ExampleRow]) -> list[ExampleRow]:
    """Every declared row of Tham số in its order, blank where there is none, then the rows of the rules."""
    headings = Headings(replace(SETTINGS, columns=SETTING_ROWS))
    values: dict[str, str] = {}
    rules: list[ExampleRow] = []
    for row in rows:
        known = headings.find(clean(row["key"]))
        if known is None:
            rules.append(row)
        else:
            values[known[0].id] = row.get("value", "")
    return [*({"key": c.heading, "value": values.get(c.id, "")} for c in SETTING_ROWS), *rules]
