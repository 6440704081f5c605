"""The sheet of one plan: eleven printed columns, a row a person, and the look-up block beside them."""

from __future__ import annotations

from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook, plan_name
from luanchuyen.sheets.plans.lookup import Lookup
from luanchuyen.sheets.plans.plan_rows import PlanRow, empty_rows, moved_rows, waiting_rows
from luanchuyen.wording.findings import about, of_plan, remark
from luanchuyen.wording.numbers import sentence
from luanchuyen.wording.proofs import phrase, scores

WIDTHS = {
    "stt": 36,
    "name": 92,
    "birth": 40,
    "home": 90,
    "present": 124,
    "planned": 128,
    "form": 84,
    "term": 86,
    "successor": 96,
    "remarks": 188,
    "decision": 66,
}
CENTRED = frozenset({"stt", "birth", "term"})
FROZEN_COLUMNS = 2
DECISION = list(WIDTHS).index("decision")
_NO_BREAK = "\u00a0"
"""Where a long title must not be broken: "Phương án" and its number stay on one line."""
LOOKUP_COLUMN = len(WIDTHS) + 1
"""Where the look-up block begins, after one empty column; it is not printed."""


def write(book: PlansBook, plan: Plan) -> None:
    """Add the sheet of ``plan``."""
    sheet = book.sheet(plan_name(plan), _title(book, plan), list(WIDTHS.values()), _note(book, plan))
    lookup = Lookup(book, plan, sheet, LOOKUP_COLUMN)
    heading = sheet.row
    lookup.heading()
    sheet.cells([say(f"workbook.plan_{column}") for column in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, FROZEN_COLUMNS)
    _rows(sheet, lookup, moved_rows(book, plan))
    _section(sheet, lookup, "workbook.plan_empty_posts", empty_rows(book, plan))
    _section(sheet, lookup, "workbook.plan_waiting", waiting_rows(book, plan))
    _remarks(book, sheet, plan)
    sheet.printed(heading)


def _title(book: PlansBook, plan: Plan) -> str:
    title = book.situation.instance.settings.title or say("workbook.title")
    return say("workbook.plan_title", title=title, plan=plan_name(plan).replace(" ", _NO_BREAK))


def _note(book: PlansBook, plan: Plan) -> str:
    said = say("workbook.plan_note", scores=scores(plan), proof=phrase(plan, book.result))
    return f"{said}\n{say('workbook.decision_note')}"


def _section(sheet: PrintedSheet, lookup: Lookup, key: str, rows: Sequence[PlanRow]) -> None:
    if rows:
        sheet.line(say(key, count=len(rows)), "group")
        _rows(sheet, lookup, rows)


def _rows(sheet: PrintedSheet, lookup: Lookup, rows: Sequence[PlanRow]) -> None:
    texts = ["centre" if column in CENTRED else "text" for column in WIDTHS][:-1]
    for at, row in enumerate(rows, start=1):
        lookup.row(row)
        if row.decided:
            sheet.worksheet.data_validation(sheet.row, DECISION, sheet.row, DECISION, _prompt())
        sheet.cells([at, *row.printed, ""], [*texts, "decision" if row.decided else "text"])


def _prompt() -> dict[str, object]:
    return {
        "validate": "any",
        "input_title": say("workbook.plan_decision"),
        "input_message": say("workbook.decision_prompt"),
    }


def _remarks(book: PlansBook, sheet: PrintedSheet, plan: Plan) -> None:
    findings = of_plan(plan)
    if not findings:
        return
    sheet.line(say("workbook.plan_remarks_of_plan"), "group")
    for finding in findings:
        said, subject = remark(finding), about(finding.subject, book.names)
        told = say("workbook.remark_of", subject=subject, said=said) if subject else said
        sheet.line(sentence(told), "text")
