"""Sheets of other names that are accepted: whatever is told of them names them as the workbook does."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.sheets.marking.marked_list import COLOURS

Made = Callable[[Path, Mapping[str, str], Mapping[str, str]], Path]
Output = pytest.CaptureFixture[str]
NAMES = {"Cán bộ": "DS can bo", "Chức danh": "2. Danh mục chức danh", "Tham số": "Thông số", "Khóa": "Chốt"}
OTHER = {
    "Cán bộ": "NHÂN SỰ",
    "Đơn vị": "DM đơn vị",
    "Tham số": "Cài đặt",
    "Khóa": "Cố định và cấm",
    "Địa danh": "tên địa danh",
}
PLACE = re.compile(r"(?:trang|sheet) (?:\"[^\"]*\"|“[^”]*”|\w+ \w+)")
TOLD = {
    "scenario.unknown_cadre": ("Kịch bản", "C2"),
    "readiness.terms_unknown": ("Cán bộ", "I8"),
    "readiness.no_source": ("Chức danh", "A2"),
    "readiness.widened": ("Đơn vị", "F3"),
}
"""What is told of the boards here, with the table and the first cell."""
LOCKED = "Mã cán bộ,Mã chức danh,Khóa\n*,X1-BT,cấm\n"
NAMED = 'Cách ghi,Mã địa bàn\n"Mường Nhé cũ","xã Mường Nhé, tỉnh Điện Biên"\n'
CHANGED = "Kịch bản,Thay đổi,Đối tượng,Giá trị\nA,bớt cán bộ,C99,\n"


def workbook(board: Path, names: Mapping[str, str], more: Mapping[str, str]) -> Path:
    """The board, with the tables ``more``, as one workbook whose sheets bear these names."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    tables = {file.stem: file.read_text(encoding="utf-8") for file in board.glob("*.csv")}
    for title, text in {**tables, **more}.items():
        page = book.create_sheet(names.get(title, title))
        for row in csv.reader(text.splitlines()):
            page.append(row)
    path = board.parent / "so.xlsx"
    book.save(path)
    return path


def folder(board: Path, names: Mapping[str, str], more: Mapping[str, str]) -> Path:
    """The same as a folder of files of these names."""
    for title, text in more.items():
        (board / f"{title}.csv").write_text(text, encoding="utf-8")
    for file in [*board.glob("*.csv")]:
        file.rename(file.with_name(f"{names.get(file.stem, file.stem)}.csv"))
    return board


def changed(board: Path, title: str, old: str, new: str) -> None:
    """Change a text of a table that must be there."""
    file = board / f"{title}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("made", "names", "language"),
    [(workbook, NAMES, "vi"), (workbook, OTHER, "en"), (folder, NAMES, "en"), (workbook, {}, "vi")],
)
def test_check_names_colours_and_links_the_sheets_of_the_workbook(
    made: Made, names: Mapping[str, str], language: str, board: Path, capsys: Output
) -> None:
    changed(board, "Cán bộ", ",X3-BT,01/06/2021,1,", ",X3-BT,01/06/2021,,")
    changed(board, "Cán bộ", "xã Mường Nhà, tỉnh", "xã Không Có, tỉnh")
    more = {"Kịch bản": CHANGED, "Khóa": LOCKED, "Địa danh": NAMED}
    path, marked = made(board, names, more), board.parent / "danh-dau.xlsx"
    speaking = ["--lang", language]
    assert main(["check", str(path), "--marked", str(marked), "--json", *speaking]) == ExitCode.DONE
    told = {problem["key"]: problem for problem in json.loads(capsys.readouterr().out)["problems"]}
    places = {key: (told[key]["sheet"], told[key]["cells"][0]) for key in TOLD}
    assert places == {key: (names.get(table, table), cell) for key, (table, cell) in TOLD.items()}
    assert main(["check", str(path), *speaking]) == ExitCode.DONE
    said = capsys.readouterr().out
    for table in NAMES.keys() | OTHER.keys():
        shown, word = names.get(table, table), "trang" if language == "vi" else "sheet"
        assert shown == table or not {f'{word} "{table}"', f"{word} “{table}”", f"{word} {table}"} & {
            *PLACE.findall(said)
        }, table
    for table in ("Cán bộ", "Chức danh", "Đơn vị", "Địa danh"):
        assert f'"{names.get(table, table)}"' in said
    assert f"“{names.get('Địa danh', 'Địa danh')}”" in said
    book = openpyxl.load_workbook(marked)
    assert f"“{names.get('Địa danh', 'Địa danh')}”" in book.worksheets[1]["A1"].value
    rows = {(row[2].value, row[3].value): row[3].hyperlink for row in book["Lỗi"].iter_rows(min_row=5)}
    for sheet, cell in places.values():
        assert book[sheet][cell].fill.fgColor.rgb in (COLOURS["warning"], COLOURS["info"])
        assert "luanchuyen check" in book[sheet][cell].comment.text
        assert rows[sheet, cell].location == f"'{sheet}'!{cell}"


@pytest.mark.parametrize(("made", "names"), [(workbook, NAMES), (folder, OTHER)])
def test_a_conflict_and_what_the_scenarios_lack_name_them_too(
    made: Made, names: Mapping[str, str], board: Path, capsys: Output
) -> None:
    changed(board, "Tham số", "Bộ quy định,qd65-2026", "Bộ quy định,qd65-2026\nfill.level,hard")
    path, run = made(board, names, {"Khóa": LOCKED}), board.parent / "kq"
    assert main(["plan", str(path), "--out", str(run)]) == ExitCode.INFEASIBLE
    said = capsys.readouterr()
    conflict = json.loads((run / "plans.json").read_text(encoding="utf-8"))["conflicts"]
    sheets = {cell["sheet"] for member in conflict for cell in member["cells"]}
    assert sheets == {names.get(table, table) for table in ("Chức danh", "Khóa")}
    assert f"{names['Khóa']}!A2" in said.out + said.err
    assert main(["whatif", str(path), "--out", str(run.with_name("kb")), "--without-cadre", "C99"]) == ExitCode.USAGE
    assert f'trang "{names["Cán bộ"]}"' in capsys.readouterr().err
