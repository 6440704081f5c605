"""The sheet Dây chuyền: every chain and cycle of every plan, step by step in words."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.explain.chains import Chain, Handover, Step, chains
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook, plan_name

WIDTHS = (170, 60, 800)


def write(book: PlansBook) -> None:
    """Add the sheet."""
    note = say("workbook.chains_note")
    sheet = book.sheet(say("workbook.sheet_chains"), say("workbook.chains_title"), WIDTHS, note)
    heading = sheet.row
    sheet.cells([say(f"workbook.chains_{name}") for name in ("chain", "step", "words")], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    for plan in book.plans:
        _plan(book, sheet, plan)
    sheet.printed(heading)


def _plan(book: PlansBook, sheet: PrintedSheet, plan: Plan) -> None:
    found = chains(plan, book.situation)
    cycles = sum(chain.cyclic for chain in found)
    linked = sum(len(chain.steps) > 1 and not chain.cyclic for chain in found)
    alone = len(found) - cycles - linked
    counts = say("workbook.chains_counts", plan=plan_name(plan), chains=linked, cycles=cycles, alone=alone)
    sheet.line(counts, "group")
    for number, chain in enumerate(found, start=1):
        _chain(book, sheet, chain, number)


def _chain(book: PlansBook, sheet: PrintedSheet, chain: Chain, number: int) -> None:
    movers = {step.cadre for step in chain.steps}
    name = say(f"workbook.chain_{_kind(chain)}", number=number, count=len(chain.steps))
    for at, step in enumerate(chain.steps, start=1):
        words = step_in_words(book, step, movers)
        if at == len(chain.steps):
            words = f"{words} {_end(book, chain)}"
        sheet.cells([name if at == 1 else "", at, words], ("text", "centre", "text"))


def _kind(chain: Chain) -> str:
    if len(chain.steps) == 1:
        return "alone"
    if not chain.cyclic:
        return "linked"
    return "swap" if len(chain.steps) == 2 else "cycle"


def step_in_words(book: PlansBook, step: Step, movers: set[str]) -> str:
    """One step: who, from where, into which seats, in whose place; ``movers`` take part in the chain."""
    names = book.names
    taken = "; ".join(_seat(book, seat, movers) for seat in step.takes)
    if not step.leaves:
        return say("workbook.step_from_outside", name=names.person(step.cadre),
                   present=names.present(step.cadre), taken=taken)  # fmt: skip
    left = names.listed(tuple(seat.post for seat in step.leaves))
    return say("workbook.step", name=names.person(step.cadre), left=left, taken=taken)


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
