"""Rows carried over into the template of today: as they stood, or not at all."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from bad_input import Maker, bent, board, put, saved
from bad_layouts import by_sex, old_template
from bad_values import with_cell
from board_books import written_folder
from foreign_books import FILES

from luanchuyen.cli import main
from luanchuyen.commands.input import read_input
from luanchuyen.models.cadre import Cadre
from luanchuyen.models.errors import DataError
from luanchuyen.models.origin import NOWHERE
from luanchuyen.scenarios.rulebook.book import load_vocabulary
from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.template.carried import carried_rows
from luanchuyen.sheets.template.template import write_carried


def carried(path: Path, folder: Path) -> Path:
    """The workbook at ``path`` in the template of today."""
    stream = io.BytesIO()
    write_carried(stream, carried_rows(open_book(path)).rows, load_vocabulary(), "vi")
    (folder / "mới.xlsx").write_bytes(stream.getvalue())
    return folder / "mới.xlsx"


def told(cadre: Cadre) -> Cadre:
    """The cadre, wherever their rows stood."""
    return replace(cadre, origin=NOWHERE, career=tuple(replace(stint, origin=NOWHERE) for stint in cadre.career))


@pytest.mark.parametrize("made", [
    lambda folder: FILES / "board.xls",
    lambda folder: written_folder(folder / "csv"),
    bent(by_sex(False)),
    old_template,
], ids=["xls", "folder", "births by sex", "an old template"])  # fmt: skip
def test_the_facts_are_the_same(made: Maker, tmp_path: Path) -> None:
    path = made(tmp_path)
    new = carried(path, tmp_path)
    before, after = read_input(path), read_input(new)
    assert after.reading.errors == ()
    assert after.instance.cadres.keys() == before.instance.cadres.keys() != set()
    for code, cadre in before.instance.cadres.items():
        assert told(after.instance.cadres[code]) == told(cadre)
    rows = [{name: rows for name, rows in carried_rows(open_book(one)).rows.items() if rows} for one in (path, new)]
    assert rows[0] == rows[1]
    assert "check.old_template" not in {problem.key for problem in after.reading.problems}


def test_a_formula_that_was_not_counted_is_refused_by_its_cell(tmp_path: Path) -> None:
    path = with_cell('<c r="C2"><f>1+1</f></c>')(tmp_path)
    with pytest.raises(DataError) as refused:
        carried_rows(open_book(path))
    told = {problem.key: problem.cells for problem in refused.value.problems if problem.severity == "error"}
    assert told == {"check.formula_not_counted": ("C2",)}


def test_nothing_is_written_where_columns_are_doubled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bent(put({"Cán bộ!K1": "Ngày sinh"}))(tmp_path)
    assert main(["new", "--upgrade", str(path), "--out", str(tmp_path / "mới.xlsx")]) == 3
    assert not (tmp_path / "mới.xlsx").exists()
    assert "Cán bộ" in capsys.readouterr().err


def test_the_command_says_what_was_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = board()
    book.create_sheet("Ghi nhớ")["A1"] = "x"
    book["Cán bộ"]["K1"], book["Cán bộ"]["K2"] = "Màu áo", "đỏ"
    path = saved(book, tmp_path)
    assert main(["new", "--upgrade", str(path), "--out", str(tmp_path / "mới.xlsx")]) == 0
    told = capsys.readouterr().out
    assert "Màu áo" in told and "Ghi nhớ" in told
    for wrong in (["--out", str(path)], ["--out", str(tmp_path / "b.xlsx"), "--example", "ha-tinh"]):
        assert main(["new", "--upgrade", str(path), *wrong, "--force"]) != 0
