"""The sheet Số liệu: charts of empty seats and points, and a row of figures for every different plan."""

from __future__ import annotations

from collections.abc import Iterable

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, Comparison
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.comparison.charts import MOST_LABELS, ROOM, ChartedColumn, add_charts, telling_tier
from luanchuyen.sheets.paper.formats import PAGE_PIXELS, PrintedSheet
from luanchuyen.wording.comparison.figures import Value, differing, figures, told_figures
from luanchuyen.wording.comparison.words import short_proof
from luanchuyen.wording.numbers import number

NUMBER, PROOF, TIER, LEAST_FIGURE, MOST_FIGURE, NAME = 44, 140, 60, 60, 90, 260
ALWAYS = frozenset({"persons", "empty"})
"""Figures that have their column even where they are the same in all plans."""


def write(book: ComparisonBook) -> None:
    """Add the sheet; the charts stand first, as the table may be long."""
    comparison, tiers = book.comparison, book.comparison.tiers
    told, same = _apart(comparison)
    each = (PAGE_PIXELS - NUMBER - PROOF - NAME - TIER * len(tiers)) // (len(told) + 1)
    counted = [*[TIER] * len(tiers), *[max(LEAST_FIGURE, min(MOST_FIGURE, each))] * (len(told) + 1)]
    widths = [NUMBER, max(NAME, PAGE_PIXELS - NUMBER - PROOF - sum(counted)), *counted, PROOF]
    notes = "\n".join(filter(None, [book.notes(), same]))
    sheet = book.sheet(say("compare.sheet_figures"), say("compare.figures_title"), widths, notes)
    charts = _charts(book, told)
    room = sheet.row
    if charts:
        sheet.end_row(ROOM)
    heading = sheet.row
    headings = [*(say("compare.tier", tier=tier) for tier in tiers), *(say(f"compare.{item}") for item in told)]
    ends = [say("compare.differing"), say("compare.proof")]
    sheet.cells([say("compare.number"), say("compare.name"), *headings, *ends], "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    _rows(sheet, book.told, tiers, told)
    last = sheet.row
    if rest := list(book.rest):
        sheet.line(say("compare.rest_unprinted", count=len(rest)), "group")
    _rows(sheet, rest, tiers, told)
    if charts:
        add_charts(book.workbook, sheet, (room, heading + 1, last - 1), charts)
    sheet.printed(heading, last=last)


def _apart(comparison: Comparison) -> tuple[tuple[str, ...], str]:
    """The figures that differ, and what is said once of those that are the same in all plans."""
    found = [figures(one) for one in comparison.all if one.planned]
    all_told = told_figures(comparison.all)
    same = [name for name in all_told if name not in ALWAYS and len(found) > 1 and len({f[name] for f in found}) == 1]
    said = (say("compare.figure_is", figure=say(f"compare.{name}"), value=_said(found[0][name])) for name in same)
    told = tuple(name for name in all_told if name not in same)
    return told, say("compare.figures_same", told="; ".join(said)) if same else ""


def _said(value: Value) -> str:
    return number(value) if isinstance(value, int) else value or ""


def _charts(book: ComparisonBook, told: tuple[str, ...]) -> list[ChartedColumn]:
    """What can be seen in bars: numbers that differ, of not too many plans."""
    plans, tiers = [one for _, _, one in book.told], book.comparison.tiers
    if not tiers or len(plans) > MOST_LABELS:
        return []
    tier = telling_tier(book.comparison)
    empty, points = [one.seats_empty for one in plans], [one.score.get(tier, 0) for one in plans]
    columns = (
        (empty, 2 + len(tiers) + told.index("empty"), say("compare.chart_empty")),
        (points, 2 + tiers.index(tier), say("compare.chart_points", tier=tier)),
    )
    return [ChartedColumn(at, title, max(values)) for values, at, title in columns if len(set(values)) > 1]


def _rows(
    sheet: PrintedSheet,
    plans: Iterable[tuple[str, str, Compared]],
    tiers: tuple[int, ...],
    told: tuple[str, ...],
) -> None:
    for number_, name, one in plans:
        values = _values(one, tiers, told)
        styles = ["number" if isinstance(value, int) else "centre" for value in values]
        sheet.cells([number_, name, *values, short_proof(one)], ["centre", "text", *styles, "text"])


def _values(one: Compared, tiers: tuple[int, ...], told: tuple[str, ...]) -> list[Value]:
    """The points of every tier, the figures, and how many fare differently."""
    found = figures(one)
    return [*(one.score.get(tier) for tier in tiers), *(found[item] for item in told), differing(one)]
