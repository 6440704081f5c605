"""The sheet Thống kê: people and moves by form and direction; women, under 40, ethnic minorities apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.models.post import FORMS
from luanchuyen.optimizer.rules.quota import is_kinh
from luanchuyen.sheets.pages.book import Book, plan_name
from luanchuyen.sheets.pages.figures import percent
from luanchuyen.sheets.pages.formats import Sheet, share

DIRECTIONS = ("down", "up", "lateral")
COUNTS = ("persons", "moves", "women", "under_40", "ethnic", "cross_bloc")
SHARED = COUNTS[2:]
YOUNG = 40


@dataclass(frozen=True)
class Tally:
    """What is counted of the people moved in one form and direction (None: in all)."""

    form: str | None
    direction: str | None
    persons: int
    moves: int
    women: int
    under_40: int
    ethnic: int
    cross_bloc: int

    @property
    def counts(self) -> tuple[int, ...]:
        """The figures, as ``COUNTS`` names them."""
        return (self.persons, self.moves, self.women, self.under_40, self.ethnic, self.cross_bloc)


def write(book: Book) -> None:
    """Add the sheet."""
    widths = share([180, 130], len(COUNTS))
    note = say("workbook.statistics_note", age=YOUNG)
    sheet = book.sheet(say("workbook.sheet_statistics"), say("workbook.statistics_title"), widths, note)
    heading = sheet.row
    headings = [say(f"workbook.statistics_{name}", age=YOUNG) for name in ("form", "direction", *COUNTS)]
    sheet.cells(headings, "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    for plan in book.plans:
        sheet.line(plan_name(plan), "group")
        _plan(book, sheet, plan)
    sheet.printed(heading)


def tally(book: Book, plan: Plan, form: str | None = None, direction: str | None = None) -> Tally:
    """Count the people moved; a person who takes several posts is one person and several moves."""
    moves = [a for a in plan.assignments if form in (None, a.form) and direction in (None, a.direction)]
    taken: dict[str, list[str]] = defaultdict(list)
    for move in moves:
        taken[move.cadre].append(move.post)
    ages = [book.names.age(cadre_id, book.situation.lead(posts)) for cadre_id, posts in taken.items()]
    people = taken.keys()
    cadres = [book.situation.cadre(cadre_id) for cadre_id in sorted(people)]
    return Tally(
        form=form,
        direction=direction,
        persons=len(people),
        moves=len(moves),
        women=sum(c.sex == "female" for c in cadres),
        under_40=sum(age < YOUNG for age in ages),
        ethnic=sum(not is_kinh(c.ethnicity) for c in cadres),
        cross_bloc=len({a.cadre for a in moves if a.cross_bloc}),
    )


def _plan(book: Book, sheet: Sheet, plan: Plan) -> None:
    numbers = ["number"] * len(COUNTS)
    for form in FORMS:
        if not tally(book, plan, form).persons:
            continue
        for direction in DIRECTIONS:
            found = tally(book, plan, form, direction)
            words = (say(f"rules.form_{form}"), say(f"rules.direction_{direction}"))
            sheet.cells([*words, *found.counts], ["text", "text", *numbers])
    total = tally(book, plan)
    cells: list[str | int] = [say("workbook.total"), say("workbook.all_directions"), *total.counts]
    sheet.cells(cells, ["group", "group", *["total"] * len(COUNTS)])
    if total.persons:
        shares = [percent(Fraction(getattr(total, name), total.persons)) for name in SHARED]
        styles = [*["text"] * (len(COUNTS) - len(SHARED) + 2), *["share"] * len(SHARED)]
        sheet.cells([say("workbook.share_of_persons"), "", "", "", *shares], styles)
