"""A new workbook of ours, to be printed or filled in. The same pages give the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, BinaryIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luanchuyen.sheets.paper.formats import FONT

NAMELESS = ("title", "subject", "author", "manager", "company", "category", "keywords", "comments")


class RangesSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas are plain ranges: XlsxWriter would look in each for 155 functions of later Excels, for
    a tenth of the time that a region's plans take to be written.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def new_workbook(stream: BinaryIO, created: dt.date, font: Mapping[str, Any] = FONT) -> Workbook:
    """Made in memory; texts stay texts, never formulas or links; no clock, no user, no machine."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {**font, "font_size": 11},
    }
    workbook = Workbook(stream, options)
    workbook.worksheet_class = RangesSheet
    made = dt.datetime.combine(created, dt.time())
    workbook.set_properties({**dict.fromkeys(NAMELESS, ""), "created": made})
    return workbook
