"""Sheets as people really keep them: titles above, headings in two rows, groups, signatures, merged cells."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tables = dict[str, list[dict[str, str]]]
Read = Callable[[Any], Any]
Write = Callable[..., Path]
Said = Callable[[Any], dict[str, tuple[str, tuple[str, ...]]]]


def test_a_required_sheet_is_missing(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    del tables["posts"]
    reading = read(xlsx(tables))
    assert said(reading)["missing_sheet"][0] == "error"
    assert reading.instance is None


def test_a_result_given_for_the_facts_is_told_as_that_alone(
    tables: Tables, read: Read, said: Said, xlsx: Write
) -> None:
    def bend(book: Any) -> None:
        for sheet, title in zip(book.worksheets, ("Tóm tắt", "Phương án 1"), strict=False):
            sheet.title = title
        for sheet in book.worksheets[2:]:
            book.remove(sheet)

    assert list(said(read(xlsx(tables, bend)))) == ["result_given"]


@pytest.mark.parametrize("title", ["Can bo", "CÁN BỘ ", "Danh sách cán bộ", "DS can bo", "cadres"])
def test_sheet_titles_have_spellings(tables: Tables, read: Read, xlsx: Write, title: str) -> None:
    reading = read(xlsx(tables, lambda book: setattr(book["Cán bộ"], "title", title)))
    assert len(reading.instance.cadres) == 2


def test_a_hidden_sheet_is_not_read(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    tables["locks"] = [{"cadre_id": "001", "post_id": "P1", "lock": "cấm"}]
    reading = read(xlsx(tables, lambda book: setattr(book["Khóa"], "sheet_state", "veryHidden")))
    assert said(reading)["hidden_sheet"][0] == "warning"
    assert reading.instance.locks == ()


def test_a_sheet_that_nearly_is_one(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        book.create_sheet("Ngoại lẹê").append(["Quy định", "Lý do"])

    assert said(read(xlsx(tables, bend)))["sheet_like"][0] == "warning"


@pytest.mark.parametrize(
    "heading",
    ["Họ và\ntên", "  Họ  và tên\u00a0", "HỌ VÀ TÊN", "Ho ten", "Họ tên", "Họ và tên *",
     "Họ và tên (khai sinh)", "\u200bHọ và tên", unicodedata.normalize("NFD", "Họ và tên"), "name"],
)  # fmt: skip
def test_headings_have_spellings(tables: Tables, read: Read, xlsx: Write, heading: str) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].cell(1, 2, heading)))
    assert reading.problems == ()


def test_a_doubled_heading(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].cell(1, 8, "Họ và tên")))
    assert said(reading)["doubled_column"] == ("error", ("B1", "H1"))


def test_an_exact_heading_goes_before_a_synonym(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        book["Cán bộ"].cell(1, 8, "Đơn vị")
        book["Cán bộ"].cell(2, 8, "Tỉnh ủy")

    reading = read(xlsx(tables, bend))
    assert reading.instance.cadres["001"].unit_id == "TU"
    assert said(reading)["unknown_columns"] == ("warning", ("H1",))


def test_a_column_without_heading(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].cell(2, 9, "lạc")))
    assert said(reading)["unnamed_column"] == ("warning", ("I2",))


def test_a_misspelt_optional_column(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].cell(1, 9, "Quê quánn")))
    assert said(reading)["column_like"] == ("warning", ("I1",))


def test_an_identity_number_is_not_wanted(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].cell(1, 9, "Số CCCD")))
    assert said(reading)["identity_column"] == ("warning", ("I1",))


def test_all_missing_columns_at_once(tables: Tables, read: Read, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        book["Cán bộ"].delete_cols(2, 3)

    (problem,) = [p for p in read(xlsx(tables, bend)).problems if p.key == "check.missing_columns"]
    assert problem.values["columns"] == "Họ và tên, Ngày sinh, Giới tính"


def test_a_title_block_above_and_a_table_not_at_a1(tables: Tables, read: Read, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page.insert_rows(1, 4)
        page.insert_cols(1, 2)
        page["C1"], page["C3"] = "ĐẢNG BỘ TỈNH ĐIỆN BIÊN", "DANH SÁCH CÁN BỘ"

    reading = read(xlsx(tables, bend))
    assert reading.problems == ()
    assert reading.instance.cadres["001"].origin.cell("birth") == "Cán bộ!E6"


def test_year_of_birth_in_two_columns_under_one_heading(tables: Tables, read: Read, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page.insert_rows(2)
        page["C1"], page["D1"], page["C2"], page["D2"] = "Năm sinh", None, "Nam", "Nữ"
        page.merge_cells("C1:D1")
        for column in "ABEFG":
            page.merge_cells(f"{column}1:{column}2")
        page["C3"], page["D3"], page["C4"], page["D4"] = None, 1980, "05/1979", None

    cadres = read(xlsx(tables, bend)).instance.cadres
    assert [(cadre.sex, str(cadre.birth)) for cadre in cadres.values()] == [
        ("female", "1980"),
        ("male", "05/1979"),
    ]


def test_both_columns_of_birth_filled(tables: Tables, read: Read, said: Said) -> None:
    for cadre in tables["cadres"]:
        cadre |= {"birth_male": "1980", "birth_female": ""}
        del cadre["birth"], cadre["sex"]
    assert read(tables).instance.cadres["001"].sex == "male"
    tables["cadres"][1]["birth_female"] = "1981"
    assert said(read(tables))["both_sexes"][0] == "error"


def test_a_row_of_column_numbers(tables: Tables, read: Read, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page.insert_rows(2)
        for column in range(1, 8):
            page.cell(2, column, f"({column})")

    reading = read(xlsx(tables, bend))
    assert reading.problems == ()
    assert list(reading.instance.cadres) == ["001", "C2"]


def test_group_titles_and_signatures_are_no_people(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page.insert_rows(2)
        page["A2"] = "I. KHỐI ĐẢNG"
        page.merge_cells("A2:G2")
        page["A6"], page["D7"], page["D9"] = "Tổng cộng", "T/M BAN THƯỜNG VỤ", "Nguyễn Văn A"

    reading = read(xlsx(tables, bend))
    rows = {p.key: p.values["rows"] for p in reading.problems}
    assert rows == {"check.section_rows": "2", "check.rows_below": "6–7, 9"}
    assert list(reading.instance.cadres) == ["001", "C2"]


def test_a_person_whose_code_is_forgotten_is_an_error_not_a_title(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0]["cadre_id"] = ""
    assert said(read(tables))["blank"] == ("error", ("A2",))


def test_a_forgotten_code_in_a_workbook(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    tables["cadres"][0]["cadre_id"] = ""
    assert said(read(xlsx(tables)))["blank"] == ("error", ("A2",))


def test_merged_cells_fill_their_own_range_only(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    tables["cadres"].append({**tables["cadres"][0], "cadre_id": "C3", "name": "Mùa A Tủa"})

    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page["E3"] = None
        page["E2"] = "XMP"
        page["F3"] = None
        page.merge_cells("E2:E3")

    reading = read(xlsx(tables, bend))
    assert said(reading)["merged_down"][0] == "normalised"
    assert said(reading)["blank"] == ("error", ("F3",))


def test_merged_cells_are_told_with_every_range(tables: Tables, read: Read, xlsx: Write) -> None:
    tables["cadres"] += [{**tables["cadres"][0], "cadre_id": f"C{n}", "name": f"Mùa A {n}"} for n in (3, 4)]

    def bend(book: Any) -> None:
        for area in ("B2:B3", "E2:E3", "F4:F5"):
            book["Cán bộ"].merge_cells(area)

    told = {p.key: (p.severity, p.values.get("area"), p.cells) for p in read(xlsx(tables, bend)).problems}
    assert told["check.merged_names"] == ("warning", "B2:B3", ("B2",))  # two people of one name, as nobody meant
    assert told["check.merged_down"] == ("normalised", "E2:E3, F4:F5", ("E2", "F4"))


def test_cells_merged_across_columns(tables: Tables, read: Read, xlsx: Write) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].merge_cells("B2:C2")))
    (problem,) = [p for p in reading.problems if p.key == "check.merged_across"]
    assert (problem.values["area"], problem.cells) == ("B2:C2", ("B2",))


def test_blank_rows_are_tolerated_up_to_a_limit(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    assert read(xlsx(tables, lambda book: book["Cán bộ"].insert_rows(3, 20))).problems == ()
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].insert_rows(3, 21)))
    assert said(reading)["after_gap"] == ("warning", ("A24",))


def test_one_stray_value_in_the_last_cell_of_excel(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].cell(1_048_576, 16_384, "x")))
    assert said(reading)["stray_cell"] == ("warning", ("XFD1048576",))
    assert len(reading.instance.cadres) == 2


def test_formatting_alone_in_a_far_cell_is_nothing(tables: Tables, read: Read, xlsx: Write) -> None:
    from openpyxl.styles import Font

    def bend(book: Any) -> None:
        book["Cán bộ"].cell(1_048_576, 16_384).font = Font(bold=True)

    assert read(xlsx(tables, bend)).problems == ()


@pytest.mark.parametrize("declared", ["A1:B2", "A1:XFD1048576"])
def test_the_declared_size_is_not_believed(tables: Tables, read: Read, xlsx: Write, declared: str) -> None:
    path = xlsx(tables)
    repack(path, rb'<dimension ref="[^"]*"', f'<dimension ref="{declared}"'.encode())
    reading = read(path)
    assert reading.problems == ()
    assert len(reading.instance.cadres) == 2


def test_a_table_on_its_side(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        cells = [[cell.value for cell in row] for row in page.iter_rows()]
        page.delete_rows(1, 10)
        for row in zip(*cells, strict=True):
            page.append(row)

    assert said(read(xlsx(tables, bend)))["turned"][0] == "error"


def test_an_empty_required_sheet(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    assert said(read(xlsx(tables, lambda book: book["Cán bộ"].delete_rows(1, 9))))["empty_sheet"][0] == "error"


def test_headings_without_a_row_are_nobody(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    reading = read(xlsx(tables, lambda book: book["Cán bộ"].delete_rows(2, 9)))
    assert said(reading)["no_rows"][0] == "warning"
    assert reading.instance.cadres == {}


def test_hidden_and_struck_rows_are_read_and_told(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    from openpyxl.styles import Font

    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page.row_dimensions[2].hidden = True
        for cell in page[3]:
            cell.font = Font(strike=True)

    reading = read(xlsx(tables, bend))
    assert {p.key: p.values["rows"] for p in reading.problems} == {
        "check.hidden_rows": "2",
        "check.struck_rows": "3",
    }
    assert len(reading.instance.cadres) == 2


def test_comments_and_old_fonts_are_told(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    def bend(book: Any) -> None:
        book["Cán bộ"]["A2"].comment = Comment("đã nghỉ", "x")
        book["Cán bộ"]["B1"].comment = Comment("tên khai sinh", "x")
        book["Cán bộ"]["B2"].font = Font(name=".VnTime")

    found = said(read(xlsx(tables, bend)))
    assert found["comments"] == ("warning", ("A2",))
    assert found["old_font_name"][0] == "warning"


def test_error_cells_and_formulas(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        book["Cán bộ"]["C2"] = "#REF!"
        book["Cán bộ"]["C3"] = "=1+1"

    found = said(read(xlsx(tables, bend)))
    assert found["error_cell"] == ("error", ("C2",))
    assert found["formula_not_counted"] == ("error", ("C3",))


def test_the_counted_value_of_a_formula_is_used(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    tables["posts"][0]["seats"] = "=1+1"
    path = xlsx(tables)
    repack(path, rb"<f>1\+1</f>(?:<v ?/>|<v></v>)", b"<f>1+1</f><v>2</v>")
    reading = read(path)
    assert said(reading) == {"not_calculated": ("warning", ())}
    assert reading.instance.posts["P1"].seats == 2


def test_a_named_table_tells_where_the_heading_is(tables: Tables, read: Read, xlsx: Write) -> None:
    from openpyxl.worksheet.table import Table

    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        cells = [[cell.value for cell in row] for row in page.iter_rows()]
        page.insert_rows(1, 4)
        for column, heading in enumerate(cells[0], 1):
            page.cell(1, column, heading)
        page["A2"], page["B2"] = "mẫu", "bỏ qua"
        page.add_table(Table(displayName="Can_bo", ref="A5:G7"))

    assert list(read(xlsx(tables, bend)).instance.cadres) == ["001", "C2"]


def test_a_workbook_that_counts_days_from_1904(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    import datetime as dt

    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    def bend(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        book["Cán bộ"]["C2"] = dt.datetime(1980, 3, 5)
        book["Cán bộ"]["C3"] = 29285 - 1462

    cadres = read(xlsx(tables, bend)).instance.cadres
    assert [str(cadre.birth) for cadre in cadres.values()] == ["05/03/1980", "05/03/1980"]


def test_days_outside_the_calendar_of_excel(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    def bend(book: Any) -> None:
        for row, number in ((2, 2958466), (3, -5)):
            book["Cán bộ"].cell(row, 3, number).number_format = "dd/mm/yyyy"

    reading = read(xlsx(tables, bend))
    assert sorted(cell for problem in reading.errors for cell in problem.cells) == ["C2", "C3"]


def repack(path: Path, pattern: bytes, by: bytes) -> None:
    """Replace a pattern in every part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, re.sub(pattern, by, data))


def test_many_colours_are_told(tables: Tables, read: Read, said: Said, xlsx: Write) -> None:
    from openpyxl.styles import PatternFill

    def bend(book: Any, colours: int) -> None:
        for number, cell in enumerate(book["Cán bộ"][2][:colours]):
            cell.fill = PatternFill("solid", fgColor=f"FF00{number}0")

    assert read(xlsx(tables, lambda book: bend(book, 3))).problems == ()
    assert said(read(xlsx(tables, lambda book: bend(book, 4)))) == {"colours": ("warning", ())}
