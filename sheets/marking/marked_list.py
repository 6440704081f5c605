"""The first sheet of a marked copy: every problem, each row a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from luanchuyen.messages import LANGUAGES, say, sentences
from luanchuyen.models.errors import Problem
from luanchuyen.sheets.marking.marked_book import put_text
from luanchuyen.sheets.opening.grid import letters
from luanchuyen.sheets.paper.text_size import needed
from luanchuyen.wording.check.problem_parts import count, label, parts

TITLE = "Lỗi"
MOST_CELLS = 100
"""Rows that one problem takes; more of its cells are counted in the last of them."""
MOST_ROWS = 5000
COLOURS = {"error": "FFFFC4CA", "warning": "FFFFE9A3", "info": "FFD7E9F9", "normalised": "FFE2EFDA"}

_HEADINGS = ("number", "severity", "sheet", "cell", "text", "cure")
_PIXELS = (50, 105, 150, 250, 350, 350)
_HEAD_ROW = 4
_POINTS = 12
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="FFA6A6A6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_list(book: Workbook, sheets: Mapping[str, Worksheet], problems: Sequence[Problem]) -> None:
    """Put the list of ``problems``, in their order, before the other sheets."""
    page = book.create_sheet(TITLE, 0)
    _head(page, problems)
    rows = [row for problem in problems for row in _rows(problem)]
    for number, (problem, cell, texts) in enumerate(rows[:MOST_ROWS], 1):
        _row(page, _HEAD_ROW + number, (str(number), *texts), problem.severity)
        if problem.sheet in sheets:
            _link(page, _HEAD_ROW + number, sheets[problem.sheet].title, cell)
    if len(rows) > MOST_ROWS:
        _text(page, _HEAD_ROW + MOST_ROWS + 1, 5, say("template.marks_more", count=len(rows) - MOST_ROWS))
    set_up_print(page, _HEAD_ROW)


def remove_list(book: Workbook) -> None:
    """Take away the list of an earlier check."""
    titles = {sentences(lang, "template")["marks_title"] for lang in LANGUAGES}
    for sheet in book.worksheets:
        if sheet.title == TITLE and sheet["A1"].value in titles:
            del book[sheet.title]


def _head(page: Worksheet, problems: Sequence[Problem]) -> None:
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADINGS))
    page.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(_HEADINGS))
    put_text(page["A1"], say("template.marks_title"))
    page["A1"].font = Font(_FONT, sz=18, b=True)
    counts = {
        "errors": count(problems, "error"),
        "warnings": count(problems, "warning"),
        "normalised": count(problems, "normalised"),
    }
    put_text(page["A2"], say("template.marks_count", **counts) if problems else say("template.marks_none"))
    page["A2"].font = Font(_FONT, sz=_POINTS)
    for column, name in enumerate(_HEADINGS, 1):
        cell = page.cell(_HEAD_ROW, column)
        put_text(cell, say(f"template.marks_{name}"))
        cell.font = Font(_FONT, sz=_POINTS, b=True)
        cell.fill = PatternFill("solid", fgColor="FFDDEBF7")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BORDER
        page.column_dimensions[letters(column)].width = _PIXELS[column - 1] / 7
    page.freeze_panes = f"A{_HEAD_ROW + 1}"


def _rows(problem: Problem) -> Iterator[tuple[Problem, str, tuple[str, ...]]]:
    """A row for each cell of a problem, one where it has none; its texts without the number."""
    what, cure = parts(problem)
    named = problem.values.get("column")
    more = len(problem.cells) - MOST_CELLS
    for number, cell in enumerate(problem.cells[:MOST_CELLS] or ("",), 1):
        shown = say("template.marks_cell_column", cell=cell, column=named) if cell and named else cell
        rest = " " + say("template.marks_more_cells", count=more) if number == MOST_CELLS and more > 0 else ""
        yield problem, cell, (label(problem), problem.sheet, shown, what + rest, cure)


def _row(page: Worksheet, row: int, texts: Sequence[str], severity: str) -> None:
    for column, text in enumerate(texts, 1):
        _text(page, row, column, text)
    page.cell(row, 2).fill = PatternFill("solid", fgColor=COLOURS[severity])
    high = max(needed(text, width, _POINTS) for text, width in zip(texts, _PIXELS, strict=True))
    page.row_dimensions[row].height = high * 0.75


def _text(page: Worksheet, row: int, column: int, text: str) -> None:
    cell = page.cell(row, column)
    put_text(cell, text)
    cell.font = Font(_FONT, sz=_POINTS)
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="center" if column < 3 else None)
    cell.border = _BORDER


def _link(page: Worksheet, row: int, title: str, target: str) -> None:
    """The cell's name goes to the cell; without one the sheet's name goes to the sheet."""
    cell = page.cell(row, 4 if target else 3)
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{target or 'A1'}")
    cell.font = Font(_FONT, sz=_POINTS, u="single", color="FF0563C1")


def set_up_print(page: Worksheet, head_row: int) -> None:
    """On A4 across, as wide as the page, the headings on each."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{head_row}:{head_row}"
    page.page_margins.left = page.page_margins.right = 0.4
    assert page.oddFooter is not None and page.oddFooter.center is not None
    page.oddFooter.center.text = say("template.footer", sheet="&A", page="&P", pages="&N")
