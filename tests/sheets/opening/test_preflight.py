"""Files that are not what they say, or not safe: one sentence each, never a crash."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from luanchuyen.models.text import container
from luanchuyen.sheets.opening import preflight
from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.opening.preflight import inspect

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


def archive(**parts: str | bytes) -> bytes:
    """A zip file with the parts; ``__`` in a name stands for a slash."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in {"xl__workbook.xml": "<workbook/>", **parts}.items():
            pack.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


def sheet_of(*rows: str) -> str:
    return SHEET.replace("<sheetData/>", f"<sheetData>{''.join(rows)}</sheetData>")


def names(data: bytes) -> list[str]:
    return [problem.key.removeprefix("check.") for problem in inspect(data).problems]


def test_an_empty_file() -> None:
    assert names(b"") == ["empty_file"]


def test_a_good_workbook() -> None:
    assert names(archive(**{"xl__worksheets__sheet1.xml": SHEET})) == []


def test_a_file_cut_off(tables, xlsx) -> None:  # type: ignore[no-untyped-def]
    data = xlsx(tables).read_bytes()
    assert names(data[: len(data) // 2]) == ["truncated"]


def test_a_web_page() -> None:
    assert names(b"\xef\xbb\xbf\n<html><body><table>") == ["html"]


def test_old_excel() -> None:
    assert inspect(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le")).kind == "xls"


def test_a_password() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le")
    assert names(data) == ["encrypted"]


def test_xlsb_and_ods() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pack:
        pack.writestr("xl/workbook.bin", b"")
    assert inspect(packed.getvalue()).kind == "xlsb"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr("content.xml", "<x/>")
    assert inspect(packed.getvalue()).kind == "ods"


def test_a_zip_that_is_no_workbook() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as pack:
        pack.writestr("../../evil.txt", "x")
    assert names(packed.getvalue()) == ["not_workbook"]


def test_macros_are_told_of_and_the_file_is_read() -> None:
    flight = inspect(archive(**{"xl__vbaProject.bin": b"x"}))
    assert [problem.severity for problem in flight.problems] == ["warning"]
    assert flight.safe


def test_a_bomb_of_white_space() -> None:
    assert names(archive(**{"xl__worksheets__sheet1.xml": SHEET + " " * 30_000_000})) == ["bomb"]


def test_what_comes_out_is_counted_not_what_the_header_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_UNPACKED", 1000)
    assert names(archive(**{"xl__worksheets__sheet1.xml": SHEET + "".join(map(str, range(2000)))})) == ["bomb"]


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_PARTS", 1)
    assert names(archive(**{"xl__a.xml": ""})) == ["bomb"]


@pytest.mark.parametrize("start", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"])
def test_a_document_type(start: str) -> None:
    assert names(archive(**{"xl__worksheets__sheet1.xml": f"<?xml version='1.0'?>{start}{SHEET}"})) == ["unsafe"]


def test_a_document_type_over_the_edge_of_a_piece() -> None:
    text = "<!--" + "x1" * 32_762 + "--><!DOCTYPE a><a/>"
    assert names(archive(**{"xl__worksheets__sheet1.xml": text})) == ["unsafe"]


def test_utf_16_would_hide_one() -> None:
    assert names(archive(**{"xl__worksheets__sheet1.xml": SHEET.encode("utf-16")})) == ["unsafe"]


def test_a_sheet_down_to_the_end_of_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "LAST_ROW", 500)
    monkeypatch.setattr(preflight, "MANY_ROWS", 100)
    few, many, all_rows = (sheet_of(*(f'<row r="{n}"/>' for n in range(count))) for count in (10, 200, 500))
    assert names(archive(**{"xl__worksheets__sheet1.xml": few})) == []
    assert names(archive(**{"xl__worksheets__sheet1.xml": many})) == ["many_rows"]
    assert names(archive(**{"xl__worksheets__sheet1.xml": all_rows})) == ["too_many_rows"]


def test_formulas_are_seen() -> None:
    flight = inspect(archive(**{"xl__worksheets__sheet1.xml": "<c><f>[1]Sheet1!A1</f><v>0</v></c>"}))
    assert {problem.key for problem in flight.problems} == {"check.not_calculated", "check.linked_formulas"}


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "can_bo.xlsx").write_bytes(b"x")
    (problem,) = open_book(tmp_path / "can_bo1.xlsx").problems
    assert problem.key == "check.missing_file"
    assert problem.values["nearest"] == "can_bo.xlsx"


def test_the_lock_file_of_excel(tmp_path: Path) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    assert open_book(tmp_path / "~$a.xlsx").problems[0].key == "check.lock_file"


def test_a_folder_without_tables(tmp_path: Path) -> None:
    assert open_book(tmp_path).problems[0].key == "check.no_csv"


def test_a_damaged_part_is_a_sentence_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(archive(**{"[Content_Types].xml": "<Types"}))
    book = open_book(path)
    assert not book.opened
    assert book.problems[0].key == "check.truncated"


def test_a_file_changed_while_it_is_read(
    tables: dict[str, list[dict[str, str]]], xlsx: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx(tables)
    sound = preflight.inspect

    def slow(data: bytes) -> preflight.Preflight:
        path.write_bytes(data + b"\x00")
        return sound(data)

    monkeypatch.setattr(preflight, "inspect", slow)
    assert "check.changed_meanwhile" in [problem.key for problem in open_book(path).problems]
