"""How the input workbook looks: formats, widths, the printed page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luanchuyen.messages import say
from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.paper.formats import FONT

POINTS = 12
PLAIN_FONT = {**FONT, "font_scheme": "none"}
"""Without the mark of the theme's font, for which Excel would show another."""

REQUIRED_COLOUR, OPTIONAL_COLOUR, EXAMPLE_COLOUR = "#1F4E79", "#DDEBF7", "#FFF9DB"
HEADING_PIXELS = 62
NAMED = frozenset({"name", "title", "position", "reason", "document"})

_LINED = {"border": 1, "border_color": "#A6A6A6"}
_CELL = {"valign": "top", "text_wrap": True}
_HEAD = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
_EXAMPLE = {**_CELL, "italic": True, "bg_color": EXAMPLE_COLOUR, **_LINED}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "required": {**_HEAD, "bg_color": REQUIRED_COLOUR, "font_color": "#FFFFFF"},
    "optional": {**_HEAD, "bg_color": OPTIONAL_COLOUR},
    "text": {**_CELL, "num_format": "@"},
    "number": {**_CELL, "align": "center", "num_format": "0"},
    "example_text": {**_EXAMPLE, "num_format": "@"},
    "example_number": {**_EXAMPLE, "align": "center", "num_format": "0"},
    "label": {"valign": "top", "text_wrap": True, "num_format": "@", **_LINED},
    "label_required": {"bold": True, "valign": "top", "text_wrap": True, "num_format": "@", **_LINED},
    "title": {"bold": True, "font_size": 18, "valign": "vcenter"},
    "section": {
        "bold": True,
        "font_size": 14,
        "valign": "vcenter",
        "font_color": REQUIRED_COLOUR,
        "bottom": 1,
    },
    "line": {"valign": "top", "text_wrap": True},
    "strong": {"valign": "top", "text_wrap": True, "bold": True},
    "link": {"valign": "top", "font_color": "#0563C1", "underline": 1},
    "typed": {"valign": "top", "text_wrap": True, "font_name": "Consolas", "font_size": 10},
    "close": {"italic": True, "align": "center", "valign": "vcenter"},
}
_WIDTHS = {
    "code": 125, "codes": 150, "date": 105, "yes_no": 75, "whole": 85, "number": 85, "level": 85, "bloc": 145,
    "sector": 165, "kind": 195, "scale": 130, "word": 140, "evaluations": 190, "skills": 190, "planned": 190,
    "place": 250,
}  # fmt: skip
_NAMED_WIDTH, _TEXT_WIDTH = 250, 165
_LETTER, _PADDING, _HEADING_LINES = 10, 16, 3
_PAGE_PIXELS = 1500
"""What A4 landscape takes in one page's width at a size that can still be read."""


class Look:
    """The formats of one workbook, by name."""

    def __init__(self, workbook: Workbook) -> None:
        self._made = {
            name: workbook.add_format({**PLAIN_FONT, "font_size": POINTS, **style}) for name, style in _STYLES.items()
        }

    def __getitem__(self, name: str) -> Format:
        return self._made[name]


def width(column: Column) -> int:
    """The pixels that a column is wide; its heading stands on three lines at most."""
    usual = _NAMED_WIDTH if column.id in NAMED else _WIDTHS.get(column.reads, _TEXT_WIDTH)
    longest = max(len(word) for word in f"{column.heading} *".split())
    return max(usual, _LETTER * max(longest, len(column.heading) // _HEADING_LINES + 2) + _PADDING)


def print_set_up(page: Worksheet, pixels: int) -> None:
    """A4 landscape with the heading row on each page; wide sheets take several pages side by side."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.65)
    page.hide_gridlines(0)
    page.repeat_rows(0)
    page.fit_to_pages(max(1, round(pixels / _PAGE_PIXELS)), 0)
    footer = say("template.footer", sheet="&A", page="&P", pages="&N")
    page.set_footer(f'&C&"Times New Roman,Regular"&10{footer}')
