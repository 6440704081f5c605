"""The sheet Tóm tắt, one printed page: the posts, what each plan fills and proves, what to heed."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.sheets.paper.formats import PAGE_PIXELS, PrintedSheet
from luanchuyen.sheets.plans import points_table
from luanchuyen.sheets.plans.book import PlansBook, plan_name
from luanchuyen.sheets.plans.comparison import agreement
from luanchuyen.sheets.plans.warnings import warnings
from luanchuyen.wording.left_out import left_out
from luanchuyen.wording.nearness import nearness_lines
from luanchuyen.wording.numbers import day, number
from luanchuyen.wording.proofs import phrase, tiers

FIXED = {"plan": 112, "persons": 74, "filled": 94, "empty": 80}
TIER_WIDTH = 76
MOST_WARNINGS = 10


def write(book: PlansBook) -> None:
    """Add the sheet."""
    settings = book.situation.instance.settings
    of_tiers = tiers(book.result)
    widths = [*FIXED.values(), *[TIER_WIDTH] * len(of_tiers)]
    title = settings.title or say("workbook.title")
    sheet = book.sheet(say("workbook.sheet_summary"), title, [*widths, PAGE_PIXELS - sum(widths)])
    if settings.secrecy:
        sheet.line(say("workbook.fact_secrecy", secrecy=settings.secrecy), "strong")
    sheet.line(say("workbook.summary_about", count=len(book.plans)))
    _facts(book, sheet)
    sheet.gap()
    headings = [say(f"workbook.summary_{name}") for name in FIXED]
    headings += [say("workbook.summary_tier", tier=tier) for tier in of_tiers]
    sheet.cells([*headings, say("workbook.summary_proof")], "head")
    for plan in book.plans:
        scores = [plan.score.get(tier, 0) for tier in of_tiers]
        cells: list[str | int] = [plan_name(plan), *_counts(plan), *scores, phrase(plan, book.result)]
        sheet.cells(cells, ["text", *["number"] * (len(cells) - 2), "text"])
    sheet.line(say("workbook.summary_score_note"), "line")
    for line in nearness_lines(book.situation, book.plans, book.answers.edited):
        sheet.line(line, "line")
    sheet.line(_same(book), "strong")
    sheet.gap()
    points_table.write(book, sheet)
    if said := left_out(book.situation):
        sheet.line(said)
    _warnings(book, sheet)
    sheet.printed(whole=True)


def _facts(book: PlansBook, sheet: PrintedSheet) -> None:
    """Two facts a row, each over half of the page; the rule book, whose title may be long, on a row of its own."""
    told = list(_told(book))
    middle = sheet.middle
    for left, right in zip(told[::2], [*told[1::2], *[""] * (len(told) % 2)], strict=True):
        height = max(sheet.across(left, "line", 0, middle), sheet.across(right, "line", middle + 1))
        sheet.end_row(height)
    sheet.line(say("workbook.fact_rules", book=book.situation.policy.title or book.situation.policy.name))


def _told(book: PlansBook) -> Iterator[str]:
    situation = book.situation
    settings, posts = situation.instance.settings, situation.instance.posts
    active = [post_id for post_id in posts if situation.status[post_id] != "frozen"]
    yield say("workbook.fact_as_of", date=day(settings.as_of))
    yield say("workbook.fact_start", date=day(settings.start), months=settings.term_months)
    seats = sum(post.seats for post in posts.values())
    yield say("workbook.fact_posts", posts=number(len(posts)), seats=number(seats))
    yield say("workbook.fact_free", seats=number(sum(situation.free[post_id] for post_id in active)))
    yield say("workbook.fact_cadres", cadres=number(len(situation.instance.cadres)))
    yield say("workbook.fact_due", leaves=number(len(situation.leaves)), due=number(len(situation.due)))


def _counts(plan: Plan) -> tuple[int, int, int]:
    return len(plan.persons), len(plan.assignments), plan.seats_empty


def _same(book: PlansBook) -> str:
    if len(book.plans) < 2:
        return say("workbook.comparison_alone")
    same, differing = agreement(book.plans)
    said = say("workbook.agreement", same=same, differing=differing, count=len(book.plans))
    ties = sorted({tuple(sorted((plan.rank, *plan.tied_with))) for plan in book.plans if plan.tied_with})
    tied = "; ".join(", ".join(map(str, ranks)) for ranks in ties)
    return f"{said} {say('workbook.tied', plans=tied)}" if tied else said


def _warnings(book: PlansBook, sheet: PrintedSheet) -> None:
    told = warnings(book)
    if not told:
        return
    sheet.gap()
    sheet.line(say("workbook.heed"), "group")
    for sentence in told[:MOST_WARNINGS]:
        sheet.line(f"- {sentence}")
