"""The sheet Chức danh còn trống: which posts stay empty in which plans, what keeps them so, who comes nearest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase

from luanchuyen.messages import say
from luanchuyen.optimizer.explain.near_misses import NEAREST
from luanchuyen.optimizer.explain.scarcity import Scarcity
from luanchuyen.optimizer.explain.vacancies import SHORTAGE
from luanchuyen.sheets.paper.formats import Coded, PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.causes import RULES_NAMED, SPECIAL_REASONS, cause, near, reasons, some
from luanchuyen.wording.numbers import number, sentence

WIDTHS = {"stt": 38, "post": 188, "seats": 56, "plans": 78, "why": 300, "near": 370}

NAMED, NAMED_OF_SET = 6, 20
"""Posts or people that one reason names, or what is said once of a set; of the rest the number."""
Row = tuple[tuple[str, ...], int, tuple[str, ...]]
"""Posts that one person takes together, empty seats, reasons."""


def write(book: PlansBook) -> None:
    """Add the sheet, where some plan leaves a post empty."""
    if not any(plan.unfilled for plan in book.plans):
        return
    rows = _rows(book)
    sets = _sets(book, rows)
    notes = [say("workbook.unfilled_note"), *(_set_words(book, scarcity, mark) for scarcity, mark in sets.items())]
    title = say("workbook.unfilled_title")
    sheet = book.sheet(say("workbook.sheet_unfilled"), title, list(WIDTHS.values()), "\n".join(notes))
    heading = sheet.row
    sheet.cells([say(f"workbook.unfilled_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    styles = ("centre", "text", "centre", "centre", "text", "text")
    told: dict[str, int] = {}
    for at, ((posts, seats, why), ranks) in enumerate(rows.items(), start=1):
        named = Coded(tuple((book.names.post(post_id), post_id) for post_id in posts))
        nearest = "\n".join(_near(book, posts[0], ranks[0]))
        first = told.setdefault(nearest, at)
        again = say("workbook.as_in_row", row=first) if first != at and nearest else nearest
        sheet.cells([at, named, seats, plan_list(book, ranks), _told(book, posts[0], why, sets), again], styles)
    _causes(book, sheet)
    sheet.printed(heading)


def _sets(book: PlansBook, rows: Iterable[Row]) -> dict[Scarcity, str]:
    """The sets of too few people that several rows tell of, each with its mark: they are told once, above."""
    of_rows = Counter(book.scarce[posts[0]] for posts, _, why in rows if SHORTAGE in why and posts[0] in book.scarce)
    return dict(zip((one for one, count in of_rows.items() if count > 1), ascii_uppercase, strict=False))


def _set_words(book: PlansBook, scarcity: Scarcity, mark: str) -> str:
    posts = some([book.names.post(post_id) for post_id in scarcity.posts], NAMED_OF_SET, ", ")
    return say("workbook.short_set", mark=mark, posts=posts, **_short(book, scarcity, NAMED_OF_SET))


def _short(book: PlansBook, scarcity: Scarcity, most: int) -> dict[str, str | int]:
    names = [book.names.person(c) for c in sorted(scarcity.cadres, key=book.names.order)]
    people = some(names, most, ", ") or say("workbook.nobody")
    counts = {"count": len(scarcity.posts), "seats": scarcity.seats, "cadres": len(scarcity.cadres)}
    return {**counts, "empty": scarcity.empty, "people": people}


def plan_list(book: PlansBook, ranks: list[int]) -> str:
    """Which plans: all of them, or their numbers."""
    if len(ranks) == len(book.plans):
        return say("workbook.all_plans")
    return ", ".join(str(rank) for rank in ranks)


def _told(book: PlansBook, post_id: str, why: tuple[str, ...], sets: Mapping[Scarcity, str]) -> str:
    """How many could take it, then what keeps the others out: the rules with how many cadres each bars."""
    shortage = book.shortages[post_id]
    counts = {"candidates": number(shortage.candidates), "eligible": number(shortage.eligible)}
    special = [_reason(book, post_id, rule, sets) for rule in why if rule in SPECIAL_REASONS]
    barring = [cause(book, post_id, rule, shortage.barred[rule]) for rule in why if rule in shortage.barred]
    others = [reasons((rule,)) for rule in why if rule not in SPECIAL_REASONS and rule not in shortage.barred]
    lines = [say("workbook.sources" if shortage.eligible else "workbook.sourceless", **counts)]
    lines = [*(lines if shortage.candidates else []), *map(sentence, special)]
    # Beside a shortage a rule names who is bound elsewhere; alone, what everybody eligible would break here.
    lines += [say(f"workbook.{'bound' if special else 'breaks'}", rules=some(others, RULES_NAMED))] if others else []
    lines += [say("workbook.kept_out", rules=some(barring, RULES_NAMED))] if barring else []
    return "\n".join(lines)


def _reason(book: PlansBook, post_id: str, rule: str, sets: Mapping[Scarcity, str]) -> str:
    if rule != SHORTAGE or post_id not in book.scarce:
        return reasons((rule,))
    scarcity = book.scarce[post_id]
    if scarcity in sets:
        return say("workbook.short_of_set", mark=sets[scarcity])
    others = [book.names.post(p) for p in scarcity.posts if p != post_id]
    key = "workbook.short_together" if others else "workbook.short_alone"
    return say(key, posts=some(others, NAMED, ", "), **_short(book, scarcity, NAMED))


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
