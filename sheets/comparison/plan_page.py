"""The sheet of one plan: what is otherwise in it, its figures beside the base's, who goes elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, Comparison, Differences, Shift, Vacancy
from luanchuyen.sheets.comparison.alike import spans
from luanchuyen.sheets.comparison.book import ComparisonBook, sheet_name
from luanchuyen.sheets.comparison.changes_page import result
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.wording.comparison.figures import Value, figures, told_figures
from luanchuyen.wording.comparison.words import cautions, conditions_words
from luanchuyen.wording.numbers import signed
from luanchuyen.wording.rules import rule_name

WIDTHS = (36, 90, 230, 280, 280, 110)
BASE, HERE, CHANGE = 3, 4, 5
SHIFTS = ("elsewhere", "no_longer", "only_here")
ALWAYS = ("persons", "empty")
"""Figures told even where they are as in the base."""
VACANCIES = ("filled_here", "filled_in_base")


def write(book: ComparisonBook, at: int) -> None:
    """Add the sheet of the plan at a place among the others, counted from 1."""
    one = book.comparison.others[at - 1]
    note = say("compare.page_changes", changes=conditions_words(one, book.naming).replace("\n", "; "))
    title = say("compare.page_title", number=at, name=book.name(one))
    sheet = book.sheet(sheet_name(at, book.name(one)), title, WIDTHS, note)
    sheet.line(say("compare.page_proof", proof=result(book, one).rstrip(".")), "strong")
    if like := book.alike.like[at]:
        sheet.line(say("compare.page_alike", numbers=spans(like)))
    if one.planned:
        for line in cautions(Comparison(book.comparison.base, (one,))):
            sheet.line(line)
        sheet.gap()
        _figures(book, sheet, one)
        if one.differences is not None:
            _differences(book, sheet, one.differences)
    sheet.printed()


def _figures(book: ComparisonBook, sheet: PrintedSheet, one: Compared) -> None:
    _row(
        sheet,
        say("compare.page_item"),
        (say("compare.base"), say("compare.page_here"), say("compare.page_change")),
        "head",
    )
    for name, before, here in _items(book.comparison.base, one):
        change = here - before if isinstance(before, int) and isinstance(here, int) else None
        _row(sheet, name, (before, here, signed(change)), "text")


def _items(base: Compared, one: Compared) -> Iterator[tuple[str, Value, Value]]:
    """The points of every tier, of a rule where they differ, then the figures that differ."""
    for tier in sorted(base.score.keys() | one.score.keys()):
        yield say("compare.tier", tier=tier), base.score.get(tier), one.score.get(tier)
        for of_tier, rule in sorted({*base.by_rule, *one.by_rule}):
            if of_tier == tier:
                before, here = base.by_rule.get((tier, rule), 0), one.by_rule.get((tier, rule), 0)
                if base.planned and before != here:
                    yield f"   {rule_name(rule)}", before, here
    then, now = figures(base), figures(one)
    for name in told_figures((base, one)):
        if name in ALWAYS or then[name] != now[name]:
            yield say(f"compare.{name}"), then[name], now[name]


def _row(sheet: PrintedSheet, name: str, values: Sequence[Value], style: str) -> None:
    """An item over the first three columns, then the base, this plan, the change."""
    height = sheet.across(name, style, 0, BASE - 1)
    for column, value in zip((BASE, HERE, CHANGE), values, strict=True):
        counted = "number" if isinstance(value, int) else "centre"
        sheet.put(column, value, style if style == "head" else counted)
    sheet.end_row(height)


def _differences(book: ComparisonBook, sheet: PrintedSheet, found: Differences) -> None:
    sheet.gap()
    if not found.shifts and not found.filled_here and not found.filled_in_base:
        sheet.line(say("compare.page_same"), "strong")
        return
    if found.shifts:
        _heading(sheet, "compare.page_who")
        for part in SHIFTS:
            _shifts(book, sheet, part, getattr(found, part))
    if found.filled_here or found.filled_in_base:
        _heading(sheet, "compare.page_post")
        for part in VACANCIES:
            _vacancies(book, sheet, part, getattr(found, part))


def _heading(sheet: PrintedSheet, who: str) -> None:
    keys = ("compare.number", "compare.page_code", who, "compare.base", "compare.page_here", "compare.page_remark")
    sheet.cells([say(key) for key in keys], "head")


def _shifts(book: ComparisonBook, sheet: PrintedSheet, part: str, shifts: Sequence[Shift]) -> None:
    if shifts:
        sheet.line(say(f"compare.page_{part}", count=len(shifts)), "group")
    for at, shift in enumerate(sorted(shifts, key=lambda s: book.naming.order(s.cadre)), start=1):
        posts = [_posts(book, shift.base), _posts(book, shift.here)]
        _cells(sheet, [at, shift.cadre, book.naming.person(shift.cadre), *posts])


def _posts(book: ComparisonBook, posts: Sequence[str]) -> str:
    return "\n".join(map(book.naming.coded_post, posts)) or say("compare.not_moved")


def _vacancies(book: ComparisonBook, sheet: PrintedSheet, part: str, vacancies: Sequence[Vacancy]) -> None:
    if vacancies:
        sheet.line(say(f"compare.page_{part}", count=len(vacancies)), "group")
    for at, vacancy in enumerate(vacancies, start=1):
        seats = [
            say("compare.seats_left", count=n) if n else say("compare.none_left") for n in (vacancy.base, vacancy.here)
        ]
        _cells(sheet, [at, vacancy.post, book.naming.post(vacancy.post), *seats])


def _cells(sheet: PrintedSheet, values: Sequence[str | int]) -> None:
    """A row with room for a remark by hand."""
    sheet.cells([*values, ""], ["centre", *["text"] * len(values)])
