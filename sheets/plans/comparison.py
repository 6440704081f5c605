"""The sheet So sánh: who enters each post in each plan, differences from the first plan marked and shaded; posts
without any stand below the printed part.
"""

from __future__ import annotations

from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.models.plan import Assignment, Plan
from luanchuyen.sheets.paper.formats import PrintedSheet, share
from luanchuyen.sheets.plans.book import PlansBook, plan_name

FIXED = {"stt": 38, "post": 210, "holders": 150}
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
    """Add the sheet, where there is more than one plan."""
    if len(book.plans) < 2:
        return
    widths = share(list(FIXED.values()), len(book.plans), LEAST_WIDTH)
    entries = _entries(book)
    differing = {post: told for post, told in entries.items() if len(set(told)) > 1}
    title, note = say("workbook.comparison_title"), _note(book, len(differing), len(entries))
    sheet = book.sheet(say("workbook.sheet_comparison"), title, widths, note)
    heading = sheet.row
    fixed = [say(f"workbook.comparison_{name}") for name in FIXED]
    sheet.cells([*fixed, *map(plan_name, book.plans)], "head")
    sheet.worksheet.freeze_panes(sheet.row, FROZEN_COLUMNS)
    _rows(book, sheet, differing)
    last = sheet.row
    if alike := {post: told for post, told in entries.items() if post not in differing}:
        sheet.line(say("workbook.comparison_alike", count=len(alike)), "group")
        _rows(book, sheet, alike, len(differing) + 1)
    sheet.worksheet.repeat_columns(0, FROZEN_COLUMNS - 1)
    sheet.printed(heading, last=last)


def _rows(book: PlansBook, sheet: PrintedSheet, entries: Entries, first: int = 1) -> None:
    for at, (post_id, told) in enumerate(entries.items(), start=first):
        holders = [book.names.person(c) for c in book.situation.holders[post_id]]
        cells: list[str | int] = [at, f"{book.names.post(post_id)} ({post_id})", "\n".join(holders) or "–"]
        cells += [f"{MARK} {entry}" if entry != told[0] else entry for entry in told]
        looks = ("shaded" if entry != told[0] else "text" for entry in told)
        sheet.cells(cells, ["centre", "text", "text", *looks])


def _note(book: PlansBook, differ: int, posts: int) -> str:
    same, differing = agreement(book.plans)
    said = say("workbook.agreement", same=same, differing=differing, count=len(book.plans))
    first = plan_name(book.plans[0])
    return f"{said}\n{say('workbook.comparison_legend', mark=MARK, plan=first, differ=differ, posts=posts)}"


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
