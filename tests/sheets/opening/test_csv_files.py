"""CSV folders: encodings, separators, file names, and the same Instance as the workbook gives."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from luanchuyen.sheets.form.facts import BIRTH_BY_SEX
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.opening import csv_files
from luanchuyen.sheets.opening.opening import open_book

Tables = dict[str, list[dict[str, str]]]


def folder(place: Path, tables: Tables, mark: str = ",", encoding: str = "utf-8-sig") -> Path:
    for sheet_id, rows in tables.items():
        headings = {column.id: column.heading for column in (*BY_ID[sheet_id], *BIRTH_BY_SEX)}
        ids = list(dict.fromkeys(key for row in rows for key in row))
        text = io.StringIO()
        writer = csv.writer(text, delimiter=mark)
        writer.writerow([headings[column_id] for column_id in ids])
        writer.writerows([row.get(column_id, "") for column_id in ids] for row in rows)
        (place / f"{BY_ID[sheet_id].title}.csv").write_bytes(text.getvalue().encode(encoding))
    return place


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_and_separators(
    tables: Tables, read: Callable[[Any], Any], tmp_path: Path, mark: str, encoding: str
) -> None:
    tables["cadres"][0]["skills"] = "kinh tế:4; dân vận:3"
    reading = read(folder(tmp_path, tables, mark, encoding))
    assert reading.problems == ()
    assert reading.instance.cadres["001"].skills == {"kinh tế": 4, "dân vận": 3}


def test_windows_1258_is_read_with_a_warning() -> None:
    grid, problems = csv_files.grid("Cán bộ", "Họ và tên,Quê\nLê Hoà,Hải\n".encode("cp1258", errors="ignore"))
    assert [problem.key for problem in problems] == ["check.encoding"]
    assert grid.text(2, 1).startswith("Lê")


@pytest.mark.parametrize("name", ["Can bo", "CÁN BỘ", "cadres", "3. Cán bộ", "can_bo"])
def test_files_are_named_as_people_name_them(
    tables: Tables, read: Callable[[Any], Any], tmp_path: Path, name: str
) -> None:
    place = folder(tmp_path, tables)
    (place / "Cán bộ.csv").rename(place / f"{name}.csv")
    assert read(place).rows["cadres"] == (2, 2)


def test_a_line_break_inside_quotes(tables: Tables, read: Callable[[Any], Any], tmp_path: Path) -> None:
    tables["cadres"][0]["position"] = "Phó Trưởng ban,\nBan Tổ chức"
    instance = read(folder(tmp_path, tables)).instance
    assert instance.cadres["001"].position == "Phó Trưởng ban, Ban Tổ chức"


def test_the_hash_is_of_names_and_bytes(tables: Tables, tmp_path: Path) -> None:
    place = folder(tmp_path, tables)
    first = open_book(place).sha256
    (place / "Cán bộ.csv").rename(place / "cadres.csv")
    renamed = open_book(place).sha256
    (place / "cadres.csv").rename(place / "Cán bộ.csv")
    assert first != renamed
    assert open_book(place).sha256 == first


def test_lock_files_in_the_folder_are_passed_over(tables: Tables, read: Callable[[Any], Any], tmp_path: Path) -> None:
    place = folder(tmp_path, tables)
    (place / "~$Cán bộ.csv").write_text("x")
    assert read(place).problems == ()


def test_csv_under_the_name_of_a_workbook(
    tables: Tables, read: Callable[[Any], Any], said: Callable[[Any], Any], tmp_path: Path
) -> None:
    place = folder(tmp_path, tables)
    path = (place / "Cán bộ.csv").rename(place / "danh sách.xlsx")
    reading = read(path)
    assert said(reading)["csv_inside"][0] == "warning"
    assert reading.rows["cadres"] == (2, 2)
    assert said(reading)["missing_sheet"][0] == "error"


def test_folder_workbook_and_tables_give_the_same_instance(
    tables: Tables, read: Callable[[Any], Any], xlsx: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "csv").mkdir()
    readings = [read(tables), read(folder(tmp_path / "csv", tables)), read(xlsx(tables))]
    assert [reading.problems for reading in readings] == [(), (), ()]
    instances = [replace(reading.instance, sha256="") for reading in readings]
    assert instances[0] == instances[1] == instances[2]


def test_a_cell_of_many_semicolons_does_not_make_them_the_separator() -> None:
    text = "Mã,Họ và tên,Quy hoạch\nCB1,Lê Văn A,P1; P2; P3; P4; P5; P6\nCB2,Lò Thị B,P7\n"
    assert csv_files.separator(text) == ","


def test_semicolons_between_cells_with_commas_in_them() -> None:
    text = "Mã;Tên;Địa bàn\nU1;Xã A;Xã A, Huyện B, Tỉnh C, Việt Nam\nU2;Xã D;Xã D, Huyện B, Tỉnh C\n"
    assert csv_files.separator(text) == ";"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"a,b\n" * 300, "too_many_cells"),
        (b"a\n" * 400, "too_many_cells"),
        (b"\n" * 5_000, "too_many_cells"),
        (b"\r" * 5_000, "too_many_cells"),
        (b"a," * 170_000 + b"\n", "bad_csv"),
        (b'"' + b"a" * 1_100_000 + b'"', "bad_csv"),
    ],
    ids=["cells", "rows", "blank lines", "old line ends", "wide", "one cell"],
)
def test_a_table_beyond_all_measure(data: bytes, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "MOST_CELLS", 1_000)
    monkeypatch.setattr(csv_files, "_ROW", 2)
    _, problems = csv_files.grid("Cán bộ", data)
    assert [problem.key for problem in problems] == [f"check.{key}"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_end_as_each_system_ends_them(end: str, last: bool) -> None:
    lines = ["a,b", "", '"x' + end + 'y",c', "d,"]
    rows = csv_files.grid("t", (end.join(lines) + end * last).encode())[0].rows
    texts = {row: {column: cell.raw for column, cell in cells.items()} for row, cells in rows.items()}
    assert texts == {1: {1: "a", 2: "b"}, 3: {1: f"x{end}y", 2: "c"}, 4: {1: "d"}}


@pytest.mark.parametrize("copy", ["Cán bộ - Copy", "Cán bộ (2)", "Bản sao", "can_bo_cu"])
def test_a_copy_is_told_and_not_read_besides(copy: str, tables: Tables, read: Any, tmp_path: Path) -> None:
    place = folder(tmp_path, tables)
    shutil.copy(place / "Cán bộ.csv", place / f"{copy}.csv")
    reading = read(place)
    (problem,) = reading.problems
    assert (problem.key, problem.severity, problem.sheet) == ("check.same_content", "warning", copy)
    assert problem.values == {"other": "Cán bộ.csv"}
    assert reading.rows["cadres"] == (2, 2)


def test_two_empty_files_are_no_copies(tables: Tables, read: Any, tmp_path: Path) -> None:
    place = folder(tmp_path, tables)
    for name in ("Khóa", "Ngoại lệ"):
        (place / f"{name}.csv").write_text("\ufeff\r\n", encoding="utf-8")
    assert "check.same_content" not in [problem.key for problem in read(place).problems]


@pytest.mark.parametrize("change", ["a file", "a file more", "a file less"])
def test_a_folder_changed_while_it_is_read(
    change: str, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(tmp_path, tables)
    sound = csv_files.grid

    def slow(title: str, data: bytes) -> Any:
        if change == "a file less":
            (place / "Cán bộ.csv").unlink(missing_ok=True)
        else:
            (place / ("Cán bộ.csv" if change == "a file" else "Khóa.csv")).write_text("a,b\n")
        return sound(title, data)

    monkeypatch.setattr(csv_files, "grid", slow)
    assert [problem.key for problem in open_book(place).problems] == ["check.changed_meanwhile"]
