"""The sheet Nếu không nhận: of everybody whom plan 1 moves, what follows where they get no new post."""

from __future__ import annotations

from collections import Counter

from luanchuyen.messages import say
from luanchuyen.models.committee.run_answers import Decline
from luanchuyen.models.waiver import FIXED
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.paper.formats import Coded, PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.wording.answers.costs import change_lines, price_words
from luanchuyen.wording.numbers import sentence

WIDTHS = (40, 160, 200, 190, 440)


def write(book: PlansBook) -> None:
    """Add the sheet, where it was asked for."""
    told = book.answers.declines
    if told is None:
        return
    sheet = book.sheet(
        say("workbook.sheet_declines"), say("workbook.declines_title"), WIDTHS, say("workbook.declines_note")
    )
    heading = sheet.row
    columns = ("stt", "name", "takes_over", "cost", "others")
    sheet.cells([say(f"workbook.declines_{name}") for name in columns], "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    ordered = sorted(told, key=lambda one: book.names.order(one.cadre))
    for at, decline in enumerate(ordered, start=1):
        sheet.cells([at, *_row(book, decline)], ["centre", *["text"] * 4])
    _only(book, sheet, ordered)
    sheet.printed(heading)


def _row(book: PlansBook, decline: Decline) -> list[Coded | str]:
    names = book.names
    taken = [
        say("workbook.declines_taken", post=names.post(post), name=names.person(cadre))
        if cadre is not None
        else say("workbook.declines_open", post=names.post(post))
        for post, cadre in decline.takes_over
    ]
    if decline.priced.cost.cost is None:
        taken = [names.post(post) for post, _ in decline.takes_over]
    others = "\n".join(line.strip() for line in list(change_lines(names, decline.priced))[1:])
    if decline.priced.cost.cost is None and decline.cadre in _bound(book.situation):
        others = say("workbook.declines_bound")
    person = Coded(((names.person(decline.cadre), decline.cadre),))
    return [person, "\n".join(taken), sentence(price_words(decline.priced)), others]


def _bound(situation: Situation) -> set[str]:
    """Whom a decision or a lock puts where they are: without lifting it they cannot decline."""
    decided = {one.cadre for one in situation.decided.decisions if one.kind == "fix"}
    return decided | {lock.cadre_id for lock in situation.instance.locks if lock.lock == FIXED}


def _only(book: PlansBook, sheet: PrintedSheet, declines: list[Decline]) -> None:
    """Posts with a single possible cadre, and who is the only cover of several."""
    names = book.names
    alone = [(post, decline.cadre) for decline in declines for post in decline.only_for]
    if not alone:
        return
    sheet.line(say("workbook.declines_only"), "group")
    for post, cadre in alone:
        sheet.line(say("workbook.declines_only_for", post=names.post(post), name=names.person(cadre)), "text")
    for cadre, count in sorted(Counter(cadre for _, cadre in alone).items()):
        if count > 1:
            sheet.line(say("workbook.declines_cover", name=names.person(cadre), count=count), "text")
