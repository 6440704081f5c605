"""A grid of two numbers as tables, values down and across: empty seats, then points, the worse the darker.

Of more numbers there is a pair of tables for every combination of the others' values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.comparison.charts import telling_tier
from luanchuyen.sheets.comparison.posts_page import CROSS
from luanchuyen.sheets.paper.formats import PAGE_PIXELS, PrintedSheet
from luanchuyen.wording.comparison.axes import Axis
from luanchuyen.wording.comparison.words import number_name

HEAD, LEAST, MOST = 230, 36, 110
MOST_ACROSS, MOST_COMBINATIONS = 20, 12
"""Up to so many values stand beside each other, and so many pairs of tables below; of larger grids the CSV tells."""
FEW = 12
"""Up to so many values down, both tables of two numbers are printed on one page."""
_DARKEST = "#A6A6A6"

Value = Callable[[Compared], int]


def write(book: ComparisonBook, axes: Sequence[Axis]) -> None:
    """Add the sheet."""
    down, across = sorted(axes[:2], key=lambda axis: -len(axis.values))
    further = axes[2:]
    combinations = math.prod(len(axis.values) for axis in further)
    large = len(across.values) > MOST_ACROSS or combinations > MOST_COMBINATIONS
    each = max(LEAST, min(MOST, (PAGE_PIXELS - HEAD) // len(across.values)))
    widths = [PAGE_PIXELS] if large else [HEAD, *[each] * max(len(across.values), (PAGE_PIXELS - HEAD) // each)]
    title = say("sweep.tradeoff_title", number=" × ".join(number_name(axis.number) for axis in axes))
    notes = say("sweep.too_large") if large else f"{book.notes()}\n{say('sweep.darker', cross=CROSS)}"
    sheet = book.sheet(say("sweep.sheet_tradeoff"), title, widths, notes)
    if not large:
        at = {frozenset(one.point): one for one in book.comparison.points}
        for others in product(*([(axis, value) for value in axis.values] for axis in further)):
            fixed = frozenset((axis.number, value) for axis, value in others)
            told = [say("sweep.at", number=number_name(axis.number), value=axis.label(v)) for axis, v in others]
            for name, value in _measures(book):
                sheet.line("; ".join([name, *told]), "strong")
                _table(sheet, down, across, [
                    [at[fixed | {(down.number, d), (across.number, a)}] for a in across.values] for d in down.values
                ], value)  # fmt: skip
    sheet.printed(whole=not further and len(down.values) <= FEW)


def _measures(book: ComparisonBook) -> Iterator[tuple[str, Value]]:
    tier = telling_tier(book.comparison)
    yield say("compare.chart_empty"), lambda one: one.seats_empty
    yield say("compare.chart_points", tier=tier), lambda one: one.score[tier]


def _table(sheet: PrintedSheet, down: Axis, across: Axis, rows: Sequence[Sequence[Compared]], value: Value) -> None:
    """The values of the first number down, those of the second across; what has no plan is crossed out."""
    heights = [sheet.across(number_name(across.number), "head", 1, len(across.values))]
    sheet.put(0, "", "head")
    sheet.end_row(heights[0])
    sheet.cells([number_name(down.number), *map(across.label, across.values)], "head")
    first = sheet.row
    for label, row in zip(map(down.label, down.values), rows, strict=True):
        cells = [value(one) if one.planned else CROSS for one in row]
        styles = ["centre" if not one.planned else "number" if one.sure else "unsure" for one in row]
        sheet.cells([label, *cells], ["centre", *styles])
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": _DARKEST}
    sheet.worksheet.conditional_format(first, 1, sheet.row - 1, len(across.values), scale)
    sheet.gap()
