"""Writes an answer to be printed: what the screen shows, and a table where there are many to be told."""

from __future__ import annotations

import io
from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Answer, CadreAnswer, PairAnswer, PostAnswer
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.paper.formats import Formats, PrintedSheet, headed
from luanchuyen.sheets.paper.workbook import new_workbook
from luanchuyen.wording.answers.breaches import breach_name, breach_words
from luanchuyen.wording.answers.pairs import row_words
from luanchuyen.wording.names import Names

WIDTHS = (90, 260, 340, 340)


def answer_xlsx(situation: Situation, answer: Answer, lines: Sequence[str]) -> bytes:
    """The workbook. The same answer gives the same bytes: no clock, no user, no machine."""
    stream, settings = io.BytesIO(), situation.instance.settings
    workbook = new_workbook(stream, settings.as_of)
    sheet = PrintedSheet(workbook, Formats(workbook), say("why.sheet"), WIDTHS)
    headed(sheet, lines[0].rstrip(":"), settings.organisation, settings.secrecy)
    rows: Sequence[PairAnswer] = ()
    if isinstance(answer, PostAnswer | CadreAnswer):
        rows = answer.candidates if isinstance(answer, PostAnswer) else answer.posts
    for line in lines[-1:] if rows else lines[1:]:
        sheet.line(line)
    if rows:
        _table(sheet, situation, rows, isinstance(answer, PostAnswer))
    else:
        sheet.printed()
    workbook.close()
    return stream.getvalue()


def lines_xlsx(situation: Situation, title: str, lines: Sequence[str]) -> bytes:
    """Lines to be printed, the first as the head. The same lines give the same bytes."""
    stream, settings = io.BytesIO(), situation.instance.settings
    workbook = new_workbook(stream, settings.as_of)
    sheet = PrintedSheet(workbook, Formats(workbook), title, WIDTHS)
    headed(sheet, lines[0], settings.organisation, settings.secrecy)
    for line in lines[1:]:
        sheet.line(line)
    sheet.printed()
    workbook.close()
    return stream.getvalue()


def _table(sheet: PrintedSheet, situation: Situation, rows: Sequence[PairAnswer], people: bool) -> None:
    names, heading = Names(situation), sheet.row
    who = "cadre" if people else "post"
    sheet.cells([say(f"why.column_{name}") for name in (f"{who}_code", who, "said", "breaches")], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    for one in rows:
        code, name = (one.cadre, names.person(one.cadre)) if people else (one.post, names.post(one.post))
        bars = [f"{breach_name(b)}: {breach_words(b, names)}" for b in one.breaches]
        sheet.cells([code, name, row_words(one), "\n".join(bars)], "text")
    sheet.printed(heading)
