"""The sheet Đánh đổi of a grid: of one number, lines over a table; of two and more, tables with the worse darker."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.sheets.comparison import tradeoff_tables
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.comparison.charts import ROOM, add_lines, telling_tier
from luanchuyen.wording.comparison.axes import Axis, axes_of
from luanchuyen.wording.comparison.figures import Value, differing
from luanchuyen.wording.comparison.words import number_name, short_proof

WIDTHS = {"value": 250, "empty": 130, "chart_points": 150, "persons": 130, "differing": 150, "proof": 220}

MOST_ON_A_PAGE = 24
"""Points up to which the chart and the table stand on one page."""


def write(book: ComparisonBook) -> None:
    """Add the sheet, where the scenarios are points of a grid and one has a plan."""
    points = book.comparison.points
    if not any(one.planned for one in points):
        return
    axes = axes_of(points)
    if len(axes) == 1:
        _lines(book, axes[0])
    else:
        tradeoff_tables.write(book, axes)


def _lines(book: ComparisonBook, axis: Axis) -> None:
    """The chart of seats and points, and the table that it is drawn from."""
    tier, name = telling_tier(book.comparison), number_name(axis.number)
    title = say("sweep.tradeoff_title", number=name)
    sheet = book.sheet(say("sweep.sheet_tradeoff"), title, list(WIDTHS.values()), book.notes())
    room = sheet.row
    sheet.end_row(ROOM)
    heading = sheet.row
    sheet.cells([name, *(say(f"compare.{head}", tier=tier) for head in [*WIDTHS][1:])], "head")
    for one in book.comparison.points:
        persons = one.measures.persons if one.measures else None
        empty = one.seats_empty if one.planned else None
        values: list[Value] = [empty, one.score.get(tier), persons, differing(one)]
        label = axis.label(dict(one.point)[axis.number])
        sheet.cells([label, *values, short_proof(one)], ["centre", *["number"] * len(values), "text"])
    add_lines(book.workbook, sheet, (room, heading, sheet.row - 1), name)
    sheet.printed(heading, whole=len(book.comparison.points) <= MOST_ON_A_PAGE)
