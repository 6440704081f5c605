"""Charts in black on white, drawn by the office program from the sheet's cells: bars by plan, lines by a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from luanchuyen.models.comparison import Comparison
from luanchuyen.sheets.paper.formats import FONT, PrintedSheet
from luanchuyen.wording.numbers import cell_format

ROOM = 220
"""Pixels of height kept for the charts."""
MOST_LABELS, MOST_NUMBERS = 20, 10
"""Up to so many bars each have their label under them, and their number over them."""
FEW = 10
"""Below so many the axis counts one by one."""
_PATTERNS = ("wide_upward_diagonal", "percent_40")
_FONT = {"name": FONT["font_name"], "size": 11}


@dataclass(frozen=True)
class ChartedColumn:
    """A column of the table, the title of its chart, and the greatest of its numbers."""

    at: int
    title: str
    most: int


def telling_tier(comparison: Comparison) -> int:
    """The first tier in which the plans differ, else the first."""
    planned = [one for one in comparison.all if one.planned]
    differing = (t for t in comparison.tiers if len({one.score.get(t) for one in planned}) > 1)
    return next(differing, comparison.tiers[0])


def add_charts(
    workbook: Workbook, sheet: PrintedSheet, rows: tuple[int, int, int], columns: Sequence[ChartedColumn]
) -> None:
    """One chart a column, in the row kept for them; ``rows``: that row, the table's first and its last."""
    room, first, last = rows
    width = sum(sheet.widths) // len(columns)
    for at, column in enumerate(columns):
        chart = _chart(workbook, sheet, first, last, column, _PATTERNS[at])
        chart.set_size({"width": width - 8, "height": ROOM - 8})
        start, offset = _place(sheet, at * width)
        place = {"x_offset": offset + 4, "y_offset": 4, "object_position": 2, "description": column.title}
        sheet.worksheet.insert_chart(room, start, chart, place)


def add_lines(workbook: Workbook, sheet: PrintedSheet, rows: tuple[int, int, int], number: str) -> None:
    """The second column as a line by the left axis and the third, dashed, by the right one, over the first.

    ``rows``: the row kept for the chart, the row of the headings, the table's last.
    """
    room, heading, last = rows
    name = sheet.worksheet.get_name()
    chart = workbook.add_chart({"type": "line"})
    for column, (dash, mark, fill) in enumerate((("solid", "circle", "black"), ("dash", "square", "white")), start=1):
        marker = {"type": mark, "size": 7, "border": {"color": "black"}, "fill": {"color": fill}}
        chart.add_series(
            {
                "name": [name, heading, column],
                "categories": [name, heading + 1, 0, last, 0],
                "values": [name, heading + 1, column, last, column],
                "line": {"color": "black", "width": 1.75, "dash_type": dash},
                "marker": marker if last - heading <= MOST_LABELS else {"type": "none"},
                "y2_axis": column == 2,
            }
        )
    look = {"num_font": _FONT, "num_format": cell_format(), "min": 0, "name_font": {**_FONT, "bold": False}}
    chart.set_y_axis({**look, "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF"}}})
    chart.set_y2_axis(look)
    chart.set_x_axis({"num_font": _FONT, "interval_unit": -(-(last - heading) // MOST_LABELS)})
    chart.set_legend({"position": "top", "font": {**_FONT, "size": 12}})
    chart.set_size({"width": sum(sheet.widths) - 8, "height": ROOM - 8})
    place = {"x_offset": 4, "y_offset": 4, "object_position": 2, "description": number}
    sheet.worksheet.insert_chart(room, 0, chart, place)


def _chart(
    workbook: Workbook, sheet: PrintedSheet, first: int, last: int, column: ChartedColumn, pattern: str
) -> Chart:
    name = sheet.worksheet.get_name()
    count = last - first + 1
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "categories": [name, first, 0, last, 0],
            "values": [name, first, column.at, last, column.at],
            **(_filled(pattern) if count <= MOST_LABELS else {"fill": {"color": "#7F7F7F"}}),
            "border": {"color": "black"},
            "gap": 60,
            "data_labels": {"value": True, "font": _FONT} if count <= MOST_NUMBERS else {},
        }
    )
    chart.set_title({"name": column.title, "name_font": {**_FONT, "size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    every = -(-count // MOST_LABELS)
    chart.set_x_axis({"num_font": _FONT, "interval_unit": every, "interval_tick": every})
    axis: dict[str, object] = {"num_font": _FONT, "num_format": cell_format(), "min": 0}
    axis |= {"major_unit": 1, "max": max(1, column.most + 1)} if column.most < FEW else {}
    chart.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": "#BFBFBF"}}})
    return chart


def _filled(pattern: str) -> dict[str, object]:
    return {"pattern": {"pattern": pattern, "fg_color": "black", "bg_color": "white"}}


def _place(sheet: PrintedSheet, pixels: int) -> tuple[int, int]:
    """The column in which a distance from the left edge falls, and the pixels into it."""
    for column, width in enumerate(sheet.widths):
        if pixels < width:
            return column, pixels
        pixels -= width
    return len(sheet.widths) - 1, 0
