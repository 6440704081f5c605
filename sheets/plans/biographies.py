"""The sheet Trích ngang: of everybody whom a plan moves what a committee asks for: people, schooling, present post."""

from __future__ import annotations

from collections.abc import Iterable

from luanchuyen.messages import say
from luanchuyen.sheets.paper.formats import Coded, PrintedSheet, Value
from luanchuyen.sheets.plans.book import PlansBook, plan_name

WIDTHS = {
    "stt": 38,
    "name": 112,
    "birth": 80,
    "sex": 40,
    "ethnicity": 62,
    "home": 150,
    "party": 80,
    "education": 130,
    "political": 66,
    "state": 82,
    "present": 190,
}
STYLES = ("centre", "text", "centre", "centre", "centre", "text", "centre", "text", "centre", "centre", "text")


def write(book: PlansBook) -> None:
    """Add the sheet, where somebody is moved: whom the first plan moves, then whom others move."""
    if not any(plan.assignments for plan in book.plans):
        return
    title, note = say("workbook.biographies_title"), say("workbook.biographies_note")
    sheet = book.sheet(say("workbook.sheet_biographies"), title, list(WIDTHS.values()), note)
    heading = sheet.row
    sheet.cells([say(f"workbook.biographies_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    first = book.plans[0]
    _rows(book, sheet, first.persons)
    others = {cadre_id for plan in book.plans for cadre_id in plan.persons} - first.persons
    if others:
        sheet.line(say("workbook.biographies_others", first=plan_name(first), count=len(others)), "group")
        _rows(book, sheet, others)
    sheet.printed(heading)


def _rows(book: PlansBook, sheet: PrintedSheet, cadres: Iterable[str]) -> None:
    for at, cadre_id in enumerate(sorted(cadres, key=book.names.order), start=1):
        sheet.cells([at, *_row(book, cadre_id)], STYLES)


def _row(book: PlansBook, cadre_id: str) -> list[Value]:
    """What is not known is left blank."""
    cadre, names = book.situation.cadre(cadre_id), book.names
    since = say("workbook.biographies_since", post=names.present(cadre_id), date=cadre.in_post_since)
    return [
        Coded(((names.person(cadre_id), cadre_id),)),
        str(cadre.birth),
        say(f"workbook.sex_{cadre.sex}"),
        cadre.ethnicity or "",
        names.home(cadre_id),
        str(cadre.party_date or ""),
        "; ".join(filter(None, (cadre.education, cadre.field))),
        cadre.political_level or "",
        cadre.state_level or "",
        "\n".join(filter(None, (since, cadre.committee))),
    ]
