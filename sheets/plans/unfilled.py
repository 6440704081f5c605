"""The sheet Chức danh còn trống: which posts stay empty in which plans, what keeps them so, who comes nearest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from luanchuyen.messages import say
from luanchuyen.optimizer.explain.near_misses import NEAREST
from luanchuyen.optimizer.explain.vacancies import SHORTAGE
from luanchuyen.sheets.paper.formats import Coded, PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.causes import RULES_NAMED, SPECIAL_REASONS, cause, near, reasons, some
from luanchuyen.wording.numbers import number, sentence

WIDTHS = {"stt": 36, "post": 190, "seats": 56, "plans": 78, "why": 300, "near": 370}

NAMED = 6
"""Posts or people that one reason names; of the rest the number."""
Row = tuple[tuple[str, ...], int, tuple[str, ...]]
"""Posts that one person takes together, empty seats, reasons."""


def write(book: PlansBook) -> None:
    """Add the sheet, where some plan leaves a post empty."""
    if not any(plan.unfilled for plan in book.plans):
        return
    title, note = say("workbook.unfilled_title"), say("workbook.unfilled_note")
    sheet = book.sheet(say("workbook.sheet_unfilled"), title, list(WIDTHS.values()), note)
    heading = sheet.row
    sheet.cells([say(f"workbook.unfilled_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    styles = ("centre", "text", "centre", "centre", "text", "text")
    for at, ((posts, seats, why), ranks) in enumerate(_rows(book).items(), start=1):
        named = Coded(tuple((book.names.post(post_id), post_id) for post_id in posts))
        nearest = "\n".join(_near(book, posts[0], ranks[0]))
        sheet.cells([at, named, seats, plan_list(book, ranks), _told(book, posts[0], why), nearest], styles)
    _causes(book, sheet)
    sheet.printed(heading)


def plan_list(book: PlansBook, ranks: list[int]) -> str:
    """Which plans: all of them, or their numbers."""
    if len(ranks) == len(book.plans):
        return say("workbook.all_plans")
    return ", ".join(str(rank) for rank in ranks)


def _told(book: PlansBook, post_id: str, why: tuple[str, ...]) -> str:
    """How many could take it, then what keeps the others out: the rules with how many cadres each bars."""
    shortage = book.shortages[post_id]
    counts = {"candidates": number(shortage.candidates), "eligible": number(shortage.eligible)}
    special = [_reason(book, post_id, rule) for rule in why if rule in SPECIAL_REASONS]
    barring = [cause(book, post_id, rule, shortage.barred[rule]) for rule in why if rule in shortage.barred]
    others = [reasons((rule,)) for rule in why if rule not in SPECIAL_REASONS and rule not in shortage.barred]
    lines = [say("workbook.sources" if shortage.eligible else "workbook.sourceless", **counts)]
    lines = [*(lines if shortage.candidates else []), *map(sentence, special)]
    # Beside a shortage a rule names who is bound elsewhere; alone, what everybody eligible would break here.
    lines += [say(f"workbook.{'bound' if special else 'breaks'}", rules=some(others, RULES_NAMED))] if others else []
    lines += [say("workbook.kept_out", rules=some(barring, RULES_NAMED))] if barring else []
    return "\n".join(lines)


def _reason(book: PlansBook, post_id: str, rule: str) -> str:
    if rule != SHORTAGE or post_id not in book.scarce:
        return reasons((rule,))
    scarcity = book.scarce[post_id]
    others = [book.names.post(p) for p in scarcity.posts if p != post_id]
    names = [book.names.person(c) for c in sorted(scarcity.cadres, key=book.names.order)]
    words = {"posts": some(others, NAMED, ", "), "people": some(names, NAMED, ", ") or say("workbook.nobody")}
    key = "workbook.short_together" if others else "workbook.short_alone"
    counts = {"count": len(scarcity.posts), "seats": scarcity.seats, "cadres": len(scarcity.cadres)}
    return say(key, **counts, empty=scarcity.empty, **words)


def _near(book: PlansBook, post_id: str, rank: int) -> Iterator[str]:
    """Who could take the post and what the plan gives them instead; where they are few, who else comes nearest."""
    able = book.instead[rank].get(post_id, ())
    for cadre, posts in able[:NEAREST]:
        put = say("workbook.waits_put" if cadre in book.situation.leaves else "workbook.stays_put")
        now = say("workbook.serves", posts=book.names.listed(posts)) if posts else put
        yield say("workbook.instead", name=book.names.person(cadre), code=cadre, now=now)
    if len(able) > NEAREST:
        moved = sum(bool(posts) for _, posts in able)
        yield say("workbook.instead_more", count=len(able) - NEAREST, moved=moved, all=len(able))
    for one in book.near.get(post_id, ()) if len(able) < NEAREST else ():
        yield near(book, post_id, one)


def _rows(book: PlansBook) -> dict[Row, list[int]]:
    """Each with its plans; the posts of a bundle are one row where they have all in common."""
    found: dict[Row, list[int]] = defaultdict(list)
    for plan in book.plans:
        alike: dict[tuple[int, int, tuple[str, ...]], list[str]] = defaultdict(list)
        for one in sorted(plan.unfilled, key=lambda unfilled: unfilled.post):
            alike[book.situation.group_of[one.post].index, one.seats, one.why].append(one.post)
        for (_, seats, why), posts in alike.items():
            found[tuple(posts), seats, why].append(plan.rank)
    return dict(sorted(found.items()))


def _causes(book: PlansBook, sheet: PrintedSheet) -> None:
    """How many posts each reason keeps empty, plan by plan; reasons of equal numbers in one line."""
    counts = [Counter(c for u in plan.unfilled for c in {cause(book, u.post, r) for r in u.why}) for plan in book.plans]
    alike: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for said in sorted(set().union(*counts)):
        alike[tuple(count[said] for count in counts)].append(said)
    if not alike:
        return
    sheet.line(say("workbook.unfilled_causes"), "group")
    for numbers, causes in sorted(alike.items(), key=lambda one: (-one[0][0], one[1])):
        same = len(set(numbers)) == 1
        told = [say("workbook.posts_of_all", count=numbers[0])] if same else [
            say("workbook.posts_of_plan", rank=plan.rank, count=count)
            for plan, count in zip(book.plans, numbers, strict=True)
        ]  # fmt: skip
        sheet.line(say("workbook.cause", cause="; ".join(causes), counts="; ".join(told)), "text")
