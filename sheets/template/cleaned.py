"""A book without the rows that the eye does not count, and with the text of old fonts in Unicode."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from luanchuyen.models.errors import Problem
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.grid import TEXT, Cell, Grid, coordinate
from luanchuyen.sheets.reading.cells.legacy_text import decoded, decoded_as, has_unicode

FONTS = {"tcvn3": "TCVN3", "vni": "VNI"}


@dataclass(frozen=True)
class Cleaning:
    """What is asked: hidden rows left out, struck rows left out, text of one font of FONTS ("" none) in Unicode."""

    hidden_rows: bool = False
    struck_rows: bool = False
    font: str = ""


def cleaned(book: InputBook, asked: Cleaning) -> InputBook:
    """The book so cleaned; its problems tell each row that was left out, and each column that was decoded."""
    grids, told = [], list(book.problems)
    for grid in book.grids:
        for wanted, rows, key in (
            (asked.hidden_rows, grid.hidden_rows, "check.skipped_hidden"),
            (asked.struck_rows, grid.struck_rows, "check.skipped_struck"),
        ):
            if wanted and rows and not grid.hidden:
                cells = tuple(coordinate(row, min(grid.rows[row])) for row in sorted(rows) if row in grid.rows)
                told.append(Problem(key, grid.title, cells, "warning", {"count": len(cells)}))
                left = {row: line for row, line in grid.rows.items() if row not in rows}
                grid = replace(
                    grid, rows=left, hidden_rows=grid.hidden_rows - rows, struck_rows=grid.struck_rows - rows
                )
        grids.append(_in_unicode(grid, FONTS[asked.font], told) if asked.font else grid)
    return replace(book, grids=tuple(grids), problems=tuple(told))


def _in_unicode(grid: Grid, font: str, told: list[Problem]) -> Grid:
    """The sheet with the columns of that font in Unicode.

    A cell is of the font where letters show it that Vietnamese has not; beside such cells the others of the column
    too, unless the column has Unicode in more than its heading: what then could be either is left as it is.
    """
    columns: dict[int, dict[int, str]] = defaultdict(dict)
    for row, cells in grid.rows.items():
        for column, cell in cells.items():
            if cell.kind == TEXT and isinstance(cell.raw, str):
                columns[column][row] = cell.raw
    made: dict[tuple[int, int], str] = {}
    for column, texts in columns.items():
        made |= {(row, column): text for row, text in _column(texts, font).items()}
    if not made:
        return grid
    for column in sorted({place[1] for place in made}):
        cells_told = tuple(coordinate(*place) for place in sorted(made) if place[1] == column)
        values: dict[str, object] = {"font": font, "count": len(cells_told), "sample": made[_first(made, column)]}
        told.append(Problem("check.decoded", grid.title, cells_told, "normalised", values))
    rows = {
        row: {column: Cell(made[row, column]) if (row, column) in made else cell for column, cell in cells.items()}
        for row, cells in grid.rows.items()
    }
    return replace(grid, rows=rows, legacy_fonts=frozenset())


def _first(made: Mapping[tuple[int, int], str], column: int) -> tuple[int, int]:
    return min(place for place in made if place[1] == column)


def _column(texts: Mapping[int, str], font: str) -> dict[int, str]:
    sure = {row for row, text in texts.items() if decoded(text) is not None and decoded_as(text, font) is not None}
    mixed = sum(map(has_unicode, texts.values())) > 1
    found = {row: decoded_as(text, font) for row, text in texts.items() if row in sure or (sure and not mixed)}
    return {row: text for row, text in found.items() if text is not None}
