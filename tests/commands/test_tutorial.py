"""The tutorials are true: their row, typed into the template, gives what they print."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from package_tree import ROOT

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode

ROW = 4
MENDED = {"Ngày sinh": "28/02/1986", "Mã đơn vị hiện nay": "TU"}


def page(name: str) -> str:
    """A tutorial's text."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[str]:
    """What a tutorial says the program prints."""
    return re.findall(r"```text\n(.*?)```", page(name), re.DOTALL)


def typed() -> dict[str, str]:
    """The row that the Vietnamese tutorial has one type, by heading."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", page("tutorial.vi.md"), re.MULTILINE)
    return {heading: value for headings, value in rows[1:] for heading in headings.split(", ")}


def fill(book: Path, values: dict[str, str]) -> None:
    """Type values into the row of the tutorials."""
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["Cán bộ"]
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    for heading, value in values.items():
        sheet.cell(ROW, columns[heading]).value = value
    workbook.save(book)


@pytest.mark.parametrize(
    ("name", "language", "book", "out"),
    [("tutorial.vi.md", "vi", "so-lieu.xlsx", "ket-qua"), ("tutorial.md", "en", "facts.xlsx", "result")],
)
def test_what_a_tutorial_prints_is_printed(
    name: str,
    language: str,
    book: str,
    out: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def said(*arguments: str, code: int = ExitCode.DONE) -> str:
        capsys.readouterr()
        assert main([*arguments, "--lang", language]) == code
        output = capsys.readouterr()
        return output.out or output.err

    monkeypatch.chdir(tmp_path)
    told = blocks(name)
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


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--out", "facts.xlsx"]) == ExitCode.DONE
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, Any] = {}
    exec(block, found)
    assert found["result"].status == "optimal"


def test_both_tutorials_type_the_same_row() -> None:
    text = page("tutorial.md")
    assert not [value for value in typed().values() if f"`{value}`" not in " ".join(text.split())]
