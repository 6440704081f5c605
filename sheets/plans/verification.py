"""The sheet Kiểm chứng: what was checked and by whom, score against bound, hashes, versions, options."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.certificate import checked
from luanchuyen.models.plan import Plan
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook, plan_name
from luanchuyen.wording.numbers import day, number
from luanchuyen.wording.proofs import phrase, tiers

WIDTHS = (110, 150, 150, 150, 470)
CHECKS = ("hard", "score", "bound", "infeasible", "same_bytes")
BETWEEN, LONG = " / ", 20
"""``LONG``: letters of a value up to which two stand in a row."""
RECORD = ("input_sha256", "rules_sha256", "rules", "version", "solver", "seed")


def write(book: PlansBook) -> None:
    """Add the sheet."""
    sheet = book.sheet(say("workbook.sheet_verification"), say("workbook.verification_title"), WIDTHS)
    for check in CHECKS:
        sheet.line(say(f"workbook.check_{check}"))
    sure = sum(checked(book.result.certificate, plan.rank) for plan in book.plans)
    sheet.line(say("workbook.bound_checked", count=sure))
    sheet.line(say("workbook.bound_engine", count=len(book.plans) - sure))
    sheet.line(say("workbook.proof_scope"), "strong")
    sheet.gap()
    columns = ("plan", "score", "summed", "bound", "proof")
    listed = BETWEEN.join(map(str, tiers(book.result)))
    sheet.cells([say(f"workbook.verification_{name}", tiers=listed) for name in columns], "head")
    for plan in book.plans:
        sheet.cells(_plan(book, plan), ("text", "centre", "centre", "centre", "text"))
    sheet.gap()
    _record(book, sheet)
    sheet.printed()


def _plan(book: PlansBook, plan: Plan) -> list[str]:
    """Name, points, what the findings add up to, bound, all tier by tier; how sure it is."""
    summed: Counter[int] = Counter()
    for finding in plan.findings:
        summed[finding.tier] += finding.cost
    told = (
        BETWEEN.join(number(by_tier.get(t, 0)) for t in sorted(plan.score))
        for by_tier in (plan.score, summed, plan.bound)
    )
    return [plan_name(plan), *told, _words(book, plan)]


def _words(book: PlansBook, plan: Plan) -> str:
    waived = sum(finding.waiver is not None for finding in plan.findings)
    standing = sum(finding.level == "standing" for finding in plan.findings)
    broken = sum(f.level == "hard" and f.amount > 0 and f.waiver is None for f in plan.findings)
    counts = say("workbook.finding_counts", broken=broken, waived=waived, standing=standing)
    return f"{phrase(plan, book.result)}\n{counts}"


def _record(book: PlansBook, sheet: PrintedSheet) -> None:
    record = book.result.record
    rows = [(say("workbook.record_as_of"), day(book.situation.instance.settings.as_of))]
    rows += [(say(f"workbook.record_{name}"), _plain(record[name])) for name in RECORD if name in record]
    options = record.get("options")
    if isinstance(options, Mapping):
        rows += [(_option(key), _plain(value)) for key, value in sorted(options.items()) if key not in record]
    # A hash begins its row: there it is looked for where the sheet of lists is gone.
    alone = [row for row in rows if len(row[1]) > LONG]
    short = [row for row in rows if len(row[1]) <= LONG]
    for label, value in alone:
        sheet.end_row(max(sheet.across(label, "text", 0, 1), sheet.across(value, "text", 2)))
    for left, right in zip(short[::2], [*short[1::2], *[("", "")] * (len(short) % 2)], strict=True):
        spans = zip((*left, *right), ((0, 1), (2, 2), (3, 3), (4, 4)), strict=True)
        sheet.end_row(max(sheet.across(text, "text", *span) for text, span in spans))


def _option(key: str) -> str:
    name = f"workbook.option_{key}"
    return say(name) if knows(name) else key


def _plain(value: object) -> str:
    if value is None or isinstance(value, bool):
        return say("workbook.yes" if value else "workbook.no")
    if isinstance(value, list | tuple):
        return say("workbook.persons_listed", count=len(value))
    key = f"workbook.value_{value}"
    return say(key) if knows(key) else _dated(value) if isinstance(value, str) else str(value)


def _dated(text: str) -> str:
    """A date of the record as dates are written; any other text as it stands."""
    try:
        return day(dt.date.fromisoformat(text))
    except ValueError:
        return text
