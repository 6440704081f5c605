"""The sheet Thống kê: people and moves by form and direction, and what each plan changes, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from luanchuyen.messages import say
from luanchuyen.models.people import YOUNG
from luanchuyen.models.plan import Plan
from luanchuyen.models.post import FORMS
from luanchuyen.optimizer.record.record import Record, RecordLine, Standing
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.sheets.paper.formats import PrintedSheet, share
from luanchuyen.sheets.plans.book import PlansBook, plan_name, plan_names
from luanchuyen.wording.numbers import percent
from luanchuyen.wording.record.words import RecordWords

COUNTS = ("persons", "moves", "posts", "women", "under_40", "ethnic", "cross_bloc", "heads", "deputies")
SHARED = ("women", "under_40", "ethnic", "cross_bloc")
BESIDE = len(COUNTS) - 1
"""So many plans stand side by side; more go into further tables."""


def write(book: PlansBook) -> None:
    """Add the sheet."""
    widths = share([190, 140], len(COUNTS))
    note = say("workbook.statistics_note", age=YOUNG)
    sheet = book.sheet(say("workbook.sheet_statistics"), say("workbook.statistics_title"), widths, note)
    words = RecordWords(book.situation)
    for start in range(0, len(book.plans), BESIDE):
        _changes(book, sheet, words, book.plans[start : start + BESIDE])
        sheet.gap()
    _lists(book, sheet, words)
    heading = sheet.row
    headings = [say(f"workbook.statistics_{name}", age=YOUNG) for name in ("form", "direction", *COUNTS)]
    sheet.cells(headings, "head")
    alike: dict[tuple[RecordLine, ...], list[Plan]] = {}
    for plan in book.plans:
        alike.setdefault(book.records[plan.rank].lines, []).append(plan)
    for plans in alike.values():
        sheet.line(plan_names(plans), "group")
        _lines(sheet, book.records[plans[0].rank])
    sheet.printed(heading)


def _lines(sheet: PrintedSheet, record: Record) -> None:
    """The forms and directions that have a move, a sum where a form of several has several, and the whole."""
    forms = {form: [line for line in record.lines if line.form == form] for form in FORMS}
    several = sum(map(bool, forms.values())) > 1
    for form, lines in forms.items():
        for line in lines:
            whole = line.direction is None
            if whole and not (several and len(lines) > 2):
                continue
            direction = "workbook.all_directions" if whole else f"rules.direction_{line.direction}"
            style = "total" if whole else "number"
            sheet.cells(
                [say(f"rules.form_{form}"), say(direction), *line.counts(COUNTS)],
                ["text", "text", *[style] * len(COUNTS)],
            )
    total = record.line(None)
    cells: list[str | int] = [say("workbook.total"), say("workbook.all_directions")]
    cells += total.counts(COUNTS) if total else [0] * len(COUNTS)
    sheet.cells(cells, ["group", "group", *["total"] * len(COUNTS)])


def _share(line: RecordLine, name: str) -> str:
    return percent(Fraction(getattr(line, name), line.persons))


def _changes(book: PlansBook, sheet: PrintedSheet, words: RecordWords, plans: Sequence[Plan]) -> None:
    """A row for everything a plan changes: how it stands before, then after each plan."""
    records = [book.records[plan.rank] for plan in plans]
    _row(sheet, say("workbook.statistics_what"), [say("workbook.statistics_before"), *map(plan_name, plans)], "head")
    for what, *told in words.beside(records[0].before, *(record.after for record in records)):
        _row(sheet, what, told, "centre")
    what, *told = words.head_changes(*records)
    _row(sheet, what, [say("record.no_mark"), *told], "centre")
    totals = [record.line(None) for record in records]
    for name in SHARED:
        shares = [_share(total, name) if total else say("record.no_mark") for total in totals]
        _row(sheet, _aim(book, name), [say("record.no_mark"), *shares], "centre")


def _aim(book: PlansBook, name: str) -> str:
    """What a share is of, with the rule book's aim where it has one in force."""
    what = say("workbook.statistics_share", what=say(f"workbook.statistics_{name}", age=YOUNG))
    # The aims beside the shares are this rule's numbers of the same names.
    rule = next((rule for rule, _ in in_force(book.situation) if rule.name == "quota"), None)
    least = getattr(rule, name, 0)
    same = name != "under_40" or getattr(rule, "age_limit", YOUNG) == YOUNG
    return say("workbook.statistics_aim", what=what, least=least) if least and same else what


def _row(sheet: PrintedSheet, what: str, told: Sequence[str], style: str) -> None:
    """A text over the first two columns, then a cell a plan."""
    height = sheet.across(what, "head" if style == "head" else "text", 0, 1)
    for column, text in enumerate(told, 2):
        height = max(height, sheet.across(text, style, column, column))
    sheet.end_row(height)


def _lists(book: PlansBook, sheet: PrintedSheet, words: RecordWords) -> None:
    """The places without and the heads in their last term, before and after, and the posts with two new heads; plans
    alike are named together.
    """
    if not book.records:
        return
    before = book.records[book.plans[0].rank].before
    after = [(plan, book.records[plan.rank].after) for plan in book.plans]
    standings: list[tuple[Plan | None, Standing]] = [(None, before), *after]
    told = [(plan, words.places(s.coverage)) for plan, s in standings if s.coverage.open]
    _list(sheet, say("record.open_places"), told)
    past = [(plan, words.persons(s.terms.past)) for plan, s in standings if s.terms.past]
    _list(sheet, words.terms_name(before.terms.limit), past)
    counted = ((plan, book.records[plan.rank].changed_twice) for plan in book.plans)
    _list(sheet, words.head_changes()[0], [(plan, words.headed(changed)) for plan, changed in counted if changed])
    sheet.gap()


def _list(sheet: PrintedSheet, title: str, told: Sequence[tuple[Plan | None, str]]) -> None:
    """``told``: of what stands before every plan the plan is None."""
    if told:
        sheet.line(title, "strong")
    alike: dict[str, list[Plan | None]] = {}
    for plan, text in told:
        alike.setdefault(text, []).append(plan)
    for text, plans in alike.items():
        before = [say("workbook.statistics_before")] if None in plans else []
        after = [plan for plan in plans if plan is not None]
        names = ", ".join([*before, *([plan_names(after)] if after else [])])
        sheet.line(say("workbook.statistics_list", names=names, told=text))
