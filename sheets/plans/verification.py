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
from luanchuyen.wording.numbers import day
from luanchuyen.wording.proofs import phrase

WIDTHS = (120, 60, 140, 150, 140, 420)
CHECKS = ("hard", "score", "bound", "infeasible", "same_bytes")
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
    columns = ("plan", "tier", "score", "summed", "bound", "proof")
    sheet.cells([say(f"workbook.verification_{name}") for name in columns], "head")
    for plan in book.plans:
        _plan(book, sheet, plan)
    sheet.gap()
    _record(book, sheet)
    sheet.printed()


def _plan(book: PlansBook, sheet: PrintedSheet, plan: Plan) -> None:
    summed: Counter[int] = Counter()
    for finding in plan.findings:
        summed[finding.tier] += finding.cost
    styles = ("text", "centre", "number", "number", "number", "text")
    for at, (tier, score) in enumerate(sorted(plan.score.items())):
        bound = plan.bound.get(tier, 0)
        words = _words(book, plan) if at == 0 else ""
        sheet.cells([plan_name(plan) if at == 0 else "", tier, score, summed[tier], bound, words], styles)


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
    for label, value in rows:
        sheet.end_row(max(sheet.across(label, "text", 0, 1), sheet.across(value, "text", 2)))


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
