"""A sheet of the marked copy: the writings of places to be resolved, ready to copy into Địa danh."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from luanchuyen.messages import LANGUAGES, say, sentences
from luanchuyen.sheets.form.decisions import PLACES
from luanchuyen.sheets.marking.marked_book import put_text
from luanchuyen.sheets.marking.marked_list import set_up_print
from luanchuyen.sheets.opening.grid import letters
from luanchuyen.sheets.paper.text_size import needed
from luanchuyen.wording.check.unresolved_places import UnresolvedPlace

TITLE = "Địa danh cần ghi rõ"
MOST_ROWS = 5000
MOST_CELLS = 10
_HEAD_ROW = 3
_PIXELS = (250, 330, 430, 230)
_POINTS = 12
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="FFA6A6A6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def write_places(book: Workbook, places: Sequence[UnresolvedPlace], sheet: str) -> None:
    """Put the page after the list of problems, none where every place resolved; ``sheet``: where its rows belong."""
    if not places:
        return
    page = book.create_sheet(TITLE, 1)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_PIXELS))
    put_text(page["A1"], say("places.page_title", sheet=sheet))
    page["A1"].font = Font(_FONT, sz=_POINTS, b=True)
    page["A1"].alignment = Alignment(vertical="top", wrap_text=True)
    page.row_dimensions[1].height = 52
    columns = [column.heading for column in PLACES]
    _row(page, _HEAD_ROW, (*columns, say("places.page_offers"), say("places.page_cells")), head=True)
    for number, place in enumerate(places[:MOST_ROWS], _HEAD_ROW + 1):
        cells = ", ".join(place.cells[:MOST_CELLS])
        more = len(place.cells) - MOST_CELLS
        cells = say("check.more_cells", cells=cells, count=more) if more > 0 else cells
        _row(page, number, (place.as_written, place.offer, "\n".join(place.offers), cells))
    for column, width in enumerate(_PIXELS, 1):
        page.column_dimensions[letters(column)].width = width / 7
    page.freeze_panes = f"A{_HEAD_ROW + 1}"
    set_up_print(page, _HEAD_ROW)


def remove_places(book: Workbook) -> None:
    """Take away the sheet of an earlier check."""
    starts = tuple(sentences(lang, "places")["page_title"].partition("{")[0] for lang in LANGUAGES)
    if TITLE in book.sheetnames and str(book[TITLE]["A1"].value).startswith(starts):
        del book[TITLE]


def _row(page: Worksheet, row: int, texts: Sequence[str], head: bool = False) -> None:
    for column, text in enumerate(texts, 1):
        cell = page.cell(row, column)
        put_text(cell, text)
        cell.font = Font(_FONT, sz=_POINTS, b=head)
        cell.border = _BORDER
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if head:
            cell.fill = PatternFill("solid", fgColor="FFDDEBF7")
    high = max(
        sum(needed(line, width, _POINTS) for line in text.split("\n"))
        for text, width in zip(texts, _PIXELS, strict=True)
    )
    page.row_dimensions[row].height = high * 0.75
