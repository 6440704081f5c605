"""The sheet Kiểm chứng: what was checked and by whom, score against bound, hashes, versions, options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from luanchuyen.messages import say
from luanchuyen.models.certificate import checked
from luanchuyen.models.plan import Plan
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook, plan_names
from luanchuyen.wording.numbers import day, number
from luanchuyen.wording.proofs import phrase, tiers
from luanchuyen.wording.run_records import option_name, record_value

WIDTHS = (130, 140, 140, 190, 430)
CHECKS = ("hard", "score", "bound", "infeasible", "same_bytes")
BETWEEN, LONG, MOST_ON_A_PAGE = " / ", 20, 8
"""``LONG``: letters of a value up to which two stand in a row. Up to so many plans are told on one page."""
RECORD = ("input_sha256", "rules_sha256", "rules", "version", "solver", "seed")


def write(book: PlansBook) -> None:
    """Add the sheet."""
    sheet = book.sheet(say("workbook.sheet_verification"), say("workbook.verification_title"), WIDTHS)
    for check in CHECKS:
        sheet.line(say(f"workbook.check_{check}"))
    sure = sum(checked(book.result.certificate, plan.rank) for plan in book.plans)
    for word, count in (("checked", sure), ("engine", len(book.plans) - sure)):
        if count:
            sheet.line(say(f"workbook.bound_{word}", count=count))
    sheet.line(say("workbook.proof_scope"), "strong")
    sheet.gap()
    columns = ("plan", "score", "summed", "bound", "proof")
    headings = {name: say(f"workbook.verification_{name}") for name in columns}
    listed = BETWEEN.join(map(str, tiers(book.result)))
    headings["score"] = say("workbook.verification_tiers", what=headings["score"], tiers=listed)
    sheet.cells(headings.values(), "head")
    alike: dict[tuple[str, ...], list[Plan]] = {}
    for plan in book.plans:
        alike.setdefault(_told(book, plan), []).append(plan)
    for told, plans in alike.items():
        sheet.cells([plan_names(plans), *told], ("text", "centre", "centre", "centre", "text"))
    sheet.gap()
    _record(book, sheet)
    sheet.printed(whole=len(book.plans) <= MOST_ON_A_PAGE)


def _told(book: PlansBook, plan: Plan) -> tuple[str, ...]:
    """Points, what the findings add up to, bound, all tier by tier; how sure it is."""
    summed: Counter[int] = Counter()
    for finding in plan.findings:
        summed[finding.tier] += finding.cost
    counted: tuple[Mapping[int, int], ...] = (plan.score, summed, plan.bound)
    told = (BETWEEN.join(number(by.get(tier, 0)) for tier in sorted(plan.score)) for by in counted)
    return (*told, _words(book, plan))


def _words(book: PlansBook, plan: Plan) -> str:
    waived = sum(finding.waiver is not None for finding in plan.findings)
    standing = sum(finding.level == "standing" for finding in plan.findings)
    broken = sum(f.level == "hard" and f.amount > 0 and f.waiver is None for f in plan.findings)
    counts = say("workbook.finding_counts", broken=broken, waived=waived, standing=standing)
    return f"{phrase(plan, book.result)}\n{counts}"


def _record(book: PlansBook, sheet: PrintedSheet) -> None:
    record = book.result.record
    rows = [(say("workbook.record_as_of"), day(book.situation.instance.settings.as_of))]
    rows += [(say(f"workbook.record_{name}"), record_value(record[name])) for name in RECORD if name in record]
    options = record.get("options")
    told = options.items() if isinstance(options, Mapping) else ()
    given = [(option_name(key), value) for key, value in sorted(told) if key not in record]
    rows += [(label, record_value(value)) for label, value in given if value]
    # A hash begins its row: there it is looked for where the sheet of lists is gone.
    alone = [row for row in rows if len(row[1]) > LONG]
    short = [row for row in rows if len(row[1]) <= LONG]
    for label, value in alone:
        sheet.end_row(max(sheet.across(label, "text", 0, 1), sheet.across(value, "text", 2)))
    for left, right in zip(short[::2], [*short[1::2], *[("", "")] * (len(short) % 2)], strict=True):
        spans = zip((*left, *right), ((0, 1), (2, 2), (3, 3), (4, 4)), strict=True)
        sheet.end_row(max(sheet.across(text, "text", *span) for text, span in spans))
    if unused := [label for label, value in given if not value]:
        sheet.line(say("workbook.record_unused", options="; ".join(unused)))
