"""The sheet Điểm theo quy định: what each rule costs each plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.paper.formats import PAGE_PIXELS, PrintedSheet
from luanchuyen.wording.rules import rule_name

NUMBER, LEAST_NAME, MOST_RULE, LEAST_RULE = 44, 240, 130, 72


def write(book: ComparisonBook) -> None:
    """Add the sheet: a row a different plan, a column a rule that costs some plan points."""
    rules = book.comparison.rules
    each = max(LEAST_RULE, min(MOST_RULE, (PAGE_PIXELS - NUMBER - LEAST_NAME) // max(1, len(rules))))
    name = max(LEAST_NAME, PAGE_PIXELS - NUMBER - each * len(rules))
    widths = [NUMBER, name, *[each] * len(rules)]
    note = "" if rules else say("compare.points_none")
    sheet = book.sheet(say("compare.sheet_points"), say("compare.points_title"), widths, note)
    heading = sheet.row
    heads = [say("compare.points_rule", tier=tier, rule=rule_name(rule)) for tier, rule in rules]
    sheet.cells([say("compare.number"), say("compare.name"), *heads], "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    _rows(sheet, book.told, rules)
    last = sheet.row
    if rest := list(book.rest):
        sheet.line(say("compare.rest_unprinted", count=len(rest)), "group")
    _rows(sheet, rest, rules)
    sheet.worksheet.repeat_columns(0, 1)
    sheet.printed(heading, last=last)


def _rows(sheet: PrintedSheet, told: Iterable[tuple[str, str, Compared]], rules: Sequence[tuple[int, str]]) -> None:
    for number, name, one in told:
        points = [one.by_rule.get(rule, 0) if one.planned else None for rule in rules]
        sheet.cells([number, name, *points], ["centre", "text", *["number"] * len(rules)])
