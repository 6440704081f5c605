"""plans.xlsx as a committee gives it back: what claims nothing is told, what tells otherwise is named by its cell."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.sheets.edits.readback import language_of, read_back

Edit = Callable[[Any], None]
FIRST = 6
"""The row of the first line of a plan's sheet."""


@pytest.fixture(scope="module")
def run(board_once: Path) -> Path:
    folder = board_once.with_name("ket-qua")
    assert main(["plan", str(board_once), "--out", str(folder), "--quiet"]) == ExitCode.DONE
    return folder


def edited(data: bytes, edit: Edit) -> bytes:
    """The workbook after ``edit``, saved by another program than ours."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plan(book: Any) -> Any:
    return book["Phương án 1"]


def exchange(sheet: Any, one: str, other: str) -> None:
    sheet[one].value, sheet[other].value = sheet[other].value, sheet[one].value


def sort(book: Any) -> None:
    for one, other in zip(plan(book)[FIRST], plan(book)[FIRST + 1], strict=True):
        one.value, other.value = other.value, one.value


def insert(book: Any) -> None:
    plan(book).insert_rows(FIRST + 1)
    plan(book).cell(FIRST + 1, 2).value = "ghi chú của Ban Tổ chức"


def rename(book: Any) -> None:
    plan(book).title = "Bản trình"


def copy_line(book: Any) -> None:
    for cell in plan(book)[FIRST]:
        plan(book).cell(FIRST + 30, cell.column).value = cell.value


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda book: None, set()),
        (sort, {"rows_moved"}),
        (insert, {"row_added"}),
        (copy_line, {"row_again"}),
        (rename, {"sheet_renamed"}),
        (lambda book: plan(book).delete_cols(3), {"column_gone"}),
        (lambda book: plan(book).delete_cols(11, 2), {"column_gone"}),
        (lambda book: book.remove(book["Dây chuyền"]), {"sheet_gone"}),
        (lambda book: book.create_sheet("Ghi chú chung"), {"sheet_added"}),
        (lambda book: plan(book).__setitem__("BA7", "thêm"), {"column_added"}),
    ],
)
def test_what_claims_nothing_is_told(edit: Edit, told: set[str], run: Path) -> None:
    data = (run / "plans.xlsx").read_bytes()
    back = read_back(data, edited(data, edit))
    assert back is not None
    assert (back.otherwise, {key for key, *_ in back.beside}) == ([], told)


def drop_line(book: Any) -> None:
    plan(book).delete_rows(FIRST)


def add_coded_line(book: Any) -> None:
    for cell in plan(book)[FIRST]:
        plan(book).cell(FIRST + 30, cell.column).value = "C5" if cell.value == "C0" else cell.value


@pytest.mark.parametrize(
    ("edit", "cells"),
    [
        (lambda book: plan(book).__setitem__(f"B{FIRST}", "Người khác"), ["B6"]),
        (lambda book: exchange(plan(book), "B6", "B7"), ["B6", "B7"]),
        (lambda book: plan(book).__setitem__("F6", "=F7"), ["F6"]),
        (lambda book: plan(book).__setitem__("B6", None), ["B6"]),
        (lambda book: book["Tóm tắt"].__setitem__("A2", "Phương án đã duyệt"), ["A2"]),
        (drop_line, ["(6)"]),
        (add_coded_line, ["N36"]),
    ],
)
def test_what_tells_otherwise_is_named_by_its_cell(edit: Edit, cells: list[str], run: Path) -> None:
    data = (run / "plans.xlsx").read_bytes()
    back = read_back(data, edited(data, edit))
    assert back is not None
    assert [one.cell for one in back.otherwise] == cells


def test_a_committees_marks_are_counted_and_break_nothing(
    run: Path, board_once: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = tmp_path / "da-ghi"
    shutil.copytree(run, marked)

    def mark(book: Any) -> None:
        plan(book)["J6"], plan(book)["K6"], plan(book)["M7"] = "đồng ý", "đủ điều kiện", "VB 12, 01/07/2026, TU"

    (marked / "plans.xlsx").write_bytes(edited((run / "plans.xlsx").read_bytes(), mark))
    assert main(["verify", str(board_once), str(marked)]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert (
        "được lưu lại bằng chương trình khác" in told
        and "3 ô ghi ý kiến" in told
        and "Đồng ý: đồng chí Lò Thị An" in told
    )
    assert main(["compare", f"{marked}#1", f"{run}#2"]) == ExitCode.DONE
    close = ["--close-to", str(marked), "--plans", "1", "--quiet"]
    assert main(["plan", str(board_once), "--out", str(tmp_path / "gan"), *close]) == ExitCode.DONE
    other = edited((run / "plans.xlsx").read_bytes(), lambda book: plan(book).__setitem__("B6", "Người khác"))
    (marked / "plans.xlsx").write_bytes(other)
    assert main(["verify", str(board_once), str(marked)]) == ExitCode.AUDIT
    assert "trang Phương án 1, ô B6: phải là “Lò Thị An · C0”, nay là “Người khác”" in (told := capsys.readouterr().err)
    assert "phiên bản" not in told
    document = json.loads((marked / "plans.json").read_text("utf-8"))
    document["record"]["version"] = "0.0.9"  # whose workbook may have said the same in other words
    (marked / "plans.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    assert main(["verify", str(board_once), str(marked)]) == ExitCode.AUDIT
    assert "do phiên bản 0.0.9 ghi" in "".join(capsys.readouterr())


def test_a_workbook_in_english_is_known_as_such(run: Path, board_once: Path, tmp_path: Path) -> None:
    folder = tmp_path / "en"
    command = ["plan", str(board_once), "--out", str(folder), "--lang", "en", "--quiet", "--plans", "1"]
    assert main(command) == ExitCode.DONE
    assert main(["verify", str(board_once), str(folder), "--lang", "vi"]) == ExitCode.DONE
    languages = [language_of((each / "plans.xlsx").read_bytes()) for each in (run, folder)]
    assert languages == ["vi", "en"]


def test_the_columns_of_the_hand_and_of_the_codes_stand_on_every_plan(run: Path) -> None:
    sheet = plan(openpyxl.load_workbook(run / "plans.xlsx"))
    heads = {cell.value: cell.column for cell in sheet[FIRST - 1]}
    assert {"Chốt", "Lý do", "Văn bản ngoại lệ", "Ghi chú"} <= heads.keys()
    codes = [heads[name] for name in ("Mã cán bộ", "Mã chức danh dự kiến", "Phương án")]
    told = [[sheet.cell(FIRST, column).value for column in codes]]
    document = json.loads((run / "plans.json").read_text(encoding="utf-8"))
    first = document["plans"][0]["assignments"][0]
    assert told == [[first["cadre"], first["post"], 1]]


@pytest.mark.parametrize("file", ["plans.json", "manifest.json", "certificate.json"])
@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": 1, "a": 2}', '{"plans": NaN}'], ids=["deep", "twice", "NaN"])
def test_json_that_readers_take_differently_is_refused(
    file: str, text: str, run: Path, board_once: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "hong"
    shutil.copytree(run, folder)
    (folder / file).write_text(text, encoding="utf-8")
    wanted = ExitCode.AUDIT if file == "certificate.json" else ExitCode.FILE
    assert main(["verify", str(board_once), str(folder)]) == wanted
