"""The sheet Điểm theo quy định: what each rule costs each plan."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.paper.formats import PAGE_PIXELS
from luanchuyen.wording.rules import rule_name

NUMBER, LEAST_NAME, MOST_RULE, LEAST_RULE = 44, 150, 130, 72


def write(book: ComparisonBook) -> None:
    """Add the sheet: a row a plan, a column a rule that costs some plan points."""
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
    for number, one in book.numbered:
        points = [one.by_rule.get(rule, 0) if one.planned else None for rule in rules]
        sheet.cells([number, book.name(one), *points], ["centre", "text", *["number"] * len(rules)])
    sheet.worksheet.repeat_columns(0, 1)
    sheet.printed(heading)
