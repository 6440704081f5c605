"""Inputs 26 to 52: sheets, headings, layout."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from bad_input import BadInput, Bend, bent, column, nfd, on, put, saved, sheet, values
from board_books import CADRES
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from luanchuyen.scenarios.rulebook.book import load_vocabulary
from luanchuyen.sheets.template.template import write_template

LOCK = sheet("Khóa", ["Mã cán bộ", "Mã chức danh", "Khóa"], ["C1", "X1-BT", "cấm"])


def renamed(old: str, new: str) -> Bend:
    return lambda book: setattr(book[old], "title", new)


def hidden(title: str, state: str = "hidden") -> Bend:
    return lambda book: setattr(book[title], "sheet_state", state)


def without(title: str) -> Bend:
    return lambda book: book.remove(book[title])


def lower(rows: int, *lines: str) -> Bend:
    """The table of cadres so many rows lower, with lines above it."""

    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page.insert_rows(1, rows)
        for row, text in enumerate(lines, 1):
            page.cell(row, 1, text)

    return bend


def under(*lines: list[object], gap: int = 0) -> Bend:
    """Lines under the table of cadres, after so many blank ones."""

    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        start = page.max_row + 1 + gap
        for row, line in enumerate(lines, start):
            for place, text in enumerate(line, 1):
                page.cell(row, place, text)

    return bend


def by_sex(both: bool) -> Bend:
    """The year of birth in a column for men and one for women, under a heading of two rows."""

    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page.insert_rows(2)
        page["C1"], page["D1"], page["C2"], page["D2"] = "Năm sinh", None, "Nam", "Nữ"
        page.merge_cells("C1:D1")
        for row, (male, female) in enumerate(((None, 1980), (1981, None), (None, 1982), (1983, None)), 3):
            page.cell(row, 3, male).value = male
            page.cell(row, 4, female).value = female
        if both:
            page["C3"] = 1979

    return bend


def merged(area: str, title: str = "Cán bộ") -> Bend:
    return lambda book: book[title].merge_cells(area)


def aside(book: Any) -> None:
    """The table of cadres at C9."""
    page = book["Cán bộ"]
    page.insert_cols(1, 2)
    page.insert_rows(1, 8)
    page["E10"] = "31/02/1980"


def as_table(book: Any) -> None:
    """A table of that name, beside which there are notes that look like headings."""
    page = book["Cán bộ"]
    page.insert_rows(1, 3)
    page["A1"], page["B1"] = "Mã cán bộ", "Họ và tên"
    page.add_table(Table(displayName="Cán_bộ", ref="A4:J8"))


def turned(book: Any) -> None:
    page = book["Cán bộ"]
    page.delete_rows(1, 10)
    for place, line in enumerate(CADRES, 1):
        for row, value in enumerate(line, 1):
            page.cell(row, place, value or None)


def emptied(title: str, keep: int) -> Bend:
    return lambda book: book[title].delete_rows(keep + 1, 20)


def struck(page: Any) -> None:
    for cell in page[3]:
        cell.font = Font(strike=True)


def coloured(page: Any) -> None:
    for row, colour in enumerate(("FFFF0000", "FF00FF00", "FF0000FF", "FFFFFF00"), 2):
        page.cell(row, 2).fill = PatternFill("solid", start_color=colour)


def hide_row(page: Any) -> None:
    page.row_dimensions[3].hidden = True


def hide_column(page: Any) -> None:
    page.column_dimensions["G"].hidden = True


def old_template(folder: Path) -> Path:
    """The template as it was before two of its columns came."""
    stream = io.BytesIO()
    write_template(stream, load_vocabulary())
    book = load_workbook(stream)
    for title in ("Chức danh", "Ngoại lệ"):
        page = book[title]
        assert page.cell(1, page.max_column).value in ("Được vượt số lượng đến", "Đến ngày")
        page.delete_cols(page.max_column)
    return saved(book, folder)


HEADS = {f"Cán bộ!{letter}1": heading for letter, heading in zip("ABCDEFGHIJ", CADRES[0], strict=True)}
SYNONYMS = {"Cán bộ!B1": "Họ tên", "Cán bộ!H1": "Ngày bổ nhiệm", "Chức danh!B1": "Chức danh"}

ROWS = [
    BadInput(26, "a sheet missing", bent(without("Chức danh")), "refused", "check.missing_sheet", code=3,
             others=frozenset({"check.codes_of_nothing"})),
    BadInput(27, "a sheet in capitals", bent(renamed("Cán bộ", "CÁN BỘ ")), "read"),
    BadInput(27, "a sheet without accents", bent(renamed("Cán bộ", "Can bo")), "read"),
    BadInput(28, "a hidden sheet", bent(LOCK, hidden("Khóa")), "warned", "check.hidden_sheet"),
    BadInput(28, "a very hidden sheet", bent(LOCK, hidden("Khóa", "veryHidden")), "warned", "check.hidden_sheet"),
    BadInput(29, "hidden rows", on("Cán bộ", hide_row), "warned", "check.hidden_rows"),
    BadInput(30, "hidden columns", on("Cán bộ", hide_column), "told", "check.hidden_columns"),
    BadInput(31, "headings in NFD", values({where: nfd(text) for where, text in HEADS.items()}), "read"),
    BadInput(32, "a heading with a line break", values({"Cán bộ!B1": "Họ và\n tên",
             "Cán bộ!A1": "Mã\u00a0cán\u200b bộ "}), "read"),
    BadInput(33, "headings by other names", values(SYNONYMS), "read"),
    BadInput(34, "a heading twice", bent(column("Ngày sinh", "1980")), "refused", "check.doubled_column", "Cán bộ!C1",
             code=3),
    BadInput(35, "data under no heading", bent(column("", "x")), "warned", "check.unnamed_column", "Cán bộ!K2"),
    BadInput(36, "a column that nobody knows", bent(column("Màu áo", "đỏ")), "warned", "check.unknown_columns",
             "Cán bộ!K1"),
    BadInput(36, "a column nearly known", bent(column("Nguyện vọngg", "X1")), "warned", "check.column_like",
             "Cán bộ!K1"),
    BadInput(37, "columns missing", values({"Cán bộ!C1": None, "Cán bộ!H1": None}), "refused", "check.missing_columns",
             code=3, others=frozenset({"check.unnamed_column"})),
    BadInput(38, "a title above the table", bent(lower(4, "ĐẢNG BỘ TỈNH", "DANH SÁCH CÁN BỘ")), "read"),
    BadInput(39, "years of birth by sex", bent(by_sex(False)), "read"),
    BadInput(39, "years of birth in both columns", bent(by_sex(True)), "refused", "check.both_sexes", "Cán bộ!C3",
             code=3),
    BadInput(40, "a row of column numbers", bent(lambda b: b["Cán bộ"].insert_rows(2),
             put({f"Cán bộ!{letter}2": f"({n})" for n, letter in enumerate("ABCDEFGHIJ", 1)})), "read"),
    BadInput(41, "signatures under the table", bent(under([None, "NGƯỜI LẬP BIỂU"], [None, "Lò Văn A"])), "warned",
             "check.rows_below"),
    BadInput(42, "a row of a section", bent(lambda b: b["Cán bộ"].insert_rows(3), put({"Cán bộ!A3": "I. KHỐI ĐẢNG"})),
             "warned", "check.section_rows"),
    BadInput(43, "one cell over several rows", bent(merged("E4:E5")), "tidied", "check.merged_down", "Cán bộ!E4"),
    BadInput(44, "one cell over several columns", bent(merged("C4:D4")), "refused", "check.merged_across",
             "Cán bộ!C4", code=3, others=frozenset({"check.blank"})),
    BadInput(45, "20 blank rows within", bent(lambda b: b["Cán bộ"].insert_rows(4, 20)), "read"),
    BadInput(45, "30 blank rows within", bent(lambda b: b["Cán bộ"].insert_rows(4, 30)), "warned", "check.after_gap",
             others=frozenset({"check.unknown_code"}), code=3),
    BadInput(46, "a table that begins at C9", bent(aside), "refused", "check.no_such_day", "Cán bộ!E10", code=3),
    BadInput(47, "a named table", bent(as_table), "read"),
    BadInput(48, "a table on its side", bent(turned), "refused", "check.turned", code=3,
             others=frozenset({"check.codes_of_nothing"})),
    BadInput(49, "an empty required sheet", bent(emptied("Cán bộ", 0)), "refused", "check.empty_sheet", code=3,
             others=frozenset({"check.codes_of_nothing"})),
    BadInput(49, "a required sheet with a heading only", bent(emptied("Cán bộ", 1), without("Quá trình công tác")),
             "warned", "check.no_rows", others=frozenset({"readiness.no_source"})),
    BadInput(49, "an optional sheet with a heading only", bent(emptied("Quá trình công tác", 1)), "read"),
    BadInput(50, "an old template", old_template, "told", "check.old_template",
             others=frozenset({"readiness.silent", "readiness.widened"})),
    BadInput(51, "a row struck through", on("Cán bộ", struck), "warned", "check.struck_rows"),
    BadInput(52, "a comment", on("Cán bộ", lambda s: setattr(s["B3"], "comment", Comment("nghỉ", "a"))), "warned",
             "check.comments", "Cán bộ!B3"),
    BadInput(52, "colours", on("Cán bộ", coloured), "warned", "check.colours"),
]  # fmt: skip
