"""Headings in tiers, rows of column numbers and marks under headings, as lists of officials are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Tables = dict[str, list[dict[str, str]]]
Read = Callable[[Any], Any]
Write = Callable[..., Path]
Said = Callable[[Any], dict[str, tuple[str, tuple[str, ...]]]]
PEOPLE = ("001", "Lò Thị Hoà"), ("C2", "Vàng A Sinh")
REST = ("Mã đơn vị hiện nay", "Ngày giữ chức vụ")


@pytest.fixture
def listed(tables: Tables, read: Read, xlsx: Write) -> Callable[..., Any]:
    """Read a workbook whose sheet Cán bộ has these rows and merged cells."""

    def reading(rows: Sequence[Sequence[object]], *merged: str) -> Any:
        def bend(book: Any) -> None:
            page = book["Cán bộ"]
            page.delete_rows(1, 10)
            for at, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    page.cell(at, column).value = value
            for area in merged:
                page.merge_cells(area)

        tables["posts"][1]["status"] = "trống"
        return read(xlsx(tables, bend))

    return reading


def facts(reading: Any) -> list[tuple[str, str, str]]:
    """Code, sex and birth of everybody read; what was wrong is an error of the test."""
    assert [p.key for p in reading.errors] == []
    return [(cadre.cadre_id, cadre.sex, str(cadre.birth)) for cadre in reading.instance.cadres.values()]


BORN = [("001", "female", "1980"), ("C2", "male", "05/1979")]
ROWS = ("001", "Lò Thị Hoà", None, 1980, "TU", "06/2021"), ("C2", "Vàng A Sinh", "05/1979", None, "XMP", "01/06/2020")


@pytest.mark.parametrize("depth", [2, 3, 4, 5])
@pytest.mark.parametrize("title", [False, True])
def test_headings_in_tiers(listed: Callable[..., Any], depth: int, title: bool) -> None:
    tiers: list[list[object]] = [[None] * 6 for _ in range(depth)]
    tiers[0] = ["Mã cán bộ", "Họ và tên", "Lý lịch" if depth > 3 else "Năm sinh", None, *REST]
    if depth > 3:
        tiers[depth - 2][2] = "Năm sinh"
    tiers[depth - 1][2:4] = "Nam", "Nữ"
    top = 3 if title else 1
    above = [["DANH SÁCH CÁN BỘ"], [None]] if title else []
    merged = [f"{column}{top}:{column}{top + depth - 1}" for column in "ABEF"]
    across = depth - 1 if depth < 4 else depth - 2
    merged += [f"C{top}:D{top + across - 1}"] + ([f"C{top + depth - 2}:D{top + depth - 2}"] if depth > 3 else [])
    assert facts(listed([*above, *tiers, *ROWS], *merged)) == BORN


@pytest.mark.parametrize("across", [(), ("C1:D1",)])
def test_headings_of_which_only_some_are_divided(listed: Callable[..., Any], across: tuple[str, ...]) -> None:
    tiers = ["Mã cán bộ", "Họ và tên", "Năm sinh", None, *REST], [None, None, "Nam", "Nữ"]
    assert facts(listed([*tiers, *ROWS], *across)) == BORN


def test_groups_above_the_headings(listed: Callable[..., Any]) -> None:
    tiers = (
        ["I. LÝ LỊCH", None, None, None, "II. CÔNG TÁC"],
        ["Mã cán bộ", "Họ và tên", "Năm sinh", None, *REST],
        [None, None, "Nam", "Nữ"],
    )
    merged = "A1:D1", "E1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3"
    assert facts(listed([*tiers, *ROWS], *merged)) == BORN


@pytest.mark.parametrize("born", ["Nam", "Năm sinh: Nam"])
def test_male_and_female_in_one_row(listed: Callable[..., Any], born: str) -> None:
    heads = ["Mã cán bộ", "Họ và tên", born, born.replace("Nam", "Nữ"), *REST]
    assert facts(listed([heads, *ROWS])) == BORN


@pytest.mark.parametrize(
    "numbers",
    ["(1) (2) (3) (4) (5) (6)", "1 2 3 4 5 6", "A B C D E F", "a b 1 2 3 4", "[1] [2] [3] [4] [5] [6]",
     "1. 2. 3. 4. 5. 6.", "(1) (2) (3) (4) (5) (6)=(4)+(5)", "1) 2) 3) 4) 5) 6", "I II III IV V VI",
     "(i) (ii) (iii) (iv) (v) (vi)"],
)  # fmt: skip
@pytest.mark.parametrize("high", [False, True])
def test_a_row_that_numbers_the_columns(listed: Callable[..., Any], numbers: str, high: bool) -> None:
    heads: list[list[object]] = [["Mã cán bộ", "Họ và tên", "Nam", "Nữ", *REST], *([[None] * 6] if high else [])]
    merged = [f"{column}1:{column}2" for column in "ABCDEF"] if high else []
    row = [int(one) if one.isdigit() else one for one in numbers.split()]
    reading = listed([*heads, row, *ROWS], *merged)
    assert facts(reading) == BORN
    assert not [p for p in reading.problems if p.key == "check.section_rows"]


@pytest.mark.parametrize("tiers", [1, 2])
def test_headings_said_once_more_on_the_next_page(listed: Callable[..., Any], tiers: int) -> None:
    one = [["Mã cán bộ", "Họ và tên", "Nam", "Nữ", *REST]]
    two = [["Mã cán bộ", "Họ và tên", "Năm sinh", None, *REST], [None, None, "Nam", "Nữ"]]
    heads = [one, two][tiers - 1]
    numbers = [f"({n})" for n in range(1, 7)]
    reading = listed([*heads, numbers, ROWS[0], *heads, numbers, *ROWS[1:]])
    assert facts(reading) == BORN
    (problem,) = [p for p in reading.problems if p.key == "check.heading_again"]
    top = tiers + 3
    assert (problem.severity, problem.values["rows"]) == ("info", f"{top}–{top + tiers}")


def test_a_name_that_is_a_heading_is_a_name(tables: Tables, read: Read) -> None:
    tables["cadres"][0]["name"] = "Họ và tên"
    assert read(tables).instance.cadres["001"].name == "Họ và tên"


@pytest.mark.parametrize("row", [("1", "2", "85"), ("A", "B", "3"), ("2", "3", "4"), ("I", "II", "85")])
def test_codes_that_look_like_numbers_of_columns(tables: Tables, read: Read, row: tuple[str, str, str]) -> None:
    tables["cadres"][0]["cadre_id"], tables["posts"][0]["post_id"] = row[:2]
    tables["panel"] = [dict(zip(("cadre_id", "post_id", "points"), row, strict=True))]
    assert len(read(tables).instance.panel) == 1


MARKED = ["Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", None, "LLCT", None, *REST]
BELOW = [None, None, None, "Nam", "Nữ", "Cao cấp", "Trung cấp"]
ACROSS = "D1:E1", "F1:G1"


@pytest.mark.parametrize("mark", ["x", "X", "✓", "1", "v", "có", "+", "TRUE", "ü", "\uf0fc"])
@pytest.mark.parametrize("merged", [(), (*ACROSS, "A1:A2", "B1:B2", "C1:C2", "H1:H2", "I1:I2")])
def test_marks_under_headings(listed: Callable[..., Any], mark: str, merged: tuple[str, ...]) -> None:
    rows = (
        [*PEOPLE[0], 1980, None, mark, mark, "-", "TU", "06/2021"],
        [*PEOPLE[1], "05/1979", mark, None, None, "TC", "XMP", "01/06/2020"],
    )
    reading = listed([MARKED, BELOW, *rows], *merged)
    assert facts(reading) == BORN
    assert [cadre.political_level for cadre in reading.instance.cadres.values()] == ["cao cấp", "trung cấp"]
    assert reading.instance.cadres["001"].origin.cell("sex") == "Cán bộ!E3"  # where the mark stands


def test_a_mark_in_both_columns_is_an_error_at_the_first(listed: Callable[..., Any]) -> None:
    reading = listed([MARKED, BELOW, [*PEOPLE[0], 1980, "x", "x", None, None, "TU", "06/2021"]], *ACROSS)
    (problem,) = reading.errors
    assert (problem.key, problem.cells, problem.values["text"]) == ("check.unknown_word", ("D3",), "Nam; Nữ")


def test_a_mark_under_no_known_word_is_an_error(listed: Callable[..., Any]) -> None:
    below = [*BELOW[:5], "Cao cấp, cử nhân", "Trung cấp"]
    reading = listed([MARKED, below, [*PEOPLE[0], 1980, None, "x", "x", None, "TU", "06/2021"]], *ACROSS)
    (problem,) = reading.errors
    assert (problem.cells, problem.values["text"]) == (("F3",), "Cao cấp, cử nhân")


def test_marks_under_male_and_female_beside_the_birth(listed: Callable[..., Any], said: Said) -> None:
    heads = ["Mã cán bộ", "Họ và tên", "Ngày sinh", "Nam", "Nữ", *REST]
    rows = [*PEOPLE[0], 1980, None, "x", "TU", "06/2021"], [*PEOPLE[1], "05/1979", "x", None, "XMP", "01/06/2020"]
    assert facts(listed([heads, *rows])) == BORN


def test_marks_under_female_alone_are_said(listed: Callable[..., Any], said: Said) -> None:
    heads = ["Mã cán bộ", "Họ và tên", "Ngày sinh", "Nữ", *REST]
    rows = [*PEOPLE[0], 1980, "x", "TU", "06/2021"], [*PEOPLE[1], "05/1979", None, "XMP", "01/06/2020"]
    reading = listed([heads, *rows])
    assert facts(reading) == BORN
    assert said(reading)["one_sex_column"] == ("warning", ("D1",))


def test_a_birth_in_three_columns_and_offices_in_two(listed: Callable[..., Any]) -> None:
    heads = [*["Mã cán bộ", "Họ và tên", "Ngày sinh", None, None, "Giới tính", "Chức vụ", None], *REST]
    below = [*[None, None, "Ngày", "Tháng", "Năm", None, "Đảng", "Chính quyền"]]
    rows = (
        [*PEOPLE[0], None, None, 1980, "Nữ", "Bí thư", "Chủ tịch", "TU", "06/2021"],
        [*PEOPLE[1], None, 5, 1979, "Nam", None, "Trưởng phòng", "XMP", "01/06/2020"],
        ["C3", "Mùa A Tủa", 2, 9, 1979, "Nam", None, None, "XMP", "01/06/2020"],
    )
    reading = listed([heads, below, *rows], "C1:E1", "G1:H1")
    assert facts(reading) == [*BORN, ("C3", "male", "02/09/1979")]
    assert [one.position for one in reading.instance.cadres.values()] == ["Bí thư; Chủ tịch", "Trưởng phòng", ""]


def test_what_cannot_be_read_as_one_is_one_sentence(listed: Callable[..., Any], said: Said) -> None:
    heads = [*["Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", "Mã đơn vị hiện nay", "Ngày giữ chức vụ", None]]
    rows = [*PEOPLE[0], 1980, "Nữ", "TU", "06/2021", "06/2024"]
    reading = listed([heads, [*[None] * 5, "Lần đầu", "Lần hai"], rows], "F1:G1")
    assert [(p.key, p.cells, p.values["names"]) for p in reading.errors] == [
        ("check.divided_column", ("F2", "G2"), "Lần đầu, Lần hai")
    ]


def test_the_day_of_admission_goes_before_that_of_full_membership(listed: Callable[..., Any]) -> None:
    heads = ["Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", *REST, "Ngày vào Đảng", None]
    rows = [*PEOPLE[0], 1980, "Nữ", "TU", "06/2021", "01/05/2005", "01/05/2006"]
    reading = listed([heads, [*[None] * 6, "Ngày kết nạp", "Ngày chính thức"], rows], "G1:H1")
    assert str(reading.instance.cadres["001"].party_date) == "01/05/2005"
    (unknown,) = [p for p in reading.problems if p.key == "check.unknown_columns"]
    assert unknown.values["columns"] == "Ngày vào Đảng: Ngày chính thức"
