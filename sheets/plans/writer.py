"""Writes plans.xlsx: what a committee reads, prints and marks."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter.workbook import Workbook

from luanchuyen.models.plan import Result
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.paper.formats import FONT
from luanchuyen.sheets.plans import (
    chains,
    comparison,
    plan_page,
    rules_page,
    statistics,
    summary,
    unfilled,
    verification,
)
from luanchuyen.sheets.plans.book import PlansBook

NAMELESS = ("title", "subject", "author", "manager", "company", "category", "keywords", "comments")


def workbook_options() -> dict[str, Any]:
    """How a workbook to be printed is made: in memory, every text a text."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {**FONT, "font_size": 11},
    }


def write_plans(target: Path | str | BinaryIO, situation: Situation, result: Result) -> None:
    """Write the workbook of a result to a path or an open binary stream.

    The same facts and the same result give the same bytes: no clock, no user, no machine. Texts are always
    texts, never formulas or links. OSError where the file cannot be written.
    """
    stream = io.BytesIO()
    workbook = new_workbook(stream, dt.datetime.combine(situation.instance.settings.as_of, dt.time()))
    book = PlansBook(workbook, situation, result)
    summary.write(book)
    for plan in result.plans:
        plan_page.write(book, plan)
    for page in (comparison, chains, unfilled, statistics, rules_page, verification):
        page.write(book)
    workbook.close()
    if isinstance(target, Path | str):
        Path(target).write_bytes(stream.getvalue())
    else:
        target.write(stream.getvalue())


def new_workbook(stream: BinaryIO, created: dt.datetime) -> Workbook:
    """A workbook of ours: texts stay texts, no clock, no user, no machine."""
    workbook = Workbook(stream, workbook_options())
    workbook.set_properties({**dict.fromkeys(NAMELESS, ""), "created": created})
    return workbook
