"""The sheet Thay đổi: against the plan that was edited, who fares otherwise, and what staying close to it cost."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.price import Change
from luanchuyen.optimizer.situation.lineup import changes
from luanchuyen.sheets.paper.formats import Coded
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.wording.answers.costs import after_words, price_words

WIDTHS = (40, 180, 250, 250, 310)


def write(book: PlansBook) -> None:
    """Add the sheet, where a plan was edited."""
    edited = book.answers.edited
    if edited is None:
        return
    told = list(changes(book.situation, edited.pairs, book.plans[0].pairs))
    note = say("workbook.changes_note", plan=edited.plan, count=len(told))
    if edited.nearness is not None:
        note += "\n" + say("workbook.changes_nearness", cost=price_words(Priced(edited.nearness)))
    sheet = book.sheet(say("workbook.sheet_changes"), say("workbook.changes_title", plan=edited.plan), WIDTHS, note)
    heading = sheet.row
    sheet.cells([say(f"workbook.changes_{name}") for name in ("stt", "name", "present", "planned", "now")], "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    for at, change in enumerate(sorted(told, key=lambda one: book.names.order(one.cadre)), start=1):
        sheet.cells([at, _person(book, change.cadre), *_posts(book, change)], ["centre", *["text"] * 4])
    sheet.printed(heading)


def _person(book: PlansBook, cadre_id: str) -> Coded:
    return Coded(((book.names.person(cadre_id), cadre_id),))


def _posts(book: PlansBook, change: Change) -> list[str]:
    """Held today, after the edited plan, after plan 1; the last says so where they wait."""
    names = book.names
    told = names.listed(change.present) or names.present(change.cadre)
    return [told, after_words(book.situation, change, change.planned), after_words(book.situation, change, change.now)]
