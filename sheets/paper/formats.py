"""How the pages look and print: fonts, borders, A4 landscape, and a sheet that is written row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luanchuyen.messages import say
from luanchuyen.sheets.form.page_header import page_header
from luanchuyen.sheets.paper.pagination import ROOM, PageRow, page_ends
from luanchuyen.sheets.paper.text_size import INDENT, TOP_AND_BOTTOM, needed
from luanchuyen.wording.numbers import cell_format

FONT = {"font_name": "Times New Roman", "font_family": 1}
POINTS = 12
PAGE_PIXELS = 1030
"""Columns of this total width print on A4 landscape without being shrunk (281 mm are 1,062 pixels)."""
SURE_PIXELS = 980
"""Columns of this total width fit on a page that is not shrunk, whatever program prints it."""
TOLERANCE = 1.2
"""A sheet that is wider than the page by no more than this is shrunk onto it, rather than cut."""
SNUG = 1.12
"""What is higher than a page by no more than this is shrunk onto it, rather than leave a row or two for another."""

_MARGIN_INCHES = 0.315
_GAP = 10
_ESCAPE = re.compile(r"(_x[0-9a-fA-F]{4}_)")
"""What a program would take for an escaped letter: in runs of text nobody else escapes it."""
_SHADE, _HEAD = "#D9D9D9", "#EDEDED"

STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True},
    "draft": {"italic": True, "valign": "vcenter", "text_wrap": True},
    "line": {"valign": "vcenter", "text_wrap": True},
    "strong": {"bold": True, "valign": "vcenter", "text_wrap": True},
    "head": {
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "bg_color": _HEAD,
    },
    "text": {"align": "left", "valign": "top", "indent": 1, "text_wrap": True, "border": 1},
    "centre": {"align": "center", "valign": "top", "text_wrap": True, "border": 1},
    "number": {"align": "right", "valign": "top", "indent": 1, "border": 1},
    "unsure": {"align": "right", "valign": "top", "indent": 1, "border": 1},
    "total": {"bold": True, "align": "right", "valign": "top", "indent": 1, "border": 1},
    "mark": {"align": "center", "valign": "vcenter", "border": 1, "bold": True},
    "share": {"align": "right", "indent": 1, "valign": "top", "border": 1},
    "group": {
        "bold": True,
        "align": "left",
        "valign": "top",
        "indent": 1,
        "text_wrap": True,
        "border": 1,
        "bg_color": _HEAD,
    },
    "band": {"bold": True, "align": "left", "valign": "vcenter", "indent": 1, "top": 1, "bottom": 1, "bg_color": _HEAD},
    "shaded": {
        "align": "left",
        "valign": "top",
        "indent": 1,
        "text_wrap": True,
        "border": 1,
        "bg_color": _SHADE,
        "bold": True,
    },
    "decision": {
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "bg_color": "#FFF9DB",
        "locked": False,
        "num_format": "@",
    },
    "carried": {"align": "left", "valign": "top", "indent": 1, "text_wrap": True, "border": 1, "bg_color": _SHADE},
    "carried_centre": {"align": "center", "valign": "top", "text_wrap": True, "border": 1, "bg_color": _SHADE},
    "code": {"font_size": 8, "font_color": "#404040"},
    "plain": {"valign": "top", "border": 1},
    "plain_head": {"bold": True, "valign": "vcenter", "text_wrap": True, "border": 1, "bg_color": _HEAD},
}

CODE = "code"
"""The style of a code under what it is the code of."""

HEADINGS = frozenset({"title", "draft", "strong", "head", "group", "band"})
"""Styles of rows that are not parted from the row below them."""
COUNTED = frozenset({"number", "total"})
STARRED = frozenset({"unsure"})
"""Numbers that are shown with an asterisk."""


@dataclass(frozen=True)
class Coded:
    """Texts of one cell, one below the other, each with its code small under it; "" for one without a code."""

    parts: tuple[tuple[str, str], ...]

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """(text, whether it is one, not a code), line ends where they belong; none is empty."""
        told = [(part, at % 2 == 0) for pair in self.parts for at, part in enumerate(pair) if part]
        return [(f"{text}\n" if at < len(told) else text, plain) for at, (text, plain) in enumerate(told, start=1)]


Value = Coded | str | int | None
"""What a cell holds; None for a blank one."""


class Formats:
    """The named formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        counted = {"num_format": cell_format()}
        starred = {"num_format": ";".join(f'{part}"*"' for part in cell_format().split(";"))}
        self._made: dict[str, Format] = {}
        for name, style in STYLES.items():
            look = {
                **FONT,
                "font_size": POINTS,
                **style,
                **(counted if name in COUNTED else starred if name in STARRED else {}),
            }
            self._made[name] = workbook.add_format(look)

    def __getitem__(self, name: str) -> Format:
        return self._made[name]


class PrintedSheet:
    """A worksheet written from the top down; ``widths`` are the pixels of its printed columns.

    ``lines_over``: how many columns its full lines go over; 0 = as many as the first page holds.
    """

    def __init__(
        self, workbook: Workbook, formats: Formats, name: str, widths: Sequence[int], lines_over: int = 0
    ) -> None:
        self.worksheet: Worksheet = workbook.add_worksheet(name)
        self.formats = formats
        self.widths = tuple(widths)
        self.lines_over = lines_over
        self.row = 0
        self._rows: list[PageRow] = []
        self.worksheet.hide_gridlines(2)
        self.worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, width in enumerate(widths):
            self.worksheet.set_column_pixels(column, column, width)

    @property
    def middle(self) -> int:
        """The last column of the left half."""
        half = sum(self.widths) // 2
        return min(range(len(self.widths) - 1), key=lambda at: abs(sum(self.widths[: at + 1]) - half))

    def put(self, column: int, value: Value, style: str) -> None:
        """One cell of the present row, None for a blank one; texts are never read as formulas or links."""
        if isinstance(value, Coded):
            self._put_coded(column, value, style)
        elif value is None:
            self.worksheet.write_blank(self.row, column, None, self.formats[style])
        elif isinstance(value, str):
            self.worksheet.write_string(self.row, column, value, self.formats[style])
        else:
            self.worksheet.write_number(self.row, column, value, self.formats[style])

    def _put_coded(self, column: int, value: Coded, style: str) -> None:
        runs = [(text, style) if even else (text, CODE) for text, even in value.runs]
        made = [part for text, look in runs for part in (self.formats[look], _ESCAPE.sub(r"_x005F\1", text))]
        self.worksheet.write_rich_string(self.row, column, *made, self.formats[style])

    def cells(self, values: Iterable[Value], styles: str | Sequence[str]) -> None:
        """A row of cells, as high as its highest; one style for all, or one a cell."""
        height = 0
        for column, value in enumerate(values):
            style = styles if isinstance(styles, str) else styles[column]
            self.put(column, value, style)
            height = max(height, self._needed(value, style, self.widths[column]))
        self.end_row(height, keeps=styles in HEADINGS if isinstance(styles, str) else False)

    def across(self, text: str, style: str, first: int = 0, last: int | None = None) -> int:
        """A text over several columns of the present row; returns the pixels of height that it needs."""
        end = len(self.widths) - 1 if last is None else last
        if end > first:
            self.worksheet.merge_range(self.row, first, self.row, end, "", self.formats[style])
        self.put(first, text, style)
        return self._height(text, style, sum(self.widths[first : end + 1]))

    def end_row(self, height: int, keeps: bool = False) -> None:
        """Fix the present row's height and go to the next; ``keeps``: they stand on one page."""
        self.worksheet.set_row_pixels(self.row, height)
        self._rows.append(PageRow(height, keeps))
        self.row += 1

    def _needed(self, value: Value, style: str, width: int) -> int:
        if not isinstance(value, Coded):
            return self._height("" if value is None else str(value), style, width)
        codes = "\n".join(code for _, code in value.parts if code)
        above = self._height("\n".join(text for text, _ in value.parts), style, width)
        return above + (self._height(codes, CODE, width) - TOP_AND_BOTTOM if codes else 0)

    @staticmethod
    def _height(text: str, style: str, width: int) -> int:
        look = STYLES[style]
        room = width - INDENT * int(look.get("indent", 0))
        return needed(text, room, int(look.get("font_size", POINTS)), bool(look.get("bold")))

    @property
    def page_columns(self) -> int:
        """How many columns the first printed page holds."""
        if sum(self.widths) <= PAGE_PIXELS * TOLERANCE:
            return len(self.widths)
        ends = (sum(self.widths[: at + 1]) for at in range(len(self.widths)))
        return max(1, sum(end <= SURE_PIXELS for end in ends))

    def line(self, text: str, style: str = "line") -> None:
        """A text over the width of a page, as high as it needs to be."""
        self.end_row(self.across(text, style, 0, (self.lines_over or self.page_columns) - 1), style in HEADINGS)

    def band(self, text: str) -> None:
        """A short heading between rows, in one cell over the blank ones beside it: rows with joined cells among them
        cannot be sorted.
        """
        for column in range(len(self.widths)):
            self.put(column, None if column else text, "band")
        self.end_row(self._height("", "band", sum(self.widths)), keeps=True)

    def opening(self, organisation: str, draft: str) -> None:
        """Whose paper it is and that it is a draft, in one cell: a column that somebody deletes takes none of it."""
        text = f"{organisation} · " if organisation else ""
        height = self.across(text + draft, "strong", 0, (self.lines_over or self.page_columns) - 1)
        if text:
            runs = (self.formats["strong"], _ESCAPE.sub(r"_x005F\1", text), self.formats["draft"], draft)
            self.worksheet.write_rich_string(self.row, 0, *runs, self.formats["draft"])
        else:
            self.put(0, draft, "draft")
        self.end_row(height, keeps=True)

    def gap(self) -> None:
        """An empty row, half a line high."""
        self.end_row(_GAP, keeps=True)

    def mark_pages(self, text: str) -> None:
        """A mark at the top right of every printed page, as typed as far as a header holds it; none if blank."""
        if text:
            self.worksheet.set_header(page_header(text))

    def printed(self, heading: int | None = None, whole: bool = False, last: int | None = None) -> None:
        """Set the page up for what was written; ``heading`` is the row repeated on each page. ``whole``: on one page,
        however small. ``last``: the first row that is not printed.
        """
        page, rows = self.worksheet, self._rows[:last]
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=_MARGIN_INCHES, right=_MARGIN_INCHES, top=0.55, bottom=0.6)
        page.center_horizontally()
        page.set_footer(f'&C&"Times New Roman,Regular"&11{say("workbook.page", page="&P", pages="&N")}')
        page.print_area(0, 0, max(0, len(rows) - 1), len(self.widths) - 1)
        if heading is not None:
            page.repeat_rows(heading)
        room = ROOM * 100 // self._scale
        if whole or room < sum(row.height for row in rows) <= room * SNUG:
            page.fit_to_pages(1, 1)
            return
        # A program that fits to a width of its own choice takes no page breaks of ours.
        page.set_print_scale(self._scale)
        repeated = (rows[heading].height, heading) if heading is not None and heading < len(rows) else (0, 0)
        page.set_h_pagebreaks(page_ends(rows, room, *repeated))

    @property
    def _scale(self) -> int:
        """Percent at which the columns surely fit on a page; 100 where they go over several."""
        width = sum(self.widths)
        return 100 if width > PAGE_PIXELS * TOLERANCE else min(100, SURE_PIXELS * 100 // width)


def headed(sheet: PrintedSheet, title: str, organisation: str, secrecy: str, note: str = "") -> PrintedSheet:
    """The sheet under its head: organisation and "draft", title, a note; the mark of secrecy on every page."""
    sheet.mark_pages(secrecy)
    sheet.opening(organisation, say("workbook.draft"))
    sheet.line(title, "title")
    if note:
        sheet.line(note)
    sheet.gap()
    return sheet


def share(fixed: Sequence[int], count: int, least: int = 0) -> list[int]:
    """``fixed`` widths followed by ``count`` equal ones that fill the page, each of ``least`` at least."""
    rest = max(least, (PAGE_PIXELS - sum(fixed)) // max(1, count))
    return [*fixed, *[rest] * count]
