"""The block beside a plan's printed columns: more room for the committee's hand, codes by which the sheet is read
back, facts, points a rule."""

from __future__ import annotations

from collections import defaultdict

from luanchuyen.messages import say
from luanchuyen.models.committee.decision import ANYBODY
from luanchuyen.models.plan import Plan
from luanchuyen.models.retirement import remaining_months
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.plan_rows import PlanRow
from luanchuyen.wording.findings import of_cadres
from luanchuyen.wording.rules import rule_name

HAND = {"reason": 170, "waiver": 200, "note": 170}
"""Columns that the program leaves blank, beside Chốt on the printed page."""
COLUMNS = {
    "cadre": 90,
    "posts": 110,
    "plan": 80,
    "home": 200,
    "from_posts": 110,
    "from_unit": 200,
    "to_unit": 200,
    "direction": 90,
    "from_bloc": 100,
    "to_bloc": 100,
    "term": 180,
    "modes": 260,
    "sex": 70,
    "age": 60,
    "remaining": 90,
    "cost": 80,
}
POINTS_WIDTH = 100
Values = dict[str, str | int]


class Lookup:
    """Writes the block, from ``column`` on, into the rows that the plan's sheet is about to write."""

    def __init__(self, book: PlansBook, plan: Plan, sheet: PrintedSheet, column: int) -> None:
        self.book, self.plan, self.sheet, self.column = book, plan, sheet, column
        costs = {f.rule for findings in of_cadres(plan).values() for f in findings if f.cost}
        self.rules = sorted(costs)
        widths = [*HAND.values(), *COLUMNS.values(), *[POINTS_WIDTH] * len(self.rules)]
        for at, width in enumerate(widths, start=column):
            sheet.worksheet.set_column_pixels(at, at, width)

    def heading(self) -> None:
        """The block's headings, in the present row."""
        headings = [say(f"workbook.lookup_{name}") for name in (*HAND, *COLUMNS)]
        headings += [say("workbook.lookup_points", rule=rule_name(rule)) for rule in self.rules]
        for at, heading in enumerate(headings, start=self.column):
            self.sheet.put(at, heading, "plain_head")

    def row(self, row: PlanRow) -> None:
        """One row of the block, in the present row."""
        values: Values = {"cadre": row.cadre, "posts": "; ".join(row.posts), "plan": self.plan.rank}
        if row.recorded is not None:
            values |= {"cadre": row.cadre or ANYBODY, "plan": say("workbook.lookup_recorded")}
        entered = self.book.situation.lead(row.posts) if row.move is not None else None
        values |= self._of_cadre(row.cadre, entered) if row.cadre else {}
        values |= self._of_move(row)
        costs: dict[str, int] = defaultdict(int)
        for finding in row.findings:
            costs[finding.rule] += finding.cost
        cells = [values.get(name, "") for name in COLUMNS]
        cells += [costs[rule] if row.move else "" for rule in self.rules]
        given = (row.recorded.reason, row.recorded.waiver) if row.recorded is not None else ()
        for at in range(len(HAND)):
            self.sheet.put(self.column + at, (given[at : at + 1] or (None,))[0] or None, "decision")
        for at, value in enumerate(cells, start=self.column + len(HAND)):
            self.sheet.put(at, value, "plain" if isinstance(value, str) else "number")

    def _of_cadre(self, cadre_id: str, entered: str | None) -> Values:
        situation, names = self.book.situation, self.book.names
        unit = situation.unit_of[cadre_id]
        return {
            "home": names.home(cadre_id),
            "from_posts": "; ".join(situation.held[cadre_id]),
            "from_unit": names.unit(unit),
            "from_bloc": situation.instance.units[unit].bloc or "",
            "sex": say(f"workbook.sex_{situation.cadre(cadre_id).sex}"),
            "age": names.age(cadre_id, entered),
            "remaining": self._remaining(cadre_id, entered),
        }

    def _remaining(self, cadre_id: str, entered: str | None) -> int:
        situation = self.book.situation
        table = situation.policy.vocabulary.retirement
        day = situation.day_of_ages(entered) if entered else situation.start
        return remaining_months(situation.cadre(cadre_id), table, day)

    def _of_move(self, row: PlanRow) -> Values:
        situation, names = self.book.situation, self.book.names
        units = dict.fromkeys(situation.post(post_id).unit_id for post_id in row.posts)
        values: Values = {
            "to_unit": "; ".join(names.unit(unit) for unit in units),
            "to_bloc": "; ".join(dict.fromkeys(situation.instance.units[u].bloc or "" for u in units)),
            "modes": "; ".join(f"{post}: {mode}" for post in row.posts if (mode := names.mode(post))),
        }
        if row.move is not None:
            values["term"] = self.book.term(row.move.form)
            values["direction"] = say(f"rules.direction_{row.move.direction}")
            values["cost"] = sum(finding.cost for finding in row.findings)
        return values
