"""On the sheet Tóm tắt: what each group of points holds, where plan 1's come from, why the first is not nought."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.messages import say
from luanchuyen.models.certificate import checked
from luanchuyen.models.plan import Plan
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.wording.numbers import number, sentence
from luanchuyen.wording.points import RulePoints, fill_words, looked_at, points_by_rule, rules_words
from luanchuyen.wording.proofs import tiers
from luanchuyen.wording.rules import rule_name


def write(book: PlansBook, sheet: PrintedSheet) -> None:
    """Add the table, a row a tier, and the sentence on the first."""
    if not book.plans:
        return
    plan, points, looks = book.plans[0], points_by_rule(book.plans[0]), looked_at(book.situation)
    _row(sheet, [say(f"workbook.points_{name}") for name in ("tier", "holds", "score", "from")], ["head"] * 4)
    for tier in tiers(book.result):
        words = sentence(rules_words(points.get(tier, ())))
        cells = [number(tier), looks.get(tier, ""), number(plan.score.get(tier, 0)), words]
        _row(sheet, cells, ["centre", "text", "centre", "text"])
    first = min(plan.score, default=1)
    if plan.score.get(first):
        sheet.line(" ".join(_why_not_nought(book, plan, first, points.get(first, ()))))


def _row(sheet: PrintedSheet, texts: list[str], styles: list[str]) -> None:
    """Four cells over the columns of the sheet: the first, those between, the last but one, the last."""
    last = len(sheet.widths) - 1
    spans = ((0, 0), (1, last - 2), (last - 1, last - 1), (last, last))
    told = zip(texts, styles, spans, strict=True)
    sheet.end_row(max(sheet.across(text, style, *span) for text, style, span in told))


def _why_not_nought(book: PlansBook, plan: Plan, tier: int, told: tuple[RulePoints, ...]) -> Iterator[str]:
    """What the points of the first tier come from, and whether no plan does better."""
    parts = [_cause(book, plan, one) for one in told]
    yield say("workbook.tier_not_nought", tier=tier, causes="; ".join(parts))
    if checked(book.result.certificate, plan.rank) and plan.bound.get(tier) == plan.score[tier]:
        yield say("workbook.tier_least", tier=tier)


def _cause(book: PlansBook, plan: Plan, told: RulePoints) -> str:
    if told.rule == "fill":
        sourceless = sum(not book.shortages[one.post].eligible for one in plan.unfilled)
        place = " " + say("workbook.cause_where") if plan.empty else ""
        return fill_words(plan, book.situation, sourceless) + place
    if told.rule == "placement":
        persons = len({f.subject.get("cadre") for f in plan.findings if f.rule == told.rule and f.cost})
        return say("workbook.cause_placement", persons=persons)
    return say("workbook.cause_of_rule", rule=rule_name(told.rule), points=number(told.points))
