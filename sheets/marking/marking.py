"""``check --marked``: a copy of the input, each problem coloured and said in its cell, all listed first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from luanchuyen.messages import say
from luanchuyen.models.errors import Problem
from luanchuyen.sheets.marking.marked_book import book_to_mark
from luanchuyen.sheets.marking.marked_list import COLOURS, remove_list, write_list
from luanchuyen.sheets.marking.places_page import remove_places, write_places
from luanchuyen.sheets.paper.text_size import needed
from luanchuyen.sheets.template.table import AUTHOR
from luanchuyen.wording.check.problem_parts import by_severity, label, parts
from luanchuyen.wording.check.unresolved_places import places_sheet, unresolved_places

SEPARATOR = "――― luanchuyen check ―――"
"""The first line of what is added to a cell's note; on the next check all below it is taken away again."""
MOST_NOTES = 3000
"""Cells beyond are coloured without a note: Excel opens files of many notes slowly."""

_COORDINATE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_NOTE_LETTERS = 4000
_NOTE_PIXELS, _NOTE_POINTS = 340, 11


def marked_copy(source: Path | str, problems: Iterable[Problem], target: Path | str | BinaryIO) -> None:
    """Write a copy of the workbook, or of the folder of CSV files, with its problems marked.

    Marks of an earlier check are taken away first. An input that cannot be opened gives the list alone.
    OSError where ``source`` cannot be read or ``target`` not be written; the caller writes safely.
    """
    ordered = by_severity(problems)
    book, sheets = book_to_mark(Path(source))
    remove_list(book)
    remove_places(book)
    _clean(book)
    _mark(sheets, ordered)
    write_list(book, sheets, ordered)
    write_places(book, unresolved_places(ordered), places_sheet(ordered))
    _show_first(book)
    if isinstance(target, str | Path):
        with Path(target).open("wb") as stream:
            book.save(stream)
    else:
        book.save(target)


def _mark(sheets: Mapping[str, Worksheet], problems: Sequence[Problem]) -> None:
    said: dict[tuple[str, str], list[str]] = {}
    worst: dict[tuple[str, str], str] = {}
    cells: dict[tuple[str, str], Cell] = {}
    for problem in problems:
        sheet = sheets.get(problem.sheet)
        if sheet is None or problem.severity == "normalised":
            continue
        what, cure = parts(problem)
        text = say("template.marks_note", severity=label(problem), text=f"{what} → {cure}" if cure else what)
        for coordinate in problem.cells:
            cell = _cell(sheet, coordinate)
            if cell is not None:
                key = (sheet.title, cell.coordinate)
                cells[key] = cell
                worst.setdefault(key, problem.severity)
                said.setdefault(key, []).append(text)
    for number, (key, cell) in enumerate(cells.items()):
        cell.fill = PatternFill("solid", fgColor=COLOURS[worst[key]])
        if number < MOST_NOTES:
            _note(cell, said[key])


def _cell(sheet: Worksheet, coordinate: str) -> Cell | None:
    """The cell of a coordinate, the first of its range where it is merged; None where there is none."""
    if not _COORDINATE.fullmatch(coordinate):
        return None
    row, column = coordinate_to_tuple(coordinate)
    if row > _LAST_ROW or column > _LAST_COLUMN:
        return None
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
    first = sheet.cell(area.min_row, area.min_col)
    return None if isinstance(first, MergedCell) else first


def _note(cell: Cell, texts: Sequence[str]) -> None:
    before = cell.comment
    own = "\n".join((SEPARATOR, *dict.fromkeys(texts)))
    text = f"{before.text}\n{own}" if before is not None else own
    author = before.author if before is not None else AUTHOR
    cell.comment = _sized(text, author)


def _sized(text: str, author: str) -> Comment:
    """A note in a box that shows all of it: the library forgets the sizes it read."""
    clean = ILLEGAL_CHARACTERS_RE.sub(" ", text)[:_NOTE_LETTERS]
    high = needed(clean, _NOTE_PIXELS - 10, _NOTE_POINTS) + 12
    return Comment(clean, author, height=high, width=_NOTE_PIXELS)


def _clean(book: Workbook) -> None:
    """Take away the colours and notes of an earlier check, and make room for the notes that stay."""
    colours = {COLOURS["error"], COLOURS["warning"], COLOURS["info"]}
    fills: Any = vars(book)["_fills"]
    ours = {number for number, fill in enumerate(fills) if fill.fgColor.rgb in colours}
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):
            if isinstance(cell, MergedCell):
                continue
            if cell.comment is not None:
                kept = cell.comment.text.partition(SEPARATOR)[0].rstrip("\n")
                cell.comment = _sized(kept, cell.comment.author) if kept else None
            if ours and _style(cell).fillId in ours:
                cell.fill = PatternFill()


def _style(cell: Any) -> Any:
    return cell._style


def _show_first(book: Workbook) -> None:
    """Open at the list, no other sheet selected with it: what is typed would go into both."""
    book.active = 0
    for number, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = number == 0
