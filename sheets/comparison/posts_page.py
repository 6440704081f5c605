"""The sheet Khác biệt: posts by plans, differences from the base marked; names where few plans leave room."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, differs
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.paper.formats import PAGE_PIXELS, TOLERANCE, PrintedSheet, share

FIXED = {"number": 38, "posts_post": 210, "posts_base": 170}
COUNTED = {"number": 44, "posts_post": 440, "posts_base": 376, "posts_plans": 170}
FROZEN_COLUMNS = 3
MOST_NAMED = 4
"""Up to so many plans beside the base the cells hold names; beyond, marks alone."""
MOST_MARKED = 200
"""Up to so many plans have a column of marks each; beyond, each post tells how many differ."""
LEAST_MARK, MOST_MARK = 30, 64
MARK, HOLLOW, CROSS = "●", "○", "×"


def write(book: ComparisonBook) -> None:
    """Add the sheet."""
    if len(book.own) > MOST_MARKED:
        _write_counts(book)
        return
    named = len(book.own) <= MOST_NAMED
    widths = _widths(book, named)
    # What is printed on several pages beside each other repeats its first columns: the head must fit into them.
    over = FROZEN_COLUMNS if sum(widths) > PAGE_PIXELS * TOLERANCE else 0
    name, title = say("compare.sheet_posts"), say("compare.posts_title")
    sheet = book.sheet(name, title, widths, _note(book, named), over)
    if not book.comparison.differing_posts:
        sheet.printed()
        return
    heading = sheet.row
    heads = [f"{number}. {name}" for number, name, _ in book.told][1:] if named else list(map(str, book.alike.own))
    sheet.cells([*(say(f"compare.{name}") for name in FIXED), *heads], "head")
    sheet.worksheet.freeze_panes(sheet.row, FROZEN_COLUMNS)
    for at, post in enumerate(book.comparison.differing_posts, start=1):
        _row(book, sheet, at, post, named)
    _counts(book, sheet)
    sheet.worksheet.repeat_columns(0, FROZEN_COLUMNS - 1)
    sheet.printed(heading)
    _break_pages(sheet)


def _write_counts(book: ComparisonBook) -> None:
    """The sheet of a great many plans: a post, what the base does with it, how many plans do otherwise."""
    comparison = book.comparison
    name, title = say("compare.sheet_posts"), say("compare.posts_title")
    note = say("compare.posts_legend_counts", count=len(comparison.others), most=MOST_MARKED)
    sheet = book.sheet(name, title, list(COUNTED.values()), note)
    heading = sheet.row
    sheet.cells([say(f"compare.{column}") for column in COUNTED], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    planned = [one for one in comparison.others if one.planned]
    for at, post in enumerate(comparison.differing_posts, start=1):
        count = sum(differs(comparison.base, one, post) for one in planned)
        cells: list[str | int] = [at, book.naming.coded_post(post), _entry(book, comparison.base, post), count]
        sheet.cells(cells, ["centre", "text", "text", "number"])
    sheet.printed(heading)


def _widths(book: ComparisonBook, named: bool) -> list[int]:
    count = max(1, len(book.own))
    if named:
        return share(list(FIXED.values()), count)
    each = max(LEAST_MARK, min(MOST_MARK, (PAGE_PIXELS - sum(FIXED.values())) // count))
    number, post, base = FIXED.values()
    return [number, max(post, PAGE_PIXELS - number - base - each * count), base, *[each] * count]


def _note(book: ComparisonBook, named: bool) -> str:
    if not book.comparison.base.planned:
        return say("compare.legend_no_base")
    if not book.comparison.differing_posts:
        return say("compare.posts_none")
    if named:
        return say("compare.posts_legend_names", mark=MARK)
    return say("compare.posts_legend_marks", mark=MARK, hollow=HOLLOW, cross=CROSS)


def _row(book: ComparisonBook, sheet: PrintedSheet, at: int, post: str, named: bool) -> None:
    base = book.comparison.base
    cells: list[str | int | None] = [at, book.naming.coded_post(post), _entry(book, base, post)]
    styles = ["centre", "text", "text"]
    for one in book.own:
        other = one.planned and differs(base, one, post)
        if named:
            told = _entry(book, one, post)
            cells.append(f"{MARK} {told}" if other else told)
        else:
            cells.append((HOLLOW if one.empty.get(post) else MARK) if other else None if one.planned else CROSS)
        styles.append(("shaded" if other else "text") if named else "mark")
    sheet.cells(cells, styles)


def _entry(book: ComparisonBook, one: Compared, post: str) -> str:
    """Who moves into the post, and the seats left empty."""
    if not one.planned:
        return say("compare.no_plan_here")
    told = [book.naming.person(code) for code in sorted(one.entrants.get(post, ()), key=book.naming.order)]
    empty = one.empty.get(post, 0)
    if empty:
        told.append(say("compare.empty_seats", count=empty) if empty > 1 else say("compare.empty_seat"))
    return "\n".join(told) or say("compare.unchanged")


def _counts(book: ComparisonBook, sheet: PrintedSheet) -> None:
    """How many posts differ in each plan."""
    base, posts = book.comparison.base, book.comparison.differing_posts
    counts = [sum(differs(base, one, p) for p in posts) if one.planned else None for one in book.own]
    cells: list[str | int | None] = ["", say("compare.posts_count"), "", *counts]
    sheet.cells(cells, ["group", "group", "group", *["mark"] * len(counts)])


def _break_pages(sheet: PrintedSheet) -> None:
    """Whole columns on every printed page, where they do not all fit on one."""
    first = sheet.page_columns
    if first < len(sheet.widths):
        sheet.worksheet.set_v_pagebreaks(list(range(first, len(sheet.widths), first - FROZEN_COLUMNS)))
