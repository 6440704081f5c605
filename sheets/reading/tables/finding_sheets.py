"""Which grid of a book is which sheet: by its title, folded, or by a synonym."""

from __future__ import annotations

import re
from collections.abc import Mapping

from luanchuyen.models.text.folding import fold_plain, nearest
from luanchuyen.sheets.form.column import Sheet
from luanchuyen.sheets.form.tables import SHEETS
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.header import find_heading

_NUMBER = re.compile(r"^\d+\s*[.)]?\s*")
_SHORT = {"ds": "danh sach", "dm": "danh muc"}
"""How titles begin in short: DS cán bộ."""
_NOT_TABLES = frozenset(
    {
        "huong dan",
        "danh muc",
        "loi",
        "nhat ky chuan hoa",
        "ghi chu",
        "readme",
        "doc truoc",
        "muc luc",
        "bia",
        "dia danh can ghi ro",
    }
)
_OF_A_RESULT = frozenset({"tom tat", "phuong an 1"})
"""Sheets of a plans.xlsx, which was taken for the facts."""


def find_sheets(book: InputBook, problems: Problems) -> Mapping[str, Grid]:
    """The grid of each sheet by sheet id; sheets that are doubled, hidden, unknown or missing are noted.

    A plans.xlsx given for the facts is told as that alone.
    """
    found: dict[str, Grid] = {}
    unknown: list[Grid] = []
    for grid in book.grids:
        sheet = _sheet_of(grid.title)
        if sheet is None:
            unknown.append(grid)
        elif grid.hidden:
            problems.add("hidden_sheet", grid.title, severity="warning")
        elif sheet.id in found:
            problems.add("doubled_sheet", grid.title, other=found[sheet.id].title)
        else:
            found[sheet.id] = grid
    if len(book.grids) == 1 and unknown:
        sheet = _by_heading(unknown[0])
        if sheet is not None:
            found[sheet.id] = unknown.pop()
    if not found and {fold_plain(grid.title) for grid in unknown} >= _OF_A_RESULT:
        problems.add("result_given")
        return found
    _tell_unknown(unknown, found, problems)
    missing = [sheet.title for sheet in SHEETS if sheet.required and sheet.id not in found]
    for title in missing:
        titles = ", ".join(grid.title for grid in book.grids)
        problems.add("missing_sheet", wanted=title, found=titles)
    return found


def _sheet_of(title: str) -> Sheet | None:
    first, blank, rest = fold_plain(_NUMBER.sub("", title.replace("_", " ").replace("-", " "))).partition(" ")
    text = _SHORT.get(first, first) + blank + rest
    for sheet in SHEETS:
        if text in {fold_plain(name.replace("-", " ")) for name in (sheet.id, sheet.title)}:
            return sheet
    for sheet in SHEETS:
        if text in map(fold_plain, sheet.synonyms):
            return sheet
    return None


def _by_heading(grid: Grid) -> Sheet | None:
    """The sheet most of whose columns a lone file has."""
    scores = [(len(heading.columns), sheet) for sheet in SHEETS if (heading := find_heading(grid, sheet))]
    best = max(scores, key=lambda score: score[0], default=None)
    return best[1] if best is not None and best[0] > 2 else None


def _tell_unknown(grids: list[Grid], found: Mapping[str, Grid], problems: Problems) -> None:
    free = [sheet.title for sheet in SHEETS if sheet.id not in found]
    for grid in grids:
        if not grid.rows or grid.hidden or fold_plain(grid.title) in _NOT_TABLES:
            continue
        close = nearest(grid.title, free, 1)
        if close:
            problems.add("sheet_like", grid.title, severity="warning", nearest=close[0])
        else:
            problems.add("unknown_sheet", grid.title, severity="warning")
