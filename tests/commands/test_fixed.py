"""check --fixed: a copy in which only cells with one right spelling change, that reads as the workbook does."""

from __future__ import annotations

import io
import json
import shutil
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from board_books import TABLES, xlsx

from luanchuyen.cli import main
from luanchuyen.commands.input import read_input
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board, with names for codes, a decomposed name and a number with a comma; all else as it was."""
    path = tmp_path_factory.mktemp("fixed") / "so-lieu.xlsx"
    path.write_bytes(xlsx(TABLES))
    made = openpyxl.load_workbook(path)
    people, posts, units = made["Cán bộ"], made["Chức danh"], made["Đơn vị"]
    names = {str(row[0].value): row[1].value for page in (units, posts) for row in page.iter_rows(min_row=2)}
    heads = {str(cell.value).rstrip(" *"): cell.column for cell in people[1]}
    for row in (2, 3, 4):
        cell = people.cell(row, heads["Mã đơn vị hiện nay"])
        cell.value = names[str(cell.value)].upper()
    name = people.cell(2, heads["Họ và tên"])
    name.value = unicodedata.normalize("NFD", str(name.value)) + "\u200b"
    people.cell(3, heads["Số nhiệm kỳ liên tiếp"]).value = "1,0"
    made.save(path)
    return path


DAY_UNKNOWN = "check.partial_date"
"""A month or year typed for a day: read at its stricter end, and nobody but the clerk knows the day."""


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_copy_reads_the_same_and_has_nothing_left_to_tidy(book: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "sua.xlsx"
    assert main(["check", str(book), "--fixed", str(out), "--json"]) == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    assert {problem["key"] for problem in told["problems"]} >= {"check.name_taken", "check.tidied", "check.number_read"}
    assert told["fixed"]["file"] == str(out)
    assert len(told["fixed"]["cells"]) == 5
    assert main(["check", str(out), "--json"]) == ExitCode.DONE
    again = json.loads(capsys.readouterr().out)
    stays = [p for p in told["problems"] if p["severity"] != "normalised" or p["key"] == DAY_UNKNOWN]
    assert again["problems"] == stays
    assert again["fixed"] is None
    before, after = (read_input(path).instance for path in (book, out))
    assert replace(before, sha256="") == replace(after, sha256="")


def test_only_what_changes_is_written_anew(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "sua.xlsx"
    assert main(["kiem-tra", str(book), "--fixed", str(out)]) == ExitCode.DONE
    before, after = parts(book), parts(out)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert len(changed) == 1 and "worksheets" in min(changed)
    cells = [
        {cell.coordinate: cell.value for row in openpyxl.load_workbook(path)["Cán bộ"] for cell in row}
        for path in (book, out)
    ]
    assert len([name for name in cells[0] if cells[0][name] != cells[1][name]]) == 5
    again = tmp_path / "lai.xlsx"
    assert main(["check", str(out), "--fixed", str(again)]) == ExitCode.DONE
    assert again.read_bytes() == out.read_bytes()


def test_a_folder_gives_a_folder(board: Path, tmp_path: Path) -> None:
    people = board / "Cán bộ.csv"
    people.write_text(people.read_text("utf-8").replace(",TU,", ",Tỉnh ủy Điện Biên,"), encoding="utf-8")
    before, out = read_input(board).instance, tmp_path / "sua"
    assert main(["check", str(board), "--fixed", str(out)]) == ExitCode.DONE
    assert replace(read_input(out).instance, sha256="") == replace(before, sha256="")
    assert "Tỉnh ủy" not in (out / "Cán bộ.csv").read_text("utf-8")
    assert (out / "Đơn vị.csv").read_bytes() == (board / "Đơn vị.csv").read_bytes()
    assert main(["check", str(board), "--fixed", str(out)]) == ExitCode.FILE


def test_errors_stay_and_what_can_be_mended_is(book: Path, tmp_path: Path, capsys: Output) -> None:
    wrong, out = tmp_path / "sai.xlsx", tmp_path / "sua.xlsx"
    made = openpyxl.load_workbook(book)
    made["Cán bộ"]["C2"] = "31/02/1980"
    made.save(wrong)
    assert main(["check", str(wrong), "--fixed", str(out)]) == ExitCode.DATA
    assert "Đã ghi bản đã sửa 5 ô" in capsys.readouterr().out
    assert main(["check", str(out), "--json"]) == ExitCode.DATA
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert "error" in {p["severity"] for p in problems}
    assert {p["key"] for p in problems if p["severity"] == "normalised"} <= {DAY_UNKNOWN}


def test_it_is_refused_where_a_marked_copy_is(book: Path, tmp_path: Path, capsys: Output) -> None:
    mine, out = tmp_path / "so-lieu.xlsx", tmp_path / "sua.xlsx"
    shutil.copy(book, mine)
    bytes_before = mine.read_bytes()
    for target in (mine, "--force", mine):
        arguments = ["--fixed", str(mine), *(["--force"] if target == "--force" else [])]
        assert main(["check", str(mine), *arguments]) == ExitCode.FILE
    assert mine.read_bytes() == bytes_before
    out.write_bytes(b"mine")
    assert main(["check", str(mine), "--fixed", str(out)]) == ExitCode.FILE
    assert out.read_bytes() == b"mine"
    assert main(["check", str(mine), "--fixed", str(tmp_path / "x.xlsm")]) == ExitCode.USAGE
    both = str(tmp_path / "y.xlsx")
    assert main(["check", str(mine), "--fixed", both, "--marked", both]) == ExitCode.USAGE
    assert not Path(both).exists()
    assert main(["check", str(out), "--fixed", both]) == ExitCode.USAGE  # no workbook: it cannot be rewritten
    capsys.readouterr()
