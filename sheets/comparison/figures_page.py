"""The sheet Số liệu: charts of empty seats and points, and a row of figures for every plan."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.comparison.charts import ROOM, ChartedColumn, add_charts, telling_tier
from luanchuyen.sheets.paper.formats import PAGE_PIXELS
from luanchuyen.wording.comparison.figures import Value, differing, figures, told_figures
from luanchuyen.wording.comparison.words import short_proof

NUMBER, PROOF, TIER, FIGURE, LEAST_NAME = 44, 130, 56, 56, 140


def write(book: ComparisonBook) -> None:
    """Add the sheet; the charts stand first, as the table may be long."""
    comparison = book.comparison
    told, tiers = told_figures(comparison.all), comparison.tiers
    counted = [*[TIER] * len(tiers), *[FIGURE] * (len(told) + 1)]
    name = max(LEAST_NAME, PAGE_PIXELS - NUMBER - PROOF - sum(counted))
    widths = [NUMBER, name, *counted, PROOF]
    sheet = book.sheet(say("compare.sheet_figures"), say("compare.figures_title"), widths, book.notes())
    charts = sheet.row
    if tiers:
        sheet.end_row(ROOM)
    heading = sheet.row
    headings = [*(say("compare.tier", tier=tier) for tier in tiers), *(say(f"compare.{item}") for item in told)]
    ends = [say("compare.differing"), say("compare.proof")]
    sheet.cells([say("compare.number"), say("compare.name"), *headings, *ends], "head")
    for number, one in book.numbered:
        values = _values(one, tiers, told)
        styles = ["number" if isinstance(value, int) else "centre" for value in values]
        sheet.cells([number, book.name(one), *values, short_proof(one)], ["centre", "text", *styles, "text"])
    if tiers:
        first, last = heading + 1, sheet.row - 1
        tier = telling_tier(comparison)
        most_points = max(one.score.get(tier, 0) for one in comparison.all)
        points = ChartedColumn(2 + tiers.index(tier), say("compare.chart_points", tier=tier), most_points)
        most_empty = max(one.seats_empty for one in comparison.all)
        empty = ChartedColumn(2 + len(tiers) + told.index("empty"), say("compare.chart_empty"), most_empty)
        add_charts(book.workbook, sheet, (charts, first, last), (empty, points))
    sheet.printed(heading)


def _values(one: Compared, tiers: tuple[int, ...], told: tuple[str, ...]) -> list[Value]:
    """The points of every tier, the figures, and how many fare differently."""
    found = figures(one)
    return [*(one.score.get(tier) for tier in tiers), *(found[item] for item in told), differing(one)]
