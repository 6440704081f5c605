"""The tutorials are true: their rows, typed into the template, give what they print."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from package_tree import ROOT

from luanchuyen.cli import main
from luanchuyen.messages import sentences
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]
ROW = 4
MENDED = {"Ngày sinh": "28/02/1986", "Mã đơn vị hiện nay": "TU"}
LATER, COMMITTEE = "## 7.", "## 10."
"""Where the second part of the tutorials begins (record, scenarios, comparison), and the third (the committee)."""


def page(name: str) -> str:
    """A tutorial's text."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """What a tutorial says the program prints."""
    return re.findall(r"```text\n(.*?)```", text, re.DOTALL)


def tables() -> list[list[list[str]]]:
    """The tables that the Vietnamese tutorial has one type, as rows of cells with the headings first."""
    found = re.findall(r"(?:^\|.*\|\n)+", page("tutorial.vi.md"), re.MULTILINE)
    split = [[[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines()] for table in found]
    return [[rows[0], *rows[2:]] for rows in split]


def typed() -> dict[str, str]:
    """The cadre's row, by heading."""
    return {heading: value for headings, value in tables()[0][1:] for heading in headings.split(", ")}


def fill(book: Path, values: Mapping[str, str], sheet_name: str = "Cán bộ", row: int = ROW) -> None:
    """Type values into a row, by default that of the tutorials' cadre."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook[sheet_name]
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    for heading, value in values.items():
        sheet.cell(row, columns[heading]).value = value or None
    workbook.save(book)


def fill_table(book: Path, table: list[list[str]], sheet_name: str, row: int) -> None:
    """Type the rows of a table, beginning at ``row``."""
    for place, cells in enumerate(table[1:], row):
        fill(book, dict(zip(table[0], cells, strict=True)), sheet_name, place)


class Clerk:
    """Whoever follows a tutorial, in one language."""

    def __init__(self, language: str, output: Output) -> None:
        self.language, self.output = language, output

    def runs(self, *arguments: str, code: int = ExitCode.DONE) -> str:
        """What a command prints."""
        self.output.readouterr()
        assert main([*arguments, "--lang", self.language]) == code
        printed = self.output.readouterr()
        return printed.out or printed.err


@pytest.mark.parametrize(
    ("name", "language", "book", "out"),
    [("tutorial.vi.md", "vi", "so-lieu.xlsx", "ket-qua"), ("tutorial.md", "en", "facts.xlsx", "result")],
)
def test_what_a_tutorial_prints_is_printed(
    name: str, language: str, book: str, out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    said = Clerk(language, capsys).runs
    monkeypatch.chdir(tmp_path)
    told = blocks(page(name).partition(LATER)[0])
    said("new", "--out", book)
    fill(Path(book), typed())
    marked = ["--marked", "danh-dau.xlsx"] if language == "vi" else []
    assert said("check", book, *marked, code=ExitCode.DATA) == told.pop(0)
    fill(Path(book), MENDED)
    whole = said("check", book)
    assert language == "en" or whole == told.pop(0)
    assert said("plan", book, "--out", out) == told.pop(0)
    assert said("verify", book, out) == told.pop(0)
    file = Path(out, "plans.json")
    document = json.loads(file.read_text(encoding="utf-8"))
    for part in ("score", "bound"):
        document["plans"][0][part]["1"] += 1
    file.write_text(json.dumps(document), encoding="utf-8")
    assert said("verify", book, out, code=ExitCode.AUDIT) == told.pop(0)
    assert not told


@pytest.mark.parametrize(
    ("name", "language", "book", "folder", "runs", "files"),
    [
        ("tutorial.vi.md", "vi", "so-lieu.xlsx", "kich-ban", ("lan-1", "lan-2"), ("thong-ke.xlsx", "so-sanh.xlsx")),
        ("tutorial.md", "en", "facts.xlsx", "what-if", ("first", "second"), ("record.xlsx", "comparison.xlsx")),
    ],
)
def test_the_record_the_scenarios_and_the_comparison(
    name: str,
    language: str,
    book: str,
    folder: str,
    runs: tuple[str, str],
    files: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
) -> None:
    said = Clerk(language, capsys).runs
    monkeypatch.chdir(tmp_path)
    told = blocks(page(name).partition(LATER)[2].partition(COMMITTEE)[0])
    said("new", "--out", book)
    fill(Path(book), typed() | MENDED)
    fill_table(Path(book), tables()[1], "Quá trình công tác", 3)
    assert said("record", book, "--from", "2018", "--out", files[0]) == told.pop(0)
    fill_table(Path(book), tables()[2], "Kịch bản", 2)
    assert said("whatif", book, "--out", folder, "--jobs", "1") == told.pop(0)
    few = ["--differ-by", "1", "--plans", "2"]
    said("plan", book, "--out", runs[0], *few)
    said("plan", book, "--out", runs[1], *few, "--set", "development.weight=20")
    assert said("compare", runs[0], f"{runs[1]}#2", "--out", files[1]) == told.pop(0)
    assert not told


def mark(run: str, out: str, language: str, lines: list[dict[str, str]]) -> None:
    """Write what the committee says at lines of plan 1, known by their codes, into a copy of the run's workbook."""
    said = sentences(language, "workbook")
    codes = said["lookup_cadre"], said["lookup_posts"]
    workbook = openpyxl.load_workbook(Path(run, "plans.xlsx"), rich_text=True)
    sheet = workbook["Phương án 1"]
    heading = next(row for row in sheet.iter_rows() if codes[0] in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in heading}
    for line in lines:
        wanted = line["Mã cán bộ"], line["Mã chức danh dự kiến"]
        found = (row[0].row for row in sheet.iter_rows(heading[0].row))
        row = next(r for r in found if tuple(sheet.cell(r, columns[code]).value for code in codes) == wanted)
        for title, text in (("Chốt", line["Chốt"]), ("Lý do", line["Lý do"])):
            sheet.cell(row, columns[title]).value = text or None
    workbook.save(out)


@pytest.mark.parametrize(
    ("name", "language", "files", "rounds"),
    [
        ("tutorial.vi.md", "vi", ("chu-tich.xlsx", "y-kien.xlsx", "chu-tich-thang-10.xlsx"), ("vong-1", "vong-2")),
        ("tutorial.md", "en", ("chairs.xlsx", "answered.xlsx", "chairs-october.xlsx"), ("round-1", "round-2")),
    ],
)
def test_the_committee_answers_and_the_moves_are_made(
    name: str,
    language: str,
    files: tuple[str, str, str],
    rounds: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
) -> None:
    said = Clerk(language, capsys).runs
    monkeypatch.chdir(tmp_path)
    told = blocks(page(name).partition(COMMITTEE)[2])
    (book, edited, after), (first, second) = files, rounds
    headings, *rows = tables()[3]
    lines = [dict(zip(headings, row, strict=True)) for row in rows]
    said("new", "--example", "doi-chu-tich-xa", "--out", book)
    said("plan", book, "--plans", "1", "--out", first)
    mark(first, edited, language, lines)
    assert said("verify", book, edited, "--run", first, code=ExitCode.AUDIT) == told.pop(0)
    mark(first, edited, language, lines[1:])
    closer = ["--close-to", first, "--declines"]
    assert said("plan", book, "--plans", "1", "--locks", edited, *closer, "--out", second) == told.pop(0)
    assert said("apply", book, second, "--on", "01/10/2026", "--out", after) == told.pop(0)
    said("check", after)
    said("calendar", after, "--to", "12/2027", "--out", "due.xlsx")
    assert not told


@pytest.mark.parametrize(
    ("name", "language", "folder"), [("README.md", "en", "what-if"), ("README.vi.md", "vi", "kich-ban")]
)
def test_the_scenarios_of_the_first_page(
    name: str, language: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    said = Clerk(language, capsys).runs
    monkeypatch.chdir(tmp_path)
    said("new", "--example", "ha-tinh", "--out", "ha-tinh.xlsx")
    told = re.findall(r"```text\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)[0]
    assert said("whatif", "ha-tinh.xlsx", "--out", folder, "--jobs", "1") == told


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--out", "facts.xlsx"]) == ExitCode.DONE
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, Any] = {}
    exec(block, found)
    assert found["result"].status == "optimal"


def test_both_tutorials_type_the_same_rows() -> None:
    text = " ".join(page("tutorial.md").split())
    values = [*typed().values(), *(cell for table in tables()[1:] for row in table[1:] for cell in row if cell)]
    assert not [value for value in values if f"`{value}`" not in text]
