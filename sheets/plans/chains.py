"""The sheet Dây chuyền: every chain and cycle once, step by step in words, with the plans that have it."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.explain.chains import Chain, Handover, Step, chains
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook, plan_names
from luanchuyen.sheets.plans.unfilled import plan_list

WIDTHS = {"chain": 150, "plans": 90, "words": 790}
STEPS_A_ROW = 8
"""A row holds so many steps at most: Excel's rows are not endlessly high."""


def write(book: PlansBook) -> None:
    """Add the sheet, where somebody follows another; a move that draws none after it is told by its plan's sheet."""
    of_plan = {plan.rank: chains(plan, book.situation) for plan in book.plans}
    linked: dict[Chain, list[int]] = {}
    for rank, found in of_plan.items():
        for chain in found:
            if len(chain.steps) > 1:
                linked.setdefault(chain, []).append(rank)
    if not linked:
        return
    note = say("workbook.chains_note")
    sheet = book.sheet(say("workbook.sheet_chains"), say("workbook.chains_title"), list(WIDTHS.values()), note)
    _counts(book, sheet, of_plan)
    sheet.gap()
    heading = sheet.row
    sheet.cells([say(f"workbook.chains_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    for number, (chain, ranks) in enumerate(linked.items(), start=1):
        _chain(book, sheet, chain, number, plan_list(book, ranks))
    sheet.printed(heading)


def _counts(book: PlansBook, sheet: PrintedSheet, of_plan: dict[int, tuple[Chain, ...]]) -> None:
    """How many there are, plans of the same numbers in one line."""
    alike: dict[tuple[int, int, int], list[Plan]] = {}
    for plan in book.plans:
        found = of_plan[plan.rank]
        cycles = sum(chain.cyclic for chain in found)
        linked = sum(len(chain.steps) > 1 and not chain.cyclic for chain in found)
        alike.setdefault((linked, cycles, len(found) - cycles - linked), []).append(plan)
    for (linked, cycles, alone), plans in alike.items():
        sheet.line(say("workbook.chains_counts", plan=plan_names(plans), chains=linked, cycles=cycles, alone=alone))


def _chain(book: PlansBook, sheet: PrintedSheet, chain: Chain, number: int, plans: str) -> None:
    movers = {step.cadre for step in chain.steps}
    name = say(f"workbook.chain_{_kind(chain)}", number=number, count=len(chain.steps))
    told = [_step(book, step, at, movers) for at, step in enumerate(chain.steps, start=1)]
    told[-1] = f"{told[-1]} {_end(book, chain)}"
    for at in range(0, len(told), STEPS_A_ROW):
        first = (name, plans) if at == 0 else ("", "")
        sheet.cells([*first, "\n".join(told[at : at + STEPS_A_ROW])], ("text", "centre", "text"))


def _kind(chain: Chain) -> str:
    if not chain.cyclic:
        return "linked"
    return "swap" if len(chain.steps) == 2 else "cycle"


def _step(book: PlansBook, step: Step, at: int, movers: set[str]) -> str:
    """One step: who, from where, into which seats, in whose place; ``movers`` take part in the chain."""
    names = book.names
    told = {"at": at, "name": names.person(step.cadre), "taken": "; ".join(_seat(book, s, movers) for s in step.takes)}
    if not step.leaves:
        return say("workbook.step_from_outside", present=names.present(step.cadre), **told)
    return say("workbook.step", left=names.listed(tuple(seat.post for seat in step.leaves)), **told)


def _seat(book: PlansBook, seat: Handover, movers: set[str]) -> str:
    post = book.names.post(seat.post)
    if seat.before is None:
        return say("workbook.seat_empty", post=post)
    key = "workbook.seat_of" if seat.before in movers else "workbook.seat_of_leaver"
    return say(key, post=post, name=book.names.person(seat.before))


def _end(book: PlansBook, chain: Chain) -> str:
    if chain.cyclic:
        return say("workbook.end_closed")
    empty = tuple(seat.post for seat in chain.ends if seat.empty)
    if empty:
        return say("workbook.end_empty", posts=book.names.listed(empty))
    surplus = tuple(seat.post for seat in chain.ends)
    if surplus:
        return say("workbook.end_surplus", posts=book.names.listed(surplus))
    return say("workbook.end_outside")
