"""The sheet of one plan: ten printed columns, a row a person, and the look-up block beside them. Of the plans behind
the first the lines that say what the first plan's do stand below the printed ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

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
    "stt": 38,
    "name": 104,
    "birth": 44,
    "home": 96,
    "present": 136,
    "planned": 138,
    "form": 108,
    "successor": 88,
    "remarks": 218,
    "decision": 60,
}
CENTRED = frozenset({"stt", "birth"})
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
    own = book.own[plan.rank]
    moved, empty, waiting = moved_rows(book, plan), empty_rows(book, plan), waiting_rows(book, plan)
    page.rows([row for row in moved if row.cadre in own.moved])
    page.section("workbook.plan_empty_posts", [row for row in empty if own.empty.issuperset(row.posts)])
    page.section("workbook.plan_waiting", [row for row in waiting if row.cadre in own.waiting])
    _remarks(book, sheet, plan)
    if plan is book.plans[0]:
        page.section("workbook.plan_recorded", recorded_rows(book))
    last = sheet.row
    page.section("workbook.plan_alike", [
        *(row for row in moved if row.cadre not in own.moved),
        *(row for row in empty if not own.empty.issuperset(row.posts)),
        *(row for row in waiting if row.cadre not in own.waiting),
    ])  # fmt: skip
    sheet.printed(heading, last=last)


def _title(book: PlansBook, plan: Plan) -> str:
    title = book.situation.instance.settings.title or say("workbook.title")
    return say("workbook.plan_title", title=title, plan=plan_name(plan).replace(" ", _NO_BREAK))


def _note(book: PlansBook, plan: Plan) -> str:
    said = say("workbook.plan_note", scores=scores(plan), proof=phrase(plan, book.result))
    own, term = book.own[plan.rank], book.terms(plan)
    noted = [f"{said} {say('workbook.plan_term', term=term)}" if term else said]
    if plan is not book.plans[0]:
        values = {"first": plan_name(book.plans[0]), "differ": len(own.moved), "all": len(plan.by_cadre)}
        stays = ", ".join(book.names.person(cadre) for cadre in sorted(own.stays, key=book.names.order))
        noted.append(say("workbook.plan_own", **values))
        noted += [say("workbook.plan_stays", first=values["first"], names=stays)] if stays else []
    noted.append(book.reasons[plan.rank].note())
    noted += [say("workbook.decision_note")] if plan is book.plans[0] else []
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
            self.sheet.band(say(key, count=len(rows)))
            self.rows(rows)

    def rows(self, rows: Sequence[PlanRow]) -> None:
        """Rows, numbered from one."""
        for at, row in enumerate(rows, start=1):
            looks = ("carried", "carried_centre") if row.settled else ("text", "centre")
            styles = [looks[column in CENTRED] for column in WIDTHS][:-1]
            self.lookup.row(row)
            word = self.lookup.hand(row).mark
            self.sheet.cells([at, *row.printed, word or None], [*styles, "decision"])
        self._offer(self.sheet.row - len(rows), rows)

    def _offer(self, start: int, rows: Sequence[PlanRow]) -> None:
        """The drop-downs of rows written from ``start`` on: one for those below each other that offer the same."""
        told = groupby(enumerate(rows, start), key=lambda place: self.choices.offers(*place))
        for (first, row), *others in (list(alike) for _, alike in told):
            last = others[-1][0] if others else first
            self.sheet.worksheet.data_validation(first, DECISION, last, DECISION, dict(self.choices.rule(row)))


def _remarks(book: PlansBook, sheet: PrintedSheet, plan: Plan) -> None:
    """What is found of the plan as a whole; behind the first plan what is not found of that one."""
    known = [] if plan is book.plans[0] else of_plan(book.plans[0])
    findings = [found for found in of_plan(plan) if found not in known]
    if not findings:
        return
    sheet.line(say("workbook.plan_remarks_of_plan"), "group")
    for finding in findings:
        said, subject = remark(finding, book.situation), about(finding.subject, book.names)
        told = say("workbook.remark_of", subject=subject, said=said) if subject else said
        sheet.line(sentence(told), "text")
