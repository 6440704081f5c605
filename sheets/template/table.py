"""One data sheet of the template: headings with their notes, drop-downs, formats, rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luanchuyen.messages import say
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.form.decisions import SETTING_ROWS
from luanchuyen.sheets.form.example_rows import ExampleRow
from luanchuyen.sheets.paper.text_size import needed
from luanchuyen.sheets.template.choices import LAST_ROW, is_closed, source
from luanchuyen.sheets.template.look import HEADING_PIXELS, POINTS, Look, print_set_up, width

AUTHOR = "Luân Chuyển"
"""Who signs the notes on headings: they explain, they carry no data."""

_NOTE_PIXELS, _NOTE_POINTS = 340, 11
_SETTING_WIDTHS = {"key": 330, "value": 640}
_FROZEN_NAMES = frozenset({"units", "posts", "cadres"})
_MOST = 10**9
Lists = Mapping[str, tuple[str, ...]]


def write_table(
    workbook: Workbook, look: Look, sheet: Sheet, rows: Sequence[ExampleRow], known: Lists, as_example: bool
) -> None:
    """Add a sheet with its rows; ``as_example`` colours them as rows to be written over."""
    page = workbook.add_worksheet(sheet.title)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    widths = [_SETTING_WIDTHS.get(c.id, width(c)) if sheet.id == "settings" else width(c) for c in sheet]
    page.set_row_pixels(0, HEADING_PIXELS)
    for place, column in enumerate(sheet):
        page.set_column_pixels(place, place, widths[place], look[_kind(column)])
        words = source(sheet, column, known)
        _heading(page, place, sheet, column, look, bool(words))
        _check(page, place, column, words, is_closed(sheet, column))
    page.freeze_panes(1, 2 if sheet.id in _FROZEN_NAMES else 1)
    print_set_up(page, sum(widths))
    if len(sheet.columns) > 10:
        page.repeat_columns(0, 1)
    for number, row in enumerate(rows, 1):
        _row(page, number, sheet, row, look, "example_" if as_example else "")
        page.set_row_pixels(number, _height(sheet, row, widths))
    if sheet.id == "settings":
        _setting_notes(page, rows, look)


def _kind(column: Column) -> str:
    return "number" if column.reads == "whole" else "text"


def _heading(page: Worksheet, place: int, sheet: Sheet, column: Column, look: Look, has_words: bool) -> None:
    text = f"{column.heading} *" if column.required else column.heading
    page.write_string(0, place, text, look["required" if column.required else "optional"])
    lines = [say(f"template.{sheet.note(column)}")]
    if has_words:
        lines.append(say("template.pick"))
    if column.example and sheet.id != "settings":
        lines.append(say("template.example", example=column.example))
    _note(page, 0, place, column.required, lines)


def _note(page: Worksheet, row: int, place: int, required: bool, lines: Sequence[str]) -> None:
    text = "\n".join((say("template.required" if required else "template.optional"), *lines))
    page.write_comment(
        row,
        place,
        text,
        {
            "author": AUTHOR,
            "width": _NOTE_PIXELS,
            "height": needed(text, _NOTE_PIXELS - 10, _NOTE_POINTS) + 12,
            "font_name": "Times New Roman",
            "font_size": _NOTE_POINTS,
            "color": "#FFFFE1",
        },
    )


def _check(page: Worksheet, place: int, column: Column, words: str, closed: bool) -> None:
    """What Excel offers and asks about while the column is being typed."""
    rule: dict[str, object] = {}
    if words:
        rule = {
            "validate": "list",
            "source": words,
            "show_error": closed,
            "error_title": say("template.not_in_list_title"),
            "error_message": say("template.not_in_list"),
        }
    elif column.reads == "whole":
        least = 0 if column.least is None else column.least
        most = _MOST if column.most is None else column.most
        rule = {
            "validate": "integer",
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            "error_title": say("template.not_whole_title"),
            "error_message": say("template.not_whole", least=least, most=most),
        }
    if rule:
        page.data_validation(1, place, LAST_ROW - 1, place, {**rule, "error_type": "warning"})


def _row(page: Worksheet, number: int, sheet: Sheet, row: ExampleRow, look: Look, style: str) -> None:
    for place, column in enumerate(sheet):
        text = row.get(column.id, "")
        shape = look[style + _kind(column)]
        if not text:
            if style:
                page.write_blank(number, place, None, shape)
        elif column.reads == "whole" and text.lstrip("-").isdecimal():
            page.write_number(number, place, int(text), shape)
        else:
            page.write_string(number, place, text, shape)


def _height(sheet: Sheet, row: ExampleRow, widths: Sequence[int]) -> int:
    """Written out, as not every program fits rows to wrapped text on opening."""
    texts = [row.get(column.id, "") for column in sheet]
    return max(needed(text, room, POINTS) for text, room in zip(texts, widths, strict=True))


def _setting_notes(page: Worksheet, rows: Sequence[ExampleRow], look: Look) -> None:
    """The labels of Tham số, each with its note."""
    declared = {row.heading: row for row in SETTING_ROWS}
    for number, row in enumerate(rows, 1):
        setting = declared.get(row["key"])
        required = setting is not None and setting.required
        label = f"{row['key']} *" if required else row["key"]
        page.write_string(number, 0, label, look["label_required" if required else "label"])
        if setting is not None:
            _note(page, number, 0, required, [say(f"template.note_setting_{setting.id}")])
