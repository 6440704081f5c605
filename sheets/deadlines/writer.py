"""Writes what falls due to be printed: a line a deadline, under its quarter."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.optimizer.deadlines.deadline import Deadline
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.paper.formats import PAGE_PIXELS, Formats, PrintedSheet, headed
from luanchuyen.sheets.paper.workbook import new_workbook
from luanchuyen.wording.deadlines import DeadlineWords
from luanchuyen.wording.numbers import day

COLUMNS = ("date", "kind", "person", "cadre", "post", "unit", "successors")
STYLES = ("centre", "text", "text", "centre", "text", "text", "number")
_FIXED = (95, 175, 150, 75, 0, 165, 75)


def deadlines_xlsx(situation: Situation, deadlines: Sequence[Deadline], last: dt.date) -> bytes:
    """The workbook. The same deadlines give the same bytes: no clock, no user, no machine."""
    stream = io.BytesIO()
    settings, words = situation.instance.settings, DeadlineWords(situation)
    workbook = new_workbook(stream, settings.as_of)
    widths = [width or PAGE_PIXELS - sum(_FIXED) for width in _FIXED]
    sheet = PrintedSheet(workbook, Formats(workbook), say("calendar.sheet"), widths)
    title = say("calendar.title", first=day(settings.as_of), last=day(last))
    headed(sheet, title, settings.organisation, settings.secrecy, say("calendar.note"))
    heading = sheet.row
    sheet.cells([say(f"calendar.column_{name}") for name in COLUMNS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    for quarter, those in words.by_quarter(deadlines).items():
        sheet.line(say("calendar.quarter_count", quarter=quarter, count=len(those)), "group")
        for one in those:
            told = (day(one.date), words.kind(one), words.person(one), one.cadre or "", words.post(one))
            sheet.cells([*told, words.unit(one), one.successors if words.successors(one) else None], STYLES)
    if not deadlines:
        sheet.line(say("calendar.nothing"))
    sheet.printed(heading)
    workbook.close()
    return stream.getvalue()
