"""Example rows that a board left in the template: kept out of its plans and named, whoever saved the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luanchuyen.sheets.template.template import write_template

OWN: dict[str, list[tuple[object, ...]]] = {
    "Đơn vị": [("T2", "Tỉnh ủy", "tỉnh"), ("X9", "Đảng ủy xã Thanh Nưa", "xã", None, None, "T2")],
    "Chức danh": [("X9-BT", "Bí thư Đảng ủy xã Thanh Nưa", "X9", "Bí thư")],
    "Cán bộ": [("B1", "Lò Văn An", "05/03/1980", "Nam", *[None] * 4, "T2", None, "Trưởng phòng", "06/2021")],
}
LEFT = {
    "Đơn vị": ("A2", "A3"), "Chức danh": ("A2",), "Cán bộ": ("A2", "A3"), "Quá trình công tác": ("A2",),
    "Quan hệ gia đình": ("A2",), "Khóa": ("A2",), "Ngoại lệ": ("A2",), "Điểm hội đồng": ("A2",),
    "Kịch bản": ("A2",), "Địa danh": ("A2",),
}  # fmt: skip


@pytest.fixture
def template(tmp_path: Path, vocabulary: Any) -> Any:
    """Writes the template, in a language, with own rows under the examples; ``bend(workbook)`` changes it further."""

    def written(bend: Any = lambda book: None, own: Any = OWN, lang: str = "vi") -> Path:
        path = tmp_path / "so-lieu.xlsx"
        write_template(path, vocabulary, lang)
        book = openpyxl.load_workbook(path)
        for title, rows in own.items():
            for row in rows:
                book[title].append(row)
        bend(book)
        book.save(path)
        return path

    return written


def left(reading: Any) -> dict[str, tuple[str, ...]]:
    return {p.sheet: p.cells for p in reading.problems if p.key == "check.example_left"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_they_are_named_and_nobody_of_them_is_in_the_facts(template: Any, read: Any, lang: str) -> None:
    reading = read(template(lang=lang))
    assert left(reading) == LEFT
    assert {p.severity for p in reading.problems if p.key == "check.example_left"} == {"warning"}
    facts = reading.instance
    assert (set(facts.cadres), set(facts.posts), set(facts.units)) == ({"B1"}, {"X9-BT"}, {"T2", "X9"})
    assert not (facts.locks or facts.waivers or facts.relations or facts.panel or reading.scenarios)


def test_as_another_program_writes_them(template: Any, read: Any) -> None:
    def bend(book: Any) -> None:
        for page in book.worksheets[1:-1]:
            for row in page.iter_rows(min_row=2):
                for cell in row:
                    cell._style = book["Đơn vị"]["A1"]._style
                    if isinstance(cell.value, str):
                        cell.value = f" {cell.value}  ".replace("oa", "òa").replace("òa", "oa")
                    elif isinstance(cell.value, int):
                        cell.value = float(cell.value)
        book["Cán bộ"].delete_cols(5)
        book["Cán bộ"].insert_rows(1)

    reading = read(template(bend))
    assert left(reading) == LEFT | {"Cán bộ": ("A3", "A4")}


@pytest.mark.parametrize("cell", ["AC2", "A2", "K2"])
def test_a_changed_row_that_bears_the_name_of_an_example_stops(template: Any, read: Any, cell: str) -> None:
    def bend(book: Any) -> None:
        book["Cán bộ"][cell] = "01/01/2010" if cell == "AC2" else "B7"

    found = [p for p in read(template(bend)).problems if p.key == "check.example_changed"]
    assert [(p.sheet, p.cells, p.severity) for p in found] == [("Cán bộ", ("B2",), "error")]
    assert found[0].values["name"] == "Lò Thị Hoa (ví dụ)"


@pytest.mark.parametrize("title", ["Đơn vị", "Chức danh"])
def test_a_changed_unit_or_post_that_bears_the_name_of_an_example_is_said(template: Any, read: Any, title: str) -> None:
    def bend(book: Any) -> None:
        book[title]["H2"] = 3

    found = [p for p in read(template(bend)).problems if p.key == "check.example_changed"]
    assert [(p.sheet, p.cells, p.severity) for p in found] == [(title, ("B2",), "warning")]


def test_a_changed_row_of_another_name_is_the_clerks(template: Any, read: Any) -> None:
    def bend(book: Any) -> None:
        book["Cán bộ"]["B2"], book["Cán bộ"]["I2"] = "Lò Thị Hoa", "T2"

    reading = read(template(bend))
    assert left(reading)["Cán bộ"] == ("A3",)
    assert len(reading.instance.cadres) == 2


def test_own_rows_of_the_same_code_take_the_place(template: Any, read: Any) -> None:
    own = OWN | {"Đơn vị": [("TU", "Tỉnh ủy", "tỉnh"), ("T2", "UBND tỉnh", "tỉnh"), *OWN["Đơn vị"][1:]]}
    own["Cán bộ"] = [("CB001", *OWN["Cán bộ"][0][1:])]
    reading = read(template(own=own))
    assert left(reading) == LEFT
    assert reading.instance.units["TU"].name == "Tỉnh ủy"
    assert reading.instance.cadres["CB001"].career == ()


def test_an_example_unit_that_own_rows_name_is_kept_and_said(template: Any, read: Any) -> None:
    own = OWN | {"Đơn vị": [("T2", "Tỉnh ủy", "tỉnh"), ("X9", "Đảng ủy xã Thanh Nưa", "xã", None, None, "XMP")]}
    reading = read(template(own=own))
    used = {p.cells: p for p in reading.problems if p.key == "check.example_used"}
    assert {cells: p.severity for cells, p in used.items()} == {("A2",): "warning", ("A3",): "warning"}
    assert used["A2",].values["users"] == "Đơn vị!F5"
    assert "Đơn vị" not in left(reading) and {"TU", "XMP"} < set(reading.instance.units)
    assert left(reading)["Cán bộ"] == LEFT["Cán bộ"]


def test_an_example_cadre_that_own_rows_name_stops(template: Any, read: Any) -> None:
    reading = read(template(own=OWN | {"Khóa": [("CB001", "X9-BT", "cấm")]}))
    (used,) = [p for p in reading.problems if p.key == "check.example_used" and p.sheet == "Cán bộ"]
    assert (used.severity, used.cells, used.values["users"]) == ("error", ("A2",), "Khóa!A3")
    assert reading.instance is None


def test_the_template_itself_is_read_as_it_is(template: Any, read: Any) -> None:
    reading = read(template(own={}))
    assert {problem.key for problem in reading.problems} == {"check.partial_date"}
    assert {"CB001", "CB002"} == set(reading.instance.cadres)


def test_a_template_that_is_tried_out_says_so(template: Any, read: Any) -> None:
    reading = read(template(own={"Cán bộ": [("B1", *OWN["Cán bộ"][0][1:8], "TU", *OWN["Cán bộ"][0][9:])]}))
    (problem,) = (p for p in reading.problems if p.key.startswith("check.example"))
    assert (problem.key, problem.severity, problem.sheet, problem.cells) == (
        "check.example_trial", "info", "Chức danh", ("A2",))  # fmt: skip
    assert {"CB001", "CB002", "B1"} == set(reading.instance.cadres)
