"""The sheet of one plan: eleven printed columns, a row a person, and the look-up block beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook, plan_name
from luanchuyen.sheets.plans.choices import Choices
from luanchuyen.sheets.plans.lookup import Lookup
from luanchuyen.sheets.plans.plan_rows import PlanRow, empty_rows, moved_rows, recorded_rows, waiting_rows
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
LOOKUP_COLUMN = len(WIDTHS)
"""Where the look-up block begins, which is not printed. No empty column before it: a program that sorts or filters
takes what is joined for one table, and marks must not part from their codes.
"""


def write(book: PlansBook, plan: Plan, choices: Choices) -> None:
    """Add the sheet of ``plan``."""
    sheet = book.sheet(plan_name(plan), _title(book, plan), list(WIDTHS.values()), _note(book, plan))
    lookup = Lookup(book, plan, sheet, LOOKUP_COLUMN)
    heading = sheet.row
    lookup.heading()
    sheet.cells([say(f"workbook.plan_{column}") for column in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, FROZEN_COLUMNS)
    page = PlanPage(sheet, lookup, choices)
    page.rows(moved_rows(book, plan))
    page.section("workbook.plan_empty_posts", empty_rows(book, plan))
    page.section("workbook.plan_waiting", waiting_rows(book, plan))
    _remarks(book, sheet, plan)
    if plan is book.plans[0]:
        page.section("workbook.plan_recorded", recorded_rows(book))
    sheet.printed(heading)


def _title(book: PlansBook, plan: Plan) -> str:
    title = book.situation.instance.settings.title or say("workbook.title")
    return say("workbook.plan_title", title=title, plan=plan_name(plan).replace(" ", _NO_BREAK))


def _note(book: PlansBook, plan: Plan) -> str:
    said = say("workbook.plan_note", scores=scores(plan), proof=phrase(plan, book.result))
    noted = [said, book.reasons[plan.rank].note(), say("workbook.decision_note")]
    noted += [say("workbook.recorded_note")] if book.decisions else []
    return "\n".join(filter(None, noted))


@dataclass(frozen=True)
class PlanPage:
    """Writes the rows of a plan's sheet: what is printed, the block beside it, what each decision offers."""

    sheet: PrintedSheet
    lookup: Lookup
    choices: Choices

    def section(self, key: str, rows: Sequence[PlanRow]) -> None:
        """A heading and its rows; nothing where there are none."""
        if rows:
            self.sheet.line(say(key, count=len(rows)), "group")
            self.rows(rows)

    def rows(self, rows: Sequence[PlanRow]) -> None:
        """Rows, numbered from one."""
        for at, row in enumerate(rows, start=1):
            looks = ("carried", "carried_centre") if row.settled else ("text", "centre")
            styles = [looks[column in CENTRED] for column in WIDTHS][:-1]
            self.lookup.row(row)
            self.sheet.worksheet.data_validation(
                self.sheet.row, DECISION, self.sheet.row, DECISION, dict(self.choices.rule(row))
            )
            word = self.lookup.hand(row).mark
            self.sheet.cells([at, *row.printed, word or None], [*styles, "decision"])


def _remarks(book: PlansBook, sheet: PrintedSheet, plan: Plan) -> None:
    findings = of_plan(plan)
    if not findings:
        return
    sheet.line(say("workbook.plan_remarks_of_plan"), "group")
    for finding in findings:
        said, subject = remark(finding), about(finding.subject, book.names)
        told = say("workbook.remark_of", subject=subject, said=said) if subject else said
        sheet.line(sentence(told), "text")
