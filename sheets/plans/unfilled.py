"""The sheet Chức danh còn trống: which posts stay empty in which plans, and which rules keep them so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from luanchuyen.messages import say
from luanchuyen.optimizer.explain.vacancies import SHORTAGE
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.causes import barrier, cause, reasons

WIDTHS = {"stt": 36, "code": 90, "post": 250, "seats": 64, "plans": 110, "why": 480}

NAMED = 6
"""Posts or people that one reason names; of the rest the number."""


def write(book: PlansBook) -> None:
    """Add the sheet."""
    title = say("workbook.unfilled_title")
    sheet = book.sheet(say("workbook.sheet_unfilled"), title, list(WIDTHS.values()), _note(book))
    heading = sheet.row
    sheet.cells([say(f"workbook.unfilled_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    styles = ("centre", "text", "text", "centre", "centre", "text")
    for at, ((post_id, seats, why), ranks) in enumerate(_rows(book).items(), start=1):
        post = book.names.post(post_id)
        cells: list[str | int] = [at, post_id, post, seats, plan_list(book, ranks), _told(book, post_id, why)]
        sheet.cells(cells, styles)
    _causes(book, sheet)
    sheet.printed(heading)


def plan_list(book: PlansBook, ranks: list[int]) -> str:
    """Which plans: all of them, or their numbers."""
    if len(ranks) == len(book.plans):
        return say("workbook.all_plans")
    return ", ".join(str(rank) for rank in ranks)


def _note(book: PlansBook) -> str:
    some = any(plan.unfilled for plan in book.plans)
    return say("workbook.unfilled_note" if some else "workbook.unfilled_none")


def _told(book: PlansBook, post_id: str, why: tuple[str, ...]) -> str:
    """The reasons, each with how many cadres it bars, then whom a single waiver would let in."""
    shortage = book.shortages[post_id]
    told = [_reason(book, post_id, rule, shortage.barred) for rule in why]
    one_rule = [
        say("workbook.opening", name=book.names.person(opening.cadre), rule=barrier(book, post_id, opening))
        for opening in shortage.openings
        if opening.rule in why
    ]
    openings = [say("workbook.openings", names="; ".join(one_rule))] if one_rule else []
    return "\n".join(["; ".join(told), *openings])


def _reason(book: PlansBook, post_id: str, rule: str, barred: Mapping[str, int]) -> str:
    if rule == SHORTAGE and post_id in book.scarce:
        scarcity = book.scarce[post_id]
        others = [book.names.post(p) for p in scarcity.posts if p != post_id]
        names = [book.names.person(c) for c in sorted(scarcity.cadres, key=book.names.order)]
        words = {"posts": _some(others), "people": _some(names) or say("workbook.nobody")}
        key = "workbook.short_together" if others else "workbook.short_alone"
        counts = {"count": len(scarcity.posts), "seats": scarcity.seats, "cadres": len(scarcity.cadres)}
        return say(key, **counts, empty=scarcity.empty, **words)
    return cause(book, post_id, rule, barred[rule]) if rule in barred else reasons((rule,))


def _some(names: list[str]) -> str:
    told = ", ".join(names[:NAMED])
    return say("workbook.and_more", names=told, count=len(names) - NAMED) if len(names) > NAMED else told


def _rows(book: PlansBook) -> dict[tuple[str, int, tuple[str, ...]], list[int]]:
    found: dict[tuple[str, int, tuple[str, ...]], list[int]] = defaultdict(list)
    for plan in book.plans:
        for unfilled in plan.unfilled:
            found[unfilled.post, unfilled.seats, unfilled.why].append(plan.rank)
    return dict(sorted(found.items()))


def _causes(book: PlansBook, sheet: PrintedSheet) -> None:
    """How many posts each reason keeps empty, plan by plan."""
    counts = [Counter(c for u in plan.unfilled for c in {cause(book, u.post, r) for r in u.why}) for plan in book.plans]
    causes = sorted(set().union(*counts), key=lambda said: (-counts[0][said], said))
    if not causes:
        return
    sheet.line(say("workbook.unfilled_causes"), "group")
    for said in causes:
        told = "; ".join(
            say("workbook.posts_of_plan", rank=plan.rank, count=count[said])
            for plan, count in zip(book.plans, counts, strict=True)
        )
        sheet.line(say("workbook.cause", cause=said, counts=told), "text")
