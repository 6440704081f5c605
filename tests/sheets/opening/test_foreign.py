"""Workbooks of other programs: the values and the addresses are those of the workbook they were made of."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import foreign_books
import pytest
from foreign_books import FILES, ods, of_rows, source, xlsb

from luanchuyen.commands.input import open_case
from luanchuyen.models.errors import UsageError
from luanchuyen.models.text.container import BrokenError, HostileError
from luanchuyen.sheets.opening.foreign import values
from luanchuyen.sheets.opening.foreign.values import values_of
from luanchuyen.sheets.opening.foreign.values_child import answer_of, grids_of
from luanchuyen.sheets.opening.foreign.xls_records import xls_asides
from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.opening.opening import book_of_bytes, open_book
from luanchuyen.sheets.opening.preflight import inspect
from luanchuyen.sheets.opening.xlsx import grids
from luanchuyen.sheets.rewriting.register import opened_register

KINDS = ("xls", "ods", "xlsb")
BLANK = '<table:table-row table:number-rows-repeated="{0}"><table:table-cell/></table:table-row>'


def of_kind(kind: str) -> bytes:
    return xlsb() if kind == "xlsb" else (FILES / f"board.{kind}").read_bytes()


def plain(found: tuple[Grid, ...]) -> list[object]:
    """All that another program keeps of a sheet: its cells where they stand, its merges, whether it is hidden."""
    return [
        (grid.title, grid.hidden, grid.blocks,
         {(row, column): (cell.kind, cell.raw) for row, cells in grid.rows.items() for column, cell in cells.items()})
        for grid in found
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_stands_where_it_stood(kind: str) -> None:
    """Errors and merged ranges too, in a table that begins at C4."""
    assert plain(grids_of(of_kind(kind), kind)) == plain(grids(source()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_is_made_of_it_and_one_line_says_what_is_not_seen(kind: str, tmp_path: Path) -> None:
    (tmp_path / "gốc.xlsx").write_bytes(source())
    (tmp_path / f"sổ.{kind}").write_bytes(of_kind(kind))
    ours, theirs = open_case(tmp_path / "gốc.xlsx"), open_case(tmp_path / f"sổ.{kind}")
    assert theirs.instance.cadres.keys() == ours.instance.cadres.keys()
    assert theirs.instance.cadres["C4"].unit_id == ours.instance.cadres["C4"].unit_id == "X2"
    assert theirs.instance.cadres["C3"].origin.cell("birth") == "Cán bộ!E7"
    told = [problem for problem in theirs.problems if problem.key == "check.values_only"]
    assert [problem.values["kind"] for problem in told] == [f".{kind}"]
    with pytest.raises(UsageError) as refused:
        opened_register(tmp_path / f"sổ.{kind}")
    assert refused.value.key == "apply.save_as_xlsx"


def test_the_strict_form_is_read_as_the_usual_one() -> None:
    strict = BytesIO()
    with zipfile.ZipFile(BytesIO(source())) as usual, zipfile.ZipFile(strict, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in usual.namelist():
            text = usual.read(name).decode()
            for space, word in (("spreadsheetml/2006/main", "spreadsheetml/main"),
                                ("officeDocument/2006/relationships", "officeDocument/relationships")):  # fmt: skip
                text = text.replace(f"http://schemas.openxmlformats.org/{space}", f"http://purl.oclc.org/ooxml/{word}")
            pack.writestr(name, text)
    flight = inspect(strict.getvalue())
    assert (flight.kind, flight.safe) == ("strict", True)
    assert plain(grids(strict.getvalue())) == plain(grids(source()))


def test_a_full_sheet_of_xls_may_have_been_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "XLS_ROWS", 10)
    found = book_of_bytes(Path("a.xls"), of_kind("xls"))
    assert [problem.key for problem in found.problems] == ["check.xls_full"]
    assert not found.opened


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [2, 3])
def test_a_file_cut_off(kind: str, part: int) -> None:
    data = of_kind(kind)
    found = book_of_bytes(Path(f"a.{kind}"), data[: len(data) * (part - 1) // part])
    assert {problem.key for problem in found.problems} <= {"check.foreign_broken", "check.truncated"}
    assert not found.opened


def test_a_password_on_an_old_file() -> None:
    """The record that tells of one, in place of the first that stands after the beginning."""
    data = of_kind("xls")
    begun = data.index(b"\x09\x08\x10\x00")
    second = begun + 4 + 16
    locked = data[:second] + b"\x2f\x00" + data[second + 2 :]
    with pytest.raises(HostileError) as refused:
        xls_asides(locked)
    assert refused.value.name == "encrypted"


def test_a_password_on_an_open_document() -> None:
    told = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    data = foreign_books.opened({"content.xml": b"\x01\x02", "META-INF/manifest.xml": told})
    assert [problem.key for problem in inspect(data).problems] == ["check.encrypted"]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (of_rows([(1_000_000, "a")]) * 5, "bomb"),
        (of_rows([(2_000_000, "a")]), "bomb"),
        (BLANK.format(1_048_000) + of_rows([(577, "a")]), "bomb"),
        (of_rows([(1, "a")]) + BLANK.format(1_000_000) + '<table:table-row><table:table-cell '
         'table:number-columns-repeated="100"/><table:table-cell><text:p>a</text:p></table:table-cell>'
         "</table:table-row>", "bomb"),
        ('<table:table-row><table:table-cell table:number-columns-spanned="900" table:number-rows-spanned="900"/>'
         "</table:table-row>", "huge_area"),
    ],
    ids=["many rows", "more than a sheet", "beyond the end", "a far cell", "a wide merge"],
)  # fmt: skip
def test_repetitions_that_fill_the_memory(rows: str, name: str) -> None:
    answer = answer_of(ods(rows), "ods")
    assert answer[0] == name


@pytest.mark.parametrize("markup", ["<!DOCTYPE a>", "<?xml version='1.0' encoding='utf-16'?>", "<a>" * 500])
def test_hostile_markup_is_refused_before_anything_is_opened(markup: str) -> None:
    refused = inspect(foreign_books.opened({"content.xml": markup + "<x/>"}))
    assert not refused.sound


def test_a_cell_at_the_end_of_an_xlsb_ends_no_process_of_ours() -> None:
    far = xlsb({"Tham số": {(0, 0): "a", (1_048_575, 16_383): "b"}})
    assert [problem.key for problem in values_of(far, "xlsb").problems] == ["check.bomb"]


def test_a_child_that_dies_costs_the_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "CHILD", "luanchuyen.nothing_of_this_name")
    found = values_of(of_kind("ods"), "ods")
    assert [problem.key for problem in found.problems] == ["check.foreign_broken"]


def test_chains_without_an_end() -> None:
    """Each byte of the heads of an old file turned: refused or read, in a time that has an end."""
    data = of_kind("xls")
    for at in [*range(24, 100), *range(512, 600)]:
        bent = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        try:
            xls_asides(bent)
        except (BrokenError, HostileError):
            continue


def test_a_document_of_another_program_is_no_workbook() -> None:
    letter = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le") + b"\x00" * 600
    assert [problem.key for problem in inspect(letter).problems] == ["check.not_workbook"]


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_makes_the_same_files_again(tmp_path: Path) -> None:
    (tmp_path / "board.xlsx").write_bytes(source())
    for kind in ("xls", "ods"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path)]
        subprocess.run([*command, str(tmp_path / "board.xlsx")], check=True, capture_output=True, timeout=240)
        found = open_book(tmp_path / f"board.{kind}").grids
        assert plain(found) == plain(grids(source()))
