"""The marked copy: colours, notes, a list with links; the input untouched, old marks taken away."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from luanchuyen.messages import speak_in
from luanchuyen.models.errors import Problem
from luanchuyen.sheets.marking.marked_list import COLOURS, MOST_CELLS
from luanchuyen.sheets.marking.marking import SEPARATOR, marked_copy
from luanchuyen.sheets.reading.reader import Reading

Tables = dict[str, list[dict[str, str]]]
Written = Callable[..., Path]


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    speak_in("vi")


def blank(cells: tuple[str, ...], sheet: str = "Cán bộ", severity: str = "error") -> Problem:
    return Problem("check.blank", sheet, cells, severity, {"column": "Ngày sinh"})


def marked(path: Path, *problems: Problem) -> openpyxl.Workbook:
    stream = io.BytesIO()
    marked_copy(path, problems, stream)
    return openpyxl.load_workbook(stream, rich_text=True)


def colour(cell: Any) -> str:
    return str(cell.fill.fgColor.rgb)


def listed(book: openpyxl.Workbook) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in book["Lỗi"].iter_rows(min_row=5)]


def test_cell_is_coloured_and_says_what_and_how(xlsx: Written, tables: Tables) -> None:
    book = marked(xlsx(tables), blank(("C2",)))
    cell = book["Cán bộ"]["C2"]
    assert colour(cell) == COLOURS["error"]
    assert cell.comment.text == f"{SEPARATOR}\nLỖI: Ô trống mà cần có giá trị. → Điền Ngày sinh."
    assert cell.value == tables["cadres"][0]["birth"]


def test_list_comes_first_and_leads_to_each_cell(xlsx: Written, tables: Tables) -> None:
    warning = Problem("check.doubled_code", "Cán bộ", ("A2", "A3"), "warning", {"code": "001"})
    book = marked(xlsx(tables), warning, blank(("C2",)))
    assert book.sheetnames[0] == book.active.title == "Lỗi"
    assert [sheet.sheet_view.tabSelected for sheet in book].count(True) == 1
    assert listed(book) == [
        ("1", "LỖI", "Cán bộ", "C2 (Ngày sinh)", "Ô trống mà cần có giá trị.", "Điền Ngày sinh."),
        ("2", "NHẮC", "Cán bộ", "A2", 'Cùng mã "001".', "Mỗi dòng cần một mã riêng."),
        ("3", "NHẮC", "Cán bộ", "A3", 'Cùng mã "001".', "Mỗi dòng cần một mã riêng."),
    ]
    links = [book["Lỗi"].cell(row, 4).hyperlink.location for row in (5, 6, 7)]
    assert links == ["'Cán bộ'!C2", "'Cán bộ'!A2", "'Cán bộ'!A3"]


def test_problems_of_one_cell_are_joined_the_worst_colours_it(xlsx: Written, tables: Tables) -> None:
    odd = Problem("check.odd_age", "Cán bộ", ("C2",), "warning", {"age": 80, "birth": "1946"})
    cell = marked(xlsx(tables), odd, blank(("C2",)))["Cán bộ"]["C2"]
    assert colour(cell) == COLOURS["error"]
    assert [line.partition(":")[0] for line in cell.comment.text.split("\n")] == [SEPARATOR, "LỖI", "NHẮC"]


def test_the_clerks_own_note_stays_before_ours(xlsx: Written, tables: Tables) -> None:
    def bend(book: Any) -> None:
        book["Cán bộ"]["C2"].comment = Comment("xem hồ sơ", "Lan")

    comment = marked(xlsx(tables, bend), blank(("C2",)))["Cán bộ"]["C2"].comment
    assert comment.text.startswith(f"xem hồ sơ\n{SEPARATOR}\nLỖI")
    assert comment.author == "Lan"


def test_marking_a_marked_copy_takes_the_old_marks_away(xlsx: Written, tables: Tables, tmp_path: Path) -> None:
    def bend(book: Any) -> None:
        book["Cán bộ"]["C3"].comment = Comment("xem hồ sơ", "Lan")

    first = tmp_path / "lần một.xlsx"
    marked_copy(xlsx(tables, bend), [blank(("C2", "C3"))], first)
    book = marked(first, blank(("D2",), severity="warning"))
    page = book["Cán bộ"]
    assert page["C2"].comment is None and page["C3"].comment.text == "xem hồ sơ"
    assert COLOURS["error"] not in {colour(page["C2"]), colour(page["C3"])}
    assert colour(page["D2"]) == COLOURS["warning"]
    assert [sheet for sheet in book.sheetnames if sheet.startswith("Lỗi")] == ["Lỗi"]
    assert len(listed(book)) == 1


def test_input_is_not_touched(xlsx: Written, tables: Tables) -> None:
    path = xlsx(tables)
    before = path.read_bytes()
    marked(path, blank(("C2",)))
    assert path.read_bytes() == before


def test_formulas_formats_and_texts_like_formulas_are_kept(xlsx: Written, tables: Tables) -> None:
    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page["H2"] = "=1+1"
        page["H3"] = "=1+1"
        page["H3"].data_type = "s"
        page["C2"].font = Font("Arial", b=True)
        page["C2"].number_format = "0000"

    page = marked(xlsx(tables, bend), blank(("C2", "H3")))["Cán bộ"]
    assert [(page[name].value, page[name].data_type) for name in ("H2", "H3")] == [
        ("=1+1", "f"),
        ("=1+1", "s"),
    ]
    assert (page["C2"].font.name, page["C2"].font.b, page["C2"].number_format) == ("Arial", True, "0000")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@ai", "#N/A", "a\x0bb"])
def test_no_text_of_the_list_becomes_a_formula(text: str, xlsx: Written, tables: Tables) -> None:
    problem = Problem("check.missing_sheet", values={"wanted": text, "found": text}, sheet=text)
    book = marked(xlsx(tables), problem)
    row = book["Lỗi"][5]
    assert {cell.data_type for cell in row if cell.value} == {"s"}
    assert row[2].value == text.replace("\x0b", " ")


def test_problems_without_a_cell_or_a_sheet_are_listed(xlsx: Written, tables: Tables) -> None:
    missing = Problem("check.missing_sheet", values={"wanted": "Đơn vị", "found": "Cán bộ"})
    book = marked(xlsx(tables), missing, blank((), "Cán bộ"), blank(("C2",), "Không có"), blank(("A0", "?")))
    assert [row[2] for row in listed(book)] == [None, "Cán bộ", "Không có", "Cán bộ", "Cán bộ"]
    page = book["Lỗi"]
    assert page["C6"].hyperlink.location == "'Cán bộ'!A1"
    assert page["D5"].hyperlink is None and page["D7"].hyperlink is None


def test_a_merged_cell_is_marked_where_its_range_begins(xlsx: Written, tables: Tables) -> None:
    path = xlsx(tables, lambda book: book["Cán bộ"].merge_cells("F2:F3"))
    page = marked(path, blank(("F3",)))["Cán bộ"]
    assert colour(page["F2"]) == COLOURS["error"] and "LỖI" in page["F2"].comment.text


def test_many_cells_of_one_problem_are_counted(xlsx: Written, tables: Tables) -> None:
    cells = tuple(f"C{row}" for row in range(2, 2 + MOST_CELLS + 7))
    book = marked(xlsx(tables), blank(cells))
    assert len(listed(book)) == MOST_CELLS
    assert listed(book)[-1][4].endswith("và 7 ô khác")
    assert colour(book["Cán bộ"][cells[-1]]) == COLOURS["error"]


def test_a_folder_of_csv_becomes_a_workbook_of_text(tmp_path: Path) -> None:
    (tmp_path / "Cán bộ.csv").write_text('Mã cán bộ;Họ và tên\n001;"=1+1"\n', encoding="utf-8-sig")
    (tmp_path / "Điểm [2026].csv").write_text("Mã,Điểm\nx,3\n", encoding="utf-8")
    problems = blank(("B2",)), blank(("B2",), "Điểm [2026]")
    book = marked(tmp_path, *problems)
    assert book.sheetnames == ["Lỗi", "Cán bộ", "Điểm _2026_"]
    assert [(cell.value, cell.data_type) for cell in book["Cán bộ"][2]] == [("001", "s"), ("=1+1", "s")]
    assert colour(book["Điểm _2026_"]["B2"]) == COLOURS["error"]
    assert book["Lỗi"]["D6"].hyperlink.location == "'Điểm _2026_'!B2"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0 old"])
def test_a_file_that_cannot_be_opened_gives_the_list_alone(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    book = marked(path, Problem("check.truncated", values={"path": "a.xlsx"}))
    assert book.sheetnames == ["Lỗi"] and len(listed(book)) == 1


def test_the_marked_copy_is_read_like_the_input(
    xlsx: Written, tables: Tables, read: Callable[[Path], Reading], tmp_path: Path
) -> None:
    tables["cadres"][0]["birth"] = "31/02/1980"
    tables["posts"][0]["unit_id"] = "KHÔNG"
    path = xlsx(tables)
    before = read(path).problems
    assert len(before) >= 2
    speak_in("vi")
    marked_copy(path, before, tmp_path / "lỗi.xlsx")
    after = [p for p in read(tmp_path / "lỗi.xlsx").problems if p.key != "check.comments"]
    assert after == list(before)
