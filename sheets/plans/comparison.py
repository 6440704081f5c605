"""The sheet So sánh: who enters each post in each plan, differences from the first plan marked and shaded."""

from __future__ import annotations

from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.models.plan import Assignment, Plan
from luanchuyen.sheets.paper.formats import share
from luanchuyen.sheets.plans.book import PlansBook, plan_name

FIXED = {"stt": 36, "post": 210, "holders": 150}
LEAST_WIDTH = 120
FROZEN_COLUMNS = 2
MARK = "●"

Entries = dict[str, tuple[str, ...]]


def agreement(plans: Sequence[Plan]) -> tuple[int, int]:
    """How many people have the same new posts in all plans, and how many do not."""
    posts = [_posts_by_cadre(plan) for plan in plans]
    people = set().union(*posts)
    same = sum(all(plan.get(cadre_id) == posts[0].get(cadre_id) for plan in posts) for cadre_id in people)
    return same, len(people) - same


def write(book: PlansBook) -> None:
    """Add the sheet."""
    widths = share(list(FIXED.values()), len(book.plans), LEAST_WIDTH)
    title = say("workbook.comparison_title")
    sheet = book.sheet(say("workbook.sheet_comparison"), title, widths, _note(book))
    heading = sheet.row
    fixed = [say(f"workbook.comparison_{name}") for name in FIXED]
    sheet.cells([*fixed, *map(plan_name, book.plans)], "head")
    sheet.worksheet.freeze_panes(sheet.row, FROZEN_COLUMNS)
    for at, (post_id, entries) in enumerate(_entries(book).items(), start=1):
        holders = [book.names.person(c) for c in book.situation.holders[post_id]]
        cells: list[str | int] = [at, f"{book.names.post(post_id)} ({post_id})", "\n".join(holders)]
        styles = ["centre", "text", "text"]
        for entry in entries:
            differs = entry != entries[0]
            cells.append(f"{MARK} {entry}" if differs else entry)
            styles.append("shaded" if differs else "text")
        sheet.cells(cells, styles)
    sheet.worksheet.repeat_columns(0, FROZEN_COLUMNS - 1)
    sheet.printed(heading)


def _note(book: PlansBook) -> str:
    if len(book.plans) < 2:
        return say("workbook.comparison_alone")
    same, differing = agreement(book.plans)
    said = say("workbook.agreement", same=same, differing=differing, count=len(book.plans))
    return f"{said}\n{say('workbook.comparison_legend', mark=MARK, plan=plan_name(book.plans[0]))}"


def _entries(book: PlansBook) -> Entries:
    """For every post that some plan fills or leaves empty: what each plan does with it."""
    comers = [plan.by_post for plan in book.plans]
    empty = [plan.empty for plan in book.plans]
    posts = sorted(set().union(*comers, *empty))
    return {
        post_id: tuple(
            _entry(book, came.get(post_id, ()), left.get(post_id, 0)) for came, left in zip(comers, empty, strict=True)
        )
        for post_id in posts
    }


def _entry(book: PlansBook, comers: Sequence[Assignment], empty: int) -> str:
    told = [book.names.person(cadre_id) for cadre_id in sorted((a.cadre for a in comers), key=book.names.order)]
    if empty:
        told.append(say("workbook.empty_seats", count=empty) if empty > 1 else say("workbook.empty_seat"))
    return "\n".join(told) or say("workbook.unchanged")


def _posts_by_cadre(plan: Plan) -> dict[str, set[str]]:
    return {cadre: {a.post for a in taken} for cadre, taken in plan.by_cadre.items()}
